"""`hscb changes` and `hscb log`: what a board hears of what changed, and what a record has seen."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from committing import ACTION as ACTION_TEXT
from committing import BOARD, git
from committing import commit as save
from hscb_pm.history import Snapshot, start_with
from running import Hscb, golden

ACTION: dict[str, Any] = {
    "action": "Publish a leaflet",
    "owner": {"agency": "a-constabulary", "role": "Head of Safeguarding"},
    "group": "board",
    "due": "2017-10-31",
}
FRAME: dict[str, dict[str, Any]] = {
    "board.yaml": {"title": "A Board", "area": "A Shire", "register_is": "public"},
    "groups/board.yaml": {"title": "A Board", "function": "board"},
    "agencies/a-constabulary.yaml": {"title": "A Constabulary", "basis": "statutory"},
    "meetings/MTG-2017-01.yaml": {
        "group": "board",
        "date": "2017-09-20",
        "minutes_agreed": "2017-10-20",
    },
    "actions/ACT-2017-001.yaml": ACTION,
}
HIDDEN = {"actions/ACT-2017-003.yaml": ACTION | {"part": 2, "action": "Secret"}}
NAMED = {"measure": "NHS number 943 476 5919"}
NOW = ("--today", "2017-11-20")


def commit(day: str, message: str, files: dict[str, dict[str, Any]]) -> Snapshot:
    when = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    texts = {f"register/{path}": yaml.safe_dump(data).encode() for path, data in files.items()}
    return Snapshot(when, message, texts)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a past; its last state is not committed."""
    top = tmp_path_factory.mktemp("past")
    owner = {"agency": "a-constabulary", "role": "Chief Constable"}
    moved = {"on": "2017-10-20", "was": "2017-10-31", "now": "2018-01-31"}
    ledger = [moved | {"reason": "Staff", "agreed_by": "board"}]
    second = ACTION | {"owner": owner} | NAMED
    third = second | {"due": "2018-01-31", "revisions": ledger, "measure": "All"}
    snapshots = [
        commit("2017-09-01", "Begin\x1b[2J", FRAME),
        commit("2017-09-02", "Keep a secret", HIDDEN),
        commit(
            "2017-10-05", "For Mr John Smith, 943 476 5919", {"actions/ACT-2017-001.yaml": second}
        ),
        commit("2017-10-20", "Move a date\n\nMore", {"actions/ACT-2017-001.yaml": third}),
    ]
    assert start_with(top, "A <a@b.example>", snapshots)
    last = third | {"implemented": {"on": "2017-11-01", "signed_off_by": "board"}}
    file = top / "register/actions/ACT-2017-001.yaml"
    file.write_text(yaml.safe_dump(last), encoding="utf-8")
    return top / "register"


@pytest.mark.parametrize("format", ["text", "md"])
def test_changes_of_the_example(hscb: Hscb, format: str) -> None:
    ran = hscb("changes", "--since", "2017-11-07", "--format", format)
    golden(f"changes.{format}", ran.out)
    assert "since 7 November 2017, up to Monday 20 November 2017, by the dates" in ran.err
    short = hscb("changes", "--since", "2017-11-07", "--format", format, "--short").out
    assert ran.out.startswith(short)
    assert "newly overdue, nothing recorded since: 5; new: 1;" in short


def test_changes_as_json(hscb: Hscb, past: Path) -> None:
    ran = hscb("-C", past, "changes", *NOW, "--format", "json")
    body = json.loads(ran.out)
    keys = ("version", "tool", "today", "register", "left_out", "since", "against")
    assert tuple(body) == (*keys, "audience", "not_named", "changes")
    assert (body["audience"], body["not_named"]) == ("public", 1)
    assert body["since"] == "2017-09-20"
    assert "when the Board met (MTG-2017-01)" in ran.err
    assert f"against commit {body['against'][:12]}" in ran.err
    said = {(change["change"], change["record"]): change["said"] for change in body["changes"]}
    assert said["implemented", "ACT-2017-001"] == "signed off by the A Board"
    assert said["re-owned", "ACT-2017-001"].startswith("owner changed from Head of Safeguarding")
    assert said["re-worded", "ACT-2017-001"] == "measure given: “All”"
    assert "ACT-2017-003" not in ran.out
    inside = hscb("-C", past, "changes", *NOW, "--audience", "internal").out
    assert "Newly overdue, nothing recorded since (1)\n\nSecret\n  ACT-2017-003" in inside


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("HEAD~1", "since 5 October 2017, at "),
        ("20/10/2017", "since 20 October 2017, up to"),
        ("Last Board", "since 20 September 2017, when the Board met"),
        ("2017-08-31", "nothing was committed by 31 August 2017"),
    ],
)
def test_since_when_can_be_said_in_many_ways(hscb: Hscb, past: Path, since: str, said: str) -> None:
    ran = hscb("-C", past, *NOW, "changes", "--since", since)
    assert ran.code == 0
    assert said in ran.err


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("31/02/2018", "does not exist: February 2018 has 28 days"),
        ("2018-01-01", "1 January 2018 is after 20 November 2017"),
        ("v9", "there is no revision 'v9'"),
        ("--output=x", "no revision"),
        ("", "is no"),
    ],
)
def test_since_no_such_day_is_refused(hscb: Hscb, past: Path, since: str, said: str) -> None:
    ran = hscb("-C", past, *NOW, "changes", f"--since={since}")
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.replace("│", " ").split())


def test_without_git_dates_tell(hscb: Hscb, tmp_path: Path) -> None:
    for path, data in FRAME.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(data), encoding="utf-8")
    ran = hscb("-C", tmp_path, *NOW, "changes")
    assert "is in no git repository" in ran.err
    assert "its minutes were agreed" in ran.out
    ran = hscb("-C", tmp_path, *NOW, "log", "MTG-2017-01")
    assert "is in no git repository" in ran.err
    assert "Held: no items (20 September 2017)" in ran.out


def test_history_of_a_record_in_words(hscb: Hscb, past: Path) -> None:
    ran = hscb("-C", past, *NOW, "log", "actions/ACT-2017-001.yaml")
    assert ran.code == 0
    lines = [line.partition(": ")[2] or line.strip() for line in ran.out.splitlines()]
    withheld = "a text that the privacy guard would not pass"
    people = "Head of Safeguarding, A Constabulary", "Chief Constable, A Constabulary"
    assert lines == [
        "Publish a leaflet",
        "3 commits changed it; what stands in it now is not committed yet. For the public.",
        "",
        "Begin\\u001b[2J",
        f"{people[0]}, due 31 October 2017",
        "",
        withheld,
        "Owner changed from {} to {}".format(*people),
        withheld.capitalize(),
        "",
        "Move a date",
        "Staff (20 October 2017)",
        f"Measure from “{withheld}” to “All”",
        "",
        "As it stands",
        "Signed off by the A Board (1 November 2017)",
    ]


def test_history_ends_where_it_is_asked_for(hscb: Hscb, past: Path) -> None:
    ran = hscb("-C", past, *NOW, "--rev", "HEAD~1", "log", "ACT-2017-001", "--format", "json")
    body = json.loads(ran.out)
    assert (body["record"], body["title"]) == ("ACT-2017-001", "Publish a leaflet")
    assert [step["on"] for step in body["steps"]] == ["2017-09-01", "2017-10-05"]
    assert {change["change"] for change in body["steps"][1]["changes"]} == {"re-owned", "re-worded"}


def test_history_as_markdown_escapes_what_it_is_told(hscb: Hscb, past: Path) -> None:
    golden("log.md", hscb("-C", past, *NOW, "log", "ACT-2017-001", "--format", "md").out)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("ACT-2017-003", "ACT-2017-003 is confidential (`part: 2`): add --audience internal"),
        ("ACT-2017-004", "did you mean ACT-2017-001?"),
        ("../board", "is not known"),
    ],
)
def test_history_of_no_such_record(hscb: Hscb, past: Path, record: str, said: str) -> None:
    ran = hscb("-C", past, *NOW, "log", record)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_history_goes_on_through_a_renumbering_and_after_the_end(
    hscb: Hscb, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    action = ACTION_TEXT.format(what="Ask")
    save(tmp_path, {"board.yaml": BOARD, "actions/ACT-2017-001.yaml": action})
    new = "actions/ACT-2017-002.yaml"
    save(tmp_path, {"actions/ACT-2017-001.yaml": None, new: action})
    save(tmp_path, {new: action + "measure: [\n"})
    save(tmp_path, {new: action + "measure: All\n"})
    save(tmp_path, {new: None, "actions/ACT-2017-003.yaml": f"{action}part: 2\n"})
    ran = hscb("-C", tmp_path, *NOW, "log", "ACT-2017-002")
    assert ran.out.count(": Change ") == 4  # but not what is said of a hidden record's commit
    said = [line.strip() for line in ran.out.splitlines() if line.startswith("  ")]
    assert said == [
        "New action: Head of Safeguarding, example-county-council, due 15 December 2017",
        "Renumbered: was ACT-2017-001",
        "The file could not be read as it stood then",
        "Measure given: “All”",
        "Action taken out of the register",
    ]
    changed = hscb("-C", tmp_path, *NOW, "changes", "--since", "HEAD~4").out
    assert "ACT-2017-001" in changed
    assert "Action taken out of the register" in changed
    ran = hscb("-C", tmp_path, *NOW, "log", "ACT-2017-001")
    assert ran.out.endswith("\n  Renumbered: now ACT-2017-002\n")


def test_history_that_was_cut_off_says_so(hscb: Hscb, past: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", past.parent.as_uri(), "short")
    ran = hscb("-C", tmp_path / "short", *NOW, "log", "ACT-2017-001")
    assert "this clone has the last commits only" in ran.err
    assert "1 commit changed it; this clone has the last commits only" in ran.out
    assert ran.out.endswith("It was there; this clone does not know what came before\n")
