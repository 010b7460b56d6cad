"""Section 11: returns that have not come, and grades that nobody has looked at again."""

from collections.abc import Iterator
from datetime import date

from hscb_pm.models import Cycle, Return
from hscb_pm.queries.item import DueItem, chair_of, lead_of
from hscb_pm.register import Register


def due_returns(register: Register, today: date) -> Iterator[DueItem]:
    """Returns that were asked for and have not come; moderation that is still to be done."""
    for cycle in register.of(Cycle):
        if cycle.opened > today:
            continue
        waiting = 0
        for index, asked in enumerate(cycle.asked):
            name = cycle.return_id(asked.agency)
            found = register.get(Return, name)
            if register.is_rejected(name):
                continue
            if found and found.is_received_on(today):
                waiting += not (found.is_moderated_on(today) or register.hides(name))
                continue
            yield DueItem(
                record=name,
                kind="return",
                title=f"Section 11 return of {register.title_of(asked.agency)}",
                lead=(found.completed_by if found else None) or lead_of(register, asked.agency),
                agency=asked.agency,
                group=cycle.moderation.by if cycle.moderation else None,
                due=cycle.due_for(asked),
                today=today,
                advice="ask for it; when it comes, add `received: [{on: …, version: 1}]`"
                if found
                else f"ask for it; when it comes, make section11/returns/{name}.yaml with "
                f"`cycle: {cycle.id}`, `agency: {asked.agency}`, "
                "`received: [{on: …, version: 1}]` and its `standards:`",
                clause="F6.1",
                file=found.id if found else cycle.id,
                at=("received",) if found else ("asked", index),
            )
        if waiting and cycle.moderation:
            yield _moderation(register, cycle, waiting, today)


def _moderation(register: Register, cycle: Cycle, waiting: int, today: date) -> DueItem:
    assert cycle.moderation  # noqa: S101, the caller has looked
    returns = "1 return" if waiting == 1 else f"{waiting} returns"
    return DueItem(
        record=cycle.id,
        kind="moderation",
        title=f"Moderation of {returns}: {cycle.label}",
        lead=chair_of(register, cycle.moderation.by),
        group=cycle.moderation.by,
        due=cycle.moderation.until,
        today=today,
        advice="add `moderated:` to each standard of each return that has come",
        clause="F6.1",
        file=cycle.id,
        at=("moderation", "until"),
    )
