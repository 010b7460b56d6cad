"""`hscb save`: what changed is checked, said in words, and committed; nothing is pushed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun
from hscb_pm.cli.workspace import Workspace, workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import MOST_LISTED, CannotError
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.exchange.saving import Unsaved
    from hscb_pm.queries.changes import Change
    from hscb_pm.rules.rule import Base

_EXAMPLES = """\b
Examples:
  hscb save "Minutes of 18 October"
  hscb save                                proposes a message, and asks
  hscb save --dry-run                      what it would save

It commits the records of the register, and the board's own templates: no other file, whatever is
staged. Hooks of yours run as they do for git commit. It never pushes."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(save)


def save(
    ctx: typer.Context,
    message: Annotated[
        str | None, typer.Argument(metavar="[MESSAGE]", help="What changed, in a few words.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Check the register, say what changed since it was saved, and commit that."""
    ws = workspace(ctx, guard=True, writes=True)
    from hscb_pm.exchange.saving import guard_known, in_a_boards_words, last_saved, unsaved

    if dry_run:
        _guard_whole(ws)
    found = unsaved(ws.folder)
    for path in found.passed_over:
        ws.out.talk(in_one_line(f"{path} is not saved: a .gitignore leaves it out"))
    if not found.files:
        ws.out.line("Nothing has changed since it was saved.")
        return
    if not dry_run:
        guard_known(ws.folder)
    base = last_saved(ws.register)
    _guard_right(ws, base)
    rows = in_a_boards_words(ws.register, base, ws.today)
    _show(ws, found, base, rows)
    said = _message(ws, found, rows, message, dry_run=dry_run)
    if dry_run:
        ws.out.talk(f"nothing is saved; without --dry-run it is, as: {said}")
    else:
        _commit(ws, found, said)
    ws.end()


def _guard_whole(ws: Workspace) -> None:
    """Refuse to show what was cut off: saving would undo it first."""
    from hscb_pm.store.journal import CUT_OFF, is_cut_off

    if is_cut_off(ws.folder):
        raise CannotError(CUT_OFF)


def _guard_right(ws: Workspace, base: "Base | None") -> None:
    """End with every error, if there is one."""
    from hscb_pm.exchange.saving import errors
    from hscb_pm.present.problems import Verdict, show_problems

    if found := errors(ws.register, base):
        then = base.register.commit if base else None
        show_problems(Verdict(ws.register, found, base=then), "text", ws.out, {})
        is_deleted = any(problem.code == "HST-006" for problem in found)
        how = "git restore, which brings back a file" if is_deleted else "hscb edit ID"
        ws.out.talk(f"nothing is saved: put that right first, as with {how}")
        raise typer.Exit(1)


def _show(ws: Workspace, found: "Unsaved", base: "Base | None", rows: "list[Change]") -> None:
    """Say what changed: in a board's words, and by name where these say nothing."""
    from hscb_pm.exchange.saving import only_otherwise
    from hscb_pm.papers.changed import in_lines

    for heading, lines in in_lines(rows):
        ws.out.one_line(f"{heading} ({len(lines)})")
        for line in lines:
            ws.out.one_line(f"  {line}")
    if others := list(only_otherwise(ws.register, base, found, rows)):
        ws.out.line("Comments, layout and the like" if rows else "Files")
        for file in others[:MOST_LISTED]:
            ws.out.one_line(f"  {file.path}: {file.what}")
        if (more := len(others) - MOST_LISTED) > 0:
            ws.out.line(f"  and {count(more, 'file')} more")


def _message(
    ws: Workspace,
    found: "Unsaved",
    rows: "list[Change]",
    given: str | None,
    *,
    dry_run: bool,
) -> str:
    """What to call it: as given, or as somebody says when asked; nothing private."""
    from hscb_pm.cli.asking import guard_private
    from hscb_pm.exchange.saving import proposed
    from hscb_pm.exchange.typed import a_text

    if given is None:
        proposal = proposed(found, rows)
        if dry_run:
            return proposal
        if not ws.can_ask:
            message = f'say what changed: hscb save "{proposal}"'
            raise typer.BadParameter(message, param_hint="'MESSAGE'")
        given = ws.ask(f"What changed, in a few words?\n(Enter: {proposal})") or proposal
    try:
        said = a_text(given)
        guard_private(ws, said)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'MESSAGE'") from None
    return said


def _commit(ws: Workspace, found: "Unsaved", message: str) -> None:
    from hscb_pm.commits import branch_of, commit_only, sharing

    branch = branch_of(found.top)
    commit, said = commit_only(found.top, found.files, message)
    if said:
        ws.out.talk(said)
    ws.out.one_line(f"Saved as {commit}: {count(len(found.files), 'file')}; {message}")
    if branch is None:
        ws.out.talk(f"it is on no branch, and may be lost: git switch -c NAME {commit} keeps it")
    else:
        shared = _caution(ws, found.top) or sharing(found.top, branch)
        ws.out.talk(in_one_line(f"Not pushed: {shared}"))


def _caution(ws: Workspace, top: Path) -> str | None:
    """Why a private register is not to be pushed lightly: it lies among files of something else."""
    from hscb_pm.commits import address
    from hscb_pm.exchange.making import stands_alone

    board = ws.register.board
    if board is None or board.register_is == "public" or stands_alone(ws.folder, top):
        return None
    if (to := address(top)) is None:
        return None
    return (
        f"the register is private, and lies within the repository {top}; git push would send it "
        f"to {to}, for all who can read that"
    )
