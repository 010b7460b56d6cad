"""Meetings: what they are owed, and what they considered."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from functools import partial

from hscb_pm.models import Audit, Meeting, Review
from hscb_pm.periods import say
from hscb_pm.queries.item import DueItem, chair_of, slip_of
from hscb_pm.register import Register


def next_meeting(register: Register, group: str, after: date) -> Meeting | None:
    """The first meeting of a group after a day, if one is planned."""
    meetings = register.meetings.get(group, [])
    place = bisect_right(meetings, after, key=lambda meeting: meeting.date)
    return meetings[place] if place < len(meetings) else None


def papers_date(meeting: Meeting | None) -> date | None:
    """The day by which a paper has to be in for a meeting."""
    return (meeting.papers_by or meeting.date) if meeting else None


def on_the_agenda(
    meeting: Meeting | None, target: str, group: str, *, key: str, also: str | None = None
) -> str:
    """What to do so that a meeting takes something, or `also` what answers it."""
    if meeting is None:
        return f"put it on the agenda: an item `{key}: {target}` in a new meeting of {group}"
    wanted = {target, also} - {None}
    if any({item.about, item.fulfils} & wanted for item in meeting.items):
        return f"it is on the agenda of {meeting.id}; send the paper in"
    return f"put it on the agenda: an item `{key}: {target}` in {meeting.id}"


def considered_by(register: Register, today: date) -> dict[str, dict[str, list[date]]]:
    """The days on which each record or occurrence came to each group: {id: {group: days}}.

    An agenda alone shows nothing: attendance or agreed minutes have to show that the day was held.
    """
    found: dict[str, dict[str, list[date]]] = {}
    for group, meetings in register.meetings.items():
        for meeting in meetings:
            if not meeting.is_shown_on(today):
                continue
            for item in meeting.items:
                for target in filter(None, (item.about, item.fulfils)):
                    found.setdefault(target, {}).setdefault(group, []).append(meeting.date)
    return found


def first_from(days: list[date], since: date) -> date | None:
    """The first of some days, in their order, that is not before another."""
    place = bisect_left(days, since)
    return days[place] if place < len(days) else None


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
        minutes_agreed = meeting.minutes_agreed is not None and meeting.minutes_agreed <= today
        if meeting.date >= today:
            yield item(
                kind="meeting",
                title=name,
                due=meeting.date,
                slip=slip_of(meeting.revisions, today),
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
        elif not meeting.items or not meeting.is_shown_on(today):
            yield item(
                kind="meeting",
                title=f"Minutes of the {name}",
                about=f"{meeting.id}/minutes",
                due=meeting.date,
                advice="nothing shows that it was held: add `attendance:`, and correct `items:` to "
                "what was considered and decided",
                clause="F5.2",
                at=("items",) if meeting.items else ("date",),
            )
        elif not minutes_agreed:
            following = next_meeting(register, meeting.group, meeting.date)
            yield item(
                kind="meeting",
                title=f"Agreement of the minutes of the {name}",
                about=f"{meeting.id}/agreement",
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
            days = considered.get(asked.requests or "", {}).get(meeting.group, [])
            if asked.requests is None or (days and days[-1] > meeting.date):
                continue
            wanted = asked.requests
            audit = register.get(Audit, wanted) or register.get(Review, wanted)
            first = next_meeting(register, meeting.group, meeting.date)
            following = next_meeting(register, meeting.group, today)
            group = register.title_of(meeting.group)
            yield DueItem(
                record=asked.requests,
                kind="request",
                title=f"Requested by the {group}: {register.title_of(asked.requests)}",
                lead=audit.lead.role if audit and audit.lead else "Business Manager",
                agency=audit.lead.agency if audit and audit.lead else None,
                group=meeting.group,
                due=papers_date(first),
                today=today,
                advice=on_the_agenda(following, asked.requests, meeting.group, key="about"),
                clause="F5.2",
                file=meeting.id,
                at=("items", index, "requests"),
                about=f"{asked.requests}/{meeting.id}",
            )
