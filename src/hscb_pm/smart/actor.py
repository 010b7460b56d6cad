"""Who is to do it: an actor in the sentence, or the owner of the row."""

import re
from functools import cache
from typing import Final, NamedTuple

from hscb_pm.lazily import lazy
from hscb_pm.smart.grammar import STOP
from hscb_pm.smart.pattern import Hit
from hscb_pm.smart.reading import Reading
from hscb_pm.smart.task import Deed

_BEFORE: Final = frozenset("of for to with from in by on about against into among between".split())
_OF_EACH: Final = frozenset("each all both some any one representatives chairs heads".split())
_INITIALS: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Sir|Lord|Lady|Rev|Prof)\.? [A-Z]\w*"
    r"|(?:[A-Z]\.){1,4}(?=\W|$)|\b[A-Z]{2,6}(?:s\b|\b)|\b[A-Z][A-Za-z]?[A-Z]\b"
)
_NAME: Final = lazy(r"\b[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){0,3} *$")
_LABEL: Final = lazy(
    r"(?:action|lead|owner|responsib(?:le|ility)|by whom|who|lead officer|action by)\s?[:=-]\s*\w",
    re.IGNORECASE,
)
_AFTER_LABEL: Final = ":=-"
_NOT_INITIALS: Final = frozenset(
    "SMART RAG AND THE TBC KPI KPIS CSE FGM DV DA MCA DOLS SCR SCRS SEND CAF EHA CPD"
    " DBS PPE IT".split()
)
_THINGS: Final = frozenset(("artefact", "event"))
_RHYTHMS: Final = frozenset(("annual", "quarterly", "monthly", "draft", "final", "revised"))
_CALLED: Final = frozenset("to will should must shall".split())
_BY: Final = 6
_NEAR: Final = 3


class Actor(NamedTuple):
    """Who is to do it, and where that stands."""

    name: str
    kind: str = ""
    """Why it is not one who can be asked: `crowd`, `body`, `roles`, `several`, `person`."""
    spans: tuple[tuple[int, int], ...] = ()
    field: str = "action"
    known: bool = True
    """Whether it is known for a role, a body or initials, and not only stands where one would."""


@cache
def _placeholder() -> re.Pattern[str]:
    from hscb_pm.smart.figures import PLACEHOLDER

    return lazy(PLACEHOLDER, re.IGNORECASE)


def says_nothing(value: str) -> bool:
    """Whether a field is empty or a placeholder such as `TBC`."""
    return not value.strip() or _placeholder().match(value[:200]) is not None


def actor_of(reading: Reading, given: str, deeds: tuple[Deed, ...]) -> Actor | None:
    """The actor that the text names for one of its deeds."""
    for deed in deeds:
        found = (
            _by(reading, deed.hit, given) if deed.passive else _subject(reading, deed.hit, given)
        )
        if found:
            return found
    if not any(mark in given for mark in _AFTER_LABEL):
        return None
    label = _LABEL.search(given[:4000])
    return Actor(given[label.end() - 1 :].split(")", maxsplit=1)[0].strip()) if label else None


def _subject(reading: Reading, hit: Hit, given: str) -> Actor | None:
    start = reading.sentence_start(hit.first)
    nearest: Hit | None = None
    group: Hit | None = None
    for noun in reading.nouns:
        if noun.first < start or noun.last > hit.first:
            continue
        if _within(reading, noun.first, start) and not _is_title(reading, noun, start, hit.first):
            continue
        if _describes(reading, noun, hit.first):
            continue
        if noun.pattern.kind in {"role", "body"}:
            nearest = nearest or noun
        elif noun.pattern.kind == "group":
            group = group or noun
    if nearest or group:
        return _named(reading, given, nearest or group, group=nearest is None)
    if hit.first > start:
        return _initials(reading, given, start, hit.first)
    return None


def _describes(reading: Reading, noun: Hit, end: int) -> bool:
    """Whether a noun only tells whose a thing is: "staff networks", "the council annual report"."""
    if reading.words[noun.first] in {"we", "i"}:
        return False
    things = {*_THINGS, "post"} if noun.pattern.kind == "group" else _THINGS
    return any(
        thing.pattern.kind in things
        and noun.last <= thing.first <= noun.last + 1
        and thing.last <= end
        and not reading.breaks[noun.last]
        and (thing.first == noun.last or reading.words[noun.last] in _RHYTHMS)
        for thing in reading.nouns
    )


def _is_title(reading: Reading, noun: Hit, start: int, end: int) -> bool:
    """Whether a role that follows "of" is what a title ends with: "Signs of Safety Lead to"."""
    words = reading.words
    if noun.pattern.kind != "role" or noun.last != end - 1 or words[noun.last] not in _CALLED:
        return False
    return (
        noun.first - start >= _NEAR
        and words[noun.first - 1] not in _BEFORE
        and {"the", "a", "an", "all", "each", "every"}.isdisjoint(words[start : noun.first])
        and not words[noun.last - 1].endswith("s")
    )


def _within(reading: Reading, at: int, start: int) -> bool:
    """Whether a noun only belongs to another: "the training of social workers"."""
    back = at - 1
    while back >= start and at - back <= _NEAR and reading.words[back] not in _BEFORE:
        if reading.breaks[back + 1]:
            return False
        back -= 1
    if back < start or at - back > _NEAR or reading.words[back] not in _BEFORE:
        return False
    return (
        not (back > start and reading.words[back - 1] in _OF_EACH) and not reading.breaks[back + 1]
    )


def _named(reading: Reading, given: str, noun: Hit | None, *, group: bool) -> Actor | None:
    if noun is None:
        return None
    last = noun.last
    while (
        last + 1 < len(reading.words)
        and reading.words[last] in {"of", "for"}
        and last - noun.first < _BY
    ):
        last += 2
    start, _ = reading.span(noun)
    end = reading.given_span(reading.starts[last - 1], reading.ends[last - 1])[1]
    return Actor(given[start:end], "crowd" if group else "", ((start, end),) if group else ())


def _initials(reading: Reading, given: str, first: int, last: int) -> Actor | None:
    start = reading.given_span(reading.starts[first], reading.ends[first])[0]
    end = reading.given_span(reading.starts[last - 1], reading.ends[last - 1])[1]
    if reading.words[last - 1] in {"to", "will", "shall", "must", "should", "would"}:
        end = reading.given_span(reading.starts[last - 1], reading.ends[last - 1])[0]
    words = given[start:end]
    for match in _INITIALS.finditer(words):
        if match.group() not in _NOT_INITIALS:
            return Actor(match.group())
    words = re.sub(
        r"\s+(?:has |have |had |is |are |also )*(?:agreed|offered|undertook|asked)?\s*$", "", words
    )
    name = _NAME.search(words)
    if name and not any(noun.first <= last and noun.last > first for noun in reading.nouns):
        return Actor(name.group().strip(), known=False)
    return None


def _by(reading: Reading, hit: Hit, given: str) -> Actor | None:
    words = reading.words
    for at in range(hit.last, min(len(words), hit.last + 20)):
        if reading.breaks[at] == STOP:
            return None
        if words[at] != "by":
            continue
        for noun in reading.nouns:
            if at < noun.first <= at + _BY and noun.pattern.kind in {"role", "body", "group"}:
                return _named(reading, given, noun, group=noun.pattern.kind == "group")
        found = (
            _initials(reading, given, at + 1, min(len(words), at + 3))
            if at + 1 < len(words)
            else None
        )
        if found:
            return found
    return None
