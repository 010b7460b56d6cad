"""Tables of indicators, their values without what may not be published, and their questions."""

from collections.abc import Iterator

from hscb_pm.exchange.dataset.table import Cells, Facts, table
from hscb_pm.models import Indicator
from hscb_pm.queries.disclosure import published
from hscb_pm.queries.series import series, target_at


@table(
    "Indicators: what is counted, how often, and which way is better.",
    """
    indicator_id text  The indicator.
    title        text  What it shows.
    basis        text  statutory or local.
    measure      text  count, percentage, rate, days-between or cases-between.
    per          whole Per how many the value is: 100 for a percentage.
    counts       text  children, or other: whether a small count could point to a child.
    frequency    text  month, quarter, year, calendar-year or academic-year.
    direction    text  Which way is better: increase, decrease or neutral.
    agency_id    text  The agency that supplies it.
    role         text  The role that does.
    state        text  up to date or value late.
    """,
)
def indicators(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for i in facts.of(Indicator):
        what = (i.measure.kind, i.measure.scale, i.measure.counts)
        how = (i.frequency.every, i.direction, i.owner.agency, facts.told(i.id, i.owner.role))
        yield None, (i.id, facts.titled(i), i.basis, *what, *how, facts.state(i))


@table(
    "The value of each period that is over, gaps included.",
    """
    indicator_id text   The indicator.
    period       text   The period.
    starts       day    Its first day.
    ends         day    Its last day.
    numerator    whole  What was counted; nothing where it may not be known.
    denominator  whole  What it was counted against.
    figure       number The count, or the percentage or rate worked out from both.
    missing      text   Why there is none: c confidential, x not available, z not applicable …
    target       number The target that held on the last day.
    """,
)
def indicator_values(facts: Facts) -> Iterator[Cells]:
    """One row for each period."""
    for indicator in facts.of(Indicator):
        shown = published(series(indicator, facts.today), public=facts.register.public)
        for period, figure, _ in shown.series.readings:
            aim = target_at(indicator, period.end)
            counts = (figure.numerator, figure.denominator, figure.value, figure.missing)
            place = (indicator.id, period.name, period.start, period.end)
            yield period.end, (*place, *counts, aim.value if aim else None)


@table(
    "Figures from elsewhere to hold the local ones against.",
    """
    indicator_id text   The indicator.
    area         text   Where: england, a region, statistical neighbours.
    period       text   The period it is of.
    figure       number The figure.
    published    day    When it was published.
    """,
)
def benchmarks(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for i in facts.of(Indicator):
        for b in i.benchmarks:
            period = i.period_named(b.period)
            if b.published is None or facts.by(b.published):
                known = (i.id, facts.told(i.id, b.area), b.period, b.value, b.published)
                yield period.end if period else None, known


@table(
    "The questions that figures raised.",
    """
    indicator_id text The indicator.
    period       text The period whose figure raised it.
    role         text The role that is asked.
    due          day  By when.
    answered     day  When it was answered.
    action_id    text The action that follows from the answer.
    """,
)
def indicator_questions(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for i in facts.of(Indicator):
        for s in i.signals:
            given = s.answer if s.answer and facts.by(s.answer.on) else None
            known = (given.on, given.action) if given else (None, None)
            yield s.by, (i.id, s.period, facts.told(i.id, s.ask), s.by, *known)
