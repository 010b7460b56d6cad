"""How often a chart cries wolf: the tables, checked by a small simulation of their own."""

import random

import pytest

from hscb_pm.spc import xmr
from hscb_pm.spc.chance import Wait, expected_false_alarms, false_alarms, time_to_signal


def test_table_agrees_with_a_new_simulation() -> None:
    chance = random.Random(2018)  # noqa: S311 - a simulation, not a secret
    flagged = latest = 0
    for _ in range(600):
        points = xmr([chance.gauss(0, 1) for _ in range(24)], direction="neutral").points
        special = [point.point_type != "common_cause" for point in points]
        flagged, latest = flagged + any(special), latest + special[-1]
    known = false_alarms(24)
    assert flagged / 600 == pytest.approx(known.any, abs=4 * (0.18 * 0.82 / 600) ** 0.5)
    assert latest / 600 == pytest.approx(known.latest, abs=4 * (0.015 * 0.985 / 600) ** 0.5)


def test_wait_agrees_with_a_new_simulation() -> None:
    chance = random.Random(2019)  # noqa: S311 - as above
    seen = 0
    for _ in range(200):
        values = [chance.gauss(0, 1) for _ in range(24)] + [chance.gauss(2, 1) for _ in range(3)]
        points = xmr(values, direction="increase", fix_after=24).points[24:]
        seen += any(point.point_type == "special_cause_improvement" for point in points)
    assert time_to_signal(2).median == 3
    assert 0.45 < seen / 200 < 0.75  # half of them within three values


def test_what_was_measured_for_the_board() -> None:
    """Any of 24: 17-20 %, counts averaging 4 26 %, 1 46-49 %; the latest 1.3-2.3 % and so on."""
    assert 0.17 < false_alarms(24).any < 0.20
    assert 0.24 < false_alarms(24, average=4).any < 0.28
    assert 0.44 < false_alarms(24, average=1).any < 0.50
    assert 0.013 < false_alarms(24).latest < 0.023
    assert 0.019 < false_alarms(24, average=4).latest < 0.035
    assert 0.05 < false_alarms(24, average=1.9).latest < 0.065
    assert expected_false_alarms([(20, None)] * 40) == pytest.approx(0.6, abs=0.1)
    assert time_to_signal(1.0)[:2] == (7, None)
    assert time_to_signal(1.0).missed == pytest.approx(0.16, abs=0.02)
    assert [time_to_signal(shift).median for shift in (2.0, 3.0, 9.0)] == [3, 1, 1]


def test_more_values_more_alarms() -> None:
    shares = [false_alarms(points).any for points in range(13, 130)]
    assert shares == sorted(shares)
    assert max(shares) < 1
    assert false_alarms(60).any == pytest.approx(false_alarms(59).any, abs=0.02)
    assert false_alarms(24, run_length=6).any > false_alarms(24).any
    assert false_alarms(24, screen_outliers=False).any < false_alarms(24).any
    assert false_alarms(24, average=40) == false_alarms(24)
    assert false_alarms(24, average=0.1) == false_alarms(24, average=0.5)


def test_what_is_not_known_is_said() -> None:
    assert time_to_signal(0.2) == Wait(None, None, None)
    assert time_to_signal(0.5).median is None
    with pytest.raises(ValueError, match="A chart of 12 values is not judged"):
        false_alarms(12)
    with pytest.raises(ValueError, match="runs of 6 or 7, not of 8"):
        false_alarms(24, run_length=8)
    with pytest.raises(ValueError, match="shifts above 0"):
        time_to_signal(0)
