"""The lock that keeps those who write in a register apart; it ends with the process that has it."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from hscb_pm.problem import CannotError, reason_of

LOCK: Final = ".hscb.lock"
"""A file to lock where the system locks no folders; gone when the writing is over."""
PATIENCE: Final = 15.0
"""Seconds to wait for another who writes."""
_PAUSE: Final = 0.05
_NO_FOLDERS: Final = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}
"""What a file system says that locks files, but no folders."""
_ours: set[str] = set()


class BusyError(CannotError):
    """Somebody else writes in the folder, and goes on writing."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"nothing is written: another hscb is changing {folder}; "
            "type the command again when it is done"
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only one who writes in a folder; whoever is already goes on."""
    place = os.path.realpath(folder)
    if place in _ours:
        yield
        return
    try:
        handle, file = _lock(place)
    except OSError as error:
        raise CannotError(
            f"nothing is written: {folder} could not be locked: {reason_of(error)}"
        ) from error
    _ours.add(place)
    try:
        yield
    finally:
        _ours.discard(place)
        _unlock(handle, file)


def is_locked(folder: Path) -> bool:
    """Whether somebody writes in a folder just now, as far as that shows without writing there."""
    if sys.platform == "win32":
        return False
    import fcntl

    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
    return False


def _lock(folder: str) -> tuple[int, str | None]:
    """What holds the lock, and the file that was made for it."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            _wait_for(handle, folder)
        except OSError as error:
            os.close(handle)
            if error.errno not in _NO_FOLDERS:
                raise
        except BaseException:
            os.close(handle)
            raise
        else:
            return handle, None
    file = os.path.join(folder, LOCK)  # noqa: PTH118, as the system wants it
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _wait_for(handle, folder)
            if os.path.samestat(os.fstat(handle), os.stat(file)):  # noqa: PTH116
                return handle, file
        except FileNotFoundError:  # who had it has taken it away
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _wait_for(handle: int, folder: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _take(handle)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                raise BusyError(folder) from None
        time.sleep(_PAUSE)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(handle: int, file: str | None) -> None:
    """Let others write; Windows takes no file away that somebody has open, and POSIX does."""
    if sys.platform == "win32":
        os.close(handle)
    if file:
        with suppress(OSError):
            os.unlink(file)  # noqa: PTH108
    if sys.platform != "win32":
        os.close(handle)
