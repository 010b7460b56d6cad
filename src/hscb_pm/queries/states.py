"""How a record stands on a day, in a word, and the facts that say so."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, Final

from hscb_pm.models import (
    Action,
    AnnualReport,
    Audit,
    ChildDeaths,
    Concern,
    Cycle,
    Document,
    Escalation,
    Feedback,
    GroupReport,
    Indicator,
    Learning,
    Meeting,
    Objective,
    Programme,
    Rating,
    Record,
    Return,
    Review,
    Scrutiny,
    Training,
    WorkPlan,
)
from hscb_pm.models.action import State
from hscb_pm.periods import days_apart, say
from hscb_pm.queries.actions import is_changed_since_judged, signed_off
from hscb_pm.queries.documents import (
    standing_of_annual_report,
    standing_of_deaths,
    standing_of_document,
)
from hscb_pm.queries.groups import standing_of_plan, standing_of_report
from hscb_pm.queries.indicators import missing_periods
from hscb_pm.queries.item import Standing
from hscb_pm.queries.learning import standing_of_course, standing_of_lesson
from hscb_pm.queries.listening import (
    standing_of_concern,
    standing_of_escalation,
    standing_of_feedback,
    standing_of_rating,
)
from hscb_pm.queries.meetings import considered_by, first_from
from hscb_pm.queries.programme import OccurrenceRow, occurrences
from hscb_pm.register import Register
from hscb_pm.words import count

UNFINISHED: Final = "unfinished"
NOT_YET: Final = "not agreed yet"
TO_COME: Final = "to come"
BEGUN: Final[dict[type[Record], str]] = {
    Concern: "raised",
    Escalation: "raised",
    Feedback: "on",
    Learning: "noted",
    Rating: "opened",
    Review: "opened",
}
"""The fact from which on there is such a record."""


def states(register: Register, today: date) -> Callable[[Record], Standing | None]:
    """What tells how a record stands on a day; None of a kind that has no states."""
    shared = _Shared(register, today)

    def standing(record: Record) -> Standing | None:
        answer = _ANSWERS.get(type(record))
        begun = getattr(record, BEGUN.get(type(record), ""), None)
        if begun and begun > today:
            return Standing(TO_COME, f"not before {say(begun)}")
        return answer(record, shared) if answer else None

    return standing


class _Shared:
    """What several answers need, worked out once."""

    def __init__(self, register: Register, today: date) -> None:
        self.register, self.today = register, today
        self.considered = considered_by(register, today)

    @cached_property
    def occurrences(self) -> dict[str, list[OccurrenceRow]]:
        found: dict[str, list[OccurrenceRow]] = {}
        for row in occurrences(self.register, self.today):
            found.setdefault(row.occurrence.id.partition("/")[0], []).append(row)
        return found

    @cached_property
    def actions(self) -> dict[str | None, list[Action]]:
        found: dict[str | None, list[Action]] = {}
        for action in self.register.of(Action):
            found.setdefault(action.objective, []).append(action)
        return found


def _action(action: Action, shared: _Shared) -> Standing:
    today, title_of = shared.today, shared.register.title_of
    if action.agreed and action.agreed > today:
        return Standing(NOT_YET, f"agreed only on {say(action.agreed)}")
    state = action.state_on(today)
    due = action.due_on(today)
    match state:
        case State.WITHDRAWN if action.withdrawn:
            end, by = action.withdrawn, title_of(action.withdrawn.agreed_by)
            why = f"given up on {say(end.on)}, as the {by} agreed: {end.reason}"
        case State.CONTINUED:
            why = f"{shared.register.id_of(action.continued_by)} has taken its place"
        case State.OUTCOME_ACHIEVED | State.IMPLEMENTED:
            why = _after_sign_off(action, shared)
        case State.IN_PROGRESS:
            last = max(note.on for note in action.progress if note.on <= today)
            why = f"due {say(due)}, {days_apart(due, today)}; last progress on {say(last)}"
        case _:
            why = f"due {say(due)}, {days_apart(due, today)}; no progress is recorded"
    return Standing(str(state), why)


def _after_sign_off(action: Action, shared: _Shared) -> str:
    today, said = shared.today, []
    if signed := signed_off(shared.register, action, today):
        said.append(signed)
    if latest := action.latest_outcome(today):
        result = latest.result.replace("-", " ")
        since = ", and changed since" if is_changed_since_judged(action, today) else ""
        said.append(f"the outcome was judged {result} on {say(latest.on)}{since}")
    else:
        said.append("no outcome is shown yet")
    if check := action.outcome_check_due(today):
        said.append(f"outcome check due {say(check)}, {days_apart(check, today)}")
    elif again := action.recheck_due(today):
        said.append(f"to be looked at again by {say(again)}")
    return "; ".join(said)


def _audit(audit: Audit, shared: _Shared) -> Standing:
    today = shared.today
    if audit.reported and audit.reported <= today:
        return _reported(audit, audit.reported, shared)
    due = _report_due(audit, today)
    if audit.fieldwork_done and audit.fieldwork_done <= today:
        return Standing("fieldwork done", f"fieldwork ended on {say(audit.fieldwork_done)}; {due}")
    return Standing("planned", due)


def _review(review: Review, shared: _Shared) -> Standing:
    today = shared.today
    if review.published and review.published.on <= today:
        return Standing("published", f"on {say(review.published.on)}")
    if review.reported and review.reported <= today:
        return _reported(review, review.reported, shared)
    return Standing("under way", f"since {say(review.opened)}; {_report_due(review, today)}")


def _report_due(scrutiny: Scrutiny, today: date) -> str:
    if scrutiny.due is None:
        return "no date is set for the report"
    return f"report due {say(scrutiny.due)}, {days_apart(scrutiny.due, today)}"


def _reported(scrutiny: Scrutiny, since: date, shared: _Shared) -> Standing:
    """How far a finished report has come on its route."""
    title_of, seen = shared.register.title_of, shared.considered.get(scrutiny.id, {})
    reported = f"on {say(since)}"
    for step in scrutiny.route:
        if (day := first_from(seen.get(step, []), since)) is None:
            return Standing("reported", f"{reported}; the {title_of(step)} has not seen it")
        since = day
    if scrutiny.route:
        return Standing("presented", f"to the {title_of(scrutiny.route[-1])} on {say(since)}")
    return Standing("reported", reported)


def _meeting(meeting: Meeting, shared: _Shared) -> Standing:
    today = shared.today
    if meeting.date > today:
        return Standing("planned", f"for {say(meeting.date)}")
    if meeting.minutes_agreed and meeting.minutes_agreed <= today:
        return Standing("minutes agreed", f"on {say(meeting.minutes_agreed)}")
    if not meeting.is_shown_on(today):
        return Standing("not minuted", f"nothing shows that it was held on {say(meeting.date)}")
    return Standing("held", f"on {say(meeting.date)}; its minutes are not agreed")


def _return(found: Return, shared: _Shared) -> Standing:
    today = shared.today
    came = [version.on for version in found.received if version.on <= today]
    cycle = shared.register.get(Cycle, found.cycle)
    again = cycle.carried_forward(found.standards, today) if cycle else 0
    answers = count(again, "answer carried forward is", "answers carried forward are")
    more = [f"{answers} to be reconfirmed"] if again else []
    if not came:
        asked = next((a for a in cycle.asked if a.agency == found.agency), None) if cycle else None
        due = cycle.due_for(asked) if cycle and asked else None
        said = [f"due {say(due)}, {days_apart(due, today)}"] if due else []
        return Standing("awaited", "; ".join(said + more))
    days = ", again on ".join(map(say, came))
    if found.is_moderated_on(today):
        return Standing("moderated", "; ".join(["every answer", f"it came on {days}", *more]))
    return Standing("received", "; ".join([f"on {days}", "not every answer is moderated", *more]))


def _cycle(cycle: Cycle, shared: _Shared) -> Standing:
    if cycle.closed and cycle.closed <= shared.today:
        return Standing("closed", f"on {say(cycle.closed)}")
    if cycle.opened > shared.today:
        return Standing("planned", f"opens {say(cycle.opened)}")
    returns = (shared.register.get(Return, cycle.return_id(a.agency)) for a in cycle.asked)
    came = sum(found is not None and found.is_received_on(shared.today) for found in returns)
    said = f"{came} of {len(cycle.asked)} returns have come"
    if unread := sum(shared.register.is_rejected(cycle.return_id(a.agency)) for a in cycle.asked):
        said += f", {unread} could not be read"
    return Standing("open", said)


def _indicator(indicator: Indicator, shared: _Shared) -> Standing:
    late = [
        (due, period)
        for due, period in missing_periods(shared.register, indicator, shared.today)
        if due < shared.today
    ]
    if late:
        due, period = late[0]
        return Standing("value late", f"{period.title}, {days_apart(due, shared.today)}")
    return Standing("up to date", "no value is late")


def _programme(programme: Programme, shared: _Shared) -> Standing:
    rows = shared.occurrences.get(programme.id, [])
    done = sum(row.done is not None for row in rows)
    late = sum(row.done is None and row.due < shared.today for row in rows)
    state = "to come" if programme.year.start > shared.today else "running"
    if programme.year.end < shared.today:
        state = "over"
    return Standing(state, f"{done} of {len(rows)} occurrences are done, {late} are late")


def _objective(objective: Objective, shared: _Shared) -> Standing:
    if objective.from_ and objective.from_ > shared.today:
        return Standing("to come", f"from {say(objective.from_)}")
    if objective.to and objective.to < shared.today:
        return Standing("over", f"it ended on {say(objective.to)}")
    actions = shared.actions.get(objective.id, [])
    done = sum(a.state_on(shared.today) is State.OUTCOME_ACHIEVED for a in actions)
    return Standing("current", f"{done} of {len(actions)} actions have shown their outcome")


def _report(report: GroupReport, shared: _Shared) -> Standing:
    return standing_of_report(report, shared.today, shared.considered.get(report.id, {}))


def _dated(standing: Callable[[Any, date], Standing]) -> Callable[[Any, _Shared], Standing]:
    """An answer that needs nothing but the record and the day."""
    return lambda record, shared: standing(record, shared.today)


_ANSWERS: Final[dict[type[Record], Callable[[Any, _Shared], Standing]]] = {
    Action: _action,
    Audit: _audit,
    Review: _review,
    Meeting: _meeting,
    Return: _return,
    Cycle: _cycle,
    Indicator: _indicator,
    Programme: _programme,
    Objective: _objective,
    GroupReport: _report,
    WorkPlan: _dated(standing_of_plan),
    Learning: _dated(standing_of_lesson),
    Training: _dated(standing_of_course),
    Feedback: _dated(standing_of_feedback),
    Escalation: _dated(standing_of_escalation),
    Concern: _dated(standing_of_concern),
    Rating: _dated(standing_of_rating),
    ChildDeaths: _dated(standing_of_deaths),
    AnnualReport: _dated(standing_of_annual_report),
    Document: _dated(standing_of_document),
}
STATES: Final[dict[type[Record], tuple[str, ...]]] = {
    Action: (NOT_YET, *map(str, State)),
    Audit: ("planned", "fieldwork done", "reported", "presented"),
    Review: (TO_COME, "under way", "reported", "presented", "published"),
    Meeting: ("planned", "not minuted", "held", "minutes agreed"),
    Return: ("awaited", "received", "moderated"),
    Cycle: ("planned", "open", "closed"),
    Indicator: ("up to date", "value late"),
    Programme: ("to come", "running", "over"),
    Objective: ("to come", "current", "over"),
    GroupReport: ("awaited", "received", "presented"),
    WorkPlan: ("draft", "agreed"),
    Learning: (TO_COME, "noted", "passed on", "embedded"),
    Training: ("planned", "held", "evaluated"),
    Feedback: (TO_COME, "heard", "answered", "told"),
    Escalation: (TO_COME, "open", "resolved"),
    Concern: (TO_COME, "open", "answered", "closed"),
    Rating: (TO_COME, "open", "closed"),
    ChildDeaths: ("in preparation", "reported"),
    AnnualReport: ("to come", "published"),
    Document: ("draft", "in date", "review late", "no review date"),
}
"""The states that a record of each kind can be in."""
_UNFINISHED: Final[dict[type[Record], tuple[str, ...]]] = {
    Action: ("open", "in progress"),
    Audit: ("planned", "fieldwork done"),
    Review: ("under way",),
    Meeting: ("planned", "not minuted", "held"),
    Return: ("awaited", "received"),
    Cycle: ("planned", "open"),
    GroupReport: ("awaited",),
    WorkPlan: ("draft",),
    Learning: ("noted", "passed on"),
    Training: ("planned", "held"),
    Feedback: ("heard", "answered"),
    Escalation: ("open",),
    Concern: ("open", "answered"),
    Rating: ("open",),
    ChildDeaths: ("in preparation",),
    Document: ("draft",),
}
"""Those in which something of the record itself is still to be done."""


def names_of(kind: type[Record], state: str) -> tuple[str, ...]:
    """What a state of a kind can be called in a question."""
    return (state, UNFINISHED) if state in _UNFINISHED.get(kind, ()) else (state,)


def known_states(kind: type[Record]) -> tuple[str, ...]:
    """What can be asked of how records of a kind stand."""
    return (*STATES.get(kind, ()), *([UNFINISHED] if kind in _UNFINISHED else []))
