"""`hscb privacy` as somebody sees it who is about to send a text."""

import io
import json
import os
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty

from running import EXAMPLE, Hscb
from store.cases import a_folder

NOTE = "The mother of Liam rang.\nNHS 999 381 6590, twice.\nAll fine here.\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "note.md"
    file.write_text(NOTE, encoding="utf-8")
    return file


def test_what_is_seen_is_told_with_its_place_and_not_repeated(hscb: Hscb, note: Path) -> None:
    ran = hscb("privacy", note)
    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"{note}:1:15: a person's name",
        f"{note}:2:5: NHS number, ends …90",
        "",
        "Instead of a person's name: write the role, or 'Child A', 'Mother', 'Father of Child A'.",
        "Instead of an NHS number: leave it out, or use the audit's own case number.",
        "1 file: 2 places may identify somebody",
    ]
    assert "Look yourself for small numbers" in ran.err
    assert "Liam" not in ran.out + ran.err
    assert "6590" not in ran.out + ran.err


def test_json(hscb: Hscb, note: Path) -> None:
    said = json.loads(hscb("privacy", note, "--format", "json").out)
    assert [match["kind"] for match in said["matches"]] == ["person_name", "nhs_number"]
    assert said["matches"][1]["where"] == "2:5"


def test_clean_text(hscb: Hscb, tmp_path: Path) -> None:
    file = tmp_path / "paper.md"
    file.write_text("Child A was seen alone; the audit is due on 2017-06-30.\n", encoding="utf-8")
    ran = hscb("privacy", file, file)
    assert (ran.code, ran.out) == (0, "2 files: nothing seen\n")


def test_text_from_a_pipe(hscb: Hscb, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO(NOTE.encode()))
    monkeypatch.setattr("sys.stdin", piped)
    assert hscb("privacy", "-").code == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_as_windows_saves_it(hscb: Hscb, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Ren\u00e9e: caf\u00e9\r\n" + NOTE, encoding=encoding)
    assert "2 places" in hscb("privacy", file).out


def test_every_corner_of_a_workbook_is_looked_at(hscb: Hscb, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    sheet["A1"] = "Ring the mother of Liam"
    sheet["B2"] = "Date"
    sheet["B2"].comment = Comment("DOB 03/05/2009", "An auditor")
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden["C9"] = "Jamie Smith (aged 7)"
    book.properties.description = "NHS 999 381 6590"
    sheet.oddHeader.center.text = "The mother of Liam"  # type: ignore[union-attr]
    sheet["D1"] = '="mother of "&"Liam"'
    for row, value in ((3, "Date of birth"), (4, "2009-05-03")):
        sheet.cell(row, 5, value)
        sheet.cell(row, 6, value)
    book.custom_doc_props.append(StringProperty(name="Case", value="UPN J823000099055"))  # type: ignore[attr-defined]
    file = tmp_path / "plan.xlsx"
    book.save(file)
    ran = hscb("privacy", file)
    assert ran.code == 1
    lines = [line for line in ran.out.splitlines() if line.startswith(str(file))]
    assert [line.removeprefix(f"{file}:") for line in lines] == [
        "'Plan'!A1: a person's name",
        "'Plan'!E4: date of birth",
        "'Plan'!F4: date of birth",
        "formula at 'Plan'!D1: a person's name",
        "comment at 'Plan'!B2: date of birth",
        "'Old'!C9: a person's name",
        "document property description: NHS number, ends …90",
        "document property Case: unique pupil number, ends …55",
        "xl/worksheets/sheet1.xml, which is no cell: a person's name",
    ]


def test_name_of_a_sheet_is_masked(hscb: Hscb, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Jamie Smith (aged 7)"
    sheet.append(["Action", "Owner"])
    sheet.append(["Publish a leaflet", "The mother of Liam"])
    file = tmp_path / "plan.xlsx"
    book.save(file)
    for command in (
        ("privacy", file),
        ("smart", "--from", file),
        ("smart", "--from", file, "--format", "json"),
    ):
        ran = hscb(*command)
        assert "Jamie" not in ran.out + ran.err
        assert "Liam" not in ran.out + ran.err
        assert "sheet 1" in ran.out + ran.err


def test_more_than_a_file_may_hold_is_refused_from_a_pipe_too(
    hscb: Hscb, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.TextIOWrapper(io.BytesIO(b"clean text\n" * (1 << 20)))
    monkeypatch.setattr("sys.stdin", piped)
    ran = hscb("privacy", "-")
    assert ran.code == 2
    assert "more than 8 MiB come in by the pipe" in ran.err


def test_pipes_folders_and_odd_encodings(hscb: Hscb, tmp_path: Path) -> None:
    assert "is a folder" in hscb("privacy", tmp_path).err
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo")
        assert "is no file" in hscb("privacy", tmp_path / "fifo").err
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-32")
    assert "UTF-32" in hscb("privacy", tmp_path / "note.txt").err


def test_cells_take_their_meaning_from_the_row(hscb: Hscb, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(
        "Action,Owner,Due,Measure\nContact the family re DOB,12/03/2010,x,y\n"
        "See mother of,Liam,x,y\n",
        encoding="utf-8",
    )
    for format in ("text", "json", "csv", "md"):
        ran = hscb("smart", "--from", file, "--format", format)
        assert "12/03/2010" not in ran.out + ran.err
        assert "Liam" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04 torn", "cannot be read as a workbook"),
        (b"\x7fELF\x00\x00", "no text"),
        (b"\xd0\xcf\x11\xe0\x00", "an Office file of before 2007"),
    ],
)
def test_what_is_no_text_is_refused(hscb: Hscb, tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "a file"
    file.write_bytes(content)
    ran = hscb("privacy", file)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_damaged_workbook_is_refused(hscb: Hscb, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    openpyxl.Workbook().save(file)
    file.write_bytes(
        file.read_bytes().replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheetX.xml", 1)
    )
    ran = hscb("privacy", file)
    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err


def test_names_of_files_and_missing_files(hscb: Hscb, tmp_path: Path) -> None:
    ran = hscb("privacy", tmp_path / "NHS 9993816590.txt")
    assert ran.code == 2
    assert "9993816590" not in ran.err
    file = tmp_path / "upn-J823000099055.txt"
    file.write_text("nothing\n", encoding="utf-8")
    ran = hscb("privacy", file)
    assert ran.code == 1
    assert "J823000099055" not in ran.out + ran.err


def test_the_board_s_words_are_allowed(hscb: Hscb, note: Path, tmp_path: Path) -> None:
    board = "title: B\narea: S\nregister_is: private\nprivacy: {allowed: [Liam]}\n"
    (tmp_path / "board.yaml").write_text(board, encoding="utf-8")
    ran = hscb("-C", tmp_path, "privacy", note)
    assert "1 place may" in ran.out


def test_paper_that_may_identify_somebody_says_so(hscb: Hscb, tmp_path: Path) -> None:
    action = (
        "action: Ring the mother of Liam\nowner: {agency: a-constabulary, role: Chief}\n"
        "due: 2017-06-30\nillustrative: true\n"
    )
    folder = a_folder(tmp_path / "register", {"actions/ACT-2017-001.yaml": action})
    ran = hscb("-C", folder, "report", "board", "--today", "2017-11-20")
    assert ran.code == 0
    assert "places that may identify somebody" in ran.err
    assert "identify somebody" not in hscb("-C", EXAMPLE, "report", "board").err
