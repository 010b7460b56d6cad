"""Actions: what is to be done, and, after sign-off, what is to be shown."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from hscb_pm.models import Action
from hscb_pm.queries.item import DueItem
from hscb_pm.register import Register

_OUTCOME: Final = (
    "`- {on: …, result: …, evidence: [{kind: …, finding: …}], impact: …, recheck: …}`, with the "
    "result `achieved`, `partly-achieved` or `not-achieved`, and as kind of evidence `audit`, "
    "`survey`, `data`, `feedback`, `document` or `visit`"
)


class Slip(NamedTuple):
    """How far a date has moved from the one agreed at first, and why it moved last."""

    times: int
    days: int
    reason: str


def slipped(action: Action, today: date) -> Slip | None:
    """How an action has slipped; None if its first date stands."""
    moves = [revision for revision in action.revisions if revision.on <= today]
    if not moves:
        return None
    return Slip(len(moves), (action.due_on(today) - action.first_due).days, moves[-1].reason)


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
            moves = sum(revision.on <= today for revision in action.revisions)
            yield item(
                kind="action",
                due=action.due_on(today),
                first_due=action.first_due if moves else None,
                times_moved=moves,
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
