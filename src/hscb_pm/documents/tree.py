"""A paper as a closed tree: these blocks, these inlines, and an error for everything else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeVar

from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
Data = TypeVar("Data", str, bytes)
_CAPTION: Final = "Table: "
_ADDRESSES: Final = ("https://", "http://", "mailto:")
_STYLES: Final[dict[str, Literal["strong", "emphasis", "struck"]]] = {
    "strong": "strong",
    "em": "emphasis",
    "s": "struck",
}


class Text(NamedTuple):
    """Characters, as they are read."""

    text: str


class Styled(NamedTuple):
    """Words that stand out."""

    style: Literal["strong", "emphasis", "struck"]
    children: "Inlines"


class Code(NamedTuple):
    """What is typed, in the type of a machine."""

    text: str


class Link(NamedTuple):
    """Words that lead to a page or a mailbox."""

    address: str
    children: "Inlines"


class LineBreak(NamedTuple):
    """A new line within a paragraph."""


Inline = Text | Styled | Code | Link | LineBreak
Inlines = tuple[Inline, ...]


class Heading(NamedTuple):
    """A heading; that of level 1 is the title of the paper."""

    level: int
    children: Inlines


class Paragraph(NamedTuple):
    """A paragraph."""

    children: Inlines


class List(NamedTuple):
    """A list; a numbered one has the number that it starts with."""

    start: int | None
    items: "tuple[tuple[Block, ...], ...]"


class Quote(NamedTuple):
    """What somebody else said."""

    blocks: "tuple[Block, ...]"


class Table(NamedTuple):
    """A table: the first row heads the columns, the first column heads the rows."""

    caption: Inlines
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


class Figure(NamedTuple):
    """A picture, the words for those who do not see it, and a caption."""

    picture: str
    alt: str
    caption: str


class Preformatted(NamedTuple):
    """Lines that keep their spaces."""

    text: str


Block = Heading | Paragraph | List | Quote | Table | Figure | Preformatted


class Document(NamedTuple):
    """A paper: what it is called, what it is about, its day, its blocks, and where it came from."""

    title: str
    subject: str
    day: date
    blocks: tuple[Block, ...]
    footer: Inlines


class BadDocumentError(CannotError):
    """A paper that holds what no format but Markdown has."""


def read(markdown: str, name: str, subject: str, day: date) -> Document:
    """The tree of a paper in Markdown; one paragraph below its last rule is its footer.

    A paper without a heading of level 1 is titled with its name.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    nodes = SyntaxTreeNode(parser.parse(markdown)).children
    blocks = _blocks(nodes)
    footer: Inlines = ()
    if [node.type for node in nodes[-2:]] == ["hr", "paragraph"]:
        *above, last = blocks
        if isinstance(last, Paragraph):
            blocks, footer = tuple(above), last.children
    headings = (block for block in blocks if isinstance(block, Heading) and block.level == 1)
    title = next((plain(heading.children) for heading in headings), name)
    return Document(title, subject, day, blocks, footer)


def plain(children: Iterable[Inline]) -> str:
    """The words of inlines."""
    return "".join(_words(child) for child in children)


def _words(child: Inline) -> str:
    match child:
        case Text(text) | Code(text):
            return text
        case Styled(_, children) | Link(_, children):
            return plain(children)
        case LineBreak():
            return " "


def picture(pictures: Mapping[str, Data], name: str) -> Data:
    """The picture that a figure names; no file is ever looked for."""
    if name not in pictures:
        raise BadDocumentError("the paper names a picture that was not drawn for it")
    return pictures[name]


def _blocks(nodes: "Iterable[SyntaxTreeNode]") -> tuple[Block, ...]:
    """Blocks, without rules; a paragraph that begins with `Table:` is the next table's caption."""
    blocks: list[Block] = []
    for node in nodes:
        if node.type == "table" and (caption := _caption(blocks)):
            blocks[-1] = _table(node, caption)
        elif node.type != "hr":
            blocks.append(_block(node))
    return tuple(blocks)


def _caption(blocks: list[Block]) -> Inlines:
    match blocks[-1:]:
        case [Paragraph((Text(text), *others))] if text.startswith(_CAPTION):
            return Text(text.removeprefix(_CAPTION)), *others
    return ()


def _block(node: "SyntaxTreeNode") -> Block:  # noqa: PLR0911, one for each
    match node.type:
        case "heading":
            return Heading(int(node.tag[1:]), _inlines(node))
        case "paragraph":
            return _figure(node) or Paragraph(_inlines(node))
        case "bullet_list":
            return List(None, tuple(_blocks(item.children) for item in node.children))
        case "ordered_list":
            start = int(node.attrs.get("start", 1))
            return List(start, tuple(_blocks(item.children) for item in node.children))
        case "blockquote":
            return Quote(_blocks(node.children))
        case "table":
            return _table(node, ())
        case "code_block" | "fence":
            return Preformatted(writable(node.content))
    raise _unknown(node)


def _table(node: "SyntaxTreeNode", caption: Inlines) -> Table:
    head, *rows = (
        tuple(_inlines(cell) for cell in row.children)
        for part in node.children
        for row in part.children
    )
    return Table(caption, head, tuple(rows))


def _figure(node: "SyntaxTreeNode") -> Figure | None:
    (inline,) = node.children
    match inline.children:
        case [image] if image.type == "image":
            alt = plain(_inline(image.children))
            picture, caption = str(image.attrs["src"]), str(image.attrs.get("title", ""))
            return Figure(picture, alt, writable(caption))
    return None


def _inlines(node: "SyntaxTreeNode") -> Inlines:
    return tuple(child for inline in node.children for child in _inline(inline.children))


def _inline(nodes: "Iterable[SyntaxTreeNode]") -> Iterator[Inline]:
    for node in nodes:
        match node.type:
            case "text":
                yield Text(writable(node.content.replace("@\u200b", "@")))  # no name is called here
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield LineBreak()
            case "code_inline":
                yield Code(writable(node.content))
            case "strong" | "em" | "s":
                yield Styled(_STYLES[node.type], tuple(_inline(node.children)))
            case "link":
                yield from _link(str(node.attrs["href"]), tuple(_inline(node.children)))
            case _:
                raise _unknown(node)


def _link(address: str, children: Inlines) -> Inlines:
    """A link that leads somewhere from wherever the paper is read; of others only the words."""
    return (Link(address, children),) if address.lower().startswith(_ADDRESSES) else children


def writable(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _unknown(node: "SyntaxTreeNode") -> BadDocumentError:
    """Say what cannot be shown, and where it stands in the Markdown."""
    what = {
        "image": "a picture within a line; give it a paragraph of its own",
        "html_inline": "HTML",
        "html_block": "HTML",
    }.get(node.type, node.type)
    place: SyntaxTreeNode | None = node
    while place and not place.map:
        place = place.parent
    line = f"line {place.map[0] + 1} of its Markdown" if place and place.map else "its Markdown"
    return BadDocumentError(f"the paper can be written as Markdown only: {line} holds {what}")
