"""Who came to meetings: a row for each seat that was filled or stayed empty."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from hscb_pm.exchange.tables.table import (
    Cell,
    Column,
    Entry,
    RefusedError,
    Row,
    Table,
    Value,
    folded,
    said,
)
from hscb_pm.models import Meeting
from hscb_pm.periods import say
from hscb_pm.problem import FieldPath
from hscb_pm.queries.item import chair_of
from hscb_pm.store.edits import Edit
from hscb_pm.store.splicing import LAST
from hscb_pm.words import joined

_YES: Final = frozenset(("yes", "y", "true", "present", "attended", "1"))
_NO: Final = frozenset(
    ("no", "n", "false", "absent", "apologies", "apology", "not present", "did not attend", "0")
)
_AT_LEAST: Final = ("meeting", "agency", "role", "present")


class Attendance(Table):
    """The table of attendance."""

    name: ClassVar = "attendance"
    row: ClassVar = ("row of attendance", "rows of attendance")
    keys: ClassVar = (("meeting", "agency", "seat"), ("meeting", "agency", "role"))
    in_paper: ClassVar = ("meeting", "date", "agency", "role", "present")
    columns: ClassVar = (
        Column(
            "meeting", "Meeting", is_open=True, others=(r"meeting (id|ref(erence)?)",), width=14
        ),
        Column("seat", "Seat", "number", width=6, note="Leave it empty of a seat that is new here"),
        Column("date", "Date", "day", others=(r"(meeting )?date",), width=12),
        Column("group", "Group", "group", others=(r"(sub )?group|board",), width=28),
        Column(
            "agency", "Agency", "agency", is_open=True, width=36,
            others=(r"organisation|member agency|partner",),
        ),
        Column(
            "role", "Role", path=("role",), is_open=True, width=30,
            others=(r"(member s )?role|position|job title",), note="A role, never a person's name",
        ),
        Column(
            "present", "Present", is_open=True, width=10,
            others=(r"attended|attendance|in attendance",), note="yes or no",
        ),
    )  # fmt: skip

    def entries(self) -> Iterator[Entry]:
        """The seats at meetings held, in the order of the meetings' ids."""
        for meeting in self.register.of(Meeting):
            if not meeting.is_held_on(self.today):
                continue
            lead = chair_of(self.register, meeting.group)
            for index, seat in enumerate(meeting.attendance):
                if self.register.hides(seat.agency):
                    continue
                cells: dict[str, Value] = {
                    "meeting": meeting.id,
                    "seat": index + 1,
                    "date": meeting.date,
                    "group": meeting.group,
                    "agency": seat.agency,
                    "role": seat.role,
                    "present": "yes" if seat.present else "no",
                }
                at: FieldPath = ("attendance", index)
                who = (lead, seat.agency, meeting.group)
                yield Entry(meeting.id, cells, "meeting", meeting.date, *who, at)

    def choices(self) -> dict[str, Sequence[str]]:
        """Whether a seat was filled."""
        return {"present": ["yes", "no"]}

    def read(self, column: Column, cell: Cell) -> Value:
        """Whether somebody came, in whatever word."""
        if column.name != "present":
            return super().read(column, cell)
        word = folded(said(cell))
        if word not in _YES | _NO:
            raise RefusedError("that is neither yes nor no")
        return "yes" if word in _YES else "no"

    def steps(self, entry: Entry, cells: Mapping[str, Value], _: Row) -> Iterator[Edit]:
        """Whether the seat was filled, put right."""
        if cells:
            where = f"hscb set {entry.record} attendance.{entry.at[-1]}.present=…"
            self._guard_minutes(entry.record, where)
        if "present" in cells:
            yield Edit(entry.record, (*entry.at, "present"), cells["present"] == "yes")

    def _guard_minutes(self, name: str, command: str) -> None:
        """Refuse what agreed minutes do not say."""
        meeting = self.register.get(Meeting, name)
        agreed = meeting.minutes_agreed if meeting else None
        if agreed and agreed <= self.today:
            raise RefusedError(
                f"the minutes of {name} were agreed on {say(agreed)}; once the group has put them "
                f"right: {command}"
            )

    def told(self, path: FieldPath, value: Any) -> str:  # noqa: ANN401, plain data
        """Whether the seat was filled."""
        return f"present {'yes' if value else 'no'}" if path == ("present",) else ""

    def goes_on(self, key: tuple[str, ...], cells: Mapping[str, Cell]) -> bool:
        """A seat is known by its number and its agency, and nothing else that it could be."""
        if key == self.keys[0]:
            self._meeting(said(cells["meeting"]))
            raise RefusedError(
                f"seat {said(cells['seat'])} of {said(cells['meeting'])} is not that agency's; "
                "of one that is new, leave the number empty"
            )
        return False

    def _meeting(self, name: str) -> Meeting:
        if meeting := self.register.get(Meeting, name.strip().upper()):
            return meeting
        raise RefusedError("there is no such meeting; first: hscb add meeting")

    def added(self, cells: Mapping[str, Value], _: Row) -> list[Edit]:
        """A seat at a meeting that was held."""
        if lacking := [self.column(name).heading for name in _AT_LEAST if name not in cells]:
            raise RefusedError(f"a new seat needs {joined(lacking)}")
        meeting = self._meeting(said(cells["meeting"]))
        if not meeting.is_held_on(self.today):
            raise RefusedError(f"{meeting.id} is only on {say(meeting.date)}")
        self._guard_minutes(meeting.id, f"hscb edit {meeting.id}")
        seat = {
            "agency": cells["agency"],
            "role": cells["role"],
            "present": cells["present"] == "yes",
        }
        return [Edit(meeting.id, ("attendance", LAST), seat)]
