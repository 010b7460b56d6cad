"""What was chased, on its way into the register."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from hscb_pm.exchange.adding import new_record
from hscb_pm.models import Chases
from hscb_pm.models.chasing import Rung
from hscb_pm.periods import financial_year
from hscb_pm.present.chasing import Draft
from hscb_pm.problem import CannotError
from hscb_pm.queries.chasing import Chased, recorded_as
from hscb_pm.register import Register
from hscb_pm.store.edits import Changed, Edit, prepare
from hscb_pm.store.splicing import LAST


def recorded(register: Register, today: date, drafts: Iterable[Draft]) -> tuple[str, Changed]:
    """The log of the year with what these drafts say, as sent today: its id, and the change."""
    log = f"CHS-{financial_year(today).name}"
    if register.is_rejected(log):
        raise CannotError(f"{log} could not be read: hscb validate")
    entries = [entry for draft in drafts for entry in _entries(register, today, draft)]
    if register.get(Chases, log) is None:
        return log, new_record(register, Chases, log, {"sent": entries})
    return log, prepare(register, [Edit(log, ("sent", LAST), entry) for entry in entries])


def _entries(register: Register, today: date, draft: Draft) -> Iterator[dict[str, Any]]:
    """A line for each role and each step."""
    found: dict[tuple[str | None, str, Rung | None], list[Chased]] = {}
    for each in draft.chased:
        found.setdefault((each.item.agency, each.item.lead, each.rung), []).append(each)
    for (agency, role, rung), chased in found.items():
        to = {"agency": agency} if agency else {}
        items = [each.item for each in chased]
        yield {
            "on": today,
            "to": {**to, "role": role},
            "rung": str(rung),
            "about": [
                {"record": recorded_as(register, item), "kind": item.kind, "due": item.due}
                for item in items
            ],
        }
