"""`hscb add`: a new record, or a finding or recommendation in one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from hscb_pm.cli.asking import ask_for, day_reader, guard_private
from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.complete import complete_kind
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.problem import CannotError, listed
from hscb_pm.words import joined

if TYPE_CHECKING:
    from hscb_pm.models import Record, Scrutiny
    from hscb_pm.models.record import Model
    from hscb_pm.store.edits import Changed

T = TypeVar("T")
_EXAMPLES = """\b
Examples:
  hscb add action                          asks for what an action needs
  hscb add action action='Publish a leaflet for schools' due=eoq \\
    owner.agency=hertfordshire-constabulary owner.role='Head of Safeguarding'
  hscb add meeting group=audit-sub-group date='3 Jul 2018' --dry-run
  hscb add recommendation AUD-2017-01 from=F1 text='Record the view of the child'
  hscb add agency title='An Agency' basis=other --id an-agency

The id is the next number that no branch has given, or is made from the title."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(add)


def add(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="What: action, meeting, audit, finding …",
            autocompletion=complete_kind,
        ),
    ],
    fields: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FIELD=VALUE…]",
            help="What it says, as due=eoq or owner.role='Head of Safeguarding'; of a finding or "
            "recommendation first the record it stands in.",
        ),
    ] = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="An id of your own choice.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Add a record; on a terminal it asks for what is missing."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.adding import PARTS

    if (part := kind.lower().removesuffix("s")) in PARTS:
        _add_part(ws, part, list(fields or ()), id, dry_run=dry_run)
    else:
        _add_record(ws, _kind(kind), list(fields or ()), id, dry_run=dry_run)
    ws.end()


def _kind(word: str) -> "type[Record]":
    from hscb_pm.exchange.adding import INSTEAD, PARTS
    from hscb_pm.queries.records import KINDS, kind_named

    found = kind_named(word) or KINDS.get(one_of("KIND", word, [*KINDS, *PARTS]))
    assert found  # noqa: S101, a part is no kind, and has been seen to
    if found in INSTEAD:
        raise typer.BadParameter(INSTEAD[found], param_hint="'KIND'")
    return found


def _add_record(
    ws: Workspace, kind: "type[Record]", words: list[str], chosen: str | None, *, dry_run: bool
) -> None:
    from hscb_pm.exchange.adding import new_record, remarks, weaknesses
    from hscb_pm.exchange.ids import new_id, path_of

    today = ws.today
    data = _data(ws, kind, words, ["add", kind.kind])

    def made() -> "tuple[str, Changed]":
        name = chosen or new_id(ws.register, kind, data, today)
        return name, new_record(ws.register, kind, name, data)

    name, changed = _until_right(ws, kind, data, made)
    path = path_of(kind, name)
    for remark in remarks(ws.register, kind, data, today):
        ws.out.talk(in_one_line(remark))
    if dry_run:
        ws.out.line((changed.texts[path][1] or "").rstrip("\n"))
        ws.out.talk(f"nothing is written; without --dry-run it is {path}")
        return
    carry_out(ws, changed, dry_run=False)
    ws.out.one_line(f"Added {name}, {changed.register.title_of(name)}: {path}")
    weak = weaknesses(data) if "action" in data else []
    if weak:
        letters = joined([letter for letter, _ in weak])
        ws.out.talk(f"it is not SMART yet: {letters}")
    say_next(ws, f"hscb smart {name}" if weak else f"hscb show {name}")


def _add_part(
    ws: Workspace, part: str, words: list[str], chosen: str | None, *, dry_run: bool
) -> None:
    from hscb_pm.exchange.adding import PARTS, new_part
    from hscb_pm.models.record import model_at

    if chosen is not None:
        message = f"a {part} gets the next number of its record"
        raise typer.BadParameter(message, param_hint="'--id'")
    record = _record_of(ws, part, words[:1])
    model = model_at(type(record), (PARTS[part][0],))
    assert model  # noqa: S101, each has its class
    data = _data(ws, model, words[1:], ["add", part, record.id], without=("id",))
    above = 2  # the list, and the place in it

    def made() -> "tuple[str, Changed]":
        return new_part(ws.register, record, part, data)

    name, changed = _until_right(ws, model, data, made, above)
    if carry_out(ws, changed, dry_run=dry_run):
        ws.out.one_line(f"Added {name}: {changed.register.sources[record.id].path}")
        answer = f"hscb add action arises_from={name}"
        say_next(ws, answer if part == "recommendation" else f"hscb show {name}")


def _record_of(ws: Workspace, part: str, words: list[str]) -> "Scrutiny":
    from hscb_pm.models import Audit, Review

    known = {record.id: record for kind in (Audit, Review) for record in ws.register.of(kind)}
    if not words or "=" in words[0]:
        message = f"name the audit or review first: hscb add {part} {next(iter(known), 'ID')} …"
        raise typer.BadParameter(message, param_hint="'ID'")
    return known[one_of("ID", words[0], known)]


def _data(
    ws: Workspace,
    kind: "type[Model]",
    words: list[str],
    command: list[str],
    without: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What is given, and what is asked for; without a terminal, all that is missing is said."""
    from hscb_pm.exchange.adding import WORTH_ASKING, missing, say_missing
    from hscb_pm.exchange.typed import fields_of
    from hscb_pm.privacy import hide

    data = _given(ws, kind, words)
    lacking = [path for path in missing(kind, data) if path[0] not in without]
    if lacking and not ws.can_ask:
        typed = ["hscb", *command, *(hide(word) for word in words)]
        raise typer.BadParameter(say_missing(ws.register, kind, typed, lacking))
    if not data and not lacking:
        keys = listed(fields_of(kind))
        message = f"say something of it, as FIELD=VALUE; fields: {keys}"
        raise typer.BadParameter(message, param_hint="'FIELD=VALUE'")
    for path in lacking:
        ask_for(ws, kind, data, path, needed=True)
    if ws.can_ask and lacking:
        for name in WORTH_ASKING.get(kind, ()):
            if name not in data:
                ask_for(ws, kind, data, (name,), needed=False)
        if "action" in data:
            _make_smarter(ws, data)
    return data


def _given(ws: Workspace, kind: "type[Model]", words: list[str]) -> dict[str, Any]:
    """What the words say; a usage error that names the field, and never repeats the value."""
    from hscb_pm.exchange.adding import given

    fields = [word.partition("=") for word in words]
    if not all(equals for _, equals, _ in fields):
        message = "write FIELD=VALUE, in quotes where there are blanks"
        raise typer.BadParameter(message, param_hint="'FIELD=VALUE'")
    typed_in = ((field, text) for field, _, text in fields)
    try:
        return given(ws.register, kind, typed_in, day_reader(ws))
    except ValueError as error:
        field, why = error.args
        raise typer.BadParameter(why, param_hint=f"'{field[:40]}'") from None


def _make_smarter(ws: Workspace, data: dict[str, Any]) -> None:
    """Say why the action is not SMART, and ask for better words, until it is or is to stay."""
    from hscb_pm.exchange.adding import weaknesses
    from hscb_pm.exchange.typed import a_text

    while weak := weaknesses(data):
        for letter, problem in weak:
            ws.out.talk(in_one_line(f"{letter}: {problem.reason}"))
            ws.out.talk(in_one_line(f"   Better: {problem.suggestion}"))
        fields = ["measure" if letter == "M" else "action" for letter, _ in weak]
        changed = False
        for field in dict.fromkeys(fields):
            if typed := ws.ask(f"{field}: in better words?\n(Enter: leave it as it is)"):
                try:
                    guard_private(ws, typed)
                    data[field], changed = a_text(typed), True
                except ValueError as error:
                    ws.out.talk(str(error))
        if not changed:
            return


def _until_right(
    ws: Workspace, kind: "type[Model]", data: dict[str, Any], made: Callable[[], T], above: int = 0
) -> T:
    """Make it; on a terminal, ask again for what is wrong or wanted besides, and lose nothing."""
    from hscb_pm.exchange.adding import take_out, to_mend
    from hscb_pm.exchange.typed import wanted_at
    from hscb_pm.store.edits import WouldBeWrongError

    while True:
        try:
            return made()
        except WouldBeWrongError as wrong:
            paths = to_mend(kind, data, wrong.problems[0], above)
            if not (paths and ws.can_ask):
                _keep(ws, kind, data)
                raise
            ws.out.talk(in_one_line(f"Not right yet: {wrong.why}"))
        except CannotError:
            _keep(ws, kind, data)
            raise
        for path in paths:
            take_out(data, path)
            needed = len(paths) == 1 or wanted_at(kind, path).is_required
            ask_for(ws, kind, data, path, needed=needed)


def _keep(ws: Workspace, kind: "type[Model]", data: dict[str, Any]) -> None:
    """Show what somebody typed in answer to questions, and no other question can put right."""
    from hscb_pm.exchange.adding import in_order
    from hscb_pm.store.yaml_text import document

    if ws.can_ask:
        ws.out.talk("What was typed, to be put right and added again:")
        ws.out.line(document(in_order(kind, data)).rstrip("\n"))
