"""`hscb section11 form`: the workbooks in which agencies fill in their returns."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_agency, complete_cycle
from hscb_pm.cli.progress import counting
from hscb_pm.cli.workspace import Workspace, named, workspace
from hscb_pm.periods import say
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import CannotError, listed
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.models import Cycle

FORM_EXAMPLES = """\b
Examples:
  hscb section11 form --agency hertfordshire-constabulary -o forms
  hscb section11 form --all -o forms
  hscb section11 form --all --cycle S11-2018 -o forms"""
CycleOption = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        help="The cycle; the one opened last, if not given.",
        autocompletion=complete_cycle,
    ),
]


def form(
    ctx: typer.Context,
    agency: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The agency.", autocompletion=complete_agency),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every agency that was asked.")] = False,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="The folder for the files.")
    ] = ".",
    cycle: CycleOption = None,
) -> None:
    """Make the workbook in which an agency fills in its return, with what it said last."""
    from hscb_pm.cli.section11 import not_asked_said, the_cycle

    ws = workspace(ctx)
    ws.guard_board()
    found = the_cycle(ws, cycle)
    if found.closed:
        message = f"{found.id} was closed on {say(found.closed)}; name another with --cycle"
        raise typer.BadParameter(message, param_hint="'--cycle'")
    known = [asked.agency for asked in found.asked]
    wanted = named(ws, "--agency", agency, "agency")
    if (wanted is None) != all_:
        raise typer.BadParameter("name one with --agency ID, or give --all")
    if wanted and wanted not in known:
        raise typer.BadParameter(not_asked_said(found, wanted), param_hint="'--agency'")
    ws.say_left_out(ws.today)
    folder = folder_named("-o", output)
    _make(ws, found, [wanted] if wanted else _to_come(ws, found), folder)
    ws.end()


def _to_come(ws: Workspace, cycle: "Cycle") -> list[str]:
    """The agencies that were asked and whose return has not come; how many have, is said."""
    from hscb_pm.queries.section11 import came

    has_come = came(ws.register, cycle, ws.today)
    if has_come:
        verb = "return has come, and gets" if len(has_come) == 1 else "returns have come, and get"
        said = f"{len(has_come)} {verb} no new form: {listed(has_come)}"
        ws.out.talk(in_one_line(f"{said}; --agency makes one all the same"))
    return [asked.agency for asked in cycle.asked if asked.agency not in has_come]


def _make(ws: Workspace, cycle: "Cycle", agencies: list[str], folder: Path) -> None:
    """Make all forms before any is written; a file that is there and says otherwise stays."""
    from hscb_pm.exchange.forms.layout import what_is_asked
    from hscb_pm.exchange.forms.making import form_of
    from hscb_pm.store.stopping import nothing, noting
    from hscb_pm.store.write import make_folder, write_file

    files = {}
    with noting(nothing):
        for agency in counting(ws.out, "forms", agencies, len(agencies)):
            asked = what_is_asked(ws.register, cycle, agency)
            files[folder / f"{asked.id}.xlsx"] = form_of(asked, ws.today)
    kept = [file for file, content in files.items() if there(file) not in (None, content)]
    if kept:
        verb = "is there already and says" if len(kept) == 1 else "are there already and say"
        why = (
            f"{listed(kept)} {verb} otherwise, perhaps what the agency filled in; "
            "to make it anew, move it, or name another folder with -o"
        )
        if len(kept) == len(files):
            raise CannotError(f"nothing is written: {why}")
        ws.out.talk(in_one_line(f"not written over: {why}"))
    if files:
        make_folder(folder)
    new = [(file, content) for file, content in files.items() if file not in kept]
    number = 0
    with noting(lambda: in_one_line(f"{count(number, 'file stands', 'files stand')} in {folder}")):
        for file, content in new:
            write_file(file, content)
            number += 1
            far = f" ({number} of {len(new)})" if len(new) > 1 else ""
            ws.out.talk(in_one_line(f"wrote {file}{far}"))
    if new:
        ws.out.talk("Type next, once it has come back filled in: hscb section11 import FILE")


def there(file: Path) -> bytes | None:
    """What a file says; None if there is none."""
    from hscb_pm.problem import reason_of

    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotError(f"{file} cannot be read: {reason_of(error)}") from None


def folder_named(option: str, given: str) -> Path:
    """A folder as somebody typed it; a usage error where nothing is named."""
    if given in ("", "-"):
        why = "the files go into a folder, - is none" if given else "no folder is named"
        raise typer.BadParameter(why, param_hint=f"'{option}'")
    if Path(given).is_file():
        message = f"{in_one_line(given)} is a file; give a folder"
        raise typer.BadParameter(message, param_hint=f"'{option}'")
    return Path(given)
