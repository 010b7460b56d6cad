"""The work plan of a group: what is late, how far each objective has come, what is next."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from hscb_pm.days import add_months
from hscb_pm.models import Action, Group, Objective, WorkPlan
from hscb_pm.papers.actions import (
    CLOSED,
    PLAN,
    agreed,
    asked_after,
    closed,
    is_over,
    name_of_action,
    plan,
)
from hscb_pm.papers.paper import Kind, Paper, Subject, Values
from hscb_pm.papers.sections import (
    LATE,
    asked_of_late,
    due_and_how_far,
    overdue_rows,
    programme_row,
    rows_of_programme,
    what_is_owed,
    who,
)
from hscb_pm.periods import Period, financial_year, say
from hscb_pm.queries.item import DueItem, chair_of

_MONTHS_AHEAD: Final = 3


def workplan(paper: Paper) -> Values:
    """Everything that the paper of a work plan says."""
    group, year = paper.subject or "", financial_year(paper.today)
    found = _plan(paper)
    actions = [action for action in agreed(paper) if action.group == group]
    owed = [item for item in paper.items if item.group == group]
    late = [item for item in paper.overdue if item.group == group]
    led = [row for row in rows_of_programme(paper) if row.lead.group == group]
    to_do = [action for action in actions if not is_over(action, paper)]
    return {
        "record": found.id if found else None,
        "title": f"{paper.name(group)}: work plan {year.name}",
        "asked": [*asked_of_late(late), *asked_after(paper, actions)],
        "said": _said(paper, found, year),
        "missing": list(_missing(paper, found)),
        "late": overdue_rows(paper, late),
        "late_columns": list(LATE),
        "objectives": list(_objectives(paper, found, to_do)),
        "others": plan(paper, _without_objective(paper, found, to_do)),
        "plan_columns": list(PLAN),
        "closed": closed(paper, actions),
        "closed_columns": list(CLOSED),
        "rows": [programme_row(row) for row in led],
        "ahead": _ahead(paper, owed),
        "carried_over": _carried_over(paper, actions, year),
    }


def _plan(paper: Paper) -> WorkPlan | None:
    """The group's plan of the year."""
    year = financial_year(paper.today).name
    plans = (each for each in paper.of(WorkPlan) if each.group == paper.subject)
    return next((each for each in plans if each.year == year), None)


def _said(paper: Paper, found: WorkPlan | None, year: Period) -> str:
    """Who completed the plan, and whether it is agreed; or that there is none."""
    if found is None:
        of_group = [each for each in paper.register.of(WorkPlan) if each.group == paper.subject]
        is_kept_back = any(each.year == year.name for each in of_group)
        if is_kept_back or paper.register.is_missing_any(WorkPlan.folder):
            return f"No work plan of {year.name} can be shown here."
        if _carried(paper):
            return f"There is no work plan of {year.name}, though the group carries objectives."
        return f"There is no work plan of {year.name}; no objective asks for one."
    when = "it is not agreed yet"
    if found.agreed and found.agreed <= paper.today:
        when = f"it was agreed on {say(found.agreed)}"
    return f"The plan was completed by the {found.completed_by}; {when}."


# --- Objectives ------------------------------------------------------------------------------


def _carried(paper: Paper) -> list[Objective]:
    """The objectives of this year that name the group."""
    year = financial_year(paper.today)
    return [
        each
        for each in paper.of(Objective)
        if paper.subject in each.groups
        and not (each.from_ and each.from_ > year.end)
        and not (each.to and each.to < year.start)
    ]


def _missing(paper: Paper, found: WorkPlan | None) -> Iterator[str]:
    """What a plan is to say and does not."""
    if found is None:
        return
    aims = {aim.objective: aim for aim in found.aims}
    for objective in _carried(paper):
        if objective.id not in aims:
            yield f"The plan has no aim for “{paper.name(objective.id)}” ({objective.id})."
    for aim in found.aims:
        if not aim.progress and not paper.register.hides(aim.objective):
            name = paper.name(aim.objective)
            yield f"No progress is recorded on “{name}” ({aim.objective})."
    group = paper.record(Group)
    if group.chair and group.chair != found.completed_by:
        yield f"It was completed by the {found.completed_by}, and not by the {group.chair}."


def _planned(paper: Paper, found: WorkPlan | None) -> list[str]:
    """The objectives that the plan aims at, or that name the group."""
    aims = [aim.objective for aim in (found.aims if found else ())]
    every = dict.fromkeys([*aims, *(objective.id for objective in _carried(paper))])
    return [name for name in every if not paper.register.hides(name)]


def _objectives(paper: Paper, found: WorkPlan | None, actions: list[Action]) -> Iterator[Values]:
    """Each objective: what the group aims at, how far it has come, and by which actions."""
    aims = {aim.objective: aim for aim in (found.aims if found else ())}
    for name in _planned(paper, found):
        objective, aim = paper.register.get(Objective, name), aims.get(name)
        yield {
            "title": f"{paper.name(name)} ({name})",
            "objective": objective.objective if objective else None,
            "aim": aim.aim if aim else None,
            "progress": aim.progress if aim else None,
            "rows": plan(paper, [action for action in actions if action.objective == name]),
        }


def _without_objective(paper: Paper, found: WorkPlan | None, actions: list[Action]) -> list[Action]:
    planned = _planned(paper, found)
    return [action for action in actions if action.objective not in planned]


# --- What is next, and what was left ---------------------------------------------------------


def _ahead(paper: Paper, owed: list[DueItem]) -> list[tuple[object, ...]]:
    """What falls due in the next months."""
    until = add_months(paper.today, _MONTHS_AHEAD)
    return [
        (due_and_how_far(item), what_is_owed(item), item.record, who(paper, item))
        for item in owed
        if item.due and paper.today <= item.due <= until
    ]


def _carried_over(paper: Paper, actions: list[Action], year: Period) -> list[tuple[object, ...]]:
    """The actions of earlier years that were not over when this one began."""
    before = paper.on(year.start - timedelta(days=1))
    return [
        (
            action.id,
            name_of_action(action),
            say(action.first_due),
            str(action.state_on(paper.today)),
        )
        for action in actions
        if (action.agreed or action.first_due) < year.start and not is_over(action, before)
    ]


def _author(paper: Paper) -> str | None:
    found = _plan(paper)
    return found.completed_by if found else chair_of(paper.register, paper.subject or "")


WORKPLAN: Final = Kind(
    "workplan",
    shows="the work plan of a group: objectives, actions, what it leads and owes",
    purpose="To show where the group's work has progressed the objectives of the business plan, "
    "and what it owes.",
    basis="Children Act 2004, section 14: co-ordinate what each member does, and ensure that it "
    "is effective.",
    gather=workplan,
    subject=Subject("a group", "audit-sub-group", (Group,)),
    author=_author,
    none="None recorded.",
)
