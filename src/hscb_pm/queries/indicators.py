"""Indicators: values that are not in, and questions that nobody has answered."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from hscb_pm.models import Indicator, Programme
from hscb_pm.periods import Period, financial_year, period_of
from hscb_pm.queries.item import DueItem
from hscb_pm.register import Register


def expected_periods(indicator: Indicator, start: date, today: date) -> Iterator[Period]:
    """Every period to today's, from the first with a value, else from the one that holds `start`.

    What was never collected before some period is said by `missing: z` for the period before it.
    """
    known = [period.start for _, period in indicator.periods() if period.start <= today]
    period = period_of(indicator.period_kind, min(known, default=start))
    while period.start <= today:
        yield period
        period = period.next()


def due_values(register: Register, today: date) -> Iterator[DueItem]:
    """List values that are not in, each due so many days after the end of its period."""
    years = (financial_year(today), *(programme.year for programme in register.of(Programme)))
    start = min(year.start for year in years)
    for indicator in register.of(Indicator):
        known = {p for _, p in indicator.periods() if p.end <= today}
        for period in expected_periods(indicator, start, today):
            if period in known:
                continue
            due = period.end + timedelta(days=indicator.frequency.ready_after_days)
            figures = "numerator: …"
            if indicator.measure.kind != "count":
                figures += ", denominator: …"
            yield _row(indicator, today)(
                kind="value",
                title=f"{indicator.label}, {period.title}",
                lead=indicator.owner.role,
                due=due,
                advice=f"add `{{period: {period.name}, {figures}}}` to `values:`",
                clause="F3.7",
                at=("values",),
            )


def due_questions(register: Register, today: date) -> Iterator[DueItem]:
    """Questions that a figure raised and nobody has answered (framework, section 7)."""
    for indicator in register.of(Indicator):
        for index, signal in enumerate(indicator.signals):
            period = indicator.period_named(signal.period)
            is_to_come = period is not None and period.end > today
            if is_to_come or (signal.answer and signal.answer.on <= today):
                continue
            yield _row(indicator, today)(
                kind="question",
                title=f"{signal.question} ({indicator.label}, {signal.period})",
                lead=signal.ask,
                due=signal.by,
                advice="add `answer: {on: …, text: …}`, and the action that follows from it",
                clause="F7.1",
                at=("signals", index, "by"),
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
