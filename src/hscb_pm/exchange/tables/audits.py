"""Audits as an audit programme lists them: what is planned, by whom, and what has come of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final, get_args

from hscb_pm.days import add_months
from hscb_pm.exchange.acting import LONGEST_MOVE
from hscb_pm.exchange.tables.table import (
    Cell,
    Column,
    Entry,
    New,
    RefusedError,
    Row,
    Table,
    Value,
    folded,
    said,
)
from hscb_pm.models import Audit
from hscb_pm.periods import say
from hscb_pm.problem import FieldPath, listed
from hscb_pm.queries.states import states
from hscb_pm.store.edits import Edit
from hscb_pm.words import joined

_LEVELS: Final[tuple[str, ...]] = get_args(Audit.model_fields["level"].annotation)
_WORDS: Final = {folded(level): level for level in _LEVELS} | {
    **dict.fromkeys(("single agency", "single"), _LEVELS[0]),
    **dict.fromkeys(("multi agency", "multi", "multi agency practice audit"), _LEVELS[1]),
    **dict.fromkeys(("themed", "thematic", "thematic review", "thematic audit"), _LEVELS[2]),
}
_FACTS: Final = ("fieldwork_done", "reported")
_PARTED: Final = re.compile(r"[;\n]")
_LISTS: Final = {
    "agencies": Column("agency", "Agency", "agency"),
    "route": Column("group", "Group", "group"),
}
"""The columns that hold several in a cell, and what each of these is."""


class Audits(Table):
    """The table of audits."""

    name: ClassVar = "audits"
    row: ClassVar = ("audit", "audits")
    keys: ClassVar = (("id",), ("title",))
    fixes: ClassVar = {
        "AUD-001": "Fill in Methodology: how it is to be done",
        "AUD-002": "Name at least two in Agencies, parted by semicolons",
    }
    in_paper: ClassVar = ("id", "title", "level", "lead_role", "due", "reported", "state")
    columns: ClassVar = (
        Column("id", "Id", others=(r"(audit )?(id|ref(erence)?|no|number)",), width=14),
        Column(
            "title", "Audit", path=("title",), is_open=True, width=50,
            others=(r"title|(audit )?(theme|topic|subject)|name",),
        ),
        Column(
            "level", "Level", path=("level",), is_open=True, width=22,
            others=(r"(audit )?type|level of scrutiny",),
        ),
        Column(
            "agencies", "Agencies", is_open=True, width=40,
            others=(r"(agencies|organisations) (involved|taking part)|partners",),
            note="One on each line, or parted by semicolons",
        ),
        Column(
            "lead_agency", "Lead agency", "agency", ("lead", "agency"), is_open=True, width=30,
            others=(r"lead organisation",),
        ),
        Column(
            "lead_role", "Lead role", path=("lead", "role"), is_open=True, width=28,
            others=(r"(audit )?lead|lead officer|lead auditor",),
            note="A role, never a person's name",
        ),
        Column(
            "commissioned_by", "Commissioned by", "group", ("commissioned_by",), is_open=True,
            others=(r"requested by",), width=24,
        ),
        Column("fulfils", "Occurrence", path=("fulfils",), is_open=True, width=24),
        Column(
            "methodology", "Methodology", path=("methodology", "text"), is_open=True, width=40,
            others=(r"method|scope( and method(ology)?)?",),
        ),
        Column(
            "route", "Route", is_open=True, width=28, others=(r"reports? to|reporting route",),
            note="The groups its report passes in order, one on each line",
        ),
        Column(
            "due", "Report due", "day", ("due",), is_open=True, width=12,
            others=(r"due( date)?|planned( date| for)?|(report )?deadline|target date",),
        ),
        Column(
            "fieldwork_done", "Fieldwork done", "day", ("fieldwork_done",), is_open=True, width=12,
            others=(r"fieldwork( ended| completed| complete)?",),
        ),
        Column(
            "reported", "Reported", "day", ("reported",), is_open=True, width=12,
            others=(r"(date )?(completed|reported|report (finished|completed|date))",),
        ),
        Column("state", "State", others=(r"status",), width=14),
        Column("strengths", "Strengths", "number", width=10),
        Column("shortfalls", "Shortfalls", "number", width=10),
        Column("recommendations", "Recommendations", "number", width=14),
    )  # fmt: skip

    # --- As they stand -----------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """The audits, in the order of their ids."""
        standing = states(self.register, self.today)
        for audit in self.register.of(Audit):
            now, lead = standing(audit), audit.lead
            is_told = audit.reported is not None and audit.reported <= self.today
            kinds = [finding.kind for finding in audit.findings if is_told]
            cells: dict[str, Value] = {
                "id": audit.id,
                "title": audit.title,
                "level": audit.level,
                "agencies": "\n".join(audit.agencies) or None,
                "lead_agency": lead.agency if lead else None,
                "lead_role": lead.role if lead else None,
                "commissioned_by": audit.commissioned_by,
                "fulfils": audit.fulfils,
                "methodology": audit.methodology.text if audit.methodology else None,
                "route": "\n".join(audit.route) or None,
                "due": audit.due,
                "fieldwork_done": self._past(audit.fieldwork_done),
                "reported": self._past(audit.reported),
                "state": now.state if now else None,
                "strengths": kinds.count("strength"),
                "shortfalls": kinds.count("shortfall"),
                "recommendations": len(audit.recommendations) if is_told else 0,
            }
            role, agency = (lead.role, lead.agency) if lead else ("", None)
            yield Entry(audit.id, cells, "audit", audit.due, role, agency, audit.commissioned_by)

    def _past(self, day: date | None) -> date | None:
        return day if day and day <= self.today else None

    def shown(self, column: Column, cell: Value) -> Value:
        """Several agencies or groups each by its title."""
        if column.name not in _LISTS or cell is None:
            return super().shown(column, cell)
        ids = str(cell).split("\n")
        return "\n".join(str(super(Audits, self).shown(_LISTS[column.name], each)) for each in ids)

    def choices(self) -> dict[str, Sequence[str]]:
        """The levels of scrutiny."""
        return {"level": _LEVELS}

    # --- What a cell means -------------------------------------------------------------------

    def read(self, column: Column, cell: Cell) -> Value:
        """A level in our own word; agencies by their titles; what is a fact is past."""
        if column.name == "level":
            if (level := _WORDS.get(folded(said(cell)))) is None:
                raise RefusedError(f"that is no level: {listed(_LEVELS)}")
            return level
        if column.name in _LISTS:
            parts = filter(None, map(str.strip, _PARTED.split(said(cell))))
            its = _LISTS[column.name]
            return "\n".join(str(super(Audits, self).read(its, part)) for part in parts)
        value = super().read(column, cell)
        if column.name in _FACTS and isinstance(value, date) and value > self.today:
            raise RefusedError(f"{say(value)} is still to come")
        return value

    def steps(self, entry: Entry, cells: Mapping[str, Value], _: Row) -> Iterator[Edit]:
        """The agencies and the route, as they are listed now."""
        if isinstance(due := cells.get("due"), date):
            self._guard_due(entry, due)
        for name in filter(cells.__contains__, _LISTS):
            yield Edit(entry.record, (name,), str(cells[name]).split("\n"))

    @staticmethod
    def _guard_due(entry: Entry, due: date) -> None:
        """Refuse another day for a report that came, and one so far off that it is a slip."""
        known, came = entry.cells["due"], entry.cells["reported"]
        if isinstance(came, date):
            raise RefusedError(f"it was reported on {say(came)}: when it was due stays as it is")
        if isinstance(known, date) and due > add_months(known, LONGEST_MOVE):
            years = LONGEST_MOVE // 12
            raise RefusedError(f"{say(due)} is more than {years} years after {say(known)}")

    def told(self, path: FieldPath, value: Any) -> str:  # noqa: ANN401, plain data
        """How long a list is now."""
        return f"{self.column(str(path[0])).heading}: {len(value)}"

    # --- Which row is meant, and one that is new ---------------------------------------------

    def goes_on(self, key: tuple[str, ...], cells: Mapping[str, Cell]) -> bool:
        """By its title, unless it has an id of ours: then that has to be known."""
        name = said(cells["id"]).strip().upper() if key == ("id",) else ""
        if Audit.fits(name):
            unread = self.register.is_rejected(name)
            why = "could not be read: hscb validate" if unread else "is not in the register"
            raise RefusedError(f"{name} {why}; of a new audit, leave the id empty")
        return bool(name)

    def added(self, cells: Mapping[str, Value], _: Row) -> New:
        """An audit that is planned."""
        if lacking := [self.column(n).heading for n in ("title", "level") if n not in cells]:
            raise RefusedError(f"a new audit needs {joined(lacking)}")
        lead = {"agency": cells.get("lead_agency"), "role": cells.get("lead_role")}
        if None in lead.values() and any(lead.values()):
            raise RefusedError("a lead is an agency and a role: fill in both, or neither")
        names = ("title", "level", "commissioned_by", "fulfils", "due", *_FACTS)
        data: dict[str, Any] = {name: cells[name] for name in names if name in cells}
        data |= {name: str(cells[name]).split("\n") for name in _LISTS if name in cells}
        if "methodology" in cells:
            data["methodology"] = {"text": cells["methodology"]}
        if all(lead.values()):
            data["lead"] = lead
        return New(Audit, data)
