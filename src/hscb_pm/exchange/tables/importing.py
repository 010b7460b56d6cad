"""Rows of a file taken into the register: what each would change, and then all of it at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from hscb_pm.exchange.adding import text_of_new
from hscb_pm.exchange.ids import free_ids
from hscb_pm.exchange.tables.stamps import AS_EXPORTED, Stamp, stamp_of
from hscb_pm.exchange.tables.table import (
    Cell,
    Column,
    Entry,
    New,
    RefusedError,
    Row,
    Table,
    Value,
    folded,
    is_same,
    said,
)
from hscb_pm.periods import say
from hscb_pm.privacy import hide
from hscb_pm.problem import CannotError, listed
from hscb_pm.store.edits import Changed, Edit, WouldBeWrongError, prepare
from hscb_pm.words import count, joined

NEW: Final = "new"
CHANGED: Final = "changed"
UNCHANGED: Final = "unchanged"
REFUSED: Final = "refused"
_LONGEST: Final = 40
"""Characters of a value that are shown in a report."""


class Line(NamedTuple):
    """What becomes of a row."""

    place: str
    what: str
    """new, changed, unchanged or refused"""
    record: str = ""
    said: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The line of the report."""
        which = (
            f"{self.place}: {self.record} {self.what}"
            if self.record
            else f"{self.place}: {self.what}"
        )
        return f"{which}: {'; '.join(self.said)}" if self.said else which


class Import:
    """The rows of a file, each judged by itself; nothing is written yet."""

    def __init__(self, table: Table, rows: Iterable[Row]) -> None:
        self.table, self.register = table, table.register
        self.lines: list[Line] = []
        self._edits: dict[int, list[Edit]] = {}
        self._new: dict[int, tuple[str, str]] = {}
        """The path and the text of each record that is to be made, by its line."""
        self._numbers: dict[int, Iterator[str]] = {}
        self._taken: dict[object, str] = {}
        entries = list(table.entries())
        self._known = {key: _by_key(key, entries) for key in table.keys}
        for row in rows:
            self.lines.append(self._line(row))

    @property
    def refused(self) -> list[Line]:
        """The rows that cannot be taken."""
        return [line for line in self.lines if line.what == REFUSED]

    def counted(self) -> str:
        """`5 rows: 1 new, 2 changed, 2 unchanged`."""
        counts = Counter(line.what for line in self.lines)
        each = [
            f"{counts[what]} {what}" for what in (NEW, CHANGED, UNCHANGED, REFUSED) if counts[what]
        ]
        return f"{count(len(self.lines), 'row')}: {', '.join(each)}" if each else "no rows"

    def prepared(self) -> Changed | None:
        """All that is not refused as one change, None if nothing changes.

        Rows that would make the register wrong are refused; of new ones it is said what they lack.
        """
        while self._edits or self._new:
            edits = [edit for edits in self._edits.values() for edit in edits]
            try:
                changed = prepare(self.register, edits, dict(self._new.values()))
            except WouldBeWrongError as wrong:
                if not self._refuse(wrong):
                    raise
            else:
                weak = self.table.weak(changed.register) if self._new else {}
                for number in self._new:
                    line = self.lines[number]
                    more = (weak[line.record],) if line.record in weak else ()
                    self.lines[number] = line._replace(said=(*line.said, *more))
                return changed
        return None

    def _refuse(self, wrong: WouldBeWrongError) -> bool:
        """Refuse the rows of which something would be wrong; whether there are any."""
        whys: dict[str | None, list[str]] = {}
        for problem in wrong.problems:
            fix = self.table.mended_by(problem)
            why = f"{problem.message} ({problem.code}){f'. {fix}' if fix else ''}".rstrip(".")
            whys.setdefault(problem.record, []).append(why)
        found = [
            number for number in (*self._edits, *self._new) if self.lines[number].record in whys
        ]
        for number in found:
            place, _, record, _ = self.lines[number]
            said = tuple(dict.fromkeys(whys[record]))
            self.lines[number] = Line(place, REFUSED, record, said)
            self._edits.pop(number, None)
            self._new.pop(number, None)
        return bool(found)

    # --- A row -------------------------------------------------------------------------------

    def _line(self, row: Row) -> Line:
        self.table.remarks = []
        entry = stamp = None
        try:
            row = row._replace(cells=self.table.settled(row.cells))
            if entry := self._match(row):
                stamp = stamp_of(self.table, entry, row)
                row = self._brought_up(entry, row, stamp) if stamp else row
            cells = self._read(entry, row, stamp)
            self._guard_agency(entry, cells)
            line = self._changed(entry, cells, row) if entry else self._added(cells, row)
        except CannotError as error:
            return Line(row.place, REFUSED, entry.record if entry else "", (str(error),))
        if row.exported and not stamp and line.what == CHANGED:
            self.table.remarks.append(f"{AS_EXPORTED.heading} is of another row, and not heeded")
        return line._replace(said=(*line.said, *self.table.remarks))

    def _match(self, row: Row) -> Entry | None:
        """The row of the register that is meant; None where it is a new one."""
        cells = {**self.table.defaults(), **row.cells}
        for key in self.table.keys:
            if not all(name in cells for name in key):
                continue
            value = _key(self.table, key, cells)
            found = self._known[key].get(value, [])
            if len(found) > 1:
                ids = listed(entry.record for entry in found)
                raise RefusedError(f"several say the same: {ids}; give the id")
            if found or not self.table.goes_on(key, cells):
                which = id(found[0]) if found else value
                self._guard_once(which, row)
                return found[0] if found else None
        lacking = joined([self.table.column(name).heading for name in self.table.keys[-1]])
        raise RefusedError(f"the row says nothing by which it could be known: {lacking}")

    def _guard_once(self, which: object, row: Row) -> None:
        if which in self._taken:
            raise RefusedError(f"{self._taken[which]} is of the same; leave one of them out")
        self._taken[which] = row.place

    def _brought_up(self, entry: Entry, row: Row, stamp: Stamp) -> Row:
        """The row as the register has it, but for what somebody changed since the export."""
        cells, newer = dict(row.cells), []
        for name, cell in row.cells.items():
            known = entry.cells[name]
            if name in self.table.keys[0] or is_same(cell, known):
                continue
            column = self.table.column(name)
            if (
                is_same(cell, self.table.shown(column, known))
                or not stamp.is_untouched(column, cell)
                or self._is_public(column, entry, cell)
            ):
                continue
            newer += [column.heading] if column.is_open else []
            del cells[name]
            if known is not None:
                cells[name] = known
        if newer:
            have = "has changed in the register, and stays"
            have = have if len(newer) == 1 else "have changed in the register, and stay"
            self.table.remarks.append(f"{joined(newer)} {have}")
        return row._replace(cells=cells)

    def _read(self, entry: Entry | None, row: Row, stamp: Stamp | None) -> dict[str, Value]:
        """What cells say that is not known yet; RefusedError with all that cannot be read."""
        found: dict[str, Value] = {}
        wrong = []
        for name, cell in row.cells.items():
            column = self.table.column(name)
            if entry and name in self.table.keys[0]:
                continue
            try:
                value = self.table.changed(column, cell, entry.cells[name] if entry else None)
            except RefusedError as error:
                if column.is_open or (entry is None and name in self.table.keys[0]):
                    wrong.append(f"{column.heading}: {error}")
                continue
            if value is None or (entry and self._is_public(column, entry, cell)):
                continue
            if entry and stamp and self._has_moved_on(column, entry, stamp, value):
                wrong.append(self._conflict(column, entry, value))
            elif column.is_open or (entry is None and name in self.table.keys[0]):
                found[name] = value
            elif entry:
                self.table.remarks.append(f"{column.heading} is not taken from a file")
        if wrong:
            raise RefusedError("; ".join(wrong))
        return found

    def _has_moved_on(self, column: Column, entry: Entry, stamp: Stamp, value: Value) -> bool:
        """Whether the register says something else than at the export, which would be lost."""
        told = self._as_public.get((entry.record, entry.at), entry)
        known = entry.cells[column.name], told.cells[column.name]
        says = (*known, *(self.table.shown(column, cell) for cell in known))
        is_lost = column.is_open and not stamp.says(column, *says)
        return is_lost and not self.table.stands_beside(entry, column, value)

    def _conflict(self, column: Column, entry: Entry, value: Value) -> str:
        """What both say, unless it may identify somebody, and what to type."""
        here, there = (self._quoted(column, cell) for cell in (value, entry.cells[column.name]))
        record, path = self.register.record(entry.record), self.register.sources[entry.record].path
        if path in self.register.suspects or (record and record.part):
            there = "something else"
        return (
            f"{column.heading}: both changed since the export; here it is {here}, in the register "
            f"{there}. Type what the register says, or change it in a new export"
        )

    def _quoted(self, column: Column, cell: Value) -> str:
        text = say(cell) if isinstance(cell, date) else said(self.table.shown(column, cell))
        cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
        return f"“{hide(cut, allowed=self.register.allowed_names)}”" if text else "nothing"

    @cached_property
    def _as_public(self) -> dict[object, Entry]:
        public = type(self.table)(self.register.for_public(), self.table.today)
        return {(entry.record, entry.at): entry for entry in public.told_entries()}

    def _is_public(self, column: Column, entry: Entry, cell: Cell) -> bool:
        """Whether a cell says what everyone is told, who are told less."""
        told = self._as_public.get((entry.record, entry.at))
        return told is not None and is_same(cell, told.cells[column.name])

    def _guard_agency(self, entry: Entry | None, cells: Mapping[str, Value]) -> None:
        """Refuse what an agency's file would change with another."""
        stands = entry.agency if entry else cells.get("agency")
        ours = self.table.given.agency
        if ours and cells and stands and stands != ours:
            whose = self.register.title_of(str(stands))
            raise RefusedError(f"it stands with {whose}; take --agency away if it is meant")

    def _changed(self, entry: Entry, cells: dict[str, Value], row: Row) -> Line:
        columns = [self.table.column(name) for name in cells]
        edits = [
            Edit(entry.record, (*entry.at, *column.path), cells[column.name])
            for column in columns
            if column.path
        ]
        edits += self.table.steps(entry, cells, row)
        if not edits:
            return Line(row.place, UNCHANGED, entry.record)
        self._edits[len(self.lines)] = edits
        said = [what for edit in edits if (what := self._told(entry, edit))]
        return Line(row.place, CHANGED, entry.record, tuple(said))

    def _told(self, entry: Entry, edit: Edit) -> str:
        """An edit in a few words."""
        path = edit.path[len(entry.at) :]
        column = next((c for c in self.table.columns if c.path and c.path == path), None)
        if column is None:
            return self.table.told(path, edit.value)
        known = entry.cells[column.name]
        if known is None:
            return f"{column.heading} added"
        was, now = self._short(column, known), self._short(column, edit.value)
        return (
            f"{column.heading} reworded"
            if "" in (was, now)
            else f"{column.heading}{' moved:' if column.name == 'due' else ''} {was} → {now}"
        )

    def _short(self, column: Column, cell: Value) -> str:
        """A value in few words; nothing where it takes many."""
        text = say(cell) if isinstance(cell, date) else said(self.table.shown(column, cell))
        is_name = column.takes in ("agency", "group")
        return text if is_name or len(text) <= _LONGEST else ""

    def _added(self, cells: dict[str, Value], row: Row) -> Line:
        """A row that the register does not have: a new record, or a new part of one."""
        number, made = len(self.lines), self.table.added(cells, row)
        if not isinstance(made, New):
            self._edits[number] = edits = list(made)
            return Line(row.place, NEW, edits[0].record)
        begun = made.data.get("agreed")
        year = (begun if isinstance(begun, date) else self.table.today).year
        if year not in self._numbers:
            self._numbers[year] = free_ids(self.register, made.kind, year)
        name = next(self._numbers[year])
        self._new[number] = text_of_new(made.kind, name, made.data)
        return Line(row.place, NEW, name)


def _key(table: Table, key: Sequence[str], cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """What a row is known by, as different hands write it."""
    return tuple(folded(said(table.read(table.column(name), cells[name]))) for name in key)


def _by_key(key: Sequence[str], entries: Iterable[Entry]) -> dict[tuple[str, ...], list[Entry]]:
    found: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if all(entry.cells[name] is not None for name in key):
            folded_key = tuple(folded(said(entry.cells[name])) for name in key)
            found.setdefault(folded_key, []).append(entry)
    return found
