"""A file is written whatever its text holds."""

from pathlib import Path

from hscb_pm.store.write import write_file


def test_what_is_no_character_is_spelt_out_as_on_stdout(tmp_path: Path) -> None:
    file = tmp_path / "board.md"
    write_file(file, "Caf\udce9 ·\n")
    assert file.read_bytes() == "Caf\\udce9 ·\n".encode()
