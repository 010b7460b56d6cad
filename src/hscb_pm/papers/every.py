"""All the papers by name, and what fills in any of them."""

from typing import Any, Final

from hscb_pm.papers.action_plan import ACTION_PLAN
from hscb_pm.papers.agency import AGENCY
from hscb_pm.papers.agenda import AGENDA
from hscb_pm.papers.annual import ANNUAL
from hscb_pm.papers.audit import AUDIT
from hscb_pm.papers.audit_subgroup import AUDIT_SUBGROUP
from hscb_pm.papers.board import BOARD
from hscb_pm.papers.cdop import CDOP
from hscb_pm.papers.cover import cover_kind
from hscb_pm.papers.evidence import evidence
from hscb_pm.papers.executive import EXECUTIVE
from hscb_pm.papers.front import Sheet, group_of
from hscb_pm.papers.paper import Kind, Paper, Values
from hscb_pm.papers.review import REVIEW
from hscb_pm.papers.scorecard import INDICATORS
from hscb_pm.papers.section11 import SECTION11
from hscb_pm.papers.workplan import WORKPLAN
from hscb_pm.register import Register

_KINDS: Final = (
    BOARD,
    EXECUTIVE,
    AUDIT_SUBGROUP,
    SECTION11,
    AGENCY,
    AUDIT,
    REVIEW,
    ACTION_PLAN,
    WORKPLAN,
    INDICATORS,
    CDOP,
    ANNUAL,
    AGENDA,
)
PAPERS: Final[dict[str, Kind]] = {kind.name: kind for kind in _KINDS}
"""The papers by name; each has the template of that name."""
PAPERS["cover"] = cover_kind(PAPERS)


def gather(kind: Kind, paper: Paper) -> Values:
    """Everything that a paper says: its own, and what all papers have."""
    own, sheet = kind.gather(paper), Sheet(kind, paper)
    paper.pictures.update(_struck(paper.register, paper.pictures))
    values = {
        **own,
        "board": paper.board,
        "group": group_of(paper),
        "front": sheet.rows(),
        "asked": sheet.asked(own["asked"]),
        "implications": sheet.implications(),
        "evidence": evidence(paper, own),
    }
    found: Values = _struck(paper.register, values)
    return found


def _struck(register: Register, value: Any) -> Any:  # noqa: ANN401, whatever a template is given
    """The same without the ids of hidden records, which somebody may have typed into a text."""
    match value:
        case str():
            return register.struck(value)
        case dict():
            return {key: _struck(register, each) for key, each in value.items()}
        case tuple() if type(value) is tuple:
            return tuple(_struck(register, each) for each in value)
        case list():
            return [_struck(register, each) for each in value]
    return value
