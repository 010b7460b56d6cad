"""A new folder, made whole or not at all, without writing over anything that is there."""

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from hscb_pm.history import work_tree
from hscb_pm.problem import CannotError, reason_of

T = TypeVar("T")
REGISTER = "register"
"""The folder of the register in a new folder."""


class NoRoomError(CannotError):
    """A register cannot be made there."""


class Site(NamedTuple):
    """Where something new is to stand."""

    folder: Path
    is_there: bool
    tree: Path | None
    """The git work tree that it will lie in, or that it is."""

    @property
    def is_repository(self) -> bool:
        """Whether the folder is itself the top of a work tree."""
        return self.tree is not None and self.is_there and self.tree == self.folder.resolve()


def site(folder: Path) -> Site:
    """Look at a place; NoRoomError where there is something that a new register could harm."""
    try:
        return _site(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _site(folder: Path) -> Site:
    if folder.is_symlink():
        raise NoRoomError(f"{folder} is a link; name the folder itself")
    above = folder.resolve()
    for up in (above, above / REGISTER, *above.parents):
        if (up / "board.yaml").exists():
            raise NoRoomError(f"{up} is a register already")
    found = Site(folder, folder.exists(), work_tree(folder))
    if not found.is_there:
        if not above.parent.is_dir():
            raise NoRoomError(f"there is no folder {above.parent} to make it in")
        return found
    if not folder.is_dir():
        raise NoRoomError(f"{folder} is a file")
    if any(folder.iterdir()) and not found.is_repository:
        raise NoRoomError(
            f"{folder} is not empty; name a new folder, an empty one, or a git repository"
        )
    if os.path.lexists(folder / REGISTER):
        raise NoRoomError(f"there is something called {REGISTER} in {folder} already")
    return found


def stands_alone(register: Path, top: Path) -> bool:
    """Whether a work tree is that of a register, and not of something else that holds it."""
    register, top = register.resolve(), top.resolve()
    return top == register or (register.name == REGISTER and top == register.parent)


def make(
    where: Site, files: Mapping[str, str] | Mapping[str, bytes], finish: Callable[[Path], T]
) -> tuple[T, tuple[str, ...]]:
    """Make files, let `finish` look at them and add to them, then move all into place.

    Gives back what `finish` says, and what was left out because something of that name was there.
    After an error, or if somebody stops it, all is as it was.
    """
    try:
        with _beside(where) as scaffold:
            for path, content in files.items():
                file = scaffold / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content if isinstance(content, bytes) else content.encode())
            said = finish(scaffold)
            if where.is_there:
                return said, _move_into(scaffold, where.folder)
            scaffold.rename(where.folder)
            return said, ()
    except OSError as error:
        raise _unwritable(where.folder, error) from error


def _unwritable(folder: Path, error: OSError) -> NoRoomError:
    return NoRoomError(f"{folder} cannot be made: {reason_of(error)}; nothing was written")


@contextmanager
def _beside(where: Site) -> Iterator[Path]:
    """A folder to build in, on the same disk; gone in the end, whatever happens."""
    above = where.folder if where.is_there else where.folder.parent
    scaffold = above / f".hscb-{secrets.token_hex(4)}"
    scaffold.mkdir()
    try:
        yield scaffold
    finally:
        if scaffold.exists():
            for file in scaffold.rglob("*"):
                file.chmod(stat.S_IRWXU)  # git's own cannot be written, so Windows keeps them
            shutil.rmtree(scaffold)


def _move_into(scaffold: Path, folder: Path) -> tuple[str, ...]:
    """Move what was built into a folder that is there; back again if it does not all go."""
    kept: list[str] = []
    moves = list(_moves(scaffold, folder, kept))
    done = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        raise
    return tuple(kept)


def _moves(scaffold: Path, folder: Path, kept: list[str]) -> Iterator[tuple[Path, Path]]:
    """What goes where, folders that are there already entry by entry."""
    for source in sorted(scaffold.iterdir()):
        target = folder / source.name
        if not os.path.lexists(target):
            yield source, target
        elif source.is_dir() and (target.is_symlink() or not target.is_dir()):
            raise NoRoomError(f"{target} is a link or a file, and a folder is wanted there")
        elif source.is_dir():
            yield from _moves(source, target, kept)
        else:
            kept.append(str(target))
