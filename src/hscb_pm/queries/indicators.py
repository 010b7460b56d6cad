"""Indicators: values that are not in, and questions that nobody has answered."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple

from hscb_pm.models import Indicator, Programme
from hscb_pm.models.indicator import BETWEEN, Benchmark
from hscb_pm.periods import Period, financial_year, period_of
from hscb_pm.problem import FieldPath
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.series import Figure, figure_of, target_at
from hscb_pm.register import Register

SMALL: Final = range(1, 6)
"""Counts of children that could point to one (the rule of the Department for Education)."""


class Latest(NamedTuple):
    """An indicator's latest value, the one before it, and what they are held against."""

    period: Period
    figure: Figure
    before: Figure | None
    target: float | None
    benchmark: Benchmark | None

    def reaches_target(self, direction: str) -> bool | None:
        """Whether the value is as good as its target; None where there is nothing to compare."""
        value = self.figure.value
        if self.target is None or value is None or direction == "neutral":
            return None
        return value >= self.target if direction == "increase" else value <= self.target


def latest(indicator: Indicator, today: date) -> Latest | None:
    """The latest value whose period is over; None where there is none yet."""
    values = sorted(
        (period, figure_of(indicator, indicator.values[index]))
        for index, period in indicator.periods()
        if period.end <= today
    )
    if not values:
        return None
    period, figure = values[-1]
    target = target_at(indicator, period.end)
    published = [b for b in indicator.benchmarks if b.published is None or b.published <= today]
    national = [b for b in published if b.area.casefold() == "england"]
    return Latest(
        period,
        figure,
        values[-2][1] if len(values) > 1 else None,
        target.value if target else None,
        max(national or published, key=lambda benchmark: benchmark.period, default=None),
    )


def expected_periods(indicator: Indicator, start: date, today: date) -> Iterator[Period]:
    """Every period to today's, from the first with a value, else from the one that holds `start`.

    What was never collected before some period is said by `missing: z` for the period before it.
    """
    known = [period.start for _, period in indicator.periods() if period.start <= today]
    period = period_of(indicator.period_kind, min(known, default=start))
    while period.start <= today:
        yield period
        period = period.next()


def missing_periods(
    register: Register, indicator: Indicator, today: date
) -> Iterator[tuple[date, Period]]:
    """The periods without a value, each with the day on which its value is due."""
    if indicator.measure.kind in BETWEEN:
        return  # what is rare has no day on which it is due
    years = (financial_year(today), *(programme.year for programme in register.of(Programme)))
    known = {period for _, period in indicator.periods() if period.end <= today}
    for period in expected_periods(indicator, min(year.start for year in years), today):
        due = period.end + timedelta(days=indicator.frequency.ready_after_days)
        if period not in known and due >= register.kept_since:
            yield due, period


def small_counts(register: Register) -> Iterator[tuple[Indicator, FieldPath]]:
    """Where a public register holds a count so small that a child could be told by it."""
    if register.board is None or register.board.register_is != "public":
        return
    for indicator in register.of(Indicator):
        if indicator.measure.counts != "children":
            continue
        for path, value in indicator.figures():
            for name in ("numerator", "denominator"):
                if getattr(value, name) in SMALL:
                    yield indicator, (*path, name)


def due_values(register: Register, today: date) -> Iterator[DueItem]:
    """List values that are not in, each due so many days after the end of its period."""
    for indicator in register.of(Indicator):
        for due, period in missing_periods(register, indicator, today):
            figure = "NUM" if indicator.measure.kind == "count" else "NUM/DEN"
            yield _row(indicator, today)(
                kind="value",
                title=f"{indicator.label}, {period.title}",
                lead=indicator.owner.role,
                due=due,
                advice=f"hscb indicators record {indicator.id} {period.suffix} {figure}",
                clause="F3.7",
                at=("values",),
            )


def _row(indicator: Indicator, today: date) -> "partial[DueItem]":
    return partial(
        DueItem,
        record=indicator.id,
        agency=indicator.owner.agency,
        group=indicator.reported_to[0] if indicator.reported_to else None,
        today=today,
        file=indicator.id,
    )
