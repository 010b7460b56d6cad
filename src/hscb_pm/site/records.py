"""The page of each record: what it says, what of it is due, what names it and what it names."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from hscb_pm.models import Programme, Record
from hscb_pm.models.record import Refers, marked
from hscb_pm.present.due import DueList
from hscb_pm.present.records import place
from hscb_pm.problem import dotted
from hscb_pm.queries.records import title_of
from hscb_pm.site.areas import occurrence_lines, programme_view
from hscb_pm.site.facts import facts_of
from hscb_pm.site.lists import kind_page
from hscb_pm.site.page import ALL, Page, Site, Way
from hscb_pm.site.tables import DUE, due_row, table_of

_MOST: Final = 300
"""The most rows of each table of a page."""


def record_pages(site: Site) -> Iterator[Page]:
    """A page for each record that readers may know of."""
    due = DueList(site.register, site.today, [])
    for record in site.register:
        if not site.register.hides(record.id):
            yield _page(site, record, due)


def _page(site: Site, record: Record, due: DueList) -> Page:
    found = site.dossiers.of(record.id)
    assert found is not None  # noqa: S101, it is not hidden
    source = site.register.sources.get(record.id)
    named_by = _by_record((one.record, one.title, one.field) for one in found.named_by)
    values = {
        "id": record.id,
        "kind": found.kind,
        "illustrative": bool(record.illustrative),
        "is_confidential": bool(record.part),
        "place": source.path if source else None,
        "standing": found.standing,
        "facts": facts_of(record, site.register),
        "indicator": site.indicators.get(record.id),
        "lines": _lines(site, record),
        "due": table_of(DUE, [due_row(due, item) for item in found.due[:_MOST]]),
        "due_left": max(0, len(found.due) - _MOST),
        "named_by": named_by[:_MOST],
        "named_by_left": max(0, len(named_by) - _MOST),
        "names": _names(site, record)[:_MOST],
    }
    name, file = kind_page(type(record))
    way: Way = (ALL, (name, file)) if record.folder else (ALL,)
    return Page(f"records/{record.id}.html", "record", found.title, values, way)


def _lines(site: Site, record: Record) -> list[tuple[str, str, str]]:
    """Each time that a row of a programme falls due, and how it stands."""
    if not isinstance(record, Programme):
        return []
    view = programme_view(site, record)
    return list(occurrence_lines(view, view.rows))


def _names(site: Site, record: Record) -> list[tuple[str, str, str]]:
    """The records that it names, with where it does."""
    found = (
        (target, title_of(site.register, target), dotted(path) or "")
        for path, target, _ in marked(record, Refers)
        if target.partition("/")[0] != record.id and not site.register.hides(target)
    )
    return _by_record(found)


def _by_record(named: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """One row for each record, with every place where it names or is named."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for record, title, field in named:
        found.setdefault((record, title), {})[place(field)] = None
    return [(*key, ", ".join(places)) for key, places in found.items()]
