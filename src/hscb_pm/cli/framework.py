"""`hscb framework`: what the framework asks, and how the register answers it."""

from typing import Annotated

import typer

from hscb_pm.cli.workspace import one_of, workspace

_EXAMPLES = """\b
Examples:
  hscb framework                           every clause: met, partly met, gap, not yet due
  hscb framework --section 9               the clauses on multi-agency audits
  hscb framework --clause F9.2             one clause, with all the records that show it
  hscb framework --verdict gap             what is missing
  hscb framework --format md > framework.md"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(framework)


def framework(
    ctx: typer.Context,
    section: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="A section: 1 to 12, or A (Appendix 1).")
    ] = None,
    clause: Annotated[
        str | None, typer.Option(metavar="ID", help="One clause, as F9.2; with every check.")
    ] = None,
    verdict: Annotated[
        str | None, typer.Option(metavar="WORD", help="met, partly, gap or not-yet-due.")
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json or md.")] = "text",
) -> None:
    """Answer each clause of the framework: met or not, by which records, and what to do next."""
    ws = workspace(ctx, guard=True)
    from hscb_pm.present.framework import FORMATS, FrameworkAnswer, show_framework
    from hscb_pm.queries.framework import CLAUSES, SECTIONS, Verdict
    from hscb_pm.queries.framework import framework as answers_of

    format = one_of("--format", format, FORMATS)
    section = one_of("--section", section and section.upper().removeprefix("F"), SECTIONS)
    clause = one_of("--clause", clause and f"F{clause.upper().removeprefix('F')}", CLAUSES)
    said = verdict and verdict.lower().replace(" ", "-").removesuffix("-met")
    verdict = one_of("--verdict", said, map(str, Verdict))
    today = ws.today
    wanted = [
        name
        for name, found in CLAUSES.items()
        if clause in (None, name) and section in (None, found.section)
    ]
    register = ws.register.for_public() if format == "md" else ws.register
    answers = [a for a in answers_of(register, today, wanted) if verdict in (None, a.verdict)]
    ws.say_left_out(today)
    head = ws.head(today) if format == "json" else {}
    show_framework(
        FrameworkAnswer(register, today, answers), format, ws.out, head, in_full=bool(clause)
    )
    ws.end()
