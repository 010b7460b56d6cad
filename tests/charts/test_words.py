"""The sentence beside a chart says what the chart shows."""

from hypothesis import given
from hypothesis import strategies as st

from charting import a_series, cases, changed, compared, concern, hidden, improved, level, rare
from hscb_pm.charts.funnel import describe_funnel
from hscb_pm.charts.rare import describe_rare
from hscb_pm.charts.scorecard import describe_scorecard
from hscb_pm.charts.sparkline import sparkline
from hscb_pm.charts.words import describe


def test_concern_with_its_rebase_target_and_benchmark() -> None:
    assert describe(concern()) == (
        "Children subject to a child protection plan, 32 periods from 2000-01 Q1 to 2007-08 Q4: "
        "the latest value is 75.0 per 10,000 (2007-08 Q4), above the upper limit, a concern since "
        "2007-08 Q4; the target of 38.0 per 10,000 is sure to be missed; England is at 43.3 per "
        "10,000; limits start anew from 2004-05 Q1 (A new system counts each child once)."
    )


def test_improvement_and_neutral_change_since_when() -> None:
    assert "99% (2005-06 Q3), above the upper limit, an improvement since" in describe(improved())
    assert describe(changed()).endswith(
        "within its limits of 79.9 to 103.3, 7 or more in a row above the average, "
        "a change to higher values since 2007-08 Q3."
    )


def test_what_is_not_judged_has_no_verdict() -> None:
    said = describe(improved()._replace(cautions=("rolling",)))
    assert said.endswith("99% (2005-06 Q3); not judged: values that overlap.")


def test_hidden_values_are_told_by_their_range_only() -> None:
    assert describe(hidden()).endswith(
        "; 1 value is hidden, between 1 and 5; 1 period has no value."
    )


def test_series_without_values() -> None:
    assert describe(a_series([])) == "Children on a plan, no periods: there is no value to show."
    assert describe(a_series([None])).endswith("no value to show; 1 period has no value.")


def test_limits_that_no_value_can_pass_are_not_told() -> None:
    series = a_series(level(20, 6))
    assert "under its upper limit of 17.9" in describe(series)
    assert "over its lower limit" in describe(series._replace(least=None, most=11))


def test_funnel_names_our_own() -> None:
    assert describe_funnel(compared()) == (
        "Children looked after, 29 authorities compared by size: all together are at 62.7 per "
        "10,000; Hertfordshire is at 86.7 per 10,000, within the 95% limits; 1 of 29 lies beyond "
        "the 99.8% limits; limits are widened, because authorities vary 68.6 times as much as "
        "chance explains."
    )


def test_rare_events_and_what_has_passed_since() -> None:
    assert describe_rare(rare()) == (
        "Serious incidents, 16 intervals between events: the latest is 102 days (2003-04 Q4), no "
        "more than chance; 900 days have passed since the last event, longer than chance "
        "explains; one interval can signal by itself, whether it is unusually short or long."
    )
    assert describe_rare(cases()) == (
        "Reviews, 13 intervals between events: the latest is 90 cases (2003-04 Q1), longer than "
        "chance explains; two events soon after each other can never signal here, for nothing is "
        "below a lower limit of 0: more frequent events show only as a long run below the centre "
        "line."
    )


def test_scorecard_names_what_stands_out() -> None:
    each = [concern(), improved(), hidden(), a_series(level(20))]
    assert describe_scorecard("Scorecard", each) == (
        "Scorecard, 4 small charts: no more than chance: 1; improvement, higher: Children on a "
        "plan; concern, higher: Children subject to a child protection plan; not judged: 1."
    )


@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False)))
def test_sparkline_has_a_sign_for_each_period(values: list[float | None]) -> None:
    line = sparkline(values)
    known = [value for value in values if value is not None]
    assert len(line) == (len(values) if known else 0)
    for value, sign in zip(values, line, strict=False):
        assert (sign == "·") == (value is None)
    if known and min(known) / 2 < max(known) / 2:
        assert line[values.index(max(known))] == "█"
        assert line[values.index(min(known))] == "▁"


def test_sparkline_of_known_figures() -> None:
    assert sparkline([28, 20, None, 13.7, 22.1]) == "█▄·▁▅"
    assert sparkline([5, 5]) == "▄▄"
