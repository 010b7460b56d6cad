"""`hscb calendar`: what is due, for Outlook and other calendars."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli import filters
from hscb_pm.cli.workspace import workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.queries.calendar import Entry
    from hscb_pm.queries.due import DueFilter
    from hscb_pm.register import Register

_EXAMPLES = """\b
Examples:
  hscb calendar -o hscb.ics                all that has a date
  hscb calendar -o chair.ics --mine 'Independent Chair'
  hscb calendar -o audit.ics --group audit-sub-group --within 6m
  hscb calendar -o hscb.ics                again: what moved moves, what ended is cancelled

\b
Keep it in a calendar of its own. Entries keep their identity, so that importing the file
again updates them; a calendar program that makes second entries instead (Outlook for Windows
can) takes it anew into an empty calendar. So does any that is to lose what has become
confidential or was deleted: of these the file says nothing, not even that they are cancelled."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(calendar)


def calendar(
    ctx: typer.Context,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="A file that ends in .ics; else shown here."
        ),
    ] = None,
    lead: filters.Lead = None,
    mine: filters.Mine = None,
    agency: filters.Agency = None,
    group: filters.Group = None,
    kind: filters.Kind = None,
    within: filters.Within = None,
    before: filters.Before = None,
    fy: filters.Year = None,
    done: Annotated[
        bool,
        typer.Option("--done", help="Keep what has ended, with how, instead of cancelling it."),
    ] = False,
    audience: Annotated[
        str | None, typer.Option(metavar="WHO", help="public or internal, as for a paper.")
    ] = None,
) -> None:
    """Write what is due as a calendar; read again, what moved moves and what ended goes."""
    ws = workspace(ctx)
    from hscb_pm.papers import Audience
    from hscb_pm.present.calendar import PRODID, as_calendar
    from hscb_pm.present.due import DueList
    from hscb_pm.queries.calendar import entries
    from hscb_pm.store.folders import guard_outside
    from hscb_pm.store.write import write_over_own

    file = _file(output)
    if file:
        guard_outside(file, ws.folder)
        ws.guard_board()
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
    readers = ws.audience(audience, is_file=file is not None)
    ws.say_left_out(today)
    register = ws.register.for_public() if readers is Audience.PUBLIC else ws.register
    found = entries(register, today, wanted, all_ended=done)
    if not found:
        filters.guard_leads(ws, wanted)
    due = DueList(register, today, [entry.item for entry in found])
    name = _name(register, wanted)
    made = as_calendar(found, due, name=name, readers=str(readers), keep_ended=done)
    if file is None:
        ws.out.raw(made.decode())
    else:
        write_over_own(file, made, PRODID.encode())
    wrote = f"wrote {file}, for {readers} readers" if file else f"for {readers} readers"
    ws.out.talk(in_one_line(f"{wrote}: {_counted(register, today, wanted, found, kept=done)}"))
    if file:
        ws.out.talk("Open it as a calendar of its own; the same command later brings it up to date")
    ws.end()


def _counted(
    register: "Register", today: date, wanted: "DueFilter", found: list["Entry"], *, kept: bool
) -> str:
    """How many days are in the calendar, and what is not."""
    from hscb_pm.queries.due import due_items

    ended = sum(entry.ended is not None for entry in found)
    undated = sum(item.due is None for item in due_items(register, today, wanted))
    said = [f"{count(len(found) - ended, 'entry', 'entries')} of what is due"]
    said += [f"{ended} of what has ended, {'kept' if kept else 'cancelled'}"] * bool(ended)
    said += [f"{count(undated, 'item')} without a date left out"] * bool(undated)
    return "; ".join(said)


def _file(output: str | None) -> Path | None:
    """The file to write; a usage error where its name says something else."""
    from hscb_pm.store.write import is_stream

    if output is None:
        return None
    file = Path(output)
    if file.suffix.lower() != ".ics" and not (output and is_stream(file)):
        message = "the name of a calendar ends in .ics"
        raise typer.BadParameter(message, param_hint="'-o' / '--output'")
    return file


def _name(register: "Register", wanted: "DueFilter") -> str:
    """What calendar programs call it: the Board, and whose dates they are."""
    board, title_of = register.board, register.title_of
    names = [
        (board.abbreviation or board.title) if board else None,
        *(wanted.mine, wanted.lead, title_of(wanted.agency), title_of(wanted.group), wanted.kind),
    ]
    return ", ".join(filter(None, names))
