"""What a table of the data set is: its columns, each with a type and a meaning, and its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from hscb_pm.models import Cycle, Record
from hscb_pm.periods import financial_year
from hscb_pm.queries.item import Standing
from hscb_pm.queries.matrix import Matrix, matrix
from hscb_pm.queries.states import BEGUN, states
from hscb_pm.register import Register

R = TypeVar("R", bound=Record)
TYPES: Final = {
    "text": "VARCHAR",
    "day": "DATE",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "yes": "BOOLEAN",
}
"""The types of columns, and what a warehouse calls them."""
Cells = tuple[date | None, tuple[object, ...]]
"""The day whose financial year a row belongs to, None for that of the export, and the row."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    says: str


class Table(NamedTuple):
    """A table: its columns are part of what others build on, and change with the version only."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: "Callable[[Facts], Iterator[Cells]]"


def table(says: str, columns: str) -> "Callable[[Callable[[Facts], Iterator[Cells]]], Table]":
    """Declare the table that a function of its name gives the rows of, a line for each column."""
    every = (line.split(maxsplit=2) for line in columns.strip().splitlines())
    known = tuple(Column(*words) for words in every)
    return lambda rows: Table(rows.__name__, says, known, rows)


@dataclass(frozen=True)
class Facts:
    """A register on a day, for those who may read it: what the rows are made of."""

    register: Register
    today: date

    def of(self, kind: type[R]) -> Iterator[R]:
        """The records of a kind that have begun, and that those who read may know of."""
        for record in self.register.of(kind):
            begun = self.by(getattr(record, BEGUN.get(kind, ""), self.today))
            if begun and not self.register.hides(record.id):
                yield record

    def by(self, day: date | None) -> date | None:
        """The day of a fact, once it has come."""
        return day if day is not None and day <= self.today else None

    @cached_property
    def _standing(self) -> Callable[[Record], Standing | None]:
        return states(self.register, self.today)

    def state(self, record: Record) -> str | None:
        """How a record stands, in a word."""
        found = self._standing(record)
        return found.state if found else None

    def titled(self, record: Record) -> str | None:
        """What people call a record."""
        return self.told(record.id, record.label)

    def told(self, record_id: str, text: str | None) -> str | None:
        """A text that somebody typed into a record; nothing if its file may identify somebody."""
        source = self.register.sources.get(record_id)
        return None if source and source.path in self.register.suspects else text

    @cached_property
    def matrices(self) -> list[Matrix]:
        """The Section 11 cycles, set out."""
        return [matrix(self.register, cycle, self.today) for cycle in self.of(Cycle)]

    def year(self, day: date | None) -> str:
        """The financial year that a row belongs to."""
        return financial_year(day or self.today).name

    def cell(self, value: object) -> Any:  # noqa: ANN401, plain data
        """A value as JSON has it, without what those who read may not know of."""
        if isinstance(value, str):
            return None if self.register.hides(value) else self.register.struck(value)
        return value.isoformat() if isinstance(value, date) else value
