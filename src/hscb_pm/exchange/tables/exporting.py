"""A table of the register in each format, made to be changed and read in again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from hscb_pm import __version__
from hscb_pm.exchange.tables.kinds import SCHEMA
from hscb_pm.exchange.tables.stamps import AS_EXPORTED, stamp
from hscb_pm.exchange.tables.table import Column, Entry, Table, Value
from hscb_pm.words import capital, count

VERSION: Final = 1
"""Of the columns, as Parquet files and workbooks name it."""
FORMATS: Final = ("csv", "json", "md", "xlsx", "parquet")
IN_FILES: Final = ("xlsx", "parquet")
"""The formats that no terminal can show."""
_SPARE: Final = 10
"""Yellow rows in a workbook for what is new; all of them are printed."""
_HOLDS: Final[Mapping[str, Any]] = {"day": "date", "number": "number"}
_TYPES: Final = {"day": "DATE", "number": "DOUBLE"}


def as_bytes(
    table: Table, entries: Sequence[Entry], format: str, head: Mapping[str, Any], *, raw: bool
) -> bytes:
    """A table in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "csv":
            return _csv(table, entries, raw=raw).encode("utf-8", "backslashreplace")
        case "json":
            from hscb_pm.present.rows import as_json

            stamped = map(dict, _stamped(table, entries))
            editable = [column.name for column in table.columns if column.is_open]
            return as_json(head, table.name, stamped, editable=editable).encode()
        case "xlsx":
            return _xlsx(table, entries)
        case "parquet":
            from hscb_pm.exchange.parquet import as_parquet

            types = {column.name: _TYPES.get(column.takes, "VARCHAR") for column in table.columns}
            rows = (dict(entry.cells) for entry in entries)
            return as_parquet(types, rows, _about(table))
        case _:
            return _markdown(table, entries).encode()


def _about(table: Table) -> dict[str, str]:
    """What a file says of itself."""
    return {
        SCHEMA: f"{table.name}/{VERSION}",
        "hscb_as_at": table.today.isoformat(),
        "hscb_audience": "public" if table.register.public else "internal",
        "hscb_tool": f"hscb {__version__}",
    }


def _csv(table: Table, entries: Iterable[Entry], *, raw: bool) -> str:
    """With headings and titles for people; for programs, with names and ids."""
    from hscb_pm.present.rows import as_csv

    columns = [*table.columns, AS_EXPORTED]
    if raw:
        return as_csv([c.name for c in columns], _stamped(table, entries), raw=True)
    rows = ({c.heading: row[c.name] for c in columns} for row in _shown(table, entries))
    return as_csv([column.heading for column in columns], rows)


def _stamped(table: Table, entries: Iterable[Entry]) -> Iterator[Mapping[str, Value]]:
    """The rows, each with the fingerprints of what it says."""
    for entry in entries:
        yield {**entry.cells, AS_EXPORTED.name: stamp(table, entry.cells)}


def _shown(table: Table, entries: Iterable[Entry]) -> Iterator[Mapping[str, Value]]:
    """The same, as people read them."""
    return _stamped(
        table,
        (
            entry._replace(
                cells={c.name: table.shown(c, entry.cells[c.name]) for c in table.columns}
            )
            for entry in entries
        ),
    )


def _markdown(table: Table, entries: Sequence[Entry]) -> str:
    from hscb_pm.periods import say
    from hscb_pm.present.due import for_everyone
    from hscb_pm.present.templates import render

    columns = [table.column(name) for name in table.in_paper]
    rows = [
        [
            say(cell) if isinstance(cell, date) else table.shown(column, cell)
            for column in columns
            for cell in [entry.cells[column.name]]
        ]
        for entry in entries
    ]
    return render(
        table.register.path,
        "list.md.j2",
        title=capital(table.name),
        counted=f"{capital(count(len(rows), *table.row))}, as at {say(table.today)}",
        columns=[column.heading for column in columns],
        rows=rows,
        readers=for_everyone(table.register),
    )


def _xlsx(table: Table, entries: Sequence[Entry]) -> bytes:
    from hscb_pm.documents import excel

    choices = {**_named(table), **table.choices()}
    sheet = excel.Table(
        capital(table.name),
        [
            *(_column(column, choices.get(column.name, ())) for column in table.columns),
            _column(AS_EXPORTED, ())._replace(is_hidden=True),
        ],
        [list(row.values()) for row in _shown(table, entries)],
        spare=_SPARE,
        frozen=2,
        is_protected=False,
    )
    board = table.register.board
    title = f"{board.label if board else 'The Board'}: {table.name}"
    about = excel.About(title, board.label if board else "", table.today, own=_about(table))
    return excel.write([_guidance(table, title), sheet], about)


def _column(column: Column, choices: Iterable[str]) -> Any:  # noqa: ANN401, of a module that comes late
    from hscb_pm.documents import excel

    return excel.Column(
        column.heading,
        column.width,
        _HOLDS.get(column.takes, "text"),
        tuple(choices),
        column.is_open,
        column.note,
    )


def _named(table: Table) -> dict[str, list[str]]:
    """The agencies and groups of the drop-downs, by their titles."""
    found = {}
    for column in table.columns:
        if column.is_open and column.takes in ("agency", "group"):
            ids = dict.fromkeys(table.named[column.takes].values())
            shown = (table.shown(column, each) for each in ids if not table.register.hides(each))
            found[column.name] = sorted(str(each) for each in shown)
    return found


def _guidance(table: Table, title: str) -> Any:  # noqa: ANN401, of a module that comes late
    from hscb_pm.documents import excel

    open_ = ", ".join(column.heading for column in table.columns if column.is_open)
    parts = {
        "What may be changed": f"{open_}: these cells are yellow.",
        "What is new": "Type it in the first empty row, yellow or below those, and leave the "
        "id empty.",
        "What not to write": "No child, no family, no member of staff: roles, never names.",
        "Sending it back": f"Save it as .xlsx, and send it to {table.register.office}.",
        "For the business manager": f"hscb import {table.name} FILE --dry-run shows what a file "
        "that came back would change; without --dry-run it is taken in.",
    }
    return excel.Notes("Guidance", title, [(heading, [line]) for heading, line in parts.items()])
