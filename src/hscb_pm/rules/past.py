"""HST: what only a comparison with the past shows; what was agreed and found stays on record."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, TypeVar

from hscb_pm.models import Action, Meeting, Record
from hscb_pm.models.action import Outcome
from hscb_pm.models.record import Model
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Base, Hit, comparison, hit
from hscb_pm.words import are_alike

R = TypeVar("R", bound=Record)
DATES: Final[tuple[tuple[type[Action | Meeting], str], ...]] = ((Action, "due"), (Meeting, "date"))
"""The dates that a ledger stands beside."""
_LEDGER: Final = "`{key}` was {was} and is {now}, and no entry of `revisions` moves it"
_ENTRY: Final = "`- {{on: …, was: {was}, now: {now}, reason: …, agreed_by: …}}`"
_CORRECTION: Final = "`- {{record: {name}, on: …, reason: …, agreed_by: …}}`"
_NUMBERED: Final = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]+")
_BESIDE: Final = {"id", "source", "illustrative", "part", "explained", "extensions"}
"""Fields that do not say what a record is about."""


@comparison(
    "HST-001",
    Severity.ERROR,
    _LEDGER,
    fix="Put {was} back{back}, then: hscb extend {name} --to {now} --reason … --agreed-by …; "
    f"or add to `revisions:` {_ENTRY}.",
    clause="F9.7",
    words={"key": "due", "was": "one day", "now": "another"},
)
def date_moved_by_hand(register: Register, base: Base) -> Iterator[Hit]:
    """A date that was agreed moves with a reason and consent, or slipping would leave no trace."""
    for kind, key in DATES:
        for then, now in pairs(register, base, kind):
            was, added = getattr(then, key), now.revisions[len(then.revisions) :]
            stands = added[0].was if added else getattr(now, key)
            if stands != was and now.revisions[: len(then.revisions)] == then.revisions:
                values = {"key": key, "was": was, "now": stands}
                yield hit(now, key, name=now.id, back=base.back(then), **values)


@comparison(
    "HST-002",
    Severity.ERROR,
    "the move from {was} to {now}, agreed on {on}, is no longer as it was recorded",
    fix="Write it again as it was{back}; a date that moves once more has its own entry below.",
    clause="F9.7",
    words={"was": "one day", "now": "another"},
)
def ledger_rewritten(register: Register, base: Base) -> Iterator[Hit]:
    """The first date and each move of it stay on record, so that nobody can hide a slip."""
    for kind, _ in DATES:
        for then, now in pairs(register, base, kind):
            for index, entry in enumerate(then.revisions):
                kept = now.revisions[index : index + 1]
                if kept != (entry,):
                    where = [index] if kept else []
                    values = {"was": entry.was, "now": entry.now, "on": entry.on}
                    yield hit(now, "revisions", *where, back=base.back(then), **values)
                    break


@comparison(
    "HST-003",
    Severity.ERROR,
    "the sign-off of {on} is {what}",
    fix="Write it again as it was{back}; that more is to be done is an action of its own.",
    clause="F4.4",
    words={"what": "gone, or not as it was"},
)
def sign_off_taken_back(register: Register, base: Base) -> Iterator[Hit]:
    """Who was satisfied, and when, stays on record, even if it proves to have been too soon."""
    for then, now in pairs(register, base, Action):
        before, after = then.implemented, now.implemented
        if before and not (after and _says_still(before, after)):
            what = "not as it was" if after else "gone"
            yield hit(now, "implemented", on=before.on, what=what, back=base.back(then))


@comparison(
    "HST-004",
    Severity.ERROR,
    "the outcome judged on {on} is {what}",
    fix="Write it again as it was{back}, and what was found since as another outcome.",
    clause="F4.4",
    words={"what": "gone, or says something else"},
)
def outcome_taken_back(register: Register, base: Base) -> Iterator[Hit]:
    """What was found stays on record; a later look stands beside an earlier one."""
    for then, now in pairs(register, base, Action):
        for outcome in then.outcomes:
            same_day = [n for n, each in enumerate(now.outcomes) if each.on == outcome.on]
            if not any(_finds_still(outcome, now.outcomes[number]) for number in same_day):
                what = "not what it was" if same_day else "gone"
                values = {"on": outcome.on, "what": what, "back": base.back(then)}
                yield hit(now, "outcomes", *same_day[:1], **values)


@comparison(
    "HST-005",
    Severity.ERROR,
    "this id meant something else before",
    fix="Give this record the next free id; the old one stays what it was.",
    clause="F1.1",
)
def id_used_again(register: Register, base: Base) -> Iterator[Hit]:
    """Minutes, papers and letters name a record by its id, for ever."""
    for now in register:
        then = base.register.get(type(now), now.id) or base.former.get(now.id)
        if then and then is not now and is_numbered(now) and is_another(then, now):
            yield hit(now)


@comparison(
    "HST-006",
    Severity.ERROR,
    "the file is deleted, and nothing says why",
    fix="Bring it back{back}; an action can be withdrawn. What has to go is named in board.yaml "
    f"below `corrections:`, {_CORRECTION}.",
    clause="F1.1",
)
def record_deleted(register: Register, base: Base) -> Iterator[Hit]:
    """A board that cannot show what it knew cannot show what it did."""
    from hscb_pm.privacy import hide_name

    unread = {path.rpartition("/")[0] for path in register.left_out}  # may hold it, renamed
    for then in base.register:
        if _is_gone(register, then) and then.folder not in unread:
            yield hit(then, name=hide_name(then.id), back=base.back(then, is_gone=True))


@comparison(
    "HST-007",
    Severity.ERROR,
    "the correction of {name} of {on} is no longer as it was recorded",
    fix="Write it again as it was.",
    clause="F1.1",
)
def correction_taken_back(register: Register, base: Base) -> Iterator[Hit]:
    """What excuses a gap in the record is itself kept."""
    then, now = base.register.board, register.board
    for correction in then.corrections if then and now else ():
        if now and correction not in now.corrections:
            yield hit(now, "corrections", name=correction.record, on=correction.on)


@comparison(
    "HST-008",
    Severity.WARNING,
    "the text changed, and {what} of {on} carries no seal that would tell",
    fix="Let the group look again: hscb implement {name} --again.",
    clause="F4.4",
    words={"what": "the sign-off, or the outcome,"},
)
def changed_without_seal(register: Register, base: Base) -> Iterator[Hit]:
    """A sign-off that was typed by hand does not show by itself that it is of other words."""
    for then, now in pairs(register, base, Action):
        if then.seal == now.seal:
            continue
        signed = now.signatures()[-1:]
        latest = now.latest_outcome(date.max)
        if signed and not signed[0].seal and signed[0] in then.signatures():
            yield hit(now, "implemented", what="the sign-off", on=signed[0].on, name=now.id)
        elif latest and not latest.seal and latest in then.outcomes:
            where = now.outcomes.index(latest)
            yield hit(now, "outcomes", where, what="the outcome", on=latest.on, name=now.id)


@comparison(
    "HST-009",
    Severity.ERROR,
    "the {fact} of {on} is {what}",
    fix="Write it again as it was{back}.",
    clause="F9.7",
    words={"fact": "agreement, or the withdrawal,", "what": "gone, or not as it was"},
)
def agreement_rewritten(register: Register, base: Base) -> Iterator[Hit]:
    """What a group agreed to, from when on, and what it agreed to give up, stays on record."""
    for then, now in pairs(register, base, Action):
        for fact, key in (("agreement", "agreed"), ("withdrawal", "withdrawn")):
            was, says = getattr(then, key), getattr(now, key)
            if was and was != says:
                what = "not as it was" if says else "gone"
                values = {"fact": fact, "on": getattr(was, "on", was), "what": what}
                yield hit(now, key, **values, back=base.back(then))


def pairs(register: Register, base: Base, kind: type[R]) -> Iterator[tuple[R, R]]:
    """The records of a kind as they were and as they are; what did not change is left out."""
    for now in register.of(kind):
        then = base.register.get(kind, now.id)
        if then is not None and then is not now:
            yield then, now


def _says_still(before: Model, after: Model) -> bool:
    """Whether all that was said is said still; more may have been added."""
    return all(_holds_still(value, getattr(after, name)) for name, value in before)


def _holds_still(before: object, after: object) -> bool:
    """Whether a value is the same; of a list, whether it begins with the same entries."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return after[: len(before)] == before
    return before in (None, after)


def _finds_still(before: Outcome, after: Outcome) -> bool:
    """Whether an outcome has its result and all its evidence still, and a seal if it had one."""
    is_sealed = after.seal is not None or before.seal is None
    is_same = before.result is after.result and set(before.evidence) <= set(after.evidence)
    return is_sealed and is_same


def _is_gone(register: Register, then: Record) -> bool:
    """Whether a record's file was deleted, and the record had not been withdrawn before."""
    if register.get(type(then), then.id) or register.is_rejected(then.id):
        return False
    is_withdrawn = isinstance(then, Action) and then.withdrawn is not None
    return not is_withdrawn and type(then) not in register.unseen


def is_numbered(record: Record) -> bool:
    """Whether an id is a number, which is nobody's but its record's."""
    return _NUMBERED.fullmatch(record.id) is not None


def is_another(then: Record, now: Record) -> bool:
    """Whether hardly anything that made a record what it was is still there."""
    said = [name for name, value in then if value and name not in _BESIDE]
    kept = sum(getattr(then, name) == getattr(now, name) for name in said)
    if kept * 4 > len(said):
        return False
    was, says = (f"{each.title or ''} {each.wording}" for each in (then, now))
    return then.label == then.id or not are_alike(was, says)
