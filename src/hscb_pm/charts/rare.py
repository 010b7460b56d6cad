"""The g and the t chart: what lies between one rare event and the next."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from hscb_pm.charts.axes import (
    Area,
    EndLabel,
    Scale,
    draw_end_labels,
    draw_names,
    draw_periods,
    draw_ticks,
    number,
    room_for_end_labels,
    room_for_ticks,
    ticks,
)
from hscb_pm.charts.marks import LINES, mark
from hscb_pm.charts.page import PAD, Page, Sample, point_sample
from hscb_pm.charts.svg import line, text
from hscb_pm.charts.words import caution
from hscb_pm.spc.rare import Between, RareEvents
from hscb_pm.words import count

HEIGHT = 240
_KINDS: Final = {
    "Above UCL": ("special_cause_neutral_high", "longer than chance explains"),
    "Below LCL": ("special_cause_neutral_low", "shorter than chance explains"),
    "Common Cause": ("common_cause", "no more than chance"),
}


class Rare(NamedTuple):
    """Intervals between events in their order, and what each is called (the date of its end)."""

    title: str
    labels: tuple[str, ...]
    chart: RareEvents
    since: float | None = None
    """How much lies behind the last event, up to the day of the chart."""
    unit: str = " days"
    measure: str = "Days since the event before"
    event: str = "Event"
    """What the horizontal axis shows."""
    places: int = 0

    @property
    def judged(self) -> bool:
        """Whether intervals say anything by themselves."""
        return self.chart.upper is not None and not self.chart.cautions

    def said(self, value: float) -> str:
        """A value with its unit."""
        return f"{number(value, self.places)}{self.unit}"

    def kind(self, point: Between) -> str:
        """The kind of an interval: that it is special is said only where that is judged."""
        return point.special_cause if self.judged else "Common Cause"


def describe_rare(rare: Rare) -> str:
    """One sentence: what is shown, the latest interval, how it lies, what cannot show."""
    points = rare.chart.points
    head = f"{rare.title.rstrip('. ')}, {count(len(points), 'interval')} between events: "
    return f"{head}{'; '.join(_parts(rare))}."


def _parts(rare: Rare) -> Iterator[str]:
    chart = rare.chart
    if not chart.points:
        yield "there is no interval to show"
    else:
        latest = chart.points[-1]
        said = f"the latest is {rare.said(latest.value)} ({rare.labels[-1]})"
        yield f"{said}, {_KINDS[latest.special_cause][1]}" if rare.judged else said
    if rare.since is not None:
        open_words = ", longer than chance explains" if chart.open_signal and rare.judged else ""
        yield f"{rare.said(rare.since)} have passed since the last event{open_words}"
    if rare.judged and chart.runs.signal:
        yield "a long run shows that something has changed"
    if chart.cautions:
        said = caution(chart.cautions)
        yield said[0].lower() + said[1:]
    else:
        yield chart.statement[0].lower() + chart.statement[1:].rstrip(".")


def rare_chart(rare: Rare) -> str:
    """The chart of rare events: high is seldom."""
    chart = rare.chart
    page = Page(rare.title)
    page.y += 6
    if chart.cautions:
        page.caution(caution(chart.cautions))
    marks = ticks(_heights(rare), rare.places, least=0)
    labels = list(_end_labels(rare, Scale(marks[0], marks[-1], HEIGHT, 0)))
    top, right = page.y + 30, page.wide - PAD - room_for_end_labels(labels, 230)
    area = Area(PAD + room_for_ticks(marks, rare.places), top, right, top + HEIGHT)
    page.parts += draw_ticks(area, Scale(marks[0], marks[-1], area.bottom, top), marks, rare.places)
    page.parts += _plot(rare, area, Scale(marks[0], marks[-1], area.bottom, top), page.wide)
    moved = [label._replace(y=label.y + top) for label in labels]
    page.parts += draw_end_labels(area, moved, page.wide - PAD - right)
    middle = (area.left + area.right) / 2
    if not chart.points and rare.since is None:
        spot = (middle, top + HEIGHT / 2)
        page.parts.append(text("No interval to show", spot, text_anchor="middle"))
    page.parts += draw_names(area, rare.measure, rare.event, (PAD, page.y + 14))
    page.y = area.bottom + 46
    page.legend(_legend(rare))
    page.notes(_notes(rare))
    return page.svg(describe_rare(rare))


def _heights(rare: Rare) -> Iterator[float]:
    yield 0.0
    yield from (point.value for point in rare.chart.points)
    yield from (level for _, level, _ in _levels(rare))
    if rare.since is not None:
        yield rare.since


def _levels(rare: Rare) -> Iterator[tuple[str, float, str]]:
    """The lines: limits only where they are judged, the lower one only where it is above 0."""
    chart = rare.chart
    if rare.judged and chart.upper is not None:
        yield "upper limit", chart.upper, "limit"
    if rare.judged and chart.short_can_signal and chart.lower is not None:
        yield "lower limit", chart.lower, "limit"
    if chart.centre is not None:
        yield "centre", chart.centre, "mean"


def _plot(rare: Rare, area: Area, up: Scale, edge: float) -> Iterator[str]:
    """Lines and points; what has passed since the last event is an open point at the end."""
    points = rare.chart.points
    labels = [*rare.labels, *(["so far"] if rare.since is not None else [])]
    step = (area.right - area.left) / max(len(labels), 1)
    centres = [area.left + step * (at + 0.5) for at in range(len(labels))]
    radius = min(max(step * 0.32, 2.2), 4.5)
    for _, level, look in _levels(rare):
        yield line([(area.left, up.at(level)), (area.right, up.at(level))], **LINES[look])
    yield from draw_periods(area, centres, labels, edge)
    spots = [(x, up.at(p.value)) for x, p in zip(centres, points, strict=False)]
    if len(spots) > 1:
        yield line(spots, **LINES["value"])
    if rare.since is not None:
        spot = (centres[-1], up.at(rare.since))
        if spots:
            yield line([spots[-1], spot], **LINES["near"])
        yield mark("open", spot, radius, f"so far: {rare.said(rare.since)} since the last event")
    for spot, point, label in zip(spots, points, rare.labels, strict=True):
        kind, words = _KINDS[rare.kind(point)]
        said = f", {words}" if rare.judged else ""
        yield mark(kind, spot, radius, f"{label}: {rare.said(point.value)}{said}")


def _end_labels(rare: Rare, up: Scale) -> Iterator[EndLabel]:
    for name, level, look in _levels(rare):
        places = rare.places or int(level != int(level))
        yield EndLabel(up.at(level), f"{name} {number(level, places)}", look)
    if rare.since is not None:
        yield EndLabel(up.at(rare.since), f"{rare.said(rare.since)} so far", "value")
    elif rare.chart.points:
        value = rare.chart.points[-1].value
        yield EndLabel(up.at(value), rare.said(value), "value")


def _legend(rare: Rare) -> Iterator[tuple[Sample, str]]:
    there = {rare.kind(point) for point in rare.chart.points}
    for name, (kind, words) in _KINDS.items():
        if name in there:
            said = words if rare.judged else "an interval, not judged"
            yield point_sample(kind), said
    if rare.since is not None:
        said = "since the last event"
        if rare.judged and rare.chart.open_signal:
            said += ", longer than chance explains"
        yield point_sample("open"), said


def _notes(rare: Rare) -> Iterator[str]:
    yield "High is seldom: the higher a point, the longer nothing happened."
    if not rare.chart.cautions:
        yield rare.chart.statement
    if rare.judged and rare.chart.runs.signal:
        yield "The values run on one side of the centre for longer than chance explains."
