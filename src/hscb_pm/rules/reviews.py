"""REV: a case review says what happened and why, is learnt from, and is open about both."""

from collections.abc import Iterator
from typing import Final

from hscb_pm.models import Group, Learning, Review
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule

SERIOUS, PARTNERSHIP, MANAGEMENT = (
    "serious-case-review",
    "partnership-review",
    "management-review",
)
NAMES: Final = {
    SERIOUS: "a Serious Case Review",
    PARTNERSHIP: "a partnership review",
    MANAGEMENT: "a management review",
}


@rule(
    "REV-001",
    Severity.WARNING,
    "reported, and nothing says {missing}",
    fix="Add `{key}:`, with nothing that points to a child.",
    clause="F3.1",
    words={"missing": "what happened, or why", "key": "`what_happened:` or `why:`"},
)
def review_without_account(register: Register) -> Iterator[Hit]:
    """Reviews look at what happened in a case, and why."""
    wanted = {"what_happened": "what happened", "why": "why it happened"}
    for review in register.of(Review):
        for key, missing in wanted.items():
            if review.reported and not getattr(review, key):
                yield hit(review, key, missing=missing, key=key)


@rule(
    "REV-002",
    Severity.WARNING,
    "reported, and no lesson comes from it",
    fix="Name {review} in `from:` of a record in learning/.",
    clause="F11.3",
    words={"review": "the review"},
)
def review_without_lesson(register: Register) -> Iterator[Hit]:
    """Lessons from all reviews are to reach all staff, so each has to be a record to follow up."""
    if register.is_missing_any("learning"):
        return
    taught = {name.partition("/")[0] for lesson in register.of(Learning) for name in lesson.from_}
    for review in register.of(Review):
        if review.reported and review.id not in taught:
            yield hit(review, "reported", review=review.id)


@rule(
    "REV-003",
    Severity.WARNING,
    "{message}",
    fix="Give `published:` with the day, or `not_published:` with the reason; not both.",
    clause="F3.2",
)
def serious_case_review_not_shared(register: Register) -> Iterator[Hit]:
    """Final reports of Serious Case Reviews are shared with the public, or there is a reason."""
    for review in register.of(Review):
        if review.published and review.not_published:
            message = "published, and said not to be"
            yield hit(review, "not_published", message=message)
        is_shared = review.published or review.not_published
        if review.type == SERIOUS and review.reported and not is_shared:
            message = "reported, and neither published nor said why not"
            yield hit(review, "reported", message=message)


@rule(
    "REV-004",
    Severity.ERROR,
    "a Serious Case Review that is not published, and not confidential either",
    fix="Add `part: 2` until it is published.",
    clause="F1.2",
)
def unpublished_review_in_public_papers(register: Register) -> Iterator[Hit]:
    """Before it is published, a review in a public paper can point to the child."""
    for review in register.of(Review):
        if review.type == SERIOUS and not review.published and not review.part:
            yield hit(review, "type")


@rule(
    "REV-005",
    Severity.WARNING,
    "{message}",
    fix="Give `response:` with the day, or `no_response:` with the reason; not both.",
    clause="F3.12",
)
def response_not_shared(register: Register) -> Iterator[Hit]:
    """There is transparency about the actions that organisations take in response to a case."""
    for review in register.of(Review):
        if review.response and review.no_response:
            message = "the agencies responded in public, and are said not to have"
            yield hit(review, "no_response", message=message)
        elif review.reported and not (review.response or review.no_response):
            message = "reported, and nothing says how the agencies responded in public"
            yield hit(review, "response", message=message)


@rule(
    "REV-006",
    Severity.WARNING,
    "nobody has decided whether the case met the criteria of a Serious Case Review",
    fix="Add `threshold:` with `met`, `on`, `by` and `reason`.",
    clause="F11.2",
)
def review_without_threshold(register: Register) -> Iterator[Hit]:
    """Partnership reviews are for cases that do not meet the threshold of a Serious Case Review."""
    for review in register.of(Review):
        if review.type != MANAGEMENT and not review.threshold:
            yield hit(review, "threshold")


@rule(
    "REV-007",
    Severity.ERROR,
    "{review} of a case that {met} the criteria of a Serious Case Review",
    fix="Correct `type:` or `threshold:`.",
    clause="F11.2",
    words={"review": "a review", "met": "met, or did not meet,"},
)
def review_against_threshold(register: Register) -> Iterator[Hit]:
    """A case that meets the criteria gets a Serious Case Review, and no other case does."""
    for review in register.of(Review):
        if review.type == MANAGEMENT or not review.threshold:
            continue
        if review.threshold.met != (review.type == SERIOUS):
            met = "met" if review.threshold.met else "did not meet"
            yield hit(review, "threshold", "met", review=NAMES[review.type], met=met)


@rule(
    "REV-008",
    Severity.WARNING,
    "a partnership review was reported, and nothing says which approach it took",
    fix="Add `approach:`.",
    clause="F11.5",
)
def partnership_review_without_approach(register: Register) -> Iterator[Hit]:
    """Partnership reviews use the various approaches that have been developed."""
    for review in register.of(Review):
        if review.type == PARTNERSHIP and review.reported and not review.approach:
            yield hit(review, "approach")


@rule(
    "REV-009",
    Severity.WARNING,
    "the route {message}",
    fix="Route it through the Case Review Group{then}.",
    clause="F11.5",
    words={"message": "leaves out a group", "then": ", then to the Board"},
)
def review_misses_a_group(register: Register) -> Iterator[Hit]:
    """The Case Review Group and the Board monitor closely what follows from a review."""
    functions = {group.id: group.function for group in register.of(Group)}
    for review in register.of(Review):
        route = [functions.get(group) for group in review.route]
        if None in route:
            continue  # REG-007 says so
        to_board = review.type != MANAGEMENT
        then = ", then to the Board" if to_board else ""
        before = route[: route.index("board")] if "board" in route else route
        if "case-review" not in before:
            message = "does not pass the Case Review Group"
            yield hit(review, "route", message=message, then=then)
        elif to_board and "board" not in route:
            yield hit(review, "route", message="does not reach the Board", then=then)
