"""`hscb smart`: is each action SMART; which letter not, why, and a better wording."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_record
from hscb_pm.cli.group import CHECKING
from hscb_pm.cli.workspace import Workspace, one_of, record_named, workspace

if TYPE_CHECKING:
    from hscb_pm.present.smart import Judged, Plan
    from hscb_pm.queries.smart import Assessed
    from hscb_pm.register import Register
    from hscb_pm.smart.verdicts import Field

MOST = 20
"""Private places of a plan that are listed."""
_EXAMPLES = """\b
Examples:
  hscb smart                               every action, those first that fall short
  hscb smart ACT-2017-014                  one action, all its letters
  hscb smart --from plan.xlsx              an agency's plan, before it enters the register
  hscb smart --from plan.csv --columns 'action=What we will do,due=When'

It exits with 1 if an action from a Serious Case Review is not SMART and nobody attested it."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=CHECKING, epilog=_EXAMPLES)(smart)


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
) -> None:
    """Say which actions are SMART; which letter is not met, why, and a better wording."""
    ws = workspace(ctx, reads=from_ is None)
    from hscb_pm.present.smart import FORMATS, show_one, show_smart

    format = one_of("--format", format, FORMATS)
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
        for judged in plan.items:
            show_one(judged, ws.out)
    else:
        show_smart(plan, format, ws.out, head or ws.tool())
    ws.end(failed=any(judged.falls_short for judged in plan.items))


def _from_register(ws: Workspace, names: list[str], *, public: bool) -> "Plan":
    from hscb_pm.present.due import for_everyone
    from hscb_pm.present.smart import Plan
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
        [_judged(register, each) for each in shown],
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


def _judged(register: "Register", each: "Assessed") -> "Judged":
    from hscb_pm.periods import say
    from hscb_pm.present.smart import Judged, attested_by
    from hscb_pm.privacy import hide
    from hscb_pm.smart import check

    action, given = each.action, each.attestation
    fields: dict[Field, str] = {
        "action": hide(action.action),
        "owner": hide(action.owner.role),
        "due": say(action.due),
        "measure": hide(action.measure or ""),
    }
    verdicts = each.verdicts
    if fields["action"] != action.action or fields["measure"] != (action.measure or ""):
        masked = check(
            fields["action"], owner=fields["owner"], due=action.due, measure=fields["measure"]
        )
        attested = given.letters if given else ()
        verdicts = verdicts._replace(
            **{name: getattr(masked, name) for name in "SMT" if name not in attested}
        )
    by = (
        attested_by(given.letters, register.title_of(given.by.group), given.by.role, given.on)
        if given
        else ""
    )
    return Judged(action.id, fields, verdicts, by, each.falls_short, action.explained)


def _from_plan(ws: Workspace, name: str, columns: str | None) -> "Plan":
    """Judge an agency's plan; what of it may identify somebody is masked, and said."""
    from hscb_pm.exchange.plan import read_plan
    from hscb_pm.exchange.texts import bytes_of, sightings
    from hscb_pm.periods import say
    from hscb_pm.present.smart import Judged, Plan
    from hscb_pm.privacy import hide, hide_name
    from hscb_pm.smart import check
    from hscb_pm.words import count, some_of

    path, allowed = Path(name), ws.allowed()
    data = bytes_of(path)
    private = list(sightings(path, data, allowed))
    for seen in private[:MOST]:
        ws.out.talk(f"{seen.path}:{seen.where}: {seen.masked} (masked here; take it out)")
    if more := len(private[MOST:]):
        ws.out.talk(f"{count(more, 'more place')} (masked here): hscb privacy {hide_name(name)}")
    found = read_plan(path, data, _wanted(columns), allowed)
    notes = [hide(found.columns, allowed=allowed)]
    if found.passed_over:
        notes.append(f"{count(found.passed_over, 'row')} without an action passed over")
    if found.unread:
        sheets = some_of([hide(f"“{name}”", allowed=allowed) for name in found.unread], 5)
        notes.append(f"further sheets, not read: {sheets}")
    if found.unworked:
        cells = some_of(found.unworked, 5)
        notes.append(f"formulas without a value, read as empty: {cells}; save it in Excel first")
    for note in notes:
        ws.out.talk(note)
    items = []
    for row in found.rows:
        texts = {
            field: hide(value if isinstance(value, str) else say(value), allowed=allowed)
            for field, value in row.fields().items()
        }
        due = row.due if row.due is None or not isinstance(row.due, str) else texts["due"]
        verdicts = check(
            texts["action"], owner=texts.get("owner"), due=due, measure=texts.get("measure")
        )
        items.append(Judged(row.place, texts, verdicts))
    title = f"{hide_name(path.name, allowed=allowed)}: are the actions SMART?"
    return Plan(title, items, Path(), notes, is_register=False)


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
