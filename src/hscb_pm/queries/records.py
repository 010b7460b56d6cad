"""Records of a kind, and one record with all that stands around it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple

from hscb_pm.models import RECORD_TYPES, Agency, Group, Record
from hscb_pm.models.record import Model, Refers, marked, shorten
from hscb_pm.periods import days_apart, say
from hscb_pm.problem import FieldPath, dotted
from hscb_pm.queries.conditions import Condition
from hscb_pm.queries.due import due_items, with_parts
from hscb_pm.queries.item import DueItem, Standing
from hscb_pm.queries.programme import OccurrenceRow, occurrences
from hscb_pm.queries.states import names_of, states
from hscb_pm.register import Reference, Register

KINDS: Final = {kind.kind: kind for kind in RECORD_TYPES}
"""Every kind of record by its name."""


class RecordRow(NamedTuple):
    """A record in a list."""

    record: str
    kind: str
    title: str
    state: str | None
    why: str | None
    agency: str | None
    group: str | None
    illustrative: bool


class RecordFilter(NamedTuple):
    """Which records of a kind are wanted; None means all."""

    agency: str | None = None
    group: str | None = None
    state: str | None = None
    where: tuple[Condition, ...] = ()


def kind_named(word: str) -> type[Record] | None:
    """The kind that a word means: its name, its plural or its folder."""
    word = word.lower()
    for name, kind in KINDS.items():
        if word in (name, f"{name}s", kind.folder, kind.folder.rpartition("/")[2]) and word:
            return kind
    return None


def records(
    register: Register, kind: type[Record], today: date, wanted: RecordFilter | None = None
) -> list[RecordRow]:
    """List the records of a kind, in the order of their ids."""
    standing = states(register, today)
    agencies = with_parts(register, wanted.agency) if wanted and wanted.agency else None
    rows = []
    for record in register.of(kind):
        if register.hides(record.id):
            continue
        how = standing(record)
        if wanted and not _is_wanted(record, how, wanted, agencies):
            continue
        rows.append(
            RecordRow(
                record.id,
                record.kind,
                register.title_of(record.id),
                how.state if how else None,
                how.why if how else None,
                _main(record, Agency),
                _main(record, Group),
                record.illustrative is True,
            )
        )
    return rows


def _is_wanted(
    record: Record, how: Standing | None, wanted: RecordFilter, agencies: set[str | None] | None
) -> bool:
    if wanted.state and not (how and wanted.state in names_of(type(record), how.state)):
        return False
    named = {record.id, *(target for _, target, _ in marked(record, Refers))}
    if agencies is not None and not named & agencies:
        return False
    if wanted.group is not None and wanted.group not in named:
        return False
    state = how.state if how else None
    return all(condition.holds_for(record, state) for condition in wanted.where)


def _main(record: Record, kind: type[Record]) -> str | None:
    """The agency, or the group, that answers for a record; the first it names at its top."""
    for path, target, mark in marked(record, Refers):
        if kind.kind in mark.kinds and len(path) <= 2 and path[-1] in _MAIN:  # noqa: PLR2004, `owner.agency`
            return str(target)
    return None


_MAIN: Final = ("agency", "with", "group", "commissioned_by", "part_of", "reports_to")


# --- One record ------------------------------------------------------------------------------


class Naming(NamedTuple):
    """A place where another record names this one."""

    record: str
    title: str
    field: str


class Dossier(NamedTuple):
    """All about one record, or one part of a record."""

    id: str
    kind: str
    title: str
    record: Record | None
    """None where something is asked for that has no file yet."""
    path: FieldPath
    """The part of the record that is meant; empty for the whole."""
    standing: Standing | None
    named_by: list[Naming]
    due: list[DueItem]


def dossier(register: Register, wanted: str, today: date) -> Dossier | None:
    """What the register knows of an id; None if it knows nothing of it."""
    return Dossiers(register, today).of(wanted)


class Dossiers:
    """What tells all about any record on a day; what is the same for all is worked out once."""

    def __init__(
        self, register: Register, today: date, items: Iterable[DueItem] | None = None
    ) -> None:
        self.register, self.today = register, today
        self._items = due_items(register, today) if items is None else items
        self._state = states(register, today)

    def of(self, wanted: str) -> Dossier | None:
        """What the register knows of an id; None if it knows nothing of it."""
        register = self.register
        if register.hides(wanted):
            return None
        record, path = _find(register, wanted)
        whole = record if not path else None
        due = [item for item in self._due.get(wanted, ()) if _belongs(item, wanted, record)]
        if record is None and not due:
            return None
        return Dossier(
            wanted,
            register.kinds.get(wanted) or due[0].kind,
            title_of(register, wanted) if record else due[0].title,
            record,
            path,
            self._state(whole) if whole else _occurrence(register, wanted, self.today),
            list(self._namings(wanted, whole)),
            due,
        )

    @cached_property
    def _due(self) -> dict[str | None, list[DueItem]]:
        """The due list by each id that an item has to do with."""
        found: dict[str | None, list[DueItem]] = {}
        for item in self._items:
            row, owner = item.record.partition("@")[0], _owner(item.record)
            for key in {item.record, row, owner, item.file, item.agency, item.group}:
                found.setdefault(key, []).append(item)
        return found

    @cached_property
    def _references(self) -> dict[str, list[Reference]]:
        """Who names what, by the record that is named."""
        found: dict[str, list[Reference]] = {}
        for reference in self.register.references:
            found.setdefault(_owner(reference.target), []).append(reference)
        return found

    def _namings(self, wanted: str, record: Record | None) -> Iterator[Naming]:
        """Where others name it or, for a whole record, a part of it; one line for each place."""
        register = self.register
        for reference in self._references.get(_owner(wanted), ()):
            is_meant = reference.target == wanted or record is not None
            if is_meant and reference.record != wanted and not register.hides(reference.record):
                field = dotted(reference.path) or ""
                yield Naming(reference.record, register.title_of(reference.record), field)


def _occurrence(register: Register, wanted: str, today: date) -> Standing | None:
    for row in occurrences(register, today) if "@" in wanted else ():
        if row.occurrence.id == wanted:
            return _of_occurrence(register, row, today)
    return None


def _of_occurrence(register: Register, row: OccurrenceRow, today: date) -> Standing:
    if row.done is None:
        return Standing("to do", f"due {say(row.due)}, {days_apart(row.due, today)}")
    done = f"{register.id_of(row.done_by)} answered it on {say(row.done)}"
    if row.is_unminuted:
        done += ", and nothing shows yet that this meeting was held"
    if row.present_to:
        done += f"; it is still to be presented to the {register.title_of(row.present_to)}"
    return Standing("done", done)


def _find(register: Register, wanted: str) -> tuple[Record | None, FieldPath]:
    """The record of an id, or the record that a part's id belongs to and where it stands there."""
    owner = wanted.partition("/")[0]
    record = register.record(owner)
    if record is not None and owner == wanted:
        return record, ()
    record = record or register.standards  # whose parts have names of their own
    if record is None:
        return None, ()
    part = wanted.partition("@")[0]
    for name, _, path in record.parts():
        if name == part:
            return (record, path[:-1]) if wanted in register.kinds else (None, ())
    return None, ()


def title_of(register: Register, wanted: str) -> str:
    """What people call a record, or a part of one by its first words; else the id."""
    record, path = _find(register, wanted)
    if record is None or not path or register.hides(wanted):
        return register.title_of(wanted)
    return label_of(part_of(record, path)) or wanted


def label_of(part: Model) -> str:
    """What people call a part of a record: its title, or its first words."""
    return shorten(getattr(part, "title", None) or getattr(part, "text", None) or "")


def part_of(record: Record, path: FieldPath) -> Model:
    """The part of a record at a path; the record itself where the path is empty."""
    value: Any = record
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, str(step))
    assert isinstance(value, Model)  # noqa: S101, parts of a record are models
    return value


def _belongs(item: DueItem, wanted: str, record: Record | None) -> bool:
    if isinstance(record, Agency) and record.id == wanted:
        return item.agency == wanted
    if isinstance(record, Group) and record.id == wanted:
        return item.group == wanted
    return wanted in (item.record, item.record.partition("@")[0]) or (
        record is not None and wanted == record.id and wanted in (item.file, _owner(item.record))
    )


def _owner(record_id: str) -> str:
    return record_id.partition("/")[0]
