"""What commands that change the register share: the preview, the writing, what to type next."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.workspace import Workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import listed
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.store.edits import Changed

_FEW = 3
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
]


def carry_out(ws: Workspace, changed: "Changed", *, dry_run: bool) -> bool:
    """Write the change, and say whether it was; if it is only to be shown, show it."""
    if dry_run:
        ws.out.line(changed.diff().rstrip("\n"))
        ws.out.talk("nothing is written; without --dry-run it is")
    elif doubtful := changed.write():
        names = listed(folder.as_posix() for folder in doubtful)
        ws.out.talk(in_one_line(f"written, but the system cannot say that {names} is on the disk"))
    _say_warnings(ws, changed)
    return not dry_run


def _say_warnings(ws: Workspace, changed: "Changed") -> None:
    """Say what is not good enough since the change, as far as a few lines go."""
    for problem in changed.warnings[:_FEW]:
        said = f"{problem.record}: {problem.message} ({problem.code}). {problem.fix or ''}"
        ws.out.talk(in_one_line(f"Warning: {said}"))
    if (more := len(changed.warnings) - _FEW) > 0:
        ws.out.talk(f"{count(more, 'warning')} more: hscb validate")


def say_next(ws: Workspace, command: str) -> None:
    """Say which command is the next sensible one, and what keeps the change."""
    keep = "; to keep it: hscb save" if ws.work_tree() else ""
    ws.out.talk(f"Type next: {command}{keep}")
