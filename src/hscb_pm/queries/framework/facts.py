"""What several clauses ask of the register, worked out once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from hscb_pm.days import add_months
from hscb_pm.models import (
    Action,
    Agency,
    Audit,
    Cycle,
    Document,
    Group,
    Indicator,
    Learning,
    Meeting,
    Objective,
    Record,
    Review,
    Scrutiny,
)
from hscb_pm.models.meeting import Item
from hscb_pm.models.scrutiny import Recommendation, Response
from hscb_pm.periods import financial_year
from hscb_pm.queries.due import due_items
from hscb_pm.queries.item import DueItem, DueState
from hscb_pm.queries.matrix import latest_cycle
from hscb_pm.queries.meetings import considered_by
from hscb_pm.queries.programme import OccurrenceRow, occurrences
from hscb_pm.register import Register

ROUTINE_MONTHS: Final = 12
"""What is to happen regularly has happened in so many months."""


class Facts:
    """A register on a day, as clauses look at it.

    How well things are done is judged by what was done since the start of the last financial
    year: an inspector asks about this year and the one before. Confidential records count as all
    others do; `hidden` says which are not to be named.
    """

    def __init__(self, register: Register, today: date) -> None:
        self.hidden, self.today = register.hidden, today
        self.register = replace(register, hidden=frozenset()) if register.hidden else register
        self.year = financial_year(today)
        self.year_before = financial_year(add_months(today, -12))
        self.since = self.year_before.start
        self.year_ago = add_months(today, -ROUTINE_MONTHS)

    @property
    def is_a_year_old(self) -> bool:
        """Whether the register is kept for so long that what happens yearly is to be in it."""
        return self.register.kept_since <= self.year_ago

    def unread(self, kinds: Iterable[type[Record]]) -> list[str]:
        """The files of these kinds that could not be read, so that absence proves nothing."""
        folders = {kind.folder or kind.example for kind in kinds}
        return [
            path
            for path in self.register.left_out
            if path in folders
            or path.rpartition("/")[0] in folders
            or any(folder.startswith(f"{path}/") or folder == path for folder in folders)
        ]

    def is_routine(self, day: date | None) -> bool:
        """Whether something happened in the last twelve months."""
        return day is not None and self.year_ago < day <= self.today

    def is_recent(self, day: date | None) -> bool:
        """Whether something happened this financial year or in the last."""
        return day is not None and self.since <= day <= self.today

    def is_past(self, day: date | None) -> bool:
        """Whether something has happened."""
        return day is not None and day <= self.today

    # --- What is owed ------------------------------------------------------------------------

    @cached_property
    def due(self) -> list[DueItem]:
        """The due list."""
        return due_items(self.register, self.today)

    @cached_property
    def _late(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for item in self.due:
            if item.state is DueState.OVERDUE:
                found.setdefault(item.kind, []).append(item.record)
        return found

    def late(self, *kinds: str) -> list[str]:
        """The records that something of these kinds is overdue for."""
        return [record for kind in kinds for record in self._late.get(kind, ())]

    @cached_property
    def occurrences(self) -> list[OccurrenceRow]:
        """How each occurrence of each programme stands."""
        return list(occurrences(self.register, self.today))

    # --- Who ---------------------------------------------------------------------------------

    def groups(self, *functions: str) -> set[str]:
        """The groups that have one of these functions."""
        return {group.id for group in self.register.of(Group) if group.function in functions}

    @cached_property
    def members(self) -> list[str]:
        """The member agencies of the Board."""
        boards = (g for g in self.register.of(Group) if g.function == "board")
        return list(dict.fromkeys(agency for board in boards for agency in board.members))

    @cached_property
    def cycle(self) -> Cycle | None:
        """The latest Section 11 cycle that was opened."""
        return latest_cycle(self.register, self.today)

    @cached_property
    def statutory(self) -> list[str]:
        """The agencies that Section 11 binds: those asked as such, else those it names."""
        if self.cycle:
            return [asked.agency for asked in self.cycle.asked if asked.basis == "statutory"]
        agencies = self.register.of(Agency)
        return [a.id for a in agencies if a.is_statutory_on(self.today) and not a.part_of]

    # --- What was done -----------------------------------------------------------------------

    def audits(self, *levels: str) -> list[Audit]:
        """The audits of these levels reported this financial year or the last."""
        return [
            audit
            for audit in self.register.of(Audit)
            if audit.level in levels and self.is_recent(audit.reported)
        ]

    def figures(self, indicator: Indicator) -> list[int]:
        """The positions of the values whose period is over."""
        return [index for index, period in indicator.periods() if self.is_past(period.end)]

    def raised(self, indicator: Indicator) -> list[date]:
        """The ends of the periods, now over, whose figures raised a question."""
        periods = (indicator.period_named(signal.period) for signal in indicator.signals)
        return [period.end for period in periods if period and self.is_past(period.end)]

    @cached_property
    def reviews(self) -> list[Review]:
        """The case reviews reported this financial year or the last."""
        return [r for r in self.register.of(Review) if self.is_recent(r.reported)]

    @cached_property
    def scrutinies(self) -> list[Scrutiny]:
        """The audits and case reviews reported this financial year or the last."""
        return [s for s in self.register.scrutinies() if self.is_recent(s.reported)]

    @cached_property
    def objectives(self) -> list[Objective]:
        """The objectives of the business plan that is in force."""
        return [
            objective
            for objective in self.register.of(Objective)
            if not (objective.from_ and objective.from_ > self.today)
            and not (objective.to and objective.to < self.today)
        ]

    @cached_property
    def actions(self) -> list[Action]:
        """The actions that were agreed."""
        return [
            action
            for action in self.register.of(Action)
            if not action.agreed or action.agreed <= self.today
        ]

    @cached_property
    def actions_from(self) -> dict[str, list[Action]]:
        """The actions that answer each recommendation, and each audit or review as a whole."""
        found: dict[str, list[Action]] = {}
        for action in self.actions:
            for source in action.arises_from:
                for name in dict.fromkeys((source, source.partition("/")[0])):
                    found.setdefault(name, []).append(action)
        return found

    def answer_to(self, recommendation: Recommendation) -> Response | None:
        """What was answered to a recommendation so far."""
        response = recommendation.response
        return response if response and self.is_past(response.on) else None

    def led_to_action(self, scrutiny: Scrutiny, recommendations: list[Recommendation]) -> bool:
        """Whether an action answers each of these recommendations."""
        return all(f"{scrutiny.id}/{item.id}" in self.actions_from for item in recommendations)

    @cached_property
    def lessons_from(self) -> set[str]:
        """The audits and reviews that a lesson was drawn from."""
        return {
            source.partition("/")[0]
            for lesson in self.register.of(Learning)
            if lesson.noted <= self.today
            for source in lesson.from_
        }

    # --- What was considered -----------------------------------------------------------------

    @cached_property
    def considered(self) -> dict[str, dict[str, list[date]]]:
        """The days on which each record came to each group."""
        return considered_by(self.register, self.today)

    def was_seen(self, report: Scrutiny, function: str) -> bool:
        """Whether a finished report came to a group with this function."""
        seen, since = self.considered.get(report.id, {}), report.reported or self.today
        return any(seen[group][-1] >= since for group in self.groups(function) & set(seen))

    def items(self, *functions: str) -> Iterator[tuple[Meeting, Item]]:
        """What groups with these functions took this financial year or the last."""
        groups = self.groups(*functions)
        for meeting in self.register.of(Meeting):
            if meeting.group in groups and self.is_recent(meeting.date):
                for item in meeting.items:
                    yield meeting, item

    def documents(self, *types: str) -> list[Document]:
        """The agreed documents of these types."""
        return [
            document
            for document in self.register.of(Document)
            if document.type in types and self.is_past(document.agreed)
        ]
