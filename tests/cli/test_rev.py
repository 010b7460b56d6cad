"""`--rev` and `--as-of`: the register as it was committed, in every reading command."""

import json
from pathlib import Path

import pytest

from committing import ACTION, BOARD, commit, git
from running import Hscb

PATH = "actions/ACT-2017-001.yaml"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A register committed on 30 June 2017 and on 1 August, and changed since."""
    git(tmp_path, "init", "-q", "-b", "main")
    agency = "title: Example County Council\nbasis: statutory\n"
    files = {"agencies/example-county-council.yaml": agency, "board.yaml": BOARD}
    commit(tmp_path, {**files, PATH: ACTION.format(what="Write the first plan")})
    commit(tmp_path, {PATH: ACTION.format(what="Write the second plan")}, "2017-08-01T09:00:00")
    (tmp_path / "register" / PATH).write_text(ACTION.format(what="Write the third plan"))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "plan", "today"),
    [
        (("--rev", "HEAD~1", "--today", "2017-12-24"), "first", "2017-12-24"),
        (("--rev=HEAD", "--today=2017-12-24"), "second", "2017-12-24"),
        (("--as-of", "2017-07-31"), "first", "2017-07-31"),
        (("--as-of", "2017-08-01", "--today", "2018-01-01"), "second", "2018-01-01"),
    ],
)
def test_files_and_clock_are_those_asked_for(
    hscb: Hscb, top: Path, typed: tuple[str, ...], plan: str, today: str
) -> None:
    command = ("due", "--format", "json", "-C", str(top))
    ran = hscb(*typed[:2], *command, *typed[2:])  # before the command, and after it
    assert ran.code == 0
    said = json.loads(ran.out)
    (title,) = (item["title"] for item in said["items"] if item["record"] == "ACT-2017-001")
    assert (title, said["today"]) == (f"Write the {plan} plan", today)
    revision = git(top, "rev-parse", "HEAD" if plan == "second" else "HEAD~1")
    assert said["register"]["commit"] == revision
    assert said["register"]["dirty"] is False
    day = "1 August 2017" if plan == "second" else "30 June 2017"
    assert f"as committed in {revision[:7]} on {day}" in ran.err


def test_paper_names_the_commit_it_was_made_from(hscb: Hscb, top: Path) -> None:
    said = hscb("report", "board", "-C", top, "--as-of", "2017-07-01").out
    revision = git(top, "rev-parse", "HEAD~1")
    assert f"commit {revision[:12]} of 30 June 2017, unchanged since" in said


def test_problem_shows_the_line_as_it_was(hscb: Hscb, top: Path) -> None:
    commit(top, {PATH: "action: x\ndue: 30/06/2017\n"})
    commit(top, {PATH: "action: y\n"})
    assert "  2 | due: 30/06/2017\n" in hscb("validate", "-C", top, "--rev", "HEAD~1").out


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("due", "--rev", "v1"), "there is no revision 'v1'; try a tag"),
        (("due", "--as-of", "2017-06-29"), "nothing was committed by 29 June 2017"),
        (("due", "--as-of", "never"), "'never' is not a day"),
        (("due", "--rev", "HEAD", "--as-of", "2017-07-01"), "give one"),
        (("indicators", "record", "IND-a", "2017-18", "1", "--rev", "HEAD"), "is only read"),
        (("section11", "open", "2018-19", "--write", "--as-of", "today"), "is only read"),
        (("init", "kent", "--rev", "HEAD"), "is only read"),
    ],
)
def test_what_cannot_be_is_one_usage_error(
    hscb: Hscb, top: Path, typed: tuple[str, ...], why: str
) -> None:
    ran = hscb(*typed, "-C", top)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_folder_that_was_no_register_yet(hscb: Hscb, top: Path) -> None:
    git(top, "mv", "register", "records")
    git(top, "commit", "-q", "-m", "Move")
    ran = hscb("due", "-C", top / "records", "--rev", "HEAD~1")
    assert ran.code == 2
    assert "was no register in" in ran.err


def test_register_outside_git_says_so_and_is_read_as_ever(hscb: Hscb, tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_text(BOARD)
    ran = hscb("due", "-C", tmp_path, "--rev", "HEAD")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "is in no git repository" in ran.err
    assert hscb("due", "-C", tmp_path).code == 0
