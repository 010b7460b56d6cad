"""Drafts on their way to people: what is attached to them, their files, and what else is to do."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from hscb_pm.days import add_working_days
from hscb_pm.documents.mail import Attachment
from hscb_pm.exchange.ids import slug
from hscb_pm.models import Cycle
from hscb_pm.models.chasing import Rung
from hscb_pm.periods import say
from hscb_pm.present.chasing import ANSWER_DAYS, Draft, said_of
from hscb_pm.problem import CannotError
from hscb_pm.queries.chasing import Chased, recorded_as
from hscb_pm.register import Register
from hscb_pm.store.journal import content
from hscb_pm.store.write import replace_files

if TYPE_CHECKING:
    from hscb_pm.exchange.tables.table import Table


def with_workbooks(register: Register, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts with what each agency can answer in: forms of returns, a table of its actions."""
    from hscb_pm.exchange.tables.exporting import as_bytes

    table = _actions_of(register, drafts)
    rows = [*table.told_entries()] if table else []  # once for all: it asks every action
    for draft in drafts:
        agency, day = draft.to.agency, draft.head.day
        returns, actions = _owed(draft, "return"), _owed(draft, "action")
        by = add_working_days(day, ANSWER_DAYS[draft.rung], register.holidays)
        attached, lacking = _forms(register, day, by, returns)
        if table and actions:
            its = [row for row in rows if row.record in actions]
            made = as_bytes(table, its, "xlsx", {}, raw=False)
            attached.append(Attachment(f"actions-{agency}.xlsx", made))
        head = draft.head._replace(attached=tuple(attached))
        yield replace(draft, head=head, lacking=tuple(lacking))


def _actions_of(register: Register, drafts: Sequence[Draft]) -> "Table | None":
    """The table of actions, if one is to go with a draft."""
    from hscb_pm.exchange.tables.kinds import table_named

    day = next((draft.head.day for draft in drafts if _owed(draft, "action")), None)
    return table_named("actions")(register, day) if day else None


def _owed(draft: Draft, kind: str) -> set[str]:
    """The records about which an agency is written to; a role of no agency has no workbooks."""
    its = draft.chased if draft.to.agency else ()
    return {each.item.record for each in its if each.item.kind == kind}


def _forms(
    register: Register, today: date, by: date, returns: Collection[str]
) -> tuple[list[Attachment], list[str]]:
    """The forms, and why others could not be made: a letter without its form is one still."""
    from hscb_pm.exchange.forms.layout import what_is_asked
    from hscb_pm.exchange.forms.making import form_of

    made, lacking = [], []
    for cycle in register.of(Cycle) if returns else ():
        for asked in cycle.asked:
            name = cycle.return_id(asked.agency)
            if name not in returns:
                continue
            try:
                form = form_of(what_is_asked(register, cycle, asked.agency), today, by)
            except CannotError as why:
                lacking.append(f"{name}.xlsx: {why}")
            else:
                made.append(Attachment(f"{name}.xlsx", form))
    return made, lacking


def files(drafts: Iterable[Draft], format: str) -> dict[str, bytes]:
    """Each draft as a file of its own, named by its day and whom it is for."""
    found: dict[str, bytes] = {}
    for draft in drafts:
        whom = "-".join(slug(word, "role") for word in draft.to if word)
        stem = name = f"{draft.head.day}-{whom}"
        number = 1
        while f"{name}.{format}" in found:
            number += 1
            name = f"{stem}-{number}"
        found[f"{name}.{format}"] = draft.as_(format)
        if format != "eml":
            found |= {f"{name}-{each.name}": each.data for each in draft.head.attached}
    return found


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write what is not there yet, all or none; over nothing that says something else."""
    new = {}
    for name, data in files.items():
        path = folder / name
        there = content(path)
        if there is None:
            new[path] = (None, data)
        elif there != data:
            raise CannotError(
                f"nothing is written: {path} is there and says something else; somebody may have "
                "changed the draft. Name another folder, or move it away"
            )
    replace_files(new)


def further(register: Register, today: date, drafts: Iterable[Draft]) -> Iterator[str]:
    """What a challenge and a paper for the Executive need besides a message."""
    by = add_working_days(today, ANSWER_DAYS[Rung.CHALLENGE], register.holidays)
    executive = register.group_for("executive")
    for chased in (each for draft in drafts for each in draft.chased):
        if chased.rung is Rung.CHALLENGE:
            yield f"For the challenge log: {_challenge(register, chased, by)}"
        elif chased.rung is Rung.EXECUTIVE:
            group = f" of the {register.title_of(executive.id)}" if executive else ""
            yield f"For the next agenda{group}: {chased.item.record}, {chased.item.title}"


def _challenge(register: Register, chased: Chased, by: date) -> str:
    """The command that enters something in the challenge log."""
    item = chased.item
    assert item.due  # noqa: S101, what has no date is not chased
    what = f"{register.struck(item.title)}, due {say(item.due)}"
    sent = said_of(chased, register)
    fields = {
        "type": "challenge",
        "raised": item.today,
        "found_by": "data",
        "text": f"Not done: {what} ({sent})" if sent else f"Not done: {what}",
        "agency": item.agency,
        "by": item.group,
        "about": recorded_as(register, item),
        "due": by,
    }
    words = (quote(f"{name}={value}") for name, value in fields.items() if value)
    return f"hscb add concern {' '.join(words)}"
