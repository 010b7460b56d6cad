"""What changed since a day: what is dated tells itself; the rest, a register of that day tells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from hscb_pm.models import Action, Group, Indicator, Meeting, Record, Scrutiny
from hscb_pm.periods import days_apart, say
from hscb_pm.queries.changes.compared import corrections, edited, facts_changed, without
from hscb_pm.queries.changes.facts import Told, folded, told
from hscb_pm.queries.changes.figures import came
from hscb_pm.queries.changes.row import Change, What, known, row, who
from hscb_pm.queries.due import due_items, with_parts
from hscb_pm.queries.item import DueItem, DueState
from hscb_pm.queries.renumbered import renumbered, with_names
from hscb_pm.register import Register

__all__ = ["Change", "What", "between", "changes", "last_meeting", "wanted_of"]

_OWED: Final = {
    "outcome": "evidence of an outcome was due",
    "paper": "to be presented by",
    "request": "asked for by",
}


def changes(
    register: Register,
    base: Register | None,
    since: date,
    today: date,
    due: list[DueItem] | None = None,
) -> list[Change]:
    """List what changed after a day, in the order in which a board wants to hear it.

    `base` is the register as it was; without it only dated facts and the passing of time tell.
    `due` is what is due, where that is worked out already.
    """
    if base is not None and register.public:
        base = base.for_public()
        gone = {id for id in base.hidden if register.record(id) is None}
        register = replace(register, hidden=register.hidden | gone)
    renamed = renumbered(register, base) if base else {}
    found = list(_of_records(register, base, renamed, since, today))
    if base:
        found += _removed(register, base, renamed)
    due = due_items(register, today) if due is None else due
    found += list(_overdue(register, due, found, since))
    order = list(What)
    return sorted(found, key=lambda c: (order.index(c.what), _when(c), c.record))


def between(
    register: Register, before: Record | None, after: Record | None, today: date
) -> list[Change]:
    """What one edit changed in a record, the oldest fact first; `register` knows the titles."""
    if after is None:
        return [_gone(register, before)] if before else []
    if before is None:
        facts = list(told(register, after, until=today))
        said = sorted(_said(register, after, facts), key=_when)
        return [*_opening(register, after, facts), *said]
    found = sorted(_compared(register, before, after, today), key=_when)
    return [*_other_id(register, before, after), *found]


def last_meeting(register: Register, today: date, function: str = "board") -> Meeting | None:
    """The last meeting of the Board before a day that is shown to have been held."""
    groups = {group.id for group in register.of(Group) if group.function == function}
    held = [m for id in groups for m in register.meetings.get(id, ()) if m.is_shown_on(today)]
    before = (meeting for meeting in held if meeting.date < today)
    return max(before, key=lambda meeting: (meeting.date, meeting.id), default=None)


def wanted_of(
    register: Register,
    rows: Iterable[Change],
    *,
    agency: str | None = None,
    group: str | None = None,
    lead: str | None = None,
) -> list[Change]:
    """The changes of an agency and its directorates, of a group, of roles that hold a text."""
    agencies = with_parts(register, agency)
    return [
        change
        for change in rows
        if (agency is None or change.agency in agencies)
        and group in (None, change.group)
        and (lead is None or lead.casefold() in (change.role or "").casefold())
    ]


# --- Records ---------------------------------------------------------------------------------


def _of_records(
    register: Register,
    base: Register | None,
    renamed: Mapping[str, str],
    since: date,
    today: date,
) -> Iterator[Change]:
    ids = {new: old for old, new in renamed.items()}
    for record in register:
        if register.hides(record.id):
            continue
        since_then = list(told(register, record, since, today))
        old = ids.get(record.id, record.id)
        if base is None or base.hides(old) or base.is_rejected(old):
            yield from _said(register, record, since_then)
            if isinstance(record, Indicator) and (figures := came(register, record, since, today)):
                yield row(register, record, What.INDICATORS, "", moved=figures)
            continue
        before = base.records.get(type(record), {}).get(old)
        if before is None:
            yield from _opening(register, record, since_then)
            yield from _said(register, record, since_then)
            continue
        yield from _other_id(register, before, record)
        if renamed and before is not record:
            before = with_names(before, renamed)
        yield from _compared(register, before, record, today, since_then)


def _compared(
    register: Register,
    before: Record,
    after: Record,
    today: date,
    since_then: Iterable[Told] = (),
) -> Iterator[Change]:
    """What is new in a record, with the facts that time alone made count."""
    since_then = list(since_then)
    if before is after or before == after:
        yield from _said(register, after, since_then)
        return
    facts = facts_changed(register, before, after)
    corrected = [now for _, now in facts.corrected]
    more = without(since_then, (*facts.added, *corrected))
    yield from _said(register, after, [f for f in (*facts.added, *more) if f.on <= today])
    yield from corrections(register, after, facts)
    yield from edited(register, before, after, today, facts)


def _other_id(register: Register, before: Record, after: Record) -> Iterator[Change]:
    if before.id != after.id:
        yield row(register, after, What.REMOVED, f"renumbered: was {register.id_of(before.id)}")


def _when(change: Change) -> date:
    return change.on or date.max


def _said(register: Register, record: Record, facts: Iterable[Told]) -> list[Change]:
    return [row(register, record, fact.what, fact.said, fact.on) for fact in folded(facts)]


def _opening(register: Register, record: Record, facts: list[Told]) -> Iterator[Change]:
    """That a record is new, unless its facts tell that themselves."""
    needs_it = isinstance(record, Action | Scrutiny) or not facts
    if not needs_it or any(fact.what is What.NEW for fact in facts):
        return
    owner: Any = getattr(record, "owner", None) or getattr(record, "lead", None)
    due: date | None = getattr(record, "due", None)
    said = f"new {record.kind.replace('-', ' ')}"
    said += f": {who(register, owner)}" if owner else ""
    yield row(register, record, What.NEW, f"{said}, due {say(due)}" if due else said)


def _gone(register: Register, record: Record) -> Change:
    said = f"{record.kind.replace('-', ' ')} taken out of the register"
    title = register.struck(record.label)
    return row(register, record, What.REMOVED, said)._replace(title=title)


# --- Records that came and went --------------------------------------------------------------


def _removed(register: Register, base: Register, renamed: Mapping[str, str]) -> Iterator[Change]:
    for record in base:
        is_there = register.records.get(type(record), {}).get(record.id) is not None
        if is_there or record.id in renamed or base.hides(record.id):
            continue
        if not register.is_rejected(record.id):
            yield _gone(register, record)


# --- The passing of time ---------------------------------------------------------------------


def _overdue(
    register: Register, due: Iterable[DueItem], told_of: Iterable[Change], since: date
) -> Iterator[Change]:
    """What fell overdue since, or is new and late; untouched where nothing is told of it."""
    touched = {change.record for change in told_of}
    new = {change.record for change in told_of if change.what is What.NEW}
    for item in due:
        if item.due is None or item.state is not DueState.OVERDUE:
            continue
        of = {item.record.partition("/")[0], item.file}
        if item.due < since and not of & new:
            continue
        owed = _OWED.get(item.kind, "due")
        yield Change(
            What.OVERDUE if of & touched else What.OVERDUE_UNTOUCHED,
            item.record,
            item.kind,
            register.struck(item.title),
            f"{owed} {say(item.due)}, {days_apart(item.due, item.today)}",
            item.due,
            *known(register, item.lead, item.agency, item.group),
        )
