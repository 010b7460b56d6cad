"""`hscb export`: a table to be changed by those who never touch git, or every table."""

from contextlib import nullcontext
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli import filters
from hscb_pm.cli.dataset import export_all, show_schema
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.words import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hscb_pm.exchange.tables.table import Entry, Table

_EXAMPLES = """\b
Examples:
  hscb export actions -o actions.xlsx      a workbook: change it, then hscb import actions
  hscb export actions -o police.xlsx --agency hertfordshire-constabulary
  hscb export actions --within 4w > due.csv
  hscb export actions --raw                CSV for programs: names and ids, plain text
  hscb export -o exports/kent              every table, for a warehouse; see hscb national
  hscb export --schema                     those tables and their columns

What may be changed is yellow in a workbook; hscb import says what a file would change."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(export)


def export(
    ctx: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="actions, values, audits, attendance or budget; without it, all as Parquet.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="A file, whose ending says the format; for every table a folder.",
        ),
    ] = None,
    lead: filters.Lead = None,
    mine: filters.Mine = None,
    agency: filters.Agency = None,
    group: filters.Group = None,
    within: filters.Within = None,
    before: filters.Before = None,
    fy: filters.Year = None,
    audience: Annotated[
        str | None, typer.Option(metavar="WHO", help="public or internal; public, if not given.")
    ] = None,
    format: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="csv, json, md, xlsx or parquet.")
    ] = None,
    raw: Raw = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="List every table's columns, with their meaning.")
    ] = False,
) -> None:
    """Write a table of the register, to be changed elsewhere and read in again; or every table."""
    ws = workspace(ctx, reads=not schema, guard=kind is None)
    if schema:
        if kind:
            why = "--schema lists every table for a warehouse: leave the kind out"
            raise typer.BadParameter(why, param_hint="'KIND'")
        show_schema(ws, format or "text")
        return
    if kind is None:
        if lead or mine or agency or group or within or before or fy or raw:
            raise typer.BadParameter(
                "what is left out is of one kind: name it", param_hint="'KIND'"
            )
        export_all(ws, output, audience, format)
        return
    from hscb_pm.exchange.tables.exporting import as_bytes
    from hscb_pm.exchange.tables.kinds import KINDS, table_named
    from hscb_pm.papers import Audience
    from hscb_pm.queries.due import chosen
    from hscb_pm.store.stopping import nothing, noting

    name = one_of("KIND", kind, KINDS)
    file, format = _target(output, format, name)
    in_format(ws, format, [format], raw=raw)
    options = {"lead": lead, "mine": mine, "agency": agency, "group": group, "kind": None}
    if file:
        ws.guard_board()
    wanted = filters.due_filter(ws, **options, within=within, before=before, fy=fy)
    today = ws.today
    readers = ws.audience(audience or "public")
    register = ws.register if readers is Audience.INTERNAL else ws.register.for_public()
    table = table_named(name)(register, today)
    entries = list(chosen(register, table.told_entries(), wanted))
    ws.say_left_out(today)
    head = ws.head(today) if format == "json" else {}
    with noting(nothing) if file else nullcontext():
        made = as_bytes(table, entries, format, head, raw=raw)
    if file is None:
        ws.out.raw(made.decode())
    else:
        _write(file, made, force=force)
    _say(ws, table, entries, file)
    ws.end()


def _target(output: str | None, format: str | None, name: str) -> tuple[Path | None, str]:
    """The file, if one is named, and the format: as asked, else as the file is named."""
    from hscb_pm.exchange.tables.exporting import FORMATS, IN_FILES

    wanted = one_of("--format", format, FORMATS)
    if output is None:
        if wanted in IN_FILES:
            message = f"a table of this kind goes into a file: add -o {name}.{wanted}"
            raise typer.BadParameter(message, param_hint="'--format'")
        return None, wanted or "csv"
    file = Path(output)
    named = file.suffix.lower().removeprefix(".")
    if wanted is None and named not in FORMATS:
        message = f"the name of a table ends in {', '.join(FORMATS)}"
    elif wanted and named in FORMATS and wanted != named:
        message = f"the name of the file says {named}, and --format says {wanted}"
    elif not file.parent.is_dir():
        message = "its folder is not there; make it, or name another"
    else:
        return file, wanted or named
    raise typer.BadParameter(f"{in_one_line(output)}: {message}", param_hint="'-o' / '--output'")


def _write(file: Path, made: bytes, *, force: bool) -> None:
    """Write a file; over another only where somebody says so: it may have been filled in."""
    from hscb_pm.problem import CannotError
    from hscb_pm.store.write import is_stream, write_file

    if not force and file.is_file() and not is_stream(file) and file.read_bytes() != made:
        raise CannotError(f"{file} is there, and says something else; --force writes over it")
    write_file(file, made)


def _say(ws: Workspace, table: "Table", entries: "Sequence[Entry]", file: Path | None) -> None:
    """What was written, for whom, and what of it may be changed."""
    from hscb_pm.exchange.tables.table import editable

    readers = "public" if table.register.public else "internal"
    what = f"{count(len(entries), *table.row)}, for {readers} readers"
    ws.out.talk(in_one_line(f"wrote {file}: {what}" if file else what))
    if table.register.hidden_count:
        hidden = sum(table.register.hides(e.record) for e in table.entries())
        if hidden:
            ws.out.talk(f"{hidden} confidential left out; --audience internal has them")
    if file:
        ws.out.talk(f"may be changed: {', '.join(editable(table.columns))}")
        if file.suffix.lower() in (".xlsx", ".csv"):
            then = f"hscb import {table.name} {quote(str(file))} --dry-run"
            ws.out.talk(in_one_line(f"Type next, once it comes back: {then}"))
