"""`hscb due` as a business manager sees it."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from running import EXAMPLE, Hscb, golden

HEAD = re.compile(r'"commit": .*|"dirty": .*|"tool": .*')


@pytest.mark.parametrize("format", ["text", "csv", "md"])
def test_example(hscb: Hscb, format: str) -> None:
    ran = hscb("due", "--format", format)
    assert ran.code == 0
    assert ran.err == "as of Monday 20 November 2017, the date pinned in board.yaml\n"
    golden(f"due.{format}", ran.out)


def test_example_as_json(hscb: Hscb) -> None:
    ran = hscb("due", "--format", "json")
    assert ran.out.isascii()
    golden("due.json", HEAD.sub("", ran.out))


def items(hscb: Hscb, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(hscb("due", "--format", "json", *arguments).out)[
        "items"
    ]
    return found


def test_json_keeps_its_promise(hscb: Hscb) -> None:
    body = json.loads(hscb("due", "--format", "json").out)
    assert list(body) == ["version", "tool", "today", "register", "left_out", "items"]
    assert list(body["register"]) == ["path", "commit", "dirty"]
    assert body["today"] == "2017-11-20"
    for item in body["items"]:
        assert list(item) == [
            "record",
            "kind",
            "title",
            "lead",
            "agency",
            "group",
            "due",
            "first_due",
            "days",
            "state",
            "next",
            "clause",
            "path",
            "line",
        ]
        lines = (EXAMPLE / item["path"]).read_text(encoding="utf-8").splitlines()
        assert 1 <= item["line"] <= len(lines)
        place = f"{item['path']}:{item['line']}: "
        assert item["next"].startswith((place, "hscb "))


def test_most_overdue_comes_first(hscb: Hscb) -> None:
    days = [item["days"] for item in items(hscb)]
    dated = [day for day in days if day is not None]
    assert days == [*sorted(dated), *[None] * (len(days) - len(dated))]


def test_csv_opens_in_a_spreadsheet(hscb: Hscb) -> None:
    text = hscb("due", "--format", "csv").out
    assert text.startswith("\ufeffrecord,kind,")
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["record"] for row in rows] == [item["record"] for item in items(hscb)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "json", "--today", "2017-12-01", "-C", "register", "due"),
        ("due", "--format", "json", "--today", "2017-12-01", "-C", "register"),
        ("--today=2017-12-01", "due", "-Cregister", "--format=json"),
        (
            "--today",
            "2016-01-01",
            "--format",
            "csv",
            "due",
            "--format",
            "json",
            "--today",
            "1/12/2017",
        ),
    ],
)
def test_global_options_stand_before_or_after_and_a_later_one_wins(
    hscb: Hscb, arguments: tuple[str, ...]
) -> None:
    assert json.loads(hscb(*arguments).out)["today"] == "2017-12-01"


def test_clock_moves_what_is_overdue(hscb: Hscb) -> None:
    assert not [item for item in items(hscb, "--today", "2017-04-01") if item["state"] == "overdue"]


def test_later_facts_are_said_to_be_left_out(hscb: Hscb) -> None:
    assert "facts dated after 1 May 2017 are left out" in hscb("due", "--today", "2017-05-01").err


def test_what_was_understood_is_echoed(hscb: Hscb) -> None:
    ran = hscb("due", "--before", "10/12/2017", "--within", "4w", "--fy", "2017-18")
    assert "before Sunday 10 December 2017" in ran.err
    assert "up to Monday 18 December 2017" in ran.err
    assert "from 1 April 2017 to 31 March 2018" in ran.err


def test_working_days_leave_out_the_board_s_own_bank_holidays(hscb: Hscb, tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_text(
        "title: A Board\narea: A Shire\nregister_is: private\nbank_holidays: [2017-11-21]\n",
        encoding="utf-8",
    )
    ran = hscb("due", "-C", tmp_path, "--today", "2017-11-20", "--before", "+1wd")
    assert "before Wednesday 22 November 2017" in ran.err


def test_misspelt_role_is_not_good_news(hscb: Hscb) -> None:
    ran = hscb("due", "--mine", "Busines Manager")
    assert "did you mean 'Business Manager'?" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--agency", "hertfordshire-constabulry"), "did you mean hertfordshire-constabulary?"),
        (("--group", "audit"), "did you mean"),
        (("--kind", "actions"), "did you mean action?"),
        (("--format", "xml"), "it can be text, json, csv, md"),
        (("--before", "31/02/2018"), "February 2018 has 28 days"),
        (("--before", "soon"), "2018-02-01"),
        (("--fy", "2017"), "--fy"),
        (("--today", "yesterdya"), "--today"),
        (("--lead",), "requires an argument"),
    ],
)
def test_what_cannot_be_carried_out_ends_with_2_and_one_reason(
    hscb: Hscb, arguments: tuple[str, ...], said: str
) -> None:
    ran = hscb("due", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_fail_on_overdue(hscb: Hscb) -> None:
    assert hscb("due", "--fail-on", "overdue").code == 1
    assert hscb("due", "--fail-on", "overdue", "--today", "2017-04-01").code == 0


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A register in which one file of two cannot be read."""
    (tmp_path / "actions").mkdir()
    (tmp_path / "board.yaml").write_text(
        "title: A Board\narea: A Shire\nregister_is: private\n", encoding="utf-8"
    )
    action = "action: Publish a leaflet\nowner: {agency: a-b, role: Head}\ndue: 2017-09-30\n"
    (tmp_path / "actions/ACT-2017-001.yaml").write_text(action, encoding="utf-8")
    (tmp_path / "actions/ACT-2017-002.yaml").write_text(f"{action}due: soon\n", encoding="utf-8")
    return tmp_path


def test_bad_file_leaves_the_others_working(hscb: Hscb, broken: Path) -> None:
    ran = hscb("due", "-C", broken, "--today", "2017-11-20", "--format", "json")
    assert ran.code == 0
    assert "1 file could not be read and is left out: hscb validate" in ran.err
    body = json.loads(ran.out)
    assert body["left_out"] == ["actions/ACT-2017-002.yaml"]
    assert [item["record"] for item in body["items"]] == ["ACT-2017-001"]
    assert hscb("due", "-C", broken, "--today", "2017-11-20", "--strict").code == 1


def test_broken_board_says_that_the_pinned_date_is_lost(hscb: Hscb, broken: Path) -> None:
    (broken / "board.yaml").write_text("title: [\n", encoding="utf-8")
    ran = hscb("due", "-C", broken)
    assert ran.code == 0
    assert "board.yaml could not be read, and with it any pinned date" in ran.err


def test_markdown_says_what_was_left_out(hscb: Hscb, broken: Path) -> None:
    out = hscb("due", "-C", broken, "--today", "2017-11-20", "--format", "md").out
    assert "1 file could not be read and is left out" in out


def test_title_begins_no_line_of_its_own(hscb: Hscb, broken: Path) -> None:
    file = broken / "actions/ACT-2017-001.yaml"
    forged = 'title: "x\\n::error file=README.md::forged"\n'
    file.write_text(file.read_text(encoding="utf-8") + forged, encoding="utf-8")
    out = hscb("due", "-C", broken, "--today", "2017-11-20").out
    assert "forged" in out
    assert not any(line.startswith("::") for line in out.splitlines())
