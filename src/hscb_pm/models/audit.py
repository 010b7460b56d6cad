"""Audits and themed reviews: method, findings, recommendations and what became of them."""

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

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
    Whole,
)
from hscb_pm.models.standard import StandardNumber
from hscb_pm.problem import FieldPath


class Methodology(Model):
    """How this audit was to be done (framework, sections 9 and 10)."""

    text: Text = Field(description="The method, tailored to this audit.")
    agreed: FactDay | None = Field(None, description="When it was agreed.")
    by: GroupId | None = Field(None, description="The group that agreed it.")


class Sample(Model):
    """How cases were chosen, without saying which (framework, section 9)."""

    method: Literal["random", "stratified", "all", "chosen"] = Field(
        description="How the cases were chosen."
    )
    population: Whole | None = Field(None, description="How many cases there were to choose from.")
    size: Whole = Field(description="How many were chosen.")
    seed: Whole | None = Field(
        None, description="The number that makes a random choice repeatable."
    )
    list_fingerprint: Text | None = Field(
        None, description="A fingerprint of the list that was drawn from; never the list."
    )
    reason: Text | None = Field(None, description="Why cases were not chosen at random.")


class Independence(Model):
    """Whether a third person took part, and how (framework, section 8)."""

    kind: Literal["none", "individual", "joint", "consultation"] = Field(
        description="How the third person took part."
    )
    by: Text | None = Field(None, description="The role of the third person.")


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


class Document(Model):
    """A document that the Audit Sub Group asked for (framework, section 8)."""

    what: Literal["report", "action-plan", "follow-up-report"] = Field(description="Which.")
    requested: FactDay = Field(description="When it was asked for.")
    due: Day | None = Field(None, description="By when it is to come.")
    received: FactDay | None = Field(None, description="When it came.")


class Audit(Record):
    """A single agency audit, a multi-agency audit, or a themed review."""

    kind: ClassVar = "audit"
    folder: ClassVar = "audits"
    stem: ClassVar = re.compile(r"AUD-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "AUD-2017-03.yaml"

    title: Text = Field(description="What was audited.")
    level: Literal["single-agency-audit", "multi-agency-audit", "themed-review"] = Field(
        description="Which level of scrutiny it is."
    )
    fulfils: OccurrenceId | None = Field(
        None, description="The occurrence of the programme that it answers."
    )
    agencies: tuple[AgencyId, ...] = Field((), description="The agencies audited.")
    lead: Owner | None = Field(None, description="Who leads the audit.")
    due: Day | None = Field(None, description="When its report is planned or was asked for.")
    commissioned_by: GroupId | None = Field(None, description="The group that asked for it.")
    notified: FactDay | None = Field(
        None, description="When the Audit Sub Group was told of a single agency audit."
    )
    methodology: Methodology | None = Field(None, description="How it was to be done.")
    sample: Sample | None = Field(None, description="How cases were chosen.")
    auditors: tuple[Owner, ...] = Field((), description="Who audited: agencies and roles.")
    independence: Independence | None = Field(None, description="Whether a third person took part.")
    equality: Text | None = Field(None, description="How equality was considered.")
    fieldwork_done: FactDay | None = Field(None, description="When the fieldwork ended.")
    reported: FactDay | None = Field(None, description="When the report was finished.")
    route: tuple[GroupId, ...] = Field((), description="The groups its report passes, in order.")
    findings: tuple[Finding, ...] = Field((), description="What was found.")
    recommendations: tuple[Recommendation, ...] = Field((), description="What is asked for.")
    documents: tuple[Document, ...] = Field((), description="What was asked for afterwards.")

    def parts(self) -> Iterator[tuple[str, str, FieldPath]]:
        """The findings and recommendations."""
        for index, finding in enumerate(self.findings):
            yield f"{self.id}/{finding.id}", "finding", ("findings", index, "id")
        for index, recommendation in enumerate(self.recommendations):
            path: FieldPath = ("recommendations", index, "id")
            yield f"{self.id}/{recommendation.id}", "recommendation", path
