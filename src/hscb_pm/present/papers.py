"""Board papers: figures made text for those who read them, in every format."""

import os
import re
from datetime import UTC, date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from hscb_pm import __version__
from hscb_pm.history import Commit
from hscb_pm.papers import Kind, Paper, Values, gather
from hscb_pm.papers.paper import READERS
from hscb_pm.periods import say
from hscb_pm.present.markdown import markdown_table
from hscb_pm.present.templates import render
from hscb_pm.problem import CannotError
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.documents.tree import Document

FORMATS: Final = ("md", "html", "docx", "pdf")
"""What a paper can be written as; each is also how the name of its file ends."""

_GAPS: Final = re.compile(r"\n{3,}")


class Made(NamedTuple):
    """A paper in a format, and why it is not as accessible as it should be, if so."""

    content: str | bytes
    warning: str | None = None


class Tabled:
    """A paper that was written as Markdown, to be had in each format."""

    def __init__(self, name: str, paper: Paper, markdown: str) -> None:
        self.name, self.paper, self.markdown = name, paper, markdown

    def as_(self, format: str, reference: Path | None = None) -> Made:
        """The paper in one of FORMATS; `reference` has the styles for Word."""
        pictures = self.paper.pictures
        if format == "md":
            return Made(self.markdown)
        if format == "html":
            from hscb_pm.documents import html

            return Made(html.write(self._document, pictures))
        if format == "docx":
            from hscb_pm.charts.png import WIDE, png
            from hscb_pm.documents import docx

            drawn = {source: png(svg, WIDE) for source, svg in pictures.items()}
            return Made(docx.write(self._document, drawn, reference))
        from hscb_pm.documents import pdf

        return Made(*pdf.write(self._document, pictures))

    @cached_property
    def _document(self) -> "Document":
        from hscb_pm.documents import tree

        paper = self.paper
        subject = f"As at {say(paper.today)}, {READERS[paper.audience]}"
        return tree.read(self.markdown, self.name, subject, _printed_on(paper.today))


def paper_as_markdown(kind: Kind, paper: Paper, commit: Commit | None) -> str:
    """One of the papers, as Markdown: the same register and day give the same bytes."""
    values = paper_values(kind, paper, commit)
    table = partial(markdown_table, none=kind.none)
    text = render(paper.register.path, f"{kind.name}.md.j2", table=table, **values)
    return _GAPS.sub("\n\n", text)  # a block that is left empty leaves its lines


def paper_values(kind: Kind, paper: Paper, commit: Commit | None) -> Values:
    """What the template of a paper is given."""
    return {
        **gather(kind, paper),
        "left_out": [*withheld(paper), *paper.left_out()],
        "footer": footer(paper, commit),
    }


def withheld(paper: Paper) -> list[str]:
    """How many numbers these readers are not shown."""
    hidden = sum(len(readout.found.hidden) for readout in paper.readouts)
    if not hidden:
        return []
    figures = count(hidden, "figure is", "figures are")
    return [f"{figures} withheld, so small that a child could be told by it."]


def footer(paper: Paper, commit: Commit | None) -> str:
    """Where a paper came from: its day, the commit of the register, the version of hscb."""
    if commit is None:
        made_from = "files without a known commit"  # outside git, or git will not say
    else:
        changes = "with changes not committed" if commit.dirty else "unchanged since"
        made_from = f"commit {commit.id[:12]} of {say(commit.day)}, {changes}"
    said = f"As at {say(paper.today)}, from {made_from}, by hscb {__version__}"
    printed = _printed_on(paper.today)
    return f"{said}." if printed == paper.today else f"{said}; printed on {say(printed)}."


def _printed_on(today: date) -> date:
    """The date printed on a paper: the day it was reckoned for, or SOURCE_DATE_EPOCH."""
    wanted = os.environ.get("SOURCE_DATE_EPOCH")
    if not wanted:
        return today
    try:
        return datetime.fromtimestamp(int(wanted), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {wanted!r}; it has to be a number of seconds since 1970"
        raise CannotError(message) from None
