"""`hscb site`: the register as a folder of pages."""

from pathlib import Path
from typing import Annotated

import typer

from hscb_pm.cli.progress import counting
from hscb_pm.cli.workspace import workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.words import count

_EXAMPLES = """\b
Examples:
  hscb site -o public                      then open public/index.html
  hscb site -o public                      again: the folder is replaced as a whole
  hscb site -o members --audience internal with what is not for the public"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(site)


def site(
    ctx: typer.Context,
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", metavar="DIR", help="A new folder, or that of an earlier site."
        ),
    ],
    audience: Annotated[
        str | None, typer.Option(metavar="WHO", help="public or internal; public, if not given.")
    ] = None,
) -> None:
    """Write the register as pages for a browser: what is due, each clause, a page per record."""
    ws = workspace(ctx, guard=True)
    from hscb_pm.papers import Audience, Paper
    from hscb_pm.present.papers import footer
    from hscb_pm.site.writing import files
    from hscb_pm.store.folders import write_folder

    if not output:
        raise typer.BadParameter("no folder is named", param_hint="'-o' / '--output'")
    ws.guard_board()
    today = ws.today
    readers = ws.audience(audience, is_file=True)
    ws.say_left_out(today)
    shown = ws.register.for_public() if readers is Audience.PUBLIC else ws.register
    paper = Paper(shown, today, None, readers)
    pages = counting(ws.out, "pages", files(paper, footer(paper, ws.commit)))
    written = write_folder(Path(output), pages, ws.folder)
    said = f"wrote {count(written, 'page')} to {output}, for {readers} readers"
    ws.out.talk(in_one_line(said))
    if suspects := len(ws.register.suspects):
        seen = count(suspects, "file")
        ws.out.talk(f"{seen} may hold what identifies somebody: hscb validate --select PRV")
    ws.end()
