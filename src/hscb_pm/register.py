"""The register in memory: records by kind and id, what refers to what, and where each was read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

from hscb_pm.models import (
    Agency,
    Audit,
    Board,
    Cycle,
    Group,
    GroupReport,
    Meeting,
    Programme,
    Record,
    Return,
    Review,
    Scrutiny,
    Standards,
    WorkPlan,
)
from hscb_pm.models.record import Fact, Refers, marked
from hscb_pm.periods import say
from hscb_pm.problem import FieldPath, Location, Problem

if TYPE_CHECKING:
    from hscb_pm.history import Commit

R = TypeVar("R", bound=Record)
CONFIDENTIAL: Final = "a confidential record"


class Source(Protocol):
    """Where a record was read; `store` gives it."""

    path: str

    @property
    def text(self) -> str:
        """The text of the file."""
        ...

    def at(self, field_path: FieldPath | str, *, key: bool = False) -> tuple[int, int]:
        """The line and column of a value, or of its key."""
        ...


class Reference(NamedTuple):
    """One record naming another."""

    record: str
    path: FieldPath
    target: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Register:
    """All the records of a board that could be read, and the problems of those that could not."""

    path: Path
    records: Mapping[type[Record], Mapping[str, Record]]
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    rejected: frozenset[str] = frozenset()
    """Ids of files that are there and could not be read: nothing that names them is broken."""
    left_out: tuple[str, ...] = ()
    """Paths of the files that could not be read."""
    files: int = 0
    unfilled: frozenset[str] = frozenset()
    """Ids of records in whose files something may be left to be filled in."""
    suspects: frozenset[str] = frozenset()
    """Paths of files in which the privacy guard saw something: nothing of them is shown."""
    commit: "Commit | None" = None
    """The commit whose files were read; None where they were read from the disk."""
    within: str | None = None
    """Where that stood in the commit, from the top, if it stands in another folder now."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """What files say that were not read from the disk, by their paths."""
    public: bool = False
    """Whether it is for everyone's eyes."""
    hidden: frozenset[str] = frozenset()
    """Ids of the records that count, and that those who read may not know by name."""

    def for_public(self) -> "Register":
        """The same register for everyone's eyes: no confidential record (part 2) is named.

        Its facts still count: that a confidential meeting was held makes nothing late.
        """
        hidden = {record.id for record in self if record.part}
        hidden |= {r.id for r in self.of(Return) if r.cycle in hidden or r.agency in hidden}
        hidden |= {
            cycle.return_id(asked.agency)
            for cycle in self.of(Cycle)
            for asked in cycle.asked
            if cycle.id in hidden or asked.agency in hidden
        }
        return replace(self, public=True, hidden=frozenset(hidden))

    @cached_property
    def hidden_count(self) -> int:
        """How many records are hidden."""
        return sum(record.id in self.hidden for record in self)

    def hides(self, target: str | None) -> bool:
        """Whether an id is that of a hidden record, or of a part of one."""
        return bool(target) and str(target).partition("/")[0] in self.hidden

    def of(self, kind: type[R]) -> Iterable[R]:
        """The records of a kind, in the order of their ids."""
        return self.records.get(kind, {}).values()  # type: ignore[return-value]  # keyed by class

    def get(self, kind: type[R], record_id: str | None) -> R | None:
        """The record of that kind and id, or None."""
        return self.records.get(kind, {}).get(record_id or "")  # type: ignore[return-value]

    def record(self, record_id: str) -> Record | None:
        """The record of that id, of whatever kind."""
        return next((r for kind in self.records.values() if (r := kind.get(record_id))), None)

    def __iter__(self) -> Iterator[Record]:
        """All records, kind by kind."""
        for records in self.records.values():
            yield from records.values()

    def __len__(self) -> int:
        """How many records there are."""
        return sum(map(len, self.records.values()))

    def scrutinies(self) -> Iterator[Scrutiny]:
        """Audits and case reviews: all that has findings and recommendations."""
        yield from self.of(Audit)
        yield from self.of(Review)

    def group_for(self, function: str) -> Group | None:
        """The first group with a function: the Board itself, its Executive, a sub group."""
        return next((group for group in self.of(Group) if group.function == function), None)

    @property
    def board(self) -> Board | None:
        """The Board, unless its file could not be read."""
        return next(iter(self.of(Board)), None)

    @property
    def office(self) -> str:
        """To whom something is sent: the Board's mailbox, where it is known."""
        mailbox = self.board.mailbox if self.board else None
        return mailbox or "the Board's office"

    @property
    def holidays(self) -> frozenset[date]:
        """The days off that the Board has besides bank holidays."""
        return frozenset(self.board.bank_holidays if self.board else ())

    @property
    def is_private(self) -> bool:
        """Whether small counts may stand in it; so it is taken where nothing says what it is."""
        return self.board is None or self.board.register_is == "private"

    @property
    def kept_since(self) -> date:
        """The day before which nothing is asked for; the first day there is, if none is given."""
        return (self.board and self.board.kept_since) or date.min

    @property
    def standards(self) -> Standards | None:
        """The standards, unless their file is missing or could not be read."""
        return next(iter(self.of(Standards)), None)

    @cached_property
    def allowed_names(self) -> tuple[str, ...]:
        """The names that are no person's: those the board allows, its agencies and its groups.

        A title that by itself could be a person's is none: anybody can add an agency.
        """
        from hscb_pm.privacy import scan

        told = self.board.privacy.allowed if self.board and self.board.privacy else ()
        titles = (record.title for record in (*self.of(Agency), *self.of(Group)))
        return (*told, *(title for title in titles if title and not scan(f"{title} (aged 7)")))

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of everything that can be named: records, and what stands within them."""
        kinds = {record.id: record.kind for record in self}
        for record in self:
            for part, kind, _ in record.parts():
                kinds.setdefault(part, kind)
        for programme in self.of(Programme):
            kinds.update((occurrence.id, "occurrence") for occurrence in programme.occurrences())
        return kinds

    @cached_property
    def meetings(self) -> dict[str, list[Meeting]]:
        """The meetings of each group, in the order of their days."""
        found: dict[str, list[Meeting]] = {}
        for meeting in sorted(self.of(Meeting), key=lambda meeting: (meeting.date, meeting.id)):
            found.setdefault(meeting.group, []).append(meeting)
        return found

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every naming of one record by another."""
        return tuple(
            Reference(record.id, path, target, mark.kinds)
            for record in self
            for path, target, mark in marked(record, Refers)
        )

    @cached_property
    def unseen(self) -> tuple[type[Record], ...]:
        """The kinds of which nobody knows what records there are: their folder cannot be read."""
        closed = tuple(f"{path}/" for path in self.left_out)
        return tuple(kind for kind in self.records if f"{kind.folder}/".startswith(closed))

    def is_missing_any(self, *folders: str) -> bool:
        """Whether a file of these folders could not be read, so that absence proves nothing."""
        within = tuple(f"{folder}/" for folder in folders)
        return any(path.startswith(within) for path in self.left_out) or any(
            kind.folder in folders for kind in self.unseen
        )

    def is_rejected(self, target: str) -> bool:
        """Whether an id belongs to a file that is there and could not be read, or may do."""
        record = target.partition("/")[0]
        return bool({target, record} & self.rejected) or any(
            kind.fits(record.removeprefix(kind.id_of("")))  # a programme's file is named 2017-18
            for kind in self.unseen
        )

    def title_of(self, record_id: str | None) -> str:
        """What people call the record of that id; the id itself if there is no such record."""
        if record_id is None:
            return ""
        if self.hides(record_id):
            return CONFIDENTIAL
        for records in self.records.values():
            if record := records.get(record_id):
                return self._named(record)
        return record_id

    @cached_property
    def _hidden_ids(self) -> re.Pattern[str] | None:
        """What finds the ids of hidden records and of their parts; a plain word is no id."""
        names = "|".join(
            re.escape(name) for name in sorted(self.hidden, reverse=True) if "-" in name
        )
        tail = r"(?:/[A-Za-z]?[0-9]+)?(?:@[\w-]+)?(?![\w-])"
        found = rf"(?<![A-Za-z0-9-])(?:{names}){tail}"
        return re.compile(found, re.IGNORECASE) if names else None

    def struck(self, text: str) -> str:
        """A text that names no hidden record, also where somebody typed its id."""
        return self._hidden_ids.sub(CONFIDENTIAL, text) if self._hidden_ids else text

    def id_of(self, target: str | None) -> str:
        """An id as it is written in a sentence."""
        return CONFIDENTIAL if self.hides(target) else target or ""

    def _named(self, record: Record) -> str:
        """A title; of what has none because its facts are its name, those facts in words."""
        match record:
            case Meeting(title=None):
                return f"{self.title_of(record.group)}, {say(record.date)}"
            case Return(title=None):
                return f"Section 11 return of {self.title_of(record.agency)}"
            case WorkPlan(title=None):
                return f"Work plan of the {self.title_of(record.group)}, {record.year}"
            case GroupReport(title=None):
                return f"Report of the {self.title_of(record.group)}, {record.period}"
            case _:
                return record.label

    def locate(self, record_id: str, path: FieldPath = (), *, key: bool = False) -> Location:
        """The place of a value in the register's files."""
        source = self.sources.get(record_id)
        return Location(source.path, *source.at(path, key=key)) if source else Location(record_id)

    def facts_after(self, today: date) -> list[str]:
        """The record of each dated fact that lies after that day, and so does not count yet."""
        return [record.id for record in self for _, day, _ in marked(record, Fact) if day > today]
