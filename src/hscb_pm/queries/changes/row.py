"""What a change is: a row of the answer to what happened since a day."""

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from hscb_pm.models import Indicator, Record
from hscb_pm.models.record import Lead, Owner
from hscb_pm.queries.series import Reading
from hscb_pm.register import Register


class What(StrEnum):
    """What kind of change it is, in the order in which a board wants to hear it."""

    CLOSED = "closed-with-outcome"
    OUTCOME = "outcome-not-achieved"
    IMPLEMENTED = "implemented"
    SLIPPED = "date-moved"
    OVERDUE_UNTOUCHED = "newly-overdue-untouched"
    OVERDUE = "newly-overdue"
    NEW = "new"
    REOWNED = "re-owned"
    REWORDED = "re-worded"
    GIVEN_UP = "given-up"
    RETURNS = "return-received"
    GRADES = "grades"
    INDICATORS = "indicator-moved"
    QUESTIONS = "question-answered"
    MEETINGS = "meeting"
    SCRUTINY = "audit-or-review"
    PROGRESS = "progress"
    OTHER = "other"
    CORRECTED = "corrected"
    REMOVED = "removed"


class Moved(NamedTuple):
    """The latest value of an indicator, and the one before; only what readers may see is in it."""

    indicator: Indicator
    now: Reading
    before: Reading | None
    is_revised: bool
    """Whether both are of one period, whose figure is another now."""


class Change(NamedTuple):
    """One thing that changed, in a board's words."""

    what: What
    record: str
    kind: str
    title: str
    said: str
    on: date | None = None
    """When it happened; None of what only the history of the files tells."""
    role: str | None = None
    agency: str | None = None
    group: str | None = None
    moved: Moved | None = None
    """Of an indicator, in place of words: counts become text only for those who may read them."""


class Concerned(NamedTuple):
    """Who has to do with a record."""

    role: str | None
    agency: str | None
    group: str | None


def concerned(register: Register, record: Record) -> Concerned:
    """Who answers for a record: a role, its agency, and the group that it is with."""
    owner: Any = getattr(record, "owner", None) or getattr(record, "lead", None)
    agency = getattr(record, "agency", None) or (owner.agency if owner else None)
    group = getattr(record, "group", None) or getattr(record, "by", None)
    if isinstance(owner, Lead):
        group = group or owner.group
    return known(register, owner.role if owner else None, agency, group)


def known(register: Register, role: str | None, agency: str | None, group: str | None) -> Concerned:
    """The same without the ids of what those who read may not know of."""
    return Concerned(
        role,
        None if register.hides(agency) else agency,
        None if register.hides(group) else group,
    )


def row(  # noqa: PLR0913, the fields of a row
    register: Register,
    record: Record,
    what: What,
    said: str,
    on: date | None = None,
    *,
    moved: Moved | None = None,
) -> Change:
    """A change of one record; it names no record that is hidden."""
    return Change(
        what,
        record.id,
        record.kind,
        register.struck(register.title_of(record.id)),
        register.struck(said),
        on,
        *concerned(register, record),
        moved,
    )


def who(register: Register, owner: Owner | Lead | None) -> str:
    """A role and where it works."""
    if owner is None:
        return "nobody"
    where = register.title_of(owner.agency or getattr(owner, "group", None))
    return f"{owner.role}, {where}" if where and where not in owner.role else owner.role
