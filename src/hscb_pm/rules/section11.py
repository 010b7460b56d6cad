"""S11: every agency that was asked answers every standard, on the cycle's own scale."""

from collections.abc import Iterator

from hscb_pm.models import Concern, Cycle, Feedback, Record, Return
from hscb_pm.models.section11 import Answer
from hscb_pm.problem import FieldPath, Severity, listed
from hscb_pm.queries.section11 import not_asked
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule


def _answers(register: Register) -> Iterator[tuple[Return, Cycle, int, Answer]]:
    for s11_return in register.of(Return):
        if cycle := register.get(Cycle, s11_return.cycle):
            for index, answer in enumerate(s11_return.standards):
                yield s11_return, cycle, index, answer


def _given(register: Register) -> Iterator[tuple[Return, Cycle, int, Answer]]:
    """The answers of their own cycle; those carried forward are none until they are reconfirmed."""
    for found in _answers(register):
        _, cycle, _, answer = found
        if not cycle.is_carried_forward(answer):
            yield found


def _known_standards(register: Register) -> list[int]:
    standards = register.standards
    return [standard.standard for standard in standards.standards] if standards else []


@rule(
    "S11-001",
    Severity.ERROR,
    "{agency} was not asked in {cycle}",
    fix="Add it to `asked:` of the cycle, or correct the agency.",
    clause="F6.1",
)
def agency_was_not_asked(register: Register) -> Iterator[Hit]:
    """The return rate counts those who were asked; a return of another would distort it."""
    for s11_return in register.of(Return):
        cycle = register.get(Cycle, s11_return.cycle)
        if cycle and s11_return.agency not in {asked.agency for asked in cycle.asked}:
            yield hit(s11_return, "agency", agency=s11_return.agency, cycle=cycle.id)


@rule(
    "S11-002",
    Severity.ERROR,
    "`{grade}` is no grade of {cycle}",
    fix="Write one of: {grades}.",
    clause="F6.1",
    words={"grade": "a word", "grades": "the grades of the cycle"},
)
def grade_not_on_scale(register: Register) -> Iterator[Hit]:
    """A scale belongs to its cycle, and grades of different scales are never compared."""
    for s11_return, cycle, index, answer in _answers(register):
        grades = [step.grade for step in cycle.scale]
        for name, judged in (("self", answer.self_), ("moderated", answer.moderated)):
            if judged and judged.grade not in grades:
                path = ("standards", index, name, "grade")
                values = {"grade": judged.grade, "cycle": cycle.id, "grades": listed(grades)}
                yield hit(s11_return, *path, **values)


@rule(
    "S11-003",
    Severity.WARNING,
    "the return came without {missing}",
    fix="Ask the agency, or explain why the standard does not apply to it; an answer carried "
    "forward counts once it is `reconfirmed:`.",
    clause="F6.1",
    words={"missing": "an answer to a standard"},
)
def standard_not_answered(register: Register) -> Iterator[Hit]:
    """All nine standards are expected of every agency, and compliance is mandatory."""
    for s11_return in register.of(Return):
        if not s11_return.received:
            continue
        cycle = register.get(Cycle, s11_return.cycle)
        graded = {
            answer.standard
            for answer in s11_return.standards
            if answer.self_ and not (cycle and cycle.is_carried_forward(answer))
        }
        missing = [str(number) for number in _known_standards(register) if number not in graded]
        if missing:
            word = "a grade for standard" if len(missing) == 1 else "grades for standards"
            yield hit(s11_return, "standards", missing=f"{word} {listed(missing)}")


@rule(
    "S11-004",
    Severity.WARNING,
    "standard {standard} is graded `{grade}` without evidence",
    fix="Add `evidence:`, or ask the agency for it.",
    clause="F6.1",
    words={"grade": "well"},
)
def grade_without_evidence(register: Register) -> Iterator[Hit]:
    """A good grade that rests on nothing assures nobody."""
    for s11_return, cycle, index, answer in _given(register):
        good = {step.grade for step in cycle.scale if not step.shortfall}
        if answer.self_ and answer.self_.grade in good and not answer.evidence:
            path = ("standards", index, "self")
            yield hit(s11_return, *path, standard=answer.standard, grade=answer.self_.grade)


@rule(
    "S11-005",
    Severity.WARNING,
    "standard {standard} was moderated from `{before}` to `{after}`, and nothing says why",
    fix="Add `reason:` to `moderated:`.",
    clause="F6.1",
    words={"before": "one grade", "after": "another"},
)
def moderated_without_reason(register: Register) -> Iterator[Hit]:
    """An agency can learn from a moderated grade only if it knows the reason."""
    for s11_return, _, index, answer in _given(register):
        before, after = answer.self_, answer.moderated
        if before and after and before.on > after.on:
            continue  # the agency graded it anew, and moderation is still to look at that
        if before and after and before.grade != after.grade and not after.reason:
            values = {"before": before.grade, "after": after.grade}
            path = ("standards", index, "moderated")
            yield hit(s11_return, *path, standard=answer.standard, **values)


@rule(
    "S11-006",
    Severity.WARNING,
    "standard {standard} falls short, and nothing says what will improve",
    fix="Add `improvements:` with what will be done and the action.",
    clause="F6.1",
)
def shortfall_without_improvement(register: Register) -> Iterator[Hit]:
    """A shortfall that nobody acts on will be there again in the next cycle."""
    for s11_return, cycle, index, answer in _given(register):
        short = cycle.falling_short
        final = answer.moderated or answer.self_
        if final and final.grade in short and not answer.improvements:
            yield hit(s11_return, "standards", index, "standard", standard=answer.standard)


@rule(
    "S11-007",
    Severity.ERROR,
    "standards.yaml has no standard {standard}",
    fix="Name one of {known}.",
    clause="F6.1",
)
def no_such_standard(register: Register) -> Iterator[Hit]:
    """What is held against a standard that does not exist is lost to every comparison."""
    known = _known_standards(register)
    for record, path, standard in _named_standards(register):
        if known and standard is not None and standard not in known:
            yield hit(record, *path, standard=standard, known=listed(known))


def _named_standards(register: Register) -> Iterator[tuple[Record, FieldPath, int | None]]:
    """Where returns, concerns and feedback name a standard."""
    for s11_return, _, index, answer in _answers(register):
        yield s11_return, ("standards", index, "standard"), answer.standard
    for s11_return in register.of(Return):
        for index, question in enumerate(s11_return.survey.questions if s11_return.survey else ()):
            yield s11_return, ("survey", "questions", index, "standard"), question.standard
    for concern in register.of(Concern):
        yield concern, ("standard",), concern.standard
    for feedback in register.of(Feedback):
        for index, theme in enumerate(feedback.themes):
            yield feedback, ("themes", index, "standard"), theme.standard


@rule(
    "S11-008",
    Severity.ERROR,
    "standard {standard} is answered twice",
    fix="Keep one answer.",
    clause="F6.1",
)
def standard_answered_twice(register: Register) -> Iterator[Hit]:
    """Of two grades for one standard, nobody could say which holds."""
    for s11_return in register.of(Return):
        seen: set[int] = set()
        for index, answer in enumerate(s11_return.standards):
            if answer.standard in seen:
                yield hit(s11_return, "standards", index, "standard", standard=answer.standard)
            seen.add(answer.standard)


@rule(
    "S11-009",
    Severity.ERROR,
    "the file is named for another return: it holds {expected}",
    fix="Rename it to {expected}.yaml, or correct `cycle:` or `agency:`.",
    clause="F6.1",
    words={"expected": "S11-2017-example-agency"},
)
def return_under_another_name(register: Register) -> Iterator[Hit]:
    """A return is found by its cycle and agency."""
    for s11_return in register.of(Return):
        expected = f"{s11_return.cycle}-{s11_return.agency}"
        if s11_return.id != expected:
            yield hit(s11_return, "agency", expected=expected)


@rule(
    "S11-010",
    Severity.WARNING,
    "{agency} is statutory and was not asked",
    fix="Add it to `asked:`, or to `not_asked:` with the reason.",
    clause="F6.1",
)
def statutory_agency_not_asked(register: Register) -> Iterator[Hit]:
    """Self-audits are undertaken by all statutory agencies, or by their directorates."""
    if register.is_missing_any("agencies"):
        return
    for cycle in register.of(Cycle):
        for agency in not_asked(register, cycle):
            yield hit(cycle, "asked", agency=agency)


@rule(
    "S11-011",
    Severity.ERROR,
    "the survey says that {more} of {fewer} {what}",
    fix="Correct the numbers.",
    clause="F6.3",
    words={"more": "too many", "fewer": "those asked", "what": "answered"},
)
def survey_does_not_add_up(register: Register) -> Iterator[Hit]:
    """The survey stands beside the self-assessment, so its numbers have to be possible."""
    for s11_return in register.of(Return):
        survey = s11_return.survey
        if not survey:
            continue
        if survey.answered > survey.asked:
            values = {"more": survey.answered, "fewer": survey.asked, "what": "answered"}
            yield hit(s11_return, "survey", "answered", **values)
        for index, question in enumerate(survey.questions):
            if question.yes > question.answered:
                values = {"more": question.yes, "fewer": question.answered, "what": "said yes"}
                yield hit(s11_return, "survey", "questions", index, "yes", **values)
            if question.answered > survey.answered:
                values = {"more": question.answered, "fewer": survey.answered, "what": "replied"}
                yield hit(s11_return, "survey", "questions", index, "answered", **values)


@rule(
    "S11-012",
    Severity.ERROR,
    "`{later}` is before `{earlier}`",
    fix="Correct the dates.",
    clause="F6.1",
)
def cycle_out_of_order(register: Register) -> Iterator[Hit]:
    """A cycle is opened, then returns come, then they are moderated, then it is closed."""
    for cycle in register.of(Cycle):
        if cycle.due < cycle.opened:
            yield hit(cycle, "due", later="due", earlier="opened")
        if cycle.moderation and cycle.moderation.until < cycle.due:
            yield hit(cycle, "moderation", "until", later="until", earlier="due")
        if cycle.closed and cycle.closed < cycle.opened:
            yield hit(cycle, "closed", later="closed", earlier="opened")


@rule(
    "S11-013",
    Severity.ERROR,
    "{agency} is asked twice",
    fix="Keep one entry.",
    clause="F6.1",
)
def agency_asked_twice(register: Register) -> Iterator[Hit]:
    """The return rate counts each agency once."""
    for cycle in register.of(Cycle):
        seen: set[str] = set()
        for index, asked in enumerate(cycle.asked):
            if asked.agency in seen:
                yield hit(cycle, "asked", index, "agency", agency=asked.agency)
            seen.add(asked.agency)


@rule(
    "S11-014",
    Severity.ERROR,
    "there is no agency {agency}",
    fix="Correct the id below `not_asked:`.",
    clause="F6.1",
    words={"agency": "of this name"},
)
def no_such_agency_not_asked(register: Register) -> Iterator[Hit]:
    """An agency that is left out on purpose has to be one that exists."""
    for cycle in register.of(Cycle):
        for agency in cycle.not_asked:
            if register.kinds.get(agency) != "agency" and not register.is_rejected(agency):
                yield hit(cycle, "not_asked", agency, agency=agency)


@rule(
    "S11-015",
    Severity.ERROR,
    "returns are asked for, and there is no standards.yaml to answer",
    fix="Restore standards.yaml beside board.yaml.",
    clause="F1.1",
)
def no_standards(register: Register) -> Iterator[Hit]:
    """Consistent quality standards come first: without them nothing can be graded."""
    if register.standards is None and "standards.yaml" not in register.left_out:
        for cycle in register.of(Cycle):
            yield hit(cycle, "asked")
