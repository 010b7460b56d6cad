"""Word lists about names: given names, what makes a name an organisation's or a professional's."""

from functools import cache
from pathlib import Path
from typing import NamedTuple


class GivenNames(NamedTuple):
    """Given names in small letters: those that say by themselves that they are one, and others."""

    sure: frozenset[str]
    also_words: frozenset[str]


@cache
def blocks_of_names() -> tuple[str, str]:
    """The two lists of the file beside this module, read when first needed."""
    text = Path(__file__).with_name("given_names.txt").read_text(encoding="ascii")
    _, _, names = text.partition("[names]\n")
    sure, _, also_words = names.partition("[also words]\n")
    return sure, also_words


@cache
def given_names() -> GivenNames:
    """Both lists, as sets."""
    sure, also_words = blocks_of_names()
    return GivenNames(frozenset(sure.split()), frozenset(also_words.split()))


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(words.split())


ORGANISATION = word_set("""
    school schools academy academies college hospital hospice house trust centre center church
    university road street avenue lane close way court park place hall ward unit surgery practice
    clinic nursery preschool pre-school primary secondary infant infants junior inquiry enquiry
    review reviews report reports act bill award prize foundation institute society association
    ltd limited plc llp council agency service services department board committee group team
    programme project framework model tool toolkit scale graph method law laws rule theorem
    licence license library press publishing publications project's cathedral chapel green hill
    common bridge station square gardens estate day days week term bank holiday road's farm
    cottage lodge arms fund charity federation partnership forum panel network index cup test
    scheme line room suite building buildings campus site wing theatre museum hotel inn judgment
    principles guidelines competence competent competency compliant criteria
    version edition et al university's syndrome disease chart curve
""")
"""A name before one of these is the name of that, not of a person."""

SURNAMES_TOO = word_set("""
    ward hall house park green hill law day week lane street close court chapel bridge farm lodge
    church rule bill fund common field fields hotel law wing bond
""")
"""Of these, what is also a surname, where a label or an age says that a person is meant."""

TITLES = word_set("""
    dr prof professor sir lord lady baroness dame judge justice cllr councillor councillors ds dc
    di pc dci dcc acc ps dsi supt superintendent sergeant sgt inspector constable detective rev
    reverend bishop saint st minister hhj recorder coroner president senator king queen prince
    princess pope emperor mp pcso chancellor commissioner author authors nurse
""")
"""Who bears one of these is named as a professional or a public person."""

ROLES = word_set("""
    head chair chairman chairwoman chairperson vice director manager lead leader officer nurse
    designated doctor named consultant coordinator co-ordinator administrator adviser advisor
    teacher headteacher principal senco midwife solicitor barrister guardian practitioner worker
    psychologist paediatrician psychiatrist therapist social inspector constable detective
    sergeant superintendent commissioner secretary clerk auditor reviewer author chief executive
    deputy assistant senior councillor gp health dsl iro cafcass trainer specialist analyst
    representative member minister professor editor maintainer developer hscb ofsted nspcc
    children's childrens services police education strategic operational safeguarding
    business development partnership matron registrar governor vicar supervisor minutes apologies
    minute-taker councillors lscb council
""")
"""What follows or goes before the name of somebody at work."""

COMMANDS = word_set("""
    call ring ask tell phone telephone text email e-mail message meet visit see contact speak chase
    remind invite interview arrange check book send give take collect support refer thank discuss
    follow find help inform notify update write warn watch protect place move return remove
    include exclude interviewed rang called phoned texted visited
""")
"""What a note tells somebody to do: a word with a capital before a name, and no part of it."""

MINUTED = word_set("""
    presented agreed noted reported updated circulated thanked chaired informed advised introduced
    suggested queried raised confirmed asked explained welcomed outlined highlighted proposed
    emphasised summarised apologised gave tabled offered shared recommended fed wrote writes argues
    argued found published to will attended's reminded commented clarified requested undertook
    volunteered added concluded observed et recorded drafted audited
""")
"""What somebody does in minutes."""

FAMILY = word_set("""
    mum mums mummy mam mother mothers dad dads daddy father fathers sibling siblings brother
    brothers sister sisters stepfather stepmother step-father step-mother stepdad stepmum step-dad
    step-mum half-brother half-sister half-sibling stepbrother stepsister nan nana nanna gran
    granny grandma grandad granddad grandmother grandfather grandparent grandparents auntie aunt
    aunty uncle cousin cousins twin twins son sons daughter daughters baby unborn toddler newborn
    boyfriend girlfriend ex-partner ex-husband ex-wife husband wife nephew niece stepson
    stepdaughter mgm mgf pgm pgf mgm's bm bf carer carers foster kinship boy girl partner
    parent parents child yp youngster teenager schoolgirl schoolboy pupil
""")
RELATIONS = FAMILY | word_set("""
    victim perpetrator suspect client patient student person subject family lodger service-user
    resident neighbour adult user stepchild grandson granddaughter foster-carer guardian infant
    child's mother's father's girl's boy's pupil's baby's person's patient's client's siblings'
""")
NARROW = FAMILY - word_set("""
    child parent parents pupil carer carers foster partner boy girl baby boys girls mothers fathers
    sons daughters kinship mums dads yp bm bf
""")
"""Words after which an unknown name with a capital is a name."""

CASE_WORDS = word_set("""
    placements concern concerns worried worries
    bruise bruises bruising bruised disclosed disclosure disclosures self-harm self-harmed
    self-harming absconded dna dna'd wnb placement placed foster fostered cpp icpc rcpc s47
    custody injuries injury burn burns fracture assaulted assault abused abuse neglected hit
    slapped smacked punched overdose pregnant bottle nappy seen cin cla lac eho epo removed
    bedroom school attendance home police a&e missing contact supervised visit visits visited
    alone crying upset frightened scared weight immunisations fgm cse groomed exploited runaway
    thresholds camhs chronology genogram strategy section nhs dob born aged lives lived living
    died death sw hv neighbour snapchat facebook drugs alcohol cannabis violence violent bail
    arrested referral plan plans conference statement statemented ehcp excluded exclusion
    pre-birth proceedings legal carers told referred registered
""")
"""Words of a case; beside a name in a note they say that it is a child's or a family's."""

STRONG_CASE = word_set("""
    bruise bruises bruising bruised disclosed self-harm self-harmed self-harming absconded dna'd
    wnb slapped smacked punched overdose groomed fostered nappy genogram
    crying frightened bedroom fracture cannabis snapchat assaulted bail
""")
OF_THE_CHILD = word_set("""
    plan plans mother mum father dad parents parent family school teacher sibling siblings brother
    brothers sister sisters nan gran grandmother grandfather grandparents aunt uncle case file
    records record bruise bruises bruising injury injuries voice wishes views needs behaviour
    placement attendance birth death home room bedroom dob address health referral assessment
    assessments chronology gp worker carer carers foster stepfather stepmother step-father
    step-mother partner boyfriend girlfriend husband wife son daughter baby child children
    disclosure safety welfare weight diagnosis medication development progress education ehcp cpp
    icpc conference contact nappy clothes arm leg face eye head back hand birthday nursery weight
    appointment appointments immunisations solicitor guardian iro care statement story experience
    phone mobile number nhs surname name house flat presentation language mood sleep diet teeth
    speech twin core review lac cp cin allegation allegations account drawing pregnancy drinking
    unborn relationship bail arrest care-plan
""")

NO_NAME = word_set("""
    a an and as at be been being both but by can did does for from had has have he her hers him
    his how i if in is it its may might must my no nor not of off on once or other our out over
    own said she should so some such than that the their them then there these they this those
    to too under until up very was we were what when where which while who whom whose why will
    with would you your yes none unknown known tbc tbd n/a nil present absent asked also again
    following during despite although since because before after between within without however
    therefore where all any each every either neither one two three four five six seven eight nine
    ten first second third many most more several both same new old next last
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed thu thur thurs fri sat sun spring summer autumn winter easter christmas
    english british polish romanian irish welsh scottish pakistani indian bangladeshi nigerian
    somali traveller gypsy roma white black asian african caribbean chinese european muslim
    christian hindu sikh jewish catholic mixed lithuanian latvian bulgarian albanian turkish
    portuguese spanish italian french german russian ukrainian afghan syrian iraqi iranian kurdish
    vietnamese eritrean ethiopian sudanese ghanaian
    england britain uk wales scotland ireland london hertfordshire herts bedfordshire essex kent
    cambridgeshire buckinghamshire surrey sussex watford hertford stevenage hatfield welwyn hitchin
    letchworth baldock royston hemel hempstead albans borehamwood barnet enfield harlow luton
    bedford cambridge bishop's bishops stortford broxbourne dacorum hertsmere rivers cheshunt ware
    hoddesdon tring berkhamsted harpenden radlett potters bar rickmansworth sawbridgeworth
    birmingham manchester leeds liverpool bristol sheffield rochdale rotherham oxford oxfordshire
    norfolk suffolk northampton northamptonshire poland romania pakistan nigeria somalia india
    child children children's young people person family families parent parents mother father
    mum dad baby babies pupil pupils sibling siblings carer carers boy girl brother sister adult
    adults social care worker protection safeguarding section working together board lscb hscb
    ofsted nspcc camhs nhs ccg police constabulary council county borough district agency agencies
    school academy education health hospital service services support early help intervention group
    review reviews report audit audits plan plans policy procedure procedures strategy standard
    standards indicator indicators framework learning improvement performance quality chair head
    director manager lead officer doctor nurse designated named member members voice journey death
    sexual exploitation abuse neglect domestic missing need in-need looked home homes office order
    orders orders court case cases conference conferences programme project forum panel team teams
    partner partners partnership user users friendly unit line line's helpline and/or victim victims
    perpetrator perpetrators client clients patient patients student students year years yr
    key stage level levels part page table figure annex appendix chapter item action actions
    objective objectives recommendation recommendations signed date dates status name names role
    roles note notes total number none low medium high red amber green rag good outstanding
    inadequate requires improvement female male other unaccompanied asylum minister ministry
    department government act bill law barnardo's barnardos relate mencap gingerbread women's
    refuge aid cafcass yot yos crown prosecution probation housing fire ambulance church diocese
    facebook snapchat instagram whatsapp youtube google microsoft internet english maths dna a&e gp
    hv sw cp cin cla lac s47 icpc rcpc cpp mash lado iro cse fgm tac caf eha ehm send sen ehcp
    dear hi hello hey thanks regards ms mr mrs miss god jesus bible
    journal international european national local regional central north south east west northern
    southern eastern western street road avenue lane close hill park house hall high
    state union foundation freedom society project general public common open free
    safe safer healthy happy healthier
    concerned previously currently recently described stated reported assessed spoken seen advised
    unable aware awaiting did declined refused
    day days week weeks month months time today yesterday tomorrow
""")
"""Words with a capital that are no name, or not one of a person."""

PUBLISHED = (
    "victoria climbie", "peter connelly", "daniel pelka", "khyra ishaq", "hamzah khan",
    "ayeeshia jayne smith", "ayeeshia-jayne smith", "ellie butler", "keanu williams",
    "poppi worthington", "lauren wright", "maria colwell", "jasmine beckford", "kimberley carlile",
    "tyra henry", "ainlee labonte", "holly wells", "jessica chapman", "sarah payne",
    "stephen lawrence", "jimmy savile", "james bulger", "jamie bulger", "rikki neave",
    "liam fee", "dylan seabridge", "dennis o'neill", "rowan thompson", "baby peter",
)  # fmt: skip
"""Names under which cases have been published; a review of them is public knowledge."""
