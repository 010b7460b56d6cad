"""Lessons and training: what is to be passed on, and whether it has reached practice."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.days import add_months
from hscb_pm.models import Learning, Training
from hscb_pm.models.record import Lead
from hscb_pm.periods import days_apart, say
from hscb_pm.queries.item import DueItem, Standing, name_of
from hscb_pm.register import Register
from hscb_pm.words import count

EVALUATED_AFTER_MONTHS: Final = 3
"""How long after a course those who came are asked what they do differently."""
EVALUATED_WITHIN_MONTHS: Final = 12
"""How long after it was first held that may wait where a course goes on."""


def due_learning(register: Register, today: date) -> Iterator[DueItem]:
    """Lessons that nobody has passed on; lessons of which nothing shows that they took hold."""
    training = register.group_for("training")
    for lesson in register.of(Learning):
        if lesson.noted > today:
            continue
        check = lesson.check_due(today)
        is_passed_on = any(passed.on <= today for passed in lesson.disseminated)
        is_embedded = any(shown.on <= today for shown in lesson.embedded)
        if is_embedded:
            continue
        yield DueItem(
            record=lesson.id,
            kind="learning",
            title=f"{'Has it reached practice?' if is_passed_on else 'Pass on:'} {lesson.label}",
            lead="Business Manager",
            group=training.id if training else None,
            due=check,
            today=today,
            advice="look whether it has reached practice, and add to `embedded:` "
            "`- {on: …, kind: …, finding: …}`; if nothing shows it, set the next `check:`"
            if is_passed_on
            else "pass it on, and add to `disseminated:` `- {on: …, how: …}`",
            clause="F11.3",
            file=lesson.id,
            at=("disseminated",) if is_passed_on else ("lesson",),
        )


def evaluation_due(course: Training, today: date) -> date | None:
    """When to ask whether a course had effect; None once that was asked, or none was held.

    A course that is held again and again is asked about within a year.
    """
    held = [session.on for session in course.sessions if session.on <= today]
    if not held or any(min(held) <= found.on <= today for found in course.evaluations):
        return None
    return min(
        add_months(max(held), EVALUATED_AFTER_MONTHS),
        add_months(min(held), EVALUATED_WITHIN_MONTHS),
    )


def due_evaluations(register: Register, today: date) -> Iterator[DueItem]:
    """Courses of which nobody has asked whether they changed anything."""
    training = register.group_for("training")
    group = training.id if training else None
    trainers = Lead(group=group, role="Chair") if group else Lead(role="Business Manager")
    for course in register.of(Training):
        lead = course.lead or trainers
        if due := evaluation_due(course, today):
            yield DueItem(
                record=course.id,
                kind="evaluation",
                title=f"Has it changed practice? {course.label}",
                lead=name_of(register, lead),
                agency=lead.agency,
                group=lead.group or group,
                due=due,
                today=today,
                advice="ask those who came, and add to `evaluations:` "
                "`- {on: …, how: …, answered: …, changed: …, finding: …}`",
                clause="F1.3",
                file=course.id,
                at=("sessions",),
            )


# --- How they stand --------------------------------------------------------------------------


def standing_of_lesson(lesson: Learning, today: date) -> Standing:
    """Whether a lesson was passed on, and whether it has reached practice."""
    shown = [found.on for found in lesson.embedded if found.on <= today]
    if shown:
        return Standing("embedded", f"shown on {say(min(shown))}")
    passed = [found.on for found in lesson.disseminated if found.on <= today]
    if passed and (check := lesson.check_due(today)):
        why = f"on {say(min(passed))}; whether it took hold is to be looked at by {say(check)}"
        return Standing("passed on", f"{why}, {days_apart(check, today)}")
    return Standing("noted", f"on {say(lesson.noted)}; nobody has passed it on")


def standing_of_course(course: Training, today: date) -> Standing:
    """Whether a course was held, and whether it was evaluated."""
    held = [session for session in course.sessions if session.on <= today]
    if not held:
        return Standing("planned", "it has not been held yet")
    said = count(len(held), "session")
    if came := [came.staff for session in held for came in session.attended]:
        said += f", {sum(came)} staff came"
    found = [evaluation for evaluation in course.evaluations if evaluation.on <= today]
    if not found:
        return Standing("held", f"{said}; nobody has asked whether it changed practice")
    last = max(found, key=lambda evaluation: evaluation.on)
    return Standing(
        "evaluated", f"{said}; {last.changed} of {last.answered} say what they do differently"
    )
