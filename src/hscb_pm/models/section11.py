"""Section 11 self-audits: a cycle, and the return of each agency that was asked."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hscb_pm.models.record import (
    SLUG,
    ActionId,
    AgencyId,
    CycleId,
    Day,
    FactDay,
    GroupId,
    Model,
    OccurrenceId,
    Record,
    Text,
    Whole,
    shape,
)
from hscb_pm.models.standard import StandardNumber

FormSeal = Annotated[
    str, shape(r"^[0-9]{1,3}[b-z]{5}( [0-9]{1,3}[b-z]{5})*$", "0bcdfg 1hjklm 2npqrs")
]


class Grade(Model):
    """A step of a cycle's scale."""

    grade: Text = Field(description="The word for it.")
    means: Text = Field(description="What has to be true for it.")
    shortfall: bool = Field(description="Whether it calls for improvement.")


class Asked(Model):
    """An agency that is asked for a return, and on what basis."""

    agency: AgencyId = Field(description="The agency.")
    basis: Literal["statutory", "commissioned", "voluntary"] = Field(description="Why it is asked.")
    due: Day | None = Field(None, description="Its own date, where it differs from the cycle's.")
    reason: Text | None = Field(None, description="Why its date differs.")


class Moderation(Model):
    """Who looks at the grades again, and until when."""

    by: GroupId = Field(description="The group.")
    until: Day = Field(description="The date.")


class Cycle(Record):
    """A round of Section 11 self-audits, with a scale of its own (framework, section 6)."""

    kind: ClassVar = "cycle"
    folder: ClassVar = "section11/cycles"
    stem: ClassVar = re.compile(r"S11-[0-9]{4}")
    example: ClassVar = "S11-2017.yaml"

    title: Text = Field(description="What people call it.")
    fulfils: OccurrenceId | None = Field(
        None, description="The occurrence of the programme that it answers."
    )
    opened: FactDay = Field(description="When agencies were asked.")
    due: Day = Field(description="By when returns are to come.")
    scale: tuple[Grade, ...] = Field(description="The grades, weakest first.", min_length=2)
    asked: tuple[Asked, ...] = Field(description="The agencies that were asked.")
    not_asked: dict[str, Text] = Field(
        {}, description="Statutory agencies that were left out on purpose, and why."
    )
    moderation: Moderation | None = Field(None, description="Who moderates, and until when.")
    closed: FactDay | None = Field(None, description="When the cycle was closed.")

    def due_for(self, asked: Asked) -> date:
        """The date by which this agency's return is to come."""
        return asked.due or self.due

    def return_id(self, agency: str) -> str:
        """The id of an agency's return, whether it has come or not."""
        return f"{self.id}-{agency}"

    @property
    def falling_short(self) -> set[str]:
        """The grades that call for improvement."""
        return {step.grade for step in self.scale if step.shortfall}

    def is_carried_forward(self, answer: "Answer", today: date = date.max) -> bool:
        """Whether an answer is still that of an earlier cycle, which nobody has confirmed since."""
        given, again = answer.self_, answer.reconfirmed
        is_older = given is not None and given.on < self.opened
        return is_older and not (again and self.opened <= again <= today)

    def grade_of(self, answer: "Answer", today: date) -> str | None:
        """The grade that counts: the moderated one, or the agency's own until there is one."""
        if self.is_carried_forward(answer, today):
            return None
        given = (answer.moderated, answer.self_)
        return next((judged.grade for judged in given if judged and judged.on <= today), None)

    def carried_forward(self, answers: Iterable["Answer"], today: date) -> int:
        """How many answers are to be reconfirmed."""
        return sum(self.is_carried_forward(answer, today) for answer in answers)


class Received(Model):
    """A version of the return that arrived."""

    on: FactDay = Field(description="When.")
    version: Whole = Field(description="Which version.")
    seal: FormSeal | None = Field(
        None,
        description="A fingerprint of what its form said of each standard, and in 0 of the "
        "actions, which hscb writes: by it an older form is known when it comes again.",
    )


class SelfGrade(Model):
    """The agency's own judgement."""

    grade: Text = Field(description="A grade of the cycle's scale.")
    on: FactDay = Field(description="When it was given.")


class ModeratedGrade(Model):
    """The judgement after moderation."""

    grade: Text = Field(description="A grade of the cycle's scale.")
    on: FactDay = Field(description="When it was given.")
    by: GroupId = Field(description="The group that moderated.")
    reason: Text | None = Field(None, description="Why it differs from the agency's own grade.")


class Evidence(Model):
    """Something that shows that a standard is met."""

    kind: Literal["document", "data", "audit", "survey", "visit", "feedback"] = Field(
        description="What kind of evidence it is."
    )
    what: Text = Field(description="What it is, and where it can be seen.")


class Improvement(Model):
    """Something the agency means to improve."""

    what: Text = Field(description="What.")
    action: ActionId | None = Field(None, description="The action that answers it.")


class Answer(Model):
    """What a return says about one standard."""

    standard: StandardNumber = Field(description="The number of the standard.")
    self_: SelfGrade | None = Field(None, alias="self", description="The agency's own grade.")
    evidence: tuple[Evidence, ...] = Field((), description="What the grade rests on.")
    moderated: ModeratedGrade | None = Field(None, description="The moderated grade.")
    improvements: tuple[Improvement, ...] = Field((), description="What is to improve.")
    reconfirmed: FactDay | None = Field(
        None, description="When an answer carried forward from the last cycle was confirmed."
    )

    def is_moderated_on(self, today: date) -> bool:
        """Whether it was moderated by that day, and not graded anew by the agency after that."""
        judged, own = self.moderated, self.self_
        if judged is None or judged.on > today:
            return False
        return own is None or not judged.on < own.on <= today


class SurveyQuestion(Model):
    """What front-line practitioners answered to one question."""

    id: Text = Field(description="Its id in the survey, as in `Q1`.")
    standard: StandardNumber | None = Field(None, description="The standard it is about.")
    answered: Whole = Field(description="How many answered it.")
    yes: Whole = Field(description="How many of them said yes.")


class Survey(Model):
    """The front-line practitioners' survey beside the self-audit."""

    asked: Whole = Field(description="How many practitioners were asked.")
    answered: Whole = Field(description="How many answered.")
    questions: tuple[SurveyQuestion, ...] = Field((), description="Results, question by question.")


class Return(Record):
    """An agency's Section 11 return in one cycle."""

    kind: ClassVar = "return"
    folder: ClassVar = "section11/returns"
    stem: ClassVar = re.compile(r"S11-[0-9]{4}-" + SLUG.strip("^$"))
    example: ClassVar = "S11-2017-hertfordshire-constabulary.yaml"

    cycle: CycleId = Field(description="The cycle it belongs to.")
    agency: AgencyId = Field(description="The agency whose return it is.")
    completed_by: Text | None = Field(
        None, description="The role that completed it; never a person's name."
    )
    received: tuple[Received, ...] = Field((), description="When each version arrived.")
    standards: tuple[Answer, ...] = Field((), description="The answers, standard by standard.")
    survey: Survey | None = Field(None, description="The practitioners' survey.")

    def came_on(self, today: date) -> date | None:
        """The day on which the first version arrived, if any has by that day."""
        return min((version.on for version in self.received if version.on <= today), default=None)

    def is_received_on(self, today: date) -> bool:
        """Whether any version has arrived by that day."""
        return self.came_on(today) is not None

    def is_moderated_on(self, today: date) -> bool:
        """Whether every answer has been moderated by that day."""
        return bool(self.standards) and all(
            answer.is_moderated_on(today) for answer in self.standards
        )
