"""What the commands for the life of an action share: its record, the day, what is missing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import typer

from hscb_pm.cli.changing import carry_out, say_next
from hscb_pm.cli.workspace import Workspace, a_day, id_in, one_of
from hscb_pm.periods import say, say_with_weekday

if TYPE_CHECKING:
    from hscb_pm.models import Action, Meeting, Record
    from hscb_pm.register import Register
    from hscb_pm.store.edits import Edit
_STEPS = ("due", "date", "revisions", "implemented", "outcomes", "withdrawn")
"""What the steps change in a record."""


def the_action(ws: Workspace, given: str) -> "Action":
    """The action that somebody names."""
    from hscb_pm.models import Action

    found = _named(ws, given, "an action", [Action])
    assert isinstance(found, Action)  # noqa: S101, it was asked for
    return found


def the_dated(ws: Workspace, given: str) -> "Action | Meeting":
    """The record whose date can move that somebody names."""
    from hscb_pm.models import Action, Meeting

    found = _named(ws, given, "an action or a meeting", [Action, Meeting])
    assert isinstance(found, Action | Meeting)  # noqa: S101, it was asked for
    return found


def _named(ws: Workspace, given: str, what: str, kinds: "list[type[Record]]") -> "Record":
    """The record of that id; a usage error if it is of another kind, or cannot be read."""
    register, name = ws.register, id_in(ws.register, given)
    known = [record.id for kind in kinds for record in register.of(kind)]
    if (other := register.kinds.get(name)) and name not in known:
        message = f"{name} is of the kind {other}, and what is wanted is {what}"
        raise typer.BadParameter(message, param_hint="'ID'")
    found = register.record(one_of("ID", name, [*known, *register.rejected]))
    if found is None:
        raise typer.BadParameter(f"{name} could not be read: hscb validate", param_hint="'ID'")
    return found


@contextmanager
def taken_back_by(ws: Workspace, record: "Action | Meeting") -> Iterator[None]:
    """Where a step cannot be taken and an earlier one is not saved: say how that is undone."""
    from hscb_pm.problem import CannotError

    try:
        yield
    except CannotError as error:
        if how := _undo(ws, record):
            raise CannotError(
                f"{error}; what is not saved of it yet is taken back by: {how}"
            ) from None
        raise


def _undo(ws: Workspace, record: "Action | Meeting") -> str:
    """What takes back the steps that are not saved; nothing where all are, or without git."""
    from hscb_pm.history import prefix, restoring

    then = saved_before(ws, record)
    if then is None or all(
        getattr(then, name, None) == getattr(record, name, None) for name in _STEPS
    ):
        return ""
    path = ws.register.sources[record.id].path
    return restoring(prefix(ws.folder) + path)


def saved_before(ws: Workspace, record: "Action | Meeting") -> "Action | Meeting | None":
    """The record as it was saved last."""
    from hscb_pm.store.saved import saved

    base = saved(ws.register, [ws.register.sources[record.id].path])
    return base.register.get(type(record), record.id) if base else None


def step_day(ws: Workspace, record: "Action | Meeting", given: str | None) -> date:
    """The day of a step, today if none is given; none that is to come."""
    from hscb_pm.exchange.acting import guard_day, later_step

    day = said_day(ws, "--on", given, "on") or ws.today
    if day > ws.today:
        raise typer.BadParameter(f"{say(day)} is still to come", param_hint="'--on'")
    guard_day(record, day)
    if last := later_step(record, day):
        ws.out.talk(f"something of {say(last)} is recorded already, which stays the later")
    return day


def said_day(ws: Workspace, option: str, given: str | None, how: str) -> date | None:
    """A day as somebody typed it, and said again as it was understood."""
    if given is None:
        return None
    day = a_day(option, given, ws.today, ws.register.holidays)
    ws.out.talk(f"{how} {say_with_weekday(day)}")
    return day


def wanted(
    ws: Workspace, option: str, given: str | None, what: str, proposed: str | None = None
) -> str:
    """What was typed, or what somebody answers who is there to be asked."""
    if given is None and ws.can_ask:
        enter = f"\n(Enter: {proposed})" if proposed else ""
        given = ws.ask(f"Say {what}{enter}") or proposed
    if given is None or not given.strip():
        example = f", as {option} {proposed}" if proposed else ""
        raise typer.BadParameter(f"say {what}{example}", param_hint=f"'{option}'")
    return text_given(option, given)


def if_said(option: str, given: str | None) -> str | None:
    """A text that need not be given; one of nothing but blanks is none."""
    return text_given(option, given) if given and given.strip() else None


def text_given(option: str, given: str) -> str:
    """A text as it can stand in a record, or a usage error."""
    from hscb_pm.exchange.typed import a_text

    try:
        return a_text(given)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=f"'{option}'") from None


def a_group(ws: Workspace, option: str, given: str | None, what: str, proposed: str | None) -> str:
    """A group by its id or its title."""
    from hscb_pm.models import Group

    typed = wanted(ws, option, given, what, proposed)
    titles = {(group.title or "").casefold(): group.id for group in ws.register.of(Group)}
    known = [*titles.values(), *ws.register.rejected]
    return one_of(option, titles.get(typed.casefold(), typed), known)


def taken(
    ws: Workspace,
    record: "Action | Meeting",
    edits: "Sequence[Edit]",
    done: str,
    *,
    dry_run: bool,
) -> None:
    """Write a step, unless it is recorded already; say what was done, and what comes next."""
    from hscb_pm.store.edits import prepare

    path = ws.register.sources[record.id].path
    if not edits:
        ws.out.one_line(f"{record.id}: already recorded in {path}")
    elif carry_out(ws, changed := prepare(ws.register, edits), dry_run=dry_run):
        ws.out.one_line(f"{record.id}: {done} in {path}")
        _say_standing(ws, changed.register, record.id)
    ws.end()


def _say_standing(ws: Workspace, register: "Register", name: str) -> None:
    """How the record stands now, how its date has moved, and what to type next."""
    from hscb_pm.models import Action, Meeting
    from hscb_pm.models.action import State
    from hscb_pm.queries.actions import due_actions
    from hscb_pm.queries.item import slip_of
    from hscb_pm.queries.states import states

    record, today = register.record(name), ws.today
    assert isinstance(record, Action | Meeting)  # noqa: S101, it was one
    if standing := states(register, today)(record):
        ws.out.one_line(f"  {standing.state}: {standing.why}")
    state = record.state_on(today) if isinstance(record, Action) else State.OPEN
    if state.is_to_do and (slip := slip_of(record.revisions, today)):
        ws.out.one_line(f"  {slip}")
    owed = () if state is State.OUTCOME_ACHIEVED else due_actions(register, today)
    advice = (item.advice for item in owed if item.record == name)
    say_next(ws, next(advice, f"hscb show {name}"))
