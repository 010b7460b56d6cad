"""The Board itself, its Executive and its sub groups."""

import re
from typing import ClassVar, Literal

from pydantic import Field

from hscb_pm.models.record import SLUG, AgencyId, GroupId, Record, Text


class Group(Record):
    """The Board, its Executive, or a sub group."""

    kind: ClassVar = "group"
    folder: ClassVar = "groups"
    stem: ClassVar = re.compile(SLUG)
    example: ClassVar = "audit-sub-group.yaml"

    title: Text = Field(description="Its full name.")
    function: Literal[
        "board",
        "executive",
        "audit",
        "performance",
        "case-review",
        "child-death",
        "training",
        "other",
    ] = Field(description="What the framework knows it for, whatever the board calls it.")
    reports_to: GroupId | None = Field(None, description="The group it reports to.")
    chair: Text | None = Field(None, description="The role that chairs it; never a person's name.")
    members: tuple[AgencyId, ...] = Field((), description="The agencies that sit on it.")
