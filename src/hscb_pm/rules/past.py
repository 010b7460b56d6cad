"""HST: what only a comparison with the past shows; what was agreed and found stays on record."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, TypeVar

from hscb_pm.models import Action, Meeting, Record
from hscb_pm.models.action import Outcome
from hscb_pm.models.record import Model
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Base, Hit, comparison, hit

R = TypeVar("R", bound=Record)
DATES: Final[tuple[tuple[type[Action | Meeting], str], ...]] = ((Action, "due"), (Meeting, "date"))
"""The dates that a ledger stands beside."""
_LEDGER: Final = "`{key}` was {was} and is {now}, and no entry of `revisions` moves it"
_ENTRY: Final = "`- {{on: …, was: {was}, now: {now}, reason: …, agreed_by: …}}`"
_CORRECTION: Final = "`- {{record: {name}, on: …, reason: …, agreed_by: …}}`"
_NUMBERED: Final = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]+")
_BESIDE: Final = {"id", "source", "illustrative", "part", "explained", "extensions"}
"""Fields that do not say what a record is about."""
_MOST_COMPARED: Final = 500
_ALIKE: Final = 0.6


@comparison(
    "HST-001",
    Severity.ERROR,
    _LEDGER,
    fix=f"Put {{was}} back, or add to `revisions:` {_ENTRY}.",
    clause="F9.7",
    words={"key": "due", "was": "one day", "now": "another"},
)
def date_moved_by_hand(register: Register, base: Base) -> Iterator[Hit]:
    """A date that was agreed moves with a reason and consent, or slipping would leave no trace."""
    for kind, key in DATES:
        for then, now in _pairs(register, base, kind):
            was, added = getattr(then, key), now.revisions[len(then.revisions) :]
            stands = added[0].was if added else getattr(now, key)
            if stands != was and now.revisions[: len(then.revisions)] == then.revisions:
                yield hit(now, key, key=key, was=was, now=stands)


@comparison(
    "HST-002",
    Severity.ERROR,
    "the move from {was} to {now}, agreed on {on}, is no longer as it was recorded",
    fix="Write it again as it was; a date that moves once more has an entry of its own below.",
    clause="F9.7",
    words={"was": "one day", "now": "another"},
)
def ledger_rewritten(register: Register, base: Base) -> Iterator[Hit]:
    """The first date and each move of it stay on record, so that nobody can hide a slip."""
    for kind, _ in DATES:
        for then, now in _pairs(register, base, kind):
            for index, entry in enumerate(then.revisions):
                kept = now.revisions[index : index + 1]
                if kept != (entry,):
                    where = [index] if kept else []
                    values = {"was": entry.was, "now": entry.now, "on": entry.on}
                    yield hit(now, "revisions", *where, **values)
                    break


@comparison(
    "HST-003",
    Severity.ERROR,
    "the sign-off of {on} is {what}",
    fix="Write it again as it was; that more is to be done is an action of its own.",
    clause="F4.4",
    words={"what": "gone, or not as it was"},
)
def sign_off_taken_back(register: Register, base: Base) -> Iterator[Hit]:
    """Who was satisfied, and when, stays on record, even if it proves to have been too soon."""
    for then, now in _pairs(register, base, Action):
        before, after = then.implemented, now.implemented
        if before and after is None:
            yield hit(now, "implemented", on=before.on, what="gone")
        elif before and after and not _says_still(before, after):
            yield hit(now, "implemented", on=before.on, what="not as it was")


@comparison(
    "HST-004",
    Severity.ERROR,
    "the outcome judged on {on} is {what}",
    fix="Write it again as it was, and what was found since as another outcome.",
    clause="F4.4",
    words={"what": "gone, or says something else"},
)
def outcome_taken_back(register: Register, base: Base) -> Iterator[Hit]:
    """What was found stays on record; a later look stands beside an earlier one."""
    for then, now in _pairs(register, base, Action):
        for outcome in then.outcomes:
            same_day = [n for n, each in enumerate(now.outcomes) if each.on == outcome.on]
            if not any(_finds_still(outcome, now.outcomes[number]) for number in same_day):
                what = "not what it was" if same_day else "gone"
                yield hit(now, "outcomes", *same_day[:1], on=outcome.on, what=what)


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
        if then and then is not now and _NUMBERED.fullmatch(now.id) and _is_another(then, now):
            yield hit(now)


@comparison(
    "HST-006",
    Severity.ERROR,
    "the file is deleted, and nothing says why",
    fix=f"Bring it back; an action can be withdrawn. What has to go is named in board.yaml below "
    f"`corrections:`, {_CORRECTION}.",
    clause="F1.1",
)
def record_deleted(register: Register, base: Base) -> Iterator[Hit]:
    """A board that cannot show what it knew cannot show what it did."""
    from hscb_pm.privacy import hide_name

    unread = {path.rpartition("/")[0] for path in register.left_out}  # may hold it, renamed
    for then in base.register:
        if _is_gone(register, then) and then.folder not in unread:
            yield hit(then, name=hide_name(then.id))


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


def _pairs(register: Register, base: Base, kind: type[R]) -> Iterator[tuple[R, R]]:
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
    """Whether an outcome has its result and all its evidence still."""
    return before.result is after.result and set(before.evidence) <= set(after.evidence)


def _is_gone(register: Register, then: Record) -> bool:
    """Whether a record's file was deleted, and the record had not been withdrawn before."""
    if register.get(type(then), then.id) or register.is_rejected(then.id):
        return False
    is_withdrawn = isinstance(then, Action) and then.withdrawn is not None
    return not is_withdrawn and type(then) not in register.unseen


def _is_another(then: Record, now: Record) -> bool:
    """Whether hardly anything that made a record what it was is still there."""
    said = [name for name, value in then if value and name not in _BESIDE]
    kept = sum(getattr(then, name) == getattr(now, name) for name in said)
    return kept * 4 <= len(said) and not _are_alike(then, now)


def _are_alike(then: Record, now: Record) -> bool:
    """Whether records are worded much the same; those without words are not."""
    if then.label == then.id:
        return False
    was, says = (f"{each.title or ''} {each.wording}"[:_MOST_COMPARED] for each in (then, now))
    return SequenceMatcher(None, was, says, autojunk=False).ratio() > _ALIKE
