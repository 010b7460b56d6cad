"""What a pattern is, and how the patterns of a table are found in a text."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple


class Pattern(NamedTuple):
    """Words or a regular expression that speak for or against a letter, and why."""

    name: str
    speaks: str
    """The letter it speaks for (`S`, `M`, `T`), or the code it speaks for (`SMART-S2`)."""
    kind: str
    """How the letters weigh it; each table says what its kinds mean."""
    find: str
    """Phrases with `|` between them, where `*` stands for up to four words; in a table of
    expressions, a regular expression on folded text."""
    reason: str
    source: str
    yes: str
    """A text in which it is found."""
    no: str
    """A text in which it is not."""


class Form:
    """The forms of a verb."""

    BASE: Final = 0
    S: Final = 1
    ED: Final = 2
    ING: Final = 3


class Phrase(NamedTuple):
    """The words of a phrase after the first, and the pattern they belong to."""

    rest: tuple[str, ...]
    pattern: Pattern
    form: int


_IRREGULAR: Final = {
    "be": "been",
    "bear": "borne",
    "begin": "begun",
    "bring": "brought",
    "build": "built",
    "buy": "bought",
    "choose": "chosen",
    "cut": "cut",
    "draw": "drawn",
    "drive": "driven",
    "feed": "fed",
    "find": "found",
    "get": "got",
    "give": "given",
    "have": "had",
    "hold": "held",
    "keep": "kept",
    "lead": "led",
    "make": "made",
    "meet": "met",
    "overcome": "overcome",
    "oversee": "overseen",
    "pay": "paid",
    "put": "put",
    "rewrite": "rewritten",
    "run": "run",
    "see": "seen",
    "seek": "sought",
    "send": "sent",
    "set": "set",
    "show": "shown",
    "speak": "spoken",
    "spend": "spent",
    "strive": "striven",
    "take": "taken",
    "teach": "taught",
    "think": "thought",
    "undertake": "undertaken",
    "understand": "understood",
    "withdraw": "withdrawn",
    "write": "written",
}
_DOUBLING: Final = frozenset(
    "commit cut drop embed equip fit get log map plan put refer run set ship stop submit transfer"
    " recap control wrap level model label cancel signal".split()
)
_MOST_SKIPPED: Final = 4


def verb_forms(verb: str) -> tuple[str, str, str, str]:
    """The base, the third person, the past participle and the -ing form of a verb."""
    last = verb[-1] if verb in _DOUBLING else ""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe")) else verb + last
    if verb.endswith("y") and verb[-2:-1] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb == "have":
        return verb, "has", "had", "having"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return verb, third, _IRREGULAR.get(verb, stem + "ed"), stem + "ing"


def phrases(patterns: Iterable[Pattern], *, verbs: bool) -> dict[str, list[Phrase]]:
    """The phrases by their first word, the longest first; of verbs, in all four forms."""
    index: dict[str, list[Phrase]] = {}
    for pattern in patterns:
        for phrase in pattern.find.split("|"):
            first, *rest = phrase.split()
            for form, word in enumerate(verb_forms(first) if verbs else (first,)):
                index.setdefault(word, []).append(Phrase(tuple(rest), pattern, form))
    for found in index.values():
        found.sort(key=lambda phrase: -len(phrase.rest))
    return index


def matched(words: list[str], at: int, rest: tuple[str, ...]) -> int:
    """The position after the last word if `rest` stands at `at`, else 0."""
    for position, word in enumerate(rest):
        if word == "*":
            following = rest[position + 1 :]
            for skip in range(_MOST_SKIPPED + 1):
                if end := matched(words, at + skip, following):
                    return end
            return 0
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at


class Found(NamedTuple):
    """A pattern found in the folded text `[start, end)`."""

    pattern: Pattern
    start: int
    end: int


_DIGITS: Final = frozenset("0123456789")


class Expressions:
    """The expressions of one table as one alternation, tried only where one of them can begin."""

    def __init__(self, patterns: Iterable[Pattern], starts: frozenset[str]) -> None:
        self._patterns = tuple(patterns)
        self._starts = starts
        self._regex = re.compile("|".join(f"({pattern.find})" for pattern in self._patterns))

    def find(self, text: str, words: Iterable[str], places: Iterable[int]) -> list[Found]:
        """Each match in folded text, given its words and where they start."""
        starts, match_at, last = self._starts, self._regex.match, 0
        found = []
        for word, place in zip(words, places, strict=True):
            if place < last or not (word in starts or word[0] in _DIGITS):
                continue
            match = match_at(text, place)
            if match and match.lastindex:
                last = match.end()
                found.append(Found(self._patterns[match.lastindex - 1], place, last))
        return found

    def find_everywhere(self, text: str) -> list[Found]:
        """The same without the short cut, to hold the short cut against."""
        return [
            Found(self._patterns[match.lastindex - 1], match.start(), match.end())
            for match in self._regex.finditer(text)
            if match.lastindex
        ]
