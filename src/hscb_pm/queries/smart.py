"""Whether actions are SMART: what the sentence tells, what the register knows, who attested.

Nothing here asks what day it is, but for attestations: a register is judged the same for ever.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from hscb_pm.models import Action, Objective, Review
from hscb_pm.models.action import Attestation
from hscb_pm.periods import say
from hscb_pm.register import Register
from hscb_pm.smart import CODES as SENTENCE_CODES
from hscb_pm.smart import Letter, Problem, Verdict, Verdicts, check
from hscb_pm.words import count, joined

MOST_OPEN: Final = 8
"""Actions that one role can carry at a time (practice: spread the load over owners)."""
MOST_ON_ONE_DAY: Final = 4
"""Actions of one role that can end on one day (practice: spread timescales over the year)."""
LEAST_NOTICE: Final = timedelta(days=14)
"""From the day an action is agreed to the day it was first due."""


CODES: Final = {
    **SENTENCE_CODES,
    "SMART-A2": "Too many actions for one role",
    "SMART-A3": "Too many actions on one day",
    "SMART-A4": "Short notice",
    "SMART-A5": "What it takes is not said",
    "SMART-R2": "It answers nothing",
    "SMART-R3": "Later than the plan it serves",
}
"""Each code with its title: those that a sentence shows, and those that the register does."""


class Assessed(NamedTuple):
    """An action and the verdicts on its five letters."""

    action: Action
    verdicts: Verdicts
    attestation: Attestation | None
    """The word of a group that answers some letters, if it had been given by that day."""
    is_from_serious_case_review: bool

    @property
    def falls_short(self) -> bool:
        """Whether it arises from a Serious Case Review and is not SMART (framework, 11.1)."""
        return self.is_from_serious_case_review and not self.verdicts.smart


def assessed(
    register: Register, today: date | None = None, *, ended: bool = True
) -> Iterator[Assessed]:
    """Judge every action that nobody gave up; without a day, every attestation counts.

    Without `ended`, only those that can still be worded otherwise: most of an old register's are
    done, and to read a sentence takes its time.
    """
    load = _Load(register)
    serious = _serious(register)
    for action in register.of(Action):
        if action.withdrawn or action.continued_by or (action.implemented and not ended):
            continue
        given = action.attested
        if given and today and given.on > today:
            given = None
        read = check(action.action, owner=action.owner.role, due=action.due, measure=action.measure)
        verdicts = read._replace(
            A=_with(read.A, _achievable(action, load), "that it can be done"),
            R=_with(read.R, _relevant(action, register), _answers(action)),
        )
        answered = {letter: Letter(Verdict.MET) for letter in (given.letters if given else ())}
        is_serious = not serious.isdisjoint(action.arises_from)
        yield Assessed(action, verdicts._replace(**answered), given, is_serious)


def is_ended(action: Action) -> bool:
    """Whether it is too late to word it otherwise: it was carried out, given up or taken over."""
    return bool(action.implemented or action.withdrawn or action.continued_by)


def _serious(register: Register) -> set[str]:
    """The recommendations of Serious Case Reviews."""
    return {
        f"{review.id}/{item.id}"
        for review in register.of(Review)
        if review.type == "serious-case-review"
        for item in review.recommendations
    }


class _Load:
    """How much each role carries, by the actions that have not ended."""

    def __init__(self, register: Register) -> None:
        to_do = [action for action in register.of(Action) if not is_ended(action)]
        self.open = Counter(self.of(action) for action in to_do)
        self.on_one_day = Counter((self.of(action), action.due) for action in to_do)

    @staticmethod
    def of(action: Action) -> tuple[str, str]:
        return action.owner.agency, action.owner.role.casefold()


def _with(letter: Letter, found: Iterator[Problem], what: str) -> Letter:
    """A letter on which a person has the word, with what the register tells about it first."""
    *_, asked = letter.problems
    asked = asked._replace(suggestion=f"Let a named group attest, in `attested:`, {what}.")
    return letter._replace(problems=(*found, asked))


def _answers(action: Action) -> str:
    """What the action would be attested to answer."""
    named = [*action.arises_from, *([action.objective] if action.objective else [])]
    return f"that it answers {joined(named)}" if named else "which need it answers"


def _achievable(action: Action, load: _Load) -> Iterator[Problem]:
    """What speaks against it being done."""
    if not is_ended(action):
        here = load.of(action)
        if (number := load.open[here]) > MOST_OPEN:
            yield Problem(
                "SMART-A2",
                f"This role has {count(number, 'open action')}, and {MOST_OPEN} are a full load.",
                "Give some of them to another role, or move dates apart.",
                field="owner",
            )
        if (number := load.on_one_day[here, action.due]) > MOST_ON_ONE_DAY:
            yield Problem(
                "SMART-A3",
                f"This role has {number} actions due on {say(action.due)}.",
                "Spread the dates over the year.",
                field="due",
            )
    if action.agreed and action.first_due - action.agreed < LEAST_NOTICE:
        days = (action.first_due - action.agreed).days
        yield Problem(
            "SMART-A4",
            f"It was agreed {count(days, 'day')} before it was first due.",
            f"Agree a later day with {action.owner.role}.",
            field="due",
        )
    if not action.resources:
        yield Problem(
            "SMART-A5",
            "Nothing says what it takes.",
            "Add `resources:`: the money, the people, the time, or that it takes none.",
        )


def _relevant(action: Action, register: Register) -> Iterator[Problem]:
    """What speaks against it answering a need."""
    if not action.arises_from and not action.objective:
        yield Problem(
            "SMART-R2",
            "It arises from nothing and serves no objective.",
            "Add `arises_from:` with a recommendation, or `objective:`.",
        )
    plan = register.get(Objective, action.objective)
    if plan and plan.to and action.due > plan.to:
        yield Problem(
            "SMART-R3",
            f"It is due on {say(action.due)}, and the plan it serves ends on {say(plan.to)}.",
            f"Bring it forward to {say(plan.to)}, or carry it into the next plan.",
            field="due",
        )
