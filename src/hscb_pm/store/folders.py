"""A folder of pages that is written anew as a whole; nothing but an earlier one is replaced."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from hscb_pm.problem import CannotError
from hscb_pm.store.write import UnwritableFileError

MARKER: Final = "hscb-site.txt"
"""The file by which an earlier site is known."""
_SAYS: Final = (
    "This folder was written by `hscb site`, which replaces it as a whole. What it wrote:\n"
)


class NotOursError(CannotError):
    """The folder holds what would be lost, or is one that no site may stand in."""


def write_folder(folder: Path, files: Iterable[tuple[str, str]], register: Path) -> int:
    """Write a site, file by file, into a new folder, which then takes the place of an earlier one.

    A folder that holds anything else is refused. After any failure what was there is there still.
    """
    _guard(folder, register)
    there = Path(os.path.realpath(folder))
    try:
        there.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".hscb-", dir=there.parent))
    except OSError as error:
        raise UnwritableFileError(folder, error) from error
    try:
        names = list(_written(beside / "new", files))
        (beside / "new" / MARKER).write_bytes(_marker(names))
        _guard(folder, register)  # much can happen while pages are written
        if there.is_dir():
            there.replace(beside / "old")
        (beside / "new").replace(there)
    except OSError as error:
        raise UnwritableFileError(folder, error) from error
    finally:
        if (beside / "old").is_dir() and not there.exists():
            with suppress(OSError):  # the first failure is the one to tell
                (beside / "old").replace(there)
        shutil.rmtree(beside, ignore_errors=True)
    return len(names)


def _guard(folder: Path, register: Path) -> None:
    there = Path(os.path.realpath(folder))
    home = Path(os.path.realpath(register))
    if home == there or home in there.parents:
        raise NotOursError(f"{folder} is in the register, which holds records only; name another")
    if there.exists() and not there.is_dir():
        raise NotOursError(f"{folder} is a file; a site is a folder")
    if not there.is_dir():
        return
    try:
        found = set(_files(there))
        listed = _listed(there)
    except OSError as error:
        raise UnwritableFileError(folder, error) from error
    if others := sorted(found - listed):
        why = "which is not of an earlier site" if listed else "and is no earlier site"
        raise NotOursError(
            f"{folder} holds {others[0]}, {why}; nothing was written. "
            "Move it away, or name a new folder"
        )


def _written(folder: Path, files: Iterable[tuple[str, str]]) -> Iterator[str]:
    folder.mkdir()
    for name, text in files:
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
        yield name


def _marker(names: Iterable[str]) -> bytes:
    return (_SAYS + "".join(f"{name}\n" for name in sorted([*names, MARKER]))).encode()


def _listed(folder: Path) -> set[str]:
    """The files that an earlier site says it wrote; none where there was no site."""
    marker = folder / MARKER
    if marker.is_symlink() or not marker.is_file():
        return set()
    text = marker.read_text("utf-8", "replace")
    return set(text.removeprefix(_SAYS).splitlines()) if text.startswith(_SAYS) else set()


def _files(folder: Path) -> Iterator[str]:
    """All that stands in a folder and below, but for folders that hold something; links are one."""
    for place, folders, files in os.walk(folder, onerror=_raise):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in [*files, *links]:
            yield (here / name).relative_to(folder).as_posix()
        if not files and not folders and here != folder:
            yield here.relative_to(folder).as_posix()


def _raise(error: OSError) -> None:
    raise error
