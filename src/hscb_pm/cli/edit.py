"""`hscb edit`: a record in one's own editor, and what is wrong with it before it counts."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.complete import complete_record
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.problem import CannotError
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.cli.editor import Copy
    from hscb_pm.register import Register
    from hscb_pm.store.edits import Changed

_EXAMPLES = """\b
Examples:
  hscb edit ACT-2017-014
  hscb edit AUD-2017-02/R2                 the audit it stands in
  hscb edit actions/ACT-2017-014.yaml      a file that cannot be read, too
  EDITOR='code --wait' hscb edit board.yaml"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(edit)


def edit(
    ctx: typer.Context,
    record: Annotated[
        str,
        typer.Argument(metavar="ID", help="The id, or the file.", autocompletion=complete_record),
    ],
    dry_run: DryRun = False,
) -> None:
    """Open a record in your editor; it is checked before it takes the place of what is there."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.cli.editor import Copy, editor
    from hscb_pm.store.files import read_bytes
    from hscb_pm.store.slips import Refusal

    path = _path(ws.register, record)
    try:
        before = read_bytes(ws.folder / path)
    except Refusal as refusal:
        raise CannotError(f"{path}: {refusal.message}") from None
    chosen = editor(record)
    others = "" if chosen.named_by else "; to choose another, set EDITOR"
    ws.out.talk(f"{path} is open in {chosen.name}; close it there when you are done{others}")
    ws.let_others_change()
    with Copy(Path(path).name, before, ws.out.talk) as copy:
        while (after := copy.edited(chosen, record)) != before:
            if changed := _judged(ws, path, before, after):
                _carry_out(ws, copy, path, changed, dry_run=dry_run)
                break
            if not ws.can_ask or ws.ask("Edit it again?\n(Enter: yes; n: give up)").lower() == "n":
                raise CannotError(f"nothing is written to {path}")
        else:
            ws.out.one_line(f"{path}: nothing was changed")
    ws.end()


def _path(register: "Register", given: str) -> str:
    """The file of a record, of the record that a part stands in, or one that cannot be read."""
    from hscb_pm.store.files import walk
    from hscb_pm.store.places import place_of

    name = re.sub(r"(:[0-9]+){1,2}$", "", given.replace("\\", "/"))  # a line, as `due` names it
    record = name.partition("/")[0].partition("@")[0]
    if source := register.sources.get(record):
        return source.path
    outside = Path(name).resolve()
    for found in walk(register.path):
        is_named = name == found.path or outside == (register.path / found.path).resolve()
        if is_named or place_of(found.path).id == record != "":
            return found.path
    return register.sources[one_of("ID", given, register.sources)].path


def _judged(ws: Workspace, path: str, before: bytes, after: bytes) -> "Changed | None":
    """What the file would change; None if it would be wrong, which is shown as by `validate`."""
    from hscb_pm.present.problems import Verdict, show_problems
    from hscb_pm.store import load
    from hscb_pm.store.edits import WouldBeWrongError, judged
    from hscb_pm.store.files import decode
    from hscb_pm.store.reading import refused
    from hscb_pm.store.slips import Refusal

    register = load(ws.folder, guard=False)  # others may have changed it meanwhile
    try:
        decode(after)
        return judged(register, {path: (before.decode("utf-8", "surrogateescape"), after.decode())})
    except Refusal as refusal:
        problems = [refused(path, refusal)]
    except WouldBeWrongError as wrong:
        problems = list(wrong.problems)
    except CannotError as error:
        ws.out.talk(str(error))
        return None
    shown = replace(register, contents={path: after}, problems=(), left_out=())
    show_problems(Verdict(shown, problems), "text", ws.out, {})
    return None


def _carry_out(
    ws: Workspace, copy: "Copy", path: str, changed: "Changed", *, dry_run: bool
) -> None:
    """Put the text into the file, unless that is another by now; only show it in a dry run."""
    from hscb_pm import rules
    from hscb_pm.problem import Severity
    from hscb_pm.store.places import place_of

    if not carry_out(ws, changed, dry_run=dry_run):
        copy.keep()
        return
    name = place_of(path).id
    ws.out.one_line(f"{path}: changed")
    found = [p for p in rules.check(changed.register) if p.record == name and not p.explained]
    if warnings := sum(problem.severity is Severity.WARNING for problem in found):
        ws.out.one_line(f"  {count(warnings, 'warning')}: hscb validate")
    say_next(ws, f"hscb show {name}" if "." not in name else "hscb validate")
