"""Files written whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from hscb_pm.problem import CannotError, reason_of
from hscb_pm.store import journal
from hscb_pm.store.beside import beside, flushed, guard_writable, take_name
from hscb_pm.store.files import JOURNAL, ChangedUnderneathError
from hscb_pm.store.journal import Step, content, fingerprint
from hscb_pm.store.locking import locked
from hscb_pm.store.stopping import undisturbed

_STDOUT = 1
_HEAD = 1000
Contents = tuple[bytes | None, bytes | None]
"""What a file says before and after; None where there is no file."""


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
    with _told_of(path):
        if is_stream(path):
            with path.open("ab") as stream:
                stream.write(content)
            return
        there = Path(os.path.realpath(path))
        with beside(there, content) as new:
            new.replace(there)
        flushed(there.parent)


def write_over_own(path: Path, content: bytes, mark: bytes) -> None:
    """The same, over nothing but an earlier file that bears the mark of hscb in its first lines."""
    if path.is_file() and not is_stream(path):
        with _told_of(path), path.open("rb") as there:
            if mark not in there.read(len(mark) + _HEAD):
                message = "is there, and it is not one that hscb wrote; name another file"
                raise CannotError(f"{path} {message}")
    write_file(path, content)


def write_new_file(path: Path, text: str) -> None:
    """Write a text to a file that is not there yet, whole or not at all, and over nothing."""
    write_new_files({path: text})


def write_new_files(files: Mapping[Path, str]) -> None:
    """Write files that are not there yet, all of them or none."""
    replace_files({path: (None, text.encode()) for path, text in files.items()})


def replace_files(files: Mapping[Path, Contents]) -> tuple[Path, ...]:
    """Put other bytes into files, into all or none; each has to hold the first bytes still.

    Without first bytes a file is new, without second it goes. What would not change is not
    touched. Gives back the folders of which the system cannot say that their files are on the disk.
    """
    changes = {path: change for path, change in files.items() if change[0] != change[1]}
    if not changes:
        return ()
    home = _home(changes)
    with locked(home), ExitStack() as stack:
        _guard_settled(home)
        for path, (before, _) in changes.items():
            _guard_no_link(path, home)
            _guard_unchanged(path, before)
        stack.enter_context(_folders_for(changes))
        ready = {
            path: stack.enter_context(_made_beside(path, after))
            for path, (_, after) in changes.items()
            if after is not None
        }
        with undisturbed():
            return _take_places(home, changes, ready)


def _take_places(
    home: Path, changes: Mapping[Path, Contents], ready: Mapping[Path, Path]
) -> tuple[Path, ...]:
    """Let what was made take its places; of several, all or none, even if the machine stops."""
    steps = [Step(path, before, fingerprint(after)) for path, (before, after) in changes.items()]
    if len(steps) > 1:
        with _told_of(home / JOURNAL):
            journal.begin(home, steps)
    done = []
    try:
        for step in steps:
            _guard_unchanged(step.path, step.before)
            with _told_of(step.path):
                _take_place(step.path, step.before, ready.get(step.path))
            done.append(step)
        folders = sorted({path.parent for path in changes})
        doubtful = [folder for folder in folders if not flushed(folder)]
        if len(steps) > 1:
            with _told_of(home / JOURNAL):
                doubtful += [] if journal.end(home) else [home]
    except CannotError as error:
        _put_back(home, done, error)
        raise
    return tuple(doubtful)


def _take_place(path: Path, before: bytes | None, new: Path | None) -> None:
    if new is None:
        guard_writable(path, path.stat().st_mode)
        path.unlink()
    elif before is None:
        take_name(new, path)
    else:
        new.replace(path)


def _put_back(home: Path, steps: Sequence[Step], why: CannotError) -> None:
    """Undo what was done before something failed; the note stays if that fails too."""
    try:
        journal.undo(steps)
        journal.end(home)
    except (OSError, CannotError) as error:
        also = reason_of(error) if isinstance(error, OSError) else str(error)
        raise CannotError(
            f"{why}; and what was written before that could not be put back: {also}. "
            "The next command that changes the register puts it back first"
        ) from error


def _guard_settled(home: Path) -> None:
    """Undo what was cut off; what was read before that is no longer what is there."""
    if is_register(home) and journal.settle(home):
        raise CannotError(
            "nothing is written: a change that was cut off had to be undone first, and is; "
            "type the command again"
        )


def _guard_no_link(path: Path, home: Path) -> None:
    """Refuse a folder of a register that leads elsewhere."""
    for up in path.parents:
        if up.exists() and up.samefile(home):
            return
        if up.is_symlink():
            raise CannotError(f"nothing is written: {up} is a link, and hscb follows none")


def _guard_unchanged(path: Path, before: bytes | None) -> None:
    with _told_of(path):
        now = content(path)
        if before is None and now is not None:
            raise FileExistsError(errno.EEXIST, "File exists")
    if now != before:
        raise ChangedUnderneathError(path.name)


def _home(paths: Iterable[Path]) -> Path:
    """The register that files are in; where there is none, the folder that holds them all."""
    above = Path(os.path.commonpath([os.path.abspath(path.parent) for path in paths]))  # noqa: PTH100
    around = (above, *above.parents)
    home = next(filter(is_register, around), None)
    return home or next(folder for folder in around if folder.is_dir())


@contextmanager
def _folders_for(paths: Iterable[Path]) -> Iterator[None]:
    """The folders that files are to stand in; those that are new go again if the files fail."""
    made: list[Path] = []
    try:
        for folder in dict.fromkeys(path.parent for path in paths):
            missing = [up for up in (folder, *folder.parents) if not up.exists()]
            for new in reversed(missing):
                make_folder(new)
                made.append(new)
                flushed(new.parent)
        yield
    except BaseException:
        for new in reversed(made):
            with suppress(OSError):  # the first failure is the one to tell
                new.rmdir()
        raise


@contextmanager
def _made_beside(path: Path, data: bytes) -> Iterator[Path]:
    """As `beside`, and an error names the file that it is for."""
    with ExitStack() as stack:
        with _told_of(path):
            new = stack.enter_context(beside(path, data))
        yield new


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Say of which file it is that the system will not do something."""
    try:
        yield
    except OSError as error:
        raise UnwritableFileError(path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, unless it is there."""
    with _told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)


def is_register(folder: Path) -> bool:
    """Whether a folder holds a register."""
    return os.path.isfile(folder / "board.yaml")  # noqa: PTH113, never raises


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
