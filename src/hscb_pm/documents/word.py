"""The Word file itself: its styles, pages, numbering, properties, and the same bytes each time."""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hscb_pm.documents.tree import Document, plain
from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
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
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file within a Word file, which is a zip: the clock is not to be seen in it."""
_UNWANTED: Final = ("thumbnail", "stylesWithEffects")
"""Parts that show another text, or repeat what others say."""
_TWIPS: Final = 635
_INDENT: Final = 360


def element(
    tag: str, attributes: Mapping[str, str] | None = None, *children: "BaseOxmlElement"
) -> "BaseOxmlElement":
    """An element of a Word file; lxml escapes what it is given."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


class House:
    """An open Word file: a council's own, or the plain one of this package."""

    def __init__(self, word: "WordDocument") -> None:
        self.word = word
        self.styles = _styles(word)
        self.counted: Counter[str] = Counter()

    def add(self, *parts: "BaseOxmlElement") -> None:
        """Put elements at the end of the text, before what sets up its last pages."""
        for part in parts:
            self.word.element.body.sectPr.addprevious(part)

    def style(self, name: str) -> str:
        """The id under which the file keeps a style."""
        return self.styles[name.casefold()]

    def count(self, kind: str) -> str:
        """The next number of a kind of caption."""
        self.counted[kind] += 1
        return str(self.counted[kind])

    def link_to(self, address: str) -> str:
        """The id of a link that leads out of the file."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        return self.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    @property
    def room(self) -> int:
        """The width between the margins of the last pages."""
        last = self.word.sections[-1]
        return int(last.page_width or 0) - int(last.left_margin or 0) - int(last.right_margin or 0)

    def numbering(self, start: int | None) -> str:
        """The id of a list that counts for itself, or has bullets."""
        numbering = self.word.part.numbering_part.element
        lists = [int(each.get(_w("abstractNumId"))) for each in numbering.iter(_w("abstractNum"))]
        number = str(max(lists, default=0) + 1)
        levels = [_level(depth, start) for depth in range(9)]
        kind = element("w:multiLevelType", {"w:val": "hybridMultilevel"})
        made = element("w:abstractNum", {"w:abstractNumId": number}, kind, *levels)
        first = next(numbering.iter(_w("num")), None)  # all lists come before what names them
        numbering.append(made) if first is None else first.addprevious(made)
        return str(numbering.add_num(int(number)).numId)

    def picture(self, png: bytes, alt: str) -> "BaseOxmlElement":
        """A picture as wide as it is, or as the page, with its words."""
        shape: Any = self.word.part.new_pic_inline(BytesIO(png))
        wide, high = int(shape.extent.cx), int(shape.extent.cy)
        if wide > self.room:
            wide, high = self.room, high * self.room // wide
        for extent in (shape.extent, shape.graphic.graphicData.pic.spPr.xfrm.ext):
            extent.cx, extent.cy = wide, high
        shape.docPr.set("descr", alt)
        return element("w:r", {}, element("w:drawing", {}, shape))


def _styles(word: "WordDocument") -> dict[str, str]:
    """The ids of styles by their names, in which programs differ about capitals."""
    return {str(style.name).casefold(): style.style_id for style in word.styles}


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _level(depth: int, start: int | None) -> "BaseOxmlElement":
    left = {"w:left": str(_INDENT * (depth + 1)), "w:hanging": str(_INDENT)}
    form, text = ("bullet", "•") if start is None else ("decimal", f"%{depth + 1}.")
    first = str(start if start is not None and depth == 0 else 1)
    return element(
        "w:lvl",
        {"w:ilvl": str(depth)},
        element("w:start", {"w:val": first}),
        element("w:numFmt", {"w:val": form}),
        element("w:lvlText", {"w:val": text}),
        element("w:lvlJc", {"w:val": "left"}),
        element("w:pPr", {}, element("w:ind", left)),
    )


def opened(reference: Path | None, document: Document) -> House:
    """A Word file without text, that has every style which a paper needs."""
    import docx

    stock = docx.Document()
    if reference is None:
        _dress(stock)
        _set_up_page(stock, document)
        return House(stock)
    word = _reference(reference)
    for part in [*word.element.body.iterchildren()][:-1]:
        part.getparent().remove(part)
    _add_styles(stock)
    _take_styles(word, stock)
    _take_numbering(word, stock)
    return House(word)


def _reference(path: Path) -> "WordDocument":
    """A council's own Word file; CannotError if it is none."""
    import docx

    try:
        data = path.read_bytes()
    except OSError as error:
        why = (error.strerror or "the system gives no reason").lower()
        raise CannotError(f"{path} could not be read: {why}") from None
    try:
        word = docx.Document(BytesIO(data))
        _give_size(word.sections[-1])
    except Exception:  # noqa: BLE001, a broken file makes the library raise anything
        raise CannotError(f"{path} is no Word file (.docx)") from None
    return word


def _give_size(section: "Section") -> None:
    """Have a page be as large as it says, or A4."""
    from docx.shared import Mm

    section.page_width, section.page_height = (
        section.page_width or Mm(210),
        section.page_height or Mm(297),
    )
    section.left_margin, section.right_margin = (
        section.left_margin or Mm(20),
        section.right_margin or Mm(20),
    )


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
    for setting in word.settings.element.iter(_w("compatSetting")):
        if setting.get(_w("name")) == "compatibilityMode":
            setting.set(_w("val"), "15")  # else Word says that the file is an old one
    for zoom in word.settings.element.iter(_w("zoom")):
        zoom.set(_w("percent"), "100")


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
    there = _styles(word)
    for name in (*_STYLES, *_OWN):
        if name.casefold() not in there:
            style = deepcopy(stock.styles[name].element)
            if style.styleId in there.values():
                style.styleId = f"hscb{style.styleId}"
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


def turn(house: House, *, is_wide: bool, is_first: bool) -> None:
    """Go on on pages that lie on their side, or stand again."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    sections = house.word.sections
    last = sections[-1] if is_first else house.word.add_section(WD_SECTION.NEW_PAGE)
    wide, high = sorted((int(last.page_width or 0), int(last.page_height or 0)), reverse=is_wide)
    last.page_width, last.page_height = wide, high
    last.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT


def _speak_english(word: "WordDocument") -> None:
    """Say in which language the text is, for voices and for spelling."""
    for part in (word.styles.element, word.settings.element):
        for said in part.iter(_w("lang"), _w("themeFontLang")):
            said.set(_w("val"), "en-GB")
    normal = next(each for each in word.styles if str(each.name).casefold() == "normal")
    marks = normal.element.get_or_add_rPr()
    if marks.find(_w("lang")) is None:
        marks.append(element("w:lang", {"w:val": "en-GB"}))


def saved(house: House, document: Document) -> bytes:
    """The bytes of the file: the same for the same paper, whenever it is made."""
    _speak_english(house.word)
    properties = house.word.core_properties
    properties.title, properties.subject = document.title[:255], document.subject[:255]
    properties.language, properties.author, properties.comments = "en-GB", "", ""
    properties.last_modified_by, properties.keywords, properties.revision = "", "", 1
    day = datetime.combine(document.day, time())
    properties.created = properties.modified = day
    for part in (house.word.part.package, house.word.part):
        for name, related in [*part.rels.items()]:
            if related.reltype.rpartition("/")[2] in _UNWANTED:
                del part.rels[name]
    made = BytesIO()
    house.word.save(made)
    return _steady(made)


def _steady(made: BytesIO) -> bytes:
    steady = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(steady, "w") as new:
        for name in _in_order(old.namelist()):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 0  # on every system the same
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def _in_order(names: list[str]) -> Iterator[str]:
    """What says what the others are comes first."""
    yield from sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
