"""Regular expressions, compiled when they are needed, and tried where they can match."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hscb_pm.smart.pattern import Pattern


class Found(NamedTuple):
    """A pattern found in the folded text `[start, end)`."""

    pattern: Pattern
    start: int
    end: int


class _Expression:
    """A pattern's expression, compiled when a text first has what it needs."""

    __slots__ = ("match", "needs", "pattern", "starts")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.starts = frozenset(pattern.starts.split())
        self.needs = frozenset(pattern.needs.split()) or self.starts
        self.match: Callable[[str, int], re.Match[str] | None] = self._compile

    def _compile(self, text: str, place: int) -> re.Match[str] | None:
        self.match = re.compile(self.pattern.find).match
        return self.match(text, place)


class Expressions:
    """The expressions of one table.

    Those are tried of which the text has a word that each of its matches has, each only at the
    words with which it can begin: most texts have no date, and so most expressions never run.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._all = [_Expression(pattern) for pattern in patterns]
        self._starts: frozenset[str] = frozenset().union(*(each.starts for each in self._all))
        self._needing: dict[str, list[int]] = {}
        for at, each in enumerate(self._all):
            for word in each.needs:
                self._needing.setdefault(word, []).append(at)

    def find(self, text: str, keys: list[str], places: list[int], present: set[str]) -> list[Found]:
        """Each match in folded text, given the beginnings of its words and where they stand.

        `present` holds those beginnings, and the parts of words that have a hyphen.
        """
        words = present & self._needing.keys()
        if not words:
            return []
        places_in_table = sorted({at for word in words for at in self._needing[word]})
        live = [self._all[at] for at in places_in_table]
        found, last = [], 0
        for key, place in zip(keys, places, strict=True):
            if key not in self._starts or place < last:
                continue
            for each in live:
                if key in each.starts and (match := each.match(text, place)):
                    if match.end() > place:
                        last = match.end()
                        found.append(Found(each.pattern, place, last))
                    break
        return found
