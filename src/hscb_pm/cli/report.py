"""`hscb report`: a board paper, ready for the agenda."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.group import PAPERS
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.present.out import in_one_line

if TYPE_CHECKING:
    from hscb_pm.models import Meeting
    from hscb_pm.register import Register

_EXAMPLES = """\b
Examples:
  hscb report board                        for the Board's next meeting
  hscb report board -o board.md            into a file
  hscb report board --meeting MTG-2017-34  for one meeting
  hscb report indicators                   what the figures say, and whom to ask
  hscb report board --audience internal    with what is not for the public"""


_GROUPS = {"indicators": "performance"}
"""The function of the group that a paper is for, if that is not the Board."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=PAPERS, epilog=_EXAMPLES)(report)


def report(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which paper: board, indicators.")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to write it; else shown here."),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The meeting it is for; its group's next, if not given."),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            metavar="WHO",
            help="public or internal. Without it: internal on a terminal over a private register, "
            "else public.",
        ),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="md.")] = "md",
) -> None:
    """Write a paper for the Board: what it is asked to do, exceptions first, then each part."""
    ws = workspace(ctx)
    from hscb_pm.history import head
    from hscb_pm.papers import PAPERS, Audience, Paper
    from hscb_pm.present.papers import paper_as_markdown

    name = one_of("NAME", name, PAPERS)
    one_of("--format", format, ["md"])
    _check_suffix(output)
    today = ws.today
    readers = ws.audience(audience, is_file=output is not None)
    shown = ws.register.for_public() if readers is Audience.PUBLIC else ws.register
    paper = Paper(shown, today, _meeting(ws, shown, name, meeting), readers)
    text = paper_as_markdown(name, paper, head(ws.folder))
    ws.say_left_out(today)
    _say_private(ws, text)
    if output is None:
        ws.out.raw(text)
    else:
        from hscb_pm.store.write import write_file

        write_file(Path(output), text)
        ws.out.talk(in_one_line(f"wrote {output}, for {readers} readers"))
    ws.end()


def _say_private(ws: Workspace, text: str) -> None:
    """Say how much of a paper may identify somebody; where, `hscb privacy` tells."""
    from hscb_pm.privacy import scan
    from hscb_pm.words import count

    if scan(text) and (found := scan(text, allowed=ws.allowed())):
        places = count(len(found), "place")
        ws.out.talk(f"the paper has {places} that may identify somebody: hscb privacy FILE")


def _check_suffix(output: str | None) -> None:
    from hscb_pm.store.write import is_stream

    if output is None or Path(output).suffix.lower() in (".md", ".markdown"):
        return
    if not is_stream(Path(output)):  # /dev/stdout says nothing by its name
        message = f"{in_one_line(output)}: papers are written as Markdown, so the name ends in .md"
        raise typer.BadParameter(message, param_hint="'-o' / '--output'")


def _meeting(
    ws: Workspace, register: "Register", paper: str, wanted: str | None
) -> "Meeting | None":
    """The meeting that is named; else the next of the group that the paper is for."""
    from hscb_pm.models import Meeting
    from hscb_pm.papers.paper import next_meeting

    if wanted is None:
        own = next_meeting(register, ws.today, _GROUPS[paper]) if paper in _GROUPS else None
        return own or next_meeting(register, ws.today)
    known = [meeting.id for meeting in register.of(Meeting)]
    found = register.get(Meeting, one_of("--meeting", wanted, [*known, *register.rejected]))
    if found is None:
        message = f"{wanted} could not be read: hscb validate"
    elif register.hides(found.id):
        message = f"{wanted} is confidential (`part: 2`): add --audience internal"
    else:
        return found
    raise typer.BadParameter(message, param_hint="'--meeting'")
