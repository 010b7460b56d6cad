"""The register as typed tables for a warehouse: facts, states and counts, and no narrative."""

from typing import Final

from hscb_pm.exchange.dataset import actions, bodies, indicators, learning, scrutiny
from hscb_pm.exchange.dataset.table import Table

VERSION: Final = 1
"""Rises whenever a table or a column is renamed, retyped or given another meaning."""
TABLES: Final[dict[str, Table]] = {
    found.name: found
    for module in (bodies, scrutiny, actions, indicators, learning)
    for found in vars(module).values()
    if isinstance(found, Table)
}
