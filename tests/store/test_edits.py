"""A value is put into a record's file, and no other byte of it is changed."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hscb_pm import store
from hscb_pm.models import Audit
from hscb_pm.problem import CannotError, FieldPath
from hscb_pm.store.edits import Edit, WouldBeWrongError, judged, prepare
from hscb_pm.store.splicing import LAST
from store.cases import BOARD, a_folder

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
        (("sample",), {**SAMPLE, "size": -1}, "AUD-2018-01 would be wrong: `size` is not right"),
        (("lead",), {"agency": "nobody", "role": "Chair"}, "would be wrong.*REG-007"),
        (("equality",), "Seen by NHS number 943 476 5919", "may identify somebody"),
        (("title", "x"), "y", "cannot add to; change it by hand, at line 1"),
        (("findings", 3, "text"), "y", "cannot add to; change it by hand"),
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
    odd = "{title: A, level: multi-agency-audit, ? findings\n: [{id: F1, kind: strength, text: A}]}"
    with pytest.raises(CannotError, match="cannot add to; change it by hand, at line 1"):
        edited(tmp_path / "odd", odd)


def test_whole_texts_are_new_files_and_files_that_go(tmp_path: Path) -> None:
    register = store.load(a_folder(tmp_path, {NAME: START}))
    new = "audits/AUD-2018-07.yaml"
    changed = judged(register, {NAME: (START, None), new: (None, START)})
    assert [audit.id for audit in changed.register.of(Audit)] == ["AUD-2018-07"]
    assert changed.diff().startswith(f"--- {NAME}\n+++ /dev/null\n")
    changed.write()
    assert [file.name for file in (tmp_path / "audits").iterdir()] == ["AUD-2018-07.yaml"]
    with pytest.raises(store.ChangedUnderneathError):
        changed.write()


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("audits/AUD-2018-01.yaml", START, "this id is taken by audits/AUD-2018-01.yaml"),
        ("audits/neglect.yaml", START, "no name for a record of this folder"),
        ("audits/AUD-2018-07.yaml", "title: [", "AUD-2018-07 would be wrong: .*REG-002"),
        ("audits/AUD-2018-07.yaml", "- Neglect\n", "no list of `key: value` lines"),
        ("audits/AUD-2018-07.yaml", "title: Neglect\n", "`level` is missing"),
    ],
)
def test_new_file_that_would_be_wrong_is_not_written(
    tmp_path: Path, path: str, text: str, said: str
) -> None:
    register = store.load(a_folder(tmp_path, {NAME: START}))
    with pytest.raises(WouldBeWrongError, match=said):
        judged(register, {path: (None, text)})


def test_what_the_board_lets_stand_may_be_there(tmp_path: Path) -> None:
    text = f"{START}equality: Made up, NHS number 999 381 6590\n"
    by = "on: 2018-01-09, by: {group: board, role: Chair}, review_by: 2018-06-30"
    reviewed = f"{{record: {AUDIT}, kind: nhs_number, reason: Made up, {by}}}"
    board = f"{BOARD}privacy:\n  reviewed:\n    - {reviewed}\n"
    register = store.load(a_folder(tmp_path, {NAME: text, "board.yaml": board}))
    prepare(register, [Edit(AUDIT, ("sample",), SAMPLE)]).write()
    with pytest.raises(CannotError, match="may identify somebody"):
        prepare(store.load(tmp_path), [Edit("a-constabulary", ("title",), "NHS 999 381 6590")])


def test_list_that_is_missing_stands_where_files_of_the_kind_have_it(tmp_path: Path) -> None:
    name = "actions/ACT-2018-001.yaml"
    owner = "owner: {agency: a-constabulary, role: Chair}\n"
    text = f"action: Read 30 files\n{owner}due: 2018-03-31\nillustrative: true\n"
    register = store.load(a_folder(tmp_path, {name: text}))
    note = {"on": date(2018, 1, 9), "note": "All are read"}
    changed = prepare(register, [Edit("ACT-2018-001", ("progress", LAST), note)])
    assert changed.texts[name][1] == text.replace(
        "illus", "progress:\n  - {on: 2018-01-09, note: All are read}\nillus"
    )
