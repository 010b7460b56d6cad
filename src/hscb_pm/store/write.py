"""Files written whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from hscb_pm.problem import CannotError


class UnwritableFileError(CannotError):
    """A file could not be written; what stood there before still does."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = (error.strerror or "the system gives no reason").lower()
        super().__init__(f"{path} could not be written: {why}")


def write_file(path: Path, text: str) -> None:
    """Write a text, so that after any failure the file is the old one or the new one."""
    try:
        _beside(path, text).replace(path)
    except OSError as error:
        raise UnwritableFileError(path, error) from error


def write_new_files(files: Mapping[Path, str]) -> None:
    """Write files that are not there yet, all of them or none."""
    made: list[Path] = []
    ready: dict[Path, Path] = {}
    path = Path()
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            ready[path] = _beside(path, text)
        for path, beside in ready.items():
            _move(beside, path)
            made.append(path)
    except BaseException as error:
        _remove([*made, *ready.values()])
        if isinstance(error, OSError):
            raise UnwritableFileError(path, error) from error
        raise


def _beside(path: Path, text: str) -> Path:
    """A text in a temporary file beside the file that it is for, safely on the disk."""
    handle, name = tempfile.mkstemp(prefix=".hscb-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))
    except BaseException:
        _remove([Path(name)])
        raise
    return Path(name)


def _move(beside: Path, path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    beside.rename(path)


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; those of any new file where there is none."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
