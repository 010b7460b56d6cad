"""Questions that figures raise: each has somebody who is asked, and a day (framework, section 7).

What chance does not explain opens a question by itself, until the register has an answer or an
action for it; people ask others by hand.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from hscb_pm.models import Group, Indicator
from hscb_pm.models.indicator import SignalAnswer
from hscb_pm.periods import Period
from hscb_pm.problem import FieldPath
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.series import Series, Signal, series
from hscb_pm.register import Register
from hscb_pm.spc.words import rule

_WHAT: Final = {
    "Above UCL": "is higher than chance explains",
    "Below LCL": "is lower than chance explains",
    "2 in 3 Above CL": "and a value close to it are nearly as high as chance allows",
    "2 in 3 Below CL": "and a value close to it are nearly as low as chance allows",
}
_ASKS: Final = {
    "special_cause_concern": "That is the wrong way: what is behind it, and what is being done?",
    "special_cause_improvement": "That is the right way: what did it, and will it last?",
    "special_cause_neutral_high": "Is it need, practice or recording?",
    "special_cause_neutral_low": "Is it need, practice or recording?",
}


class Question(NamedTuple):
    """What a figure makes one ask, and what was found."""

    indicator: Indicator
    period: Period | None
    """Of the value that told; None where the period of a question by hand cannot be read."""
    text: str
    ask: str
    by: date | None
    """None where no meeting is planned to answer it at."""
    answer: SignalAnswer | None = None
    signal: Signal | None = None
    """What the chart shows; None for a question by hand."""
    at: FieldPath = ()
    """Where in the record it stands; nowhere yet, if it is the chart's own."""


def questions(register: Register, today: date) -> Iterator[Question]:
    """Every question about an indicator on a day, the answered ones too, by indicator and time."""
    for indicator in register.of(Indicator):
        yield from questions_about(register, indicator, today)


def questions_about(
    register: Register, indicator: Indicator, today: date, judged: Series | None = None
) -> Iterator[Question]:
    """The questions about one indicator: those of its chart that nobody has put, then people's.

    `judged` is its series as those who read may see it, where that is known.
    """
    by_hand = [indicator.period_named(signal.period) for signal in indicator.signals]
    for found in (judged or _as_shown(register, indicator, today)).signals:
        ready = found.seen.end + timedelta(days=indicator.frequency.ready_after_days)
        if ready >= register.kept_since and not any(map(found.holds, by_hand)):
            by = _next_meeting(register, indicator, ready)
            yield Question(
                indicator, found.seen, asked(found), indicator.owner.role, by, None, found
            )
    for index, (signal, period) in enumerate(zip(indicator.signals, by_hand, strict=True)):
        if period is None or period.end <= today:
            answer = signal.answer if signal.answer and signal.answer.on <= today else None
            path: FieldPath = ("signals", index)
            yield Question(
                indicator, period, signal.question, signal.ask, signal.by, answer, None, path
            )


def _as_shown(register: Register, indicator: Indicator, today: date) -> Series:
    """The series: what is hidden must not be told by what it makes one ask."""
    found = series(indicator, today)
    if not register.public:
        return found
    from hscb_pm.queries.disclosure import published

    return published(found, public=True).series


def asked(signal: Signal) -> str:
    """The question that a signal raises, without any number that could be of children."""
    label = signal.rules[0]
    if what := _WHAT.get(label):
        said = f"{signal.seen.name} {what}."
    else:
        run = rule(label).replace("in a row", "values in a row")
        said = f"{run}, from {signal.first.name}."
    return f"{said} {_ASKS[signal.point_type]}"


def group_that_asks(register: Register, indicator: Indicator) -> str | None:
    """The group an answer is due to: of those it is reported to the Performance group first."""
    performance = {group.id for group in register.of(Group) if group.function == "performance"}
    told = indicator.reported_to
    return next((group for group in told if group in performance), next(iter(told), None))


def _next_meeting(register: Register, indicator: Indicator, day: date) -> date | None:
    group = group_that_asks(register, indicator)
    dates = [meeting.date for meeting in register.meetings.get(group or "", ())]
    return next((each for each in dates if each >= day), None)


def due_questions(register: Register, today: date) -> Iterator[DueItem]:
    """Questions that a figure raised and nobody has answered (framework, section 7)."""
    for question in questions(register, today):
        if question.answer:
            continue
        indicator, period = question.indicator, question.period
        about = indicator.label
        if question.signal is None:
            about += f", {indicator.signals[int(question.at[1])].period}"
        name = period.suffix if period else "PERIOD"
        number = f"/{question.at[1]}" if question.at else ""
        yield DueItem(
            record=indicator.id,
            kind="question",
            title=f"{question.text} ({about})",
            lead=question.ask,
            due=question.by,
            today=today,
            advice=f'hscb indicators answer {indicator.id} {name} "…"',
            clause="F7.1",
            file=indicator.id,
            at=(*question.at, "by") if question.at else ("values",),
            agency=indicator.owner.agency,
            group=group_that_asks(register, indicator),
            about=f"{indicator.id}/{name}{number}",
        )
