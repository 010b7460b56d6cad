"""A row of the due list."""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from hscb_pm.models import Agency, Group
from hscb_pm.models.record import Lead
from hscb_pm.problem import FieldPath
from hscb_pm.register import Register

SOON_DAYS: Final = 28
KINDS: Final = (
    "occurrence",
    "action",
    "outcome",
    "return",
    "moderation",
    "value",
    "question",
    "audit",
    "paper",
    "request",
    "follow-up",
    "meeting",
    "review",
    "publication",
    "group-report",
    "work-plan",
    "chair-meeting",
    "rating",
    "feedback",
    "escalation",
    "concern",
    "learning",
    "evaluation",
    "review-by",
    "annual-report",
)


class DueState(StrEnum):
    """How close a date is."""

    OVERDUE = "overdue"
    DUE_SOON = "due-soon"
    UPCOMING = "upcoming"
    UNDATED = "undated"


def due_state(due: date | None, today: date) -> DueState:
    """How close a date is on a day."""
    if due is None:
        return DueState.UNDATED
    days = (due - today).days
    if days < 0:
        return DueState.OVERDUE
    return DueState.DUE_SOON if days <= SOON_DAYS else DueState.UPCOMING


class Standing(NamedTuple):
    """A state, and why it is that one."""

    state: str
    why: str


class DueItem(NamedTuple):
    """Something that is to happen: what, who, when, and what to do about it."""

    record: str
    kind: str
    title: str
    lead: str
    due: date | None
    today: date
    advice: str
    clause: str
    file: str
    """The id of the record in whose file the advice is to be followed."""
    at: FieldPath = ()
    agency: str | None = None
    group: str | None = None
    first_due: date | None = None
    """The date agreed at first, where it has moved since."""
    times_moved: int = 0

    @property
    def is_command(self) -> bool:
        """Whether the advice is what to type, and not what to add to a file."""
        return self.advice.startswith("hscb ")

    @property
    def days(self) -> int | None:
        """Days from today to the date; negative when it is late."""
        return (self.due - self.today).days if self.due else None

    @property
    def state(self) -> DueState:
        """Overdue, due within four weeks, later, or without a date."""
        return due_state(self.due, self.today)


def name_of(register: Register, lead: Lead) -> str:
    """A lead as people say it: a group's chair as the group calls it, else the role."""
    if lead.group is None:
        return lead.role
    if lead.role == "Chair":
        return chair_of(register, lead.group)
    return f"{register.title_of(lead.group)} {lead.role}"


def lead_of(register: Register, agency: str | None) -> str:
    """The role that leads on safeguarding in an agency."""
    found = None if register.hides(agency) else register.get(Agency, agency)
    return (found.safeguarding_lead if found else None) or "Safeguarding lead"


def chair_of(register: Register, group: str) -> str:
    """The role that chairs a group."""
    found = register.get(Group, group)
    is_named = found is not None and not register.hides(group)
    return (
        found.chair
        if found and found.chair and is_named
        else f"Chair of the {register.title_of(group)}"
    )
