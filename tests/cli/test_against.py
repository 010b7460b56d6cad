"""`hscb validate --against REV`: what a branch has lost since it left another."""

import json
from pathlib import Path

import pytest

from committing import ACTION, BOARD, commit, git
from running import Hscb

PATH = "actions/ACT-2017-001.yaml"
FIRST = f"{ACTION.format(what='Publish a briefing on neglect for schools')}group: board\n"
MOVED = FIRST.replace("2017-12-15", "2018-03-30")
OTHER = """\
action: Train every receptionist to ask who is at home
owner: {agency: example-county-council, role: Head of Health}
due: 2018-06-29
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A register whose only action was committed on `main`, seen from a branch."""
    git(tmp_path, "init", "-q", "-b", "main")
    files = {
        "agencies/example-county-council.yaml": "title: Example Council\nbasis: statutory\n",
        "groups/board.yaml": "title: The Board\nfunction: board\n",
        "board.yaml": BOARD,
    }
    commit(tmp_path, {**files, PATH: FIRST})
    git(tmp_path, "checkout", "-q", "-b", "mine")
    return tmp_path


def test_date_moved_by_hand_fails_with_what_it_was_compared_with(hscb: Hscb, top: Path) -> None:
    (top / "register" / PATH).write_text(MOVED)
    ran = hscb("validate", "-C", top, "--against", "main", "--select", "HST")
    assert ran.code == 1
    place, *_, counted = ran.out.splitlines()
    assert place == (
        f"{PATH}:3:6: error HST-001: "
        "`due` was 2017-12-15 and is 2018-03-30, and no entry of `revisions` moves it"
    )
    main = git(top, "rev-parse", "main")
    assert f"compared with {main[:7]} of 30 June 2017: 1 error" in counted
    said = json.loads(hscb("validate", "-C", top, "--against", "main", "--format", "json").out)
    assert said["against"] == {"commit": main, "day": "2017-06-30"}
    assert hscb("validate", "-C", top).code == 0


def test_branch_that_is_behind_is_not_blamed(hscb: Hscb, top: Path) -> None:
    git(top, "checkout", "-q", "main")
    commit(top, {PATH: MOVED, "actions/ACT-2017-002.yaml": OTHER})
    git(top, "checkout", "-q", "mine")
    assert hscb("validate", "-C", top, "--against", "main").code == 0
    assert hscb("validate", "-C", top, "--against", "main", "--rev", "main").code == 0


def test_correction_since_then_explains_and_an_older_one_does_not(hscb: Hscb, top: Path) -> None:
    agreed = "on: 2017-10-18, reason: Entered twice, agreed_by: board"
    board = f"{BOARD}corrections:\n  - {{record: ACT-2017-001, {agreed}}}\n"
    commit(top, {PATH: None, "board.yaml": board})
    typed = ("validate", "-C", top, "--select", "HST", "--show-explained", "--against")
    ran = hscb(*typed, "main")
    assert ran.code == 0
    assert "explained HST-006" in ran.out
    assert "Explained: Entered twice" in ran.out
    commit(top, {PATH: FIRST})
    (top / "register" / PATH).unlink()
    assert hscb(*typed, "HEAD").code == 1


def test_id_deleted_earlier_and_given_again(hscb: Hscb, top: Path) -> None:
    commit(top, {PATH: None})
    typed = ("validate", "-C", top, "--select", "HST", "--against", "HEAD")
    (top / "register" / PATH).write_text(OTHER)
    ran = hscb(*typed)
    assert ran.code == 1
    assert f"{PATH}:1:1: error HST-005: this id meant something else before" in ran.out
    (top / "register" / PATH).write_text(MOVED)
    assert hscb(*typed).code == 0  # it came back


def test_new_number_for_the_same_record_deletes_nothing(hscb: Hscb, top: Path) -> None:
    git(top, "mv", f"register/{PATH}", "register/actions/ACT-2017-002.yaml")
    assert hscb("validate", "-C", top, "--against", "main").code == 0


def test_register_that_moved_is_compared_with_where_it_stood(hscb: Hscb, top: Path) -> None:
    commit(top, {"../other/board.yaml": BOARD})
    git(top, "mv", "register", "reg")
    git(top, "commit", "-q", "-m", "Move")
    (top / "reg" / PATH).write_text(MOVED)
    ran = hscb("validate", "-C", top / "reg", "--against", "main", "--select", "HST")
    assert (ran.code, ran.out.count(" error HST-001: ")) == (1, 1)
    assert "the register stood in register/ then" in ran.err
    ran = hscb("log", "-C", top / "reg", "ACT-2017-001")
    assert "2 commits changed it; what stands in it now is not committed yet" in ran.out
    git(top, "mv", *(f"reg/{each.name}" for each in (top / "reg").iterdir()), ".")
    git(top, "commit", "-q", "-m", "Move")
    assert "3 commits changed it" in hscb("log", "-C", top, "ACT-2017-001").out
    (top / PATH).unlink()
    ran = hscb("validate", "-C", top, "--against", "main", "--select", "HST")
    assert " error HST-006: " in ran.out
    git(top, "checkout", "-qf", "main")
    git(top, "clean", "-fdq")
    commit(top, {f"../other/{PATH}": FIRST, "../other/board.yaml": BOARD})
    ran = hscb("validate", "-C", top / "other", "--against", "HEAD~1")
    assert "it is new, with nothing to lose" in ran.err


def test_register_that_is_new_is_compared_with_nothing(hscb: Hscb, top: Path) -> None:
    git(top, "checkout", "-q", "--orphan", "none")
    git(top, "commit", "-q", "--allow-empty", "-m", "Nothing")
    git(top, "rm", "-rq", "--cached", ".")
    git(top, "commit", "-q", "-m", "Nothing")
    start = git(top, "rev-parse", "HEAD")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "All")
    ran = hscb("validate", "-C", top, "--against", start)
    assert ran.code == 0
    assert "it is new, with nothing to lose" in ran.err
    ran = hscb("validate", "-C", top, "--against", "main")
    assert (ran.code, ran.out) == (2, "")
    assert "main and " in ran.err
    assert "have no commit in common" in ran.err


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("--select", "HST"), "these rules compare; add --against REV"),
        (("--against", "nothing"), "there is no revision 'nothing'; try a tag"),
        (("--against", "other"), "there is no revision 'other'; did you mean origin/other?"),
        (("--against", ""), "there is no revision ''"),
        (("--against", "--all"), "there is no revision '--all'"),
    ],
)
def test_comparison_that_cannot_be(hscb: Hscb, top: Path, typed: tuple[str, ...], why: str) -> None:
    git(top, "update-ref", "refs/remotes/origin/other", "HEAD")
    ran = hscb("validate", "-C", top, *typed)
    assert ran.code == 2
    assert why in ran.err
