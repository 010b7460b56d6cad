"""Rules as people read them: one by one, and as a table."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from hscb_pm.present.out import Out
from hscb_pm.rules import Rule

_VALUE: Final = re.compile(r"(?<!\{)\{[a-z]+\}(?!\})")


def show_rule(rule: Rule, out: Out) -> None:
    """Say what a rule asks, why, and how a register meets it."""
    out.line(f"{rule.code} {rule.name.replace('_', ' ')} ({rule.severity}, clause {rule.clause})")
    out.line()
    for line in advice(rule):
        out.line(f"  {line}")


def advice(rule: Rule) -> Iterator[str]:
    """Why a rule matters, what it says, and how a register meets it, a line each."""
    yield f"Why: {rule.why}"
    for what, words in (("It says", rule.message), ("Fix", rule.fix)):
        if (said := _VALUE.sub("…", words).replace("{{", "{").replace("}}", "}")) != "…":
            yield f"{what}: {said}"
    if rule.severity == "warning":
        yield f"Or explain it in the record: `explained: {{{rule.code}: the reason}}`."


def show_rules(rules: Iterable[Rule], out: Out) -> None:
    """List rules, a line each."""
    for rule in rules:
        out.line(f"{rule.code}  {rule.severity:7}  {rule.clause:6}  {rule.name.replace('_', ' ')}")
