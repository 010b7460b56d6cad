"""The things, events and people of action plans.

Kinds:

- `artefact`: can be held or read; `event`: takes place or does not; `post`: filled or not;
- `evidence`: shows whether something had effect; `verdict`: somebody outside says so;
- `role`, `body`: can be held to account for a task; `group`: too many to be;
- `abstract`: cannot be seen, whatever is done to it.
"""

from typing import Final

from hscb_pm.smart.pattern import Pattern


def _plurals(words: str) -> str:
    """The nouns, and their plurals."""
    found = [" ".join(word.split()) for word in words.split("|")]
    return "|".join([*found, *map(_plural, found)])


def _plural(noun: str) -> str:
    first, of, rest = noun.partition(" of ")  # directors of services
    if first.endswith("y") and first[-2:-1] not in "aeou":
        return f"{first[:-1]}ies{of}{rest}"
    return f"{first}{'es' if first.endswith(('s', 'sh', 'ch', 'x')) else 's'}{of}{rest}"


NOUNS: Final = (
    Pattern(
        "documents",
        "M",
        "artefact",
        _plurals(
            "report | strategy | policy | protocol | procedure | plan | guide | guideline |"
            " publication | brief | contact | leaflet | booklet"
            " | document | paper | template | form | checklist | toolkit | tool | framework |"
            " pathway"
            " | database | spreadsheet | register | directory | website | web page | webpage | page"
            " | newsletter | poster | letter | email | briefing | briefing note | bulletin |"
            " handbook"
            " | manual | pack | charter | standard | specification | contract | agreement |"
            " memorandum"
            " | matrix | chart | flowchart | flow chart | dashboard | scorecard | dataset | data"
            " set"
            " | proforma | pro forma | proposal | business case | options paper | position"
            " statement"
            " | statement | summary | chronology | genogram | log | list | schedule | rota |"
            " timetable"
            " | programme | action plan | work plan | workplan | curriculum | module | course |"
            " video"
            " | film | app | portal | system | helpline | hotline | screensaver | card | tracker"
            " | record | minute | agenda | action log | risk register | job description | terms"
            " | term of reference | code of practice | code of conduct | constitution | brochure"
            " | fact sheet | factsheet | presentation | e learning | elearning | elearning module"
            " | questionnaire | survey | map | inventory | prospectus | profile | needs assessment"
            " | service level agreement | information sharing agreement | return | submission"
            " | recommendation | criterion | indicator | performance indicator | key performance"
            " | threshold document | budget | bid | application | regulation | act | bill"
            " | circular | white paper | model | package | resource pack | resource | material"
            " | folder | file | notice | sign | alert | flag | marker | field | analysis |"
            " written response | position | offer | image | register of"
            " | screening tool | rating | appraisal | certificate | logo | blog | podcast"
            " | hyperlink | link to | intranet | inbox | mailbox | phone line | camera | equipment"
            " | room | building | facility | centre | unit | clinic | hub | scheme | project"
            " | training package | training programme | audit tool | quality assurance framework"
            " | mechanism for reporting | single point of contact | library | calendar | rule |"
            " code"
            " | order | warrant | decision | definition | target | database of | feasibility study"
            " | risk assessment | care plan | treatment plan | assessment | referral | invitation"
            " | audit programme | delivery plan | implementation plan | improvement plan | case"
            " study"
            " | glossary | syllabus | script | slide | terms of reference | criteria | guidance"
            " | legislation | minutes | copy | copies | data | figures | information | statistics"
            " | staffing structure | lease | drop in | dropin | breakdown | apology | registration | licence | certification | clause | fund | grant | fee"
            " | levy | ban | law | duty | lock | alarm | device | laptop | platform | concordat"
            " | compact | pledge | declaration | organogram | timeline | roadmap | blueprint"
            " | standard operating procedure | tariff | baseline | trajectory | index | prompt"
            " | aide memoire | top tip | self assessment | self evaluation | passport | life story book"
            " | transition plan | contingency plan | process | interface | text service | exhibition"
            " | press release | mou | sop | dpia | sla | isa | jsna | faq | reminder letter | memo"
            " | reply | answer | statistic | entry | diagram | photograph | sticker | wallet card"
            " | pocket guide | desk aid | quick guide | algorithm | bundle | action tracker"
            " | feedback | documentation | software | it system | cctv | funding | money | details"
        ),
        "Either it is there or it is not.",
        "HMPPS action-plan guidance: specific enough to be tracked",
        "Write a leaflet.",
        "Write it up.",
    ),
    Pattern(
        "occasions",
        "M",
        "event",
        _plurals(
            "meeting | workshop | conference | training | training session | training day | seminar"
            " | consultation | review | audit | inspection | survey | session | event | launch |"
            " visit"
            " | exercise | interview | focus group | hearing | inquiry | enquiry | investigation"
            " | evaluation | assessment | pilot | trial | campaign | roadshow | open day | drill"
            " | test | stocktake | stock take | peer review | case review | reflective session"
            " | supervision session | away day | awayday | development day | forum | webinar |"
            " clinic"
            " | census | inset day | inset | appraisal | spot check | dip sample | check | vote"
            " | debrief | learning event | masterclass | lecture | site visit | walkabout |"
            " walkround"
            " | mock inspection | health check | healthcheck | mapping exercise | mapping | scoping"
            " | benchmarking | procurement | tender | recruitment | restructure | feasibility study"
            " | research | study | analysis | needs analysis | risk assessment | discussion at"
            " | symposium | celebration | ceremony | simulation | tabletop exercise | deep dive | ward round"
            " | huddle | handover | media campaign | day of action | awareness week | road show"
            " | open evening | ballot | poll | thematic review | learning review | rapid review"
            " | refresh | relaunch | reinspection | appointment of | publication of | meeting with"
            " | presentation | call | election | summit | surgery | induction programme"
        ),
        "It takes place or it does not, and who came can be counted.",
        "F4: audits, reviews and training",
        "Hold a workshop.",
        "Hold it.",
    ),
    Pattern(
        "posts and groups",
        "M",
        "post",
        _plurals(
            "post | panel | steering group | working group | task group | task and finish group "
            "| team"
            " | workstream | sub group | subgroup | committee | board | lead | champion |"
            " coordinator"
            " | co ordinator | post holder | postholder | trainer | designated officer"
            " | representative | chair | vacancy | forum | network | working party | task force"
            " | taskforce | commission | ombudsman | apprentice | apprenticeship | place | bed"
            " | single point of access | one stop shop | mash | reference group | executive agency"
            " | youth council | advisory group | programme board | project board | implementation group"
            " | oversight group | tribunal | mentor | buddy | link worker | service desk | unit"
            " | named professional | designated professional | inspectorate | additional officer"
        ),
        "It is filled or set up, or it is not.",
        "HMPPS action-plan guidance: specific enough to be tracked",
        "Set up a steering group.",
        "Set it up.",
    ),
    Pattern(
        "what shows effect",
        "M",
        "evidence",
        "audit shows | audits show | audit evidence | case file audit | case file audits | file"
        " audits"
        " | file audit | case audits | dip samples | dip sampling | audit results | audit findings"
        " | survey results | staff survey | survey of | feedback from | evaluation forms | audited"
        " | evaluation shows | performance data | monitoring data | quarterly data | data shows"
        " | dataset | scorecard | dashboard | kpi | kpis | performance indicator | attendance"
        " records"
        " | performance indicators | training records | attendance register | minutes of | minuted"
        " | performance report | performance reports | exception report | exception reports |"
        " sampling"
        " | completion rates | completion rate | compliance rate | supervision records | case"
        " sampling"
        " | section 11 returns | section 11 audit | number of | numbers of | percentage of |"
        " rate of"
        " | rates of | proportion of | per cent of | attendance at | waiting times | waiting time"
        " | evidence from | evidenced by | evidenced in | evidenced through | measured by |"
        " uptake of"
        " | re audit | reaudit | satisfaction survey | exit interviews | spot checks | case files"
        " | file reads | test results | performance figures | complaints | audits | records |"
        " returns"
        " | published on | signed off by | agreed by | approved by | ratified by | minutes"
        " | available on | turnover | sickness absence | baseline",
        "Somebody can look it up.",
        "HSCB framework, section 4: evidence of an outcome",
        "Measured by audits.",
        "Measured out.",
    ),
    Pattern(
        "verdicts from outside",
        "M",
        "verdict",
        "ofsted | cqc | care quality commission | hmic | hmicfrs | hmi probation | hmip | cssiw "
        "| estyn"
        " | inspectorate | inspectors | inspection judgement | inspection outcome | inspection"
        " report"
        " | external audit | external auditor | external auditors | external evaluation | kitemark"
        " | independent evaluation | independent review | independent audit | peer review |"
        " accredited"
        " | accreditation | independent reviewer | externally validated | audit commission | ico"
        " | charter mark | iso | investors in people | quality mark | peer challenge"
        " | information commissioner | health and safety executive | hse | ombudsman | coroner",
        "Somebody outside says whether it is so.",
        "Ofsted descriptors",
        "Judged good by Ofsted.",
        "Judged good by us.",
    ),
    Pattern(
        "roles",
        "S",
        "role",
        _plurals(
            "head | director | manager | chair | chairman | chairperson | chairwoman | vice"
            " chair | lead"
            " | coordinator | co ordinator | nurse | doctor | gp | general practitioner |"
            " paediatrician"
            " | psychiatrist | psychologist | officer | secretary of state | home secretary |"
            " minister"
            " | commissioner | chief executive | chief constable | chief officer | constable |"
            " inspector"
            " | superintendent | sergeant | commander | governor | headteacher | head teacher |"
            " principal"
            " | teacher | consultant | social worker | midwife | health visitor | school nurse |"
            " clerk"
            " | administrator | analyst | auditor | solicitor | councillor | member | cabinet"
            " member"
            " | portfolio holder | mayor | leader | deputy | registrar | judge | magistrate |"
            " coroner"
            " | medical director | designated doctor | designated nurse | named nurse | named"
            " doctor"
            " | named professional | safeguarding lead | team leader | team manager | supervisor"
            " | practitioner | worker | support worker | probation officer | prison officer |"
            " author"
            " | overview author | reviewer | representative | trustee | bishop | archdeacon | vicar"
            " | incumbent | churchwarden | warden | trainer | professional adviser | adviser |"
            " advisor"
            " | champion | advocate | guardian | personal adviser | accountant | treasurer |"
            " secretary"
            " | commissioning manager | budget holder | operator | employer | provider | landlord"
            " | owner | contractor | proprietor | governing body member | pharmacist | dentist |"
            " surgeon"
            " | clinician | therapist | radiologist | pathologist | physician | prosecutor |"
            " barrister"
            " | senior manager | line manager | middle manager | assistant director | deputy"
            " director"
            " | commissioning body | dpo | caldicott guardian | siro | section 151 officer |"
            " lado | iro"
            " | monitoring officer | district manager | service manager | programme manager |"
            " planner"
            " | business manager | board manager | project manager | hr manager | executive |"
            " engineer"
            " | assistant chief constable | dci | det supt | lord chancellor | attorney general"
            " | lord chief justice | permanent secretary | chancellor | prime minister | convener"
            " | convenor | rapporteur | facilitator | postholder | post holder | keyworker | key"
            " worker"
            " | care coordinator | lead professional | sgo | matron | ward manager | registered"
            " manager"
        ),
        "Somebody who can be asked whether it was done.",
        "HMPPS action-plan guidance: the owner of each step clearly identified",
        "The Head of Safeguarding will write to schools.",
        "It should be written.",
    ),
    Pattern(
        "bodies",
        "S",
        "body",
        _plurals(
            "board | lscb | hscb | scb | safeguarding board | safeguarding children board | council"
            " | local authority | authority | county council | borough | trust | nhs trust"
            " | foundation trust | ccg | icb | clinical commissioning group | health board |"
            " hospital"
            " | nhs england | public health england | pct | primary care trust | strategic health"
            " | police | constabulary | police force | force | metropolitan police | probation"
            " service"
            " | probation | crc | national probation service | hmpps | youth offending team |"
            " yot | yos"
            " | cafcass | ofsted | cqc | hmic | hmicfrs | home office | ministry of justice |"
            " moj | dfe"
            " | department for education | department of health | department | government |"
            " ministry"
            " | welsh government | scottish government | parliament | college of policing | npcc"
            " | acpo"
            " | royal college | general medical council | gmc | nmc | crown prosecution service "
            "| cps"
            " | committee | sub group | subgroup | sub committee | subcommittee | working group"
            " | task and finish group | task group | steering group | panel | partnership |"
            " executive"
            " | cabinet | governing body | school | academy | college | university | diocese |"
            " church"
            " | agency | organisation | department | directorate | service | charity | company"
            " | association | federation | group | commission | inspectorate | forum | alliance"
            " | consortium | care home | children's home | practice | prison | court | unit |"
            " centre"
            " | children's services | children's social care | adult social care | social care | hr"
            " | human resources | housing | education | early help | public health | legal services"
            " | adult services | social services | the partnership | fire and rescue service | fire"
            " | ambulance service | csp | community safety partnership | safeguarding partners |"
            " we | i"
            " | safeguarding adults board | sab | scp | lscp | mash | lscbs | ccgs | sic | qa"
            " | wellbeing board | health and wellbeing board | overview and scrutiny | scrutiny"
            " | national panel | quality assurance group | cdop | child death overview panel |"
            " camhs"
            " | learning and improvement | business unit | secretariat | yjb | youth justice board"
            " | national crime agency | nca | public protection | border force | ukba | dwp |"
            " hmrc | fa | british cycling"
            " | football association | law commission | law society | bma | rcpch | rcn | rcgp |"
            " lga"
            " | data controller | controller | contractor | college of social work | adcs | local government association | regulator | manufacturer | supplier"
        ),
        "A body that can be asked whether it was done.",
        "HMPPS action-plan guidance: the owner of each step clearly identified",
        "The council will write to parents.",
        "It should be written.",
    ),
    Pattern(
        "everybody",
        "SMART-S5",
        "group",
        "staff | all staff | everyone | everybody | partners | all partners | partner agencies"
        " | all agencies | all partner agencies | professionals | all professionals | practitioners"
        " | all practitioners | team | teams | colleagues | all members | members | workforce"
        " | frontline staff | front line staff | frontline practitioners | workers | agencies"
        " | stakeholders | all teams | employees | personnel | volunteers | people | multi agency"
        " | individuals | all services | services | organisations | all organisations"
        " | safeguarding team | children's team | social work team | each agency's staff"
        " | each agency | every agency | partner organisations | families | young people | crew"
        " | clinicians | nurses | teachers | managers | governors | all managers | all schools",
        "Everybody's task is nobody's: name one role.",
        "HMPPS action-plan guidance: the owner of each step clearly identified",
        "All staff will read the policy.",
        "The chair will read the policy.",
    ),
    Pattern(
        "not to be seen",
        "SMART-S2",
        "abstract",
        "culture | understanding | awareness | confidence | resilience | relationships |"
        " relationship"
        " | links | capacity | leadership | commitment | approach | approaches | skills | knowledge"
        " | outcomes | improvements | improvement | better | improved | joint working | partnership"
        " | engagement | communication | practice | coordination | co ordination | consistency"
        " | quality | oversight | focus | clarity | ethos | environment | opportunities |"
        " opportunity"
        " | expertise | competence | momentum | robust | effective | shared understanding |"
        " ownership"
        " | high quality | best practice | good practice | support for | support to | advice | help"
        " | assistance | working together | collaboration | steps | measures | arrangements |"
        " action"
        " | greater | more | good | appropriate | priority | attention | regard | progress"
        " | appropriate action | emphasis | value for money | strong | clear | vision | sense"
        " | excellent | positive | outstanding | seamless | holistic | meaningful | proactive | inclusive"
        " | equitable | sustainable | standards of | voice | difference | contribution | benefit | benefits"
        " | choice | respect | dignity | compassion | trust and | visibility | profile of | reputation"
        " | mindset | behaviours | behaviour | attitudes | values | responsibility | accountability"
        " | flexibility | integration | alignment | innovation | excellence | equality | prevention"
        " | support | encouragement | reassurance | assurance | stability | permanence | insight | challenge"
        " | scrutiny | consideration | thought | recognition | influence | impact | wellbeing | inequality"
        " | inequalities | performance | outcome | experience | experiences | timeliness | potential"
        " | success | efficiency | productivity | morale | transparency | openness | honesty | curiosity"
        " | judgement | continuity | cohesion | standards"
        " | effective use | use of | priorities | ways | synergies | efficiencies | safety",
        "It cannot be seen, so nobody can say that it is there.",
        "NSPCC CPSU: avoid vague statements that cannot be measured",
        "Develop a culture of openness.",
        "Develop a leaflet.",
    ),
)
"""Every noun, by what it lets one see."""
