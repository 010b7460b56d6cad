"""Board papers: figures made text for those who read them, in every format."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from hscb_pm import __version__
from hscb_pm.history import Commit
from hscb_pm.papers import PAPERS, Paper
from hscb_pm.papers.paper import READERS
from hscb_pm.periods import say
from hscb_pm.present.templates import render
from hscb_pm.problem import CannotError
from hscb_pm.words import count

FORMATS: Final = ("md", "html", "docx", "pdf")
"""What a paper can be written as; each is also how the name of its file ends."""


class Made(NamedTuple):
    """A paper in a format, and why it is not as accessible as it should be, if so."""

    content: str | bytes
    warning: str | None = None


def paper_as(
    format: str, markdown: str, name: str, paper: Paper, reference: Path | None = None
) -> Made:
    """A paper that was written as Markdown, in a format; `reference` has the styles for Word."""
    if format == "md":
        return Made(markdown)
    from hscb_pm.documents import tree

    subject = f"As at {say(paper.today)}, {READERS[paper.audience]}"
    document = tree.read(markdown, name, subject, _printed_on(paper.today))
    if format == "html":
        from hscb_pm.documents import html

        return Made(html.write(document, paper.pictures))
    if format == "docx":
        from hscb_pm.charts.png import WIDE, png
        from hscb_pm.documents import docx

        drawn = {source: png(svg, WIDE) for source, svg in paper.pictures.items()}
        return Made(docx.write(document, drawn, reference))
    from hscb_pm.documents import pdf

    return Made(*pdf.write(document, paper.pictures))


def paper_as_markdown(name: str, paper: Paper, commit: Commit | None) -> str:
    """One of the papers, as Markdown: the same register and day give the same bytes."""
    return render(
        paper.register.path,
        f"{name}.md.j2",
        **PAPERS[name](paper),
        left_out=[*withheld(paper), *paper.left_out()],
        footer=footer(paper, commit),
    )


def withheld(paper: Paper) -> list[str]:
    """How many numbers these readers are not shown."""
    hidden = sum(len(readout.found.hidden) for readout in paper.readouts)
    if not hidden:
        return []
    figures = count(hidden, "figure is", "figures are")
    return [f"{figures} withheld, so small that a child could be told by it."]


def footer(paper: Paper, commit: Commit | None) -> str:
    """Where a paper came from: its day, the commit of the register, the version of hscb."""
    made_from = (
        f"commit {commit.id[:12]} of the register"
        if commit
        else "files without a known commit"  # outside git, or git will not say
    )
    if commit and commit.dirty:
        made_from += ", with changes that are not committed"
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
