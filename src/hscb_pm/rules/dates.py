"""REG: what comes first in a record is dated first."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import (
    Concern,
    Document,
    Escalation,
    Feedback,
    Learning,
    Rating,
    Record,
    Review,
)
from hscb_pm.models.record import Fact, marked
from hscb_pm.problem import FieldPath, Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule

ORDER: Final[dict[type[Record], tuple[tuple[str, str], ...]]] = {
    Review: (
        ("threshold.on", "opened"),
        ("opened", "reported"),
        ("reported", "published.on"),
        ("reported", "response.on"),
    ),
    Learning: (("noted", "disseminated.on"), ("noted", "embedded.on")),
    Feedback: (("on", "told"),),
    Escalation: (
        ("raised", "steps.on"),
        ("steps.on", "steps.on"),
        ("raised", "resolved.on"),
        ("steps.on", "resolved.on"),
    ),
    Concern: (("raised", "answer.on"), ("raised", "closed.on")),
    Rating: (("opened", "closed"),),
    Document: (("agreed", "reviewed.on"),),
}
"""Which of two facts cannot come before the other; actions, audits and cycles have own rules."""


@rule(
    "REG-014",
    Severity.ERROR,
    "`{later}` is {on}, before `{earlier}` on {before}",
    fix="Correct the dates.",
    clause="F1.1",
    words={"later": "a day", "on": "too early"},
)
def dates_out_of_order(register: Register) -> Iterator[Hit]:
    """What is late, and how long it took, is told from dates; they have to be possible."""
    for kind, pairs in ORDER.items():
        for record in register.of(kind):
            facts = _facts(record)
            for earlier, later in pairs:
                for place, (path, on) in enumerate(facts.get(later, ())):
                    first = facts.get(earlier, ())[: place if earlier == later else None]
                    before = max((day for _, day in first), default=on)
                    if on < before:
                        values = {"earlier": earlier, "later": later}
                        yield hit(record, *path, on=on, before=before, **values)


def _facts(record: Record) -> dict[str, list[tuple[FieldPath, date]]]:
    """The dates of what happened, by the name of their field."""
    found: dict[str, list[tuple[FieldPath, date]]] = {}
    for path, day, _ in marked(record, Fact):
        name = ".".join(step for step in path if isinstance(step, str))
        found.setdefault(name, []).append((path, day))
    return found
