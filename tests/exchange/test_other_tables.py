"""Tables of audits, attendance and the budget: what comes back from them."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from hscb_pm.exchange.tables.actions import Actions
from hscb_pm.exchange.tables.attendance import Attendance
from hscb_pm.exchange.tables.audits import Audits
from hscb_pm.exchange.tables.budget import Budgets
from hscb_pm.exchange.tables.importing import Import, Line
from hscb_pm.exchange.tables.stamps import is_stamp, stamp, stamp_of
from hscb_pm.exchange.tables.table import Cell, Row, Table
from hscb_pm.exchange.tables.values import Values
from hscb_pm.privacy import scan
from hscb_pm.register import Register
from hscb_pm.store import load
from running import EXAMPLE

TODAY = date(2017, 11, 20)
POLICE = "Hertfordshire Constabulary"
SEAT = {"meeting": "MTG-2017-26", "agency": POLICE}


@cache
def example() -> Register:
    return load(EXAMPLE)


def imported(kind: type[Table], *rows: Mapping[str, Cell]) -> Import:
    table = kind(example(), TODAY)
    return Import(table, [Row(f"row {n}", row) for n, row in enumerate(rows, 2)])


def line(kind: type[Table], **cells: Cell) -> Line:
    [found] = imported(kind, cells).lines
    return found


def added(kind: type[Table], **cells: Cell) -> str:
    """The lines that a row adds to the register."""
    changed = imported(kind, cells).prepared()
    assert changed
    diff = changed.diff().splitlines()
    return "\n".join(each[1:].strip() for each in diff if each[0] == "+" and each[1] != "+")


@pytest.mark.parametrize("kind", [Audits, Attendance, Budgets])
def test_what_comes_back_as_it_went_changes_nothing(kind: type[Table]) -> None:
    table = kind(example(), TODAY)
    rows = [
        {
            c.name: table.shown(c, cell)
            for c in table.columns
            if (cell := e.cells[c.name]) is not None
        }
        for e in table.entries()
    ]
    found = imported(kind, *rows)
    assert rows
    assert {each.what for each in found.lines} == {"unchanged"}
    assert found.prepared() is None


@pytest.mark.parametrize("kind", [Actions, Values, Audits, Attendance, Budgets])
def test_rows_are_known_by_what_they_said(kind: type[Table]) -> None:
    table = kind(example(), TODAY)
    entries = list(table.entries())
    for entry, other in zip(entries, (*entries[1:], entries[0]), strict=True):
        told = {c.name: table.shown(c, entry.cells[c.name]) for c in table.columns}
        row = Row("row 2", {}, stamp(table, told))
        assert is_stamp(row.exported)
        assert not scan(row.exported)
        assert stamp_of(table, other, row) is None
        assert (found := stamp_of(table, entry, row))
        assert all(found.is_untouched(c, told[c.name]) for c in table.columns)


# --- Attendance ------------------------------------------------------------------------------


def test_seat_is_put_right_in_its_place() -> None:
    assert added(Attendance, **SEAT, seat=2, present="Yes").endswith("present: true}")


@pytest.mark.parametrize("word", ["Apologies", "did not attend", "N", 0])
def test_words_for_an_empty_seat(word: Cell) -> None:
    assert line(Attendance, **SEAT, seat=2, present=word).what == "unchanged"


def test_seat_that_is_new_goes_behind_the_others() -> None:
    cells = {**SEAT, "role": "Deputy", "present": "present"}
    agency = "hertfordshire-constabulary"
    assert added(Attendance, **cells) == f"- {{agency: {agency}, role: Deputy, present: true}}"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"seat": 1, "present": "yes"}, "is not that agency's"),
        ({"seat": 1, "present": "yes", "meeting": "MTG-2017-99"}, "no such meeting; first"),
        ({"role": "Deputy"}, "needs Present"),
        ({"role": "Deputy", "present": "perhaps"}, "neither yes nor no"),
        ({"role": "Deputy", "present": "yes", "meeting": "MTG-2017-34"}, "is only on 13 December"),
        ({"role": "Deputy", "present": "yes", "meeting": "MTG-2017-25"}, "were agreed on 15 Nov"),
        ({"seat": 2, "present": "no", "meeting": "MTG-2017-25"}, "attendance.1.present=…"),
        ({"role": "Deputy", "present": "yes", "meeting": "MTG-2017-99"}, "no such meeting"),
    ],
)
def test_seats_that_are_refused(cells: dict[str, Cell], why: str) -> None:
    found = line(Attendance, **SEAT | cells)
    assert found.what == "refused"
    assert why in str(found)


# --- The budget ------------------------------------------------------------------------------


def test_month_that_is_new_answers_the_row_of_the_others() -> None:
    cells = {"budget": "2017-18", "month": "October 2017", "on": "20/11/2017", "pounds": "£196,600"}
    said = "- {fulfils: 'PRG-2017-18/3@2017-10', on: 2017-11-20, spent: 196600}"
    assert added(Budgets, **cells) == said


def test_month_and_contribution_are_put_right() -> None:
    month: dict[str, Cell] = {"budget": "BDG-2017-18", "month": date(2017, 11, 1), "pounds": 196600}
    assert line(Budgets, **month).said == ("Spent £196,600",)
    paid = {"budget": "BDG-2017-18", "agency": POLICE, "pounds": "£43,000"}
    assert line(Budgets, **paid).said == ("Pounds £43,000",)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"month": "2017-12", "pounds": 1}, "needs Looked at on"),
        ({"month": "2017-12", "pounds": 1, "on": "2017-12-20"}, "is still to come"),
        ({"month": "Christmas", "pounds": 1}, "is no month"),
        ({"agency": POLICE, "pounds": "43000.50"}, "whole pounds"),
        ({"agency": POLICE, "forecast": 1}, "has no Forecast"),
        ({"agency": POLICE, "pounds": 1, "budget": "2018-19"}, "no such budget"),
    ],
)
def test_lines_of_the_budget_that_are_refused(cells: dict[str, Cell], why: str) -> None:
    found = line(Budgets, **{"budget": "2017-18"} | cells)
    assert found.what == "refused"
    assert why in str(found)


# --- Audits ----------------------------------------------------------------------------------


def test_audit_that_is_new_is_planned() -> None:
    cells = {
        "title": "Core groups of infants",
        "level": "Multi-agency",
        "agencies": f"{POLICE}; West Hertfordshire Hospitals NHS Trust",
        "methodology": "Thirty records of core groups are read by two auditors each",
        "route": "Audit Sub Group; board",
        "due": "2018-06-29",
    }
    found = imported(Audits, cells)
    assert [(each.what, each.record) for each in found.lines] == [("new", "AUD-2017-08")]
    changed = found.prepared()
    assert changed
    diff = changed.diff()
    assert "+level: multi-agency-audit" in diff
    assert "hertfordshire-constabulary" in diff


def test_audit_that_lacks_something_is_told_which_columns() -> None:
    found = imported(Audits, {"title": "Core groups of infants", "level": "Multi-agency"})
    assert found.prepared() is None
    assert "Fill in Methodology" in str(found.lines[0])
    assert "at least two in Agencies" in str(found.lines[0])


def test_audit_is_known_by_its_title_and_changes() -> None:
    found = line(Audits, title="Strategy discussions", due="2 March 2018", agencies=POLICE)
    assert (found.what, found.record) == ("changed", "AUD-2017-03")
    assert found.said == ("Report due moved: 23 February 2018 → 2 March 2018", "Agencies: 1")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"title": "Strategy discussions", "reported": "2018-02-01"}, "is still to come"),
        ({"title": "Strategy discussions", "due": "2021-02-01"}, "more than 2 years after 23 Feb"),
        ({"id": "AUD-2017-02", "due": "2019-12-04"}, "it was reported on 13 October 2017"),
        ({"title": "Sleep", "level": "enormous"}, "is no level"),
        ({"title": "Sleep"}, "needs Level"),
        ({"title": "Sleep", "level": "single", "lead_agency": POLICE}, "fill in both"),
        ({"id": "AUD-2017-99", "title": "Sleep"}, "is not in the register"),
    ],
)
def test_audits_that_are_refused(cells: dict[str, Cell], why: str) -> None:
    found = line(Audits, **cells)
    assert found.what == "refused"
    assert why in str(found)
