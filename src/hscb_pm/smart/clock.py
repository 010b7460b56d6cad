"""The words of time that the tables of dates and periods share."""

from typing import Final

from hscb_pm.smart.pattern import Pattern

MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
N: Final = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|eighteen|twenty|twenty[- ]four|thirty|sixty|ninety|half a|a couple of)"
)
UNIT: Final = r"(?:week|month|year|quarter|term)s?\b"
SEASON: Final = r"(?:spring|summer|autumn|winter)"
BODY: Final = (
    r"(?:meeting|board|committee|sub-?[ ]?group|conference|forum|panel|executive|cabinet|council"
    r"|agm"
    r"|session|group|lscb|partnership|away ?day|development day|workshop|assembly|synod|seminar"
    r"|summit)s?\b"
)
WORDS: Final = r"(?:[\w&'-]+ ){0,5}?"
RHYTHM: Final = (
    r"(?:(?:two|three|four|six|twelve|2|3|4|6|12|bi|half|tri)[- ])?"
    r"(?:annual|yearly|quarterly|monthly|weekly|fortnightly|daily|termly|biannual|bimonthly"
    r"|biennial)"
)
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


def expression(
    name: str, kind: str, find: str, example: tuple[str, str], words: tuple[str, str]
) -> Pattern:
    """An expression of time: with a text in which it is found, and one in which it is not."""
    speaks = {"open": "SMART-T2", "trigger": "SMART-T3", "adjective": "SMART-T4"}.get(kind, "T")
    return Pattern(name, speaks, kind, find, _REASONS[kind], _SOURCES[kind], *example, *words)
