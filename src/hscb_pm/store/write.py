"""Files written whole or not at all."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from hscb_pm.problem import CannotError

_STDOUT = 1


class UnwritableFileError(CannotError):
    """A file could not be written; what stood there before still does."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = (error.strerror or "the system gives no reason").lower()
        super().__init__(f"{path} could not be written: {why}")


def write_file(path: Path, text: str) -> None:
    """Write a text, so that after any failure the file is the old one or the new one.

    A link stays, and the file that it leads to is written.
    """
    data = text.encode("utf-8", "backslashreplace")  # as on stdout, no character stops the output
    try:
        if is_stream(path):
            with path.open("ab") as stream:
                stream.write(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise UnwritableFileError(path, error) from error


def is_stream(path: Path) -> bool:
    """Whether something takes what is written and must not be replaced: a pipe, a device, stdout.

    Where stdout goes into a file, `/dev/stdout` leads to that file, and the shell writes on in it.
    """
    try:
        there = path.stat()
    except OSError:  # writing it says why
        return False
    if stat.S_ISREG(there.st_mode):
        with suppress(OSError):  # closed by the caller
            return os.path.samestat(there, os.fstat(_STDOUT))
        return False
    return not stat.S_ISDIR(there.st_mode)


def write_new_files(files: Mapping[Path, str]) -> None:
    """Write files that are not there yet, all of them or none."""
    made: list[Path] = []
    ready: dict[Path, Path] = {}
    path = Path()
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            ready[path] = _beside(path, text.encode())
        for path, beside in ready.items():
            _move(beside, path)
            made.append(path)
    except BaseException as error:
        _remove([*made, *ready.values()])
        if isinstance(error, OSError):
            raise UnwritableFileError(path, error) from error
        raise


def _replace(file: Path, data: bytes) -> None:
    beside = _beside(file, data)
    try:
        beside.replace(file)
    except BaseException:
        _remove([beside])
        raise


def _beside(file: Path, data: bytes) -> Path:
    """The data in a file beside the one that it is for, safely on the disk."""
    mode = _mode(file)
    handle, name = tempfile.mkstemp(prefix=".hscb-", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        Path(name).chmod(mode)
    except BaseException:
        _remove([Path(name)])
        raise
    return Path(name)


def _move(beside: Path, path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "something of that name is there")
    beside.rename(path)


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


def _mode(file: Path) -> int:
    """The rights of the file that is replaced; those of any new file where there is none."""
    try:
        there = file.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISDIR(there):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not (there & 0o222 and os.access(file, os.W_OK)):  # an administrator has access to all
        raise PermissionError(errno.EACCES, "it is read-only")
    return there & 0o777
