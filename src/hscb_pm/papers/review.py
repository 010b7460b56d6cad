"""One case review: what happened, why, what was learnt, and what has come of it."""

from collections.abc import Iterator
from typing import Final

from hscb_pm.models import Review
from hscb_pm.models.scrutiny import Publication
from hscb_pm.papers.paper import Kind, Paper, Subject, Values
from hscb_pm.papers.scrutiny import asked_besides, is_reported, lead_of, named, shared
from hscb_pm.periods import say

_TYPES: Final = {
    "serious-case-review": "Serious Case Review",
    "partnership-review": "partnership review",
    "management-review": "management review",
}


def review(paper: Paper) -> Values:
    """Everything that the paper of a case review says: never of whom."""
    record = paper.record(Review)
    is_known = is_reported(paper, record)
    return {
        "title": f"{record.title}: {_TYPES[record.type]}",
        **shared(paper, record, list(_unsaid(record, is_known=is_known))),
        "looked_at": list(_looked_at(paper, record)),
        "what_happened": record.what_happened if is_known else None,
        "why": record.why if is_known else None,
        "public": list(_public(paper, record)) if is_known else [],
    }


def _unsaid(record: Review, *, is_known: bool) -> Iterator[str]:
    """What a review is to say of itself, and does not."""
    wanted: list[tuple[object, str]] = [
        (record.threshold, "whether the criteria of a Serious Case Review were met"),
        (record.route, "which groups its report passes"),
    ]
    if is_known:
        wanted += [
            (record.approach, "which approach was taken"),
            (record.what_happened, "what happened"),
            (record.why, "why it happened"),
            (record.findings, "what was found"),
            (record.equality, "how equality was considered"),
            (record.involved or record.not_involved, "who was asked, or why nobody was"),
            (record.published or record.not_published, "whether the report is made public"),
            (record.response or record.no_response, "whether there is a public response"),
        ]
    return (words for value, words in wanted if not value)


def _looked_at(paper: Paper, record: Review) -> Iterator[tuple[str, str]]:
    """What kind of review it is, why there is one, and how it was done."""
    threshold = record.threshold
    decided = ""
    if threshold and threshold.on <= paper.today:
        met = "met" if threshold.met else "not met"
        by = f"the {paper.name(threshold.by)} on {say(threshold.on)}"
        decided = f"{met}, as decided by {by}: {threshold.reason}"
    said = {
        "Type": _TYPES[record.type],
        "Opened": say(record.opened),
        "Criteria of a Serious Case Review": decided,
        "Agencies": "; ".join(named(paper, *record.agencies)),
        "In the programme": "".join(named(paper, record.fulfils)),
        "Approach": record.approach or ("" if is_reported(paper, record) else "not chosen yet"),
        "Asked besides": asked_besides(record),
    }
    return ((name, words) for name, words in said.items() if words)


def _public(paper: Paper, record: Review) -> Iterator[tuple[str, str]]:
    """What the public was given, or why not."""
    for name, given, why_not in (
        ("Report", record.published, record.not_published),
        ("Response and actions of the agencies", record.response, record.no_response),
    ):
        if given and given.on <= paper.today:
            yield name, _made_public(given)
        elif why_not:
            yield name, f"not made public: {why_not}"
        else:
            yield name, "not made public yet"


def _made_public(given: Publication) -> str:
    said = f"made public on {say(given.on)}"
    return f"{said}: {given.link}" if given.link else said


REVIEW: Final = Kind(
    "review",
    shows="one case review: what happened, why, what was learnt, action plan and publication",
    purpose="To show what happened and why, what was learnt, and what has come of it.",
    basis="Local Safeguarding Children Boards Regulations 2006, regulation 5(1)(e) and (2): "
    "reviews of serious cases. Working Together 2015, chapter 4.",
    gather=review,
    subject=Subject("a review", "REV-2016-01", (Review,)),
    author=lambda paper: lead_of(paper, paper.record(Review)),
    none="None recorded.",
)
