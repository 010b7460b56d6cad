"""Numbers and lists as a sentence says them, and what stands for words still to be found."""

from collections.abc import Sequence
from typing import Final

UNFILLED: Final = "<fill"
"""How what is still to be filled in begins; an editor may break the line after it."""


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 file`, `2 files`, `no files`."""
    return f"{number or 'no'} {one if number == 1 else many or f'{one}s'}"


def times(number: int) -> str:
    """How often something happened: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def capital(text: str) -> str:
    """A text as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them: `a, b and c`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def some_of(words: Sequence[str], most: int) -> str:
    """The first of many words, and how many more there are: `a, b and 3 more`."""
    more = len(words) - most
    return joined([*words[:most], f"{more} more"] if more > 0 else words)


def left_out(files: int) -> str:
    """That files could not be read; nothing if all could."""
    if not files:
        return ""
    return f"{count(files, 'file')} could not be read and {'is' if files == 1 else 'are'} left out"
