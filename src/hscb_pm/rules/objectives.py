"""OBJ: the business plan aims at outcomes."""

from collections.abc import Iterator

from hscb_pm.models import Indicator, Objective
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "OBJ-001",
    Severity.WARNING,
    "an objective, and nothing says {missing}",
    fix="Add `{key}:`.",
    clause="F4.1",
    words={
        "missing": "what will be better, or how that will be known",
        "key": "`outcome:` or `known_by:`",
    },
)
def objective_without_outcome(register: Register) -> Iterator[Hit]:
    """Business planning should focus on positive outcomes rather than on tasks."""
    for objective in register.of(Objective):
        if not objective.outcome:
            yield hit(objective, "outcome", missing="what will be better", key="outcome")
        if not objective.known_by:
            yield hit(objective, "known_by", missing="how that will be known", key="known_by")


@rule(
    "OBJ-002",
    Severity.WARNING,
    "no indicator underpins this objective",
    fix="Name the objective in `objectives:` of an indicator.",
    clause="F7.2",
)
def objective_without_indicator(register: Register) -> Iterator[Hit]:
    """Indicators are selected to underpin the priorities of the year."""
    underpinned = {name for indicator in register.of(Indicator) for name in indicator.objectives}
    if register.is_missing_any("indicators"):
        return
    for objective in register.of(Objective):
        if objective.id not in underpinned:
            yield hit(objective, "objective")


@rule(
    "OBJ-003",
    Severity.WARNING,
    "an objective that says nothing of value for money",
    fix="Add `value_for_money:`: what it costs, and what it brings.",
    clause="F2.4",
)
def objective_without_value(register: Register) -> Iterator[Hit]:
    """Value for money means positive outcomes, not the lowest cost; so both have to be said."""
    for objective in register.of(Objective):
        if not objective.value_for_money:
            yield hit(objective, "value_for_money")


@rule(
    "OBJ-004",
    Severity.WARNING,
    "nothing says how children, families or others were informed and asked",
    fix="Add `involved:` with `who` and `how`, or `not_involved:` with the reason.",
    clause="F1.4",
)
def objective_without_involvement(register: Register) -> Iterator[Hit]:
    """What the Board aims at is for children and families, so they are informed and asked."""
    for objective in register.of(Objective):
        if not (objective.involved or objective.not_involved):
            yield hit(objective, "involved")
