"""`hscb show`: one record in words, and all that stands around it."""

from typing import Annotated

import typer

from hscb_pm.cli.complete import complete_record
from hscb_pm.cli.group import LOOKING
from hscb_pm.cli.workspace import Workspace, one_of, workspace

_EXAMPLES = """\b
Examples:
  hscb show ACT-2017-014                   an action, its state and why
  hscb show AUD-2017-03/R2                 a recommendation, and what answers it
  hscb show PRG-2017-18/7@2017-18-Q2       an occurrence of the programme
  hscb show hertfordshire-constabulary     an agency, and what it owes"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=LOOKING, epilog=_EXAMPLES)(show)


def show(
    ctx: typer.Context,
    record: Annotated[
        str, typer.Argument(metavar="ID", help="The id.", autocompletion=complete_record)
    ],
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
) -> None:
    """Show a record in words: its state and why, what names it, and what of it is due."""
    from hscb_pm.present.records import FORMATS, show_record
    from hscb_pm.queries.records import dossier

    ws = workspace(ctx)
    format = one_of("--format", format, FORMATS)
    today = ws.today
    record = _id_of(ws, record)
    register = ws.register.for_public() if format == "md" else ws.register
    found = dossier(register, record, today)
    if found is None:
        if register.is_rejected(record):
            message = f"{record} could not be read: hscb validate"
            raise typer.BadParameter(message, param_hint="'ID'")
        if register.hides(record):
            message = f"{record} is confidential (`part: 2`), and Markdown is made to be passed on"
            raise typer.BadParameter(message, param_hint="'--format'")
        found = dossier(register, one_of("ID", record, register.kinds), today)
        assert found  # noqa: S101, an id that the register knows
    ws.say_left_out(today)
    show_record(found, register, format, ws.out, ws.head(today) if format == "json" else {})
    ws.end()


def _id_of(ws: Workspace, given: str) -> str:
    """The id of the record in a file, where somebody names the file, as `hscb due` does."""
    path = given.replace("\\", "/").partition(":")[0]
    if not path.endswith(".yaml") or "/" not in path:
        return given
    sources = ws.register.sources.items()
    return next((name for name, source in sources if f"/{path}".endswith(f"/{source.path}")), given)
