"""Whatever an agency sends as its plan is read, or refused with a reason; never anything else."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.exchange.packed import MOST_UNPACKED
from hscb_pm.exchange.plan import read_plan
from hscb_pm.exchange.workbook import WorkbookError, is_workbook, open_workbook
from hscb_pm.problem import CannotError

PLAN = Path("plan.csv")
TITLED = b"Action plan\n\nAction,Lead,By when\nAudit 30 files,Head,March 2018\n"


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in ("plan.csv", "plan.yaml"):
        with suppress(CannotError):
            found = read_plan(Path(name), text.encode("utf-8", "surrogatepass"), {})
            assert all(row.action for row in found.rows)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        with suppress(CannotError):
            read_plan(PLAN, start + data, {})


@given(
    st.lists(
        st.tuples(st.sampled_from(["Action", "Owner", "When", "Notes", "Action plan"]), st.text()),
        max_size=5,
    )
)
@settings(deadline=None)
def test_any_cells_of_a_workbook_are_read_or_refused(cells: list[tuple[str, str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for column, (heading, value) in enumerate(cells, 1):
        sheet.cell(1, column, heading)
        clean = "".join(c for c in value if c.isprintable())
        sheet.cell(2, column).value = clean
        sheet.cell(2, column).data_type = "s"
    packed = io.BytesIO()
    book.save(packed)
    with suppress(CannotError):
        found = read_plan(Path("plan.xlsx"), packed.getvalue(), {})
        assert all(row.place.startswith("'Sheet'!") for row in found.rows)


def test_title_above_the_headings_is_no_heading() -> None:
    found = read_plan(
        PLAN, b"Action plan\n\nAction,Lead,By when\nAudit 30 files,Head,March 2018\n", {}
    )
    assert [(row.place, row.action, row.owner, row.due) for row in found.rows] == [
        ("row 4", "Audit 30 files", "Head", "March 2018")
    ]


def test_rows_are_those_that_a_spreadsheet_shows() -> None:
    data = b'Action,Owner\n"Audit\n30 files",Head\nPublish a leaflet,Head\n'
    assert [row.place for row in read_plan(PLAN, data, {}).rows] == ["row 2", "row 3"]


def test_bomb_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(MOST_UNPACKED // (1 << 20) + 1):
                sheet.write(b" " * (1 << 20))
    data = packed.getvalue()
    assert is_workbook(data)
    with pytest.raises(WorkbookError, match="unpacks to more"):
        open_workbook(Path("plan.xlsx"), data)


def test_formulas_are_not_obeyed() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Action", "Owner"])
    sheet.append(['=HYPERLINK("https://bad.example","Audit 30 files")', "Head"])
    sheet.append(["Publish a leaflet", "Head"])
    packed = io.BytesIO()
    book.save(packed)
    found = read_plan(Path("plan.xlsx"), packed.getvalue(), {})
    assert [row.action for row in found.rows] == ["Publish a leaflet"]
    assert found.unworked == ("'Sheet'!A2",)
