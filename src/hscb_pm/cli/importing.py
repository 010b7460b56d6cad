"""`hscb import`: a table that somebody filled in, read into the register."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.complete import complete_agency, complete_group
from hscb_pm.cli.stepping import if_said, said_day
from hscb_pm.cli.workspace import Workspace, named, one_of, workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import CannotError
from hscb_pm.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hscb_pm.exchange.tables.importing import Import
    from hscb_pm.exchange.tables.table import Table

_EXAMPLES = """\b
Examples:
  hscb import actions actions.xlsx --dry-run
  hscb import actions police.csv --agency hertfordshire-constabulary
      --map 'What we will do=action' --status 'Green=in progress'
  hscb import actions actions.xlsx --reason "The rota waits for a vote"
      --agreed-by audit-sub-group          for every date that moves

Rows are known by their id, else by the words of the action; a row that is not known becomes a new
action. An empty cell changes nothing, and a row that changes nothing is counted alone. Nothing is
written if any row is refused, unless --skip-refused says to write the others."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", epilog=_EXAMPLES)(import_table)


def import_table(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="actions, values, audits, attendance or budget.")
    ],
    file: Annotated[str, typer.Argument(metavar="FILE", help=".xlsx, .csv, or .json as exported.")],
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="HEADING=FIELD",
            help="Which field a column holds, where the guess is wrong. May be given more than "
            "once.",
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD=STATE", help="What a status means here. May be given more than once."
        ),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Whose file it is: the agency of new rows; a row of another's is refused.",
            autocompletion=complete_agency,
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The group of new rows that name none.",
            autocompletion=complete_group,
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why dates move, where no row says it.")
    ] = None,
    agreed_by: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP",
            help="Which group agreed to that, where no row says it.",
            autocompletion=complete_group,
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day on which it was agreed, if not today."),
    ] = None,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Write the other rows, and exit with 1.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Read a table that somebody changed: what each row would change, then all of it at once."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.tables.importing import Import
    from hscb_pm.exchange.tables.kinds import KINDS, table_named
    from hscb_pm.exchange.tables.reading import read_rows
    from hscb_pm.exchange.tables.table import Given, folded
    from hscb_pm.exchange.texts import bytes_of
    from hscb_pm.store.stopping import nothing, noting

    table_class = table_named(one_of("KIND", kind, KINDS))
    words = _pairs("--status", status, lambda state: _state(table_class, state))
    day = said_day(ws, "--on", on, "agreed on")
    if day and day > ws.today:
        raise typer.BadParameter("it is still to come", param_hint="'--on'")
    given = Given(
        if_said("--reason", reason),
        named(ws, "--agreed-by", agreed_by, "group"),
        named(ws, "--agency", agency, "agency"),
        named(ws, "--group", group, "group"),
        day,
        {folded(word): state for word, state in words.items()},
    )
    table, path = table_class(ws.register, ws.today, given), Path(file)
    names = [column.name for column in table.columns]
    mapped = _pairs("--map", map_, lambda name: one_of("--map", name, names))
    wanted = {name: heading for heading, name in mapped.items()}
    if len(wanted) < len(mapped):
        raise typer.BadParameter("two columns cannot be one field", param_hint="'--map'")
    with noting(nothing):
        found = read_rows(table, path, bytes_of(path), wanted, allowed=ws.register.allowed_names)
    for line in found.said:
        ws.out.talk(line)
    with noting(nothing):
        rows = Import(table, found.rows)
    _carry_out(ws, rows, skip_refused=skip_refused, dry_run=dry_run)


def _carry_out(ws: Workspace, rows: "Import", *, skip_refused: bool, dry_run: bool) -> None:
    """Say what becomes of each row, and write it all or nothing."""
    from hscb_pm.exchange.tables.importing import UNCHANGED
    from hscb_pm.store.stopping import nothing, noting

    with noting(nothing):
        changed = rows.prepared()
    for line in rows.lines:
        if line.what != UNCHANGED or line.said:
            ws.out.one_line(str(line))
    ws.out.talk(rows.counted())
    for (word, meaning), number in rows.table.meant.items():
        ws.out.talk(in_one_line(f"status “{word}” is taken for {meaning} ({count(number, 'row')})"))
    refused = len(rows.refused)
    if refused and not skip_refused:
        raise CannotError(
            f"nothing is written: {count(refused, 'row')} refused; put them right, or write the "
            "others with --skip-refused"
        )
    if changed is None or not changed.texts:
        ws.out.talk("nothing to write")
    elif carry_out(ws, changed, dry_run=dry_run):
        ws.out.talk(f"{count(len(changed.texts), 'file')} written")
        say_next(ws, "hscb due")
    ws.end(failed=bool(refused))


def _pairs(
    option: str, given: "Sequence[str] | None", read: "Callable[[str], str]"
) -> dict[str, str]:
    """What words in front of `=` stand for."""
    found = {}
    for text in given or ():
        word, equals, meaning = text.rpartition("=")
        if not equals or not word.strip() or not meaning.strip():
            raise typer.BadParameter("write it as 'THEIRS=OURS'", param_hint=f"'{option}'")
        found[word.strip()] = read(meaning.strip())
    return found


def _state(table: "type[Table]", given: str) -> str:
    """One of the states that a table knows."""
    if not table.words:
        raise typer.BadParameter("these rows have no status", param_hint="'--status'")
    return one_of("--status", given, table.words)
