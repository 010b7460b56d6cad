"""What audits and case reviews share: findings, recommendations, and the way to the Board."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from hscb_pm.models.record import (
    AgencyId,
    BodyId,
    Day,
    FactDay,
    GroupId,
    Letter,
    Model,
    OccurrenceId,
    Owner,
    Record,
    Text,
    TrainingId,
)
from hscb_pm.models.standard import StandardNumber
from hscb_pm.problem import FieldPath


class Dissemination(Model):
    """How a finding was passed on."""

    on: FactDay = Field(description="When.")
    how: Text = Field(description="By what means, and to whom.")


class Finding(Model):
    """What an audit found: a strength as readily as a shortfall."""

    id: Letter = Field(description="Its short id within the audit, as in `F1`.")
    kind: Literal["strength", "shortfall"] = Field(description="Good practice, or a shortfall.")
    text: Text = Field(description="What was found.")
    standard: StandardNumber | None = Field(
        None, description="The Section 11 standard it was held against."
    )
    disseminated: tuple[Dissemination, ...] = Field((), description="How it was passed on.")
    training: tuple[TrainingId, ...] = Field((), description="The courses that take it up.")


class Response(Model):
    """Whether a recommendation was accepted."""

    kind: Literal["agreed", "partly-agreed", "not-agreed"] = Field(description="The answer.")
    on: FactDay = Field(description="When it was given.")
    by: BodyId = Field(description="The agency or group that answered.")
    reason: Text | None = Field(None, description="Why it was not, or only partly, agreed.")


class Recommendation(Model):
    """What the audit asks for; an action says who does what about it."""

    id: Letter = Field(description="Its short id within the audit, as in `R2`.")
    from_: tuple[Letter, ...] = Field((), alias="from", description="The findings it rests on.")
    text: Text = Field(description="What is recommended.")
    response: Response | None = Field(None, description="Whether it was accepted.")


class Involvement(Model):
    """Who was informed and asked besides those who did the work (framework, sections 1 and 10)."""

    who: tuple[Literal["children", "families", "service-users", "practitioners", "others"], ...] = (
        Field(description="Who.", min_length=1)
    )
    how: Text = Field(description="How they were informed and asked, and what came of it.")


class Publication(Model):
    """That something was made public."""

    on: FactDay = Field(description="When.")
    link: Text | None = Field(None, description="Where it can be read.")


class Scrutiny(Record):
    """What an audit and a case review have in common."""

    title: Text = Field(description="What was looked at.")
    fulfils: OccurrenceId | None = Field(
        None, description="The occurrence of the programme that it answers."
    )
    agencies: tuple[AgencyId, ...] = Field((), description="The agencies whose work is looked at.")
    lead: Owner | None = Field(None, description="Who leads.")
    due: Day | None = Field(None, description="When its report is planned or was asked for.")
    equality: Text | None = Field(None, description="How equality was considered.")
    involved: Involvement | None = Field(
        None, description="How children, families and others were informed and asked."
    )
    not_involved: Text | None = Field(None, description="Why nobody else was asked.")
    reported: FactDay | None = Field(None, description="When the report was finished.")
    route: tuple[GroupId, ...] = Field((), description="The groups its report passes, in order.")
    findings: tuple[Finding, ...] = Field((), description="What was found.")
    recommendations: tuple[Recommendation, ...] = Field((), description="What is asked for.")

    def parts(self) -> Iterator[tuple[str, str, FieldPath]]:
        """The findings and recommendations."""
        for index, finding in enumerate(self.findings):
            yield f"{self.id}/{finding.id}", "finding", ("findings", index, "id")
        for index, recommendation in enumerate(self.recommendations):
            path: FieldPath = ("recommendations", index, "id")
            yield f"{self.id}/{recommendation.id}", "recommendation", path
