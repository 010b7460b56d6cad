"""Workbooks from outside: read cell by cell, never run, never written back."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.privacy import hide_name, scan
from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook as OpenWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED: Final = 64 << 20
"""Bytes that a workbook may unpack to; a plan or a return has less than one."""
MOST_CELLS: Final = 500_000
MOST_PARTS: Final = 2_000
_READ_AS_CELLS: Final = ("xl/sharedStrings.xml", "docProps/", "xl/comments", "xl/calcChain.xml")
"""Parts of the file whose texts openpyxl gives with their places."""
_DRY: Final = ("xl/theme/", "[Content_Types].xml")
"""Parts in which Excel alone writes."""
_CELLS: Final = re.compile(r"<sheetData\b.*?</sheetData>", re.DOTALL)
_SAID: Final = re.compile(r'>([^<>]+)<|="([^"<>]*)"')
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

    def __init__(
        self,
        name: str,
        book: "OpenWorkbook",
        formulas: "OpenWorkbook",
        parts: Sequence[tuple[str, str]],
    ) -> None:
        self._name, self._book, self._formulas, self._parts = name, book, formulas, parts

    def unworked(self) -> list[str]:
        """The cells whose formula nobody has worked out: a program wrote them, not Excel."""
        return [
            _where(sheet, cell.coordinate)
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
        """Every text in it with its place: hidden sheets, comments and properties, too.

        A cell is given with its column's heading, which may tell what it is.
        """
        for number, sheet in enumerate(self._book.worksheets, 1):
            yield f"the name of sheet {number}", sheet.title
            yield from self._cells(sheet)
            for line in sheet.iter_rows():
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
        for line in self._formulas[sheet.title].iter_rows():
            for found in line:
                if found.data_type == "f":
                    yield f"formula at {_where(sheet, found.coordinate)}", str(found.value)

    def _hidden_parts(self) -> Iterator[tuple[str, str]]:
        """What stands in headers, drop-downs, links, names and charts: all that is no cell."""
        for name, text in self._parts:
            said = "\n".join(unescape(one or other) for one, other in _SAID.findall(text))
            yield f"{name}, which is no cell", said

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
                cell.column - 1: Cell(_where(sheet, cell.coordinate), _plain(cell.value))
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
        parts = list(_texts_of_parts(data)) if size <= MOST_UNPACKED else []
        books = [_opened(data, values=v) for v in (True, False)] if size <= MOST_UNPACKED else []
    except Exception:  # noqa: BLE001, whatever a damaged workbook sets off
        message = f"{name} cannot be read as a workbook"
        raise WorkbookError(f"{message}; open it in Excel and save it as .xlsx again") from None
    if not books:
        raise WorkbookError(f"{name} unpacks to more than {MOST_UNPACKED >> 20} MiB")
    return Workbook(name, books[0], books[1], parts)


def _unpacked(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return sum(part.file_size for part in packed.infolist())


def _texts_of_parts(data: bytes) -> Iterator[tuple[str, str]]:
    """The parts of the file in XML, without the cells of its sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist()[:MOST_PARTS]:
            if name.startswith((*_READ_AS_CELLS, *_DRY)) or not name.endswith((".xml", ".rels")):
                continue
            yield name, _CELLS.sub("", packed.read(name).decode("utf-8", "replace"))


def _opened(data: bytes, *, values: bool) -> "OpenWorkbook":
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it cannot show and we do not look at
        return load_workbook(io.BytesIO(data), data_only=values)


def _where(sheet: "Worksheet", coordinate: str) -> str:
    """The place as Excel writes it; of a sheet whose name is private, by its number."""
    name = sheet.title
    if scan(name):
        book = sheet.parent
        name = f"sheet {book.index(sheet) + 1 if book else 1}"
    return f"'{name}'!{coordinate}"


def _plain(value: Any) -> str | date:  # noqa: ANN401, whatever a cell holds
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value).strip()
