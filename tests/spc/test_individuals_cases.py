"""Figure for figure: the cases of the reference implementation of "Making Data Count"."""

import json
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from hscb_pm.spc import xmr

CASES = json.loads((Path(__file__).parent / "cases/xmr.json").read_text(encoding="utf-8"))["cases"]
NAMES = {"special_cause_type": "special_cause"}
PER_POINT = (
    "rebase_group",
    "relative_to_mean",
    "outside_limits",
    "close_to_limits",
    "special_cause_type",
    "point_type",
    "short_group_warning",
    "used_for_limits",
)


def exactly(figure: float) -> Any:
    return pytest.approx(figure, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_chart_is_that_of_the_reference(case: dict[str, Any]) -> None:
    settings = ("direction", "target", "rebase", "fix_after", "screen_outliers")
    chart = xmr(case["values"], **{name: case[name] for name in settings})
    assert chart.variation == case["variation"]
    assert chart.assurance == case["assurance"]
    for name in PER_POINT:
        found = [getattr(point, NAMES.get(name, name)) for point in chart.points]
        assert found == list(chain.from_iterable(repeat(*run) for run in case[name])), name
    limits = {row[0]: row[2:5] for row in case["segments"]}
    for point in chart.points:
        assert [point.mean, point.lpl, point.upl] == exactly(limits[point.rebase_group])
    for segment, (_, periods, *figures) in zip(chart.segments, case["segments"], strict=True):
        assert segment.periods == periods
        assert list(segment[3:8]) == exactly(figures)
