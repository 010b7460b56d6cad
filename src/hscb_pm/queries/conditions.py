"""Which records are meant: conditions on their fields and on how they stand, as typed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.models import Record
from hscb_pm.models.record import model_at
from hscb_pm.periods import iso_day
from hscb_pm.problem import FieldPath, dotted, listed, nearest
from hscb_pm.queries.states import known_states, names_of, states
from hscb_pm.register import Register

_FIELD: Final = r"\s*([A-Za-z0-9_.-]+)\s*(!=|<=|>=|=|~|<|>)"
_CONDITION: Final = re.compile(rf"{_FIELD}\s*(.*?)\s*", re.DOTALL)
_AND: Final = re.compile(rf"\s+and\s+(?={_FIELD})", re.IGNORECASE)
"""An `and` before another condition; any other is a word of a value."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_FREE: Final = ("extensions", "explained")
"""Fields whose keys a board makes up."""
STATE: Final = ("state",)


class Condition(NamedTuple):
    """What a field has to hold: `owner.role=…`, `!=…`, `<…`, or `~…` for a part of it."""

    path: tuple[str, ...]
    sign: str
    value: str

    def holds_for(self, record: Record, state: str | None = None) -> bool:
        """Whether a record in a state meets it; any one of several values is enough."""
        found: list[Any] = []
        if self.path == STATE and state:
            found += names_of(type(record), state)
        found = found or list(_values(record.model_dump(by_alias=True), self.path))
        if self.sign[0] in "<>":
            return any(self._compares(value) for value in found)
        texts, wanted = [_as_text(value) for value in found], self.value.casefold()
        if not wanted:
            return bool(texts) is (self.sign != "=")
        if self.sign == "~":
            return any(wanted in text for text in texts)
        return (wanted in texts) is (self.sign == "=")

    def _compares(self, value: object) -> bool:
        """Whether a day or a number is before, or after, the one wanted."""
        one: Any = float(value) if isinstance(value, int | float) else value
        wanted: Any = _comparable(self.value)
        if type(wanted) is not type(one):
            return False
        is_beyond = one < wanted if self.sign[0] == "<" else one > wanted
        return is_beyond or (self.sign.endswith("=") and one == wanted)


def conditions(text: str, kind: type[Record]) -> tuple[Condition, ...]:
    """Read `owner.role=LADO and due<2018-01-01`; a ValueError says what is wrong with it."""
    return tuple(_condition(part, kind) for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """The conditions that `and` joins, each by itself."""
    ends = [*(found.span() for found in _AND.finditer(text)), (len(text), len(text))]
    starts = [0, *(end for _, end in ends)]
    return (text[start:end] for start, (end, _) in zip(starts, ends, strict=False))


def _condition(text: str, kind: type[Record]) -> Condition:
    """Read `owner.role=LADO`; a ValueError says what is wrong with it."""
    match = _CONDITION.fullmatch(text)
    if not match:
        message = f"{text!r} is no condition; write FIELD=VALUE, FIELD!=VALUE or FIELD~PART"
        raise ValueError(message)
    name, sign, value = match.groups()
    if value.startswith("="):
        message = f"{text!r} has one `=` too many; write {name}{sign}{value[1:]}"
        raise ValueError(message)
    path = tuple(name.split("."))
    if "" in path:
        message = f"{name!r} is no field; write one, or several with dots: owner.role"
        raise ValueError(message)
    if sign[0] in "<>" and _comparable(value) is None:
        message = f"`{sign}` asks for a day, as 2018-01-31, or for a number"
        raise ValueError(message)
    if path == STATE and path[0] not in kind.model_fields:
        return Condition(path, sign, _state(kind, value))
    _guard_known(kind, path)
    return Condition(path, sign, value)


def matching(
    register: Register, kind: type[Record], today: date, wanted: Sequence[Condition]
) -> Iterator[Record]:
    """The records of a kind that meet all conditions, as they stand on a day."""
    standing = states(register, today) if any(one.path == STATE for one in wanted) else None
    for record in register.of(kind):
        how = standing(record) if standing else None
        if all(one.holds_for(record, how.state if how else None) for one in wanted):
            yield record


def _state(kind: type[Record], value: str) -> str:
    """A state that records of a kind can have."""
    known, said = known_states(kind), value.lower().replace("-", " ")
    if said not in known:
        close = nearest(said, known)
        states_ = f"did you mean {close}?" if close else f"states: {listed(known) or 'none'}"
        message = f"{kind.kind} has no such state; {states_}"
        raise ValueError(message)
    return said


def without_state(where: Sequence[str]) -> list[str]:
    """The same conditions but for how a record stands."""
    parts = [part for text in where for part in _parts(text)]
    left = [part for part in parts if not re.match(r"\s*state\s*[!=~<>]", part)]
    return left if left != parts else [*where]


def guard_anywhere(text: str, kinds: Sequence[type[Record]]) -> None:
    """ValueError where a condition names a field, or a state, that no kind of record has."""
    for part in _parts(text):
        if match := _CONDITION.fullmatch(part):
            name, _, value = match.groups()
            path = tuple(name.split("."))
            if path == STATE:
                known = dict.fromkeys(state for kind in kinds for state in known_states(kind))
                if value.lower().replace("-", " ") not in known:
                    close = nearest(value, known)
                    hint = f"did you mean {close}?" if close else f"states: {', '.join(known)}"
                    message = f"no kind of record has such a state; {hint}"
                    raise ValueError(message)
            elif path[0] not in _FREE:
                guard_known_anywhere([step for step in path if not step.isdecimal()], kinds)


def guard_known_anywhere(path: Sequence[str], kinds: Sequence[type[Record]]) -> None:
    """ValueError where no kind of record has such a field."""
    for length, step in enumerate(path):
        owners = filter(None, (model_at(kind, tuple(path[:length])) for kind in kinds))
        known = {f.alias or name for owner in owners for name, f in owner.model_fields.items()}
        if step not in known:
            close = nearest(step, known)
            meant = f"; did you mean {'.'.join((*path[:length], close))}?" if close else ""
            message = f"no kind of record has a field {'.'.join(path[: length + 1])}{meant}"
            raise ValueError(message)


def _guard_known(kind: type[Record], path: tuple[str, ...]) -> None:
    steps: FieldPath = tuple(step for step in path if not step.isdecimal())
    for length in range(1, len(steps) + 1):
        if steps[0] in _FREE:
            break
        owner = model_at(kind, steps[: length - 1])
        known = [f.alias or name for name, f in owner.model_fields.items()] if owner else []
        if steps[length - 1] not in known:
            close = nearest(str(steps[length - 1]), known)
            meant = ".".join([*map(str, steps[: length - 1]), close or ""])
            fields = f"did you mean {meant}?" if close else f"fields: {', '.join(known) or 'none'}"
            message = f"{kind.kind} has no field {dotted(steps[:length])}; {fields}"
            raise ValueError(message)


def _comparable(text: str) -> date | float | None:
    if _NUMBER.fullmatch(text):
        return float(text)
    try:
        return iso_day(text)
    except ValueError:
        return None


def _values(data: Any, path: tuple[str, ...]) -> Iterator[Any]:  # noqa: ANN401, plain data
    """Every value at a path; a list is looked through, or entered by position."""
    if isinstance(data, tuple | list):
        if path and path[0].isdecimal():
            place = int(path[0][:9])  # no list is longer, and Python reads no number of any length
            for value in data[place : place + 1]:
                yield from _values(value, path[1:])
        else:
            for value in data:
                yield from _values(value, path)
    elif not path:
        if data is not None and data != {}:
            yield data
    elif isinstance(data, dict) and path[0] in data:
        yield from _values(data[path[0]], path[1:])


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return (value.isoformat() if isinstance(value, date) else str(value)).casefold()
