"""Changes that are cut off, or meet one another: what the commands say."""

from pathlib import Path

import pytest

from hscb_pm.store import journal, locking
from hscb_pm.store.files import JOURNAL
from hscb_pm.store.journal import Step, fingerprint
from running import Hscb
from store.cases import AGENCY, NEIGHBOUR, a_folder

PATH = "indicators/IND-calls.yaml"
INDICATOR = """\
title: Calls
question: Who rings?
basis: local
owner: {agency: a-constabulary, role: Head of Safeguarding}
measure: {kind: count, numerator: Calls}
frequency: {every: month}
direction: neutral
values:
  - {period: 2017-08, numerator: 40}
"""
COMMAND = ("indicators", "record", "IND-calls", "2017-09", "44", "--today", "2017-11-20")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A register in which a change of two files was cut off; somebody has changed one since."""
    folder = a_folder(tmp_path, {PATH: INDICATOR.replace("rings", "calls")})
    steps = [
        Step(folder / NEIGHBOUR, b"title: A\nbasis: statutory\n", fingerprint(b"")),
        Step(folder / PATH, INDICATOR.encode(), fingerprint((folder / PATH).read_bytes())),
    ]
    journal.begin(folder, steps)
    return folder


def test_reading_says_that_a_change_was_cut_off_and_leaves_it(hscb: Hscb, board: Path) -> None:
    ran = hscb("-C", board, "validate", "--format", "json")
    assert "a change of several files was cut off" in ran.err
    assert (board / JOURNAL).exists()
    ran = hscb("-C", board, *COMMAND, "--dry-run")
    assert "was cut off" in ran.err
    ran = hscb("-C", board, "save", "--dry-run")
    assert (ran.code, ran.out) == (2, "")
    assert "was cut off" in ran.err
    with locking.locked(board):
        assert "was cut off" not in hscb("-C", board, "list", "agencies").err


def test_next_change_puts_it_back_first(hscb: Hscb, board: Path) -> None:
    ran = hscb("-C", board, *COMMAND)
    assert ran.code == 0, ran.err
    assert "that was cut off is undone (1 file put back); somebody changed a-con" in ran.err
    assert (board / PATH).read_text(
        "utf-8"
    ) == f"{INDICATOR}  - {{period: 2017-09, numerator: 44}}\n"
    assert (board / NEIGHBOUR).read_text("utf-8") == AGENCY
    assert [file for file in board.rglob("*") if file.name.startswith(".")] == []
    assert "cut off" not in hscb("-C", board, "validate").err


def test_change_is_undone_without_another(hscb: Hscb, board: Path) -> None:
    ran = hscb("-C", board, "doctor")
    assert "attention  changes     a change of several files was cut off" in ran.out
    assert ran.out.count("type: hscb schema --write") == 2  # the folder schema/ is not there
    assert hscb("-C", board, "schema", "--write").code == 0
    assert not (board / JOURNAL).exists()
    assert (board / PATH).read_text("utf-8") == INDICATOR


def test_note_of_another_copy_is_an_error_and_undoes_nothing(hscb: Hscb, board: Path) -> None:
    note, before = board / JOURNAL, (board / PATH).read_bytes()
    note.write_text(note.read_text().replace("[", "[1, ", 1))
    ran = hscb("-C", board, "validate")
    assert ran.code == 1
    assert f"{JOURNAL}:1:1: error REG-009: this tells of a change" in ran.out
    assert "Delete it, then type: hscb validate" in ran.out
    assert "undoes it first" not in ran.err
    assert "another copy of the register; delete it" in hscb("-C", board, *COMMAND).err
    assert f"{JOURNAL}: this tells of" in hscb("-C", board, "doctor").out
    assert (board / PATH).read_bytes() == before
    note.unlink()
    assert hscb("-C", board, *COMMAND).code == 0


def test_two_that_change_it_wait_for_one_another(
    hscb: Hscb, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    with locking.locked(board):
        monkeypatch.setattr(locking, "_ours", set())
        ran = hscb("-C", board, *COMMAND)
        assert (ran.code, ran.out) == (2, "")
        assert "another hscb is changing" in ran.err
        assert hscb("-C", board, *COMMAND, "--dry-run").code == 0
    assert hscb("-C", board, *COMMAND).code == 0
    assert hscb("-C", board, *COMMAND).code == 0  # a command that is over keeps nobody waiting


def test_doubt_of_the_system_after_the_change_is_said(
    hscb: Hscb, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hscb_pm.store.write.flushed", lambda _: False)
    ran = hscb("-C", board, *COMMAND)
    assert ran.code == 0
    assert "written, but the system cannot say that" in ran.err
    assert "numerator: 44" in (board / PATH).read_text("utf-8")
