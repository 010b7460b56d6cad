"""Terminal manners: where the register is, who is looking, what ends how."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hscb_pm.problem import CannotError
from running import EXAMPLE, ROOT, Hscb

HSCB = [sys.executable, "-m", "hscb_pm"]


def test_help_is_in_groups_with_examples(hscb: Hscb) -> None:
    out = hscb("--help").out
    for words in ("Every week:", "Checking the register:", "Examples:", "hscb due --mine"):
        assert words in out
    assert "Dates:" in hscb("due", "--help").out
    assert "hscb 1." in hscb("--version").out


def test_mistyped_command_suggests(hscb: Hscb) -> None:
    ran = hscb("validat")
    assert ran.code == 2
    assert "Did you mean 'validate'?" in ran.err


def test_register_is_found_from_below_and_by_its_variable(
    hscb: Hscb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT / "src" / "hscb_pm")
    assert hscb("validate").code == 0
    monkeypatch.chdir(EXAMPLE / "actions")
    assert hscb("validate").code == 0
    monkeypatch.chdir(tmp_path)
    ran = hscb("validate")
    assert ran.code == 2
    assert "no register here" in ran.err
    monkeypatch.setenv("HSCB_REGISTER", str(EXAMPLE))
    assert hscb("validate").code == 0
    assert hscb("validate", "-C", ROOT).code == 0
    assert "holds no board.yaml" in hscb("validate", "-C", tmp_path).err


def test_fault_is_one_line_without_a_traceback(hscb: Hscb, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")  # what the register holds is not repeated

    monkeypatch.setattr("hscb_pm.store.Begun", fail)
    ran = hscb("validate")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "RuntimeError" in ran.err
    assert "secret" not in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
@pytest.mark.parametrize("width", [60, 160])
@pytest.mark.parametrize(
    ("command", "said"),
    [(["due"], "Overdue ("), (["programme", "show"], "overdue: 31 October 2017")],
    ids=["due", "programme"],
)
def test_table_fits_the_terminal(command: list[str], said: str, width: int) -> None:
    out = _on_a_terminal(command, width)
    assert said in out
    plain = [line.rstrip() for line in _without_colours(out).splitlines()]
    assert max(map(len, plain)) <= width
    assert "\x1b[" in out


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
@pytest.mark.parametrize("width", ["1", "59"])
def test_narrow_terminal_gets_the_whole_text(hscb: Hscb, width: str) -> None:
    assert _on_a_terminal(["due"], width).replace("\r\n", "\n") == hscb("due").out


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
@pytest.mark.parametrize("width", ["0", "\u00b2", "9" * 5000])
def test_width_that_no_terminal_has_stops_nothing(width: str) -> None:
    assert "ACT-2017-007" in _on_a_terminal(["due"], width, LINES=width)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
def test_no_color_leaves_the_words() -> None:
    out = _on_a_terminal(["due"], 100, NO_COLOR="1")
    assert "days late" in out
    assert "\x1b[31m" not in out
    assert "\x1b[1;31m" not in out
    assert "\x1b[1;31m" not in _on_a_terminal(["due", "--no-color"], 100)


def _on_a_terminal(arguments: list[str], width: int | str, **more: str) -> str:
    import pty

    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    environment |= {"COLUMNS": str(width), "TERM": "xterm-256color", **more}
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*HSCB, *arguments], cwd=ROOT, stdout=slave, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        os.close(slave)
        said = b""
        while more_said := _read(master):
            said += more_said
        process.wait()
    os.close(master)
    return said.decode()


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end has closed
        return b""


def _without_colours(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_full_disk_is_said_and_ends_with_2() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*HSCB, "due"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 2
    assert b"could not be written" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ")
def test_reader_that_goes_away_is_no_fault() -> None:
    ran = subprocess.run(
        f"'{sys.executable}' -m hscb_pm due --format json | head -1",  # the shell is the point
        shell=True,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ran.stdout == b"{\n"
    assert b"Traceback" not in ran.stderr
    assert b"fault" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ")
@pytest.mark.parametrize("arguments", [["due"], ["due", "--format", "json"], ["due", "--help"]])
def test_reader_that_has_gone_before_anything_is_said_is_no_fault(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [*HSCB, *arguments], cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("stderr", ["2>/dev/full", "2>&-"])
@pytest.mark.parametrize(
    ("command", "code"), [("due", 0), ("due --today 2017-12-01", 0), ("du", 2), ("-C x due", 2)]
)
def test_talk_that_nobody_can_hear_stops_nothing(command: str, code: int, stderr: str) -> None:
    ran = subprocess.run(
        f"'{sys.executable}' -m hscb_pm {command} {stderr}",
        shell=True,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
    )
    assert ran.returncode == code
    assert (b"20 November" in ran.stdout or b"December" in ran.stdout) == (code == 0)


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes")
@pytest.mark.parametrize("command", ["due", "export actions"])
def test_data_that_nobody_gets_is_said(command: str) -> None:
    ran = subprocess.run(
        f"'{sys.executable}' -m hscb_pm {command} >&-",
        shell=True,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert ran.returncode == 2
    assert b"the output could not be written" in ran.stderr


@pytest.mark.parametrize("place", ["hscb_pm.present.out.set_up_streams", "hscb_pm.store.Begun"])
def test_interrupt_ends_in_a_word(hscb: Hscb, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, interrupt)
    ran = hscb("due")
    assert (ran.code, ran.out, ran.err) == (130, "", "hscb: stopped\n")


@pytest.mark.skipif(os.name != "posix", reason="a folder in use cannot be deleted")
def test_deleted_folder_is_said(
    hscb: Hscb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for command in ("due", "validate"):
        ran = hscb(command)
        assert ran.code == 2
        assert "the folder you are in has been deleted" in ran.err
    assert hscb("--help").code == 0
    assert hscb("validate", "-C", EXAMPLE).code == 0


def test_empty_name_is_no_register(hscb: Hscb) -> None:
    for arguments in (("-C", ""), ("--register=",)):
        ran = hscb("due", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "no folder is named" in ran.err


def test_message_begins_no_line_of_its_own_and_takes_no_terminal_s_place(
    hscb: Hscb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise CannotError("a\x1b[2J\n::error::##[error]b")

    monkeypatch.setattr("hscb_pm.store.Begun", fail)
    ran = hscb("due")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err
    assert "##[" not in ran.err


def test_reasons_left_out_by_python_are_asked_for() -> None:
    ran = subprocess.run(
        [sys.executable, "-OO", "-m", "hscb_pm", "explain", "ACT-002"],
        capture_output=True,
        check=True,
    )
    assert b"Why: Start Python without -OO" in ran.stdout


def test_old_code_page_stops_nothing() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        [*HSCB, "due"], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert ran.returncode == 0
    assert "·".encode() in ran.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("report", "board", "-o", "OUT/board.docx"),
        ("calendar", "-o", "OUT/hscb.ics"),
        ("site", "-o", "OUT/site"),
        ("export", "actions", "-o", "OUT/actions.xlsx"),
        ("export", "-o", "OUT/all"),
        ("section11", "form", "--all", "-o", "OUT/forms"),
    ],
)
def test_nothing_goes_out_while_board_yaml_cannot_be_read(
    hscb: Hscb, tmp_path: Path, words: tuple[str, ...]
) -> None:
    register, out = tmp_path / "register", tmp_path / "out"
    register.mkdir()
    out.mkdir()
    (register / "board.yaml").write_text("title: A\narea: B\ntitle: C\n", encoding="utf-8")
    ran = hscb("-C", register, *(word.replace("OUT", str(out)) for word in words))
    assert (ran.code, [*out.iterdir()]) == (2, [])
    said = " ".join(ran.err.split())
    assert "board.yaml:3:1: board.yaml cannot be read" in said
    assert "nothing is written" in said
    assert hscb("-C", register, "due").code == 0
    assert hscb("-C", register, "report", "board").code == 0
