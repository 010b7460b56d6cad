"""AUD: from method to findings, recommendations and actions, without a broken link."""

import re
from collections.abc import Iterator
from typing import Final

from hscb_pm.models import Action, Audit, Group
from hscb_pm.problem import Severity, listed
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
    "AUD-004",
    Severity.WARNING,
    "shortfall {finding}, and no recommendation answers it",
    fix="Name {finding} in `from:` of a recommendation.",
    clause="F9.3",
)
def shortfall_without_recommendation(register: Register) -> Iterator[Hit]:
    """Audits produce recommendations and an action plan to address any shortfalls."""
    for audit in register.of(Audit):
        if not audit.reported:
            continue
        answered = {name for item in audit.recommendations for name in item.from_}
        for index, finding in enumerate(audit.findings):
            if finding.kind == "shortfall" and finding.id not in answered:
                yield hit(audit, "findings", index, "id", finding=finding.id)


@rule(
    "AUD-005",
    Severity.ERROR,
    "{recommendation} rests on {finding}, which this audit did not find",
    fix="{suggestion}",
    clause="F9.3",
)
def recommendation_without_finding(register: Register) -> Iterator[Hit]:
    """Recommendations follow from conclusions, and conclusions from findings."""
    for audit in register.of(Audit):
        known = [finding.id for finding in audit.findings]
        for index, item in enumerate(audit.recommendations):
            for place, name in enumerate(item.from_):
                if name not in known:
                    yield hit(
                        audit,
                        "recommendations",
                        index,
                        "from",
                        place,
                        recommendation=item.id,
                        finding=name,
                        suggestion=f"Name findings of this audit: {listed(known)}."
                        if known
                        else "Add the finding to `findings:`, or correct `from:`.",
                    )


@rule(
    "AUD-006",
    Severity.WARNING,
    "{recommendation} was agreed, and no action answers it",
    fix="Name {audit}/{recommendation} in `arises_from:` of an action.",
    clause="F9.3",
)
def recommendation_without_action(register: Register) -> Iterator[Hit]:
    """Agencies can be held accountable for an action plan, not for a recommendation alone."""
    if register.is_missing_any("actions"):
        return
    answered = {name for action in register.of(Action) for name in action.arises_from}
    for audit in register.of(Audit):
        for index, item in enumerate(audit.recommendations):
            agreed = item.response and item.response.kind != "not-agreed"
            if agreed and f"{audit.id}/{item.id}" not in answered:
                path = ("recommendations", index, "id")
                yield hit(audit, *path, recommendation=item.id, audit=audit.id)


@rule(
    "AUD-007",
    Severity.WARNING,
    "nothing says how equality was considered",
    fix="Add `equality:`.",
    clause="F2.2",
)
def audit_without_equality(register: Register) -> Iterator[Hit]:
    """Services are to be audited in a way that complies with equalities legislation."""
    for audit in register.of(Audit):
        if audit.reported and not audit.equality:
            yield hit(audit, "equality")


@rule(
    "AUD-008",
    Severity.WARNING,
    "the route {message}",
    fix="Route it through the Audit or Performance Sub Group, then to the Board.",
    clause="F9.5",
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
    "AUD-009",
    Severity.WARNING,
    "shortfalls were passed on, and the good practice in {finding} was not",
    fix="Add `disseminated:` to {finding}.",
    clause="F9.4",
)
def good_practice_kept_back(register: Register) -> Iterator[Hit]:
    """Good practice is disseminated just as readily as shortfalls."""
    for audit in register.of(Audit):
        if not any(f.kind == "shortfall" and f.disseminated for f in audit.findings):
            continue
        for index, finding in enumerate(audit.findings):
            if finding.kind == "strength" and not finding.disseminated:
                yield hit(audit, "findings", index, "id", finding=finding.id)


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
    "AUD-014",
    Severity.WARNING,
    "{finding} is held against no standard",
    fix="Add `standard:` to {finding}.",
    clause="F11.4",
)
def finding_without_standard(register: Register) -> Iterator[Hit]:
    """Practice is considered against the Board's standards and criteria."""
    for audit in register.of(Audit):
        for index, finding in enumerate(audit.findings):
            if finding.standard is None:
                yield hit(audit, "findings", index, "id", finding=finding.id)


@rule(
    "AUD-015",
    Severity.WARNING,
    "{recommendation} was {answer}, and nothing says why",
    fix="Add `reason:` to the response.",
    clause="F3.12",
)
def refusal_without_reason(register: Register) -> Iterator[Hit]:
    """There is transparency about the actions that organisations take in response, or do not."""
    for audit in register.of(Audit):
        for index, item in enumerate(audit.recommendations):
            if item.response and item.response.kind != "agreed" and not item.response.reason:
                answer = item.response.kind.replace("-", " ")
                path = ("recommendations", index, "response")
                yield hit(audit, *path, recommendation=item.id, answer=answer)


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
    "AUD-018",
    Severity.ERROR,
    "{finding} is held against standard {standard}, which standards.yaml does not have",
    fix="Name one of {known}.",
    clause="F11.4",
)
def finding_against_unknown_standard(register: Register) -> Iterator[Hit]:
    """A finding counts towards a standard only if there is such a standard."""
    if register.standards is None:
        return
    known = [standard.standard for standard in register.standards.standards]
    for audit in register.of(Audit):
        for index, finding in enumerate(audit.findings):
            if finding.standard is not None and finding.standard not in known:
                yield hit(
                    audit,
                    "findings",
                    index,
                    "standard",
                    finding=finding.id,
                    standard=finding.standard,
                    known=listed(known),
                )


@rule(
    "AUD-019",
    Severity.WARNING,
    "an audit was reported, and no finding is recorded",
    fix="Add `findings:`, strengths as well as shortfalls.",
    clause="F9.3",
)
def report_without_findings(register: Register) -> Iterator[Hit]:
    """Audits draw conclusions from findings; a report without any teaches nothing."""
    for audit in register.of(Audit):
        if audit.reported and not audit.findings:
            yield hit(audit, "reported")
