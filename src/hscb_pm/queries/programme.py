"""The year's programme: when each occurrence is due, when it was done, where it still has to go."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from hscb_pm.models import (
    Budget,
    ChildDeaths,
    Cycle,
    Meeting,
    Programme,
    Scrutiny,
    Training,
)
from hscb_pm.models.programme import Occurrence, Row
from hscb_pm.models.record import Lead
from hscb_pm.periods import PeriodKind, say
from hscb_pm.problem import FieldPath
from hscb_pm.queries.item import DueItem, name_of
from hscb_pm.queries.meetings import considered_by, next_meeting, on_the_agenda, papers_date
from hscb_pm.register import Register


class OccurrenceRow(NamedTuple):
    """How one occurrence stands."""

    occurrence: Occurrence
    due: date
    done: date | None
    done_by: str | None
    present_to: str | None
    """The group that it still has to be presented to, once it is done."""
    is_unminuted: bool = False
    """Whether it counts as done by a meeting of which nothing shows that it was held."""
    is_asked_for: bool = True
    """Whether it is done, or was not due before the register was kept."""


def occurrences(register: Register, today: date) -> Iterator[OccurrenceRow]:
    """Every occurrence of every programme that is asked for, and how it stands on a day."""
    return (row for row in all_occurrences(register, today) if row.is_asked_for)


def all_occurrences(register: Register, today: date) -> Iterator[OccurrenceRow]:
    """Every occurrence of every programme, asked for or not, and how it stands on a day."""
    done, planned, considered, rows_taken = (
        fulfilments(register, today),
        _planned_dates(register),
        considered_by(register, today),
        _rows_taken(register),
    )
    for programme in register.of(Programme):
        for occurrence in programme.occurrences():
            answers = done.get(occurrence.id, [])
            day, by, _ = min(answers, default=(None, None, True))
            unminuted = bool(answers) and not any(is_shown for *_, is_shown in answers)
            due = _due_date(register, occurrence, planned.get(occurrence.id), rows_taken)
            is_asked_for = day is not None or due >= register.kept_since
            steps = occurrence.row.route
            last = steps[-1].group if steps else None
            present_to = last if day and last not in _saw(considered, occurrence, by, day) else None
            yield OccurrenceRow(occurrence, due, day, by, present_to, unminuted, is_asked_for)


class RowStanding(NamedTuple):
    """How a row of the programme stands in its year."""

    programme: str
    number: int
    title: str
    frequency: str | None
    lead: Lead
    total: int
    fallen_due: int
    done: int
    late: int
    late_since: date | None
    to_present: int
    next_due: date | None
    unminuted: int
    """How many are done by meetings of which nothing shows that they were held."""
    is_as_it_comes: bool
    """Whether it never falls due of itself."""


def rows_on(register: Register, today: date) -> list[RowStanding]:
    """Each row of the programme that runs on a day, or of the last one before it."""
    begun = [programme for programme in register.of(Programme) if programme.year.start <= today]
    if not begun:
        return []
    programme = max(begun, key=lambda programme: programme.year.start)
    found: dict[int, list[OccurrenceRow]] = {}
    for row in occurrences(register, today):
        if row.occurrence.id.startswith(f"{programme.id}/"):
            found.setdefault(row.occurrence.row.row, []).append(row)
    return [_standing(programme.id, row, found.get(row.row, []), today) for row in programme.items]


def _standing(programme: str, row: Row, all_of_it: list[OccurrenceRow], today: date) -> RowStanding:
    late = [one.due for one in all_of_it if one.done is None and one.due < today]
    ahead = [one.due for one in all_of_it if one.done is None and one.due >= today]
    return RowStanding(
        programme,
        row.row,
        row.title,
        row.as_written.frequency,
        row.lead,
        total=len(all_of_it),
        fallen_due=sum(one.due < today for one in all_of_it),
        done=sum(one.done is not None for one in all_of_it),
        late=len(late),
        late_since=min(late, default=None),
        to_present=sum(one.present_to is not None for one in all_of_it),
        next_due=min(ahead, default=None),
        unminuted=sum(one.is_unminuted for one in all_of_it),
        is_as_it_comes=row.schedule.when is not None,
    )


def _saw(
    considered: dict[str, dict[str, list[date]]], occurrence: Occurrence, by: str | None, done: date
) -> set[str]:
    """The groups that have seen what answers an occurrence, since it was there to be seen."""
    found = set(considered.get(occurrence.id, ()))
    names = [by or ""]
    if (by or "").startswith("MTG-"):  # where nothing but meetings shows it, they may name the row
        names.append(occurrence.id.partition("@")[0])
    for name in names:
        found |= {group for group, days in considered.get(name, {}).items() if days[-1] >= done}
    return found


def fulfilments(register: Register, today: date) -> dict[str, list[tuple[date, str, bool]]]:
    """What answers each occurrence, when, and whether more than an agenda shows it."""
    found: dict[str, list[tuple[date, str, bool]]] = {}
    for occurrence, day, record in _answers(register):
        if occurrence and day and day <= today:
            found.setdefault(occurrence, []).append((day, record, True))
    for meeting in register.of(Meeting):
        if not meeting.is_held_on(today):
            continue
        for item in meeting.items:
            if item.fulfils:
                programme = item.fulfils.partition("/")[0]  # naming it names no record of its own
                about = item.about or programme
                by = meeting.id if about.startswith(programme) else about
                answer = (meeting.date, by, meeting.is_shown_on(today))
                found.setdefault(item.fulfils, []).append(answer)
    return found


def _answers(register: Register) -> Iterator[tuple[str | None, date | None, str]]:
    """What answers occurrences besides meetings: reports, closed cycles, looks at the budget."""
    for scrutiny in register.scrutinies():
        yield scrutiny.fulfils, scrutiny.reported, scrutiny.id
    for deaths in register.of(ChildDeaths):
        yield deaths.fulfils, deaths.reported, deaths.id
    for cycle in register.of(Cycle):
        yield cycle.fulfils, cycle.closed, cycle.id
    for budget in register.of(Budget):
        for month in budget.months:
            yield month.fulfils, month.on, budget.id
    for course in register.of(Training):
        for occurrence in course.fulfils:
            for evaluation in course.evaluations:
                if not _is_before_its_year(register, occurrence, evaluation.on):
                    yield occurrence, evaluation.on, course.id


def _is_before_its_year(register: Register, occurrence: str, day: date) -> bool:
    """Whether a course that runs for years was evaluated before the year that asks for it."""
    programme = register.get(Programme, occurrence.partition("/")[0])
    return programme is not None and day < programme.year.start


def _planned_dates(register: Register) -> dict[str, date]:
    """The dates that meetings and the audit schedule give to occurrences."""
    dates: dict[str, date] = {}
    for meeting in register.of(Meeting):
        for item in meeting.items:
            if item.fulfils:
                earlier = dates.get(item.fulfils, meeting.date)
                dates[item.fulfils] = min(earlier, meeting.date)
    for scrutiny in register.scrutinies():
        if scrutiny.fulfils and scrutiny.due:
            dates[scrutiny.fulfils] = scrutiny.due
    return dates


def _rows_taken(register: Register) -> set[tuple[str, str]]:
    """Which meetings take some occurrence of which programme rows."""
    return {
        (meeting.id, item.fulfils.partition("@")[0])
        for meeting in register.of(Meeting)
        for item in meeting.items
        if item.fulfils
    }


def _due_date(
    register: Register,
    occurrence: Occurrence,
    planned: date | None,
    rows_taken: set[tuple[str, str]],
) -> date:
    schedule = occurrence.row.schedule
    if schedule.times:
        return planned or occurrence.due
    if schedule.at_meetings_of and occurrence.period:
        if planned:
            return planned
        period, row = occurrence.period, occurrence.id.partition("@")[0]
        dates = (
            meeting.date
            for meeting in register.meetings.get(schedule.at_meetings_of, [])
            if period.start <= meeting.date <= period.end and (meeting.id, row) not in rows_taken
        )
        return min(dates, default=occurrence.due)
    return occurrence.due


def due_occurrences(register: Register, today: date) -> Iterator[DueItem]:
    """List what the programme wants and nothing shows yet; what is done and not yet presented."""
    answers = _planned_answers(register, today)
    routed = {scrutiny.id for scrutiny in register.scrutinies()}  # with routes of their own
    for row in occurrences(register, today):
        occurrence = row.occurrence
        programme = occurrence.id.partition("/")[0]
        lead = occurrence.row.lead
        item = partial(
            DueItem,
            record=occurrence.id,
            title=occurrence_title(occurrence),
            lead=name_of(register, lead),
            agency=lead.agency,
            today=today,
        )
        at = ("items", _position(register, programme, occurrence.row.row), "title")
        if row.done is None:
            group = lead.group or (occurrence.row.route[0].group if occurrence.row.route else None)
            file, path, advice = answers.get(occurrence.id) or (
                programme,
                at,
                _where_to_answer(occurrence),
            )
            yield item(
                kind="occurrence",
                group=group,
                due=row.due,
                advice=advice,
                clause="FA.1",
                file=file,
                at=path,
            )
        elif row.present_to and row.done_by not in routed:
            first = next_meeting(register, row.present_to, row.done)
            yield item(
                kind="paper",
                group=row.present_to,
                due=papers_date(first),
                advice=f"present it to the {register.title_of(row.present_to)}: "
                + _how_to_present(register, row, row.present_to, today),
                clause="F5.2",
                file=programme,
                at=at,
            )


def _how_to_present(register: Register, row: OccurrenceRow, group: str, today: date) -> str:
    """One item about a budget presents all its months so far; else each occurrence has its own."""
    following = next_meeting(register, group, today)
    if budget := register.get(Budget, row.done_by):
        return on_the_agenda(following, budget.id, group, key="about")
    return on_the_agenda(following, row.occurrence.id, group, key="fulfils", also=row.done_by)


def _where_to_answer(occurrence: Occurrence) -> str:
    return (
        f"when something shows it, add `fulfils: {occurrence.id}` there, not here: to its record "
        "(an audit, a month of a budget, a course), or to an item of the meeting that took it"
    )


def _planned_answers(register: Register, today: date) -> dict[str, tuple[str, FieldPath, str]]:
    """What is planned to answer each occurrence: the record, the place, what is missing."""
    found: dict[str, tuple[str, FieldPath, str]] = {}
    for meeting in register.of(Meeting):
        for item in meeting.items:
            if item.fulfils and meeting.date > today:
                found[item.fulfils] = (
                    meeting.id,
                    ("items",),
                    f"it is on the agenda of {meeting.id}, {say(meeting.date)}; prepare the paper",
                )
    for cycle in register.of(Cycle):
        if cycle.fulfils:
            advice = "when the cycle is over, add `closed:` with the day"
            found[cycle.fulfils] = (cycle.id, ("fulfils",), advice)
    reports: list[Scrutiny | ChildDeaths] = [*register.scrutinies(), *register.of(ChildDeaths)]
    for report in reports:
        if report.fulfils:
            advice = "when the report is finished, add `reported:` with the day"
            found[report.fulfils] = (report.id, ("fulfils",), advice)
    for course in register.of(Training):
        advice = (
            "ask those who came, and add to `evaluations:` "
            "`- {on: …, how: …, answered: …, changed: …, finding: …}`"
        )
        found |= dict.fromkeys(course.fulfils, (course.id, ("fulfils",), advice))
    found |= _months_to_come(register)
    return found


def _months_to_come(register: Register) -> dict[str, tuple[str, FieldPath, str]]:
    """The months of the rows that a budget answers and does not answer yet."""
    found: dict[str, tuple[str, FieldPath, str]] = {}
    every = [o.id for programme in register.of(Programme) for o in programme.occurrences()]
    for budget in register.of(Budget):
        rows = {month.fulfils.partition("@")[0] for month in budget.months}
        for name in every:
            if name.partition("@")[0] in rows:
                advice = f"add to `months:` `- {{fulfils: {name}, on: …, spent: …}}`"
                found[name] = (budget.id, ("months",), advice)
    return found


def occurrence_title(occurrence: Occurrence) -> str:
    """What people call one time that a row falls due."""
    if occurrence.period and occurrence.period.kind is not PeriodKind.FINANCIAL_YEAR:
        return f"{occurrence.row.title}, {occurrence.period.title}"
    number = occurrence.id.partition("@")[2]
    which = f", no. {number}" if occurrence.row.schedule.times else ""
    return f"{occurrence.row.title}{which}, {occurrence.year.name}"


def _position(register: Register, programme: str, row: int) -> int:
    found = register.get(Programme, programme)
    rows = [item.row for item in found.items] if found else []
    return rows.index(row) if row in rows else 0
