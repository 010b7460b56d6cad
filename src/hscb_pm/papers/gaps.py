"""What audits and reviews lack: what is not recorded of them, and what in them leads nowhere."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from hscb_pm.models import Audit, Document, Scrutiny
from hscb_pm.papers.paper import Paper
from hscb_pm.problem import Problem
from hscb_pm.queries.said import Weight, is_known
from hscb_pm.queries.trace import steps

_AT_ONCE: Final = ("AUD-001", "AUD-002", "AUD-008", "AUD-011", "AUD-016", "AUD-017", "AUD-022")
_AFTER_FIELDWORK: Final = ("AUD-003", "AUD-013")
_ONCE_REPORTED: Final = ("AUD-007", "AUD-010", "AUD-020", "AUD-021", "AUD-023", "AUD-024")
"""What is wanted of an audit or a review as a whole, and from when on; its parts are followed."""


class Gap(NamedTuple):
    """Something that the framework asks for and the register does not hold."""

    record: str
    """The id of the audit or review, or of the finding or recommendation in it."""
    missing: str
    explained: str | None = None


def gaps(paper: Paper, scrutinies: Iterable[Scrutiny]) -> list[Gap]:
    """What these audits and reviews lack, each after the other: the whole, then its parts."""
    from hscb_pm.rules import check

    told, found = steps(paper.register, paper.today), []
    problems: dict[str | None, list[Problem]] = {}
    for problem in check(paper.register, {*_AT_ONCE, *_AFTER_FIELDWORK, *_ONCE_REPORTED}):
        problems.setdefault(problem.record, []).append(problem)
    for scrutiny in scrutinies:
        found += [
            Gap(scrutiny.id, problem.message, problem.explained)
            for problem in problems.get(scrutiny.id, ())
            if _is_wanted(problem.code, scrutiny, paper)
        ]
        found += [
            Gap(name, said.text)
            for name in (scrutiny.id, *(part for part, _, _ in scrutiny.parts()))
            for said in told.node(name).said
            if said.weight is Weight.MISSING
        ]
    return found


def agencies_without(paper: Paper) -> list[tuple[str, bool, bool]]:
    """The Section 11 agencies that told of no audit in twelve months, or have no framework.

    Each with whether it told of one, and whether it has a framework for audits.
    """
    from hscb_pm.queries.framework.facts import Facts

    if paper.register.is_missing_any(Audit.folder, Document.folder):
        return []
    facts = Facts(paper.register, paper.today)
    told = {
        agency
        for audit in facts.register.of(Audit)
        if audit.level == "single-agency-audit"
        and any(map(facts.is_routine, (audit.notified, audit.reported)))
        for agency in audit.agencies
    }
    has = {document.agency for document in facts.documents("audit-framework")}
    return [
        (agency, agency in told, agency in has)
        for agency in facts.statutory
        if not (agency in told and agency in has) and not paper.register.hides(agency)
    ]


def _is_wanted(code: str, scrutiny: Scrutiny, paper: Paper) -> bool:
    if code in _ONCE_REPORTED:
        return is_known(scrutiny.reported, paper.today)
    if code in _AFTER_FIELDWORK and isinstance(scrutiny, Audit):
        return is_known(scrutiny.fieldwork_done, paper.today)
    return True
