"""What a chart says, in words: beside its icons, for each point, and as one sentence."""

from collections.abc import Iterator, Sequence
from typing import Final

from hscb_pm.charts.series import Series
from hscb_pm.spc.words import rule
from hscb_pm.words import count, joined

VARIATION: Final = {
    "common_cause": "no more than chance",
    "improvement_high": "improvement, higher",
    "improvement_low": "improvement, lower",
    "concern_high": "concern, higher",
    "concern_low": "concern, lower",
    "neutral_high": "change, higher",
    "neutral_low": "change, lower",
}
ASSURANCE: Final = {
    "pass": "sure to meet its target",
    "fail": "sure to miss its target",
    "inconsistent": "meets its target or not by chance",
}
CAUTIONS: Final = {
    "trial": "too few values",
    "constant": "values that are nearly all the same",
    "gaps": "missing values",
    "autocorrelated": "a trend or season that governs it",
    "low-counts": "low counts",
    "rolling": "values that overlap",
}
KINDS: Final = {
    "special_cause_concern": "a concern",
    "special_cause_improvement": "an improvement",
    "special_cause_neutral_high": "a change to higher values",
    "special_cause_neutral_low": "a change to lower values",
    "common_cause": "no more than chance",
}
_AIMS: Final = {
    "pass": "the target of {} is sure to be met",
    "fail": "the target of {} is sure to be missed",
    "inconsistent": "the target of {} is met or missed by chance",
}


def caution(names: Sequence[str]) -> str:
    """Why there is no verdict."""
    return f"Not judged: {joined([CAUTIONS.get(name, name) for name in names])}"


def span(title: str, periods: Sequence[str]) -> str:
    """What is shown, and from when to when."""
    if not periods:
        return f"{title.rstrip('. ')}, no periods"
    if len(periods) == 1:
        return f"{title.rstrip('. ')}, {periods[0]}"
    return f"{title.rstrip('. ')}, {len(periods)} periods from {periods[0]} to {periods[-1]}"


def describe(series: Series) -> str:
    """One sentence: what is shown, the latest value, how it lies, what changed since when."""
    return f"{span(series.title, series.periods)}: {'; '.join(_parts(series))}."


def _parts(series: Series) -> Iterator[str]:
    if series.latest is None or series.chart is None:
        yield "there is no value to show"
    else:
        yield _latest(series, series.latest)
        yield from _against(series, series.chart.assurance)
    if series.all_cautions:
        caution_said = caution(series.all_cautions)
        yield caution_said[0].lower() + caution_said[1:]
    starts = [segment.start for segment in series.segments[1:]]
    for at, start in enumerate(starts):
        yield f"limits start anew from {series.periods[start]}{_because(series, at)}"
    if series.hidden:
        many = count(len(series.hidden), "value is", "values are")
        yield f"{many} hidden, {hidden_range(series)}"
    if gone := sum(value is None for value in series.values) - len(series.hidden):
        yield f"{count(gone, 'period has', 'periods have')} no value"


def _because(series: Series, at: int) -> str:
    reason = series.rebases[at] if at < len(series.rebases) else ""
    return f" ({reason.rstrip('. ')})" if reason else ""


def hidden_range(series: Series) -> str:
    """Between which numbers the hidden values lie."""
    low, high = min(h.low for h in series.hidden), max(h.high for h in series.hidden)
    return f"between {series.said(low)} and {series.said(high)}"


def _latest(series: Series, place: int) -> str:
    point = series.point(place)
    value = series.values[place] or 0.0
    said = f"the latest value is {series.said(value)} ({series.periods[place]})"
    if not series.judged:
        return said
    low, high = series.limits(series.segments[-1])
    if not point.outside_limits and (low is not None or high is not None):
        said += f", {_within(series, low, high)}"
    if point.special_cause == "Common Cause":
        return f"{said}, no more than chance"
    return (
        f"{said}, {rule(point.special_cause)}, {KINDS[point.point_type]} "
        f"since {series.periods[_since(series, place)]}"
    )


def _within(series: Series, low: float | None, high: float | None) -> str:
    if low is None:
        return f"under its upper limit of {series.level(high or 0.0)}{series.unit}"
    if high is None:
        return f"over its lower limit of {series.level(low)}{series.unit}"
    return f"within its limits of {series.level(low)} to {series.level(high)}{series.unit}"


def _since(series: Series, place: int) -> int:
    """Where the unbroken stretch of like points began that this one is in."""
    kind, group = series.point(place).point_type, series.point(place).rebase_group
    while place > 0:
        before = series.point(place - 1)
        if before.point_type != kind or before.rebase_group != group or before.value is None:
            break
        place -= 1
    return place


def _against(series: Series, assurance: str | None) -> Iterator[str]:
    if series.target is not None:
        known = _AIMS.get(assurance or "", "") if series.judged else ""
        yield (known or "the target is {}").format(series.said(series.target))
    if series.benchmark:
        others = [value for value in series.benchmark.values if value is not None]
        if others:
            yield f"{series.benchmark.name} is at {series.said(others[-1])}"
