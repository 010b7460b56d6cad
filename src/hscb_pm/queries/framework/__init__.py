"""Each clause of the framework, and how the register answers it on a day."""

from collections.abc import Iterable
from datetime import date

from hscb_pm.queries.framework import audits, board, foundations, reviews, scrutiny
from hscb_pm.queries.framework.clause import DECLARED, Answer, Check, Clause, Verdict, answer
from hscb_pm.queries.framework.facts import Facts
from hscb_pm.register import Register

__all__ = ["CLAUSES", "SECTIONS", "Answer", "Check", "Clause", "Verdict", "framework"]

PARTS = (foundations, board, scrutiny, audits, reviews)
"""The modules that declare the clauses, in the order of the framework."""
CLAUSES: dict[str, Clause] = {
    name: clause
    for part in PARTS
    for name, clause in DECLARED.items()
    if clause.judge.__module__ == part.__name__
}
SECTIONS = {
    "1": "Introduction",
    "2": "Policy and legislative drivers",
    "3": "The framework",
    "4": "Board performance",
    "5": "Safeguarding activity performance",
    "6": "Section 11 self-audits",
    "7": "Performance reporting and indicators",
    "8": "Single agency audits",
    "9": "Multi-agency case audits",
    "10": "Themed reviews",
    "11": "Serious Case Reviews and case reviews",
    "12": "Child Death Overview Panel",
    "A": "Appendix 1: overall audit programme",
}


def framework(register: Register, today: date, clauses: Iterable[str] = CLAUSES) -> list[Answer]:
    """Answer the clauses named, or all, by what the register shows on a day."""
    facts = Facts(register, today)
    return [answer(CLAUSES[name], facts) for name in clauses]
