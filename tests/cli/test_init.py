"""`hscb init` as somebody meets it who has never seen a register."""

import os
import select
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import pytest
from markdown_it import MarkdownIt

from running import EXAMPLE, Hscb

HSCB = (sys.executable, "-m", "hscb_pm")
PATIENCE = 20
"""Seconds without a word after which a command is taken to hang."""
BREATH = 0.3
"""Seconds until somebody types; a Ctrl-C in the moment when input begins is heard by nobody."""
NAMED = ("--name", "Kent Safeguarding Children Board", "--area", "Kent")


@pytest.fixture(autouse=True)
def _known_to_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\nname = Business Manager\nemail = b@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def link(place: Path, target: str) -> None:
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError:
        pytest.skip("links need a right that this account does not have")


def everything(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*")}


def test_new_register_is_right_and_something_is_due(hscb: Hscb, home: Path) -> None:
    folder = home / "kent"
    ran = hscb("init", folder, *NAMED, "--today", "2025-05-20")
    assert (ran.code, ran.err) == (0, "as of Tuesday 20 May 2025\n")
    assert "9 agencies, 7 groups, the nine standards, 14 rows" in ran.out
    assert f"  cd {folder}\n  hscb due\n  hscb validate\n" in ran.out
    assert everything(folder) >= {
        ".gitattributes",
        ".github/workflows/register.yml",
        ".pre-commit-config.yaml",
        ".vscode/settings.json",
        "README.md",
        "register/programme/2025-26.yaml",
        "register/schema/action.json",
        "register/meetings/.gitkeep",
    }
    assert "no problems" in hscb("validate", "-C", folder).out
    assert hscb("schema", "--check", "-C", folder).code == 0
    due = hscb("due", "-C", folder / "register", "--today", "2025-05-20")
    assert due.out.startswith("Tuesday 20 May 2025: 0 overdue, 2 due soon, 43 upcoming")
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "log", "--format=%an %s") == "Business Manager Open the register\n"
    assert "today" not in (folder / "register/board.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    ["no", "---", "--strict", "-Crazy", "#1: 'A' \"B\"", "{{ 1/0 }}", "👨‍👩‍👧 Łódź", "x" * 300],
)
def test_board_may_be_called_anything(hscb: Hscb, home: Path, name: str) -> None:
    ran = hscb("init", home / "new", "--name", name, "--area", name)
    assert ran.code == 0
    assert "no problems" in hscb("validate", "-C", home / "new").out
    assert hscb("due", "-C", home / "new" / "register").code == 0
    assert len(hscb("list", "agency", "-C", home / "new").out.splitlines()) > 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "A\nB"], "'--name': a name stands on one line"),
        (["--name", " "], "'--name': a name cannot be blank"),
        (["--area", "A\u200bB"], "'--area': the name holds an invisible character (U+200B)"),
        (["--group", "x" * 501], "'--group': a name has at most 500 characters"),
        (["--demo", "hertfordshire"], "it can be hertfordshire-2017"),
        (["--demo", "hertfordshire-2017", "--name", "A"], "an example has its own names"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_made(
    hscb: Hscb, home: Path, arguments: list[str], said: str
) -> None:
    ran = hscb("init", home / "new", *arguments)
    assert ran.code == 2
    assert said.partition(": ")[2] in " ".join(ran.err.split())
    assert everything(home) == set()


def test_what_nobody_said_stays_open_and_is_a_problem(hscb: Hscb, home: Path) -> None:
    ran = hscb("init", home / "new")
    assert ran.code == 0
    assert "Fill in what was left open, in 12 places" in ran.out
    checked = hscb("validate", "-C", home / "new")
    assert checked.code == 1
    assert "12 errors" in checked.out
    assert "board.yaml:4:8: error REG-013: not filled in yet: the full name of the" in checked.out
    assert hscb("due", "-C", home / "new").code == 0


@pytest.mark.parametrize("day", ["1900-04-01", "2000-02-29", "2099-12-31", "2200-12-31"])
def test_register_may_be_opened_on_any_day(hscb: Hscb, home: Path, day: str) -> None:
    assert hscb("init", home / "new", *NAMED, "--today", day).code == 0
    assert hscb("validate", "-C", home / "new").code == 0
    assert hscb("due", "-C", home / "new", "--today", day).code == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1900-03-31", "31 March 1900 lies in the financial year 1899-00"),
        ("0001-01-01", "outside the years 1900 to 2200"),
        ("9999-12-31", "outside the years 1900 to 2200"),
    ],
)
def test_day_without_a_programme_is_said(hscb: Hscb, home: Path, day: str, said: str) -> None:
    ran = hscb("init", home / "new", *NAMED, "--today", day)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert everything(home) == set()


def test_folder_in_use_is_left_alone(hscb: Hscb, home: Path) -> None:
    (home / "full").mkdir()
    (home / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    link(home / "link", "full")
    (home / "file").write_text("mine", encoding="utf-8")
    before = everything(home)
    for place, said in {
        "full": "is not empty",
        "link/": "is a link",
        "file": "is a file",
        "none/new": "there is no folder",
        "x" * 300: "cannot be made",
        "": "name a folder",
    }.items():
        ran = hscb("init", f"{home}/{place}" if place else "", *NAMED)
        assert ran.code == 2
        assert said in ran.err
    assert hscb("init", EXAMPLE / "actions" / "new", *NAMED).code == 2
    assert "is a register already" in hscb("init", EXAMPLE.parent, *NAMED).err
    assert everything(home) == before


def test_other_register_that_is_named_is_not_shown_by_mistake(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSCB_REGISTER", str(EXAMPLE))
    assert "\n  hscb -C . due\n" in hscb("init", home / "new", *NAMED).out


def test_name_is_no_mark_up_on_the_first_page(hscb: Hscb, home: Path) -> None:
    name = "# [A](http://b.example) <img src=x> *Board* `x`"
    hscb("init", home / "new", "--name", name, "--area", "B")
    page = MarkdownIt().parse((home / "new" / "README.md").read_text("utf-8"))
    assert page[0].tag == "h1"
    assert {child.type for child in page[1].children or ()} == {"text"}
    assert "".join(child.content for child in page[1].children or ()) == name


def test_empty_folder_that_one_stands_in(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    ran = hscb("init", ".", *NAMED)
    assert ran.code == 0
    assert "cd " not in ran.out
    assert hscb("validate").code == 0
    assert git(home, "status", "--porcelain") == ""
    assert list(home.glob(".hscb*")) == []


def test_repository_keeps_what_it_has(hscb: Hscb, home: Path) -> None:
    git(home, "init", "-q")
    (home / "README.md").write_text("Ours\n", encoding="utf-8")
    (home / ".github").mkdir()
    (home / ".github" / "CODEOWNERS").write_text("* @us\n", encoding="utf-8")
    ran = hscb("init", home, *NAMED)
    assert ran.code == 0
    assert "README.md was there, and is as it was" in ran.out
    assert "not committed: that is for you to do" in ran.out
    assert (home / "README.md").read_text("utf-8") == "Ours\n"
    assert everything(home / ".github") == {"CODEOWNERS", "workflows", "workflows/register.yml"}
    again = hscb("init", home, *NAMED)
    assert again.code == 2
    assert "is a register already" in again.err


def test_nothing_is_written_through_a_link(hscb: Hscb, home: Path) -> None:
    (home / "repository").mkdir()
    (home / "outside").mkdir()
    git(home / "repository", "init", "-q")
    link(home / "repository" / ".github", "../outside")
    before = everything(home)
    ran = hscb("init", home / "repository", *NAMED)
    assert ran.code == 2
    assert "is a link" in ran.err
    assert everything(home) == before


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_what_is_stopped_half_way_leaves_nothing(
    hscb: Hscb,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException] | OSError,
    *,
    there: bool,
) -> None:
    if there:
        (home / "new").mkdir()

    def stop(*_: object) -> None:
        raise error

    before = everything(home)
    monkeypatch.setattr("hscb_pm.exchange.opening.commit_all", stop)
    ran = hscb("init", home / "new", *NAMED)
    assert ran.code == (130 if error is KeyboardInterrupt else 2)
    assert "Traceback" not in ran.err
    assert everything(home) == before


def test_move_that_fails_is_taken_back(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, moved = Path.rename, []

    def rename_four(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 5:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_four)
    ran = hscb("init", home, *NAMED)
    assert ran.code == 2
    assert "input/output error; nothing was written" in ran.err
    assert everything(home) == set()


def test_without_git_there_is_a_register_all_the_same(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    ran = hscb("init", home / "new", *NAMED)
    assert ran.code == 0
    assert "git is not installed" in ran.out
    assert "git init" in ran.out
    assert hscb("validate", "-C", home / "new").code == 0
    shown = hscb("init", home / "demo", "--demo", "hertfordshire-2017")
    assert (shown.code, "git is not installed" in shown.out) == (0, True)
    assert not (home / "demo" / ".git").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a program is made of a script")
@pytest.mark.parametrize("arguments", [NAMED, ("--demo", "hertfordshire-2017")])
def test_git_that_fails_is_not_taken_for_missing(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    programs = home / "programs"
    programs.mkdir()
    half = '#!/bin/sh\n/bin/mkdir "$2/.git"\nexit 128\n'
    (programs / "git").write_text(half, encoding="utf-8")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    ran = hscb("init", home / "new", *arguments)
    assert ran.code == 0
    assert "git is installed, and failed" in ran.out
    assert "    git init\n" in ran.out
    assert not (home / "new" / ".git").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without a word")
def test_who_ends_it_half_way_finds_nothing_left(home: Path) -> None:
    programs = home / "programs"
    programs.mkdir()
    (programs / "git").write_text("#!/bin/sh\nexec /bin/sleep 20\n", encoding="utf-8")
    (programs / "git").chmod(0o755)
    before = everything(home)
    environment = os.environ | {"PATH": str(programs)}
    with subprocess.Popen(
        [*HSCB, "init", home / "new", *NAMED],
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        give_up = time.monotonic() + PATIENCE
        while not list(home.glob(".hscb-*/register/schema/standards.json")):
            assert time.monotonic() < give_up
            time.sleep(0.01)
        time.sleep(BREATH)
        process.terminate()
        _, said = process.communicate()
    assert (process.returncode, said) == (143, b"hscb: stopped\n")
    assert everything(home) == before


def test_git_that_does_not_know_who_it_is_commits_nothing(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    ran = hscb("init", home / "new", *NAMED)
    assert ran.code == 0
    assert "git does not know who you are" in ran.out
    assert "git config user.email" in ran.out
    assert git(home / "new", "status", "--porcelain").startswith("?? ")


def test_no_program_of_the_user_s_hooks_is_run(hscb: Hscb, home: Path, tmp_path: Path) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "pre-commit").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (hooks / "pre-commit").chmod(0o755)
    config = tmp_path / "gitconfig"
    more = f"[core]\nhooksPath = {hooks.as_posix()}\n[commit]\ngpgSign = true\n"
    config.write_text(config.read_text("utf-8") + more, encoding="utf-8")
    assert "committed to a git repository" in hscb("init", home / "new", *NAMED).out


def test_folder_in_a_repository_is_left_for_that_to_commit(hscb: Hscb, home: Path) -> None:
    git(home, "init", "-q")
    ran = hscb("init", home / "new", *NAMED)
    assert f"not committed: it lies within the git repository {home.resolve()}.\n" in ran.out
    assert "move the folder" in ran.out
    assert "    git add .editorconfig .gitattributes .github" in ran.out
    assert not (home / "new" / ".git").exists()


def test_repository_of_something_else_is_told_with_where_it_is_pushed(
    hscb: Hscb, home: Path
) -> None:
    git(home, "init", "-q")
    git(home, "remote", "add", "origin", "https://me:a-secret@github.example/x/y.git")
    ran = hscb("init", home / "new", *NAMED)
    assert "which is pushed to https://github.example/x/y.git." in ran.out
    git(home, "config", "user.name", "A")
    git(home, "config", "user.email", "a@b.example")
    ran = hscb("save", "Open it", "-C", home / "new")
    assert "Not pushed: the register is private, and lies within" in ran.err
    assert "git push would send it to https://github.example/x/y.git, for all" in ran.err
    looks = hscb("doctor", "-C", home / "new").out
    assert "1 commit is not pushed" in looks
    assert "holds more than the register" in looks
    assert "git push" not in looks


def test_what_is_made_from_a_register_stays_out_of_git(hscb: Hscb, home: Path) -> None:
    assert hscb("init", home / "new", *NAMED).code == 0
    for name in ("drafts/a.eml", "forms/a.xlsx", "board.docx", "hscb.ics"):
        (home / "new" / name).parent.mkdir(exist_ok=True)
        (home / "new" / name).write_text("x", encoding="utf-8")
    assert git(home / "new", "status", "--porcelain") == ""


def test_workflow_that_github_would_not_find_is_said(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(home, "init", "-q")
    monkeypatch.setenv("COLUMNS", "40")
    *_, said = hscb("init", home / "the board", *NAMED).err.splitlines()
    place = ".github/workflows/register.yml"
    assert f"move {home}/the board/{place} to {home}/{place}" in said
    assert "`- run: hscb -C 'the board' ci`" in said
    assert hscb("-C", home / "the board", "validate", "--format", "github").code == 0
    shutil.rmtree(home / "the board")
    assert hscb("init", home, *NAMED).err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is sh")
@pytest.mark.parametrize("name", ["-dash", "--", "two words", "it's", "~"])
def test_next_steps_can_be_pasted(
    hscb: Hscb, home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(home)
    ran = hscb("init", *NAMED, "--", name)
    assert ran.code == 0
    (step,) = (line for line in ran.out.splitlines() if line.startswith("  cd "))
    there = subprocess.run(
        ["sh", "-c", f"{step} && pwd"], cwd=home, check=True, capture_output=True, encoding="utf-8"
    )
    assert Path(there.stdout.rstrip("\n")) == home.resolve() / name


def test_demo_has_a_year_behind_it(hscb: Hscb, home: Path) -> None:
    folder = home / "demo"
    ran = hscb("init", folder, "--demo", "hertfordshire-2017")
    assert (ran.code, ran.err) == (0, "")
    assert "232 records" in ran.out
    assert len(git(folder, "log", "--oneline").splitlines()) == 12
    assert git(folder, "status", "--porcelain") == ""
    assert hscb("due", "-C", folder).out == hscb("due", "-C", EXAMPLE).out
    assert hscb("init", folder, "--demo", "hertfordshire-2017").code == 2


# --- Questions -------------------------------------------------------------------------------

on_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")


# Opening it makes the terminal one's own, so that Ctrl-C is heard.
ON_ITS_TERMINAL = (
    "import os, sys; os.open(os.ttyname(0), os.O_RDWR); os.execv(sys.argv[1], sys.argv[1:])"
)


class Talk:
    """A person at a terminal who waits for each question."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        import pty

        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", ON_ITS_TERMINAL, *HSCB, *arguments],
            cwd=cwd,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()  # it has ended, unless the test has failed
        self.process.wait()

    def type(self, after: str, words: str) -> None:
        """Type once the program has said something."""
        while after not in self.said.rpartition("\n> ")[0]:
            self.said += self._heard()
        while select.select([self.master], [], [], BREATH)[0]:
            self.said += self._heard()
        os.write(self.master, words.encode())
        self.said = ""

    def end(self) -> int:
        """Listen to the end."""
        with suppress(OSError):  # the other end has closed
            while more := self._heard():
                self.said += more
        os.close(self.master)
        return self.process.wait(PATIENCE)

    def _heard(self) -> str:
        ready, _, _ = select.select([self.master], [], [], PATIENCE)
        assert ready, f"silence after: {self.said}"
        return os.read(self.master, 4096).decode()


@on_a_terminal
def test_questions_propose_an_answer(hscb: Hscb, home: Path) -> None:
    with Talk("init", "new", cwd=home) as talk:
        talk.type("full name?", "a\tb\n")
        talk.type("without tabs", "The Leeds Safeguarding Children Board\n")
        talk.type("(Enter: Leeds)", "\n")
        talk.type("(Enter: private)", "everybody\n")
        talk.type("type private or public", "public\n")
        talk.type("Which sub groups", "Executive; Audit and Performance\n")
        talk.type("Leeds Constabulary", "\n")
        assert talk.end() == 0
    assert "9 agencies, 3 groups" in talk.said
    board = (home / "new/register/board.yaml").read_text("utf-8")
    assert "title: The Leeds Safeguarding Children Board\narea: Leeds\n" in board
    assert "register_is: public\n" in board
    assert "no problems" in hscb("validate", "-C", home / "new").out


@on_a_terminal
@pytest.mark.parametrize("stop", ["\x03", "\x04"])
def test_who_stops_half_way_has_changed_nothing(home: Path, stop: str) -> None:
    with Talk("init", "new", cwd=home) as talk:
        talk.type("full name?", "Example Board\n")
        talk.type("Which area", stop)
        assert talk.end() == 130
    assert "Traceback" not in talk.said
    assert everything(home) == set()


@on_a_terminal
def test_nothing_is_asked_with_yes(home: Path) -> None:
    with Talk("init", "new", "--yes", cwd=home) as talk:
        assert talk.end() == 0
    assert "?" not in talk.said
