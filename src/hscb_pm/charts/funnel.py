"""The funnel plot: authorities beside each other, each within the limits that suit its size."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt
from typing import Final, NamedTuple

from hscb_pm.charts.axes import (
    SMALL,
    Area,
    EndLabel,
    Scale,
    draw_end_labels,
    draw_names,
    draw_ticks,
    number,
    room_for_end_labels,
    room_for_ticks,
    small,
    ticks,
)
from hscb_pm.charts.lettering import fit, width
from hscb_pm.charts.marks import LINES, QUIET, mark
from hscb_pm.charts.page import PAD, Page, Sample, point_sample
from hscb_pm.charts.svg import Spot, line, plain, text
from hscb_pm.spc.authorities import Authority, Funnel
from hscb_pm.words import count, some_of

HEIGHT = 300
_NAMED: Final = 6
_KINDS: Final = {
    "high": ("special_cause_neutral_high", "beyond the upper 99.8% limit"),
    "low": ("special_cause_neutral_low", "beyond the lower 99.8% limit"),
    "within": ("common_cause", "within the 99.8% limits"),
}
_OUTER: Final = 99
"""Beyond limits of a higher level than this an authority stands out."""

_CURVES: Final = (
    ("limits", "lower998", "limit"),
    ("limits", "upper998", "limit"),
    ("limits", "lower95", "near"),
    ("limits", "upper95", "near"),
    ("chance_limits", "lower998", "benchmark"),
    ("chance_limits", "upper998", "benchmark"),
)


class Compared(NamedTuple):
    """Authorities to be compared, in the order of the funnel, and the one that is our own."""

    title: str
    names: tuple[str, ...]
    funnel: Funnel
    own: str
    unit: str = ""
    """What follows a value: `%`, ` per 10,000`."""
    measure: str = "Value"
    """What the vertical axis shows, in words."""
    size: str = "Size of the authority"
    """What the horizontal axis shows: of whom the value is a share or a rate."""
    places: int = 1

    def said(self, value: float) -> str:
        """A value with its unit."""
        return f"{number(value, self.places)}{self.unit}"

    @property
    def shown(self) -> list[tuple[str, Authority]]:
        """Those that have figures, the smallest first."""
        found = zip(self.names, self.funnel.authorities, strict=True)
        return sorted(
            ((name, each) for name, each in found if each), key=lambda pair: pair[1].denominator
        )

    @property
    def widened(self) -> bool:
        """Whether limits allow for more than chance."""
        return any(each.limits != each.chance_limits for _, each in self.shown)

    def beyond(self, side: str) -> list[str]:
        """Who lies beyond the 99.8% limits on one side."""
        return sorted(name for name, each in self.shown if _side(each) == side)


def _side(authority: Authority) -> str:
    return authority.side if (authority.level or 0) > _OUTER else "within"


def describe_funnel(compared: Compared) -> str:
    """One sentence: what is compared, where our own lies, how many stand out."""
    shown = compared.shown
    many = count(len(shown), "authority", "authorities")
    together = f"all together are at {compared.said(compared.funnel.centre)}"
    parts = [f"{compared.title.rstrip('. ')}, {many} compared by size: {together}"]
    own = next((each for name, each in shown if name == compared.own), None)
    if own:
        level = f", beyond the {'upper' if own.side == 'high' else 'lower'} 95% limit"
        inner = level if own.level else ", within the 95% limits"
        lies = inner if _side(own) == "within" else f", {_KINDS[own.side][1]}"
        parts.append(f"{compared.own} is at {compared.said(own.value)}{lies}")
    else:
        parts.append(f"{compared.own} has no figure")
    outside = len(compared.beyond("high")) + len(compared.beyond("low"))
    lie = "lies" if outside == 1 else "lie"
    parts.append(f"{outside or 'none'} of {len(shown)} {lie} beyond the 99.8% limits")
    if compared.widened:
        parts.append(_widening(compared.funnel.phi))
    return f"{'; '.join(parts)}."


def _widening(phi: float) -> str:
    return (
        f"limits are widened, because authorities vary {number(phi, 1)} times as much "
        "as chance explains"
    )


def funnel_plot(compared: Compared) -> str:
    """The funnel of all authorities, our own a star with its name."""
    page = Page(compared.title)
    shown = compared.shown
    marks = ticks(_heights(compared), compared.places, least=0)
    sizes = ticks((each.denominator for _, each in shown), 0, least=0, about=4)
    labels = list(_end_labels(compared, Scale(marks[0], marks[-1], HEIGHT, 0)))
    top, right = page.y + 36, page.wide - PAD - room_for_end_labels(labels, 250)
    area = Area(PAD + room_for_ticks(marks, compared.places), top, right, top + HEIGHT)
    up = Scale(marks[0], marks[-1], area.bottom, area.top)
    across = Scale(sizes[0], sizes[-1], area.left + 8, area.right - 8)
    page.parts += draw_ticks(area, up, marks, compared.places)
    page.parts += _sizes(area, across, sizes)
    page.parts += _curves(compared, across, up, area)
    page.parts += _points(compared, across, up, area)
    page.parts += draw_end_labels(
        area, [each._replace(y=each.y + top) for each in labels], page.wide - PAD - right
    )
    page.parts += draw_names(area, compared.measure, compared.size, (PAD, page.y + 20))
    page.y = area.bottom + 46
    page.legend(_legend(compared))
    page.notes(_notes(compared))
    return page.svg(describe_funnel(compared))


def _heights(compared: Compared) -> Iterator[float]:
    """All values, and the limits at the sizes that are there."""
    for _, each in compared.shown:
        yield from (each.value, each.limits.lower998, each.limits.upper998)


def _sizes(area: Area, across: Scale, sizes: Sequence[float]) -> Iterator[str]:
    yield line([(area.left, area.bottom), (area.right, area.bottom)], stroke=QUIET, stroke_width=1)
    for size in sizes:
        x = across.at(size)
        yield line([(x, area.bottom), (x, area.bottom + 4)], stroke=QUIET, stroke_width=1)
        yield small(number(size, 0), (x, area.bottom + 17), anchor="middle")


def _curves(compared: Compared, across: Scale, up: Scale, area: Area) -> Iterator[str]:
    middle = up.at(compared.funnel.centre)
    yield line([(area.left, middle), (area.right, middle)], **LINES["mean"])
    for which, name, look in _CURVES:
        if which == "limits" or compared.widened:
            known = [(a.denominator, getattr(getattr(a, which), name)) for _, a in compared.shown]
            spots = [(across.at(size), up.at(value)) for size, value in _curve(known)]
            if len(spots) > 1:
                yield line(spots, **LINES[look])


def _curve(known: Sequence[Spot]) -> Iterator[Spot]:
    """The limits at the sizes that are there, and between them.

    Limits come nearer with the root of the size, so it is along its inverse that they are nearly
    straight.
    """
    for (size, value), (larger, beyond) in pairwise(known):
        first, last = 1 / sqrt(size), 1 / sqrt(larger)
        steps = 8 if larger > size * 1.2 else 1
        for part in (step / steps for step in range(steps)):
            yield 1 / (first + (last - first) * part) ** 2, value + (beyond - value) * part
    yield from known[-1:]


def _points(compared: Compared, across: Scale, up: Scale, area: Area) -> Iterator[str]:
    """A point for each authority; ours is last, so that it lies on top, with its name."""
    placed = [
        (name, each, (across.at(each.denominator), up.at(each.value)))
        for name, each in compared.shown
    ]
    others = [spot for name, _, spot in placed if name != compared.own]
    # The name lies under the points of the others: it is in the legend too, and they are not.
    for name, _, spot in placed:
        if name == compared.own:
            yield _own_name(name, spot, others, area)
    for name, each, spot in sorted(placed, key=lambda point: point[0] == compared.own):
        kind, words = _KINDS[_side(each)]
        title = f"{name}: {compared.said(each.value)}, {words}"
        is_own = name == compared.own
        yield mark("own" if is_own else kind, spot, 5.5 if is_own else 3.5, title)


def _own_name(name: str, spot: Spot, others: Sequence[Spot], area: Area) -> str:
    """Around our own point, where fewest of the others are."""
    name = fit(plain(name), SMALL, area.right - area.left, bold=True)
    half, tall = width(name, SMALL, bold=True) / 2, SMALL / 2 + 4
    x, y = spot
    beside = half + 14

    def crowded(middle: Spot) -> int:
        out = abs(middle[1] - (area.top + area.bottom) / 2) > (area.bottom - area.top) / 2 - tall
        met = sum(abs(a - middle[0]) < half + 4 and abs(b - middle[1]) < tall for a, b in others)
        return met + len(others) * out

    least, most = area.left + half, area.right - half
    around = [(x, y - 18), (x, y + 18), (x + beside, y), (x - beside, y)]
    middles = [(min(max(a, least), most), b) for a, b in around[:2]]
    middles += [(a, b) for a, b in around[2:] if least <= a <= most]
    a, b = min(middles, key=crowded)
    look: dict[str, str | float] = {"stroke": "#ffffff", "stroke_width": 4, "paint_order": "stroke"}
    look |= {"font_size": SMALL, "font_weight": "bold", "text_anchor": "middle"}
    return text(name, (a, b + 4), stroke_linejoin="round", **look)


def _end_labels(compared: Compared, up: Scale) -> Iterator[EndLabel]:
    """What each curve is, at the size of the largest authority; and our own value."""
    if not compared.shown:
        return
    largest = compared.shown[-1][1]
    centre = compared.funnel.centre
    yield EndLabel(up.at(centre), f"all together {number(centre, compared.places)}", "mean")
    wide = "widened " if compared.widened else ""
    for limits, level, words, look in (
        (largest.limits, "upper998", f"{wide}99.8% limit", "limit"),
        (largest.limits, "upper95", f"{wide}95% limit", "near"),
        (largest.limits, "lower95", f"{wide}95% limit", "near"),
        (largest.limits, "lower998", f"{wide}99.8% limit", "limit"),
    ):
        yield EndLabel(up.at(getattr(limits, level)), words, look)
    if compared.widened:
        for level in ("upper998", "lower998"):
            y = up.at(getattr(largest.chance_limits, level))
            yield EndLabel(y, "99.8% limit of chance", "benchmark")


def _legend(compared: Compared) -> Iterator[tuple[Sample, str]]:
    own = next((each for name, each in compared.shown if name == compared.own), None)
    if own:
        words = f"{compared.own} {compared.said(own.value)}"
        yield point_sample("own", 4), words
    others = {_side(each) for name, each in compared.shown if name != compared.own}
    for side, (kind, words) in _KINDS.items():
        if side in others:
            yield point_sample(kind), words


def _notes(compared: Compared) -> Iterator[str]:
    for side, where in (("high", "Above"), ("low", "Below")):
        if names := compared.beyond(side):
            yield f"{where} the 99.8% limits: {some_of(names, _NAMED)}."
    if compared.widened:
        said = _widening(compared.funnel.phi)
        yield f"{said[0].upper()}{said[1:]}."
    if len(compared.shown) < len(compared.names):
        missing = len(compared.names) - len(compared.shown)
        yield f"{count(missing, 'authority has', 'authorities have')} no figure."
