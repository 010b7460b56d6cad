"""Helper processes read thousands of files; what comes of it is what one process reads."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from hscb_pm import rules
from hscb_pm.register import Register
from hscb_pm.store import load
from running import EXAMPLE


def die(*_: object) -> None:
    os._exit(9)


def read(folder: Path, monkeypatch: pytest.MonkeyPatch, *, many: int) -> Register:
    monkeypatch.setattr("hscb_pm.store.many.MANY", many)
    monkeypatch.setattr("hscb_pm.store.many.CHUNK", 7)
    return load(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="one process does it all there")
def test_helpers_read_what_one_process_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "register"
    shutil.copytree(EXAMPLE, folder)
    (folder / "actions/ACT-2017-901.yaml").write_text("acton: x\ndue:\n", encoding="utf-8")
    (folder / "actions/ACT-2017-902.yaml").write_text("due: !tag x\n", encoding="utf-8")
    (folder / "actions/ACT-2017-903.yaml").write_bytes(b"due: \xff\n")
    (folder / "actions/ACT-2017-904.yml").write_text("due: 2017-06-30\n", encoding="utf-8")
    alone = read(folder, monkeypatch, many=10**9)
    helped = read(folder, monkeypatch, many=1)
    assert helped.records == alone.records
    assert helped.problems == alone.problems
    assert len(helped.problems) > 5
    assert helped.left_out == alone.left_out
    assert rules.check(helped) == rules.check(alone)


@pytest.mark.skipif(sys.platform == "win32", reason="one process does it all there")
def test_helper_that_dies_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "register"
    shutil.copytree(EXAMPLE, folder)
    monkeypatch.setattr("hscb_pm.store.many._compose_chunk", die)
    assert len(read(folder, monkeypatch, many=1)) == len(load(EXAMPLE))
