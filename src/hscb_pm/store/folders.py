"""A folder that is written anew as a whole; nothing but an earlier one is replaced."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hscb_pm.problem import CannotError
from hscb_pm.store.beside import PREFIX
from hscb_pm.store.stopping import nothing, noting, put_off, undisturbed
from hscb_pm.store.write import UnwritableFileError


class Kind(NamedTuple):
    """What a folder holds, and how an earlier one is known."""

    name: str
    command: str
    marker: str
    """The file that lists what was written."""

    @property
    def says(self) -> str:
        """How the marker begins."""
        written = f"This folder was written by `{self.command}`, which replaces it as a whole."
        return f"{written} What it wrote:\n"


SITE = Kind("site", "hscb site", "hscb-site.txt")


class NotOursError(CannotError):
    """The folder holds what would be lost, or is one in which nothing of the kind may stand."""


def write_folder(
    folder: Path, files: Iterable[tuple[str, str | bytes]], register: Path, kind: Kind = SITE
) -> int:
    """Write files, one by one, into a new folder, which then takes the place of an earlier one.

    A folder that holds anything else is refused. After any failure what was there is there still.
    """
    _guard(folder, register, kind)
    there = Path(os.path.realpath(folder))
    beside = there.parent / f"{PREFIX}{secrets.token_hex(8)}"
    try:
        there.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir(0o700)
        with noting(nothing):
            names = list(_written(beside / "new", files))
            (beside / "new" / kind.marker).write_bytes(_marker(names, kind))
        _guard(folder, register, kind)  # much can happen while files are written
        with undisturbed():
            if there.is_dir():
                there.replace(beside / "old")
            (beside / "new").replace(there)
    except OSError as error:
        raise UnwritableFileError(folder, error) from error
    finally:
        with put_off():
            if (beside / "old").is_dir() and not there.exists():
                with suppress(OSError):  # the first failure is the one to tell
                    (beside / "old").replace(there)
            shutil.rmtree(beside, ignore_errors=True)
    return len(names)


def guard_outside(path: Path, register: Path) -> None:
    """Refuse a file or folder that would stand among the records; NotOursError says so."""
    there = Path(os.path.realpath(path))
    home = Path(os.path.realpath(register))
    if home == there or home in there.parents:
        raise NotOursError(f"{path} is in the register, which holds records only; name another")


def _guard(folder: Path, register: Path, kind: Kind) -> None:
    guard_outside(folder, register)
    there = Path(os.path.realpath(folder))
    if there.exists() and not there.is_dir():
        raise NotOursError(f"{folder} is a file; a {kind.name} is a folder")
    if not there.is_dir():
        return
    try:
        found = set(_files(there))
        listed = _listed(there, kind)
    except OSError as error:
        raise UnwritableFileError(folder, error) from error
    if others := sorted(found - listed):
        why = (
            f"which is not of an earlier {kind.name}"
            if listed
            else f"and is no earlier {kind.name}"
        )
        raise NotOursError(
            f"{folder} holds {others[0]}, {why}; nothing was written. "
            "Move it away, or name a new folder"
        )


def _written(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> Iterator[str]:
    folder.mkdir()
    for name, content in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        yield name


def _marker(names: Iterable[str], kind: Kind) -> bytes:
    return (kind.says + "".join(f"{name}\n" for name in sorted([*names, kind.marker]))).encode()


def _listed(folder: Path, kind: Kind) -> set[str]:
    """The files that an earlier one says were written; none where there was none."""
    marker = folder / kind.marker
    if marker.is_symlink() or not marker.is_file():
        return set()
    text = marker.read_text("utf-8", "replace")
    return set(text.removeprefix(kind.says).splitlines()) if text.startswith(kind.says) else set()


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
