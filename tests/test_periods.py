"""What people write for a day or a period, and what they read."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hscb_pm import periods
from hscb_pm.days import add_months, add_working_days, bank_holidays, end_of_month, is_working_day
from hscb_pm.periods import (
    UNDERSTOOD,
    DateError,
    ImpossibleDay,
    Period,
    PeriodKind,
    days_apart,
    financial_year,
    iso_day,
    month_of,
    months_of,
    period_of,
    quarter_of,
    quarters_of,
    read_day,
    read_financial_year,
    read_span,
    say,
    say_with_weekday,
)

MONDAY = date(2017, 11, 20)  # today, in most examples

days = st.dates(date(1901, 1, 1), date(2199, 12, 31))
kinds = st.sampled_from(PeriodKind)
# Mostly what nearly is a date: plain random text never gets past the first character.
SCRAPS = """2017 18 04 31 2 00 9999 0000 99999 1 st - / . + Q2 q Q5 d wd w m y feb Friday thu today
eoq , T W"""
HOSTILE = [
    "",
    "\x00",
    "\x1b[1m",
    "\u00a0",
    "\ud800",
    "\u202e",
    "\u0663",
    "\u00b2",
    "\u017f",
    "\u212a",
]
scraps = st.sampled_from([*SCRAPS.split(), " ", *HOSTILE])
texts = st.text() | st.lists(scraps, max_size=7).map("".join)


def exactly(message: str) -> str:
    """The message and nothing else, for `match=`."""
    return rf"\A{re.escape(message)}\Z"


# --- Periods ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "title"),
    [
        ("2017-09", "month", "2017-09-01", "2017-09-30", "September 2017"),
        (
            "2017-18 Q2",
            "quarter",
            "2017-07-01",
            "2017-09-30",
            "2017-18 Q2 (July to September 2017)",
        ),
        (
            "2017-18 Q4",
            "quarter",
            "2018-01-01",
            "2018-03-31",
            "2017-18 Q4 (January to March 2018)",
        ),
        ("2017-18", "year", "2017-04-01", "2018-03-31", "2017-18"),
        ("1999-00", "year", "1999-04-01", "2000-03-31", "1999-00"),
        ("2017", "calendar-year", "2017-01-01", "2017-12-31", "2017"),
        ("2016/17", "academic-year", "2016-09-01", "2017-08-31", "academic year 2016/17"),
        ("2017-03-31", "snapshot", "2017-03-31", "2017-03-31", "at 31 March 2017"),
    ],
)
def test_a_period_is_read_and_titled(
    text: str, kind: str, start: str, end: str, title: str
) -> None:
    period = Period.parse(text)
    assert period == Period(iso_day(start), iso_day(end), text, PeriodKind(kind))
    assert period.title == title
    assert str(period) == text


def test_2011_12_is_the_financial_year_unless_a_month_is_asked_for() -> None:
    assert Period.parse("2011-12") == financial_year(date(2011, 12, 1))
    assert Period.parse("2011-12", PeriodKind.MONTH) == month_of(date(2011, 12, 1))


@pytest.mark.parametrize(
    ("text", "kind", "suffix"),
    [
        ("2017-18 Q2", None, "2017-18-Q2"),
        ("2017-18-Q2", None, "2017-18-Q2"),
        ("2017-09", None, "2017-09"),
        ("2017-18", None, "2017-18"),
        ("2016/17", None, "2016-17"),
        ("2016-17", PeriodKind.ACADEMIC_YEAR, "2016-17"),
    ],
)
def test_the_suffix_is_fit_for_an_id(text: str, kind: PeriodKind | None, suffix: str) -> None:
    assert Period.parse(text, kind).suffix == suffix


NOT_PERIODS = """
2017-13 2017-19 2017-00 17-18 2017/19 20170 2017-4 2017-1 0000 0000-01 1899-00 2201 9999-00
2017-18_Q2 2017-18Q2 2017-18-q2 2017-18-Q5 2017-18-Q0 2017-18-Q99 0000-01-Q1 9999-00-Q4 9999-00-Q9
2017-99999999999 Q1 - \u0662\u0660\u0661\u0667 \u00b2017 -201 +201 2_17 2017-1_ 2017-06-3
20170630 2017-W26-5
"""


@pytest.mark.parametrize(
    "text", [*NOT_PERIODS.split(), "", " 2017", "2017 ", "2017-18  Q1", "2017\n"]
)
def test_what_is_not_a_period_gets_the_list_of_what_is(text: str) -> None:
    understood = (
        "2017-18 (a financial year), 2017-18 Q1 (a quarter), 2017-04 (a month), "
        "2017 (a calendar year), 2016/17 (an academic year), 2017-03-31 (a single day)"
    )
    message = f"{text!r} is not a period; understood: {understood}"
    with pytest.raises(ValueError, match=exactly(message)):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("2017-18", "quarter", "'2017-18' is not a quarter; understood: 2017-18 Q1 (a quarter)"),
        (
            "2017/18",
            "year",
            "'2017/18' is not a financial year; understood: 2017-18 (a financial year)",
        ),
        ("2017-18", "month", "'2017-18' is not a month; understood: 2017-04 (a month)"),
        ("2017-02-30", "snapshot", "2017-02-30 does not exist: February 2017 has 28 days"),
    ],
)
def test_a_period_of_another_kind_is_refused(text: str, kind: str, message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        Period.parse(text, PeriodKind(kind))


def test_periods_are_in_order_of_their_days() -> None:
    names = ["2017-18 Q2", "2016/17", "2017-18", "2017-18 Q1", "2017"]
    ordered = sorted(Period.parse(name) for name in names)
    assert [str(p) for p in ordered] == ["2016/17", "2017", "2017-18 Q1", "2017-18", "2017-18 Q2"]


def test_months_and_quarters_of_a_financial_year() -> None:
    year = Period.parse("2017-18")
    assert [str(q) for q in quarters_of(year)] == [f"2017-18 Q{n}" for n in (1, 2, 3, 4)]
    assert [str(m) for m in months_of(year)][::11] == ["2017-04", "2018-03"]


def test_an_academic_year_has_no_financial_quarters() -> None:
    with pytest.raises(ValueError, match="academic year 2016/17 does not divide into quarters"):
        quarters_of(Period.parse("2016/17"))


@given(kinds, days)
def test_a_period_holds_its_day_and_is_read_back(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert period.start <= day <= period.end
    assert Period.parse(period.name, kind) == period
    assert Period.parse(period.suffix, kind) == period
    assert period.suffix.replace("-", "").isalnum()


@given(kinds, days)
def test_the_next_period_begins_where_this_one_ends(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    following = period.next()
    assert (following.kind, following.start) == (kind, period.end + timedelta(days=1))
    assert following > period


@given(
    st.sampled_from([PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR]),
    days,
    st.sampled_from([months_of, quarters_of]),
)
def test_the_parts_of_a_year_tile_it(
    kind: PeriodKind, day: date, parts_of: Callable[[Period], tuple[Period, ...]]
) -> None:
    year = period_of(kind, day)
    parts = parts_of(year)
    assert (parts[0].start, parts[-1].end) == (year.start, year.end)
    for part, following in pairwise(parts):
        assert following.start == part.end + timedelta(days=1)


@given(texts, st.none() | kinds)
@example("9999-00 Q9", PeriodKind.QUARTER)
@example("2017-99999999999", PeriodKind.MONTH)
@example("9" * 5000, None)
def test_any_text_is_a_period_or_a_value_error(text: str, kind: PeriodKind | None) -> None:
    try:
        period = Period.parse(text, kind)
    except ValueError:
        return
    assert text in {period.name, period.suffix}


# --- Counting days ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2017-01-31", 1, "2017-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2017-01-31", 2, "2017-03-31"),
        ("2017-12-11", 6, "2018-06-11"),
        ("2017-03-31", -1, "2017-02-28"),
        ("2016-02-29", 12, "2017-02-28"),
    ],
)
def test_months_are_counted_from_the_day_itself(day: str, n: int, expected: str) -> None:
    assert add_months(iso_day(day), n) == iso_day(expected)


@given(days, st.integers(-1000, 1000))
def test_months_move_the_month_and_keep_the_day_where_they_can(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert (moved.year - day.year) * 12 + moved.month - day.month == n
    assert moved.day == min(day.day, end_of_month(moved).day)


@given(days)
def test_a_month_ends_before_the_first_of_the_next(day: date) -> None:
    after = end_of_month(day) + timedelta(days=1)
    assert after.day == 1
    assert (day.replace(day=1) - timedelta(days=1)).month != day.month
    assert add_months(day.replace(day=1), 1) == after


def test_bank_holidays_are_those_of_the_holidays_package() -> None:
    import holidays

    years = range(1995, 2041)
    oracle = holidays.country_holidays("GB", subdiv="ENG", years=years)
    ours = sorted(day for year in years for day in bank_holidays(year))
    assert ours == sorted(day for day in oracle if day.weekday() < 5)


@pytest.mark.parametrize(
    "day",
    [
        "1995-05-08",
        "1999-12-31",
        "2002-06-03",
        "2002-06-04",
        "2011-04-29",
        "2012-06-04",
        "2012-06-05",
        "2020-05-08",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
    ],
)
def test_moved_and_extra_bank_holidays(day: str) -> None:
    assert not is_working_day(iso_day(day))


@pytest.mark.parametrize(
    "day", ["1995-05-01", "2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30"]
)
def test_the_monday_a_bank_holiday_moved_from_is_a_working_day(day: str) -> None:
    assert is_working_day(iso_day(day))


@given(st.integers(1995, 2100))
def test_eight_bank_holidays_a_year_and_now_and_then_one_or_two_more(year: int) -> None:
    taken = bank_holidays(year)
    assert len(taken) == 8 + {1999: 1, 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}.get(year, 0)
    assert all(day.year == year and day.weekday() < 5 for day in taken)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2017-12-22", 1, "2017-12-27"),  # over Christmas
        ("2017-12-27", -1, "2017-12-22"),
        ("2017-12-23", 0, "2017-12-27"),  # a Saturday
        ("2017-12-22", 0, "2017-12-22"),
        ("2017-11-25", 1, "2017-11-27"),
        ("2017-11-25", -1, "2017-11-24"),
    ],
)
def test_working_days(day: str, n: int, expected: str) -> None:
    assert add_working_days(iso_day(day), n) == iso_day(expected)


def test_the_register_may_add_days_off() -> None:
    extra = frozenset({date(2017, 11, 21)})
    assert not is_working_day(date(2017, 11, 21), extra)
    assert add_working_days(MONDAY, 1, extra) == date(2017, 11, 22)


@given(days, st.integers(-80, 80), st.frozensets(days, max_size=3))
def test_working_days_are_those_of_a_naive_count(day: date, n: int, extra: frozenset[date]) -> None:
    ahead = [day + timedelta(k) for k in range(200)]
    behind = [day - timedelta(k) for k in range(200)]
    line = ahead if n == 0 else ahead[1:] if n > 0 else behind[1:]
    working = [d for d in line if d.weekday() < 5 and d not in bank_holidays(d.year) | extra]
    assert add_working_days(day, n, extra) == working[max(abs(n) - 1, 0)]


# --- What people write -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-02-01", "2018-02-01"),
        ("01/02/2018", "2018-02-01"),
        ("1/2/2018", "2018-02-01"),
        ("01.02.2018", "2018-02-01"),
        ("1-2-2018", "2018-02-01"),
        ("1 Feb 2018", "2018-02-01"),
        ("1 February 2018", "2018-02-01"),
        ("1st Feb 2018", "2018-02-01"),
        ("22ND FEBRUARY 2018", "2018-02-22"),
        ("1-Feb-2018", "2018-02-01"),
        ("30 Sept 2017", "2017-09-30"),
        ("Thursday 1 February 2018", "2018-02-01"),
        ("thu, 01/02/2018", "2018-02-01"),
        ("  1   Feb\u00a02018\n", "2018-02-01"),
        ("today", "2017-11-20"),
        ("Tomorrow", "2017-11-21"),
        ("yesterday", "2017-11-19"),
        ("friday", "2017-11-24"),
        ("Fri", "2017-11-24"),
        ("monday", "2017-11-27"),  # the next one, never today
        ("sunday", "2017-11-26"),
        ("+6w", "2018-01-01"),
        ("-2w", "2017-11-06"),
        ("+10d", "2017-11-30"),
        ("+1m", "2017-12-20"),
        ("+1y", "2018-11-20"),
        ("-3wd", "2017-11-15"),
        ("+3WD", "2017-11-23"),
        ("+0d", "2017-11-20"),
        ("eom", "2017-11-30"),
        ("EOQ", "2017-12-31"),
        ("eoy", "2018-03-31"),
        ("2017-18 Q2", "2017-09-30"),
        ("2017-18-q4", "2018-03-31"),
        ("2017-18", "2018-03-31"),
    ],
)
def test_what_a_person_means(text: str, expected: str) -> None:
    assert read_day(text, MONDAY) == iso_day(expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/02/2018", "31/02/2018 does not exist: February 2018 has 28 days"),
        ("2018-02-29", "2018-02-29 does not exist: February 2018 has 28 days"),
        ("0/2/2016", "0/2/2016 does not exist: February 2016 has 29 days"),
        ("31 sept 2017", "31 sept 2017 does not exist: September 2017 has 30 days"),
        ("13/13/2018", "13/13/2018 does not exist: a year has 12 months"),
        ("2018-13-01", "2018-13-01 does not exist: a year has 12 months"),
        ("02/30/2018", "02/30/2018 does not exist: a year has 12 months"),
        ("02/28/2018", "02/28/2018: the day comes first, 28/02/2018"),
        ("1/2/18", "1/2/18: write the year in full, as 31/03/2018"),
        ("1 Feb 18", "1 Feb 18: write the year in full, as 31/03/2018"),
        ("Friday 1 February 2018", "1 February 2018 is a Thursday, not a Friday"),
        ("Monday, 31/02/2018", "31/02/2018 does not exist: February 2018 has 28 days"),
        ("2017-04", f"2017-04 is a month, not a day; understood: {UNDERSTOOD}"),
        (
            "2011-12",
            f"2011-12 is a month or a financial year, not a day; understood: {UNDERSTOOD}",
        ),
        (
            "2017-19",
            "2017-19: a financial year is two consecutive years, such as 2017-18",
        ),
        ("1/1/1899", "1/1/1899 is outside the years 1900 to 2200"),
        ("+200y", "+200y is outside the years 1900 to 2200"),
        ("+9999m", "+9999m is outside the years 1900 to 2200"),
        ("-9999m", "-9999m is outside the years 1900 to 2200"),
        ("-9999w", "-9999w is outside the years 1900 to 2200"),
        ("soon", f"'soon' is not a day; understood: {UNDERSTOOD}"),
        ("", f"'' is not a day; understood: {UNDERSTOOD}"),
        ("\x1b[2J", f"'\\x1b[2J' is not a day; understood: {UNDERSTOOD}"),
        ("x" * 99, f"'{'x' * 39}…' is not a day; understood: {UNDERSTOOD}"),
    ],
)
def test_what_nobody_can_mean(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        read_day(text, MONDAY)


NOT_DAYS = """
6w, +6, w, +w, +-6w, ++6w, +6 w, +10000d, 2017, 2017/18, 2017-18 Q5, march, 1 Fub 2018, 1 Feb,
1/2, 1/2-2018, 1/2/018, 2018/02/01, 20180201, 2018-W05-4, friday friday, friday +6w, next friday,
\u0660\u0661/\u0660\u0662/\u0662\u0660\u0661\u0668, 01\u221502\u22152018, \u017fat, eof
"""


@pytest.mark.parametrize("text", NOT_DAYS.strip().replace("\n", " ").split(", "))
def test_whatever_else_gets_the_list(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day; understood: 2018-02-01, 01/02/2018"):
        read_day(text, MONDAY)


@given(days)
def test_every_example_in_the_list_is_understood(today: date) -> None:
    for text in UNDERSTOOD.replace(" (day first)", "").split(", "):
        assert isinstance(read_day(text, today), date)


@given(days, st.sampled_from(["{0}", "{1}", "{2:02}/{3:02}/{4}", "{2}.{3}.{4}", " {5} "]))
def test_a_day_is_read_as_it_is_written(day: date, form: str) -> None:
    text = form.format(day, say(day), day.day, day.month, day.year, say_with_weekday(day).upper())
    assert read_day(text, MONDAY) == day


@given(days, st.integers(0, 6))
def test_a_weekday_is_one_to_seven_days_ahead(today: date, weekday: int) -> None:
    day = read_day(periods.WEEKDAYS[weekday], today)
    assert day.weekday() == weekday
    assert 1 <= (day - today).days <= 7


@settings(deadline=None)  # the first to need a century of bank holidays waits for them
@given(texts, days)
@example("9" * 5000 + "-01-01", MONDAY)
@example("+" + "9" * 5000 + "d", MONDAY)
@example("+9999w", date(2200, 12, 31))
@example("-9999wd", date(1900, 1, 1))
def test_any_text_is_a_day_within_reach_or_a_value_error(text: str, today: date) -> None:
    for read in (read_day, read_span):
        try:
            day = read(text, today)
        except ValueError as error:
            assert str(error).isprintable()  # noqa: PT017 - either way is right
        else:
            assert 1900 <= day.year <= 2200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4w", "2017-12-18"),
        ("+4w", "2017-12-18"),
        ("28d", "2017-12-18"),
        (" 3M ", "2018-02-20"),
        ("1y", "2018-11-20"),
        ("10wd", "2017-12-04"),
        ("eoq", "2017-12-31"),
        ("10/12/2017", "2017-12-10"),
    ],
)
def test_a_span_ends_on_its_last_day(text: str, expected: str) -> None:
    assert read_span(text, MONDAY) == iso_day(expected)


@pytest.mark.parametrize("text", ["2017-18", "2017/18", "2017-2018", " 2017/2018 "])
def test_a_financial_year(text: str) -> None:
    assert read_financial_year(text) == Period.parse("2017-18")


def test_a_financial_year_over_the_end_of_a_century() -> None:
    assert read_financial_year("1999-2000") == read_financial_year("1999-00")


@pytest.mark.parametrize("text", ["2017-19", "2017/2019", "2017-17", "2017-1918", "2017-2118"])
def test_a_financial_year_is_two_consecutive_years(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}: a financial year is two consecutive years"):
        read_financial_year(text)


@pytest.mark.parametrize("text", ["2017", "17-18", "2017-18 Q1", "next", "", "٢٠١٧-١٨", "9999-00"])
def test_what_is_not_a_financial_year(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a financial year; understood: 2017-18"):
        read_financial_year(text)


# --- Register data ---------------------------------------------------------------------------


@given(days)
def test_register_data_is_iso(day: date) -> None:
    assert iso_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("30/06/2017", "2017-06-30"),
        ("30.6.2017", "2017-06-30"),
        ("06/30/2017", "2017-06-30"),
        ("2017-6-3", "2017-06-03"),
        ("30 June 2017", "2017-06-30"),
        ("Friday 30 June 2017", "2017-06-30"),
        ("30-Jun-2017", "2017-06-30"),
    ],
)
def test_a_date_written_another_way_is_refused_with_its_fix(text: str, fix: str) -> None:
    with pytest.raises(DateError) as caught:
        iso_day(text)
    assert str(caught.value) == f"{text}: write {fix}"
    assert caught.value.fix == fix
    assert not isinstance(caught.value, ImpossibleDay)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2017-02-30", "2017-02-30 does not exist: February 2017 has 28 days"),
        ("2017-13-01", "2017-13-01 does not exist: a year has 12 months"),
        ("2017-06-00", "2017-06-00 does not exist: June 2017 has 30 days"),
        ("31/06/2017", "31/06/2017 does not exist: June 2017 has 30 days"),
        ("0217-06-30", "0217-06-30 is outside the years 1900 to 2200"),
        ("9999-12-31", "9999-12-31 is outside the years 1900 to 2200"),
        ("0000-00-00", "0000-00-00 is outside the years 1900 to 2200"),
    ],
)
def test_a_day_that_cannot_be(text: str, message: str) -> None:
    with pytest.raises(ImpossibleDay) as caught:
        iso_day(text)
    assert (str(caught.value), caught.value.fix) == (message, None)


@pytest.mark.parametrize(
    "text",
    [
        *("TBC", "ongoing", "today", "friday", "+6w", "eom", "", "2017", "2017-06", "2017-18 Q1"),
        *("20170630", "2017-W26-5", "2017-W26", "2017W265", "2017W26", "2017-06-30T00:00"),
        *("\uff12\uff10\uff11\uff17-06-30", "2017\u201006\u201030", "\ud800", "2017-06-30\x00"),
    ],
)
def test_what_is_no_date_is_told_what_a_date_is(text: str) -> None:
    with pytest.raises(DateError) as caught:
        iso_day(text)
    assert (str(caught.value), caught.value.fix) == ("a date is written 2017-06-30", None)
    assert not isinstance(caught.value, ImpossibleDay)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30/06/17", "30/06/17: write the year in full, as 31/03/2018"),
        ("Monday 30 June 2017", "30 June 2017 is a Friday, not a Monday"),
        ("2017-06-30 ", "2017-06-30: write 2017-06-30"),
    ],
)
def test_a_doubtful_date_is_never_a_guess(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        iso_day(text)
    assert str(caught.value) == message


@given(texts)
def test_any_text_is_an_iso_day_or_a_date_error(text: str) -> None:
    try:
        day = iso_day(text)
    except DateError as error:
        assert error.fix is None or iso_day(error.fix)  # noqa: PT017 - either way is right
    else:
        assert day.isoformat() == text


# --- What people read ------------------------------------------------------------------------


def test_a_day_is_said_without_a_nought() -> None:
    assert say(date(2017, 9, 1)) == "1 September 2017"
    assert say_with_weekday(date(2017, 12, 10)) == "Sunday 10 December 2017"


@given(st.dates())
def test_every_day_can_be_said(day: date) -> None:
    assert say(day) == f"{day.day} {day:%B} {day.year}"
    assert say_with_weekday(day) == f"{day:%A} {say(day)}"


@pytest.mark.parametrize(
    ("days_from_today", "said"),
    [
        (-12, "12 days late"),
        (-1, "1 day late"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (25, "in 25 days"),
    ],
)
def test_how_far_apart(days_from_today: int, said: str) -> None:
    assert days_apart(MONDAY + timedelta(days_from_today), MONDAY) == said


def test_the_quarter_of_a_day_names_its_financial_year() -> None:
    assert str(quarter_of(date(2018, 1, 1))) == "2017-18 Q4"


def test_the_bottom_layer_imports_nothing_of_ours() -> None:
    code = "import sys, hscb_pm.periods; print(sorted(m for m in sys.modules if 'hscb' in m))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['hscb_pm', 'hscb_pm.days', 'hscb_pm.periods']"
