"""The year against the framework, clause by clause: what the Annual Report rests on."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from hscb_pm.models import (
    Action,
    AnnualReport,
    Audit,
    Concern,
    Escalation,
    Feedback,
    Group,
    Learning,
    Meeting,
    Objective,
    Review,
    Training,
)
from hscb_pm.models.action import Result, State
from hscb_pm.papers import sections
from hscb_pm.papers.actions import agreed, changed, so_many
from hscb_pm.papers.paper import Kind, Paper, Subject, Values
from hscb_pm.periods import Period, days_apart, financial_year, say
from hscb_pm.queries.framework import CLAUSES, SECTIONS, Answer, Verdict, framework
from hscb_pm.queries.framework.foundations import LEVELS
from hscb_pm.queries.programme import all_occurrences
from hscb_pm.register import Register
from hscb_pm.words import count, joined, some_of

_BODY: Final = re.compile(r"(?<![\w-])[a-z0-9]+(-[a-z0-9]+)*(?![\w-])")
"""What may be the id of an agency or a group."""
_NAMED: Final = 4
"""How many records a row names before it says how many more there are."""


def annual(paper: Paper) -> Values:
    """Everything that the paper on a year says, as things stood when it ended."""
    report = paper.register.get(AnnualReport, paper.subject)
    year = report.year if report else financial_year(paper.today)
    then = paper.on(min(paper.today, year.end))
    answers = framework(then.register, then.today)
    gaps = [a for a in answers if a.verdict in (Verdict.GAP, Verdict.PARTLY)]
    gaps.sort(key=lambda answer: answer.verdict is not Verdict.GAP)
    return {
        "title": f"{paper.board}: {year.name} against the framework",
        "asked": list(_asked(gaps)),
        "said": _said(then, answers),
        "year": year.name,
        "gaps": [(a.clause, a.title, a.verdict.words, _in_words(then, a.shortfall)) for a in gaps],
        "facts": list(_facts(then, year)),
        "objectives": list(_objectives(then)),
        "changed": changed(then, then.of(Action)),
        "sections": list(_sections(then, answers)),
        "inputs": list(_inputs(then, report)),
    }


def _asked(gaps: list[Answer]) -> Iterator[str]:
    if gaps:
        what = count(len(gaps), "clause that is", "clauses that are")
        yield f"say what is to be done about {what} not wholly met (section 1)"
    yield "say what of this year belongs in the Annual Report"


def _said(paper: Paper, answers: list[Answer]) -> str:
    counts = Counter(answer.verdict for answer in answers)
    said = joined([f"{counts[each]} {each.words}" for each in Verdict if counts[each]])
    return f"On {say(paper.today)}, of {count(len(answers), 'clause')}: {said}."


def _facts(paper: Paper, year: Period) -> Iterator[str]:
    """The year in figures, each a sentence."""

    def within(day: date | None) -> bool:
        return day is not None and year.start <= day <= paper.today

    yield sections.programme(paper)["said"]
    audits = [audit for audit in paper.of(Audit) if within(audit.reported)]
    levels = Counter(LEVELS[audit.level] for audit in audits)
    reviews = [review for review in paper.of(Review) if within(review.reported)]
    done = [count(number, level) for level, number in sorted(levels.items())]
    done += [count(len(reviews), "case review")] if reviews else []
    yield f"Reported in the year: {joined(done) or 'no audit and no case review'}."
    actions = paper.of(Action)
    signed = sum(within(a.implemented.on) for a in actions if a.implemented)
    achieved = sum(
        within(o.on) and o.result is Result.ACHIEVED
        for a in actions
        if a.state_on(paper.today) is State.OUTCOME_ACHIEVED
        and (o := a.latest_outcome(paper.today))
    )
    yield (
        f"{count(signed, 'action was', 'actions were')} signed off, and an outcome for children "
        f"was shown for {achieved or 'none'}."
    )
    yield from _heard(paper, within)


def _heard(paper: Paper, within: Callable[[date | None], bool]) -> Iterator[str]:
    """What was learnt and heard in the year."""
    board = {group.id for group in paper.register.of(Group) if group.function == "board"}
    held = sum(
        within(meeting.date) and meeting.is_shown_on(paper.today) and meeting.group in board
        for meeting in paper.of(Meeting)
    )
    yield f"The Board met {_times(held)}."
    sessions = [s for course in paper.of(Training) for s in course.sessions if within(s.on)]
    staff = sum(attended.staff for session in sessions for attended in session.attended)
    yield (
        f"{count(len(sessions), 'training session was', 'training sessions were')} held, with "
        f"{count(staff, 'place', 'places')} taken up."
    )
    lessons = sum(within(lesson.noted) for lesson in paper.of(Learning))
    heard = sum(within(feedback.on) for feedback in paper.of(Feedback))
    yield (
        f"{count(lessons, 'lesson was', 'lessons were')} taken up, and practitioners were heard "
        f"{_times(heard)}."
    )
    raised = sum(within(concern.raised) for concern in paper.of(Concern))
    taken = sum(within(escalation.raised) for escalation in paper.of(Escalation))
    yield (
        f"{count(raised, 'concern')} came to the Board, and "
        f"{count(taken, 'case was', 'cases were')} taken to very senior managers."
    )


def _times(number: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _objectives(paper: Paper) -> Iterator[tuple[object, ...]]:
    """Each objective: how many of its actions have come to what."""
    for objective in paper.of(Objective):
        own = [action for action in agreed(paper) if action.objective == objective.id]
        stands = paper.standing(objective)
        yield (
            objective.id,
            objective.objective,
            stands.state if stands else None,
            f"{count(len(own), 'action')}: {so_many(paper, own)}" if own else "no action",
        )


def _sections(paper: Paper, answers: list[Answer]) -> Iterator[Values]:
    """The clauses, section by section of the framework."""
    for section, title in SECTIONS.items():
        found = [answer for answer in answers if CLAUSES[answer.clause].section == section]
        if found:
            yield {
                "title": title if section == "A" else f"Framework, section {section}: {title}",
                "rows": [
                    (a.clause, a.title, a.verdict.words, _shown_by(paper, a) or None) for a in found
                ],
            }


def _shown_by(paper: Paper, answer: Answer) -> str:
    named = [_called(paper, name) for check in answer.checks for name in check.evidence]
    return some_of(list(dict.fromkeys(named)), _NAMED)


def _called(paper: Paper, name: str) -> str:
    """What a sentence calls a record: an agency or a group by its name, others by their ids."""
    is_body = paper.register.kinds.get(name) in ("agency", "group")
    return paper.name(name) if is_body else paper.register.id_of(name)


def _in_words(paper: Paper, sentence: str) -> str:
    """A sentence in which agencies and groups have their names."""
    before, colon, named = sentence.partition(": ")
    return before + colon + _BODY.sub(lambda found: _called(paper, found[0]), named)


def _inputs(paper: Paper, report: AnnualReport | None) -> Iterator[tuple[object, ...]]:
    """What the Annual Report draws on, and whether it is there."""
    wanted = set(report.inputs) if report else set()
    for row in all_occurrences(paper.register, paper.today):
        occurrence = row.occurrence
        feeds = occurrence.row.feeds_annual_report and report is not None
        of_year = report is not None and occurrence.id.startswith(f"PRG-{report.year.name}/")
        if paper.register.hides(occurrence.id):
            continue
        if occurrence.id in wanted or (feeds and of_year):
            done = f"done on {say(row.done)}" if row.done else _still_to_come(row.due, paper.today)
            yield occurrence.id, paper.name(occurrence.id), row.due, done


def _still_to_come(due: date, today: date) -> str:
    return days_apart(due, today) if due < today else "to come"


def _latest(register: Register, today: date) -> str | None:
    """The record of this financial year's report; else the last there is."""
    reports = [r for r in register.of(AnnualReport) if not register.hides(r.id)]
    begun = [report for report in reports if report.year.start <= today]
    return begun[-1].id if begun else None


ANNUAL: Final = Kind(
    "annual",
    shows="a year against the framework, clause by clause, for the Annual Report",
    purpose="To show what the year has brought, clause by clause of the framework, and what the "
    "Annual Report can rest on.",
    basis="Children Act 2004, section 14A: at least once in every twelve months a Board publishes "
    "a report about safeguarding and promoting the welfare of children in its area.",
    gather=annual,
    subject=Subject("the report", "ANR-2017-18", (AnnualReport,), _latest),
    none="None this year.",
)
