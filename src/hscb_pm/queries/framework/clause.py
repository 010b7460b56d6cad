"""What a clause of the framework is, what it is judged by, and how it is declared."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from inspect import cleandoc
from typing import Any, Final, Literal, NamedTuple

from hscb_pm.models import Board, Group, Meeting, Programme, Record
from hscb_pm.queries.framework.facts import Facts
from hscb_pm.queries.programme import OccurrenceRow
from hscb_pm.register import CONFIDENTIAL
from hscb_pm.words import some_of

Basis = Literal["records", "statement"]
_NAMED: Final = 3
"""How many ids a sentence names before it says how many more there are."""


class Verdict(StrEnum):
    """How a clause is answered on a day."""

    MET = "met"
    PARTLY = "partly"
    GAP = "gap"
    NOT_YET_DUE = "not-yet-due"

    @property
    def words(self) -> str:
        """The verdict as people say it."""
        return "partly met" if self is Verdict.PARTLY else self.replace("-", " ")


class Check(NamedTuple):
    """One thing that a clause asks, whether the register shows it, and by what."""

    name: str
    passed: bool | None
    """None where nothing that it asks has fallen due."""
    evidence: tuple[str, ...] = ()
    """Ids of the records that show it."""
    shortfall: str = ""
    next: str = ""
    is_required: bool = False
    """Whether the clause is a gap without it, whatever else is there."""


Judge = Callable[[Facts], Iterator[Check]]


class Clause(NamedTuple):
    """A clause of the framework, and where its answer comes from."""

    id: str
    title: str
    judge: Judge
    kinds: tuple[type[Record], ...]
    """The kinds of record that answer it."""
    due: tuple[str, ...]
    """The kinds of item in `hscb due` that ask for it."""
    paper: str
    """The papers that show it best; each stands in the annual one."""
    basis: Basis
    """A statement, where somebody's typed word is all there can be; else records."""

    @property
    def section(self) -> str:
        """The section of the framework it belongs to; `A` is Appendix 1."""
        return self.id[1:].partition(".")[0]


class Answer(NamedTuple):
    """How a clause is answered."""

    clause: str
    title: str
    verdict: Verdict
    basis: Basis
    checks: tuple[Check, ...]
    shortfall: str
    next: str


DECLARED: dict[str, Clause] = {}


def clause(
    id: str,
    *,
    kinds: tuple[type[Record], ...],
    due: tuple[str, ...] = (),
    paper: str = "annual",
    basis: Basis = "records",
) -> Callable[[Judge], Judge]:
    """Declare how a clause is judged; the docstring of the function is what the clause asks."""

    def declare(judge: Judge) -> Judge:
        title = cleandoc(judge.__doc__ or id).partition("\n")[0].rstrip(".")
        DECLARED[id] = Clause(id, title, judge, kinds, due, paper, basis)
        return judge

    return declare


def answer(clause: Clause, facts: Facts) -> Answer:
    """Judge a clause: met where all passes, a gap where nothing does, partly in between."""
    checks = tuple(_told(clause, clause.judge(facts), facts))
    judged = [check for check in checks if check.passed is not None]
    failed = [check for check in judged if not check.passed]
    if not judged:
        verdict = Verdict.NOT_YET_DUE
    elif not failed:
        verdict = Verdict.MET
    elif len(failed) == len(judged) or any(check.is_required for check in failed):
        verdict = Verdict.GAP
    else:
        verdict = Verdict.PARTLY
    failed.sort(key=lambda check: not check.is_required)
    return Answer(
        clause.id,
        clause.title,
        verdict,
        clause.basis,
        checks,
        _sentence(failed, facts.hidden),
        " ".join(dict.fromkeys(check.next for check in failed)),
    )


def _told(clause: Clause, checks: Iterable[Check], facts: Facts) -> Iterator[Check]:
    """The checks; what stands in files that could not be read, nobody can tell."""
    kinds: set[type[Record]] = {*clause.kinds, Board, Group}
    if not {"occurrence", "paper", "request"}.isdisjoint(clause.due):
        kinds |= {Meeting, Programme}
    unread = facts.unread(kinds)
    if not unread:
        yield from checks
        return
    for check in checks:
        yield check if check.passed else check._replace(passed=None, shortfall="", next="")
    yield Check(
        "its files could be read",
        passed=False,
        shortfall=f"files could not be read, so the rest cannot be told: {_listed(unread)}",
        next="Put it right: hscb validate.",
    )


def _sentence(failed: list[Check], not_named: frozenset[str]) -> str:
    if not failed:
        return ""
    said = "; ".join(check.shortfall for check in failed)
    for hidden in sorted(not_named, key=len, reverse=True):
        said = re.sub(rf"\b{re.escape(hidden)}\b(/[\w@-]+)?", CONFIDENTIAL, said)
    return f"{said[:1].upper()}{said[1:]}."


# --- Kinds of check --------------------------------------------------------------------------


def some(  # noqa: PLR0913, what there is, and what to say where it is not
    name: str,
    evidence: Iterable[str],
    *,
    shortfall: str,
    next: str,
    is_required: bool = False,
    is_due: bool = True,
) -> Check:
    """That there is something; where nothing was due yet, its absence proves nothing."""
    found = tuple(evidence)
    passed = True if found else (False if is_due else None)
    return Check(name, passed, found, "" if passed else shortfall, next, is_required)


def each(
    name: str, records: Iterable[Any], is_good: Callable[[Any], object], *, lacks: str, next: str
) -> Iterator[Check]:
    """That it holds of each record; of none, it was not due.

    Where it holds of some, that counts: in part it is there. `lacks` goes on from a number of
    records: "2 of 7 audits …".
    """
    good: list[str] = []
    bad: list[str] = []
    for record in records:
        (good if is_good(record) else bad).append(record if isinstance(record, str) else record.id)
    shortfall = f"{len(bad)} of {len(good) + len(bad)} {lacks}: {_listed(bad)}" if bad else ""
    return _checks(name, good, shortfall, next)


def none(
    name: str, bad: Iterable[str], *, checked: Iterable[str] = (), says: str, next: str
) -> Iterator[Check]:
    """That nothing is wrong: `bad` names what is, `checked` what was looked at."""
    wrong = list(dict.fromkeys(bad))
    good = [record for record in checked if record not in set(wrong)]
    return _checks(name, good, f"{says}: {_listed(wrong)}" if wrong else "", next)


def in_time(name: str, rows: list[OccurrenceRow], facts: Facts) -> Iterator[Check]:
    """That each occurrence that fell due this financial year or the last is shown to be done."""
    fallen_due = [r for r in rows if r.done or r.due < facts.today]
    done = {row.occurrence.id for row in rows if row.done and not row.is_unminuted}
    return each(
        name,
        [row.occurrence.id for row in fallen_due if facts.is_recent(min(row.due, facts.today))],
        done.__contains__,
        lacks="occurrences of the programme are overdue, or rest on a meeting without minutes",
        next="Do it, and let something show it: hscb due --kind occurrence.",
    )


def _checks(name: str, good: list[str], shortfall: str, next: str) -> Iterator[Check]:
    if good and shortfall:
        yield Check(f"{name}: some do", passed=True, evidence=tuple(good))
        yield Check(f"{name}: all do", passed=False, shortfall=shortfall, next=next)
    elif shortfall:
        yield Check(name, passed=False, shortfall=shortfall, next=next)
    else:
        yield Check(name, True if good else None, tuple(good))


def _listed(ids: list[str]) -> str:
    return some_of(ids, _NAMED)
