"""A value is put into a record's file, and no other byte of it is changed."""

import os
from pathlib import Path
from typing import Any

import pytest

from hscb_pm import store
from hscb_pm.problem import CannotError, FieldPath
from hscb_pm.store.edits import Edit, prepare
from hscb_pm.store.splicing import LAST
from store.cases import a_folder

AUDIT = "AUD-2018-01"
NAME = f"audits/{AUDIT}.yaml"
START = "title: Neglect\nlevel: multi-agency-audit\n"
SAMPLE = {"method": "chosen", "size": 24, "reason": "A: b #c 'd'"}


def edited(
    folder: Path, data: bytes | str, path: FieldPath = ("sample",), value: Any = SAMPLE
) -> str:
    """The file after an edit."""
    register = store.load(a_folder(folder, {NAME: data}))
    assert register.problems == ()
    prepare(register, [Edit(AUDIT, path, value)]).write()
    assert store.load(folder).problems == ()
    return (folder / NAME).read_bytes().decode()


def test_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    before = f"\ufeff{START}".replace("\n", "\r\n")
    after = edited(tmp_path, before.encode())
    said = "sample: {method: chosen, size: 24, reason: 'A: b #c ''d'''}"
    assert after == f"{before}{said}\r\n"


def test_file_that_changed_is_left_as_it_is(tmp_path: Path) -> None:
    register = store.load(a_folder(tmp_path, {NAME: START}))
    (tmp_path / NAME).write_text(f"{START}# x\n", encoding="utf-8")
    with pytest.raises(store.ChangedUnderneathError):
        prepare(register, [Edit(AUDIT, ("sample",), SAMPLE)])
    (tmp_path / NAME).write_text(START, encoding="utf-8")
    changed = prepare(register, [Edit(AUDIT, ("sample",), SAMPLE)])
    (tmp_path / NAME).write_text(f"{START}# y\n", encoding="utf-8")
    with pytest.raises(store.ChangedUnderneathError):
        changed.write()
    assert (tmp_path / NAME).read_text(encoding="utf-8") == f"{START}# y\n"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("sample",), {**SAMPLE, "size": -1}, "`sample.size` in audits/AUD-2018-01.yaml"),
        (("lead",), {"agency": "nobody", "role": "Chair"}, "would be wrong.*REG-007"),
        (("equality",), "Seen by NHS number 943 476 5919", "may identify somebody"),
        (("title", "x"), "y", "cannot add to; change it by hand, at line 1"),
    ],
)
def test_what_would_be_wrong_is_not_written(
    tmp_path: Path, path: FieldPath, value: Any, said: str
) -> None:
    with pytest.raises(CannotError, match=said):
        edited(tmp_path, START, path, value)
    assert (tmp_path / NAME).read_text(encoding="utf-8") == START


def test_error_that_was_there_before_stops_nothing(tmp_path: Path) -> None:
    text = f"{START}lead: {{agency: nobody, role: Chair}}\n"
    register = store.load(a_folder(tmp_path, {NAME: text}))
    prepare(register, [Edit(AUDIT, ("sample",), SAMPLE)]).write()
    assert (tmp_path / NAME).read_text(encoding="utf-8").startswith(f"{text}sample: ")


def test_several_files_are_all_changed_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "audits/AUD-2018-02.yaml"
    register = store.load(a_folder(tmp_path, {NAME: START, other: START}))
    edits = [Edit(name, ("sample",), SAMPLE) for name in (AUDIT, "AUD-2018-02")]
    changed = prepare(register, edits)
    replace = Path.replace

    def fail(beside: Path, file: Path) -> Path:
        if file.name == "AUD-2018-02.yaml":
            raise OSError(28, "No space left on device", str(file))
        return replace(beside, file)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(CannotError, match=r"-02\.yaml could not be"):
            changed.write()
    files = sorted(file.name for file in (tmp_path / "audits").iterdir())
    assert files == ["AUD-2018-01.yaml", "AUD-2018-02.yaml"]
    assert {(tmp_path / path).read_text(encoding="utf-8") for path in (NAME, other)} == {START}
    assert changed.diff().count("\n+sample: {method: chosen") == 2
    changed.write()
    assert len(store.load(tmp_path).problems) == 0


@pytest.mark.skipif(
    os.name != "posix" or getattr(os, "geteuid", lambda: 0)() == 0, reason="rights of POSIX"
)
def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    register = store.load(a_folder(tmp_path, {NAME: START}))
    (tmp_path / "audits").chmod(0o500)
    with pytest.raises(CannotError, match="could not be written"):
        prepare(register, [Edit(AUDIT, ("sample",), SAMPLE)]).write()
    (tmp_path / "audits").chmod(0o700)


def test_list_that_is_missing_is_made(tmp_path: Path) -> None:
    finding = {"id": "F1", "kind": "strength", "text": "Seen alone"}
    after = edited(tmp_path, START, ("findings", LAST), finding)
    assert after == f"{START}findings:\n  - {{id: F1, kind: strength, text: Seen alone}}\n"
