"""The life of an action: what its record says after each step, or why there can be no such step."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple, get_args

from hscb_pm.days import add_months
from hscb_pm.models import Action, Meeting
from hscb_pm.models.action import Outcome, OutcomeEvidence, Result
from hscb_pm.models.record import Fact, marked
from hscb_pm.periods import say
from hscb_pm.problem import CannotError
from hscb_pm.store.edits import Edit
from hscb_pm.store.splicing import LAST

EVIDENCE: Final[tuple[str, ...]] = get_args(OutcomeEvidence.model_fields["kind"].annotation)
"""The kinds of evidence."""
LONGEST_MOVE: Final = 24
"""By how many months a date can move at once: more is a slip of the keys, or another action."""


class Shown(NamedTuple):
    """What somebody says of an outcome; None where nothing is said."""

    evidence: OutcomeEvidence
    result: Result | None = None
    impact: str | None = None
    recheck: date | None = None


# --- Whether a step can be taken -------------------------------------------------------------


def guard_progress(action: Action) -> None:
    """Refuse a note on what has ended."""
    _guard_alive(action)
    if latest := _achieved(action):
        raise CannotError(
            f"{action.id} has ended: its outcome was achieved on {say(latest.on)}. "
            f"Whether it has lasted is evidence: hscb evidence {action.id}"
        )


def guard_sign_off(action: Action, *, again: bool) -> None:
    """Refuse to sign off what was given up; again, what was not signed off or is unchanged."""
    _guard_alive(action)
    signed = action.signatures()
    if again and not signed:
        raise CannotError(f"nobody has signed {action.id} off yet: leave --again out")


def guard_evidence(action: Action) -> None:
    """Refuse evidence of what was not carried out: nothing can be put down to it yet."""
    _guard_alive(action)
    if action.implemented is None:
        raise CannotError(
            f"{action.id} is not signed off, and only what was carried out can have an outcome; "
            f"first: hscb implement {action.id}"
        )


def guard_move(record: Action | Meeting) -> None:
    """Refuse to move a date that has been met, or that binds nobody any more."""
    if isinstance(record, Meeting):
        if record.attendance or record.minutes_agreed:
            raise CannotError(f"{record.id} has been held: its date moves no more")
        return
    _guard_alive(record)
    if record.implemented:
        on = say(record.implemented.on)
        raise CannotError(f"{record.id} was signed off on {on}: its date moves no more")


def guard_withdrawal(action: Action) -> None:
    """Refuse to give up what has ended; a withdrawal that is recorded may be recorded again."""
    if not action.withdrawn:
        _guard_alive(action)
    if latest := _achieved(action):
        on = say(latest.on)
        raise CannotError(f"{action.id} has ended: its outcome was achieved on {on}")


def _guard_alive(action: Action) -> None:
    if action.withdrawn:
        on = say(action.withdrawn.on)
        raise CannotError(f"{action.id} was given up on {on}: nothing more is recorded of it")
    if other := action.continued_by:
        raise CannotError(f"{other} has taken the place of {action.id}: record it there")


def _achieved(action: Action) -> Outcome | None:
    latest = action.latest_outcome(date.max)
    return latest if latest and latest.result is Result.ACHIEVED else None


def guard_day(record: Action | Meeting, on: date) -> None:
    """Refuse a step of a day on which the action had not been agreed."""
    agreed = record.agreed if isinstance(record, Action) else None
    if agreed and on < agreed:
        raise CannotError(f"{record.id} was agreed only on {say(agreed)}, after {say(on)}")


def later_step(record: Action | Meeting, on: date) -> date | None:
    """The day of the last thing recorded of it, if that is after a day."""
    last = max((day for _, day, _ in marked(record, Fact)), default=on)
    return last if last > on else None


# --- The steps: edits, or none where they would say what is recorded already -----------------


def noted(action: Action, on: date, note: str) -> list[Edit]:
    """A note of progress."""
    if any(one.on == on and _same(one.note, note) for one in action.progress):
        return []
    return [Edit(action.id, ("progress", LAST), {"on": on, "note": note})]


def signed_off(
    action: Action, on: date, group: str, role: str | None, *, again: bool
) -> list[Edit]:
    """A group's sign-off, bound to the text as it stands; the first one, or another."""
    value = _said({"on": on, "signed_off_by": group, "role": role, "seal": action.seal})
    if not (signed := action.signatures()):
        return [Edit(action.id, ("implemented",), value)]
    last = signed[-1]
    is_by_them = (last.on, last.signed_off_by) == (on, group) and role in (None, last.role)
    is_changed = last.seal not in (None, action.seal)
    since = f"{action.id} was signed off on {say(last.on)}"
    if is_by_them and not is_changed and (last.seal or not again):
        return []
    if not again:
        more = "; its text has changed since: add --again" if is_changed else " already"
        raise CannotError(f"{since}{more}")
    if last.seal and not is_changed:
        raise CannotError(f"{since}, and its text has not changed since")
    if on < last.on:
        raise CannotError(f"{since}, after {say(on)}")
    return [Edit(action.id, ("implemented", "again", LAST), value)]


def shown(action: Action, on: date, given: Shown, *, again: bool = False) -> list[Edit]:
    """Evidence of an outcome: with a new one, or added to that of the same day.

    What was judged of other words than stand there now is judged as it is worded now only again.
    """
    signed = action.signatures()[0].on
    if on < signed:
        raise CannotError(f"{action.id} was signed off only on {say(signed)}, after {say(on)}")
    if given.recheck and given.recheck <= on:
        raise CannotError(f"{say(given.recheck)} is no day to look again at what {say(on)} showed")
    same_day = [index for index, known in enumerate(action.outcomes) if known.on == on]
    known = action.outcomes[same_day[-1]] if same_day else None
    is_other = known is not None and known.seal != action.seal_of(known)
    if known and is_other and known.seal and not again:
        raise CannotError(
            f"the text of {action.id} changed since it was judged on {say(on)}: "
            "--again judges it as it is worded now"
        )
    if again and not is_other:
        raise CannotError(
            f"the text of {action.id} has not changed since it was judged on {say(on)}"
            if known
            else f"{action.id} was not judged on {say(on)}: leave --again out"
        )
    if same_day:
        return list(_added(action, same_day[-1], given, again=again))
    if given.result is None:
        raise CannotError("an outcome needs its result: --result achieved")
    outcome = Outcome(
        on=on,
        result=given.result,
        evidence=(given.evidence,),
        impact=given.impact,
        recheck=given.recheck,
    )
    value = outcome.model_dump(exclude_none=True) | {
        "result": str(given.result),
        "evidence": [given.evidence.model_dump(exclude_none=True)],
        "seal": action.seal_of(outcome),
    }
    return [Edit(action.id, ("outcomes", LAST), value)]


def _added(action: Action, index: int, given: Shown, *, again: bool) -> Iterator[Edit]:
    """What is new beside what is known of the day's outcome, and its new seal."""
    known, path = action.outcomes[index], ("outcomes", index)
    evidence = known.evidence
    is_new = not any(_is_same(one, given.evidence) for one in evidence)
    if is_new:
        evidence = (*evidence, given.evidence)
        value = given.evidence.model_dump(exclude_none=True)
        yield Edit(action.id, (*path, "evidence", LAST), value)
    changed = _judged_otherwise(known, given)
    for name, new in changed.items():
        yield Edit(action.id, (*path, name), str(new) if isinstance(new, Result) else new)
    seal = action.seal_of(known.model_copy(update={**changed, "evidence": evidence}))
    if seal != known.seal and (is_new or changed or again):
        yield Edit(action.id, (*path, "seal"), seal)


def judged_otherwise(action: Action, on: date, given: Shown) -> str:
    """What is said otherwise of the outcome of a day: `result achieved → not-achieved`."""
    known = next((each for each in reversed(action.outcomes) if each.on == on), None)
    said = []
    for name, now in (_judged_otherwise(known, given) if known else {}).items():
        was = getattr(known, name)
        if was is not None:
            days = f"{say(was)} → {say(now)}" if name == "recheck" else f"{was} → {now}"
            said.append("impact reworded" if name == "impact" else f"{name} {days}")
    return ", ".join(said)


def _judged_otherwise(known: Outcome, given: Shown) -> dict[str, Any]:
    other = {"result": given.result, "impact": given.impact, "recheck": given.recheck}
    return {k: v for k, v in _said(other).items() if not _same(v, getattr(known, k))}


def agreed_date(saved: Action | Meeting | None, record: Action | Meeting) -> date:
    """The date that stands by the ledger and what was saved last, whatever was typed by hand."""
    stands = record.due if isinstance(record, Action) else record.date
    if saved is None:
        return stands
    if len(record.revisions) > len(saved.revisions):
        return record.revisions[-1].now
    return saved.due if isinstance(saved, Action) else saved.date


def moved(  # noqa: PLR0913, what a ledger says
    record: Action | Meeting,
    on: date,
    to: date,
    reason: str,
    group: str,
    *,
    stood: date | None = None,
) -> list[Edit]:
    """A later date, and in the ledger where it stood, why it moved, and who agreed."""
    key = "due" if isinstance(record, Action) else "date"
    stands, ledger = stood or getattr(record, key), record.revisions
    value = {"on": on, "was": stands, "now": to, "reason": reason, "agreed_by": group}
    if to == stands:
        if ledger and (last := ledger[-1]).agreed_by == group and _same(last.reason, reason):
            return [] if to == getattr(record, key) else [Edit(record.id, (key,), to)]
        raise CannotError(f"{record.id}: {say(to)} is the date that stands")
    if to < stands and isinstance(record, Action):
        raise CannotError(f"{record.id} is due on {say(stands)}: {say(to)} is no later day")
    if to <= on:
        raise CannotError(f"{say(to)} is not after {say(on)}, when the move was agreed")
    if to > add_months(stands, LONGEST_MOVE):
        raise CannotError(
            f"{say(to)} is more than {LONGEST_MOVE // 12} years after {say(stands)}: a slip of the "
            "keys, or else the matter of another record"
        )
    if ledger and on < ledger[-1].on:
        raise CannotError(f"{record.id} was last moved on {say(ledger[-1].on)}, after {say(on)}")
    edits = [Edit(record.id, (key,), to), Edit(record.id, ("revisions", LAST), value)]
    if isinstance(record, Meeting) and record.papers_by:
        edits.append(Edit(record.id, ("papers_by",), record.papers_by + (to - record.date)))
    return edits


def withdrawn(action: Action, on: date, reason: str, group: str) -> list[Edit]:
    """That an action is given up, why, and who agreed."""
    if known := action.withdrawn:
        if known.agreed_by == group and _same(known.reason, reason):
            return []
        raise CannotError(f"{action.id} was given up on {say(known.on)} already")
    value = {"on": on, "reason": reason, "agreed_by": group}
    return [Edit(action.id, ("withdrawn",), value)]


def _said(value: dict[str, Any]) -> dict[str, Any]:
    return {name: given for name, given in value.items() if given is not None}


def _is_same(one: OutcomeEvidence, other: OutcomeEvidence) -> bool:
    return (one.kind, one.ref) == (other.kind, other.ref) and _same(one.finding, other.finding)


def _same(one: object, other: object) -> bool:
    """Whether two values say the same, wherever their lines are broken."""
    return str(one).split() == str(other).split()
