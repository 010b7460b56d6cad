"""The Board's money: what each agency pays, and how it stood month by month."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Final

from hscb_pm.exchange.period_words import read_period
from hscb_pm.exchange.tables.table import Cell, Column, Entry, RefusedError, Row, Table, Value, said
from hscb_pm.models import Budget
from hscb_pm.periods import PeriodKind, say
from hscb_pm.problem import FieldPath
from hscb_pm.store.edits import Edit
from hscb_pm.store.splicing import LAST
from hscb_pm.words import capital, joined

_CONTRIBUTION: Final = "contribution"
_MONTH: Final = "month"
_POUNDS: Final = {_CONTRIBUTION: "pounds", _MONTH: "spent"}
"""What the pounds of a row are called in its record."""
_SIGN: Final = re.compile(r"£ ?(?=[0-9])")
_YEAR: Final = re.compile(r"[0-9]{4}-[0-9]{2}")


class Budgets(Table):
    """The table of contributions, and of the monthly looks at the money."""

    name: ClassVar = "budget"
    row: ClassVar = ("row of the budget", "rows of the budget")
    keys: ClassVar = (("budget", "month"), ("budget", "agency"))
    in_paper: ClassVar = ("budget", "agency", "month", "pounds", "forecast", "note")
    columns: ClassVar = (
        Column(
            "budget", "Budget", is_open=True, others=(r"(financial )?year",), width=14,
            note="As BDG-2017-18",
        ),
        Column("line", "Line", width=14),
        Column(
            "agency", "Agency", "agency", is_open=True, width=36,
            others=(r"organisation|contributor|partner",),
        ),
        Column("month", "Month", is_open=True, others=(r"period",), width=12, note="As 2017-12"),
        Column(
            "on", "Looked at on", "day", is_open=True, width=14,
            others=(r"(date )?(looked at|as at)",),
        ),
        Column(
            "pounds", "Pounds", "number", is_open=True, width=12,
            others=(r"amount|contribution|(actual|spend|spent)( to date)?",),
            note="Of a month: spent in the year so far",
        ),
        Column(
            "forecast", "Forecast", "number", is_open=True, width=12,
            others=(r"(year end )?(forecast|projection|outturn)",),
        ),
        Column("note", "Note", is_open=True, others=(r"notes?|comments?|remarks?",), width=40),
    )  # fmt: skip

    # --- As it stands ------------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """Contributions, then the months that had been looked at."""
        for budget in self.register.of(Budget):
            for index, paid in enumerate(budget.contributions):
                if not self.register.hides(paid.agency):
                    pays = {"agency": paid.agency, "pounds": paid.pounds}
                    yield self._entry(budget, _CONTRIBUTION, pays, ("contributions", index))
            for index, month in enumerate(budget.months):
                if month.on <= self.today:
                    stood = {
                        "month": _month_of(month.fulfils),
                        "on": month.on,
                        "pounds": month.spent,
                        "forecast": month.forecast,
                        "note": month.note,
                    }
                    yield self._entry(budget, _MONTH, stood, ("months", index))

    def _entry(self, budget: Budget, line: str, cells: Mapping[str, Any], at: FieldPath) -> Entry:
        every: dict[str, Value] = {column.name: cells.get(column.name) for column in self.columns}
        every |= {"budget": budget.id, "line": line}
        due = cells.get("on", budget.year.end)
        return Entry(budget.id, every, "budget", due, agency=cells.get("agency"), at=at)

    # --- What a cell means -------------------------------------------------------------------

    def read(self, column: Column, cell: Cell) -> Value:
        """Pounds with their sign, a month in any form, a budget by its year alone."""
        if column.takes == "number":
            pounds = super().read(column, _SIGN.sub("", said(cell)))
            if not isinstance(pounds, int) or pounds < 0:
                raise RefusedError("whole pounds, and no fewer than none")
            return pounds
        if column.name == "month":
            return _month(cell)
        if column.name == "budget" and _YEAR.fullmatch(said(cell).strip()):
            return Budget.example[:4] + said(cell).strip()
        return super().read(column, cell)

    def steps(self, entry: Entry, cells: Mapping[str, Value], _: Row) -> Iterator[Edit]:
        """What is said of a contribution, or of a month."""
        line = str(entry.cells["line"])
        if line == _CONTRIBUTION and (strange := cells.keys() - {"pounds"}):
            headings = joined([c.heading for c in self.columns if c.name in strange])
            raise RefusedError(f"a contribution has no {headings}: leave it empty")
        if line == _MONTH and "agency" in cells:
            raise RefusedError("a month is of no agency: leave it empty")
        for name, cell in cells.items():
            self._guard_day(cell)
            yield Edit(entry.record, (*entry.at, _POUNDS[line] if name == "pounds" else name), cell)

    def _guard_day(self, cell: Value) -> None:
        if isinstance(cell, date) and cell > self.today:
            raise RefusedError(f"{say(cell)} is still to come")

    def told(self, path: FieldPath, value: Any) -> str:  # noqa: ANN401, plain data
        """What a cell says now."""
        if isinstance(value, int):
            return f"{capital(str(path[0]))} £{value:,}"
        return f"{capital(str(path[0]))} {say(value) if isinstance(value, date) else 'reworded'}"

    # --- A row that is new -------------------------------------------------------------------

    def added(self, cells: Mapping[str, Value], _: Row) -> list[Edit]:
        """A contribution, or a month that was looked at."""
        budget = self.register.get(Budget, said(cells["budget"]).strip().upper())
        if budget is None:
            raise RefusedError("there is no such budget; first: hscb add budget")
        wanted = ("on", "pounds") if "month" in cells else ("agency", "pounds")
        if lacking := [self.column(name).heading for name in wanted if name not in cells]:
            line = _MONTH if "month" in cells else _CONTRIBUTION
            raise RefusedError(f"a new {line} needs {joined(lacking)}")
        if "month" not in cells:
            paid = {name: cells[name] for name in wanted}
            return [Edit(budget.id, ("contributions", LAST), paid)]
        self._guard_day(cells["on"])
        rows = {month.fulfils.partition("@")[0] for month in budget.months}
        if len(rows) != 1:
            why = "nothing tells which row of the programme it answers"
            raise RefusedError(f"{why}: add the first month by hand")
        month = {"fulfils": f"{rows.pop()}@{cells['month']}", "on": cells["on"]}
        month |= {"spent": cells["pounds"]}
        month |= {name: cells[name] for name in ("forecast", "note") if name in cells}
        return [Edit(budget.id, ("months", LAST), month)]


def _month_of(occurrence: str) -> str:
    return occurrence.partition("@")[2]


def _month(cell: Cell) -> str:
    """A month as ids have it; a spreadsheet makes a day of it."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    text = said(cell).strip()
    if (found := read_period(_month_of(text) or text, PeriodKind.MONTH)) is None:
        raise RefusedError("that is no month: type it as 2017-12 or December 2017")
    return found.suffix
