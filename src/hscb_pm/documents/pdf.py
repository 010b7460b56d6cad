"""A paper as PDF/UA-1 and PDF/A-2a by Typst, which is given the text as data, never as Typst."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, datetime, time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hscb_pm.documents.layout import pages, widths
from hscb_pm.documents.tree import Document, Figure, Table, picture, plain
from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from typst import PDFStandard

_STANDARDS: Final[list["PDFStandard"]] = ["ua-1", "a-2a"]
_TALL: Final = 300
"""The characters from which on the cell of a table may go on on the next page."""
_HERE: Final = Path(__file__).parent
_TABLE: Final = b"\nxref\n"
_PLACES: Final = re.compile(rb"\d{10}(?= \d{5} n)|(?<=startxref\n)\d+")
_RUN_TOGETHER: Final = b"\r\nendstream"
_APART: Final = b"\r\r\nendstream"
_FONTS: Final = [_HERE / "fonts", _HERE.parent / "charts" / "fonts"]
"""The letters of papers, and those of the charts in them."""


def write(document: Document, pictures: Mapping[str, str]) -> tuple[bytes, str | None]:
    """The PDF, and why it is not as accessible as it should be; CannotError without Typst.

    A character that the font of this package lacks is looked for in those of this computer. Where
    they lack it too, or something else is not as the standards want it, a plain PDF is made.
    """
    try:
        import typst
    except ImportError:
        from hscb_pm.extras import adding

        raise CannotError(f"a PDF needs one more package: {adding('pdf')}") from None
    paper = json.dumps(_paper(document, pictures))
    why = ""
    for alone in (True, False):
        try:
            return _compiled(paper, document, _STANDARDS, alone=alone), None
        except typst.TypstError as error:
            why = error.message
    return _compiled(paper, document, [], alone=False), why


def _compiled(
    paper: str, document: Document, standards: "list[PDFStandard]", *, alone: bool
) -> bytes:
    """What Typst makes of a paper, `alone` with the font of this package."""
    import typst

    made = typst.compile(
        _HERE / "paper.typ",
        root=_HERE,
        format="pdf",
        font_paths=_FONTS,
        ignore_system_fonts=alone,
        sys_inputs={"paper": paper},
        pdf_standards=standards,
        timestamp=datetime.combine(document.day, time(), UTC),
    )
    return set_apart(made)


def set_apart(made: bytes) -> bytes:
    """A PDF whose packed data are as long as they say, also where they end in a carriage return.

    With the line feed below it that would be read as the end of a line, and the data as a byte
    shorter than they say, which PDF/A forbids (ISO 19005-2, 6.1.7.1). An end of line of two bytes
    goes in between, and the table of where things stand is put right.
    """
    body, table, places = made.rpartition(_TABLE)
    pieces = body.split(_RUN_TOGETHER)
    if len(pieces) == 1:
        return made
    sizes = [len(piece) + len(_RUN_TOGETHER) for piece in pieces[:-1]]
    inserted = list(accumulate(sizes))

    def moved(place: re.Match[bytes]) -> bytes:
        there = int(place[0])
        return b"%0*d" % (len(place[0]), there + bisect_right(inserted, there))

    return _APART.join(pieces) + table + _PLACES.sub(moved, places)


def _paper(document: Document, pictures: Mapping[str, str]) -> dict[str, Any]:
    """The paper as the template takes it."""
    day = document.day
    return {
        "title": document.title,
        "subject": document.subject,
        "day": [day.year, day.month, day.day],
        "footer": _plain(document.footer, pictures),
        "pages": _plain(pages(document.blocks), pictures),
    }


def _plain(value: Any, pictures: Mapping[str, str]) -> Any:  # noqa: ANN401, a part of a tree
    """A part of the tree as JSON has it, each block with what it is; a figure with its picture."""
    if isinstance(value, (str, int, type(None))):
        return value
    if not hasattr(value, "_asdict"):
        return [_plain(each, pictures) for each in value]
    made = {name: _plain(each, pictures) for name, each in value._asdict().items()}
    made["is"] = type(value).__name__
    if isinstance(value, Table):
        made["widths"] = widths(value)
        made["whole"] = [all(len(plain(cell)) < _TALL for cell in row) for row in value.rows]
    if isinstance(value, Figure):
        made["picture"] = picture(pictures, value.picture)
    return made
