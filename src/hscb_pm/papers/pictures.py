"""Charts of indicators as their readers may see them, each with a sentence that says the same."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from hscb_pm.charts.funnel import Compared, describe_funnel, funnel_plot
from hscb_pm.charts.individuals import individuals_chart
from hscb_pm.charts.rare import Rare, describe_rare, rare_chart
from hscb_pm.charts.scorecard import describe_scorecard, scorecard
from hscb_pm.charts.series import Benchmark, Hidden, Series
from hscb_pm.charts.words import describe
from hscb_pm.models.indicator import PERCENT
from hscb_pm.papers.figures import assurance, unit
from hscb_pm.papers.indicators import Readout
from hscb_pm.periods import Period, PeriodKind, financial_year, say
from hscb_pm.queries.doubts import doubts
from hscb_pm.queries.series import Figure, figure_of, target_at
from hscb_pm.queries.series import Series as Judged
from hscb_pm.spc import Xmr

FOLDER: Final = "charts"
"""Where the pictures of a paper in Markdown stand, beside it."""
_TO_A_PAGE: Final = 6
_PERIODS: Final = {
    PeriodKind.MONTH: "Month",
    PeriodKind.QUARTER: "Quarter",
    PeriodKind.FINANCIAL_YEAR: "Financial year",
    PeriodKind.CALENDAR_YEAR: "Year",
    PeriodKind.ACADEMIC_YEAR: "Academic year",
}


class Picture(NamedTuple):
    """A chart: its file beside the paper, what it says in a sentence, and what is drawn."""

    source: str
    alt: str
    svg: str


def pictures_of(readout: Readout, series: Series) -> Iterator[Picture]:
    """The charts of an indicator: its series, or its events; and the authorities beside it."""
    name = readout.indicator.id
    if readout.rare is not None and readout.rare.points:
        rare = _rare(readout)
        yield Picture(f"{FOLDER}/{name}.svg", describe_rare(rare), rare_chart(rare))
    elif series.chart is not None:
        yield Picture(f"{FOLDER}/{name}.svg", describe(series), individuals_chart(series))
    if readout.peers is not None and readout.peers.local is not None:
        compared = _compared(readout)
        source = f"{FOLDER}/{name}-authorities.svg"
        yield Picture(source, describe_funnel(compared), funnel_plot(compared))


def at_a_glance(found: list[Series]) -> Iterator[Picture]:
    """Small charts of all series side by side, so many to a picture that it fits a page."""
    each = [series for series in found if series.chart is not None]
    for number, first in enumerate(range(0, len(each), _TO_A_PAGE), 1):
        some = each[first : first + _TO_A_PAGE]
        title = f"Indicators {first + 1} to {first + len(some)} at a glance"
        source = f"{FOLDER}/at-a-glance-{number}.svg"
        yield Picture(source, describe_scorecard(title, some), scorecard(title, some))


def drawn(readout: Readout) -> Series:
    """An indicator's series as charts want it."""
    indicator, found = readout.indicator, readout.found
    readings, figure = found.series.readings, figure_of(readout.indicator, None)
    targets = [target_at(indicator, reading.period.end) for reading in readings]
    starts = {indicator.period_named(r.period): r.reason for r in indicator.judging.rebases}
    return Series(
        title=indicator.label,
        periods=tuple(reading.period.name for reading in readings),
        values=tuple(reading.figure.value for reading in readings),
        chart=_without_promise(found.series),
        unit=unit(figure),
        measure=_measure(figure),
        period=_PERIODS[indicator.period_kind],
        places=0 if figure.per is None else 1,
        targets=tuple(target.value if target else None for target in targets),
        benchmark=_england(readout),
        rebases=tuple(
            starts[reading.period] for reading in readings[1:] if reading.period in starts
        ),
        hidden=tuple(_hidden(readout)),
        cautions=found.series.cautions,
        most=PERCENT if figure.per == PERCENT else None,
    )


def _without_promise(series: Judged) -> Xmr | None:
    """The chart; without its second icon, where nothing is promised about a target."""
    if series.chart is None or assurance(series):
        return series.chart
    return series.chart._replace(assurance=None)


def _measure(figure: Figure) -> str:
    return {None: "Number", PERCENT: "Per cent"}.get(figure.per, f"Per {figure.per or 0:,}")


def _england(readout: Readout) -> Benchmark | None:
    """England's figure for each period, or for the financial year that it lies in."""
    known = {
        benchmark.period: benchmark.value
        for benchmark in readout.indicator.benchmarks
        if benchmark.area.casefold() == "england"
    }
    periods = [reading.period for reading in readout.found.series.readings]
    values = tuple(known.get(p.name, known.get(_year(p))) for p in periods)
    return Benchmark("England", values) if any(value is not None for value in values) else None


def _year(period: Period) -> str:
    return financial_year(period.end).name


def _hidden(readout: Readout) -> Iterator[Hidden]:
    """What a hidden count may be, where that has an end; other figures are gaps."""
    if readout.indicator.measure.kind != "count":
        return
    places = {r.period: place for place, r in enumerate(readout.found.series.readings)}
    found = [d for d in doubts(readout.found, {}) if not d.cell[1] and d.cell[0] in places]
    ends = [(places[doubt.cell[0]], doubt.may_be.lowest, doubt.may_be.highest) for doubt in found]
    for place, low, high in ends:
        if high is not None and all(top is not None for _, _, top in ends):
            yield Hidden(place, low, high)


def _rare(readout: Readout) -> Rare:
    indicator = readout.indicator
    days = [event.on for event in readout.events]
    in_days = indicator.measure.kind == "days-between"
    assert readout.rare is not None  # noqa: S101 - asked before
    return Rare(
        title=indicator.label,
        labels=tuple(say(day) for day in days[1:]),
        chart=readout.rare,
        since=(readout.today - days[-1]).days if in_days else None,
        unit=" days" if in_days else " cases",
        measure="Days since the event before" if in_days else "Cases since the event before",
    )


def _compared(readout: Readout) -> Compared:
    peers, figure = readout.peers, figure_of(readout.indicator, None)
    assert peers is not None  # noqa: S101 - asked before
    own = next(name for name in peers.names if name.casefold() == readout.area)
    return Compared(
        title=f"{readout.indicator.label}, {peers.comparison.period}",
        names=peers.names,
        funnel=peers.funnel,
        own=own,
        unit=unit(figure),
        measure=_measure(figure),
    )
