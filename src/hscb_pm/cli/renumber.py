"""`hscb renumber`: another id for a record, wherever it is named."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.complete import complete_record
from hscb_pm.cli.workspace import Workspace, id_in, one_of, workspace
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.exchange.renumbering import Renumbered

_EXAMPLES = """\b
Examples:
  hscb renumber ACT-2017-027 ACT-2017-031           after two branches gave one number
  hscb renumber board the-board --dry-run           what it would change
  hscb renumber AUD-2017-03 AUD-2017-09 --text      where texts and comments name it, too"""
_MOST_TOLD: Final = 10


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(renumber)


def renumber(
    ctx: typer.Context,
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="The id it has.", autocompletion=complete_record),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id that it is to have.")],
    text: Annotated[
        bool, typer.Option("--text", help="Change it also where texts and comments name it.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Give a record another id, and change every reference to it."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.renumbering import renumber as renumbered

    old = _old(ws, old)
    if old == new:
        ws.out.one_line(f"{old} has that id already")
        return
    found = renumbered(ws.register, old, new, in_texts=text)
    if dry_run:
        for before, after in found.moved.items():
            ws.out.one_line(f"{before} becomes {after}")
    carry_out(ws, found.others if dry_run else found.changed, dry_run=dry_run)
    _say(ws, old, new, found, dry_run=dry_run)
    ws.end()


def _old(ws: Workspace, given: str) -> str:
    """The id of a record; a part of one is named within it."""
    given = id_in(ws.register, given)
    record, slash, _ = given.partition("/")
    if slash and record in ws.register.sources:
        message = f"a part of a record is numbered in it: hscb edit {record}"
        raise typer.BadParameter(message, param_hint="'OLD'")
    if ws.register.is_rejected(given):
        message = f"{given} could not be read: hscb edit {given}"
        raise typer.BadParameter(message, param_hint="'OLD'")
    return one_of("OLD", given, ws.register.sources)


def _say(ws: Workspace, old: str, new: str, found: "Renumbered", *, dry_run: bool) -> None:
    """Say how much changed, what still names it, and what to type next."""
    others = len(found.others.texts)
    would = "would be" if dry_run else "is now"
    references = count(found.references, "reference")
    ws.out.one_line(
        f"{old} {would} {new}: {references} changed, in {count(others, 'other record')}"
    )
    if more := len(found.moved) - 1:
        ws.out.one_line(f"  {count(more, 'return')} named after it got another name with it")
    if found.mentions:
        places = count(len(found.mentions), "text or comment", "texts and comments")
        ws.out.talk(f"{old} still stands in {places}; --text changes these too:")
        for place in found.mentions[:_MOST_TOLD]:
            ws.out.talk(f"  {place}")
    if not dry_run:
        say_next(ws, f"hscb show {new}")
