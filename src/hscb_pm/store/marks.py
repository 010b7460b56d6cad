"""What composing a file gives: plain data, and where each value of it stands."""

import marshal
from typing import Any, NamedTuple

from hscb_pm.problem import FieldPath


class Marks:
    """Where a value stands, and where what is in it stands; lines and columns start at 1."""

    __slots__ = ("key", "value", "within")

    def __init__(self, key: tuple[int, int], value: tuple[int, int]) -> None:
        self.key, self.value = key, value
        self.within: dict[str | int, Marks] = {}

    def at(self, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
        """Find a value or its key; what is missing is placed at the key of what lacks it."""
        here = self
        for step in path:
            if step not in here.within:
                return here.key
            here = here.within[step]
        return here.key if key else here.value

    def packed(self) -> bytes:
        """The same as bytes, which one process can send to another."""
        return marshal.dumps(_plain(self))

    @staticmethod
    def unpacked(packed: bytes) -> "Marks":
        """What `packed` made bytes of; only ever given what our own process made."""
        return _not_plain(*marshal.loads(packed))  # noqa: S302, as the docstring says


def _plain(marks: Marks) -> tuple[Any, ...]:
    return marks.key, marks.value, {step: _plain(below) for step, below in marks.within.items()}


def _not_plain(
    key: tuple[int, int], value: tuple[int, int], within: dict[str | int, tuple[Any, ...]]
) -> Marks:
    marks = Marks(key, value)
    marks.within = {step: _not_plain(*below) for step, below in within.items()}
    return marks


class Document(NamedTuple):
    """What a file says, before any schema has looked at it."""

    data: Any
    marks: Marks | None
    empty_values: tuple[FieldPath, ...]
