"""The Word file itself: its pages, lists and properties, and the same bytes each time."""

import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hscb_pm.documents.tree import Document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file within a Word file, which is a zip: the clock is not to be seen in it."""
_FIRST: Final = "[Content_Types].xml"
"""What says what the others are."""
_UNWANTED: Final = ("thumbnail", "stylesWithEffects")
"""Parts that show another text, or repeat what others say."""
_INDENT: Final = 360


qualified: Final = cache(qn)
"""The whole name of a tag or an attribute, from `w:val`; there are few, and many elements."""


def element(
    tag: str, attributes: Mapping[str, str] | None = None, *children: "BaseOxmlElement"
) -> "BaseOxmlElement":
    """An element of a Word file; lxml escapes what it is given."""
    named = {qualified(name): value for name, value in (attributes or {}).items()}
    made = OxmlElement(tag, named)
    made.extend(children)
    return made


class WordFile:
    """An open Word file: a council's own, or the plain one of this package."""

    def __init__(self, word: "WordDocument") -> None:
        self.word = word
        self.styles = styles_of(word)
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
        lists = [int(each.get(w("abstractNumId"))) for each in numbering.iter(w("abstractNum"))]
        number = str(max(lists, default=0) + 1)
        levels = [_level(depth, start) for depth in range(9)]
        kind = element("w:multiLevelType", {"w:val": "hybridMultilevel"})
        made = element("w:abstractNum", {"w:abstractNumId": number}, kind, *levels)
        first = next(numbering.iter(w("num")), None)  # all lists come before what names them
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


def styles_of(word: "WordDocument") -> dict[str, str]:
    """The ids of styles by their names, in which programs differ about capitals."""
    return {str(style.name).casefold(): style.style_id for style in word.styles}


def w(name: str) -> str:
    """The full name of an element or attribute of a Word file."""
    return qualified(f"w:{name}")


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


def turn(file: WordFile, *, is_wide: bool, is_first: bool) -> None:
    """Go on on pages that lie on their side, or stand again."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    sections = file.word.sections
    last = sections[-1] if is_first else file.word.add_section(WD_SECTION.NEW_PAGE)
    wide, high = sorted((int(last.page_width or 0), int(last.page_height or 0)), reverse=is_wide)
    last.page_width, last.page_height = wide, high
    last.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT


def _speak_english(word: "WordDocument") -> None:
    """Say in which language the text is, for voices and for spelling."""
    for part in (word.styles.element, word.settings.element):
        for said in part.iter(w("lang"), w("themeFontLang")):
            said.set(w("val"), "en-GB")
    normal = next(each for each in word.styles if str(each.name).casefold() == "normal")
    marks = normal.element.get_or_add_rPr()
    if marks.find(w("lang")) is None:
        marks.append(element("w:lang", {"w:val": "en-GB"}))


def saved(file: WordFile, document: Document) -> bytes:
    """The bytes of the file: the same for the same paper, whenever it is made."""
    _speak_english(file.word)
    properties = file.word.core_properties
    properties.title, properties.subject = document.title[:255], document.subject[:255]
    properties.language, properties.author, properties.comments = "en-GB", "", ""
    properties.last_modified_by, properties.keywords, properties.revision = "", "", 1
    day = datetime.combine(document.day, time())
    properties.created = properties.modified = day
    for part in (file.word.part.package, file.word.part):
        for name, related in [*part.rels.items()]:
            if related.reltype.rpartition("/")[2] in _UNWANTED:
                del part.rels[name]
    made = BytesIO()
    file.word.save(made)
    return _steady(made)


def _steady(made: BytesIO) -> bytes:
    steady = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(steady, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 0  # on every system the same
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()
