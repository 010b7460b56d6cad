"""The agenda of a group's next meeting: what it takes, what it is owed, what it is told."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import Group, Meeting
from hscb_pm.models.meeting import Item
from hscb_pm.papers.paper import Kind, Paper, Subject, Values, when_of
from hscb_pm.papers.sections import due_and_how_far, item_name, taken_before, who
from hscb_pm.periods import say
from hscb_pm.queries.item import DueItem, DueState
from hscb_pm.queries.meetings import papers_date
from hscb_pm.words import count, joined

_PAPERS: Final = ("paper", "request", "follow-up")
_DECIDED: Final = {"circulate": "circulated", "table": "to be tabled", "not-needed": "not needed"}


def agenda(paper: Paper) -> Values:
    """Everything that an agenda says."""
    group, meeting = paper.subject or "", paper.meeting
    items = meeting.items if meeting else ()
    owed = [item for item in _of_group(paper) if item.kind in _PAPERS and item.record != _id(paper)]
    arising = [item for item in _of_group(paper) if item.kind not in (*_PAPERS, "meeting")]
    off_agenda = [item for item in owed if not paper.takes(item)]
    return {
        "title": f"{paper.name(group)}: agenda, {when_of(meeting)}",
        "asked": list(_asked(off_agenda, [*_minutes(paper)], arising)),
        "said": _said(paper, owed, off_agenda),
        "owed": [
            (
                due_and_how_far(item),
                item.title,
                paper.register.id_of(item.record),
                who(paper, item),
                "yes" if paper.takes(item) else "not yet",
            )
            for item in owed
        ],
        "items": [
            (
                number,
                item_name(paper, item),
                item.for_ or "information",
                _record(paper, item),
                taken_before(paper, item) or "by no other group so far",
            )
            for number, item in enumerate(items, 1)
        ],
        "minutes": list(_minutes(paper)),
        "arising": [
            (due_and_how_far(item), item.title, item.record, who(paper, item)) for item in arising
        ],
        "asked_for": list(_asked_for(paper)),
        "circulated": list(_circulated(paper)),
    }


def _id(paper: Paper) -> str | None:
    return paper.meeting.id if paper.meeting else None


def _of_group(paper: Paper) -> list[DueItem]:
    """What the group owes or is owed by the day it meets, the longest overdue first."""
    day = paper.meeting.date if paper.meeting else paper.today
    return [
        item
        for item in paper.items
        if item.group == paper.subject and item.due is not None and item.due <= day
    ]


def _said(paper: Paper, owed: list[DueItem], off_agenda: list[DueItem]) -> str:
    late = sum(item.state is DueState.OVERDUE for item in owed)
    day = papers_date(paper.meeting)
    said = f"{count(len(owed), 'paper is', 'papers are')} owed to this meeting".capitalize()
    said += f", {late} of them late" if late else ""
    said += f"; {len(off_agenda)} not on the agenda yet" if off_agenda else ""
    return f"{said}. Papers are to be in by {say(day)}." if day else f"{said}."


def _asked(
    off_agenda: list[DueItem], minutes: list[tuple[str, str, str]], arising: list[DueItem]
) -> Iterator[str]:
    if minutes:
        yield f"agree the minutes of {joined([name for name, *_ in minutes])}"
    if off_agenda:
        what = count(len(off_agenda), "paper that is", "papers that are")
        yield f"say when it will take {what} owed and not on the agenda (section 1)"
    if late := [item for item in arising if item.state is DueState.OVERDUE]:
        what = count(len(late), "overdue item", "overdue items")
        yield f"say of {what} what stands in the way, and by when it will be done (section 3)"


def _record(paper: Paper, item: Item) -> str | None:
    """What is tabled: a record, a piece of the programme, or a paper of this tool."""
    named = next(filter(None, (item.about, item.fulfils, item.requests)), None)
    return paper.register.id_of(named) or (f"{item.paper} paper" if item.paper else None)


def _since(paper: Paper) -> date:
    """The day of the group's last meeting that is known to have been held."""
    held = [
        meeting.date
        for meeting in paper.register.meetings.get(paper.subject or "", [])
        if meeting.is_shown_on(paper.today)
    ]
    return held[-1] if held else date.min


def _minutes(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Minutes that are still to be agreed."""
    for item in paper.items:
        if item.kind == "meeting" and item.group == paper.subject and item.record != _id(paper):
            found = paper.register.get(Meeting, item.record)
            if found and found.date < paper.today and not paper.register.hides(found.id):
                shown = found.is_shown_on(paper.today)
                stands = "to be agreed" if shown else "no minutes yet"
                yield paper.name(found.id), stands, found.id


def _asked_for(paper: Paper) -> Iterator[tuple[object, ...]]:
    """What the group's last meeting asked for or decided, and has to hear of again."""
    since = _since(paper)
    for meeting in paper.register.meetings.get(paper.subject or "", []):
        if meeting.date == since and not paper.register.hides(meeting.id):
            for item in meeting.items:
                if item.requests or item.reason:
                    decided = _DECIDED.get(item.decision or "", "asked for")
                    yield item_name(paper, item), decided, item.reason, meeting.id


def _circulated(paper: Paper) -> Iterator[tuple[object, ...]]:
    """What groups have decided to circulate for information since this one last met."""
    since, own = _since(paper), paper.subject
    group = paper.register.get(Group, own)
    is_above = group is not None and group.function in ("board", "executive")
    for meeting in sorted(paper.of(Meeting), key=lambda found: (found.date, found.id)):
        if not since <= meeting.date <= paper.today or not meeting.is_shown_on(paper.today):
            continue
        if is_above or meeting.group == own:
            for item in meeting.items:
                if item.decision == "circulate":
                    yield (
                        meeting.date,
                        item_name(paper, item),
                        paper.name(meeting.group),
                        item.reason,
                    )


AGENDA: Final = Kind(
    "agenda",
    shows="the next meeting of a group: papers owed, matters arising, what is due, what it is told",
    purpose="To let members see before the meeting what they take, what they are owed, and what "
    "has been left from the last.",
    basis="Framework, section 5: each report passes the sub groups, which say what is tabled at "
    "the Board, what is circulated, and what is not needed.",
    gather=agenda,
    subject=Subject("the group", "board", (Group,)),
    is_tabled=False,
    none="None for this meeting.",
)
