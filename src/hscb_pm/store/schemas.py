"""The folder `schema/` of a register: written by hscb, read by editors, checked in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hscb_pm.problem import CannotError, reason_of
from hscb_pm.store.files import decode, read_bytes
from hscb_pm.store.slips import Refusal
from hscb_pm.store.write import UnwritableFileError, write_file

MARK: Final = "Written by `hscb schema --write`; what is changed here is lost."
"""What tells a schema of hscb's from one that the board has put there."""


def differing(folder: Path, schemas: Mapping[str, str]) -> dict[str, str | None]:
    """What a folder lacks of these schemas: the text of each, None for one that is to go."""
    try:
        return _differing(folder, schemas)
    except OSError as error:
        raise CannotError(f"{folder} cannot be read: {reason_of(error)}") from error


def _differing(folder: Path, schemas: Mapping[str, str]) -> dict[str, str | None]:
    for file in (folder, *(folder / name for name in schemas)):
        if file.is_symlink():
            raise CannotError(f"{file} is a link, and hscb follows none; delete it")
    there = folder.iterdir() if folder.is_dir() else ()  # `glob` would not say what it is denied
    found = {file.name: _text(file) for file in there if file.suffix == ".json"}
    old = (name for name in sorted(found.keys() - schemas) if MARK in found[name])
    return {
        **{name: text for name, text in schemas.items() if found.get(name) != text},
        **dict.fromkeys(old),
    }


def _text(file: Path) -> str:
    """What a file says; nothing if it cannot be read, which is no schema of hscb's."""
    try:
        return decode(read_bytes(file)).replace("\r\n", "\n")
    except Refusal:
        return ""


def bring_up_to_date(folder: Path, changes: Mapping[str, str | None]) -> None:
    """Write what differs, and remove what is old."""
    try:
        folder.mkdir(exist_ok=True)
        for name, text in changes.items():
            if text is None:
                (folder / name).unlink()
            else:
                write_file(folder / name, text)
    except OSError as error:
        raise UnwritableFileError(folder, error) from error
