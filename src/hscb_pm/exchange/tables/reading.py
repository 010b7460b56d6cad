"""Tables from outside, CSV, a workbook or JSON: seen by the privacy guard, and read as rows."""

import csv
import json
import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from hscb_pm.exchange.forms.layout import FORM
from hscb_pm.exchange.headings import folded, from_csv, header
from hscb_pm.exchange.tables.kinds import KINDS, SCHEMA
from hscb_pm.exchange.tables.stamps import AS_EXPORTED, is_stamp
from hscb_pm.exchange.tables.table import Cell, Column, Row, Table, Wrong, said
from hscb_pm.exchange.texts import UnreadableError, text_of
from hscb_pm.exchange.workbook import Line, is_workbook, open_workbook
from hscb_pm.privacy import hide, hide_name, scan
from hscb_pm.problem import CannotError, listed
from hscb_pm.words import count, joined, some_of

MOST_ROWS: Final = 20_000
MOST_SAID: Final = 20
_SOME: Final = 5
_BETWEEN: Final = ", "
_PARQUET: Final = b"PAR1"
_SERIAL: Final = re.compile(r"[0-9]{5}(\.[0-9]+)?")
_Grid = Sequence[tuple[str | dict[int, str], Mapping[int, Cell]]]


class Found(NamedTuple):
    """The rows of a file, and how its columns were understood."""

    rows: list[Row]
    said: list[str]


def read_rows(
    table: Table, path: Path, data: bytes, wanted: Mapping[str, str], *, allowed: Sequence[str]
) -> Found:
    """Read a file as rows of a table; `wanted` gives headings for columns.

    CannotError where it cannot be read, has no such columns, or may identify somebody.
    """
    columns = (*table.columns, AS_EXPORTED)
    shapes = {
        column.name: (folded(column.heading), folded(column.name), *column.others)
        for column in columns
    }
    known = tuple(dict.fromkeys(name for key in table.keys for name in key))
    grids, elsewhere, day = _opened(table, path, data, allowed)
    private = [*elsewhere]
    found = {n: header(grid, shapes, wanted, known) for n, (_, grid) in enumerate(grids)}
    ours = table.known()
    for number, (_, grid) in enumerate(grids):
        top = found[number]
        private += _private(grid, grid[top[0]][1] if top else {}, ours, allowed)
    _guard_private(path, private)
    for number, top in found.items():
        if top:
            (name, grid), (row, at) = grids[number], top
            _guard_wanted(path, wanted, at, grid[row][1])
            _guard_known(path, table, at)
            _guard_twice(path, at, grid[row][1])
            _guard_headings(path, grid[row:])
            others = [other for n, (other, rows) in enumerate(grids) if n != number and rows]
            said_of = _said(columns, at, grid[row][1], name, others)
            return Found(list(_rows(table, grid[row + 1 :], at, day)), list(said_of))
    headings = [said(value) for _, grid in grids for _, row in grid[:1] for value in row.values()]
    if not headings:
        raise UnreadableError(path, "is empty")
    raise UnreadableError(
        path,
        f"has no row of headings with {_lacking(table, set())}. The first row reads: "
        f"{listed(hide(heading, allowed=allowed) for heading in headings if heading)}",
    )


def _guard_wanted(
    path: Path, wanted: Mapping[str, str], at: Mapping[str, int], top: Mapping[int, Cell]
) -> None:
    for name, heading in wanted.items():
        if name not in at:
            known = listed(hide(said(value)) for value in top.values() if said(value))
            raise UnreadableError(path, f"has no heading “{heading}”; its headings are: {known}")


def _guard_known(path: Path, table: Table, at: Mapping[str, int]) -> None:
    """Refuse a table whose rows have nothing by which one could be known."""
    if lacking := _lacking(table, {*at}):
        raise UnreadableError(path, f"has no column that holds {lacking}")


def _lacking(table: Table, has: Collection[str]) -> str:
    """What rows would be known by and no column has, with what to type; nothing if one has it."""
    lacking = [
        [name for name in key if name not in (*has, *table.defaults())] for key in table.keys
    ]
    if not all(lacking):
        return ""
    least = [few for few in lacking if not any({*other} < {*few} for other in lacking)]
    named = dict.fromkeys(joined([table.column(name).heading for name in few]) for few in least)
    return (
        f"{joined([*named], 'or')}; name a column that hscb does not know: "
        f"--map 'HEADING={least[-1][0]}'"
    )


def _guard_twice(path: Path, at: Mapping[str, int], top: Mapping[int, Cell]) -> None:
    """Refuse two columns of one heading: either could be the one that is meant."""
    for column in at.values():
        if sum(folded(heading) == folded(top[column]) for heading in top.values()) > 1:
            why = f"has two columns “{hide(str(top[column]))}”: leave one of them out"
            raise UnreadableError(path, why)


def _guard_headings(path: Path, grid: _Grid) -> None:
    """Refuse a heading that cannot be read over cells that hold something."""
    place, top = grid[0]
    for column, heading in top.items():
        if isinstance(heading, Wrong) and any(column in row for _, row in grid[1:]):
            where = place if isinstance(place, str) else place[column]
            why = f"the heading of a column cannot be read: {where} {heading.why}"
            raise UnreadableError(path, f"is not read, since {why}")


class _File(NamedTuple):
    """What a file holds, whatever kind of file it is."""

    grids: list[tuple[str, _Grid]]
    """Its tables with their names."""
    private: Sequence[str] = ()
    """The places that may identify somebody, of those that are in no table."""
    day: Callable[[float], date | None] | None = None
    """The day that a number is, in a workbook."""


def _opened(table: Table, path: Path, data: bytes, allowed: Sequence[str]) -> _File:
    if is_workbook(data):
        return _workbook(table, path, data, allowed)
    if data.startswith(_PARQUET) or path.suffix.lower() == ".md":
        why = "is only to be read: export it as .xlsx, .csv or .json, and change that"
        raise UnreadableError(path, why)
    text = text_of(path, data)
    if text.lstrip().startswith(("{", "[")):
        return _File([("", list(_from_json(table, path, text)))])
    try:
        return _File([("", list(from_csv(text)))])
    except csv.Error as error:
        raise UnreadableError(path, str(error)) from None


def _workbook(table: Table, path: Path, data: bytes, allowed: Sequence[str]) -> _File:
    """The sheets of a workbook; of all else in it, the guard sees every text."""
    book = open_workbook(path, data)
    _guard_other(path, table, book.own_properties())
    grids: list[tuple[str, _Grid]] = []
    seen: set[str] = set()
    for name, lines in book.lines():
        seen |= {cell.where for line in lines for cell in line.cells.values()}
        grids.append((name, [_line(line) for line in lines]))
    ours = table.known()
    private = [
        where
        for where, text in book.texts()
        if where not in seen
        and text.rpartition(": ")[2] not in ours  # what a drop-down of ours offers
        and scan(text, allowed=allowed)
    ]
    return _File(grids, private, book.day)


def _guard_other(path: Path, table: Table, own: Mapping[str, str]) -> None:
    """Refuse a workbook that says of itself that it is another form or table of ours."""
    name = hide_name(str(path))
    if FORM in own:
        raise UnreadableError(path, f"is a Section 11 form: hscb section11 import {name}")
    kind = own.get(SCHEMA, "").partition("/")[0]
    if kind in KINDS and kind != table.name:
        raise UnreadableError(path, f"is a table of {kind}: hscb import {kind} {name}")


def _line(line: Line) -> tuple[dict[int, str], dict[int, Cell]]:
    cells: dict[int, Cell] = {
        c: Wrong(cell.wrong) if cell.wrong else cell.value for c, cell in line.cells.items()
    }
    return {c: cell.where for c, cell in line.cells.items()}, cells


def _from_json(table: Table, path: Path, text: str) -> Iterator[tuple[str, dict[int, Cell]]]:
    """Rows as they are exported: mappings in a list, which may be under the table's name."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError(path, "is no JSON that can be read") from None
    listed_ = plain.get(table.name) if isinstance(plain, dict) else plain
    if not isinstance(listed_, list) or not all(isinstance(each, dict) for each in listed_):
        raise UnreadableError(path, f"holds no list of {table.name}, each a mapping")
    names = list(dict.fromkeys(str(key) for each in listed_ for key in each))
    place = {name: number for number, name in enumerate(names)}
    yield "headings", dict(enumerate(names))
    for number, each in enumerate(listed_, 1):
        yield (
            f"entry {number}",
            {place[k]: _plain(path, v) for k, v in each.items() if v not in (None, "")},
        )


def _plain(path: Path, value: Any) -> Cell:  # noqa: ANN401, whatever JSON holds
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return value
    raise UnreadableError(path, "holds a value that is no text and no number")


def _rows(
    table: Table,
    grid: _Grid,
    at: Mapping[str, int],
    day: Callable[[float], date | None] | None,
) -> Iterator[Row]:
    if len(grid) > MOST_ROWS:
        raise CannotError(f"more than {MOST_ROWS:,} rows: import them in parts")
    days = {column.name for column in table.columns if column.takes == "day"}
    for place, cells in grid:
        row = {name: cells[column] for name, column in at.items() if column in cells}
        for name in days & row.keys() if day else ():  # a date whose look was lost is a number
            if day and isinstance(cell := row[name], str) and _SERIAL.fullmatch(cell):
                row[name] = day(float(cell)) or cell
        exported = said(row.pop(AS_EXPORTED.name, None))
        if row:
            where = place if isinstance(place, str) else next(iter(place.values()))
            yield Row(where, row, exported)


def _private(
    grid: _Grid, top: Mapping[int, Cell], known: Collection[str], allowed: Sequence[str]
) -> Iterator[str]:
    """The cells that may identify somebody, each read with its heading; nothing is read twice."""
    parts: list[str] = []
    starts, places = [], []
    seen, length = set(), 0
    for place, row in grid:
        for column, value in row.items():
            text = said(value)
            if text in known or (column, text) in seen or is_stamp(text):
                continue
            seen.add((column, text))
            part = text if row is top else f"{said(top.get(column))}: {text}"
            starts.append(length)
            places.append(place if isinstance(place, str) else place[column])
            parts.append(part)
            length += len(part) + len(_BETWEEN)
        parts.append("\n")
        length += 1 + len(_BETWEEN)
    for match in scan(_BETWEEN.join(parts), allowed=allowed):
        yield places[bisect(starts, match.start) - 1]


def _guard_private(path: Path, places: Sequence[str]) -> None:
    if places:
        places = list(dict.fromkeys(places))
        raise CannotError(
            f"nothing is written: {hide_name(path.name)} has {count(len(places), 'place')} that "
            f"may identify somebody: {some_of(places, MOST_SAID)}. Take it out; "
            f"hscb privacy {hide_name(str(path))} says what kind it is"
        )


def _said(
    columns: Sequence[Column],
    at: Mapping[str, int],
    top: Mapping[int, Cell],
    name: str,
    others: Sequence[str],
) -> Iterator[str]:
    """How the columns were understood."""
    sheet = f" of sheet “{hide(name)}”" if name else ""
    headings = {column.name: column.heading for column in columns}
    own = [
        field
        for field, column in at.items()
        if folded(top[column]) in (folded(headings[field]), folded(field))
    ]
    guessed = [f"{field} from “{hide(str(top[at[field]]))}”" for field in at if field not in own]
    named = [f"{len(own)} by their own headings"] if own else []
    yield f"columns{sheet}: {joined([*guessed, *named])}"
    unread = [hide(said(v)) for c, v in top.items() if said(v) and c not in at.values()]
    if unread:
        yield f"columns that are not read: {some_of(unread, _SOME)}"
    if others:
        yield f"further sheets, not read: {some_of([f'“{hide(each)}”' for each in others], _SOME)}"
