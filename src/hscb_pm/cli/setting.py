"""`hscb set`: fields of one record, or of all that meet a condition."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.complete import complete_kind, complete_setting
from hscb_pm.cli.workspace import Workspace, id_in, one_of, record_named, workspace
from hscb_pm.problem import CannotError, listed
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.exchange.setting import Assignment, Setting
    from hscb_pm.exchange.typed import ReadDay
    from hscb_pm.models import Record
    from hscb_pm.problem import FieldPath

_EXAMPLES = """\b
Examples:
  hscb set ACT-2017-014 owner.role='Head of Safeguarding'
  hscb set AUD-2017-02/R2 response.on='1 Feb 2018'
  hscb set ACT-2017-014 arises_from+=AUD-2017-02/R2 --unset resources
  hscb set --kind action --where \\
    'owner.role=Head of Adolescent Services and state=unfinished' owner.role='Service Manager'"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command("set", epilog=_EXAMPLES)(set_fields)


def set_fields(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID] [FIELD=VALUE]...",
            help="The record, or a part of one, and what is to stand in it; += adds to a list.",
            autocompletion=complete_setting,
        ),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="Take a field away. May be given more than once.",
            autocompletion=complete_setting,
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION",
            help="In all records that meet it: FIELD=VALUE, or with != ~ < >, joined by `and`.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="Of this kind alone: action …", autocompletion=complete_kind
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --where: do not ask.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Set fields of a record, add to its lists, take fields away."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.store.edits import prepare

    given = list(words or ())
    name = given.pop(0) if given and where is None else None
    if where is None and (name is None or "=" in name or kind is not None):
        message = "name a record first, or say with --where in which records"
        raise typer.BadParameter(message, param_hint="'ID'")
    wanted = _assignments(given, unset or ())
    if name is not None:
        name, record = _record(ws, name)
        records = [record]
    else:
        records = _meeting(ws, where or [], kind, wanted)
    found = _settings(ws, records, wanted)
    changed = prepare(ws.register, found.edits)
    if not changed.texts:
        ws.out.one_line("nothing changes: it stands so already")
        ws.end()
        return
    if where is not None:
        _tell(ws, found, is_done=False)
        if not (dry_run or yes):
            _ask(ws, len(changed.texts))
    if carry_out(ws, changed, dry_run=dry_run):
        if where is None:
            _tell(ws, found, is_done=True)
        say_next(ws, f"hscb show {name}" if name else "hscb changes")
    ws.end()


def _assignments(words: Iterable[str], unset: Iterable[str]) -> "list[Assignment]":
    from hscb_pm.exchange.setting import Assignment, read_assignment

    try:
        found = [*map(read_assignment, words), *map(Assignment, unset)]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'FIELD=VALUE'") from None
    if not found:
        message = "say what is to change: FIELD=VALUE, or --unset FIELD"
        raise typer.BadParameter(message, param_hint="'FIELD=VALUE'")
    return found


def _record(ws: Workspace, given: str) -> "tuple[str, tuple[Record, FieldPath]]":
    """The id of what is meant, its record, and where in that it stands."""
    from hscb_pm.exchange.setting import part_named

    register = ws.register
    name = record_named(register, id_in(register, given), register.kinds)
    if found := part_named(register, name):
        return name, found
    message = f"{name} has no file of its own; it comes from the schedule of its row"
    raise typer.BadParameter(message, param_hint="'ID'")


def _meeting(
    ws: Workspace, where: list[str], kind: str | None, wanted: "list[Assignment]"
) -> "list[tuple[Record, FieldPath]]":
    """The records that meet all conditions."""
    from hscb_pm.exchange.setting import meeting
    from hscb_pm.queries.conditions import without_state
    from hscb_pm.queries.records import KINDS, kind_named
    from hscb_pm.queries.states import known_states

    kinds = list(KINDS.values())
    if kind:
        kinds = [kind_named(kind) or KINDS[one_of("--kind", kind, KINDS)]]
    try:
        found = meeting(ws.register, kinds, ws.today, where, wanted)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--where'") from None
    without = without_state(where)
    standing = [each for each in kinds if known_states(each)] or kinds
    others = meeting(ws.register, standing, ws.today, without, wanted) if without != where else []
    in_it = {record.id for record, _ in found}
    more = [record.id for record, _ in others if record.id not in in_it]
    said = f"but for the state {count(len(more), 'more would', 'more would')}: {listed(more)}"
    if not found:
        raise CannotError(f"no record meets it, so nothing changes{f'; {said}' if more else ''}")
    if more:
        ws.out.talk(said)
    return found


def _settings(
    ws: Workspace, records: "list[tuple[Record, FieldPath]]", wanted: "list[Assignment]"
) -> "Setting":
    from hscb_pm.exchange.setting import settings

    return settings(ws.register, records, wanted, _day_reader(ws))


def _day_reader(ws: Workspace) -> "ReadDay":
    """What reads a day, and says beside the data how it was understood."""
    from hscb_pm.periods import read_day, say_with_weekday

    said: set[str] = set()

    def read(text: str) -> date:
        day = read_day(text, ws.today, ws.register.holidays)
        if text not in {day.isoformat(), *said}:
            ws.out.talk(f"understood as {say_with_weekday(day)}")
            said.add(text)
        return day

    return read


def _tell(ws: Workspace, found: "Setting", *, is_done: bool) -> None:
    """Say what changes in which record; what may identify somebody is not said again."""
    from hscb_pm.privacy import scan

    for line in found.told:
        told = line.done if is_done else line.planned
        ws.out.one_line(f"{line.record}: {line.field}" if scan(line.old) else told)


def _ask(ws: Workspace, files: int) -> None:
    """Go on where somebody agrees."""
    if not ws.can_ask:
        raise typer.BadParameter(
            "nobody is here to ask: to write it, add --yes", param_hint="'--where'"
        )
    if ws.ask(f"Change {files} files? y or n").lower() not in ("y", "yes"):
        ws.out.talk("nothing is written")
        raise typer.Exit
