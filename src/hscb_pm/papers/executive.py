"""The Executive's paper: what each sub group did, what it changed, and what it owes."""

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

from hscb_pm.models import Group, GroupReport, Meeting, WorkPlan
from hscb_pm.models.group import PlanAim
from hscb_pm.papers.actions import agreed, so_many
from hscb_pm.papers.paper import Kind, Paper, Values
from hscb_pm.papers.sections import overdue_rows
from hscb_pm.periods import Period, days_apart, financial_year, say
from hscb_pm.queries.groups import (
    groups_with_objectives,
    is_received_on,
    presented_on,
    reports_wanted,
    standing_of_plan,
    sub_groups,
)
from hscb_pm.queries.item import DueItem
from hscb_pm.words import capital, count, joined

UNREAD: Final = "not known: a file could not be read"
DECIDED: Final = {
    "table": "to be tabled",
    "circulate": "circulated for information",
    "not-needed": "the Board need not see it",
}
"""What a sub group decides about a report and the Board."""


def executive(paper: Paper) -> Values:
    """Everything that the Executive's paper says."""
    hides = paper.register.hides
    groups = [group for group in sub_groups(paper.register) if not hides(group.id)]
    wanted = _reports(paper)
    silent = [w for w in wanted if w.report and not w.report.outcomes]
    owed = [i for i in paper.overdue if i.kind in _OWED]
    return {
        "title": f"{paper.board}: what the sub groups did, and what it changed",
        "asked": _asked(owed, wanted, silent),
        "said": _said(paper, wanted, silent),
        "owed": overdue_rows(paper, owed),
        "short": [row for w in wanted if (row := _short(w))],
        "glance": [_glance(paper, group, wanted) for group in groups],
        "groups": [_group(paper, group, wanted) for group in groups],
    }


_OWED: Final = {
    "group-report": ("report", "reports", "that should have come"),
    "work-plan": ("work plan", "work plans", "that should have been agreed"),
}


def _asked(owed: list[DueItem], wanted: list["Wanted"], silent: list["Wanted"]) -> list[str]:
    asked = []
    for kind, (one, many, why) in _OWED.items():
        leads = [item.lead for item in owed if item.kind == kind]
        if leads:
            who = joined([f"the {lead}" for lead in dict.fromkeys(leads)])
            asked.append(f"ask {who} for {count(len(leads), one, many)} {why} (section 1)")
    if silent:
        who = joined(list(dict.fromkeys(f"the {w.group.label}" for w in silent)))
        asked.append(f"ask {who} what has changed for children (section 1)")
    if to_take := sum(w.report is not None and w.considered is None for w in wanted):
        asked.append(f"consider {count(to_take, 'report')} that no meeting has taken yet")
    return asked


# --- Reports ---------------------------------------------------------------------------------


class Wanted(NamedTuple):
    """A report that a sub group owes, and what has come."""

    group: Group
    period: Period
    due: date
    report: GroupReport | None
    """Only once it has come."""
    considered: date | None

    @property
    def days_late(self) -> int:
        """How many days after its date it came."""
        came = self.report.received if self.report else None
        return max(0, (came - self.due).days) if came else 0


def _reports(paper: Paper) -> list[Wanted]:
    """The reports of periods that have ended, due this financial year, the oldest first."""
    register, today = paper.register, paper.today
    year = financial_year(today)
    found = {(report.group, report.period): report for report in register.of(GroupReport)}
    wanted = []
    for group, _, period, due in reports_wanted(register, today):
        report = found.get((group.id, period.name))
        is_hidden = register.hides(group.id) or (report is not None and register.hides(report.id))
        if is_hidden or period.end >= today or due < year.start:
            continue
        came = report if report and is_received_on(report, today) else None
        seen = presented_on(came, paper.considered.get(came.id, {})) if came else None
        wanted.append(Wanted(group, period, due, came, seen))
    return sorted(wanted, key=lambda w: (w.period.end, w.due, w.group.id))


def _said(paper: Paper, wanted: list[Wanted], silent: list[Wanted]) -> str:
    year = financial_year(paper.today).name
    if not wanted:
        return f"No report of a sub group has been asked for in {year} so far."
    came = sum(w.report is not None for w in wanted)
    said = f"Of {count(len(wanted), 'report')} that sub groups were asked for in {year} so far, "
    said += f"{count(came, 'has', 'have')} come."
    if late := sum(w.days_late > 0 for w in wanted):
        said += f" {capital(count(late, 'report was', 'reports were'))} late."
    if silent:
        said += f" {count(len(silent), 'report does', 'reports do')} not say what has changed."
    return said


def _short(wanted: Wanted) -> tuple[object, ...] | None:
    """A report that came late, or that says nothing of outcomes."""
    report = wanted.report
    if report is None or (report.outcomes and not wanted.days_late):
        return None
    late = [f"{count(wanted.days_late, 'day')} late"] if wanted.days_late else []
    silent = [] if report.outcomes else ["does not say what has changed"]
    period, wrong = wanted.period.title, "; ".join(late + silent)
    return wanted.group.label, period, wanted.due, report.received, wrong, report.id


def _report_state(paper: Paper, wanted: Wanted) -> str:
    if wanted.report and wanted.report.received:
        seen = wanted.considered
        taken = f"considered on {say(seen)}" if seen else "not considered yet"
        return f"came on {say(wanted.report.received)}; {taken}"
    if paper.register.is_missing_any(GroupReport.folder):
        return UNREAD
    return f"has not come: due {say(wanted.due)}, {days_apart(wanted.due, paper.today)}"


# --- Each sub group --------------------------------------------------------------------------


def _glance(paper: Paper, group: Group, wanted: list[Wanted]) -> tuple[object, ...]:
    last = next((w for w in reversed(wanted) if w.group.id == group.id), None)
    held, others = _meetings(paper, group)
    return (
        group.label,
        f"{last.period.name}: {_report_state(paper, last)}" if last else "none is due yet",
        _plan_state(paper, group),
        f"{len(held)} of {len(held) + len(others)}" if held or others else "none is planned",
        len(_overdue(paper, group)),
    )


def _overdue(paper: Paper, group: Group) -> list[DueItem]:
    return [item for item in paper.overdue if item.group == group.id]


def _group(paper: Paper, group: Group, wanted: list[Wanted]) -> Values:
    own = [w for w in wanted if w.group.id == group.id]
    newest = next((w.report for w in reversed(own) if w.report), None)
    plan = _plan(paper, group)
    shown = plan if plan and not paper.register.hides(plan.id) else None
    return {
        "title": group.label,
        "report": newest
        and {
            "id": newest.id,
            "period": Period.parse(newest.period).title,
            "activity": newest.activity,
            "outcomes": newest.outcomes,
        },
        "no_report": f"No report has {'come' if own else 'been asked for'} this year.",
        "overdue": overdue_rows(
            paper, (item for item in _overdue(paper, group) if item.kind not in _OWED)
        ),
        "plan": f"Work plan of {financial_year(paper.today).name}: {_plan_state(paper, group)}.",
        "plan_id": shown and shown.id,
        "aims": [
            _aim(paper, group, aim)
            for aim in (shown.aims if shown else ())
            if not paper.register.hides(aim.objective)
        ],
        "meetings": _met(paper, group),
        "sent": _sent(paper, group),
    }


def _plan(paper: Paper, group: Group) -> WorkPlan | None:
    year = financial_year(paper.today).name
    plans = paper.register.of(WorkPlan)
    return next((plan for plan in plans if (plan.group, plan.year) == (group.id, year)), None)


def _plan_state(paper: Paper, group: Group) -> str:
    plan, register = _plan(paper, group), paper.register
    if plan and register.hides(plan.id):
        return "not for the readers of this paper"
    if plan:
        standing = standing_of_plan(plan, paper.today)
        return f"agreed {standing.why}" if standing.state == "agreed" else "not agreed yet"
    if register.is_missing_any(WorkPlan.folder):
        return UNREAD
    if group.id in groups_with_objectives(register, financial_year(paper.today)):
        return "there is none, and the group carries an objective of the business plan"
    return "none is wanted: the group carries no objective"


def _aim(paper: Paper, group: Group, aim: PlanAim) -> tuple[object, ...]:
    """An aim of a work plan, and how the group's actions for its objective stand."""
    own = [a for a in agreed(paper) if (a.group, a.objective) == (group.id, aim.objective)]
    return (
        paper.name(aim.objective),
        aim.aim,
        aim.progress or "nothing is recorded",
        so_many(paper, own) or "none",
    )


# --- Meetings, and what went to the Board ----------------------------------------------------


def _meetings(paper: Paper, group: Group) -> tuple[list[Meeting], list[Meeting]]:
    """The meetings of this financial year: those that something shows were held, and the rest."""
    year = financial_year(paper.today)
    every = sorted(
        (m for m in paper.of(Meeting) if m.group == group.id and year.start <= m.date <= year.end),
        key=lambda meeting: (meeting.date, meeting.id),
    )
    held = [meeting for meeting in every if meeting.is_shown_on(paper.today)]
    return held, [meeting for meeting in every if not meeting.is_shown_on(paper.today)]


def _met(paper: Paper, group: Group) -> str:
    """How often a group met, of the meetings planned, and how many seats were filled."""
    year = financial_year(paper.today).name
    held, others = _meetings(paper, group)
    if not held and not others:
        return f"No meeting of {year} is recorded or planned."
    said = f"{capital(count(len(held), 'meeting'))} held in {year} so far, "
    unshown = sum(meeting.date < paper.today for meeting in others)
    said += f"{len(others) - unshown or 'none'} to come."
    if unshown:
        passed = count(unshown, "planned meeting has", "planned meetings have")
        said += f" {capital(passed)} passed, and nothing shows that it took place."
    seats = [seat for meeting in held for seat in meeting.attendance]
    if seats:
        filled = sum(seat.present for seat in seats)
        said += f" {filled} of {count(len(seats), 'seat was', 'seats were')} filled."
    absent = Counter(seat.agency for seat in seats if not seat.present)
    hides = paper.register.hides
    if often := [paper.name(a) for a, times in absent.items() if times > 1 and not hides(a)]:
        said += f" Absent more than once: {joined(sorted(often))}."
    return said


def _sent(paper: Paper, group: Group) -> list[tuple[object, ...]]:
    """What a group decided to send to the Board, or not to, and what the Board has seen of it."""
    boards = {each.id for each in paper.register.of(Group) if each.function == "board"}
    found: dict[str, tuple[object, ...]] = {}
    for meeting in _meetings(paper, group)[0]:
        for item in meeting.items:
            named = [name for name in (item.about, item.fulfils) if name]
            if any(map(paper.register.hides, named)):
                continue
            days = sorted(
                day
                for name in named
                for board in boards
                for day in paper.considered.get(name, {}).get(board, ())
                if day >= meeting.date
            )
            if named and (item.decision or days):
                waits = None if item.decision == "not-needed" else "not yet"
                found[named[0]] = (
                    item.title or paper.name(named[0]),
                    named[0],
                    meeting.date,
                    DECIDED.get(item.decision or ""),
                    item.reason,
                    days[0] if days else waits,
                )
    return list(found.values())


EXECUTIVE: Final = Kind(
    "executive",
    shows="what each sub group did, what it changed, its work plan, and what it owes",
    purpose="To show the Executive what each sub group has done, what has changed for children "
    "because of it, and where a report, a work plan or an action is missing.",
    basis="Performance management framework, section 3: sub groups report their activity and "
    "outcomes to the Executive regularly; section 4: each completes a work plan.",
    gather=executive,
    group="executive",
)
