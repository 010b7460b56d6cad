"""Several files changed, all or none: the note by which a change that was cut off is undone."""

import json
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from hscb_pm.history import ask
from hscb_pm.problem import CannotError, listed, reason_of
from hscb_pm.store.beside import PREFIX, SUFFIX, beside, flushed, write_whole
from hscb_pm.store.files import JOURNAL, RESERVED, digest, is_record_file, read_bytes
from hscb_pm.store.locking import is_locked
from hscb_pm.store.slips import Refusal
from hscb_pm.words import count

CUT_OFF: Final = (
    "a change of several files was cut off, and they may not fit together. Type again the command "
    "that was cut off, which undoes it first; to undo it only: hscb schema --write"
)
_GONE: Final = ""
_FOR_US: Final = 0o600
"""The note quotes records, which may be for few to read."""
_LARGEST: Final = 1 << 26
"""More than every record of a large register says; whoever reads a note has it all in memory."""


class Step(NamedTuple):
    """A file, what it says before, and the fingerprint of what it says after; None: no file."""

    path: Path
    before: bytes | None
    after: str


class Undone(NamedTuple):
    """What came of a change that was cut off: files put back, and files that others changed."""

    back: list[Path]
    left: list[Path]

    def __str__(self) -> str:
        """What to say of it."""
        said = f"a change that was cut off is undone ({count(len(self.back), 'file')} put back)"
        names = listed(path.name for path in self.left)
        kept = f"; somebody changed {names} since, so that stays: hscb validate"
        return said + kept * bool(self.left)


def fingerprint(data: bytes | None) -> str:
    """What tells a file's content from another."""
    return _GONE if data is None else digest(data).hex()


def content(path: Path) -> bytes | None:
    """What a file says; None where there is none."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        raise CannotError(f"nothing is written: {path} is a link, and hscb follows none")
    if not stat.S_ISREG(mode):  # to open a pipe would be to wait for ever
        raise CannotError(f"nothing is written: {path} is not a regular file")
    return path.read_bytes()


def begin(root: Path, steps: Iterable[Step]) -> None:
    """Note, on the disk, what is about to be changed in a register."""
    noted = [
        {
            "path": Path(os.path.relpath(path, root)).as_posix(),
            "before": None if before is None else before.decode("utf-8", "surrogateescape"),
            "after": after,
        }
        for path, before, after in steps
    ]
    data = json.dumps({"folder": _number(root), "files": noted}).encode()
    if len(data) > _LARGEST:
        raise CannotError(f"nothing is written: {count(len(noted), 'file')} are too much at once")
    try:
        write_whole(root / JOURNAL, data, _FOR_US)
    except BaseException:
        with suppress(OSError):
            (root / JOURNAL).unlink()
        raise
    flushed(root)


def undo(steps: Sequence[Step]) -> Undone:
    """Put back what files said; what somebody else has changed meanwhile stays."""
    undone = Undone([], [])
    for path, before, after in reversed(steps):
        now = content(path)
        if now == before:
            continue
        if fingerprint(now) != after:
            undone.left.append(path)
            continue
        if before is None:
            path.unlink()
        else:
            with beside(path, before) as old:
                old.replace(path)
        undone.back.append(path)
    for folder in {path.parent for path in undone.back}:
        flushed(folder)
    return undone


def end(root: Path) -> bool:
    """Forget the note: the change is made, or undone; whether that is on the disk."""
    (root / JOURNAL).unlink(missing_ok=True)
    return flushed(root)


def is_cut_off(root: Path) -> bool:
    """Whether a change of several files was cut off, and nobody has undone it yet."""
    return os.path.lexists(root / JOURNAL) and not is_locked(root)


def settle(root: Path) -> Undone | None:
    """Undo a change that was cut off, and clear away what it left; None where there was none.

    Only who has locked the register may.
    """
    undone = None
    try:
        if os.path.lexists(root / JOURNAL):
            undone = undo(_noted(root))
            end(root)
        for left in _left_beside(root):
            left.unlink()
    except Refusal as refusal:
        raise CannotError(
            f"nothing is written: {root / JOURNAL}: {refusal.message}; "
            "delete it, then type: hscb validate"
        ) from None
    except OSError as error:
        raise CannotError(
            f"a change was cut off, and {root} could not be put in order: {reason_of(error)}"
        ) from error
    return undone


def why_unusable(root: Path) -> Refusal | None:
    """Why the note in a register is none of ours; None where it is, or where there is none."""
    if not is_cut_off(root):
        return None
    try:
        _noted(root)
    except Refusal as refusal:
        return refusal if os.path.lexists(root / JOURNAL) else None  # who wrote is done by now
    if ask(root, "ls-files", "--error-unmatch", "--", JOURNAL) is None:
        return None
    fix = "Type hscb schema --write, which undoes that change and deletes this; then commit that."
    return Refusal("REG-009", "git keeps this note of a change that was cut off", fix)


def _noted(root: Path) -> list[Step]:
    """What the note says; nothing if it was itself cut off, before any file was changed.

    Raises Refusal for a note that this hscb has not written here.
    """
    if (root / JOURNAL).is_symlink():
        raise _not_ours("this is a link")
    try:
        data = json.loads(read_bytes(root / JOURNAL, _LARGEST))
    except Refusal as refusal:
        raise _not_ours(refusal.message) from None
    except RecursionError:
        raise _not_ours("this is no note of hscb's") from None
    except ValueError:
        return []
    try:
        if data["folder"] == _number(root):
            return [_step(root, **each) for each in data["files"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _not_ours("this is no note of hscb's") from None
    raise _not_ours("this tells of a change that was cut off in another copy of the register")


def _not_ours(why: str) -> Refusal:
    return Refusal("REG-009", why, "Delete it, then type: hscb validate.")


def _step(root: Path, *, path: str, before: str | None, after: str) -> Step:
    """A step of the note, if its file is one that hscb could have changed."""
    parts = path.split("/")
    is_odd = any(
        not part or part.startswith(".") or not {*part}.isdisjoint("\\:\0") for part in parts
    )
    above = (root.joinpath(*parts[:end]) for end in range(1, len(parts)))
    if is_odd or not is_record_file(path) or any(folder.is_symlink() for folder in above):
        raise ValueError(path)
    said = None if before is None else before.encode("utf-8", "surrogateescape")
    return Step(root.joinpath(*parts), said, after)


def _number(root: Path) -> list[int]:
    """What tells this folder from a copy of it, in which nobody cut anything off."""
    there = root.stat()
    return [there.st_dev, there.st_ino]


def _left_beside(root: Path) -> Iterator[Path]:
    """What was made beside files and took no place; nobody else is making any."""
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and name != RESERVED]
        for name in files:
            if name.startswith(PREFIX) and name.endswith(SUFFIX):
                yield Path(folder, name)
