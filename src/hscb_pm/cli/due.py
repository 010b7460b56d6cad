"""`hscb due`: what is owed, by whom, and what to do next."""

from typing import Annotated

import typer

from hscb_pm.cli import filters
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import one_of, workspace

_EXAMPLES = """\b
Examples:
  hscb due                                 everything, the most overdue first
  hscb due --within 4w                     overdue, and due in four weeks
  hscb due --mine 'Business Manager'       what one role owes
  hscb due --agency hertfordshire-constabulary
  hscb due --before 2018-01-01 --format csv > due.csv

Dates: 2018-02-01, 01/02/2018 (day first), 1 Feb 2018, friday, +6w, -3wd (working
days), +1m, eom, eoq, eoy (end of month, financial quarter, financial year), 2017-18 Q2."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(due)


def due(
    ctx: typer.Context,
    lead: filters.Lead = None,
    mine: filters.Mine = None,
    agency: filters.Agency = None,
    group: filters.Group = None,
    kind: filters.Kind = None,
    within: filters.Within = None,
    before: filters.Before = None,
    fy: filters.Year = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    fail_on: Annotated[
        str | None, typer.Option(metavar="overdue", help="Exit with 1 if anything is overdue.")
    ] = None,
    raw: Raw = False,
) -> None:
    """Show what is overdue, due soon and coming, who owes it, and what to do next."""
    ws = workspace(ctx)
    from hscb_pm.present.due import FORMATS, DueList, show_due
    from hscb_pm.queries.due import due_items
    from hscb_pm.queries.item import DueState

    format = in_format(ws, format, FORMATS, raw=raw)
    fail_on = one_of("--fail-on", fail_on, ["overdue"])
    today = ws.today
    wanted = filters.due_filter(
        ws,
        lead=lead,
        mine=mine,
        agency=agency,
        group=group,
        kind=kind,
        within=within,
        before=before,
        fy=fy,
    )
    register = ws.register.for_public() if format == "md" else ws.register
    items = due_items(register, today, wanted)
    ws.say_left_out(today)
    if not items:
        filters.say_leads(ws, wanted)
    head = ws.head(today) if format == "json" else {}
    show_due(DueList(register, today, items), format, ws.out, head)
    ws.end(failed=fail_on is not None and any(i.state is DueState.OVERDUE for i in items))
