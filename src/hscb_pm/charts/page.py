"""A chart from top to bottom: title, what stands over the plot, the plot, legend and notes."""

from collections.abc import Callable, Iterable

from hscb_pm.charts.axes import GAP, SMALL, small
from hscb_pm.charts.lettering import fit, width, wrapped
from hscb_pm.charts.marks import LINES, caution_icon, mark
from hscb_pm.charts.svg import Spot, document, line, plain, text

WIDTH = 720
PAD = 14
TITLE = 17

Sample = Callable[[Spot], str]
"""Draws what the legend explains."""


def point_sample(kind: str, radius: float = 4.5) -> Sample:
    """A point of one kind."""
    return lambda spot: mark(kind, spot, radius)


def line_sample(look: str) -> Sample:
    """A piece of a line."""
    return lambda spot: line([(spot[0] - 8, spot[1]), (spot[0] + 7, spot[1])], **LINES[look])


class Page:
    """What is drawn so far, and how far down it reaches."""

    def __init__(self, title: str, size: float = TITLE, wide: float = WIDTH) -> None:
        self.name = plain(title)
        self.wide = wide
        self.y: float = PAD
        self.parts: list[str] = []
        self.lines(wrapped(self.name, size, self.room, lines=3, bold=True), size, bold=True)

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.wide - 2 * PAD

    def lines(self, lines: Iterable[str], size: float, *, bold: bool = False) -> None:
        """Lines of words, one under the other."""
        look: dict[str, str | float] = {"font_size": size}
        if bold:
            look["font_weight"] = "bold"
        for each in lines:
            self.y += size * 1.3
            self.parts.append(text(each, (PAD, self.y - size * 0.3), **look))

    def notes(self, notes: Iterable[str]) -> None:
        """Whole sentences under the chart."""
        for note in notes:
            self.lines(wrapped(plain(note), SMALL, self.room), SMALL)
            self.y += 3

    def caution(self, said: str) -> None:
        """What stands in the place of a verdict."""
        lines = wrapped(said, 13, self.room - 34, bold=True)
        self.parts.append(caution_icon((PAD + 12, self.y + 17), 12))
        for at, each in enumerate(lines):
            spot = (PAD + 34, self.y + 22 + at * 17)
            self.parts.append(text(each, spot, font_weight="bold"))
        self.y += 34 + 17 * (len(lines) - 1)

    def legend(self, items: Iterable[tuple[Sample, str]]) -> None:
        """What each mark means, in words."""
        x: float = PAD
        for sample, words in items:
            said = fit(plain(words), SMALL, self.room - 22)
            wide = 22 + width(said, SMALL) + 18
            if x > PAD and x + wide - 18 > self.wide - PAD:
                x, self.y = PAD, self.y + GAP + 3
            self.parts += [
                sample((x + 8, self.y + 10)),
                small(said, (x + 22, self.y + 14)),
            ]
            x += wide
        if x > PAD:
            self.y += GAP + 6

    def svg(self, described: str) -> str:
        """The whole picture."""
        return document((self.wide, round(self.y + PAD)), self.name, described, self.parts)
