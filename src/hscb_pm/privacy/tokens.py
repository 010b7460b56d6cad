"""The words of a line, each with what its letters say of it, and the runs that may be names."""

from collections.abc import Iterator
from typing import NamedTuple

from hscb_pm.privacy import cues
from hscb_pm.privacy.names import NO_NAME, ORGANISATION, RELATIONS, given_names

GIVEN, SMALL, ALSO_WORD, INITIAL, CAPITAL, OTHER = "GgAICl"
"""A given name, one in small letters, one that is also a word, a letter, a capital, the rest."""

_SHORTEST = 3
"""Letters of the shortest given name that counts in small letters."""
_LONGEST = 6
"""Words of the longest name."""


_DIGITS = "0123456789"


class Token(NamedTuple):
    """A word of the line without the possessive ending, in small letters, and its sort."""

    start: int
    end: int
    low: str
    sort: str
    owns: bool


class Run(NamedTuple):
    """Words that may be one name: positions among the tokens, from the first to after the last."""

    first: int
    last: int


def tokens(line: str) -> list[Token]:
    """The words of a line, sorted."""
    return [_token(match[0], match.start()) for match in cues.TOKEN.finditer(line)]


def _token(word: str, start: int) -> Token:
    owns = False
    if word.endswith(("'s", "'S")):
        word, owns = word[:-2], True
    elif word.endswith("'"):
        word, owns = word[:-1], word.endswith(("s'", "z'"))
    low = word.lower()
    if low[-1:].isdigit() and low.rstrip(_DIGITS) in given_names().sure:
        low = low.rstrip(_DIGITS)  # `Liam2`
    if not word[:1].isupper():
        small = len(low) >= _SHORTEST and low in given_names().sure
        sort = SMALL if small else OTHER
    else:
        sort = INITIAL if len(word) == 1 else _sort(word, low)
    return Token(start, start + len(word), low, sort, owns)


def _sort(word: str, low: str) -> str:
    """What a word with a capital is; capitals inside a word make it an abbreviation."""
    sure, also = given_names()
    if low in sure:
        return GIVEN
    first, _, second = low.partition("-")
    if second.isalpha() and low not in RELATIONS:
        both = first in also and (second in sure or second in also)
        if first in sure or (both and first not in NO_NAME and first not in ORGANISATION):
            return GIVEN  # `Rose-May`, but neither `North-West` nor `Spring-Summer`
        if first in also and word[len(first) + 1 : len(first) + 2].isupper():
            return ALSO_WORD
    usual = len(word) <= _SHORTEST or word[1:].islower() or word.isupper()
    return ALSO_WORD if low in also and usual else CAPITAL


def runs(line: str, words: list[Token]) -> Iterator[Run]:
    """Words with capitals that follow each other, and given names in small letters."""
    at = 0
    while at < len(words):
        end = at + 1
        if words[at].sort not in {OTHER, SMALL}:
            end = _end_of_run(line, words, at)
        if words[at].sort != OTHER:
            yield Run(at, end)
        at = end


def _end_of_run(line: str, words: list[Token], at: int) -> int:
    end = at + 1
    while end < len(words) and not words[end - 1].owns and end - at < _LONGEST:
        gap = line[words[end - 1].end : words[end].start]
        if gap not in {" ", "\t"} and not (gap in {". ", "."} and words[end - 1].sort == INITIAL):
            break
        if words[end].sort in "GACI":
            end += 1
        elif (
            words[end].low in cues.PARTICLES
            and end + 1 < len(words)
            and words[end + 1].sort in "GAC"
        ):
            end += 2
        else:
            break
    return end
