"""What a pattern is, and how the patterns of a table are found in a text."""

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
    needs: str = ""
    """In a table of expressions, words of which each match has one: else those it begins with."""


class Form:
    """The forms of a verb."""

    BASE: Final = 0
    S: Final = 1
    ED: Final = 2
    ING: Final = 3


Phrase = tuple[tuple[str, ...], Pattern, int]
"""The words of a phrase after the first, the pattern they belong to, and the form of a verb."""


class Hit(NamedTuple):
    """A pattern found in the words `[first, last)`."""

    pattern: Pattern
    first: int
    last: int
    form: int = Form.BASE
    frame: str = ""
    """How a verb stands: order, modal, to, passive, joined, means, subject, perfect, name."""


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
    "tell": "told",
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
    by_first: dict[str, list[tuple[tuple[str, ...], Pattern]]] = {}
    for pattern in patterns:
        for phrase in pattern.find.split("|"):
            first, *rest = phrase.split()
            by_first.setdefault(first, []).append((tuple(rest), pattern))
    index: dict[str, list[Phrase]] = {}
    for first, found in by_first.items():
        for form, word in enumerate(verb_forms(first) if verbs else (first,)):
            index.setdefault(word, []).extend([(rest, pattern, form) for rest, pattern in found])
    for entries in index.values():
        if len(entries) > 1:
            entries.sort(key=_longest_first)
    return index


def _longest_first(phrase: Phrase) -> int:
    return -len(phrase[0])


def plurals(words: str) -> str:
    """The nouns, and their plurals."""
    found = [" ".join(word.split()) for word in words.split("|")]
    return "|".join([*found, *map(_plural, found)])


def _plural(noun: str) -> str:
    first, of, rest = noun.partition(" of ")  # directors of services
    if first.endswith("y") and first[-2:-1] not in "aeou":
        return f"{first[:-1]}ies{of}{rest}"
    return f"{first}{'es' if first.endswith(('s', 'sh', 'ch', 'x')) else 's'}{of}{rest}"


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
