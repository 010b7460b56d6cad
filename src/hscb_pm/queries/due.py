"""The due list: everything that is to happen, the most overdue first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from hscb_pm.models import Agency, Meeting
from hscb_pm.periods import Period
from hscb_pm.queries.actions import due_actions
from hscb_pm.queries.audits import due_audits
from hscb_pm.queries.documents import due_annual_reports, due_documents
from hscb_pm.queries.groups import due_group_reports, due_work_plans
from hscb_pm.queries.indicators import due_values
from hscb_pm.queries.item import DueItem, DueState
from hscb_pm.queries.learning import due_evaluations, due_learning
from hscb_pm.queries.listening import (
    due_chair_meetings,
    due_concerns,
    due_escalations,
    due_feedback,
    due_ratings,
)
from hscb_pm.queries.meetings import due_meetings, due_requests
from hscb_pm.queries.privacy import due_exceptions
from hscb_pm.queries.programme import due_occurrences
from hscb_pm.queries.questions import due_questions
from hscb_pm.queries.section11 import due_returns
from hscb_pm.register import Register

SOURCES = (
    due_occurrences,
    due_actions,
    due_returns,
    due_values,
    due_questions,
    due_audits,
    due_requests,
    due_meetings,
    due_group_reports,
    due_work_plans,
    due_chair_meetings,
    due_ratings,
    due_feedback,
    due_escalations,
    due_concerns,
    due_learning,
    due_evaluations,
    due_documents,
    due_annual_reports,
    due_exceptions,
)


class DueFilter(NamedTuple):
    """What of the due list is wanted; None means all."""

    lead: str | None = None
    mine: str | None = None
    agency: str | None = None
    group: str | None = None
    kind: str | None = None
    within: date | None = None
    before: date | None = None
    year: Period | None = None


class Dated(Protocol):
    """What can be asked for as items of the due list are."""

    @property
    def lead(self) -> str: ...  # noqa: D102
    @property
    def agency(self) -> str | None: ...  # noqa: D102
    @property
    def group(self) -> str | None: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def due(self) -> date | None: ...  # noqa: D102


T = TypeVar("T", bound=Dated)


def due_items(register: Register, today: date, wanted: DueFilter | None = None) -> list[DueItem]:
    """List what is to happen, the most overdue first and what has no date last."""
    items: Iterator[DueItem] = (i for source in SOURCES for i in source(register, today))
    if wanted:
        items = chosen(register, items, wanted)
    if register.is_missing_any(Meeting.folder):
        items = map(_may_be_minuted, items)
    if register.hidden:
        items = (i for i in items if not (register.hides(i.record) or register.hides(i.file)))
    return sorted(items, key=lambda item: (item.due or date.max, item.record, item.title))


def newly_due(register: Register, base: Register, today: date) -> list[DueItem]:
    """What is due by a register and was not by another, or not on that date."""
    before = {(item.record, item.kind, item.due) for item in due_items(base, today)}
    items = due_items(register, today)
    return [item for item in items if (item.record, item.kind, item.due) not in before]


def _may_be_minuted(item: DueItem) -> DueItem:
    """What only minutes show may stand in those of a meeting that could not be read."""
    if item.kind not in ("occurrence", "paper", "request"):
        return item
    unread = "hscb validate first: a meeting could not be read, and may show it; else "
    return item._replace(advice=unread + item.advice)


def chosen(register: Register, items: Iterable[T], wanted: DueFilter) -> Iterator[T]:
    """Those that are wanted, of all that has a lead, an agency, a group, a kind and a date."""
    agencies = with_parts(register, wanted.agency)
    for item in items:
        checks = (
            wanted.lead is None or wanted.lead.casefold() in item.lead.casefold(),
            wanted.mine is None or wanted.mine.casefold() == item.lead.casefold(),
            wanted.agency is None or item.agency in agencies,
            wanted.group in (None, item.group),
            wanted.kind in (None, item.kind),
            wanted.within is None or (item.due is not None and item.due <= wanted.within),
            wanted.before is None or (item.due is not None and item.due < wanted.before),
            wanted.year is None
            or (item.due is not None and wanted.year.start <= item.due <= wanted.year.end),
        )
        if all(checks):
            yield item


def with_parts(register: Register, agency: str | None) -> set[str | None]:
    """An agency and its directorates."""
    parts: dict[str, list[str]] = {}
    for part in register.of(Agency):
        if part.part_of:
            parts.setdefault(part.part_of, []).append(part.id)
    found: set[str | None] = {agency}
    to_follow = [agency]
    while to_follow:
        new = set(parts.get(to_follow.pop() or "", ())) - found
        found |= new
        to_follow += new
    return found


def head_count(items: list[DueItem]) -> dict[DueState, int]:
    """How many items are in each state, in the order in which they are shown."""
    counts = Counter(item.state for item in items)
    return {state: counts[state] for state in DueState}
