"""`hscb explain`: what a problem means, why it matters, how to put it right."""

from typing import Annotated

import typer

from hscb_pm.cli.complete import complete_rule
from hscb_pm.cli.workspace import one_of, workspace


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explain)


def explain(
    ctx: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="A code, as ACT-002, or a family, as ACT.",
            autocompletion=complete_rule,
        ),
    ] = None,
) -> None:
    """Say what a rule asks, why, and under which clause; without a code, list all rules."""
    from hscb_pm.present.rules import show_rule, show_rules
    from hscb_pm.queries.smart import CODES
    from hscb_pm.rules import RULES
    from hscb_pm.rules.smart import ONLY_SAID

    out = workspace(ctx, reads=False).out
    start = f"{(code or '').upper()}-"
    family = [RULES[name] for name in RULES if name.startswith(start)]
    if code is None or family:
        show_rules(sorted(family or RULES.values()), out)
        for name in (each for each in ONLY_SAID if each.startswith(start)):
            out.line(f"{name}  advice   F11.1   {CODES[name].lower()}")
    elif (name := one_of("CODE", code, [*RULES, *ONLY_SAID])) in ONLY_SAID:
        out.line(f"{name} {CODES[name].lower()} (hscb smart says it; no rule of hscb validate)")
        out.line(f"\n  Why: {ONLY_SAID[name]}")
    else:
        show_rule(RULES[name], out)
