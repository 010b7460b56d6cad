"""Files written whole or not at all."""

import os
import tempfile
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
        handle, beside = tempfile.mkstemp(prefix=".hscb-", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(_mode(path))
            Path(beside).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(beside).unlink()
            raise
    except OSError as error:
        raise UnwritableFileError(path, error) from error


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; those of any new file where there is none."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
