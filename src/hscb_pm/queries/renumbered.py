"""Which records were given another id since then."""

from collections.abc import Mapping
from typing import Any

from hscb_pm.models import Record
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


def _said(record: Record, names: Mapping[str, str]) -> str:
    """All that a record says but its id, with these ids for those that it names."""
    return repr(_with_names(record.model_dump(exclude={"id"}), names))


def _with_names(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401, plain data
    match value:
        case str():
            owner, slash, part = value.partition("/")
            return names.get(owner, owner) + slash + part
        case dict():
            return {
                _with_names(key, names): _with_names(each, names) for key, each in value.items()
            }
        case tuple():
            return tuple(_with_names(each, names) for each in value)
    return value
