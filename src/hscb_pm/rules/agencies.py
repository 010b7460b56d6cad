"""AGY and GRP: who answers to the Board, and on what basis; which groups there are."""

from collections.abc import Iterator

from hscb_pm.models import Agency, Group
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, leading_back, rule


@rule(
    "AGY-001",
    Severity.ERROR,
    "a commissioned agency, and nothing says who commissions it",
    fix="Add `commissioned_by:` with the id of the statutory agency.",
    clause="F2.5",
)
def commissioned_by_nobody(register: Register) -> Iterator[Hit]:
    """A statutory agency answers for the services that others provide on its behalf."""
    for agency in register.of(Agency):
        if agency.basis == "commissioned" and not agency.commissioned_by:
            yield hit(agency, "basis")


@rule(
    "AGY-002",
    Severity.ERROR,
    "`part_of` leads back to the agency itself",
    fix="Correct `part_of:`.",
    clause="F2.5",
)
def part_of_itself(register: Register) -> Iterator[Hit]:
    """Somebody outside a directorate has to answer for it in the end."""
    back = leading_back({agency.id: agency.part_of for agency in register.of(Agency)})
    for agency in register.of(Agency):
        if agency.id in back:
            yield hit(agency, "part_of")


@rule(
    "AGY-003",
    Severity.WARNING,
    "a statutory agency without the paragraph of section 11(1) that names it",
    fix="Add `categories:` with the paragraph and the day from which it applied.",
    clause="F2.5",
)
def statutory_without_category(register: Register) -> Iterator[Hit]:
    """Parliament changes the list of section 11 agencies, so each needs its ground and dates."""
    for agency in register.of(Agency):
        if agency.basis == "statutory" and not agency.categories and not agency.part_of:
            yield hit(agency, "basis")


@rule(
    "GRP-001",
    Severity.ERROR,
    "{groups} the function of the Board",
    fix="Give exactly one group `function: board`.",
    clause="F5.2",
    words={"groups": "no group has, or more than one has,"},
)
def not_one_board(register: Register) -> Iterator[Hit]:
    """Reports end at the Board, so there has to be one group that is it."""
    boards = [group for group in register.of(Group) if group.function == "board"]
    if boards[1:]:
        yield hit(boards[1], "function", groups=f"{len(boards)} groups have")
    if not boards and register.board and not register.is_missing_any("groups"):
        yield Hit(register.board.id, (), {"groups": "no group has"})


@rule(
    "GRP-002",
    Severity.WARNING,
    "a group without a chair",
    fix="Add `chair:` with the role that chairs it.",
    clause="F4.2",
)
def group_without_chair(register: Register) -> Iterator[Hit]:
    """The chair of a group completes its work plan and answers for it."""
    for group in register.of(Group):
        if not group.chair:
            yield hit(group, "chair")
