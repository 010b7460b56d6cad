"""The front sheet: what a meeting is given, by whom, what for, and what it is asked to do."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from hscb_pm.models import Audit, Budget, Group, Meeting, Review, Scrutiny
from hscb_pm.models.meeting import FrontSheet, Item
from hscb_pm.papers.paper import READERS, Kind, Paper, when_of
from hscb_pm.periods import financial_year, say, say_with_weekday
from hscb_pm.queries.item import chair_of
from hscb_pm.register import Register
from hscb_pm.words import count, joined

AUTHOR: Final = "Business Manager"
"""Who writes a paper that names no other role."""
NOTHING: Final = "Nothing is recorded."


class Place(NamedTuple):
    """Where a paper stands on an agenda: its item, and which of them it is, from 1."""

    number: int
    item: Item


def place_of(kind: Kind, paper: Paper) -> Place | None:
    """The item of the meeting that the paper is for, if it is on the agenda."""
    for number, item in enumerate(paper.meeting.items if paper.meeting else (), 1):
        if is_about(item, kind, paper.register, paper.subject):
            return Place(number, item)
    return None


def meeting_for(kind: Kind, register: Register, today: date, subject: str | None) -> Meeting | None:
    """The meeting that is to take a paper: the next with it on its agenda, else its group's."""
    ahead = sorted(
        (m for m in register.of(Meeting) if m.date >= today and not register.hides(m.id)),
        key=lambda meeting: (meeting.date, meeting.id),
    )
    own = {group.id for group in register.of(Group) if group.function == kind.group}
    groups = {subject} if register.get(Group, subject) else own
    boards = {group.id for group in register.of(Group) if group.function == "board"}
    takes = [m for m in ahead if any(is_about(item, kind, register, subject) for item in m.items)]
    wanted = [
        *(m for m in takes if m.group in groups),
        *takes,
        *(m for m in ahead if m.group in groups),
        *(m for m in ahead if m.group in boards),
    ]
    return next(iter(wanted), None)


def is_about(item: Item, kind: Kind, register: Register, subject: str | None) -> bool:
    """Whether an item takes a paper: it names the paper, or what the paper is about."""
    if subject is not None and (item.about or item.fulfils):
        answers = getattr(register.record(subject), "fulfils", None)
        return item.about == subject or (isinstance(answers, str) and item.fulfils == answers)
    has_one = kind.subject is None or kind.subject.default is not None
    return has_one and item.paper == kind.name


def front(kind: Kind, paper: Paper) -> list[tuple[str, object]]:
    """The rows of the front sheet."""
    place, meeting = place_of(kind, paper), paper.meeting
    sheet = _sheet(place)
    where = f"{paper.name(meeting.group)}, {when_of(meeting)}" if meeting else when_of(None)
    rows: list[tuple[str, object]] = [("Meeting", where)]
    if meeting:
        total = len(meeting.items)
        rows.append(
            ("Agenda number", f"{place.number} of {total}" if place else "not on the agenda yet")
        )
        if meeting.papers_by:
            rows.append(("Papers by", meeting.papers_by))
        rows.append(("Sponsor", sheet.sponsor or chair_of(paper.register, meeting.group)))
    return [
        *rows,
        ("Author", sheet.author or kind.author(paper) or AUTHOR),
        ("For", joined(list(_for(paper, place)))),
        ("Purpose", sheet.purpose or kind.purpose),
        ("Considered before", _considered(kind, paper)),
        ("As at", say_with_weekday(paper.today)),
        ("Readers", READERS[paper.audience]),
        *([("Incomplete", paper.unread)] if paper.unread else []),
    ]


def _sheet(place: Place | None) -> FrontSheet:
    return (place and place.item.front) or FrontSheet()


def _for(paper: Paper, place: Place | None) -> Iterator[str]:
    """What the paper is for: as the agenda says, else to be discussed where something is late."""
    if place and place.item.for_:
        yield place.item.for_
    elif paper.overdue:
        yield "discussion"
        yield "information"
    else:
        yield "information"


def group_of(paper: Paper) -> str:
    """The group that is asked, as a sentence names it."""
    found = paper.register.get(Group, paper.meeting.group) if paper.meeting else None
    if found and found.function != "board" and not paper.register.hides(found.id):
        return found.label
    board = paper.register.board
    return (board and board.abbreviation) or "Board"


def asked(kind: Kind, paper: Paper, found: list[str]) -> list[str]:
    """What the group is asked to do: as the agenda says, then as the register makes it."""
    wanted = [*_sheet(place_of(kind, paper)).asked, *found]
    return [*wanted, "note the rest of this paper" if wanted else "note this paper"]


def _considered(kind: Kind, paper: Paper) -> str:
    """The groups to which this came before the meeting, and when."""
    before: dict[str, str] = {}
    for meeting in sorted(paper.of(Meeting), key=lambda meeting: meeting.date):
        if meeting.is_shown_on(paper.today) and any(
            is_about(item, kind, paper.register, paper.subject) for item in meeting.items
        ):
            before[paper.name(meeting.group)] = say(meeting.date)
    said = joined([f"{group} on {day}" for group, day in before.items()])
    return said or "by no group so far"


# --- Implications ----------------------------------------------------------------------------


def implications(kind: Kind, paper: Paper) -> list[tuple[str, str]]:
    """What the paper means otherwise: as its front sheet says, else as the register knows it."""
    sheet = _sheet(place_of(kind, paper))
    record = paper.register.record(paper.subject) if paper.subject else None
    scrutiny = record if isinstance(record, Scrutiny) else None
    return [
        ("Equality", sheet.equality or _equality(paper, scrutiny)),
        ("Voice of the child", sheet.voice_of_the_child or _voice(paper, scrutiny)),
        ("Legal", sheet.legal or kind.basis),
        ("Finance", sheet.finance or _finance(paper)),
        ("Risk", sheet.risk or _risk(paper)),
    ]


def _this_year(paper: Paper) -> list[Scrutiny]:
    """The audits and reviews whose report was finished this financial year."""
    year = financial_year(paper.today)
    every: list[Scrutiny] = [*paper.of(Audit), *paper.of(Review)]
    return [each for each in every if each.reported and year.start <= each.reported <= paper.today]


def _equality(paper: Paper, scrutiny: Scrutiny | None) -> str:
    if scrutiny:
        return scrutiny.equality or NOTHING
    year = _this_year(paper)
    said = sum(bool(each.equality) for each in year)
    return f"{_so_many(said, year)} how equality was considered."


def _voice(paper: Paper, scrutiny: Scrutiny | None) -> str:
    if scrutiny and scrutiny.involved:
        return scrutiny.involved.how
    if scrutiny:
        return scrutiny.not_involved or NOTHING
    year = _this_year(paper)
    heard = sum(bool(each.involved and "children" in each.involved.who) for each in year)
    return f"{_so_many(heard, year)} how children themselves were asked."


def _so_many(number: int, of: list[Scrutiny]) -> str:
    every = count(len(of), "audit or review", "audits and reviews")
    return (
        f"Of {every} reported this year, {number or 'none'} {'states' if number == 1 else 'state'}"
    )


def _finance(paper: Paper) -> str:
    """How the Board's money stood when it was last looked at this year."""
    year = financial_year(paper.today)
    for budget in paper.of(Budget):
        looks = [month for month in budget.months if month.on <= paper.today]
        if budget.year != year or not looks:
            continue
        last = max(looks, key=lambda month: month.on)
        said = f"£{last.spent:,} of the Board's £{budget.planned:,} was spent by {say(last.on)}"
        return f"{said}; £{last.forecast:,} is forecast." if last.forecast else f"{said}."
    return NOTHING


def _risk(paper: Paper) -> str:
    late = len(paper.overdue)
    if not late:
        return "Nothing that is owed is overdue."
    worst = paper.overdue[0]
    return (
        f"{count(late, 'item is', 'items are')} overdue, the longest since "
        f"{say(worst.due or paper.today)}."
    )
