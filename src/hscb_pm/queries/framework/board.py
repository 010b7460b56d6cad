"""Sections 3 and 4: how the Board watches its own performance."""

from collections.abc import Iterator

from hscb_pm.models import (
    Action,
    Audit,
    ChairMeetings,
    Document,
    Escalation,
    Feedback,
    Group,
    GroupReport,
    Indicator,
    Objective,
    Programme,
    Rating,
    Review,
    WorkPlan,
)
from hscb_pm.models.action import Result, State
from hscb_pm.queries.framework.clause import Check, clause, each, none, some
from hscb_pm.queries.framework.facts import Facts
from hscb_pm.queries.framework.foundations import standing_document
from hscb_pm.queries.groups import is_received_on
from hscb_pm.queries.listening import is_resolved_on, unanswered


@clause("F3.1", kinds=(Review,), due=("review",), paper="review")
def reviews_ask_what_and_why(facts: Facts) -> Iterator[Check]:
    """Reviews look at what happened, and why, and what will be learnt."""
    yield from each(
        "what happened, and why",
        facts.reviews,
        lambda review: review.what_happened and review.why,
        lacks="reviews do not say what happened and why",
        next="Add `what_happened:` and `why:`, without anything that points to a child.",
    )
    yield from each(
        "what is learnt from it",
        facts.reviews,
        lambda review: review.id in facts.lessons_from,
        lacks="reviews led to no lesson",
        next="Make a file in learning/ with `from:` the review.",
    )
    yield from each(
        "what is done about it",
        [review for review in facts.reviews if review.recommendations],
        lambda review: review.id in facts.actions_from,
        lacks="reviews led to no action",
        next="Name the recommendation in `arises_from:` of an action.",
    )


@clause("F3.2", kinds=(Review,), due=("publication",), paper="review")
def case_reviews_are_published(facts: Facts) -> Iterator[Check]:
    """Final reports of Serious Case Reviews are shared with the public."""
    yield from each(
        "each is published, or it is said why not",
        [review for review in facts.reviews if review.type == "serious-case-review"],
        lambda review: (
            review.not_published or (review.published and facts.is_past(review.published.on))
        ),
        lacks="Serious Case Reviews are neither published, nor is it said why not",
        next="Add `published:`, or `not_published:` with the reason.",
    )


@clause("F3.3", kinds=(ChairMeetings,), due=("chair-meeting",), paper="agency")
def chair_meets_members(facts: Facts) -> Iterator[Check]:
    """The Chair meets Board members regularly."""
    met = {
        meeting.agency: year.id
        for year in facts.register.of(ChairMeetings)
        for meeting in year.meetings
        if facts.is_routine(meeting.on)
    }
    yield some(
        "meetings of the last twelve months are recorded",
        dict.fromkeys(met.values()),
        shortfall="no meeting of the Chair with a member is recorded",
        next=f"Make chair-meetings/CHM-{facts.year.name}.yaml with `meetings:`.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield some(
        "the members of the Board are known",
        facts.members,
        shortfall="the Board's group names no member",
        next="Add `members:` to the Board's file in groups/.",
        is_required=True,
    )
    yield from each(
        "each member was met in the last twelve months",
        facts.members if met else [],
        lambda agency: agency in met,
        lacks="members were not met in twelve months",
        next="Arrange the meetings: hscb due --kind chair-meeting.",
    )


@clause("F3.4", kinds=(Rating,), due=("rating",))
def members_rate_the_board(facts: Facts) -> Iterator[Check]:
    """Members rate the Board's performance once a year."""
    closed = [rating for rating in facts.register.of(Rating) if facts.is_past(rating.closed)]
    yield some(
        "members rated the Board this financial year or the last",
        [rating.id for rating in closed if facts.is_recent(rating.closed)],
        shortfall="no rating of this financial year or the last is recorded",
        next=f"Ask the members, and make ratings/RTG-{facts.year.name}.yaml.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield from each(
        "the Board says what it did about the answers",
        [rating for rating in closed if facts.is_recent(rating.closed)],
        lambda rating: rating.done,
        lacks="ratings do not say what was done",
        next="Add `done:` to the rating.",
    )
    if len(closed) > 1:
        years = tuple(rating.id for rating in closed)
        yield Check("there is an earlier year to compare with", passed=True, evidence=years)


@clause("F3.5", kinds=(Feedback,), due=("feedback",))
def practitioners_are_heard(facts: Facts) -> Iterator[Check]:
    """Front-line practitioners are heard, in workshops and by members of the Board."""
    heard = [f for f in facts.register.of(Feedback) if facts.is_routine(f.on)]
    for hows, name in (
        (("workshop",), "workshop for practitioners"),
        (("visit", "meeting"), "meeting of Board members with practitioners"),
    ):
        yield some(
            f"a {name} in the last twelve months",
            [feedback.id for feedback in heard if feedback.how in hows],
            shortfall=f"no {name} in the last twelve months",
            next="Hold one, and make a file in feedback/.",
            is_due=facts.is_a_year_old,
        )
    yield from each(
        "something was done about each concern",
        heard,
        lambda feedback: not unanswered(feedback),
        lacks="records of feedback hold a concern that nobody has answered",
        next="Add `done:` or `action:` to each concern.",
    )
    yield from each(
        "those who spoke were told",
        heard,
        lambda feedback: facts.is_past(feedback.told),
        lacks="records of feedback do not say that those who spoke were told what was done",
        next="Tell them what was done, and add `told:`.",
    )


@clause("F3.6", kinds=(Escalation, Document), due=("escalation", "review-by"))
def escalations_are_known(facts: Facts) -> Iterator[Check]:
    """Escalated cases are known; the usual channels were exhausted first."""
    yield from standing_document(facts, "escalation-policy", "escalation policy")
    raised = [
        e
        for e in facts.register.of(Escalation)
        if facts.is_recent(e.raised)
        or (facts.is_past(e.raised) and not is_resolved_on(e, facts.today))
    ]
    yield from each(
        "the usual channels were tried first",
        raised,
        lambda escalation: escalation.channels,
        lacks="escalations do not say which channels were tried",
        next="Add `channels:` to each.",
    )
    late = set(facts.late("escalation"))
    yield from each(
        "each is resolved, or is not late",
        raised,
        lambda e: is_resolved_on(e, facts.today) or (e.due and e.id not in late),
        lacks="escalations are open, and late or without a date",
        next="Ask how it stands: hscb due --kind escalation.",
    )


@clause("F3.7", kinds=(Indicator,), due=("value", "occurrence"), paper="indicators")
def local_indicators(facts: Facts) -> Iterator[Check]:
    """Local indicators stand beside statutory ones, and are reported to the Board."""
    indicators = list(facts.register.of(Indicator))
    yield some(
        "there are local indicators",
        [indicator.id for indicator in indicators if indicator.basis == "local"],
        shortfall="there is no local indicator",
        next="Make a file in indicators/ with `basis: local`.",
        is_required=True,
    )
    yield some(
        "there are statutory indicators",
        [indicator.id for indicator in indicators if indicator.basis == "statutory"],
        shortfall="there is no statutory indicator",
        next="Make a file in indicators/ with `basis: statutory`.",
    )
    names = {indicator.id for indicator in indicators}
    data_sets = _rows(facts, "performance-indicators")
    yield some(
        "the Board took indicators in the last twelve months",
        dict.fromkeys(
            meeting.id
            for meeting, item in facts.items("board")
            if facts.is_routine(meeting.date)
            and (item.about in names or (item.fulfils or "").partition("@")[0] in data_sets)
        ),
        shortfall="nothing shows that indicators came to the Board in the last twelve months",
        next="Put the data set on the Board's agenda, with `about:` or `fulfils:`.",
        is_due=facts.is_a_year_old,
    )


def _rows(facts: Facts, level: str) -> set[str]:
    """The rows of programmes that are of a level of scrutiny."""
    return {
        f"{programme.id}/{row.row}"
        for programme in facts.register.of(Programme)
        for row in programme.items
        if row.level == level
    }


@clause(
    "F3.8", kinds=(GroupReport, Group), due=("group-report", "meeting", "paper"), paper="executive"
)
def sub_groups_report(facts: Facts) -> Iterator[Check]:
    """Sub groups report their activity and outcomes regularly to the Executive."""
    received = [
        report
        for report in facts.register.of(GroupReport)
        if is_received_on(report, facts.today) and facts.is_recent(report.received)
    ]
    yield some(
        "reports have come",
        [report.id for report in received],
        shortfall="no report of a sub group has come",
        next="Ask the chairs for their reports: hscb due --kind group-report.",
        is_required=True,
        is_due=bool(facts.late("group-report")),
    )
    yield from none(
        "none is late",
        facts.late("group-report"),
        checked=[report.id for report in received],
        says="reports are late",
        next="Ask the chairs for their reports: hscb due --kind group-report.",
    )
    yield from each(
        "they say what changed, not only what was done",
        received,
        lambda report: report.outcomes,
        lacks="reports name no outcome",
        next="Add `outcomes:` to each report.",
    )
    late = set(facts.late("paper"))
    considered = {r.id for r in received if r.to in facts.considered.get(r.id, {})}
    yield from each(
        "the Executive considered them",
        [report for report in received if report.id in considered | late],
        lambda report: report.id in considered,
        lacks="reports are late for the Executive",
        next="Put them on the agenda: hscb due --kind paper.",
    )


@clause("F3.9", kinds=(Audit,), due=("occurrence", "audit"), paper="audit-subgroup")
def multi_agency_audits_assure(facts: Facts) -> Iterator[Check]:
    """Multi-agency audits assure the quality of multi-agency working."""
    yield some(
        "a multi-agency audit was reported in the last twelve months",
        [a.id for a in facts.audits("multi-agency-audit") if facts.is_routine(a.reported)],
        shortfall="no multi-agency audit was reported in the last twelve months",
        next="Plan one: make a file in audits/ with `level: multi-agency-audit`.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    rows, late = _rows(facts, "multi-agency-audit"), set(facts.late("occurrence"))
    yield from each(
        "those of the programme are on time",
        [
            row.occurrence.id
            for row in facts.occurrences
            if row.occurrence.id.partition("@")[0] in rows
            and (row.done or row.due < facts.today)
            and facts.is_recent(row.due)
        ],
        lambda occurrence: occurrence not in late,
        lacks="multi-agency audits of the programme are late",
        next="Finish the audit: hscb due --kind occurrence.",
    )


@clause("F3.10", kinds=(Review,), due=("review",))
def reviews_below_the_threshold(facts: Facts) -> Iterator[Check]:
    """Reviews are regular, also of cases that do not meet the statutory criteria."""
    recent = [r for r in facts.register.of(Review) if facts.is_routine(r.opened)]
    yield some(
        "a case below the threshold was taken up in the last twelve months",
        [review.id for review in recent if review.type != "serious-case-review"],
        shortfall="no case below the threshold was reviewed in the last twelve months",
        next="Ask the Case Review Group which case can teach most; make a file in reviews/.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )


@clause("F3.11", kinds=(Action,), due=("outcome",), paper="action-plan")
def improvement_lasts(facts: Facts) -> Iterator[Check]:
    """Action results in lasting improvement."""
    achieved = [
        action
        for action in facts.actions
        if action.state_on(facts.today) is State.OUTCOME_ACHIEVED
        and any(facts.is_recent(outcome.on) for outcome in action.outcomes)
    ]
    without = [
        action.id
        for action in achieved
        if not any(o.recheck for o in action.outcomes if facts.is_past(o.on))
    ]
    if without:  # a day in the calendar shows nothing that has lasted
        yield from none(
            "each achieved outcome has a day on which to look again",
            without,
            says="achieved outcomes without a day on which to look again",
            next="Add `recheck:` to the outcome.",
        )
    late = set(facts.late("outcome"))
    again = {action.id for action in achieved if _has_lasted(facts, action)}
    yield from each(
        "where it was time to look again, it had lasted",
        [action.id for action in achieved if action.id in again | late],
        again.__contains__,
        lacks="second looks are late",
        next="Look whether it has lasted: hscb due --kind outcome.",
    )


def _has_lasted(facts: Facts, action: Action) -> bool:
    """Whether an outcome that was achieved was found achieved again, later."""
    looks = [o for o in action.outcomes if facts.is_past(o.on) and o.result is Result.ACHIEVED]
    return len({look.on for look in looks}) > 1


@clause("F3.12", kinds=(Review, Audit, Action), paper="action-plan")
def responses_are_open(facts: Facts) -> Iterator[Check]:
    """There is transparency about issues and about what agencies do about them."""
    yield from each(
        "the response to each case review is public, or it is said why not",
        facts.reviews,
        lambda review: (
            review.no_response or (review.response and facts.is_past(review.response.on))
        ),
        lacks="reviews say nothing of a public response",
        next="Add `response:`, or `no_response:` with the reason.",
    )
    refused = {
        f"{scrutiny.id}/{recommendation.id}": response
        for scrutiny in facts.scrutinies
        for recommendation in scrutiny.recommendations
        if (response := facts.answer_to(recommendation)) and response.kind != "agreed"
    }
    yield from each(
        "a recommendation that was refused says why",
        refused,
        lambda name: refused[name].reason,
        lacks="refusals have no reason",
        next="Add `reason:` to the response.",
    )
    yield from each(
        "recommendations have an answer",
        [s for s in facts.scrutinies if s.recommendations],
        lambda scrutiny: all(map(facts.answer_to, scrutiny.recommendations)),
        lacks="audits and reviews hold a recommendation without an answer",
        next="Ask those whom it concerns, and add `response:`.",
    )


# --- Section 4 -------------------------------------------------------------------------------


@clause("F4.1", kinds=(Objective,), basis="statement")
def planning_aims_at_outcomes(facts: Facts) -> Iterator[Check]:
    """Business planning aims at outcomes rather than tasks."""
    yield some(
        "objectives are in force",
        [objective.id for objective in facts.objectives],
        shortfall="no objective is in force",
        next="Make a file in objectives/ for each objective.",
        is_required=True,
    )
    yield from each(
        "each says what will be better for children",
        facts.objectives,
        lambda objective: objective.outcome,
        lacks="objectives do not say what will be better for children",
        next="Add `outcome:`.",
    )
    yield from each(
        "each says how the Board will know",
        facts.objectives,
        lambda objective: objective.known_by,
        lacks="objectives do not say how the Board will know",
        next="Add `known_by:`.",
    )


@clause("F4.2", kinds=(WorkPlan, Action, Objective), due=("work-plan", "action"), paper="workplan")
def work_plans(facts: Facts) -> Iterator[Check]:
    """Each sub group that carries an objective has a work plan, completed by its chair."""
    plans = {
        plan.group: plan
        for plan in facts.register.of(WorkPlan)
        if plan.year == facts.year.name and facts.is_past(plan.agreed)
    }
    late = facts.late("work-plan")
    yield some(
        "groups have an agreed plan for this year",
        [plan.id for plan in plans.values()],
        shortfall="no group has an agreed work plan for this year",
        next="Ask the chairs for their plans: hscb due --kind work-plan.",
        is_required=True,
        is_due=bool(late),
    )
    yield from none(
        "no plan is late",
        late,
        checked=[plan.id for plan in plans.values()],
        says="work plans are late",
        next="Ask the chairs for their plans: hscb due --kind work-plan.",
    )
    chairs = {group.id: group.chair for group in facts.register.of(Group)}
    yield from each(
        "plans are completed by the chair",
        plans.values(),
        lambda plan: chairs.get(plan.group) in (None, plan.completed_by),
        lacks="work plans were completed by somebody other than the chair",
        next="Let the chair of the group complete the plan.",
    )
    open_actions = [a for a in facts.actions if a.state_on(facts.today).is_to_do]
    yield from each(
        "open actions serve an objective, or answer something",
        open_actions,
        lambda action: action.objective or action.arises_from,
        lacks="open actions serve no objective and answer nothing",
        next="Add `objective:` or `arises_from:`.",
    )


@clause("F4.3", kinds=(Action, Document), paper="action-plan")
def procedures_are_delivered(facts: Facts) -> Iterator[Check]:
    """A procedure alone is not enough: it is disseminated, implemented and trained in."""
    yield from each(
        "actions that make a procedure name the three strands",
        [action for action in facts.actions if action.procedure],
        lambda action: action.delivery and not action.delivery.missing(),
        lacks="actions that make a procedure do not name all three strands",
        next="Add `delivery:` with `dissemination`, `implementation` and `training`.",
    )
    yield from each(
        "procedures in force name them too",
        facts.documents("procedure"),
        lambda document: document.delivery and not document.delivery.missing(),
        lacks="procedures do not name all three strands",
        next="Add `delivery:` with `dissemination`, `implementation` and `training`.",
    )


@clause("F4.4", kinds=(Action,), due=("outcome",), paper="action-plan")
def evidence_of_an_outcome(facts: Facts) -> Iterator[Check]:
    """Signing an action off is not the end: evidence of an outcome is."""
    states = {action.id: action.state_on(facts.today) for action in facts.actions}
    looked_at = [action.id for action in facts.actions if action.latest_outcome(facts.today)]
    yield some(
        "outcomes have been achieved, with evidence",
        [
            action.id
            for action in facts.actions
            if states[action.id] is State.OUTCOME_ACHIEVED
            and any(
                o.evidence
                for o in action.outcomes
                if o.result is Result.ACHIEVED and facts.is_past(o.on)
            )
        ],
        shortfall="no action has shown its outcome",
        next="Look what has changed for children: hscb due --kind outcome.",
        is_required=True,
        is_due=bool(facts.late("outcome")),
    )
    yield from none(
        "no outcome check is late",
        facts.late("outcome"),
        checked=looked_at,
        says="outcome checks are late",
        next="Look what has changed for children: hscb due --kind outcome.",
    )


@clause("F4.5", kinds=(Document,), due=("review-by",), basis="statement")
def procedures_are_kept(facts: Facts) -> Iterator[Check]:
    """Procedures and guidance are developed, reviewed, implemented, and fair to all."""
    documents = facts.documents("procedure", "guidance")
    yield some(
        "procedures are in the register",
        [document.id for document in documents],
        shortfall="no procedure is in the register",
        next="Make a file in documents/ for each, with `type: procedure`.",
        is_required=True,
    )
    late = set(facts.late("review-by"))
    yield from each(
        "each is reviewed in time",
        documents,
        lambda document: document.review_by and document.id not in late,
        lacks="procedures are late for review, or have no review date",
        next="Review them: hscb due --kind review-by.",
    )
    yield from each(
        "each was checked against equalities legislation",
        documents,
        lambda document: document.equality,
        lacks="procedures were not checked against equalities legislation",
        next="Add `equality:` to each.",
    )


@clause("F4.6", kinds=(Document,), due=("review-by",), basis="statement")
def other_boards(facts: Facts) -> Iterator[Check]:
    """Governance reflects the Board's relationship to other boards."""
    yield from standing_document(facts, "protocol", "protocol with other boards")
