"""A row of the due list."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from hscb_pm.models import Agency, Group
from hscb_pm.models.record import Lead, Revision
from hscb_pm.periods import say
from hscb_pm.problem import FieldPath
from hscb_pm.register import Register
from hscb_pm.words import count, times

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


class Slip(NamedTuple):
    """How often a date was moved, from which day at first, and to which."""

    times: int
    first: date
    now: date

    @property
    def how_far(self) -> str:
        """How often and how far: `moved twice, 76 days`."""
        days = (self.now - self.first).days
        return f"moved {times(self.times)}, {count(abs(days), 'day')}{' earlier' * (days < 0)}"

    def __str__(self) -> str:
        """The same with the first date, which no later one hides."""
        return f"{self.how_far}; first due {say(self.first)}"


def slip_of(revisions: Iterable[Revision], today: date) -> Slip | None:
    """How a date has slipped by a day, as its ledger says; None if the first one stands."""
    moves = [revision for revision in revisions if revision.on <= today]
    return Slip(len(moves), moves[0].was, moves[-1].now) if moves else None


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
    slip: Slip | None = None
    """How the date has moved, if it has."""
    about: str = ""
    """What it is about, where the id of its record does not tell: a period, a step, a group."""

    @property
    def is_command(self) -> bool:
        """Whether the advice is what to type, and not what to add to a file."""
        return self.advice.startswith("hscb ")

    @property
    def moved(self) -> str | None:
        """How its date has moved, in words."""
        return str(self.slip) if self.slip else None

    @property
    def first_due(self) -> date | None:
        """The date agreed at first."""
        return self.slip.first if self.slip else self.due

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
