"""How an agency takes part in the Board: seats, talks with the Chair, training, concerns, money."""

from collections.abc import Collection, Iterator
from datetime import date

from hscb_pm.models import ChairMeetings, Concern, Escalation, Group, Meeting, Training
from hscb_pm.models.learning import Session
from hscb_pm.papers.paper import Paper
from hscb_pm.periods import financial_year, say
from hscb_pm.words import joined

Parts = Collection[str | None]
"""The ids of an agency and its directorates."""
Rows = list[tuple[object, ...]]


def concerns(paper: Paper, parts: Parts) -> Rows:
    """Concerns put to an agency, and cases escalated by it or with it: what is open first."""
    found = []
    for record, raised, part in _raised(paper, parts):
        how = paper.standing(record)
        is_over = how is not None and how.state in ("closed", "resolved")
        if raised <= paper.today and how and (not is_over or paper.is_this_year(raised)):
            state = f"{how.state}: {how.why}"
            found.append((is_over, raised, (record.id, record.label, raised, part, state)))
    return [row for *_, row in sorted(found, key=lambda each: (*each[:2], each[2][0]))]


def _raised(paper: Paper, parts: Parts) -> Iterator[tuple[Concern | Escalation, date, str]]:
    hides = paper.register.hides
    for concern in paper.of(Concern):
        if concern.agency in parts:
            by = f" by the {paper.name(concern.by)}" if concern.by and not hides(concern.by) else ""
            yield concern, concern.raised, f"put to it{by}"
    for case in paper.of(Escalation):
        for own, other, way in ((case.by, case.with_, "with"), (case.with_, case.by, "by")):
            if own in parts:
                start = "raised by it" if way == "with" else "raised with it"
                named = "" if hides(other) else f" {way} {paper.name(other)}"
                yield case, case.raised, f"{start}{named}"
                break


def seats(paper: Paper, parts: Parts) -> Rows:
    """How often an agency's seat was filled this year, group by group; the emptiest first."""
    found = []
    for group in paper.of(Group):
        held = [
            (meeting.date, [seat.present for seat in meeting.attendance if seat.agency in parts])
            for meeting in sorted(paper.of(Meeting), key=lambda meeting: meeting.date)
            if meeting.group == group.id
            and meeting.is_shown_on(paper.today)
            and paper.is_this_year(meeting.date)
        ]
        if not held or not (any(came for _, came in held) or set(parts) & set(group.members)):
            continue
        empty = [say(day) for day, came in held if not any(came)]
        filled = len(held) - len(empty)
        row = (group.label, f"{filled} of {len(held)}", joined(empty) or None)
        found.append((-len(empty), group.id, row))
    return [row for *_, row in sorted(found)]


def chair_meetings(paper: Paper, parts: Parts) -> Rows:
    """What the Chair spoke of with an agency this financial year and in the last."""
    year = financial_year(paper.today)
    met = [
        meeting
        for record in paper.of(ChairMeetings)
        if 0 <= year.start.year - record.year.start.year <= 1
        for meeting in record.meetings
        if meeting.agency in parts and meeting.on <= paper.today
    ]
    hides = paper.register.hides
    return [
        (m.on, m.role, m.about, m.agreed, None if hides(m.action) else m.action)
        for m in sorted(met, key=lambda meeting: meeting.on, reverse=True)
    ]


def courses_of(paper: Paper) -> list[tuple[Training, list[Session]]]:
    """The courses of this financial year, and each time that they were held so far."""
    found = [
        (course, [each for each in course.sessions if paper.is_this_year(each.on)])
        for course in paper.of(Training)
    ]
    return [(course, held) for course, held in found if held]


def training(paper: Paper, parts: Parts) -> Rows:
    """How many of an agency's staff came to each course of this year, if any came to one."""
    rows: Rows = []
    is_any = False
    for course, held in courses_of(paper):
        came = [attended for session in held for attended in session.attended]
        own = sum(attended.staff for attended in came if attended.agency in parts)
        every = sum(attended.staff for attended in came)
        is_any = is_any or own > 0
        rows.append((course.label, course.id, len(held), own or "none", every))
    return rows if is_any else []


def money(paper: Paper, parts: Parts) -> str:
    """What an agency pays towards the Board this year."""
    budget = paper.budget
    if budget is None:
        return ""
    paid = sum(each.pounds for each in budget.contributions if each.agency in parts)
    share = f", {round(100 * paid / budget.planned)}%" if budget.planned else ""
    said = f"It pays £{paid:,} of the £{budget.planned:,} that the Board planned to spend in "
    return f"{said}{budget.year.name}{share} ({budget.id})." if paid else ""
