"""Meetings: the one place where it is recorded what was considered, decided and asked for."""

import datetime as dt
import re
from typing import ClassVar, Literal

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
