"""Sub groups: work plans that are to be made, reports that are to come."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from hscb_pm.models import Group, GroupReport, Objective, Programme, WorkPlan
from hscb_pm.periods import Period, financial_year, months_of, quarters_of, say
from hscb_pm.queries.item import DueItem, Standing, chair_of
from hscb_pm.queries.meetings import (
    considered_by,
    first_from,
    next_meeting,
    on_the_agenda,
    papers_date,
)
from hscb_pm.register import Register

REPORT_DAYS: Final = 30
"""Days after a period within which its report is due where no meeting is planned to take it."""


def years_on(register: Register, today: date) -> list[Period]:
    """The financial years that are asked about: those of the programmes begun, and today's."""
    years = {programme.year for programme in register.of(Programme)} | {financial_year(today)}
    return sorted((year for year in years if year.start <= today), key=lambda year: year.start)


def sub_groups(register: Register) -> list[Group]:
    """The groups that are neither the Board nor its Executive."""
    return [g for g in register.of(Group) if g.function not in ("board", "executive")]


def reports_wanted(register: Register, today: date) -> Iterator[tuple[Group, str, Period, date]]:
    """Each report that a sub group owes: the group, to whom, of which period, by when.

    It goes to the first meeting of the Executive after the period, where one is planned.
    """
    executive = register.group_for("executive")
    for group in sub_groups(register):
        to = executive.id if executive else group.reports_to
        if to is None or group.reports_every == "never":
            continue
        for year in years_on(register, today):
            for period in quarters_of(year) if group.reports_every == "quarter" else (year,):
                if period.start > today:
                    break
                meeting = next_meeting(register, to, period.end)
                due = papers_date(meeting) or period.end + timedelta(days=REPORT_DAYS)
                if due >= register.kept_since:
                    yield group, to, period, due


def due_group_reports(register: Register, today: date) -> Iterator[DueItem]:
    """List reports of sub groups that have not come, and those that nobody has considered."""
    found = {(report.group, report.period): report for report in register.of(GroupReport)}
    some_unread = register.is_missing_any(GroupReport.folder)
    considered = considered_by(register, today)
    for group, to, period, due in reports_wanted(register, today):
        report = found.get((group.id, period.name))
        if report is None and some_unread:
            continue
        if report is None or not is_received_on(report, today):
            yield DueItem(
                record=report.id if report else group.id,
                kind="group-report",
                title=f"Report of the {register.title_of(group.id)}, {period.title}",
                lead=chair_of(register, group.id),
                group=group.id,
                due=due,
                today=today,
                advice="when it comes, add `received:`, `activity:` and `outcomes:`"
                if report
                else f"when it comes, make a file in group-reports/ with `group: {group.id}`, "
                f"`to: {to}`, `period: {period.name}`, `received:`, `activity:` and `outcomes:`",
                clause="F3.8",
                file=report.id if report else group.id,
                at=("period",) if report else ("title",),
                about=f"{group.id}/{period.suffix}",
            )
        elif presented_on(report, considered.get(report.id, {})) is None:
            yield _to_present(register, report, today)


def _to_present(register: Register, report: GroupReport, today: date) -> DueItem:
    following = next_meeting(register, report.to, today)
    return DueItem(
        record=report.id,
        kind="paper",
        title=f"Present to the {register.title_of(report.to)}: {register.title_of(report.id)}",
        lead=chair_of(register, report.group),
        group=report.to,
        due=papers_date(next_meeting(register, report.to, report.received or today)),
        today=today,
        advice=on_the_agenda(following, report.id, report.to, key="about"),
        clause="F3.8",
        file=report.id,
        at=("received",),
    )


def is_received_on(report: GroupReport, today: date) -> bool:
    """Whether a report had come by a day."""
    return report.received is not None and report.received <= today


def presented_on(report: GroupReport, considered: dict[str, list[date]]) -> date | None:
    """When the group that a report goes to considered it; talk of it before it came is none."""
    return first_from(considered.get(report.to, []), report.received or date.max)


def groups_with_objectives(register: Register, year: Period) -> list[str]:
    """The sub groups whose work plans carry an objective of the business plan in a year."""
    named = {
        group
        for objective in register.of(Objective)
        if not (objective.from_ and objective.from_ > year.end)
        and not (objective.to and objective.to < year.start)
        for group in objective.groups
    }
    return [group.id for group in sub_groups(register) if group.id in named]


def due_work_plans(register: Register, today: date) -> Iterator[DueItem]:
    """List the year's work plans that are to be made or agreed, by the end of its first month.

    Nobody plans a year that is over.
    """
    year = financial_year(today)
    due = months_of(year)[0].end
    if due < register.kept_since:
        return
    plans = {plan.group: plan for plan in register.of(WorkPlan) if plan.year == year.name}
    some_unread = register.is_missing_any(WorkPlan.folder)
    for group in groups_with_objectives(register, year):
        plan = plans.get(group)
        if (plan is None and some_unread) or (plan and plan.agreed and plan.agreed <= today):
            continue
        yield DueItem(
            record=plan.id if plan else group,
            kind="work-plan",
            title=f"Work plan of the {register.title_of(group)}, {year.name}",
            lead=chair_of(register, group),
            group=group,
            due=due,
            today=today,
            advice="when it is agreed, add `agreed:` with the day"
            if plan
            else f"make a file in work-plans/ with `group: {group}`, `year: {year.name}`, "
            "`completed_by:` and `aims:`; when it is agreed, add `agreed:`",
            clause="F4.2",
            file=plan.id if plan else group,
            at=("year",) if plan else ("title",),
            about=f"{group}/{year.name}",
        )


# --- How they stand --------------------------------------------------------------------------


def standing_of_report(
    report: GroupReport, today: date, considered: dict[str, list[date]]
) -> Standing:
    """Whether a sub group's report has come, and whether it was considered."""
    if not is_received_on(report, today) or report.received is None:
        return Standing("awaited", f"the report of {report.period}")
    if day := presented_on(report, considered):
        return Standing("presented", f"on {say(day)}")
    return Standing("received", f"on {say(report.received)}; nobody has considered it")


def standing_of_plan(plan: WorkPlan, today: date) -> Standing:
    """Whether a work plan is agreed."""
    if plan.agreed and plan.agreed <= today:
        return Standing("agreed", f"on {say(plan.agreed)}")
    return Standing("draft", "it is not agreed yet")
