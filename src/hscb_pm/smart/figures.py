"""What can be counted, what only seems so, and measures that are none.

Kinds:

- `figure`: a number that something is held to; `population`: everybody of a finite number;
- `indicator`: a figure that is named, and not given;
- `name`: a number that counts nothing; `placeholder`: a measure still to be written.

Matched on folded text, in this order: what stands first takes the words.
"""

from typing import Final

from hscb_pm.smart.pattern import Pattern

_NUMBER_WORD: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty"
    r"|sixty|hundred|one hundred|half(?= of)|a third|two thirds|a quarter(?= of)|one)"
)
_MONTHS: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_THINGS: Final = (
    r"(?:school|agenc|practice|gp|trust|authorit|council|polic|constabular|provider|setting|home"
    r"|nurser"
    r"|social worker|manager|head ?teacher|teacher|governor|health visitor|nurse|midwi|officer"
    r"|foster carer"
    r"|carer|volunteer|employee|staff|practitioner|member|team|ward|case|file|referral|child"
    r"|care leaver"
    r"|pupil|offender|prison|hospital|department|service|contract|polic|procedure|plan|record"
    r"|assessment"
    r"|recommendation|visit|meeting|appointment|lscb|board|force|court|area|household|famil"
    r"|tenant|death"
    r"|incident|complaint|investigation|post|vacanc|parish|church|diocese|college|academ|lead"
    r"|cohort"
    r"|worker|doctor|clinician|patient|victim|new starter|new staff|starter|applicant|site"
    r"|building|vehicle"
    r"|interview|conference|review|audit|organisation|partner|commissioned|district|region"
    r"|locality|report"
    r"|return|paper|letter|young|inductee|trainee|driver|coach|club|contractor|constabular"
    r"|consultant)"
)


_NUMBERS: Final = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty"
    " fifty sixty"
    " hundred one half a "
)
_STARTS: Final = {
    "per cent": "# " + _NUMBERS,
    "money": "#",
    "every so often": (
        "once twice two three four five six several # every per annually quarterly monthly"
        " fortnightly"
        " termly weekly"
    ),
    "numbers that name": (
        "under over aged age ages section sections s. s standard recommendation rec recs "
        "action objective priority chapter part paragraph para article appendix annex page "
        "clause level tier band grade phase stage step option item key year no. no number "
        "schedule table figure form version regulation rule group week day child adult "
        "family strand theme goal finding standing pillar outcome quarter category class "
        "type room code serial unit module domain working"
    ),
    "ages and names": "# one eight three four five six seven two nine ten any anyone under no",
    "dates and spans": (
        "# q jan january feb february mar march apr april may jun june jul july aug august sep sept"
        " september oct october nov november dec december " + _NUMBERS
    ),
    "a number of things": "# " + _NUMBERS,
    "no more than": "to below above no more fewer less longer at within not up # " + _NUMBERS,
    "a named rate": ("rate rates percentage proportion number numbers how waiting"),
    "everybody of a number": "all each every both #",
}
"""The words with which each expression can begin, up to a hyphen or a figure; `#` is a figure."""

_NEEDS: Final = {
    "per cent": "# cent percent percentage",
    "money": "#",
    "every so often": (
        "day days week weeks month months quarter quarters year years term terms annum "
        "annually quarterly monthly fortnightly termly weekly"
    ),
    "numbers that name": "# one two three four five six seven eight nine ten",
    "ages and names": "# one two three four five six seven eight nine ten anyone",
    "no more than": "minute minutes hour hours day days week weeks",
    "a named rate": "rate rates percentage proportion number numbers many waiting",
    "dates and spans": (
        "# q one two three four five six seven eight nine ten eleven twelve fifteen twenty "
        "thirty forty fifty sixty hundred half third quarter thirds minute minutes hour hours "
        "day days week weeks month months year years"
    ),
    "a number of things": (
        "# one two three four five six seven eight nine ten eleven twelve fifteen twenty "
        "thirty forty fifty sixty hundred half third quarter thirds"
    ),
    "everybody of a number": "all each every both #",
}
"""Words of which each match of an expression has one, up to a hyphen or a figure."""


def _figures(name: str, kind: str, find: str, yes: str, no: str) -> Pattern:
    speaks = "SMART-M3" if kind == "placeholder" else "M"
    return Pattern(
        name,
        speaks,
        kind,
        find,
        _REASONS[kind],
        _SOURCES[kind],
        yes,
        no,
        _STARTS[name],
        _NEEDS[name],
    )


_REASONS: Final = {
    "figure": "A number can be compared with what happened.",
    "indicator": "It names a figure that can be looked up, even if it does not say how high.",
    "population": "Of a finite number one can say how many are still missing.",
    "name": "The number is part of a name, an age or a date, and counts nothing.",
    "placeholder": "The measure is still to be written.",
}
_SOURCES: Final = {
    "figure": "Ofsted descriptors",
    "indicator": "council papers",
    "population": "inquiry reports",
    "name": "council papers",
    "placeholder": "NSPCC CPSU: avoid vague statements that cannot be measured",
}

FIGURES: Final = (
    _figures(
        "per cent",
        "figure",
        r"\b\d{1,3}(?:\.\d{1,2})? ?(?:%|per ?cent\b|percentage points?\b)|\b"
        + _NUMBER_WORD
        + r" per ?cent\b",
        "95% of files",
        "95 files",
    ),
    _figures(
        "money",
        "figure",
        r"(?<=£)\d[\d,.]{0,12}|\b\d[\d,.]{0,12} ?(?:pounds|million|billion)\b",
        "£5,000",
        "5,000",
    ),
    _figures(
        "every so often",
        "figure",
        r"\b(?:once|twice|(?:two|three|four|five|six|several|\d{1,2}) times) (?:a|per|every|each"
        r"|in every|in a|in each|in any) (?:\w+ )?"
        r"(?:week|day|month|quarter|year|term)|\bevery (?:\w+ )?(?:day|week|month|quarter"
        r"|year)s?\b|\bper annum\b"
        r"|\bper (?:week|month|quarter|year|term)\b|\b(?:annually|quarterly|monthly|fortnightly"
        r"|termly|weekly)"
        r"(?=[.,;)]| (?:to|by|and|in|for|the|at|as)\b|$)",
        "once every three months",
        "once agreed",
    ),
    _figures(
        "numbers that name",
        "name",
        r"\b(?:under|over|aged?|ages?|section|sections|s\.|standard|recommendation|rec|recs"
        r"|action|objective"
        r"|priority|chapter|part|paragraph|para|article|appendix|annex|page|clause|level|tier"
        r"|band|grade|phase"
        r"|stage|step|option|item|key stage|year|no\.|number|schedule|table|figure|form|version"
        r"|regulation|rule"
        r"|group|week|day|child|adult|family|strand|theme|goal|finding|standing order|pillar"
        r"|outcome|quarter"
        r"|category|class|type|room|code|serial|unit|module|domain|working together) (?:\d{1,4}"
        r"|one|two|three|four"
        r"|five|i{1,3}|[a-z])\b(?:[.,]\d{1,2}|(?:,? and|,| &|-| to) \d{1,3}\b){0,6}",
        "section 11",
        "section heads",
    ),
    _figures(
        "ages and names",
        "name",
        r"\b\d{1,2}(?:-\d{1,2})?[- ]?(?:year|month|week|day)s?[- ]?(?:olds?|of age)\b"
        r"|\bunder-?(?:5|16|18|one|five)s?\b"
        r"|\b(?:18|16|0) ?(?:-|to) ?(?:25|19|18|24|5)\b|\b24[ /-]?7\b|\b101\b|\b999\b|\b111\b"
        r"|\bone[- ]to[- ]one\b"
        r"|\b(?:eight|three|four|five|six|seven|two|nine|ten) (?:stages|phases|principles"
        r"|pillars|tiers|strands"
        r"|levels|domains|golden rules|standards|priorities|themes|ps|outcomes|stage|tier)\b"
        r"|\bone[- ](?:stop|off|another|place|or|of the)\b|\bno one\b|\bany ?one\b|\bone\b(?!"
        r" (?:hundred|in))"
        r"|\b\d{1,2}(?:st|nd|rd|th) century\b|\b(?:two|three|four|five)[- ](?:way|fold|yearly"
        r"|tier|stage|part)\b",
        "a scheme for 16 year olds",
        "16 children",
    ),
    _figures(
        "no more than",
        "figure",
        r"\b(?:to|below|above|no more|no longer|longer|more|fewer|less|at least|at most|no fewer"
        r"|no less"
        r"|not more|up"
        r" to|within) (?:than )?(?:the first )?(?:\d{1,3}|"
        + _NUMBER_WORD
        + r")[- ](?:calendar |working |school )?(?:minute|hour|day|week)s?\b(?! of (?:the )?"
        r"(?:this|publication))",
        "within two days of the referral",
        "within a year",
    ),
    _figures(
        "a named rate",
        "indicator",
        r"\b(?:rates? of|rates?|percentage|proportion|numbers? of|how many"
        r"|waiting (?:times?|lists?))"
        r"\b|%",
        "raise the attendance rate",
        "rated good",
    ),
    _figures(
        "dates and spans",
        "name",
        r"\b20[0-4]\d(?: ?[/-] ?(?:20)?\d\d){0,2}\b|\b19\d\d\b|\b\d{1,2}(?:st|nd|rd|th)?(?:"
        r" of)?[ -]"
        + _MONTHS
        + r"|\b"
        + _MONTHS
        + r"[a-z]{0,6}[ '-]{1,2}\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d\d/\d\d\b"
        r"|\bq[1-4]\b"
        r"|\b(?:\d{1,3}|"
        + _NUMBER_WORD
        + r")[- ](?:calendar |working )?(?:week|month|year|hour|day|minute)s?\b"
        r"|\b\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)\b|\b\d{1,2}(?:st|nd|rd|th)\b",
        "by 31 March 2018",
        "31 cases",
    ),
    _figures(
        "a number of things",
        "figure",
        r"\b\d[\d,.]{0,9}\b|\b" + _NUMBER_WORD + r"\b",
        "two workshops",
        "twofold",
    ),
    _figures(
        "everybody of a number",
        "population",
        r"\b(?:all|each|every|both|100%) (?:of )?(?:the |our |its |their |relevant |new |newly "
        r"|current |existing "
        r"|[a-z-]+ ){0,3}?" + _THINGS + r"[a-z]{0,3}s?\b",
        "all newly qualified social workers",
        "all the time",
    ),
)
"""Every expression of quantity; the first that matches has the words."""

PLACEHOLDER: Final = (
    r"^[\s\W]*(?:tbc|tba|tbd|t\.b\.c\.?|n[/.]?a\.?|none|nil|unknown|various|not applicable|not"
    r" known|as above"
    r"|ditto|see (?:\w+ ){0,4}(?:plan|above|below|report|document|strategy|attached|separate \w+"
    r"|appendix \w+)"
    r"|to (?:be|follow)\b.{0,40}|to be (?:confirmed|agreed|determined|decided|developed|advised"
    r"|set|finalised)"
    r"|in development|under development|pending|awaited|blank|on-?going|yes|no|x+|\?+)?[\s\W]*$"
)
"""A field that says nothing yet."""
