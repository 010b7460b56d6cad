"""Counting days: months that end when they end, bank holidays, working days."""

from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import Final

_SATURDAY: Final = 5


def add_months(day: date, n: int) -> date:
    """The same day `n` months on, or the month's last: 28 February follows 31 January.

    Always count from the first day of a series and never from the last result: twice one month
    on from 31 January is 28 March, two months on is 31 March.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not MINYEAR <= year <= MAXYEAR:
        message = "date value out of range"
        raise OverflowError(message)  # as adding a timedelta does
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def end_of_month(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=days_in_month(day.year, day.month))


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:  # noqa: PLR2004 - February
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


_MOVED: Final = {
    date(1995, 5, 1): date(1995, 5, 8),  # 50 years of VE Day
    date(2002, 5, 27): date(2002, 6, 4),  # Golden Jubilee
    date(2012, 5, 28): date(2012, 6, 4),  # Diamond Jubilee
    date(2020, 5, 4): date(2020, 5, 8),  # 75 years of VE Day
    date(2022, 5, 30): date(2022, 6, 2),  # Platinum Jubilee
}
_EXTRA: Final = frozenset(
    {
        date(1999, 12, 31),  # the Millennium
        date(2002, 6, 3),  # Golden Jubilee
        date(2011, 4, 29),  # a royal wedding
        date(2012, 6, 5),  # Diamond Jubilee
        date(2022, 6, 3),  # Platinum Jubilee
        date(2022, 9, 19),  # the funeral of Queen Elizabeth II
        date(2023, 5, 8),  # the coronation of King Charles III
    }
)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales, by the rules since 1995, on the days they are taken.

    A day proclaimed after this was written is missing: give it to `is_working_day` as `extra`.
    """
    easter, may, end_of_may = _easter(year), date(year, 5, 1), date(year, 5, 31)
    days = {
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        may + timedelta(days=-may.weekday() % 7),
        end_of_may - timedelta(days=end_of_may.weekday()),
        date(year, 8, 31) - timedelta(days=date(year, 8, 31).weekday()),
    }
    days = {_MOVED.get(day, day) for day in days}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        days.add(_substitute(day, days))
    return frozenset(days) | {day for day in _EXTRA if day.year == year}


def _substitute(day: date, taken: set[date]) -> date:
    """The first weekday from `day` on that is not a bank holiday already."""
    while day in taken or day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def _easter(year: int) -> date:
    """Easter Sunday (Knuth, The Art of Computer Programming, section 1.3.2, exercise 14)."""
    golden, century = year % 19 + 1, year // 100 + 1
    leap_days_dropped = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - leap_days_dropped - 10
    epact = (11 * golden + 20 + moon - leap_days_dropped) % 30
    if (epact == 25 and golden > 11) or epact == 24:  # noqa: PLR2004 - the two exceptions
        epact += 1
    full_moon = (44 - epact - 21) % 30 + 21  # counted from the last day of February
    after = 7 - (sunday + full_moon) % 7
    return date(year, 3, 1) + timedelta(days=full_moon + after - 1)


def is_working_day(day: date, extra: frozenset[date] = frozenset()) -> bool:
    """Neither Saturday, Sunday, bank holiday nor one of the `extra` days off."""
    is_weekday = day.weekday() < _SATURDAY
    return is_weekday and day not in bank_holidays(day.year) and day not in extra


def add_working_days(day: date, n: int, extra: frozenset[date] = frozenset()) -> date:
    """The `n`th working day after `day` (before it, if negative); 0: `day`, or the next if off."""
    if n == 0:
        day, n = day - timedelta(days=1), 1
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, extra)
    return day
