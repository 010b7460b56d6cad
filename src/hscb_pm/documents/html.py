"""A paper as one page of HTML that needs nothing else: no script, no address, no font."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final

from hscb_pm.documents.layout import is_short, pages
from hscb_pm.documents.tree import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Styled,
    Table,
    Text,
    picture,
    plain,
)

_TAGS: Final = {"strong": "strong", "emphasis": "em", "struck": "s"}
_NARROW: Final = 2
"""A table of no more columns needs no bar to scroll it with."""


def write(document: Document, pictures: Mapping[str, str]) -> str:
    """The page; `pictures` are SVG by the names that figures have for them."""
    css = style()
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(css)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<meta name="description" content="{escape(document.subject)}">\n'
        f"<style>{css}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the paper</a>\n{_body(document, pictures)}'
        "</body>\n</html>\n"
    )


def style() -> str:
    """How pages look."""
    return (Path(__file__).parent / "paper.css").read_text("utf-8")


def policy(css: str, script: str | None = None) -> str:
    """What a page may load: this style and this script, the pictures within it, nothing else."""
    scripts = f" script-src {_digest(script)};" if script else ""
    return (
        f"default-src 'none'; style-src {_digest(css)};{scripts} img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def drawn(svg: str) -> str:
    """The address of a picture that is part of its page."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _body(document: Document, pictures: Mapping[str, str]) -> str:
    """What is seen: the title, the paper, where it came from."""
    title, rest = _title(document)
    writer = _Writer(pictures)
    header = f"<header>\n{writer.blocks(title)}</header>\n" if title else ""
    main = "".join(
        f'<div class="wide">\n{writer.blocks(page.blocks)}</div>\n'
        if page.is_wide
        else writer.blocks(page.blocks)
        for page in pages(rest)
    )
    footer = f"<footer>\n<p>{inlines(document.footer)}</p>\n</footer>\n" if document.footer else ""
    return f'{header}<main id="main" tabindex="-1">\n{main}</main>\n{footer}'


def _title(document: Document) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The heading that a paper begins with, and the rest."""
    match document.blocks:
        case (Heading(1, _) as heading, *rest):
            return (heading,), tuple(rest)
    return (), document.blocks


def inlines(children: Iterable[Inline]) -> str:
    """Words within a line."""
    return "".join(map(_inline, children))


def _inline(child: Inline) -> str:
    match child:
        case Text(text):
            return escape(text)
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Styled(style, children):
            return f"<{_TAGS[style]}>{inlines(children)}</{_TAGS[style]}>"
        case Link(address, children):
            return f'<a href="{escape(address)}">{inlines(children)}</a>'
        case LineBreak():
            return "<br>"


class _Writer:
    """Writes blocks, and counts those with a caption."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.pictures = pictures
        self.counted: Counter[str] = Counter()

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks, one below the other."""
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:  # noqa: PLR0911, one for each
        match block:
            case Heading(level, children):
                return f"<h{level}>{inlines(children)}</h{level}>\n"
            case Paragraph(children):
                return f"<p>{inlines(children)}</p>\n"
            case List():
                return self._list(block)
            case Quote(blocks):
                return f"<blockquote>\n{self.blocks(blocks)}</blockquote>\n"
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Preformatted(text):
                return f'<pre tabindex="0">{escape(text)}</pre>\n'

    def _list(self, block: List) -> str:
        tag = "ul" if block.start is None else "ol"
        start = f' start="{block.start}"' if block.start not in (None, 1) else ""
        items = "".join(f"<li>{self._item(item)}</li>\n" for item in block.items)
        return f"<{tag}{start}>\n{items}</{tag}>\n"

    def _item(self, blocks: tuple[Block, ...]) -> str:
        """An item of a list; its words need no paragraph where they are all of it."""
        match blocks:
            case (Paragraph(children), *rest):
                return inlines(children) + self.blocks(rest)
        return self.blocks(blocks)

    def _table(self, block: Table) -> str:
        number = self._number("Table") if block.caption else ""
        caption = f"<caption>{number}{inlines(block.caption)}</caption>\n" if number else ""
        head = "".join(f'<th scope="col">{inlines(cell)}</th>' for cell in block.head)
        rows = "".join(_row(row) for row in block.rows)
        table = (
            f"<table>\n{caption}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n"
            "</table>\n"
        )
        if len(block.head) <= _NARROW:
            return table
        label = f"{number}{plain(block.caption)}" if number else self._label(block.head)
        name = escape(label)
        return (
            f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">\n{table}</div>\n'
        )

    def _label(self, head: tuple[Inlines, ...]) -> str:
        """What a table without a caption is called: its columns, and its number among such."""
        label = ", ".join(map(plain, head))
        self.counted[label] += 1
        return f"{label} ({self.counted[label]})" if self.counted[label] > 1 else label

    def _figure(self, block: Figure) -> str:
        svg = picture(self.pictures, block.picture)
        source = drawn(svg)
        caption = ""
        if block.caption:
            caption = f"<figcaption>{self._number('Figure')}{escape(block.caption)}</figcaption>\n"
        return f'<figure>\n<img src="{source}" alt="{escape(block.alt)}">\n{caption}</figure>\n'

    def _number(self, kind: str) -> str:
        self.counted[kind] += 1
        return f"{kind} {self.counted[kind]}: "


def _row(row: tuple[tuple[Inline, ...], ...]) -> str:
    first, *others = row
    cells = "".join(f"<td{_line(cell)}>{inlines(cell)}</td>" for cell in others)
    return f'<tr><th scope="row"{_line(first)}>{inlines(first)}</th>{cells}</tr>\n'


def _line(cell: tuple[Inline, ...]) -> str:
    return ' class="line"' if is_short(cell) else ""
