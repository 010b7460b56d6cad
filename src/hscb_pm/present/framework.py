"""The clauses of the framework and their answers, in each format."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.periods import say_with_weekday
from hscb_pm.present.due import for_everyone
from hscb_pm.present.out import Out
from hscb_pm.queries.framework import CLAUSES, SECTIONS, Answer, Check, Verdict
from hscb_pm.register import Register
from hscb_pm.words import count, joined, left_out, some_of

if TYPE_CHECKING:
    from hscb_pm.rules import Rule

FORMATS: Final = ("text", "json", "md")
_STYLES: Final = {
    Verdict.MET: "green",
    Verdict.PARTLY: "yellow",
    Verdict.GAP: "bold red",
    Verdict.NOT_YET_DUE: "dim",
}
_NAMED: Final = 5
"""How many records a line names before it says how many more there are."""
STATEMENT: Final = "rests on what somebody has stated, not on records of what was done"


class FrameworkAnswer(NamedTuple):
    """The answers to clauses, of which register, and on which day."""

    register: Register
    today: date
    answers: list[Answer]

    def counted(self) -> str:
        """How many clauses have which verdict."""
        counts = Counter(answer.verdict for answer in self.answers)
        said = [f"{counts[each]} {each.words}" for each in Verdict if counts[each]]
        day = say_with_weekday(self.today)
        return f"{day}, {count(len(self.answers), 'clause')}" + (
            f": {joined(said)}" if said else ""
        )

    def sections(self) -> Iterable[tuple[str, list[Answer]]]:
        """The answers, section by section."""
        for section, title in SECTIONS.items():
            found = [a for a in self.answers if CLAUSES[a.clause].section == section]
            if found:
                yield title if section == "A" else f"{section}. {title}", found

    def evidence(self, check: Check, *, all_of_it: bool) -> str:
        """The records that show something, in words."""
        named = list(dict.fromkeys(map(self.register.id_of, check.evidence)))
        return joined(named) if all_of_it else some_of(named, _NAMED)


def show_framework(
    found: FrameworkAnswer, format: str, out: Out, head: Mapping[str, Any], *, in_full: bool
) -> None:
    """Print answers in one of FORMATS; in full, with each check and all the records."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "clauses", map(_row, found.answers)))
        case "md":
            from hscb_pm.present.templates import render

            out.raw(render(found.register.path, "framework.md.j2", **_values(found)))
        case _:
            _text(found, out, in_full=in_full)


def _row(answer: Answer) -> dict[str, object]:
    checks = [
        {"name": check.name, "passed": check.passed, "evidence": list(check.evidence)}
        for check in answer.checks
    ]
    return {**answer._asdict(), "checks": checks}


def _values(found: FrameworkAnswer) -> dict[str, Any]:
    sections = [
        {
            "title": title,
            "rows": [
                (
                    answer.clause,
                    answer.title,
                    answer.verdict.words,
                    found.evidence(_all_evidence(answer), all_of_it=False) or None,
                    _what_lacks(answer) or None,
                )
                for answer in answers
            ],
        }
        for title, answers in found.sections()
    ]
    board = found.register.board
    return {
        "board": board.title if board else "The Board",
        "counted": found.counted(),
        "readers": for_everyone(found.register),
        "left_out": left_out(len(found.register.left_out)),
        "illustrative": any(record.illustrative for record in found.register),
        "sections": sections,
    }


def _all_evidence(answer: Answer) -> Check:
    return Check("", None, tuple(name for check in answer.checks for name in check.evidence))


def _what_lacks(answer: Answer) -> str:
    said = [answer.shortfall, f"Next: {answer.next}"] if answer.shortfall else []
    if answer.basis == "statement" and _all_evidence(answer).evidence:
        said.append(f"This {STATEMENT}.")
    return " ".join(said)


def _text(found: FrameworkAnswer, out: Out, *, in_full: bool) -> None:
    out.line(found.counted())
    for title, answers in found.sections():
        out.line(f"\n{title}")
        for answer in answers:
            _verdict(answer, out)
            if in_full:
                _checks(found, answer, out)
            elif shown := found.evidence(_all_evidence(answer), all_of_it=False):
                out.one_line(f"    Shown by {shown}")
            if answer.shortfall:
                out.one_line(f"    Lacks: {answer.shortfall}")
                out.one_line(f"    Next: {answer.next}")
            if answer.basis == "statement" and _all_evidence(answer).evidence:
                out.one_line(f"    This {STATEMENT}.")


def _verdict(answer: Answer, out: Out) -> None:
    word = answer.verdict.words
    if not out.is_terminal:
        out.one_line(f"  {answer.clause:6} {word:12} {answer.title}")
        return
    from rich.text import Text

    line = Text(f"  {answer.clause:6} ")
    line.append(f"{word:12} ", style=_STYLES[answer.verdict])
    line.append(answer.title)
    out.rich(line)


def _checks(found: FrameworkAnswer, answer: Answer, out: Out) -> None:
    for check in answer.checks:
        word = {True: "yes", False: "no", None: "not yet due"}[check.passed]
        shown = found.evidence(check, all_of_it=True)
        out.one_line(f"    {word}: {check.name}" + (f" ({shown})" if shown else ""))


def clauses_table(rules: "Iterable[Rule]") -> str:
    """Every clause with what answers it, as a table in Markdown."""
    codes: dict[str, list[str]] = {}
    for rule in rules:
        codes.setdefault(rule.clause, []).append(rule.code)
    lines = [
        "| Clause | What it asks | Records | Rules | In `hscb due` | Paper |",
        f"|{' --- |' * 6}",
    ]
    for clause in CLAUSES.values():
        several = ([kind.kind for kind in clause.kinds], codes.get(clause.id, []), clause.due)
        cells = (clause.id, clause.title, *map(", ".join, several), clause.paper)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
