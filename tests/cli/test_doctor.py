"""`hscb doctor` says what is missing and what to type, whatever there is."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from running import Hscb
from store.cases import a_folder


@pytest.fixture(autouse=True)
def _nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings but those of the test."""
    (home := tmp_path / "home").mkdir()
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in [name for name in os.environ if name.startswith("GIT_")] + ["EMAIL"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("SHELL", "/bin/zsh")


def looks(hscb: Hscb, *arguments: str | Path, code: int = 0) -> dict[str, dict[str, Any]]:
    """What it says, by what was looked at."""
    ran = hscb("doctor", "--format", "json", *arguments)
    assert (ran.code, ran.err) == (code, "")
    found = json.loads(ran.out)["looks"]
    assert all(look["type"] for look in found if look["word"] != "ok")
    assert not any(look["type"] for look in found if look["word"] == "ok")
    return {look["at"]: look for look in found}


def words(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {at: look["word"] for at, look in found.items()}


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    subprocess.run(["git", *author, *arguments], cwd=folder, check=False, capture_output=True)


def test_without_a_register_it_looks_at_the_machine(
    hscb: Hscb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = words(looks(hscb))
    assert found["register"] == found["completion"] == "not here"
    assert found["identity"] == "attention"
    assert found["time zones"] == found["encoding"] == "ok"
    (tmp_path / "home/.zfunc").mkdir()
    (tmp_path / "home/.zfunc/_hscb").write_text("#compdef hscb\n", encoding="utf-8")
    assert words(looks(hscb))["completion"] == "ok"
    assert "holds no board.yaml" in hscb("doctor", "-C", tmp_path / "home").err


def test_without_git_it_says_so(
    hscb: Hscb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = words(looks(hscb, "-C", a_folder(tmp_path / "a", {})))
    assert (found["git"], found["register"]) == ("not here", "ok")
    assert "identity" not in found


def test_repository_is_looked_at_from_its_beginning(hscb: Hscb, tmp_path: Path) -> None:
    folder, top = a_folder(tmp_path / "board/register", {}), tmp_path / "board"
    command = ("-C", folder)
    absent = looks(hscb, *command)["repository"]
    assert (absent["word"], absent["type"][2]) == ("not here", "git add register")
    git(top, "init", "-q")
    found = words(looks(hscb, *command))
    assert found["repository"] == found["line ends"] == "attention"
    assert found["schemas"] == found["editor"] == "not here"
    (top / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8")
    (top / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    git(top, "config", "core.hooksPath", "nowhere")
    git(top, "config", "user.name", "A")
    git(top, "config", "user.email", "a@b.example")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "A")
    found = looks(hscb, *command)
    assert {found[at]["word"] for at in ("repository", "line ends", "identity")} == {"ok"}
    assert found["leftovers"]["type"] == ["echo '.hscb*' >> .gitignore"] or os.name == "nt"
    (top / ".gitignore").write_text(".hscb*\n", encoding="utf-8")
    assert words(looks(hscb, *command))["leftovers"] == "ok"
    assert "git config --unset-all core.hooksPath" in str(found["hooks"]["type"])
    git(top, "config", "--unset", "core.hooksPath")
    hook = top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n", encoding="utf-8")
    found = looks(hscb, *command)
    assert found["hooks"]["word"] == found["past"]["word"] == "ok"
    assert (found["copies"]["word"], found["copies"]["said"][:12]) == ("not here", "the register")
    git(tmp_path, "clone", "-q", "--depth", "1", top.as_uri(), "short")
    git(tmp_path / "short", "commit", "-q", "--allow-empty", "-m", "B")
    found = looks(hscb, "-C", tmp_path / "short")
    assert found["past"]["type"] == ["git fetch --unshallow"]
    assert found["copies"]["said"].startswith("1 commit is not pushed")
    assert found["hooks"]["said"].startswith("optional")
    (tmp_path / "short/.pre-commit-config.yaml").unlink()
    assert words(looks(hscb, "-C", tmp_path / "short"))["hooks"] == "ok"


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_pipe_or_endless_link_is_not_waited_for(hscb: Hscb, tmp_path: Path) -> None:
    folder, top = a_folder(tmp_path / "board/register", {}), tmp_path / "board"
    git(top, "init", "-q")
    for name in (".gitattributes", ".gitignore", "register/schema"):
        os.mkfifo(top / name)
    (top / ".vscode").mkdir()
    (top / ".vscode/settings.json").symlink_to("/dev/zero")
    found = words(looks(hscb, "-C", folder))
    assert found["line ends"] == found["leftovers"] == "attention"
    assert found["editor"] == "not here"


def test_what_stops_the_work_ends_with_1(hscb: Hscb, tmp_path: Path) -> None:
    top = a_folder(tmp_path / "a", {})
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "A")
    for branch in ("one", "main"):
        git(top, "checkout", "-q", *(["-b", "one"] if branch == "one" else ["main"]))
        text = (top / "board.yaml").read_text("utf-8").replace("A Board", f"The {branch}")
        (top / "board.yaml").write_text(text, encoding="utf-8")
        git(top, "commit", "-qam", branch)
    git(top, "merge", "one")
    found = looks(hscb, "-C", top, code=1)
    assert (found["merge"]["word"], found["register"]["word"]) == ("stops", "stops")
    assert "board.yaml" in str(found["merge"]["said"])
    (top / "board.yaml").write_text("title: A\narea: B\nregister_is: public\n", encoding="utf-8")
    git(top, "add", "-A")
    found = looks(hscb, "-C", top)
    assert (found["merge"]["word"], found["register"]["word"]) == ("attention", "ok")
    with (top / "board.yaml").open("a", encoding="utf-8") as board:
        board.write('requires: ">=99"\n')
    said = looks(hscb, "-C", top, code=1)["register"]["said"]
    assert "requires hscb >=99, and this is" in str(said)


def test_text_is_a_line_for_each_look_and_what_to_type(hscb: Hscb, tmp_path: Path) -> None:
    ran = hscb("doctor", "-C", a_folder(tmp_path / "a", {"x.yaml": "a: [\n"}))
    lines = ran.out.splitlines()
    assert "attention  records     1 file cannot be read and is left out" in lines
    assert f"{'':23}type: hscb validate" in lines
    assert str(tmp_path / "home") not in ran.out


def test_last_line_says_how_urgent_it_is(hscb: Hscb, tmp_path: Path) -> None:
    ran = hscb("doctor", "-C", a_folder(tmp_path / "a", {}))
    assert ran.err.startswith("Nothing stops the work. Put `attention` right when you can; ")
