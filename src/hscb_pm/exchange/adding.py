"""New records, put together from what people type, and judged before they are written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from shlex import quote
from typing import Any, Final

from hscb_pm import smart
from hscb_pm.commits import names_ever
from hscb_pm.exchange.ids import path_of
from hscb_pm.exchange.typed import ReadDay, Wanted, fields_of, from_meeting, read_field, wanted_at
from hscb_pm.models import Action, Board, Cycle, Meeting, Programme, Record, Scrutiny, Standards
from hscb_pm.models.record import Model, model_at
from hscb_pm.periods import say
from hscb_pm.present.schema import modeline
from hscb_pm.problem import CannotError, FieldPath, Problem
from hscb_pm.register import Register
from hscb_pm.store.edits import Changed, Edit, judged, prepare
from hscb_pm.store.places import place_of
from hscb_pm.store.splicing import LAST
from hscb_pm.store.yaml_text import document

INSTEAD: Final[Mapping[type[Record], str]] = {
    Board: "a register has one Board, in board.yaml: hscb edit board.yaml",
    Standards: "they stand together in standards.yaml: hscb edit standards.yaml",
    Programme: "the next year's is prepared from the last: hscb programme open YEAR --write",
    Cycle: "the next cycle is prepared from the last: hscb section11 open --write",
}
"""What is not added one by one, and what to type instead."""
PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "finding": ("findings", "F"),
    "recommendation": ("recommendations", "R"),
}
"""What stands within an audit or a review: the list, and the letter of its ids."""
WORTH_ASKING: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Action: ("group", "arises_from", "measure", "agreed")
}
"""What a record can do without and its readers cannot."""
_MOST_CHOICES: Final = 6
_ANY_OF: Final[Mapping[type, str]] = {date: "DATE", int: "NUMBER", float: "NUMBER"}
_SHARED_LAST: Final = tuple(name for name in Record.model_fields if name not in ("id", "title"))


def steps_of(field: str) -> FieldPath:
    """A field as it is typed, `owner.role`, as a path."""
    return tuple(
        int(step) if step.isascii() and step.isdecimal() and len(step) < len("1000") else step
        for step in field.split(".")
    )


def given(
    register: Register, kind: type[Model], words: Iterable[tuple[str, str]], day: ReadDay
) -> dict[str, Any]:
    """Plain data from fields and texts; ValueError(field, why) says what cannot be."""
    data: dict[str, Any] = {}
    # the day of a meeting first: from it the day for its papers may count
    for field, text in sorted(words, key=lambda word: word[0] == "papers_by"):
        try:
            if kind is Meeting and field == "papers_by":
                text = from_meeting(register, text, data.get("date"))  # noqa: PLW2901, as it is meant
            path = steps_of(field)
            put(data, path, read_field(register, kind, path, text, day))
        except ValueError as error:
            raise ValueError(field, str(error).replace("FIELD", field)) from None
    return data


def put(data: Any, path: FieldPath, value: Any) -> None:  # noqa: ANN401, plain data
    """Put a value at a place in plain data; ValueError if there is one already."""
    *above, last = path
    for step, then in zip(above, path[1:], strict=True):
        below: Any = [] if isinstance(then, int) else {}
        data = _entry(data, step, below)
    if _entry(data, last, value) is not value:
        raise ValueError("it is given twice")


def _entry(data: Any, step: str | int, new: Any) -> Any:  # noqa: ANN401, plain data
    """What stands at a step; the new value where nothing stood."""
    if isinstance(data, dict):
        return data.setdefault(step, new)
    if not isinstance(data, list) or not isinstance(step, int):
        raise ValueError("it is given twice")  # noqa: TRY004, of what somebody typed
    if step == len(data):
        data.append(new)
    if step >= len(data):
        raise ValueError(f"entries count from 0 without a gap; the next is {len(data)}")
    return data[step]


def missing(model: type[Model], data: Mapping[str, Any], above: FieldPath = ()) -> list[FieldPath]:
    """What has to be given and is not; of what has parts, the parts that have to be."""
    found: list[FieldPath] = []
    for key, wanted in fields_of(model).items():
        if wanted.model and (wanted.is_required or key in data):
            found += missing(wanted.model, data.get(key, {}), (*above, key))
        elif wanted.is_required and key not in data:
            found.append((*above, key))
    return found


def say_missing(
    register: Register, kind: type[Model], words: Iterable[str], lacking: Iterable[FieldPath]
) -> str:
    """What is missing, and the words of a command that has it."""
    lacking = list(lacking)
    named = ", ".join(".".join(map(str, path)) for path in lacking)
    used: set[str] = set()
    more = (
        f"{'.'.join(map(str, path))}={quote(_example(register, kind, path, used))}"
        for path in lacking
    )
    return f"missing: {named}. As: {' '.join([*map(quote, words), *more])}"


def _example(register: Register, kind: type[Model], path: FieldPath, used: set[str]) -> str:
    """What to write there: the one value it can have, else what says which ones there are."""
    wanted = wanted_at(kind, path)
    if wanted.choices:
        more = wanted.choices[_MOST_CHOICES:]
        return "|".join(map(str, wanted.choices[:_MOST_CHOICES])) + ("|…" if more else "")
    if wanted.refers is not None:
        known = [name for name, its in register.kinds.items() if its in wanted.refers]
        if len(known) == 1 and known[0] not in used:
            used.add(known[0])
            return known[0]
    if wanted.is_prose or (wanted.is_list and wanted.entry.is_prose):
        return "…"
    if wanted.hint in _ANY_OF:
        return _ANY_OF[wanted.hint]
    return (wanted.refers or [str(path[-1])])[0].upper()


def to_mend(
    kind: type[Model], data: Mapping[str, Any], problem: Problem, above: int = 0
) -> list[FieldPath]:
    """The fields in which somebody can put a problem right; none where no answer could.

    They are those of the first key that the fix names and that is missing, or else the one that is
    wrong. `above` is how many steps of a problem's field lead to what `data` says.
    """
    known = fields_of(kind)
    words = re.findall(r"`([a-z_]+)(:?)", problem.fix or "")
    for name in (name for name, colon in words if colon and name in known and name not in data):
        model = known[name].model
        if model is None:
            found: list[FieldPath] = [(name,)]
        else:
            parts = {part for part, colon in words if not colon}
            found = [
                (name, part)
                for part, wanted in fields_of(model).items()
                if wanted.is_required or part in parts
            ]
        if found and all(_has_one_answer(wanted_at(kind, path)) for path in found):
            return found
    path = steps_of(problem.field or "")[above:]
    while path and isinstance(path[-1], int):  # an entry is asked for with the whole list
        path = path[:-1]
    return [path] if path and path[0] in known and _has_one_answer(wanted_at(kind, path)) else []


def _has_one_answer(wanted: Wanted) -> bool:
    """Whether one line can say it."""
    value = wanted.entry if wanted.is_list else wanted
    return not value.model and not value.is_list


def take_out(data: Any, path: FieldPath) -> None:  # noqa: ANN401, plain data
    """Take a value out of plain data, if it is there."""
    *above, last = path
    for step in above:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(data, dict):
        data.pop(last, None)


def weaknesses(data: Mapping[str, Any]) -> list[tuple[str, smart.Problem]]:
    """Why a new action is not SMART, letter by letter, as far as its sentence can tell."""
    role, due = data["owner"].get("role"), data.get("due")
    verdicts = smart.check(data["action"], owner=role, due=due, measure=data.get("measure"))
    return [
        (name, letter.problems[0])
        for name, letter in verdicts._asdict().items()
        if letter.verdict is smart.Verdict.NOT_MET
    ]


def remarks(
    register: Register, kind: type[Record], data: Mapping[str, Any], today: date
) -> Iterator[str]:
    """What may be a slip in a new record, and is no error."""
    for field in ("due", "papers_by"):
        day = data.get(field)
        if isinstance(day, date) and day < today:
            yield f"{field}: {say(day)} is past"
    if kind is Action:
        for other in register.of(Action):
            is_same = (_words(other.action), other.owner.agency, _words(other.owner.role)) == (
                _words(data["action"]), data["owner"]["agency"], _words(data["owner"]["role"])
            )  # fmt: skip
            if is_same and other.state_on(today).is_to_do:
                yield f"{other.id} says the same of the same owner, and is not done"


def _words(text: str) -> list[str]:
    return text.casefold().split()


def in_order(model: type[Model], data: Mapping[str, Any]) -> dict[str, Any]:
    """The same in the order in which a record is written: what it is first, then what all share."""
    known = {**fields_of(model)}
    if issubclass(model, Record):
        known |= {name: known.pop(name) for name in _SHARED_LAST}
    return {key: _ordered(known[key], data[key]) for key in known if key in data}


def _ordered(wanted: Wanted, value: Any) -> Any:  # noqa: ANN401, plain data
    if isinstance(value, list) and wanted.is_list:
        return [_ordered(wanted.entry, each) for each in value]
    return in_order(wanted.model, value) if wanted.model and isinstance(value, dict) else value


def new_record(
    register: Register, kind: type[Record], record_id: str, data: Mapping[str, Any]
) -> Changed:
    """A new record's file, judged as part of the register; CannotError says why it cannot be."""
    guard_free(register, kind, record_id)
    path, text = text_of_new(kind, record_id, data)
    return judged(register, {path: (None, text)})


def text_of_new(kind: type[Record], record_id: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Where a new record stands, and what its file says."""
    path = path_of(kind, record_id)
    return path, f"{modeline(path)}\n{document(in_order(kind, data))}"


def new_part(
    register: Register, record: Scrutiny, part: str, data: dict[str, Any]
) -> tuple[str, Changed]:
    """A finding or a recommendation of an audit or a review, under the next number: its id."""
    field, letter = PARTS[part]
    numbers = [int(each.id[1:]) for each in getattr(record, field) if each.id[0] == letter]
    name = f"{letter}{max(numbers, default=0) + 1}"
    model = model_at(type(record), (field,))
    assert model  # noqa: S101, each has its class
    entry = in_order(model, {"id": name, **data})
    return f"{record.id}/{name}", prepare(register, [Edit(record.id, (field, LAST), entry)])


def guard_free(register: Register, kind: type[Record], record_id: str) -> None:
    """Refuse an id that no record of the kind can have, or that is given already."""
    path = path_of(kind, record_id)
    if place_of(path).kind is not kind or place_of(path).id != record_id:
        like = kind.id_of(kind.example.removesuffix(".yaml"))
        raise CannotError(f"that is no id of this kind of record; they look like {like}")
    folded = record_id.casefold()
    for name in taken(register):
        if name.casefold() == folded:
            raise CannotError(f"{name} is there already: hscb edit {name}")
    ever = names_ever(register.path, kind.folder) if kind.folder else ()
    if f"{folded}.yaml" in (name.casefold() for name in ever):
        raise CannotError(
            f"{record_id} is not free: git knows a record of that name, on another branch or "
            "deleted; choose another"
        )


def taken(register: Register) -> Iterator[str]:
    """Every id that is given, also those of files that could not be read."""
    yield from register.sources
    yield from register.rejected
