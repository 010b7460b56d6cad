"""The scorecard: many small charts on one page, each with its latest value and its verdict."""

from collections.abc import Iterator, Sequence
from typing import Final

from hscb_pm.charts.axes import SMALL, Area, number, small, ticks
from hscb_pm.charts.individuals import Plot, legend
from hscb_pm.charts.lettering import fit, wrapped
from hscb_pm.charts.marks import assurance_icon, caution_icon, variation_icon
from hscb_pm.charts.page import PAD, Page, Sample, line_sample
from hscb_pm.charts.series import Series
from hscb_pm.charts.svg import Spot, line, plain, text, titled
from hscb_pm.charts.words import ASSURANCE, VARIATION, caution, describe
from hscb_pm.words import count, joined

COLUMNS: Final = 2
_BETWEEN: Final = 24
_TALL: Final = 222
_PLOT: Final = 86


def describe_scorecard(title: str, each: Sequence[Series]) -> str:
    """One sentence: how many indicators there are, and what their charts say."""
    parts = []
    for name, words in VARIATION.items():
        found = [s for s in each if s.judged and s.chart and s.chart.variation == name]
        if found and name != "common_cause":
            parts.append(f"{words}: {joined([s.title.rstrip('. ') for s in found])}")
        elif found:
            parts.append(f"{words}: {len(found)}")
    if doubtful := sum(not s.judged for s in each):
        parts.append(f"not judged: {doubtful}")
    return f"{title.rstrip('. ')}, {count(len(each), 'small chart')}: {'; '.join(parts)}."


def scorecard(title: str, each: Sequence[Series]) -> str:
    """All series in a grid, the verdict of each in words."""
    page = Page(title)
    wide = (page.room - _BETWEEN * (COLUMNS - 1)) / COLUMNS
    page.y += 8
    for place, series in enumerate(each):
        row, column = divmod(place, COLUMNS)
        corner = (PAD + column * (wide + _BETWEEN), page.y + row * _TALL)
        # What others have would press the values of a chart this small into a flat line.
        alone = series._replace(benchmark=None)
        page.parts.append(titled("g", describe(series), *_cell(alone, corner, wide)))
    page.y += -(-len(each) // COLUMNS) * _TALL
    page.legend(_legend(each))
    return page.svg(describe_scorecard(title, each))


def _legend(each: Sequence[Series]) -> Iterator[tuple[Sample, str]]:
    """What is on any of the charts, once; the lines too, for they have no labels here."""
    samples = {words: s for one in each for s, words in legend(one._replace(benchmark=None))}
    yield from ((sample, words) for words, sample in samples.items() if words != "target")
    segments = [(one, segment) for one in each for segment in one.segments]
    if segments:
        yield line_sample("mean"), "average"
    if any(one.limits(segment) != (None, None) for one, segment in segments):
        yield line_sample("limit"), "limits of chance"
    if any(target is not None for one in each for target in one.targets):
        yield line_sample("target"), "target"


def _cell(series: Series, corner: Spot, wide: float) -> Iterator[str]:
    x, y = corner
    yield line([(x, y), (x + wide, y)], stroke="#8c8c8c", stroke_width=1)
    for at, words in enumerate(wrapped(plain(series.title), 13, wide, lines=2, bold=True)):
        yield text(words, (x, y + 18 + at * 16), font_weight="bold")
    yield from _latest(series, (x, y + 54), wide)
    yield from _verdict(series, (x, y + 78), wide)
    area = Area(x, y + 110, x + wide, y + 110 + _PLOT)
    marks = ticks(series.extent(), series.places, least=None)
    plot = Plot(series, Area(x, area.top + 4, x + wide, area.bottom - 4), marks)
    yield from (*plot.lines(), *plot.bands(), *plot.values(), *plot.points(plain=False))
    if series.periods:
        first, last = (fit(series.periods[at], SMALL, wide / 2 - 10) for at in (0, -1))
        yield small(first, (x, area.bottom + 13))
        if len(series.periods) > 1:
            yield small(last, (x + wide, area.bottom + 13), anchor="end")


def _latest(series: Series, spot: Spot, wide: float) -> Iterator[str]:
    if series.latest is None:
        yield small("No value to show", spot)
        return
    said = f"{series.said(series.values[series.latest] or 0.0)} in {series.periods[series.latest]}"
    if series.target is not None:
        said += f", target {number(series.target, series.places)}"
    yield text(fit(said, 13, wide), spot)


def _verdict(series: Series, spot: Spot, wide: float) -> Iterator[str]:
    """The icons and their words, one under the other, or why there are none."""
    x, y = spot
    if series.all_cautions:
        yield caution_icon((x + 10, y), 9)
        said = caution(series.all_cautions)
        lines = wrapped(said, SMALL, wide - 28, lines=2, bold=True)
        for at, words in enumerate(lines):
            yield small(words, (x + 26, y + 4 + at * 15), bold=True)
    elif series.chart and series.chart.variation:
        yield variation_icon(series.chart.variation, (x + 12, y + 4), 12)
        aim = series.chart.assurance
        if aim:
            yield assurance_icon(aim, (x + 40, y + 4), 12)
        start = x + (60 if aim else 32)
        yield small(VARIATION[series.chart.variation], (start, y + (1 if aim else 8)), bold=True)
        if aim:
            yield small(ASSURANCE[aim], (start, y + 16))
