"""Sections 8 to 10: single agency audits, multi-agency audits, themed reviews."""

from collections.abc import Iterable, Iterator

from hscb_pm.models import (
    Action,
    Audit,
    Chases,
    Concern,
    Document,
    Learning,
    Meeting,
    Scrutiny,
    Training,
)
from hscb_pm.models.action import State
from hscb_pm.queries.framework.clause import Check, clause, each, some
from hscb_pm.queries.framework.facts import Facts
from hscb_pm.words import joined

SINGLE, MULTI, THEMED = "single-agency-audit", "multi-agency-audit", "themed-review"
APPROACHES = 2
"""A range of approaches, or of perspectives, is more than one."""
FUNCTIONS = {"board": "the Board", "case-review": "the Case Review Group"}


# --- Section 8 -------------------------------------------------------------------------------


def _single(facts: Facts) -> list[Audit]:
    """The single agency audits of which the Audit Sub Group heard this year or the last."""
    return [
        audit
        for audit in facts.register.of(Audit)
        if audit.level == SINGLE and any(map(facts.is_recent, (audit.notified, audit.reported)))
    ]


@clause("F8.1", kinds=(Audit,), paper="audit-subgroup")
def audits_are_notified(facts: Facts) -> Iterator[Check]:
    """Agencies audit continually; the Audit Sub Group is told of all safeguarding audits."""
    audits = _single(facts)
    yield some(
        "audits of single agencies are known",
        [a.id for a in audits if any(map(facts.is_routine, (a.notified, a.reported)))],
        shortfall="no single agency audit of the last twelve months is known",
        next="Ask the agencies what they audited; make a file in audits/ for each.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield from each(
        "it is recorded when the Audit Sub Group was told",
        audits,
        lambda audit: facts.is_past(audit.notified) or audit.commissioned_by,
        lacks="audits do not say when the Audit Sub Group was told",
        next="Add `notified:` with the day.",
    )


@clause("F8.2", kinds=(Audit,), due=("request", "follow-up"), paper="audit-subgroup")
def documents_are_requested(facts: Facts) -> Iterator[Check]:
    """It may ask for the report, the action plan and the follow-up report."""
    late = set(facts.late("follow-up", "request"))
    asked = [
        audit
        for audit in facts.register.of(Audit)
        if audit.level == SINGLE
        and (audit.id in late or any(facts.is_recent(d.requested) for d in audit.documents))
    ]
    yield some(
        "documents were asked for",
        [audit.id for audit in asked],
        shortfall="no document of a single agency audit was asked for",
        next="Add `documents:` to the audit when the group asks for one.",
        is_due=False,
    )
    yield from each(
        "they came in time",
        asked,
        lambda audit: audit.id not in late,
        lacks="audits wait for a document that is late",
        next="Ask for it: hscb due --kind follow-up, and --kind request.",
    )


@clause("F8.3", kinds=(Meeting, Audit), paper="audit-subgroup")
def the_board_is_advised(facts: Facts) -> Iterator[Check]:
    """It decides whether the Board needs to be advised of any concerns."""
    decided = {item.about: meeting.id for meeting, item in facts.items("audit") if item.decision}
    yield from each(
        "each report that it saw led to a decision",
        [audit for audit in facts.audits(SINGLE) if facts.was_seen(audit, "audit")],
        lambda audit: audit.id in decided,
        lacks="reports were seen, and no decision is minuted",
        next="Add `decision:` with its reason to the item of the meeting.",
    )


@clause("F8.4", kinds=(Audit, Action), due=("audit",), paper="audit-subgroup")
def audits_are_commissioned(facts: Facts) -> Iterator[Check]:
    """It may ask an agency for an audit: its area, its timescale, and what follows from it."""
    asked = [
        audit
        for audit in facts.register.of(Audit)
        if audit.level == SINGLE
        and audit.commissioned_by
        and (not facts.is_past(audit.reported) or facts.is_recent(audit.reported))
    ]
    yield from each(
        "each has a timescale",
        asked,
        lambda audit: audit.due,
        lacks="audits that were asked for have no timescale",
        next="Add `due:`.",
    )
    late = set(facts.late("audit"))
    yield from each(
        "none is late",
        [audit for audit in asked if audit.due],
        lambda audit: audit.id not in late,
        lacks="audits that were asked for are late",
        next="Ask for the report: hscb due --kind audit.",
    )
    yield from each(
        "actions follow, with a date",
        [audit for audit in asked if facts.is_past(audit.reported) and audit.recommendations],
        lambda audit: audit.id in facts.actions_from,
        lacks="audits that were asked for led to no action",
        next="Name the recommendation in `arises_from:` of an action.",
    )


@clause("F8.5", kinds=(Audit,), paper="audit-subgroup")
def independence_is_recorded(facts: Facts) -> Iterator[Check]:
    """A third person may audit alone, jointly or in consultation."""
    yield from each(
        "each audit says whether a third person took part",
        facts.audits(SINGLE),
        lambda audit: audit.independence,
        lacks="audits do not say whether a third person took part",
        next="Add `independence:`; `{kind: none}` where nobody did.",
    )


@clause(
    "F8.6", kinds=(Document, Audit), due=("review-by",), basis="statement", paper="audit-subgroup"
)
def agencies_have_audit_frameworks(facts: Facts) -> Iterator[Check]:
    """Each Section 11 agency has an audit framework and routinely audits."""
    with_framework = {document.agency for document in facts.documents("audit-framework")}
    yield from each(
        "each has an audit framework",
        facts.statutory,
        lambda agency: agency in with_framework,
        lacks="Section 11 agencies have no audit framework on record",
        next="Ask for them; make a file in documents/ with `type: audit-framework` and `agency:`.",
    )
    audited = {
        agency
        for audit in _single(facts)
        if any(map(facts.is_routine, (audit.notified, audit.reported)))
        for agency in audit.agencies
    }
    yield from each(
        "each told of an audit in the last twelve months",
        facts.statutory,
        lambda agency: agency in audited,
        lacks="Section 11 agencies told of no audit in twelve months",
        next="Ask them what they audited.",
    )


@clause("F8.7", kinds=(Audit,), paper="audit-subgroup")
def independence_may_be_requested(facts: Facts) -> Iterator[Check]:
    """An agency may ask the Board for an independent person."""
    yield from each(
        "each request was answered",
        [
            audit
            for audit in facts.register.of(Audit)
            if audit.independence
            and (request := audit.independence.request)
            and facts.is_past(request.on)
            and (facts.is_recent(request.on) or not facts.is_past(request.answered))
        ],
        lambda audit: facts.is_past(audit.independence.request.answered),
        lacks="requests for independence wait for an answer",
        next="Answer it, and add `answer:` and `answered:`.",
    )


# --- Section 9 -------------------------------------------------------------------------------


@clause("F9.1", kinds=(Audit,), paper="audit")
def cases_at_random(facts: Facts) -> Iterator[Check]:
    """Cases are chosen at random where more than one agency was involved."""
    audits = facts.audits(MULTI)
    yield from each(
        "cases were drawn at random, and the draw can be repeated",
        audits,
        lambda audit: (
            audit.sample
            and audit.sample.method in ("random", "stratified", "all")
            and (
                audit.sample.method == "all"
                or None not in (audit.sample.population, audit.sample.seed)
            )
        ),
        lacks="audits cannot show that cases were drawn at random",
        next="Draw the next sample with hscb audits sample.",
    )
    yield from each(
        "more than one agency was involved",
        audits,
        lambda audit: len(set(audit.agencies)) > 1,
        lacks="audits name one agency or none",
        next="Name the agencies in `agencies:`.",
    )


@clause("F9.2", kinds=(Audit,), paper="audit")
def own_methodology(facts: Facts) -> Iterator[Check]:
    """Each audit has a methodology of its own, and looks at inter-agency practice."""
    yield from each(
        "each has a methodology",
        facts.audits(MULTI),
        lambda audit: audit.methodology,
        lacks="audits have no methodology",
        next="Add `methodology:`.",
    )


@clause("F9.3", kinds=(Audit, Action), due=("action",), paper="audit")
def findings_lead_to_actions(facts: Facts) -> Iterator[Check]:
    """Conclusions come from findings; shortfalls lead to recommendations and an action plan."""
    audits = facts.audits(MULTI)
    yield from each(
        "each audit records what it found",
        audits,
        lambda audit: audit.findings,
        lacks="audits record no finding",
        next="Add `findings:`, strengths as well as shortfalls.",
    )
    shortfalls = {a.id: {f.id for f in a.findings if f.kind == "shortfall"} for a in audits}
    yield from each(
        "each shortfall is answered by a recommendation",
        [audit for audit in audits if shortfalls[audit.id]],
        lambda audit: (
            shortfalls[audit.id] <= {name for item in audit.recommendations for name in item.from_}
        ),
        lacks="audits hold a shortfall that no recommendation answers",
        next="Name the finding in `from:` of a recommendation: hscb trace shows where.",
    )
    agreed = {
        audit.id: [
            item
            for item in audit.recommendations
            if (response := facts.answer_to(item)) and response.kind != "not-agreed"
        ]
        for audit in audits
    }
    yield from each(
        "each recommendation that was agreed led to an action",
        [audit for audit in audits if agreed[audit.id]],
        lambda audit: facts.led_to_action(audit, agreed[audit.id]),
        lacks="audits hold an agreed recommendation without an action",
        next="Name the recommendation in `arises_from:` of an action.",
    )


@clause("F9.4", kinds=(Audit, Training, Learning), paper="audit")
def good_practice_is_passed_on(facts: Facts) -> Iterator[Check]:
    """Good practice is passed on as readily as shortfalls, and both go into training."""
    audits = [audit for audit in facts.audits(MULTI) if audit.findings]
    yield from each(
        "every finding was passed on",
        audits,
        lambda audit: all(
            any(facts.is_past(passed.on) for passed in finding.disseminated)
            for finding in audit.findings
        ),
        lacks="audits hold a finding that was not passed on",
        next="Pass it on, and add `disseminated:` to the finding.",
    )
    in_lessons = {
        source
        for lesson in facts.register.of(Learning)
        if lesson.training and facts.is_past(lesson.noted)
        for source in lesson.from_
    }

    def is_taught(audit: Audit, kind: str) -> bool:
        of_kind = [finding for finding in audit.findings if finding.kind == kind]
        return audit.id in in_lessons or any(
            found.training or f"{audit.id}/{found.id}" in in_lessons for found in of_kind
        )

    yield from each(
        "strengths and shortfalls are in training",
        audits,
        lambda audit: all(is_taught(audit, f.kind) for f in audit.findings),
        lacks="audits hold strengths or shortfalls of which none is in training",
        next="Name the course in `training:` of the finding.",
    )


@clause("F9.5", kinds=(Audit, Meeting), due=("paper",), paper="audit")
def findings_reach_the_board(facts: Facts) -> Iterator[Check]:
    """Findings are presented to the Board."""
    yield from presented(facts, facts.audits(MULTI), "board")


def presented(facts: Facts, reports: Iterable[Scrutiny], *functions: str) -> Iterator[Check]:
    """That reports came to groups with these functions; what is on its way in time is not due."""
    late = set(facts.late("paper"))

    def came(report: Scrutiny) -> bool:
        return all(facts.was_seen(report, function) for function in functions)

    def is_on_its_way(report: Scrutiny) -> bool:
        ways = (facts.groups(function) & set(report.route) for function in functions)
        return all(ways) and report.id not in late

    names = joined([FUNCTIONS[function] for function in functions])
    yield from each(
        f"each report came to {names}",
        [report for report in reports if came(report) or not is_on_its_way(report)],
        came,
        lacks=f"reports are late for {names}, or `route:` leaves a group out",
        next="Put it on the agenda (hscb due --kind paper), or complete `route:`.",
    )


@clause("F9.6", kinds=(Audit,), paper="audit")
def audited_together(facts: Facts) -> Iterator[Check]:
    """Members of the sub groups audit together; decisions at all levels are looked at."""
    audits = facts.audits(MULTI)
    yield from each(
        "more than one agency audited",
        audits,
        lambda audit: len({auditor.agency for auditor in audit.auditors}) > 1,
        lacks="audits were done by one agency, or do not say",
        next="Name agencies and roles in `auditors:`.",
    )
    yield from each(
        "it is recorded at which levels decisions were looked at",
        audits,
        lambda audit: audit.decisions_at,
        lacks="audits do not say at which levels decisions were looked at",
        next="Add `decisions_at:`, of practice, operational and strategic.",
    )


@clause("F9.7", kinds=(Action, Concern, Chases), due=("action", "concern"), paper="action-plan")
def agencies_are_held_to_account(facts: Facts) -> Iterator[Check]:
    """Agencies answer for the action plan that was agreed."""
    levels = {audit.id: audit.level for audit in facts.register.of(Audit)}
    planned = [
        action
        for action in facts.actions
        if any(levels.get(source.partition("/")[0]) == MULTI for source in action.arises_from)
    ]
    late = set(facts.late("action"))
    fallen_due = [
        action
        for action in planned
        if action.due_on(facts.today) < facts.today
        and action.state_on(facts.today) not in (State.WITHDRAWN, State.CONTINUED)
    ]
    yield from each(
        "what was agreed and has fallen due is done",
        fallen_due,
        lambda action: action.id not in late,
        lacks="actions of multi-agency audits are overdue",
        next="Ask the agencies: hscb due --kind action.",
    )
    challenged = {
        name
        for concern in facts.register.of(Concern)
        if concern.type == "challenge" and facts.is_past(concern.raised)
        for name in concern.about
    }
    yield from each(
        "where it is not, the agency was challenged",
        [action for action in planned if action.id in late],
        lambda action: action.id in challenged,
        lacks="overdue actions led to no challenge",
        next="Challenge the agency: in concerns/, `type: challenge`, `about:` the action.",
    )


# --- Section 10 ------------------------------------------------------------------------------


def _themed(facts: Facts) -> list[Audit]:
    """The themed reviews under way, or reported this year or the last."""
    return [
        audit
        for audit in facts.register.of(Audit)
        if audit.level == THEMED
        and (not facts.is_past(audit.reported) or facts.is_recent(audit.reported))
    ]


@clause("F10.1", kinds=(Audit,), due=("audit",), paper="audit")
def agreed_range_of_approaches(facts: Facts) -> Iterator[Check]:
    """The methodology is agreed by the Board or the Audit Sub Group, with a range of approaches."""
    agreed_by = facts.groups("board", "audit")
    yield some(
        "there is a themed review",
        [audit.id for audit in _themed(facts)],
        shortfall="there is no themed review of this financial year or the last",
        next="Let the Board or the Audit Sub Group choose a theme; make a file in audits/.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield from each(
        "its methodology was agreed",
        _themed(facts),
        lambda audit: (
            audit.methodology
            and facts.is_past(audit.methodology.agreed)
            and audit.methodology.by in agreed_by
        ),
        lacks="themed reviews have no agreed methodology",
        next="Add `agreed:` and `by:` to `methodology:`.",
    )
    yield from each(
        "it combines several approaches",
        _themed(facts),
        lambda audit: len(audit.approaches) >= APPROACHES,
        lacks="themed reviews name fewer than two approaches",
        next="Add `approaches:`.",
    )


@clause("F10.2", kinds=(Audit,), paper="audit")
def stakeholders_are_consulted(facts: Facts) -> Iterator[Check]:
    """Stakeholders, service users, children and young people are consulted where possible."""
    yield from each(
        "each says who was consulted, or why not",
        [a for a in _themed(facts) if facts.is_past(a.reported) or a.involved or a.not_involved],
        lambda audit: audit.involved or audit.not_involved,
        lacks="themed reviews do not say who was consulted",
        next="Add `involved:` or `not_involved:`.",
    )


@clause("F10.3", kinds=(Audit, Meeting), due=("paper",), paper="audit")
def themed_reviews_reach_the_board(facts: Facts) -> Iterator[Check]:
    """Themed reviews are presented to the Board."""
    yield from presented(facts, facts.audits(THEMED), "board")


@clause("F10.4", kinds=(Audit,), paper="audit")
def theme_and_perspectives(facts: Facts) -> Iterator[Check]:
    """The Board or the Audit Sub Group identifies the theme; it is seen from a range of sides."""
    identified_by = facts.groups("board", "audit")
    yield from each(
        "the theme was identified by the Board or the Audit Sub Group",
        _themed(facts),
        lambda audit: audit.identified_by in identified_by,
        lacks="themes were not identified by the Board or the Audit Sub Group",
        next="Add `identified_by:`.",
    )
    yield from each(
        "it is looked at from several perspectives",
        _themed(facts),
        lambda audit: len(audit.perspectives) >= APPROACHES,
        lacks="themed reviews name fewer than two perspectives",
        next="Add `perspectives:`.",
    )
    yield from each(
        "and at several levels",
        _themed(facts),
        lambda audit: len(audit.decisions_at) >= APPROACHES,
        lacks="themed reviews name fewer than two levels",
        next="Add `decisions_at:`.",
    )


@clause("F10.5", kinds=(Audit,), basis="statement", paper="audit")
def themed_reviews_inform_policy(facts: Facts) -> Iterator[Check]:
    """Themed reviews inform policy."""
    yield from each(
        "each says what policy it changed, or why none",
        facts.audits(THEMED),
        lambda audit: audit.policy,
        lacks="themed reviews do not say what policy changed",
        next="Add `policy:`.",
    )
