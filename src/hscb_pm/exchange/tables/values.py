"""Indicators' values, a row for each period: those recorded, and those that are still to come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, Final

from hscb_pm.exchange.period_words import period_for
from hscb_pm.exchange.recording import Given as Figure
from hscb_pm.exchange.recording import new_value, revised, why_not
from hscb_pm.exchange.tables.table import (
    Cell,
    Column,
    Entry,
    RefusedError,
    Row,
    Table,
    Value,
    Wrong,
    said,
)
from hscb_pm.models import Indicator
from hscb_pm.models.indicator import BETWEEN, MISSING
from hscb_pm.models.indicator import Value as Recorded
from hscb_pm.periods import Period, period_of
from hscb_pm.problem import FieldPath
from hscb_pm.queries.indicators import SMALL, missing_periods
from hscb_pm.store.edits import Edit

_FIGURE: Final = ("numerator", "denominator", "missing")
_TEXTS: Final = ("reason", "note", "source")
_LETTERS: Final = ", ".join(f"{letter} {meaning}" for letter, meaning in MISSING.items())
COLUMNS: Final = (
    Column("indicator", "Indicator", others=("indicator( code| id)?", "code|id"), width=30),
    Column("title", "What it shows", width=40),
    Column("counted", "Numerator is", width=40),
    Column("against", "Denominator is", width=40),
    Column(
        "period", "Period", others=("(time |reporting )?period", "quarter|month|year"), width=14
    ),
    Column("ends", "Period ends", "day", width=12),
    Column("numerator", "Numerator", "number", is_open=True, others=("num|count|value",), width=12),
    Column("denominator", "Denominator", "number", is_open=True, others=("den|out of",), width=12),
    Column(
        *("missing", "Letter"), is_open=True, others=("missing",), width=10, note=_LETTERS[:250]
    ),
    Column(
        *("reason", "Reason"),
        is_open=True,
        others=("why",),
        width=30,
        note="Why there is no figure, or why it was revised",
    ),
    Column("note", "Note", is_open=True, others=("comments?|notes",), width=30),
    Column("source", "Source", is_open=True, others=("published",), width=30),
)


class Values(Table):
    """The table of indicators' values."""

    name: ClassVar = "values"
    row: ClassVar = ("row of values", "rows of values")
    keys: ClassVar = (("indicator", "period"),)
    in_paper: ClassVar = ("indicator", "period", "numerator", "denominator", "missing", "note")
    columns: ClassVar = COLUMNS

    def entries(self) -> Iterator[Entry]:
        """Every value with its place, then the periods that lack one, of each indicator."""
        for indicator in self.register.of(Indicator):
            if indicator.measure.kind in BETWEEN:
                continue  # what is rare has no periods
            for index, period in indicator.periods():
                if period.end <= self.today:
                    yield self._entry(indicator, period, indicator.values[index], index)
            for _, period in missing_periods(self.register, indicator, self.today):
                if period.end <= self.today:
                    yield self._entry(indicator, period)

    def _entry(
        self, indicator: Indicator, period: Period, value: Recorded | None = None, index: int = 0
    ) -> Entry:
        known = {name: getattr(value, name, None) for name in (*_FIGURE, *_TEXTS)}
        is_small = not {known["numerator"], known["denominator"]}.isdisjoint(SMALL)
        if self.register.public and indicator.measure.counts == "children" and is_small:
            known |= {"numerator": None, "denominator": None, "missing": "c"}
        cells: dict[str, Value] = {
            "indicator": indicator.id,
            "title": indicator.title,
            "counted": indicator.measure.numerator,
            "against": indicator.measure.denominator,
            "period": period.name,
            "ends": period.end,
            **known,
        }
        return Entry(
            indicator.id,
            cells,
            "value",
            period.end,
            indicator.owner.role,
            indicator.owner.agency,
            next(iter(indicator.reported_to), None),
            ("values", index) if value else (),
        )

    def choices(self) -> dict[str, Sequence[str]]:
        """The letters."""
        return {"missing": [*MISSING]}

    def read(self, column: Column, cell: Cell) -> Value:
        """A letter that is one; a month that a spreadsheet took for a day."""
        if column.name == "period" and isinstance(cell, date):
            return cell
        value = super().read(column, cell)
        if column.takes == "number" and not isinstance(value, int):
            raise RefusedError("it takes a whole number")
        if column.name == "missing" and value not in MISSING:
            raise RefusedError(f"it is a letter: {_LETTERS}")
        return value

    def settled(self, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
        """The period by its own name, however it is written: its length is the indicator's."""
        indicator = self.register.get(Indicator, said(cells.get("indicator")).strip())
        if indicator and (wanted := cells.get("period")) and not isinstance(wanted, Wrong):
            with suppress(ValueError):
                return {**cells, "period": self._period(indicator, wanted).name}
        return cells

    @staticmethod
    def _period(indicator: Indicator, wanted: Value) -> Period:
        if isinstance(wanted, date):
            return period_of(indicator.period_kind, wanted)
        return period_for(indicator, said(wanted))

    # --- What a changed cell means -----------------------------------------------------------

    def steps(self, entry: Entry, cells: Mapping[str, Value], row: Row) -> Iterable[Edit]:  # noqa: ARG002
        """A figure that comes, or is revised; what is said beside one."""
        indicator = self._indicator(entry.record)
        period = indicator.period_named(str(entry.cells["period"]))
        assert period  # noqa: S101, its row is from there
        if not entry.at:
            return [self._new(indicator, period, cells)] if cells else []
        if not cells.keys() & {*_FIGURE}:
            return [Edit(indicator.id, (*entry.at, name), cells[name]) for name in cells]
        reason = cells.get("reason") or self.given.reason
        if not reason:
            was = said(entry.cells["numerator"]) or entry.cells["missing"]
            raise RefusedError(f"{was} is recorded: say why it is revised (Reason, or --reason)")
        counts = {name: entry.cells[name] for name in ("numerator", "denominator")}
        every = {**counts, **cells}
        if "numerator" not in cells and every["numerator"] is not None and "missing" in cells:
            raise RefusedError(
                f"a figure is taken back by: hscb indicators record {indicator.id} {period.suffix} "
                f"--missing {cells['missing']} --revise"
            )
        figure = self._figure(indicator, period, {**every, "reason": reason})
        edits = revised(indicator, int(entry.at[1]), figure)
        return [edit for edit in edits if edit.value != entry.cells[str(edit.path[-1])]]

    def _indicator(self, name: str) -> Indicator:
        found = self.register.get(Indicator, name)
        if found is None:
            raise RefusedError("there is no such indicator: hscb indicators list")
        return found

    def _new(self, indicator: Indicator, period: Period, cells: Mapping[str, Value]) -> Edit:
        if not cells.keys() & {"numerator", "missing"}:
            raise RefusedError(f"say the figure, or the letter for why there is none: {_LETTERS}")
        return new_value(indicator, period, self._figure(indicator, period, cells))

    def _figure(self, indicator: Indicator, period: Period, cells: Mapping[str, Any]) -> Figure:
        figure = Figure(**{name: cells.get(name) for name in (*_FIGURE, *_TEXTS)})
        if why := why_not(self.register, indicator, period, figure, self.today):
            raise RefusedError(why)
        return figure

    def told(self, path: FieldPath, value: Any) -> str:  # noqa: ANN401, plain data
        """The figure, or what is said beside it."""
        if isinstance(value, dict):
            return "the figure comes in"
        is_short = path[-1] in _FIGURE
        return f"{path[-1]} becomes {value}" if is_short else f"{path[-1]} is said"

    def added(self, cells: Mapping[str, Value], row: Row) -> Iterable[Edit]:  # noqa: ARG002
        """A figure of a period that nobody waited for."""
        indicator = self._indicator(str(cells["indicator"]))
        try:
            period = self._period(indicator, cells["period"])
        except ValueError as error:
            raise RefusedError(str(error)) from None
        return [self._new(indicator, period, cells)]
