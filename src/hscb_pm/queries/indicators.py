"""Indicators: values that are not in, and questions that nobody has answered."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from hscb_pm.models import Indicator, Programme
from hscb_pm.models.indicator import BETWEEN
from hscb_pm.periods import Period, financial_year, period_of
from hscb_pm.problem import FieldPath
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.series import figure_of, target_at
from hscb_pm.register import Register

SMALL: Final = range(1, 6)
"""Counts of children that could point to one (the rule of the Department for Education)."""


def reaches_target(indicator: Indicator, today: date) -> bool | None:
    """Whether the latest value is as good as its target; None where there is nothing to compare."""
    over = [(period, index) for index, period in indicator.periods() if period.end <= today]
    if not over or indicator.direction == "neutral":
        return None
    period, index = max(over)
    target = target_at(indicator, period.end)
    value = figure_of(indicator, indicator.values[index]).value
    if target is None or target.value is None or value is None:
        return None
    return value >= target.value if indicator.direction == "increase" else value <= target.value


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
            yield DueItem(
                record=indicator.id,
                kind="value",
                title=f"{indicator.label}, {period.title}",
                lead=indicator.owner.role,
                due=due,
                today=today,
                advice=f"hscb indicators record {indicator.id} {period.suffix} {figure}",
                clause="F3.7",
                file=indicator.id,
                at=("values",),
                agency=indicator.owner.agency,
                group=next(iter(indicator.reported_to), None),
                about=f"{indicator.id}/{period.suffix}",
            )
