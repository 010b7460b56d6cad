"""The words for a date in a better wording: "by 31 March 2018", "each month"."""

from datetime import date
from functools import lru_cache
from typing import Final

from hscb_pm.lazily import lazy

NO_DATE: Final = "by [date]"
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_ISO: Final = lazy(r"(20\d\d)-(\d\d?)-(\d\d?)(?:[T ][\d:.]+)?$")
_FIGURES: Final = lazy(r"(\d\d?)[/.-](\d\d?)[/.-](?:20)?(\d\d)$")
_RHYTHM: Final = lazy(
    r"(?:on an? )?(?:(?:every|each) (month|quarter|week|year|term|day)|(month|quarter|week|year"
    r"|term)ly|(annual)(?:ly)?|(daily|fortnightly))(?: basis)?\b"
)
_PREPOSITION: Final = lazy(
    r"(?:by|before|in|at|on|until|during|within|no later than|not later than|throughout|over"
    r"|every|each|for|per|once|twice)\b"
)
_WITHIN: Final = lazy(r"\+?\s?(\d{1,3})\s?(days?|weeks?|months?|years?|w|m|d)\b(?: of| from)?")
_UNITS: Final = {"w": "weeks", "m": "months", "d": "days"}
_END: Final = {"eoq": "by the end of the quarter", "eom": "by the end of the month"}
_YEAR_END: Final = {"eoy": "by the end of the year", "eofy": "by the end of the financial year"}
_YEAR: Final = lazy(r"20\d\d$")
_MEETING: Final = lazy(r"(?:the )?next\b")
_KEPT: Final = {"board": "Board", "ofsted": "Ofsted", "executive": "Executive"}


def of_date(day: date) -> str:
    """`31 March 2018`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=1024)
def of_words(given: str) -> str:  # noqa: PLR0911 - one answer for each way to say it
    """What a column of dates says, as it goes on after a verb; it is known to be a date."""
    words = " ".join(given.split()).strip(" .;,")
    low = words.lower()
    if (plain := _plain_date(low.removeprefix("by "))) is not None:
        return plain
    if low in _END or low in _YEAR_END:
        return (_END | _YEAR_END)[low]
    if low.startswith(("each ", "every ")) and "meeting" in low:
        return f"at {low}"
    if _YEAR.match(low):
        return f"by the end of {words}"
    if (rhythm := _RHYTHM.match(low)) is not None:
        return _each(rhythm.groups(), words[rhythm.end() :])
    if (span := _WITHIN.match(low)) is not None:
        unit = _UNITS.get(span.group(2), span.group(2))
        rest = words[span.end() :].strip()
        anchor = f" of {rest}" if rest and span.group().endswith(("of", "from")) else ""
        return f"within {span.group(1)} {unit}{anchor or (f' {rest}' if rest else '')}"
    if _MEETING.match(low):
        return "by " + _capitals(low if low.startswith("the ") else f"the {low}")
    if _PREPOSITION.match(low):
        return words[:1].lower() + words[1:]
    if low.startswith("end "):
        return "by the " + words[:1].lower() + words[1:]
    return f"by {words}"


def _plain_date(low: str) -> str | None:
    iso = _ISO.match(low)
    figures = _FIGURES.match(low)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif figures:
        day, month, year = (int(part) for part in figures.groups())
        year += 2000
    else:
        return None
    try:
        return f"by {of_date(date(year, month, day))}"
    except ValueError:
        return NO_DATE


def _each(units: tuple[str | None, ...], rest: str) -> str:
    unit = next(unit for unit in units if unit)
    rest = rest.strip(" ,;:")
    if unit in {"daily", "fortnightly"}:
        return f"{unit} {rest}".strip()
    return f"each {'year' if unit == 'annual' else unit} {rest}".strip()


def _capitals(words: str) -> str:
    return " ".join(_KEPT.get(word, word) for word in words.split())
