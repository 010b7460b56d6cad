"""`hscb due`: what is owed, by whom, and what to do next."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_agency, complete_group
from hscb_pm.cli.group import WEEKLY
from hscb_pm.cli.workspace import Workspace, a_day, a_year, named, one_of, workspace
from hscb_pm.periods import read_span, say, say_with_weekday

if TYPE_CHECKING:
    from hscb_pm.queries.due import DueFilter

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
    app.command(rich_help_panel=WEEKLY, epilog=_EXAMPLES)(due)


def due(
    ctx: typer.Context,
    lead: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Items whose lead's role holds this text.")
    ] = None,
    mine: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Items of exactly this role.")
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Items of this agency and its directorates.",
            autocompletion=complete_agency,
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Items of this group.", autocompletion=complete_group),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="Items of this kind: action, outcome, return, paper …"),
    ] = None,
    within: Annotated[
        str | None, typer.Option(metavar="SPAN", help="Up to then: 4w, 28d, 3m, or a date.")
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="DATE", help="Before that day, which is left out.")
    ] = None,
    fy: Annotated[
        str | None, typer.Option(metavar="YEAR", help="In a financial year, as in 2017-18.")
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    fail_on: Annotated[
        str | None, typer.Option(metavar="overdue", help="Exit with 1 if anything is overdue.")
    ] = None,
) -> None:
    """Show what is overdue, due soon and coming, who owes it, and what to do next."""
    ws = workspace(ctx)
    from hscb_pm.present.due import FORMATS, DueList, show_due
    from hscb_pm.queries.due import DueFilter, due_items
    from hscb_pm.queries.item import KINDS, DueState

    format = one_of("--format", format, FORMATS)
    fail_on = one_of("--fail-on", fail_on, ["overdue"])
    today = ws.today
    holidays = ws.register.board.bank_holidays if ws.register.board else ()
    wanted = DueFilter(
        lead=lead,
        mine=mine,
        agency=named(ws, "--agency", agency, "agency"),
        group=named(ws, "--group", group, "group"),
        kind=one_of("--kind", kind, KINDS),
        within=a_day("--within", within, today, holidays, read_span)
        if within is not None
        else None,
        before=a_day("--before", before, today, holidays, read_span)
        if before is not None
        else None,
        year=a_year("--fy", fy) if fy is not None else None,
    )
    register = ws.register.for_public() if format == "md" else ws.register
    items = due_items(register, today, wanted)
    _echo(ws, wanted)
    ws.say_left_out(today)
    if (lead or mine) and not items:
        _say_leads(ws, lead or mine or "")
    head = ws.head(today) if format == "json" else {}
    show_due(DueList(register, today, items), format, ws.out, head)
    ws.end(failed=fail_on is not None and any(i.state is DueState.OVERDUE for i in items))


def _echo(ws: Workspace, wanted: "DueFilter") -> None:
    """Say on stderr how dates were understood."""
    if wanted.within:
        ws.out.talk(f"up to {say_with_weekday(wanted.within)}")
    if wanted.before:
        ws.out.talk(f"before {say_with_weekday(wanted.before)}")
    if wanted.year:
        ws.out.talk(f"from {say(wanted.year.start)} to {say(wanted.year.end)}")


def _say_leads(ws: Workspace, given: str) -> None:
    """A misspelt role finds nothing: say which role comes nearest."""
    from hscb_pm.problem import nearest
    from hscb_pm.queries.due import due_items

    leads = {item.lead for item in due_items(ws.register, ws.today)}
    close = nearest(given, leads)
    hint = f"; did you mean {close!r}?" if close and close != given else ""
    ws.out.talk(f"nothing is due with {given!r} as lead{hint}")
