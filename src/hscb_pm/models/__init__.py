"""What one record is."""

from hscb_pm.models.action import Action
from hscb_pm.models.agency import Agency
from hscb_pm.models.audit import Audit
from hscb_pm.models.board import Board
from hscb_pm.models.group import Group
from hscb_pm.models.indicator import Indicator
from hscb_pm.models.meeting import Meeting
from hscb_pm.models.objective import Objective
from hscb_pm.models.programme import Programme
from hscb_pm.models.record import Record
from hscb_pm.models.section11 import Cycle, Return
from hscb_pm.models.standard import Standards

RECORD_TYPES: tuple[type[Record], ...] = (
    Board,
    Standards,
    Agency,
    Group,
    Objective,
    Programme,
    Meeting,
    Cycle,
    Return,
    Audit,
    Action,
    Indicator,
)

__all__ = [
    "RECORD_TYPES",
    "Action",
    "Agency",
    "Audit",
    "Board",
    "Cycle",
    "Group",
    "Indicator",
    "Meeting",
    "Objective",
    "Programme",
    "Record",
    "Return",
    "Standards",
]
