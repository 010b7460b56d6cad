"""The XmR chart where the reference goes wrong, where it is silent, and whatever comes in."""

from collections.abc import Sequence
from itertools import pairwise, product
from time import perf_counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hscb_pm.spc import Xmr, xmr

SERIES = st.lists(st.none() | st.integers(-50, 50).map(float), max_size=40)
DIRECTIONS = st.sampled_from(["increase", "decrease", "neutral"])
RISE = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]


def chart(values: Sequence[float | None], **settings: Any) -> Xmr:
    return xmr(values, **{"direction": "increase", **settings})


def causes(values: Sequence[float | None], **settings: Any) -> list[str]:
    return [point.special_cause for point in chart(values, **settings).points]


# The four rules


def test_value_beyond_a_limit_comes_before_all_other_rules() -> None:
    steady = [5.0, 6.0] * 8
    assert causes([*steady, 30.0])[-1] == "Above UCL"
    assert causes([*steady, -30.0])[-1] == "Below LCL"
    assert chart([*steady, 30.0]).variation == "improvement_high"
    assert chart([*steady, 30.0], direction="decrease").variation == "concern_high"
    assert chart([*steady, -30.0], direction="decrease").variation == "improvement_low"
    assert chart([*steady, -30.0], direction="neutral").variation == "neutral_low"


def test_seven_in_a_row_on_one_side() -> None:
    wide = [9.0, 0.0] * 7
    after = [5.5, 6.5, 5.5, 6.5, 5.5, 6.5, 5.5]
    assert causes([*wide, *after])[-7:] == ["7 Points Above CL"] * 7
    assert causes([*wide, *after[1:]])[-1] == "Common Cause"
    assert causes([*wide, *after[1:]], run_length=6)[-6:] == ["6 Points Above CL"] * 6


def test_value_on_the_mean_breaks_a_run() -> None:
    wide = [9.0, 1.0] * 6
    run = [6.0, 4.5, 5.5, 5.0, 5.5, 4.0, 6.5, 5.5]
    for values, broken in (([*wide, *run], True), ([0.1, 0.2, 0.3], True), ([0.1, 0.3], False)):
        found = chart(values, fix_after=12)
        on_it = [p.value for p in found.points if p.relative_to_mean == 0]
        assert bool(on_it) is broken
    above = [*wide, 6.0, 5.5, 5.5, 6.5, 5.5, 5.5, 6.0]
    assert causes(above, fix_after=12)[-1] == "7 Points Above CL"
    assert causes([*above[:15], 5.0, *above[15:]], fix_after=12)[-1] == "Common Cause"


def test_tie_breaks_a_trend() -> None:
    noise = [4.0, 1.0, 7.0, 2.0, 6.0, 3.0] * 2
    assert causes([*noise, *RISE])[-1].startswith("7 Point Trend (Increasing)")
    assert "Trend" not in "".join(causes([*noise, 1.0, 2.0, 3.0, 3.0, 5.0, 6.0, 7.0]))


def test_turning_point_goes_with_what_follows() -> None:
    up_and_down = [*RISE, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]
    found = causes(up_and_down, screen_outliers=False)
    trends = [cause[15:].strip("()") for cause in found if "Trend" in cause]
    assert trends == sorted(trends, reverse=True)  # Increasing, then Decreasing
    assert len(trends) == 13 - sum("Trend" not in cause for cause in found)


# Where the reference is known to go wrong


def test_second_rise_does_not_turn_the_end_of_the_first_round() -> None:
    """NHSRplotthedots calls the last value of the first rise "Decreasing", a concern."""
    wide = [12.0, -4.0] * 6
    found = chart([*wide, *RISE, *RISE])
    rises = found.points[12:]
    assert {point.special_cause for point in rises} == {"7 Point Trend (Increasing)"}
    assert {point.point_type for point in rises} == {"special_cause_improvement"}


@pytest.mark.parametrize("value", [7.0, 0.0, 0.1, 1 / 3, 1e15 + 0.3])
@pytest.mark.parametrize("screen", [True, False])
def test_constant_series_has_limits_and_a_caution(value: float, *, screen: bool) -> None:
    """NHSRplotthedots, screening, has no limits at all and says nothing."""
    found = chart([value] * 15, screen_outliers=screen)
    assert {(p.mean, p.lpl, p.upl) for p in found.points} == {(value, value, value)}
    assert found.variation == "common_cause"
    assert "constant" in found.cautions


def test_one_different_value_is_the_only_signal() -> None:
    """NHSRplotthedots screens away every range but zeros: all 15 are special."""
    found = chart([7.0] * 14 + [9.0])
    assert [p.special_cause for p in found.points] == ["Common Cause"] * 14 + ["Above UCL"]
    assert found.cautions == ("constant",)


def test_missing_value_breaks_a_trend() -> None:
    """NHSRplotthedots stops with an error."""
    noise = [4.0, 1.0, 7.0, 2.0, 6.0, 3.0] * 2
    gap = [*noise, 1.0, 2.0, 3.0, None, 5.0, 6.0, 7.0, 8.0]
    found = chart(gap)
    assert not any("Trend" in point.special_cause for point in found.points)
    assert found.points[15].special_cause == "Common Cause"
    assert found.points[15].mean == found.points[0].mean
    assert found.cautions == ("gaps",)


def test_missing_value_breaks_the_moving_range_and_a_run() -> None:
    assert chart([1.0, None, 5.0]).points[0].lpl is None
    assert chart([1.0, 2.0, None, 8.0, 9.0]).segments[0].average_moving_range == 1.0
    wide = [0.0, 9.0] * 7
    found = causes([*wide, 5.5, 6.5, 5.5, None, 6.5, 5.5, 6.5, 5.5])
    assert set(found[14:]) == {"Common Cause"}


def test_missing_value_breaks_two_in_three() -> None:
    base = [0.0, 2.0] * 10
    assert causes([*base, 5.0, 1.8, 5.0], fix_after=20)[20:] == [
        "2 in 3 Above CL" if close else "Common Cause" for close in (True, False, True)
    ]
    assert set(causes([*base, 5.0, None, 5.0], fix_after=20)[20:]) == {"Common Cause"}


@pytest.mark.parametrize("position", [-1, 5, 99])
def test_rebase_outside_the_series_is_refused(position: int) -> None:
    """NHSRplotthedots ignores it without a word."""
    with pytest.raises(ValueError, match=f"rebase at position {position} is not in a series of 5"):
        chart(list(RISE[:5]), rebase=(position,))


# Icons


@pytest.mark.parametrize(
    ("target", "increase"),
    [(100.0, "fail"), (-100.0, "pass"), (5.0, "inconsistent"), (None, None)],
)
def test_assurance(target: float | None, increase: str | None) -> None:
    values = [4.0, 6.0] * 7
    assert chart(values, target=target).assurance == increase
    opposite = {"fail": "pass", "pass": "fail"}
    assert chart(values, target=target, direction="decrease").assurance == opposite.get(
        increase or "", increase
    )
    assert chart(values, target=target, direction="neutral").assurance is None


def test_target_on_a_limit_is_inconsistent() -> None:
    values = [4.0, 6.0] * 7
    upper = chart(values).points[0].upl
    assert upper is not None
    assert chart(values, target=upper).assurance == "inconsistent"
    assert chart(values, target=upper + 1e-9).assurance == "fail"


def test_icon_is_of_the_latest_value_there_is() -> None:
    assert chart([*[5.0, 6.0] * 8, 30.0, None]).variation == "improvement_high"
    assert chart([]).variation is None
    assert chart([None, None]).variation is None
    assert chart([3.0]).variation == "common_cause"
    assert chart([3.0], target=3.0).assurance is None


# Cautions


def test_trial_is_under_13_values_of_the_last_segment() -> None:
    values = [5.0, 7.0, 6.0] * 8
    assert "trial" in chart(values[:12]).cautions
    assert "trial" not in chart(values[:13]).cautions
    assert "trial" in chart(values, rebase=(20,)).cautions
    rebased = chart(values, rebase=(5,))
    assert "trial" not in rebased.cautions
    assert [p.short_group_warning for p in rebased.points] == [True] * 5 + [False] * 19


def test_gaps_are_missing_periods_since_the_first_value() -> None:
    values = [15.0, 17.0, 16.0, 18.0] * 4
    assert chart([None, None, *values]).cautions == ()
    assert chart([*values, None]).cautions == ("gaps",)
    assert chart([*values[:3], None, *values, 16.0], rebase=(4,)).cautions == ()


def test_trend_and_season_are_autocorrelated_and_one_step_is_not() -> None:
    noise = [0.3, -0.5, 0.1, 0.4, -0.2, -0.4, 0.5, 0.0, 0.2, -0.3, 0.4, -0.1] * 3
    season = [20 + 3 * (0, 1, 2, 3, 2, 1)[place % 6] + each for place, each in enumerate(noise)]
    trend = [20 + place + each for place, each in enumerate(noise)]
    step = [20 + (place >= 30) + each for place, each in enumerate(noise)]
    assert chart(season).cautions == ("autocorrelated",)
    assert chart(trend).cautions == ("autocorrelated",)
    assert chart([20 + each for each in noise]).cautions == ()
    assert chart(step).cautions == ()


@pytest.mark.parametrize(
    ("values", "low"),
    [([2.0, 4, 3, 5] * 4, True), ([4.0] * 3 + [5.0] * 13, False), ([0.5, 1.5] * 7, False)],
)
def test_low_counts_are_whole_numbers_that_average_four(values: list[float], *, low: bool) -> None:
    assert ("low-counts" in xmr(values, direction="decrease").cautions) is low


# Arguments


@pytest.mark.parametrize(
    ("values", "settings", "message"),
    [
        ([1.0], {"direction": "up"}, "increase, decrease or neutral, not 'up'"),
        ([float("nan")], {}, "write None where there is no value"),
        ([1.0], {"target": float("inf")}, "The target is inf"),
        (["many"], {}, "must be a number or None, and 'many' is neither"),
        ([1.0], {"fix_after": 11}, "12 are the least"),
        ([1.0], {"run_length": 2}, "2 values are no run"),
    ],
)
def test_arguments_that_mean_nothing(values: list[Any], settings: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        chart(values, **settings)


# Properties


@pytest.mark.parametrize("screen", [True, False])
@settings(max_examples=50)
@given(values=SERIES, direction=DIRECTIONS, power=st.integers(-8, 8))
def test_scale_is_no_matter(
    values: list[float | None], direction: str, power: int, *, screen: bool
) -> None:
    plain = xmr(values, direction=direction, screen_outliers=screen)
    times = 2.0**power
    larger = xmr(
        [None if value is None else value * times for value in values],
        direction=direction,
        screen_outliers=screen,
    )
    assert [p[5:] for p in larger.points] == [p[5:] for p in plain.points]
    assert larger.variation == plain.variation
    for a, b in zip(plain.points, larger.points, strict=True):
        assert b.upl == (None if a.upl is None else a.upl * times)


@settings(max_examples=50)
@given(SERIES, st.floats(-60, 60))
def test_other_direction_is_the_mirror(values: list[float | None], target: float) -> None:
    swap = {"improvement": "concern", "concern": "improvement", "pass": "fail", "fail": "pass"}
    up = xmr(values, direction="increase", target=target)
    down = xmr(values, direction="decrease", target=target)
    for a, b in zip(up.points, down.points, strict=True):
        assert a.special_cause == b.special_cause
        head, _, kind = a.point_type.rpartition("_")
        assert b.point_type == f"{head}_{swap.get(kind, kind)}"
    assert down.assurance == swap.get(up.assurance or "", up.assurance)
    assert up.cautions == down.cautions


@settings(max_examples=50)
@given(SERIES)
def test_turned_upside_down(values: list[float | None]) -> None:
    flip = {"Above": "Below", "Below": "Above", "UCL": "LCL", "LCL": "UCL"}
    flip |= {"(Increasing)": "(Decreasing)", "(Decreasing)": "(Increasing)"}
    up = xmr(values, direction="increase")
    down = xmr([None if v is None else -v for v in values], direction="decrease")
    for a, b in zip(up.points, down.points, strict=True):
        assert b.special_cause == " ".join(flip.get(w, w) for w in a.special_cause.split())
        assert b.point_type == a.point_type


@settings(max_examples=50)
@given(SERIES, st.data())
def test_segments_are_charts_of_their_own(values: list[float | None], data: st.DataObject) -> None:
    places = st.integers(0, max(len(values) - 1, 0))
    rebase = sorted(data.draw(st.sets(places, max_size=3) if values else st.just(set())))
    whole = xmr(values, direction="neutral", rebase=rebase)
    starts = sorted({0, *rebase})
    for start, stop in zip(starts, [*starts[1:], len(values)], strict=True):
        alone = xmr(values[start:stop], direction="neutral")
        here = whole.points[start:stop]
        assert [p._replace(rebase_group=0) for p in here] == list(alone.points)
    assert whole.variation == alone.variation
    assert whole.cautions == alone.cautions


@example([1.7e308, -1.7e308, 1.7e308], "increase", None, None, 7)
@example([1.7e308, 0.0, 1.7e308, 0.0, None], "neutral", -1.7e308, 12, 3)
@settings(max_examples=50)
@given(
    st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=30),
    DIRECTIONS,
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.integers(12, 20),
    st.integers(3, 10),
)
def test_nothing_finite_is_refused(
    values: list[float | None],
    direction: str,
    target: float | None,
    fix_after: int | None,
    run_length: int,
) -> None:
    for screen in (True, False):
        found = xmr(
            values,
            direction=direction,
            target=target,
            fix_after=fix_after,
            run_length=run_length,
            screen_outliers=screen,
        )
        assert len(found.points) == len(values)
        for point in found.points:
            if point.lpl is not None:
                assert point.mean is not None
                assert point.upl is not None
                assert point.lpl <= point.mean <= point.upl


def test_every_short_series_of_three_levels() -> None:
    """The rules against what they say, window by window, over all 2,187 series of 7 values."""
    for values in product((0.0, 1.0, 2.0), repeat=7):
        found = xmr(values, direction="increase", screen_outliers=False)
        steps = [(b > a) - (b < a) for a, b in pairwise(values)]
        sides = [point.relative_to_mean for point in found.points]
        for place, point in enumerate(found.points):
            if point.outside_limits or all(v == values[0] for v in values):
                continue
            near = any(
                place in window
                and len({sides[p] for p in window}) == 1
                and sides[place]
                and point.close_to_limits
                and sum(found.points[p].close_to_limits for p in window) > 1
                for window in (range(start, start + 3) for start in range(5))
            )
            run = len(set(sides)) == 1 and sides[0] != 0
            assert len(set(steps)) > 1 or steps[0] == 0  # three levels cannot rise seven times
            expected = "2 in 3" if near else "7 Points" if run else "Common"
            assert point.special_cause.startswith(expected), (values, place)


def test_four_hundred_series_of_sixty_take_less_than_a_second() -> None:
    series = [[float((place * 7 + row * 13) % 29) for place in range(60)] for row in range(400)]
    start = perf_counter()
    for values in series:
        xmr(values, direction="decrease", target=10)
    assert perf_counter() - start < 2  # well under one on a quiet machine
