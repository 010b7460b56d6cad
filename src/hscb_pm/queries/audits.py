"""Audits and case reviews: reports that are to come, and groups that are to see them."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

from hscb_pm.models import Audit, Meeting, Review, Scrutiny
from hscb_pm.problem import listed
from hscb_pm.queries.item import DueItem, chair_of
from hscb_pm.queries.meetings import (
    considered_by,
    first_from,
    next_meeting,
    on_the_agenda,
    papers_date,
)
from hscb_pm.register import Register
from hscb_pm.sampling import Case, Draw, draw, fingerprint, folded

DOCUMENTS: Final = {
    "report": "Report",
    "action-plan": "Action plan",
    "follow-up-report": "Follow-up report",
}


def due_audits(register: Register, today: date) -> Iterator[DueItem]:
    """Reports that are to come, documents asked for, and reports on their way to the Board."""
    considered = considered_by(register, today)
    gone_no_further = settled(register, today)
    for scrutiny in register.scrutinies():
        reported = scrutiny.reported is not None and scrutiny.reported <= today
        if not reported and not scrutiny.fulfils:  # the programme asks for the others
            yield from _report(register, scrutiny, today)
        if isinstance(scrutiny, Audit):
            yield from _documents(register, scrutiny, today)
        if reported and gone_no_further.get(scrutiny.id, date.min) < (scrutiny.reported or today):
            yield from _route(register, scrutiny, considered.get(scrutiny.id, {}), today)
        if reported and isinstance(scrutiny, Review):
            yield from _publication(register, scrutiny, today)


def _report(register: Register, scrutiny: Scrutiny, today: date) -> Iterator[DueItem]:
    is_review = isinstance(scrutiny, Review)
    is_begun = scrutiny.opened <= today if isinstance(scrutiny, Review) else scrutiny.due
    if not is_begun:
        return
    yield _row(register, scrutiny, today)(
        kind="review" if is_review else "audit",
        title=f"Report of the {'review' if is_review else 'audit'}: {scrutiny.label}",
        due=scrutiny.due,
        advice="when the report is finished, add `reported:` with the day",
        clause="F11.5" if is_review else "F8.4",
        at=("due",) if scrutiny.due else ("opened",),
    )


def _publication(register: Register, review: Review, today: date) -> Iterator[DueItem]:
    """A Serious Case Review is shared with the public, or it is said why not (section 3)."""
    published = review.published is not None and review.published.on <= today
    if review.type != "serious-case-review" or published or review.not_published:
        return
    yield _row(register, review, today)(
        kind="publication",
        title=f"Publication: {review.label}",
        due=None,
        advice="add `published: {on: …, link: …}`, or why not: `not_published: …`",
        clause="F3.2",
        at=("reported",),
    )


def settled(register: Register, today: date) -> dict[str | None, date]:
    """When a group last decided that an audit is only circulated, or goes no further."""
    return {
        item.about: meeting.date
        for meeting in sorted(register.of(Meeting), key=lambda meeting: meeting.date)
        if meeting.is_held_on(today)
        for item in meeting.items
        if item.decision in ("circulate", "not-needed")
    }


def _documents(register: Register, audit: Audit, today: date) -> Iterator[DueItem]:
    for index, document in enumerate(audit.documents):
        came = document.received is not None and document.received <= today
        if document.requested <= today and not came:
            yield _row(register, audit, today)(
                kind="follow-up" if document.what == "follow-up-report" else "request",
                title=f"{DOCUMENTS[document.what]}: {audit.label}",
                due=document.due,
                advice="ask for it; when it comes, add `received:` with the day",
                clause="F8.2",
                at=("documents", index, "due"),
                about=f"{audit.id}/{document.what}/{index}",
            )


def _route(
    register: Register, audit: Scrutiny, considered: dict[str, list[date]], today: date
) -> Iterator[DueItem]:
    """The next group that is to see the report; what it saw before there was one does not count."""
    since = audit.reported or today
    for step in audit.route:
        if seen := first_from(considered.get(step, []), since):
            since = seen
            continue
        first = next_meeting(register, step, since)
        following = next_meeting(register, step, today)
        yield _row(register, audit, today)(
            kind="paper",
            title=f"Present to the {register.title_of(step)}: {audit.label}",
            due=papers_date(first),
            advice=on_the_agenda(following, audit.id, step, key="about"),
            clause="F5.2",
            at=("route",),
            group=step,
            about=f"{audit.id}/{step}",
        )
        return


def _row(register: Register, audit: Scrutiny, today: date) -> "partial[DueItem]":
    is_of_one = isinstance(audit, Audit) and len(audit.agencies) == 1
    single = audit.agencies[0] if is_of_one else None
    reviewing = register.group_for("case-review") if isinstance(audit, Review) else None
    reviewers = reviewing.id if reviewing else None
    asked_by = audit.commissioned_by if isinstance(audit, Audit) else reviewers
    nobody_named = chair_of(register, reviewers) if reviewers else "Business Manager"
    return partial(
        DueItem,
        record=audit.id,
        lead=audit.lead.role if audit.lead else nobody_named,
        agency=audit.lead.agency if audit.lead else single,
        group=asked_by or (audit.route[0] if audit.route else None),
        today=today,
        file=audit.id,
    )


def unprovable(audit: Audit, *, stratified: bool) -> str | None:
    """Why nothing could prove the draw of an audit's cases, if nothing could."""
    sample = audit.sample
    if sample is None:
        return "records no sample"
    if sample.method not in ("random", "stratified"):
        return f"records no draw: its sample is `method: {sample.method}`"
    if None in (sample.population, sample.seed, sample.list_fingerprint):
        return "does not record its draw in full: population, seed and list_fingerprint"
    if stratified != (sample.method == "stratified"):
        how = "without --by" if stratified else "by strata: name their column with --by"
        return f"records a draw {how}"
    return None


def otherwise_than_recorded(
    audit: Audit, cases: Collection[Case], drawn: Mapping[int, str] | None
) -> Iterator[str]:
    """What of a provable draw is not as recorded; of cases, on which lines, and never which."""
    sample = audit.sample
    if sample is None or sample.seed is None:
        return
    population = sum(case.eligible for case in cases)
    if population != sample.population:
        yield f"population: {population} by this list, {sample.population} by the record"
    if (found := fingerprint(cases, sample.size, sample.seed)) != sample.list_fingerprint:
        yield (
            f"fingerprint: {found} by this list, seed and size, {sample.list_fingerprint} by "
            "the record"
        )
    if population < sample.size:
        yield f"size: {sample.size} by the record, which this list does not hold"
        return
    again = draw(cases, sample.size, sample.seed)
    strata = {(part.name, part.population, part.size) for part in sample.strata}
    if strata and strata != set(again.strata):
        yield "strata: not those of the record"
    if drawn is not None:
        yield from _other_cases(again, drawn)


def _other_cases(again: Draw, drawn: Mapping[int, str]) -> Iterator[str]:
    wanted = {folded(case.reference) for case in again.cases}
    lines = [line for line, reference in drawn.items() if folded(reference) not in wanted]
    if lines:
        yield f"cases: not drawn by the seed, in line {listed(lines)} of those given"
    if missing := len(wanted - set(map(folded, drawn.values()))):
        yield f"cases: {missing} of the {len(wanted)} that the seed draws are not among those given"
