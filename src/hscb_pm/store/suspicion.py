"""Where in a file the privacy guard has to look: its name, its text, and what that text spells."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

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
    found: list[tuple[FieldPath, str]] = []
    _collect(data, (), found, any_word="\\" in text)  # else a single word is spelt as it is
    for where, value in found:
        if value not in text:
            for match in scan(value, allowed=allowed):
                yield where, value, match


def told_by(refusal: Refusal) -> dict[str, str]:
    """What a refusal repeats of a file that says nothing: a key, as it was meant to be read."""
    return {"": refusal.message}


def _collect(
    data: object, path: FieldPath, found: list[tuple[FieldPath, str]], *, any_word: bool
) -> None:
    """Gather the strings in plain data, keys too, with their paths; single words only if wanted."""
    if isinstance(data, str):
        if any_word or " " in data:
            found.append((path, data))
    elif isinstance(data, dict):
        for key, value in data.items():
            if any_word or " " in key:
                found.append(((*path, key), key))
            if type(value) is not str or any_word or " " in value:
                _collect(value, (*path, key), found, any_word=any_word)
    elif isinstance(data, (list, tuple)):
        for index, item in enumerate(data):
            _collect(item, (*path, index), found, any_word=any_word)
