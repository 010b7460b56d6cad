"""The agencies that the Board brings together and holds to account."""

import re
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hscb_pm.models.record import SLUG, AgencyId, Day, Mailbox, Model, Record, Text, shape


class Category(Model):
    """A paragraph of section 11(1) of the Children Act 2004 that names the agency, and since when.

    Parliament changes the list, so a category has dates.
    """

    paragraph: Annotated[str, shape(r"^\([a-z]{1,2}\)$", "(h)")] = Field(
        description="The paragraph of section 11(1), as in `(h)`."
    )
    from_: Day | None = Field(None, alias="from", description="The first day it applied.")
    to: Day | None = Field(None, description="The last day it applied.")


class Agency(Record):
    """An agency, or a directorate of one, that answers to the Board."""

    kind: ClassVar = "agency"
    folder: ClassVar = "agencies"
    stem: ClassVar = re.compile(SLUG)
    example: ClassVar = "hertfordshire-constabulary.yaml"

    title: Text = Field(description="Its full name.")
    basis: Literal["statutory", "commissioned", "other"] = Field(
        description="Why it answers to the Board: section 11, a contract, or neither."
    )
    categories: tuple[Category, ...] = Field(
        (), description="The paragraphs of section 11(1) that name it."
    )
    commissioned_by: AgencyId | None = Field(
        None, description="The statutory agency on whose behalf it delivers services."
    )
    part_of: AgencyId | None = Field(None, description="The agency it is a directorate of.")
    safeguarding_lead: Text | None = Field(
        None, description="The role that leads on safeguarding; never a person's name."
    )
    mailbox: Mailbox | None = Field(None, description="A role mailbox; never a person's address.")

    def is_statutory_on(self, day: date) -> bool:
        """Whether section 11 named it on that day; without dates, always."""
        if self.basis != "statutory":
            return False
        return not self.categories or any(
            (c.from_ is None or c.from_ <= day) and (c.to is None or day <= c.to)
            for c in self.categories
        )
