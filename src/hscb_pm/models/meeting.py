"""Meetings: the one place where it is recorded what was considered, decided and asked for."""

import datetime as dt
import re
from typing import ClassVar, Final, Literal

from pydantic import Field

from hscb_pm.models.programme import Purpose
from hscb_pm.models.record import (
    AgencyId,
    AnyId,
    Day,
    FactDay,
    GroupId,
    Model,
    OccurrenceId,
    Record,
    Revision,
    Text,
)


class Attendance(Model):
    """Whether an agency's seat was filled."""

    agency: AgencyId = Field(description="The agency.")
    role: Text = Field(description="The role that sat for it; never a person's name.")
    present: bool = Field(description="Whether it was present.")


PaperName = Literal[
    "board",
    "executive",
    "audit-subgroup",
    "section11",
    "agency",
    "audit",
    "review",
    "action-plan",
    "workplan",
    "indicators",
    "cdop",
    "annual",
]
"""The papers of `hscb report` that can be an item of an agenda."""
ABOUT_ONE: Final = frozenset({"agency", "audit", "review", "workplan"})
"""Those that have to be told which record they are about."""


class FrontSheet(Model):
    """What stands on the front sheet of an item's paper, beyond what the register knows."""

    author: Text | None = Field(
        None, description="The role that wrote the paper; never a person's name."
    )
    sponsor: Text | None = Field(None, description="The role that brings it to the meeting.")
    purpose: Text | None = Field(None, description="What the paper is for, in a sentence.")
    asked: tuple[Text, ...] = Field(
        (), description="What the group is asked to do; each goes on from “is asked to”."
    )
    equality: Text | None = Field(None, description="What it means for equality.")
    voice_of_the_child: Text | None = Field(
        None, description="What children said of it, and how they were asked."
    )
    legal: Text | None = Field(None, description="What it means in law.")
    finance: Text | None = Field(None, description="What it costs or saves.")
    risk: Text | None = Field(None, description="What may go wrong, and what is done about it.")


class Item(Model):
    """One item of a meeting: what it was about, what for, what was decided."""

    title: Text | None = Field(None, description="What the agenda calls it.")
    about: AnyId | None = Field(None, description="The record that was considered.")
    fulfils: OccurrenceId | None = Field(
        None, description="The occurrence of the programme that this item answers."
    )
    for_: Purpose | None = Field(
        None, alias="for", description="What the meeting was asked to do with it."
    )
    decision: Literal["table", "circulate", "not-needed"] | None = Field(
        None,
        description="Whether it is tabled at the Board, circulated for information, or neither.",
    )
    requests: AnyId | None = Field(
        None, description="The record whose report the meeting asked to see."
    )
    reason: Text | None = Field(None, description="Why it was decided or asked for.")
    paper: PaperName | None = Field(
        None, description="Which paper of `hscb report` is tabled, where the item names no record."
    )
    front: FrontSheet | None = Field(None, description="What its front sheet says.")


class Meeting(Record):
    """A meeting of the Board or of a group, planned or held."""

    kind: ClassVar = "meeting"
    folder: ClassVar = "meetings"
    stem: ClassVar = re.compile(r"MTG-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "MTG-2017-11.yaml"

    group: GroupId = Field(description="The group that meets.")
    date: Day = Field(description="The day of the meeting, planned or held.")
    papers_by: Day | None = Field(None, description="The day by which papers are to be in.")
    revisions: tuple[Revision, ...] = Field((), description="How the day was moved.")
    attendance: tuple[Attendance, ...] = Field((), description="Who came: agencies and roles.")
    items: tuple[Item, ...] = Field((), description="What was considered.")
    minutes_agreed: FactDay | None = Field(None, description="The day the minutes were agreed.")

    def is_shown_on(self, today: dt.date) -> bool:
        """Whether attendance or agreed minutes show that it was held."""
        agreed = self.minutes_agreed is not None and self.minutes_agreed <= today
        return self.is_held_on(today) and (agreed or bool(self.attendance))

    def is_held_on(self, today: dt.date) -> bool:
        """Whether the meeting's day has come; what it records counts from then on."""
        return self.date <= today
