"""Sections 1 and 2: what performance management needs, and what the law asks."""

from collections.abc import Iterator
from datetime import date

from hscb_pm.models import (
    Agency,
    Audit,
    Board,
    Budget,
    Concern,
    Cycle,
    Document,
    Indicator,
    Meeting,
    Objective,
    Programme,
    Review,
    Standards,
    Training,
)
from hscb_pm.periods import months_of
from hscb_pm.privacy import hide_name
from hscb_pm.problem import Problem
from hscb_pm.queries.framework.clause import Check, clause, each, in_time, none, some
from hscb_pm.queries.framework.facts import Facts
from hscb_pm.queries.indicators import reaches_target, small_counts
from hscb_pm.queries.learning import evaluation_due


@clause(
    "F1.1",
    kinds=(Standards, Objective, Indicator, Meeting),
    due=("value", "paper"),
    paper="board, sections 1 and 5",
)
def standards_objectives_and_decisions(facts: Facts) -> Iterator[Check]:
    """Consistent standards, objectives and targets; information is managed; decisions are taken."""
    standards = facts.register.standards
    yield some(
        "quality standards are set",
        ["standards.yaml"] if standards and standards.standards else [],
        shortfall="no standards are set",
        next="Make standards.yaml with the nine standards.",
        is_required=True,
    )
    yield some(
        "objectives are in force",
        [objective.id for objective in facts.objectives],
        shortfall="no objective is in force",
        next="Make a file in objectives/ for each objective of the business plan.",
        is_required=True,
    )
    yield some(
        "targets are in force",
        _with_target(facts),
        shortfall="no indicator has a target for today",
        next="Add `targets:` with dates to the indicators that have one.",
    )
    yield from none(
        "information comes when it is due",
        facts.late("value"),
        checked=[i.id for i in facts.register.of(Indicator) if facts.figures(i)],
        says="values are late",
        next="Ask for the values: hscb due --kind value.",
    )
    decided = facts.items("board", "executive", "audit", "performance", "case-review")
    yield some(
        "decisions are taken and minuted",
        dict.fromkeys(meeting.id for meeting, item in decided if item.decision),
        shortfall="no decision of a meeting is recorded",
        next="Add `decision:` to the items of meetings.",
        is_due=facts.is_a_year_old,
    )


def _with_target(facts: Facts) -> list[str]:
    return [
        indicator.id
        for indicator in facts.register.of(Indicator)
        if any(target.from_ <= facts.today <= target.to for target in indicator.targets)
    ]


def _is_private(problem: Problem) -> bool:
    return problem.code.startswith("PRV") and not problem.explained


@clause("F1.2", kinds=(Board, Review, Indicator), basis="statement", paper="every public paper")
def confidentiality(facts: Facts) -> Iterator[Check]:
    """The confidentiality of individuals is respected."""
    board = facts.register.board
    yield some(
        "it is stated who can read the register",
        [board.id] if board else [],
        shortfall="board.yaml does not say who can read the register",
        next="Add `register_is: private` or `public` to board.yaml.",
        is_required=True,
    )
    problems = facts.register.problems
    yield from none(
        "the privacy guard sees nothing by which somebody could be known",
        sorted({hide_name(p.record or "") for p in problems if _is_private(p)}),
        checked=[board.id] if board else [],
        says="what may identify somebody stands in",
        next="hscb validate --select PRV says where.",
    )
    small = {indicator.id for indicator, *_ in small_counts(facts.register)}
    is_public = board is not None and board.register_is == "public"
    yield from each(
        "no count in a public register could point to a child",
        [i for i in facts.register.of(Indicator) if i.measure.counts == "children" and is_public],
        lambda indicator: indicator.id not in small,
        lacks="indicators hold a count of one to five children",
        next="Write `missing: c` in place of the numbers.",
    )
    yield from each(
        "Serious Case Reviews that are not published are marked as confidential",
        [
            review
            for review in facts.register.of(Review)
            if review.type == "serious-case-review"
            and facts.is_past(review.opened)
            and not (review.published and facts.is_past(review.published.on))
        ],
        lambda review: review.part,
        lacks="unpublished Serious Case Reviews are not marked as confidential",
        next="Add `part: 2` to the review.",
    )


@clause("F1.3", kinds=(Training,), due=("evaluation",), paper="agency")
def training_with_effect(facts: Facts) -> Iterator[Check]:
    """Individuals are equipped to perform well: training, by agency, and whether it had effect."""
    courses = [
        course
        for course in facts.register.of(Training)
        if any(facts.is_routine(session.on) for session in course.sessions)
    ]
    yield some(
        "courses were held in the last twelve months",
        [course.id for course in courses],
        shortfall="no course of the last twelve months is recorded",
        next="Make a file in training/ for each course, with `sessions:`.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield from each(
        "it is known which agencies sent staff",
        courses,
        lambda course: any(s.attended for s in course.sessions if facts.is_past(s.on)),
        lacks="courses do not say who came",
        next="Add `attended:` to the sessions.",
    )
    yield from each(
        "those who came were asked what they do differently",
        [c for c in courses if (evaluation_due(c, facts.today) or date.min) < facts.today],
        lambda course: evaluation_due(course, facts.today) is None,
        lacks="courses were not evaluated within three months",
        next="Ask those who came: hscb due --kind evaluation.",
    )


@clause("F1.4", kinds=(Audit, Review, Objective), paper="audit, review")
def service_users_are_heard(facts: Facts) -> Iterator[Check]:
    """Those who use services are informed and heard; processes are open and fair."""
    yield from each(
        "audits and reviews say how children, families and others were asked, or why not",
        facts.scrutinies,
        lambda scrutiny: scrutiny.involved or scrutiny.not_involved,
        lacks="audits and reviews do not say who was asked",
        next="Add `involved:` or `not_involved:` to each.",
    )
    yield from each(
        "objectives say it too",
        facts.objectives,
        lambda objective: objective.involved or objective.not_involved,
        lacks="objectives do not say who was asked",
        next="Add `involved:` or `not_involved:` to each objective.",
    )


@clause("F1.5", kinds=(Concern, Indicator), due=("concern", "question"))
def weakness_is_found_early(facts: Facts) -> Iterator[Check]:
    """What needs work is found early, before an inspection or a review finds it."""
    early = [
        concern
        for concern in facts.register.of(Concern)
        if facts.is_recent(concern.raised) and concern.found_by not in ("inspection", "review")
    ]
    signals = [
        indicator.id
        for indicator in facts.register.of(Indicator)
        if any(map(facts.is_recent, facts.raised(indicator)))
    ]
    yield some(
        "concerns and questions were raised before others raised them",
        [*(concern.id for concern in early), *signals],
        shortfall="nothing shows that a weakness was found early",
        next="Record early signals in concerns/, and questions in `signals:` of indicators.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield from none(
        "they are followed up in time",
        facts.late("concern", "question"),
        checked=[*(concern.id for concern in early), *signals],
        says="answers are late",
        next="Ask for the answers: hscb due --kind question, and --kind concern.",
    )


@clause("F2.1", kinds=(Indicator,), due=("question",), paper="indicators")
def information_raises_questions(facts: Facts) -> Iterator[Check]:
    """Local and national information is set side by side, and raises questions."""
    indicators = list(facts.register.of(Indicator))
    questioned = [indicator.id for indicator in indicators if facts.raised(indicator)]
    yield some(
        "local figures stand beside figures from elsewhere",
        [
            indicator.id
            for indicator in indicators
            if any(not b.published or facts.is_past(b.published) for b in indicator.benchmarks)
        ],
        shortfall="no indicator has a figure from elsewhere",
        next="Add `benchmarks:` with their dates.",
        is_required=True,
    )
    yield some(
        "figures have raised questions",
        questioned,
        shortfall="no figure has raised a question",
        next="Add to `signals:` of an indicator what its figures make you ask.",
        is_due=facts.is_a_year_old,
    )
    yield from none(
        "the questions are answered in time",
        facts.late("question"),
        checked=questioned,
        says="answers are late",
        next="Ask for the answers: hscb due --kind question.",
    )


@clause("F2.2", kinds=(Audit, Review), paper="audit, review")
def equality_is_considered(facts: Facts) -> Iterator[Check]:
    """Audits and reviews consider equality (Equality Act 2010)."""
    yield from each(
        "each audit and review says how equality was considered",
        facts.scrutinies,
        lambda scrutiny: scrutiny.equality,
        lacks="audits and reviews do not say how equality was considered",
        next="Add `equality:` to each.",
    )


@clause("F2.3", kinds=(Programme, Audit, Review), due=("occurrence",), paper="board")
def full_range_of_audits(facts: Facts) -> Iterator[Check]:
    """The full range of audits and reviews drives improvement (Working Together 2015)."""
    found: dict[str, str] = {
        audit.level: audit.id
        for audit in facts.register.of(Audit)
        if not facts.is_past(audit.reported) or facts.is_recent(audit.reported)
    }
    for review in facts.register.of(Review):
        if facts.is_recent(review.opened):
            found["case-review"] = review.id
    found |= {
        row.level: f"{programme.id}/{row.row}"
        for programme in facts.register.of(Programme)
        if programme.year == facts.year
        for row in programme.items
        if row.level
    }
    for level, name in LEVELS.items():
        yield some(
            f"a {name} is in this year's programme, or under way",
            [found[level]] if level in found else [],
            shortfall=f"no {name} is planned or under way",
            next=f"Add a row with `level: {level}` to the year's programme.",
        )


LEVELS = {
    "section-11": "Section 11 self-audit",
    "case-review": "case review",
    "performance-indicators": "look at indicators",
    "single-agency-audit": "single agency audit",
    "multi-agency-audit": "multi-agency audit",
    "themed-review": "themed review",
}
"""The six levels of scrutiny (section 5), and one of each as people say it."""


@clause("F2.4", kinds=(Budget, Objective), due=("occurrence",), basis="statement")
def value_for_money(facts: Facts) -> Iterator[Check]:
    """Value for money: positive outcomes rather than lowest cost."""
    name = f"BDG-{facts.year.name}"
    budget = facts.register.get(Budget, name)
    yield some(
        "this year's budget is watched",
        [name] if budget and any(facts.is_past(month.on) for month in budget.months) else [],
        shortfall="no look at this year's budget is recorded",
        next=f"Make budgets/{name}.yaml with `planned:` and `months:`.",
        is_required=True,
        is_due=months_of(facts.year)[0].end < facts.today,
    )
    rows = {month.fulfils.partition("@")[0] for month in budget.months} if budget else set()
    yield from in_time(
        "and each month that has fallen due",
        [row for row in facts.occurrences if row.occurrence.id.partition("@")[0] in rows],
        facts,
    )
    if not facts.objectives:
        yield some(
            "objectives are in force",
            [],
            shortfall="no objective is in force that could say what it brings",
            next="Make a file in objectives/ for each objective.",
            is_due=budget is not None,
        )
    yield from each(
        "objectives say what they cost and what they bring",
        facts.objectives,
        lambda objective: objective.value_for_money,
        lacks="objectives do not say what they cost and bring",
        next="Add `value_for_money:` to each objective.",
    )


@clause("F2.5", kinds=(Agency, Cycle, Audit), due=("return",), paper="agency")
def members_are_effective(facts: Facts) -> Iterator[Check]:
    """Each member's work is co-ordinated and effective (Children Act 2004, sections 11 and 14)."""
    agencies = list(facts.register.of(Agency))
    yield some(
        "the register knows the agencies and the basis of each",
        [agency.id for agency in agencies if agency.basis == "statutory"],
        shortfall="no statutory agency is in the register",
        next="Make a file in agencies/ for each agency.",
        is_required=True,
    )
    yield from each(
        "services provided under arrangements name who arranged them",
        [agency for agency in agencies if agency.basis == "commissioned"],
        lambda agency: agency.commissioned_by,
        lacks="commissioned agencies do not say who commissioned them",
        next="Add `commissioned_by:` to each.",
    )
    cycle = facts.cycle
    is_recent = cycle is not None and facts.is_recent(cycle.opened)
    looked_at = {asked.agency for asked in cycle.asked} if cycle and is_recent else set()
    for scrutiny in facts.scrutinies:
        looked_at |= set(scrutiny.agencies)
    yield some(
        "the members of the Board are known",
        facts.members,
        shortfall="the Board's group names no member",
        next="Add `members:` to the Board's file in groups/.",
        is_required=True,
    )
    yield from each(
        "each member was asked for a Section 11 return, or its work was audited",
        facts.members,
        lambda agency: agency in looked_at,
        lacks="members were neither asked for a return nor audited",
        next="Ask them for a return, or audit their work.",
    )


@clause("F2.6", kinds=(Indicator,), due=("value",), paper="indicators")
def targets_and_variation(facts: Facts) -> Iterator[Check]:
    """Progress in an agreed timescale, and less variation in services."""
    with_target = set(_with_target(facts))
    yield from each(
        "statutory indicators have a dated target where one way is better",
        [
            indicator
            for indicator in facts.register.of(Indicator)
            if indicator.basis == "statutory" and indicator.direction != "neutral"
        ],
        lambda indicator: indicator.id in with_target,
        lacks="statutory indicators have no target in force",
        next="Add `targets:` with `from:` and `to:`.",
    )
    reached = {
        indicator.id: reaches_target(indicator, facts.today)
        for indicator in facts.register.of(Indicator)
    }
    yield from each(
        "the latest value of each has reached its target",
        [name for name, is_reached in reached.items() if is_reached is not None],
        reached.__getitem__,
        lacks="indicators have not reached their target",
        next="Ask what stands in the way: add to `signals:` of the indicator.",
    )
    yield some(
        "it is known how much agencies or areas differ",
        [
            indicator.id
            for indicator in facts.register.of(Indicator)
            if any(indicator.values[index].shares for index in facts.figures(indicator))
        ],
        shortfall="no indicator shows how much agencies or areas differ",
        next="Add `shares:` to a value, for the parts of the area.",
    )


@clause("F2.7", kinds=(Document,), due=("review-by",), basis="statement")
def learning_framework(facts: Facts) -> Iterator[Check]:
    """A local learning and improvement framework, shared with all agencies."""
    yield from standing_document(facts, "learning-framework", "learning and improvement framework")
    yield from each(
        "it was shared",
        facts.documents("learning-framework"),
        lambda document: document.link or any(facts.is_past(s.on) for s in document.shared),
        lacks="frameworks do not say how they were shared",
        next="Add `shared:` or `link:` to it.",
    )


def standing_document(facts: Facts, type: str, name: str) -> Iterator[Check]:
    """That there is an agreed document of a type, and that it is reviewed in time."""
    found = facts.documents(type)
    drafts = [d.id for d in facts.register.of(Document) if d.type == type and d not in found]
    yield some(
        f"there is an agreed {name}",
        [document.id for document in found],
        shortfall=f"there is no agreed {name}",
        next=f"When it is agreed, add `agreed:` to {drafts[0]}."
        if drafts
        else f"Make a file in documents/ with `type: {type}` and `agreed:`.",
        is_required=True,
    )
    late = set(facts.late("review-by"))
    yield from each(
        "it is reviewed in time",
        found,
        lambda document: document.review_by and document.id not in late,
        lacks="documents are late for review, or have no review date",
        next="Review it, and set the next `review_by:`.",
    )
