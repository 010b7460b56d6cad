"""SMART: what is asked of an action can be done, and seen to be done (framework, section 11.1).

A rule for each code that `hscb_pm.smart` gives to a letter that is not met, and for what the
register itself tells against one. Whether an action can be done and matters is a person's word,
which no rule asks for.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from hscb_pm.problem import Severity
from hscb_pm.queries.smart import Assessed, assessed
from hscb_pm.register import Register
from hscb_pm.rules.rule import Check, Hit, hit, rule
from hscb_pm.smart import CODES, Verdict

FROM_A_REVIEW: Final = "SMART-E1"
"""The one that is an error: a Serious Case Review wants SMART actions."""


class Fault(NamedTuple):
    """A way in which an action is not SMART."""

    code: str
    name: str
    why: str


FAULTS: Final = (
    Fault("SMART-S2", "vague_verb", "Nobody can say when ensuring or considering is finished."),
    Fault("SMART-S3", "admonishment", "To remind staff changes nothing that anybody can see."),
    Fault("SMART-S6", "no_task", "A heading or a wish asks nobody to do anything."),
    Fault("SMART-M1", "nothing_to_tell_by", "Signing off is not the end: evidence is."),
    Fault("SMART-M2", "measure_repeats_the_action", "That it was done shows not that it helped."),
    Fault("SMART-M3", "placeholder_as_measure", "What is to be confirmed later rarely is."),
    Fault("SMART-M4", "direction_without_figure", "How much better, and than when, is not said."),
)
"""What a sentence and its measure can show, where the letter is not met."""
DOUBTS: Final = (
    Fault("SMART-S5", "team_as_owner", "What is everybody's task is nobody's: name one role."),
    Fault("SMART-S8", "person_as_owner", "People change posts, and a register speaks of roles."),
    Fault("SMART-A2", "too_many_for_one_role", "One name beside every action is no plan."),
    Fault("SMART-A3", "too_many_on_one_day", "What all ends on one day is done in one night."),
    Fault("SMART-A4", "short_notice", "Two weeks are little for those who have other work."),
    Fault("SMART-R3", "later_than_the_plan", "What ends after its plan is in no report of it."),
)
"""What speaks against an action even where the letter may be met."""
ONLY_SAID: Final = {
    "SMART-S1": "What nobody is asked to do, nobody does. In a register, `owner:` says who.",
    "SMART-S4": "What is half done is neither open nor done: an action for each deed.",
    "SMART-S7": "Something is to be done, and nobody does it. In a register, `owner:` says who.",
    "SMART-M5": "Activity is no outcome for children: say what will be different.",
    "SMART-T1": "What has no date is never late. In a register, `due:` is the date.",
    "SMART-T2": "What is ongoing never ends, and nobody asks after it.",
    "SMART-T3": "What waits for something may wait for ever: give a day by which to ask.",
    "SMART-T4": "That reports are quarterly does not say by when they begin.",
    "SMART-A1": "Those who know the work say whether it can be done: let a group attest it.",
    "SMART-A5": "Without knowing what it takes, nobody can attest that it can be done.",
    "SMART-R1": "Those who know the need say whether it is answered: let a group attest it.",
    "SMART-R2": "An action that answers nothing floats free; ACT-003 is the rule.",
}
"""What `hscb smart` says besides, of a plan or as advice, and no rule asks for."""


_PATHS: Final = {"owner": ("owner", "role")}
"""Where the text of a field stands, if not under its own name."""


@lru_cache(maxsize=2)
def judged(register: Register) -> tuple[Assessed, ...]:
    """Every action that can still be worded otherwise, judged once for all the rules.

    A change is held against the register as it was: so there may be two.
    """
    return tuple(assessed(register, ended=False))


def _fault(code: str) -> Check:
    """What holds where the letter is not met."""

    def check(register: Register) -> Iterator[Hit]:
        for found in judged(register):
            letter = getattr(found.verdicts, code[6])
            if letter.verdict is Verdict.NOT_MET:
                yield from _hits(found, code)

    return check


def _doubt(code: str) -> Check:
    """What holds wherever the register tells it."""

    def check(register: Register) -> Iterator[Hit]:
        for found in judged(register):
            yield from _hits(found, code)

    return check


def _hits(found: Assessed, code: str) -> Iterator[Hit]:
    for problem in (p for letter in found.verdicts for p in letter.problems if p.code == code):
        message = problem.reason[0].lower() + problem.reason[1:].rstrip(".")
        better = problem.suggestion.rstrip(".") + "."
        if not problem.suggestion:
            better = "Say who does what, by when, and how one will tell."
        elif problem.code in CODES:
            better = f"Word it so: {better}"
        path = _PATHS.get(problem.field, (problem.field,))
        yield hit(found.action, *path, message=message, suggestion=better)


def _declare(faults: tuple[Fault, ...], make: Callable[[str], Check]) -> None:
    for fault in faults:
        check = make(fault.code)
        check.__name__, check.__doc__ = fault.name, fault.why
        rule(fault.code, Severity.WARNING, "{message}", fix="{suggestion}", clause="F11.1")(check)


_declare(FAULTS, _fault)
_declare(DOUBTS, _doubt)


@rule(
    FROM_A_REVIEW,
    Severity.ERROR,
    "an action from a Serious Case Review that is not SMART: {letters}",
    fix="Word it anew (hscb smart {name}), or let a group attest the letter in `attested:`.",
    clause="F11.1",
    words={"letters": "a letter is not met", "name": "and its id"},
)
def action_from_a_review_not_smart(register: Register) -> Iterator[Hit]:
    """Recommendations of Serious Case Reviews lead to SMART actions."""
    for found in judged(register):
        if found.falls_short:
            short = [
                name
                for name, letter in found.verdicts._asdict().items()
                if letter.verdict is Verdict.NOT_MET
            ]
            values = {"letters": ", ".join(short), "name": found.action.id}
            yield hit(found.action, "action", **values)
