"""What one record is."""

from hscb_pm.models.action import Action
from hscb_pm.models.agency import Agency
from hscb_pm.models.audit import Audit
from hscb_pm.models.board import Board
from hscb_pm.models.chasing import Chases
from hscb_pm.models.document import Document
from hscb_pm.models.group import Group, GroupReport, WorkPlan
from hscb_pm.models.indicator import Indicator
from hscb_pm.models.learning import Learning, Training
from hscb_pm.models.listening import ChairMeetings, Concern, Escalation, Feedback, Rating
from hscb_pm.models.meeting import Meeting
from hscb_pm.models.objective import Objective
from hscb_pm.models.programme import Programme
from hscb_pm.models.record import Record
from hscb_pm.models.review import Review
from hscb_pm.models.scrutiny import Scrutiny
from hscb_pm.models.section11 import Cycle, Return
from hscb_pm.models.standard import Standards
from hscb_pm.models.yearly import AnnualReport, Budget, ChildDeaths

RECORD_TYPES: tuple[type[Record], ...] = (
    Board,
    Standards,
    Agency,
    Group,
    Objective,
    WorkPlan,
    Programme,
    Meeting,
    GroupReport,
    Cycle,
    Return,
    Audit,
    Review,
    Action,
    Indicator,
    Learning,
    Training,
    Feedback,
    Escalation,
    Concern,
    ChairMeetings,
    Rating,
    Budget,
    ChildDeaths,
    AnnualReport,
    Chases,
    Document,
)

__all__ = [
    "RECORD_TYPES",
    "Action",
    "Agency",
    "AnnualReport",
    "Audit",
    "Board",
    "Budget",
    "ChairMeetings",
    "Chases",
    "ChildDeaths",
    "Concern",
    "Cycle",
    "Document",
    "Escalation",
    "Feedback",
    "Group",
    "GroupReport",
    "Indicator",
    "Learning",
    "Meeting",
    "Objective",
    "Programme",
    "Rating",
    "Record",
    "Return",
    "Review",
    "Scrutiny",
    "Standards",
    "Training",
    "WorkPlan",
]
