"""`hscb smart`: is each action SMART; which letter not, why, and a better wording."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_record
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, record_named, workspace

if TYPE_CHECKING:
    from hscb_pm.present.smart import Plan
    from hscb_pm.register import Register
    from hscb_pm.smart.verdicts import Field

_EXAMPLES = """\b
Examples:
  hscb smart                               every action, those first that fall short
  hscb smart ACT-2017-014                  one action, all its letters
  hscb smart --from plan.xlsx              an agency's plan, before it enters the register
  hscb smart --from plan.csv --columns 'action=What we will do,due=When'

It exits with 1 if an action from a Serious Case Review is not SMART and nobody attested it."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(smart)


def smart(
    ctx: typer.Context,
    actions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID…]", help="Actions.", autocompletion=complete_record),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="A plan: .csv, .xlsx or .yaml.")
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=HEADING,…",
            help="Which column is action, owner, due or measure, where the guess is wrong.",
        ),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    raw: Raw = False,
) -> None:
    """Say which actions are SMART; which letter is not met, why, and a better wording."""
    ws = workspace(ctx, reads=from_ is None)
    from hscb_pm.present.smart import FORMATS, show_one, show_smart

    format = in_format(ws, format, FORMATS, raw=raw)
    if columns is not None and from_ is None:
        raise typer.BadParameter("it goes with --from", param_hint="'--columns'")
    if from_ is not None:
        if actions:
            raise typer.BadParameter("name actions, or --from a file", param_hint="'--from'")
        plan, head = _from_plan(ws, from_, columns), {}
    else:
        plan = _from_register(ws, actions or [], public=format == "md")
        head = ws.head(ws.today) if format == "json" else {}
    if actions and format == "text":
        for each in plan.items:
            show_one(each, ws.out)
    else:
        show_smart(plan, format, ws.out, head or ws.tool())
    ws.end(failed=any(each.falls_short for each in plan.items))


def _from_register(ws: Workspace, names: list[str], *, public: bool) -> "Plan":
    from hscb_pm.present.due import for_everyone
    from hscb_pm.present.smart import Plan, judged
    from hscb_pm.queries.smart import assessed

    register = ws.register.for_public() if public else ws.register
    found = {each.action.id: each for each in assessed(register, ws.today)}
    known = [name for name, kind in register.kinds.items() if kind == "action"]
    chosen = [
        name if name in register.kinds else record_named(register, name, known) for name in names
    ]
    for name in chosen:
        if name not in found:
            raise typer.BadParameter(_why_not_judged(register, name), param_hint="'ID'")
    shown = [found[name] for name in chosen] if chosen else list(found.values())
    shown = [each for each in shown if not register.hides(each.action.id)]
    ws.say_left_out(ws.today)
    board = register.board.label if register.board else "The Board"
    return Plan(
        f"{board}: are the actions SMART?",
        [judged(register, each) for each in shown],
        register.path,
        readers=for_everyone(register),
    )


def _why_not_judged(register: "Register", name: str) -> str:
    from hscb_pm.models import Action

    action = register.get(Action, name)
    if action is None:
        return f"{name} is no action (it is of the kind {register.kinds[name]})"
    if action.continued_by:
        return f"{name} was taken over by {action.continued_by}"
    return f"{name} was withdrawn"


def _from_plan(ws: Workspace, name: str, columns: str | None) -> "Plan":
    from hscb_pm.exchange.texts import bytes_of
    from hscb_pm.exchange.triage import triage

    path = Path(name)
    plan = triage(path, bytes_of(path), _wanted(columns), ws.allowed())
    for line in plan.said:
        ws.out.talk(line)
    return plan


def _wanted(columns: str | None) -> "dict[Field, str]":
    """The columns that somebody named."""
    from hscb_pm.exchange.plan import FIELDS

    found: dict[Field, str] = {}
    for part in filter(None, (columns or "").split(",")):
        name, equals, heading = part.partition("=")
        field = next((each for each in FIELDS if each == name.strip().lower()), None)
        if field is None or not equals or not heading.strip():
            message = f"write {' or '.join(f'{each}=HEADING' for each in FIELDS)}"
            raise typer.BadParameter(message, param_hint="'--columns'")
        found[field] = heading.strip()
    return found
