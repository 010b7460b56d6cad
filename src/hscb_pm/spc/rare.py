"""Charts of rare events: what is counted is what lies between one event and the next.

Where a period has hardly ever more than an event or two a chart of counts sees nothing: its lower
limit is below 0, and a quiet year looks like any other. Time or cases between events can show
both. Here **high is seldom**: a value above the upper limit is a long time without an event.

The g chart is for whole numbers of cases (or days) in between, which follow a geometric
distribution; the t chart for time in between, made nearly normal by Nelson's transformation
(L. S. Nelson, Journal of Quality Technology 26(3), 1994). Limits, centre lines and the test of
runs (J. Anhøj, PLOS ONE 10(3), 2015) are those of qicharts2 0.8.1, figure for figure.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise
from math import comb, log2, sqrt
from typing import NamedTuple

from hscb_pm.spc.figures import ENOUGH, SIGMA, mean, moving_ranges

NELSON = 3.6
"""The root that makes exponential times between events nearly normal."""

LONGEST = 1e15
"""What is larger lies between no two events, and a float no longer counts it exactly."""


class Runs(NamedTuple):
    """The test of runs about the centre line: a run too long, or the line crossed too seldom.

    `useful` counts the values that are not on the line. Chance alone gives a `signal` on about
    one chart in twenty, whatever its length.
    """

    useful: int
    longest: int
    longest_expected: int
    crossings: int
    crossings_expected: int

    @property
    def signal(self) -> bool:
        """Something other than chance is at work, somewhere in the series."""
        return self.longest > self.longest_expected or self.crossings < self.crossings_expected


class Between(NamedTuple):
    """A value of the chart: what lies between two events, and where it stands."""

    value: float
    special_cause: str


class RareEvents(NamedTuple):
    """A chart of rare events, in the unit of its values; limits are None without any."""

    points: tuple[Between, ...]
    centre: float | None
    lower: float | None
    upper: float | None
    runs: Runs
    open_signal: bool
    cautions: tuple[str, ...]

    @property
    def short_can_signal(self) -> bool:
        """Whether one short interval, two events soon after each other, can ever be a signal."""
        return fall_can_signal(self.lower)

    @property
    def statement(self) -> str:
        """What the chart can never show, in a sentence that may stand beside it."""
        if self.lower is None:
            return "There are too few events for limits: this chart can show no signal."
        if self.short_can_signal:
            return "One interval can signal by itself, whether it is unusually short or long."
        return (
            "Two events soon after each other can never signal here, for nothing is below a lower "
            "limit of 0: more frequent events show only as a long run below the centre line."
        )


def fall_can_signal(lower: float | None, least: float = 0.0) -> bool:
    """Whether a single value can ever be below the lower limit, given the least that it can be.

    Where it cannot (a count whose lower limit is 0 or less) even a period with none at all is no
    signal by itself, and only a long run below the centre line shows a fall.
    """
    return lower is not None and lower > least


def days_between(events: Sequence[date]) -> list[int]:
    """The days from each event to the next, in the order of the dates; two on one day give 0."""
    return [(later - earlier).days for earlier, later in pairwise(sorted(events))]


def g_chart(between: Sequence[int], *, since: int | None = None) -> RareEvents:
    """Chart the cases (or whole days) between events, in their order.

    `since` is how many there were after the last event, which tells nothing of the limits but may
    itself be a signal already. Raises ValueError for what is no whole number from 0 on.
    """
    values = _checked(between, since, whole=True)
    if not values:
        return _chart(values, None, None, None, since)
    average = mean(values)
    upper = average + 3 * sqrt(average * (average + 1))
    return _chart(values, _median(values), 0.0, upper, since)


def t_chart(between: Sequence[float], *, since: float | None = None) -> RareEvents:
    """Chart the time between events, in their order; `since` the last one, as in `g_chart`.

    Raises ValueError for what is no time from 0 on.
    """
    values = _checked(between, since, whole=False)
    even = [value ** (1 / NELSON) for value in values]
    ranges = moving_ranges(even)
    if not ranges:
        return _chart(values, values[0] if values else None, None, None, since)
    centre, away = mean(even), 3 * mean(ranges) / SIGMA
    lower = max(centre - away, 0.0)
    return _chart(values, centre**NELSON, lower**NELSON, (centre + away) ** NELSON, since)


def _median(values: Sequence[float]) -> float:
    ordered, half = sorted(values), len(values) // 2
    return (ordered[half] + ordered[-half - 1]) / 2


def _checked(between: Sequence[float], since: float | None, *, whole: bool) -> list[float]:
    for value in [*between, *([] if since is None else [since])]:
        if not 0 <= value <= LONGEST or (whole and value != int(value)):
            raise ValueError(
                f"{value!r} cannot lie between two events: "
                f"a {'whole ' if whole else ''}number from 0 on can."
            )
    return [float(value) for value in between]


def _chart(
    values: Sequence[float],
    centre: float | None,
    lower: float | None,
    upper: float | None,
    since: float | None,
) -> RareEvents:
    points = tuple(Between(value, _label(value, lower, upper)) for value in values)
    return RareEvents(
        points,
        centre,
        lower,
        upper,
        runs_about(values, centre),
        open_signal=since is not None and upper is not None and since > upper,
        cautions=("trial",) if len(values) < ENOUGH else (),
    )


def _label(value: float, lower: float | None, upper: float | None) -> str:
    if upper is not None and value > upper:
        return "Above UCL"
    return "Below LCL" if lower is not None and value < lower else "Common Cause"


def runs_about(values: Sequence[float], centre: float | None) -> Runs:
    """Test a series for runs about its centre line."""
    if centre is None:
        return Runs(0, 0, 0, 0, 0)
    sides = [value > centre for value in values if value != centre]
    if not sides:
        return Runs(0, 0, 0, 0, 0)
    useful = len(sides)
    longest = max(sum(1 for _ in run) for _, run in groupby(sides))
    crossings = sum(a != b for a, b in pairwise(sides))
    return Runs(useful, longest, round(log2(useful)) + 3, crossings, _fewest(useful - 1))


def _fewest(chances: int) -> int:
    """The 5 % point of the crossings: a binomial with even odds."""
    reached, ways = 0, 2**chances
    for crossings in range(chances + 1):
        reached += comb(chances, crossings)
        if reached * 20 >= ways:
            return crossings
    return chances
