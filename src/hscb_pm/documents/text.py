"""A document as plain text, as a mail shows it."""

from collections.abc import Iterable
from textwrap import indent
from typing import Final

from hscb_pm.documents.tree import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Styled,
    Table,
    Text,
)

_GAP: Final = "\n\n"


def write(document: Document) -> str:
    """The words of a document, with nothing that only a parser would want."""
    footer = [_inlines(document.footer)] if document.footer else []
    return _GAP.join([*map(_block, document.blocks), *footer]) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(_, children) | Paragraph(children):
            return _inlines(children)
        case List():
            return _list(block)
        case Quote(blocks):
            return indent(_GAP.join(map(_block, blocks)), "> ", lambda _: True)
        case Table():
            rows = (_row(block, row) for row in block.rows)
            caption = [_inlines(block.caption)] if block.caption else []
            return _GAP.join([*caption, *rows])
        case Figure(_, alt):
            return alt
        case Preformatted(text):
            return text.rstrip("\n")


def _list(block: List) -> str:
    """A list; a blank line parts entries that are more than a line."""
    entries = []
    for number, item in enumerate(block.items, block.start or 1):
        mark = "- " if block.start is None else f"{number}. "
        said = "\n".join(map(_block, item))
        entries.append(mark + indent(said, " " * len(mark)).lstrip(" "))
    is_long = any(len(item) > 1 for item in block.items)
    return (_GAP if is_long else "\n").join(entries)


def _row(table: Table, row: tuple[tuple[Inline, ...], ...]) -> str:
    cells = zip(table.head, row, strict=False)
    return "\n".join(f"{_inlines(head)}: {_inlines(cell)}" for head, cell in cells)


def _inlines(children: Iterable[Inline]) -> str:
    return "".join(map(_inline, children))


def _inline(child: Inline) -> str:
    match child:
        case Text(text) | Code(text):
            return text
        case Styled(_, children):
            return _inlines(children)
        case Link(address, children):
            words, address = _inlines(children), address.removeprefix("mailto:")
            return words if words == address else f"{words} ({address})"
        case LineBreak():
            return "\n"
