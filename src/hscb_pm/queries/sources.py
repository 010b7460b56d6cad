"""What leads to actions beside audits and reviews: returns, figures, practitioners, concerns."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from hscb_pm.models import (
    Concern,
    Cycle,
    Document,
    Escalation,
    Feedback,
    Indicator,
    Record,
    Return,
)
from hscb_pm.models.record import shorten
from hscb_pm.models.section11 import Answer
from hscb_pm.queries.documents import standing_of_document
from hscb_pm.queries.said import Said, fact, is_known, missing, not_yet
from hscb_pm.register import Register

_STRANDS: Final = {
    "dissemination": "staff learn of it",
    "implementation": "it comes into use",
    "training": "staff are trained in it",
}


def grade_on(register: Register, found: Return, answer: Answer, today: date) -> str | None:
    """The grade that counts on a day; none of an answer that is still to be reconfirmed."""
    cycle = register.get(Cycle, found.cycle)
    return cycle.grade_of(answer, today) if cycle else None


def falls_short(register: Register, found: Return, answer: Answer, today: date) -> bool:
    """Whether the grade of an answer calls for improvement."""
    cycle = register.get(Cycle, found.cycle)
    return cycle is not None and cycle.grade_of(answer, today) in cycle.falling_short


def of_answer(register: Register, found: Return, answer: Answer, today: date) -> Iterator[Said]:
    """What a return says about a standard."""
    if (own := answer.self_) and own.on <= today:
        yield fact(f"graded {own.grade} by the agency", own.on)
    if (moderated := answer.moderated) and moderated.on <= today:
        words = f"moderated to {moderated.grade} by the {register.title_of(moderated.by)}"
        yield fact(words, moderated.on, moderated.reason)
    if not answer.improvements and falls_short(register, found, answer, today):
        yield missing("no improvement answers this shortfall")
    for improvement in answer.improvements:
        yield Said(f"to improve: {improvement.what}")
        if not improvement.action:
            yield missing(f"no action carries out: {shorten(improvement.what)}")


def _of_indicator(indicator: Indicator, today: date) -> Iterator[Said]:
    for signal in indicator.signals:
        period = indicator.period_named(signal.period)
        if period and period.end > today:
            continue
        asked = f"{signal.period}: {signal.question}"
        if signal.answer and signal.answer.on <= today:
            yield fact(f"{asked} Answered", signal.answer.on, signal.answer.text)
        else:
            yield not_yet(f"answered by the {signal.ask}: {asked}", signal.by, today)


def _of_feedback(found: Feedback, today: date) -> Iterator[Said]:
    yield fact(f"heard in a {found.how}", found.on)
    for theme in found.themes:
        yield Said(f"{theme.kind}: {theme.text}")
        if theme.done:
            yield Said(f"done about it: {theme.done}")
        elif theme.kind == "concern" and not theme.action:
            yield missing(f"nothing was done about: {shorten(theme.text)}")
    if found.told and found.told <= today:
        yield fact("those who spoke were told what was done", found.told)
    else:
        yield not_yet("told to those who spoke", None, today)


def _of_concern(concern: Concern, today: date) -> Iterator[Said]:
    yield fact("raised", concern.raised)
    if concern.answer and concern.answer.on <= today:
        yield fact("answered", concern.answer.on, concern.answer.text)
    if concern.closed and concern.closed.on <= today:
        yield fact("closed", concern.closed.on, concern.closed.how)
    else:
        yield not_yet("closed", concern.due, today)


def _of_escalation(found: Escalation, today: date) -> Iterator[Said]:
    yield fact("raised", found.raised)
    for step in found.steps:
        if step.on <= today:
            yield fact("taken up", step.on, step.level)
    if found.resolved and found.resolved.on <= today:
        yield fact("resolved", found.resolved.on, found.resolved.how)
    else:
        yield not_yet("resolved", found.due, today)
    if found.learning and is_known(found.resolved.on if found.resolved else None, today):
        yield Said(f"taught: {found.learning}")


def _of_document(document: Document, today: date) -> Iterator[Said]:
    if document.agreed:
        yield fact("agreed", document.agreed)
    standing = standing_of_document(document, today)
    yield Said(f"{standing.state}: {standing.why}")
    if document.type == "procedure":
        given = document.delivery
        for strand in given.missing() if given else _STRANDS:
            yield missing(f"nothing says how {_STRANDS[strand]}")


SOURCES: Final[Mapping[type[Record], Callable[[Any, date], Iterator[Said]]]] = {
    Indicator: _of_indicator,
    Feedback: _of_feedback,
    Concern: _of_concern,
    Escalation: _of_escalation,
    Document: _of_document,
}
"""What each kind says of itself."""
