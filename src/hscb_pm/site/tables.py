"""Tables of a site: the due list, and the records of each kind."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from hscb_pm.models import Action, Record
from hscb_pm.papers import Paper
from hscb_pm.papers.sections import what_is_owed
from hscb_pm.periods import say
from hscb_pm.present.due import DueList, when
from hscb_pm.present.records import RecordList
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.records import RecordRow

_DATES: Final = ("date", "due", "on", "opened", "raised", "noted", "reported", "agreed", "received")
"""What is looked at, in this order, for the day by which a record is put into a year."""
_SHORT: Final = len("30 September 2017")
_YEAR: Final = re.compile(r"[A-Z0-9]{3}-([0-9]{4})\b")


class Cell(NamedTuple):
    """What stands in a table: words, the record that they lead to, what to sort them by."""

    text: str
    to: str | None = None
    key: str | None = None

    @property
    def is_line(self) -> bool:
        """Whether it is so short that it stays on one line, such as a date."""
        return len(self.text) <= _SHORT


class Column(NamedTuple):
    """A column of a table; readers may choose among what stands in it."""

    name: str
    is_choice: bool = False


class Table(NamedTuple):
    """Rows under their columns."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    @property
    def heading(self) -> int:
        """The column that heads the rows: the first that leads to a record."""
        return next((place for place, cell in enumerate(self.rows[0]) if cell.to), 0)

    @property
    def is_listed(self) -> bool:
        """Whether readers can sort it, and choose among its rows."""
        return any(column.is_choice for column in self.columns)

    def choices(self) -> Iterable[tuple[int, str, list[str]]]:
        """The columns of which readers may choose a value, and their values."""
        for place, column in enumerate(self.columns):
            found = {row[place].text for row in self.rows if row[place].text}
            if column.is_choice and len(found) > 1:
                yield place, column.name, sorted(found, key=str.casefold)


class Dated(NamedTuple):
    """A row, and the day that says which year it belongs to."""

    day: date | None
    state: str
    cells: Sequence[Cell]


def table_of(columns: Sequence[Column], rows: Iterable[Dated]) -> Table:
    """Rows under their columns."""
    return Table(columns, [row.cells for row in rows])


DUE: Final = tuple(map(Column, ("When", "Due", "What", "Kind", "Who", "Date moved")))
ACTIONS: Final = (
    Column("Action"),
    Column("State", is_choice=True),
    Column("Due"),
    Column("How it stands"),
    Column("Owner", is_choice=True),
    Column("Agency", is_choice=True),
)


def due_row(due: DueList, item: DueItem) -> Dated:
    """An item of the due list."""
    late, day = when(item)
    cells = (
        Cell(late),
        Cell(day or "no date"),
        Cell(what_is_owed(item), item.record if item.record in due.register.kinds else item.file),
        Cell(item.kind),
        Cell(due.who(item)),
        Cell(item.moved or ""),
    )
    return Dated(item.due, item.state, cells)


def action_row(paper: Paper, row: RecordRow) -> Dated:
    """An action, and how it stands."""
    register = paper.register
    action = register.get(Action, row.record)
    assert action is not None  # noqa: S101, it was listed
    due = action.due_on(paper.today)
    cells = (
        Cell(row.title, row.record),
        Cell(row.state or ""),
        Cell(say(due), key=due.isoformat()),
        Cell(row.why or ""),
        Cell(action.owner.role),
        Cell(register.title_of(action.owner.agency), action.owner.agency),
    )
    return Dated(due, row.state or "", cells)


def record_rows(found: RecordList) -> tuple[Sequence[Column], list[Dated]]:
    """The records of a kind, with the columns that say something of them."""
    columns = (
        Column("Record"),
        Column("State", is_choice=True),
        Column("How it stands"),
        Column("Agency or group", is_choice=True),
    )
    every = [
        (
            row,
            (
                Cell(row.title, row.record),
                Cell(row.state or ""),
                Cell(row.why or ""),
                Cell(found.register.title_of(row.agency or row.group), row.agency or row.group),
            ),
        )
        for row in found.rows
    ]
    kept = [0, *(place for place in (1, 2, 3) if any(cells[place].text for _, cells in every))]
    rows = [
        Dated(_day(found, row), row.state or "", [cells[place] for place in kept])
        for row, cells in every
    ]
    return [columns[place] for place in kept], rows


def _day(found: RecordList, row: RecordRow) -> date | None:
    record: Record | None = found.register.get(found.kind, row.record)
    for name in _DATES:
        if isinstance(day := getattr(record, name, None), date):
            return day
    year = _YEAR.match(row.record)
    return date(int(year[1]), 4, 1) if year else None
