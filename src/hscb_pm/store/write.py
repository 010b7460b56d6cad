"""Files written whole or not at all."""

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from hscb_pm.problem import CannotError, reason_of
from hscb_pm.store.files import ChangedUnderneathError

_STDOUT = 1


class UnwritableFileError(CannotError):
    """A file could not be written; what stood there before still does."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} could not be written: {reason_of(error)}")


def write_file(path: Path, content: str | bytes) -> None:
    """Write a text or bytes, so that after any failure the file is the old one or the new one.

    A link stays, and the file that it leads to is written.
    """
    if isinstance(content, str):  # as on stdout, no character stops the output
        content = content.encode("utf-8", "backslashreplace")
    try:
        if is_stream(path):
            with path.open("ab") as stream:
                stream.write(content)
        else:
            _put(Path(os.path.realpath(path)), content, Path.replace)
    except OSError as error:
        raise UnwritableFileError(path, error) from error


def write_new_file(path: Path, text: str) -> None:
    """Write a text to a file that is not there yet, whole or not at all, and over nothing."""
    try:
        _put(path, text.encode(), _name)
    except OSError as error:
        raise UnwritableFileError(path, error) from error


def write_new_files(files: Mapping[Path, str]) -> None:
    """Write files that are not there yet, all of them or none."""
    made: list[Path] = []
    try:
        for path, text in files.items():
            make_folder(path.parent)
            write_new_file(path, text)
            made.append(path)
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.unlink()
        raise


def replace_files(files: Mapping[Path, tuple[bytes | None, bytes | None]]) -> None:
    """Put other bytes into files, into all or none; each has to hold the first bytes still.

    Without first bytes a file is new, without second it goes.
    """
    done: list[Path] = []
    try:
        with ExitStack() as stack:
            beside = {}
            for path, (_, data) in files.items():
                if data is not None:
                    make_folder(path.parent)
                    beside[path] = stack.enter_context(_beside(path, data))
            for path, (before, after) in files.items():
                _guard_unchanged(path, before)
                if after is None:
                    path.unlink()
                elif before is None:
                    _name(beside[path], path)
                else:
                    beside[path].replace(path)
                done.append(path)
    except BaseException as error:
        for path in done:
            with suppress(OSError):  # the first failure is the one to tell
                _put_back(path, files[path][0])
        if isinstance(error, OSError):
            raise UnwritableFileError(Path(error.filename or path), error) from error
        raise


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        _put(path, before, Path.replace)


def _guard_unchanged(path: Path, before: bytes | None) -> None:
    if before is None:
        if os.path.lexists(path):
            raise ChangedUnderneathError(path.name)
    elif path.is_symlink() or not path.exists() or path.read_bytes() != before:
        raise ChangedUnderneathError(path.name)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, unless it is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(folder, error) from error


def _name(beside: Path, file: Path) -> None:
    """Give a file the name that it is to have, unless another has it."""
    if os.name == "nt":
        beside.rename(file)  # which there refuses a name that is taken
    else:
        file.hardlink_to(beside)


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


def _put(file: Path, data: bytes, give_name: Callable[[Path, Path], object]) -> None:
    """Write beside a file, then let the name that it has pass to what was written."""
    with _beside(file, data) as beside:
        give_name(beside, file)


@contextmanager
def _beside(file: Path, data: bytes) -> Iterator[Path]:
    """What is to take a file's place, whole and on the disk; cleared away if it does not."""
    mode = _mode(file)
    handle, name = tempfile.mkstemp(prefix=".hscb-", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        Path(name).chmod(mode)
        yield Path(name)
    finally:
        with suppress(OSError):  # where it was moved, it is gone
            Path(name).unlink()


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
