"""Actions: what is to be done, and, after sign-off, what is to be shown."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from hscb_pm.models import Action, ChairMeetings, ChildDeaths, Concern, Feedback, Indicator, Return
from hscb_pm.models.record import Revision
from hscb_pm.periods import say
from hscb_pm.queries.item import DueItem, slip_of
from hscb_pm.queries.said import is_known
from hscb_pm.register import Register

_EVIDENCE: Final = "hscb evidence {} --kind KIND --finding … --result RESULT"


def moves(action: Action, today: date) -> list[Revision]:
    """Each time that the date of an action was moved."""
    return [revision for revision in action.revisions if revision.on <= today]


def signed_off(register: Register, action: Action, today: date) -> str:
    """By which groups, and when, it was signed off, and whether its text changed since."""
    said: list[str] = []
    for signature in action.signatures(today):
        role = f" ({signature.role})" if signature.role else ""
        by = f"by the {register.title_of(signature.signed_off_by)}{role}"
        said.append(f"{'again' if said else 'signed off'} {by} on {say(signature.on)}")
    if any(path[0] == "implemented" for path in action.changed_since(today)):
        said.append("changed since sign-off")
    return ", ".join(said)


def is_changed_since_judged(action: Action, today: date) -> bool:
    """Whether the text of the latest outcome, or of what it judges, has changed since."""
    return any(path[0] == "outcomes" for path in action.changed_since(today))


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
            yield item(
                kind="action",
                due=action.due_on(today),
                slip=slip_of(action.revisions, today),
                advice=_next_step(action),
                clause="F4.2",
                at=("due",),
            )
        elif check := action.outcome_check_due(today):
            yield item(
                kind="outcome",
                about=_next_look(action, today),
                due=check,
                advice=_EVIDENCE.format(action.id),
                clause="F4.4",
                at=("outcomes",) if action.outcomes else ("implemented",),
            )
        elif again := action.recheck_due(today):
            yield item(
                kind="outcome",
                about=_next_look(action, today),
                due=again,
                advice=_EVIDENCE.format(action.id),
                clause="F3.11",
                at=("outcomes",),
            )


def _next_look(action: Action, today: date) -> str:
    looks = sum(outcome.on <= today for outcome in action.outcomes)
    return f"{action.id}/{looks + 1}"


def _next_step(action: Action) -> str:
    group = action.group or "GROUP"
    return (
        f"hscb implement {action.id} --signed-off-by {group}; if the date moves: "
        f"hscb extend {action.id} --to DATE --reason … --agreed-by {group}"
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
