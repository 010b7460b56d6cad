"""What git knows of the past: read from its objects, whatever the work tree says."""

import os
from datetime import date
from pathlib import Path

import pytest

from committing import ACTION, BOARD, commit, git
from hscb_pm import rules, store
from hscb_pm.history import day_of
from hscb_pm.register import Register
from hscb_pm.revisions import NoRevisionError, Revisions


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a board and an action, committed on 30 June 2017."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, {"board.yaml": BOARD, "actions/ACT-2017-001.yaml": ACTION.format(what="A")})
    return tmp_path


def facts(register: Register) -> list[object]:
    """All that a register says, each record with its text and a place in it."""
    places = {
        name: (source.path, source.text.replace("\r", ""), source.at(("due",), key=True))
        for name, source in sorted(register.sources.items())
    }
    found = [register.records, register.problems, register.left_out, register.files, places]
    return [*found, register.rejected, register.unfilled, register.commit, rules.check(register)]


def test_register_is_read_as_it_was_committed(top: Path) -> None:
    first = git(top, "rev-parse", "HEAD")
    expected = facts(store.load(top / "register"))[:4]
    commit(top, {"actions/ACT-2017-001.yaml": None, "actions/ACT-2017-002.yaml": "due: [\n"})
    (top / "register/board.yaml").write_text("title: [\n")
    found = store.load(top / "register", "HEAD~1")
    assert facts(found)[:4] == expected
    assert found.commit
    assert (found.commit.id, found.commit.day) == (first, date(2017, 6, 30))


def test_what_did_not_change_is_shared_and_the_rest_read_again(top: Path) -> None:
    action = ACTION.format(what="A")
    old = commit(
        top,
        {
            "actions/ACT-2017-002.yaml": action,
            "actions/ACT-2017-003.yaml": f"{action}measure: <fill in: what shows it>\n",
            "actions/ACT-2017-004.yaml": "due: 31/02/2017\n",
            "actions/ACT-2017-005.yaml": action,
            "groups/broken.yaml": "title: [\n",
        },
    )
    folder = top / "register"
    (folder / "actions/ACT-2017-002.yaml").write_text(ACTION.format(what="B"))
    (folder / "actions/ACT-2017-004.yaml").write_text(action)
    (folder / "actions/ACT-2017-005.yaml").write_text(action.replace("\n", "\r\n"), newline="")
    (folder / "actions/ACT-2017-006.yaml").write_text(action)
    now = store.load(folder)
    found = store.before(now, old)
    for name in ("ACT-2017-001", "ACT-2017-003", "ACT-2017-005"):
        assert found.record(name) is now.record(name)
    assert found.record("ACT-2017-002") is not now.record("ACT-2017-002")
    assert facts(found) == facts(store.load(folder, old, guard=False))
    later = store.before(found, "HEAD~1")
    assert facts(later) == facts(store.load(folder, "HEAD~1", guard=False))


@pytest.mark.skipif(os.name == "nt", reason="links need a right that not every account has")
def test_commit_is_searched_as_a_folder_is(top: Path) -> None:
    folder = top / "register"
    (folder / "actions/ACT-2017-003.yaml").symlink_to(top / "outside.yaml")
    (folder / "archive").symlink_to(top)
    files: dict[str, str | None] = {
        "a-b/x.yaml": "x: 1\n",
        "a/x.yaml": "x: 1\n",
        "actions/ACT-2017-002.yml": "x: 1\n",
        "actions/.hidden.yaml": "x: 1\n",
        "schema/x.yaml": "x: 1\n",
        "x.yaml/board.yaml": "x: 1\n",
        "x.yaml/z/y.yaml": "x: 1\n",
        "1/2/3/4/5/6/7/8/9/x.yaml": "x: 1\n",
        "notes.txt": "x: 1\n",
        "large.yaml": "#" * (1 << 20) + "\n",
        "groups/large.yaml": "#" * (1 << 20) + "\n",
    }
    commit(top, files)
    found, expected = store.load(folder, "HEAD"), store.load(folder)
    assert facts(found)[:5] == facts(expected)[:5]
    assert found.files == expected.files


def test_day_is_that_of_london_and_the_line_that_of_head(top: Path) -> None:
    """A branch merged later says nothing of what the Board had on a day."""
    git(top, "checkout", "-q", "-b", "side")
    path = "actions/ACT-2017-001.yaml"
    commit(top, {path: ACTION.format(what="B")}, "2017-07-01T12:00:00+0000")
    git(top, "checkout", "-q", "main")
    late = commit(top, {"groups/a.yaml": "x"}, "2017-07-02T23:30:00+0100")
    later = commit(top, {"groups/b.yaml": "x"}, "2017-07-02T23:30:00+0000")
    git(top, "merge", "-q", "--no-ff", "side", "-m", "Merge", on="2017-07-05T12:00:00+0000")
    revisions = Revisions(top / "register")
    first = git(top, "rev-parse", "main~3")
    assert [revisions.on(date(2017, 7, day)).id for day in (1, 2, 3, 4)] == [
        *(first, late, later, later)
    ]
    merge = git(top, "rev-parse", "main")
    assert [touch.commit.id for touch in revisions.touches(path)] == [merge, first]
    assert revisions.merge_base("side").id == git(top, "rev-parse", "side")


def test_file_is_followed_through_a_new_name(top: Path) -> None:
    old, new = "actions/ACT-2017-001.yaml", "actions/ACT-2018-001.yaml"
    commit(top, {old: ACTION.format(what="B")})
    commit(top, {old: None, new: ACTION.format(what="B")})
    commit(top, {new: ACTION.format(what="C")})
    touches = Revisions(top / "register").touches(new)
    assert [touch.path for touch in touches] == [new, new, old, old]
    assert [touch.before is None for touch in touches] == [False, False, False, True]
    contents = [*Revisions(top / "register").read(touch.after or "" for touch in touches)]
    assert [content.decode()[8:9] for content in contents] == ["C", "B", "B", "A"]


def test_what_was_deleted_is_known_by_what_it_said_last(top: Path) -> None:
    path = "actions/ACT-2017-001.yaml"
    commit(top, {path: ACTION.format(what="B")})
    commit(top, {path: None})
    revisions = Revisions(top / "register")
    (name,) = revisions.deleted(revisions.commit(), [path, "board.yaml"]).values()
    assert next(revisions.read([name])).decode() == ACTION.format(what="B")


@pytest.mark.parametrize(
    "revision", ["", "-x", "--all", "nothing", "a\nb", "HEAD..HEAD", "HEAD:register", "\udc80"]
)
def test_revision_that_is_not_there(top: Path, revision: str) -> None:
    with pytest.raises(NoRevisionError, match=r"there is no revision .*try a tag, main~3"):
        store.load(top / "register", revision)


def test_each_want_of_a_past_is_said(top: Path, tmp_path: Path) -> None:
    outside = tmp_path / "new"
    outside.mkdir()
    git(outside, "init", "-q")
    with pytest.raises(NoRevisionError, match="git tells of no commit"):
        Revisions(outside).on(date(2017, 7, 1))
    with pytest.raises(NoRevisionError, match="nothing was committed by 1 June 2017; the first"):
        Revisions(top).on(date(2017, 6, 1))
    with pytest.raises(store.NoRegisterError):
        store.load(top, "HEAD")


def test_folder_outside_git_has_no_past(tmp_path: Path) -> None:
    with pytest.raises(NoRevisionError, match="in no git repository"):
        Revisions(tmp_path)


def test_clone_that_holds_little_says_how_to_have_all(top: Path, tmp_path: Path) -> None:
    commit(top, {"groups/a.yaml": "x"})
    git(tmp_path, "clone", "-q", "--depth=1", top.as_uri(), "shallow")
    revisions = Revisions(tmp_path / "shallow/register")
    whole = r"git fetch --unshallow .*fetch-depth: 0"
    with pytest.raises(NoRevisionError, match=whole):
        revisions.commit("HEAD~1")
    with pytest.raises(NoRevisionError, match=whole):
        revisions.on(date(2017, 6, 1))


def test_clock_far_off_is_a_day_all_the_same() -> None:
    assert [day_of(10**17), day_of(-(10**17))] == [date.max, date.min]
