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
    starts: str = ""
    """In a table of expressions, the words with which it can begin."""


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


class Expressions:
    """The expressions of one table. At each word those are tried that can begin with it.

    They are tried together, as one alternation for each set of expressions, compiled when a text
    first has such a word.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        starting: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            for word in dict.fromkeys(pattern.starts.split()):
                starting.setdefault(word, []).append(pattern)
        self._starting = starting
        self._compiled: dict[str, tuple[re.Pattern[str], list[Pattern]]] = {}
        self._shared: dict[str, re.Pattern[str]] = {}

    def find(self, text: str, keys: Iterable[str], places: Iterable[int]) -> list[Found]:
        """Each match in folded text, given the beginnings of its words and where they stand."""
        compiled, starting, last = self._compiled, self._starting, 0
        found = []
        for key, place in zip(keys, places, strict=True):
            if key not in starting or place < last:
                continue
            regex, patterns = compiled.get(key) or self._compile(key)
            match = regex.match(text, place)
            if match and match.lastindex:
                last = match.end()
                found.append(Found(patterns[match.lastindex - 1], place, last))
        return found

    def _compile(self, key: str) -> tuple[re.Pattern[str], list[Pattern]]:
        patterns = self._starting[key]
        joined = "|".join(f"({pattern.find})" for pattern in patterns)
        regex = self._shared.get(joined) or self._shared.setdefault(joined, re.compile(joined))
        self._compiled[key] = regex, patterns
        return regex, patterns
