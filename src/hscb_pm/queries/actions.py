"""Actions: what is to be done, and, after sign-off, what is to be shown."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from hscb_pm.models import Action, ChairMeetings, ChildDeaths, Concern, Feedback, Indicator, Return
from hscb_pm.models.record import Revision
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.said import is_known
from hscb_pm.register import Register

_OUTCOME: Final = (
    "`- {on: …, result: …, evidence: [{kind: …, finding: …}], impact: …, recheck: …}`, with the "
    "result `achieved`, `partly-achieved` or `not-achieved`, and as kind of evidence `audit`, "
    "`survey`, `data`, `feedback`, `document` or `visit`"
)


class Slip(NamedTuple):
    """How often a date was moved, and how far it is from the one agreed at first."""

    times: int
    days: int


def moves(action: Action, today: date) -> list[Revision]:
    """Each time that the date of an action was moved."""
    return [revision for revision in action.revisions if revision.on <= today]


def slipped(action: Action, today: date) -> Slip | None:
    """How an action has slipped; None if its first date stands."""
    moved = moves(action, today)
    if not moved:
        return None
    return Slip(len(moved), (action.due_on(today) - action.first_due).days)


def due_actions(register: Register, today: date) -> Iterator[DueItem]:
    """List actions not yet carried out, outcomes not yet shown, outcomes to look at again."""
    for action in register.of(Action):
        if action.agreed and action.agreed > today:
            continue
        item = partial(
            DueItem,
            record=action.id,
            title=action.label,
            lead=action.owner.role,
            agency=action.owner.agency,
            group=action.group,
            today=today,
            file=action.id,
        )
        if action.state_on(today).is_to_do:
            moved = len(moves(action, today))
            yield item(
                kind="action",
                due=action.due_on(today),
                first_due=action.first_due if moved else None,
                times_moved=moved,
                advice=_next_step(action),
                clause="F4.2",
                at=("due",),
            )
        elif check := action.outcome_check_due(today):
            yield item(
                kind="outcome",
                due=check,
                advice=f"say what changed for children: add to `outcomes:` {_OUTCOME}",
                clause="F4.4",
                at=("outcomes",) if action.outcomes else ("implemented",),
            )
        elif again := action.recheck_due(today):
            yield item(
                kind="outcome",
                due=again,
                advice=f"look whether it has lasted, and add to `outcomes:` {_OUTCOME}",
                clause="F3.11",
                at=("outcomes",),
            )


def _next_step(action: Action) -> str:
    group = action.group or "GROUP"
    return (
        f"when it is signed off, add `implemented: {{on: …, signed_off_by: {group}}}`; if the date "
        "moves, change `due:` and add to `revisions:` "
        "`- {on: …, was: …, now: …, reason: …, agreed_by: …}`"
    )


# --- What leads to them ----------------------------------------------------------------------


def sources(register: Register, today: date) -> dict[str, list[str]]:
    """What led to each action: what the action itself names, then what names the action."""
    found: dict[str, list[str]] = {}
    for action in register.of(Action):
        found[action.id] = [*dict.fromkeys(action.arises_from)]
    for source, name, since in (*followed_up(register), *_improvements(register, today)):
        if name in found and is_known(since, today):
            known = {one.partition("/")[0] for one in found[name]}
            found[name] += [source] if source.partition("/")[0] not in known else []
    return found


def _improvements(register: Register, today: date) -> Iterator[tuple[str, str | None, None]]:
    for found in register.of(Return):
        if found.is_received_on(today):
            for answer in found.standards:
                for improvement in answer.improvements:
                    yield f"{found.id}/{answer.standard}", improvement.action, None


def followed_up(register: Register) -> Iterator[tuple[str, str | None, date | None]]:
    """The actions that figures, practitioners, members and concerns led to, and since when."""
    for indicator in register.of(Indicator):
        answers = (signal.answer for signal in indicator.signals if signal.answer)
        yield from ((indicator.id, answer.action, answer.on) for answer in answers)
    for feedback in register.of(Feedback):
        yield from ((feedback.id, theme.action, feedback.on) for theme in feedback.themes)
    for year in register.of(ChairMeetings):
        yield from ((year.id, meeting.action, meeting.on) for meeting in year.meetings)
    for deaths in register.of(ChildDeaths):
        yield from ((deaths.id, action, deaths.reported) for action in deaths.actions)
    for concern in register.of(Concern):
        yield from ((concern.id, action, concern.raised) for action in concern.actions)
