"""ACT: every action is owned, dated, tied to something, and ended only by an outcome."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from hscb_pm.models import Action
from hscb_pm.models.action import Result
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.meetings import broken_ledger
from hscb_pm.rules.rule import Hit, hit, leading_back, rule

STRANDS: Final = {
    "dissemination": "disseminated",
    "implementation": "implemented",
    "training": "trained in",
}
"""What makes a procedure work, and how one says that it is done."""


@rule(
    "ACT-001",
    Severity.ERROR,
    "{later} on {on}, before {earlier} on {before}",
    fix="Correct the dates.",
    clause="F4.4",
)
def action_dates_out_of_order(register: Register) -> Iterator[Hit]:
    """An action is agreed, then signed off, and only then can its outcome be judged."""
    for action in register.of(Action):
        agreed, done = action.agreed, action.implemented
        if agreed and done and done.on < agreed:
            values = {"later": "signed off", "earlier": "it was agreed"}
            yield hit(action, "implemented", "on", on=done.on, before=agreed, **values)
        for index, (before, after) in enumerate(pairwise(action.signatures())):
            if after.on < before.on:
                values = {"later": "signed off again", "earlier": "the sign-off"}
                path = ("implemented", "again", index, "on")
                yield hit(action, *path, on=after.on, before=before.on, **values)
        for index, outcome in enumerate(action.outcomes):
            if done and outcome.on < done.on:
                values = {"later": "outcome judged", "earlier": "sign-off"}
                yield hit(action, "outcomes", index, "on", on=outcome.on, before=done.on, **values)


@rule(
    "ACT-002",
    Severity.ERROR,
    "{message}",
    fix="Let each move start where the one above it ended, and the last one end at `due`.",
    clause="F9.7",
)
def date_moved_without_trace(register: Register) -> Iterator[Hit]:
    """Agencies answer for the agreed plan, so a date moves only with reason and consent."""
    for action in register.of(Action):
        for path, message in broken_ledger(action.revisions, "due", action.due.isoformat()):
            yield hit(action, *path, message=message)


@rule(
    "ACT-003",
    Severity.WARNING,
    "an action that arises from nothing and serves no objective",
    fix="Add `arises_from:` with a recommendation, or `objective:`.",
    clause="F4.2",
)
def action_floats_free(register: Register) -> Iterator[Hit]:
    """A work plan shows where actions have progressed the objectives of the business plan."""
    for action in register.of(Action):
        if not action.arises_from and not action.objective:
            yield hit(action, "action")


@rule(
    "ACT-004",
    Severity.ERROR,
    "{what} is developed, and nothing says how it is {missing}",
    fix="Add `delivery:` with dissemination, implementation and training.",
    clause="F4.3",
    words={"what": "a procedure", "missing": "disseminated, implemented or trained"},
)
def procedure_without_delivery(register: Register) -> Iterator[Hit]:
    """A procedure is unlikely to have effect without dissemination, implementation and training."""
    for action in register.of(Action):
        if not action.procedure:
            continue
        missing = action.delivery.missing() if action.delivery else tuple(STRANDS)
        if missing:
            said = ", ".join(STRANDS[strand] for strand in missing)
            yield hit(action, "procedure", what=action.procedure, missing=said)


@rule(
    "ACT-005",
    Severity.ERROR,
    "an outcome is called achieved without evidence",
    fix="Add `evidence:` with kind, ref and finding.",
    clause="F4.4",
)
def outcome_without_evidence(register: Register) -> Iterator[Hit]:
    """The end is the implementation of an action alongside evidence of an outcome."""
    for action in register.of(Action):
        for index, outcome in enumerate(action.outcomes):
            if outcome.result is Result.ACHIEVED and not outcome.evidence:
                yield hit(action, "outcomes", index, "result")


@rule(
    "ACT-006",
    Severity.ERROR,
    "an outcome was judged, and nobody has signed the action off",
    fix="Add `implemented:` with `on` and `signed_off_by`.",
    clause="F4.4",
)
def outcome_without_sign_off(register: Register) -> Iterator[Hit]:
    """What changed can be put down to an action only once the action was carried out."""
    for action in register.of(Action):
        if action.outcomes and not action.implemented:
            yield hit(action, "outcomes")


@rule(
    "ACT-007",
    Severity.ERROR,
    "an action that ended twice: {first} and {second}",
    fix="Keep the one that is true.",
    clause="F4.4",
    words={"first": "by one end", "second": "by another"},
)
def ended_twice(register: Register) -> Iterator[Hit]:
    """An action is carried out, given up, or taken over by another; not two of these."""
    for action in register.of(Action):
        ends = {
            "withdrawn": action.withdrawn,
            "continued_by": action.continued_by,
            "outcomes": any(o.result is Result.ACHIEVED for o in action.outcomes),
        }
        given = [name for name, end in ends.items() if end]
        if len(given) > 1:
            yield hit(action, given[0], first=given[0], second=given[1])


@rule(
    "ACT-008",
    Severity.WARNING,
    "an action that stands in no group's work plan",
    fix="Add `group:`.",
    clause="F4.2",
)
def action_in_no_work_plan(register: Register) -> Iterator[Hit]:
    """Work plans are the key tool for progressing the Board's business."""
    for action in register.of(Action):
        if not action.group:
            yield hit(action, "action")


@rule(
    "ACT-009",
    Severity.ERROR,
    "`continued_by` leads back to the action itself",
    fix="Correct `continued_by:`.",
    clause="F4.4",
)
def continued_for_ever(register: Register) -> Iterator[Hit]:
    """Some action has to carry the work to an outcome."""
    back = leading_back({action.id: action.continued_by for action in register.of(Action)})
    for action in register.of(Action):
        if action.id in back:
            yield hit(action, "continued_by")


@rule(
    "ACT-010",
    Severity.WARNING,
    "an outcome was achieved, and nobody will look again",
    fix="Add `recheck:` with the day on which to ask whether it has lasted.",
    clause="F3.11",
)
def outcome_without_recheck(register: Register) -> Iterator[Hit]:
    """Action is to result in lasting improvements."""
    for action in register.of(Action):
        last = max(action.outcomes, key=lambda outcome: outcome.on, default=None)
        earlier = any(o.result is Result.ACHIEVED and o is not last for o in action.outcomes)
        if last and last.result is Result.ACHIEVED and not last.recheck and not earlier:
            yield hit(action, "outcomes", action.outcomes.index(last), "result")


@rule(
    "ACT-011",
    Severity.WARNING,
    "an action that answers {recommendation}, which was not agreed",
    fix="Correct `arises_from:`, or record the new response beside the recommendation.",
    clause="F9.3",
)
def answers_what_was_refused(register: Register) -> Iterator[Hit]:
    """An action plan follows from what agencies have accepted."""
    refused = {
        f"{scrutiny.id}/{item.id}"
        for scrutiny in register.scrutinies()
        for item in scrutiny.recommendations
        if item.response and item.response.kind == "not-agreed"
    }
    for action in register.of(Action):
        for index, name in enumerate(action.arises_from):
            if name in refused:
                yield hit(action, "arises_from", index, recommendation=name)


@rule(
    "ACT-012",
    Severity.ERROR,
    "{name} is {kind}, which an action cannot answer",
    fix="{suggestion}",
    clause="F9.3",
    words={"kind": "a whole audit, a review or an action"},
)
def action_answers_no_recommendation(register: Register) -> Iterator[Hit]:
    """From a finding to its recommendation and on to the action, no link may be missing."""
    answers = "Name the recommendation that it answers, as {}/R1."
    kinds = {
        "audit": ("a whole audit", answers),
        "review": ("a whole review", answers),
        "finding": ("a finding", answers),
        "action": (
            "an action",
            "Write `continued_by:` in that action, and name here what it answers.",
        ),
    }
    for action in register.of(Action):
        for index, name in enumerate(action.arises_from):
            if found := kinds.get(register.kinds.get(name, "")):
                kind, advice = found
                suggestion = advice.format(name.partition("/")[0])
                yield hit(action, "arises_from", index, name=name, kind=kind, suggestion=suggestion)


@rule(
    "ACT-013",
    Severity.WARNING,
    "the text changed since {since}",
    fix="Take back the change; or, once the group agrees to it, type `{command}`.",
    clause="F4.4",
    words={"since": "sign-off", "command": "hscb implement ACT-2017-014 --again"},
)
def changed_since_sign_off(register: Register) -> Iterator[Hit]:
    """A group answers for the text that it signed off, and not for what is written afterwards."""
    for action in register.of(Action):
        for path in action.changed_since():
            since, command = (
                ("sign-off", f"hscb implement {action.id} --again")
                if path[0] == "implemented"
                else ("the outcome was judged", f"hscb evidence {action.id} --again")
            )
            yield hit(action, *path, "seal", since=since, command=command)
