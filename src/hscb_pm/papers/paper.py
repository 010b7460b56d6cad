"""What all papers share: of which register, on which day, for which meeting, for whose eyes."""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from hscb_pm.models import Budget, Meeting, Programme, Record
from hscb_pm.periods import financial_year, say, say_with_weekday
from hscb_pm.queries.actions import sources
from hscb_pm.queries.due import due_items
from hscb_pm.queries.item import DueItem, DueState, Standing
from hscb_pm.queries.meetings import considered_by
from hscb_pm.queries.states import states
from hscb_pm.register import Register
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.papers.indicators import Readout

R = TypeVar("R", bound=Record)
FEW: Final = 10
"""So many of what is going as it should are named one by one; of more the number is enough."""
Values = dict[str, Any]
"""Plain values for a template: texts, numbers, dates, figures, and rows of them."""


class Audience(StrEnum):
    """Who may read a paper: everyone, or the Board's own members and staff."""

    PUBLIC = "public"
    INTERNAL = "internal"


READERS: Final = {
    Audience.PUBLIC: "public: without confidential records and counts that could point to a child",
    Audience.INTERNAL: "internal: for the Board's own members and staff, not to be passed on",
}


class Paper:
    """One paper: the register on a day, as its readers may see it (`Register.for_public`)."""

    def __init__(
        self,
        register: Register,
        today: date,
        meeting: Meeting | None,
        audience: Audience,
        subject: str | None = None,
    ) -> None:
        self.register, self.today = register, today
        self.meeting, self.audience = meeting, audience
        self.subject = subject
        """The id of the record that it is about, if it is about one."""
        self.base: Callable[[date], Register | None] = lambda _: None
        """The register as it was on a day, where its history tells."""
        self.pictures: dict[str, str] = {}
        """The charts that the paper shows, as SVG, by their files beside it."""

    def is_past(self, day: date | None) -> bool:
        """Whether a day is given, and has come."""
        return day is not None and day <= self.today

    def is_this_year(self, day: date | None) -> bool:
        """Whether something happened in this financial year so far."""
        return day is not None and financial_year(self.today).start <= day <= self.today

    @property
    def budget(self) -> Budget | None:
        """The Board's money of this financial year."""
        found = self.register.get(Budget, f"BDG-{financial_year(self.today).name}")
        return None if found is None or self.register.hides(found.id) else found

    def record(self, kind: type[R]) -> R:
        """The record that it is about."""
        return self.register.records[kind][self.subject or ""]  # type: ignore[return-value]

    def on(self, day: date) -> "Paper":
        """The same paper as it was on another day."""
        if day == self.today:
            return self
        other = Paper(self.register, day, self.meeting, self.audience, self.subject)
        other.base = self.base
        return other

    def about(self, subject: str | None, meeting: Meeting | None) -> "Paper":
        """Another paper for the same readers; what takes long is worked out once for both."""
        _ = self.overdue, self.considered, self.readouts, self.led_to, self.standing
        other = copy(self)
        other.subject, other.meeting, other.pictures = subject, meeting, {}
        return other

    @property
    def board(self) -> str:
        """The Board's name, as a title begins."""
        board = self.register.board
        return board.title if board else "The Board"

    def name(self, record_id: str | None) -> str:
        """What a record is called in this paper; an occurrence by its row of the programme."""
        row = self._rows.get((record_id or "").partition("@")[0])
        return row or self.register.title_of(record_id)

    def who(self, role: str, agency: str | None) -> str:
        """A role, and the agency that it is in, unless the role says so."""
        name = self.name(agency)
        return f"{role}, {name}" if name and name not in role else role

    @cached_property
    def _rows(self) -> dict[str, str]:
        return {
            f"{programme.id}/{row.row}": row.title
            for programme in self.of(Programme)
            for row in programme.items
        }

    def of(self, kind: type[Any]) -> list[Any]:
        """The records of a kind that these readers may see."""
        return [record for record in self.register.of(kind) if not self.register.hides(record.id)]

    @cached_property
    def items(self) -> list[DueItem]:
        """The due list, without what is hidden."""
        return due_items(self.register, self.today)

    @cached_property
    def overdue(self) -> list[DueItem]:
        """What of the due list is late, the longest first."""
        return [item for item in self.items if item.state is DueState.OVERDUE]

    @cached_property
    def considered(self) -> dict[str, dict[str, list[date]]]:
        """When each record came to each group."""
        return considered_by(self.register, self.today)

    @cached_property
    def led_to(self) -> dict[str, list[str]]:
        """What led to each action."""
        return sources(self.register, self.today)

    @cached_property
    def standing(self) -> Callable[[Record], Standing | None]:
        """How a record stands."""
        return states(self.register, self.today)

    @cached_property
    def readouts(self) -> "list[Readout]":
        """The indicators, as these readers may see them."""
        from hscb_pm.papers.indicators import readouts

        return readouts(self.register, self.today, self.audience)

    def takes(self, owed: DueItem) -> bool:
        """Whether the meeting has on its agenda what is owed, or the record that answers it."""
        taken: set[str | None] = set()
        for item in self.meeting.items if self.meeting else ():
            about = self.register.record(item.about) if item.about else None
            taken |= {item.about, item.fulfils, getattr(about, "fulfils", None)}
        return owed.record in taken

    def presents(self, owed: DueItem) -> bool:
        """Whether what is owed is a presentation, and it is on this agenda."""
        return owed.kind == "paper" and self.takes(owed)

    @property
    def unread(self) -> str:
        """Which files could not be read; how many, where their names are not for the readers."""
        files = self.register.left_out
        said = f"{count(len(files), 'file')} could not be read" if files else ""
        if not files or self.audience is Audience.PUBLIC:
            return said
        names = (name.encode("utf-8", "backslashreplace").decode() for name in files)
        return f"{said}: {', '.join(names)}"

    def left_out(self) -> list[str]:
        """What is not in this paper, and why; each a sentence."""
        said = []
        if hidden := self.register.hidden_count:
            records = count(hidden, "record is", "records are")
            said.append(f"{records} confidential and not for this paper's readers.")
        if self.unread:
            said.append(f"{self.unread}.")
        if later := self.register.facts_after(self.today):
            facts = count(len(later), "fact is", "facts are")
            said.append(f"{facts} dated after {say(self.today)}, and not counted here.")
        if self.register.kept_since > date.min:
            since = say(self.register.kept_since)
            said.append(
                f"What the programme wanted before {since} is not asked for: the register "
                "is kept from that day on."
            )
        if invented := _illustrative(self.register):
            said.append(
                f"This is a worked example: {invented} of {len(self.register)} records are "
                "illustrative, wholly or in part, and were invented to show how the register works."
            )
        return said


class Subject(NamedTuple):
    """What a paper is about: records of some kinds, and which one if none is named."""

    one: str
    """What one is called, as in `an audit`."""
    example: str
    kinds: tuple[type[Record], ...]
    default: Callable[[Register, date], str | None] | None = None
    """None where one has to be named."""


class Kind(NamedTuple):
    """One of the papers: what it shows, to whom, and what gathers it."""

    name: str
    shows: str
    """What is in it, as a line of a list says it."""
    purpose: str
    """What it is for, as its front sheet says it."""
    basis: str
    """What in law or guidance it answers."""
    gather: Callable[[Paper], Values]
    """Its title, what is asked for, and all that its template says."""
    group: str = "board"
    """The function of the group whose meeting it is for."""
    subject: Subject | None = None
    author: Callable[[Paper], str | None] = lambda _: None
    """The role that writes it, where that is not the business manager."""
    is_tabled: bool = True
    """Whether it can itself be an item of an agenda."""
    none: str = "None."
    """What is said where there is nothing."""

    def fits(self, record: type[Record] | None) -> bool:
        """Whether a paper can be about a record of that kind, or, without one, about none."""
        if record is None:
            return self.subject is None or self.subject.default is not None
        return self.subject is None or record in self.subject.kinds


def when_of(meeting: Meeting | None) -> str:
    """The day of a meeting, in words."""
    return say_with_weekday(meeting.date) if meeting else "not planned yet"


def _illustrative(register: Iterable[Record]) -> int:
    return sum(record.illustrative is True for record in register)
