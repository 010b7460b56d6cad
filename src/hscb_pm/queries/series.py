"""An indicator's values as a series: each period explicit, judged by statistical process control.

What the chart should not judge is said in its cautions, and raises no question.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from hscb_pm.models import Indicator
from hscb_pm.models.indicator import BETWEEN, Target, Value
from hscb_pm.periods import Period
from hscb_pm.spc import Xmr, xmr
from hscb_pm.spc.cautions import SMALL as LOW_COUNT

HIDDEN: Final = "c"
"""The letter of a value that is confidential."""
FEW: Final = 20
"""A rate of fewer events is unreliable (Office for National Statistics)."""
TOO_FEW: Final = 3
"""Of fewer events no rate is worked out at all (the same)."""


class Figure(NamedTuple):
    """What was counted; only `present` makes a text of it, for those who may read it."""

    numerator: int | None
    denominator: int | None = None
    per: int | None = None
    """The rate is per how many; 100 for a percentage, None for a count."""
    missing: str | None = None
    """The letter that says why there is no figure, or what a reader has to know of it."""

    @property
    def value(self) -> float | None:
        """The figure as a number: a count, a percentage or a rate; None if there is none."""
        if self.numerator is None or self.per is None:
            return self.numerator
        return self.numerator * self.per / self.denominator if self.denominator else None


class Reading(NamedTuple):
    """A period of the series, and its figure."""

    period: Period
    figure: Figure
    note: str | None = None


class Signal(NamedTuple):
    """Neighbouring values that chance does not explain, all on the same side."""

    rules: tuple[str, ...]
    """The rules that hold in it, as the chart names them, in the order of time."""
    point_type: str
    first: Period
    last: Period
    seen: Period
    """The period whose value first told."""

    def holds(self, period: Period | None) -> bool:
        """Whether a period is one of those that signal."""
        return period is not None and self.first <= period <= self.last


class Series(NamedTuple):
    """The values of an indicator on a day, in the order of their periods."""

    indicator: Indicator
    readings: tuple[Reading, ...]
    chart: Xmr | None
    """None without any value."""
    cautions: tuple[str, ...]
    """Why the chart is not judged; empty where it is."""

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What chance does not explain, in the order of time; nothing where nothing is judged."""
        return tuple(_signals(self)) if self.chart and not self.cautions else ()

    @property
    def latest(self) -> Reading | None:
        """The latest reading that has a value, or one that is not to be known."""
        known = (
            r for r in self.readings if r.figure.value is not None or r.figure.missing == HIDDEN
        )
        return max(known, key=lambda reading: reading.period, default=None)


def figure_of(indicator: Indicator, value: Value | None) -> Figure:
    """A value as a figure; of a period that nothing is said of, one that is not available."""
    return Figure(
        value.numerator if value else None,
        value.denominator if value else None,
        indicator.measure.scale,
        value.missing if value else "x",
    )


def series(indicator: Indicator, today: date) -> Series:
    """The series on a day: every period from the first with a value to the last, gaps included."""
    return charted(indicator, tuple(_readings(indicator, today)))


def charted(indicator: Indicator, readings: tuple[Reading, ...]) -> Series:
    """The series of these readings, judged by what they hold and nothing else."""
    known = [reading.figure.value for reading in readings]
    if all(value is None for value in known):
        return Series(indicator, readings, None, ())
    spc = indicator.judging
    last = readings[-1].period
    aim = target_at(indicator, last.end)
    places = {reading.period: place for place, reading in enumerate(readings)}
    rebases = (indicator.period_named(rebase.period) for rebase in spc.rebases)
    chart = xmr(
        known,
        direction=indicator.direction,
        target=aim.value if aim else None,
        rebase=[places[period] for period in rebases if period in places],
        fix_after=spc.fix_after,
        screen_outliers=not spc.keep_outliers,
        run_length=spc.run_length,
    )
    return Series(indicator, readings, chart, _cautions(indicator, readings, chart))


def target_at(indicator: Indicator, day: date) -> Target | None:
    """The target that holds on a day."""
    return next((t for t in indicator.targets if t.from_ <= day <= t.to), None)


def _readings(indicator: Indicator, today: date) -> Iterator[Reading]:
    given = {
        period: indicator.values[index]
        for index, period in indicator.periods()
        if period.end <= today
    }
    if not given or indicator.measure.kind in BETWEEN:
        return
    period, last = min(given), max(given)
    while period <= last:
        value = given.get(period)
        said = [value.reason, value.note] if value else []
        note = "; ".join(each for each in said if each)
        yield Reading(period, figure_of(indicator, value), note or None)
        period = period.next()


def _cautions(indicator: Indicator, readings: tuple[Reading, ...], chart: Xmr) -> tuple[str, ...]:
    """What the chart itself tells, and what only the record can: few events, rolling years."""
    found = list(chart.cautions)
    segment = chart.segments[-1]
    if segment.observed < indicator.judging.least_points and "trial" not in found:
        found.insert(0, "trial")
    every = (reading.figure.numerator for reading in readings[segment.start :])
    counts = [count for count in every if count is not None]
    if sum(counts) <= LOW_COUNT * len(counts) and "low-counts" not in found:
        found.append("low-counts")
    if indicator.frequency.rolling_years:
        found.append("rolling")
    return tuple(found)


def _signals(series: Series) -> Iterator[Signal]:
    """Neighbours of one type between two rebases are one signal, whatever rules they break.

    After a lasting change all values before it are a run on the other side of the average: that
    is the same change, and is told once, by the values after it.
    """
    if series.chart is None:
        return
    points = zip(series.chart.points, series.readings, strict=True)
    stretches = [
        list(stretch)
        for (_, kind), stretch in groupby(
            points, key=lambda pair: (pair[0].rebase_group, pair[0].point_type)
        )
        if kind != "common_cause"
    ]
    for place, stretch in enumerate(stretches):
        first = stretch[0][0]
        rules = [point.special_cause for point, _ in stretch]
        changes = (
            later[0][0].rebase_group == first.rebase_group
            and later[0][0].point_type != first.point_type
            for later in stretches[place + 1 :]
        )
        if all(rule.endswith(" CL") for rule in rules) and any(changes):
            continue
        periods = [reading.period for _, reading in stretch]
        seen = periods[_place_seen(rules, series.indicator.judging.run_length)]
        yield Signal(tuple(dict.fromkeys(rules)), first.point_type, periods[0], periods[-1], seen)


def _place_seen(rules: list[str], run_length: int) -> int:
    """The place among the values of a signal at which the first of its rules was complete."""
    beyond = [place for place, rule in enumerate(rules) if rule in {"Above UCL", "Below LCL"}]
    near = [place for place, rule in enumerate(rules) if rule.startswith("2 in 3")]
    run = [min(run_length, len(rules)) - 1] if len(beyond) + len(near) < len(rules) else []
    return min([*beyond[:1], *near[1:2], *run, len(rules) - 1])
