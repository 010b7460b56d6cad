"""The format of a command's output, as all commands ask for it."""

from collections.abc import Iterable
from typing import Annotated

import typer

from hscb_pm.cli.workspace import Workspace, one_of

Raw = Annotated[
    bool,
    typer.Option(
        "--raw", help="CSV for programs: no mark at the start, no apostrophe before = + - @."
    ),
]


def in_format(ws: Workspace, given: str, known: Iterable[str], *, raw: bool) -> str:
    """The format that is asked for; only CSV can be raw, and `--raw` alone asks for it."""
    format = one_of("--format", given, known)
    if raw and format == "text":  # what no format says
        format = "csv"
    if raw and format != "csv":
        raise typer.BadParameter("it goes with --format csv", param_hint="'--raw'")
    ws.out.is_for_programs = raw
    return format
