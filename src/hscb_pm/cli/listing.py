"""`hscb list`: the records of a kind, filtered."""

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_agency, complete_group
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, named, one_of, workspace

if TYPE_CHECKING:
    from hscb_pm.models import Record
    from hscb_pm.queries.conditions import Condition

_EXAMPLES = """\b
Examples:
  hscb list                                the kinds there are
  hscb list actions --state 'in progress'
  hscb list audits --agency hertfordshire-constabulary
  hscb list actions --where 'owner.role~Head of' --where due=2018-01-31
  hscb list actions --where measure=       where nothing says how it is measured"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command("list", epilog=_EXAMPLES)(list_records)


def list_records(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="Which records: actions, audits …")
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Records that name this agency or one of its directorates.",
            autocompletion=complete_agency,
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Records that name this group.", autocompletion=complete_group
        ),
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="In this state, as in 'in progress'.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=VALUE",
            help="A field with this value; != for any other, ~ for a part, < and > for days and "
            "numbers, nothing for none. Several: with `and`, or given more than once.",
        ),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    raw: Raw = False,
) -> None:
    """List the records of a kind, each with its state and why."""
    ws = workspace(ctx)
    from hscb_pm.present.records import FORMATS, RecordList, show_list
    from hscb_pm.queries.records import KINDS, RecordFilter, kind_named, records

    format = in_format(ws, format, FORMATS, raw=raw)
    if kind is None:
        if agency or group or state or where or format != "text":
            message = f"name a kind: {', '.join(KINDS)}"
            raise typer.BadParameter(message, param_hint="'KIND'")
        _show_kinds(ws)
        return
    found = kind_named(kind) or KINDS[one_of("KIND", kind, KINDS)]
    wanted = RecordFilter(
        named(ws, "--agency", agency, "agency"),
        named(ws, "--group", group, "group"),
        _state(found, state),
        tuple(chain.from_iterable(_conditions(text, found) for text in where or ())),
    )
    today = ws.today
    register = ws.register.for_public() if format == "md" else ws.register
    rows = records(register, found, today, wanted)
    ws.say_left_out(today)
    head = ws.head(today) if format == "json" else {}
    show_list(RecordList(register, found, rows), format, ws.out, head)
    ws.end()


def _show_kinds(ws: Workspace) -> None:
    from hscb_pm.queries.records import KINDS

    for name, kind in KINDS.items():
        ws.out.line(f"{name:14}  {len([*ws.register.of(kind)]):5}  {kind.folder or kind.example}")
    ws.end()


def _state(kind: "type[Record]", state: str | None) -> str | None:
    from hscb_pm.queries.states import known_states

    known = known_states(kind)
    if state is not None and not known:
        message = f"records of kind {kind.kind} have no states"
        raise typer.BadParameter(message, param_hint="'--state'")
    return one_of("--state", state and state.lower().replace("-", " "), known)


def _conditions(text: str, kind: "type[Record]") -> "tuple[Condition, ...]":
    from hscb_pm.queries.conditions import conditions

    try:
        return conditions(text, kind)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--where'") from None
