"""The pages that list: what is due, the actions, the records of each kind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from hscb_pm.models import Action, Indicator, Programme, Record
from hscb_pm.present.due import HEADINGS, DueList
from hscb_pm.present.papers import withheld
from hscb_pm.queries.records import KINDS
from hscb_pm.site.page import ALL, Page, Site, Way
from hscb_pm.site.parts import Part, parts
from hscb_pm.site.tables import (
    ACTIONS,
    DUE,
    Column,
    Dated,
    action_row,
    due_row,
    record_rows,
    table_of,
)
from hscb_pm.words import count

_FIRST: Final = 100
"""How many rows of each part of a long due list are on the first page."""
PAGES: Final[dict[type[Record], str]] = {
    Action: "actions.html",
    Indicator: "indicators.html",
    Programme: "programme.html",
}
"""The kinds that have more than a list, and where that is."""


def due_pages(site: Site) -> Iterator[Page]:
    """The first page: what is due, the longest overdue first; of a long list only the beginning."""
    due = DueList(site.register, site.today, site.paper.items)
    found = parts("due", [due_row(due, item) for item in due.items])
    most = _FIRST if len(found) > 1 else None
    values = {
        "counted": due.counted(),
        "sections": [
            (HEADINGS[state], len(items), table_of(DUE, [due_row(due, i) for i in items[:most]]))
            for state, items in due.sections()
        ],
        "parts_of": _numbers(found) if most else [],
        "clauses": site.answers.counted(),
        "left_out": [*withheld(site.paper), *site.paper.left_out()],
    }
    yield Page("index.html", "due", "What is due", values)
    for part in found if most else ():
        way = (("What is due", "index.html"),)
        yield _part(part, f"What is due, {part.label}", DUE, len(due.items), way)


def action_pages(site: Site) -> Iterator[Page]:
    """The actions."""
    found = site.listed(Action)
    rows = [action_row(site.paper, row) for row in found.rows]
    yield from _list("actions", "Actions", found.counted(), ACTIONS, rows)


def kind_pages(site: Site) -> Iterator[Page]:
    """Which kinds of record there are, and a list of each."""
    kinds: list[tuple[str, str, int]] = []
    lists: list[Page] = []
    for kind in KINDS.values():
        found = site.listed(kind)
        if not found.rows:
            continue
        name, file = kind_page(kind)
        if not kind.folder:
            file = f"records/{found.rows[0].record}.html"
        elif kind not in PAGES:
            columns, rows = record_rows(found)
            stem = file.removesuffix(".html")
            lists += _list(stem, name, found.counted(), columns, rows, (ALL,))
        kinds.append((name, file, len(found.rows)))
    yield Page("all.html", "all", ALL[0], {"kinds": kinds})
    yield from lists


def kind_page(kind: type[Record]) -> tuple[str, str]:
    """What the records of a kind are called, and the page that lists them."""
    name = kind.folder.rpartition("/")[2] or kind.kind
    return name.replace("-", " ").capitalize(), PAGES.get(kind, f"{name}.html")


def _list(  # noqa: PLR0913, PLR0917, all that a list is
    stem: str,
    title: str,
    counted: str,
    columns: Sequence[Column],
    rows: Sequence[Dated],
    way: Way = (),
) -> Iterator[Page]:
    """A list on one page, or a page that leads to its parts."""
    found = parts(stem, rows)
    is_long = len(found) > 1
    values = {
        "counted": counted,
        "parts_of": _numbers(found) if is_long else [],
        "table": None if is_long else table_of(columns, rows),
    }
    yield Page(f"{stem}.html", "list", title, values, way)
    for part in found if is_long else ():
        above = (*way, (title, f"{stem}.html"))
        yield _part(part, f"{title}, {part.label}", columns, len(rows), above)


def _part(part: Part, title: str, columns: Sequence[Column], total: int, way: Way) -> Page:
    states = Counter(row.state.replace("-", " ") for row in part.rows if row.state)
    said = ", ".join(f"{number} {state}" for state, number in states.items())
    rows = f"{count(len(part.rows), 'row')} of {total:,}"
    counted = f"{rows}: {said}" if said else rows
    values = {"counted": counted, "parts_of": [], "table": table_of(columns, part.rows)}
    return Page(part.file, "list", title, values, way)


def _numbers(found: Sequence[Part]) -> list[tuple[str, str, int]]:
    """The parts of a long table: what each is called, its file, how many rows it has."""
    return [(part.label, part.file, len(part.rows)) for part in found]
