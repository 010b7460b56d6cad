"""What an analyst would say of an indicator: what changed, whether it matters, how sure that is.

Every sentence is made from the series as its readers may see it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from hscb_pm.charts.words import CAUTIONS
from hscb_pm.models.indicator import PERCENT, Benchmark
from hscb_pm.papers.figures import (
    as_given,
    assurance,
    beyond_chance,
    compared,
    ends,
    figure_in_words,
    in_unit,
    interval,
    interval_in_words,
    number,
    target_words,
)
from hscb_pm.periods import PeriodKind
from hscb_pm.queries.deaths import tells_of_few
from hscb_pm.queries.disclosure import Published
from hscb_pm.queries.series import FEW, HIDDEN, Figure, Reading, Series, target_at
from hscb_pm.spc import Segment
from hscb_pm.spc.words import rule
from hscb_pm.words import count, joined

_A_YEAR: Final = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4}
_ADVICE: Final = {
    "trial": "Limits are judged from {least} values on; it has {observed}{since}.",
    "constant": "A chart says nothing of a figure that hardly ever moves.",
    "gaps": "Limits need an unbroken series.",
    "autocorrelated": "Hold it against the same period of the year before, or let limits start "
    "anew where a known cause changed it.",
    "low-counts": "Where the lower limit is below nought a fall can never show: look at the time "
    "between events.",
    "rolling": "Neighbouring values share most of what they count, so a run means nothing.",
}
_IT_IS: Final = {
    "special_cause_improvement": "an improvement",
    "special_cause_concern": "a concern",
    "special_cause_neutral_high": "a change, of which neither way is better by itself",
    "special_cause_neutral_low": "a change, of which neither way is better by itself",
}
_SURE: Final = {
    "pass": ", and lies beyond the limits: as things are, it will be met every time",
    "fail": ", and lies beyond the limits: as things are, it will be missed every time",
    "inconsistent": ", and lies within the limits: it will be met or missed by chance until "
    "something changes",
}
_CHANCE: Final = {
    True: ", a difference that chance does not explain",
    False: ", a difference that chance allows",
    None: "",
}
_BESIDE: Final = {
    0: "no different from England's beyond chance",
    -1: "lower than England's by more than chance",
    1: "higher than England's by more than chance",
}


def sentences(found: Published) -> Iterator[str]:
    """All that an analyst would say of an indicator, the most important first."""
    series, latest = found.series, found.series.latest
    if latest is None:
        yield "There is no figure that may be shown." if found.hidden else "There is no value yet."
        return
    yield _latest(series, latest)
    yield _judgement(series)
    yield from _target(series, latest)
    yield from _elsewhere(found, latest)
    yield from _parts(found, latest)
    yield from _quality(found, latest)


def _latest(series: Series, latest: Reading) -> str:
    steps = [(1, "before"), (_A_YEAR.get(latest.period.kind, 0), "a year before")]
    said = []
    for back, when in steps:
        other = compared(series, back) if back else None
        if other and (value := other.before.figure.value) is not None:
            was = in_unit(value, other.before.figure)
            chance = _CHANCE[other.beyond_chance] if series.cautions else ""  # else the chart tells
            is_same = was == in_unit(latest.figure.value or 0, latest.figure)
            said.append(f"the same {when}" if is_same else f"{was} {when}{chance}")
    return "; ".join([f"{latest.period.title}: {figure_in_words(latest.figure)}", *said]) + "."


def _judgement(series: Series) -> str:
    """What the chart makes of it; the caution, where it should make nothing of it."""
    chart = series.chart
    segment = chart.segments[-1] if chart else Segment(0, 0, 0)
    if series.cautions:
        advice = _ADVICE[series.cautions[0]].format(
            least=series.indicator.judging.least_points,
            observed=segment.observed,
            since=" since the limits started anew" if segment.start else "",
        )
        return f"Not judged, for {joined([CAUTIONS[c] for c in series.cautions])}. {advice}"
    if segment.lpl is None or segment.upl is None or segment.mean is None:
        return "Not judged: there are no limits yet."
    figure, latest = series.readings[-1].figure, series.latest
    limits = f"average {in_unit(segment.mean, figure)}, "
    limits += f"limits {ends(segment.lpl, segment.upl, figure)}"
    current = [signal for signal in series.signals if latest and signal.holds(latest.period)]
    if not current:
        return f"It varies as chance alone would ({limits})."
    rules = joined([rule(label) for label in current[-1].rules])
    since, what = current[-1].first.title, _IT_IS[current[-1].point_type]
    return f"Chance does not explain it: {rules}, since {since}; {limits}. It is {what}."


def _target(series: Series, latest: Reading) -> Iterator[str]:
    aim, stands = target_at(series.indicator, latest.period.end), target_words(series, latest)
    if aim is None or not stands:
        return
    figure = latest.figure
    if aim.value is None:
        both = [number(end, figure) for end in (aim.low, aim.high) if end is not None]
        yield f"It is {stands} ({' to '.join(both)})."
        return
    chart = series.chart
    sure = _SURE.get(chart.assurance or "", "") if chart and assurance(series) else ""
    said = "nearly met" if stands == "near" else stands
    yield f"The target of {as_given(aim.value, figure)} is {said}{sure}."


def latest_benchmarks(benchmarks: Sequence[Benchmark]) -> list[Benchmark]:
    """The latest figure of each other area."""
    ordered = sorted(benchmarks, key=lambda benchmark: benchmark.period)
    return list({benchmark.area.casefold(): benchmark for benchmark in ordered}.values())


def area_name(name: str) -> str:
    """An area as people write it: `east-of-england` is East of England."""
    if not name.islower():
        return name
    words = name.replace("-", " ").split()
    return " ".join(
        word if word in {"of", "and", "the", "neighbours"} else word.capitalize() for word in words
    )


def _elsewhere(found: Published, latest: Reading) -> Iterator[str]:
    """Other areas, and whether the local year differs from England's by more than chance."""
    others = latest_benchmarks(found.series.indicator.benchmarks)
    figure = latest.figure
    said = [
        f"{area_name(b.area)} {as_given(b.value, figure)} "
        f"({b.period}{', invented' if b.illustrative else ''})"
        for b in others
    ]
    if said:
        yield f"Elsewhere: {'; '.join(said)}."
    for benchmark in others:
        year = _of(found, benchmark.period)
        bounds = interval(year) if year else None
        if year is None or bounds is None or benchmark.area.casefold() != "england":
            continue
        side = (bounds.lower > benchmark.value) - (bounds.upper < benchmark.value)
        local = f"{in_unit(bounds.value, year)}, 95% interval {interval_in_words(year)}"
        yield f"In {benchmark.period} the local figure ({local}) was {_BESIDE[side]}."


def _of(found: Published, name: str) -> Figure | None:
    """The local figure of a period, or of a year that its periods add up to."""
    every = {reading.period.name: reading.figure for reading in found.series.readings}
    return every.get(name) or {year.name: f for year, f in found.years.items()}.get(name)


def _parts(found: Published, latest: Reading) -> Iterator[str]:
    """How far apart the parts of the area lie."""
    known = [
        (figure.value, part, figure)
        for (period, part), figure in found.parts.items()
        if period == latest.period and figure.value is not None
    ]
    some = [part for period, part in found.parts if period == latest.period]
    if len(known) < max(len(some), 2):
        return  # of those shown alone nothing is said: the one that stands out may be hidden
    (_, low, least), (_, high, most) = min(known), max(known)
    apart = _CHANCE[beyond_chance(found.series.indicator, most, least)]
    between = f"{figure_in_words(least)} ({low}) to {figure_in_words(most)} ({high})"
    yield f"Parts of the area range from {between}{apart}."


def _quality(found: Published, latest: Reading) -> Iterator[str]:
    """What a reader has to know of the data."""
    top, per = latest.figure.numerator, latest.figure.per
    if per not in {None, PERCENT} and top is not None and top < FEW:
        yield f"A rate of fewer than {FEW} events is unreliable."
    if found.hidden:
        numbers = count(len(found.hidden), "number is", "numbers are")
        yield f"{numbers} hidden, so that no child can be told by it."
    missing = [
        reading.period.name
        for reading in found.series.readings
        if reading.figure.value is None and reading.figure.missing != HIDDEN
    ]
    if missing:
        have = count(len(missing), "period has", "periods have")
        yield f"{have} no figure: {joined(missing[-3:])}."
    is_kept = latest.figure.missing == HIDDEN or (found.hidden and tells_of_few(latest.note or ""))
    if latest.note and not is_kept:
        yield f"Note: {latest.note.rstrip('.')}."
