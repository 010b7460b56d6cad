"""The Audit Sub Group's paper: its audits, what they lack, and what became of them."""

from collections import Counter
from datetime import date
from typing import Final

from hscb_pm.models import Audit, Group, Meeting, Programme
from hscb_pm.papers.executive import DECIDED
from hscb_pm.papers.followed import action_rows, items_of, kind_of
from hscb_pm.papers.gaps import agencies_without, gaps
from hscb_pm.papers.paper import Kind, Paper, Values
from hscb_pm.papers.sections import (
    due_and_how_far,
    overdue_rows,
    programme_rows,
    rows_of_programme,
    what_is_owed,
    who,
)
from hscb_pm.periods import days_apart, say
from hscb_pm.queries.audits import DOCUMENTS, settled
from hscb_pm.queries.item import DueItem, DueState, Standing
from hscb_pm.queries.said import is_known
from hscb_pm.words import count, joined

SINGLE: Final = "single-agency-audit"
_LEVELS: Final = (SINGLE, "multi-agency-audit", "themed-review")
_DONE: Final = ("reported", "presented", "goes no further")
_STAGES: Final = (
    "report late",
    "planned",
    "method agreed",
    "fieldwork done",
    "to be presented",
    *_DONE,
)
_THIRD: Final = {
    "none": "no third person took part",
    "individual": "a third person audited",
    "joint": "audited jointly with a third person",
    "consultation": "a third person was consulted",
}


def audit_subgroup(paper: Paper) -> Values:
    """Everything that the Audit Sub Group's paper says."""
    audits = [a for a in paper.of(Audit) if is_known(a.notified, paper.today)]
    stages = _stages(paper, audits)
    owed = items_of(paper, audits, "audit")
    overdue = [item for item in owed if item.state is DueState.OVERDUE]
    in_hand = [a for a in audits if stages[a.id].state not in _DONE]
    done = [a for a in audits if a not in in_hand and paper.is_this_year(a.reported)]
    lacking = gaps(paper, [*in_hand, *done])
    return {
        "title": f"{paper.board}: audits",
        "asked": _asked(paper, audits, in_hand, overdue, len(lacking)),
        "said": _said(paper, in_hand, stages),
        "overdue": overdue_rows(paper, overdue),
        "lacking": [(paper.name(g.record.partition("/")[0]), *g) for g in lacking],
        "in_hand": [_audit_row(paper, a, stages[a.id]) for a in _in_order(in_hand, stages)],
        "done": [_audit_row(paper, a, stages[a.id]) for a in _in_order(done, stages)],
        "programme": _programme(paper),
        "told": [_told_row(paper, a) for a in audits if _is_told(paper, a)],
        "agencies": [
            (paper.name(agency), "yes" if told else "no", "yes" if has else "none")
            for agency, told, has in agencies_without(paper)
        ],
        "documents": _documents(paper, audits),
        "actions": action_rows(paper, audits),
        "rechecks": [
            (due_and_how_far(i), what_is_owed(i), i.record, who(paper, i))
            for i in owed
            if i.kind in ("outcome", "learning") and i.due and i.due >= i.today
        ],
    }


def _asked(
    paper: Paper, audits: list[Audit], in_hand: list[Audit], overdue: list[DueItem], lacking: int
) -> list[str]:
    asked = []
    if overdue:
        asked.append(
            f"ask those who lead on what is overdue ({count(len(overdue), 'item')}, section 1) "
            "by when it will come"
        )
    if to_agree := [a.label for a in in_hand if a.level != SINGLE and not _method(paper, a)]:
        asked.append(f"agree how each of these is to be done: {'; '.join(to_agree)}")
    undecided = [
        audit.label
        for audit in audits
        if audit.level == SINGLE and paper.is_this_year(audit.reported)
        if _decision(paper, audit) is None
    ]
    if undecided:
        asked.append(f"decide whether the Board is to be advised of: {'; '.join(undecided)}")
    if waiting := sum(_asks_for_independence(paper, audit) for audit in audits):
        asked.append(f"answer {count(waiting, 'request')} of an agency for independence")
    if lacking:
        asked.append(f"have what is missing ({count(lacking, 'gap')}, section 1) put right")
    return asked


def _asks_for_independence(paper: Paper, audit: Audit) -> bool:
    request = audit.independence.request if audit.independence else None
    if request is None or request.on > paper.today:
        return False
    return not paper.is_past(request.answered)


def _said(paper: Paper, in_hand: list[Audit], stages: dict[str, Standing]) -> str:
    if not in_hand:
        return f"No audit was in hand at {say(paper.today)}."
    numbers = Counter(stages[audit.id].state for audit in in_hand)
    parts = joined([f"{numbers[stage]} {stage}" for stage in _STAGES if numbers[stage]])
    are = count(len(in_hand), "audit or themed review was", "audits and themed reviews were")
    return f"{are} in hand at {say(paper.today)}: {parts}."


# --- Stages ----------------------------------------------------------------------------------


def _method(paper: Paper, audit: Audit) -> bool:
    return audit.methodology is not None and paper.is_past(audit.methodology.agreed)


def _stages(paper: Paper, audits: list[Audit]) -> dict[str, Standing]:
    """How far each audit has come, and the facts that say so."""
    stopped = settled(paper.register, paper.today)
    found = {}
    for audit in audits:
        state, why = paper.standing(audit) or Standing("planned", "")
        if state == "reported":
            why = f"reported {why}"
            if audit.reported and stopped.get(audit.id, date.min) >= audit.reported:
                state = "goes no further"
            elif audit.route:
                state = "to be presented"
        elif state != "presented" and audit.due and audit.due < paper.today:
            state = "report late"
        elif state == "planned" and _method(paper, audit):
            state = "method agreed"
        found[audit.id] = Standing(state, why)
    return found


def _in_order(audits: list[Audit], stages: dict[str, Standing]) -> list[Audit]:
    """The late ones first, then stage by stage."""
    return sorted(
        audits, key=lambda a: (_STAGES.index(stages[a.id].state), a.due or date.max, a.id)
    )


def _audit_row(paper: Paper, audit: Audit, stage: Standing) -> tuple[object, ...]:
    lead = f"{audit.lead.role}, {paper.name(audit.lead.agency)}" if audit.lead else "not named"
    return audit.label, audit.id, kind_of(audit), lead, *stage


def _programme(paper: Paper) -> list[tuple[object, ...]]:
    """The rows of the programme that audits answer."""
    levels = {
        (programme.id, row.row): row.level
        for programme in paper.of(Programme)
        for row in programme.items
    }
    rows = [
        row
        for row in rows_of_programme(paper)
        if levels.get((row.programme, row.number)) in _LEVELS
    ]
    return programme_rows(paper, rows)


# --- Single agency audits, and documents -----------------------------------------------------


def _is_told(paper: Paper, audit: Audit) -> bool:
    return audit.level == SINGLE and paper.is_this_year(audit.notified)


def _told_row(paper: Paper, audit: Audit) -> tuple[object, ...]:
    waits = "not decided" if paper.is_past(audit.reported) else "no report yet"
    third = audit.independence
    return (
        audit.label,
        audit.id,
        joined([paper.name(a) for a in audit.agencies if not paper.register.hides(a)]),
        audit.notified,
        _THIRD[third.kind] if third else "not recorded",
        _decision(paper, audit) or waits,
    )


def _decision(paper: Paper, audit: Audit) -> str | None:
    """What the Audit Sub Group last decided about an audit and the Board, and why."""
    groups = {group.id for group in paper.register.of(Group) if group.function == "audit"}
    hides = paper.register.hides
    items = [
        (meeting.date, DECIDED[item.decision], None if hides(meeting.id) else item.reason)
        for meeting in paper.register.of(Meeting)
        if meeting.group in groups and meeting.is_held_on(paper.today)
        for item in meeting.items
        if item.about == audit.id and item.decision
    ]
    if not items:
        return None
    _, said, reason = max(items, key=lambda each: each[0])
    return f"{said}: {reason}" if reason else said


def _documents(paper: Paper, audits: list[Audit]) -> list[tuple[object, ...]]:
    """What was asked for this year or has not come yet; what is outstanding first."""
    found = [
        (paper.is_past(document.received), document.due or date.max, audit, document)
        for audit in audits
        for document in audit.documents
        if document.requested <= paper.today
    ]
    return [
        (
            audit.label,
            audit.id,
            DOCUMENTS[document.what],
            document.requested,
            document.due,
            document.received
            if came
            else f"not yet, {days_apart(document.due, paper.today)}"
            if document.due
            else "not yet",
        )
        for came, _, audit, document in sorted(found, key=lambda row: (*row[:2], row[2].id))
        if not came or paper.is_this_year(document.requested)
    ]


AUDIT_SUBGROUP: Final = Kind(
    "audit-subgroup",
    shows="audits by stage, what they lack, documents asked for, actions and re-checks",
    purpose="To show the Audit Sub Group how its audits stand, what is late or not recorded, and "
    "whether what they asked for is done and has lasted.",
    basis="Equality Act 2010, section 149: audits say how equality was considered. Performance "
    "management framework, sections 8 to 10: single agency audits, multi-agency audits and themed "
    "reviews.",
    gather=audit_subgroup,
    group="audit",
    none="None recorded.",
)
