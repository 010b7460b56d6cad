"""Actions in a paper: which are late, have slipped or await an outcome, and each one in full."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from hscb_pm.models import Action
from hscb_pm.models.action import Outcome, State
from hscb_pm.papers.paper import FEW, Paper, Values
from hscb_pm.papers.sections import due_and_how_far
from hscb_pm.periods import days_apart, financial_year, say
from hscb_pm.queries.actions import is_changed_since_judged, moves, signed_off
from hscb_pm.queries.item import DueItem, Standing, slip_of
from hscb_pm.queries.said import is_known
from hscb_pm.words import capital, count, joined

PLAN: Final = (
    "Action",
    "What is to be done, and its measure",
    "Who owes it",
    "Due",
    "How it stands, and what has changed",
)
"""The columns of `plan`."""
CLOSED: Final = ("Action", "What was to be done", "How it ended")
"""The columns of `closed`."""
_OVER: Final = (State.OUTCOME_ACHIEVED, State.WITHDRAWN, State.CONTINUED)


def agreed(paper: Paper) -> list[Action]:
    """The actions that were agreed, in the order of their ids."""
    return [action for action in paper.of(Action) if is_known(action.agreed, paper.today)]


def arising(paper: Paper, *records: str) -> list[Action]:
    """The actions that these records, or what stands within them, led to."""
    return [
        action
        for action in agreed(paper)
        if any(source.partition("/")[0] in records for source in paper.led_to[action.id])
    ]


def late_of(paper: Paper, every: Collection[Action]) -> list[DueItem]:
    """What of these actions is overdue: the action itself, or what shows its outcome."""
    ids = {action.id for action in every}
    return [item for item in paper.overdue if item.record in ids]


def asked(paper: Paper, every: Sequence[Action]) -> Iterator[str]:
    """What a group is asked to do about actions."""
    if to_do := sum(item.kind == "action" for item in late_of(paper, every)):
        what = count(to_do, "action that is", "actions that are")
        yield f"ask what stands in the way of {what} overdue, and by when it will be done"
    yield from asked_after(paper, every)


def asked_after(paper: Paper, every: Sequence[Action], where: str = "") -> Iterator[str]:
    """What is asked about actions that were signed off or moved; `where`, as ` (section 3)`."""
    if unshown := sum(item.kind == "outcome" for item in late_of(paper, every)):
        what = count(unshown, "action that was", "actions that were")
        yield f"ask for the overdue evidence of an outcome from {what} signed off{where}"
    if moved := len(_slipped(paper, every)):
        what = count(moved, "action whose date has moved", "actions whose dates have moved")
        yield f"judge whether the reasons given for {what} are good enough{where}"


def so_many(paper: Paper, every: Iterable[Action]) -> str:
    """How many actions are in which state."""
    counts = Counter(action.state_on(paper.today) for action in every)
    return joined([f"{counts[state]} {state}" for state in State if counts[state]])


def overview(paper: Paper, every: Sequence[Action]) -> Values:
    """How many stand where, and which are late, have slipped, await an outcome or had one."""
    return {
        "said": f"At {say(paper.today)}, of {count(len(every), 'action')}: {so_many(paper, every)}."
        if every
        else "No action has been agreed.",
        "open": _going_on(paper, every),
        "late": _late(paper, every),
        "slipped": _slipped(paper, every),
        "changed": changed(paper, every),
        "waiting": _waiting(paper, every),
    }


def name_of_action(action: Action) -> str:
    """Its title, else its text in full."""
    return action.title or action.action


def _late(paper: Paper, every: Sequence[Action]) -> list[tuple[object, ...]]:
    names = {action.id: name_of_action(action) for action in every}
    return [
        (
            i.record,
            names[i.record],
            paper.who(i.lead, i.agency),
            due_and_how_far(i),
        )
        for i in late_of(paper, every)
        if i.kind == "action"
    ]


def _going_on(paper: Paper, every: Sequence[Action]) -> list[tuple[object, ...]]:
    """The actions to do that are not late, the first due first, where they are few."""
    today = paper.today
    found = [a for a in every if a.state_on(today).is_to_do and a.due_on(today) >= today]
    return [
        (
            action.id,
            name_of_action(action),
            paper.who(action.owner.role, action.owner.agency),
            f"{say(action.due_on(today))}, {days_apart(action.due_on(today), today)}",
        )
        for action in sorted(found, key=lambda a: (a.due_on(today), a.id))
        if len(found) <= FEW
    ]


def _slipped(paper: Paper, every: Sequence[Action]) -> list[tuple[object, ...]]:
    return [
        (
            action.id,
            name_of_action(action),
            say(action.first_due),
            say(action.due_on(paper.today)),
            slip.how_far,
            "; ".join(move.reason for move in moves(action, paper.today)),
        )
        for action in every
        if (slip := slip_of(action.revisions, paper.today))
        and action.state_on(paper.today).is_to_do
    ]


def changed(paper: Paper, every: Iterable[Action]) -> list[tuple[object, ...]]:
    """What was found this financial year when outcomes were looked at, the latest first."""
    since = financial_year(paper.today).start
    found = [
        (outcome.on, action, outcome)
        for action in every
        if (outcome := action.latest_outcome(paper.today)) and outcome.on >= since
    ]
    return [
        (
            action.id,
            name_of_action(action),
            _judged(action, outcome, paper),
            _shown(outcome),
            outcome.impact,
        )
        for _, action, outcome in sorted(found, key=lambda row: (row[0], row[1].id), reverse=True)
    ]


def _waiting(paper: Paper, every: Sequence[Action]) -> list[tuple[object, ...]]:
    waiting = [
        (check, action)
        for action in every
        if (check := action.outcome_check_due(paper.today)) is not None
    ]
    return [
        (
            action.id,
            name_of_action(action),
            _after_sign_off(paper.standing(action)),
            f"{say(check)}, {days_apart(check, paper.today)}",
        )
        for check, action in sorted(waiting, key=lambda pair: (pair[0], pair[1].id))
    ]


def _after_sign_off(standing: Standing | None) -> str:
    return capital(standing.why.partition("; outcome check")[0]) if standing else ""


def _judged(action: Action, outcome: Outcome, paper: Paper) -> str:
    since = "; changed since" if is_changed_since_judged(action, paper.today) else ""
    return f"{outcome.result.replace('-', ' ')}, {say(outcome.on)}{since}"


def _shown(outcome: Outcome) -> str | None:
    return "; ".join(evidence.finding for evidence in outcome.evidence) or None


# --- Each in full ----------------------------------------------------------------------------


def is_over(action: Action, paper: Paper) -> bool:
    """Whether nothing more is to come of an action."""
    return action.state_on(paper.today) in _OVER


def plan(paper: Paper, every: Sequence[Action]) -> list[tuple[object, ...]]:
    """Each action in full, in the columns of PLAN."""
    return [
        (
            action.id,
            f"{action.action} Measure: {action.measure}" if action.measure else action.action,
            paper.who(action.owner.role, action.owner.agency),
            _due(action, paper),
            "; ".join(filter(None, (_stands(action, paper), _outcome(action, paper)))),
        )
        for action in every
    ]


def _due(action: Action, paper: Paper) -> str:
    slip = slip_of(action.revisions, paper.today)
    due = say(action.due_on(paper.today))
    return f"{due}; {slip}" if slip else due


def _stands(action: Action, paper: Paper) -> str:
    """The state, and the last that was heard."""
    today, state = paper.today, action.state_on(paper.today)
    if state is State.WITHDRAWN and action.withdrawn:
        return f"given up on {say(action.withdrawn.on)}: {action.withdrawn.reason}"
    if state is State.CONTINUED:
        return f"continued as {paper.register.id_of(action.continued_by)}"
    said = [str(state)]
    if state.is_to_do and action.due_on(today) < today:
        said.append(days_apart(action.due_on(today), today))
    heard = [note for note in action.progress if note.on <= today]
    if state.is_to_do and heard:
        last = max(heard, key=lambda note: note.on)
        said.append(f"{say(last.on)}: {last.note}")
    elif signed := signed_off(paper.register, action, today):
        said.append(signed)
    return "; ".join(said)


def _outcome(action: Action, paper: Paper) -> str | None:
    """What was found of the outcome, and when it is to be looked at."""
    said = []
    if outcome := action.latest_outcome(paper.today):
        said = [_judged(action, outcome, paper), *filter(None, (_shown(outcome), outcome.impact))]
    if check := action.outcome_check_due(paper.today):
        said.append(f"to be shown by {say(check)}, {days_apart(check, paper.today)}")
    elif again := action.recheck_due(paper.today):
        said.append(f"to be looked at again by {say(again)}")
    return "; ".join(said) or None


def closed(paper: Paper, every: Sequence[Action]) -> list[tuple[object, ...]]:
    """The actions of which nothing more is to come, in the columns of CLOSED."""
    return [
        (
            action.id,
            name_of_action(action),
            _outcome(action, paper)
            if action.state_on(paper.today) is State.OUTCOME_ACHIEVED
            else _stands(action, paper),
        )
        for action in every
        if is_over(action, paper)
    ]
