"""`hscb validate`: is every file right, today and for ever."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.workspace import Workspace, one_of, workspace

if TYPE_CHECKING:
    from hscb_pm.rules import Base

_EXAMPLES = """\b
Examples:
  hscb validate                            every problem, with its place and its fix
  hscb validate --select ACT,S11-003       some rules only
  hscb validate --against main             also what this branch has lost since it left main
  hscb validate --format github            annotations on a pull request
  hscb validate --format sarif             for code scanning; junit for test reports
  hscb explain ACT-002                     what a problem means"""

NEW = (
    "no register stood here when this line left it, nor elsewhere: it is new, with nothing to lose"
)


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(validate)


def validate(
    ctx: typer.Context,
    format: Annotated[
        str, typer.Option(metavar="FORMAT", help="text, json, github, sarif or junit.")
    ] = "text",
    fail_on: Annotated[
        str,
        typer.Option(metavar="LEVEL", help="Exit with 1 on error, warning or never."),
    ] = "error",
    select: Annotated[
        str | None,
        typer.Option(metavar="CODES", help="These rules or families only, as ACT,S11-003."),
    ] = None,
    ignore: Annotated[
        str | None, typer.Option(metavar="CODES", help="Not these rules or families.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Compare with the commit at which this branch left that one, as main: what has "
            "been lost since, as a date moved by hand, is an error.",
        ),
    ] = None,
    show_explained: Annotated[
        bool, typer.Option("--show-explained", help="Also list warnings that are explained.")
    ] = False,
) -> None:
    """Check every file of the register; the answer never depends on today's date."""
    ws = workspace(ctx, guard=True)
    from hscb_pm import rules
    from hscb_pm.present.problems import FORMATS, Verdict, show_problems

    format = one_of("--format", format, FORMATS)
    fail_on = one_of("--fail-on", fail_on, ["error", "warning", "never"])
    codes = None
    if select or ignore:
        codes = _codes("--select", select) if select else set(rules.RULES)
        codes -= _codes("--ignore", ignore or "")
        if not any(against or not rules.RULES[code].compare for code in codes):
            why = "these rules compare; add --against REV" if codes else "no rule is left to check"
            raise typer.BadParameter(why, param_hint="'--select'")
    base = compared_with(ws, against) if against is not None else None
    problems = rules.check(ws.register, codes, base)
    top = ws.work_tree() if format not in ("text", "json") else None
    then = base.register.commit if base else None
    verdict = Verdict(ws.register, problems, show_explained, top, fail_on, then)
    show_problems(verdict, format, ws.out, ws.head(None) if format == "json" else {})
    ws.end(failed=verdict.failed)


def compared_with(ws: Workspace, revision: str) -> "Base | None":
    """What to compare the register with; None, and a word on it, where there is nothing."""
    from hscb_pm.store import base_of

    base = base_of(ws.register, revision)
    if base is None:
        ws.out.talk(NEW)
    elif base.register.within is not None:
        ws.out.talk(f"the register stood in {base.register.within or 'the top folder'} then")
    return base


def _codes(option: str, text: str) -> set[str]:
    """The rules meant by codes and families: `ACT` stands for all whose code starts so."""
    from hscb_pm.rules import RULES

    families = {code.rpartition("-")[0] for code in RULES}
    found: set[str] = set()
    for name in filter(None, (word.strip().upper() for word in text.split(","))):
        one_of(option, name, [*RULES, *families])
        found |= {code for code in RULES if name in (code, code.rpartition("-")[0])}
    return found
