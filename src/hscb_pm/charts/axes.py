"""Scales and axes: where a value stands, and the words that say so."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hscb_pm.charts.lettering import fit, width
from hscb_pm.charts.marks import GRID, INK, LINES, QUIET
from hscb_pm.charts.svg import Spot, line, text

SMALL = 12
"""The size of the words beside a line or an axis."""

GAP = 16
"""The least distance between two lines of small words."""

_LARGEST = 1e300
_MANY_DIGITS = 1e12


class Scale(NamedTuple):
    """Values from `low` to `high`, laid from pixel `start` to pixel `stop`."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Where a value stands; what is beyond an end stands on it."""
        room = self.high / 2 - self.low / 2
        part = (value / 2 - self.low / 2) / room if room else 0.5
        return self.start + min(max(part, 0.0), 1.0) * (self.stop - self.start)


class Area(NamedTuple):
    """The rectangle that is drawn in, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class EndLabel(NamedTuple):
    """Words at the right of the plot for what ends at this height, and how that is drawn."""

    y: float
    words: str
    look: str


def number(value: float, places: int) -> str:
    """A value as it is written on a chart, rounded half up."""
    if abs(value) >= _MANY_DIGITS:
        return f"{value:.3g}".replace("-", "\u2212")
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{abs(exact) if exact == 0 else exact:,}".replace("-", "\u2212")


def ticks(
    values: Iterable[float], places: int, *, least: float | None, about: int = 5
) -> list[float]:
    """Round numbers that all values lie between; from 0 on, where that costs little height."""
    known = [min(max(value, -_LARGEST), _LARGEST) for value in values]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if low == high:
        away = abs(low) / 10 or 1.0
        low, high = (low if low == least else low - away), high + away
    if least is not None and least <= min(known, default=least) and (low - least) * 2 < high - low:
        low = least
    bottom, top = Decimal(repr(low)), Decimal(repr(high))
    step = max(_round_step((top - bottom) / about), Decimal(1).scaleb(-places))
    first = (bottom / step).to_integral_value(ROUND_FLOOR)
    if bottom == first * step and low != least:
        first -= 1  # a mark on the axis itself is half hidden
    last = max((top / step).to_integral_value(ROUND_CEILING), first + 1)
    if last - first > 2 * about:
        # Values so large, and so close to each other, that no step tells them apart.
        return [low, high]
    return [float((first + each) * step) for each in range(int(last - first) + 1)]


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5 and 10 times a power of ten that is no less."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * each for each in (1, 2, 5, 10) if power * each >= least)


def draw_ticks(area: Area, scale: Scale, marks: Sequence[float], places: int) -> Iterator[str]:
    """The vertical axis: a faint line and a number for each tick."""
    for mark in marks:
        y = scale.at(mark)
        yield line([(area.left, y), (area.right, y)], stroke=GRID, stroke_width=1)
        yield small(number(mark, places), (area.left - 6, y + 4), anchor="end")


def room_for_ticks(marks: Sequence[float], places: int) -> float:
    """How much of the width the numbers of the vertical axis take."""
    return max((width(number(mark, places), SMALL) for mark in marks), default=0) + 6


def draw_periods(
    area: Area, centres: Sequence[float], labels: Sequence[str], edge: float
) -> Iterator[str]:
    """The horizontal axis: as many labels as have room, counted back from the latest."""
    yield line([(area.left, area.bottom), (area.right, area.bottom)], stroke=QUIET, stroke_width=1)
    shown = [fit(label, SMALL, 130) for label in labels]
    widest = max((width(label, SMALL) for label in shown), default=0) + 10
    apart = centres[1] - centres[0] if len(centres) > 1 else widest
    every = next((n for n in (1, 2, 4, 8, 12, 24, 48) if n * apart >= widest), len(labels))
    for place in range(len(labels) - 1, -1, -every):
        half = width(shown[place], SMALL) / 2
        x = min(max(centres[place], half + 4), edge - half - 4)
        tick = [(centres[place], area.bottom), (centres[place], area.bottom + 4)]
        yield line(tick, stroke=QUIET, stroke_width=1)
        yield small(shown[place], (x, area.bottom + 17), anchor="middle")


def draw_end_labels(area: Area, labels: Sequence[EndLabel], room: float) -> Iterator[str]:
    """Words for the lines where they end, moved apart where they would lie on each other."""
    ordered = sorted(labels)
    for label, y in zip(ordered, spread([each.y for each in ordered], area), strict=True):
        start, stop = area.right + 14, area.right + 34
        yield line([(area.right + 2, label.y), (start - 2, y)], **LINES["leader"])
        yield line([(start, y), (stop, y)], **LINES[label.look])
        bold = label.look == "value"
        words = fit(label.words, SMALL, room - 40, bold=bold)
        yield small(words, (stop + 5, y + 4), bold=bold)


def room_for_end_labels(labels: Iterable[EndLabel], most: float) -> float:
    """How much of the width the words at the right take."""
    return min(
        max((width(e.words, SMALL, bold=e.look == "value") for e in labels), default=0) + 42, most
    )


def spread(places: Sequence[float], area: Area) -> list[float]:
    """Heights in their order, no two nearer than a line of words, all within the area."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + GAP) if found else place)
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], found[at + 1] - GAP if at + 1 < len(found) else area.bottom)
    return found


def draw_names(area: Area, upright: str, level: str, corner: Spot) -> Iterator[str]:
    """What the two axes show: over the one, from a corner on; in the middle under the other."""
    wide = area.right - corner[0]
    yield small(fit(upright, SMALL, wide), corner)
    middle = ((area.left + area.right) / 2, area.bottom + 34)
    yield small(fit(level, SMALL, wide - 60), middle, anchor="middle")


def small(said: str, spot: Spot, *, anchor: str = "start", bold: bool = False) -> str:
    """Small words."""
    weight: dict[str, str | float] = (
        {"font_weight": "bold", "fill": INK} if bold else {"fill": QUIET}
    )
    if anchor != "start":
        weight["text_anchor"] = anchor
    return text(said, spot, font_size=SMALL, **weight)
