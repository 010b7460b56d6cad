"""Periods, meetings to come, and rhythms."""

from typing import Final

from hscb_pm.smart.clock import BODY, MONTH, RHYTHM, UNIT, WORDS, N, expression
from hscb_pm.smart.pattern import Pattern

_DAYS: Final = r"(?:minute|hour|(?:calendar |working |school )?day)s?\b"
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
}
"""The words with which each expression can begin, up to a hyphen or a figure; `#` is a figure."""

_NEEDS: Final = {
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
}
"""Words of which each match of an expression has one, up to a hyphen or a figure."""


def _expression(name: str, kind: str, find: str, yes: str, no: str) -> Pattern:
    return expression(name, kind, find, (yes, no), (_STARTS[name], _NEEDS[name]))


PERIODS: Final = (
    _expression(
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
    _expression(
        "plan year",
        "date",
        r"(?:\b(?:in|by|during|end of|for|within|throughout) (?:plan )?|(?<=\())year"
        r" (?:one|two|three|four"
        r"|five|[1-5])\b"
        r"(?! (?:pupil|child|student|group|class|teach))",
        "during year two",
        "in year 6 pupils",
    ),
    _expression(
        "body's next meeting",
        "date",
        r"\b(?:next|forthcoming|following|subsequent|upcoming) "
        + WORDS
        + BODY
        + r"|\bnext time\b|\b(?:the )?(?:annual|agm)(?: general)? (?:meeting|conference)\b",
        "at the next Board meeting",
        "next to the boardroom",
    ),
    _expression(
        "day of the week",
        "date",
        r"\b(?:by|on|before|this|next|until) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        r"|\btomorrow\b"
        r"|\bby (?:today|tonight|noon|midday|close of (?:play|business)|cop|cob|lunchtime)\b",
        "by Friday",
        "a Friday feeling",
    ),
    _expression(
        "within months",
        "date",
        r"\b(?:within|in|over|for|during|inside|after|throughout|across|no later than|not later"
        r" than|at) (?:the )?"
        r"(?:next |coming |following |first |a (?:maximum|period) of |a further |no more than "
        r"|at most |about )?" + N + r"(?: calendar)?[ -]" + UNIT + r"(?! (?:old|of age))"
        r"|\bwithin the (?:next )?(?:week|month|quarter|year|term)\b"
        r"|\b" + N + r"[ -]" + UNIT + r" (?:after|following|before|prior|later|from|on\b)"
        r"|\b"
        + N
        + r"[- ](?:week|month|year)s?'? (?:pilot|trial|period|secondment|contract|campaign)\b"
        r"|\b(?:next|coming|following) "
        + N
        + r" "
        + UNIT
        + r"|\b(?:lifetime|life|course|duration|end) of (?:this|the) (?:plan|strategy|programme"
        r"|project|contract)\b",
        "within three months of publication",
        "within reach",
    ),
    _expression(
        "within days",
        "span",
        r"\b(?:within|in|no later than|not later than|inside|not more than) (?:the )?(?:next "
        r"|first |following"
        r" |a maximum of )?"
        + N
        + r" "
        + _DAYS
        + r"|\b(?:next|coming|following) "
        + N
        + r" "
        + _DAYS
        + r"|\b"
        + N
        + r" "
        + _DAYS
        + r" (?:after|following|before|prior|from|of)\b",
        "within 10 working days",
        "ten days' leave",
    ),
    _expression(
        "every so often",
        "rhythm",
        r"\b(?:every|each) (?:(?:other|second|alternate|single|third|working|financial|school"
        r"|academic|calendar"
        r"|\d{1,3}|two|three|four|six|twelve|eighteen|few) )?(?:(?:to \w+ ))?"
        r"(?:hour|day|week|month|quarter|year|term|spring|summer|autumn|winter|" + MONTH + r")s?\b"
        r"|\b(?:every|each) " + WORDS + r"(?:meeting|sub-?group)\b"
        r"|\b(?:once|twice|(?:\d{1,2}|two|three|four|five|six|several|eight|ten|twelve) times"
        r"|one|two|three|four"
        r"|\d{1,3}) (?:(?:an?|per|each|every|in every|in each|in a|in any) )(?:[a-z]+ )?(?:day"
        r"|week|month"
        r"|quarter|year|term|annum)\b"
        r"|\bper (?:\d{1,2} |two |three |four |six |twelve |school |financial )?(?:day|week"
        r"|month|quarter|year|term|annum)s?\b"
        r"|\bp\.a\.?|\bpcm\b"
        r"|\bon an? (?:[a-z]+ )?"
        + RHYTHM
        + r" basis\b|(?<=s )an? (?:week|month|quarter|year|term)\b",
        "at least once every three months",
        "everyday life",
    ),
    _expression(
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
    _expression(
        "rhythm as an adjective",
        "adjective",
        r"\b" + RHYTHM + r"\b",
        "formalise quarterly report mechanisms",
        "formalise report mechanisms",
    ),
)
