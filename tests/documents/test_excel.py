"""A workbook holds what it is given, as text, and nothing in it is ever run."""

import io
from datetime import date

import openpyxl
import pytest

from hscb_pm.documents import excel
from hscb_pm.documents.excel import About, Column, Notes, Shut, Table
from hscb_pm.problem import CannotError

ABOUT = About("A table", "A Board", date(2017, 11, 20), own={"hscb_form": "table"})
HOSTILE = ("=1+1", "+1", "-1", "@SUM(1)", "https://x.example", "0017", "\t=1", "{=1}", "a\x01\r\nb")


def a_table(*values: object, is_open: bool = False) -> Table:
    rows = [(value, date(2017, 3, 31), Shut("held")) for value in values]
    columns = (
        Column("Text", is_open=is_open),
        Column("Day", holds="date", is_open=True),
        Column("Choice", choices=("one", "=two"), is_open=True),
    )
    return Table("It's a table", columns, rows, spare=2, above=("About",), is_protected=True)  # type: ignore[arg-type]


def read_back(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_same_rows_give_the_same_bytes_and_no_text_becomes_a_formula() -> None:
    sheets: list[Notes | Table] = [
        Notes("Guidance", "=Title", [("Heading", ["=line"])]),
        a_table(*HOSTILE),
    ]
    data = excel.write(sheets, ABOUT)
    assert data == excel.write(sheets, ABOUT)
    book = read_back(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    column = [row[0].value for row in book["It's a table"].iter_rows(min_row=3)]
    assert column == [*HOSTILE[:-1], "a\ufffd\nb", None, None]
    assert book["It's a table"]["B3"].is_date
    assert [its.value for its in book.custom_doc_props.props] == ["table"]  # type: ignore[attr-defined]


def test_what_may_be_typed_into_is_open_and_the_rest_is_shut() -> None:
    book = read_back(excel.write([a_table("one", is_open=True)], ABOUT))
    sheet = book["It's a table"]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[3]] == [False, False, True]
    assert sheet.freeze_panes == "A3"
    assert "ColumnTitleRegion1.A2.C5.1" in book.defined_names
    assert book["Lists"].sheet_state == "veryHidden"


def test_text_too_long_for_a_cell_is_cut_only_where_nobody_changes_it() -> None:
    text = "x" * excel.LONGEST + "y"
    value = read_back(excel.write([a_table(text)], ABOUT))["It's a table"]["A3"].value
    assert len(str(value)) == excel.LONGEST
    assert str(value).endswith(excel.CUT)
    with pytest.raises(CannotError, match="'It''s a table'!A3 would hold more"):
        excel.write([a_table(text, is_open=True)], ABOUT)
