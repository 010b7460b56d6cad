"""The check: a row is read once, and each letter is weighed."""

from datetime import date
from typing import Final

from hscb_pm.smart.actor import actor_of
from hscb_pm.smart.letters import Read, measurable, specific, timely
from hscb_pm.smart.measurable import measure_of
from hscb_pm.smart.owners import owner_of
from hscb_pm.smart.reading import Reading
from hscb_pm.smart.specific import core, holds_nothing
from hscb_pm.smart.task import tasks
from hscb_pm.smart.timely import times
from hscb_pm.smart.verdicts import Letter, Problem, Verdict, Verdicts
from hscb_pm.smart.wording import Row

_ACHIEVABLE: Final = Letter(
    Verdict.NEEDS_A_PERSON,
    (
        Problem(
            "SMART-A1",
            "No sentence says whether there are the people, the money and the time for it.",
            "Let a named group attest that it can be done, with the resources named",
        ),
    ),
)
_RELEVANT: Final = Letter(
    Verdict.NEEDS_A_PERSON,
    (
        Problem(
            "SMART-R1",
            "No sentence says whether it answers the need that it was written for.",
            "Link it to a recommendation or an objective, and let a named group attest that it"
            " answers it",
        ),
    ),
)


def judge(
    text: str,
    *,
    owner: str | None = None,
    due: str | date | None = None,
    measure: str | None = None,
) -> Verdicts:
    """Judge an action, as `hscb_pm.smart.check` says."""
    read = _reading_of(text, owner, due, measure)
    return Verdicts(specific(read), measurable(read), _ACHIEVABLE, _RELEVANT, timely(read))


def _reading_of(text: str, owner: str | None, due: str | date | None, measure: str | None) -> Read:
    reading = Reading(text)
    found = tasks(reading)
    task = core(reading, found)
    named = owner_of(owner)
    wanted = (task.wish, task.deed) if task.wish else (task.deed,)
    deeds = tuple(deed for deed in wanted if deed is not None)
    actor = named or actor_of(reading, text, deeds)
    when = times(reading, found, due)
    row = Row(text, reading, found, actor, (due, when, measure or ""))
    nothing = holds_nothing(reading)
    return Read(
        reading, found, task, actor, measure_of(measure, reading), when, row, nothing=nothing
    )
