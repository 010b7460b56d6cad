"""Is the register right, today and for ever? Rules look at nothing else, and at no clock."""

from collections.abc import Iterable, Iterator

from hscb_pm.problem import Location, Problem, Severity, dotted
from hscb_pm.queries.renumbered import renumbered, with_new_ids
from hscb_pm.register import Register
from hscb_pm.rules import (
    actions,
    agencies,
    audits,
    charts,
    chasing,
    dates,
    documents,
    findings,
    groups,
    indicators,
    kept,
    learning,
    listening,
    meetings,
    objectives,
    past,
    privacy,
    programme,
    reading,
    reviews,
    section11,
    smart,
    yearly,
)
from hscb_pm.rules.rule import ALONE, EXPLANATION, RULES, Base, Hit, Rule, in_general

__all__ = ["FAMILIES", "RULES", "Base", "Rule", "check", "for_public"]

FAMILIES = (
    reading,
    privacy,
    dates,
    agencies,
    objectives,
    groups,
    programme,
    meetings,
    audits,
    findings,
    reviews,
    section11,
    actions,
    smart,
    indicators,
    charts,
    learning,
    listening,
    chasing,
    yearly,
    documents,
    past,
    kept,
)


def check(
    register: Register,
    codes: Iterable[str] | None = None,
    base: Base | None = None,
    *,
    at_lines: bool = True,
) -> list[Problem]:
    """Find every problem of a register, or those of the rules named, in the order of its files.

    With a base, also what has been lost since then. Who needs no lines, or those of a few alone
    (`placed`), spares the register's files being read again.
    """
    at_lines = at_lines or bool(register.suspects)  # of which no problem keeps its field
    chosen = set(RULES) if codes is None else set(codes)
    problems = [problem for problem in register.problems if problem.code in chosen]
    used: set[tuple[str, str]] = set()
    explanations = _explanations(register)
    hits = [
        (rule, hit)
        for rule in RULES.values()
        if rule.code in chosen and rule.check
        for hit in rule.check(register)
    ]
    for rule, hit in sorted(hits, key=lambda found: found[1].record):  # places file by file
        reason = explanations.get((hit.record, rule.code))
        if reason and rule.severity is Severity.WARNING:
            used.add((hit.record, rule.code))
        else:
            reason = None
        problems.append(_problem(register, rule, hit, reason, at_line=at_lines))
    if base:
        problems += _lost(register, base, chosen)
    if EXPLANATION in chosen:
        ran = {code for code in chosen if RULES[code].check} | (set() if codes else {"?"})
        problems += _unused(register, explanations, used, ran)
    if register.suspects:
        problems = list(_discreet(register, problems))
    return sorted(problems, key=lambda problem: problem.order)


def _lost(register: Register, base: Base, chosen: set[str]) -> Iterator[Problem]:
    """What a comparison finds; what the Board has agreed to since then is explained."""
    from hscb_pm.privacy import hide_name

    if register.board is None:
        return  # nobody knows what it agreed to
    if names := renumbered(register, base.register):
        base = base._replace(register=with_new_ids(base.register, names))
    before = base.register.board.corrections if base.register.board else ()
    since = (each for each in register.board.corrections if each not in before)
    reasons = {each.record: each.reason for each in since}
    for rule in RULES.values():
        for hit in rule.compare(register, base) if rule.compare and rule.code in chosen else ():
            there = register if hit.record in register.sources else base.register
            problem = _problem(there, rule, hit, reasons.get(hit.record))
            if there is base.register:  # the file is gone, and so is the place in it
                place = Location(hide_name(problem.location.path))
                problem = problem._replace(location=place, record=hide_name(hit.record))
            yield problem


def _discreet(register: Register, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a register in which something private was seen, repeating none of it.

    Whatever else is wrong with such a file is said in general, without the file's own values; and
    no other file's problem repeats a name that identifies somebody.
    """
    from hscb_pm.privacy import hide, hide_name, scan_name

    names = [path.rpartition("/")[2].removesuffix(".yaml") for path in register.suspects]
    masks = {name: hide_name(name) for name in names if scan_name(name)}
    for problem in problems:
        place = problem.location
        found = _in_general(problem) if place.path in register.suspects else problem
        for name, mask in masks.items():
            found = found._replace(
                message=found.message.replace(name, mask),
                fix=found.fix and found.fix.replace(name, mask),
                record=found.record and found.record.replace(name, mask),
            )
        yield found._replace(
            location=place._replace(path=hide_name(place.path)),
            explained=found.explained and hide(found.explained),
        )


def for_public(register: Register, problems: Iterable[Problem]) -> list[Problem]:
    """The problems as everybody may read them: of a confidential record, only which rule it is."""
    return [
        found._replace(
            message=register.struck(found.message), fix=found.fix and register.struck(found.fix)
        )
        for problem in problems
        for found in [_in_general(problem) if register.hides(problem.record) else problem]
    ]


def _in_general(problem: Problem) -> Problem:
    if problem.code in privacy.CODES:
        return problem
    rule = RULES[problem.code]
    message, fix = (
        None if text in ALONE else in_general(rule, text) for text in (rule.message, rule.fix)
    )
    return problem._replace(
        message=message or rule.name.replace("_", " "),
        fix=fix or "Take out what is private, and run hscb validate again.",
        field=None,
    )


def _explanations(register: Register) -> dict[tuple[str, str], str]:
    return {
        (record.id, code): reason
        for record in register
        for code, reason in record.explained.items()
    }


def _problem(
    register: Register, rule: Rule, hit: Hit, explained: str | None, *, at_line: bool = True
) -> Problem:
    source = register.sources.get(hit.record)
    return Problem(
        Location(source.path) if source and not at_line else register.locate(hit.record, hit.path),
        rule.code,
        rule.severity,
        rule.message.format_map(hit.values),
        rule.fix.format_map(hit.values),
        hit.record,
        dotted(hit.path),
        explained,
    )


def placed(register: Register, problem: Problem) -> Problem:
    """A problem at its line, also where it was found without."""
    path, source = problem.location.path, register.sources.get(problem.record or "")
    if problem.location != Location(path) or not source or source.path != path:
        return problem
    return problem._replace(location=Location(path, *source.at(problem.field or "")))


def _unused(
    register: Register,
    explanations: dict[tuple[str, str], str],
    used: set[tuple[str, str]],
    ran: set[str],
) -> Iterator[Problem]:
    """Explanations for nothing: of a problem that is not there, of an error, of no rule at all."""
    for record_id, code in explanations:
        if (record_id, code) in used:
            continue
        rule = RULES.get(code)
        if rule is None:
            if "?" not in ran:
                continue
            message, fix = f"there is no rule {code}", "Delete the line, or correct the code."
        elif rule.severity is Severity.ERROR:
            message = f"{code} is an error, which no explanation settles"
            fix = "Put the error right and delete the line."
        elif code == EXPLANATION:
            message, fix = f"{code} is settled by no explanation", "Delete the line."
        elif code in ran and not register.left_out:  # else the problem may hide there
            message, fix = f"{code} is explained, and there is no such problem", "Delete the line."
        else:
            continue
        path = ("explained", code)
        place = register.locate(record_id, path, key=True)
        yield Problem(place, EXPLANATION, Severity.WARNING, message, fix, record_id, dotted(path))
