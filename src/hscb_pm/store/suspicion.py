"""Where in a file the privacy guard has to look: its name, its text, and what that text spells."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hscb_pm.privacy import Match, scan, scan_name
from hscb_pm.problem import FieldPath
from hscb_pm.store.slips import Refusal

_USUAL: Final = re.compile(r"[a-z0-9/-]{1,20}/[A-Z]{3}-[0-9]{4}(?:-[0-9]{1,5})?\.yaml")
"""Names that hscb gives; the guard need not look at them."""
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
    if not _USUAL.fullmatch(path):
        for match in scan_name(path, allowed=allowed):
            yield None, path, match
    # A single word is spelt as it is, unless it is escaped.
    for where, value in _spelt_otherwise([data], text, any_word="\\" in text):
        for match in scan(value, allowed=allowed):
            yield where[1:], value, match


def told_by(refusal: Refusal) -> dict[str, str]:
    """What a refusal repeats of a file that says nothing: a key, as it was meant to be read."""
    return {"": refusal.message}


def _spelt_otherwise(
    data: Any,  # noqa: ANN401, a mapping or a list of plain data
    text: str,
    *,
    any_word: bool,
) -> Iterator[tuple[FieldPath, str]]:
    """The strings in plain data, keys too, that do not stand so in the text; with their paths."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if type(step) is str and (any_word or " " in step) and step not in text:
            yield (step,), step
        if type(value) is str:
            if (any_word or " " in value) and value not in text:
                yield (step,), value
        elif isinstance(value, (dict, list, tuple)):
            for path, said in _spelt_otherwise(value, text, any_word=any_word):
                yield (step, *path), said
