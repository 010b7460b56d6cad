"""Regular expressions, compiled when they are needed, and tried where they can match."""

from collections.abc import Iterable
from typing import NamedTuple

from hscb_pm.lazily import lazy
from hscb_pm.smart.pattern import Pattern


class Found(NamedTuple):
    """A pattern found in the folded text `[start, end)`."""

    pattern: Pattern
    start: int
    end: int


class Expressions:
    """The expressions of one table.

    Those are tried of which the text has a word that each of its matches has, each only at the
    words with which it can begin: most texts have no date, and so most expressions never run.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._all = [(pattern, lazy(pattern.find)) for pattern in patterns]
        self._needing: dict[str, int] = {}
        self._beginning: dict[str, int] = {}
        """By word, a bit for each expression that needs it, and that can begin with it."""
        for place, (pattern, _) in enumerate(self._all):
            beginning = pattern.starts.split()
            for words, bits in (
                (beginning, self._beginning),
                (pattern.needs.split() or beginning, self._needing),
            ):
                bits.update({word: bits.get(word, 0) | 1 << place for word in words})
        self._needed = frozenset(self._needing)

    def find(self, text: str, keys: list[str], places: list[int], present: set[str]) -> list[Found]:
        """Each match in folded text, given the beginnings of its words and where they stand.

        `present` holds those beginnings, and the parts of words that have a hyphen.
        """
        found: list[Found] = []
        live = 0
        for word in present & self._needed:
            live |= self._needing[word]
        if not live:
            return found
        beginning, last = self._beginning, 0
        for key, place in zip(keys, places, strict=True):
            bits = beginning.get(key, 0) & live
            while bits and place >= last:
                lowest = bits & -bits  # of the expressions left, the first in the table
                pattern, expression = self._all[lowest.bit_length() - 1]
                if match := expression.match(text, place):
                    if match.end() > place:
                        last = match.end()
                        found.append(Found(pattern, place, last))
                    break
                bits ^= lowest
        return found
