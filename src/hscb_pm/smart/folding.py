"""Text as the patterns see it: small letters, plain quotes and dashes, each in its place."""

from typing import Final

MOST: Final = 4_000
"""How many characters of a text are read: an action is a sentence, not a chapter."""

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t", " "),
        "\u00bd": "half",
    }
)
_PLAIN[0x00BD] = "5"  # one for one, so that every character keeps its place


class Folded:
    """A text folded, and where each of its characters stood."""

    __slots__ = ("_places", "text")

    def __init__(self, given: str) -> None:
        given = given[:MOST]
        self._places: list[int] | None = None
        if given.isascii():
            self.text = given.lower().replace("\t", " ")
            return
        plain = given.translate(_PLAIN)
        self.text = plain.lower()
        if len(self.text) != len(given) or not plain.isprintable():
            self._fold_slowly(plain)

    def _fold_slowly(self, plain: str) -> None:
        """Leave out what is not seen, and keep the places of the rest."""
        from unicodedata import category

        kept: list[str] = []
        places: list[int] = []
        for place, character in enumerate(plain):
            if category(character) in {"Cf", "Mn"}:
                continue
            kept.append(character.lower()[:1])
            places.append(place)
        self.text, self._places = "".join(kept), places

    def span(self, start: int, end: int) -> tuple[int, int]:
        """`[start, end)` of the folded text, in the text as it was given."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end - 1] + 1 if end > start else self._places[
            start
        ]
