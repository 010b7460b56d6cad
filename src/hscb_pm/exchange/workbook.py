"""Workbooks from outside: read cell by cell, never run, never written back."""

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.exchange.packed import MOST_CELLS, Part, unpacked, why_no_workbook
from hscb_pm.periods import SHORT_YEAR, read_day, say
from hscb_pm.privacy import hide_name, scan
from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as WholeCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.workbook.workbook import Workbook as OpenWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

    OpenCell = WholeCell | MergedCell

_READ_AS_CELLS: Final = ("xl/sharedStrings.xml", "docProps/", "xl/comments", "xl/calcChain.xml")
"""Parts of the file whose texts openpyxl gives with their places."""
_DRY: Final = ("xl/theme/", "[Content_Types].xml")
"""Parts in which Excel alone writes."""
_SERIALS: Final = (36_526, 54_789)
"""Numbers that are days of 2000 to 2049, as Excel counts."""
_ANY_DAY: Final = date(2000, 1, 1)
"""Where to reckon from, of which nothing depends in a date that is written out."""
_WRITTEN: Final = re.compile(
    r"\s*(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|(?:[A-Za-z]+,? )?[0-9]{1,2}[\s./-]*(?:st|nd|rd|th)?"
    r"[\s./-]+[0-9A-Za-z]+[\s./,-]+[0-9]{2,4})\s*"
)
"""What may be a date that says its day, its month and its year."""


class WorkbookError(CannotError):
    """A workbook that cannot be read."""


class Cell(NamedTuple):
    """What stands in a cell, and where: `'Plan'!C9`."""

    where: str
    value: str | date
    """As text; a number as it would be typed."""
    number: float | None = None
    """Where it is a number, that; it may be a date whose look was lost."""
    wrong: str | None = None
    """Why nothing can be read from it, and what to do; the value is empty then."""


class Line(NamedTuple):
    """A row that holds anything: its number, its cells by column from 0."""

    number: int
    cells: dict[int, Cell]
    is_hidden: bool = False


class Sheet(NamedTuple):
    """A sheet: its name, and its rows that hold anything, each a cell to a column."""

    name: str
    rows: list[dict[int, Cell]]


def is_workbook(data: bytes) -> bool:
    """Whether bytes are an Excel workbook; an OpenDocument file is a zip file, too."""
    return data.startswith(b"PK\x03\x04") and why_no_workbook(data) is None


class Workbook:
    """A workbook, opened for reading."""

    def __init__(
        self,
        name: str,
        book: "OpenWorkbook",
        formulas: "OpenWorkbook",
        parts: Sequence[Part],
    ) -> None:
        self.name, self._book, self._formulas, self._parts = name, book, formulas, parts

    def own_properties(self) -> Mapping[str, str]:
        """What the maker of the file added to its properties."""
        known = self._book.custom_doc_props.props  # type: ignore[attr-defined]  # the stubs lack it
        return {found.name: str(found.value) for found in known if found.value is not None}

    def unworked(self) -> list[str]:
        """The cells whose formula nobody has worked out: a program wrote them, not Excel."""
        return [
            _where(sheet, cell.coordinate)
            for sheet in self._formulas.worksheets
            for row in _filled(sheet).values()
            for cell in row
            if cell.data_type == "f" and self._value(sheet, cell) is None
        ]

    def sheets(self) -> list[Sheet]:
        """The sheets that people see."""
        seen = [s for s in self._book.worksheets if s.sheet_state == "visible"]
        return [Sheet(sheet.title, list(self._rows(sheet))) for sheet in seen]

    def lines(self) -> Iterator[tuple[str, list[Line]]]:
        """The sheets that people see, their names and their rows, with what is wrong in cells."""
        for sheet in self._formulas.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, list(self._lines(sheet))

    def day(self, number: float) -> date | None:
        """The day that a number is as a date, in a workbook that counts from 1900 or from 1904."""
        from openpyxl.utils.datetime import from_excel

        try:
            found = from_excel(int(number), self._book.epoch)
        except (ValueError, OverflowError, TypeError):
            return None
        return found.date() if isinstance(found, datetime) else None

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text in it with its place: hidden sheets, comments and properties, too.

        A cell is given with its column's heading, which may tell what it is.
        """
        for number, sheet in enumerate(self._book.worksheets, 1):
            yield f"the name of sheet {number}", sheet.title
            yield from self._cells(sheet)
            for line in _filled(sheet).values():
                for found in line:
                    if found.comment:
                        where = _where(sheet, found.coordinate)
                        yield f"comment at {where}", f"{found.comment.author}: {found.comment.text}"
        yield from self._properties()
        yield from self._hidden_parts()

    def _cells(self, sheet: "Worksheet") -> Iterator[tuple[str, str]]:
        headings: dict[int, Cell] = {}
        for row in self._rows(sheet):
            for column, cell in row.items():
                heading = headings.get(column)
                yield cell.where, f"{heading.value}: {cell.value}" if heading else str(cell.value)
            if not headings and len(row) > 1:
                headings = row
        for line in _filled(self._formulas[sheet.title]).values():
            for found in line:
                if found.data_type == "f":
                    yield f"formula at {_where(sheet, found.coordinate)}", str(found.value)

    def _hidden_parts(self) -> Iterator[tuple[str, str]]:
        """What stands in headers, drop-downs, links, names and charts: all that is no cell."""
        for name, text in self._parts:
            if text and not name.startswith((*_READ_AS_CELLS, *_DRY)):
                yield f"{name}, which is no cell", text

    def _properties(self) -> Iterator[tuple[str, str]]:
        """Author, title and their like; and what the maker of the file added."""
        told = vars(self._book.properties)
        for name, value in {**told, **self.own_properties()}.items():
            if isinstance(value, str):
                yield f"document property {name}", value

    def _rows(self, sheet: "Worksheet") -> Iterator[dict[int, Cell]]:
        for row in _filled(sheet).values():
            found = {
                cell.column - 1: Cell(_where(sheet, cell.coordinate), _plain(cell.value))
                for cell in row
                if cell.value is not None and str(cell.value).strip()
            }
            if found:
                yield found

    def _lines(self, sheet: "Worksheet") -> Iterator[Line]:
        for number, row in _filled(sheet).items():
            cells = {(cell.column or 1) - 1: self._typed(sheet, cell) for cell in row}
            filled = {c: cell for c, cell in cells.items() if cell.value or cell.wrong}
            if filled:
                yield Line(number, filled, bool(sheet.row_dimensions[number].hidden))

    def _typed(self, sheet: "Worksheet", cell: "OpenCell") -> Cell:
        """A cell with what it holds, or why nothing can be read from it."""
        where, value = _where(sheet, cell.coordinate), self._value(sheet, cell)
        if type(cell).__name__ == "MergedCell":
            return Cell(where, "", wrong="is part of a merged block; unmerge it and fill each row")
        if cell.data_type == "f" and value is None:
            return Cell(where, "", wrong="holds a formula without a value; type the value")
        if isinstance(value, str) and self._kind(sheet, cell) == "e":
            return Cell(where, "", wrong="holds an error of a formula; type the value")
        if value is None:
            return Cell(where, "")
        if isinstance(value, bool):
            return Cell(where, "yes" if value else "no")
        is_number = isinstance(value, (int, float))
        return Cell(where, _plain(value), float(value) if is_number else None)

    def _value(self, sheet: "Worksheet", cell: "OpenCell") -> Any:  # noqa: ANN401, whatever it holds
        return self._worked(sheet, cell).value if cell.data_type == "f" else cell.value

    def _kind(self, sheet: "Worksheet", cell: "OpenCell") -> str:
        return str((self._worked(sheet, cell) if cell.data_type == "f" else cell).data_type)

    def _worked(self, sheet: "Worksheet", cell: "OpenCell") -> "OpenCell":
        found: OpenCell = self._book[sheet.title][cell.coordinate]
        return found


def day_of(book: Workbook, cell: Cell) -> tuple[date, str | None]:
    """The day that a cell holds, and what is doubtful in it; a ValueError says what to type.

    A day as text is read as day/month/year; a number of the size of a date is one.
    """
    if isinstance(cell.value, date):
        return cell.value, None
    if cell.number is not None and _SERIALS[0] <= cell.number <= _SERIALS[1]:
        if day := book.day(cell.number):
            return day, f"holds a number; read as the date {say(day)}"
    elif cell.number is None and _WRITTEN.fullmatch(cell.value):
        try:
            day = read_day(cell.value, _ANY_DAY)
        except ValueError as why:
            if SHORT_YEAR in str(why):
                raise ValueError(f"is no date: {SHORT_YEAR}") from None
        else:
            return day, f"holds a date as text; read as {say(day)}"
    raise ValueError("is no date; type it as day/month/year, for example 31/03/2018")


def open_workbook(path: Path, data: bytes, most_cells: int = MOST_CELLS) -> Workbook:
    """Open a workbook; raises WorkbookError if it is damaged, locked or a bomb."""
    name = hide_name(path.name)
    if why := why_no_workbook(data):
        raise WorkbookError(f"{name} {why}")
    try:
        parts, data = unpacked(data, most_cells)
        formulas = _opened(data, values=False)
        cells = [cell for sheet in formulas.worksheets for cell in sheet._cells.values()]  # noqa: SLF001
        for cell in cells:
            _ = cell.coordinate  # raises for a column that no sheet has
        has_formulas = any(cell.data_type == "f" for cell in cells)
        book = _opened(data, values=True) if has_formulas else formulas
    except CannotError as error:
        raise WorkbookError(f"{name} {error}") from None
    except Exception:  # noqa: BLE001, whatever a damaged workbook sets off
        message = f"{name} cannot be read as a workbook"
        raise WorkbookError(f"{message}; open it in Excel and save it as .xlsx again") from None
    return Workbook(name, book, formulas, parts)


def _opened(data: bytes, *, values: bool) -> "OpenWorkbook":
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it cannot show and we do not look at
        return load_workbook(io.BytesIO(data), data_only=values)


def _filled(sheet: "Worksheet") -> dict[int, list["OpenCell"]]:
    """The cells that a file has, by row; asked otherwise, openpyxl makes all those between."""
    rows: dict[int, list[OpenCell]] = {}
    for row, column in sorted(sheet._cells):  # noqa: SLF001, see above
        rows.setdefault(row, []).append(sheet._cells[row, column])  # noqa: SLF001
    return rows


def _where(sheet: "Worksheet", coordinate: str) -> str:
    """The place as Excel writes it; of a sheet whose name is private, by its number."""
    name = sheet.title
    if _is_private(name):
        book = sheet.parent
        name = f"sheet {book.index(sheet) + 1 if book else 1}"
    return "'" + name.replace("'", "''") + f"'!{coordinate}"


@cache
def _is_private(name: str) -> bool:
    return bool(scan(name))


def _plain(value: Any) -> str | date:  # noqa: ANN401, whatever a cell holds
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return str(int(value))
    if isinstance(value, time):
        return value.isoformat()
    return value if isinstance(value, date) else str(value).strip()
