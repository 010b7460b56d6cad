"""What a form says, held against the form as it was made and against the versions that came."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from hscb_pm.exchange.forms import layout as form
from hscb_pm.exchange.forms.layout import Asked
from hscb_pm.exchange.forms.reading import Better, Filled, Piece, Said
from hscb_pm.models.section11 import Answer, Received
from hscb_pm.periods import say
from hscb_pm.problem import CannotError, listed

ACTIONS: Final = 0
"""The part of a form that its sheet of actions is; the others are its standards."""
_PART: Final = re.compile(r"([0-9]{1,3})([b-z]{5})")
_LETTERS: Final = "bcdfghjklmnpqrstvwxz"
"""Without vowels no word comes about, and without digits nothing like a number of somebody."""
_LONGEST: Final = 255
"""Characters that a property of a workbook can hold."""

Seals = Mapping[int, str]
"""A fingerprint for each part of a form."""


class _Known(NamedTuple):
    """What a form may have been before somebody typed into it, and after which version that was."""

    seals: Seals
    after: float
    came: Received | None = None


class Held(NamedTuple):
    """A form held against what is known."""

    seal: str
    """What is to be recorded of it."""
    again: Received | None = None
    """The earlier version of which it is a copy."""
    untouched: frozenset[int] = frozenset()
    """The parts that say what they said in the version, or in the form, that it was made from."""
    behind: tuple[int, ...] = ()
    """Those of them that a newer version has changed."""
    is_latest: bool = True
    """Whether it was made from what came last."""


def as_made(asked: Asked) -> dict[str, str]:
    """The properties of a form by which it is known later what nobody has typed into."""
    made = _written(_seals_of(_prefilled(asked), ()))
    return {form.AFTER: str(_last(asked)), form.MADE: made if len(made) <= _LONGEST else ""}


def held_against(asked: Asked, filled: Filled, own: Mapping[str, str]) -> Held:
    """What of a form is new; CannotError where it and a newer version changed the same."""
    said = _said(asked, filled)
    seal, last = _written(said), _last(asked)
    known = list(_known(asked, own))
    if not known:
        return Held(seal)

    def likeness(one: _Known) -> tuple[int, float]:
        same = sum(one.seals.get(part) == its for part, its in said.items() if part != ACTIONS)
        return same, one.after

    base = max(known, key=likeness)
    now = _seals_of(_prefilled(asked), ())
    latest = next((one.seals for one in known if one.came and one.after == last), now)
    since = latest if base.came else now
    untouched = frozenset(part for part, its in said.items() if base.seals.get(part) == its)
    other = {part for part in said if since.get(part) not in (base.seals.get(part), said[part])}
    is_latest = base.after >= last
    if len(untouched) == len(said) and base.came and not is_latest:
        return Held(seal, base.came, untouched)
    if both := sorted(other - untouched - {ACTIONS}):
        numbers = listed(map(str, both))
        raise CannotError(
            f"it is no further work on what came last: standard {numbers} has changed in the "
            "register since it was made, and otherwise in this file; send a form that is made now "
            "(hscb section11 form), or say --again if this file is meant to stand"
        )
    behind = tuple(sorted(untouched & other - {ACTIONS}))
    return Held(seal, None, untouched, behind, is_latest)


def sealed(asked: Asked, filled: Filled) -> str:
    """The fingerprint of what a form says."""
    return _written(_said(asked, filled))


def copy_of(asked: Asked, filled: Filled) -> Received | None:
    """The version that said the same, the last one first."""
    its = asked.its_return
    seal = sealed(asked, filled)
    came = [one for one in (its.received if its else ()) if one.seal == seal]
    return max(came, key=lambda one: one.version, default=None)


def only_new(filled: Filled, held: Held) -> Filled:
    """A form without what nobody has typed into since; new actions keep what they answer."""
    linked = {row.standard for row in filled.actions} if held.is_latest else set()

    def kept(said: Said) -> Said:
        if said.standard not in held.untouched:
            return said
        better = said.improvements if said.standard in linked else ()
        return Said(said.standard, improvements=better)

    remarks = [
        f"standard {part} says what it said before a newer version came; the newer one stays"
        for part in held.behind
    ]
    answers = {part: kept(said) for part, said in filled.answers.items()}
    return filled._replace(answers=answers, remarks=[*filled.remarks, *remarks])


def said_again(asked: Asked, came: Received) -> str:
    """What is said of a file that is a copy of an earlier version."""
    return (
        f"this is what version {came.version} said, of {say(came.on)}, and version {_last(asked)} "
        "is newer: nothing is taken in; if it is meant to stand, --again"
    )


def _known(asked: Asked, own: Mapping[str, str]) -> Iterator[_Known]:
    """The versions that came, from the one on after which the form was made, and the form."""
    after = own.get(form.AFTER, "")
    first = int(after) if after.isdecimal() and len(after) <= len("999") else 0
    its = asked.its_return
    for came in its.received if its else ():
        if came.seal and came.version >= first:
            yield _Known(_read(came.seal), came.version, came)
    if made := _read(own.get(form.MADE, "")):
        yield _Known(made, first + 0.5)


def _last(asked: Asked) -> int:
    its = asked.its_return
    return max((each.version for each in its.received), default=0) if its else 0


def _said(asked: Asked, filled: Filled) -> Seals:
    """The fingerprints of a form that came."""
    numbers = (standard.standard for standard, _ in asked.standards)
    answers = {number: filled.answers.get(number, Said(number)) for number in numbers}
    rows = [
        f"{each.row} {each.action} {each.role} {each.due} {each.measure}" for each in filled.actions
    ]
    return _seals_of(answers, [*rows, *(f"{each.id} {each.note}" for each in filled.progress)])


def _prefilled(asked: Asked) -> dict[int, Said]:
    """What a form says that is made now, and that nobody has typed into."""
    its = asked.its_return
    held = {answer.standard: answer for answer in its.standards} if its else {}
    numbers = (standard.standard for standard, _ in asked.standards)
    return {number: _as_said(asked, held.get(number), number) for number in numbers}


def _as_said(asked: Asked, answer: Answer | None, number: int) -> Said:
    if answer is None:
        return Said(number)
    own = answer.self_ if not asked.cycle.is_carried_forward(answer) else None
    return Said(
        number,
        still=own is not None and own.on < asked.cycle.opened,
        grade=own.grade if own else None,
        evidence=tuple(Piece(each.kind, each.what) for each in answer.evidence),
        improvements=tuple(Better(each.what, "") for each in answer.improvements),
    )


def _seals_of(answers: Mapping[int, Said], actions: list[str] | tuple[()]) -> dict[int, str]:
    """A fingerprint of each part, wherever its rows stand and its lines break."""
    found = {ACTIONS: _seal("", *actions)}
    for number, said in answers.items():
        evidence = (f"{piece.kind}: {piece.what}" for piece in said.evidence)
        better = (f"> {each.what}" for each in said.improvements)
        found[number] = _seal(form.YES if said.still else said.grade or "", *evidence, *better)
    return found


def _seal(first: str, *texts: str) -> str:
    words = "\n".join([first, *sorted(" ".join(text.split()) for text in texts)])
    number = int.from_bytes(sha256(words.encode("utf-8", "surrogatepass")).digest()[:8])
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(5))


def _written(seals: Seals) -> str:
    return " ".join(f"{part}{letters}" for part, letters in sorted(seals.items()))


def _read(text: str) -> dict[int, str]:
    return {int(part): letters for part, letters in _PART.findall(text)}
