"""What commands that change the register share: the preview, the writing, what to type next."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.workspace import Workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import listed

if TYPE_CHECKING:
    from hscb_pm.store.edits import Changed

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
    return not dry_run


def say_next(ws: Workspace, command: str) -> None:
    """Say which command is the next sensible one."""
    ws.out.talk(f"Type next: {command}")
