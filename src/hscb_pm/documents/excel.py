"""Workbooks as Excel has them: no text becomes a formula, and the same rows give the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST: Final = 32_767
"""Characters that a cell can hold."""
MOST_ROWS: Final = 1_048_576
CUT: Final = " … (cut here: a cell can hold no more)"
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LISTS: Final = "Lists"
_A4: Final = 9
_SIZE: Final = 11
_LINE: Final = 1.3
"""The height of a line, in letters."""
_HIGHEST: Final = 409
"""Points that a row can be high."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel takes 1900 for a leap year, so earlier days are written as text."""
_WIDE: Final = 74
"""Characters to a line of a sheet that is read: a single column is never scaled to the page."""
_ACROSS: Final = 220
"""Characters that can be printed across a page of a table, and still be read."""
_FURTHER: Final = 200
"""Rows below the spare ones in which drop-downs still help."""
_SETTINGS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
_EDGE: Final = {"border": 1, "border_color": "#8A949E", "text_wrap": True, "valign": "top"}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 13, "text_wrap": True, "valign": "top"},
    "above": {"bold": True},
    "line": {"text_wrap": True, "valign": "top"},
    "top": {**_EDGE, "bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"},
    "shut": {**_EDGE, "bg_color": "#F2F4F6"},
    "strong": {**_EDGE, "bg_color": "#DCE6F0", "bold": True},
    "open": {**_EDGE, "bg_color": "#FFF9DB", "locked": False},
}

Value = str | int | float | date | None


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    width: int = 20
    """In characters, about."""
    holds: Literal["text", "date", "number"] = "text"
    choices: Sequence[str] = ()
    """What is offered in a drop-down; other values are refused as they are typed."""
    is_open: bool = False
    """Whether it may be typed into where the sheet is protected."""
    prompt: str = ""
    """What is shown beside a cell of it that is chosen."""
    is_hidden: bool = False


class Shut(NamedTuple):
    """A value that may not be typed over, in a column that may."""

    value: Value = None
    is_strong: bool = False
    """Whether it stands out, as the first row of several that belong together."""


class Table(NamedTuple):
    """A sheet with headings and rows, which is what programs and screen readers look for."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value | Shut]]
    spare: int = 0
    """Empty rows below them, to be typed into."""
    above: Sequence[str] = ()
    """Lines above the headings."""
    is_protected: bool = False
    """Without a password: it keeps from slips, not from intent."""
    frozen: int = 0
    """Columns that stay in sight."""


class Notes(NamedTuple):
    """A sheet that is read from top to bottom: its title, then headings, each with its lines."""

    name: str
    title: str
    parts: Sequence[tuple[str, Sequence[str]]]


class About(NamedTuple):
    """What a workbook says of itself, in the file's properties."""

    title: str
    author: str
    day: date
    """The day that it is of; the clock has no part in it."""
    subject: str = ""
    own: Mapping[str, str] = {}
    """Properties of our own, by which a program knows the file again."""


def write(sheets: Iterable[Table | Notes], about: About) -> bytes:
    """The workbook; CannotError where a text that may be changed does not fit into a cell."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, _SETTINGS)
    _introduce(book, about)
    writer = _Writer(book)
    for sheet in sheets:
        if isinstance(sheet, Notes):
            writer.notes(sheet)
        else:
            writer.table(sheet)
    writer.lists()
    book.close()
    return _growing(stream.getvalue())


def _growing(data: bytes) -> bytes:
    """The same with rows that grow as somebody types: their heights are where they begin."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.startswith("xl/worksheets/"):
                content = content.replace(b' customHeight="1">', b">")
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def quoted(sheet: str) -> str:
    """A sheet's name as formulas have it."""
    return "'" + sheet.replace("'", "''") + "'"


def _introduce(book: "Workbook", about: About) -> None:
    made = datetime(about.day.year, about.day.month, about.day.day)  # noqa: DTZ001, as Excel has it
    said = {"title": about.title, "author": about.author, "subject": about.subject}
    book.set_properties({name: writable(text) for name, text in said.items()} | {"created": made})
    for name, text in about.own.items():
        book.set_custom_property(name, writable(text), "text")


def writable(text: str) -> str:
    """A text without what no workbook can hold."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Writer:
    """Writes sheets one after the other, and last the lists that their drop-downs offer."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self._formats: dict[tuple[str, str], Format] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._tables = 0

    def _format(self, look: str, holds: str = "text") -> "Format":
        if (look, holds) not in self._formats:
            numbers = {
                "date": {"num_format": "dd/mm/yyyy", "align": "left"},
                "text": {"num_format": "@"},
            }
            its = {**_LOOKS[look], **numbers.get(holds, {})}
            self._formats[look, holds] = self.book.add_format(its)
        return self._formats[look, holds]

    def notes(self, notes: Notes) -> None:
        """A sheet to be read, which nobody types into."""
        sheet = self.book.add_worksheet(notes.name)
        sheet.set_column(0, 0, _WIDE)
        sheet.set_portrait()
        lines = [("title", notes.title)]
        for heading, its in notes.parts:
            lines += [("heading", heading), *(("line", line) for line in its)]
        for row, (look, line) in enumerate(lines):
            self._text(sheet, row, 0, line, self._format(look), can_cut=False)
            size = _LOOKS[look].get("font_size", _SIZE)
            sheet.set_row(row, _height([(line, _WIDE * _SIZE // size)], size * _LINE))
        sheet.protect("", {"format_columns": True, "format_rows": True})
        self._for_print(sheet, pages=1)

    def table(self, table: Table) -> None:
        """A sheet with headings, which stay in sight and are read out with each cell."""
        top, rows = len(table.above), len(table.rows) + table.spare
        if top + rows >= MOST_ROWS:
            raise CannotError(f"a sheet can hold no {rows:,} rows")
        sheet = self.book.add_worksheet(table.name)
        for row, line in enumerate(table.above):
            self._text(sheet, row, 0, line, self._format("above"), can_cut=False)
        for number, column in enumerate(table.columns):
            look = {"hidden": True} if column.is_hidden else {}
            below = None if table.is_protected else self._format("line", column.holds)
            sheet.set_column(number, number, column.width, below, look)
            self._text(sheet, top, number, column.heading, self._format("top"), can_cut=False)
            further = 0 if table.is_protected else _FURTHER
            self._guide(sheet, column, number, (top + 1, top + max(rows, 1) + further))
        widths = [column.width for column in table.columns]
        names = [(column.heading, column.width * 4 // 5) for column in table.columns]
        sheet.set_row(top, _height(names))
        for row, values in enumerate(table.rows, top + 1):
            sheet.set_row(row, _height(zip(map(_shown, values), widths, strict=True)))
            for number, (column, value) in enumerate(zip(table.columns, values, strict=True)):
                self._cell(sheet, row, number, column, value)
        for row in range(top + 1 + len(table.rows), top + 1 + rows):
            for number, column in enumerate(table.columns):
                self._cell(sheet, row, number, column, None)
        self._find(sheet, table, top, top + rows)

    def _find(self, sheet: "Worksheet", table: Table, top: int, last: int) -> None:
        """What helps eyes and screen readers to find their way in a table."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        self._tables += 1
        first, end = xl_rowcol_to_cell(top, 0), xl_rowcol_to_cell(last, len(table.columns) - 1)
        number = len(self.book.worksheets())
        region = f"ColumnTitleRegion{self._tables}.{first}.{end}.{number}"
        place = xl_rowcol_to_cell(top, 0, row_abs=True, col_abs=True)
        self.book.define_name(region, f"={quoted(table.name)}!{place}")
        sheet.ignore_errors({"number_stored_as_text": f"{first}:{end}"})
        sheet.freeze_panes(top + 1, table.frozen)
        sheet.repeat_rows(top)
        if table.is_protected:
            may = ("format_columns", "format_rows", "format_cells", "autofilter", "sort")
            sheet.protect("", dict.fromkeys(may, True))
        else:
            sheet.autofilter(top, 0, max(last, top + 1), len(table.columns) - 1)
        sheet.set_landscape()
        if table.frozen:
            sheet.repeat_columns(0, table.frozen - 1)
        self._for_print(sheet, _pages_across(table))

    @staticmethod
    def _for_print(sheet: "Worksheet", pages: int) -> None:
        sheet.set_paper(_A4)
        sheet.fit_to_pages(pages, 0)
        if pages > 1:
            sheet.print_across()
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer("&L&A&RPage &P of &N")

    def _guide(
        self, sheet: "Worksheet", column: Column, number: int, rows: tuple[int, int]
    ) -> None:
        """The drop-down of a column, or the kind of value that it takes."""
        rule: dict[str, Any] = {}
        if column.choices:
            rule = {"validate": "list", "source": f"={self._named(tuple(column.choices))}"}
            rule["error_message"] = "Choose one of the list."
        elif column.holds == "date":
            rule = {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
            rule["error_message"] = "Type a date as day/month/year, for example 31/03/2018."
        elif column.prompt:
            rule = {"validate": "any"}
        if rule:
            prompt = {"input_title": column.heading[:32], "input_message": column.prompt[:255]}
            rule |= prompt if column.prompt else {}
            sheet.data_validation(rows[0], number, rows[1], number, rule)

    def _named(self, choices: tuple[str, ...]) -> str:
        return self._lists.setdefault(choices, f"List{len(self._lists) + 1}")

    def lists(self) -> None:
        """What the drop-downs offer, on a sheet that nobody sees."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        if not self._lists:
            return
        sheet = self.book.add_worksheet(_LISTS)
        for column, (choices, name) in enumerate(self._lists.items()):
            for row, choice in enumerate(choices):
                self._text(sheet, row, column, choice, self._format("line"), can_cut=False)
            ends = ((0, column), (len(choices) - 1, column))
            first, last = (xl_rowcol_to_cell(*end, row_abs=True, col_abs=True) for end in ends)
            self.book.define_name(name, f"={_LISTS}!{first}:{last}")
        sheet.very_hidden()

    def _cell(
        self, sheet: "Worksheet", row: int, number: int, column: Column, value: Value | Shut
    ) -> None:
        is_open, look = column.is_open, "open" if column.is_open else "shut"
        if isinstance(value, Shut):
            is_open, look = False, "strong" if value.is_strong else "shut"
            value = value.value
        form = self._format(look, column.holds)
        if value is None or value == "":
            sheet.write_blank(row, number, None, form)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, number, value, self._format(look, "date"))
        elif isinstance(value, (int, float)):
            sheet.write_number(row, number, value, self._format(look, "number"))
        else:
            self._text(sheet, row, number, str(value), form, can_cut=not is_open)

    @staticmethod
    def _text(  # noqa: PLR0913, a place, a text and its look
        sheet: "Worksheet", row: int, column: int, text: str, form: "Format", *, can_cut: bool
    ) -> None:
        text = writable(text)
        if _length(text) > LONGEST:
            if not can_cut:
                from xlsxwriter.utility import xl_rowcol_to_cell

                where = f"{quoted(sheet.get_name())}!{xl_rowcol_to_cell(row, column)}"
                raise CannotError(f"{where} would hold more than {LONGEST:,} characters")
            text = _cut(text)
        sheet.write_string(row, column, text, form)


def _pages_across(table: Table) -> int:
    """How many pages a table is wide in print, each with the columns that stay in sight."""
    widths = [0 if column.is_hidden else column.width for column in table.columns]
    again = sum(widths[: table.frozen])
    return max(1, -(-(sum(widths) - again) // max(_ACROSS - again, _ACROSS // 2)))


def _shown(value: Value | Shut) -> str:
    shown = value.value if isinstance(value, Shut) else value
    return "" if shown is None or isinstance(shown, date) else str(shown)


def _height(texts: Iterable[tuple[str, int]], line: float = _SIZE * _LINE) -> float:
    """How high a row is to be for texts, each in a column so many characters wide."""
    most = max(
        (
            sum(-(-len(paragraph) // max(width - 2, 4)) or 1 for paragraph in text.split("\n"))
            for text, width in texts
        ),
        default=1,
    )
    return min(most * line + 3, _HIGHEST)


def _length(text: str) -> int:
    """As Excel counts: a character beyond the first 65,536 is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str) -> str:
    kept = text[: LONGEST - len(CUT)]
    while _length(kept) > LONGEST - len(CUT):
        kept = kept[: len(kept) - (_length(kept) - (LONGEST - len(CUT)) + 1) // 2]
    return kept + CUT
