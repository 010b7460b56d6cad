"""How a Word file looks before a paper is in it: as a council's own, or as ours."""

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hscb_pm.documents.tree import Document, plain
from hscb_pm.documents.word import WordFile, element, styles_of, w
from hscb_pm.problem import CannotError, reason_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section

_FONT: Final = "Arial"
_TITLE: Final = "12385C"
_HEADINGS: Final = {1: 20, 2: 15, 3: 12.5, 4: 11, 5: 11, 6: 11}
_OWN: Final = {"Table Text": (8.5, 2), "Provenance": (8.5, 6)}
"""Styles that Word does not have: the size, and the space around a paragraph, in points."""
_STYLES: Final = (
    "Normal",
    *(f"Heading {level}" for level in _HEADINGS),
    *("List Bullet", "List Number", "List Continue", "Quote", "Caption", "Table Grid"),
)


def opened(reference: Path | None, document: Document) -> WordFile:
    """A Word file without text, that has every style which a paper needs."""
    import docx

    stock = docx.Document()
    if reference is None:
        _dress(stock)
        _set_up_page(stock, document)
        return WordFile(stock)
    word = _reference(reference)
    for part in [*word.element.body.iterchildren()][:-1]:
        part.getparent().remove(part)
    _add_styles(stock)
    _take_styles(word, stock)
    _take_numbering(word, stock)
    return WordFile(word)


def _reference(path: Path) -> "WordDocument":
    """A council's own Word file; CannotError if it is none."""
    import docx

    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotError(f"{path} could not be read: {reason_of(error)}") from None
    try:
        word = docx.Document(BytesIO(data))
        _give_size(word.sections[-1])
    except Exception:  # noqa: BLE001, a broken file makes the library raise anything
        raise CannotError(f"{path} is no Word file (.docx)") from None
    return word


def _give_size(section: "Section") -> None:
    """Have a page be as large as it says, or A4."""
    from docx.shared import Mm

    section.page_width = section.page_width or Mm(210)
    section.page_height = section.page_height or Mm(297)
    section.left_margin = section.left_margin or Mm(20)
    section.right_margin = section.right_margin or Mm(20)


def _add_styles(word: "WordDocument") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    for name, (size, space) in _OWN.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(space)
        style.paragraph_format.space_after = Pt(space)


def _dress(word: "WordDocument") -> None:
    """Give the plain Word file the looks of a board paper; fonts that every office has."""
    from docx.shared import Pt, RGBColor

    _add_styles(word)
    for name in (*_STYLES[:-1], *_OWN):
        style: Any = word.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # a theme's font would win over the one that is named
        style.font.name = _FONT
        style.paragraph_format.widow_control = True
    normal: Any = word.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for level, size in _HEADINGS.items():
        heading: Any = word.styles[f"Heading {level}"]
        heading.font.size, heading.font.bold, heading.font.italic = Pt(size), True, False
        heading.font.color.rgb = RGBColor.from_string(_TITLE)
        heading.paragraph_format.space_before = Pt(12)
        heading.paragraph_format.space_after = Pt(6)
    caption: Any = word.styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(10), RGBColor.from_string(_TITLE)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(4)
    for name in ("List Bullet", "List Number", "List Continue"):
        word.styles[name].paragraph_format.space_after = Pt(3)
    for setting in word.settings.element.iter(w("compatSetting")):
        if setting.get(w("name")) == "compatibilityMode":
            setting.set(w("val"), "15")  # else Word says that the file is an old one
    for zoom in word.settings.element.iter(w("zoom")):
        zoom.set(w("percent"), "100")


def _set_up_page(word: "WordDocument", document: Document) -> None:
    """A4, and below each page where the paper came from, and which page it is."""
    from docx.shared import Mm

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(18), Mm(20)
    section.footer_distance = Mm(9)
    line = section.footer.paragraphs[0]
    line.style = word.styles["Provenance"]
    line.add_run(f"{plain(document.footer)} ".lstrip())
    to_the_right = {"w:relativeTo": "margin", "w:alignment": "right", "w:leader": "none"}
    line._p.append(element("w:r", {}, element("w:ptab", to_the_right)))  # noqa: SLF001
    line.add_run("Page ")
    for instruction, between in (("PAGE", " of "), ("NUMPAGES", "")):
        shown = element("w:r", {}, element("w:t"))
        shown[0].text = "1"
        line._p.append(element("w:fldSimple", {"w:instr": f" {instruction} "}, shown))  # noqa: SLF001
        line.add_run(between)


def _take_styles(word: "WordDocument", stock: "WordDocument") -> None:
    """Copy the styles that a council's own file lacks."""
    there = styles_of(word)
    for name in (*_STYLES, *_OWN):
        if name.casefold() not in there:
            style = deepcopy(stock.styles[name].element)
            if style.styleId in there.values():
                style.styleId = f"hscb{style.styleId}"
            for numbered in [*style.iter(w("numPr"))]:  # by a list that the file has not
                numbered.getparent().remove(numbered)
            word.styles.element.append(style)


def _take_numbering(word: "WordDocument", stock: "WordDocument") -> None:
    """Give a file that has no lists yet the part in which lists are kept."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.parts.numbering import NumberingPart

    part = word.part
    if any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in part.rels.values()):
        return
    other = stock.part.numbering_part
    made = NumberingPart.load(other.partname, other.content_type, other.blob, part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
