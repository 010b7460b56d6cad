"""A return goes out as a workbook, is filled in by somebody, and comes in again."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty

from hostile import read_text, register, write
from hscb_pm import store
from hscb_pm.exchange.forms.layout import what_is_asked
from hscb_pm.exchange.forms.making import form_of
from hscb_pm.exchange.forms.reading import read_form
from hscb_pm.exchange.workbook import open_workbook
from hscb_pm.models import Cycle, Return
from hscb_pm.problem import Severity
from hscb_pm.rules import check
from returns import FILE, FILLED, ID, OTHER, RECEIVED, Form, a_board_with_returns
from running import Hscb, Ran, golden
from test_injection import HOSTILE

PRIVATE = "943 476 5919"
"""A number of the shape of those of patients."""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return a_board_with_returns(tmp_path / "register")


def imported(hscb: Hscb, board: Path, file: Path, *more: str) -> Ran:
    return hscb("section11", "import", file, "-C", board, "--received", RECEIVED, *more)


def said(board: Path) -> str:
    return (board / FILE).read_text("utf-8")


def renamed(form: Form, name: str) -> Path:
    return form.saved().rename(form.folder.parent / name)


def everything(board: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in board.rglob("*.yaml")}


# --- What goes out ---------------------------------------------------------------------------


def test_form_is_the_same_each_time(hscb: Hscb, board: Path) -> None:
    folders = [board.parent / name for name in ("one", "two", "two")]
    for folder in folders:
        ran = hscb("section11", "form", "--all", "-o", folder, "-C", board)
        assert (ran.code, ran.out) == (0, "")
    one, two, _ = ([file.read_bytes() for file in sorted(f.iterdir())] for f in folders)
    assert len(one) == 2
    assert one == two


def test_form_says_what_is_held_and_opens_only_what_is_to_be_typed(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board)
    sheet = form.sheet("Return")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[0] for row in rows] == "1 1.1 1a 1b 2 2a 2b 3 3a 3b".split()  # noqa: SIM905
    assert rows[4][2:] == [
        (
            "Last time: met, of 28 June 2017; moderated: partly-met. "
            "To be reconfirmed: “yes” confirms met."
        ),
        None,
        None,
        "data",
        "94% did the course",
        "Briefings by the sergeant",
        "ACT-2017-001",
    ]
    locked = [cell.protection.locked for cell in sheet[form.row("2")]]
    assert locked == [True, True, True, False, False, False, False, False, True]
    assert [cell.protection.locked for cell in sheet[form.row("3")]][3:5] == [True, False]
    assert all(its.protection.sheet for its in form.book if its.title != "Lists")
    assert form.book["Lists"].sheet_state == "veryHidden"
    assert [cell.value for cell in form.book["Lists"]["D"]][:2] == ["1", "1.1"]
    own = {found.name: found.value for found in form.book.custom_doc_props.props}  # type: ignore[attr-defined]
    assert own["hscb_form_id"] == ID
    said = [cell.value for (cell,) in form.sheet("Guidance").iter_rows(max_col=1)]
    assert "The return was due on Friday 29 June 2018." in said
    office = "the Board's office"
    assert f"Please send this file back to {office} now, as an Excel workbook (.xlsx)." in said


def test_form_is_written_over_nothing_that_somebody_filled_in(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board)
    form.file.write_bytes(b"filled in")
    where = ("-o", form.file.parent, "-C", board)
    alone = hscb("section11", "form", "--agency", "a-constabulary", *where)
    assert alone.code == 2
    assert "nothing is written" in alone.err
    ran = hscb("section11", "form", "--all", *where)
    assert ran.code == 0
    assert "is there already and says otherwise" in ran.err
    assert form.file.read_bytes() == b"filled in"
    assert {file.name for file in form.file.parent.iterdir()} == {
        "S11-2018-a-constabulary.xlsx",
        "S11-2018-a-council.xlsx",
    }
    for wrong in (form.file, "", "-"):
        ran = hscb("section11", "form", "--all", "-o", wrong, "-C", board)
        assert ran.code == 2
        assert "folder" in ran.err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((), "--all"),
        (("--all", "--agency", "a-council"), "--all"),
        (("--agency", "a-hospital"), "a-hospital"),
        (("--all", "--cycle", "S11-2017"), "was closed on 31 January 2018"),
    ],
)
def test_form_of_nobody_who_was_asked(
    hscb: Hscb, board: Path, options: tuple[str, ...], why: str
) -> None:
    ran = hscb("section11", "form", "-o", board.parent / "sent", "-C", board, *options)
    assert ran.code == 2
    assert why in ran.err
    assert not (board.parent / "sent").exists()


# --- What comes in, filled in with LibreOffice -----------------------------------------------


def test_form_filled_in_with_libreoffice_becomes_a_return(hscb: Hscb, board: Path) -> None:
    ran = imported(hscb, board, FILLED / "filled.xlsx")
    assert ran.code == 0, ran.err
    golden("section11-receipt.md", ran.out)
    golden("section11-imported.yaml", said(board))
    assert not [p for p in check(store.load(board)) if p.severity is Severity.ERROR]
    before = everything(board)
    assert "nothing new" in imported(hscb, board, FILLED / "filled.xlsx").err
    assert everything(board) == before


def test_spoiled_form_gives_every_mistake_at_once(hscb: Hscb, board: Path) -> None:
    before = everything(board)
    ran = imported(hscb, board, FILLED / "spoiled.xlsx")
    assert ran.code == 2
    golden("section11-to-mend.md", ran.out)
    assert everything(board) == before


def test_dry_run_shows_the_lines_and_writes_nothing(hscb: Hscb, board: Path) -> None:
    before = everything(board)
    ran = imported(hscb, board, FILLED / "filled.xlsx", "--dry-run")
    assert (ran.code, everything(board)) == (0, before)
    assert f"+++ {FILE}" in ran.out
    assert "+++ actions/ACT-2018-002.yaml" in ran.out


# --- What is written, and what is not --------------------------------------------------------


def test_only_what_changed_is_written(hscb: Hscb, board: Path) -> None:
    before = said(board).splitlines()
    form = Form(hscb, board)
    form.put("1", still="yes")
    assert form.sent().code == 0
    after = said(board).splitlines()
    added = [line.strip() for line in after if line not in before]
    assert added == [
        "received:",
        "- {on: 2018-06-28, version: 1, seal: '0qdsqp 1rfmbg 2ndjst 3qdsqp'}",
        "reconfirmed: 2018-06-28",
    ]
    assert [line for line in after if line in before] == before


def test_later_version_leaves_moderation_alone(hscb: Hscb, board: Path) -> None:
    assert Form(hscb, board).answered().sent().code == 0
    moderated = "{grade: not-met, on: 2018-06-29, by: audit-sub-group, reason: Nobody knew of it}"
    old = said(board)
    new = re.sub(r"( +)(self: \{grade: partly-met.*\n)", rf"\1\2\1moderated: {moderated}\n", old)
    assert new != old
    (board / FILE).write_text(new, encoding="utf-8", newline="")
    form = Form(hscb, board)
    form.put("2", grade="met", better=None)
    ran = form.sent("--received", "2018-07-01")
    assert ran.code == 0, ran.err
    assert f"moderated: {moderated}" in said(board)
    assert "self: {grade: met, on: 2018-07-01}" in said(board)
    assert "{on: 2018-07-01, version: 2, " in said(board)
    assert "ACT-2017-001" in said(board), "somebody works on that improvement"
    assert "standard 2 was moderated on 29 June 2018, and is to be moderated again" in ran.out
    assert "Standard 2: your grade is met, and was partly-met" in ran.out
    assert f"hscb set {ID} standards.2.moderated.grade=GRADE" in ran.err
    assert "Warning" not in ran.err
    its = store.load(board).get(Return, ID)
    assert its
    days = date(2018, 6, 29), date(2018, 7, 1)
    assert [its.standards[1].is_moderated_on(day) for day in days] == [True, False]


def test_older_form_takes_nothing_back(hscb: Hscb, board: Path) -> None:
    first = Form(hscb, board).answered()
    first.act("3", "Train 40 call handlers in it", "Head of Contact", "29 June 2018", "40 of 40")
    older = renamed(first, "z.xlsx")
    first.put("3", grade="partly-met", evidence="- Agreement of June 2018\n- Minutes")
    newer = renamed(first, "a.xlsx")
    before = everything(board)
    ran = imported(hscb, board, older, str(newer))
    assert ran.code == 2
    assert ran.err.count("nothing tells which came last") == 2
    assert everything(board) == before
    assert imported(hscb, board, older).code == 0
    assert imported(hscb, board, newer, "--received", "2018-07-01").code == 0
    before = everything(board)
    for files in (older, newer), (newer, older), (older, older):
        ran = imported(hscb, board, files[0], str(files[1]), "--received", "2018-07-02")
        assert (ran.code, everything(board)) == (0, before), ran.err
        assert "z.xlsx: S11-2018-a-constabulary: this is what version 1 said, of 28" in ran.err
    ran = imported(hscb, board, older, "--again", "--received", "2018-07-02")
    assert ran.code == 0
    assert "evidence, no longer: “Minutes”" in ran.out
    assert said(board).count("version:") == 3


def test_form_and_a_newer_version_are_put_together(hscb: Hscb, board: Path) -> None:
    first, second, third = (Form(hscb, board) for _ in range(3))
    first.put("3", grade="met", kind="document", evidence="Agreement")
    second.put("2", grade="met")
    third.put("3", grade="not-met", kind="document", evidence="None")
    assert first.sent().code == 0
    assert second.sent().code == 0
    text = said(board)
    assert "what: Agreement" in text
    assert text.count("version:") == 2
    ran = third.sent()
    assert ran.code == 2
    assert "no further work on what came last: standard 3 has changed" in ran.err
    assert ran.out == ""
    assert said(board) == text


def test_what_was_done_since_becomes_progress(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    form.sheet("Actions")["H3"] = "18 of 20 shifts briefed"
    for _ in range(2):
        assert form.sent().code == 0
    text = (board / "actions" / "ACT-2017-001.yaml").read_text("utf-8")
    assert text.count("18 of 20") == 1
    assert "{on: 2018-06-28, note: '18 of 20 shifts briefed'}" in text
    form.sheet("Actions")["H4"] = "18 of 20 shifts briefed"
    assert "'Actions'!H4 says what was done, and its row names no known action" in form.sent().out


def test_return_of_which_there_was_no_file(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board, "a-council")
    form.put("1.2", kind="data", evidence="9 of 12 wards have a lead")
    form.put("1", grade="partly-met")
    form.act("1", "Name a lead in each ward", "Head of Wards", "1 March 2019", "12 of 12 wards")
    ran = form.sent()
    assert ran.code == 0, ran.err
    found = store.load(board).get(Return, OTHER)
    assert found
    [answer] = found.standards
    assert [each.what for each in answer.evidence] == ["9 of 12 wards have a lead"]
    assert [tuple(each) for each in answer.improvements] == [
        (("what", "Name a lead in each ward"), ("action", "ACT-2018-001"))
    ]


def test_action_that_is_there_already_is_not_made_again(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board)
    known = store.load(board).record("ACT-2017-001")
    assert known
    form.put("3", grade="met", kind="data", evidence="A")
    form.act("2", known.wording, "Head of Learning", "1 March 2019", "A")
    ran = form.sent()
    assert ran.code == 0, ran.err
    assert "ACT-2017-001 says the same; its date and its role stay" in ran.out
    assert len(list((board / "actions").iterdir())) == 1


def test_weak_action_is_taken_and_its_letters_are_said(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    form.act("3", "Ensure that staff are aware", "Head of Learning", "1 March 2019")
    ran = form.sent()
    assert ran.code == 0, ran.err
    assert "'Actions'!C4 is not SMART in S:" in ran.out
    assert "'Actions'!C4 is not SMART in M:" in ran.out


def test_lines_with_a_dash_are_pieces_and_a_year_is_written_in_full(
    hscb: Hscb, board: Path
) -> None:
    form = Form(hscb, board).answered()
    form.put("1a", better="Supervision\n- Rotas for\nnights\n- Case talks:\n- monthly")
    form.act("3", "Train 40 call handlers", "Head of Contact", "31.3.19", "40 of 40")
    ran = form.sent()
    assert "'Actions'!E4 is no date: write the year in full, as 31/03/2018" in ran.out
    form.sheet("Actions")["E4"] = "31.3.2019"
    assert form.sent().code == 0
    found = store.load(board).get(Return, ID)
    assert found
    said = [each.what for each in found.standards[0].improvements]
    assert said == ["Supervision", "Rotas for nights", "Case talks: monthly"]


def test_empty_form_is_no_return(hscb: Hscb, board: Path) -> None:
    ran = Form(hscb, board).sent()
    assert ran.code == 2
    assert "nothing is filled in" in ran.out


def test_ids_and_words_of_known_actions_are_not_to_be_changed(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    form.sheet("Actions")["C3"] = "Brief nobody"
    ran = form.sent("--dry-run")
    assert ran.code == 0, ran.err
    assert "'Actions'!C3: ACT-2017-001 is known in other words" in ran.err
    form.sheet("Actions")["A4"] = "1"
    form.put("1", still="no")
    ran = form.sent()
    assert "'Actions'!A4 is the id of no action of this return; empty it for a new one" in ran.out
    assert "'Return'!D3 says that the last grade is no longer true" in ran.out


def test_what_no_record_can_hold_is_wrong_by_its_cell(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    sheet, actions = form.sheet("Return"), form.sheet("Actions")
    sheet["G3"], sheet["H3"] = "x" * 30_000, "Train all\u202estaff"
    actions["B4"], actions["C4"], actions["D4"] = "1", "Train all new staff", "Head of Service"
    actions["E4"] = date(9999, 12, 31)
    ran = form.sent()
    assert ran.code == 2
    for said in (
        "'Return'!G3 cannot be taken in: it has 30000 characters",
        "'Return'!H3 cannot be taken in: it holds an invisible character (U+202E)",
        "'Actions'!E4 9999-12-31 is outside the years",
    ):
        assert said in ran.out
    assert "section11/returns" not in ran.out + ran.err


def test_columns_may_be_moved_and_headings_may_not_be_lost(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    sheet = form.sheet("Return")
    for row in range(2, sheet.max_row + 1):
        sheet[f"K{row}"] = sheet[f"E{row}"].value
        sheet[f"E{row}"] = None
    assert form.sent("--dry-run").code == 0
    sheet["K2"] = None
    del form.book["Actions"]
    ran = form.sent()
    assert ran.code == 2
    assert "'Return' has lost the heading Your grade" in ran.out
    assert "the sheet Actions is missing" in ran.out


def test_what_is_written_where_nothing_is_read_is_named(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    untouched = form.sent("--dry-run")
    assert "not read" not in untouched.err
    cells = {
        "Actions": ("D3", "E3", "F3", "G3", "K6"),
        "Return": ("B1", "B3", "C3", "I3", "K5"),
        "Contact": ("A4", "C4"),
        "Guidance": ("C4",),
    }
    for name, its in cells.items():
        for place in its:
            form.sheet(name)[place] = "ours"
    form.sheet("Return")[f"I{form.row('2')}"] = None
    ran = form.sent("--dry-run")
    assert ran.code == 0, ran.err
    places = [f"'{name}'!{place}" for name, its in cells.items() for place in its]
    named = [line.split()[0] for line in ran.err.splitlines() if "not read" in line]
    assert sorted(named) == sorted([*places, f"'Return'!I{form.row('2')}"])
    form.act("9", "Train all")
    assert "'Return'!K5 stands beside the table, and is not read" in form.sent().out


def test_a_later_version_of_an_older_form_is_not_taken_for_a_change(
    hscb: Hscb, board: Path
) -> None:
    form = Form(hscb, board).answered()
    form.put("3", grade="not-met", better="Referrals")
    form.act(
        "3", "Train 40 call handlers", "Head of Contact Centre", date(2018, 12, 14), "40 of 40"
    )
    form.sheet("Actions")["H3"] = "15 of 20 shifts"
    assert "not read" not in form.sent().out
    form.put("1", still=None, grade="partly-met")
    ran = form.sent()
    assert "Version 2" in ran.out
    assert "not read" not in ran.out


@pytest.mark.parametrize("cells", ["A2:H2", "B2:C2"])
def test_merged_headings_are_named(hscb: Hscb, board: Path, cells: str) -> None:
    form = Form(hscb, board).answered()
    form.sheet("Actions").merge_cells(cells)
    ran = form.sent()
    assert ran.code == 2
    assert "'Actions'!C2 stands among the headings and cannot be read; unmerge" in ran.out
    assert "is missing" not in ran.out


# --- Who may be named ------------------------------------------------------------------------


def test_what_may_identify_somebody_is_named_by_its_place_alone(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    form.put("1a", kind="data", evidence=f"NHS number {PRIVATE}")
    form.sheet("Return")["B2"].comment = Comment(f"NHS number {PRIVATE}", "A")
    form.book.create_sheet("Notes")["A1"] = f"NHS number {PRIVATE}"
    form.book["Notes"].sheet_state = "hidden"
    form.book.custom_doc_props.append(StringProperty(name="A", value=f"NHS number {PRIVATE}"))  # type: ignore[attr-defined]
    before = everything(board)
    ran = form.sent("--receipts", str(board.parent / "receipts"))
    assert (ran.code, everything(board)) == (2, before)
    text = (board.parent / "receipts" / f"{ID}-to-mend.md").read_text("utf-8")
    assert "4 places may identify somebody" in text
    for place in ("'Return'!G5:", "comment at 'Return'!B2:", "'Notes'!A1:", "document property A:"):
        assert place in text
    assert PRIVATE not in text + ran.out + ran.err


def test_contact_is_for_the_receipt_alone(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    form.sheet("Contact")["B4"] = "Mr John Smith"
    form.sheet("Contact")["B5"] = "john.smith@gmail.com"
    ran = form.sent()
    assert ran.code == 0, ran.err
    assert "To: `john.smith@gmail.com`" in ran.out
    assert "Smith" not in ran.out
    assert "smith" not in (ran.err + "".join(map(str, everything(board).values()))).lower()


# --- What is no form of this register --------------------------------------------------------


def with_property(form: Form, name: str, value: str) -> None:
    for found in form.book.custom_doc_props.props:  # type: ignore[attr-defined]
        if found.name == name:
            found.value = value


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("hscb_form", "table", "is no Section 11 form"),
        ("hscb_form_version", "2", "a newer hscb made it"),
        ("hscb_form_version", "first", "send the form again"),
        ("hscb_form_board", "Another Board", "is the form of another board"),
        ("hscb_form_id", "S11-2016-a-constabulary", "does not have; take it in where"),
        ("hscb_form_id", "S11-2017-a-constabulary", "S11-2017 was closed on 31 January 2018"),
        ("hscb_form_id", "S11-2018-a-hospital", "of an agency that was not asked in S11-2018"),
    ],
)
def test_form_of_something_else_is_refused(
    hscb: Hscb, board: Path, name: str, value: str, why: str
) -> None:
    form = Form(hscb, board).answered()
    with_property(form, name, value)
    before = everything(board)
    ran = form.sent()
    assert (ran.code, ran.out, everything(board)) == (2, "", before)
    assert why in ran.err


def test_macros_are_refused(hscb: Hscb, board: Path) -> None:
    file = Form(hscb, board).answered().saved()
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    ran = imported(hscb, board, file)
    assert ran.code == 2
    assert "holds macros" in ran.err


def test_day_on_which_nothing_can_have_come(hscb: Hscb, board: Path) -> None:
    form = Form(hscb, board).answered()
    assert "is still to come" in form.sent("--received", "2018-07-03").err
    assert "was opened on 23 April 2018" in form.sent("--received", "2018-04-01").err


def test_one_bad_file_keeps_no_other_from_being_taken_in(hscb: Hscb, board: Path) -> None:
    good, other = Form(hscb, board).answered().saved(), Form(hscb, board, "a-council").saved()
    again = good.with_name("again.xlsx")
    again.write_bytes(good.read_bytes())
    bad = good.with_name("bad.xlsx")
    bad.write_text("No.,Grade", encoding="utf-8")
    ran = imported(hscb, board, bad, str(good), str(again), str(other))
    assert ran.code == 2
    assert "bad.xlsx is no Excel workbook" in ran.err
    assert "S11-2018-a-constabulary: nothing new" in ran.err
    assert "2 files of 4 not taken in" in ran.err
    assert said(board).count("version:") == 1


def test_receipt_is_written_over_nothing_of_another_kind(hscb: Hscb, board: Path) -> None:
    folder = board.parent / "receipts"
    folder.mkdir()
    (folder / f"{ID}-receipt.md").write_text("A letter", encoding="utf-8")
    before = everything(board)
    ran = Form(hscb, board).answered().sent("--receipts", str(folder))
    assert ran.code == 2
    assert "is no receipt" in ran.err
    assert everything(board) == before


def test_what_was_to_be_mended_goes_once_the_return_is_taken_in(hscb: Hscb, board: Path) -> None:
    folder = board.parent / "receipts"
    where = ("--receipts", str(folder))
    mend, receipt = (folder / f"{ID}-{what}.md" for what in ("to-mend", "receipt"))
    spoilt, form = Form(hscb, board).answered(), Form(hscb, board).answered()
    spoilt.put("1", grade="splendid")
    assert spoilt.sent(*where).code == 2
    assert mend.exists()
    noted = mend.with_name(f"{ID}-to-mend-2.md")
    noted.write_text(mend.read_text("utf-8") + "\nRang them on Monday.\n", encoding="utf-8")
    ran = form.sent(*where)
    assert ran.code == 0, ran.err
    assert not mend.exists()
    assert noted.exists(), "somebody has written in it"
    first = receipt.read_text("utf-8")
    again = form.sent(*where)
    assert (again.code, receipt.read_text("utf-8")) == (0, first)
    assert "stays: the receipt of what came before" in again.err


def test_forms_for_all_pass_over_those_whose_return_has_come(hscb: Hscb, board: Path) -> None:
    assert Form(hscb, board).answered().sent().code == 0
    folder = board.parent / "others"
    ran = hscb("section11", "form", "--all", "-o", folder, "-C", board)
    assert ran.code == 0, ran.err
    assert [file.name for file in folder.iterdir()] == ["S11-2018-a-council.xlsx"]
    assert "1 return has come, and gets no new form: a-constabulary" in ran.err


# --- Whatever anybody types ------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    board = a_board_with_returns(tmp_path_factory.mktemp("board") / "register")
    found = store.load(board)
    cycle = found.get(Cycle, "S11-2018")
    assert cycle
    return what_is_asked(found, cycle, "a-constabulary")


TYPED = st.one_of(
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.sampled_from(["=1/0", "=A1", "met", "yes", "1a", "31/02/2018"]),
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Return", "Actions"]),
            st.integers(1, 14),
            st.integers(1, 10),
            TYPED,
        ),
        max_size=8,
    )
)
@settings(deadline=None, max_examples=12)
def test_whatever_is_typed_is_read_or_has_its_place(asked: Any, cells: list[Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_of(asked, asked.cycle.opened)))
    for sheet, row, column, value in cells:
        book[sheet].cell(row, column).value = value
    packed = io.BytesIO()
    book.save(packed)
    found = read_form(open_workbook(Path("a.xlsx"), packed.getvalue()), asked, asked.cycle.due)
    assert all(each.startswith(("'", "no sheet")) for each in found.wrong)


@pytest.mark.parametrize("text", sorted({*HOSTILE["csv"], *HOSTILE["github"]}))
def test_hostile_register_comes_back_as_it_went(hscb: Hscb, tmp_path: Path, text: str) -> None:
    board = tmp_path / "register"
    write(board, register(text))
    before = everything(board)
    whose = ("--agency", "a-constabulary")
    ran = hscb("section11", "form", *whose, "-o", tmp_path / "sent", "-C", board)
    if "board.yaml cannot be read" in ran.err or "could not be read" in ran.err:
        return
    assert ran.code == 0, ran.err
    [file] = (tmp_path / "sent").iterdir()
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    ran = hscb("section11", "import", file, "-C", board)
    assert everything(board) == before
    read_text(ran.out)
    read_text(ran.err)
