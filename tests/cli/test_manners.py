"""Terminal manners: where the register is, who is looking, what ends how."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    def fail(*_: object) -> None:
        raise RuntimeError("secret")  # what the register holds is not repeated

    monkeypatch.setattr("hscb_pm.store.load", fail)
    ran = hscb("validate")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "RuntimeError" in ran.err
    assert "secret" not in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
@pytest.mark.parametrize("width", [60, 80, 160])
def test_table_fits_the_terminal(width: int) -> None:
    out = _on_a_terminal(["due"], width)
    assert "Overdue (" in out
    plain = [line.rstrip() for line in _without_colours(out).splitlines()]
    assert max(map(len, plain)) <= width
    assert "\x1b[" in out


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
def test_no_color_leaves_the_words() -> None:
    out = _on_a_terminal(["due"], 100, NO_COLOR="1")
    assert "days late" in out
    assert "\x1b[31m" not in out
    assert "\x1b[1;31m" not in out
    assert "\x1b[1;31m" not in _on_a_terminal(["due", "--no-color"], 100)


def _on_a_terminal(arguments: list[str], width: int, **more: str) -> str:
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


def test_old_code_page_stops_nothing() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        [*HSCB, "due"], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert ran.returncode == 0
    assert "·".encode() in ran.stdout


def test_reading_writes_nothing(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "register"
    shutil.copytree(EXAMPLE, folder)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    for arguments in (
        ["due"],
        ["due", "--format", "md"],
        ["validate"],
        ["due", "--format", "json"],
    ):
        subprocess.run([*HSCB, "-C", folder, *arguments], capture_output=True, check=True)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before
