"""Figures that were published before, as `hscb indicators show --format json` writes them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hscb_pm.exchange.texts import UnreadableError, bytes_of
from hscb_pm.queries.disclosure import WHOLE

Told = dict[str, dict[tuple[str, str, str], int]]
"""By indicator: the numbers by period, part of the area, and numerator or denominator."""


def read_published(path: Path) -> Told:
    """The numbers in a file; raises UnreadableError for any other file."""
    try:
        data = json.loads(bytes_of(path))
        rows = list(_rows(data))
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        fix = "hscb indicators show ID --format json writes such a file"
        raise UnreadableError(path, f"is no list of published figures; {fix}") from None
    told: Told = {}
    for indicator, period, part, row in rows:
        for what in ("numerator", "denominator"):
            if isinstance(number := row.get(what), int) and not isinstance(number, bool):
                told.setdefault(indicator, {})[period, part, what] = number
    return told


def _rows(data: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Rows of one indicator (its points, years and parts), or of a list of many."""
    for row in data.get("items", ()):
        yield row["indicator"], row["period"] or "", WHOLE, row
    if "points" in data:
        indicator = data["indicator"]["indicator"]
        for row in data["points"]:
            yield indicator, row["period"], WHOLE, row
        for row in data["years"]:
            yield indicator, row["year"], WHOLE, row
        for row in data["parts"]:
            yield indicator, row["period"], row["part"], row
    elif "items" not in data:
        raise KeyError
