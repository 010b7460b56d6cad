"""What a file is to say, made beside it: on the disk before the file's name passes to it."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PREFIX: Final = ".hscb-"
SUFFIX: Final = ".tmp"
_NEW: Final = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NOT_DONE_HERE: Final = {errno.EINVAL, errno.ENOTSUP}
"""What a file system says that keeps the names of files by itself."""
_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
_ANY_NEW_FILE: Final = 0o666


@contextmanager
def beside(file: Path, data: bytes) -> Iterator[Path]:
    """What is to take a file's place, whole and on the disk; cleared away if it does not."""
    mode = _mode(file)
    new = file.parent / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
    try:
        write_whole(new, data, mode)
        yield new
    finally:
        with suppress(OSError):  # where it was moved, it is gone
            new.unlink()


def write_whole(new: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file that is not there yet, and have it on the disk."""
    handle = os.open(new, _NEW, _ANY_NEW_FILE if mode is None else mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if mode is not None:
            os.chmod(handle if os.chmod in os.supports_fd else new, mode)  # noqa: PTH101, no path
        os.fsync(handle)
    finally:
        os.close(handle)


def take_name(new: Path, file: Path) -> None:
    """Let what was made have a name, unless something has it."""
    if os.name == "nt":
        new.rename(file)  # which there refuses a name that is taken
        return
    try:
        file.hardlink_to(new)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, "File exists") from None
        new.rename(file)


def flushed(folder: Path) -> bool:
    """Whether the names in a folder are on the disk, as far as the system can say."""
    if os.name == "nt":
        return True
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return error.errno in _NOT_DONE_HERE
    return True


def _mode(file: Path) -> int | None:
    """The rights of the file that is replaced; None where there is none."""
    try:
        there = file.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(there):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    guard_writable(file, there)
    return there & 0o777


def guard_writable(file: Path, mode: int) -> None:
    """Refuse a file that somebody has made read-only."""
    if not (mode & 0o222 and os.access(file, os.W_OK)):  # an administrator has access to all
        raise PermissionError(errno.EACCES, "it is read-only")
