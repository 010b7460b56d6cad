"""Documents and the Annual Report: what is to be looked at again, or to be published."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import AnnualReport, ChildDeaths, Document, Programme
from hscb_pm.periods import Period, days_apart, say
from hscb_pm.queries.item import DueItem, Standing, chair_of, lead_of
from hscb_pm.queries.listening import board_group
from hscb_pm.queries.programme import occurrences
from hscb_pm.register import Register
from hscb_pm.words import count

_PUBLISHED_BY: Final = (9, 30)
"""The month and day after its year by which an Annual Report is published."""


def review_due(document: Document, today: date) -> date | None:
    """When a document is to be looked at again; None where no day is set after the last look."""
    looked = [review.on for review in document.reviewed if review.on <= today]
    if document.review_by and looked and document.review_by <= max(looked):
        return None
    return document.review_by


def due_documents(register: Register, today: date) -> Iterator[DueItem]:
    """Documents that are to be looked at again."""
    for document in register.of(Document):
        if document.agreed and document.agreed > today:
            continue
        group = document.group
        yield DueItem(
            record=document.id,
            kind="review-by",
            title=f"Review: {document.label}",
            lead=_keeper(register, document),
            agency=document.agency,
            group=group,
            due=review_due(document, today),
            today=today,
            advice="look at it again, add to `reviewed:` `- {on: …, changed: …}`, and set the next "
            "`review_by:`",
            clause={
                "learning-framework": "F2.7",
                "protocol": "F4.6",
                "audit-framework": "F8.6",
            }.get(document.type, "F4.5"),
            file=document.id,
            at=("review_by",) if document.review_by else ("title",),
        )


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
    """The Annual Report on each year that has a programme, and what it still waits for."""
    board = board_group(register)
    waiting = _inputs_to_come(register, today)
    for programme in register.of(Programme):
        year = programme.year
        name, due = f"ANR-{year.name}", report_due(register, year)
        found = register.get(AnnualReport, name)
        is_published = found and found.published and found.published.on <= today
        if is_published or year.start > today or register.is_rejected(name):
            continue
        if due < register.kept_since:
            continue
        left = waiting.get(programme.id, 0)
        missing = f"; it waits for {count(left, 'occurrence')} that feed it" if left else ""
        yield DueItem(
            record=name,
            kind="annual-report",
            title=f"Annual Report {year.name}",
            lead=chair_of(register, board.id) if board else "Independent Chair",
            group=board.id if board else None,
            due=due,
            today=today,
            advice=("add `inputs:`, and " if found else f"make annual-reports/{name}.yaml, and ")
            + f"`published: {{on: …, link: …}}` when it is out{missing}",
            clause="FA.2",
            file=found.id if found else programme.id,
            at=("due",) if found and found.due else (),
        )


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
    """Whether a document is to be looked at again."""
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
