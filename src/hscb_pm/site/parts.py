"""Long tables in parts, a financial year each, so that no page has more rows than can be read."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from hscb_pm.periods import financial_year
from hscb_pm.site.tables import Dated

MOST: Final = 1000
"""The most rows of a page."""


class Part(NamedTuple):
    """A page of a table: its file, what it is called among the others, its rows."""

    file: str
    label: str
    rows: Sequence[Dated]


def parts(stem: str, rows: Sequence[Dated]) -> list[Part]:
    """A table on one page, or by financial year, the latest first, where it is long.

    A year that is long itself is in numbered parts, and so is what has no date.
    """
    if len(rows) <= MOST:
        return [Part(f"{stem}.html", "", rows)]
    years: dict[str, list[Dated]] = {}
    for row in rows:
        years.setdefault(financial_year(row.day).name if row.day else "", []).append(row)
    return [part for year in sorted(years, reverse=True) for part in _year(stem, year, years[year])]


def _year(stem: str, year: str, rows: Sequence[Dated]) -> list[Part]:
    name, label = (f"{stem}-{year}", year) if year else (f"{stem}-undated", "no date")
    if len(rows) <= MOST:
        return [Part(f"{name}.html", label, rows)]
    return [
        Part(f"{name}-{number}.html", f"{label}, part {number}", rows[first : first + MOST])
        for number, first in enumerate(range(0, len(rows), MOST), 1)
    ]
