"""`hscb save`: the register's own files are committed, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from hscb_pm.cli.workspace import Workspace
from running import Hscb

BOARD = "title: A Board\narea: A Shire\nregister_is: public\ntoday: 2017-11-20\n"
GROUP = "title: The Board\nfunction: board\n"
ACTION = "action: Publish a leaflet\nowner: {agency: a-council, role: Head of Service}\n"
OLD, NEW = "register/actions/ACT-2017-001.yaml", "register/actions/ACT-2017-002.yaml"


def git(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return ran.stdout.decode()


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a register, and with changes of it and beside it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    tree = tmp_path / "tree"
    write(tree, "register/board.yaml", BOARD)
    write(tree, "register/agencies/a-council.yaml", "title: A Council\nbasis: other\n")
    write(tree, "register/groups/board.yaml", GROUP)
    write(tree, OLD, f"{ACTION}due: 2018-03-31\n")
    write(tree, "notes.txt", "1")
    git(tree, "init", "-q", "-b", "main")
    git(tree, "config", "user.name", "A")
    git(tree, "config", "user.email", "a@b.example")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "Open the register")
    write(tree, OLD, f"{ACTION}measure: 9 of 10 schools have it\ndue: 2018-03-31\n")
    write(tree, NEW, f"{ACTION}due: 2018-05-31\n")
    write(tree, "templates/board.md.j2", "{# ours #}\n")
    write(tree, "notes.txt", "2")
    git(tree, "add", "notes.txt")
    write(tree, "notes.txt", "3")
    write(tree, "register/notes.md", "x")
    return tree


def status(tree: Path) -> str:
    return git(tree, "status", "--short", "-uall")


def test_records_and_templates_are_committed_and_nothing_else(hscb: Hscb, tree: Path) -> None:
    ran = hscb("save", "Minutes of 18 October", "-C", tree)
    assert ran.code == 0, ran.err
    assert "ACT-2017-001, Publish a leaflet: measure" in ran.out
    assert "New (1)\n  ACT-2017-002, " in ran.out
    assert "  templates/board.md.j2: new" in ran.out
    commit = git(tree, "rev-parse", "HEAD")[:7]
    assert f"Saved as {commit}: 3 files; Minutes of 18 October\n" in ran.out
    assert "Not pushed: it is on this computer alone" in ran.err
    files = git(tree, "show", "--name-only", "--format=%s", "HEAD").split("\n")
    assert files[:-1] == ["Minutes of 18 October", "", OLD, NEW, "templates/board.md.j2"]
    assert status(tree) == "MM notes.txt\n?? register/notes.md\n"
    assert hscb("save", "x", "-C", tree).out == "Nothing has changed since it was saved.\n"


def test_deleted_file_and_odd_names(hscb: Hscb, tree: Path) -> None:
    git(tree, "checkout", "-q", OLD)
    write(tree, NEW, f"{ACTION}due: 2018-05-31\ncontinued_by: ACT-2017-001\n")
    git(tree, "add", NEW)
    git(tree, "commit", "-qm", "One continues the other", NEW)
    assert hscb("renumber", "ACT-2017-001", "ACT-2017-009", "-C", tree).code == 0
    write(tree, "register/actions/.hidden.yaml", "x")
    assert hscb("save", "-x\n# more", "-C", tree, "--").code == 2
    ran = hscb("save", "-C", tree, "--", "-x\n# more")
    assert ran.code == 0, ran.err
    assert git(tree, "log", "-1", "--format=%B") == "-x\n# more\n\n"
    assert ran.out.startswith(
        "Taken out or renumbered (1)\n"
        "  ACT-2017-009, Publish a leaflet: renumbered: was ACT-2017-001\n"
        "Comments, layout and the like\n"
        f"  {NEW}: names ACT-2017-009, as it is called now\n"
        "  templates/board.md.j2: new\n"
    )
    assert "register/actions/ACT-2017-001.yaml" not in git(tree, "ls-files")
    assert ".hidden" in status(tree)


def test_dry_run_saves_nothing(hscb: Hscb, tree: Path) -> None:
    before = status(tree)
    ran = hscb("save", "--dry-run", "-C", tree)
    assert "without --dry-run it is, as: New: 1; worded otherwise: 1" in ran.err
    assert (status(tree), git(tree, "rev-list", "--count", "HEAD")) == (before, "1\n")


def test_message_is_proposed(hscb: Hscb, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = hscb("save", "-C", tree)
    assert ran.code == 2
    assert 'say what changed: hscb save "New: 1; worded otherwise: 1"' in ran.err
    monkeypatch.setattr(Workspace, "can_ask", True)
    monkeypatch.setattr(Workspace, "ask", lambda *_: "")
    git(tree, "remote", "add", "origin", "elsewhere")
    assert "Not pushed: git push -u origin main shares it" in hscb("save", "-C", tree).err
    assert git(tree, "log", "-1", "--format=%s") == "New: 1; worded otherwise: 1\n"


def test_hook_that_refuses_leaves_all_as_it_was(hscb: Hscb, tree: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("a hook here is a script of the shell's")
    hook = tree / ".git/hooks/pre-commit"
    write(tree, ".git/hooks/pre-commit", "#!/bin/sh\necho '::error:: no'; exit 1\n")
    hook.chmod(0o755)
    before = status(tree)
    ran = hscb("save", "x", "-C", tree)
    assert ran.code == 2
    assert "git did not save it; it says: ::error:: no" in ran.err
    assert status(tree) == before


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (NEW, f"{ACTION}due: 2018-02-31\n", "REG-006"),
        (OLD, f"{ACTION}due: 2018-04-30\n", "HST-001"),
        (NEW, f"{ACTION}due: 2018-03-31\n# Jane Smith, born 3 May 2009\n", "PRV-"),
    ],
)
def test_register_with_errors_is_not_saved(
    hscb: Hscb, tree: Path, path: str, text: str, said: str
) -> None:
    write(tree, path, text)
    ran = hscb("save", "x", "-C", tree)
    assert ran.code == 1
    assert said in ran.out
    assert "nothing is saved" in ran.err
    assert git(tree, "rev-list", "--count", "HEAD") == "1\n"


@pytest.mark.parametrize("message", ["", "a\x1bb", "Visit Jane Smith (born 3 May 2009)"])
def test_message_that_cannot_be_kept(hscb: Hscb, tree: Path, message: str) -> None:
    ran = hscb("save", message, "-C", tree)
    assert ran.code == 2
    assert "Jane" not in ran.err
    assert git(tree, "rev-list", "--count", "HEAD") == "1\n"


def test_what_stands_in_the_way_is_said(hscb: Hscb, tree: Path) -> None:
    (tree / ".git/MERGE_HEAD").write_text(git(tree, "rev-parse", "HEAD"), encoding="utf-8")
    assert "a merge is under way: finish it" in hscb("save", "x", "-C", tree).err
    (tree / ".git/MERGE_HEAD").unlink()
    git(tree, "config", "--unset", "user.name")
    assert "git does not know who you are. Type: git config" in hscb("save", "x", "-C", tree).err
    git(tree, "config", "user.name", "A")
    write(tree, ".gitignore", "ACT-2017-002.yaml\n")
    git(tree, "checkout", "-q", "--detach")
    ran = hscb("save", "x", "-C", tree)
    assert f"{NEW} is not saved: a .gitignore leaves it out" in ran.err
    assert "it is on no branch, and may be lost" in ran.err


def test_first_save_of_a_repository_without_commits(hscb: Hscb, tmp_path: Path) -> None:
    write(tmp_path, "r/board.yaml", BOARD)
    write(tmp_path, "r/groups/board.yaml", GROUP)
    assert "is in no git repository" in hscb("save", "x", "-C", tmp_path / "r").err
    git(tmp_path / "r", "init", "-q")
    git(tmp_path / "r", "config", "user.name", "A")
    git(tmp_path / "r", "config", "user.email", "a@b.example")
    ran = hscb("save", "x", "-C", tmp_path / "r")
    assert "Files\n  board.yaml: new\n  groups/board.yaml: new\n" in ran.out
    assert ran.code == 0


def test_what_is_renumbered_is_not_deleted_and_loses_nothing(hscb: Hscb, tree: Path) -> None:
    ran = hscb("renumber", "a-council", "our-council", "-C", tree)
    assert "Type next: hscb show our-council; to keep it: hscb save\n" in ran.err
    ran = hscb("save", "--dry-run", "-C", tree)
    assert "our-council, A Council: renumbered: was a-council" in ran.out
    file = tree / OLD
    file.write_text(file.read_text("utf-8").replace("2018-03-31", "2018-04-30"), "utf-8")
    ran = hscb("save", "--dry-run", "-C", tree)
    assert ran.code == 1
    assert ran.out.count(" error ") == ran.out.count(" error HST-001") == 1
