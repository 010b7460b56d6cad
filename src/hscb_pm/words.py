"""Numbers and lists as a sentence says them, and what stands for words still to be found."""

import re
from collections.abc import Sequence
from typing import Final

UNFILLED: Final = "<fill"
"""How what is still to be filled in begins; an editor may break the line after it."""
_MOST_COMPARED: Final = 500
_ALIKE: Final = 0.6


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


def are_alike(was: str, says: str) -> bool:
    """Whether two texts are worded much the same."""
    from difflib import SequenceMatcher

    texts = was[:_MOST_COMPARED], says[:_MOST_COMPARED]
    matcher = SequenceMatcher(None, *texts, autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def are_unlike(was: str, says: str) -> bool:
    """Whether hardly a word of a text is in another; one that was sharpened keeps some."""
    words, others = ({*re.findall(r"\w{4,}", text.casefold())} for text in (was, says))
    return len(words & others) * 4 <= len(words) and not are_alike(was, says)
