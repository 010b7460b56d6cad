"""What stands for what: each kind of point has a colour, an outline and a shape of its own.

The fills are those of NHS "Making Data Count". Two of them are too pale against white, so every
mark has a dark outline; and no two kinds share a shape, so that a copy in grey says as much.
"""

from hscb_pm.charts.svg import Spot, element, line, outline, text, titled

INK = "#1a1a1a"
QUIET = "#4d4d4d"
"""Words that are not the first to be read."""

GREY, BLUE, ORANGE, PURPLE = "#6b6b6b", "#005eb8", "#b34700", "#490092"
TARGET, BENCHMARK = "#c41616", "#00695c"
GRID = "#e3e3e3"
"""Lines that only guide the eye; the labels of the axis say the same."""

FILLS = {
    "common_cause": ("#a6a6a6", GREY),
    "special_cause_concern": ("#e46c0a", ORANGE),
    "special_cause_improvement": ("#00b0f0", BLUE),
    "special_cause_neutral_high": ("#490092", PURPLE),
    "special_cause_neutral_low": ("#490092", PURPLE),
    "open": ("#ffffff", INK),
    "own": ("#ffd54a", INK),
}
"""The fill and the outline of each kind of point."""

_SHAPES: dict[str, tuple[Spot, ...]] = {
    "special_cause_concern": ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    "special_cause_improvement": ((-1.05, -1.05), (1.05, -1.05), (1.05, 1.05), (-1.05, 1.05)),
    "special_cause_neutral_high": ((0, -1.3), (1.25, 0.95), (-1.25, 0.95)),
    "special_cause_neutral_low": ((0, 1.3), (1.25, -0.95), (-1.25, -0.95)),
    "own": (
        *((0.0, -1.9), (0.5, -0.6), (1.8, -0.6), (0.75, 0.2), (1.15, 1.5)),
        *((0.0, 0.7), (-1.15, 1.5), (-0.75, 0.2), (-1.8, -0.6), (-0.5, -0.6)),
    ),
}
"""Diamond, square, triangles and star by their corners, for a radius of 1; others are circles."""

LINES: dict[str, dict[str, str | float]] = {
    "value": {"stroke": QUIET, "stroke_width": 1.5},
    "mean": {"stroke": INK, "stroke_width": 1.2},
    "limit": {"stroke": GREY, "stroke_width": 1.5, "stroke_dasharray": "7 4"},
    "near": {"stroke": GREY, "stroke_width": 1.2, "stroke_dasharray": "2 3"},
    "target": {"stroke": TARGET, "stroke_width": 2, "stroke_dasharray": "10 3 2 3"},
    "benchmark": {"stroke": BENCHMARK, "stroke_width": 1.8, "stroke_dasharray": "3 3"},
    "leader": {"stroke": GREY, "stroke_width": 0.7},
    "rebase": {"stroke": INK, "stroke_width": 1, "stroke_dasharray": "1 3"},
}
"""How each line is drawn: none is told from another by colour alone."""


def mark(kind: str, spot: Spot, radius: float, title: str = "") -> str:
    """A point of one kind."""
    x, y = spot
    fill, edge = FILLS[kind]
    look: dict[str, str | float] = {"fill": fill, "stroke": edge, "stroke_width": 1.4}
    if corners := _SHAPES.get(kind):
        look["d"] = outline([(x + radius * a, y + radius * b) for a, b in corners], closed=True)
        return titled("path", title, **look) if title else element("path", **look)
    look |= {"cx": x, "cy": y, "r": radius}
    return titled("circle", title, **look) if title else element("circle", **look)


def hatched(left: float, top: float, width: float, height: float, title: str = "") -> str:
    """A band between two values: what is in there is not shown."""
    strokes = []
    start = left - height
    while start < left + width:
        near, far = max(0.0, left - start), min(height, left + width - start)
        if near < far:
            foot = top + height
            strokes.append(outline([(start + near, foot - near), (start + far, foot - far)]))
        start += 4
    look: dict[str, str | float] = {"x": left, "y": top, "width": width, "height": height}
    look |= {"fill": "#ffffff", "stroke": GREY, "stroke_width": 1.2}
    return (titled("rect", title, **look) if title else element("rect", **look)) + element(
        "path", d=" ".join(strokes) or "M0 0", stroke=GREY, stroke_width=1
    )


_RISING: tuple[Spot, ...] = ((-0.62, 0.5), (-0.3, 0.42), (0, 0.48), (0.3, 0.2), (0.55, -0.15))


def variation_icon(kind: str, spot: Spot, radius: float) -> str:
    """The latest value: H or L by dots that leave their row, an arrow, or dots in a row."""
    what, _, way = kind.partition("_")
    if what == "common":
        return _in_a_row(spot, radius)
    down = -1 if way == "low" else 1
    if what == "neutral":
        return _arrow(spot, radius, down)
    colour = ORANGE if what == "concern" else BLUE
    dots = [(across, up * down) for across, up in _RISING]
    foot = spot[1] + radius * (0.09 if down > 0 else 0.62)
    return (
        _ring(spot, radius, colour)
        + _dots(dots[:3], spot, radius, GREY)
        + _dots(dots[3:], spot, radius, colour)
        + _letter("H" if down > 0 else "L", (spot[0] - 0.22 * radius, foot), radius * 0.85)
    )


def _in_a_row(spot: Spot, radius: float) -> str:
    x, y = spot
    across, up = 0.75 * radius, 0.5 * radius
    limits = "".join(
        line([(x - across, level), (x + across, level)], stroke=GREY, stroke_dasharray="3 2")
        for level in (y - up, y + up)
    )
    dots = [(-0.6, 0.05), (-0.3, -0.22), (0, 0.2), (0.3, -0.15), (0.6, 0.1)]
    return _ring(spot, radius, GREY) + limits + _dots(dots, spot, radius, GREY)


def _arrow(spot: Spot, radius: float, down: int) -> str:
    x, y = spot
    neck, tip = y - 0.3 * radius * down, y - 0.7 * radius * down
    head = [(x - 0.4 * radius, neck), (x + 0.4 * radius, neck), (x, tip)]
    shaft = [(x, y + 0.6 * radius * down), (x, neck)]
    return (
        _ring(spot, radius, PURPLE)
        + line(shaft, stroke=PURPLE, stroke_width=radius / 6)
        + element("path", d=outline(head, closed=True), fill=PURPLE)
    )


def assurance_icon(kind: str, spot: Spot, radius: float) -> str:
    """Whether the target can be relied on: P passes, F fails, ? either; over a line, the target."""
    letter, colour = {"pass": ("P", BLUE), "fail": ("F", ORANGE)}.get(kind, ("?", GREY))
    x, y = spot
    level = y + 0.52 * radius
    aim = [(x - 0.6 * radius, level), (x + 0.6 * radius, level)]
    return (
        _ring(spot, radius, colour)
        + line(aim, stroke=TARGET, stroke_width=1.5, stroke_dasharray="4 2")
        + _letter(letter, (x, y + 0.28 * radius), radius)
    )


def caution_icon(spot: Spot, radius: float) -> str:
    """An exclamation mark in a triangle: not to be judged."""
    x, y = spot
    corners = [(x, y - radius), (x + radius, y + 0.8 * radius), (x - radius, y + 0.8 * radius)]
    look = {"fill": "#ffffff", "stroke": INK, "stroke_linejoin": "round"}
    return element("path", d=outline(corners, closed=True), stroke_width=2, **look) + _letter(
        "!", (x, y + 0.6 * radius), radius
    )


def _ring(spot: Spot, radius: float, colour: str) -> str:
    look: dict[str, str | float] = {"fill": "#ffffff", "stroke": colour, "stroke_width": radius / 6}
    return element("circle", cx=spot[0], cy=spot[1], r=radius * 11 / 12, **look)


def _letter(letter: str, spot: Spot, size: float) -> str:
    return text(letter, spot, font_size=size, font_weight="bold", text_anchor="middle", fill=INK)


def _dots(dots: list[Spot], spot: Spot, radius: float, colour: str) -> str:
    x, y = spot
    return "".join(
        element("circle", cx=x + a * radius, cy=y + b * radius, r=radius * 0.11, fill=colour)
        for a, b in dots
    )
