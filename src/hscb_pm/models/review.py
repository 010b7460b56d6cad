"""Case reviews: what happened, why, and what will be learnt; never of whom."""

import re
from typing import ClassVar, Literal

from pydantic import Field

from hscb_pm.models.record import FactDay, GroupId, Model, Text
from hscb_pm.models.scrutiny import Publication, Scrutiny


class Threshold(Model):
    """Whether the case met the criteria of a Serious Case Review (framework, section 11)."""

    met: bool = Field(description="Whether it did.")
    on: FactDay = Field(description="When it was decided.")
    by: GroupId = Field(description="The group that decided.")
    reason: Text = Field(description="Why.")


class Review(Scrutiny):
    """A Serious Case Review, a partnership review, or a management review (framework, section 11).

    It tells what was learnt. It holds nothing by which a child or a family could be known.
    """

    kind: ClassVar = "review"
    folder: ClassVar = "reviews"
    stem: ClassVar = re.compile(r"REV-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "REV-2017-01.yaml"
    opens: ClassVar = ("title", "type", "opened", "threshold")
    closes: ClassVar = (
        *("approach", "equality", "involved", "not_involved", "reported", "route"),
        *("what_happened", "why", "findings", "recommendations"),
        *("published", "not_published", "response", "no_response"),
    )

    type: Literal["serious-case-review", "partnership-review", "management-review"] = Field(
        description="Which kind of review it is."
    )
    opened: FactDay = Field(description="When it was decided to review the case.")
    threshold: Threshold | None = Field(
        None, description="Whether the case met the criteria of a Serious Case Review."
    )
    approach: Text | None = Field(None, description="The approach that was taken.")
    what_happened: Text | None = Field(
        None, description="What happened, without anything that points to a child."
    )
    why: Text | None = Field(None, description="Why it happened.")
    published: Publication | None = Field(None, description="When the report was made public.")
    not_published: Text | None = Field(None, description="Why it is not made public.")
    response: Publication | None = Field(
        None, description="When the agencies' response and actions were made public."
    )
    no_response: Text | None = Field(None, description="Why there is no public response.")
