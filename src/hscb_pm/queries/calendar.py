"""The calendar: what is to happen on a day, and what was to happen and no longer is.

A calendar that took an entry in keeps it until it is told otherwise. What ended is found by asking
the due list of earlier days again: what it held then and does not hold now.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from hscb_pm.models import Action, Meeting
from hscb_pm.models.action import State
from hscb_pm.models.record import Fact, marked
from hscb_pm.queries.actions import due_actions
from hscb_pm.queries.due import DueFilter, chosen, due_items
from hscb_pm.queries.item import SOON_DAYS, DueItem
from hscb_pm.register import Register

YEAR: Final = 364
_LOOKS: Final = (YEAR, 224, 112, 56, 28, 14, 7, 4, 2, 1)
"""How many days ago the due list is asked again: what came and went between has long passed."""
_DATED_BY_MEETINGS: Final = (
    *("occurrence", "paper", "request"),
    *("question", "meeting", "group-report"),
)
_TAKEN_BACK: Final = 100
"""What a correction counts: more than the facts it can have taken back."""


class Entry(NamedTuple):
    """A day of the calendar: what for, how often it changed, and how it ended, if it has."""

    id: str
    item: DueItem
    sequence: int
    ended: str | None = None


def entries(
    register: Register, today: date, wanted: DueFilter | None = None, *, all_ended: bool = False
) -> list[Entry]:
    """List what has a date, and what of the last year has ended; by date.

    What has moved out of the dates wanted stays, so that no calendar keeps it where it was. What
    ended is left out where nobody looks any more: but for actions, if its day is long past.
    """
    items = due_items(register, today)
    now = _by_id(items)
    asked = _by_id(chosen(register, (*_earlier(register, today), *items), wanted or DueFilter()))
    changes = _changes(register, today)
    found = []
    for name, item in asked.items():
        if standing := now.get(name):
            found.append(Entry(name, standing, _sequence(standing, changes)))
        elif not _has_passed(item, today) and (all_ended or _is_looked_at(item, today)):
            ended = _as_it_ended(register, item, today)
            sequence = _sequence(ended, changes) + 1
            found.append(Entry(name, ended, sequence, _how(register, ended)))
    return sorted(found, key=lambda entry: (entry.item.due or date.max, entry.id))


def _by_id(items: Iterable[DueItem]) -> dict[str, DueItem]:
    """The last items that have a date, by what stays the same when the date moves."""
    return {f"{item.kind}/{item.about or item.record}": item for item in items if item.due}


def _earlier(register: Register, today: date) -> list[DueItem]:
    """What was on the due list of earlier days, and each action before each step of its life."""
    as_it_was = _with_the_continued(register, today)
    days = [today - timedelta(days) for days in _LOOKS]
    found = [item for day in days for item in due_items(as_it_was, day)]
    for action in as_it_was.of(Action):
        alone = replace(as_it_was, records={Action: {action.id: action}})
        for _, step, _ in marked(action, Fact):
            if days[0] < step <= today and not alone.hides(action.id):
                found += due_actions(alone, step - timedelta(1))
    return sorted(found, key=lambda item: item.today)


def _with_the_continued(register: Register, today: date) -> Register:
    """The register before other actions took the place of some: nothing dates when they did."""
    actions = dict(register.records.get(Action, {}))
    for action in register.of(Action):
        successor = register.get(Action, action.continued_by)
        if successor and (successor.agreed or today) > today - timedelta(YEAR):
            actions[action.id] = action.model_copy(update={"continued_by": None})
    return replace(register, records={**register.records, Action: actions})


def _has_passed(item: DueItem, today: date) -> bool:
    """Whether a meeting or the day for its papers is over, which leaves it where it is."""
    is_meeting = item.record.startswith("MTG-") and not item.about
    return is_meeting and item.due is not None and item.due < today


def _is_looked_at(item: DueItem, today: date) -> bool:
    is_recent = item.due is not None and (today - item.due).days <= SOON_DAYS
    return is_recent or item.kind in ("action", "outcome")


def _as_it_ended(register: Register, item: DueItem, today: date) -> DueItem:
    """The item of an earlier day, on the last date that an action had."""
    action = register.get(Action, item.record) if item.kind == "action" else None
    return item._replace(today=today, due=action.due_on(today) if action else item.due)


def _how(register: Register, item: DueItem) -> str:
    action = register.get(Action, item.record)
    if action:
        state = action.state_on(item.today)
        if item.kind == "action" or state in (State.WITHDRAWN, State.CONTINUED):
            return str(state)
    return "no longer due"


# --- How often an entry changed --------------------------------------------------------------


def _changes(register: Register, today: date) -> Counter[str]:
    """The dated facts of each record, and under no name the moves of meetings.

    Facts are only added, so the number never falls; where one is taken back, `corrections` says so.
    """
    found: Counter[str] = Counter()
    for record in register:
        found[record.id] = sum(day <= today for _, day, _ in marked(record, Fact))
    for meeting in register.of(Meeting):
        found[""] += sum(revision.on <= today for revision in meeting.revisions)
    for correction in register.board.corrections if register.board else ():
        if correction.on <= today:
            found[correction.record] += _TAKEN_BACK
    return found


def _sequence(item: DueItem, changes: Counter[str]) -> int:
    records = {name.partition("/")[0] for name in (item.record, item.about) if name}
    by_meetings = changes[""] if item.kind in _DATED_BY_MEETINGS else 0
    return by_meetings + sum(changes[record] for record in records)
