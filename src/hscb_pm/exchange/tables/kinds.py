"""The tables that there are, each imported when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hscb_pm.exchange.tables.table import Table

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "actions": ("hscb_pm.exchange.tables.actions", "Actions"),
    "values": ("hscb_pm.exchange.tables.values", "Values"),
    "audits": ("hscb_pm.exchange.tables.audits", "Audits"),
    "attendance": ("hscb_pm.exchange.tables.attendance", "Attendance"),
    "budget": ("hscb_pm.exchange.tables.budget", "Budgets"),
}
"""The module and the class of each."""

SCHEMA: Final = "hscb_schema"
"""The property of a workbook that says which table it holds, in which version."""


def table_named(name: str) -> "type[Table]":
    """The class of a table."""
    module, its = KINDS[name]
    found: type[Table] = getattr(import_module(module), its)
    return found
