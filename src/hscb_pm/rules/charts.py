"""IND: targets, benchmarks and rebases that a chart can be trusted with."""

from collections.abc import Iterator
from typing import Final

from hscb_pm.models import Indicator
from hscb_pm.models.indicator import BETWEEN, PERCENT, RATES, Benchmark, Target
from hscb_pm.periods import Period
from hscb_pm.problem import Severity
from hscb_pm.queries.series import Series, charted, figure_of, series
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule
from hscb_pm.spc import Xmr

SCALE: Final = 5
"""A benchmark so many times the local figure is a slip more often than a finding."""
TYPED: Final = 3
"""Fewer values may have the same denominator by chance."""


def _rebases(register: Register) -> Iterator[tuple[Series, Xmr, int, int]]:
    """Each rebase in a chart of all values: its place in the record, and in the series."""
    for indicator in register.of(Indicator):
        days = [period.end for _, period in indicator.periods()]
        rebases = indicator.judging.rebases
        if not (rebases and days):
            continue
        found = series(indicator, max(days))
        places = {reading.period: place for place, reading in enumerate(found.readings)}
        for index, rebase in enumerate(rebases):
            period = indicator.period_named(rebase.period)
            if found.chart and period in places:
                yield found, found.chart, index, places[period]


def _values(indicator: Indicator) -> list[tuple[Period, float]]:
    """The periods that have a figure, in the order of time, each with its value."""
    every = ((p, figure_of(indicator, indicator.values[n]).value) for n, p in indicator.periods())
    return sorted((period, value) for period, value in every if value is not None)


def _is_worse(indicator: Indicator, value: float, than: float) -> bool:
    if indicator.direction == "increase":
        return value < than
    return indicator.direction == "decrease" and value > than


@rule(
    "IND-013",
    Severity.ERROR,
    "a rebase at {period}, which has no value",
    fix="Name the period as `values:` does, or add its value.",
    clause="F7.1",
)
def rebase_at_no_period(register: Register) -> Iterator[Hit]:
    """A rebase that is not in the series changes nothing, and nobody would notice."""
    for indicator in register.of(Indicator):
        known = {period for _, period in indicator.periods()}
        for index, rebase in enumerate(indicator.judging.rebases):
            if indicator.period_named(rebase.period) not in known:
                yield hit(indicator, "spc", "rebases", index, "period", period=rebase.period)


@rule(
    "IND-014",
    Severity.WARNING,
    "from {period} limits start anew at a worse average, and hide that it is worse",
    fix="Take the rebase out; or say in `explained:` why this is what to expect from now on.",
    clause="F7.1",
)
def rebase_hides_deterioration(register: Register) -> Iterator[Hit]:
    """After a rebase what has become worse looks like chance, and no chart asks about it again."""
    for found, chart, index, place in _rebases(register):
        new = next(segment.mean for segment in chart.segments if segment.start == place)
        old = [s.mean for s in chart.segments if s.start < place and s.mean is not None]
        if new is not None and old and _is_worse(found.indicator, new, old[-1]):
            period = found.readings[place].period
            yield hit(found.indicator, "spc", "rebases", index, "period", period=period)


@rule(
    "IND-015",
    Severity.WARNING,
    "limits start anew from {period}, and without that no value would signal",
    fix="Take the rebase out until the chart shows a change; or say in `explained:` what did.",
    clause="F7.1",
)
def rebase_without_signal(register: Register) -> Iterator[Hit]:
    """Limits start anew because a change is seen, not because one is hoped for.

    A break in the series is a change by itself.
    """
    for found, _, index, place in _rebases(register):
        reading = found.readings[place]
        if reading.figure.missing != "b" and not _would_signal(found, place):
            path = ("spc", "rebases", index, "period")
            yield hit(found.indicator, *path, period=reading.period)


def _would_signal(found: Series, place: int) -> bool:
    """Whether chance does not explain every value from there on, if limits did not start anew."""
    indicator, spc = found.indicator, found.indicator.judging
    period = found.readings[place].period
    others = tuple(r for r in spc.rebases if indicator.period_named(r.period) != period)
    settings = spc.model_copy(update={"rebases": others})
    without = charted(indicator.model_copy(update={"spc": settings}), found.readings)
    points = without.chart.points[place:] if without.chart else ()
    return any(
        point.point_type != "common_cause" and point.rebase_group == points[0].rebase_group
        for point in points
    )


@rule(
    "IND-016",
    Severity.WARNING,
    "the benchmark of {area} is of another scale than the local figure",
    fix="Correct it, or say in `explained:` why they differ so much.",
    clause="F2.1",
    words={"area": "another area"},
)
def benchmark_of_another_scale(register: Register) -> Iterator[Hit]:
    """A benchmark per 1,000 beside a figure per 10,000 raises the wrong question."""
    for indicator in register.of(Indicator):
        values = _values(indicator)
        for index, benchmark in enumerate(indicator.benchmarks):
            local, there = _nearest(indicator, benchmark, values), benchmark.value
            if local > 0 and there > 0 and not local / SCALE <= there <= local * SCALE:
                yield hit(indicator, "benchmarks", index, "value", area=benchmark.area)


def _nearest(
    indicator: Indicator, benchmark: Benchmark, values: list[tuple[Period, float]]
) -> float:
    """The local figure nearest in time to a benchmark; 0 where there is none."""
    try:
        of = indicator.period_named(benchmark.period) or Period.parse(benchmark.period)
    except ValueError:
        return 0
    apart = ((abs(period.end - of.end), value) for period, value in values)
    return min(apart, default=(None, 0))[1]


@rule(
    "IND-017",
    Severity.WARNING,
    "a target that is worse than the figure before it",
    fix="Correct the target, or say in `explained:` why it is enough to keep less.",
    clause="F2.6",
)
def target_worse_than_baseline(register: Register) -> Iterator[Hit]:
    """A target that is reached by getting worse improves nothing."""
    for indicator in register.of(Indicator):
        values = _values(indicator)
        for index, target in enumerate(indicator.targets):
            before = [value for period, value in values if period.end < target.from_]
            if (
                target.value is not None
                and before
                and _is_worse(indicator, target.value, before[-1])
            ):
                yield hit(indicator, "targets", index, "value")


@rule(
    "IND-018",
    Severity.ERROR,
    "{message}",
    fix="Give `value:` where one way is better, and `low:` and `high:` where neither is.",
    clause="F2.6",
)
def target_means_nothing(register: Register) -> Iterator[Hit]:
    """Whether a target is met has to follow from it, and from the way that is better."""
    for indicator in register.of(Indicator):
        for index, target in enumerate(indicator.targets):
            for key, message in _slips(target, neutral=indicator.direction == "neutral"):
                yield hit(indicator, "targets", index, key, message=message)


def _slips(target: Target, *, neutral: bool) -> Iterator[tuple[str, str]]:
    ends = [key for key in ("low", "high") if getattr(target, key) is not None]
    if target.value is None and not ends:
        yield "from", "a target without a figure"
    if target.value is not None and neutral:
        yield "value", "one figure to aim at, where neither way is better"
    if ends and not neutral:
        yield ends[0], "a range that is expected, where one way is better"
    if target.low is not None and target.high is not None and target.low > target.high:
        yield "low", "a range that begins above its end"
    if target.tolerance is not None and target.value is None:
        yield "tolerance", "a tolerance of no `value`"


@rule(
    "IND-019",
    Severity.ERROR,
    "`{given}:`, where the measure takes `{wanted}:`",
    fix="Give `{wanted}:`, or correct `kind:` of `measure:`.",
    clause="F7.1",
    words={"given": "values or events", "wanted": "the other"},
)
def values_of_another_measure(register: Register) -> Iterator[Hit]:
    """What is counted has values; what is too rare to count has events; no chart takes both."""
    for indicator in register.of(Indicator):
        given, key, wanted = "events", "on", "values"
        if indicator.measure.kind in BETWEEN:
            given, key, wanted = "values", "period", "events"
        if getattr(indicator, given):
            yield hit(indicator, given, 0, key, given=given, wanted=wanted)


@rule(
    "IND-020",
    Severity.ERROR,
    "{message}",
    fix="Give `cases:` with each event but the first, and only with `kind: cases-between`.",
    clause="F7.1",
)
def cases_of_another_measure(register: Register) -> Iterator[Hit]:
    """Between two events lie either days, which their dates tell, or cases, which they do not."""
    for indicator in register.of(Indicator):
        kind = indicator.measure.kind
        first = min((event.on for event in indicator.events), default=None)
        for index, event in enumerate(indicator.events):
            if kind == "cases-between" and event.cases is None and event.on != first:
                yield hit(indicator, "events", index, "on", message="an event without its cases")
            elif kind == "days-between" and event.cases is not None:
                message = "cases, where days are measured"
                yield hit(indicator, "events", index, "cases", message=message)


@rule(
    "IND-021",
    Severity.ERROR,
    "the date of an event of children in a public register",
    fix="Take `events:` out, and keep them outside the register.",
    clause="F1.2",
)
def event_of_children_in_public(register: Register) -> Iterator[Hit]:
    """A date is a count of one, and with an area it can point to a child."""
    if register.board is None or register.board.register_is != "public":
        return
    for indicator in register.of(Indicator):
        if indicator.measure.counts == "children":
            for index in range(len(indicator.events)):
                yield hit(indicator, "events", index, "on")


@rule(
    "IND-022",
    Severity.WARNING,
    "every denominator is {denominator}: a {kind} was typed",
    fix="Give what was counted, and what it was counted against.",
    clause="F7.1",
    words={"denominator": "the same", "kind": "rate or percentage"},
)
def rate_typed(register: Register) -> Iterator[Hit]:
    """Whether a rate differs by chance can be told from what was counted, not from the rate."""
    for indicator in register.of(Indicator):
        kind, per = indicator.measure.kind, indicator.measure.per
        given = [n for n, value in enumerate(indicator.values) if value.denominator is not None]
        below = {indicator.values[index].denominator for index in given}
        if kind in RATES and len(given) >= TYPED and below in ({PERCENT}, {per}):
            values = {"denominator": below.pop(), "kind": kind}
            yield hit(indicator, "values", given[0], "denominator", **values)


@rule(
    "IND-023",
    Severity.WARNING,
    "a comparison without {area}",
    fix="Add the local authority to `areas:`, by the name of the Board's area.",
    clause="F2.1",
    words={"area": "the Board's area"},
)
def comparison_without_local_area(register: Register) -> Iterator[Hit]:
    """Others are of use only to see how the local authority stands among them."""
    area = register.board.area if register.board else None
    for indicator in register.of(Indicator) if area else ():
        for index, comparison in enumerate(indicator.comparisons):
            if area and area.casefold() not in {each.of.casefold() for each in comparison.areas}:
                yield hit(indicator, "comparisons", index, "period", area=area)


@rule(
    "IND-024",
    Severity.WARNING,
    "{period} is a break in the series, and its limits do not start anew",
    fix="Add it to `rebases:` in `spc:`, with what changed.",
    clause="F7.1",
)
def break_without_rebase(register: Register) -> Iterator[Hit]:
    """Across a break a chart takes another definition for a change that children would feel."""
    for indicator in register.of(Indicator):
        anew = {indicator.period_named(r.period) for r in indicator.judging.rebases}
        first = min((period for _, period in indicator.periods()), default=None)
        for index, period in indicator.periods():
            value = indicator.values[index]
            if (
                value.missing == "b"
                and value.numerator is not None
                and period not in anew | {first}
            ):
                yield hit(indicator, "values", index, "missing", period=value.period)
