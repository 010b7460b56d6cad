"""Whether an action is SMART, as far as its sentence can tell."""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from hscb_pm.smart.codes import CODES
from hscb_pm.smart.verdicts import Letter, Problem, Verdict, Verdicts

__all__ = ["CODES", "Letter", "Problem", "Verdict", "Verdicts", "check"]


_KEPT = 10_000
"""Sentences whose verdicts are kept: a change is held against the register as it was."""


@cache
def _judge() -> Callable[..., Verdicts]:
    from hscb_pm.smart.engine import judge  # the tables are loaded with the first check

    return judge


@lru_cache(maxsize=_KEPT)
def check(
    text: str,
    *,
    owner: str | None = None,
    due: str | date | None = None,
    measure: str | None = None,
) -> Verdicts:
    """Judge an action by its sentence and the columns beside it.

    `due` is a date, or what stands in the column of dates ("by October 2017", "ongoing"). Never
    raises, whatever the texts are; the first 4,000 characters of each are read.
    """
    return _judge()(text, owner=owner, due=due, measure=measure)
