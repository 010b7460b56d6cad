"""Financial years, quarters, and what a person means by a date.

The clock is never asked: whoever calls knows what `today` is.
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from hscb_pm.days import add_months, add_working_days, days_in_month, end_of_month

# fmt: off
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
SHORT_YEAR: Final = "write the year in full, as 31/03/2018"
UNDERSTOOD: Final = (
    "2018-02-01, 01/02/2018 (day first), 1 Feb 2018, today, friday, "
    "+6w, -3wd, +1m, eom, eoq, eoy, 2017-18 Q2"
)


class DateError(ValueError):
    """A text that is not a date as it should be written; `fix` is how to write it, if known."""

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message)
        self.fix = fix


class ImpossibleDay(DateError):  # noqa: N818 - it says what it is
    """A text that looks like a date, of a day that cannot be."""


# --- Periods ---------------------------------------------------------------------------------


class PeriodKind(StrEnum):
    """How long a period is, and where it begins."""

    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "year"
    CALENDAR_YEAR = "calendar-year"
    ACADEMIC_YEAR = "academic-year"
    SNAPSHOT = "snapshot"


# In the order they are tried: 2011-12 is a financial year before it is a month.
_FORMS: Final = {
    PeriodKind.FINANCIAL_YEAR: ("2017-18", "a financial year"),
    PeriodKind.QUARTER: ("2017-18 Q1", "a quarter"),
    PeriodKind.MONTH: ("2017-04", "a month"),
    PeriodKind.CALENDAR_YEAR: ("2017", "a calendar year"),
    PeriodKind.ACADEMIC_YEAR: ("2016/17", "an academic year"),
    PeriodKind.SNAPSHOT: ("2017-03-31", "a single day"),
}
_FIRST_MONTH: Final = {
    PeriodKind.FINANCIAL_YEAR: 4,
    PeriodKind.CALENDAR_YEAR: 1,
    PeriodKind.ACADEMIC_YEAR: 9,
}


class Period(NamedTuple):
    """A stretch of days with a name; `start` and `end` both belong to it."""

    start: date
    end: date
    name: str
    kind: PeriodKind

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def parse(text: str, kind: PeriodKind | None = None) -> "Period":
        """Read a name or a suffix, as a period of `kind` if one is given.

        Without a kind, `2011-12` is the financial year and not December 2011.
        """
        for candidate in _FORMS if kind is None else (kind,):
            if period := _parse_as(candidate, text):
                return period
        forms = _FORMS.values() if kind is None else [_FORMS[kind]]
        listed = ", ".join(f"{form} ({what})" for form, what in forms)
        raise _not_understood(text, "a period" if kind is None else _FORMS[kind][1], listed)

    def next(self) -> "Period":
        """The period of the same kind that follows."""
        return period_of(self.kind, self.end + timedelta(days=1))

    @property
    def suffix(self) -> str:
        """The name as ids write it: `2017-18-Q2`."""
        return self.name.replace(" ", "-").replace("/", "-")

    @property
    def title(self) -> str:
        """The name as people read it."""
        first, last = MONTHS[self.start.month - 1], MONTHS[self.end.month - 1]
        match self.kind:
            case PeriodKind.MONTH:
                return f"{first} {self.start.year}"
            case PeriodKind.QUARTER:
                return f"{self.name} ({first} to {last} {self.end.year})"
            case PeriodKind.ACADEMIC_YEAR:
                return f"academic year {self.name}"
            case PeriodKind.SNAPSHOT:
                return f"at {say(self.start)}"
            case _:
                return self.name


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of that kind that holds the day."""
    match kind:
        case PeriodKind.MONTH:
            return month_of(day)
        case PeriodKind.QUARTER:
            return quarter_of(day)
        case PeriodKind.SNAPSHOT:
            return Period(day, day, day.isoformat(), kind)
        case _:
            return _year_of(kind, day)


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    name = day.isoformat()[:7]
    return Period(day.replace(day=1), end_of_month(day), name, PeriodKind.MONTH)


def quarter_of(day: date) -> Period:
    """The financial quarter that holds the day; Q1 is April to June."""
    start = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    end = end_of_month(start.replace(month=start.month + 2))
    number = (day.month - 4) % 12 // 3 + 1
    return Period(start, end, f"{financial_year(day)} Q{number}", PeriodKind.QUARTER)


def financial_year(day: date) -> Period:
    """The financial year, 1 April to 31 March, that holds the day."""
    return _year_of(PeriodKind.FINANCIAL_YEAR, day)


def months_of(year: Period) -> tuple[Period, ...]:
    """The months of a year (or of a quarter)."""
    return _parts(year, PeriodKind.MONTH)


def quarters_of(year: Period) -> tuple[Period, ...]:
    """The financial quarters of a year; an academic year has none, which is a ValueError."""
    return _parts(year, PeriodKind.QUARTER)


def _parts(whole: Period, kind: PeriodKind) -> tuple[Period, ...]:
    parts = [period_of(kind, whole.start)]
    while parts[-1].end < whole.end:
        parts.append(parts[-1].next())
    if (parts[0].start, parts[-1].end) != (whole.start, whole.end):
        message = f"{whole.title} does not divide into {kind}s"
        raise ValueError(message)
    return tuple(parts)


def _year_of(kind: PeriodKind, day: date) -> Period:
    month = _FIRST_MONTH[kind]
    first = day.year if day.month >= month else day.year - 1
    start = date(first, month, 1)
    end = date(first, 12, 31) if month == 1 else end_of_month(date(first + 1, month - 1, 1))
    if kind is PeriodKind.CALENDAR_YEAR:
        return Period(start, end, f"{first:04}", kind)
    separator = "/" if kind is PeriodKind.ACADEMIC_YEAR else "-"
    return Period(start, end, f"{first:04}{separator}{(first + 1) % 100:02}", kind)


@lru_cache(maxsize=1024)
def _parse_as(kind: PeriodKind, text: str) -> Period | None:
    """Make the period the text seems to name, and keep it if that is indeed its name."""
    try:
        period = period_of(kind, _first_day(kind, text))
    except ImpossibleDay:
        raise
    except (ValueError, OverflowError):
        return None
    is_named = text in {period.name, period.suffix}
    return period if is_named and FIRST_YEAR <= period.start.year <= LAST_YEAR else None


def _first_day(kind: PeriodKind, text: str) -> date:
    if kind is PeriodKind.SNAPSHOT:
        return iso_day(text)
    year = int(text[:4])
    if kind is PeriodKind.MONTH:
        return date(year, int(text[5:7]), 1)
    if kind is PeriodKind.QUARTER:
        return add_months(date(year, 4, 1), 3 * int(text[-1:]) - 3)
    return date(year, _FIRST_MONTH[kind], 1)


# --- What people write -----------------------------------------------------------------------

# Compiled when first used, since most runs of a command read no date from a person.
_YEAR_FIRST: Final = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_DAY_FIRST: Final = (
    r"(?P<day>[0-9]{1,2})(?P<by>[-/.])(?P<month>[0-9]{1,2})(?P=by)(?P<year>[0-9]{4}|[0-9]{2})"
)
_DAY_AND_WORD: Final = (
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?P<by>[- ])(?P<month>[a-z]{3,9})(?P=by)"
    r"(?P<year>[0-9]{4}|[0-9]{2})"
)
_SPAN: Final = r"(?P<number>[0-9]{1,4})(?P<unit>d|w|m|y|wd)"
_YEAR_OR_MONTH: Final = r"[0-9]{4}-[0-9]{2}"
_TWO_YEARS: Final = r"(?P<first>[0-9]{4})[-/](?P<second>[0-9]{4}|[0-9]{2})"


def read_day(text: str, today: date, extra: frozenset[date] = frozenset()) -> date:
    """The day a person means; a ValueError says in plain words why there is none.

    `extra` are one-off bank holidays, which are no working days.
    """
    words = " ".join(text.split())
    try:
        day = (
            _relative_day(words.lower(), today, extra)
            or _written_day(words)
            or _last_day_of_period(words.upper())
        )
    except OverflowError:
        day = date.max
    if day is None:
        raise _not_understood(text, "a day", UNDERSTOOD)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _too_far(words)
    return day


def read_span(text: str, today: date, extra: frozenset[date] = frozenset()) -> date:
    """The last day of `4w` from today; whatever is not a length of time is read as a day."""
    span = text.strip().lower()
    return read_day(f"+{span}" if re.fullmatch(_SPAN, span) else text, today, extra)


def read_financial_year(text: str) -> Period:
    """The financial year a person means by `2017-18`, `2017/18` or `2017-2018`."""
    match = re.fullmatch(_TWO_YEARS, text.strip())
    if not match:
        raise _not_understood(text, "a financial year", "2017-18, 2017/18, 2017-2018")
    whole, first, second = match.group(0, "first", "second")
    if not f"{int(first) + 1:04}".endswith(second):
        message = f"{whole}: a financial year is two consecutive years, such as 2017-18"
        raise ValueError(message)
    return Period.parse(f"{first}-{second[-2:]}", PeriodKind.FINANCIAL_YEAR)


@lru_cache(maxsize=8192)
def iso_day(text: str) -> date:
    """The day in register data, which is written `2017-06-30` and in no other way."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _not_an_iso_day(text) from None
    # fromisoformat also reads 20170630 and 2017-W26-5, which lack one of these hyphens
    if text[4] != "-" or text[7] != "-" or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _not_an_iso_day(text)
    return day


def _not_an_iso_day(text: str) -> DateError:
    words = " ".join(text.split())
    try:
        day = _written_day(words)
        fix = day.isoformat() if day else None
    except DateError as error:
        if not error.fix:
            return error
        fix = error.fix
    return DateError(f"{words}: write {fix}" if fix else "a date is written 2017-06-30", fix)


def _relative_day(words: str, today: date, extra: frozenset[date]) -> date | None:
    """Read `today`, `friday`, `eom` and `+6w`: days that depend on what day it is."""
    if words[:1] in {"+", "-"} and (match := re.fullmatch(_SPAN, words[1:])):
        return _moved_by(today, int(words[0] + match["number"]), match["unit"], extra)
    if (weekday := _place(words, WEEKDAYS)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    days = {
        "yesterday": today - timedelta(days=1),
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "eom": end_of_month(today),
        "eoq": quarter_of(today).end,
        "eoy": financial_year(today).end,
    }
    return days.get(words)


def _moved_by(today: date, n: int, unit: str, extra: frozenset[date]) -> date:
    if unit == "wd":
        return add_working_days(today, n, extra)
    if unit in {"m", "y"}:
        return add_months(today, 12 * n if unit == "y" else n)
    return today + timedelta(days=7 * n if unit == "w" else n)


def _written_day(words: str) -> date | None:
    """Read a day written out in figures or words, with or without its weekday."""
    first, _, rest = words.partition(" ")
    weekday = _place(first.lower().removesuffix(","), WEEKDAYS)
    if weekday is None:
        return _plain_day(words)
    day = _plain_day(rest)
    if day and day.weekday() != weekday:
        message = f"{rest} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}"
        raise DateError(message)
    return day


def _plain_day(words: str) -> date | None:
    day_first = re.fullmatch(_DAY_FIRST, words)
    if match := day_first or re.fullmatch(_YEAR_FIRST, words):
        month = int(match["month"])
    elif match := re.fullmatch(_DAY_AND_WORD, words.lower()):
        if (place := _place(match["month"], MONTHS)) is None:
            return None
        month = place + 1
    else:
        return None
    if len(match["year"]) == 2:  # noqa: PLR2004 - digits
        message = f"{words}: {SHORT_YEAR}"
        raise DateError(message)
    year, day = int(match["year"]), int(match["day"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _too_far(words)
    if day_first and 1 <= day <= len(MONTHS) < month <= days_in_month(year, day):
        message = f"{words}: the day comes first, {month:02}/{day:02}/{year}"
        raise DateError(message, fix=date(year, day, month).isoformat())
    return _existing_day(words, year, month, day)


def _existing_day(words: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= len(MONTHS):
        message = f"{words} does not exist: a year has {len(MONTHS)} months"
        raise ImpossibleDay(message)
    days = days_in_month(year, month)
    if not 1 <= day <= days:
        message = f"{words} does not exist: {MONTHS[month - 1]} {year} has {days} days"
        raise ImpossibleDay(message)
    return date(year, month, day)


def _last_day_of_period(text: str) -> date | None:
    """Read `2017-18 Q2`, and `2017-18` where it cannot be a month."""
    if not re.fullmatch(_YEAR_OR_MONTH, text):
        quarter = _parse_as(PeriodKind.QUARTER, text)
        return quarter.end if quarter else None
    if not _parse_as(PeriodKind.MONTH, text):
        return read_financial_year(text).end
    is_both = _parse_as(PeriodKind.FINANCIAL_YEAR, text)
    what = "a month or a financial year" if is_both else "a month"
    message = f"{text} is {what}, not a day; understood: {UNDERSTOOD}"
    raise ValueError(message)


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Where the name stands that the word is, or is short for: `sept`, `fri`."""
    if len(word) >= len("fri"):
        for place, name in enumerate(names):
            if name.lower().startswith(word):
                return place
    return None


def _not_understood(text: str, what: str, understood: str) -> ValueError:
    """Show the text short and without control characters: it may be anything."""
    shown = text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - characters
    return ValueError(f"{shown!r} is not {what}; understood: {understood}")


def _too_far(words: str) -> ImpossibleDay:
    return ImpossibleDay(f"{words} is outside the years {FIRST_YEAR} to {LAST_YEAR}")


# --- What people read ------------------------------------------------------------------------


def say(day: date) -> str:
    """`30 September 2017`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_with_weekday(day: date) -> str:
    """`Sunday 10 December 2017`."""
    return f"{WEEKDAYS[day.weekday()]} {say(day)}"


def days_apart(day: date, today: date) -> str:
    """`12 days late`, `today`, `in 25 days`."""
    days = (day - today).days
    if days < 0:
        return "1 day late" if days == -1 else f"{-days} days late"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
