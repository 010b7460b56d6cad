"""How often an XmR chart cries wolf, and how long it is silent about a true change.

The figures are simulated (`benchmarks/chance.py` prints them again): series of nothing but chance,
normal or counts (Poisson), judged by this package. Of 10,000 series each, so the shares of charts
have a standard error of at most 0.5 percentage points, those of latest values of 0.3; waiting
times are of 2,500 series each, and shares of them have one of at most 1 point.
"""

from collections.abc import Iterable
from typing import NamedTuple

AVERAGES = (None, 10, 4, 2, 1, 0.5)
"""What was simulated: measures that vary normally (None), and counts of these averages."""

NORMAL_FROM = 20
"""Counts of this average or more vary like measures."""

LENGTHS = (13, 16, 24, 36, 60)
"""How many values the simulated series have."""

RULE_SETS = ((7, True), (7, False), (6, True), (6, False))
"""The run length, and whether moving ranges are screened."""

SHIFTS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
"""The simulated changes, in standard deviations."""

WAITED = 16
"""For how many values after the change a signal was waited for."""


class FalseAlarms(NamedTuple):
    """The shares of charts in which, with no change at all, the latest or any value is special."""

    latest: float
    any: float


class Wait(NamedTuple):
    """How many values it takes to see a change: in half the charts, and in nine of ten.

    None is more than 16. `missed` is the share in which 16 were not enough, None if not known.
    """

    median: int | None
    most: int | None
    missed: float | None


def false_alarms(
    points: int,
    *,
    average: float | None = None,
    run_length: int = 7,
    screen_outliers: bool = True,
) -> FalseAlarms:
    """How often chance alone makes a chart of so many values signal.

    `average`: that of a count; between two simulated ones the smaller counts, which is flagged
    more often. Lengths in between are interpolated. Raises ValueError under 13 values, where no
    chart is judged, and for rules that were not simulated.
    """
    if points < LENGTHS[0]:
        raise ValueError(f"A chart of {points} values is not judged: it takes {LENGTHS[0]}.")
    rules = run_length, screen_outliers
    if rules not in RULE_SETS:
        raise ValueError(f"False alarms are known for runs of 6 or 7, not of {run_length}.")
    found = [each / 100 for each in _FALSE_ALARMS[_simulated(average), rules]]
    latest, any_of_them = found[::2], found[1::2]
    if points >= LENGTHS[-1]:
        none = (1 - any_of_them[-1]) ** (points / LENGTHS[-1])
        return FalseAlarms(latest[-1], 1 - none)
    above = next(place for place, length in enumerate(LENGTHS) if length > points)
    low, high = LENGTHS[above - 1], LENGTHS[above]
    part = (points - low) / (high - low)
    return FalseAlarms(
        *(v[above - 1] + part * (v[above] - v[above - 1]) for v in (latest, any_of_them))
    )


def _simulated(average: float | None) -> float | None:
    if average is None or average >= NORMAL_FROM:
        return None
    counts = [each for each in AVERAGES if each is not None]
    return next((each for each in counts if each <= average), counts[-1])


def expected_false_alarms(charts: Iterable[tuple[int, float | None]]) -> float:
    """How many of these charts flag their latest value by chance: 40 measures, about 0.6.

    Each chart is how many values it has and, if they are counts, their average.
    """
    return sum(false_alarms(points, average=average).latest for points, average in charts)


def time_to_signal(shift: float, *, run_length: int = 7) -> Wait:
    """How many values pass until a lasting change of so many standard deviations is flagged.

    The limits are fixed on 24 values before it (of a chart without such a baseline the change
    draws the limits along, and it takes longer). Between two simulated shifts the smaller counts.
    Quarterly, seven values are 21 months.
    """
    if shift <= 0 or run_length not in {6, 7}:
        raise ValueError("The wait is known for shifts above 0 sigma and runs of 6 or 7.")
    reached = [each for each in SHIFTS if each <= shift]
    if not reached:
        return Wait(None, None, None)
    median, most, missed = _WAITS[reached[-1], run_length]
    return Wait(_within(median), _within(most), missed)


def _within(points: int) -> int | None:
    return points if points <= WAITED else None


# For each length the percentage of latest values that are flagged, and of charts with any.
_FALSE_ALARMS: dict[tuple[float | None, tuple[int, bool]], tuple[float, ...]] = {
    (None, (7, True)): (1.4, 8.5, 1.6, 11.7, 1.4, 18.2, 2.1, 29.4, 1.8, 45.9),
    (None, (7, False)): (1.0, 5.7, 1.2, 8.7, 1.3, 15.4, 1.8, 26.1, 1.6, 42.6),
    (None, (6, True)): (2.4, 13.4, 2.6, 18.7, 2.9, 31.3, 3.5, 46.7, 3.2, 67.5),
    (None, (6, False)): (2.0, 11.1, 2.2, 16.2, 2.7, 29.1, 3.3, 44.6, 3.1, 65.8),
    (10, (7, True)): (1.9, 9.7, 1.7, 12.1, 2.1, 20.8, 2.0, 32.8, 1.8, 52.2),
    (10, (7, False)): (1.4, 6.6, 1.3, 9.0, 1.7, 17.6, 1.8, 29.4, 1.7, 49.1),
    (10, (6, True)): (2.6, 13.3, 2.7, 18.1, 3.2, 30.9, 3.4, 48.2, 3.4, 69.8),
    (10, (6, False)): (2.1, 10.6, 2.3, 15.4, 2.9, 28.3, 3.2, 45.9, 3.3, 68.1),
    (4, (7, True)): (2.0, 11.9, 1.8, 14.6, 2.4, 25.7, 2.8, 38.4, 2.6, 60.2),
    (4, (7, False)): (1.6, 8.6, 1.5, 11.3, 2.1, 21.8, 2.5, 34.5, 2.4, 57.2),
    (4, (6, True)): (3.0, 15.8, 3.0, 20.7, 3.6, 35.9, 4.3, 52.7, 4.3, 75.5),
    (4, (6, False)): (2.5, 12.8, 2.7, 17.7, 3.3, 33.0, 4.1, 50.0, 4.1, 73.9),
    (2, (7, True)): (3.2, 15.8, 3.2, 20.0, 3.2, 32.2, 3.5, 48.7, 4.3, 71.6),
    (2, (7, False)): (2.3, 11.7, 2.5, 16.1, 2.8, 28.3, 3.1, 45.7, 4.0, 69.1),
    (2, (6, True)): (4.2, 19.9, 4.6, 26.3, 4.9, 41.8, 5.2, 61.3, 6.4, 83.6),
    (2, (6, False)): (3.3, 16.1, 3.9, 22.9, 4.6, 38.8, 4.8, 59.2, 6.2, 82.2),
    (1, (7, True)): (5.2, 24.1, 5.1, 30.0, 5.9, 48.7, 6.3, 65.8, 6.7, 86.1),
    (1, (7, False)): (3.6, 18.7, 4.0, 25.1, 4.7, 42.1, 5.4, 60.4, 6.2, 83.1),
    (1, (6, True)): (6.4, 28.5, 6.5, 36.6, 8.0, 58.0, 8.7, 76.1, 9.0, 92.2),
    (1, (6, False)): (5.0, 23.8, 5.5, 32.5, 6.8, 52.9, 7.9, 72.4, 8.4, 90.6),
    (0.5, (7, True)): (8.7, 35.1, 8.2, 42.3, 8.3, 60.5, 8.2, 75.2, 7.8, 89.5),
    (0.5, (7, False)): (8.0, 31.0, 7.1, 38.5, 6.4, 54.6, 6.8, 71.3, 6.4, 87.3),
    (0.5, (6, True)): (10.3, 39.5, 9.7, 47.0, 10.1, 65.8, 10.2, 80.7, 9.9, 93.5),
    (0.5, (6, False)): (10.0, 36.0, 8.9, 43.8, 8.5, 61.3, 8.9, 78.1, 8.5, 92.4),
}

# The median, the nine in ten, and the share missed.
_WAITS: dict[tuple[float, int], tuple[int, int, float]] = {
    (0.5, 6): (12, 17, 0.396),
    (1.0, 6): (6, 17, 0.11),
    (1.5, 6): (4, 8, 0.008),
    (2.0, 6): (3, 6, 0.001),
    (2.5, 6): (2, 4, 0.0),
    (3.0, 6): (1, 3, 0.0),
    (4.0, 6): (1, 2, 0.0),
    (0.5, 7): (17, 17, 0.5),
    (1.0, 7): (7, 17, 0.154),
    (1.5, 7): (4, 9, 0.018),
    (2.0, 7): (3, 7, 0.002),
    (2.5, 7): (2, 5, 0.0),
    (3.0, 7): (1, 3, 0.0),
    (4.0, 7): (1, 2, 0.0),
}
