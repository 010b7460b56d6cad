"""Dates, months, seasons, quarters and years."""

from typing import Final

from hscb_pm.smart.clock import BODY, MONTH, SEASON, WORDS, expression
from hscb_pm.smart.pattern import Pattern

_MONTHS: Final = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec "
)
_YEAR: Final = r"(?:20[0-4]\d)"
_SPAN_YEAR: Final = r"20[0-4]\d ?[/-] ?(?:20)?\d\d\b"
_BY: Final = (
    r"\b(?:by|in|before|during|until|till|from|for|throughout|within|over|across|to|on|end|early"
    r"|mid"
    r"|late|early in|late in|no later than|not later than|starting|beginning|commencing|after|at"
    r"|around|circa|target)[ -](?:the )?(?:start of |beginning of |middle of |end of |close of"
    r" |early |mid[- ]|late |end[- ](?:of[- ])?|spring |autumn |first week of |last week of"
    r" )?(?:the )?"
)
_PREPOSITIONS: Final = (
    "by in before during until till from for throughout within over across to on end early mid"
    " late no"
    " not starting beginning commencing after at around circa target "
)

_STARTS: Final = {
    "named after a year": (
        "act regulations order rules education together guidance measure bill census since dated"
        " as up in"
        " of from"
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
}
"""The words with which each expression can begin, up to a hyphen or a figure; `#` is a figure."""

_NEEDS: Final = {
    "named after a year": "#",
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
}
"""Words of which each match of an expression has one, up to a hyphen or a figure."""


def _expression(name: str, kind: str, find: str, yes: str, no: str) -> Pattern:
    return expression(name, kind, find, (yes, no), (_STARTS[name], _NEEDS[name]))


DATES: Final = (
    _expression(
        "named after a year",
        "name",
        r"\b(?:act|regulations|order|rules|education|together|guidance|measure|bill|census)"
        r" \(?20[0-4]\d\b"
        r"|\b(?:since|dated|as at|as of|up to) (?:the )?(?:end of )?(?:\d{1,2}(?:st|nd|rd|th)?"
        r" )?(?:"
        + MONTH
        + r" )?"
        + _YEAR
        + r"|\b(?:in|of|from) (?:the )?(?:\d{4} )?(?:[a-z]+ )?"
        + _YEAR
        + r" (?:report|review|inspection|audit|findings|act|survey|census|study|guidance|inquiry"
        r"|strategy)\b",
        "Amend it to match Working Together 2015",
        "Publish it in 2018",
    ),
    _expression(
        "iso or figures",
        "date",
        r"\b20[0-4]\d-[01]?\d-[0-3]?\d\b|\b[0-3]?\d[/.-][01]?\d[/.-](?:20)?[0-4]\d\b",
        "Done 31.03.18",
        "Ratio 31/03",
    ),
    _expression(
        "day and month",
        "reference",
        r"\b[0-3]?\d(?:st|nd|rd|th)?(?: of| day of)?[ -]"
        + MONTH
        + r"(?:[,.]?[ -]{0,2}(?:20[0-4]\d|'?\d\d\b(?! ?%)))?"
        r"|\b"
        + MONTH
        + r" (?:the )?[0-3]?\d(?:st|nd|rd|th)?,? "
        + _YEAR
        + r"|\b"
        + MONTH
        + r" (?:the )?[0-3]?\d(?:st|nd|rd|th)\b",
        "By 31st of March 2018",
        "31 marching bands",
    ),
    _expression(
        "month and year",
        "reference",
        r"\b" + MONTH + r"[ ,'/-]{1,3}(?:20[0-4]\d|\d\d\b(?! ?%))",
        "Sept 17",
        "He may 2 times",
    ),
    _expression(
        "month",
        "reference",
        r"\b(?:by|in|before|during|until|till|from|for|end|early|mid|late|starting|beginning|after"
        r"|next|this|due|latest)[ -](?:the )?(?:start of |beginning of |middle of |end[- ]of[-"
        r" ]?(?:the )?"
        r"|early |mid[- ]|late |end[- ])?(?:the )?"
        + MONTH
        + r"|\b(?:the|its|their|our) (?:january|february|march|april|may|june|july|august"
        r"|september|october"
        r"|november|december) " + WORDS + BODY,
        "by the end of March",
        "They march to work",
    ),
    _expression(
        "season or term",
        "reference",
        r"\b" + SEASON + r"(?: term| half[- ]term)?,?(?: of)? (?:20[0-4]\d|'?\d\d)\b(?:/\d\d)?"
        r"|" + _BY + SEASON + r"\b(?: (?:term|half[- ]term|recess|holidays?|break))?"
        r"|\b(?:next|this|coming|each|the) "
        + SEASON
        + r" term\b|\b(?:next|this) "
        + SEASON
        + r"\b",
        "during the autumn term",
        "a winter coat",
    ),
    _expression(
        "quarter",
        "date",
        r"\bq(?:tr|uarter)?[ .]?[1-4]\b|\b(?:first|second|third|fourth|last|final|1st|2nd|3rd"
        r"|4th|next|this"
        r"|current|same) quarter\b|\bquarter (?:one|two|three|four|[1-4])\b",
        "Q3 2017/18",
        "a quarter of schools",
    ),
    _expression(
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
    _expression(
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
    _expression(
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
)
"""What stands first has the words: a year that is part of a name is no date."""
