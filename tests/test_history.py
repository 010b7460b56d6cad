"""The door to git lets nothing in that a clone could bring."""

import os
import subprocess
from pathlib import Path

import pytest

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
