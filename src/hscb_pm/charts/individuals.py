"""The XmR chart: values in time, the limits of chance, what stands out, and two icons."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from hscb_pm.charts.axes import (
    Area,
    EndLabel,
    Scale,
    draw_end_labels,
    draw_names,
    draw_periods,
    draw_ticks,
    room_for_end_labels,
    room_for_ticks,
    small,
    ticks,
)
from hscb_pm.charts.marks import LINES, assurance_icon, hatched, mark, variation_icon
from hscb_pm.charts.page import PAD, Page, Sample, line_sample, point_sample
from hscb_pm.charts.series import Series
from hscb_pm.charts.svg import Spot, line, text
from hscb_pm.charts.words import ASSURANCE, KINDS, VARIATION, caution, describe, hidden_range
from hscb_pm.spc.rare import fall_can_signal
from hscb_pm.spc.words import rule

HEIGHT = 260


class Plot:
    """A series laid out in an area."""

    def __init__(self, series: Series, area: Area, marks: Sequence[float]) -> None:
        self.series, self.area = series, area
        self.up = Scale(marks[0], marks[-1], area.bottom, area.top)
        self.step = (area.right - area.left) / max(len(series.periods), 1)

    def x(self, place: float) -> float:
        """The middle of a period."""
        return self.area.left + self.step * (place + 0.5)

    def spot(self, place: int, value: float) -> Spot:
        """Where a value stands."""
        return self.x(place), self.up.at(value)

    def radius(self) -> float:
        """Points shrink where many stand close together."""
        return min(max(self.step * 0.32, 2.2), 4.5)

    def level(self, start: int, stop: int, value: float | None, look: str) -> Iterator[str]:
        """A level line over some periods."""
        if value is not None:
            ends = [(self.x(place), self.up.at(value)) for place in (start - 0.5, stop - 0.5)]
            yield line(ends, **LINES[look])

    def steps(self, values: Sequence[float | None], look: str) -> Iterator[str]:
        """A line that steps where its value changes, and stops where there is none."""
        for value, places in groupby(range(len(values)), key=lambda place: values[place]):
            there = list(places)
            yield from self.level(there[0], there[-1] + 1, value, look)

    def lines(self) -> Iterator[str]:
        """Average and limits of each segment, targets and benchmark."""
        for segment in self.series.segments:
            stop = segment.start + segment.periods
            yield from self.level(segment.start, stop, segment.mean, "mean")
            for limit in self.series.limits(segment):
                yield from self.level(segment.start, stop, limit, "limit")
        if self.series.benchmark:
            yield from self.steps(self.series.benchmark.values, "benchmark")
        yield from self.steps(self.series.targets, "target")

    def values(self) -> Iterator[str]:
        """The values joined by a line, which breaks where one is missing."""
        values = self.series.values
        for is_known, places in groupby(range(len(values)), key=lambda at: values[at] is not None):
            spots = [self.spot(place, values[place] or 0.0) for place in places]
            if is_known and len(spots) > 1:
                yield line(spots, **LINES["value"])

    def bands(self) -> Iterator[str]:
        """Hidden values: anything between two numbers."""
        wide = min(self.step * 0.7, 16)
        for place, low, high in self.series.hidden:
            top, foot = self.up.at(high), self.up.at(low)
            said = f"{self.series.said(low)} to {self.series.said(high)}"
            title = f"{self.series.periods[place]}: hidden, {said}"
            yield hatched(self.x(place) - wide / 2, top, wide, max(foot - top, 3), title)

    def points(self, *, plain: bool = True) -> Iterator[str]:
        """A mark for each value; without `plain` only where the line does not say enough."""
        series = self.series
        for place, value in enumerate(series.values):
            kind = series.kind(place) if value is not None else ""
            dull = kind == "common_cause" and place != series.latest and not self._alone(place)
            if value is None or (dull and not plain):
                continue
            said = f"{series.periods[place]}: {series.said(value)}"
            if kind != "common_cause":
                said += f", {rule(series.point(place).special_cause)}: {KINDS[kind]}"
            yield mark(kind, self.spot(place, value), self.radius(), said)

    def _alone(self, place: int) -> bool:
        """Whether no line leads to a value."""
        around = (place - 1, place + 1)
        return all(
            self.series.values[at] is None for at in around if 0 <= at < len(self.series.values)
        )


def individuals_chart(series: Series) -> str:
    """The XmR chart of a series."""
    page = Page(series.title)
    _verdict(page, series)
    marks = ticks(series.extent(), series.places, least=series.least)
    scale = Scale(marks[0], marks[-1], HEIGHT, 0)
    labels = list(_end_labels(series, scale))
    page.y += 8
    top = page.y + (26 if len(series.segments) < 2 else 42)  # noqa: PLR2004 - room for letters
    right = page.wide - PAD - room_for_end_labels(labels, 220)
    left = PAD + room_for_ticks(marks, series.places)
    area = Area(left, top, right, top + HEIGHT)
    plot = Plot(series, area, marks)
    page.parts += draw_ticks(area, plot.up, marks, series.places)
    page.parts += _rebases(plot)
    page.parts += [*plot.lines(), *plot.bands(), *plot.values(), *plot.points()]
    centres = [plot.x(place) for place in range(len(series.periods))]
    page.parts += draw_periods(area, centres, series.periods, page.wide)
    moved = [label._replace(y=label.y + top) for label in labels]
    page.parts += draw_end_labels(area, moved, page.wide - PAD - right)
    if series.latest is None:
        middle = ((left + right) / 2, top + HEIGHT / 2)
        page.parts.append(text("No value to show", middle, text_anchor="middle"))
    page.parts += draw_names(area, series.measure or "Value", series.period, (PAD, page.y + 10))
    page.y = area.bottom + 46
    page.legend(legend(series))
    page.notes(_notes(series))
    return page.svg(describe(series))


def _verdict(page: Page, series: Series) -> None:
    """The icons with their words, or why there are none."""
    page.y += 6
    if series.all_cautions:
        page.caution(caution(series.all_cautions))
        return
    if series.chart is None:
        return
    found = [
        (kind, icon, heading, words[kind])
        for kind, icon, heading, words in (
            (series.chart.variation, variation_icon, "The latest value", VARIATION),
            (series.chart.assurance, assurance_icon, "The target", ASSURANCE),
        )
        if kind
    ]
    for at, (kind, icon, heading, words) in enumerate(found):
        x = PAD + 18 + at * page.room / 2
        page.parts += [
            icon(kind, (x, page.y + 19), 18),
            small(heading, (x + 28, page.y + 14)),
            text(words, (x + 28, page.y + 31), font_weight="bold"),
        ]
    page.y += 40


def _end_labels(series: Series, scale: Scale) -> Iterator[EndLabel]:
    """What each line is, where it ends."""
    if series.latest is None:
        return
    value = series.values[series.latest] or 0.0
    when = "" if series.latest == len(series.values) - 1 else f" ({series.periods[series.latest]})"
    said = [(f"{series.said(value)}{when}", value, "value")]
    segment = series.segments[-1]
    low, high = series.limits(segment)
    for name, level, look in (
        ("upper limit", high, "limit"),
        ("average", segment.mean, "mean"),
        ("lower limit", low, "limit"),
        ("target", series.target, "target"),
    ):
        if level is not None:
            said.append((f"{name} {series.level(level)}", level, look))
    if series.benchmark and (level := series.benchmark.values[-1]) is not None:
        said.append((f"{series.benchmark.name} {series.level(level)}", level, "benchmark"))
    yield from (EndLabel(scale.at(level), words, look) for words, level, look in said)


def _rebases(plot: Plot) -> Iterator[str]:
    """A line with a letter where limits start anew; what it stands for is under the chart."""
    for at, segment in enumerate(plot.series.segments[1:]):
        x = plot.x(segment.start - 0.5)
        yield line([(x, plot.area.top - 6), (x, plot.area.bottom)], **LINES["rebase"])
        yield small(_letter(at), (x, plot.area.top - 10), anchor="middle", bold=True)


def _letter(at: int) -> str:
    return chr(ord("A") + at % 26)


def legend(series: Series) -> Iterator[tuple[Sample, str]]:
    """The marks that are on the chart, and lines that no label at its end speaks of."""
    kinds = {series.kind(at) for at, value in enumerate(series.values) if value is not None}
    for kind in KINDS:
        if kind in kinds:
            words = KINDS[kind] if series.judged else "a value, not judged"
            yield point_sample(kind), words
    if series.hidden:
        yield _band_sample, f"hidden, {hidden_range(series)}"
    if series.target is None and any(target is not None for target in series.targets):
        yield line_sample("target"), "target"
    other = series.benchmark
    if other and other.values[-1] is None and any(value is not None for value in other.values):
        yield line_sample("benchmark"), other.name


def _band_sample(spot: Spot) -> str:
    return hatched(spot[0] - 7, spot[1] - 6, 14, 12)


def _notes(series: Series) -> Iterator[str]:
    for at, segment in enumerate(series.segments[1:]):
        reason = series.rebases[at] if at < len(series.rebases) else ""
        yield f"{_letter(at)}: limits start anew from {series.periods[segment.start]}. {reason}"
    if series.judged:
        segment = series.segments[-1]
        low = series.limits(segment)[0]
        if low is None and segment.lpl is not None and not fall_can_signal(segment.lpl):
            yield "No value can be below the lower limit, so a single fall can never signal here."
