"""Where in a file the privacy guard has to look: its name, its text, and what that text spells."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from hscb_pm.privacy import Match, scan, scan_name
from hscb_pm.problem import FieldPath
from hscb_pm.store.slips import Refusal

IN_TEXT: Final[FieldPath] = ()
"""Stands for the text of a file as a whole."""


def is_suspect(path: str, text: str, data: object) -> bool:
    """Whether anything in a file, or its name, may identify somebody."""
    return next(matches(path, text, data, ()), None) is not None


def matches(
    path: str, text: str, data: object, allowed: Iterable[str]
) -> Iterator[tuple[FieldPath | None, str, Match]]:
    """Every match: the value it is in (None: the file's name), the text it is in, and itself."""
    allowed = tuple(allowed)
    for match in scan(text, allowed=allowed):
        yield IN_TEXT, text, match
    for match in scan_name(path, allowed=allowed):
        yield None, path, match
    escapes = "\\" in text  # else a single word is spelt as it is
    for where, value in _strings(data, ()):
        if (escapes or " " in value) and value not in text:
            for match in scan(value, allowed=allowed):
                yield where, value, match


def told_by(refusal: Refusal) -> dict[str, str]:
    """What a refusal repeats of a file that says nothing: a key, as it was meant to be read."""
    return {"": refusal.message}


def _strings(data: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:  # noqa: ANN401, plain data
    """Every string in plain data, keys too, with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield (*path, key), key
            yield from _strings(value, (*path, key))
    elif isinstance(data, (list, tuple)):
        for index, item in enumerate(data):
            yield from _strings(item, (*path, index))
