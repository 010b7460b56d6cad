"""How tests ask what is due of a small register."""

from datetime import date
from typing import Any

from builders import a_register
from hscb_pm.models import Record
from hscb_pm.queries.due import DueFilter, due_items
from hscb_pm.queries.item import DueItem

TODAY = date(2017, 11, 20)


def due(*records: Record, today: date = TODAY, **wanted: Any) -> list[DueItem]:
    return due_items(a_register(*records), today, DueFilter(**wanted))


def brief(items: list[DueItem]) -> list[tuple[str, str, str | None]]:
    return [(i.kind, i.record, i.due.isoformat() if i.due else None) for i in items]
