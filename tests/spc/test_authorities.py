"""The funnel: figure for figure FunnelPlotR and PHEindicatormethods, and its own properties."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.spc.authorities import Authority, funnel, overdispersion

DATA = json.loads((Path(__file__).parent / "cases/funnel.json").read_text(encoding="utf-8"))


def rows(kind: str) -> list[dict[str, Any]]:
    return [dict(zip(DATA[f"{kind}_columns"], row, strict=True)) for row in DATA[f"{kind}_rows"]]


def significance(authority: Authority | None) -> str:
    """As the reference names the side by chance alone."""
    assert authority is not None
    if authority.chance_level is None:
        return "Not significant"
    return (
        f"{authority.chance_side.title()} ({'0.001' if authority.chance_level > 99 else '0.025'})"
    )


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_sides_by_chance_are_those_of_the_reference(kind: str) -> None:
    cases = rows(kind)
    found = funnel([c["x"] for c in cases], [c["n"] for c in cases], kind=kind)
    assert found.centre == pytest.approx(DATA[kind]["centre"], rel=1e-9)
    for case, authority in zip(cases, found.authorities, strict=True):
        assert authority is not None
        assert authority.value == pytest.approx(case["value"], rel=1e-9)
        assert significance(authority) == case["significance"], case["code"]


def test_limits_and_overdispersion_are_those_of_the_reference() -> None:
    cases, known = rows("proportion"), DATA["proportion"]
    found = funnel([c["x"] for c in cases], [c["n"] for c in cases], kind="proportion")
    assert [found.phi, found.tau2] == pytest.approx([known["phi"], known["tau2"]], rel=1e-9)
    for case, authority in zip(cases, found.authorities, strict=True):
        assert authority is not None
        for limits, prefix in ((authority.chance_limits, ""), (authority.limits, "od")):
            names = ("ll95", "ul95", "ll998", "ul998")
            assert list(limits) == pytest.approx([case[prefix + n] for n in names], rel=1e-9)


def test_few_stand_out_once_limits_are_widened() -> None:
    """Second plans 2025: 4 of 151 beyond 99.8 %. Looked after: 104 by chance, 4 widened."""
    cases = rows("proportion")
    found = funnel([c["x"] for c in cases], [c["n"] for c in cases], kind="proportion")
    assert sum(a is not None and a.level == 99.8 for a in found.authorities) == 4
    outside = [
        a
        for a in found.authorities
        if a and not a.chance_limits.lower998 <= a.value <= a.chance_limits.upper998
    ]
    assert len(outside) == 28
    cases = rows("rate")
    found = funnel([c["x"] for c in cases], [c["n"] for c in cases], kind="rate")
    assert sum(a is not None and a.chance_level == 99.8 for a in found.authorities) == 104
    assert sum(a is not None and a.level == 99.8 for a in found.authorities) == 4


def test_side_goes_with_the_widened_limits() -> None:
    cases = rows("proportion")
    found = funnel([c["x"] for c in cases], [c["n"] for c in cases], kind="proportion")
    for a in found.authorities:
        assert a is not None
        beyond = (a.value > a.limits.upper95) - (a.value < a.limits.lower95)
        assert a.side == ("within", "high", "low")[beyond]
        assert (a.z > 0) == (a.z_chance > 0)
        assert abs(a.z) <= abs(a.z_chance)
    plain = funnel([c["x"] for c in cases], [c["n"] for c in cases], kind="proportion", widen=False)
    assert all(a and a.limits == a.chance_limits and a.z == a.z_chance for a in plain.authorities)
    assert plain.phi == found.phi


def test_authority_without_figures_keeps_its_place() -> None:
    found = funnel([5, None, 7, 9], [100, 100, 0, 100], kind="rate", per=1000)
    assert [a is None for a in found.authorities] == [False, True, True, False]
    assert found.centre == 70


@pytest.mark.parametrize(
    ("x", "n", "kind"),
    [([5], [4], "proportion"), ([-1], [4], "rate"), ([None], [4], "rate"), ([1], [4], "mean")],
)
def test_nothing_to_compare(x: list[int | None], n: list[float | None], kind: str) -> None:
    with pytest.raises(ValueError, match=r"A funnel (needs|compares)"):
        funnel(x, n, kind=kind)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 5000)), min_size=1, max_size=20),
    st.sampled_from(["proportion", "rate"]),
)
def test_widened_limits_hold_those_of_chance(pairs: list[tuple[int, int]], kind: str) -> None:
    x, n = [x for x, _ in pairs], [max(x, n) for x, n in pairs]
    found = funnel(x, n, kind=kind)
    assert found.tau2 >= 0
    for a in found.authorities:
        assert a is not None
        wide, chance = a.limits, a.chance_limits
        assert wide.lower998 <= wide.lower95 <= wide.upper95 <= wide.upper998
        assert wide.lower95 <= chance.lower95 + 1e-9
        assert wide.upper95 >= chance.upper95 - 1e-9
        assert wide.lower998 >= 0
        assert kind == "rate" or wide.upper998 <= 100


def test_no_more_than_chance_needs_no_widening() -> None:
    assert overdispersion([0.1, -0.2, 0.1], [4.0, 4.0, 4.0])[1] == 0
