"""A file is written whatever its text holds."""

from pathlib import Path

import pytest

from hscb_pm.store.write import UnwritableFileError, write_file, write_new_files


def test_what_is_no_character_is_spelt_out_as_on_stdout(tmp_path: Path) -> None:
    file = tmp_path / "board.md"
    write_file(file, "Caf\udce9 ·\n")
    assert file.read_bytes() == "Caf\\udce9 ·\n".encode()


def test_new_files_are_all_written_or_none(tmp_path: Path) -> None:
    there = tmp_path / "b/two.yaml"
    there.parent.mkdir()
    there.write_text("mine", encoding="utf-8")
    files = {tmp_path / "a/one.yaml": "1\n", there: "2\n"}
    with pytest.raises(UnwritableFileError, match="file exists"):
        write_new_files(files)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [there]
    assert there.read_text("utf-8") == "mine"
    there.unlink()
    write_new_files(files)
    assert {file: file.read_text("utf-8") for file in files} == files
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 2
