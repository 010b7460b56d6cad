"""`hscb section11 import`: returns that came in as workbooks, and what goes back to agencies."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.section11_forms import folder_named, there
from hscb_pm.cli.workspace import Workspace, a_day, workspace
from hscb_pm.periods import say
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import CannotError, listed
from hscb_pm.words import count

if TYPE_CHECKING:
    from datetime import date

    from hscb_pm.exchange.forms.layout import Asked
    from hscb_pm.exchange.forms.receiving import Came, Refused
    from hscb_pm.exchange.forms.taking import Taken

IMPORT_EXAMPLES = """\b
Examples:
  hscb section11 import return.xlsx --dry-run
  hscb section11 import replies/*.xlsx --receipts receipts
  hscb section11 import return.xlsx --received 2018-06-28 > receipt.md

Each file is taken in whole or not at all, and one that is not keeps no other from it. What goes
back to the agency is Markdown: a receipt, or every place that is to be mended. The exit code is
2 where any file was not taken in."""


def import_(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Forms, filled in.")],
    received: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day on which they came; today, if not given."),
    ] = None,
    receipts: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Write what goes back into this folder, file by file."),
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again", help="Take in what an older form says, over what came or changed since."
        ),
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Take in returns that agencies filled in, and say what goes back to each."""
    ws = workspace(ctx, writes=True)
    day = a_day("--received", received, ws.today) if received else ws.today
    if day > ws.today:
        message = f"{say(day)} is still to come"
        raise typer.BadParameter(message, param_hint="'--received'")
    folder = None if receipts is None else folder_named("--receipts", receipts)
    taker = _Taker(ws, day, folder, again=again, dry_run=dry_run)
    taker.take_all([Path(file) for file in files])
    if taker.changed and not dry_run:
        say_next(ws, "hscb section11 matrix")
    if taker.refused:
        ws.out.talk(f"{count(taker.refused, 'file')} of {len(files)} not taken in")
        raise typer.Exit(2)
    ws.end()


class _Taker:
    """Takes files in, one after the other, each whole or not at all."""

    def __init__(
        self, ws: Workspace, received: "date", folder: Path | None, *, again: bool, dry_run: bool
    ) -> None:
        self.ws, self.received, self.folder = ws, received, folder
        self.again, self.dry_run = again, dry_run
        self.register = ws.register
        self.given: set[str] = set()
        self.refused = 0
        self.changed = False

    def take_all(self, paths: list[Path]) -> None:
        """Take files in, or say why not; new ones of one return need somebody to order them."""
        from hscb_pm.exchange.forms.receiving import Came, file_name, rivals

        read = [(file_name(path), self._read(path)) for path in paths]
        both = rivals(found for _, found in read if isinstance(found, Came))
        for name, found in read:
            files = both.get(found.asked.id, []) if isinstance(found, Came) else []
            try:
                _guard_order(name, files)
                self._take_in(name, found)
            except CannotError as error:
                self.refused += 1
                self.ws.out.talk(in_one_line(f"Error: {error}"))

    def _read(self, path: Path) -> "Came | Refused | CannotError":
        from hscb_pm.exchange.forms.receiving import receive

        try:
            return receive(self.register, path, self.received)
        except CannotError as error:
            return error

    def _take_in(self, name: str, came: "Came | Refused | CannotError") -> None:
        """Take in one file; what goes back is printed or written."""
        from hscb_pm.exchange.forms.receiving import Came, Copy, Refused, taken

        if isinstance(came, CannotError):
            raise came
        found = (
            taken(self.register, came, self.received, again=self.again)
            if isinstance(came, Came)
            else came
        )
        if isinstance(found, Copy):
            self.ws.out.talk(in_one_line(f"{name}: {found.asked.id}: {found.why}"))
        elif isinstance(found, Refused):
            self.refused += 1
            self._say_refused(found, name)
        else:
            self._take(found)

    def _take(self, found: "Taken") -> None:
        from hscb_pm.exchange.forms.receipt import receipt

        asked, name = found.asked, f"{found.asked.id}-receipt.md"
        self._guard_room(name)
        if found.changed.texts:
            carry_out(self.ws, found.changed, dry_run=self.dry_run)
            self.changed = True
        self.register = found.changed.register
        what = f"version {found.version}" if found.is_new else "nothing new"
        new = f", with {count(len(found.actions), 'new action')}" if found.actions else ""
        self.ws.out.talk(in_one_line(f"{asked.id}: {what}{new}"))
        for number in found.to_moderate:
            self.ws.out.talk(in_one_line(_to_moderate(asked, number)))
        if self.dry_run:
            for remark in found.remarks:
                self.ws.out.talk(in_one_line(f"  {remark}"))
        elif not found.is_new and self.folder and there(self.folder / name) is not None:
            stays = f"{self.folder / name} stays: the receipt of what came before"
            self.ws.out.talk(in_one_line(stays))
        elif found.is_new or name not in self.given:
            self._give(name, receipt(found, self.received))
        if self.folder and not self.dry_run:
            self._take_away(self.folder, asked)

    def _take_away(self, folder: Path, asked: "Asked") -> None:
        """What was to be mended of a return is mended once it is taken in."""
        from hscb_pm.exchange.forms.receipt import is_to_mend

        for file in sorted(folder.glob(f"{asked.id}-to-mend*.md")):
            if is_to_mend((there(file) or b"").decode("utf-8", "replace"), asked):
                file.unlink()
                self.ws.out.talk(in_one_line(f"took {file} away: it is mended"))
            else:
                self.ws.out.talk(in_one_line(f"{file} stays: somebody has written in it"))

    def _say_refused(self, refused: "Refused", name: str) -> None:
        from hscb_pm.exchange.forms.receipt import to_mend

        asked, things = refused.asked, count(len(refused.why), "thing")
        self.ws.out.talk(in_one_line(f"{name}: {asked.id} is not taken in, {things} to mend"))
        self._give(f"{asked.id}-to-mend.md", to_mend(refused))

    def _give(self, name: str, text: str) -> None:
        """Print what goes back, or write it."""
        from hscb_pm.store.write import make_folder, write_file

        if self.folder is None or self.dry_run:
            self.given.add(name)
            self.ws.out.raw(text)
            return
        if name in self.given:
            name = name.replace(".md", f"-{len(self.given) + 1}.md")
        self.given.add(name)
        self._guard_room(name)
        make_folder(self.folder)
        write_file(self.folder / name, text)
        self.ws.out.talk(in_one_line(f"wrote {self.folder / name}"))

    def _guard_room(self, name: str) -> None:
        """Refuse to write over a file that is not of the same kind."""
        from hscb_pm.exchange.forms.receipt import STARTS

        file = self.folder / name if self.folder else None
        found = there(file) if file else None
        if found is not None and not found.decode("utf-8", "replace").startswith(STARTS):
            raise CannotError(f"{file} is there already, and is no receipt; move it")


def _guard_order(name: str, files: list[str]) -> None:
    """Refuse what is one of several new forms of a return: nothing tells which is the later."""
    if name in files:
        raise CannotError(
            f"{name} is not taken in: {listed(files)} are new forms of the same return, and "
            "nothing tells which came last; import the older one by itself, and then the other"
        )


def _to_moderate(asked: "Asked", standard: int) -> str:
    """That a standard is to be moderated again, and what to type then."""
    field = f"standards.{standard}.moderated"
    by = asked.cycle.moderation.by if asked.cycle.moderation else "GROUP"
    values = {"grade": "GRADE", "on": "today", "by": by, "reason": "…"}
    typed = " ".join(f"{field}.{name}={value}" for name, value in values.items())
    return f"{asked.id}: standard {standard} is to be moderated again: hscb set {asked.id} {typed}"
