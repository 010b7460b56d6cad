"""Sections 11 and 12, and Appendix 1: case reviews, child deaths, the year's programme."""

from collections.abc import Iterator

from hscb_pm.models import (
    Action,
    AnnualReport,
    ChildDeaths,
    Learning,
    Meeting,
    Programme,
    Review,
)
from hscb_pm.queries.documents import report_due
from hscb_pm.queries.framework.audits import presented
from hscb_pm.queries.framework.clause import Check, clause, each, in_time, some
from hscb_pm.queries.framework.facts import Facts
from hscb_pm.queries.programme import OccurrenceRow
from hscb_pm.queries.smart import assessed

SCR, PARTNERSHIP = "serious-case-review", "partnership-review"


@clause("F11.1", kinds=(Review, Action), due=("action", "occurrence"), paper="action-plan")
def case_reviews_lead_to_smart_actions(facts: Facts) -> Iterator[Check]:
    """Recommendations of Serious Case Reviews lead to SMART actions that are closely monitored."""
    found = [review for review in facts.reviews if review.type == SCR]
    accepted = {
        review.id: [
            item
            for item in review.recommendations
            if (response := facts.answer_to(item)) is None or response.kind != "not-agreed"
        ]
        for review in found
    }
    yield from each(
        "their recommendations led to actions",
        [review for review in found if accepted[review.id]],
        lambda review: facts.led_to_action(review, accepted[review.id]),
        lacks="Serious Case Reviews hold a recommendation without an action",
        next="Name the recommendation in `arises_from:` of an action.",
    )
    actions = {a.id: a for review in found for a in facts.actions_from.get(review.id, ())}
    smart = {each.action.id: each.verdicts.smart for each in assessed(facts.register, facts.today)}
    yield from each(
        "each action is SMART, as far as can be read, or a group attested it",
        [action for action in actions.values() if action.id in smart],
        lambda action: smart[action.id],
        lacks="actions of Serious Case Reviews are not SMART",
        next="hscb smart says which letter is not met, and words it better.",
    )
    late = set(facts.late("action", "outcome"))
    yield from each(
        "none is overdue",
        actions.values(),
        lambda action: action.id not in late,
        lacks="actions of Serious Case Reviews are overdue",
        next="Ask the agencies: hscb due --kind action.",
    )
    yield from in_time(
        "completed actions are audited each month",
        [row for row in facts.occurrences if _is_monthly_audit(row)],
        facts,
    )


def _is_monthly_audit(row: OccurrenceRow) -> bool:
    found = row.occurrence.row
    return found.level == "case-review" and found.schedule.every == "month"


def _presented_in_time(
    name: str, rows: list[OccurrenceRow], facts: Facts, *, lacks: str
) -> Iterator[Check]:
    """That what is done came to the group that it goes to; what is on its way is not due."""
    late = set(facts.late("paper"))
    return each(
        name,
        [
            row.occurrence.id
            for row in rows
            if row.done
            and row.occurrence.row.route
            and (row.present_to is None or row.occurrence.id in late)
        ],
        lambda occurrence: occurrence not in late,
        lacks=lacks,
        next="See what it waits for: hscb due --kind paper.",
    )


@clause("F11.2", kinds=(Review,), due=("review",), paper="review")
def below_the_threshold(facts: Facts) -> Iterator[Check]:
    """Cases below the threshold lead to multi-agency partnership reviews."""
    recent = [
        r
        for r in facts.register.of(Review)
        if facts.is_recent(r.opened) and r.type in (SCR, PARTNERSHIP)
    ]
    yield some(
        "there are partnership reviews",
        [review.id for review in recent if review.type == PARTNERSHIP],
        shortfall="no partnership review was opened this financial year or the last",
        next="Ask the Case Review Group; make a file in reviews/.",
        is_due=facts.is_a_year_old,
    )
    yield from each(
        "the decision on the threshold is recorded",
        recent,
        lambda review: review.threshold and facts.is_past(review.threshold.on),
        lacks="reviews do not record the decision on the threshold",
        next="Add `threshold:` with the day, the group and the reason.",
    )


@clause("F11.3", kinds=(Learning,), due=("learning",), paper="review")
def lessons_are_passed_on(facts: Facts) -> Iterator[Check]:
    """Lessons of all reviews are passed on and embedded, also those from elsewhere."""
    lessons = [lesson for lesson in facts.register.of(Learning) if facts.is_past(lesson.noted)]
    yield some(
        "lessons are recorded",
        [lesson.id for lesson in lessons if facts.is_recent(lesson.noted)],
        shortfall="no lesson of this financial year or the last is recorded",
        next="Make a file in learning/ for each lesson.",
        is_required=True,
        is_due=facts.is_a_year_old,
    )
    yield some(
        "some come from reviews elsewhere",
        [lesson.id for lesson in lessons if lesson.elsewhere],
        shortfall="no lesson comes from a review elsewhere",
        next="Ask the Case Review Group what published reviews teach; add `elsewhere:`.",
        is_due=facts.is_a_year_old,
    )
    recent = [lesson for lesson in lessons if facts.is_recent(lesson.noted)]
    yield from each(
        "each was passed on",
        recent,
        lambda lesson: any(facts.is_past(passed.on) for passed in lesson.disseminated),
        lacks="lessons were not passed on",
        next="Pass it on, and add `disseminated:`.",
    )
    late = set(facts.late("learning"))
    yield from each(
        "it is shown in time that each has reached practice",
        [
            lesson
            for lesson in lessons
            if lesson.id in late or any(facts.is_past(shown.on) for shown in lesson.embedded)
        ],
        lambda lesson: lesson.id not in late,
        lacks="lessons are not shown to have reached practice",
        next="Look whether it has: hscb due --kind learning.",
    )


@clause("F11.4", kinds=(Review,), paper="review")
def practice_against_standards(facts: Facts) -> Iterator[Check]:
    """Practice is held against the Board's standards and criteria."""
    yield from each(
        "each finding names the standard it is held against",
        [review for review in facts.reviews if review.findings],
        lambda review: all(finding.standard for finding in review.findings),
        lacks="reviews hold a finding that is held against no standard",
        next="Add `standard:` to the finding.",
    )


@clause("F11.5", kinds=(Review, Meeting), due=("review", "paper"), paper="review")
def reviews_are_monitored(facts: Facts) -> Iterator[Check]:
    """The Case Review Group and the Board monitor reviews; each has an approach."""
    yield from presented(facts, facts.reviews, "case-review", "board")
    yield from each(
        "partnership reviews say which approach they took",
        [
            review
            for review in facts.register.of(Review)
            if review.type == PARTNERSHIP and facts.is_recent(review.opened)
        ],
        lambda review: review.approach,
        lacks="partnership reviews do not say which approach they took",
        next="Add `approach:`.",
    )


# --- Section 12 ------------------------------------------------------------------------------


@clause("F12.1", kinds=(ChildDeaths,), due=("occurrence",), paper="cdop")
def child_deaths_are_analysed(facts: Facts) -> Iterator[Check]:
    """Child deaths are counted and analysed: the four functions of Regulation 6."""
    reports = [r for r in facts.register.of(ChildDeaths) if facts.is_recent(r.reported)]
    yield some(
        "the panel reported this financial year or the last",
        [report.id for report in reports],
        shortfall="no report of the panel is recorded",
        next="Make a file in child-deaths/ for the year.",
        is_required=True,
        is_due=any(row.due < facts.today for row in _panel_rows(facts)),
    )
    yield from each(
        "its counts are given, in aggregate",
        reports,
        lambda report: report.counts,
        lacks="reports of the panel give no counts",
        next="Add `counts:`; write `c` for one to five.",
    )
    yield from each(
        "all four functions are answered",
        reports,
        lambda report: report.functions and not report.functions.missing(),
        lacks="reports of the panel leave a function of Regulation 6 out",
        next="Add what is missing to `functions:`.",
    )


def _panel_rows(facts: Facts) -> list[OccurrenceRow]:
    """The occurrences of the programme that the panel leads on."""
    panels = facts.groups("child-death")
    return [row for row in facts.occurrences if row.occurrence.row.lead.group in panels]


@clause("F12.2", kinds=(ChildDeaths, Meeting), due=("occurrence", "paper"), paper="cdop")
def the_panel_reports_yearly(facts: Facts) -> Iterator[Check]:
    """Trends are monitored, and the panel's Chair reports to the Board each year."""
    rows = [row for row in _panel_rows(facts) if facts.is_recent(min(row.due, facts.today))]
    yield from in_time("the report of the programme was made", rows, facts)
    yield from _presented_in_time(
        "the Board took it", rows, facts, lacks="reports of the panel are late for the Board"
    )
    yield from each(
        "it says how the counts compare with earlier years",
        [r for r in facts.register.of(ChildDeaths) if facts.is_recent(r.reported)],
        lambda report: report.trend,
        lacks="reports of the panel do not compare with earlier years",
        next="Add `trend:`.",
    )


# --- Appendix 1 ------------------------------------------------------------------------------


@clause(
    "FA.1",
    kinds=(Programme,),
    due=("occurrence", "paper"),
    paper="board, section 2; hscb programme show",
)
def the_programme_runs(facts: Facts) -> Iterator[Check]:
    """The overall audit programme of the year runs as planned."""
    programmes = [p for p in facts.register.of(Programme) if p.year == facts.year]
    rows = [r for r in facts.occurrences if r.occurrence.year == facts.year]
    has_begun = any(row.done or row.due < facts.today for row in rows)
    if has_begun or not programmes:  # a programme alone shows nothing that was done
        yield some(
            "this year has a programme",
            [programme.id for programme in programmes],
            shortfall=f"{facts.year.name} has no programme",
            next=f"hscb programme open {facts.year.name}",
            is_required=True,
        )
    yield from in_time("what has fallen due is done", rows, facts)
    yield from _presented_in_time(
        "what is done was presented",
        rows,
        facts,
        lacks="occurrences are done, and late for the group that is to see them",
    )


@clause("FA.2", kinds=(AnnualReport, Programme), due=("annual-report",))
def the_annual_report(facts: Facts) -> Iterator[Check]:
    """The Annual Report is published, with what rows 1 to 4 of the programme feed into it."""
    last = facts.year_before
    name = f"ANR-{last.name}"
    found = facts.register.get(AnnualReport, name)
    due = report_due(facts.register, last)
    is_asked = due < facts.today and due >= facts.register.kept_since
    is_out = found is not None and found.published and facts.is_past(found.published.on)
    yield some(
        f"the report on {last.name} is published",
        [name] if is_out else [],
        shortfall=f"the report on {last.name} is not published",
        next=f"Publish it, and add `published:` to annual-reports/{name}.yaml.",
        is_required=True,
        is_due=is_asked,
    )
    yield from each(
        "it names what feeds it",
        [found] if is_out and facts.register.get(Programme, f"PRG-{last.name}") else [],
        lambda report: report.inputs,
        lacks="published reports do not name what feeds them",
        next=f"Add `inputs:` to annual-reports/{name}.yaml, with the occurrences of rows 1 to 4.",
    )
    feeding = [
        row
        for row in facts.occurrences
        if row.occurrence.row.feeds_annual_report and row.occurrence.year == facts.year
    ]
    yield from in_time(f"what feeds the report on {facts.year.name} is done", feeding, facts)
