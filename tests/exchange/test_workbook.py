"""A workbook from outside is read as it is meant, or refused in a moment with one reason."""

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from hscb_pm.exchange.workbook import WorkbookError, open_workbook

FILE = Path("form.xlsx")
MOST_SECONDS = 4
"""Each takes less than one, on a machine with nothing else to do."""
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_END = b"</worksheet>"
_SHEET = "xl/worksheets/sheet1.xml"
_ALL = "A1:XFD1048576"
_BOMBS = {
    "merged": f'<sheetData/><mergeCells><mergeCell ref="{_ALL}"/></mergeCells>',
    "merged, in single quotes": f"<mergeCells><mergeCell ref='{_ALL}'/></mergeCells>",
    "merged, with blanks": f'<mergeCells><mergeCell ref = "{_ALL}"/></mergeCells>',
    "merged, in small letters": f'<mergeCells><mergeCell ref="{_ALL.lower()}"/></mergeCells>',
    "merged, with a character by number": '<mergeCells><mergeCell ref="A1:XFD&#49;048576"/>'
    "</mergeCells>",
    "merged, after a mark": f'<mergeCells><mergeCell a=">" ref="{_ALL}"/></mergeCells>',
    "merged, the wrong way round": f'<mergeCells><mergeCell ref="A9:B1"/><mergeCell ref="{_ALL}"/>'
    "</mergeCells>",
    "rows": "<sheetData>" + "<row/>" * 3_000_000 + "</sheetData>",
    "hidden rows": "<sheetData>" + "<row hidden='1'/>" * 20_001 + "</sheetData>",
    "cells": "<sheetData><row>" + "<c r='A1'/>" * 20_000 + "</row></sheetData>",
    "columns": "<sheetData><row>" + "<c><v>1</v></c>" * 18_300 + "</row></sheetData>",
    "merged blocks": "<mergeCells>" + '<mergeCell ref="A1"/>' * 41_000 + "</mergeCells>",
    "unclosed": "<sheetData " * 2_000_000,
    "number": '<sheetData><row r="1"><c r="A1"><v>' + "9" * 5_000_000 + "</v></c></row>",
}
_HARMLESS = {
    "linked": f'<sheetData/><hyperlinks><hyperlink ref="{_ALL}"/></hyperlinks>',
    "drop-downs": "<sheetData/><dataValidations>"
    + f'<dataValidation sqref="{_ALL}"/>' * 100_000
    + "</dataValidations>",
    "looks": f'<conditionalFormatting sqref="{_ALL}"><cfRule><formula>1</formula></cfRule>'
    "</conditionalFormatting>" * 30_000,
    "formulas": '<sheetData><row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A9">'
    + "A1+" * 100_000
    + "1</f></c>"
    + '<c r="B1"><f t="shared" si="0"/></c>' * 300
    + "</row></sheetData>",
}
_ENTITIES = b"<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


def a_book(book: openpyxl.Workbook) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def changed(old: bytes, change: Callable[[str, bytes], bytes], names: Mapping[str, str]) -> bytes:
    """A workbook with its parts as they are changed, some under other names."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(old)) as parts,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in parts.namelist():
            new.writestr(names.get(name, name), change(name, parts.read(name)))
    return made.getvalue()


def with_sheet(xml: bytes, name: str = _SHEET) -> bytes:
    """A workbook whose sheet says this, under its usual name or another."""

    def change(part: str, content: bytes) -> bytes:
        return xml if part == _SHEET else content.replace(_SHEET.encode(), name.encode())

    return changed(a_book(openpyxl.Workbook()), change, {_SHEET: name})


def refused(data: bytes) -> str:
    """Why a workbook is not read; it is said in a moment."""
    begun = time.monotonic()
    with pytest.raises(WorkbookError, match=r"^form\.xlsx ") as why:
        open_workbook(FILE, data, most_cells=20_000)
    assert time.monotonic() - begun < MOST_SECONDS
    return str(why.value)


@pytest.mark.parametrize("name", _BOMBS)
def test_bomb_gets_one_reason_in_a_moment(name: str) -> None:
    why = refused(with_sheet(_HEAD + _BOMBS[name].encode() + _END))
    assert not name.startswith("merged,") or "has more than 20,000 cells" in why


@pytest.mark.parametrize("name", _HARMLESS)
def test_what_nobody_reads_costs_nothing(name: str) -> None:
    begun = time.monotonic()
    open_workbook(FILE, with_sheet(_HEAD + _HARMLESS[name].encode() + _END))
    assert time.monotonic() - begun < MOST_SECONDS


def test_entities_and_other_encodings_are_refused() -> None:
    sheet = _HEAD + b"<sheetData/>" + _END
    assert "cannot be read" in refused(with_sheet(_ENTITIES + sheet))
    for encoding in ("utf-16", "iso-8859-1", "utf-7"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{sheet.decode()}'
        assert "cannot be read" in refused(with_sheet(declared.encode(encoding)))


def test_bomb_under_another_name_is_found() -> None:
    bomb = _HEAD + _BOMBS["merged"].encode() + _END
    assert "20,000 cells" in refused(with_sheet(bomb, "xl/elsewhere/a sheet.bin"))


def test_comment_that_lies_on_every_cell_is_refused() -> None:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"].comment = Comment("Who says so?", "Reviewer")
    old = a_book(book)
    [(_, text)] = [each for each in open_workbook(FILE, old).texts() if "comment" in each[0]]
    assert text == "Reviewer: Who says so?"
    everywhere = b'ref="' + _ALL.encode()
    assert "cannot be read" in refused(
        changed(old, lambda _, part: part.replace(b'ref="A1', everywhere), {})
    )


def test_texts_that_cells_share_are_told_once_and_not_without_end() -> None:
    book = openpyxl.Workbook()
    for row in range(1, 18):
        book["Sheet"].cell(row, 1, "A <text> & more")
    old = a_book(book)
    [(_, lines)] = open_workbook(FILE, old).lines()
    assert {line.cells[0].value for line in lines} == {"A <text> & more"}
    assert "too large" in refused(
        changed(old, lambda _, part: part.replace(b"more", b"more" * (1 << 18)), {})
    )


def test_cell_far_away_is_read_without_those_between() -> None:
    far = b'<sheetData><row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    book = open_workbook(FILE, with_sheet(_HEAD + far + _END))
    [(_, [line])] = book.lines()
    assert [cell.where for cell in line.cells.values()] == ["'Sheet'!XFD1048576"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"No.,Grade\r\n1,met\r\n", "is no Excel workbook"),
        (b"", "is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password"),
        (b"PK\x03\x04 cut short", "cannot be read as a workbook"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, why: str) -> None:
    with pytest.raises(WorkbookError, match=why):
        open_workbook(FILE, data)


def test_opendocument_is_told_from_a_workbook() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("content.xml", "<office/>")
    with pytest.raises(WorkbookError, match="OpenDocument"):
        open_workbook(FILE, packed.getvalue())


def test_each_cell_says_what_it_holds_or_why_nothing_can_be_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "It's a form"
    sheet.append(["No.", 43_000, 2.5, True, datetime(2018, 2, 1), "=1+1"])  # noqa: DTZ001, as Excel has it
    sheet["G1"] = "#DIV/0!"
    sheet.merge_cells("A2:B2")
    sheet["A2"] = "both"
    sheet.row_dimensions[2].hidden = True
    found = open_workbook(FILE, a_book(book))
    [(name, [first, second])] = found.lines()
    values = [cell.value for cell in first.cells.values()]
    assert name == "It's a form"
    assert values == ["No.", "43000", "2.5", "yes", date(2018, 2, 1), "", ""]
    assert first.cells[1].where == "'It''s a form'!B1"
    assert found.day(first.cells[1].number or 0) == date(2017, 9, 22)
    wrong = [cell.wrong for line in (first, second) for cell in line.cells.values() if cell.wrong]
    assert wrong == [
        "holds a formula without a value; type the value",
        "holds an error of a formula; type the value",
        "is part of a merged block; unmerge it and fill each row",
    ]
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert open_workbook(FILE, a_book(book)).day(41_538) == date(2017, 9, 22)
