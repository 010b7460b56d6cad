"""The year's programme: when each occurrence is due, when it was done, where it still has to go."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hscb_pm.models import Audit, Cycle, Meeting, Programme
from hscb_pm.models.programme import Occurrence
from hscb_pm.periods import PeriodKind
from hscb_pm.queries.item import DueItem, name_of
from hscb_pm.queries.meetings import considered_by, next_meeting, papers_date
from hscb_pm.register import Register


class OccurrenceRow(NamedTuple):
    """How one occurrence stands."""

    occurrence: Occurrence
    due: date
    done: date | None
    done_by: str | None
    present_to: str | None
    """The group that it still has to be presented to, once it is done."""


def occurrences(register: Register, today: date) -> Iterator[OccurrenceRow]:
    """Every occurrence of every programme, and how it stands on a day."""
    done, planned, considered = (
        _fulfilments(register, today),
        _planned_dates(register),
        considered_by(register, today),
    )
    for programme in register.of(Programme):
        for occurrence in programme.occurrences():
            day, by = min(done.get(occurrence.id, ()), default=(None, None))
            due = _due_date(register, occurrence, planned.get(occurrence.id))
            steps = occurrence.row.route
            last = steps[-1].group if steps else None
            present_to = last if day and last not in _saw(considered, occurrence, by, day) else None
            yield OccurrenceRow(occurrence, due, day, by, present_to)


def _saw(
    considered: dict[str, dict[str, date]], occurrence: Occurrence, by: str | None, done: date
) -> set[str]:
    """The groups that have seen what answers an occurrence, since it was there to be seen."""
    found = set(considered.get(occurrence.id, ()))
    return found | {group for group, day in considered.get(by or "", {}).items() if day >= done}


def _fulfilments(register: Register, today: date) -> dict[str, list[tuple[date, str]]]:
    """What answers each occurrence, and when: a report, a closed cycle, an item of a meeting."""
    found: dict[str, list[tuple[date, str]]] = {}

    def note(occurrence: str | None, day: date | None, record: str) -> None:
        if occurrence and day and day <= today:
            found.setdefault(occurrence, []).append((day, record))

    for audit in register.of(Audit):
        note(audit.fulfils, audit.reported, audit.id)
    for cycle in register.of(Cycle):
        note(cycle.fulfils, cycle.closed, cycle.id)
    for meeting in register.of(Meeting):
        for item in meeting.items:
            note(item.fulfils, meeting.date, item.about or meeting.id)
    return found


def _planned_dates(register: Register) -> dict[str, date]:
    """The dates that meetings and the audit schedule give to occurrences."""
    dates: dict[str, date] = {}
    for meeting in register.of(Meeting):
        for item in meeting.items:
            if item.fulfils:
                earlier = dates.get(item.fulfils, meeting.date)
                dates[item.fulfils] = min(earlier, meeting.date)
    for audit in register.of(Audit):
        if audit.fulfils and audit.due:
            dates[audit.fulfils] = audit.due
    return dates


def _due_date(register: Register, occurrence: Occurrence, planned: date | None) -> date:
    schedule = occurrence.row.schedule
    if schedule.times:
        return planned or occurrence.due
    if schedule.at_meetings_of and occurrence.period:
        if planned:
            return planned
        period = occurrence.period
        dates = (
            meeting.date
            for meeting in register.meetings.get(schedule.at_meetings_of, [])
            if period.start <= meeting.date <= period.end
            and not any(item.fulfils for item in meeting.items)
        )
        return min(dates, default=occurrence.due)
    return occurrence.due


def due_occurrences(register: Register, today: date) -> Iterator[DueItem]:
    """What the programme wants and nothing shows yet; what is done and not yet presented."""
    for row in occurrences(register, today):
        occurrence = row.occurrence
        programme = occurrence.id.partition("/")[0]
        item = occurrence.row
        values = {
            "record": occurrence.id,
            "title": _title(occurrence),
            "lead": name_of(register, item.lead),
            "agency": item.lead.agency,
            "today": today,
            "file": programme,
            "at": ("items", _position(register, programme, item.row), "title"),
        }
        if row.done is None:
            yield DueItem(
                **values,  # type: ignore[arg-type]  # keyed as DueItem is
                kind="occurrence",
                group=item.lead.group or (item.route[0].group if item.route else None),
                due=row.due,
                advice=f"name it in what shows it, an audit or an item of a meeting: "
                f"`fulfils: {occurrence.id}`",
                clause="FA.1",
            )
        elif row.present_to and not register.get(Audit, row.done_by):  # audits have their own route
            meeting = next_meeting(register, row.present_to, today)
            due = papers_date(meeting, today)
            where = meeting.id if meeting else f"a new meeting of {row.present_to}"
            yield DueItem(
                **values,  # type: ignore[arg-type]  # keyed as DueItem is
                kind="paper",
                group=row.present_to,
                due=due,
                advice=f"present it to the {register.title_of(row.present_to)}: an item "
                f"`fulfils: {occurrence.id}` in {where}",
                clause="F5.2",
            )


def _title(occurrence: Occurrence) -> str:
    if occurrence.period and occurrence.period.kind is not PeriodKind.FINANCIAL_YEAR:
        return f"{occurrence.row.title}, {occurrence.period.title}"
    number = occurrence.id.partition("@")[2]
    which = f", no. {number}" if occurrence.row.schedule.times else ""
    return f"{occurrence.row.title}{which}, {occurrence.year.name}"


def _position(register: Register, programme: str, row: int) -> int:
    found = register.get(Programme, programme)
    rows = [item.row for item in found.items] if found else []
    return rows.index(row) if row in rows else 0
