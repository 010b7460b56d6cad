"""What the business plan aims at."""

import re
from typing import ClassVar

from pydantic import Field

from hscb_pm.models.record import Day, GroupId, Record, Text
from hscb_pm.models.scrutiny import Involvement


class Objective(Record):
    """An objective of the business plan (framework, section 4)."""

    kind: ClassVar = "objective"
    folder: ClassVar = "objectives"
    stem: ClassVar = re.compile(r"OBJ-[0-9]{4}-[0-9]{1,3}")
    example: ClassVar = "OBJ-2017-2.yaml"

    objective: Text = Field(description="The objective, as the business plan words it.")
    outcome: Text | None = Field(
        None, description="What will be better for children, young people and their families."
    )
    known_by: Text | None = Field(None, description="How the Board will know that it is.")
    value_for_money: Text | None = Field(
        None, description="What it costs and what it brings: outcomes, not lowest cost."
    )
    groups: tuple[GroupId, ...] = Field((), description="The groups whose work plans carry it.")
    involved: Involvement | None = Field(
        None, description="How children, families and others were informed and asked."
    )
    not_involved: Text | None = Field(None, description="Why nobody else was asked.")
    from_: Day | None = Field(None, alias="from", description="The first day of the plan.")
    to: Day | None = Field(None, description="The last day of the plan.")

    @property
    def wording(self) -> str:
        """The objective itself."""
        return self.objective
