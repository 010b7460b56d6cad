"""A year's programme as it stands: each time a row falls due, and what came as it came."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, get_args

from hscb_pm.models import Audit, Programme, Review
from hscb_pm.models.programme import Row
from hscb_pm.models.scrutiny import Scrutiny
from hscb_pm.periods import Period
from hscb_pm.queries.item import due_state
from hscb_pm.queries.programme import OccurrenceRow, all_occurrences, occurrence_title
from hscb_pm.register import Register

_REVIEW_TYPES: Final[tuple[str, ...]] = get_args(Review.model_fields["type"].annotation)


class OccurrenceState(StrEnum):
    """How an occurrence stands; one that is not asked for was due before the register was kept."""

    DONE = "done"
    TO_PRESENT = "to-be-presented"
    NOT_MINUTED = "not-minuted"
    OVERDUE = "overdue"
    DUE_SOON = "due-soon"
    UPCOMING = "upcoming"
    NOT_ASKED_FOR = "not-asked-for"


class Standing(NamedTuple):
    """An occurrence, its state, and the facts that say so."""

    id: str
    row: int
    title: str
    due: date
    state: OccurrenceState
    done: date | None
    done_by: str | None
    present_to: str | None
    days: int | None
    """Days from today to the date, where it is still to be done; negative when it is late."""


class Recorded(NamedTuple):
    """An audit or a review of a row that never falls due of itself."""

    id: str
    row: int
    title: str
    events: tuple[tuple[date, str], ...]
    """What happened to it in the year, in order."""


class YearRow(NamedTuple):
    """A row of the programme, and all that there is of it in the year."""

    row: Row
    standings: list[Standing]
    recorded: list[Recorded]

    @property
    def done(self) -> int:
        """How often it was done."""
        return sum(standing.done is not None for standing in self.standings)

    @property
    def total(self) -> int:
        """How often it is asked for."""
        not_asked_for = OccurrenceState.NOT_ASKED_FOR
        return sum(standing.state is not not_asked_for for standing in self.standings)

    @property
    def is_as_it_comes(self) -> bool:
        """Whether it never falls due of itself."""
        return self.row.schedule.when is not None


def year_rows(
    register: Register, today: date, programme: Programme, only: int | None = None
) -> list[YearRow]:
    """The rows of a programme, or only the one of that number, as they stand on a day."""
    found: dict[int, list[Standing]] = {}
    for one in all_occurrences(register, today):
        if one.occurrence.id.startswith(f"{programme.id}/"):
            standing = _standing(one, today, register.id_of(one.done_by) or None)
            found.setdefault(standing.row, []).append(standing)
    return [
        YearRow(row, found.get(row.row, []), list(_recorded(register, row, programme.year, today)))
        for row in programme.items
        if only in (None, row.row)
    ]


def _standing(one: OccurrenceRow, today: date, done_by: str | None) -> Standing:
    is_to_do = one.done is None and one.is_asked_for
    return Standing(
        one.occurrence.id,
        one.occurrence.row.row,
        occurrence_title(one.occurrence),
        one.due,
        _state(one, today),
        one.done,
        done_by,
        one.present_to,
        (one.due - today).days if is_to_do else None,
    )


def _state(one: OccurrenceRow, today: date) -> OccurrenceState:
    if one.is_unminuted:
        return OccurrenceState.NOT_MINUTED
    if one.done:
        return OccurrenceState.TO_PRESENT if one.present_to else OccurrenceState.DONE
    if not one.is_asked_for:
        return OccurrenceState.NOT_ASKED_FOR
    return OccurrenceState(due_state(one.due, today))


def _recorded(register: Register, row: Row, year: Period, today: date) -> Iterator[Recorded]:
    """The audits and reviews of a row that takes them as they come."""
    last = min(today, year.end)
    for found in register.scrutinies() if row.schedule.when else ():
        if register.hides(found.id) or not _is_of(row, found):
            continue
        events = [(day, what) for what, day in _events(found) if day and year.start <= day <= last]
        if events:
            yield Recorded(found.id, row.row, found.title, tuple(sorted(events)))


def _events(found: Scrutiny) -> Iterator[tuple[str, date | None]]:
    if isinstance(found, Audit):
        yield "notified", found.notified
    if isinstance(found, Review):
        yield "opened", found.opened
    yield "reported", found.reported


def _is_of(row: Row, found: Scrutiny) -> bool:
    """Whether a row is about such audits or reviews; one that names a type is about no other."""
    if isinstance(found, Review):
        named = [name for name in _REVIEW_TYPES if name.replace("-", " ") in row.title.casefold()]
        return row.level == "case-review" and found.type in (named or _REVIEW_TYPES)
    return isinstance(found, Audit) and found.level == row.level


def groups_without_meeting(register: Register, programme: Programme, year: Period) -> list[str]:
    """The groups that a programme's rows name and that have no meeting in a year."""
    named = dict.fromkeys(
        group
        for row in programme.items
        for group in (
            row.schedule.at_meetings_of,
            *(step.group for step in row.route),
            row.lead.group,
        )
        if group
    )
    return [
        group
        for group in named
        if not any(
            year.start <= meeting.date <= year.end for meeting in register.meetings.get(group, [])
        )
    ]
