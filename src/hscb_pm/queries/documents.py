"""Documents and the Annual Report: what is to be looked at again, or to be published."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import AnnualReport, ChildDeaths, Document, Programme
from hscb_pm.periods import Period, days_apart, say
from hscb_pm.queries.item import DueItem, Standing, chair_of, lead_of
from hscb_pm.queries.programme import occurrences
from hscb_pm.register import Register
from hscb_pm.words import count

_PUBLISHED_BY: Final = (9, 30)
"""The month and day after its year by which an Annual Report is published."""
_KEPT_UP_TO_DATE: Final = ("procedure", "guidance", "learning-framework")
"""The documents that are to be reviewed (framework, sections 2 and 4), so need a day for it."""


def review_due(document: Document, today: date) -> date | None:
    """When a document is to be looked at again; None where no day is set after the last look."""
    looked = [review.on for review in document.reviewed if review.on <= today]
    if document.review_by and looked and document.review_by <= max(looked):
        return None
    return document.review_by


def due_documents(register: Register, today: date) -> Iterator[DueItem]:
    """Documents that are to be agreed, or to be looked at again."""
    for document in register.of(Document):
        if document.agreed and document.agreed > today:
            continue
        due = review_due(document, today)
        if document.agreed is None:
            what, at, advice = "Agree", "title", "when it is agreed, add `agreed:` with the day"
            due = None
        elif due:
            what, at = "Review", "review_by"
            advice = (
                "look at it again, add to `reviewed:` `- {on: …, changed: …}`, and set the next "
                "`review_by:`"
            )
        elif document.type in _KEPT_UP_TO_DATE:
            what, at = "Set a review date", "review_by" if document.review_by else "title"
            advice = "say in `review_by:` by when it is to be looked at again"
        else:
            continue
        yield DueItem(
            record=document.id,
            kind="review-by",
            title=f"{what}: {document.label}",
            lead=_keeper(register, document),
            agency=None if document.group else document.agency,
            group=document.group,
            due=due,
            today=today,
            advice=advice,
            clause=_CLAUSES.get(document.type, "F4.5"),
            file=document.id,
            at=(at,),
        )


_CLAUSES: Final = {
    "learning-framework": "F2.7",
    "protocol": "F4.6",
    "audit-framework": "F8.6",
    "escalation-policy": "F3.6",
}


def _keeper(register: Register, document: Document) -> str:
    if document.group:
        return chair_of(register, document.group)
    return lead_of(register, document.agency) if document.agency else "Business Manager"


# --- The Annual Report -----------------------------------------------------------------------


def report_due(register: Register, year: Period) -> date:
    """When the Annual Report on a year is to be published."""
    found = register.get(AnnualReport, f"ANR-{year.name}")
    return (found.due if found else None) or date(year.end.year, *_PUBLISHED_BY)


def due_annual_reports(register: Register, today: date) -> Iterator[DueItem]:
    """The Annual Report on each year with a programme or a draft, and what it still waits for."""
    board = register.group_for("board")
    waiting = _inputs_to_come(register, today)
    years = {programme.year for programme in register.of(Programme)}
    years |= {report.year for report in register.of(AnnualReport)}
    for year in sorted(years, key=lambda year: year.start):
        name, due = f"ANR-{year.name}", report_due(register, year)
        found = register.get(AnnualReport, name)
        is_published = found and found.published and found.published.on <= today
        if is_published or year.start > today or register.is_rejected(name):
            continue
        if due < register.kept_since:
            continue
        yield DueItem(
            record=name,
            kind="annual-report",
            title=f"Annual Report {year.name}",
            lead=chair_of(register, board.id) if board else "Independent Chair",
            group=board.id if board else None,
            due=due,
            today=today,
            advice=_how_to_report(name, found, waiting.get(f"PRG-{year.name}", 0)),
            clause="FA.2",
            file=found.id if found else f"PRG-{year.name}",
            at=("due",) if found and found.due else (),
        )


def _how_to_report(name: str, found: AnnualReport | None, waiting: int) -> str:
    """What is left to do for an Annual Report: its file, its inputs, its publication."""
    publish = "when it is out, add `published: {on: …, link: …}`"
    if found is None:
        publish = f"make annual-reports/{name}.yaml with `inputs:`; {publish}"
    elif not found.inputs:
        publish = f"add `inputs:`; {publish}"
    if not waiting:
        return publish
    to_come = count(waiting, "occurrence that it draws on is", "occurrences that it draws on are")
    return f"{publish}; {to_come} still to come"


def _inputs_to_come(register: Register, today: date) -> dict[str, int]:
    """How many occurrences that feed the Annual Report of each programme are not done."""
    found: dict[str, int] = {}
    for row in occurrences(register, today):
        if row.occurrence.row.feeds_annual_report and row.done is None:
            programme = row.occurrence.id.partition("/")[0]
            found[programme] = found.get(programme, 0) + 1
    return found


# --- How they stand --------------------------------------------------------------------------


def standing_of_document(document: Document, today: date) -> Standing:
    """Whether a document is agreed, and whether it is to be looked at again."""
    if document.agreed is None or document.agreed > today:
        return Standing("draft", "it is not agreed yet")
    due = review_due(document, today)
    if due is None:
        return Standing("no review date", "nothing says when it is looked at again")
    said = f"{say(due)}, {days_apart(due, today)}"
    return Standing("review late" if due < today else "in date", f"to be looked at again by {said}")


def standing_of_deaths(record: ChildDeaths, today: date) -> Standing:
    """Whether the panel's report of a year is finished."""
    if record.reported and record.reported <= today:
        return Standing("reported", f"on {say(record.reported)}")
    return Standing("in preparation", "the report is not finished")


def standing_of_annual_report(report: AnnualReport, today: date) -> Standing:
    """Whether an Annual Report is public."""
    if report.published and report.published.on <= today:
        return Standing("published", f"on {say(report.published.on)}")
    due = report.due or date(report.year.end.year, *_PUBLISHED_BY)
    return Standing("to come", f"due {say(due)}, {days_apart(due, today)}")
