"""Which records were given another id since then."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hscb_pm.models import Cycle, Record
from hscb_pm.register import Register


def renumbered(register: Register, base: Register) -> dict[str, str]:
    """The new id of each record that says what it said, but for ids that are new themselves.

    Of a cycle's returns, each says that it is of the cycle; so they follow once that is found.
    """
    gone = [then for then in base if register.record(then.id) is None]
    added = [now for now in register if base.record(now.id) is None]
    names: dict[str, str] = {}
    while gone and added:
        new = {(now.kind, _said(now, {})): now.id for now in added}
        found = {
            then.id: name
            for then in gone
            if (name := new.pop((then.kind, _said(then, names)), None))
        }
        if not found:
            break
        names |= found
        gone = [then for then in gone if then.id not in found]
        added = [now for now in added if now.id not in found.values()]
    return names


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
