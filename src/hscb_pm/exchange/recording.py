"""Figures and answers on their way into an indicator's record."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.models import Indicator
from hscb_pm.models.indicator import BETWEEN, Value
from hscb_pm.periods import Period, say
from hscb_pm.problem import CannotError
from hscb_pm.queries.indicators import SMALL
from hscb_pm.queries.questions import Question
from hscb_pm.register import Register
from hscb_pm.store.edits import Edit
from hscb_pm.store.splicing import LAST

_WHOLE: Final = "([0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,15})"
_FIGURE: Final = re.compile(rf"{_WHOLE}(?:\s*(?:/|of)\s*{_WHOLE})?", re.IGNORECASE)
_BESIDE_A_FIGURE: Final = ("p", "r", "b")
"""Letters that say something of a figure, and not why there is none."""


class Given(NamedTuple):
    """What somebody says of a period."""

    numerator: int | None = None
    denominator: int | None = None
    missing: str | None = None
    reason: str | None = None
    note: str | None = None
    source: str | None = None

    def said(self) -> dict[str, Any]:
        """What there is to write."""
        return {name: value for name, value in self._asdict().items() if value is not None}

    def is_recorded_in(self, value: Value) -> bool:
        """Whether a value says the same figure, or the same reason why there is none."""
        figures = (value.numerator, value.denominator)
        if self.numerator is None and self.missing != value.missing:
            return False
        return figures == (self.numerator, self.denominator)


def read_figure(text: str) -> Given | None:
    """`141/176`, `141 of 176` or `141`; None if it is none of these."""
    found = _FIGURE.fullmatch(text.strip())
    return Given(whole(found[1]), whole(found[2])) if found else None


def whole(digits: str | None) -> int | None:
    """A number without the signs between its thousands."""
    return None if digits is None else int(digits.replace(",", "").replace(" ", ""))


def why_not(
    register: Register, indicator: Indicator, period: Period, given: Given, today: date
) -> str | None:
    """Why a figure cannot be recorded; None if it can."""
    kind, numerator, denominator = indicator.measure.kind, given.numerator, given.denominator
    is_public = register.board is not None and register.board.register_is == "public"
    is_small = is_public and indicator.measure.counts == "children"
    checks = (
        (kind in BETWEEN, "counts rare events, which stand in `events:`"),
        (period.end > today, f"{period.title} is not over by {say(today)}"),
        (kind == "count" and denominator is not None, "a count has no denominator"),
        (
            kind != "count" and numerator is not None and denominator is None,
            f"a {kind} is worked out from both numbers, as 141/176",
        ),
        (denominator == 0, "nothing can be divided by 0; if there was nothing to count, say z"),
        (
            kind == "percentage" and (numerator or 0) > (denominator or numerator or 0),
            "the numerator is above the denominator",
        ),
        (
            is_small and (numerator in SMALL or denominator in SMALL),
            f"a count of {SMALL[0]} to {SMALL[-1]} children in a public register: say c instead",
        ),
    )
    return next((why for holds, why in checks if holds), None)


def recorded(indicator: Indicator, period: Period) -> tuple[int, Value] | None:
    """What is recorded of a period, and its place among the values."""
    found = (index for index, known in indicator.periods() if known == period)
    return next(((index, indicator.values[index]) for index in found), None)


def new_value(indicator: Indicator, period: Period, given: Given) -> Edit:
    """A further value."""
    value = {"period": name_of(indicator, period), **given.said()}
    return Edit(indicator.id, ("values", LAST), value)


def revised(indicator: Indicator, index: int, given: Given) -> Iterator[Edit]:
    """Another figure in the place of one that is recorded, marked as revised.

    Raises CannotError for one whose parts are recorded too: they would not add up any more.
    """
    if indicator.values[index].shares:
        raise CannotError(
            f"{indicator.values[index].period} has parts (`shares:`), which would no longer add "
            f"up: change both in the file of {indicator.id}"
        )
    if given.numerator is not None:
        given = given._replace(missing=given.missing or "r")
    for name, value in given.said().items():
        yield Edit(indicator.id, ("values", index, name), value)


def name_of(indicator: Indicator, period: Period) -> str | date:
    """A period's name as the record's other values have theirs: a snapshot's may be its day."""
    days = bool(indicator.values) and indicator.values[-1].period.count("-") == len("--")
    return period.end if days else period.name


def answered(question: Question, today: date, text: str, action: str | None, by: date) -> Edit:
    """An answer to a question; one that is the chart's own is recorded with it."""
    answer: dict[str, Any] = {"on": today, "text": text}
    if action:
        answer["action"] = action
    indicator = question.indicator
    if question.at:
        return Edit(indicator.id, (*question.at, "answer"), answer)
    assert question.period is not None  # noqa: S101, only questions by hand may have none
    signal = {
        "period": name_of(indicator, question.period),
        "question": question.text,
        "ask": question.ask,
        "by": question.by or by,
        "answer": answer,
    }
    return Edit(indicator.id, ("signals", LAST), signal)
