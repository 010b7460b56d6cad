"""What of the due list is wanted: the options that `due` and all made from its list share."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_agency, complete_group
from hscb_pm.cli.workspace import Workspace, a_day, a_year, named, one_of
from hscb_pm.periods import read_span, say, say_with_weekday
from hscb_pm.present.out import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hscb_pm.queries.due import DueFilter

Lead = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Items whose lead's role holds this text.")
]
Mine = Annotated[str | None, typer.Option(metavar="ROLE", help="Items of exactly this role.")]
Agency = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        help="Items of this agency and its directorates.",
        autocompletion=complete_agency,
    ),
]
Group = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Items of this group.", autocompletion=complete_group),
]
Kind = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="Items of this kind: action, outcome, return, paper …"),
]
Within = Annotated[
    str | None, typer.Option(metavar="SPAN", help="Up to then: 4w, 28d, 3m, or a date.")
]
Before = Annotated[
    str | None, typer.Option(metavar="DATE", help="Before that day, which is left out.")
]
Year = Annotated[
    str | None, typer.Option(metavar="YEAR", help="In a financial year, as in 2017-18.")
]


def due_filter(
    ws: Workspace,
    *,
    lead: str | None,
    mine: str | None,
    agency: str | None,
    group: str | None,
    kind: str | None,
    within: str | None,
    before: str | None,
    fy: str | None,
) -> "DueFilter":
    """What the options ask for; how their dates were understood is said on stderr."""
    from hscb_pm.queries.due import DueFilter
    from hscb_pm.queries.item import KINDS

    today = ws.today
    holidays = ws.register.holidays
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
    if wanted.within:
        ws.out.talk(f"up to {say_with_weekday(wanted.within)}")
    if wanted.before:
        ws.out.talk(f"before {say_with_weekday(wanted.before)}")
    if wanted.year:
        ws.out.talk(f"from {say(wanted.year.start)} to {say(wanted.year.end)}")
    return wanted


def say_leads(ws: Workspace, wanted: "DueFilter") -> None:
    """A misspelt role finds nothing: say which role comes nearest."""
    given = wanted.lead or wanted.mine
    if not given:
        return
    from hscb_pm.queries.due import due_items

    leads = {item.lead for item in due_items(ws.register, ws.today)}
    ws.out.talk(f"nothing is due with {given!r} as lead{_hint(given, leads)}")


def guard_leads(ws: Workspace, wanted: "DueFilter") -> None:
    """Refuse a lead who owed nothing for a year: an empty file would look like good news."""
    from hscb_pm.queries.calendar import entries
    from hscb_pm.queries.due import DueFilter, due_items

    option, given = ("--lead", wanted.lead) if wanted.lead else ("--mine", wanted.mine)
    only = DueFilter(lead=wanted.lead, mine=wanted.mine)
    register, today = ws.register, ws.today
    if given is None or due_items(register, today, only) or entries(register, today, only):
        return
    leads = {item.lead for item in due_items(register, today)}
    message = f"nothing has {given!r} as lead{_hint(given, leads)}"
    raise typer.BadParameter(visible(message), param_hint=f"'{option}'")


def _hint(given: str, leads: "Iterable[str]") -> str:
    """The role that comes nearest to what was typed."""
    from hscb_pm.problem import nearest

    close = nearest(given, leads)
    return f"; did you mean {close!r}?" if close and close != given else ""
