"""AUD: from findings to recommendations and actions, of audits and of case reviews alike."""

from collections.abc import Iterator

from hscb_pm.models import Action
from hscb_pm.problem import Severity, listed
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "AUD-004",
    Severity.WARNING,
    "shortfall {finding}, and no recommendation answers it",
    fix="Name {finding} in `from:` of a recommendation.",
    clause="F9.3",
)
def shortfall_without_recommendation(register: Register) -> Iterator[Hit]:
    """Audits produce recommendations and an action plan to address any shortfalls."""
    for scrutiny in register.scrutinies():
        if not scrutiny.reported:
            continue
        answered = {name for item in scrutiny.recommendations for name in item.from_}
        for index, finding in enumerate(scrutiny.findings):
            if finding.kind == "shortfall" and finding.id not in answered:
                yield hit(scrutiny, "findings", index, "id", finding=finding.id)


@rule(
    "AUD-005",
    Severity.ERROR,
    "{recommendation} rests on {finding}, which this {kind} did not find",
    fix="{suggestion}",
    clause="F9.3",
    words={"kind": "audit or review"},
)
def recommendation_without_finding(register: Register) -> Iterator[Hit]:
    """Recommendations follow from conclusions, and conclusions from findings."""
    for scrutiny in register.scrutinies():
        known = [finding.id for finding in scrutiny.findings]
        for index, item in enumerate(scrutiny.recommendations):
            for place, name in enumerate(item.from_):
                if name not in known:
                    path = ("recommendations", index, "from", place)
                    values = {"recommendation": item.id, "finding": name, "kind": scrutiny.kind}
                    suggestion = (
                        f"Name findings of this {scrutiny.kind}: {listed(known)}."
                        if known
                        else "Add the finding to `findings:`, or correct `from:`."
                    )
                    yield hit(scrutiny, *path, **values, suggestion=suggestion)


@rule(
    "AUD-006",
    Severity.WARNING,
    "{recommendation} was agreed, and no action answers it",
    fix="Name {name} in `arises_from:` of an action.",
    clause="F9.3",
    words={"name": "the recommendation"},
)
def recommendation_without_action(register: Register) -> Iterator[Hit]:
    """Agencies can be held accountable for an action plan, not for a recommendation alone."""
    if register.is_missing_any("actions"):
        return
    answered = {name for action in register.of(Action) for name in action.arises_from}
    for scrutiny in register.scrutinies():
        for index, item in enumerate(scrutiny.recommendations):
            agreed = item.response and item.response.kind != "not-agreed"
            name = f"{scrutiny.id}/{item.id}"
            if agreed and name not in answered:
                yield hit(
                    scrutiny, "recommendations", index, "id", recommendation=item.id, name=name
                )


@rule(
    "AUD-007",
    Severity.WARNING,
    "nothing says how equality was considered",
    fix="Add `equality:`.",
    clause="F2.2",
)
def equality_not_considered(register: Register) -> Iterator[Hit]:
    """Services are to be audited in a way that complies with equalities legislation."""
    for scrutiny in register.scrutinies():
        if scrutiny.reported and not scrutiny.equality:
            yield hit(scrutiny, "equality")


@rule(
    "AUD-009",
    Severity.WARNING,
    "shortfalls were passed on, and the good practice in {finding} was not",
    fix="Add `disseminated:` to {finding}.",
    clause="F9.4",
)
def good_practice_kept_back(register: Register) -> Iterator[Hit]:
    """Good practice is disseminated just as readily as shortfalls."""
    for scrutiny in register.scrutinies():
        if not any(f.kind == "shortfall" and f.disseminated for f in scrutiny.findings):
            continue
        for index, finding in enumerate(scrutiny.findings):
            if finding.kind == "strength" and not finding.disseminated:
                yield hit(scrutiny, "findings", index, "id", finding=finding.id)


@rule(
    "AUD-014",
    Severity.WARNING,
    "{finding} is held against no standard",
    fix="Add `standard:` to {finding}.",
    clause="F11.4",
)
def finding_without_standard(register: Register) -> Iterator[Hit]:
    """Practice is considered against the Board's standards and criteria."""
    for scrutiny in register.scrutinies():
        for index, finding in enumerate(scrutiny.findings):
            if finding.standard is None:
                yield hit(scrutiny, "findings", index, "id", finding=finding.id)


@rule(
    "AUD-015",
    Severity.WARNING,
    "{recommendation} was {answer}, and nothing says why",
    fix="Add `reason:` to the response.",
    clause="F3.12",
    words={"answer": "not agreed"},
)
def refusal_without_reason(register: Register) -> Iterator[Hit]:
    """There is transparency about the actions that organisations take in response, or do not."""
    for scrutiny in register.scrutinies():
        for index, item in enumerate(scrutiny.recommendations):
            if item.response and item.response.kind != "agreed" and not item.response.reason:
                answer = item.response.kind.replace("-", " ")
                path = ("recommendations", index, "response")
                yield hit(scrutiny, *path, recommendation=item.id, answer=answer)


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
    for scrutiny in register.scrutinies():
        for index, finding in enumerate(scrutiny.findings):
            if finding.standard is not None and finding.standard not in known:
                values = {"finding": finding.id, "standard": finding.standard}
                path = ("findings", index, "standard")
                yield hit(scrutiny, *path, **values, known=listed(known))


@rule(
    "AUD-019",
    Severity.WARNING,
    "reported, and no finding is recorded",
    fix="Add `findings:`, strengths as well as shortfalls.",
    clause="F9.3",
)
def report_without_findings(register: Register) -> Iterator[Hit]:
    """Audits draw conclusions from findings; a report without any teaches nothing."""
    for scrutiny in register.scrutinies():
        if scrutiny.reported and not scrutiny.findings:
            yield hit(scrutiny, "reported")


@rule(
    "AUD-020",
    Severity.WARNING,
    "nothing says how children, families or others were informed and asked",
    fix="Add `involved:` with `who` and `how`, or `not_involved:` with the reason.",
    clause="F1.4",
)
def nobody_else_asked(register: Register) -> Iterator[Hit]:
    """Those whom a service is for are informed and empowered, by open and fair processes."""
    for scrutiny in register.scrutinies():
        if scrutiny.reported and not (scrutiny.involved or scrutiny.not_involved):
            yield hit(scrutiny, "involved")
