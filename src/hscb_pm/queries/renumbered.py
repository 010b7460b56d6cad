"""Which records were given another id since then."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from hscb_pm.models import Cycle, Record
from hscb_pm.register import Register
from hscb_pm.words import are_alike

_MOST_COMPARED: Final = 100_000
_HALF: Final = 0.5
_MOST: Final = 0.75
"""How much of a record is kept where its words are alike, and where it has none."""


def renumbered(register: Register, base: Register) -> dict[str, str]:
    """The new id of each record that says what it said, but for ids that are new themselves.

    Of a cycle's returns, each says that it is of the cycle; so they follow once that is found.
    What says nearly the same was given another id as well, and then changed.
    """
    gone = [then for then in base if register.record(then.id) is None]
    added = [now for now in register if base.record(now.id) is None]
    names: dict[str, str] = {}
    while gone and added:
        found = _same(gone, added, names) or _alike(gone, added, names)
        if not found:
            break
        names |= found
        gone = [then for then in gone if then.id not in found]
        added = [now for now in added if now.id not in found.values()]
    return names


def _same(gone: list[Record], added: list[Record], names: Mapping[str, str]) -> dict[str, str]:
    """The new ids of those that say what they said."""
    new = {(now.kind, _said(now, {})): now.id for now in added}
    return {
        then.id: name for then in gone if (name := new.pop((then.kind, _said(then, names)), None))
    }


def _alike(gone: list[Record], added: list[Record], names: Mapping[str, str]) -> dict[str, str]:
    """The new ids of those whose like there is: alike in their words, the same in most fields."""
    if len(gone) * len(added) > _MOST_COMPARED:
        return {}
    says = {now.id: _fields(now, {}) for now in added}
    was = {then.id: _fields(then, names) for then in gone}
    found = [
        (share, then.id, now.id)
        for then in gone
        for now in added
        if (now.kind, now.part) == (then.kind, then.part)
        and (share := _likeness(then, now, was[then.id], says[now.id]))
    ]
    paired: dict[str, str] = {}
    for _, old, new in sorted(found, reverse=True):
        if old not in paired and new not in paired.values():
            paired[old] = new
    return paired


def _likeness(then: Record, now: Record, was: Mapping[str, Any], says: Mapping[str, Any]) -> float:
    """How much of a record another one says; nought if that is too little to be the same.

    One that has another title and says all the rest, and much of it, is the same.
    """
    share = sum(says.get(name) == value for name, value in was.items()) / max(1, len(was))
    text, other = (each.title or each.wording for each in (then, now))
    is_retitled = says == {**was, "title": now.title}
    if text in was.values() and not is_retitled:  # words of its own
        return share if share > _HALF and are_alike(text, other) else 0
    return share if share > _MOST else 0


def _fields(record: Record, names: Mapping[str, str]) -> dict[str, Any]:
    """What a record says, field by field, with these ids for those that it names."""
    said = _replaced(record.model_dump(exclude={"id"}), names)
    return {name: value for name, value in said.items() if value}


def with_new_ids(base: Register, names: Mapping[str, str]) -> Register:
    """A register as it reads with the ids of today; what names none of them is the same object."""
    changed = {each.record for each in base.references if _is_renamed(each.target, names)}
    changed |= {
        cycle.id for cycle in base.of(Cycle) if not names.keys().isdisjoint(cycle.not_asked)
    }
    changed |= names.keys()

    def today(record: Record) -> Record:
        return with_names(record, names) if record.id in changed else record

    return replace(
        base,
        records={
            kind: {names.get(name, name): today(record) for name, record in known.items()}
            for kind, known in base.records.items()
        },
    )


def with_names(record: Record, names: Mapping[str, str]) -> Record:
    """A record as it reads with the ids of today."""
    return type(record).model_validate(_replaced(record.model_dump(by_alias=True), names))


def _is_renamed(target: str, names: Mapping[str, str]) -> bool:
    return re.split("[/@]", target, maxsplit=1)[0] in names


def _said(record: Record, names: Mapping[str, str]) -> str:
    """All that a record says but its id, with these ids for those that it names."""
    return repr(_replaced(record.model_dump(exclude={"id"}), names))


def _replaced(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401, plain data
    match value:
        case str():
            owner = re.split("[/@]", value, maxsplit=1)[0]
            return names.get(owner, owner) + value[len(owner) :]
        case dict():
            return {_replaced(k, names): _replaced(each, names) for k, each in value.items()}
        case tuple():
            return tuple(_replaced(each, names) for each in value)
    return value
