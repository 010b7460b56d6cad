"""The Section 11 matrix: what each agency answered to each standard, and what that shows."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from hscb_pm.models import Cycle, Return
from hscb_pm.models.section11 import Answer, Asked, SurveyQuestion
from hscb_pm.register import Register

DOUBTED_BELOW: Final = (3, 4)
"""A standard that the agency sees as met is in doubt where fewer than three in four of the
practitioners who answered said yes: more than a quarter who do not see it in their own work are
too many to pass over. It opens a question and settles none."""


class Came(StrEnum):
    """Whether a return has come, and when."""

    ON_TIME = "on-time"
    LATE = "late"
    AWAITED = "awaited"
    OVERDUE = "overdue"
    NOT_KNOWN = "not-known"


class Cell(NamedTuple):
    """What a return says about one standard; an answer counts once the return has come."""

    standard: int
    answer: Answer | None = None
    to_be_reconfirmed: bool = False
    own: str | None = None
    """The agency's own grade."""
    moderated: str | None = None
    shortfall: bool | None = None
    """Whether the grade that counts falls short; None where there is none."""
    survey: SurveyQuestion | None = None
    """The question about it to which the smallest share said yes."""


class ReturnRow(NamedTuple):
    """The return of an agency that was asked."""

    agency: str
    basis: str
    due: date
    cells: tuple[Cell, ...]
    came: Came = Came.NOT_KNOWN
    received: date | None = None
    days_late: int | None = None
    """Nought where it is not late; None where nobody can say."""
    is_moderated: bool = False


class Weak(NamedTuple):
    """A standard, and how many of the agencies whose answers count fall short of it."""

    standard: int
    short: int
    graded: int


class Difference(NamedTuple):
    """A standard that was moderated otherwise than the agency graded it."""

    agency: str
    standard: int
    own: str
    moderated: str
    reason: str | None


class Doubt(NamedTuple):
    """A standard that the agency sees as met, and too few of its practitioners do."""

    agency: str
    standard: int
    question: str
    yes: int
    answered: int
    own: str
    moderated: str | None


class Change(NamedTuple):
    """A standard of which an agency falls short only now, or no longer."""

    agency: str
    standard: int
    falls_short: bool


class Changes(NamedTuple):
    """What changed since the cycle before, where both have a grade.

    Only whether it is a shortfall is compared: a scale belongs to its cycle.
    """

    since: str | None
    compared: int
    rows: list[Change]


class Open(NamedTuple):
    """A shortfall without an action."""

    agency: str
    standard: int
    grade: str


class Waiting(NamedTuple):
    """Answers of a return that wait for something."""

    agency: str
    answers: int


class Matrix(NamedTuple):
    """A cycle on a day."""

    cycle: Cycle
    today: date
    standards: tuple[int, ...]
    returns: list[ReturnRow]
    confidential: int
    """Returns that are left out because those who read may not know of them."""
    weakest: list[Weak]
    moderated: list[Difference]
    doubted: list[Doubt]
    changes: Changes
    without_action: list[Open]
    to_moderate: list[Waiting]
    to_reconfirm: list[Waiting]

    def that(self, *came: Came) -> list[ReturnRow]:
        """The returns that have come so, or have not."""
        return [row for row in self.returns if row.came in came]


def latest_cycle(register: Register, today: date) -> Cycle | None:
    """The cycle that was opened last by that day."""
    return _last(cycle for cycle in register.of(Cycle) if cycle.opened <= today)


def matrix(
    register: Register, cycle: Cycle, today: date, agencies: set[str | None] | None = None
) -> Matrix:
    """Set out a cycle as it stood on a day, for some agencies or for all that were asked."""
    asked = [a for a in cycle.asked if agencies is None or a.agency in agencies]
    shown = [a for a in asked if not register.hides(cycle.return_id(a.agency))]
    numbers = _standards(register, cycle)
    rows = [_row(register, cycle, a, numbers, today) for a in shown]
    weakest = [_weak(number, rows) for number in numbers]
    return Matrix(
        cycle=cycle,
        today=today,
        standards=numbers,
        returns=rows,
        confidential=len(asked) - len(shown),
        weakest=sorted((w for w in weakest if w.short), key=lambda w: (-w.short, w.standard)),
        moderated=[*_moderated(rows)],
        doubted=[*_doubted(rows, cycle)],
        changes=_changes(register, cycle, rows, today),
        without_action=[*_without_action(rows)],
        to_moderate=[
            Waiting(
                row.agency,
                sum(
                    c.answer is not None and not c.answer.is_moderated_on(today) for c in row.cells
                ),
            )
            for row in rows
            if cycle.moderation and row.received and not row.is_moderated
        ],
        to_reconfirm=[
            Waiting(row.agency, again)
            for row in rows
            if (again := sum(cell.to_be_reconfirmed for cell in row.cells))
        ],
    )


def _standards(register: Register, cycle: Cycle) -> tuple[int, ...]:
    """The numbers of the standards; without standards.yaml, of those that were answered."""
    if register.standards:
        return tuple(standard.standard for standard in register.standards.standards)
    found = (register.get(Return, cycle.return_id(asked.agency)) for asked in cycle.asked)
    return tuple(sorted({a.standard for one in found if one for a in one.standards}))


def _row(
    register: Register, cycle: Cycle, asked: Asked, numbers: tuple[int, ...], today: date
) -> ReturnRow:
    name, due = cycle.return_id(asked.agency), cycle.due_for(asked)
    if register.is_rejected(name):
        return ReturnRow(asked.agency, asked.basis, due, tuple(map(Cell, numbers)))
    found = register.get(Return, name)
    received = found.came_on(today) if found else None
    late = max(0, ((received or today) - due).days)
    if received:
        came = Came.LATE if late else Came.ON_TIME
    else:
        came = Came.OVERDUE if late else Came.AWAITED
    cells = tuple(_cell(cycle, found, number, today) for number in numbers)
    moderated = found is not None and found.is_moderated_on(today)
    return ReturnRow(asked.agency, asked.basis, due, cells, came, received, late, moderated)


def _cell(cycle: Cycle, found: Return | None, number: int, today: date) -> Cell:
    answers = found.standards if found else ()
    answer = next((a for a in answers if a.standard == number), None)
    if found is None or answer is None:
        return Cell(number)
    again = cycle.is_carried_forward(answer, today)
    if again or not found.is_received_on(today):
        return Cell(number, answer, again)
    own = answer.self_.grade if answer.self_ and answer.self_.on <= today else None
    moderated = answer.moderated
    after = moderated.grade if moderated and moderated.on <= today else None
    grade = cycle.grade_of(answer, today)
    short = {step.grade: step.shortfall for step in cycle.scale}.get(grade or "")
    return Cell(number, answer, again, own, after, short, _survey(found, number))


def _survey(found: Return, number: int) -> SurveyQuestion | None:
    questions = found.survey.questions if found.survey else ()
    about = (q for q in questions if q.standard == number and q.answered)
    return min(about, key=lambda q: q.yes / q.answered, default=None)


def _cells(rows: list[ReturnRow]) -> Iterator[tuple[ReturnRow, Cell]]:
    for row in rows:
        for cell in row.cells:
            yield row, cell


def _weak(number: int, rows: list[ReturnRow]) -> Weak:
    judged = [c.shortfall for _, c in _cells(rows) if c.standard == number]
    return Weak(number, judged.count(True), len(judged) - judged.count(None))


def _without_action(rows: list[ReturnRow]) -> Iterator[Open]:
    for row, cell in _cells(rows):
        improvements = cell.answer.improvements if cell.answer else ()
        if cell.shortfall and not any(improvement.action for improvement in improvements):
            yield Open(row.agency, cell.standard, cell.moderated or cell.own or "")


def _moderated(rows: list[ReturnRow]) -> Iterator[Difference]:
    for row, cell in _cells(rows):
        if cell.own and cell.moderated and cell.own != cell.moderated:
            judged = cell.answer.moderated if cell.answer else None
            reason = judged.reason if judged else None
            yield Difference(row.agency, cell.standard, cell.own, cell.moderated, reason)


def _doubted(rows: list[ReturnRow], cycle: Cycle) -> Iterator[Doubt]:
    good = {step.grade for step in cycle.scale if not step.shortfall}
    of, whole = DOUBTED_BELOW
    for row, cell in _cells(rows):
        said = cell.survey
        if said and cell.own in good and said.yes * whole < said.answered * of:
            yield Doubt(
                row.agency,
                cell.standard,
                said.id,
                said.yes,
                said.answered,
                cell.own or "",
                cell.moderated,
            )


def _changes(register: Register, cycle: Cycle, rows: list[ReturnRow], today: date) -> Changes:
    before = cycle_before(register, cycle)
    if before is None:
        return Changes(None, 0, [])
    then = {}
    for asked in before.asked:
        if not register.hides(before.return_id(asked.agency)):
            numbers = _standards(register, before)
            for cell in _row(register, before, asked, numbers, today).cells:
                then[asked.agency, cell.standard] = cell.shortfall
    both = [
        (row.agency, cell.standard, then[row.agency, cell.standard], cell.shortfall)
        for row, cell in _cells(rows)
        if cell.shortfall is not None and then.get((row.agency, cell.standard)) is not None
    ]
    changed = [Change(agency, number, bool(now)) for agency, number, was, now in both if was != now]
    return Changes(before.id, len(both), changed)


def cycle_before(register: Register, cycle: Cycle) -> Cycle | None:
    """The cycle before one, if those who read may see it."""
    return _last(
        other
        for other in register.of(Cycle)
        if (other.opened, other.id) < (cycle.opened, cycle.id) and not register.hides(other.id)
    )


def _last(cycles: Iterator[Cycle]) -> Cycle | None:
    return max(cycles, key=lambda cycle: (cycle.opened, cycle.id), default=None)
