"""A text or a file's name with its identifying parts masked, for what has to be said about it."""

from collections.abc import Iterable
from typing import Final

from hscb_pm.privacy.match import Match
from hscb_pm.privacy.scanning import scan

_AS_WORDS: Final = str.maketrans("-_", "  ")


def scan_name(name: str, *, allowed: Iterable[str] = ()) -> list[Match]:
    """Scan the name of a file or an id, in which hyphens stand between words: `nhs-999...`."""
    return scan(name.translate(_AS_WORDS), allowed=allowed)


def hide(text: str, *, allowed: Iterable[str] = ()) -> str:
    """The text, with `[NHS number, ends …90]` and the like where it may identify somebody."""
    return _masked(text, scan(text, allowed=allowed))


def hide_name(name: str, *, allowed: Iterable[str] = ()) -> str:
    """The same for the name of a file, or an id."""
    return _masked(name, scan_name(name, allowed=allowed))


def _masked(text: str, matches: Iterable[Match]) -> str:
    parts, start = [], 0
    for match in matches:
        parts += [text[start : match.start], f"[{match.masked}]"]
        start = match.end
    return "".join((*parts, text[start:]))
