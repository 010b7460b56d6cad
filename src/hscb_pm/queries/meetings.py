"""Meetings: what they are owed, and what they considered."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import partial

from hscb_pm.models import Audit, Group, Meeting
from hscb_pm.periods import say
from hscb_pm.queries.item import DueItem
from hscb_pm.register import Register


def next_meeting(register: Register, group: str, after: date) -> Meeting | None:
    """The first meeting of a group after a day, if one is planned."""
    meetings = register.meetings.get(group, [])
    place = bisect_right(meetings, after, key=lambda meeting: meeting.date)
    return meetings[place] if place < len(meetings) else None


def papers_date(meeting: Meeting | None, today: date) -> date | None:
    """The day by which a paper has to be in for a meeting: once papers are closed, the meeting."""
    if meeting is None:
        return None
    return meeting.papers_by if meeting.papers_by and meeting.papers_by >= today else meeting.date


def considered_by(register: Register, today: date) -> dict[str, dict[str, date]]:
    """When each record or occurrence last came to each group: {id: {group: day}}."""
    found: dict[str, dict[str, date]] = {}
    for group, meetings in register.meetings.items():
        for meeting in meetings:
            if not meeting.is_held_on(today):
                break
            for item in meeting.items:
                for target in filter(None, (item.about, item.fulfils)):
                    found.setdefault(target, {})[group] = meeting.date
    return found


def chair_of(register: Register, group: str) -> str:
    """The role that chairs a group."""
    found = register.get(Group, group)
    return found.chair if found and found.chair else f"Chair, {register.title_of(group)}"


def due_meetings(register: Register, today: date) -> Iterator[DueItem]:
    """List meetings to come and their papers; meetings held that have no minutes."""
    for meeting in register.of(Meeting):
        name = f"{register.title_of(meeting.group)}, {say(meeting.date)}"
        item = partial(
            DueItem,
            record=meeting.id,
            lead=chair_of(register, meeting.group),
            group=meeting.group,
            today=today,
            file=meeting.id,
        )
        if meeting.date >= today:
            yield item(
                kind="meeting",
                title=name,
                due=meeting.date,
                first_due=meeting.revisions[0].was if meeting.revisions else None,
                times_moved=len(meeting.revisions),
                advice="prepare the meeting; afterwards minute it below `items:`",
                clause="F3.8",
                at=("date",),
            )
            if meeting.papers_by and meeting.papers_by >= today:
                yield item(
                    kind="paper",
                    title=f"Papers for the {name}",
                    due=meeting.papers_by,
                    advice="collect the papers",
                    clause="F5.2",
                    at=("papers_by",),
                )
        elif not meeting.items:
            yield item(
                kind="meeting",
                title=f"Minutes of the {name}",
                due=meeting.date,
                advice="add `items:` with what was considered and decided",
                clause="F5.2",
                at=("items",),
            )
        elif meeting.minutes_agreed is None or meeting.minutes_agreed > today:
            following = next_meeting(register, meeting.group, meeting.date)
            yield item(
                kind="meeting",
                title=f"Agreement of the minutes of the {name}",
                due=following.date if following else None,
                advice="add `minutes_agreed:` with the day",
                clause="F3.8",
                at=("minutes_agreed",),
            )


def due_requests(register: Register, today: date) -> Iterator[DueItem]:
    """List reports that a group asked to see and has not seen since (framework, section 5)."""
    considered = considered_by(register, today)
    for meeting in register.of(Meeting):
        if not meeting.is_held_on(today):
            continue
        for index, asked in enumerate(meeting.items):
            seen = considered.get(asked.requests or "", {}).get(meeting.group, date.min)
            if asked.requests is None or seen > meeting.date:
                continue
            audit = register.get(Audit, asked.requests)
            following = next_meeting(register, meeting.group, today)
            where = following.id if following else f"a new meeting of {meeting.group}"
            group = register.title_of(meeting.group)
            yield DueItem(
                record=asked.requests,
                kind="request",
                title=f"Requested by the {group}: {register.title_of(asked.requests)}",
                lead=audit.lead.role if audit and audit.lead else "Business Manager",
                agency=audit.lead.agency if audit and audit.lead else None,
                group=meeting.group,
                due=papers_date(following, today),
                today=today,
                advice=f"put it on the agenda: an item `about: {asked.requests}` in {where}",
                clause="F5.2",
                file=meeting.id,
                at=("items", index, "requests"),
            )
