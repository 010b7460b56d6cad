"""How the Board hears how it does itself: members, practitioners, escalated cases, concerns."""

import re
from datetime import date
from typing import ClassVar, Final, Literal

from pydantic import Field

from hscb_pm.models.record import (
    ActionId,
    AgencyId,
    AnyId,
    Day,
    FactDay,
    GroupId,
    Model,
    Record,
    Text,
    Whole,
)
from hscb_pm.models.standard import StandardNumber
from hscb_pm.models.yearly import Yearly
from hscb_pm.periods import say


class ChairMeeting(Model):
    """One meeting of the Chair with a member of the Board."""

    on: FactDay = Field(description="When.")
    agency: AgencyId = Field(description="The member agency.")
    role: Text | None = Field(None, description="The role that came; never a person's name.")
    about: Text | None = Field(None, description="What was spoken of.")
    agreed: Text | None = Field(None, description="What was agreed.")
    action: ActionId | None = Field(None, description="The action that follows from it.")


class ChairMeetings(Yearly):
    """The Chair's meetings with Board members in a financial year (framework, section 3)."""

    kind: ClassVar = "chair-meetings"
    folder: ClassVar = "chair-meetings"
    stem: ClassVar = re.compile(r"CHM-[0-9]{4}-[0-9]{2}")
    example: ClassVar = "CHM-2017-18.yaml"

    meetings: tuple[ChairMeeting, ...] = Field((), description="The meetings, one by one.")


class RatingQuestion(Model):
    """What members answered to one question."""

    text: Text = Field(description="The question.")
    answers: tuple[Whole, ...] = Field(
        description="How many gave each answer, in the order of the scale."
    )


class Rating(Yearly):
    """The members' rating of the Board in a financial year (framework, section 3)."""

    kind: ClassVar = "rating"
    folder: ClassVar = "ratings"
    stem: ClassVar = re.compile(r"RTG-[0-9]{4}-[0-9]{2}")
    example: ClassVar = "RTG-2017-18.yaml"

    opened: FactDay = Field(description="When members were asked.")
    closed: FactDay | None = Field(None, description="When the answers were counted.")
    asked: Whole = Field(description="How many members were asked.")
    answered: Whole | None = Field(None, description="How many answered.")
    scale: tuple[Text, ...] = Field(
        description="The answers that could be given, weakest first.", min_length=2
    )
    questions: tuple[RatingQuestion, ...] = Field((), description="The answers.")
    done: Text | None = Field(None, description="What the Board did about it.")


class Theme(Model):
    """What practitioners said, and what was done about it."""

    text: Text = Field(description="What was said.")
    kind: Literal["strength", "concern"] = Field(description="Praise, or a concern.")
    standard: StandardNumber | None = Field(None, description="The standard it is about.")
    done: Text | None = Field(None, description="What was done about it.")
    action: ActionId | None = Field(None, description="The action that answers it.")


class Feedback(Record):
    """What front-line practitioners told the Board (framework, section 3)."""

    kind: ClassVar = "feedback"
    folder: ClassVar = "feedback"
    stem: ClassVar = re.compile(r"FBK-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "FBK-2017-01.yaml"

    on: FactDay = Field(description="When.")
    how: Literal["workshop", "visit", "meeting", "survey"] = Field(
        description="At a workshop, when Board members visited, at a meeting, or in a survey."
    )
    agencies: tuple[AgencyId, ...] = Field((), description="Where the practitioners work.")
    practitioners: Whole | None = Field(None, description="How many took part.")
    heard_by: Text | None = Field(None, description="The roles that listened.")
    themes: tuple[Theme, ...] = Field((), description="What was said.")
    told: FactDay | None = Field(
        None, description="When those who spoke heard what was done about it."
    )

    @property
    def wording(self) -> str:
        """What feedback without a title is called."""
        return f"Practitioners' {self.how} of {say(self.on)}"


class EscalationStep(Model):
    """A level to which a disagreement was taken."""

    on: FactDay = Field(description="When.")
    level: Text = Field(description="The roles it was taken to.")


class Resolution(Model):
    """How something ended."""

    on: FactDay = Field(description="When.")
    how: Text = Field(description="How.")


_MATTERS: Final = {
    "referral": "a referral",
    "threshold": "a threshold",
    "progress": "the progress of a case",
    "information-sharing": "the sharing of information",
    "other": "another matter",
}


class Escalation(Record):
    """A case taken to very senior managers, without the case (framework, section 3)."""

    kind: ClassVar = "escalation"
    folder: ClassVar = "escalations"
    stem: ClassVar = re.compile(r"ESC-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "ESC-2017-01.yaml"

    raised: FactDay = Field(description="When it was first raised.")
    by: AgencyId = Field(description="The agency that raised it.")
    with_: AgencyId = Field(alias="with", description="The agency it was raised with.")
    about: Literal["referral", "threshold", "progress", "information-sharing", "other"] = Field(
        description="What the disagreement was about; nothing of the case."
    )
    channels: tuple[Text, ...] = Field(
        (), description="The usual channels that were tried before, in order."
    )
    steps: tuple[EscalationStep, ...] = Field((), description="The levels it was taken to.")
    due: Day | None = Field(None, description="By when an answer is wanted.")
    resolved: Resolution | None = Field(None, description="How it ended.")
    learning: Text | None = Field(None, description="What it taught.")

    @property
    def wording(self) -> str:
        """What an escalation without a title is called."""
        return f"Escalation of {say(self.raised)} about {_MATTERS[self.about]}"

    def days_open(self, today: date) -> int:
        """Days from the day it was raised until it was resolved, or until today."""
        ended = self.resolved.on if self.resolved and self.resolved.on <= today else today
        return (ended - self.raised).days


class Answered(Model):
    """What an agency answered."""

    on: FactDay = Field(description="When.")
    text: Text = Field(description="The answer.")


class Concern(Record):
    """A concern that came to the Board's attention, and what became of it.

    A failure of cooperation or compliance (framework, section 6), a challenge to an agency that
    does not do what was agreed (section 9), or an early signal (section 3).
    """

    kind: ClassVar = "concern"
    folder: ClassVar = "concerns"
    stem: ClassVar = re.compile(r"CNC-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "CNC-2017-01.yaml"

    type: Literal["compliance", "cooperation", "challenge", "early-signal"] = Field(
        description="What kind of concern it is."
    )
    raised: FactDay = Field(description="When it came to the Board's attention.")
    found_by: Literal[
        "data", "audit", "member", "practitioner", "complaint", "inspection", "review"
    ] = Field(description="What brought it up.")
    text: Text = Field(description="What the concern is.")
    agency: AgencyId | None = Field(None, description="The agency it is put to.")
    by: GroupId | None = Field(None, description="The group that puts it.")
    standard: StandardNumber | None = Field(None, description="The standard it is about.")
    about: tuple[AnyId, ...] = Field((), description="The records it is about, as an action.")
    due: Day | None = Field(None, description="By when an answer is wanted.")
    answer: Answered | None = Field(None, description="What the agency answered.")
    actions: tuple[ActionId, ...] = Field((), description="The actions that follow from it.")
    closed: Resolution | None = Field(None, description="How it ended.")

    @property
    def wording(self) -> str:
        """The concern itself."""
        return self.text
