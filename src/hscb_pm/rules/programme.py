"""PRG: the year's programme is whole, and is answered by what names it."""

from collections.abc import Iterator
from typing import Final, get_args

from hscb_pm.models import Group, Programme
from hscb_pm.models.programme import Level
from hscb_pm.problem import Severity, listed
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule

SCRUTINY: Final = ("audit", "performance", "case-review")
LEVEL_NAMES: Final[dict[str, str]] = {
    "section-11": "Section 11 self-audits",
    "case-review": "case reviews",
    "performance-indicators": "performance indicators",
    "single-agency-audit": "single agency audits",
    "multi-agency-audit": "multi-agency audits",
    "themed-review": "themed reviews",
}


@rule(
    "PRG-001",
    Severity.ERROR,
    "row {row} of the programme has no occurrence {occurrence}",
    fix="{suggestion}",
    clause="FA.1",
    words={"occurrence": "of this name"},
)
def no_such_occurrence(register: Register) -> Iterator[Hit]:
    """What answers an occurrence that does not exist leaves the real one overdue."""
    occurrences: dict[str, list[str]] = {}
    for programme in register.of(Programme):
        for occurrence in programme.occurrences():
            row, _, suffix = occurrence.id.partition("@")
            occurrences.setdefault(row, []).append(suffix)
    for reference in register.references:
        row, _, suffix = reference.target.partition("@")
        if (
            register.kinds.get(row) != "programme row"
            or not suffix
            or suffix in occurrences.get(row, ())
        ):
            continue
        known = occurrences.get(row)
        suggestion = f"It has {listed(known)}." if known else "It never falls due; delete the line."
        values: dict[str, object] = {"row": row, "occurrence": suffix, "suggestion": suggestion}
        yield Hit(reference.record, reference.path, values)


@rule(
    "PRG-002",
    Severity.WARNING,
    "no row of the programme is about {level}",
    fix="Add a row, or give `level: {key}` to the row that is.",
    clause="F5.1",
    words={"level": "case reviews", "key": "case-review"},
)
def level_without_row(register: Register) -> Iterator[Hit]:
    """The framework has six levels, and one programme is to hold the full range of them."""
    for programme in register.of(Programme):
        present = {row.level for row in programme.items}
        for level in get_args(Level):
            if level not in present:
                yield hit(programme, "items", level=LEVEL_NAMES[level], key=level)


@rule(
    "PRG-003",
    Severity.WARNING,
    "row {row} passes no sub group that scrutinises it",
    fix="Put the Audit or Performance Sub Group (for case reviews, the Case Review Group) first.",
    clause="F5.2",
)
def row_without_scrutiny(register: Register) -> Iterator[Hit]:
    """Reports of the six levels come to the Performance and Audit Sub Groups before the Board."""
    functions = {group.id: group.function for group in register.of(Group)}
    for programme in register.of(Programme):
        for index, row in enumerate(programme.items):
            if row.level is None:
                continue
            route = [functions.get(step.group) for step in row.route]
            before = route[: route.index("board")] if "board" in route else route
            if None not in route and not any(function in SCRUTINY for function in before):
                yield hit(programme, "items", index, "route", row=row.row)
