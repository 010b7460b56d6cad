"""How wide words are, for SVG breaks no lines: the widths of DejaVu Sans, rounded up.

It is wider than Arial and as wide as Verdana, so what fits in it fits in them.
"""

from collections.abc import Iterator
from itertools import accumulate, takewhile
from unicodedata import combining, east_asian_width

BOLD = 1.14
"""How much wider bold letters are."""

_OTHERS = 0.85
_WIDTHS = {
    each: width
    for width, letters in {
        0.35: " ',./:;IJijl|\\",
        0.42: "!()-[]frt",
        0.56: '"*?L_`csz',
        0.64: "0123456789EFPSTYabdeghknopquvxy${}",
        0.8: "&ABCDGHKNOQRUVXZ",
        0.86: "#+<=>M^w~",
        1.0: "%@Wm",
    }.items()
    for each in letters
}


def width(said: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in pixels."""
    return sum(map(_advance, said)) * size * (BOLD if bold else 1)


def _advance(letter: str) -> float:
    if combining(letter):
        return 0.0
    wide = 1.0 if east_asian_width(letter) in "WF" else _OTHERS
    return _WIDTHS.get(letter, wide)


def fit(said: str, size: float, room: float, *, bold: bool = False) -> str:
    """As much of a text as there is room for, with an ellipsis where it was cut."""
    if width(said, size, bold=bold) <= room:
        return said
    left = room - width("…", size, bold=bold)
    taken = takewhile(lambda reached: reached <= left, _reached(said, size, bold=bold))
    return f"{said[: sum(1 for _ in taken)].rstrip()}…"


def _reached(said: str, size: float, *, bold: bool) -> Iterator[float]:
    """How far a text reaches with each letter more."""
    return accumulate(width(letter, size, bold=bold) for letter in said)


def wrapped(
    said: str, size: float, room: float, *, lines: int = 9, bold: bool = False
) -> list[str]:
    """A text in lines that there is room for; the last of them is cut where there are more."""
    found: list[str] = []
    words = said.split()
    while words and len(found) < lines - 1:
        taken = 1
        while taken < len(words) and (width(" ".join(words[: taken + 1]), size, bold=bold) <= room):
            taken += 1
        found.append(fit(" ".join(words[:taken]), size, room, bold=bold))
        words = words[taken:]
    if words:
        found.append(fit(" ".join(words), size, room, bold=bold))
    return found
