"""DOC: what the Board and its agencies work by is fair, put into practice, and kept up to date."""

from collections.abc import Iterator

from hscb_pm.models import Document
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.actions import STRANDS
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "DOC-001",
    Severity.WARNING,
    "nothing says how it was checked against equalities legislation",
    fix="Add `equality:`.",
    clause="F4.5",
)
def document_without_equality(register: Register) -> Iterator[Hit]:
    """Procedures and practice guidance are to be compliant with equalities legislation."""
    for document in register.of(Document):
        if document.type in ("procedure", "guidance") and not document.equality:
            yield hit(document, "equality")


@rule(
    "DOC-002",
    Severity.WARNING,
    "a procedure, and nothing says how it is {missing}",
    fix="Add `delivery:` with dissemination, implementation and training.",
    clause="F4.3",
    words={"missing": "disseminated, implemented or trained"},
)
def procedure_on_paper_alone(register: Register) -> Iterator[Hit]:
    """Without dissemination, implementation and training a procedure is unlikely to have effect."""
    for document in register.of(Document):
        if document.type != "procedure":
            continue
        missing = document.delivery.missing() if document.delivery else tuple(STRANDS)
        if missing:
            said = ", ".join(STRANDS[strand] for strand in missing)
            yield hit(document, "delivery", missing=said)


@rule(
    "DOC-003",
    Severity.WARNING,
    "nothing says when it is to be looked at again",
    fix="Add `review_by:`.",
    clause="F4.5",
)
def document_without_review_date(register: Register) -> Iterator[Hit]:
    """Procedures, guidance, frameworks and protocols are to be reviewed, not only written."""
    for document in register.of(Document):
        if document.type != "other" and not document.review_by:
            yield hit(document, "review_by")


@rule(
    "DOC-004",
    Severity.ERROR,
    "an audit framework of no agency",
    fix="Add `agency:`.",
    clause="F8.6",
)
def audit_framework_of_nobody(register: Register) -> Iterator[Hit]:
    """Section 11 agencies are each expected to have an audit framework."""
    for document in register.of(Document):
        if document.type == "audit-framework" and not document.agency:
            yield hit(document, "type")


@rule(
    "DOC-005",
    Severity.ERROR,
    "a protocol with no other board",
    fix="Add `boards:`.",
    clause="F4.6",
)
def protocol_with_nobody(register: Register) -> Iterator[Hit]:
    """The governance of the Board reflects its relationship to other boards."""
    for document in register.of(Document):
        if document.type == "protocol" and not document.boards:
            yield hit(document, "type")
