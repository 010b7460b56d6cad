"""Actions to Excel, CSV and JSON, and in again, as those who never touch git change them."""

import csv
import io
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hostile import write
from hscb_pm.models import Action, Indicator
from hscb_pm.present.rows import as_csv, without_apostrophe
from hscb_pm.store import load
from hscb_pm.store.edits import prepare
from running import ROOT, Hscb

BOARD = {"title": "A Board", "area": "A Shire", "register_is": "private", "today": "2017-11-20"}
ACTION = {
    "action": "Train every health visitor in the graded care profile",
    "owner": {"agency": "an-nhs-trust", "role": "Named Nurse"},
    "group": "board",
    "measure": "30 of 34 health visitors trained",
    "agreed": "2017-06-12",
    "due": "2017-12-15",
}
FORMULA = {
    "action": "=1+1 is a formula, and this is a sentence",
    "progress": [{"on": "2017-08-01", "note": "-5 of 10 drawn"}],
    "part": 2,
}
FILES = {
    "board.yaml": BOARD,
    "agencies/an-nhs-trust.yaml": {"title": "An NHS Trust", "basis": "statutory"},
    "agencies/a-constabulary.yaml": {"title": "A Constabulary", "basis": "statutory"},
    "groups/board.yaml": {"title": "The Board", "function": "board"},
    "actions/ACT-2017-001.yaml": ACTION,
    "actions/ACT-2017-002.yaml": ACTION | FORMULA,
}
SLIP = {"Due": "31/01/2018", "Reason for change": "Half are on leave", "Change agreed by": "board"}
NEW = {"Id": "", "Action": "Open one mailbox", "Agency": "A Constabulary", "Owner role": "Sergeant"}
DONE = {"State": "Complete", "Implemented on": "13/11/2017", "Signed off by": "The Board"}
Change = Callable[..., tuple[int, str]]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(tmp_path / "register", FILES)


@pytest.fixture
def change(hscb: Hscb, register: Path, tmp_path: Path) -> Change:
    """Export the one action that is not confidential, change cells of it, and import it again."""

    def run(cells: dict[str, str], *options: str) -> tuple[int, str]:
        file = tmp_path / "actions.csv"
        assert hscb("-C", register, "export", "actions", "-o", file, "--force").code == 0
        rows = [*csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))]
        rows.append(rows[0] | cells)
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows[1 if rows[-1]["Id"] else 0 :])
        file.write_text(text.getvalue(), "utf-8")
        ran = hscb("-C", register, "import", "actions", file, *options)
        assert isinstance(ran.code, int)
        return ran.code, ran.out + ran.err

    return run


def action(register: Path, name: str = "ACT-2017-001") -> Action:
    found = load(register).get(Action, name)
    assert found
    return found


# --- There and back --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "format", "audience"),
    [
        ("actions", "csv", "public"),
        ("actions", "json", "internal"),
        ("actions", "xlsx", "internal"),
        ("values", "xlsx", "public"),
    ],
)
def test_what_nobody_changed_writes_nothing(
    hscb: Hscb, tmp_path: Path, kind: str, format: str, audience: str
) -> None:
    file = tmp_path / f"{kind}.{format}"
    assert hscb("export", kind, "-o", file, "--audience", audience).code == 0
    ran = hscb("import", kind, file, "--dry-run")
    assert re.search(r"\n[0-9]{2,} rows: [0-9]+ unchanged\nnothing to write\n$", ran.err)
    assert ran.out == ""
    other = hscb("import", "audits", file)
    assert (f"is a table of {kind}: hscb import {kind} " in other.err) is (format == "xlsx")


def test_text_that_looks_like_a_formula_comes_back(
    hscb: Hscb, register: Path, tmp_path: Path
) -> None:
    for name, options in (("a.csv", ()), ("raw.csv", ("--raw",)), ("a.xlsx", ())):
        file = tmp_path / name
        hscb("-C", register, "export", "actions", "-o", file, "--audience", "internal", *options)
        ran = hscb("-C", register, "import", "actions", file)
        assert "2 rows: 2 unchanged" in ran.err
    assert ",\"'=1+1 is" in (tmp_path / "a.csv").read_text("utf-8")
    assert ',"=1+1 is' in (tmp_path / "raw.csv").read_text("utf-8")
    sheet = load_workbook(tmp_path / "a.xlsx")["Actions"]
    assert sheet.column_dimensions["U"].hidden
    assert (sheet["B3"].data_type, sheet["K3"].is_date) == ("s", True)


def test_a_workbook_that_libreoffice_saved_comes_back(hscb: Hscb, register: Path) -> None:
    file = Path(__file__).parent.parent / "tables_filled" / "libreoffice.xlsx"
    assert "2 rows: 2 unchanged" in hscb("-C", register, "import", "actions", file).err


@given(st.text(st.characters(exclude_characters="\0")))
def test_an_apostrophe_is_taken_off_where_it_was_put(text: str) -> None:
    written = as_csv(["a", "b"], [{"a": text, "b": 1}]).removeprefix("\ufeff")
    cell = [*csv.reader(io.StringIO(written, newline=""))][1][0]
    assert without_apostrophe(cell) == text


def test_negative_numbers_stay_numbers() -> None:
    assert as_csv(["a"], [{"a": -5}, {"a": "-5.5"}]) == "\ufeffa\r\n-5\r\n-5.5\r\n"
    assert as_csv(["a"], [{"a": "=1"}, {"a": "-1+1"}], raw=True) == "a\n=1\n-1+1\n"


def test_raw_is_for_csv_and_for_every_command_that_has_it(hscb: Hscb, register: Path) -> None:
    ran = hscb("-C", register, "list", "actions", "--format", "csv", "--raw")
    assert ran.out.startswith("record,")
    assert "\r" not in ran.out
    assert ',"=1+1 is' in ran.out
    assert hscb("-C", register, "list", "actions", "--raw").out == ran.out
    assert hscb("-C", register, "due", "--raw", "--format", "md").code == 2


def test_only_those_inside_are_given_what_is_confidential(hscb: Hscb, register: Path) -> None:
    ran = hscb("-C", register, "export", "actions", "--agency", "an-nhs-trust")
    assert "ACT-2017-002" not in ran.out
    assert "1 action, for public readers\n1 confidential left out" in ran.err
    assert "no actions" in hscb("-C", register, "export", "actions", "--mine", "Sergeant").err


def test_a_file_that_may_be_filled_in_is_not_written_over(
    hscb: Hscb, register: Path, tmp_path: Path
) -> None:
    file = tmp_path / "actions.csv"
    file.write_text("mine", "utf-8")
    ran = hscb("-C", register, "export", "actions", "-o", file)
    assert (ran.code, file.read_text("utf-8")) == (2, "mine")
    assert "--force" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("actions", "-o", "none/actions.csv"), "its folder is not there"),
        (("actions", "-o", "a.csv", "--format", "json"), "says csv, and --format says json"),
        (("actions", "--schema"), "leave the kind out"),
        (("-o", "-"), "name a folder"),
    ],
)
def test_what_cannot_be_exported_is_told_and_nothing_is_written(
    hscb: Hscb, register: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = {*ROOT.iterdir()}
    ran = hscb("-C", register, "export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())
    assert {*ROOT.iterdir()} == before


def test_parquet_has_types_and_the_same_bytes(hscb: Hscb, register: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    files = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for file in files:
        hscb("-C", register, "export", "actions", "-o", file)
    assert files[0].read_bytes() == files[1].read_bytes()
    (row,) = duckdb.read_parquet(str(files[0])).select("id", "due").fetchall()
    assert row == ("ACT-2017-001", date(2017, 12, 15))
    assert b"hscb_schemaactions/1" in files[0].read_bytes().translate(None, bytes(range(32)))


# --- Changed cells ---------------------------------------------------------------------------


def test_a_slip_keeps_its_first_day_its_reason_and_who_agreed(
    change: Change, register: Path
) -> None:
    code, told = change(SLIP)
    assert code == 0, told
    assert "ACT-2017-001 changed: due moves from 15 December 2017 to 31 January 2018" in told
    (move,) = action(register).revisions
    assert (str(move.was), str(move.now), move.reason) == (
        "2017-12-15", "2018-01-31", "Half are on leave",
    )  # fmt: skip
    assert "1 row: 1 unchanged\nnothing to write" in change(SLIP)[1]
    assert "1 unchanged" in change({"Due": "15/12/2017"})[1]  # an older file takes nothing back


@pytest.fixture
def older(hscb: Hscb, register: Path, tmp_path: Path) -> Callable[..., tuple[str, Action]]:
    """Import a file from before the register changed, with cells of its action changed, too."""

    def run(
        since: dict[str, object], cells: dict[str, str], name: str = "a.csv"
    ) -> tuple[str, Action]:
        file = tmp_path / name
        hscb("-C", register, "export", "actions", "-o", file)
        now = {name: value for name, value in (ACTION | since).items() if value is not None}
        write(register, {"actions/ACT-2017-001.yaml": now})
        if cells:
            rows = [*csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))]
            text = io.StringIO()
            writer = csv.DictWriter(text, rows[0])
            writer.writeheader()
            writer.writerow(rows[0] | cells)
            file.write_text(text.getvalue(), "utf-8")
        return hscb("-C", register, "import", "actions", file).out, action(register)

    return run


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xlsx"])
def test_an_older_file_takes_nothing_back(
    older: Callable[..., tuple[str, Action]], name: str
) -> None:
    told, found = older({"measure": "31 of 34", "due": "2018-01-31"}, {}, name)
    assert told.endswith("unchanged: Measure and Due have changed in the register, and stay\n")
    assert (found.measure, str(found.due)) == ("31 of 34", "2018-01-31")


def test_an_older_file_brings_what_its_author_changed(
    older: Callable[..., tuple[str, Action]],
) -> None:
    noted = {"progress": [{"on": "2017-10-02", "note": "Half are trained"}], "measure": "31 of 34"}
    cells = {"Owner role": "Head Nurse", "Latest progress": "Begun", "Progress on": "01/10/2017"}
    _, found = older(noted, cells | {"Due": "2017-12-15 00:00:00"})
    assert (found.owner.role, found.measure) == ("Head Nurse", "31 of 34")
    assert [note.note for note in found.progress] == ["Half are trained", "Begun"]


CONFLICTS = (
    (
        {"measure": "31 of 34"},
        {"Measure": "33 of 34"},
        "here it is “33 of 34”, in the register “31",
    ),
    ({"due": "2018-01-31"}, SLIP | {"Due": "28/02/2018"}, "in the register “31 January 2018”"),
    ({"measure": None}, {"Measure": "33 of 34"}, "in the register nothing"),
    ({"measure": "31", "part": 2}, {"Measure": "33"}, "in the register something else"),
    (
        {"measure": "Mail 07700 900123"},
        {"Measure": "33"},
        "in the register “Mail [telephone number",
    ),
    ({"measure": "31"}, {"Measure": "33", "As exported": ""}, "changed: Measure 31 → 33"),
    ({"measure": "31"}, {"Measure": "33", "As exported": "b c"}, "is of another row"),
)


@pytest.mark.parametrize(("since", "cells", "said"), CONFLICTS)
def test_what_both_changed_is_left_to_a_person(
    older: Callable[..., tuple[str, Action]],
    since: dict[str, object],
    cells: dict[str, str],
    said: str,
) -> None:
    told, found = older(since, cells)
    assert said in told
    assert (found.measure == since.get("measure", ACTION["measure"])) is ("changed:" not in told)


def test_a_row_copied_from_another_is_new(change: Change, register: Path) -> None:
    assert change({"Id": "", "Action": "Train every school nurse"})[0] == 0
    assert action(register, "ACT-2017-003").measure == ACTION["measure"]


def test_complete_is_implemented_and_signed_off_as_worded(change: Change, register: Path) -> None:
    code, told = change(DONE | {"Measure": "31 of 34"})
    assert code == 0, told
    assert "status “Complete” is taken for implemented (1 row)" in told
    found = action(register)
    assert found.implemented
    assert found.implemented.seal == found.seal
    assert not found.outcomes
    assert "1 unchanged" in change(DONE | {"Measure": "31 of 34"})[1]
    assert "hscb implement ACT-2017-001 --again" in change({"Measure": "33 of 34"})[1]
    assert "State stays implemented" in change({"State": "Ongoing"})[1]
    note = {"Latest progress": "Begun", "Progress on": "13/11/2017"}
    assert "State stays implemented" in change(note | {"State": "Ongoing"})[1]


def test_notes_are_added_and_never_twice(change: Change, register: Path) -> None:
    note = {"Latest progress": "'=drawn", "Progress on": "2017-11-13", "State": "Green"}
    assert change(note, "--status", "Green=in progress")[0] == 0
    assert [(str(p.on), p.note) for p in action(register).progress] == [("2017-11-13", "=drawn")]
    assert "1 unchanged" in change(note, "--status", "green=in progress")[1]


def test_giving_up_needs_its_reason(change: Change, register: Path) -> None:
    cancelled = {"State": "Cancelled", "Reason for change": "One profile for all now"}
    code, told = change(cancelled, "--agreed-by", "board")
    assert code == 0, told
    assert action(register).withdrawn


REFUSED = (
    (SLIP | {"Reason for change": ""}, "say why (column Reason for change, or --reason)"),
    (SLIP | {"Due": "Ongoing"}, "Due: 'Ongoing' is no day: it never falls due"),
    (SLIP | {"Due": "31/02/2018"}, "February 2018 has 28 days"),
    (SLIP | {"Due": "friday"}, "type it as day/month/year"),
    (SLIP | {"Due": "20180131"}, "or as 2018-03-31"),
    (SLIP | {"Due": "31.1.18"}, "31.1.18: write the year in full, as 31/03/2018"),
    (SLIP | {"Due": "01/12/2017"}, "a date moves only later: leave Due as it is"),
    ({"State": "Complete"}, "fill in Implemented on and Signed off by"),
    ({"State": "Amber"}, "say what it means, as --status 'Amber=in progress'"),
    ({"State": "outcome achieved"}, "hscb evidence ACT-2017-001"),
    ({"State": "In progress"}, "say what has been done so far"),
    ({"Agency": "A Constabularly"}, "did you mean a-constabulary?"),
    ({"Agency": "The Police"}, "that name: did you mean a-constabulary?"),
    ({"Id": "ACT-2017-099"}, "ACT-2017-099 is not in the register"),
    (NEW, "a new action needs Due"),
    (NEW | {"Due": "31/03/2018", "Arises from": "AUD-2017-01/R1"}, "(REG-007)"),
    (
        NEW | DONE | {"Due": "31/03/2018", "Agreed": "2017-11-14", "Arises from": "AUD-2017-01/R1"},
        "before it was agreed on 2017-11-14 (ACT-001). Correct the dates; there is no record",
    ),
)


@pytest.mark.parametrize(("cells", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_a_refused_row_says_why_and_nothing_is_written(
    change: Change, register: Path, cells: dict[str, str], why: str
) -> None:
    blank = dict.fromkeys(("Due", "Agreed", "Measure"), "") if cells.get("Id") == "" else {}
    code, told = change(blank | cells)
    assert code == 2
    assert why in told
    assert "nothing is written: 1 row refused" in told
    assert action(register).due.isoformat() == "2017-12-15"


def test_a_plan_of_one_agency_changes_nothing_of_another(change: Change, register: Path) -> None:
    given = {"Agency": "A Constabulary"}, "--agency", "a-constabulary"
    assert "it stands with An NHS Trust; take --agency away" in change(*given)[1]
    assert "Agency An NHS Trust → A Constabulary" in change({"Agency": "A Constabulary"})[1]
    assert action(register).owner.agency == "a-constabulary"


def test_all_that_is_wrong_is_said_at_once(hscb: Hscb, register: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    rows = "".join(f"Train {n},an-nhs-trust,Nurse,2018-01-31,AUD-2017-01/R9\n" for n in range(40))
    file.write_text(f"Action,Agency,Owner role,Due,Arises from\n{rows}Train,x,,,\n", "utf-8")
    with patch("hscb_pm.exchange.tables.importing.prepare", wraps=prepare) as prepared:
        ran = hscb("-C", register, "import", "actions", file)
    assert prepared.call_count == 1
    assert ran.out.count("there is no record AUD-2017-01/R9 (REG-007)") == 40


def test_new_rows_get_ids(change: Change, register: Path) -> None:
    new = NEW | {"Due": "03/04/2018", "Measure": "No minutes unread", "Agreed": ""}
    quarter = change(new | {"Due": "2017-18 Q4"}, "--dry-run")[1]
    assert "2017-18 Q4 is read as its last day: 31 March 2018" in quarter
    code, told = change(new)
    assert code == 0, told
    assert "ACT-2017-003 new: 03/04/2018 is read day-first: 3 April" in told
    assert action(register, "ACT-2017-003").owner.agency == "a-constabulary"


def test_a_plan_of_an_agency_with_its_own_headings(
    hscb: Hscb, register: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "Plan of the constabulary;;;\nNo;What we will do;Lead officer;Timescale;Blau\n"
        "1;Open one mailbox;Sergeant;31 March 2018;30 of 34\n2;Brief the team;;;\n",
        "cp1252",
    )
    asked = ("--agency", "a-constabulary", "--map", "Blau=measure", "--skip-refused")
    ran = hscb("-C", register, "import", "actions", plan, *asked)
    assert ran.code == 1
    assert "id from “No”, action from “What we will do”" in ran.err
    assert ran.out.splitlines() == [
        "row 3: ACT-2017-003 new",
        "row 4: refused: a new action needs Owner role and Due",
    ]
    assert action(register, "ACT-2017-003").measure == "30 of 34"
    again = hscb("-C", register, "import", "actions", plan, *asked)
    assert again.out.splitlines() == ran.out.splitlines()[1:]
    assert "2 rows: 1 unchanged, 1 refused" in again.err


def test_who_could_be_told_from_a_cell_is_never_read_in(
    hscb: Hscb, register: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("Id,Comments\nACT-2017-001,Call 07700 900123\n", "utf-8")
    ran = hscb("-C", register, "import", "actions", file)
    assert (ran.code, ran.out) == (2, "")
    assert "1 place that may identify somebody: row 2" in ran.err
    assert "900123" not in ran.err


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"Colour,Size\nred,12\n", "has no row of headings with Id or Action; name"),
        (b'Action\n"' + b"a" * 140_000, "far too long"),
        (
            b'Id,Action\n,Train\n,"Train\n,Train\n',
            "do not fit, or that is far too long, in the row that begins in line 3",
        ),
        (b"Agency,Due\na,2018-01-31\n", "no column that holds Id or Action; name"),
        (b"Id,Due,due\na,2018-01-31,\n", "two columns “Due”"),
        (b'{"actions": [{"action": {"a": 1}}]}', "is no text and no number"),
        (b"[" * 100_000, "is no JSON"),
        (b"PAR1", "is only to be read: export it as .xlsx"),
        (b"\0\1\2", "is no text and no workbook"),
        (b"Id,Action" + b",a" * 500 + b"\n", "more than 500 columns is not read: delete"),
        (b'"Id\n","Action\n"\n\nACT-2017-001,"a\nb"\nACT-2018-999,a\n', "row 4: refused"),
    ],
)
def test_a_file_that_is_no_table_gets_one_clear_error(
    hscb: Hscb, register: Path, tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(content)
    ran = hscb("-C", register, "import", "actions", file)
    assert ran.code == 2
    assert why in ran.out + ran.err
    assert ran.err.count("hscb:") == 1


def test_a_device_is_no_file(hscb: Hscb, register: Path) -> None:
    assert "is no file: save what" in hscb("-C", register, "import", "actions", os.devnull).err


def test_a_merged_heading_is_named_and_nothing_is_read(
    hscb: Hscb, register: Path, tmp_path: Path
) -> None:
    file = tmp_path / "actions.xlsx"
    assert hscb("-C", register, "export", "actions", "-o", file).code == 0
    book = openpyxl.load_workbook(file)
    book["Actions"].merge_cells("G1:H1")
    book.save(file)
    ran = hscb("-C", register, "import", "actions", file)
    assert (ran.code, ran.out) == (2, "")
    assert "'Actions'!H1 is part of a merged block; unmerge it" in ran.err
    assert "Wrong(" not in ran.err


# --- Values of indicators --------------------------------------------------------------------

INDICATOR = {
    "title": "Second plans",
    "question": "Do plans end too early?",
    "basis": "statutory",
    "owner": {"agency": "an-nhs-trust", "role": "Named Nurse"},
    "measure": {"kind": "count", "numerator": "Plans", "counts": "children"},
    "frequency": {"every": "quarter"},
    "direction": "decrease",
    "values": [
        {"period": "2017-18 Q1", "numerator": 31},
        {"period": "2016-17 Q4", "numerator": 3},
    ],
}


def test_values_come_in_and_are_revised_with_a_reason(
    hscb: Hscb, register: Path, tmp_path: Path
) -> None:
    write(register, {"indicators/IND-second-plans.yaml": INDICATOR})
    file = tmp_path / "values.csv"
    told = hscb("-C", register, "export", "values", "--raw", "-o", file)
    assert told.code == 0, told.err
    text = file.read_text("utf-8")
    assert ",2016-17 Q4,2017-03-31,,,c," in text  # three children could be told
    assert "2 changed" not in hscb("-C", register, "import", "values", file).err
    q2 = ",2017-18 Q2,2017-09-30,"
    file.write_text(text.replace(f"{q2},", f"{q2}33,").replace(",31,", ",32,"), "utf-8")
    ran = hscb("-C", register, "import", "values", file)
    assert "31 is recorded: say why it is revised" in ran.out
    ran = hscb("-C", register, "import", "values", file, "--reason", "Recount")
    assert "changed: numerator becomes 32; missing becomes r; reason is said" in ran.out
    found = load(register).get(Indicator, "IND-second-plans")
    assert found
    assert [value.numerator for value in found.values] == [32, 3, 33]
    name = "IND-second-plans"
    file.write_text(
        f"Indicator,Period,Numerator\n{name},Q2 2017/18,33\nIND-nope,2017-18 Q2,9\n"
        f"{name},2018-19 Q1,9\n{name},July,9\n",
        "utf-8",
    )
    ran = hscb("-C", register, "import", "values", file)
    assert "1 unchanged, 3 refused" in ran.err
    for why in ("no such indicator", "is not over by", "has a figure for each quarter"):
        assert why in ran.out
