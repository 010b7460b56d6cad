"""What stands beside a name and tells whose it is: labels, ages, kinship, what befell a child."""

import re

from hscb_pm.lazily import lazy
from hscb_pm.privacy.names import word_set

TOKEN = lazy(r"[A-Za-z0-9]+(?:['&-][A-Za-z0-9]+){0,6}'?")
PARTICLES = word_set("""
    al el bin ibn bint de da dos van von der ap ab ferch ben abu ul ur del di la le o mac
""")
"""Small words inside a name."""
JOINS = lazy(
    r"(?: ?, ?| and | & | ?/ ?|, and | or | \+ ?|; ?)(?:\(?[1-9]\d?[).] ?)?| \(?[1-9]\d?[).] ?"
)
AGE = lazy(
    r"(?: ?[,(\[-]| is| was| turns| now|,? (?:who|he|she) is)? ?[,(\[]? ?(?:male|female"
    r"|[MF],? |boy|girl|then|now|just)? ?"
    r"(?:(aged? ?:? ?\d{1,2}(?!\d| ?[-/] ?\d|%| ?to \d)|\d{1,2} ?(?:years?|yrs?|months?|mths?"
    r"|weeks?|wks?|y/?o|days)[ -]?(?:old|of age)?\b"
    r"|\d{1,2}[- ]year[- ]old|(?:year|yr) ?\d{1,2}\b|y\d{1,2}\b|[NR] class)|((?<=[(\[])\d{1,2} "
    r"?[\])]|\d{1,2} ?[mMfF,](?! ?\d|:)))",
    re.IGNORECASE,
)
BORN = lazy(
    r"[ ,(\[:|;/-]{0,4}(?:d\.?o\.?b\b|date of birth|born\b|b\. ?\d|edd\b|nhs\b|upn\b|[(\[] "
    r"?\d{1,2}[./-]\d{1,2}[./-]\d{2,4})",
    re.IGNORECASE,
)
AGE_BEFORE = lazy(
    r"(?:\b\d{1,2}[ -](?:year|yr|month|week|day)s?[ -]old|\b\d{1,2} ?y/?o|\baged \d{1,2},?) "
    r"(?:(?:boy|girl|child|son|daughter|twin|baby|brother|sister|male|female|pupil"
    r"|student)s?,? )?(?:called |named )?$",
    re.IGNORECASE,
)
LABEL = lazy(
    r"\b(?:(?:child|pupil|patient|client|young person|yp|service user|subject|baby|mother|mum"
    r"|father|dad|parent|carer|sibling group|sibling|student|learner|family|victim|perpetrator"
    r"|alleged perpetrator|son|daughter|brother|sister|partner|resident)(?:'?s)?"
    r"(?: \d)?(?: (?:full|first|last|given|family|legal|preferred|birth))?(?: ?names?)?(?: "
    r"?\([^)]{0,20}\))?"
    r"|(?:full |first |given |preferred |birth |family |sur|fore|last |legal |known )?names?"
    r"(?: of (?:the )?(?:child(?:ren)?|young person|pupil|patient|mother|father|parent|carer"
    r"|sibling|subject|baby|client)s?)(?: and d\.?o\.?b)?)"
    r" ?(?:[:=|]|\t| - | is ) ?\"?$",
    re.IGNORECASE,
)
NAME_LABEL = lazy(
    r"(?:^|[|,;\t(\n]) ?\"?(?:full |first |given |fore|sur|last |child )?name ?[:=|] ?\"?$",
    re.IGNORECASE,
)
CALLED = lazy(
    r"\b(?:named|called|known as|aka|a\.k\.a\.?|identified as|name is|name was|goes by|real "
    r"name|(?:re|regarding|concerning|ref|subject|in the matter of|update on|visit to"
    r"|concerns? (?:about|for|re|regarding)|worried about|worry about|spoke (?:to|with)|speak "
    r"(?:to|with)|met with|seen with|telephoned|phoned|rang|visited|saw|observed|behalf of"
    r"|referral (?:for|re|on)|strategy (?:meeting|discussion) (?:re|on|for|about)|(?:icpc|rcpc"
    r"|cpp?|conference|core group|assessment|plan|chronology|minutes|notes|report|lac review"
    r"|s47|section 47|cin|tac|tac meeting|cla review|supervision) (?:for|on|re|of)|the case of"
    r"|seen|wishes of|views of|voice of|contact with|care of|custody of|removed|placed"
    r"|behaviou?r of|death of|birth of|allegations? (?:by|against|from|about)|disclosures? "
    r"(?:by|from)|injur(?:y|ies) to|bruis\w+ (?:on|to)|assault on|abuse of))"
    r" ?:? ?(?:both |little |baby |young |the |\"|')?$",
    re.IGNORECASE,
)
NAMED_ONLY = lazy(
    r"\b(?:child|boy|girl|baby|son|daughter|brother|sister|sibling|man|woman|male|female|pupil"
    r"|partner|boyfriend|friend|adult|yp|young person|patient|cousin|uncle|aunt)(?: is| "
    r"was)?,? (?:named|called|known as|aka|whose name is|name of) $"
    r"|\bnames? (?:is |was )?(?:spelt|spelled|given as|recorded as|shown as) \"?$",
    re.IGNORECASE,
)
KIN_BEFORE = lazy(
    r"\b([A-Za-z-]{2,15}?)(?:'s|s'|\(s\)|s)?(?: \d| [A-C1-4])?(?: of| to| named| called| is| "
    r"was|,|:|;| \(| -|\(|=| being| name)? ?[\"']?$"
)
KIN_AFTER = lazy(
    r"(?:,? ?\(?(?:the |his |her |their |who is |is |was |maternal |paternal |birth "
    r"|biological |older |elder |younger |oldest |youngest |half |step |foster |a |the "
    r"child's |child's ){0,3}| ?[-=/:|] ?)([A-Za-z-]{2,15})\b(?!'s? \w+ (?:team|unit))",
)
DID = lazy(
    r"(?:'s)?,? (?:has |had |have |also |then |again |now |still |who |was |is |were |and "
    r"|had been |has been |just |only |later |reportedly |allegedly |never |always |often "
    r"|said (?:that )?(?:he|she|his|her|mum|dad)|not ){0,3}"
    r"(?:disclosed|lives? (?:with|at|in)|lived with|living with|placed|removed"
    r"|(?:went|gone|been) missing"
    r"|missing (?:from|since|over|for|again)|absconded|born|self-harm\w*|witnessed|not brought"
    r"|dna|seen (?:alone|at|by|in|on|with|today)|subject to|on a (?:cp|child)|looked after|in "
    r"care|taken to|presented (?:at|to|with)|admitted|attends?\b|attended (?:a&e|school"
    r"|hospital|nursery|with|the gp)|told|cried|hit|slapped|bruised|assaulted|had \d|moved "
    r"(?:to|in)"
    r"|stays? with|stayed|wants? to|refus\w+|ran away|hurt|scared|afraid|frightened|upset"
    r"|crying|arrested|pregnant|living|wet|hungry|dirty|unkempt|withdrawn|excluded|diagnosed"
    r"|has (?:adhd|asd|autism|epilepsy|bruis\w+|moved|been hit|(?:an? )?(?:\w+ )?(?:bruise|graze"
    r"|burn|cut|scratch|mark|rash|black eye|lump|swelling))|no longer|made (?:a "
    r"|an )?(?:disclosure|allegation)|alleged|expressed|says?\b|said\b|stated|denied|reported "
    r"that (?:his|her|mum|dad)|sibling|died|overdosed|threatened|collected|drinking|drunk"
    r"|using|open to|known to|stepped|closed|de-?registered|registered|screamed|locked|left "
    r"alone|left|found|did not attend|failed to|smoking|struggling|breastfe\w+|feeding"
    r"|thriving)",
    re.IGNORECASE,
)
WHOSE = lazy(r"(?:[a-z0-9'&/-]{1,16} ){0,3}?([A-Za-z-]{2,14})\b")
SEX_AND_AGE = lazy(
    r"\"?[;,|\t] ?(?:M|F|male|female) ?[;,|\t] ?\d{1,2}(?:[./-]|(?= ?[;,|\t]))", re.IGNORECASE
)
OF_A_BABY = lazy(
    r"\b(?:b/f|\d+ ?(?:wks?|weeks?|mths?|months?)|wt|kg|centile|jaundiced?|feeding|formula|asleep"
    r"|born|nappies|reflux|cot|well)\b"
)
"""What a health visitor notes of a baby."""
AGE_IN_LIST = lazy(r" ?\(.{0,12}\)|,? aged \d+|,? \d{1,2}(?=,)")
BRACKETED_AGE = lazy(r" ?[(\[](?:1?[0-9]|2[0-5])[)\]]")
ANOTHER_AGED = lazy(r"\b([A-Z][a-z'-]+)(?: [A-Z][A-Za-z'-]+)? ?[(\[](?:1?[0-9]|2[0-5])[)\]]")
"""A word with a capital before the age of a child or a young adult."""
AT_A_TIME = lazy(
    r"\b(?:in|of|for|by|since|from|to|until|on|rated?|during|last|this) $", re.IGNORECASE
)
HOME_OF = lazy(
    r"\b(?:famil(?:y|ies)|home|house|household|relatives|flat|address|neighbours?|siblings"
    r"|grandparents|death|funeral|solicitors?|school|teacher|friends?) of (?:both )?$",
    re.IGNORECASE,
)
SMALL_SURNAME = lazy(
    r" ([a-z][a-z'-]{2,19})(?= ?$|[,.;] ?$|,? ?(?:\(?aged? \d|dob\b|born\b|\(\d"
    r"|\d{1,2} ?(?:y|m|$)))"
)
"""What follows a given name in small letters, at the end of a line or before an age."""
COURTEOUS = lazy(
    r"\b(?:[Cc]arers?|[Mm]other|[Ff]ather|[Pp]arents|[Gg]rand[a-z]{3,7}|[Aa]unt|[Uu]ncle"
    r"|[Nn]eighbours?),? (?:Mr|Mrs|Ms|Miss)\.?(?: (?:and|&) (?:Mr|Mrs|Ms|Miss)\.?)? ([A-Z][a-z'-]+)"
)
"""`foster carers Mr and Mrs Hill`, whatever the name."""
CHILD_OF = lazy(r"\b[ds]/o:? $", re.IGNORECASE)
CHILD_OF_AFTER = lazy(r" [ds]/o\b", re.IGNORECASE)
TAKEN = lazy(r"\b(?:took|tak(?:e|es|en|ing)|brought|collected|sent|moved|carried|drove) $")
WITH_CHILDREN = lazy(
    r"\b(?:teacher|teaching assistant|ta|coach|tutor|instructor|nurse|childminder|minister|priest"
    r"|vicar|imam|caretaker|driver|escort|volunteer|scout leader|youth worker|support worker"
    r"|care worker|carer|nursery worker|police officer|pc|cleaner|technician),? $",
    re.IGNORECASE,
)
YOUNG_PERSON = lazy(r"\byoung person\W*(?:named |called |is )?$", re.IGNORECASE)
SERVICE_USER = lazy(r"service user\W*$", re.IGNORECASE)
THE_ONE = lazy(r"\b(?:the|this|a|and|young|our) [\w-]+\W*$", re.IGNORECASE)
MOVED_ABOUT = lazy(
    r" (?:has |have )?had (?:\w+ )?(?:\w+|\d+) (?:placements|social workers|foster|schools)\b",
    re.IGNORECASE,
)
OWNED = lazy(r"[A-Za-z-]+")
TOLD = lazy(r" (?:told|disclosed)")
YEAR = lazy(r",? ?\(?(?:19|20)\d\d")
SENTENCE = lazy(r"[.!?](?= +[A-Z]|\s*$)|[\n]")
FAMILY_OF = lazy(
    r" (?:family|children|siblings|sibling group|household|twins|boys|girls|brothers|sisters"
    r"|parents)\b(?! (?:centre|group|team|act|service|foundation|trust|court))"
)
SHOUTED = lazy(
    r"\b([A-Z][A-Z'-]{1,20}(?: [A-Z][A-Z'-]{1,20})?), ?([A-Z][A-Za-z'-]{1,20}(?: "
    r"[A-Z][a-z'-]{1,20})?)\b"
)
INITIALS = lazy(
    r"\binitials?[:\s]{1,3}([A-Z](?:\.? ?[A-Z]){1,2}\.?)(?=[\s,;|(]{1,4}(?:d\.?o\.?b|born|b\.|\d"
    r"|aged|nhs|upn))",
    re.IGNORECASE,
)
NOTE_WORDS = lazy(
    r"\b(?:DNA'?d?|WNB|seen|sib(?:ling)?s?|mother|mum|father|dad|not brought|CPP|CP plan|ICPC"
    r"|bruis\w+|child|yp|dob|home visit|half-sib\w*|twins?|cousin|NHS|S47|core group|nan"
    r"|stepfather|disclosed|missing)\b"
)
