"""How the Board hears of its own performance: what is to come, and what waits for an answer."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.days import add_months
from hscb_pm.models import ChairMeetings, Concern, Escalation, Feedback, Rating
from hscb_pm.periods import Period, days_apart, financial_year, say
from hscb_pm.queries.item import DueItem, Standing, chair_of, lead_of
from hscb_pm.register import Register
from hscb_pm.words import count, some_of

FEEDBACK_MONTHS: Final = 12
"""Practitioners are to be heard at least once in so many months."""
_NAMED: Final = 3


# --- The Chair's meetings --------------------------------------------------------------------


def met_in(register: Register, year: Period, today: date) -> set[str]:
    """The members whom the Chair has met in a financial year."""
    found = register.get(ChairMeetings, f"CHM-{year.name}")
    return {meeting.agency for meeting in found.meetings if meeting.on <= today} if found else set()


def due_chair_meetings(register: Register, today: date) -> Iterator[DueItem]:
    """The members whom the Chair has still to meet this financial year, as one item."""
    board, year = register.group_for("board"), financial_year(today)
    name = f"CHM-{year.name}"
    if board is None or register.is_rejected(name) or year.end < register.kept_since:
        return
    to_meet = [m for m in board.members if m not in met_in(register, year, today)]
    if not to_meet:
        return
    found = register.get(ChairMeetings, name)
    names = some_of([register.title_of(agency) for agency in to_meet], _NAMED)
    yield DueItem(
        record=name,
        kind="chair-meeting",
        title=f"The Chair's meetings with {count(len(to_meet), 'member')}, {year.name}: {names}",
        lead=chair_of(register, board.id),
        group=board.id,
        due=year.end,
        today=today,
        advice=(f"make chair-meetings/{name}.yaml and" if found is None else "after each,")
        + " add to `meetings:` `- {on: …, agency: …, about: …}`",
        clause="F3.3",
        file=found.id if found else board.id,
        at=("meetings",) if found else ("members",),
    )


# --- The members' rating ---------------------------------------------------------------------


def due_ratings(register: Register, today: date) -> Iterator[DueItem]:
    """The members' rating of the Board, once in each financial year; answers to be counted."""
    board, this_year = register.group_for("board"), financial_year(today)
    if board is None:
        return
    begun = [rating.year for rating in register.of(Rating) if rating.opened <= today]
    for year in sorted({this_year, *begun}, key=lambda year: year.start):
        name = f"RTG-{year.name}"
        found = register.get(Rating, name)
        is_closed = found is not None and found.closed is not None and found.closed <= today
        if is_closed or register.is_rejected(name) or year.end < register.kept_since:
            continue
        yield DueItem(
            record=name,
            kind="rating",
            title=f"The members' rating of the Board, {year.name}",
            lead="Business Manager",
            group=board.id,
            due=year.end,
            today=today,
            advice="when the answers are counted, add `closed:`, `answered:` and `questions:`"
            if found
            else f"ask the members; then make ratings/{name}.yaml with `opened:`, `asked:` and "
            "`scale:`",
            clause="F3.4",
            file=found.id if found else board.id,
            at=("opened",) if found else ("title",),
        )


# --- Practitioners ---------------------------------------------------------------------------


def heard_on(register: Register, today: date) -> list[date]:
    """The days on which practitioners were heard."""
    return sorted(feedback.on for feedback in register.of(Feedback) if feedback.on <= today)


def _hear_again_by(register: Register, today: date) -> date:
    """Twelve months after practitioners were heard last, or by the end of this financial year."""
    days = heard_on(register, today)
    again = add_months(days[-1], FEEDBACK_MONTHS) if days else None
    return again if again and again >= register.kept_since else financial_year(today).end


def unanswered(feedback: Feedback) -> int:
    """How many concerns of practitioners nobody has done anything about."""
    return sum(t.kind == "concern" and not (t.done or t.action) for t in feedback.themes)


def due_feedback(register: Register, today: date) -> Iterator[DueItem]:
    """When practitioners are to be heard again; concerns of theirs that wait for an answer."""
    board = register.group_for("board")
    if board and not register.is_missing_any(Feedback.folder):
        due = _hear_again_by(register, today)
        yield DueItem(
            record=board.id,
            kind="feedback",
            title="Hear front-line practitioners: a workshop, or a visit by Board members",
            lead="Business Manager",
            group=board.id,
            due=due,
            today=today,
            advice="afterwards make a file in feedback/ with `on:`, `how:` and `themes:`",
            clause="F3.5",
            file=board.id,
            at=("title",),
            about=f"{board.id}/{due}",
        )
    for feedback in register.of(Feedback):
        waiting = unanswered(feedback)
        told = feedback.told is not None and feedback.told <= today
        if feedback.on > today or (told and not waiting):
            continue
        to_do = f"Answer {count(waiting, 'concern')}" if waiting else "Tell people what was done"
        yield DueItem(
            record=feedback.id,
            kind="feedback",
            title=f"{to_do}: {feedback.label}",
            lead="Business Manager",
            group=board.id if board else None,
            due=None,
            today=today,
            advice="add `done:` or `action:` to each concern"
            if waiting
            else "tell those who spoke what was done, and add `told:` with the day",
            clause="F3.5",
            file=feedback.id,
            at=("themes",) if waiting else ("on",),
        )


# --- Escalations and concerns ----------------------------------------------------------------


def due_escalations(register: Register, today: date) -> Iterator[DueItem]:
    """Escalated cases that are not resolved."""
    for escalation in register.of(Escalation):
        if escalation.raised > today or is_resolved_on(escalation, today):
            continue
        yield DueItem(
            record=escalation.id,
            kind="escalation",
            title=escalation.label,
            lead=lead_of(register, escalation.with_),
            agency=escalation.with_,
            due=escalation.due,
            today=today,
            advice="when it is resolved, add `resolved: {on: …, how: …}`",
            clause="F3.6",
            file=escalation.id,
            at=("due",) if escalation.due else ("raised",),
        )


def is_resolved_on(escalation: Escalation, today: date) -> bool:
    """Whether an escalated case was resolved by a day."""
    return escalation.resolved is not None and escalation.resolved.on <= today


def due_concerns(register: Register, today: date) -> Iterator[DueItem]:
    """Concerns that wait for an answer, or to be closed."""
    for concern in register.of(Concern):
        if concern.raised > today or is_closed_on(concern, today):
            continue
        answered = is_answered_on(concern, today)
        by = chair_of(register, concern.by) if concern.by else "Business Manager"
        to_answer = concern.agency is not None and not answered
        yield DueItem(
            record=concern.id,
            kind="concern",
            title=concern.label,
            lead=lead_of(register, concern.agency) if to_answer else by,
            agency=concern.agency if to_answer else None,
            group=concern.by,
            due=None if answered else concern.due,
            today=today,
            advice="when the agency answers, add `answer: {on: …, text: …}`"
            if to_answer
            else "when it is settled, add `closed: {on: …, how: …}`",
            clause={"early-signal": "F1.5", "challenge": "F9.7"}.get(concern.type, "F6.2"),
            file=concern.id,
            at=("due",) if concern.due else ("raised",),
        )


def is_answered_on(concern: Concern, today: date) -> bool:
    """Whether an agency had answered a concern by a day."""
    return concern.answer is not None and concern.answer.on <= today


def is_closed_on(concern: Concern, today: date) -> bool:
    """Whether a concern was settled by a day."""
    return concern.closed is not None and concern.closed.on <= today


# --- How they stand --------------------------------------------------------------------------


def standing_of_escalation(escalation: Escalation, today: date) -> Standing:
    """Whether an escalated case is resolved, and how long it took."""
    days = count(escalation.days_open(today), "day")
    if escalation.resolved and is_resolved_on(escalation, today):
        return Standing("resolved", f"on {say(escalation.resolved.on)}, after {days}")
    return Standing("open", f"for {days}, since {say(escalation.raised)}")


def standing_of_concern(concern: Concern, today: date) -> Standing:
    """Whether a concern is answered, and whether it is settled."""
    if concern.closed and is_closed_on(concern, today):
        return Standing("closed", f"on {say(concern.closed.on)}: {concern.closed.how}")
    if concern.answer and is_answered_on(concern, today):
        return Standing("answered", f"on {say(concern.answer.on)}; it is not closed")
    due = (
        f"; answer due {say(concern.due)}, {days_apart(concern.due, today)}" if concern.due else ""
    )
    return Standing("open", f"since {say(concern.raised)}{due}")


def standing_of_feedback(feedback: Feedback, today: date) -> Standing:
    """Whether what practitioners said was answered."""
    if waiting := unanswered(feedback):
        return Standing("heard", f"{count(waiting, 'concern')} of practitioners to answer")
    if feedback.told and feedback.told <= today:
        return Standing("told", f"those who spoke heard on {say(feedback.told)} what was done")
    return Standing("answered", "those who spoke have not been told")


def standing_of_rating(rating: Rating, today: date) -> Standing:
    """Whether the members' rating is counted."""
    if rating.closed and rating.closed <= today:
        return Standing(
            "closed", f"on {say(rating.closed)}; {rating.answered} of {rating.asked} answered"
        )
    return Standing("open", f"members were asked on {say(rating.opened)}")
