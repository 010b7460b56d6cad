"""What is learnt and passed on: lessons, and the training that takes them up."""

import re
from datetime import date
from typing import ClassVar

from pydantic import Field

from hscb_pm.days import add_months
from hscb_pm.models.action import OutcomeEvidence
from hscb_pm.models.record import (
    AgencyId,
    AnyId,
    Day,
    FactDay,
    Lead,
    Model,
    OccurrenceId,
    Record,
    Text,
    TrainingId,
    Whole,
)
from hscb_pm.models.scrutiny import Dissemination

EMBEDDED_AFTER_MONTHS = 6


class Embedded(OutcomeEvidence):
    """What shows that a lesson has reached practice."""

    on: FactDay = Field(description="When it was shown.")


class Learning(Record):
    """A lesson from a review here or elsewhere, and how it reaches practice (framework, 11)."""

    kind: ClassVar = "learning"
    folder: ClassVar = "learning"
    stem: ClassVar = re.compile(r"LRN-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "LRN-2017-01.yaml"

    title: Text = Field(description="The lesson in a few words.")
    lesson: Text = Field(description="What is to be known or done differently.")
    from_: tuple[AnyId, ...] = Field(
        (), alias="from", description="The reviews, audits or findings that it comes from."
    )
    elsewhere: Text | None = Field(
        None, description="A review of another area that it comes from: area, title, year."
    )
    applies: Text | None = Field(None, description="Why a lesson from elsewhere applies here.")
    noted: FactDay = Field(description="When the Board or a group took it up.")
    audience: Text = Field(description="Who is to know it.")
    disseminated: tuple[Dissemination, ...] = Field((), description="How it was passed on.")
    training: tuple[TrainingId, ...] = Field((), description="The courses that take it up.")
    check: Day | None = Field(
        None,
        description="When to look whether it has reached practice; six months after it was last "
        "passed on, where no day is given.",
    )
    embedded: tuple[Embedded, ...] = Field((), description="What shows that it has.")

    def check_due(self, today: date) -> date | None:
        """When to look whether it has reached practice; None once something shows it."""
        if any(shown.on <= today for shown in self.embedded):
            return None
        passed_on = [passed.on for passed in self.disseminated if passed.on <= today]
        return self.check or (
            add_months(max(passed_on), EMBEDDED_AFTER_MONTHS) if passed_on else None
        )


class Attended(Model):
    """How many of an agency's staff came."""

    agency: AgencyId = Field(description="The agency.")
    staff: Whole = Field(description="How many of its staff came.")


class Session(Model):
    """One time that a course was held."""

    on: FactDay = Field(description="When.")
    places: Whole | None = Field(None, description="How many could have come.")
    attended: tuple[Attended, ...] = Field((), description="How many came, agency by agency.")


class Evaluation(Model):
    """Whether a course has changed practice (framework, Appendix 1, row 4)."""

    on: FactDay = Field(description="When it was asked.")
    how: Text = Field(description="How it was asked, and how long after the course.")
    answered: Whole = Field(description="How many answered.")
    changed: Whole = Field(description="How many of them could say what they do differently.")
    finding: Text = Field(description="What was found.")


class Training(Record):
    """A multi-agency course, who came, and whether it had effect (framework, section 1)."""

    kind: ClassVar = "training"
    folder: ClassVar = "training"
    stem: ClassVar = re.compile(r"TRN-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "TRN-2017-02.yaml"

    title: Text = Field(description="The name of the course.")
    audience: Text = Field(description="Whom it is for.")
    lead: Lead | None = Field(None, description="Who answers for it.")
    fulfils: tuple[OccurrenceId, ...] = Field(
        (), description="The occurrences of the programme that its evaluation answers."
    )
    sessions: tuple[Session, ...] = Field((), description="When it was held, and who came.")
    evaluations: tuple[Evaluation, ...] = Field((), description="Whether it had effect.")
