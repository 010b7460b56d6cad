"""The pages of the framework, the programme, Section 11 and the indicators."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from hscb_pm.models import Cycle, Programme
from hscb_pm.papers.pictures import at_a_glance
from hscb_pm.papers.scorecard import HOW_TO_READ, overview, question_rows, scorecard_rows
from hscb_pm.periods import financial_year
from hscb_pm.present.framework import STATEMENT
from hscb_pm.present.programme import ProgrammeView, progress
from hscb_pm.queries.cycle import Sheet, word
from hscb_pm.queries.framework import Answer
from hscb_pm.queries.matrix import latest_cycle, matrix
from hscb_pm.queries.year import YearRow, year_rows
from hscb_pm.site.page import Page, Site, Values, Way

_DRAWN: Final = 60
"""Of more indicators than this, charts and values stand on the page of each alone."""
_NAMED: Final = 100
"""How many records are named for each thing that a clause asks."""
_PASSED: Final = {True: "yes", False: "no", None: "not yet due"}


# --- The framework ---------------------------------------------------------------------------


def framework_page(site: Site) -> Page:
    """Each clause: its verdict, what was checked, what shows it, what is missing."""
    found = site.answers
    sections = [(title, [_answer(site, one) for one in some]) for title, some in found.sections()]
    values = {"counted": found.counted(), "sections": sections, "most": _NAMED}
    return Page("framework.html", "framework", "The framework, clause by clause", values)


def _answer(site: Site, answer: Answer) -> Values:
    checks = [
        (
            check.name,
            _PASSED[check.passed],
            list(dict.fromkeys(map(site.register.id_of, check.evidence))),
        )
        for check in answer.checks
    ]
    is_stated = answer.basis == "statement" and any(evidence for *_, evidence in checks)
    return {
        "clause": answer.clause,
        "title": answer.title,
        "verdict": answer.verdict.words,
        "mark": answer.verdict,
        "checks": checks,
        "shortfall": answer.shortfall,
        "next": answer.next,
        "statement": STATEMENT if is_stated else None,
    }


# --- The programme ---------------------------------------------------------------------------


def programme_pages(site: Site) -> Iterator[Page]:
    """This year's programme, and one page for each other year."""
    this_year = financial_year(site.today).name
    found = {one.year.name: one for one in site.paper.of(Programme)}
    others = [(year, f"programme-{year}.html") for year in found if year != this_year]
    values = _programme(site, found.get(this_year)) | {"others": others}
    yield Page("programme.html", "programme", f"Audit programme {this_year}", values)
    for year, file in others:
        way = (("Programme", "programme.html"),)
        values = _programme(site, found[year]) | {"others": []}
        yield Page(file, "programme", f"Audit programme {year}", values, way)


def _programme(site: Site, programme: Programme | None) -> Values:
    if programme is None:
        return {"counted": "There is no programme of this year in the register", "sections": []}
    view = programme_view(site, programme)
    sections = [
        {
            "heading": heading,
            "rows": [
                (
                    f"{programme.id}/{row.row.row}",
                    f"{row.row.row}. {row.row.title}",
                    *view.about(row.row),
                    progress(row),
                )
                for row in rows
            ],
            "lines": list(occurrence_lines(view, rows)),
        }
        for heading, rows in view.sections()
    ]
    return {"counted": view.counted(), "sections": sections}


def occurrence_lines(
    view: ProgrammeView, rows: Iterable[YearRow]
) -> Iterator[tuple[str, str, str]]:
    """Each occurrence, and each record that came: its id, what it is called, how it stands."""
    for row in rows:
        titles = [one.title for one in row.standings] + [one.title for one in row.recorded]
        for title, (name, words, _) in zip(titles, view.lines(row), strict=True):
            yield name, title, words


def programme_view(site: Site, programme: Programme) -> ProgrammeView:
    """A year's programme, and how each row of it stands."""
    rows = year_rows(site.register, site.today, programme)
    return ProgrammeView(site.register, site.today, programme, rows)


# --- Section 11 ------------------------------------------------------------------------------


def section11_pages(site: Site) -> Iterator[Page]:
    """The cycle that was opened last, and one page for each other cycle."""
    cycles: list[Cycle] = site.paper.of(Cycle)
    latest = latest_cycle(site.register, site.today)
    first = latest if latest in cycles else next(iter(cycles[::-1]), None)
    if first is None:
        yield Page("section11.html", "section11", "Section 11", {"sheet": None, "others": []})
        return
    others = [(c, f"section11-{c.id.rpartition('-')[2]}.html") for c in cycles if c is not first]
    named = [(cycle.label, file) for cycle, file in others]
    yield Page("section11.html", "section11", first.label, _cycle(site, first) | {"others": named})
    for cycle, file in others:
        way: Way = (("Section 11", "section11.html"),)
        yield Page(file, "section11", cycle.label, _cycle(site, cycle) | {"others": []}, way)


def _cycle(site: Site, cycle: Cycle) -> Values:
    sheet = Sheet(site.register, matrix(site.register, cycle, site.today))
    standards = site.register.standards
    rows: list[tuple[Any, ...]] = [
        (
            site.known(cycle.return_id(row.agency), row.agency),
            sheet.name(row.agency),
            row.basis,
            sheet.came(row),
            [(word(row, cell), cell.shortfall) for cell in row.cells],
        )
        for row in sheet.matrix.returns
    ]
    return {
        "sheet": sheet.head(),
        "legend": sheet.legend(),
        "numbers": sheet.matrix.standards,
        "standards": [(s.standard, s.text) for s in standards.standards] if standards else [],
        "rows": rows,
        "sections": list(sheet.sections()),
    }


# --- Indicators ------------------------------------------------------------------------------


def indicators_page(site: Site) -> Page:
    """The scorecard and the open questions; of not too many, each with its chart and values."""
    found = site.paper.readouts
    rows = zip(found, scorecard_rows(found), strict=True)
    is_drawn = len(found) <= _DRAWN
    values = {
        "said": overview(site.paper, found),
        "asked": question_rows(site.paper, found),
        "rows": [(readout.indicator.id, *row) for readout, row in rows],
        "glance": [(one.alt, one.svg) for one in at_a_glance(site.charts)] if is_drawn else [],
        "sections": list(site.indicators.values()) if is_drawn else [],
        "how_to_read": HOW_TO_READ,
    }
    return Page("indicators.html", "indicators", "What the indicators say", values)
