"""One reading of a sentence: its words, and what the tables find in them."""

import re
from functools import cache
from itertools import accumulate
from typing import Final

from hscb_pm.smart.expressions import Expressions, Found
from hscb_pm.smart.folding import Folded
from hscb_pm.smart.grammar import STOP
from hscb_pm.smart.pattern import Hit, Phrase, phrases
from hscb_pm.smart.standing import Verbs

_WORD: Final = re.compile(r"([\w&](?:(?<=&)|\.(?<=[^\W\d_]\.)(?:[^\W\d_]\.){1,5}|\w*(?:['-]\w+)*))")
"""Initials, a word, or "&"; one set of characters can begin it, which is searched for fastest."""
_FIGURE: Final = re.compile(r"\d")
_LABEL: Final = 20
"""How far a number stands from the beginning that only numbers an action."""
_STOPS: Final = frozenset(".!?;\n\r\u2022*|")
_PAUSES: Final = frozenset(",:()[]-/")


_NUMBERED: Final = re.compile(
    r"\s*\(?(?:(?:rec(?:ommendation)?|action|objective|priority|no|point|item|aim|step|finding)"
    r"\b\.? ?)?[ra]?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?(?: ?[:)]| ?-(?= )|\.(?= ))"
    r"\s*(?=['\"]?[^\W\d_])"
)
"""What only numbers an action: "Recommendation 3:", "1.2:", "Action 4 -"."""


def _beginning(word: str) -> str:
    """A word up to its hyphen or figure; `#` for one that begins with a figure."""
    if word[0] in _DIGITS:
        return "#"
    return word.partition("-")[0].partition("'")[0].rstrip("0123456789")


_DIGITS: Final = frozenset("0123456789")


def _break(gap: str) -> int:
    if not _STOPS.isdisjoint(gap):
        return STOP
    return 0 if _PAUSES.isdisjoint(gap) else 1


@cache
def verb_index() -> dict[str, list[Phrase]]:
    """The verbs by their first word."""
    from hscb_pm.smart.verbs import VERBS

    return phrases(VERBS, verbs=True)


@cache
def noun_index() -> dict[str, list[Phrase]]:
    """The nouns by their first word."""
    from hscb_pm.smart.nouns import NOUNS

    return phrases(NOUNS, verbs=False)


@cache
def time_expressions() -> Expressions:
    """The table of times, compiled."""
    from hscb_pm.smart.times import TIMES

    return Expressions(TIMES)


@cache
def figure_expressions() -> Expressions:
    """The table of figures, compiled."""
    from hscb_pm.smart.figures import FIGURES

    return Expressions(FIGURES)


class Reading:
    """A text, its words, and where sentences and pauses are."""

    __slots__ = (
        "_folded",
        "_is_one",
        "begins",
        "breaks",
        "ends",
        "gaps",
        "keys",
        "nouns",
        "present",
        "starts",
        "text",
        "verbs",
        "words",
    )

    def __init__(self, given: str, *, verbs: bool = True) -> None:
        self._folded = Folded(given)
        self.text = self._folded.text
        self._tokenise()
        self.nouns = self._find_nouns()
        self.verbs = self._find_verbs() if verbs else []

    def span(self, hit: Hit) -> tuple[int, int]:
        """Where a hit stands in the text as it was given."""
        return self._folded.span(self.starts[hit.first], self.ends[hit.last - 1])

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text, in the text as it was given."""
        return self._folded.span(start, end)

    def sentence_start(self, at: int) -> int:
        """The first word of the sentence that holds a word."""
        if self._is_one:
            return 0
        while at > 0 and self.breaks[at] != STOP:
            at -= 1
        return at

    def find(self, expressions: Expressions) -> list[Found]:
        """What the expressions of a table find."""
        return expressions.find(self.text, self.keys, self.starts, self.present)

    def _tokenise(self) -> None:
        text = self.text
        label = _NUMBERED.match(text) if _FIGURE.search(text, 0, _LABEL) else None
        self.begins = label.end() if label else 0
        parts = _WORD.split(text[self.begins :].replace("_", "~"))  # gap, word, gap, word, gap
        edges = list(accumulate(map(len, parts), initial=self.begins))
        self.starts = edges[1:-1:2]
        self.ends = edges[2::2]
        self.gaps = parts[:-1:2]
        """What stands before each word."""
        self.breaks = [0 if gap == " " else _break(gap) for gap in self.gaps]
        """Before each word: 2 a new sentence, 1 a pause, 0 neither."""
        self.breaks[:1] = [STOP] if self.gaps else []
        self._is_one = self.breaks.count(STOP) <= 1
        self.words = given = parts[1::2]
        self.keys = given
        if not "".join(given).isalpha():
            self.keys = [word if word.isalpha() else _beginning(word) for word in given]
        """The words up to a hyphen or a figure."""
        self.present = set(self.keys)
        if "-" in text:
            self.words = [word.replace("-", "") for word in given]
            for word in given:
                if "-" in word:
                    self.present.update(map(_beginning, word.split("-")))

    def _find_nouns(self) -> list[Hit]:
        index, words, found = noun_index(), self.words, []
        for at, word in enumerate(words):
            if word not in index:
                continue
            following = words[at + 1] if at + 1 < len(words) else ""
            longest = 0
            for rest, pattern, _ in index[word]:
                if rest and rest[0] != following:
                    continue
                size = len(rest)
                if size < longest:
                    break
                if size <= 1 or tuple(words[at + 1 : at + 1 + size]) == rest:
                    longest = size
                    found.append(Hit(pattern, at, at + 1 + size))
        return found

    def _find_verbs(self) -> list[Hit]:
        return Verbs(self.words, self.breaks, self.nouns, self.gaps, verb_index()).find()
