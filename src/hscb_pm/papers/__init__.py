"""What each board paper gathers; how it looks is the template's and `present`'s affair."""

from typing import Final

from hscb_pm.papers.agenda import AGENDA
from hscb_pm.papers.annual import ANNUAL
from hscb_pm.papers.board import BOARD
from hscb_pm.papers.cover import cover_kind
from hscb_pm.papers.evidence import evidence
from hscb_pm.papers.front import Sheet, group_of
from hscb_pm.papers.paper import Audience, Kind, Paper, Values
from hscb_pm.papers.scorecard import INDICATORS

__all__ = ["PAPERS", "Audience", "Kind", "Paper", "Values", "gather"]

_TABLED: Final = (
    BOARD,
    INDICATORS,
    ANNUAL,
    AGENDA,
)
PAPERS: Final[dict[str, Kind]] = {kind.name: kind for kind in _TABLED}
"""The papers by name; each has the template of that name."""
PAPERS["cover"] = cover_kind(PAPERS)


def gather(kind: Kind, paper: Paper) -> Values:
    """Everything that a paper says: its own, and what all papers have."""
    own = kind.gather(paper)
    sheet = Sheet(kind, paper)
    return {
        **own,
        "board": paper.board,
        "group": group_of(paper),
        "front": sheet.rows(),
        "asked": sheet.asked(own["asked"]),
        "implications": sheet.implications(),
        "evidence": evidence(paper, own),
    }
