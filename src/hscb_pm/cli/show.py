"""`hscb show`: one record in words, and all that stands around it."""

from typing import Annotated

import typer

from hscb_pm.cli.complete import complete_record
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import id_in, record_named, workspace

_EXAMPLES = """\b
Examples:
  hscb show ACT-2017-014                   an action, its state and why
  hscb show AUD-2017-03/R2                 a recommendation, and what answers it
  hscb show PRG-2017-18/7@2017-18-Q2       an occurrence of the programme
  hscb show hertfordshire-constabulary     an agency, and what it owes"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(show)


def show(
    ctx: typer.Context,
    record: Annotated[
        str, typer.Argument(metavar="ID", help="The id.", autocompletion=complete_record)
    ],
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    raw: Raw = False,
) -> None:
    """Show a record in words: its state and why, what names it, and what of it is due."""
    ws = workspace(ctx)
    from hscb_pm.present.records import FORMATS, show_record
    from hscb_pm.queries.records import dossier

    format = in_format(ws, format, FORMATS, raw=raw)
    today = ws.today
    record = id_in(ws.register, record)
    register = ws.register.for_public() if format == "md" else ws.register
    found = dossier(register, record, today)
    if found is None:
        found = dossier(register, record_named(register, record, register.kinds), today)
        assert found  # noqa: S101, an id that the register knows
    ws.say_left_out(today)
    show_record(found, register, format, ws.out, ws.head(today) if format == "json" else {})
    ws.end()
