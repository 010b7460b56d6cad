"""AUD: an audit has a method, a sample, people who audit, and a way to the Board."""

import re
from collections.abc import Iterator
from typing import Final

from hscb_pm.models import Audit, Group
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.programme import SCRUTINY
from hscb_pm.rules.rule import Hit, hit, rule

_FINGERPRINT: Final = re.compile("[a-z0-9]+-[0-9a-f]{4,128}")
MULTI, THEMED, SINGLE = "multi-agency-audit", "themed-review", "single-agency-audit"


@rule(
    "AUD-001",
    Severity.ERROR,
    "no methodology",
    fix="Add `methodology:` with `text`, `agreed` and `by`.",
    clause="F9.2",
)
def audit_without_methodology(register: Register) -> Iterator[Hit]:
    """Each multi-agency audit and themed review is based on a methodology specific to its needs."""
    for audit in register.of(Audit):
        if audit.level in (MULTI, THEMED) and not audit.methodology:
            yield hit(audit, "methodology")


@rule(
    "AUD-002",
    Severity.ERROR,
    "a multi-agency audit of {count}",
    fix="Name at least two agencies in `agencies:`.",
    clause="F9.1",
    words={"count": "fewer than two agencies"},
)
def audit_of_one_agency(register: Register) -> Iterator[Hit]:
    """Multi-agency audits consider cases where more than one agency has been involved."""
    for audit in register.of(Audit):
        if audit.level == MULTI and len(set(audit.agencies)) < 2:  # noqa: PLR2004, "more than one"
            count = "one agency" if audit.agencies else "no agency"
            yield hit(audit, "agencies", count=count)


@rule(
    "AUD-003",
    Severity.WARNING,
    "{message}",
    fix="{suggestion}",
    clause="F9.1",
)
def cases_not_drawn_at_random(register: Register) -> Iterator[Hit]:
    """Multi-agency audits consider individual cases selected at random, and can show that."""
    for audit in register.of(Audit):
        if audit.level != MULTI or not audit.fieldwork_done:
            continue
        sample = audit.sample
        if sample is None:
            message, suggestion = "nothing says how cases were chosen", "Add `sample:`."
            yield hit(audit, "sample", message=message, suggestion=suggestion)
        elif sample.method == "chosen" and not sample.reason:
            message = "cases were chosen by hand, and nothing says why"
            yield hit(audit, "sample", "method", message=message, suggestion="Add `reason:`.")
        elif sample.method in ("random", "stratified") and None in (sample.population, sample.seed):
            message = "a random choice that nobody could repeat"
            suggestion = "Add `population:` and `seed:`."
            yield hit(audit, "sample", "method", message=message, suggestion=suggestion)
        if sample and sample.population is not None and sample.size > sample.population:
            message = f"{sample.size} cases drawn from {sample.population}"
            yield hit(audit, "sample", "size", message=message, suggestion="Correct the numbers.")
        if sample and not _FINGERPRINT.fullmatch(sample.list_fingerprint or "none-0000"):
            message = "no fingerprint, which is a word, a hyphen and hexadecimal digits"
            suggestion = "Let `hscb audits sample` make it; never write down the list itself."
            path = ("sample", "list_fingerprint")
            yield hit(audit, *path, message=message, suggestion=suggestion)


@rule(
    "AUD-008",
    Severity.WARNING,
    "the route {message}",
    fix="Route it through the Audit or Performance Sub Group, then to the Board.",
    clause="F9.5",
    words={"message": "leaves out the sub groups, or the Board"},
)
def route_misses_a_group(register: Register) -> Iterator[Hit]:
    """Findings pass the sub groups; those of multi-agency audits and reviews reach the Board."""
    functions = {group.id: group.function for group in register.of(Group)}
    for audit in register.of(Audit):
        route = [functions.get(group) for group in audit.route]
        if None in route:
            continue  # REG-007 says so
        before = route[: route.index("board")] if "board" in route else route
        if not any(function in SCRUTINY for function in before):
            yield hit(audit, "route", message="passes no sub group that scrutinises it")
        elif audit.level != SINGLE and "board" not in route:
            yield hit(audit, "route", message="does not reach the Board")


@rule(
    "AUD-010",
    Severity.WARNING,
    "nothing says whether a third person took part",
    fix="Add `independence:`; `{{kind: none}}` where nobody did.",
    clause="F8.5",
)
def independence_not_recorded(register: Register) -> Iterator[Hit]:
    """Most single agency audits are done by the agency; some need independence."""
    for audit in register.of(Audit):
        if audit.level == SINGLE and audit.reported and not audit.independence:
            yield hit(audit, "independence")


@rule(
    "AUD-011",
    Severity.WARNING,
    "nothing says when the Audit Sub Group was told of this audit",
    fix="Add `notified:` with the day.",
    clause="F8.1",
)
def audit_sub_group_not_told(register: Register) -> Iterator[Hit]:
    """The Audit Sub Group should be informed of all safeguarding audits undertaken."""
    for audit in register.of(Audit):
        if audit.level == SINGLE and not audit.notified and not audit.commissioned_by:
            yield hit(audit, "notified")


@rule(
    "AUD-012",
    Severity.ERROR,
    "{later} on {on}, before {earlier} on {before}",
    fix="Correct the dates.",
    clause="F8.2",
)
def audit_dates_out_of_order(register: Register) -> Iterator[Hit]:
    """A report cannot be finished before the fieldwork, nor come before it was asked for."""
    for audit in register.of(Audit):
        done, reported = audit.fieldwork_done, audit.reported
        if done and reported and reported < done:
            values = {"later": "reported", "on": reported, "earlier": "fieldwork", "before": done}
            yield hit(audit, "reported", **values)
        for index, document in enumerate(audit.documents):
            if document.received and document.received < document.requested:
                values = {"later": "received", "on": document.received, "earlier": "the request"}
                path = ("documents", index, "received")
                yield hit(audit, *path, **values, before=document.requested)
        request = audit.independence and audit.independence.request
        if request and request.answered and request.answered < request.on:
            values = {"later": "answered", "on": request.answered, "earlier": "the request"}
            where = ("independence", "request", "answered")
            yield hit(audit, *where, **values, before=request.on)


@rule(
    "AUD-013",
    Severity.WARNING,
    "{message}",
    fix="Name the agencies and roles in `auditors:`.",
    clause="F9.6",
)
def audited_by_one_agency(register: Register) -> Iterator[Hit]:
    """Multi-agency audits are done together, by members of the sub groups and experts."""
    for audit in register.of(Audit):
        if audit.level != MULTI or not audit.fieldwork_done:
            continue
        agencies = {auditor.agency for auditor in audit.auditors}
        if not agencies:
            yield hit(audit, "auditors", message="nothing says who audited")
        elif len(agencies) == 1:
            yield hit(audit, "auditors", message="audited by one agency alone")


@rule(
    "AUD-016",
    Severity.WARNING,
    "an audit was asked for without a timescale",
    fix="Add `due:`.",
    clause="F8.4",
)
def commissioned_without_timescale(register: Register) -> Iterator[Hit]:
    """The Audit Sub Group outlines the area to be audited along with the timescale."""
    for audit in register.of(Audit):
        if audit.commissioned_by and not audit.due:
            yield hit(audit, "commissioned_by")


@rule(
    "AUD-017",
    Severity.WARNING,
    "{message}",
    fix="Record in `methodology:` when the Board or the Audit Sub Group agreed it.",
    clause="F10.1",
)
def methodology_not_agreed(register: Register) -> Iterator[Hit]:
    """A themed review rests on a methodology that the Board or the Audit Sub Group has agreed."""
    functions = {group.id: group.function for group in register.of(Group)}
    for audit in register.of(Audit):
        method = audit.methodology
        if audit.level != THEMED or not method:
            continue
        if not method.by or not method.agreed:
            yield hit(audit, "methodology", message="nobody has agreed the methodology")
        elif functions.get(method.by, "board") not in ("board", "audit"):
            message = "the methodology was agreed by another group"
            yield hit(audit, "methodology", "by", message=message)


@rule(
    "AUD-021",
    Severity.WARNING,
    "reported, and nothing says {missing}",
    fix="Add `{key}:`, two or more.",
    clause="F10.1",
    words={"missing": "what it combined", "key": "`approaches:` or `perspectives:`"},
)
def themed_review_from_one_side(register: Register) -> Iterator[Hit]:
    """A themed review combines approaches and perspectives, to understand its theme in depth."""
    wanted = {
        "approaches": "which approaches were combined",
        "perspectives": "from which perspectives the theme was looked at",
    }
    for audit in register.of(Audit):
        if audit.level != THEMED or not audit.reported:
            continue
        for key, missing in wanted.items():
            if len(set(getattr(audit, key))) < 2:  # noqa: PLR2004, "a range"
                yield hit(audit, key, key=key, missing=missing)


@rule(
    "AUD-022",
    Severity.WARNING,
    "{message}",
    fix="Name the Board or the Audit Sub Group in `identified_by:`.",
    clause="F10.4",
)
def theme_not_identified(register: Register) -> Iterator[Hit]:
    """The theme of a themed review is identified by the Board or the Audit Sub Group."""
    functions = {group.id: group.function for group in register.of(Group)}
    for audit in register.of(Audit):
        if audit.level != THEMED:
            continue
        if not audit.identified_by:
            yield hit(audit, "identified_by", message="nothing says who identified the theme")
        elif functions.get(audit.identified_by, "board") not in ("board", "audit"):
            message = "the theme was identified by another group"
            yield hit(audit, "identified_by", message=message)


@rule(
    "AUD-023",
    Severity.WARNING,
    "a themed review was reported, and nothing says what policy it has changed",
    fix="Add `policy:`: what it has changed, or why nothing.",
    clause="F10.5",
)
def themed_review_without_policy(register: Register) -> Iterator[Hit]:
    """Themed reviews are intended to inform safeguarding policy."""
    for audit in register.of(Audit):
        if audit.level == THEMED and audit.reported and not audit.policy:
            yield hit(audit, "policy")


@rule(
    "AUD-024",
    Severity.WARNING,
    "reported, and nothing says at which levels decisions were looked at",
    fix="Add `decisions_at:` with practice, operational, strategic.",
    clause="F9.6",
)
def levels_of_decision_not_recorded(register: Register) -> Iterator[Hit]:
    """Audits look at decisions at all levels that may have had an effect on individual cases."""
    for audit in register.of(Audit):
        if audit.level != SINGLE and audit.reported and not audit.decisions_at:
            yield hit(audit, "decisions_at")


@rule(
    "AUD-025",
    Severity.WARNING,
    "an agency asked for independence, and nothing says {missing}",
    fix="Add `{key}:` to the request.",
    clause="F8.7",
    words={"missing": "what came of it", "key": "`answer:`, `answered:` or `reason:`"},
)
def independence_half_answered(register: Register) -> Iterator[Hit]:
    """An agency that asks the Board for a third person gets an answer, with a day and a reason."""
    for audit in register.of(Audit):
        request = audit.independence and audit.independence.request
        if not request:
            continue
        path = ("independence", "request")
        if request.answer and not request.answered:
            missing = "when it was answered"
            yield hit(audit, *path, "answer", missing=missing, key="answered")
        if request.answered and not request.answer:
            yield hit(audit, *path, "answered", missing="what was answered", key="answer")
        if request.answer == "not-agreed" and not request.reason:
            yield hit(audit, *path, "answer", missing="why it was not agreed", key="reason")
