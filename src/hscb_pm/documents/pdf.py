"""A paper as PDF/UA-1 and PDF/A-2a by Typst, which is given the text as data, never as Typst."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
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
        message = 'a PDF needs one more package: pip install "hscb-pm[pdf]"'
        raise CannotError(message) from None
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

    return typst.compile(
        _HERE / "paper.typ",
        root=_HERE,
        format="pdf",
        font_paths=_FONTS,
        ignore_system_fonts=alone,
        sys_inputs={"paper": paper},
        pdf_standards=standards,
        timestamp=datetime.combine(document.day, time(), UTC),
    )


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
