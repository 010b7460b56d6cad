"""A paper as a Word file that screen readers find their way in: styles, header rows, alt text."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hscb_pm.documents.house import opened
from hscb_pm.documents.layout import pages, widths
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
    picture,
    plain,
)
from hscb_pm.documents.word import WordFile, element, saved, turn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_STRONG: Final = "w:b"
_MARKS: Final = {"strong": _STRONG, "emphasis": "w:i", "struck": "w:strike"}
_TWIPS: Final = 635  # English Metric Units in a twentieth of a point
_BAND: Final = "E9EFF5"
_LINE: Final = "8A949E"
_GAP: Final = {"w:w": "80", "w:type": "dxa"}
_LOOK: Final = {"w:val": "04A0", "w:firstRow": "1", "w:firstColumn": "1", "w:noVBand": "1"}


def write(
    document: Document, pictures: Mapping[str, bytes], reference: Path | None = None
) -> bytes:
    """The Word file, in the styles of a council's own one if there is a `reference`.

    `pictures` are PNG by the names that figures have for them: Word draws no SVG.
    """
    file = opened(reference, document)
    writer = _Writer(file, pictures)
    for number, page in enumerate(pages(document.blocks)):
        turn(file, is_wide=page.is_wide, is_first=number == 0)
        for block in page.blocks:
            file.add(*writer.block(block))
    if document.footer:
        file.add(writer.paragraph(document.footer, "Provenance"))
    return saved(file, document)


class _Writer:
    """Writes blocks as the elements of a Word file."""

    def __init__(self, file: WordFile, pictures: Mapping[str, bytes]) -> None:
        self.file, self.pictures = file, pictures

    def block(self, block: Block, style: str = "Normal") -> "list[BaseOxmlElement]":  # noqa: PLR0911, one for each
        """The elements of a block."""
        match block:
            case Heading(level, children):
                return [self.paragraph(children, f"Heading {level}")]
            case Paragraph(children):
                return [self.paragraph(children, style)]
            case List():
                return [*self._list(block, 0)]
            case Quote(blocks):
                return [part for each in blocks for part in self.block(each, "Quote")]
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Preformatted(text):
                lines = text.rstrip("\n").split("\n")
                return [self.paragraph((Code(line),), "Normal") for line in lines]

    def paragraph(
        self, children: Iterable[Inline], style: str, *settings: "BaseOxmlElement"
    ) -> "BaseOxmlElement":
        """A paragraph in a style."""
        return self._styled(style, settings, [*self._runs(children)])

    def _styled(
        self,
        style: str,
        settings: "Iterable[BaseOxmlElement]",
        parts: "Iterable[BaseOxmlElement]",
    ) -> "BaseOxmlElement":
        name = element("w:pStyle", {"w:val": self.file.style(style)})
        return element("w:p", {}, element("w:pPr", {}, name, *settings), *parts)

    def _runs(
        self, children: Iterable[Inline], marks: tuple[str, ...] = ()
    ) -> "Iterator[BaseOxmlElement]":
        for child in children:
            match child:
                case Text(text):
                    yield run(text, *marks)
                case Code(text):
                    yield run(text, *marks, font="Courier New")
                case Styled(style, inner):
                    yield from self._runs(inner, (*marks, _MARKS[style]))
                case Link(address, inner):
                    link = self.file.link_to(address)
                    yield element(
                        "w:hyperlink", {"r:id": link}, *self._runs(inner, (*marks, "w:u"))
                    )
                case LineBreak():
                    yield element("w:r", {}, element("w:br"))

    def _list(self, block: List, depth: int) -> "Iterator[BaseOxmlElement]":
        style = "List Bullet" if block.start is None else "List Number"
        number = self.file.numbering(block.start)
        for item in block.items:
            settings = element(
                "w:numPr",
                {},
                element("w:ilvl", {"w:val": str(min(depth, 8))}),
                element("w:numId", {"w:val": number}),
            )
            for place, inner in enumerate(item):
                if isinstance(inner, List):
                    yield from self._list(inner, depth + 1)
                elif isinstance(inner, Paragraph) and place == 0:
                    yield self.paragraph(inner.children, style, settings)
                else:
                    yield from self.block(inner, "List Continue")

    def _caption(self, kind: str, children: Iterable[Inline]) -> "BaseOxmlElement":
        """A caption whose number Word counts, so that it can be referred to."""
        number = self.file.count(kind)
        field = {"w:instr": f" SEQ {kind} \\* ARABIC "}
        parts = [run(f"{kind} "), element("w:fldSimple", field, run(number)), run(": ")]
        return self._styled("Caption", (), [*parts, *self._runs(children)])

    def _table(self, block: Table) -> "list[BaseOxmlElement]":
        parts = widths(block)
        sizes = [self.file.room * part // sum(parts) // _TWIPS for part in parts]
        rows = [self._row(block.head, sizes, is_head=True)]
        rows += [self._row(row, sizes, is_head=False) for row in block.rows]
        columns = [element("w:gridCol", {"w:w": str(size)}) for size in sizes]
        settings = _table_settings(self.file.style("Table Grid"), sum(sizes), _label(block))
        table = element("w:tbl", {}, settings, element("w:tblGrid", {}, *columns), *rows)
        after = self.paragraph((), "Table Text")  # else two tables grow together
        caption = [self._caption("Table", block.caption)] if block.caption else []
        return [*caption, table, after]

    def _row(
        self, cells: Iterable[tuple[Inline, ...]], sizes: list[int], *, is_head: bool
    ) -> "BaseOxmlElement":
        settings = [element("w:cantSplit"), *([element("w:tblHeader")] if is_head else [])]
        shade = {"w:val": "clear", "w:color": "auto", "w:fill": _BAND}
        marks = (_STRONG,) if is_head else ()
        row = element("w:tr", {}, element("w:trPr", {}, *settings))
        for cell, size in zip(cells, sizes, strict=True):
            width = element("w:tcW", {"w:w": str(size), "w:type": "dxa"})
            band = [element("w:shd", shade)] if is_head else []
            row.append(
                element(
                    "w:tc",
                    {},
                    element("w:tcPr", {}, width, *band),
                    self._styled("Table Text", (), self._runs(cell, marks)),
                )
            )
        return row

    def _figure(self, block: Figure) -> "list[BaseOxmlElement]":
        shown = self.file.picture(picture(self.pictures, block.picture), block.alt)
        keep = element("w:keepNext")
        parts = [self._styled("Normal", [keep] if block.caption else [], [shown])]
        return [*parts, self._caption("Figure", [Text(block.caption)])] if block.caption else parts


def run(text: str, *marks: str, font: str | None = None) -> "BaseOxmlElement":
    """Characters with their marks, in the order that Word wants these in."""
    settings = (
        [element("w:rFonts", {"w:ascii": font, "w:hAnsi": font, "w:cs": font})] if font else []
    )
    settings += [element(mark) for mark in _MARKS.values() if mark in marks]
    if "w:u" in marks:
        settings += [element("w:color", {"w:val": "0B4F8A"}), element("w:u", {"w:val": "single"})]
    words = element("w:t", {"xml:space": "preserve"})
    words.text = text
    return element("w:r", {}, *([element("w:rPr", {}, *settings)] if settings else []), words)


def _label(block: Table) -> str:
    """What a table is called where it is not seen."""
    return plain(block.caption) or ", ".join(map(plain, block.head))


def _table_settings(style: str, width: int, label: str) -> "BaseOxmlElement":
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": _LINE}
    none = {"w:val": "nil"}
    sides = {"top": line, "left": none, "bottom": line, "right": none}
    borders = [element(f"w:{side}", how) for side, how in sides.items()]
    borders += [element("w:insideH", line), element("w:insideV", none)]
    return element(
        "w:tblPr",
        {},
        element("w:tblStyle", {"w:val": style}),
        element("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        element("w:tblBorders", {}, *borders),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblCellMar", {}, *(element(f"w:{side}", _GAP) for side in ("left", "right"))),
        element("w:tblLook", _LOOK),
        element("w:tblCaption", {"w:val": label}),
    )
