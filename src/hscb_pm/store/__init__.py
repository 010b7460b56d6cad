"""YAML on disk, or in a commit, to a register.

This module loads neither Pydantic nor the models: helpers compose the files meanwhile.
"""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from hscb_pm.store.files import JOURNAL, ChangedUnderneathError, Found, reader, walk
from hscb_pm.store.many import Composing

if TYPE_CHECKING:
    from hscb_pm.history import Commit
    from hscb_pm.register import Register
    from hscb_pm.rules import Base
    from hscb_pm.store.committed import Committed

__all__ = ["Begun", "ChangedUnderneathError", "NoRegisterError", "base_of", "before", "load"]


class NoRegisterError(Exception):
    """The folder is no register: it holds no `board.yaml`."""


def load(path: Path | str, rev: "str | Commit | None" = None, *, guard: bool = True) -> "Register":
    """Read a register, whatever state its files are in; with `rev`, as it was committed.

    Files that cannot be read become problems of the register, each with its place; the others
    become records. So does, with `guard`, what may identify a child or a family, wherever it
    stands. Raises NoRegisterError where there is no `board.yaml`, NoRevisionError where git knows
    of no such revision.
    """
    return Begun(path, rev, guard=guard).register()


def before(register: "Register", rev: "str | Commit") -> "Register":
    """The register at a revision, as `load` without its guard gives it, from one already read.

    Only the files that differ are read: what stood then as it stands now is the same object.
    """
    return Begun(register.path, rev, guard=False, known=register).register()


def base_of(register: "Register", rev: str) -> "Base | None":
    """What to compare a register with: as it was where its line left that of a revision.

    None where it was no register then.
    """
    from hscb_pm.history import prefix
    from hscb_pm.revisions import Revisions
    from hscb_pm.rules import Base
    from hscb_pm.store.committed import former

    commit = Revisions(register.path).merge_base(rev, register.commit)
    try:
        then = before(register, commit)
    except NoRegisterError:
        return None
    is_here = register.commit is None and then.within is None
    at = "" if not is_here else "HEAD" if rev == "HEAD" else commit.id[:7]
    return Base(then, former(register, then), at, prefix(register.path))


class Begun:
    """A register on its way: its files are found, and where helpers are to be had, being composed.

    Raises NoRegisterError where there is no `board.yaml`.
    """

    def __init__(
        self,
        path: Path | str,
        rev: "str | Commit | None" = None,
        *,
        guard: bool = True,
        known: "Register | None" = None,
    ) -> None:
        self.root = Path(path)
        self._committed = None if rev is None else _committed(self.root, rev, known)
        self._found = self._committed.found if self._committed else self._on_disk()
        read = self._committed.read if self._committed else reader(self.root)
        same = self._committed.same if self._committed else {}
        paths = [file.path for file in self._found if not file.refusal and file.path not in same]
        self._composing = Composing(read, paths, guard=guard)

    def _on_disk(self) -> list[Found]:
        try:
            is_register = (self.root / "board.yaml").is_file()
        except OSError:
            is_register = False
        if not is_register:
            raise NoRegisterError(str(self.root))
        return [*walk(self.root), *_note(self.root)]

    def register(self) -> "Register":
        """The register, as `load` gives it."""
        collecting = gc.isenabled()
        gc.disable()  # what is read is kept, so looking for rubbish meanwhile finds none
        try:
            from hscb_pm.store.taking import Taking

            return Taking(self.root, self._committed).register(self._found, self._composing)
        finally:
            self._composing.end()
            if collecting:
                gc.enable()


def _note(root: Path) -> list[Found]:
    """The note of a change that was cut off, where it is to be refused."""
    if not os.path.lexists(root / JOURNAL):
        return []
    from hscb_pm.store.journal import why_unusable

    refusal = why_unusable(root)
    return [Found(JOURNAL, refusal)] if refusal else []


def _committed(root: Path, rev: "str | Commit", known: "Register | None") -> "Committed":
    from hscb_pm.store.committed import Committed

    found = Committed(root, rev, known)
    if not found.is_register:
        raise NoRegisterError(str(root))
    return found
