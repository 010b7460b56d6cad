"""`hscb trace`: from a finding to training, step by step, and what is missing on the way."""

from typing import Annotated

import typer

from hscb_pm.cli.complete import complete_record
from hscb_pm.cli.workspace import id_in, one_of, record_named, workspace

_EXAMPLES = """\b
Examples:
  hscb trace AUD-2016-02                   an audit, and what came of each finding
  hscb trace AUD-2016-02/F2                one finding, as far as it has got
  hscb trace ACT-2017-014                  an action: where it comes from, what it changed
  hscb trace S11-2017-hertfordshire-constabulary/8
                                           a standard of a Section 11 return"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(trace)


def trace(
    ctx: typer.Context,
    record: Annotated[
        str, typer.Argument(metavar="ID", help="The id.", autocompletion=complete_record)
    ],
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json or md.")] = "text",
) -> None:
    """Follow a finding to its outcome and the training on it, or back; say what is missing."""
    ws = workspace(ctx)
    from hscb_pm.present.trace import FORMATS, show_trace
    from hscb_pm.queries.trace import trace as follow
    from hscb_pm.queries.trace import traceable

    format = one_of("--format", format, FORMATS)
    today = ws.today
    register = ws.register.for_public() if format == "md" else ws.register
    root = record_named(register, id_in(register, record), traceable(register))
    ws.say_left_out(today)
    found = follow(register, root, today)
    show_trace(found, register, format, ws.out, ws.head(today) if format == "json" else {})
    ws.end()
