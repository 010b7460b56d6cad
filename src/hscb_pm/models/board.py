"""The Board: whose register this is, and how it is to be read."""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hscb_pm.models.chasing import Chasing
from hscb_pm.models.record import (
    Attester,
    Day,
    FactDay,
    GroupId,
    Mailbox,
    Model,
    Record,
    Refers,
    Text,
    shape,
)

_PART = r"(>=|<=|==|!=|<|>)[0-9]{1,6}([.][0-9]{1,6})*"
_FILE = r"^[A-Za-z0-9][A-Za-z0-9.-]*$"
_REQUIRES = rf"^{_PART}(, ?{_PART})*$"


def _numbers(version: str) -> tuple[int, ...]:
    """A version as numbers; 1.0 and 1 are the same."""
    numbers = [int(part) for part in version.split(".") if part.isdecimal()]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


class PrivacyException(Model):
    """That somebody looked at what the privacy guard found in a record, and why it may stay."""

    record: Annotated[str, shape(_FILE, "ACT-2017-014"), Refers(())] = Field(
        description="The record in whose file it stands; `board.yaml` for this file."
    )
    kind: Literal[
        "nhs_number",
        "upn",
        "ni_number",
        "dob",
        "dod",
        "address",
        "postcode",
        "phone",
        "email",
        "passport",
        "person_name",
        "case_ref",
    ] = Field(description="What kind of thing the guard takes it for.")
    reason: Text = Field(description="Why it may stay, without repeating it.")
    on: FactDay = Field(description="When it was looked at.")
    by: Attester = Field(description="By whom.")
    review_by: Day = Field(description="By when somebody looks at it again.")


class Privacy(Model):
    """What the privacy guard is told: words that are no person's, and reviewed exceptions."""

    allowed: tuple[Text, ...] = Field(
        (), description="Names of places, schools and services that look like a person's."
    )
    reviewed: tuple[PrivacyException, ...] = Field(
        (), description="What was looked at and may stay, until it is looked at again."
    )


class Correction(Model):
    """That a record was deleted, or a fact in it taken back, because it should not have stood."""

    record: Annotated[str, shape(_FILE, "ACT-2017-014")] = Field(
        description="The record; `board.yaml` for this file."
    )
    on: FactDay = Field(description="When it was agreed.")
    reason: Text = Field(description="Why, without repeating what should not have stood.")
    agreed_by: GroupId = Field(description="The group that agreed.")


class Board(Record):
    """The Board whose register this is; the one record in `board.yaml`."""

    kind: ClassVar = "board"
    folder: ClassVar = ""
    stem: ClassVar = re.compile("board")
    example: ClassVar = "board.yaml"

    title: Text = Field(description="The Board's full name.")
    area: Text = Field(description="The area whose children it is to keep safe.")
    register_is: Literal["private", "public"] = Field(
        description="Who can read the register; a public one holds no small counts."
    )
    abbreviation: Text | None = Field(None, description="The short name used in papers.")
    requires: Annotated[str, shape(_REQUIRES, ">=1,<2")] | None = Field(
        None, description="The versions of hscb that may read the register, as in `>=1,<2`."
    )
    kept_since: Day | None = Field(
        None,
        description="The day from which the register is kept: what the programme or an indicator "
        "wanted before it is not asked for.",
    )
    today: Day | None = Field(
        None, description="A pinned date, for a worked example; leave it out of a live register."
    )
    bank_holidays: tuple[Day, ...] = Field(
        (), description="One-off bank holidays that hscb does not know of yet."
    )
    mailbox: Mailbox | None = Field(
        None, description="The role mailbox that the Board writes from; never a person's address."
    )
    chasing: Chasing | None = Field(
        None, description="When the Board reminds, where it is not 28, 7 and 1 days before."
    )

    corrections: tuple[Correction, ...] = Field(
        (), description="Records that were deleted, or facts in them taken back, and why."
    )
    privacy: Privacy | None = Field(None, description="What the privacy guard is told.")

    def accepts(self, version: str) -> bool:
        """Whether this version of hscb may read the register: `requires` holds, part by part."""
        for condition in (self.requires or "").replace(" ", "").split(","):
            if not condition:
                continue
            sign = condition.rstrip("0123456789.")
            wanted, given = _numbers(condition[len(sign) :]), _numbers(version)
            if not {
                ">=": given >= wanted,
                "<=": given <= wanted,
                "==": given == wanted,
                "!=": given != wanted,
                ">": given > wanted,
                "<": given < wanted,
            }[sign]:
                return False
        return True

    @classmethod
    def id_of(cls, stem: str) -> str:
        """A board may have a group called `board`, so the file keeps its ending."""
        return f"{stem}.yaml"
