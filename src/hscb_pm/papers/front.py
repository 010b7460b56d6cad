"""The front sheet: what a meeting is given, by whom, what for, and what it is asked to do."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from hscb_pm.models import AnnualReport, Audit, Budget, Group, Meeting, Review, Scrutiny
from hscb_pm.models.meeting import FrontSheet, Item
from hscb_pm.papers.paper import READERS, Kind, Paper, when_of
from hscb_pm.periods import say, say_with_weekday
from hscb_pm.queries.item import DueItem, chair_of
from hscb_pm.register import Register
from hscb_pm.words import count, joined

AUTHOR: Final = "Business Manager"
"""Who writes a paper that names no other role."""
_ASPECTS: Final = ("Equality", "Voice of the child", "Legal", "Finance", "Risk")
NOTHING: Final = "Nothing is recorded."


class Place(NamedTuple):
    """Where a paper stands on an agenda: its item, and which of them it is, from 1."""

    number: int
    item: Item


def places(paper: Paper) -> list[Place]:
    """The items of the meeting that a paper is for, in their order."""
    items = paper.meeting.items if paper.meeting else ()
    return [Place(number, item) for number, item in enumerate(items, 1)]


def place_of(kind: Kind, paper: Paper) -> Place | None:
    """The item of the meeting that the paper is for, if it is on the agenda."""
    found = (p for p in places(paper) if is_about(p.item, kind, paper.register, paper.subject))
    return next(found, None)


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
    if kind.is_tabled and item.paper not in (None, kind.name):
        return False
    if subject is not None and (item.about or item.fulfils):
        answers = getattr(register.record(subject), "fulfils", None)
        return item.about == subject or (isinstance(answers, str) and item.fulfils == answers)
    has_one = kind.subject is None or kind.subject.default is not None
    return has_one and item.paper == kind.name


class Sheet:
    """The front sheet of a paper, at its place on the agenda."""

    def __init__(self, kind: Kind, paper: Paper, place: Place | None = None) -> None:
        self.kind, self.paper = kind, paper
        self.place = place or place_of(kind, paper)
        self.said = (self.place and self.place.item.front) or FrontSheet()

    def rows(self) -> list[tuple[str, object]]:
        """What it says, row by row."""
        kind, paper = self.kind, self.paper
        purpose = self.said.purpose or kind.purpose
        return [
            *self._meeting(),
            ("Author", self.said.author or kind.author(paper) or AUTHOR),
            ("For", joined(list(self._for()))),
            *([("Purpose", purpose)] if purpose else []),
            *([("About", _titled(paper))] if paper.subject else []),
            *([("Considered before", self._considered())] if kind.is_tabled else []),
            ("As at", say_with_weekday(paper.today)),
            ("Readers", READERS[paper.audience]),
            *([("Incomplete", paper.unread)] if paper.unread else []),
        ]

    def _meeting(self) -> Iterator[tuple[str, object]]:
        meeting, place = self.paper.meeting, self.place
        if meeting is None:
            yield "Meeting", when_of(None)
            return
        held = ", which has been held" if meeting.date < self.paper.today else ""
        yield "Meeting", f"{self.paper.name(meeting.group)}, {when_of(meeting)}{held}"
        if self.kind.is_tabled:
            of = len(meeting.items)
            yield "Agenda number", f"{place.number} of {of}" if place else self._no_place(meeting)
        if meeting.papers_by:
            yield "Papers by", meeting.papers_by
        yield "Sponsor", self.said.sponsor or chair_of(self.paper.register, meeting.group)

    def _no_place(self, meeting: Meeting) -> str:
        """A paper that its group has taken is not waiting for a place."""
        name = self.paper.name(meeting.group)
        return "not on this agenda" if name in self._before else "not on the agenda yet"

    def _for(self) -> Iterator[str]:
        """As the agenda says; else to be discussed where something is late."""
        if self.place and self.place.item.for_:
            yield self.place.item.for_
            return
        if self.paper.overdue:
            yield "discussion"
        yield "information"

    def _considered(self) -> str:
        said = joined([f"{group} on {day}" for group, day in self._before.items()])
        return said or "by no group so far"

    @cached_property
    def _before(self) -> dict[str, str]:
        """The groups to which this came before, and when."""
        before: dict[str, str] = {}
        for meeting in sorted(self.paper.of(Meeting), key=lambda meeting: meeting.date):
            if meeting.is_shown_on(self.paper.today) and any(map(self._is_this, meeting.items)):
                before[self.paper.name(meeting.group)] = say(meeting.date)
        return before

    def _is_this(self, item: Item) -> bool:
        """Whether an item of another meeting took the same."""
        own = self.place.item if self.place else Item()
        same = {item.about, item.fulfils} & {own.about, own.fulfils} - {None}
        return bool(same) or is_about(item, self.kind, self.paper.register, self.paper.subject)

    def asked(self, found: list[str]) -> list[str]:
        """What the group is asked to do: as the agenda says, then as the register makes it."""
        wanted = [*self.said.asked, *found]
        return [*wanted, "note the rest of this paper" if wanted else "note this paper"]

    def implications(self) -> list[tuple[str, str]]:
        """What the paper means otherwise: as the agenda says, else as the register knows it."""
        said, paper = self.said, self.paper
        if not self.kind.basis:  # no paper stands behind it: only what somebody wrote
            given = (said.equality, said.voice_of_the_child, said.legal, said.finance, said.risk)
            return [(name, text) for name, text in zip(_ASPECTS, given, strict=True) if text]
        record = paper.register.record(paper.subject) if paper.subject else None
        scrutiny = record if isinstance(record, Scrutiny) else None
        known = (
            said.equality or _equality(paper, scrutiny),
            said.voice_of_the_child or _voice(paper, scrutiny),
            said.legal or self.kind.basis,
            said.finance or _finance(paper),
            said.risk or _risk(paper),
        )
        return list(zip(_ASPECTS, known, strict=True))


def group_of(paper: Paper) -> str:
    """The group that is asked, as a sentence names it."""
    found = paper.register.get(Group, paper.meeting.group) if paper.meeting else None
    if found and found.function != "board" and not paper.register.hides(found.id):
        return found.label
    board = paper.register.board
    return (board and board.abbreviation) or "Board"


# --- Implications, as the register knows them ------------------------------------------------


def _this_year(paper: Paper) -> list[Scrutiny]:
    """The audits and reviews whose report was finished this financial year."""
    every: list[Scrutiny] = [*paper.of(Audit), *paper.of(Review)]
    return [each for each in every if paper.is_this_year(each.reported)]


def _equality(paper: Paper, scrutiny: Scrutiny | None) -> str:
    if scrutiny:
        return scrutiny.equality or NOTHING
    year = _this_year(paper)
    said = sum(bool(each.equality) for each in year)
    return _so_many(said, year, "how equality was considered")


def _voice(paper: Paper, scrutiny: Scrutiny | None) -> str:
    if scrutiny and scrutiny.involved:
        return scrutiny.involved.how
    if scrutiny:
        return scrutiny.not_involved or NOTHING
    year = _this_year(paper)
    heard = sum(bool(each.involved and "children" in each.involved.who) for each in year)
    return _so_many(heard, year, "how children themselves were asked")


def _so_many(number: int, of: list[Scrutiny], what: str) -> str:
    if not of:
        return "No audit or review has been reported this year."
    every = count(len(of), "audit or review", "audits and reviews")
    states = "states" if number == 1 else "state"
    return f"Of {every} reported this year, {number or 'none'} {states} {what}."


def _finance(paper: Paper) -> str:
    """How the Board's money stood when it was last looked at this year."""
    budget = paper.budget
    looks = [month for month in budget.months if month.on <= paper.today] if budget else []
    if budget is None or not looks:
        return NOTHING
    last = max(looks, key=lambda month: month.on)
    said = f"£{last.spent:,} of the Board's £{budget.planned:,} was spent by {say(last.on)}"
    return f"{said}; {_forecast(budget, last.forecast)}." if last.forecast else f"{said}."


def _forecast(budget: Budget, forecast: int) -> str:
    over = forecast - budget.planned
    said = f"£{forecast:,} is forecast for the year"
    return f"{said}, £{abs(over):,} {'more' if over > 0 else 'less'} than planned" if over else said


def _risk(paper: Paper) -> str:
    """What is overdue: of what the paper is about, where it is about one record."""
    is_of_one = paper.subject and not paper.register.get(AnnualReport, paper.subject)
    late = [
        item
        for item in paper.overdue
        if not is_of_one or (_concerns(paper, item) and not paper.presents(item))
    ]
    if not late:
        return "Nothing that is owed is overdue."
    since = say(late[0].due or paper.today)
    longest = ", the longest" if len(late) > 1 else ""
    return f"{count(len(late), 'item is', 'items are')} overdue{longest} since {since}."


def _concerns(paper: Paper, item: DueItem) -> bool:
    """Whether something owed is about the paper's record, or owed by it, to it or because of it."""
    subject = paper.subject or ""
    answers = getattr(paper.register.record(subject), "fulfils", None)
    named = [item.record, item.file, *paper.led_to.get(item.record, ())]
    is_part = any(f"{name}/".startswith((f"{subject}/", f"{subject}-")) for name in named)
    return is_part or subject in (item.agency, item.group) or item.record == answers


def _titled(paper: Paper) -> str:
    """The record that a paper is about, with its id where that is no name already."""
    title, name = paper.name(paper.subject), paper.subject or ""
    return f"{title} ({name})" if name[:3].isupper() else title
