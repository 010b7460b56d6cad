"""FBK and ESC and CNC and CHM and RTG: what the Board hears, and whether it listens."""

from collections.abc import Iterator

from hscb_pm.models import ChairMeetings, Concern, Escalation, Feedback, Rating
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule

SIGNAL = "early-signal"


@rule(
    "FBK-001",
    Severity.WARNING,
    "nothing says what the practitioners said",
    fix="Add `themes:`.",
    clause="F3.5",
)
def feedback_without_themes(register: Register) -> Iterator[Hit]:
    """Feedback from front-line practitioners is gathered so that something comes of it."""
    for feedback in register.of(Feedback):
        if not feedback.themes:
            yield hit(feedback, "themes")


@rule(
    "ESC-001",
    Severity.WARNING,
    "nothing says {missing}",
    fix="Add `{key}:`.",
    clause="F3.6",
    words={
        "missing": "what was tried first, or to whom it was taken",
        "key": "`channels:` or `steps:`",
    },
)
def escalation_without_its_way(register: Register) -> Iterator[Hit]:
    """Cases are escalated to very senior managers only when usual channels have been exhausted."""
    for case in register.of(Escalation):
        if not case.channels:
            missing = "which usual channels were tried first"
            yield hit(case, "channels", missing=missing, key="channels")
        if case.resolved and not case.steps:
            yield hit(case, "steps", missing="to whom it was taken", key="steps")


@rule(
    "ESC-002",
    Severity.ERROR,
    "raised by {agency} with itself",
    fix="Correct `by:` or `with:`.",
    clause="F3.6",
)
def escalated_within_one_agency(register: Register) -> Iterator[Hit]:
    """What is escalated is a disagreement between agencies."""
    for case in register.of(Escalation):
        if case.by == case.with_:
            yield hit(case, "with", agency=case.by)


@rule(
    "CNC-001",
    Severity.ERROR,
    "a concern about {what} that is put to no agency",
    fix="Add `agency:`.",
    clause="F6.2",
    words={"what": "compliance, cooperation or what was agreed"},
)
def concern_put_to_nobody(register: Register) -> Iterator[Hit]:
    """All agencies are held accountable for a failure of cooperation or compliance."""
    words = {
        "compliance": "compliance",
        "cooperation": "cooperation",
        "challenge": "what was agreed",
    }
    for concern in register.of(Concern):
        if concern.type in words and not concern.agency:
            yield hit(concern, "type", what=words[concern.type])


@rule(
    "CNC-002",
    Severity.ERROR,
    "an early signal that {found_by} found",
    fix="Correct `type:` or `found_by:`.",
    clause="F1.5",
    words={"found_by": "an inspection or a review"},
)
def early_signal_came_late(register: Register) -> Iterator[Hit]:
    """To see early is to pre-empt events; what an inspection or a review finds has happened."""
    late = {"inspection": "an inspection", "review": "a review"}
    for concern in register.of(Concern):
        if concern.type == SIGNAL and concern.found_by in late:
            yield hit(concern, "found_by", found_by=late[concern.found_by])


@rule(
    "CNC-003",
    Severity.WARNING,
    "closed, and the agency neither answered nor acted",
    fix="Add `answer:`, or `actions:` with the actions that follow from it.",
    clause="F6.2",
)
def concern_closed_unanswered(register: Register) -> Iterator[Hit]:
    """An agency answers to the Board for what it has failed to do."""
    for concern in register.of(Concern):
        if concern.type != SIGNAL and concern.closed and not (concern.answer or concern.actions):
            yield hit(concern, "closed")


@rule(
    "CHM-001",
    Severity.ERROR,
    "{on} is not in {year}",
    fix="Correct the day, or move the meeting to the file of its year.",
    clause="F3.3",
    words={"on": "a day"},
)
def meeting_in_another_year(register: Register) -> Iterator[Hit]:
    """Whether the Chair meets members regularly is asked year by year."""
    for log in register.of(ChairMeetings):
        for index, meeting in enumerate(log.meetings):
            if not log.year.start <= meeting.on <= log.year.end:
                yield hit(log, "meetings", index, "on", on=meeting.on, year=log.year.name)


@rule(
    "RTG-001",
    Severity.ERROR,
    "{message}",
    fix="Correct the numbers.",
    clause="F3.4",
)
def rating_does_not_add_up(register: Register) -> Iterator[Hit]:
    """Each member is counted once, by the one answer given on the scale."""
    for rating in register.of(Rating):
        if rating.answered is not None and rating.answered > rating.asked:
            message = f"{rating.answered} of {rating.asked} answered"
            yield hit(rating, "answered", message=message)
        most = rating.asked if rating.answered is None else rating.answered
        for index, question in enumerate(rating.questions):
            path = ("questions", index, "answers")
            if len(question.answers) != len(rating.scale):
                message = f"{len(question.answers)} numbers on a scale of {len(rating.scale)}"
                yield hit(rating, *path, message=message)
            if sum(question.answers) > most:
                message = f"{sum(question.answers)} answers from {most} members"
                yield hit(rating, *path, message=message)
