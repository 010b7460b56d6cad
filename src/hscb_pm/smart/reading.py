"""One reading of a sentence: its words, and what the tables find in them."""

import re
from functools import cache
from typing import Final

from hscb_pm.smart.expressions import Expressions, Found
from hscb_pm.smart.folding import Folded
from hscb_pm.smart.grammar import STOP
from hscb_pm.smart.pattern import Hit, Phrase, phrases
from hscb_pm.smart.standing import Verbs

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,6}|[^\W_]+(?:['-][^\W_]+)*|&")
_FIGURE: Final = re.compile(r"\d")
_LABEL: Final = 20
"""How far a number stands from the beginning that only numbers an action."""
_STOP: Final = re.compile(r"[.!?;\n\r\u2022*|]")
_PAUSE: Final = re.compile(r"[,:()\[\]\-/]")


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
    if _STOP.search(gap):
        return 2
    return 1 if _PAUSE.search(gap) else 0


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
        "begins",
        "breaks",
        "ends",
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
        self.words: list[str] = []
        self.keys: list[str] = []
        """The words up to a hyphen or a figure."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.breaks: list[int] = []
        """Before each word: 2 a new sentence, 1 a pause, 0 neither."""
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
        given = _WORD.findall(text, self.begins)
        self.words = [word.replace("-", "") if "-" in word else word for word in given]
        self.keys = [word if word.isalpha() else _beginning(word) for word in given]
        self.present = set(self.keys)
        if "-" in text:
            for word in given:
                if "-" in word:
                    self.present.update(map(_beginning, word.split("-")))
        starts, ends, breaks = self.starts, self.ends, self.breaks
        find, last = text.find, self.begins
        for word in given:  # whatever parts two words holds neither letters nor figures
            start = find(word, last)
            if start == last + 1 and text[last] == " " and starts:
                breaks.append(0)
            else:
                breaks.append(_break(text[last:start]) if starts else 2)
            starts.append(start)
            last = start + len(word)
            ends.append(last)

    def _find_nouns(self) -> list[Hit]:
        index, words, found = noun_index(), self.words, []
        for at, word in enumerate(words):
            if word not in index:
                continue
            longest = 0
            for rest, pattern, _ in index[word]:
                size = len(rest)
                if size < longest:
                    break
                if not rest or tuple(words[at + 1 : at + 1 + size]) == rest:
                    longest = size
                    found.append(Hit(pattern, at, at + 1 + size))
        return found

    def _find_verbs(self) -> list[Hit]:
        text, starts, ends = self.text, self.starts, self.ends
        gaps = {
            at: text[ends[at - 1] : starts[at]]
            for at, pause in enumerate(self.breaks)
            if pause and at
        }
        return Verbs(self.words, self.breaks, self.nouns, gaps, verb_index()).find()
