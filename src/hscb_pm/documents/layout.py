"""How a paper lies on pages: which of them are wide, and how wide the columns are."""

import re
from collections.abc import Iterable
from math import ceil
from typing import Final, NamedTuple

from hscb_pm.documents.tree import Block, Heading, Inlines, Table, plain

WIDE: Final = 6
"""A table of more columns lies on a page of its own, on its side."""
_ROOM: Final = {False: 116, True: 180}
"""The characters that a row of a table takes, on a page and on a wide one."""
_SHORT: Final = len("30 September 2017")
_LONGEST_WORD: Final = 24
_MARGIN: Final = 4
_WIDER: Final = 0.2
_BREAK: Final = re.compile(r"\s+|(?<=-)(?=[^\W\d])")
_WHOLE: Final = 1000
_MUCH_LOWER: Final = 0.85


class Page(NamedTuple):
    """Blocks that lie on pages of one orientation."""

    is_wide: bool
    blocks: list[Block]


def is_wide(block: Block) -> bool:
    """Whether a block is a table too wide for a page that stands upright."""
    return isinstance(block, Table) and len(block.head) > WIDE


def pages(blocks: Iterable[Block]) -> list[Page]:
    """Blocks by the pages they lie on; a wide table takes along the headings right before it."""
    found: list[Page] = []
    headings: list[Block] = []
    for block in blocks:
        headings.append(block)
        if isinstance(block, Heading):
            continue
        if not found or found[-1].is_wide != is_wide(block):
            found.append(Page(is_wide(block), []))
        found[-1].blocks.extend(headings)
        headings = []
    if headings:
        found = found or [Page(is_wide=False, blocks=[])]
        found[-1].blocks.extend(headings)
    return found


def is_short(cell: Inlines) -> bool:
    """Whether a cell holds so little that it stays on one line, such as a date."""
    return len(plain(cell)) <= _SHORT


def widths(table: Table) -> list[int]:
    """How wide each column is, in thousandths: as its text needs, and no word broken.

    What is short, such as a date, stays on one line, unless the table is much lower without that.
    """
    whole, broken = _shared(table, keep_whole=True), _shared(table, keep_whole=False)
    sizes = broken if _height(table, broken) < _MUCH_LOWER * _height(table, whole) else whole
    parts = [round(size / sum(sizes) * _WHOLE) for size in sizes]
    return [*parts[:-1], _WHOLE - sum(parts[:-1])]


def _shared(table: Table, *, keep_whole: bool) -> list[float]:
    """The characters of a line that each column gets."""
    columns = zip(table.head, *table.rows, strict=True)
    needs = [_needs(*column, keep_whole=keep_whole) for column in columns]
    room = _ROOM[is_wide(table)] - sum(least for least, _ in needs)
    wanted = sum(most - least for least, most in needs)
    share = min(1.0, max(room, 0) / wanted) if wanted else 0.0
    return [least + (most - least) * share for least, most in needs]


def _needs(head: Inlines, *cells: Inlines, keep_whole: bool) -> tuple[float, float]:
    """The least room for a column, and what it would like; long texts do with several lines."""
    whole = [plain(cell) for cell in cells if keep_whole and is_short(cell)]
    words = [word for cell in (head, *cells) for word in _BREAK.split(plain(cell))]
    least = min(max(map(_length, (*whole, *words)), default=0), _LONGEST_WORD) + _MARGIN
    longest = max(len(plain(cell)) for cell in (head, *cells)) + _MARGIN
    return least, max(least, min(longest, 4 * longest**0.5))


def _length(text: str) -> float:
    """How long a word is, in characters as wide as most; capitals and figures are wider."""
    return len(text) + _WIDER * sum(letter.isupper() or letter.isdigit() for letter in text)


def _height(table: Table, sizes: list[float]) -> int:
    """About how many lines the rows of a table take."""
    room = [max(size - _MARGIN, 1) for size in sizes]
    return sum(
        max(ceil(len(plain(cell)) / size) for cell, size in zip(row, room, strict=True))
        for row in table.rows
    )
