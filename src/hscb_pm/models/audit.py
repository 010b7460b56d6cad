"""Audits and themed reviews: method, findings, recommendations and what became of them."""

import re
from typing import ClassVar, Literal

from pydantic import Field

from hscb_pm.models.record import (
    AgencyId,
    Day,
    FactDay,
    GroupId,
    Model,
    Owner,
    Text,
    Whole,
)
from hscb_pm.models.scrutiny import Scrutiny


class Methodology(Model):
    """How this audit was to be done (framework, sections 9 and 10)."""

    text: Text = Field(description="The method, tailored to this audit.")
    agreed: FactDay | None = Field(None, description="When it was agreed.")
    by: GroupId | None = Field(None, description="The group that agreed it.")


class Stratum(Model):
    """A part of the cases that was drawn from by itself."""

    name: Text = Field(description="What the cases in it have in common.")
    population: Whole = Field(description="How many cases it holds.")
    size: Whole = Field(description="How many of them were chosen.")


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
    by: Text | None = Field(None, description="The column that the list was divided by.")
    strata: tuple[Stratum, ...] = Field(
        (),
        description="The parts of a stratified sample; left out of a public register, where small "
        "counts could point to a child.",
    )
    reason: Text | None = Field(None, description="Why cases were not chosen at random.")


class IndependenceRequest(Model):
    """That an agency asked the Board for somebody independent, and the answer."""

    by: AgencyId = Field(description="The agency that asked.")
    on: FactDay = Field(description="When.")
    answer: Literal["agreed", "not-agreed"] | None = Field(None, description="The answer.")
    answered: FactDay | None = Field(None, description="When it was given.")
    reason: Text | None = Field(None, description="Why it was not agreed.")


class Independence(Model):
    """Whether a third person took part, and how (framework, section 8)."""

    kind: Literal["none", "individual", "joint", "consultation"] = Field(
        description="How the third person took part."
    )
    by: Text | None = Field(None, description="The role of the third person.")
    request: IndependenceRequest | None = Field(
        None, description="What an agency asked the Board for."
    )


class Requested(Model):
    """A document that the Audit Sub Group asked for (framework, section 8)."""

    what: Literal["report", "action-plan", "follow-up-report"] = Field(description="Which.")
    requested: FactDay = Field(description="When it was asked for.")
    due: Day | None = Field(None, description="By when it is to come.")
    received: FactDay | None = Field(None, description="When it came.")


class Audit(Scrutiny):
    """A single agency audit, a multi-agency audit, or a themed review."""

    kind: ClassVar = "audit"
    folder: ClassVar = "audits"
    stem: ClassVar = re.compile(r"AUD-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "AUD-2017-03.yaml"
    opens: ClassVar = ("title", "level")
    closes: ClassVar = (
        *("equality", "fieldwork_done", "reported", "route", "findings", "recommendations"),
        *("documents", "involved", "not_involved", "decisions_at"),
    )

    level: Literal["single-agency-audit", "multi-agency-audit", "themed-review"] = Field(
        description="Which level of scrutiny it is."
    )
    commissioned_by: GroupId | None = Field(None, description="The group that asked for it.")
    identified_by: GroupId | None = Field(
        None, description="The group that identified the theme of a themed review."
    )
    notified: FactDay | None = Field(
        None, description="When the Audit Sub Group was told of a single agency audit."
    )
    methodology: Methodology | None = Field(None, description="How it was to be done.")
    approaches: tuple[Text, ...] = Field(
        (), description="The approaches that a themed review combines."
    )
    perspectives: tuple[Literal["practice", "user-experience", "research", "case-reviews"], ...] = (
        Field((), description="The perspectives from which a theme is looked at.")
    )
    decisions_at: tuple[Literal["practice", "operational", "strategic"], ...] = Field(
        (), description="The levels at which decisions were looked at."
    )
    sample: Sample | None = Field(None, description="How cases were chosen.")
    auditors: tuple[Owner, ...] = Field((), description="Who audited: agencies and roles.")
    independence: Independence | None = Field(None, description="Whether a third person took part.")
    fieldwork_done: FactDay | None = Field(None, description="When the fieldwork ended.")
    policy: Text | None = Field(
        None, description="What policy a themed review has changed, or why it changed none."
    )
    documents: tuple[Requested, ...] = Field((), description="What was asked for afterwards.")
