"""The door to git lets nothing in that a clone could bring."""

import os
import subprocess
from pathlib import Path

import pytest

from hscb_pm.commits import pending
from hscb_pm.history import head, work_tree

AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@b.example")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *AUTHOR, *arguments], cwd=folder, check=True, capture_output=True)


def test_repository_hidden_among_the_files_runs_nothing(tmp_path: Path) -> None:
    register, ran = tmp_path / "register", tmp_path / "ran"
    register.mkdir()
    git(tmp_path, "init", "-q")
    git(register, "init", "-q", "--bare", ".")
    (register / "board.yaml").write_text("title: A\n", encoding="utf-8")
    (register / ".gitattributes").write_text("*.yaml filter=x\n", encoding="utf-8")
    config = f'[core]\nbare = false\nworktree = .\n[filter "x"]\nclean = touch {ran}; cat\n'
    (register / "config").write_text(config, encoding="utf-8")
    head(register)
    assert not ran.exists()


def test_filter_that_the_repository_names_is_not_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    (tmp_path / "r").mkdir()
    (tmp_path / "r/board.yaml").write_bytes(b"title: A\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "-q", "-m", "A")
    (tmp_path / ".gitattributes").write_text("*.yaml filter=x\n", encoding="utf-8")
    git(tmp_path, "config", "filter.x.clean", f"touch {ran}; cat")
    for content, is_dirty in ((b"title: A\r\n", False), (b"title: B\n", True)):
        (tmp_path / "r/board.yaml").write_bytes(content)
        commit = head(tmp_path / "r")
        assert commit
        assert commit.dirty is is_dirty
        assert [one.what for one in pending(tmp_path, ["r"], lambda _: True)] == [
            "changed"
        ] * is_dirty
    (tmp_path / "r/board.yaml").unlink()
    (tmp_path / "r/board.yaml").symlink_to("/dev/zero")
    assert head(tmp_path / "r") == commit
    assert not ran.exists()


def test_another_repository_is_not_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        git(tmp_path / name, "init", "-q")
        git(tmp_path / name, "commit", "-q", "--allow-empty", "-m", name)
    expected = head(tmp_path / "one")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    assert expected is not None
    assert head(tmp_path / "one") == expected


MISLEADING = (
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_CEILING_DIRECTORIES",
    "GIT_LITERAL_PATHSPECS",
)


@pytest.mark.parametrize("name", MISLEADING)
def test_no_variable_leads_git_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    register = tmp_path / "register"
    register.mkdir()
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "A")
    (register / "board.yaml").write_text("title: A\n", encoding="utf-8")
    expected = head(register)
    assert expected
    assert expected.dirty
    monkeypatch.setenv(name, "1" if name.endswith("SPECS") else str(tmp_path))
    assert head(register) == expected


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("board.yaml", True),
        ("actions/ACT-2017-001.yaml", True),
        ("actions/ACT-2017-001.yml", True),
        ("board.md.j2", True),
        ("board.md", False),
        ("schema/action.json", False),
        (".pre-commit-config.yaml", False),
        ("actions/.ACT-2017-001.yaml", False),
        (".github/workflows/register.yml", False),
    ],
)
def test_files_of_the_register_alone_make_it_dirty(
    tmp_path: Path, name: str, *, counts: bool
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "A")
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("title: A\n", encoding="utf-8")
    commit = head(tmp_path)
    assert commit
    assert commit.dirty == counts


def test_folder_outside_git_has_no_commit(tmp_path: Path) -> None:
    assert head(tmp_path) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may search all")
def test_folder_that_may_not_be_searched_is_no_repository(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "register").mkdir(parents=True)
    closed.chmod(0)
    try:
        assert work_tree(closed / "register") is None
    finally:
        closed.chmod(0o700)
