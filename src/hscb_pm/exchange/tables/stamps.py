"""What a row said when it was exported: it tells what its author changed from what is merely older.

A row carries a fingerprint of each cell, in letters that no spreadsheet takes for a number, a date
or a formula, and that spell no name and no postcode.
"""

import re
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple

from hscb_pm.exchange.tables.table import Cell, Column, Entry, Row, Table, Value, Wrong, said
from hscb_pm.present.rows import without_apostrophe

AS_EXPORTED: Final = Column("as_exported", "As exported", width=255)
"""The last column of a file that is to come back."""
_LETTERS: Final = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
_STAMP: Final = re.compile("[b-df-hj-np-t]{6}( [b-df-hj-np-t]{6})+")
_DAY: Final = re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})( 00:00(:00)?)?")


class Stamp(NamedTuple):
    """The fingerprints of a row, by the names of its columns."""

    marks: Mapping[str, str]

    def says(self, column: Column, *cells: Cell) -> bool:
        """Whether the column said one of these at the export."""
        return any(_mark(column, cell) == self.marks[column.name] for cell in cells)

    def is_untouched(self, column: Column, cell: Cell) -> bool:
        """Whether a cell of the file says what was exported, as Excel may have written it anew."""
        if isinstance(cell, str) and (found := _DAY.fullmatch(cell)):
            return self.says(column, cell, f"{found['y']}-{found['m']:0>2}-{found['d']:0>2}")
        return self.says(column, cell, without_apostrophe(said(cell)))


def stamp(table: Table, cells: Mapping[str, Value]) -> str:
    """The fingerprints of a row, as they are written beside it."""
    marks = (_mark(column, cells[column.name]) for column in table.columns)
    return " ".join((_layout(table), *marks))


def stamp_of(table: Table, entry: Entry, row: Row) -> Stamp | None:
    """The fingerprints of a row; None where it has none, or those of another row or table."""
    layout, *marks = row.exported.split() or [""]
    if layout != _layout(table) or len(marks) != len(table.columns):
        return None
    found = Stamp({column.name: mark for column, mark in zip(table.columns, marks, strict=True)})
    key = next(key for key in table.keys if all(entry.cells[name] is not None for name in key))
    for column in map(table.column, key):
        known = entry.cells[column.name]
        if not found.says(column, known, table.shown(column, known)):
            return None
    return found


def is_stamp(text: str) -> bool:
    """Whether a cell holds fingerprints and nothing else."""
    return _STAMP.fullmatch(text) is not None


def _layout(table: Table) -> str:
    return _letters(" ".join((table.name, *(column.name for column in table.columns))))


def _mark(column: Column, cell: Cell) -> str:
    if isinstance(cell, Wrong):
        return ""
    text = cell.isoformat() if isinstance(cell, date) else said(cell)
    return _letters(" ".join((column.name, *text.split())))


def _letters(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=3).hexdigest().translate(_LETTERS)
