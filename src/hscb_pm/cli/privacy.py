"""`hscb privacy`: does this text identify a child."""

from pathlib import Path
from typing import Annotated

import typer

from hscb_pm.cli.workspace import one_of, workspace

_EXAMPLES = """\b
Examples:
  hscb privacy minutes.md                  before a text is sent or committed
  hscb privacy return.xlsx notes.txt       every cell, comment and property, too
  hscb privacy - < draft.txt               what comes in by a pipe

It exits with 1 if anything may identify somebody, and never repeats what it found."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(privacy)


def privacy(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Texts or workbooks; - for a pipe.")
    ],
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
) -> None:
    """Look for what identifies a child or a family: numbers, dates of birth, names, addresses."""
    ws = workspace(ctx, reads=False)
    from hscb_pm.exchange.texts import STDIN, bytes_of, sightings
    from hscb_pm.present.privacy import FORMATS, show_sightings

    format = one_of("--format", format, FORMATS)
    allowed = ws.allowed()
    found = [
        each
        for name in files
        for each in sightings(
            Path(name), ws.read_stdin() if name == STDIN else bytes_of(Path(name)), allowed
        )
    ]
    show_sightings(found, len(files), format, ws.out)
    ws.end(failed=bool(found))
