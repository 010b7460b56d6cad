"""Actions: open, in progress, implemented, and only then, with evidence, an outcome."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hscb_pm.days import add_months
from hscb_pm.models.record import (
    ActionId,
    AnyId,
    Attester,
    Day,
    FactDay,
    GroupId,
    Model,
    ObjectiveId,
    Owner,
    Record,
    Revision,
    Text,
    shape,
)
from hscb_pm.problem import FieldPath

OUTCOME_CHECK_MONTHS = 6
Seal = Annotated[str, shape(r"^[0-9a-f]{16}$", "5f0c9a1b2c3d4e6f")]


class State(StrEnum):
    """Where an action stands on a day."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    IMPLEMENTED = "implemented"
    OUTCOME_ACHIEVED = "outcome achieved"
    WITHDRAWN = "withdrawn"
    CONTINUED = "continued"

    @property
    def is_to_do(self) -> bool:
        """Whether the action itself is still to be carried out."""
        return self in (State.OPEN, State.IN_PROGRESS)


class Result(StrEnum):
    """What an outcome check found."""

    ACHIEVED = "achieved"
    PARTLY_ACHIEVED = "partly-achieved"
    NOT_ACHIEVED = "not-achieved"


class Progress(Model):
    """A note of what has been done so far."""

    on: FactDay = Field(description="When.")
    note: Text = Field(description="What was done.")


class Signature(Model):
    """Which group is satisfied, since when, and of which text."""

    on: FactDay = Field(description="When.")
    signed_off_by: GroupId = Field(description="The group that signed it off.")
    role: Text | None = Field(
        None, description="The role that signed for the group; never a person's name."
    )
    seal: Seal | None = Field(
        None,
        description="A fingerprint of the action and its measure as they were signed off, which "
        "hscb writes: it no longer fits once their words change.",
    )


class SignOff(Signature):
    """That the action was carried out, and which group is satisfied that it was."""

    again: tuple[Signature, ...] = Field(
        (), description="Each time that it was signed off again because its text had changed."
    )


class OutcomeEvidence(Model):
    """What shows that something changed."""

    kind: Literal["audit", "survey", "data", "feedback", "document", "visit"] = Field(
        description="What kind of evidence it is."
    )
    ref: AnyId | None = Field(None, description="The record that holds it.")
    finding: Text = Field(description="What it shows.")


class Outcome(Model):
    """What changed for children, and how that is known."""

    on: FactDay = Field(description="When it was judged.")
    result: Annotated[Result, Field(strict=False)] = Field(
        description="Whether what was meant to change has changed."
    )
    evidence: tuple[OutcomeEvidence, ...] = Field((), description="What it rests on.")
    impact: Text | None = Field(None, description="What is different for children now.")
    recheck: Day | None = Field(None, description="When to look again whether it has lasted.")
    seal: Seal | None = Field(
        None,
        description="A fingerprint of the action, its measure, the result, what was found and the "
        "impact, which hscb writes: it no longer fits once their words change.",
    )


class Attestation(Model):
    """A named group's word for what no reading of the sentence can show."""

    letters: tuple[Literal["S", "M", "A", "R", "T"], ...] = Field(
        description="The letters of SMART that are attested."
    )
    on: FactDay = Field(description="When.")
    by: Attester = Field(description="By whom.")
    reason: Text = Field(description="Why.")


class Withdrawal(Model):
    """That an action was given up, and why."""

    on: FactDay = Field(description="When.")
    reason: Text = Field(description="Why.")
    agreed_by: GroupId = Field(description="The group that agreed.")


class Delivery(Model):
    """The strands without which a procedure is unlikely to have effect (framework, section 4)."""

    dissemination: Text | None = Field(None, description="How staff learn of it.")
    implementation: Text | None = Field(None, description="How it comes into use.")
    training: Text | None = Field(None, description="How staff are trained in it.")

    def missing(self) -> tuple[str, ...]:
        """The strands that nothing is said about."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is None)


class Action(Record):
    """One action from an action plan."""

    kind: ClassVar = "action"
    folder: ClassVar = "actions"
    stem: ClassVar = re.compile(r"ACT-[0-9]{4}-[0-9]{3,5}")
    example: ClassVar = "ACT-2017-014.yaml"

    action: Text = Field(description="What will be done, by whom it can be seen to be done.")
    owner: Owner = Field(description="The agency and the role held accountable for it.")
    group: GroupId | None = Field(None, description="The group whose work plan it stands in.")
    arises_from: tuple[AnyId, ...] = Field(
        (), description="What it answers: recommendations, or a meeting, a concern, a return."
    )
    objective: ObjectiveId | None = Field(
        None, description="The objective of the business plan that it serves."
    )
    measure: Text | None = Field(None, description="How one could tell that it had effect.")
    resources: Text | None = Field(None, description="What it takes: money, people, time.")
    procedure: Text | None = Field(None, description="The procedure that it makes or changes.")
    delivery: Delivery | None = Field(
        None, description="How a procedure is disseminated, implemented and trained in."
    )
    agreed: FactDay | None = Field(None, description="When the action was agreed.")
    due: Day = Field(description="The date agreed now; earlier dates stay in `revisions`.")
    revisions: tuple[Revision, ...] = Field(
        (), description="The slippage ledger: each move of `due`, with its reason."
    )
    progress: tuple[Progress, ...] = Field((), description="What has been done so far.")
    implemented: SignOff | None = Field(None, description="When, and which group signed it off.")
    outcomes: tuple[Outcome, ...] = Field(
        (), description="What changed for children, and how it is known."
    )
    attested: Attestation | None = Field(None, description="What a group attests about SMART.")
    withdrawn: Withdrawal | None = Field(None, description="That it was given up, and why.")
    continued_by: ActionId | None = Field(None, description="The action that takes its place.")

    @property
    def wording(self) -> str:
        """The action itself."""
        return self.action

    def state_on(self, today: date) -> State:
        """Sign-off is not the end: only an achieved outcome is (framework, section 4)."""
        if self.withdrawn and self.withdrawn.on <= today:
            return State.WITHDRAWN
        if self.continued_by:
            return State.CONTINUED
        latest = self.latest_outcome(today)
        if latest and latest.result is Result.ACHIEVED:
            return State.OUTCOME_ACHIEVED
        if self.implemented and self.implemented.on <= today:
            return State.IMPLEMENTED
        return State.IN_PROGRESS if any(p.on <= today for p in self.progress) else State.OPEN

    @property
    def first_due(self) -> date:
        """The date that was agreed at first; no extension changes it."""
        return self.revisions[0].was if self.revisions else self.due

    def due_on(self, today: date) -> date:
        """The date that stood on that day."""
        moved = [revision.now for revision in self.revisions if revision.on <= today]
        return moved[-1] if moved else self.first_due

    def latest_outcome(self, today: date) -> Outcome | None:
        """What was found when the outcome was last looked at; a later look outweighs an earlier."""
        judged = [outcome for outcome in self.outcomes if outcome.on <= today]
        return max(reversed(judged), key=lambda outcome: outcome.on, default=None)

    def outcome_check_due(self, today: date) -> date | None:
        """When to ask what changed: on the day agreed, else six months after the last look."""
        if self.state_on(today) is not State.IMPLEMENTED or self.implemented is None:
            return None
        latest = self.latest_outcome(today)
        if latest and latest.recheck:
            return latest.recheck
        looked = max(self.implemented.on, latest.on) if latest else self.implemented.on
        return add_months(looked, OUTCOME_CHECK_MONTHS)

    def recheck_due(self, today: date) -> date | None:
        """When to ask whether an achieved outcome has lasted; None if no day was agreed."""
        if self.state_on(today) is not State.OUTCOME_ACHIEVED:
            return None
        latest = self.latest_outcome(today)
        return latest.recheck if latest else None

    # --- Whether what was signed off is still what is written --------------------------------

    @property
    def seal(self) -> str:
        """The seal of what is signed off: the action and its measure."""
        return sealed(self.action, self.measure)

    def seal_of(self, outcome: Outcome) -> str:
        """The seal of what was judged: the action, its measure and the outcome."""
        findings = (evidence.finding for evidence in outcome.evidence)
        return sealed(self.action, self.measure, outcome.result, outcome.impact, *findings)

    def signatures(self, today: date = date.max) -> list[Signature]:
        """Each time that it was signed off by a day, the first time first."""
        every = (self.implemented, *self.implemented.again) if self.implemented else ()
        return [signature for signature in every if signature.on <= today]

    def changed_since(self, today: date = date.max) -> Iterator[FieldPath]:
        """Where the last sign-off and the latest outcome stand, if their text changed since."""
        signed = self.signatures(today)
        if signed and signed[-1].seal and signed[-1].seal != self.seal:
            again = ("again", len(signed) - 2) if len(signed) > 1 else ()
            yield ("implemented", *again)
        latest = self.latest_outcome(today)
        if latest and latest.seal and latest.seal != self.seal_of(latest):
            yield "outcomes", self.outcomes.index(latest)


def sealed(*texts: str | None) -> str:
    """A fingerprint of texts; where their lines are broken makes no difference."""
    from hashlib import blake2b
    from unicodedata import normalize

    folded = (" ".join(normalize("NFC", text or "").split()) for text in texts)
    return blake2b("\n".join(folded).encode(), digest_size=8).hexdigest()
