"""What composing a file gives: plain data, and where each value of it stands."""

from typing import Any, NamedTuple

from hscb_pm.problem import FieldPath

Marks = tuple[tuple[int, int], tuple[int, int], dict[str | int, Any]]
"""Where a key stands, where its value, and the marks of what is in that; both start at 1.

Plain data, which one process can send to another.
"""


def place_in(marks: Marks, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
    """Find a value or its key; what is missing is placed at the key of what lacks it."""
    of_key, of_value, within = marks
    for step in path:
        if step not in within:
            return of_key
        of_key, of_value, within = within[step]
    return of_key if key else of_value


class Document(NamedTuple):
    """What a file says, before any schema has looked at it."""

    data: Any
    marks: Marks | None
    empty_values: tuple[FieldPath, ...]
