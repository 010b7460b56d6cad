"""What a rule is, and how one is declared."""

import re
from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from types import MappingProxyType
from typing import Final, NamedTuple

from hscb_pm.models import Record
from hscb_pm.problem import FieldPath, Severity
from hscb_pm.register import Register


class Hit(NamedTuple):
    """A place where a rule does not hold, and the values for its message."""

    record: str
    path: FieldPath
    values: Mapping[str, object]


class Base(NamedTuple):
    """What a register is compared with."""

    register: Register
    former: Mapping[str, Record]
    """What ids meant that had been deleted by then, and are in use again."""
    at: str = ""
    """What git calls it, where files have changed since then that can be put back."""
    folder: str = ""
    """What stands before paths where they are seen from the top of the work tree."""

    def back(self, record: Record, *, is_gone: bool = False) -> str:
        """The command that makes a record's file what it was, as an aside."""
        from hscb_pm.history import restoring
        from hscb_pm.privacy import hide_name

        source = self.register.sources.get(record.id)
        if source is None or not self.at:
            return ""
        more = "" if is_gone else ": that undoes all since then in the file"
        return f" ({restoring(self.folder + hide_name(source.path), self.at)}{more})"


Check = Callable[[Register], Iterator[Hit]]
Comparison = Callable[[Register, Base], Iterator[Hit]]


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
    """None where reading the files finds the problem, or comparing them with what they were."""
    words: Mapping[str, str]
    """What stands for its values in general; words that many rules share are in WORDS."""
    compare: Comparison | None = None
    """Where only a comparison with the past finds the problem."""


RULES: dict[str, Rule] = {}
WORDS: Final = {
    "agency": "an agency",
    "back": " (git restore … says how)",
    "before": "another day",
    "cycle": "the cycle",
    "date": "a day",
    "earlier": "an earlier step",
    "finding": "F1",
    "group": "a group",
    "known": "the standards in standards.yaml",
    "later": "a later step",
    "least": "1",
    "most": "5",
    "name": "a record",
    "occurrence": "an occurrence",
    "on": "one day",
    "other": "the one named",
    "period": "a period",
    "recommendation": "a recommendation",
    "row": "7",
    "standard": "3",
    "year": "the year of the file",
}
"""What stands for a value in general, whatever the rule."""
VALUE: Final = re.compile(r"`\{([a-z_]+)\}:?`|(?<!\{)\{([a-z_]+)\}(?!\})")
"""Where a value stands in a message or a fix."""
ALONE: Final = {"{message}", "{suggestion}"}
"""A message or a fix that is nothing but a value."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
EXPLANATION: Final = "REG-012"
"""An explanation for nothing: found after all other rules have run."""


def rule(  # noqa: PLR0913, what a rule says about itself
    code: str,
    severity: Severity,
    message: str,
    *,
    fix: str,
    clause: str,
    words: Mapping[str, str] = NOTHING,
) -> Callable[[Check], Check]:
    """Declare a rule; the docstring of its function is the reason for it."""

    def declare(check: Check) -> Check:
        name, why = check.__name__, _why(check.__doc__)
        _add(Rule(code, name, severity, message, fix, clause, why, check, words))
        return check

    return declare


def comparison(  # noqa: PLR0913, as above
    code: str,
    severity: Severity,
    message: str,
    *,
    fix: str,
    clause: str,
    words: Mapping[str, str] = NOTHING,
) -> Callable[[Comparison], Comparison]:
    """Declare a rule that holds a register against what it was."""

    def declare(compare: Comparison) -> Comparison:
        name, why = compare.__name__, _why(compare.__doc__)
        _add(Rule(code, name, severity, message, fix, clause, why, None, words, compare))
        return compare

    return declare


def _why(doc: str | None) -> str:
    return cleandoc(doc or "Start Python without -OO, which leaves out the reasons.")


def reading_rule(  # noqa: PLR0913, as above
    code: str,
    name: str,
    message: str,
    *,
    fix: str,
    why: str,
    clause: str = "F1.1",
    severity: Severity = Severity.ERROR,
    words: Mapping[str, str] = NOTHING,
) -> None:
    """Declare what reading finds, so that it is explained like every other rule."""
    _add(Rule(code, name, severity, message, fix, clause, why, None, words))


def _add(rule: Rule) -> None:
    if rule.code in RULES:
        raise ValueError(rule.code)
    RULES[rule.code] = rule


def in_general(rule: Rule, text: str) -> str:
    """The text of a rule with words where a record's own values would stand."""
    words = {**WORDS, **rule.words}
    said = VALUE.sub(lambda found: words[found[1] or found[2]], text)
    return said.replace("{{", "{").replace("}}", "}")


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
