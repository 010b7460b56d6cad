"""The Board itself, its Executive and its sub groups; their work plans and reports."""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hscb_pm.models.record import (
    SLUG,
    AgencyId,
    FactDay,
    GroupId,
    Model,
    ObjectiveId,
    Record,
    Text,
    shape,
)

QuarterName = Annotated[str, shape(r"^[0-9]{4}-[0-9]{2}( Q[1-4])?$", "2017-18 Q1")]
YearName = Annotated[str, shape(r"^[0-9]{4}-[0-9]{2}$", "2017-18")]


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
    reports_every: Literal["quarter", "year", "never"] = Field(
        "quarter",
        description="How often a sub group reports its activity and outcomes to the group above.",
    )


class GroupReport(Record):
    """A sub group's report of its activity and outcomes (framework, section 3)."""

    kind: ClassVar = "group-report"
    folder: ClassVar = "group-reports"
    stem: ClassVar = re.compile(r"RPT-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "RPT-2017-01.yaml"

    group: GroupId = Field(description="The group that reports.")
    to: GroupId = Field(description="The group it reports to, as a rule the Executive.")
    period: QuarterName = Field(description="The quarter, or the year, that it is of.")
    received: FactDay | None = Field(None, description="When it came.")
    activity: Text | None = Field(None, description="What the group did.")
    outcomes: Text | None = Field(None, description="What has changed for children because of it.")


class PlanAim(Model):
    """Where the work of a group has progressed an objective."""

    objective: ObjectiveId = Field(description="The objective of the business plan.")
    aim: Text = Field(description="What the group means to reach this year.")
    progress: Text | None = Field(None, description="Where its actions have progressed it.")


class WorkPlan(Record):
    """The work plan of a sub group, completed by its chair (framework, section 4)."""

    kind: ClassVar = "work-plan"
    folder: ClassVar = "work-plans"
    stem: ClassVar = re.compile(r"WPL-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "WPL-2017-01.yaml"

    group: GroupId = Field(description="The group whose plan it is.")
    year: YearName = Field(description="The financial year.")
    completed_by: Text = Field(description="The role that completed it: the group's chair.")
    agreed: FactDay | None = Field(None, description="When it was agreed.")
    aims: tuple[PlanAim, ...] = Field((), description="What the group aims at.")
