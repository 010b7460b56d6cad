"""What was written to those who owe something, and after how many days the next step follows."""

import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from hscb_pm.models.record import AnyId, Day, FactDay, Lead, Model, shape
from hscb_pm.models.yearly import Yearly

Days = Annotated[int, Field(ge=1, le=365)]


class Rung(StrEnum):
    """How far something has come, in the order in which steps are taken."""

    COMING = "coming"
    OVERDUE = "overdue"
    LETTER = "letter"
    CHALLENGE = "challenge"
    EXECUTIVE = "executive"

    @property
    def height(self) -> int:
        """Its place in the order."""
        return [*Rung].index(self)


class Chasing(Model):
    """When the Board reminds those who owe it something, and when it goes a step further."""

    before: tuple[Days, ...] = Field(
        (28, 7, 1), description="How many days before a date it is reminded of."
    )
    letter: Days = Field(
        14, description="Days from the reminder that it is overdue to a letter from the Chair."
    )
    challenge: Days = Field(14, description="Days from the letter to the challenge log.")
    executive: Days = Field(28, description="Days from the challenge to the Executive.")


class ChasedItem(Model):
    """Something that was asked for: as the due list has it."""

    record: AnyId = Field(
        description="The record; where it is still to be made, the one that asks for it."
    )
    kind: Annotated[str, shape(r"^[a-z]+(-[a-z]+)*$", "action")] = Field(
        description="What of it was due, in the words of `hscb due`: action, outcome, return."
    )
    due: Day = Field(description="The date that stood then; when it is moved, all begins anew.")


class Chase(Model):
    """That somebody was written to on a day, and about what."""

    on: FactDay = Field(description="When.")
    to: Lead = Field(description="The role that was written to, and its agency.")
    rung: Annotated[Rung, Field(strict=False)] = Field(
        description="How far it had come: a reminder before the date, one that it is overdue, "
        "a letter from the Chair, the challenge log, the Executive."
    )
    about: tuple[ChasedItem, ...] = Field(description="What was asked for.", min_length=1)


class Chases(Yearly):
    """What was chased in a financial year, and how far each time (framework, section 9)."""

    kind: ClassVar = "chases"
    folder: ClassVar = "chases"
    stem: ClassVar = re.compile(r"CHS-[0-9]{4}-[0-9]{2}")
    example: ClassVar = "CHS-2017-18.yaml"

    sent: tuple[Chase, ...] = Field((), description="What was written, one by one.")
