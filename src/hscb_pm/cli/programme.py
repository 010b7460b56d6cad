"""`hscb programme`: the year's audit programme, and the next one."""

from difflib import unified_diff
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_year
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, a_year, guard_confidential, one_of, workspace
from hscb_pm.periods import Period, financial_year
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.exchange.next_year import CarriedForward
    from hscb_pm.models import Programme

_EXAMPLES = """\b
Examples:
  hscb programme show                      this year, row by row
  hscb programme show 2017-18 --row 7      one row of a year
  hscb programme show --format csv         a line for each time a row falls due
  hscb programme open 2018-19              what the next year's file would say
  hscb programme open 2018-19 --write      write it, for review"""
_HINT = "'YEAR'"

programme = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


def declare(app: typer.Typer) -> None:
    """Add the commands."""
    programme.command(epilog=_EXAMPLES)(show)
    programme.command("open", epilog=_EXAMPLES)(open_year)
    app.add_typer(
        programme,
        name="programme",
        epilog=_EXAMPLES,
        help="Show the year's audit programme and how it stands; prepare the next year's.",
    )


def show(
    ctx: typer.Context,
    year: Annotated[
        str | None,
        typer.Argument(
            metavar="[YEAR]",
            help="The financial year, as 2017-18; this one if not given.",
            autocompletion=complete_year,
        ),
    ] = None,
    row: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="This row of the programme alone.")
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    raw: Raw = False,
) -> None:
    """Show a year's programme, and how each row stands."""
    ws = workspace(ctx)
    from hscb_pm.present.programme import FORMATS, ProgrammeView, show_programme
    from hscb_pm.queries.year import year_rows

    format = in_format(ws, format, FORMATS, raw=raw)
    today = ws.today
    found = _programme(ws, a_year("YEAR", year) if year is not None else financial_year(today))
    register = ws.register.for_public() if format == "md" else ws.register
    guard_confidential(register, found.id)
    number = one_of("--row", row, [str(item.row) for item in found.items])
    rows = year_rows(register, today, found, int(number) if number else None)
    ws.say_left_out(today)
    view = ProgrammeView(register, today, found, rows)
    show_programme(view, format, ws.out, ws.head(today) if format == "json" else {})
    ws.end()


def _programme(ws: Workspace, year: Period) -> "Programme":
    """The programme of a year; a usage error that says what to type where there is none."""
    from hscb_pm.models import Programme

    wanted = Programme.id_of(year.name)
    if found := ws.register.get(Programme, wanted):
        return found
    if ws.register.is_rejected(wanted):
        message = f"the programme of {year.name} could not be read: hscb validate"
        raise typer.BadParameter(message, param_hint=_HINT)
    years = [found.year for found in ws.register.of(Programme)]
    message = f"there is no programme of {year.name}"
    if years:
        message += f"; there is hscb programme show {', '.join(known.name for known in years)}"
        message += f", and hscb programme open {years[-1].next().name} prepares the next"
    raise typer.BadParameter(message, param_hint=_HINT)


def open_year(
    ctx: typer.Context,
    year: Annotated[
        str,
        typer.Argument(metavar="YEAR", help="The financial year after the last one, as 2018-19."),
    ],
    write: Annotated[
        bool, typer.Option("--write", help="Write the file; without it, only show what changes.")
    ] = False,
) -> None:
    """Prepare the next year's programme from the last.

    It is for review before it is committed. The rows, their wording and the comments stay as
    they are. What changes are the years in the title, the source, and explanations that speak
    of the year that was, which are left out.
    """
    ws = workspace(ctx, writes=write)
    from hscb_pm.exchange.next_year import carried_forward
    from hscb_pm.store.guarding import refuse_private
    from hscb_pm.store.write import write_new_file

    following = a_year("YEAR", year)
    last = _last_before(ws, following)
    opened = carried_forward(ws.register, last)
    path = ws.folder / opened.path
    ws.say_left_out(ws.today)
    refuse_private(ws.register, opened.path, opened.after)
    if write:
        write_new_file(path, opened.after)
        ws.out.one_line(f"wrote {path.as_posix()}: read it, then hscb validate")
    else:
        _show_changes(ws, ws.register.sources[last.id].path, opened)
        ws.out.talk(f"nothing is written; --write makes {path.as_posix()}")
    _say_what_is_left(ws, last, following, opened)
    ws.end()


def _last_before(ws: Workspace, year: Period) -> "Programme":
    """The programme that a new one follows; a usage error where it cannot."""
    from hscb_pm.models import Programme

    if ws.register.is_missing_any(Programme.folder):
        message = "a programme could not be read: hscb validate"
    elif ws.register.get(Programme, Programme.id_of(year.name)):
        message = f"there is a programme of {year.name} already: hscb programme show {year.name}"
    elif not (known := list(ws.register.of(Programme))):
        message = "there is no programme to carry forward; hscb init DIR makes a first one"
    elif (expected := known[-1].year.next()) != year:
        message = f"the last programme is that of {known[-1].year.name}, so the next one is: "
        message += f"hscb programme open {expected.name}"
    else:
        return known[-1]
    raise typer.BadParameter(message, param_hint=_HINT)


def _show_changes(ws: Workspace, old: str, opened: "CarriedForward") -> None:
    """Print the lines that differ, as git would."""
    before, after = opened.before.splitlines(), opened.after.splitlines()
    for line in unified_diff(before, after, old, opened.path, n=0, lineterm=""):
        ws.out.one_line(line)


def _say_what_is_left(
    ws: Workspace, last: "Programme", following: Period, opened: "CarriedForward"
) -> None:
    """Say what only people can do: explain again, plan meetings, finish the year that was."""
    from hscb_pm.present.out import in_one_line
    from hscb_pm.queries.year import OccurrenceState, groups_without_meeting, year_rows

    for code, why in opened.dropped.items():
        said = f"{code} is explained no longer, for it speaks of {last.year.name}: {why}"
        ws.out.talk(in_one_line(said))
    if groups := groups_without_meeting(ws.register, last, following):
        ws.out.talk(f"no meeting is planned in {following.name} for: {', '.join(groups)}")
    late = [
        standing
        for row in year_rows(ws.register, ws.today, last)
        for standing in row.standings
        if standing.state is OccurrenceState.OVERDUE
    ]
    if late:
        ws.out.talk(f"{count(len(late), 'occurrence')} still open from {last.year.name}:")
        for standing in late:
            ws.out.talk(in_one_line(f"  {standing.id}  {standing.title}"))
