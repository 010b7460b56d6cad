"""Section 11: returns that have not come, and grades that nobody has looked at again."""

from collections.abc import Iterator
from datetime import date

from hscb_pm.models import Agency, Cycle, Return
from hscb_pm.queries.item import DueItem, chair_of, lead_of
from hscb_pm.register import Register
from hscb_pm.words import count


def not_asked(register: Register, cycle: Cycle) -> Iterator[str]:
    """Agencies that were statutory when a cycle opened, and were not asked, nor their parts."""
    known = {asked.agency for asked in cycle.asked} | set(cycle.not_asked)
    by_parts = {a.part_of for a in register.of(Agency) if a.part_of and a.id in known}
    for agency in register.of(Agency):
        is_known = agency.id in known | by_parts or agency.part_of in known
        if agency.is_statutory_on(cycle.opened) and not is_known:
            yield agency.id


def came(register: Register, cycle: Cycle, today: date) -> list[str]:
    """The agencies that were asked and whose return has come by a day."""
    known = (asked.agency for asked in cycle.asked)
    returns = ((agency, register.get(Return, cycle.return_id(agency))) for agency in known)
    return [agency for agency, its in returns if its and its.is_received_on(today)]


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
                advice=_what_to_type(cycle, asked.agency, found, today),
                clause="F6.1",
                file=found.id if found else cycle.id,
                at=("received",) if found else ("asked", index),
            )
        if waiting and cycle.moderation:
            yield _moderation(register, cycle, waiting, today)


def _what_to_type(cycle: Cycle, agency: str, found: Return | None, today: date) -> str:
    again = cycle.carried_forward(found.standards, today) if found else 0
    confirm = f" ({count(again, 'answer')} to be reconfirmed)" if again else ""
    return (
        f"hscb section11 form --agency {agency} --cycle {cycle.id} -o forms, and send it"
        f"{confirm}; when it comes back: hscb section11 import FILE"
    )


def _moderation(register: Register, cycle: Cycle, waiting: int, today: date) -> DueItem:
    assert cycle.moderation  # noqa: S101, the caller has looked
    return DueItem(
        record=cycle.id,
        kind="moderation",
        title=f"Moderation of {count(waiting, 'return')}: {cycle.label}",
        lead=chair_of(register, cycle.moderation.by),
        group=cycle.moderation.by,
        due=cycle.moderation.until,
        today=today,
        advice="add `moderated:` to each standard of each return that has come, and put it right "
        "where an agency has graded itself anew since",
        clause="F6.1",
        file=cycle.id,
        at=("moderation", "until"),
    )
