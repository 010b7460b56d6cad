"""`hscb smart` as a business manager sees it, over the register and over an agency's plan."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from running import EXAMPLE, Hscb, golden
from store.cases import a_folder

OWNER = "owner: {agency: a-constabulary, role: Head of Safeguarding}\ndue: 2017-12-15\n"
PLAN = """\
Improvement plan,,,,
Ref,What we will do,Lead officer,Timescale,How will we know
1,Audit 30 core group minutes and report to the Audit Sub Group,Head of Safeguarding,31/03/2018,\
A report with the share that records the child's view
2,Staff should be reminded to record the child's view,All staff,ongoing,TBC
,,,,
3,Publish a leaflet,,asap,
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.csv"
    file.write_text(PLAN, encoding="utf-8")
    return file


@pytest.mark.parametrize("format", ["text", "csv", "md"])
def test_example_in_each_format(hscb: Hscb, format: str) -> None:
    ran = hscb("-C", EXAMPLE, "smart", "--format", format)
    assert ran.code == 0
    golden(f"smart.{format}", ran.out)


def test_one_action_with_all_its_letters(hscb: Hscb) -> None:
    ran = hscb("-C", EXAMPLE, "smart", "ACT-2017-007")
    assert ran.code == 0
    golden("smart-one.text", ran.out)


def test_json_is_as_the_interface_says(hscb: Hscb) -> None:
    said = json.loads(hscb("-C", EXAMPLE, "smart", "--format", "json").out)
    items = {item["id"]: item for item in said["items"]}
    assert set(items) >= {"ACT-2017-001", "ACT-2017-007"}
    item = items["ACT-2017-007"]
    assert set(item) >= {"id", "text", "letters", "smart", "complete"}
    assert list(item["letters"]) == ["S", "M", "A", "R", "T"]
    assert item["letters"]["S"]["verdict"] == "not-met"
    assert item["letters"]["A"]["verdict"] == "needs-a-person"
    problem = item["letters"]["S"]["problems"][0]
    start, end = problem["spans"][0]
    assert item["text"][start:end] == "Improve"
    assert not item["smart"]
    assert items["ACT-2016-017"]["complete"]


def test_action_from_a_serious_case_review_ends_with_1(hscb: Hscb, tmp_path: Path) -> None:
    review = (
        "title: Neglect\ntype: serious-case-review\nopened: 2017-01-10\n"
        "findings: [{id: F1, kind: shortfall, text: Nobody asked}]\n"
        "recommendations: [{id: R1, from: [F1], text: Ask}]\n"
    )
    action = "action: Ensure good practice\narises_from: [REV-2017-01/R1]\n" + OWNER
    files = {"reviews/REV-2017-01.yaml": review, "actions/ACT-2017-001.yaml": action}
    folder = a_folder(tmp_path / "register", files)
    ran = hscb("-C", folder, "smart")
    assert ran.code == 1
    assert "This is an error, since it arises from a Serious Case Review" in ran.out
    by = "{group: audit-sub-group, role: Chair}"
    attested = f"attested: {{letters: [S, M], on: 2017-06-12, by: {by}, reason: So agreed}}\n"
    (folder / "actions/ACT-2017-001.yaml").write_text(action + attested, encoding="utf-8")
    assert hscb("-C", folder, "smart").code == 0


def test_plan_of_an_agency(hscb: Hscb, plan: Path) -> None:
    ran = hscb("smart", "--from", plan)
    assert ran.code == 0
    assert ran.err == (
        "columns: action from \u201cWhat we will do\u201d, owner from \u201cLead officer\u201d, "
        "due from \u201cTimescale\u201d and measure from \u201cHow will we know\u201d\n"
    )
    golden("smart-plan.text", ran.out)


def test_plan_as_json_says_how_it_was_read(hscb: Hscb, plan: Path) -> None:
    said = json.loads(hscb("smart", "--from", plan, "--format", "json").out)
    assert [item["id"] for item in said["items"]] == ["row 3", "row 4", "row 6"]
    assert "What we will do" in said["notes"][0]
    letters = said["items"][1]["letters"]
    assert letters["T"]["problems"][0]["field"] == "due"


@pytest.mark.parametrize(
    "text",
    [
        "Action;Owner;Due\nPublish a leaflet;Head of X;2018-01-31\n",
        "ACTION REQUIRED\tLead\tBy when\nPublish a leaflet\tHead of X\t31 January 2018\n",
        "\ufeffAction\r\nPublish a leaflet\r\n",
    ],
)
def test_tables_as_spreadsheets_save_them(hscb: Hscb, tmp_path: Path, text: str) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(text.encode())
    rows = [*csv.DictReader(io.StringIO(hscb("smart", "--from", file, "--format", "csv").out[1:]))]
    assert {(row["id"], row["text"]) for row in rows} == {("row 2", "Publish a leaflet")}


def test_workbook_with_dates_and_a_hidden_sheet(hscb: Hscb, tmp_path: Path) -> None:
    from datetime import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in (
        ["Plan of an agency"],
        ["Action", "Owner", "Due", "Measure"],
        ["Audit 30 files", "Head of X", datetime(2018, 3, 31), "Report"],  # noqa: DTZ001, as Excel
        ["Ensure good practice", None, "ongoing", None],
    ):
        sheet.append(row)
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["Action"])
    hidden.append(["Not judged"])
    file = tmp_path / "plan.xlsx"
    book.save(file)
    ran = hscb("smart", "--from", file, "--format", "json")
    items = json.loads(ran.out)["items"]
    assert [(item["id"], item["letters"]["T"]["verdict"]) for item in items] == [
        ("'Plan'!A3", "met"),
        ("'Plan'!A4", "not-met"),
    ]
    assert "columns of sheet \u201cPlan\u201d" in ran.err


@pytest.mark.parametrize(
    "text",
    [
        "- action: Audit 30 files\n  owner: {agency: a, role: Head of X}\n  due: 2018-03-31\n",
        "plan:\n  actions:\n    - What: Audit 30 files\n      Who: Head of X\n",
        "action: Audit 30 files\nowner: Head of X\n",
    ],
)
def test_plan_in_yaml(hscb: Hscb, tmp_path: Path, text: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    items = json.loads(hscb("smart", "--from", file, "--format", "json").out)["items"]
    assert [(item["id"], item["text"]) for item in items] == [("entry 1", "Audit 30 files")]
    assert items[0]["letters"]["S"]["verdict"] == "met"


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Success criteria / outcome", "measure"), ("Lead(s)", "owner"), ("Timescale", "due")],
)
def test_headings_as_plans_have_them(hscb: Hscb, tmp_path: Path, heading: str, field: str) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(f"Action,{heading}\nPublish a leaflet,x\n", encoding="utf-8")
    assert f"{field} from \u201c{heading}\u201d" in hscb("smart", "--from", file).err


def test_heading_that_is_asked_for_and_not_there(hscb: Hscb, plan: Path) -> None:
    ran = hscb("smart", "--from", plan, "--columns", "measure=Success")
    assert (ran.code, ran.out) == (2, "")
    assert "no heading \u201cSuccess\u201d; its headings are: Ref, What we will do" in ran.err


def test_further_sheets_are_said(hscb: Hscb, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Part 2")):
        assert isinstance(sheet, Worksheet)
        sheet.append(["Ref", "Action"])
        sheet.append(["1", "Publish a leaflet"])
    file = tmp_path / "plan.xlsx"
    book.save(file)
    ran = hscb("smart", "--from", file, "--format", "json")
    assert "further sheets, not read: \u201cPart 2\u201d" in ran.err
    assert json.loads(ran.out)["items"][0]["id"] == "'Sheet'!B2"


def test_explained_is_said(hscb: Hscb) -> None:
    ran = hscb("-C", EXAMPLE, "smart", "ACT-2017-007")
    assert "Explained: The agency's own words" in ran.out


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ACT-2016-013", "ACT-2016-013 was taken over by ACT-2017-021"),
        ("AUD-2017-03", "AUD-2017-03 is no action"),
    ],
)
def test_what_is_not_judged(hscb: Hscb, name: str, why: str) -> None:
    ran = hscb("-C", EXAMPLE, "smart", name)
    assert ran.code == 2
    assert why in ran.err


def test_register_that_names_somebody_is_masked(hscb: Hscb, tmp_path: Path) -> None:
    action = "action: Ensure the mother of Liam is seen\n" + OWNER
    folder = a_folder(tmp_path / "register", {"actions/ACT-2017-001.yaml": action})
    ran = hscb("-C", folder, "smart")
    assert "[a person's name]" in ran.out
    assert "Liam" not in ran.out + ran.err


def test_codes_that_only_advise_are_explained(hscb: Hscb) -> None:
    assert "SMART-S4  advice" in hscb("explain", "SMART").out
    assert "Why: What is half done" in hscb("explain", "SMART-S4").out


def test_named_columns(hscb: Hscb, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("No,Our promise,Task\n1,Audit 30 files,Internal note\n", encoding="utf-8")
    named = hscb("smart", "--from", file, "--columns", "action=our promise", "--format", "json")
    assert json.loads(named.out)["items"][0]["text"] == "Audit 30 files"
    guessed = hscb("smart", "--from", file, "--format", "json")
    assert json.loads(guessed.out)["items"][0]["text"] == "Internal note"


@pytest.mark.parametrize("format", ["text", "json", "csv", "md"])
def test_what_identifies_somebody_is_masked(hscb: Hscb, tmp_path: Path, format: str) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(
        "Action,Owner,Due,Measure\n"
        "Ensure that the mother of Liam is seen,Head of X,ongoing,NHS 999 381 6590\n",
        encoding="utf-8",
    )
    ran = hscb("smart", "--from", file, "--format", format)
    assert ran.code == 0
    assert "masked here; take it out" in ran.err
    for secret in ("Liam", "999 381 6590"):
        assert secret not in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("smart", "--from", "nowhere.csv"), "cannot be read"),
        (("smart", "--columns", "action=x"), "goes with --from"),
        (("smart", "ACT-2017-001", "--from", "plan.csv"), "name actions, or --from"),
        (("smart", "ACT-2017-999"), "is not known"),
        (("smart", "--format", "pdf"), "is not known"),
    ],
)
def test_what_cannot_be_carried_out(hscb: Hscb, arguments: tuple[str, ...], why: str) -> None:
    ran = hscb("-C", EXAMPLE, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("plan.csv", "x,y\n1,2\n", "no column that looks like the actions"),
        ("plan.csv", "", "is empty"),
        ("plan.yaml", "- action: [a\n", "line 1"),
        ("plan.yaml", "x: 1\n", "no list of actions"),
        ("plan.pdf", "%PDF-1.7", "a PDF"),
    ],
)
def test_plan_that_cannot_be_read(
    hscb: Hscb, tmp_path: Path, name: str, text: str, why: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    ran = hscb("smart", "--from", file)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


@pytest.mark.parametrize("columns", ["foo=1", "action", "action=", "=x"])
def test_columns_that_mean_nothing(hscb: Hscb, plan: Path, columns: str) -> None:
    ran = hscb("smart", "--from", plan, "--columns", columns)
    assert ran.code == 2
    assert "action=HEADING" in ran.err
