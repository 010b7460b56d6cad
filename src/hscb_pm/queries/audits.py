"""Audits: reports and follow-ups that are to come, and groups that are to see them."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from hscb_pm.models import Audit, Meeting
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.meetings import (
    considered_by,
    first_from,
    next_meeting,
    on_the_agenda,
    papers_date,
)
from hscb_pm.register import Register

DOCUMENTS: Final = {
    "report": "Report",
    "action-plan": "Action plan",
    "follow-up-report": "Follow-up report",
}


def due_audits(register: Register, today: date) -> Iterator[DueItem]:
    """Reports that are to come, documents asked for, and reports on their way to the Board."""
    considered = considered_by(register, today)
    gone_no_further = settled(register, today)
    for audit in register.of(Audit):
        reported = audit.reported is not None and audit.reported <= today
        if audit.due and not reported and not audit.fulfils:  # the programme asks for the others
            yield _row(audit, today)(
                kind="audit",
                title=f"Report of the audit: {audit.label}",
                due=audit.due,
                advice="when the report is finished, add `reported:` with the day",
                clause="F8.4",
                at=("due",),
            )
        yield from _documents(audit, today)
        if reported and gone_no_further.get(audit.id, date.min) < (audit.reported or today):
            yield from _route(register, audit, considered.get(audit.id, {}), today)


def settled(register: Register, today: date) -> dict[str | None, date]:
    """When a group last decided that an audit is only circulated, or goes no further."""
    return {
        item.about: meeting.date
        for meeting in sorted(register.of(Meeting), key=lambda meeting: meeting.date)
        if meeting.is_held_on(today)
        for item in meeting.items
        if item.decision in ("circulate", "not-needed")
    }


def _documents(audit: Audit, today: date) -> Iterator[DueItem]:
    for index, document in enumerate(audit.documents):
        came = document.received is not None and document.received <= today
        if document.requested <= today and not came:
            yield _row(audit, today)(
                kind="follow-up" if document.what == "follow-up-report" else "request",
                title=f"{DOCUMENTS[document.what]}: {audit.label}",
                due=document.due,
                advice="ask for it; when it comes, add `received:` with the day",
                clause="F8.2",
                at=("documents", index, "due"),
            )


def _route(
    register: Register, audit: Audit, considered: dict[str, list[date]], today: date
) -> Iterator[DueItem]:
    """The next group that is to see the report; what it saw before there was one does not count."""
    since = audit.reported or today
    for step in audit.route:
        if seen := first_from(considered.get(step, []), since):
            since = seen
            continue
        first = next_meeting(register, step, since)
        following = next_meeting(register, step, today)
        yield _row(audit, today)(
            kind="paper",
            title=f"Present to the {register.title_of(step)}: {audit.label}",
            due=papers_date(first),
            advice=on_the_agenda(following, audit.id, step, key="about"),
            clause="F5.2",
            at=("route",),
            group=step,
        )
        return


def _row(audit: Audit, today: date) -> "partial[DueItem]":
    single = audit.agencies[0] if len(audit.agencies) == 1 else None
    return partial(
        DueItem,
        record=audit.id,
        lead=audit.lead.role if audit.lead else "Business Manager",
        agency=audit.lead.agency if audit.lead else single,
        group=audit.commissioned_by or (audit.route[0] if audit.route else None),
        today=today,
        file=audit.id,
    )
