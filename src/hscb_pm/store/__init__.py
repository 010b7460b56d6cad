"""YAML on disk to a register.

This module loads neither Pydantic nor the models: helpers compose the files meanwhile.
"""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from hscb_pm.store.files import ChangedUnderneathError, walk
from hscb_pm.store.many import Composing

if TYPE_CHECKING:
    from hscb_pm.register import Register

__all__ = ["Begun", "ChangedUnderneathError", "NoRegisterError", "load"]


class NoRegisterError(Exception):
    """The folder is no register: it holds no `board.yaml`."""


def load(path: Path | str, *, guard: bool = True) -> "Register":
    """Read a register, whatever state its files are in.

    Files that cannot be read become problems of the register, each with its place; the others
    become records. So does, with `guard`, what may identify a child or a family, wherever it
    stands. Raises NoRegisterError where there is no `board.yaml`.
    """
    return Begun(path, guard=guard).register()


class Begun:
    """A register on its way: its files are found, and where helpers are to be had, being composed.

    Raises NoRegisterError where there is no `board.yaml`.
    """

    def __init__(self, path: Path | str, *, guard: bool = True) -> None:
        self.root = Path(path)
        try:
            is_register = (self.root / "board.yaml").is_file()
        except OSError:
            is_register = False
        if not is_register:
            raise NoRegisterError(str(self.root))
        self._found = list(walk(self.root))
        readable = [file.path for file in self._found if file.refusal is None]
        self._composing = Composing(str(self.root), readable, guard=guard)

    def register(self) -> "Register":
        """The register, as `load` gives it."""
        collecting = gc.isenabled()
        gc.disable()  # what is read is kept, so looking for rubbish meanwhile finds none
        try:
            from hscb_pm.store.taking import Taking

            return Taking(self.root).register(self._found, self._composing)
        finally:
            self._composing.end()
            if collecting:
                gc.enable()
