"""`hscb chase`: messages to those who owe something, to be looked at and sent by a person."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli import filters
from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.complete import complete_agency
from hscb_pm.cli.workspace import Workspace, named, one_of, workspace
from hscb_pm.periods import say
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import CannotError
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.present.chasing import Draft
    from hscb_pm.queries.chasing import Chased
    from hscb_pm.queries.due import DueFilter
    from hscb_pm.register import Register
    from hscb_pm.store.edits import Changed

_EXAMPLES = """\b
Examples:
  hscb chase                               who would be written to, and about what
  hscb chase --agency hertfordshire-constabulary
  hscb chase --lead 'Chief Nurse'          the message to one role
  hscb chase --all --to-dir drafts         one each, as drafts that Outlook opens
  hscb chase --all --record                when they are sent: note it, and write no drafts

Nothing is ever sent: a person looks at the drafts, changes and sends them."""

_LINE = f"\n{'-' * 72}\n\n"


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(chase)


def chase(
    ctx: typer.Context,
    lead: Annotated[
        str | None, typer.Option(metavar="ROLE", help="To leads whose role holds this text.")
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="One message to this agency and its directorates.",
            autocompletion=complete_agency,
        ),
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="A message to each lead who owes something.")
    ] = False,
    to_dir: Annotated[
        str | None,
        typer.Option("--to-dir", metavar="DIR", help="A file for each, in this folder."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="eml (into a folder), md or txt."),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Note in the register that they are sent today.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Write the reminders, letters and challenges that are due today; nothing is sent."""
    ws = workspace(ctx, writes=record)
    from hscb_pm.present.chasing import drafts
    from hscb_pm.queries.due import DueFilter

    format = _format(format, to_dir)
    folder = _folder(ws, to_dir)
    agency = named(ws, "--agency", agency, "agency")
    is_named = bool(lead or agency)
    if everyone is is_named and (everyone or record or folder):
        message = "say to whom: to --all, or to a --lead or an --agency"
        raise typer.BadParameter(message, param_hint="'--all'")
    today, register = ws.today, ws.register.for_public()
    _guard_known(ws)
    wanted = DueFilter(lead=lead, agency=agency)
    chased = _chased(ws, register, wanted)
    now = [each for each in chased if each.is_now]
    found = drafts(register, today, now, None if lead else agency)
    ws.say_left_out(today)
    if not chased:
        filters.guard_leads(ws, wanted)
    if found and (folder or not record):
        _say_mailbox(ws, register)
    _say_waiting(ws, [each for each in chased if not each.is_due])
    held = _say_held(ws, [each for each in chased if each.is_due and each.unread])
    _say_steps(ws, register, found)
    if not found:
        known = ", as far as the register could be read" if held else ""
        ws.out.one_line(f"nobody is to be written to on {say(today)}{known}")
    elif not (everyone or is_named):
        _list(ws, found)
    elif record or folder:
        _write(ws, register, found, folder, format, record=record, dry_run=dry_run)
    else:
        _print(ws, register, found, format)
    if found and (everyone or is_named) and not record:
        _say_noting(ws, lead, agency)
    ws.end()


def _format(given: str | None, to_dir: str | None) -> str:
    """The format that was asked for; drafts for a mail program, where they go into a folder."""
    from hscb_pm.present.chasing import FORMATS

    format = one_of("--format", given, FORMATS) or ("eml" if to_dir is not None else "txt")
    if format == "eml" and to_dir is None:
        message = "a mail program opens files: add --to-dir DIR"
        raise typer.BadParameter(message, param_hint="'--format'")
    return format


def _folder(ws: Workspace, to_dir: str | None) -> Path | None:
    """The folder for the drafts; never one of the register, which holds records only."""
    if to_dir is None:
        return None
    folder = Path(to_dir)
    home = ws.folder.resolve()
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    message = None
    if to_dir in ("", "-"):
        message = "no folder is named"
    elif home in (folder.resolve(), *folder.resolve().parents):
        message = "name a folder that is not in the register"
    elif not there.is_dir():
        message = f"{in_one_line(str(there))} is a file"
    if message:
        raise typer.BadParameter(message, param_hint="'--to-dir'")
    return folder


def _guard_known(ws: Workspace) -> None:
    """Refuse to write to anybody while it is not known what was sent, or which steps there are."""
    from hscb_pm.models import Chases

    ws.guard_board()
    if ws.register.is_missing_any(Chases.folder):
        message = (
            "a file in chases/ could not be read, so nobody knows what was sent: hscb validate"
        )
        raise CannotError(message)


def _chased(ws: Workspace, register: "Register", wanted: "DueFilter") -> "list[Chased]":
    """What others owe, but for what is confidential; how much of that there is, is said."""
    from hscb_pm.queries.chasing import to_chase
    from hscb_pm.queries.due import due_items

    found = to_chase(register, ws.today, due_items(register, ws.today, wanted))
    if register.hidden_count:
        every = to_chase(ws.register, ws.today, due_items(ws.register, ws.today, wanted))
        if hidden := sum(each.is_now for each in every) - sum(each.is_now for each in found):
            items = count(hidden, "item")
            ws.out.talk(f"{items} of confidential records left out: write about them by hand")
    return found


def _say_mailbox(ws: Workspace, register: "Register") -> None:
    """Say why nobody is the sender, while the Board has no mailbox."""
    if register.board and register.board.mailbox is None:
        ws.out.talk(
            "From: and To: stay empty without a mailbox. Type once, with your own: "
            "hscb set board.yaml mailbox=business.manager@hscb.example; "
            "and for an agency: hscb set AGENCY mailbox=…"
        )


def _say_waiting(ws: Workspace, waiting: "list[Chased]") -> None:
    """Say on stderr what was asked for already, and when the next step follows."""
    asked = [each for each in waiting if each.sent]
    days = sorted(each.on for each in asked if each.on)
    if asked:
        then = f"; the next step follows on {say(days[0])}" if days else ""
        ws.out.talk(f"{count(len(asked), 'item')} asked for already, and given time{then}")


def _say_held(ws: Workspace, held: "list[Chased]") -> int:
    """Say on stderr what nobody is written to about, since a file would tell; how much it is."""
    for unread, items in Counter(each.unread for each in held).items():
        ws.out.talk(f"{count(items, 'item')} held back: {unread} could not be read")
    return len(held)


def _list(ws: Workspace, found: "list[Draft]") -> None:
    """Who would be written to, how and about how much."""
    from hscb_pm.queries.chasing import WRITTEN

    for draft in found:
        ids = ", ".join(dict.fromkeys(each.item.record for each in draft.chased))
        ws.out.one_line(f"{draft.head.to.name}: {WRITTEN[draft.rung]}; {ids}")
    ws.out.talk("Type next: hscb chase --all --to-dir drafts")


def _print(ws: Workspace, register: "Register", found: "list[Draft]", format: str) -> None:
    """The drafts one after the other, with a line between them."""
    for number, draft in enumerate(_with_workbooks(ws, register, found)):
        text = draft.as_(format).decode()
        if format == "md":
            ws.out.raw(f"\n---\n\n{text}" if number else text)
        else:
            ws.out.line(f"{_LINE * bool(number)}{text.rstrip()}")


def _with_workbooks(ws: Workspace, register: "Register", found: "list[Draft]") -> "Iterator[Draft]":
    """Each draft with what is attached; what could not be made is said on stderr."""
    from hscb_pm.exchange.drafts import with_workbooks

    for made in with_workbooks(register, found):
        for what in made.lacking:
            ws.out.talk(in_one_line(f"not attached: {what}"))
        yield made


def _say_noting(ws: Workspace, lead: str | None, agency: str | None) -> None:
    """The command that notes what was sent, and writes no drafts again."""
    options = {"--lead": lead, "--agency": agency}
    whom = " ".join(f"{name} {quote(said)}" for name, said in options.items() if said)
    noting = f"hscb chase {whom or '--all'} --record"
    ws.out.talk(in_one_line(f"Nothing is sent. Type next, on the day on which it is: {noting}"))


def _write(  # the files first: what is noted without them could not be sent
    ws: Workspace,
    register: "Register",
    found: "list[Draft]",
    folder: Path | None,
    format: str,
    *,
    record: bool,
    dry_run: bool,
) -> None:
    """Write the drafts, the log, or both; say which files there are."""
    log, changed = _noted(ws, found) if record else ("", None)
    if folder:
        from hscb_pm.exchange import drafts

        files = drafts.files(_with_workbooks(ws, register, found), format)
        if not dry_run:
            drafts.write(folder, files)
        for name in files:
            ws.out.one_line((folder / name).as_posix())
        if dry_run and not changed:
            ws.out.talk("nothing is written; without --dry-run it is")
    if changed and carry_out(ws, changed, dry_run=dry_run):
        path = changed.register.sources[log].path
        ws.out.one_line(f"{log}: {count(len(found), 'message')} of {say(ws.today)} noted in {path}")
        say_next(ws, f"hscb show {log}")


def _noted(ws: Workspace, found: "list[Draft]") -> "tuple[str, Changed]":
    from hscb_pm.exchange.chasing import recorded

    return recorded(ws.register, ws.today, found)


def _say_steps(ws: Workspace, register: "Register", found: "list[Draft]") -> None:
    """What is to be done besides, where something goes to the challenge log or the Executive."""
    from hscb_pm.models.chasing import Rung

    if not any(draft.rung in (Rung.CHALLENGE, Rung.EXECUTIVE) for draft in found):
        return
    from hscb_pm.exchange.drafts import further

    for line in further(register, ws.today, found):
        ws.out.talk(in_one_line(line))
