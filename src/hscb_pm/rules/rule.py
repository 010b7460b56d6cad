"""What a rule is, and how one is declared."""

from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from typing import Final, NamedTuple

from hscb_pm.models import Record
from hscb_pm.problem import FieldPath, Severity
from hscb_pm.register import Register


class Hit(NamedTuple):
    """A place where a rule does not hold, and the values for its message."""

    record: str
    path: FieldPath
    values: Mapping[str, object]


Check = Callable[[Register], Iterator[Hit]]


class Rule(NamedTuple):
    """A judgement on the register that holds today and for ever."""

    code: str
    name: str
    severity: Severity
    message: str
    fix: str
    clause: str
    why: str
    check: Check | None
    """None where reading the files finds the problem, before there is a register to ask."""


RULES: dict[str, Rule] = {}
EXPLANATION: Final = "REG-012"
"""An explanation for nothing: found after all other rules have run."""


def rule(
    code: str, severity: Severity, message: str, *, fix: str, clause: str
) -> Callable[[Check], Check]:
    """Declare a rule; the docstring of its function is the reason for it."""

    def declare(check: Check) -> Check:
        why = cleandoc(check.__doc__ or "Start Python without -OO, which leaves out the reasons.")
        _add(Rule(code, check.__name__, severity, message, fix, clause, why, check))
        return check

    return declare


def reading_rule(code: str, name: str, message: str, *, fix: str, why: str) -> None:
    """Declare what reading finds, so that it is explained like every other rule."""
    severity = Severity.WARNING if code == EXPLANATION else Severity.ERROR
    _add(Rule(code, name, severity, message, fix, "F1.1", why, None))


def _add(rule: Rule) -> None:
    if rule.code in RULES:
        raise ValueError(rule.code)
    RULES[rule.code] = rule


def leading_back(links: Mapping[str, str | None]) -> set[str]:
    """The ids from which links lead back to themselves; no link is followed twice."""
    found: set[str] = set()
    seen: set[str] = set()
    for start in links:
        here: str | None = start
        way: list[str] = []
        while here and here not in seen:
            seen.add(here)
            way.append(here)
            here = links.get(here)
        if here in way:
            found.update(way[way.index(here) :])
    return found


def hit(record: Record, *path: str | int, **values: object) -> Hit:
    """Say that a rule does not hold at a field of a record."""
    return Hit(record.id, path, values)
