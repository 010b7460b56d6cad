"""When: dates, periods and rhythms, and the words that only sound like them.

Kinds:

- `date`: a date or a bounded period; `reference`: one that may belong to a thing already past;
- `span`: within a number of hours or days, which is often a standard of the thing, not a deadline;
- `rhythm`: a fixed recurrence; `adjective`: a recurrence said of a thing ("quarterly report");
- `open`: open-ended; `trigger`: when something happens; `name`: part of a name, says nothing.

The expressions are matched on folded text, in this order: what stands first takes the words.
"""

from typing import Final

from hscb_pm.smart.pattern import Pattern

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTHS: Final = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec "
)
_N: Final = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|eighteen|twenty|twenty[- ]four|thirty|sixty|ninety|half a|a couple of)"
)
_UNIT: Final = r"(?:week|month|year|quarter|term)s?\b"
_DAYS: Final = r"(?:minute|hour|(?:calendar |working |school )?day)s?\b"
_YEAR: Final = r"(?:20[0-4]\d)"
_SPAN_YEAR: Final = r"20[0-4]\d ?[/-] ?(?:20)?\d\d\b"
_SEASON: Final = r"(?:spring|summer|autumn|winter)"
_BY: Final = (
    r"\b(?:by|in|before|during|until|till|from|for|throughout|within|over|across|to|on|end|early"
    r"|mid"
    r"|late|early in|late in|no later than|not later than|starting|beginning|commencing|after|at"
    r"|around|circa|target)[ -](?:the )?(?:start of |beginning of |middle of |end of |close of"
    r" |early |mid[- ]|late |end[- ](?:of[- ])?|spring |autumn |first week of |last week of"
    r" )?(?:the )?"
)
_BODY: Final = (
    r"(?:meeting|board|committee|sub-?[ ]?group|conference|forum|panel|executive|cabinet|council"
    r"|agm"
    r"|session|group|lscb|partnership|away ?day|development day|workshop|assembly|synod|seminar"
    r"|summit)s?\b"
)
_WORDS: Final = r"(?:[\w&'-]+ ){0,5}?"
_RHYTHM: Final = (
    r"(?:(?:two|three|four|six|twelve|2|3|4|6|12|bi|half|tri)[- ])?"
    r"(?:annual|yearly|quarterly|monthly|weekly|fortnightly|daily|termly|biannual|bimonthly"
    r"|biennial)"
)
_ADVERB: Final = (
    r"(?:(?:two|three|four|six|twelve|2|3|4|6|12|bi|half|tri)[- ])?"
    r"(?:annually|yearly|quarterly|monthly|weekly|fortnightly|daily|termly|biannually|bimonthly"
    r"|biennially|each year|nightly)"
)
_AFTER_ADVERB: Final = (
    r"(?=\s*(?:$|[.,;:()\[\]/-]|(?:to|by|and|in|for|from|with|at|on|as|until|through|via|using"
    r"|the|all"
    r"|each|their|its|whether|if|against|over|during|so|which|that|thereafter|starting|beginning"
    r"|or|a|an|how|any|this|these|where|when|per|per)\b))"
)


_PREPOSITIONS: Final = (
    "by in before during until till from for throughout within over across to on end early mid"
    " late no"
    " not starting beginning commencing after at around circa target "
)
_NUMBERS: Final = (
    "# a an one two three four five six seven eight nine ten eleven twelve fifteen eighteen"
    " twenty thirty"
    " sixty ninety half "
)
_RHYTHMS: Final = (
    "annual yearly quarterly monthly weekly fortnightly daily termly biannual bimonthly biennial"
    " bi tri"
    " half two three four six twelve # annually biannually biennially each nightly "
)
_STARTS: Final = {
    "named after a year": (
        "act regulations order rules education together guidance measure bill census since dated"
        " as up in"
        " of from"
    ),
    "open-ended": (
        "ongoing on asap a.s.a.p as immediate immediately urgent urgently with at in the short"
        " medium long"
        " longer near without promptly swiftly speedily expeditiously forthwith straight"
        " straightaway"
        " right soon soonest shortly quickly rapidly timely more eventually over from periodic"
        " periodically regular regularly frequent frequently routine routinely constant constantly"
        " continuous continuously continual continually rolling where when if always permanent"
        " permanently indefinite indefinitely open intermittently sometime until business bau"
        " perpetual"
        " now high priority year day everyday"
    ),
    "iso or figures": "#",
    "day and month": _MONTHS + "#",
    "month and year": _MONTHS,
    "month": (
        "by in before during until till from for end early mid late starting beginning after"
        " next this"
        " due latest the its their our"
    ),
    "season or term": _PREPOSITIONS + "spring summer autumn winter next this coming each the",
    "quarter": "q qtr quarter first second third fourth last final # next this current same",
    "financial year": _PREPOSITIONS + "the financial academic year fy #",
    "year": _PREPOSITIONS + "calendar",
    "time of a season": "by before after over until at during in",
    "this or next": (
        "this next the current coming same new remainder rest end by within later in during start"
        " beginning year month quarter term"
    ),
    "plan year": "year in by during end for within throughout",
    "body's next meeting": "next forthcoming following subsequent upcoming the annual agm",
    "day of the week": "by on before this next until tomorrow",
    "within months": (
        _NUMBERS + "within in over for during inside after throughout across no not at next coming"
        " following lifetime life course duration end"
    ),
    "within days": _NUMBERS + "within in no not inside next coming following",
    "every so often": (
        "every each once twice several # two three four five six eight ten twelve one per p.a."
        " p.a pcm on"
        " a an"
    ),
    "rhythm as an adverb": _RHYTHMS,
    "rhythm as an adjective": _RHYTHMS,
    "when something happens": (
        "once when whenever as until after upon on following subject dependent depending pending"
        " in if at"
        " prior before by"
    ),
}
"""The words with which each expression can begin, up to a hyphen or a figure; `#` is a figure."""

_NEEDS: Final = {
    "named after a year": "#",
    "open-ended": (
        "ongoing going asap a.s.a. possible practicable practical feasible soon immediate "
        "immediately urgent urgently urgency priority course earliest early opportunity "
        "future fullness term delay promptly swiftly speedily expeditiously forthwith "
        "straight straightaway right soonest shortly quickly rapidly timely eventually time "
        "regular regularly periodic periodically intervals frequent frequently routine "
        "routinely times constant constantly continuous continuously continual continually "
        "continuing rolling required needed necessary appropriate available always permanent "
        "permanently indefinite indefinitely ended intermittently coming point sometime "
        "notice usual bau perpetual effect now few allows year day everyday speed"
    ),
    "iso or figures": "#",
    "day and month": _MONTHS,
    "month and year": _MONTHS,
    "month": _MONTHS,
    "season or term": "spring summer autumn winter",
    "quarter": "q qtr quarter",
    "financial year": "# fy",
    "year": "#",
    "time of a season": (
        "easter christmas year half term recess holiday holidays break breaks whitsun purdah "
        "election elections"
    ),
    "this or next": (
        "week month quarter year term half parliament parliamentary session plan phase "
        "programme project strategy planning spending"
    ),
    "plan year": "year",
    "body's next meeting": "next forthcoming following upcoming subsequent annual agm",
    "day of the week": (
        "monday tuesday wednesday thursday friday saturday sunday tomorrow today tonight noon "
        "midday close cop cob lunchtime"
    ),
    "within months": (
        "week weeks month months year years quarter quarters term terms lifetime life course "
        "duration end"
    ),
    "within days": "minute minutes hour hours day days",
    "every so often": (
        "hour hours day days week weeks month months quarter quarters year years term terms "
        "annum pcm p.a. p.a every each basis"
    ),
    "rhythm as an adverb": (
        "annually yearly quarterly monthly weekly fortnightly daily termly biannually "
        "bimonthly biennially nightly year"
    ),
    "rhythm as an adjective": (
        "annual yearly quarterly monthly weekly fortnightly daily termly biannual bimonthly "
        "biennial"
    ),
    "when something happens": (
        "agreed approved approval available allows allow permits permit induction completed "
        "complete completion appointed appointment place funding resources recruited "
        "recruitment publication published confirmed received receipt signed launched launch "
        "implementation implemented inspection outcome finalised known release ready "
        "established joining starting employment arise arises occur occurs identified "
        "admission discharge referral review resolved"
    ),
}
"""Words of which each match of an expression has one, up to a hyphen or a figure."""


def _times(name: str, kind: str, find: str, yes: str, no: str) -> Pattern:
    speaks = {"open": "SMART-T2", "trigger": "SMART-T3", "adjective": "SMART-T4"}.get(kind, "T")
    return Pattern(name, speaks, kind, find, _REASONS[kind], _SOURCES[kind], yes, no, _STARTS[name], _NEEDS[name])


_REASONS: Final = {
    "date": "A date or a bounded period.",
    "reference": "A date, unless it is the date of something past.",
    "span": "A number of days: a deadline, unless it is a standard for each case.",
    "rhythm": "A fixed recurrence has a next date.",
    "adjective": "It says how often the thing comes, not when the task is done.",
    "open": "It never falls due, so it can never be late.",
    "trigger": "Nobody knows when that will be.",
    "name": "The year or the rhythm is part of a name.",
}
_SOURCES: Final = {
    "date": "HMPPS action-plan guidance: the timescale of each step clearly identified",
    "reference": "HMPPS action-plan guidance: the timescale of each step clearly identified",
    "span": "inquiry reports",
    "rhythm": "HSCB framework, section 2: the audit programme",
    "adjective": "council papers",
    "open": "board minutes: work that slips under the 'ongoing' category",
    "trigger": "board minutes: actions rolled forward without an update",
    "name": "council papers",
}

TIMES: Final = (
    _times(
        "named after a year",
        "name",
        r"\b(?:act|regulations|order|rules|education|together|guidance|measure|bill|census)"
        r" \(?20[0-4]\d\b"
        r"|\b(?:since|dated|as at|as of|up to) (?:the )?(?:end of )?(?:\d{1,2}(?:st|nd|rd|th)?"
        r" )?(?:"
        + _MONTH
        + r" )?"
        + _YEAR
        + r"|\b(?:in|of|from) (?:the )?(?:\d{4} )?(?:[a-z]+ )?"
        + _YEAR
        + r" (?:report|review|inspection|audit|findings|act|survey|census|study|guidance|inquiry"
        r"|strategy)\b",
        "Amend it to match Working Together 2015",
        "Publish it in 2018",
    ),
    _times(
        "open-ended",
        "open",
        r"\b(?:on-?going|asap|a\.s\.a\.p|as soon as (?:possible|practicable|practical|can be"
        r"|feasible)"
        r"|as soon as|immediate(?:ly)?|urgent(?:ly)?|as a matter of (?:urgency|priority|course)"
        r"|with urgency"
        r"|at the earliest (?:opportunity|possible|convenience)|at (?:an|its|their) early"
        r" (?:opportunity|date)"
        r"|at the first opportunity|in due course|in the (?:near |foreseeable )?future|in the"
        r" fullness of time"
        r"|(?:in the )?(?:short|medium|long|longer|near)[- ](?:to[- ](?:medium|long)[- ])?term"
        r"|without (?:undue |further )?delay|promptly|swiftly|speedily|expeditiously|forthwith"
        r"|straight ?away"
        r"|right away|soon(?:est)?|shortly|quickly|rapidly|in a timely (?:manner|fashion|way)"
        r"|timely"
        r"|more timely|eventually|over time|from time to time|periodic(?:ally)?|regular(?:ly)?"
        r"|on a regular basis|at regular intervals|frequent(?:ly)?|routine(?:ly)?|at all times"
        r"|constant(?:ly)?"
        r"|continu(?:ous|ously|al|ally)|on a continu(?:ous|al|ing) basis|on a rolling basis|rolling"
        r"|as (?:and when )?(?:required|needed|necessary|appropriate)|where (?:necessary"
        r"|appropriate|possible)"
        r"|when (?:possible|necessary|needed|required|appropriate|available)|if (?:required"
        r"|necessary|needed)"
        r"|as appropriate|always|permanent(?:ly)?|indefinite(?:ly)?|open[- ]ended|intermittently"
        r"|in the coming (?:weeks|months|years)|over the coming (?:weeks|months|years)|at some"
        r" point|sometime"
        r"|until further notice|business as usual|bau|perpetual|with immediate effect|now|with"
        r" effect from now"
        r"|in the next few (?:weeks|months|years)|over the next few (?:weeks|months|years)|when"
        r" time allows"
        r"|asap\.?|high priority|priority|year on year|day to day|day-to-day|everyday|with all"
        r" speed)\b",
        "Ongoing",
        "Thereafter",
    ),
    _times(
        "iso or figures",
        "date",
        r"\b20[0-4]\d-[01]?\d-[0-3]?\d\b|\b[0-3]?\d[/.-][01]?\d[/.-](?:20)?[0-4]\d\b",
        "Done 31.03.18",
        "Ratio 31/03",
    ),
    _times(
        "day and month",
        "reference",
        r"\b[0-3]?\d(?:st|nd|rd|th)?(?: of| day of)?[ -]"
        + _MONTH
        + r"(?:[,.]?[ -]{0,2}(?:20[0-4]\d|'?\d\d\b(?! ?%)))?"
        r"|\b"
        + _MONTH
        + r" (?:the )?[0-3]?\d(?:st|nd|rd|th)?,? "
        + _YEAR
        + r"|\b"
        + _MONTH
        + r" (?:the )?[0-3]?\d(?:st|nd|rd|th)\b",
        "By 31st of March 2018",
        "31 marching bands",
    ),
    _times(
        "month and year",
        "reference",
        r"\b" + _MONTH + r"[ ,'/-]{1,3}(?:20[0-4]\d|\d\d\b(?! ?%))",
        "Sept 17",
        "He may 2 times",
    ),
    _times(
        "month",
        "reference",
        r"\b(?:by|in|before|during|until|till|from|for|end|early|mid|late|starting|beginning|after"
        r"|next|this|due|latest)[ -](?:the )?(?:start of |beginning of |middle of |end[- ]of[-"
        r" ]?(?:the )?"
        r"|early |mid[- ]|late |end[- ])?(?:the )?"
        + _MONTH
        + r"|\b(?:the|its|their|our) (?:january|february|march|april|may|june|july|august"
        r"|september|october"
        r"|november|december) " + _WORDS + _BODY,
        "by the end of March",
        "They march to work",
    ),
    _times(
        "season or term",
        "reference",
        r"\b" + _SEASON + r"(?: term| half[- ]term)?,?(?: of)? (?:20[0-4]\d|'?\d\d)\b(?:/\d\d)?"
        r"|" + _BY + _SEASON + r"\b(?: (?:term|half[- ]term|recess|holidays?|break))?"
        r"|\b(?:next|this|coming|each|the) "
        + _SEASON
        + r" term\b|\b(?:next|this) "
        + _SEASON
        + r"\b",
        "during the autumn term",
        "a winter coat",
    ),
    _times(
        "quarter",
        "date",
        r"\bq(?:tr|uarter)?[ .]?[1-4]\b|\b(?:first|second|third|fourth|last|final|1st|2nd|3rd"
        r"|4th|next|this"
        r"|current|same) quarter\b|\bquarter (?:one|two|three|four|[1-4])\b",
        "Q3 2017/18",
        "a quarter of schools",
    ),
    _times(
        "financial year",
        "reference",
        r"(?:"
        + _BY
        + r"|\b)(?:the )?(?:financial year |academic year |year |fy ?)?"
        + _SPAN_YEAR
        + r"|\bfy ?(?:20)?\d\d\b|"
        + _BY
        + r"(?:the )?(?:financial year |fy ?)?\d\d/\d\d\b",
        "in 2017/18",
        "on page 2017",
    ),
    _times(
        "year",
        "reference",
        _BY
        + r"(?:(?:calendar |academic |school |financial )?year (?:of )?)?"
        + _YEAR
        + r"\b|\b(?:early|mid|late|end|calendar year)[- ]"
        + _YEAR
        + r"\b",
        "by the end of 2018",
        "the 2018 model",
    ),
    _times(
        "time of a season",
        "date",
        r"\b(?:by|before|after|over|until|at|during|in) (?:the )?(?:start of |end of |beginning"
        r" of )?(?:the )?"
        r"(?:easter|christmas|new year|half[- ]term|(?:summer |parliamentary |easter |christmas )?"
        r"(?:recess|holidays?|break)\b|whitsun|purdah|elections?\b|new (?:academic|school"
        r"|financial|municipal) year)",
        "before the parliamentary recess",
        "a break in service",
    ),
    _times(
        "this or next",
        "date",
        r"\b(?:this|next|the current|the coming|the forthcoming|this coming|the following"
        r"|current|the same"
        r"|coming|the next|the present|the new|new|remainder of the|rest of the|end of the|end"
        r" of|by|within the"
        r"|later in the|in[- ]the|during the|start of the|beginning of the|later this|within this"
        r"|end of each|end of every)"
        r"[ -](?:current |next |coming |new |new )?(?:week|month|quarter|(?:financial |academic "
        r"|school "
        r"|calendar |municipal |council |planning |plan |reporting |performance |business "
        r"|fiscal )?year"
        r"(?:[- ]?end)?|term|half[- ]term|parliament(?:ary session)?|session|plan(?: period)?"
        r"|phase 1"
        r"|programme|project|strategy period|planning cycle|spending review|comprehensive"
        r" spending review)"
        r"\b(?! (?:\d{2,} )?(?:old|group|olds|of (?:age|the act)))"
        r"|\b(?:year[- ]end|month[- ]end|quarter[- ]end|term[- ]end)\b",
        "by the end of the financial year",
        "a year of care",
    ),
    _times(
        "plan year",
        "date",
        r"(?:\b(?:in|by|during|end of|for|within|throughout) (?:plan )?|(?<=\())year (?:one|two|three|four"
        r"|five|[1-5])\b"
        r"(?! (?:pupil|child|student|group|class|teach))",
        "during year two",
        "in year 6 pupils",
    ),
    _times(
        "body's next meeting",
        "date",
        r"\b(?:next|forthcoming|following|subsequent|upcoming) "
        + _WORDS
        + _BODY
        + r"|\bnext time\b|\b(?:the )?(?:annual|agm)(?: general)? (?:meeting|conference)\b",
        "at the next Board meeting",
        "next to the boardroom",
    ),
    _times(
        "day of the week",
        "date",
        r"\b(?:by|on|before|this|next|until) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        r"|\btomorrow\b"
        r"|\bby (?:today|tonight|noon|midday|close of (?:play|business)|cop|cob|lunchtime)\b",
        "by Friday",
        "a Friday feeling",
    ),
    _times(
        "within months",
        "date",
        r"\b(?:within|in|over|for|during|inside|after|throughout|across|no later than|not later"
        r" than|at) (?:the )?"
        r"(?:next |coming |following |first |a (?:maximum|period) of |a further |no more than "
        r"|at most |about )?" + _N + r"(?: calendar)?[ -]" + _UNIT + r"(?! (?:old|of age))"
        r"|\bwithin the (?:next )?(?:week|month|quarter|year|term)\b"
        r"|\b" + _N + r"[ -]" + _UNIT + r" (?:after|following|before|prior|later|from|on\b)"
        r"|\b"
        + _N
        + r"[- ](?:week|month|year)s?'? (?:pilot|trial|period|secondment|contract|campaign)\b"
        r"|\b(?:next|coming|following) "
        + _N
        + r" "
        + _UNIT
        + r"|\b(?:lifetime|life|course|duration|end) of (?:this|the) (?:plan|strategy|programme"
        r"|project|contract)\b",
        "within three months of publication",
        "within reach",
    ),
    _times(
        "within days",
        "span",
        r"\b(?:within|in|no later than|not later than|inside|not more than) (?:the )?(?:next "
        r"|first |following"
        r" |a maximum of )?"
        + _N
        + r" "
        + _DAYS
        + r"|\b(?:next|coming|following) "
        + _N
        + r" "
        + _DAYS
        + r"|\b"
        + _N
        + r" "
        + _DAYS
        + r" (?:after|following|before|prior|from|of)\b",
        "within 10 working days",
        "ten days' leave",
    ),
    _times(
        "every so often",
        "rhythm",
        r"\b(?:every|each) (?:(?:other|second|alternate|single|third|working|financial|school"
        r"|academic|calendar"
        r"|\d{1,3}|two|three|four|six|twelve|eighteen|few) )?(?:(?:to \w+ ))?"
        r"(?:hour|day|week|month|quarter|year|term|spring|summer|autumn|winter|" + _MONTH + r")s?\b"
        r"|\b(?:every|each) " + _WORDS + r"(?:meeting|sub-?group)\b"
        r"|\b(?:once|twice|(?:\d{1,2}|two|three|four|five|six|several|eight|ten|twelve) times"
        r"|one|two|three|four"
        r"|\d{1,3}) (?:(?:an?|per|each|every|in every|in each|in a|in any) )(?:[a-z]+ )?(?:day"
        r"|week|month"
        r"|quarter|year|term|annum)\b"
        r"|\bper (?:\d{1,2} |two |three |four |six |twelve |school |financial )?(?:day|week"
        r"|month|quarter|year|term|annum)s?\b"
        r"|\bp\.a\.?|\bpcm\b"
        r"|\bon an? (?:[a-z]+ )?"
        + _RHYTHM
        + r" basis\b|(?<=s )an? (?:week|month|quarter|year|term)\b",
        "at least once every three months",
        "everyday life",
    ),
    _times(
        "rhythm as an adverb",
        "rhythm",
        r"\b"
        + _ADVERB
        + r"\b"
        + _AFTER_ADVERB
        + r"|\b(?:quarterly|monthly|annually|weekly|termly)$",
        "reviewed annually by the Board",
        "a quarterly report",
    ),
    _times(
        "rhythm as an adjective",
        "adjective",
        r"\b" + _RHYTHM + r"\b",
        "formalise quarterly report mechanisms",
        "formalise report mechanisms",
    ),
    _times(
        "when something happens",
        "trigger",
        r"\b(?:once|when|whenever|as soon as|until|after|upon|on|following|subject to|dependent"
        r" on|depending on"
        r"|pending|in line with|in response to|if|at the point of|at|prior to|before|by the time"
        r" of|as part of)"
        r" (?:the |their |its |an? |any |all |further |every |each )?(?:[\w'-]+ ){0,4}?(?:agreed"
        r"|approved|approval"
        r"|available|allows?|permits?|induction|completed?|completion|appointed|appointment|in"
        r" place|funding"
        r"|resources|recruited|recruitment|publication|published|confirmed|received|receipt"
        r"|signed|launched"
        r"|launch|implementation|implemented|inspection|outcome of|finalised|known|release|ready"
        r"|established"
        r"|joining|starting|employment|arises?|occurs?|identified|admission|discharge|referral"
        r"|review|resolved)\b",
        "once agreed by the Board",
        "on the agenda",
    ),
)
"""Every expression of time; the first that matches has the words."""

DUE_ALONE: Final = (
    r"\b(?:20[0-4]\d|"
    + _MONTH
    + r"|"
    + _SEASON
    + r"|q[1-4]|year (?:one|two|three|four|five|[1-5])\b"
    r"|\d{1,3}(?: ?- ?\d{1,3})? (?:day|week|month|year|working day)s?\b|"
    + _N
    + r" "
    + _UNIT
    + r"|next "
    + _WORDS
    + r"(?:meeting|board)|"
    + _RHYTHM
    + r"|christmas|easter|yearly|annually|each year"
    r"|half[- ]?yearly|every \w+|today|tomorrow|year[- ]end|\d\d/\d\d|(?:mon|tues|wednes|thurs"
    r"|fri)day)"
)
"""What is a date where nothing but a date is expected: in a column of dates."""
