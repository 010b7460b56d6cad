"""`hscb national`: one question to the data sets of many boards."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.periods import say
from hscb_pm.present.out import in_one_line
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.exchange.national.boards import Answer

_EXAMPLES = """\b
Examples:
  hscb national                            the questions there are
  hscb national overdue-actions exports    of every board exported to a folder in it
  hscb national indicators exports --format csv > indicators.csv
  hscb national slippage --dialect spark   the same question for a warehouse
  hscb national mine.sql exports           a SELECT of your own: hscb export --schema"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(national)


def national(
    ctx: typer.Context,
    report: Annotated[
        str | None,
        typer.Argument(metavar="[REPORT]", help="Which question, or a file that ends in .sql."),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="[DIR]", help="The folder with what `hscb export` wrote."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="The questions there are.")] = False,
    dialect: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Print the SQL for spark, bigquery, trino …"),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    raw: Raw = False,
) -> None:
    """Put a question to the data sets of many boards, or print it for a warehouse."""
    ws = workspace(ctx, reads=False)
    from hscb_pm.exchange.national.boards import answer
    from hscb_pm.exchange.national.questions import DIALECTS, REPORTS, question
    from hscb_pm.present.plain import FORMATS, show_rows

    format = in_format(ws, format, FORMATS, raw=raw)
    if list_ or report is None:
        for name in REPORTS:
            ws.out.line(f"{name:20}{question(name).says}")
        return
    known = report if report.endswith(".sql") else one_of("REPORT", report, REPORTS)
    asked = question(known)
    tables = asked.tables()
    if dialect is not None:
        ws.out.raw(asked.written_for(one_of("--dialect", dialect, DIALECTS)))
        return
    if not folder:
        raise typer.BadParameter("name the folder with the boards' exports", param_hint="'DIR'")
    found = answer(asked.text, tables, Path(folder))
    _talk(ws, found)
    head = {
        **ws.tool(),
        "report": known,
        "boards": [board.name for board in found.boards],
        "left_out": found.left_out,
    }
    show_rows(found.columns, found.rows, format, ws.out, head)
    if ws.settings.strict and found.left_out:
        raise typer.Exit(1)


def _talk(ws: Workspace, found: "Answer") -> None:
    """Say whose figures they are and of which day, and who is missing."""
    days = sorted({board.as_at for board in found.boards})
    until = f" to {say(days[-1])}" if days[1:] else ""
    ws.out.talk(f"{count(len(found.boards), 'board')}, as at {say(days[0])}{until}")
    if inside := sum(not board.is_public for board in found.boards):
        ws.out.talk(f"{count(inside, 'of them is', 'of them are')} for internal readers only")
    for why in found.left_out:
        ws.out.talk(in_one_line(f"left out: {why}"))
