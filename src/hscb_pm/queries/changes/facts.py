"""The dated facts of a record: they need no history of the files."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.models import Indicator, Meeting, Record
from hscb_pm.models.indicator import Event
from hscb_pm.models.record import Fact, Model, marked
from hscb_pm.models.section11 import Answer
from hscb_pm.problem import FieldPath
from hscb_pm.queries.changes.row import What
from hscb_pm.queries.changes.tellers import Owners, held, teller_of
from hscb_pm.register import Register
from hscb_pm.words import joined

_IDENTITIES: Final = ("id", "standard", "period", "what", "agency", "record")
"""What tells one part of a list from the others; else its date does."""


class Told(NamedTuple):
    """A dated fact: where it stands in the record, when it was, and how it is said."""

    slot: str
    on: date
    what: What
    said: str
    part: Model | None = None
    """The part of the record that it is told of; None of the record itself."""
    standard: int | None = None
    """Of a grade, the standard: those of one day are told in one sentence."""

    def is_same(self, other: "Told") -> bool:
        """Whether it is one fact, whatever else of the record was edited."""
        is_there = (self.slot, self.on) == (other.slot, other.on)
        return is_there and (self.part == other.part or self.said == other.said)


def told(
    register: Register,
    record: Record,
    after: date = date.min,
    until: date = date.max,
    within: Container[object] | None = None,
) -> Iterator[Told]:
    """Every dated fact of a record from the day after one to another; of some fields, if given."""
    for path, day, _ in marked(record, Fact):
        if not after < day <= until or (within is not None and path[0] not in within):
            continue
        owners, slot = _owners(record, path, day)
        if isinstance(record, Indicator) and register.public and _points_to_a_child(record, owners):
            continue
        what, said = teller_of(type(owners[-1]), str(path[-1]))(register, owners)
        part = owners[-1] if len(owners) > 1 else None
        answer = next((owner for owner in owners if isinstance(owner, Answer)), None)
        yield Told(slot, day, what, said, part, answer.standard if answer else None)
    if isinstance(record, Meeting) and after < record.date <= until and record.is_shown_on(until):
        yield Told("date", record.date, What.MEETINGS, held(register, record))


def _points_to_a_child(indicator: Indicator, owners: Owners) -> bool:
    return isinstance(owners[-1], Event) and indicator.measure.counts == "children"


def folded(facts: Iterable[Told]) -> list[Told]:
    """The same with the grades of each day in one sentence, and nothing said twice."""
    kept: dict[tuple[date, str], Told] = {}
    days: dict[date, list[Told]] = {}
    for fact in facts:
        if fact.what is What.GRADES:
            days.setdefault(fact.on, []).append(fact)
        else:
            kept[fact.on, fact.said] = fact
    graded = (Told("grades", day, What.GRADES, _graded(of)) for day, of in days.items())
    return [*kept.values(), *graded]


def _graded(facts: list[Told]) -> str:
    """The grades of a day: what is the same of several standards is said once."""
    same: dict[str, list[str]] = {}
    for fact in facts:
        same.setdefault(fact.said, []).append(str(fact.standard))
    return "; ".join(
        f"{'standard' if len(of) == 1 else 'standards'} {joined(of)}: {said}"
        for said, of in same.items()
    )


def _owners(record: Record, path: FieldPath, day: date) -> tuple[Owners, str]:
    owners: Owners = [record]
    slot = []
    value: Any = record
    for step in path[:-1]:
        if isinstance(step, int):
            value = value[step]
            its = type(value).model_fields
            names = (getattr(value, name) for name in _IDENTITIES if name in its)
            slot.append(str(next((name for name in names if name), day)))
        else:
            value = getattr(value, step if hasattr(value, step) else f"{step}_")
            slot.append(step)
        if isinstance(value, Model):
            owners.append(value)
    return owners, ".".join([*slot, str(path[-1])])
