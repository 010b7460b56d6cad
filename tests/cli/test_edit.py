"""`hscb edit`: what an editor leaves counts only once it is right, and what was typed is kept."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hscb_pm.cli.editor import editor
from hscb_pm.cli.workspace import Workspace
from hscb_pm.problem import CannotError
from running import Hscb, Ran

BOARD = "title: A Board\narea: A Shire\nregister_is: public\ntoday: 2017-11-20\n"
ACTION = "action: Publish a leaflet   # why?\nowner: {agency: a-council, role: Head of Service}\n"
Edit = Callable[..., Ran]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    files = {
        "board.yaml": BOARD,
        "agencies/a-council.yaml": "title: A Council\nbasis: other\n",
        "actions/ACT-2017-001.yaml": f"{ACTION}due: 2018-03-31\n",
        "audits/AUD-2017-01.yaml": "title: Core groups\nlevel: single-agency-audit\n"
        "findings: [{id: F1, kind: strength, text: Heard}]\n",
    }
    for name, text in files.items():
        (tmp_path / "r" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "r" / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path / "r"


@pytest.fixture
def edit(hscb: Hscb, board: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Edit a record by a program that does this to the file at `path`."""
    monkeypatch.setenv("TMPDIR", str(board.parent))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.delenv("VISUAL", raising=False)

    def run(does: str, record: str = "ACT-2017-001", *more: str) -> Ran:
        script = board.parent / "editor.py"
        begin = "import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n"
        script.write_text(begin + does, encoding="utf-8")
        monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")
        return hscb("edit", record, *more, "-C", board)

    return run


def with_due(day: str) -> str:
    return f"path.write_bytes(path.read_bytes().replace(b'2018-03-31', b'{day}'))"


def kept(ran: Ran, board: Path) -> str:
    """The text that a failed edit has left, and which it names."""
    found = re.search(r"your text is in (.+)", ran.err)
    assert found
    assert Path(found[1]).is_relative_to(board.parent)
    assert Path(found[1]).parent.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    return Path(found[1]).read_text("utf-8")


def nothing_is_left(board: Path) -> bool:
    return not [*board.parent.glob("hscb-*"), *board.rglob(".hscb*")]


def test_what_is_right_takes_its_place(edit: Edit, board: Path) -> None:
    ran = edit(with_due("2018-04-30"))
    assert ran.code == 0
    assert ran.out.startswith("actions/ACT-2017-001.yaml: changed\n")
    assert "Type next: hscb show ACT-2017-001" in ran.err
    assert (board / "actions/ACT-2017-001.yaml").read_text("utf-8") == f"{ACTION}due: 2018-04-30\n"
    assert nothing_is_left(board)


def test_what_is_wrong_is_shown_with_its_line_and_kept(edit: Edit, board: Path) -> None:
    ran = edit(with_due("2018-02-31"))
    assert ran.code == 2
    assert "actions/ACT-2017-001.yaml:3:6: error REG-006: 2018-02-31 does not exist" in ran.out
    assert "  3 | due: 2018-02-31\n" in ran.out
    assert kept(ran, board).endswith("due: 2018-02-31\n")
    assert (board / "actions/ACT-2017-001.yaml").read_text("utf-8").endswith("due: 2018-03-31\n")


@pytest.mark.parametrize("answer", ["", "n"])
def test_somebody_at_a_terminal_edits_again_or_gives_up(
    edit: Edit, board: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(Workspace, "can_ask", True)
    monkeypatch.setattr(Workspace, "ask", lambda *_: answer)
    does = "text = path.read_text('utf-8')\nold, new = '3-31', '2-31'\n"
    again = "if new in text:\n    old, new = new, '4-30'\n"
    ran = edit(f"{does}{again}path.write_text(text.replace(old, new), 'utf-8')")
    there = (board / "actions/ACT-2017-001.yaml").read_text("utf-8")
    assert (ran.code, there[-5:-1]) == ((2, "3-31") if answer else (0, "4-30"))


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("sys.exit(3)", "ended with an error (3); nothing is changed"),
        ("path.unlink()", "left no file; nothing is changed"),
        (
            "path.unlink()\nimport os\nos.mkfifo(path)",
            "left what cannot be taken: this is not a reg",
        ),
        ("path.unlink()\npath.symlink_to('/dev/zero')", "left what cannot be taken"),
        ("path.write_bytes(bytes(1 << 21))", "larger than 1024 KiB"),
        ("path.write_bytes(b'\\xff\\xfe')", "UTF-16"),
        ("path.write_bytes(b'action: \\xe9\\n')", "REG-001: this character is not UTF-8"),
        ("path.write_bytes(b'')", "REG-005: this file is empty"),
        ("path.write_bytes(b'a: &x 1')", "REG-011"),
        ("path.write_text('action: Visit Jane Smith (born 3 May 2009)\\n')", "identify somebody"),
        ("path.write_text(path.read_text() + 'agreed: 2017-13-01\\n')", "REG-006"),
        ("path.write_text(path.read_text().replace('a-council', 'a-counsel'))", "REG-007"),
    ],
)
def test_what_cannot_be_taken_changes_nothing(
    edit: Edit, board: Path, does: str, said: str
) -> None:
    before = (board / "actions/ACT-2017-001.yaml").read_bytes()
    ran = edit(does)
    assert ran.code == 2
    assert said in ran.out + ran.err
    assert (board / "actions/ACT-2017-001.yaml").read_bytes() == before


def test_file_that_changed_meanwhile_is_left_alone(edit: Edit, board: Path) -> None:
    other = board / "actions/ACT-2017-001.yaml"
    ran = edit(f"{with_due('2018-04-30')}\npathlib.Path(r'{other}').write_text('title: Other\\n')")
    assert "changed while hscb was reading it" in ran.err
    assert kept(ran, board).endswith("due: 2018-04-30\n")
    assert other.read_text("utf-8") == "title: Other\n"


def test_nothing_changed_is_said(edit: Edit, board: Path) -> None:
    assert edit("").out == "actions/ACT-2017-001.yaml: nothing was changed\n"
    assert nothing_is_left(board)


def test_dry_run_shows_lines_and_keeps_the_text(edit: Edit, board: Path) -> None:
    ran = edit(with_due("2018-04-30"), "ACT-2017-001", "--dry-run")
    assert "+due: 2018-04-30" in ran.out
    assert kept(ran, board).endswith("due: 2018-04-30\n")
    assert (board / "actions/ACT-2017-001.yaml").read_text("utf-8").endswith("due: 2018-03-31\n")


@pytest.mark.parametrize("name", ["ACT-2017-002", "actions/ACT-2017-002.yaml:3"])
def test_file_that_cannot_be_read_can_be_mended(edit: Edit, board: Path, name: str) -> None:
    file = board / "actions/ACT-2017-002.yaml"
    broken = f"{ACTION}<<<<<<< HEAD\ndue: 2018-03-31\n=======\ndue: 2018-04-30\n>>>>>>> x\n\xe9"
    file.write_bytes(broken.encode("latin-1"))
    ran = edit(f"path.write_text({ACTION!r} + 'due: 2018-04-30\\n', 'utf-8')", name)
    assert ran.code == 0, ran.err
    assert file.read_text("utf-8") == f"{ACTION}due: 2018-04-30\n"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("AUD-2017-01/F1", "audits/AUD-2017-01.yaml"),
        ("board.yaml", "board.yaml"),
        ("audits/AUD-2017-01.yaml:2:3", "audits/AUD-2017-01.yaml"),
    ],
)
def test_record_is_found_by_what_people_call_it(edit: Edit, name: str, path: str) -> None:
    assert f"{path}: nothing was changed" in edit("", name).out


@pytest.mark.parametrize("name", ["ACT-2017-009", "../board.yaml", "/etc/passwd", "-x", ""])
def test_what_is_no_record_is_not_opened(edit: Edit, board: Path, name: str) -> None:
    ran = edit("path.write_text('x')", name)
    assert ran.code == 2
    assert "open in" not in ran.err
    assert nothing_is_left(board)


@pytest.mark.parametrize(
    ("value", "command"),
    [
        ("code", ["code", "--wait"]),
        ("code -w", ["code", "-w"]),
        ("'my editor' -n", ["my editor", "-n"]),
    ],
)
def test_editor_is_the_users_own(
    monkeypatch: pytest.MonkeyPatch, value: str, command: list[str]
) -> None:
    monkeypatch.setenv("VISUAL", value)
    assert editor("ACT-2017-001").command == command


def test_editor_that_is_not_there_is_named(edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    ran = edit("")
    assert ran.code == 2
    assert "no-such-editor cannot be opened" in ran.err
    assert os.name == "nt" or "name another: EDITOR=nano hscb edit ACT-" in ran.err
    monkeypatch.setenv("VISUAL", "'x")
    with pytest.raises(CannotError, match="a quotation mark is not closed"):
        editor("ACT-2017-001")
