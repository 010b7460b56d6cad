"""Periods as people type them, and as published data name them."""

import re
from datetime import date
from typing import Final

from hscb_pm.models import Indicator
from hscb_pm.periods import Period, PeriodKind, period_of, read_day, read_financial_year, say

_FORMS: Final = {
    PeriodKind.MONTH: ("month", "2017-10, Oct 2017, 10/2017"),
    PeriodKind.QUARTER: ("quarter", "2017-18 Q2, 2017-18-Q2, Q2 2017/18"),
    PeriodKind.FINANCIAL_YEAR: ("financial year", "2017-18, 2017/18"),
    PeriodKind.CALENDAR_YEAR: ("calendar year", "2017"),
    PeriodKind.ACADEMIC_YEAR: ("academic year", "2016/17, 2016-17"),
}
YEARS: Final = {
    "financial": PeriodKind.FINANCIAL_YEAR,
    "calendar": PeriodKind.CALENDAR_YEAR,
    "academic": PeriodKind.ACADEMIC_YEAR,
    "reporting year": PeriodKind.FINANCIAL_YEAR,
}
"""How tables call their years; a reporting year of the Department for Education ends in March."""
_ANY_DAY: Final = date(2000, 1, 1)
"""Nothing that is read here depends on today."""
_YEARS: Final = "(?P<first>[0-9]{4})[-/]?(?P<second>[0-9]{4}|[0-9]{2})"
_QUARTERS: Final = (f"{_YEARS}[ -]*q(?P<number>[1-4])", f"q(?P<number>[1-4])[ -]*{_YEARS}")
_MONTH: Final = re.compile("[0-9]{1,2}/[0-9]{4}|[a-z]{3,9}[ -][0-9]{4}")
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[-/. ].{1,10}[-/. ][0-9]{4}")


def period_for(indicator: Indicator, text: str) -> Period:
    """The period of the indicator's own length that somebody means; else a ValueError.

    Where figures are those of a day, the last day of a period is a name of it, too.
    """
    words, kind = " ".join(text.split()), indicator.period_kind
    if indicator.frequency.snapshot and _DAY.fullmatch(words):
        period = period_of(kind, day := _day(words))
        if period.end == day:
            return period
        message = f"{say(day)} is not its last day; {period} ends on {say(period.end)}"
        raise ValueError(message)
    if found := read_period(words, kind):
        return found
    raise ValueError(what_is_known(indicator))


def what_is_known(indicator: Indicator) -> str:
    """The names of periods that an indicator's figures can have, as a fix."""
    what, known = _FORMS[indicator.period_kind]
    known += ", or its last day" if indicator.frequency.snapshot else ""
    return f"{indicator.id} has a figure for each {what}; understood: {known}"


def read_period(text: str, kind: PeriodKind) -> Period | None:
    """The period of a kind that a text names; None if it names none."""
    words = " ".join(text.lower().split())
    try:
        if kind is PeriodKind.MONTH and _MONTH.fullmatch(words):
            return period_of(kind, _day(f"1/{words}" if "/" in words else f"1 {words}"))
        if kind is PeriodKind.SNAPSHOT and _DAY.fullmatch(words):
            return period_of(kind, _day(words))
        shapes = {
            PeriodKind.QUARTER: _QUARTERS,
            PeriodKind.FINANCIAL_YEAR: (_YEARS,),
            PeriodKind.ACADEMIC_YEAR: (_YEARS,),
        }
        found = (re.fullmatch(shape, words) for shape in shapes.get(kind, ()))
        if match := next(filter(None, found), None):
            return _years(match, kind)
        return Period.parse(words, kind)
    except ValueError:
        return None


def kind_named(text: str) -> PeriodKind | None:
    """The kind of year that a table says its periods are; None for what could be several."""
    found = (kind for word, kind in YEARS.items() if word in text.lower())
    return next(found, None)


def of_a_year(text: str, kind: PeriodKind) -> Period | None:
    """The period of a single year; published tables name a financial year by that it ends in."""
    if not re.fullmatch("(?:19|20)[0-9]{2}", text) or kind not in YEARS.values():
        return None
    year = int(text) - (kind is not PeriodKind.CALENDAR_YEAR)
    return period_of(kind, date(year, 12, 1))


def _years(match: re.Match[str], kind: PeriodKind) -> Period:
    """The period that two years name, which have to follow each other; a ValueError otherwise."""
    year = read_financial_year(f"{match['first']}-{match['second']}").name
    if kind is PeriodKind.ACADEMIC_YEAR:
        year = year.replace("-", "/")
    quarter = f" Q{match['number']}" if kind is PeriodKind.QUARTER else ""
    return Period.parse(f"{year}{quarter}", kind)


def _day(words: str) -> date:
    return read_day(words.replace("-", " ") if words[-4:].isdecimal() else words, _ANY_DAY)
