"""WPL and RPT: what sub groups plan, and what they report."""

from collections.abc import Iterator

from hscb_pm.models import Group, GroupReport, Objective, WorkPlan
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "WPL-001",
    Severity.WARNING,
    "completed by {role}, and the group is chaired by {chair}",
    fix="Have the chair complete it; or correct `completed_by:`, or `chair:` of the group.",
    clause="F4.2",
    words={"role": "one role", "chair": "another"},
)
def work_plan_not_by_the_chair(register: Register) -> Iterator[Hit]:
    """The plan should be completed by the chair of the relevant sub group."""
    for plan in register.of(WorkPlan):
        group = register.get(Group, plan.group)
        if not (group and group.chair):
            continue  # GRP-002 says so
        if plan.completed_by.casefold() != group.chair.casefold():
            yield hit(plan, "completed_by", role=plan.completed_by, chair=group.chair)


@rule(
    "WPL-002",
    Severity.ERROR,
    "{group} has another work plan for {year}: {other}",
    fix="Keep one.",
    clause="F4.2",
    words={"year": "the same year"},
)
def two_work_plans(register: Register) -> Iterator[Hit]:
    """Of two plans for one year, nobody could say which the group works by."""
    seen: dict[tuple[str, str], str] = {}
    for plan in register.of(WorkPlan):
        other = seen.setdefault((plan.group, plan.year), plan.id)
        if other != plan.id:
            yield hit(plan, "year", group=plan.group, year=plan.year, other=other)


@rule(
    "WPL-003",
    Severity.WARNING,
    "an aim for {objective}, which does not name {group}",
    fix="Add the group to `groups:` of the objective, or correct the aim.",
    clause="F4.2",
    words={"objective": "an objective", "group": "the group"},
)
def aim_outside_the_business_plan(register: Register) -> Iterator[Hit]:
    """A work plan identifies where the group has progressed the objectives it carries."""
    for plan in register.of(WorkPlan):
        for index, aim in enumerate(plan.aims):
            objective = register.get(Objective, aim.objective)
            if objective and plan.group not in objective.groups:
                values = {"objective": objective.id, "group": plan.group}
                yield hit(plan, "aims", index, "objective", **values)


@rule(
    "RPT-001",
    Severity.ERROR,
    "{group} has another report of {period}: {other}",
    fix="Keep one, or correct the period.",
    clause="F3.8",
    words={"period": "the same period"},
)
def period_reported_twice(register: Register) -> Iterator[Hit]:
    """A report under the wrong period leaves the right one without."""
    seen: dict[tuple[str, str], str] = {}
    for report in register.of(GroupReport):
        other = seen.setdefault((report.group, report.period), report.id)
        if other != report.id:
            yield hit(report, "period", group=report.group, period=report.period, other=other)


@rule(
    "RPT-002",
    Severity.WARNING,
    "received, and nothing says {missing}",
    fix="Add `{key}:`; where nothing has changed yet, say so.",
    clause="F3.8",
    words={"missing": "what was done or what changed", "key": "`activity:` or `outcomes:`"},
)
def report_without_outcomes(register: Register) -> Iterator[Hit]:
    """Sub groups report activity and outcomes; to have been busy is not an outcome."""
    wanted = {"activity": "what the group did", "outcomes": "what has changed for children"}
    for report in register.of(GroupReport):
        for key, missing in wanted.items():
            if report.received and not getattr(report, key):
                yield hit(report, key, missing=missing, key=key)
