"""Documents that the Board or an agency works by, and when each is to be looked at again."""

import re
from typing import ClassVar, Literal

from pydantic import Field

from hscb_pm.models.action import Delivery
from hscb_pm.models.record import AgencyId, Day, FactDay, GroupId, Model, Record, Text
from hscb_pm.models.scrutiny import Dissemination


class DocumentReview(Model):
    """That a document was looked at again."""

    on: FactDay = Field(description="When.")
    changed: Text | None = Field(None, description="What changed.")


class Document(Record):
    """A procedure, a framework or a protocol (framework, sections 2, 3, 4 and 8)."""

    kind: ClassVar = "document"
    folder: ClassVar = "documents"
    stem: ClassVar = re.compile(r"DOC-[0-9]{4}-[0-9]{2,4}")
    example: ClassVar = "DOC-2017-01.yaml"

    title: Text = Field(description="Its name.")
    type: Literal[
        "procedure",
        "guidance",
        "learning-framework",
        "audit-framework",
        "escalation-policy",
        "protocol",
        "other",
    ] = Field(description="What kind of document it is.")
    agency: AgencyId | None = Field(None, description="The agency whose audit framework it is.")
    group: GroupId | None = Field(None, description="The group that keeps it up to date.")
    boards: tuple[Text, ...] = Field((), description="The other boards with which it is agreed.")
    agreed: FactDay | None = Field(None, description="When it was agreed.")
    review_by: Day | None = Field(None, description="By when it is to be looked at again.")
    reviewed: tuple[DocumentReview, ...] = Field((), description="When it was looked at again.")
    equality: Text | None = Field(
        None, description="How it was checked against equalities legislation."
    )
    delivery: Delivery | None = Field(
        None, description="How a procedure is disseminated, implemented and trained in."
    )
    shared: tuple[Dissemination, ...] = Field((), description="How it was shared.")
    link: Text | None = Field(None, description="Where it can be read.")
