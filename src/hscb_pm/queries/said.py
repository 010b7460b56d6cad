"""A line about a step of a chain: a dated fact, what is missing, what is not yet to be had."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hscb_pm.periods import days_apart, say


class Weight(StrEnum):
    """What a line means for the chain."""

    FACT = "fact"
    MISSING = "missing"
    NOT_YET = "not yet"


class Said(NamedTuple):
    """A line about a step; a fact has its day, where it has one."""

    text: str
    weight: Weight = Weight.FACT
    on: date | None = None


def fact(words: str, on: date, more: str | None = None) -> Said:
    """What happened on a day."""
    return Said(f"{words} on {say(on)}" + (f": {more}" if more else ""), on=on)


def missing(words: str) -> Said:
    """A link that is not there, though it could be."""
    return Said(words, Weight.MISSING)


def not_yet(words: str, due: date | None, today: date) -> Said:
    """What is still to come, and when it is due."""
    when = f", due {say(due)}, {days_apart(due, today)}" if due else ""
    return Said(f"{words}{when}", Weight.NOT_YET)


def is_known(since: date | None, today: date) -> bool:
    """Whether something counts by that day; what has no date always does."""
    return since is None or since <= today
