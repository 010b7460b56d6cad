"""Sections 5 to 7: six levels of scrutiny, Section 11, and indicators."""

from collections.abc import Iterator

from hscb_pm.models import (
    Audit,
    Concern,
    Cycle,
    Indicator,
    Meeting,
    Objective,
    Return,
    Review,
    Standards,
)
from hscb_pm.models.section11 import Answer
from hscb_pm.queries.framework.clause import Check, clause, each, none, some
from hscb_pm.queries.framework.facts import Facts
from hscb_pm.queries.framework.foundations import LEVELS
from hscb_pm.queries.listening import is_answered_on, is_closed_on

STANDARDS = 9
"""The standard areas of section 6."""


@clause(
    "F5.1",
    kinds=(Cycle, Review, Indicator, Audit),
    due=("occurrence", "return", "value", "audit", "review"),
    paper="board, section 2",
)
def six_levels(facts: Facts) -> Iterator[Check]:
    """Scrutiny has six levels, and each takes place."""
    at = facts.is_routine
    audits = list(facts.register.of(Audit))
    reviews = facts.register.of(Review)
    took_place = {
        "Section 11 self-audits": [c.id for c in facts.register.of(Cycle) if at(c.opened)],
        "case reviews": [r.id for r in reviews if at(r.opened) or at(r.reported)],
        "indicators": [
            i.id for i in facts.register.of(Indicator) if any(at(p.end) for _, p in i.periods())
        ],
        **{
            f"{LEVELS[level]}s": [
                a.id
                for a in audits
                if a.level == level and (at(a.reported) or _is_running(facts, a))
            ]
            for level in ("single-agency-audit", "multi-agency-audit", "themed-review")
        },
    }
    for name, evidence in took_place.items():
        yield some(
            f"{name} took place or began in the last twelve months",
            evidence,
            shortfall=f"no {name} in the last twelve months",
            next="Record what took place, or plan it: hscb programme show.",
            is_due=facts.is_a_year_old,
        )


def _is_running(facts: Facts, audit: Audit) -> bool:
    agreed = audit.methodology.agreed if audit.methodology else None
    return not facts.is_past(audit.reported) and facts.is_routine(agreed)


@clause(
    "F5.2",
    kinds=(Meeting, Audit, Review),
    due=("paper", "request", "meeting"),
    paper="board, agenda",
)
def reports_pass_the_sub_groups(facts: Facts) -> Iterator[Check]:
    """Reports pass the sub groups, which judge what the Board takes; the Board may ask for any."""
    known = {scrutiny.id for scrutiny in facts.register.scrutinies()}
    tabled = dict.fromkeys(i.about for _, i in facts.items("board") if i.about in known)
    yield from each(
        "what came to the Board had passed a sub group",
        [name for name in tabled if name],
        lambda name: _was_scrutinised(facts, name),
        lacks="reports came to the Board and had passed no sub group",
        next="Minute the scrutiny in the sub group's meeting.",
    )
    judged = [
        (meeting, item)
        for meeting, item in facts.items("audit", "performance", "case-review")
        if item.decision
    ]
    yield some(
        "sub groups decide what is tabled and what is circulated",
        dict.fromkeys(meeting.id for meeting, _ in judged),
        shortfall="no decision of a sub group on a report is recorded",
        next="Add `decision: table`, `circulate` or `not-needed` to the item.",
        is_due=bool(facts.scrutinies),
    )
    requested = [m.id for m, item in facts.items("board", "audit") if item.requests]
    yield from none(
        "nothing that was asked for is late",
        facts.late("request"),
        checked=dict.fromkeys(requested),
        says="reports that were asked for are late",
        next="Ask for it: hscb due --kind request.",
    )


def _was_scrutinised(facts: Facts, record: str) -> bool:
    seen = facts.considered.get(record, {})
    first = min((seen[g][0] for g in facts.groups("board") if g in seen), default=facts.today)
    groups = facts.groups("audit", "performance", "case-review") & set(seen)
    return any(seen[group][0] <= first for group in groups)


@clause(
    "F6.1",
    kinds=(Standards, Cycle, Return),
    due=("return", "moderation"),
    paper="board, section 4; hscb section11 matrix",
)
def agencies_meet_the_standards(facts: Facts) -> Iterator[Check]:
    """All statutory and commissioned agencies answer for the nine standards; that is mandatory."""
    standards = facts.register.standards
    count = len(standards.standards) if standards else 0
    yield some(
        "the nine standards are set",
        ["standards.yaml"] if count >= STANDARDS else [],
        shortfall=f"{count} of {STANDARDS} standards are set",
        next="Add them to standards.yaml.",
        is_required=True,
    )
    cycle = facts.cycle
    yield some(
        "agencies were asked this financial year or the last",
        [cycle.id] if cycle and facts.is_recent(cycle.opened) else [],
        shortfall="no Section 11 self-audit was opened this financial year or the last",
        next=f"hscb section11 open {facts.year.name}",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    if cycle is None:
        return
    late = set(facts.late("return"))
    fallen_due = [
        a for a in cycle.asked if cycle.due_for(a) < facts.today or _came(facts, a.agency)
    ]
    yield from each(
        "returns came, or are not late",
        [cycle.return_id(asked.agency) for asked in fallen_due],
        lambda name: name not in late,
        lacks="returns are late",
        next="Ask for them: hscb due --kind return.",
    )
    came = [r for r in facts.register.of(Return) if r.cycle == cycle.id and _came(facts, r.agency)]
    yield from each(
        "each return answers every standard, with evidence",
        came,
        lambda s11_return: (
            len(s11_return.standards) - cycle.carried_forward(s11_return.standards, facts.today)
            >= count
            and all(answer.evidence for answer in s11_return.standards)
        ),
        lacks="returns leave a standard out, or give no evidence for it",
        next="Ask the agencies to complete them.",
    )
    short = cycle.falling_short

    def shortfalls(s11_return: Return) -> list[Answer]:
        return [a for a in s11_return.standards if cycle.grade_of(a, facts.today) in short]

    yield from each(
        "each shortfall is answered by an improvement",
        [r for r in came if shortfalls(r)],
        lambda s11_return: all(answer.improvements for answer in shortfalls(s11_return)),
        lacks="returns hold a shortfall that nothing answers",
        next="Add `improvements:` to the standard, with the action.",
    )
    yield from none(
        "moderation is not late",
        facts.late("moderation"),
        checked=[r.id for r in came if r.is_moderated_on(facts.today)],
        says="moderation is late",
        next="Moderate what is left: hscb due --kind moderation.",
    )


def _came(facts: Facts, agency: str) -> bool:
    found = facts.register.get(Return, facts.cycle.return_id(agency)) if facts.cycle else None
    return found is not None and found.is_received_on(facts.today)


@clause("F6.2", kinds=(Concern,), due=("concern",), paper="agency")
def failures_are_answered_for(facts: Facts) -> Iterator[Check]:
    """Any agency answers for a failure of cooperation or compliance brought to the Board."""
    concerns = [
        concern
        for concern in facts.register.of(Concern)
        if concern.type in ("compliance", "cooperation")
        and facts.is_past(concern.raised)
        and (facts.is_recent(concern.raised) or not is_closed_on(concern, facts.today))
    ]
    late = set(facts.late("concern"))
    yield from each(
        "agencies answered, or have until a day",
        concerns,
        lambda concern: (
            is_answered_on(concern, facts.today)
            or is_closed_on(concern, facts.today)
            or (concern.due and concern.id not in late)
        ),
        lacks="concerns wait for an answer, late or without a date",
        next="Ask for the answers: hscb due --kind concern.",
    )
    yield from each(
        "each that is closed led to an answer or an action",
        [concern for concern in concerns if is_closed_on(concern, facts.today)],
        lambda concern: is_answered_on(concern, facts.today) or concern.actions,
        lacks="concerns were closed with neither",
        next="Add `answer:` or `actions:`.",
    )


@clause("F6.3", kinds=(Return,), paper="section11")
def practitioners_survey(facts: Facts) -> Iterator[Check]:
    """Front-line practitioners take part in a Section 11 survey."""
    cycle = facts.cycle
    yield from each(
        "practitioners were asked in each agency that sent its return",
        [
            found
            for found in facts.register.of(Return)
            if cycle and found.cycle == cycle.id and _came(facts, found.agency)
        ],
        lambda s11_return: s11_return.survey,
        lacks="returns hold no survey of practitioners",
        next="Add `survey:` to the returns.",
    )


@clause("F7.1", kinds=(Indicator,), due=("question",), paper="indicators")
def indicators_raise_questions(facts: Facts) -> Iterator[Check]:
    """Indicators show trends; they raise questions, which want an answer or an action."""
    indicators = list(facts.register.of(Indicator))
    questioned = [indicator.id for indicator in indicators if facts.raised(indicator)]
    yield from each(
        "each indicator has more than one value to compare",
        [indicator for indicator in indicators if facts.figures(indicator)],
        lambda indicator: len(facts.figures(indicator)) > 1,
        lacks="indicators have one value alone",
        next="Add earlier values.",
    )
    yield some(
        "figures have raised questions",
        questioned,
        shortfall="no figure has raised a question",
        next="Add to `signals:` of an indicator what its figures make you ask.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield from none(
        "the questions were answered in time",
        facts.late("question"),
        checked=questioned,
        says="answers are late",
        next="Ask for the answers: hscb due --kind question.",
    )


@clause("F7.2", kinds=(Indicator, Objective), paper="indicators")
def indicators_underpin_priorities(facts: Facts) -> Iterator[Check]:
    """Indicators underpin the business priorities of this year."""
    indicators = list(facts.register.of(Indicator))
    named = {objective for indicator in indicators for objective in indicator.objectives}
    yield from each(
        "each objective has an indicator",
        facts.objectives,
        lambda objective: objective.id in named,
        lacks="objectives have no indicator",
        next="Name the objective in `objectives:` of an indicator.",
    )
    yield from each(
        "local indicators serve an objective",
        [indicator for indicator in indicators if indicator.basis == "local"],
        lambda indicator: indicator.objectives,
        lacks="local indicators serve no objective",
        next="Add `objectives:` to the indicator.",
    )
