"""Rules as people read them: one by one, and as a table."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypedDict

from hscb_pm import rules
from hscb_pm.present.out import Out
from hscb_pm.rules import Rule
from hscb_pm.rules.rule import ALONE, EXPLANATION, in_general

EXAMPLES: Final = Path(rules.__file__).with_name("examples.json")
"""Made from the examples that the tests read; only `explain` asks for it."""


class Example(TypedDict):
    """A few lines of a file that a rule finds fault with, and what it says."""

    path: str
    first: int
    """The number of the first line shown."""
    line: int
    """The number of the line at fault."""
    lines: list[str]
    message: str
    fix: str


def show_rule(rule: Rule, out: Out) -> None:
    """Say what a rule asks, why, how a register meets it, and what a file looks like that fails."""
    import json

    example: Example = json.loads(EXAMPLES.read_text("utf-8"))[rule.code]
    out.line(f"{rule.code} {rule.name.replace('_', ' ')} ({rule.severity}, clause {rule.clause})")
    out.line()
    general = list(advice(rule))
    said = f"It says: {example['message']}"
    for line in general:
        if line != said:
            out.line(f"  {line}")
    out.line()
    out.one_line(f"  For example ({example['path']}):")
    for number, line in enumerate(example["lines"], example["first"]):
        out.one_line(f"  {'>' if number == example['line'] else ' '} {number:2} | {line}".rstrip())
    out.line(f"  {said}")
    if (fix := f"Fix: {example['fix']}") not in general:
        out.line(f"  {fix}")


def advice(rule: Rule) -> Iterator[str]:
    """Why a rule matters, what it says, and how a register meets it, a line each."""
    yield f"Why: {rule.why}"
    for what, words in (("It says", rule.message), ("Fix", rule.fix)):
        if words not in ALONE:
            yield f"{what}: {in_general(rule, words)}"
    if rule.compare:
        yield "Found by: hscb validate --against main, which compares with what was committed."
        yield "Or name the record in board.yaml below `corrections:`, with reason and who agreed."
    if rule.severity == "warning" and rule.code != EXPLANATION:
        yield f"Or explain it in the record: `explained: {{{rule.code}: the reason}}`."


def show_rules(rules: Iterable[Rule], out: Out) -> None:
    """List rules, a line each."""
    for rule in rules:
        out.line(f"{rule.code}  {rule.severity:7}  {rule.clause:6}  {rule.name.replace('_', ' ')}")
