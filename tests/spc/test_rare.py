"""Charts of rare events: figure for figure those of qicharts2, and what they can never show."""

import json
import random
from datetime import date
from math import comb
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hscb_pm.spc.rare import RareEvents, Runs, days_between, fall_can_signal, g_chart, t_chart
from hscb_pm.spc.rare import runs_about as runs

CASES = json.loads((Path(__file__).parent / "cases/rare.json").read_text(encoding="utf-8"))
CHARTS = {"g": g_chart, "t": t_chart}


@pytest.mark.parametrize("kind", CHARTS)
def test_chart_is_that_of_the_reference(kind: str) -> None:
    case = CASES[kind]
    found: RareEvents = CHARTS[kind](case["y"])
    limits = [found.centre, found.lower, found.upper]
    assert limits == pytest.approx([case["cl"], case["lcl"], case["ucl"]], rel=1e-9, abs=1e-12)
    assert [p.special_cause != "Common Cause" for p in found.points] == case["sigma_signal"]


@pytest.mark.parametrize("kind", ["run", "i", "g", "t"])
def test_runs_are_those_of_the_reference(kind: str) -> None:
    case: dict[str, Any] = CASES[kind]
    names = ("n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min")
    found = runs(case["y"], case["cl"])
    assert found == tuple(case[name] for name in names)
    assert found.signal is case["runs_signal"]


def test_chance_alone_gives_a_signal_of_runs_on_about_one_chart_in_twenty() -> None:
    chance = random.Random(7)  # noqa: S311 - a simulation, not a secret
    for length in (14, 24, 40):
        charts = [[chance.random() for _ in range(length)] for _ in range(1000)]
        share = sum(runs(values, 0.5).signal for values in charts) / 1000
        assert 0.015 < share < 0.09, length


def test_crossings_expected_are_the_five_per_cent_point() -> None:
    for useful in range(2, 60):
        found = runs([place % 2 for place in range(useful)], 0.5)
        below = sum(comb(useful - 1, k) for k in range(found.crossings_expected))
        assert below / 2 ** (useful - 1) < 0.05
        reached = below + comb(useful - 1, found.crossings_expected)
        assert reached / 2 ** (useful - 1) >= 0.05


def test_days_between_events_in_any_order() -> None:
    events = [date(2017, 3, 1), date(2017, 1, 1), date(2017, 3, 1), date(2017, 2, 1)]
    assert days_between(events) == [31, 28, 0]
    assert days_between(events[:1]) == []


def test_g_chart_says_what_it_can_never_show() -> None:
    found = g_chart([3, 20, 5, 9, 14, 2, 30, 8, 11, 6, 17, 4, 12])
    assert not found.short_can_signal
    assert "can never signal here" in found.statement
    assert found.cautions == ()
    times = t_chart([30, 32, 28, 31, 29, 30, 33, 27, 30, 31])
    assert times.short_can_signal
    assert times.statement.startswith("One interval can signal")
    assert times.cautions == ("trial",)
    assert "too few events" in t_chart([4]).statement
    assert not fall_can_signal(-0.4)
    assert fall_can_signal(0.1)


def test_interval_still_open_may_be_a_signal_already() -> None:
    between = [3, 20, 5, 9, 14, 2, 30, 8, 11, 6, 17, 4, 12]
    upper = g_chart(between).upper
    assert upper is not None
    assert g_chart(between, since=int(upper) + 1).open_signal
    assert not g_chart(between, since=int(upper)).open_signal
    assert not g_chart(between).open_signal
    assert g_chart(between, since=999)[:4] == g_chart(between)[:4]


@pytest.mark.parametrize("wrong", [-1, 1.5, float("nan"), float("inf")])
def test_what_cannot_lie_between_two_events(wrong: Any) -> None:
    with pytest.raises(ValueError, match="cannot lie between two events: a whole number"):
        g_chart([1, wrong])


@given(st.lists(st.integers(0, 10**6), max_size=40), st.none() | st.integers(0, 10**6))
def test_no_times_are_refused(between: list[int], since: int | None) -> None:
    for chart in (g_chart(between, since=since), t_chart(between, since=since)):
        assert len(chart.points) == len(between)
        assert chart.statement
        if chart.upper is not None:
            assert chart.lower is not None
            assert 0 <= chart.lower <= chart.upper
    assert runs(between, None) == Runs(0, 0, 0, 0, 0)
