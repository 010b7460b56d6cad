"""LRN and TRN: where a lesson comes from, and whether a course has changed practice."""

from collections.abc import Iterator

from hscb_pm.models import Learning, Training
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "LRN-001",
    Severity.ERROR,
    "a lesson that comes from nowhere",
    fix="Add `from:` with a review, an audit or a finding, or `elsewhere:`.",
    clause="F11.3",
)
def lesson_without_source(register: Register) -> Iterator[Hit]:
    """Lessons are those of reviews, here or in other areas; a reader has to be able to look."""
    for lesson in register.of(Learning):
        if not (lesson.from_ or lesson.elsewhere):
            yield hit(lesson, "lesson")


@rule(
    "LRN-002",
    Severity.WARNING,
    "a lesson from elsewhere, and nothing says why it applies here",
    fix="Add `applies:`.",
    clause="F11.3",
)
def lesson_from_elsewhere_unweighed(register: Register) -> Iterator[Hit]:
    """Of reviews in other areas, what is passed on is the learning that is applicable here."""
    for lesson in register.of(Learning):
        if lesson.elsewhere and not lesson.applies:
            yield hit(lesson, "elsewhere")


@rule(
    "TRN-001",
    Severity.ERROR,
    "{changed} of {answered} say what they do differently",
    fix="Correct the numbers.",
    clause="F1.3",
    words={"changed": "too many", "answered": "those who answered"},
)
def evaluation_does_not_add_up(register: Register) -> Iterator[Hit]:
    """Whether training equips people to perform well can be told only from numbers that fit."""
    for course in register.of(Training):
        for index, asked in enumerate(course.evaluations):
            if asked.changed > asked.answered:
                values = {"changed": asked.changed, "answered": asked.answered}
                yield hit(course, "evaluations", index, "changed", **values)


@rule(
    "TRN-002",
    Severity.WARNING,
    "{came} staff came, and there were {places} places",
    fix="Correct `places:` or `attended:`, or explain how more could come.",
    clause="F1.3",
    words={"came": "more", "places": "fewer"},
)
def more_came_than_places(register: Register) -> Iterator[Hit]:
    """Who has been trained, agency by agency, can be told only from numbers that fit."""
    for course in register.of(Training):
        for index, session in enumerate(course.sessions):
            came = sum(agency.staff for agency in session.attended)
            if session.places is not None and came > session.places:
                yield hit(course, "sessions", index, "places", came=came, places=session.places)
