"""Workbooks from outside: read cell by cell, never run, never written back."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.privacy import hide_name
from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook as OpenWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED: Final = 200 << 20
"""Bytes that a workbook may unpack to; a real one of this size holds a million cells."""
MOST_CELLS: Final = 500_000
_PART: Final = "xl/workbook.xml"


class WorkbookError(CannotError):
    """A workbook that cannot be read."""


class Cell(NamedTuple):
    """What stands in a cell, and where: `'Plan'!C9`."""

    where: str
    value: str | date


class Sheet(NamedTuple):
    """A visible sheet: its name, and its rows that hold anything, each a cell to a column."""

    name: str
    rows: list[dict[int, Cell]]


def is_workbook(data: bytes) -> bool:
    """Whether bytes are an Excel workbook; an OpenDocument file is a zip file, too."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _PART in packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


class Workbook:
    """A workbook, opened for reading."""

    def __init__(self, name: str, book: "OpenWorkbook", formulas: "OpenWorkbook") -> None:
        self._name, self._book, self._formulas = name, book, formulas

    def unworked(self) -> list[str]:
        """The cells whose formula nobody has worked out: a program wrote them, not Excel."""
        return [
            _where(sheet.title, cell.coordinate)
            for sheet in self._formulas.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f" and self._book[sheet.title][cell.coordinate].value is None
        ]

    def sheets(self) -> list[Sheet]:
        """The sheets that people see; WorkbookError where there are too many cells."""
        seen = [s for s in self._book.worksheets if s.sheet_state == "visible"]
        return [Sheet(sheet.title, list(self._rows(sheet))) for sheet in seen]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text in it with its place: hidden sheets, comments and properties, too."""
        for sheet in self._book.worksheets:
            yield f"name of sheet {self._book.index(sheet) + 1}", sheet.title
            for row in self._rows(sheet):
                for cell in row.values():
                    yield cell.where, str(cell.value)
            for line in sheet.iter_rows():
                for found in line:
                    if found.comment:
                        where = _where(sheet.title, found.coordinate)
                        yield f"comment at {where}", f"{found.comment.author}: {found.comment.text}"
        yield from self._properties()

    def _properties(self) -> Iterator[tuple[str, str]]:
        """Author, title and their like; and what the maker of the file added."""
        told = vars(self._book.properties)
        own = {found.name: found.value for found in self._book.custom_doc_props.props}  # type: ignore[attr-defined]  # the stubs lack it
        for name, value in {**told, **own}.items():
            if isinstance(value, str):
                yield f"document property {name}", value

    def _rows(self, sheet: "Worksheet") -> Iterator[dict[int, Cell]]:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            message = f"{self._name}: a sheet of more than {MOST_CELLS:,} cells"
            raise WorkbookError(f"{message}; delete the empty rows and columns below and beside it")
        for row in sheet.iter_rows():
            found = {
                cell.column - 1: Cell(_where(sheet.title, cell.coordinate), _plain(cell.value))
                for cell in row
                if cell.value is not None and str(cell.value).strip()
            }
            if found:
                yield found


def open_workbook(path: Path, data: bytes) -> Workbook:
    """Open a workbook; raises WorkbookError if it is damaged, locked or a bomb."""
    name = hide_name(path.name)
    try:
        size = _unpacked(data)
        books = [_opened(data, values=v) for v in (True, False)] if size <= MOST_UNPACKED else []
    except Exception:  # noqa: BLE001, whatever a damaged workbook sets off
        message = f"{name} cannot be read as a workbook"
        raise WorkbookError(f"{message}; open it in Excel and save it as .xlsx again") from None
    if not books:
        raise WorkbookError(f"{name} unpacks to more than {MOST_UNPACKED >> 20} MiB")
    return Workbook(name, *books)


def _unpacked(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return sum(part.file_size for part in packed.infolist())


def _opened(data: bytes, *, values: bool) -> "OpenWorkbook":
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it cannot show and we do not look at
        return load_workbook(io.BytesIO(data), data_only=values)


def _where(sheet: str, coordinate: str) -> str:
    return f"'{sheet}'!{coordinate}"


def _plain(value: Any) -> str | date:  # noqa: ANN401, whatever a cell holds
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value).strip()
