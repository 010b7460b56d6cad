"""A new file is written whole, and over nothing."""

from pathlib import Path

import pytest

from hscb_pm.store.write import UnwritableFileError, write_new_file


def test_new_file_is_written_as_it_is(tmp_path: Path) -> None:
    write_new_file(tmp_path / "a.yaml", "a: \u00e9\r\n")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"a: \xc3\xa9\r\n"]


def test_file_that_has_come_meanwhile_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(UnwritableFileError, match="exists"):
        write_new_file(tmp_path / "a.yaml", "theirs")
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["mine"]
