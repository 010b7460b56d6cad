"""Action plans from outside: a table of any layout, to be judged before it enters the register.

Which column holds what is guessed from the headings, and said, so that a wrong guess is seen.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from hscb_pm.exchange.headings import columns, folded, from_csv, header
from hscb_pm.exchange.texts import UnreadableError, text_of
from hscb_pm.exchange.workbook import Cell, is_workbook, open_workbook
from hscb_pm.privacy import Match, hide, scan
from hscb_pm.problem import listed
from hscb_pm.smart.verdicts import Field
from hscb_pm.words import joined

HEADINGS: Final[Mapping[Field, tuple[str, ...]]] = {
    "action": (
        r"(agreed |key )?actions?( required| to be taken| needed| points?| plan)?",
        r"tasks?|activit(y|ies)",
        r"what( we will do| will be done| needs to happen)?",
        r"recommendations?|improvements?|objectives?",
    ),
    "owner": (
        r"(action )?owners?|leads?( officer| person| agency| role)?",
        r"who( is responsible)?|by whom|assigned to|accountable( officer| person)?",
        r"(person |officer |agency )?responsib\w+( officer| person| lead| agency)?",
    ),
    "due": (
        r"due( date| by)?|date due|by when|deadline|target date|complet\w+ (date|by)|end date",
        r"time ?scales?|time ?frames?|when|date",
    ),
    "measure": (
        r"(success )?measures?( of success)?|success criteria|kpis?|performance measures?",
        r"(intended |expected )?outcomes?( measures?)?|how (will )?we( will)? know.*",
        r"evidence( of .*)?|impact|indicators?( of success)?",
    ),
}
"""What the columns of plans are called, the better name first."""
FIELDS: Final[tuple[Field, ...]] = ("action", "owner", "due", "measure")
MOST_ROWS: Final = 5_000


class PlanRow(NamedTuple):
    """An action of a plan, as it stands there."""

    place: str
    """`row 4`, or `'Plan'!A4`."""
    action: str
    owner: str | None = None
    due: str | date | None = None
    measure: str | None = None

    def fields(self) -> dict[Field, str | date]:
        """What stands there, without what is empty."""
        named: dict[Field, str | date | None] = {
            "action": self.action,
            "owner": self.owner,
            "due": self.due,
            "measure": self.measure,
        }
        return {field: value for field, value in named.items() if value}


class PlanFound(NamedTuple):
    """What was read: the rows, how columns were understood, how many rows hold no action."""

    rows: list[PlanRow]
    columns: str
    passed_over: int = 0
    unworked: tuple[str, ...] = ()
    """Cells with a formula and without a value, which are read as empty."""
    unread: tuple[str, ...] = ()
    """Further sheets, which are not read."""


_Table = Sequence[tuple[str | dict[int, str], dict[int, str | date]]]
"""Rows, each with its place (or those of its cells) and its cells by column."""


def read_plan(
    path: Path, data: bytes, wanted: Mapping[Field, str], allowed: Sequence[str] = ()
) -> PlanFound:
    """Read a plan from CSV, a workbook or YAML; `wanted` names columns that no guess is to find.

    What identifies somebody is masked, but for what is allowed. Raises CannotError with what to do
    where there is no column of actions.
    """
    tables: list[tuple[str, _Table]]
    unworked: list[str] = []
    if is_workbook(data):
        book = open_workbook(path, data)
        tables = [
            (sheet.name, [(_places(row), _values(row)) for row in sheet.rows])
            for sheet in book.sheets()
        ]
        unworked = book.unworked()
    elif path.suffix.lower() in (".yaml", ".yml"):
        return _from_yaml(path, data, allowed)
    else:
        try:
            tables = [("", list(from_csv(text_of(path, data))))]
        except csv.Error as error:
            raise UnreadableError(path, str(error)) from None
    for number, (name, table) in enumerate(tables):
        if found := header(table, HEADINGS, wanted, FIELDS[:1]):
            place, at = found
            top = table[place][1]
            _guard_wanted(path, wanted, at, top)
            others = [other for other, rows in tables[number + 1 :] if rows]
            read = _rows(table[place + 1 :], at, top, name, allowed)
            return read._replace(unworked=tuple(unworked), unread=tuple(others))
    headings = [str(value) for _, table in tables for _, row in table[:1] for value in row.values()]
    if not headings:
        raise UnreadableError(path, "is empty")
    raise UnreadableError(
        path,
        "has no column that looks like the actions. Put a row of headings above them (Action, "
        "Owner, Due, Measure), or name the column: --columns 'action=…'. The first row reads: "
        f"{listed(hide(heading) for heading in headings)}",
    )


def _guard_wanted(
    path: Path,
    wanted: Mapping[Field, str],
    at: Mapping[Field, int],
    header: Mapping[int, str | date],
) -> None:
    """Refuse a heading that is asked for and not there."""
    for field, heading in wanted.items():
        if field not in at:
            known = listed(hide(str(value)) for value in header.values())
            raise UnreadableError(path, f"has no heading “{heading}”; its headings are: {known}")


def _places(row: dict[int, Cell]) -> dict[int, str]:
    return {column: cell.where for column, cell in row.items()}


def _values(row: dict[int, Cell]) -> dict[int, str | date]:
    return {column: cell.value for column, cell in row.items()}


def _rows(
    table: _Table,
    at: Mapping[Field, int],
    header: Mapping[int, str | date],
    name: str,
    allowed: Sequence[str],
) -> PlanFound:
    rows = []
    for place, row in table[:MOST_ROWS]:
        cells = _masked(header, row, allowed)
        values = {field: cells.get(column) for field, column in at.items()}
        action = values.pop("action", None)
        if action is not None:
            where = place if isinstance(place, str) else place[at["action"]]
            due = values.pop("due", None)
            rows.append(
                PlanRow(where, str(action), due=due, **{f: str(v) for f, v in values.items() if v})
            )
    said = joined([f"{field} from “{header[column]}”" for field, column in at.items()])
    missing = [field for field in FIELDS if field not in at]
    none = f"; no column for {joined(missing, 'or')}" if missing else ""
    sheet = f" of sheet “{name}”" if name else ""
    return PlanFound(rows, f"columns{sheet}: {said}{none}", len(table) - len(rows))


def _masked(
    header: Mapping[int, str | date], row: Mapping[int, str | date], allowed: Sequence[str]
) -> dict[int, str | date]:
    """The cells of a row without what identifies somebody.

    A date in the column "Date of birth", or after a cell that ends with "born on", is one: so
    each row is read as a whole, once with its headings and once as it stands.
    """
    hidden: dict[int, list[Match]] = {column: [] for column in row}
    for with_headings in (False, True):
        line, starts = "", []
        for column, value in row.items():
            line += f"{header.get(column, '')}: " if with_headings else ""
            starts.append((column, len(line)))
            line += f"{value}, "
        for match in scan(line, allowed=allowed):
            for column, start in starts:
                end = start + len(str(row[column]))
                if match.start < end and start < match.end:
                    within = max(match.start - start, 0), min(match.end, end) - start
                    hidden[column].append(match._replace(start=within[0], end=within[1]))
    return {
        column: _without(str(value), hidden[column]) if hidden[column] else value
        for column, value in row.items()
    }


def _without(text: str, matches: list[Match]) -> str:
    kept, end = "", 0
    for match in sorted(matches, key=lambda found: (found.start, -found.end)):
        if match.start >= end:
            kept += f"{text[end : match.start]}[{match.masked}]"
        end = max(end, match.end)
    return kept + text[end:]


def _from_yaml(path: Path, data: bytes, allowed: Sequence[str]) -> PlanFound:
    """A list of mappings, or a mapping that holds one; keys are read as headings are."""
    from hscb_pm.store.composer import Composer, best_source
    from hscb_pm.store.files import decode
    from hscb_pm.store.slips import Refusal

    try:
        plain = Composer(best_source()).compose(decode(data)).data
    except Refusal as refusal:
        raise UnreadableError(
            path, f"line {refusal.line}: {hide(refusal.message)}. {refusal.fix}"
        ) from None
    listed = _list_in(plain)
    if listed is None:
        raise UnreadableError(path, "holds no list of actions, each with `action:`")
    names = list(dict.fromkeys(key for each in listed for key in each))
    at = columns({n: [folded(key)] for n, key in enumerate(names)}, HEADINGS, {})
    if "action" not in at:
        raise UnreadableError(path, "holds no list of actions, each with `action:`")
    table: _Table = [
        (f"entry {number}", {n: _plain(each[key]) for n, key in enumerate(names) if each.get(key)})
        for number, each in enumerate(listed, 1)
    ]
    return _rows(table, at, dict(enumerate(names)), "", allowed)


def _list_in(plain: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401, plain data
    if isinstance(plain, (list, tuple)) and plain and all(isinstance(e, dict) for e in plain):
        return list(plain)
    if isinstance(plain, dict):
        lists = (found for value in plain.values() if (found := _list_in(value)))
        nested = next(lists, None) if "action" not in plain else None
        return nested or ([plain] if plain else None)
    return None


def _plain(value: object) -> str:
    """A value as text; of an owner that is a mapping, the role."""
    if isinstance(value, dict):
        return str(value.get("role") or next(iter(value.values()), ""))
    return str(value)
