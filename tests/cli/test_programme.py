"""`hscb programme` as a business manager sees it, through the year and at its end."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from hostile import read_text, register, write
from running import EXAMPLE, Hscb, golden


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the example, to write in."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "register"))


def shown(hscb: Hscb, *arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        hscb("programme", "show", *arguments, "--format", "json").out
    )
    return found


# --- Show ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["text", "csv", "md"])
def test_example(hscb: Hscb, format: str) -> None:
    golden(f"programme.{format}", hscb("programme", "show", "--format", format).out)


def test_json_holds_every_occurrence(hscb: Hscb) -> None:
    body = shown(hscb)
    assert list(body)[-4:] == ["programme", "rows", "recorded", "occurrences"]
    late = next(one for one in body["occurrences"] if one["id"] == "PRG-2017-18/8@2017-09")
    assert late == {
        "id": "PRG-2017-18/8@2017-09",
        "row": 8,
        "title": "Children Missing from home and care Report, September 2017",
        "due": "2017-09-30",
        "state": "overdue",
        "done": None,
        "done_by": None,
        "present_to": None,
        "days": -51,
    }
    rows = list(csv.DictReader(io.StringIO(hscb("programme", "show", "--format", "csv").out)))
    assert len(rows) == len(body["occurrences"])


def test_audits_on_the_schedule_are_counted(hscb: Hscb) -> None:
    out = hscb("programme", "show", "2017/18", "--row", "12").out
    assert "12. Multi-agency audit x 3: 2 of 3 done\n" in out
    assert out.startswith("Monday 20 November 2017, programme of 2017-18, 3 occurrences: 1 done, ")


def test_what_comes_as_it_comes_is_shown_with_what_came(hscb: Hscb) -> None:
    out = hscb("programme", "show", "--row", "11", "--today", "2017-06-01").out
    assert "11. Single agency Audits: as it comes, 1 recorded in the year\n" in out
    assert "  AUD-2017-04  reported 28 April 2017, notified 16 May 2017: " in out


def test_what_was_due_before_the_register_was_kept_is_told_apart(hscb: Hscb, copy: Path) -> None:
    board = copy / "board.yaml"
    board.write_text(f"{board.read_text(encoding='utf-8')}kept_since: 2017-10-15\n", "utf-8")
    out = hscb("programme", "show", "-C", copy, "--row", "8").out
    assert "0 overdue, 1 not asked for\n" in out
    assert "not asked for: due 30 September 2017, before the register was kept\n" in out
    assert "Report: 0 of 0 done\n" in out


def test_readers_of_markdown_learn_of_no_confidential_record(hscb: Hscb, copy: Path) -> None:
    for name in ("AUD-2017-02", "AUD-2017-05"):
        file = copy / f"audits/{name}.yaml"
        file.write_text(f"{file.read_text(encoding='utf-8')}part: 2\n", "utf-8")
    out = hscb("programme", "show", "-C", copy, "--format", "md").out
    assert "done 13 October 2017, a confidential record" in out
    assert "AUD-2017-02" not in out
    assert "AUD-2017-05" not in out
    programme = copy / "programme/2017-18.yaml"
    programme.write_text(f"part: 2\n{programme.read_text(encoding='utf-8')}", "utf-8")
    ran = hscb("programme", "show", "-C", copy, "--format", "md")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2018-19",), "hscb programme open 2018-19 prepares the next"),
        (("--today", "2018-04-02"), "there is hscb programme show 2017-18"),
        (("this",), "'this' is not a financial year"),
        (("--row", "15"), "'15' is not known"),
        (("--format", "docx"), "it can be text, json, csv, md"),
    ],
)
def test_slips_are_explained(hscb: Hscb, arguments: tuple[str, ...], said: str) -> None:
    ran = hscb("programme", "show", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.replace("│", " ").split())


def test_format_may_stand_first(hscb: Hscb) -> None:
    assert hscb("--format", "csv", "programme", "show").out.startswith("\ufeffid,row,title,")


def test_alone_it_says_what_there_is(hscb: Hscb) -> None:
    said = hscb("programme").err
    assert "hscb programme open 2018-19 --write" in said
    assert "show  Show a year's programme, and how each row stands.\n" in said


# --- Open ------------------------------------------------------------------------------------


def test_opening_shows_what_changes_and_writes_nothing(hscb: Hscb, copy: Path) -> None:
    ran = hscb("programme", "open", "2018-19", "-C", copy)
    assert ran.code == 0
    assert ran.out.startswith("--- programme/2017-18.yaml\n+++ programme/2018-19.yaml\n")
    assert "+title: HSCB Overall Audit Programme 2018-2019\n" in ran.out
    assert "nothing is written" in ran.err
    assert not (copy / "programme/2018-19.yaml").exists()


def test_what_only_people_can_do_is_said(hscb: Hscb) -> None:
    err = hscb("programme", "open", "2018-19").err
    assert "PRG-002 is explained no longer, for it speaks of 2017-18: Appendix 1 has " in err
    assert "no meeting is planned in 2018-19 for: board, executive-group, " in err
    assert "child-death-overview-panel" in err  # it leads a row, and none passes it
    assert "3 occurrences still open from 2017-18:\n  PRG-2017-18/3@2017-10  Budget" in err


def test_what_is_written_validates_and_is_never_written_over(hscb: Hscb, copy: Path) -> None:
    assert hscb("programme", "open", "2018-19", "--write", "-C", copy).code == 0
    ran = hscb("validate", "-C", copy)
    assert (ran.code, "error" in ran.out) == (0, False)
    assert shown(hscb, "2018-19", "-C", copy)["occurrences"][0]["id"] == "PRG-2018-19/1@2018-19"
    again = hscb("programme", "open", "2018-19", "--write", "-C", copy)
    assert again.code == 2
    assert "there is a programme of 2018-19 already" in again.err
    assert hscb("programme", "open", "2019-20", "--write", "-C", copy).code == 0
    last = (copy / "programme/2019-20.yaml").read_text(encoding="utf-8")
    assert "source: Carried forward from the programme of 2018-19\n" in last


@pytest.mark.parametrize("year", ["2016-17", "2019-20"])
def test_year_that_does_not_follow_is_refused_with_what_to_type(hscb: Hscb, year: str) -> None:
    ran = hscb("programme", "open", year)
    assert (ran.code, ran.out) == (2, "")
    assert "hscb programme open 2018-19" in " ".join(ran.err.split())


def test_year_is_not_opened_beside_a_file_that_cannot_be_read(hscb: Hscb, copy: Path) -> None:
    (copy / "programme/2018-19.yaml").write_text("title: [", encoding="utf-8")
    ran = hscb("programme", "open", "2018-19", "--write", "-C", copy)
    assert ran.code == 2
    assert "a programme could not be read: hscb validate" in ran.err
    assert (copy / "programme/2018-19.yaml").read_text(encoding="utf-8") == "title: ["


@pytest.mark.parametrize(
    "text", ["::error::a", "a ##[error]b", "a\n::stop-commands::b", "{{ 6 * 7 }}"]
)
def test_text_of_the_register_stays_text(hscb: Hscb, tmp_path: Path, text: str) -> None:
    files = register(text)
    files["programme/2017-18.yaml"]["explained"] = {"PRG-002": f"this year {text}"}
    ran = hscb("programme", "open", "2018-19", "-C", write(tmp_path, files))
    assert ran.code == 0
    read_text(ran.out)
    read_text(ran.err)
