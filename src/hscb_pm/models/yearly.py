"""Records of a financial year: what happens often is one list a year."""

import re
from typing import ClassVar

from pydantic import Field

from hscb_pm.models.record import (
    ActionId,
    AgencyId,
    Count,
    Day,
    FactDay,
    Model,
    OccurrenceId,
    Record,
    Text,
    Whole,
)
from hscb_pm.models.scrutiny import Publication
from hscb_pm.periods import Period, PeriodKind


class Yearly(Record):
    """A record whose id ends in its financial year, as `BDG-2017-18`."""

    @classmethod
    def fits(cls, stem: str) -> bool:
        """Three letters and two years that follow one another."""
        if not super().fits(stem):
            return False
        try:
            return Period.parse(stem[4:], PeriodKind.FINANCIAL_YEAR).name == stem[4:]
        except ValueError:
            return False

    @property
    def wording(self) -> str:
        """What one without a title is called."""
        return f"{self.kind.replace('-', ' ').capitalize()} {self.year.name}"

    @property
    def year(self) -> Period:
        """The financial year it covers."""
        return Period.parse(self.id[4:], PeriodKind.FINANCIAL_YEAR)


class Contribution(Model):
    """What an agency pays towards the Board."""

    agency: AgencyId = Field(description="The agency.")
    pounds: Whole = Field(description="How much, in pounds.")


class BudgetMonth(Model):
    """How the money stood when it was looked at."""

    fulfils: OccurrenceId = Field(description="The month of the programme that this answers.")
    on: FactDay = Field(description="When it was looked at.")
    spent: Whole = Field(description="What had been spent in the year, in pounds.")
    forecast: Whole | None = Field(None, description="What the year will cost, in pounds.")
    note: Text | None = Field(None, description="What a reader has to know about it.")


class Budget(Yearly):
    """The Board's money in a financial year (framework, Appendix 1, row 3)."""

    kind: ClassVar = "budget"
    folder: ClassVar = "budgets"
    stem: ClassVar = re.compile(r"BDG-[0-9]{4}-[0-9]{2}")
    example: ClassVar = "BDG-2017-18.yaml"

    planned: Whole = Field(description="What was planned to be spent, in pounds.")
    contributions: tuple[Contribution, ...] = Field((), description="Who pays what.")
    months: tuple[BudgetMonth, ...] = Field((), description="The monthly looks at it.")
    value: Text | None = Field(
        None, description="What the money brought for children: outcomes, not lowest cost."
    )


class DeathCounts(Model):
    """How many child deaths, in aggregate only; a number, or `c` where it is too small to tell."""

    notified: Count = Field(description="Notified in the year.")
    reviewed: Count = Field(description="Reviewed by the panel in the year.")
    unexpected: Count | None = Field(None, description="Of those notified, unexpected.")
    modifiable: Count | None = Field(
        None, description="Of those reviewed, with modifiable factors."
    )


class DeathFunctions(Model):
    """The four functions of Regulation 6, each answered in words that point to no child."""

    case_reviews: Text | None = Field(
        None, description="Cases that gave rise to the need for a review, in number only."
    )
    concerns: Text | None = Field(
        None, description="Matters of concern for the safety and welfare of children in the area."
    )
    public_health: Text | None = Field(
        None,
        description="Wider public health or safety concerns, from one death or a pattern.",
    )
    response: Text | None = Field(
        None, description="How a coordinated response to an unexpected death is ensured."
    )

    def missing(self) -> tuple[str, ...]:
        """The functions that nothing is said about."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is None)


class ChildDeaths(Yearly):
    """What the Child Death Overview Panel learnt in a year (framework, section 12)."""

    kind: ClassVar = "child-deaths"
    folder: ClassVar = "child-deaths"
    stem: ClassVar = re.compile(r"CDP-[0-9]{4}-[0-9]{2}")
    example: ClassVar = "CDP-2017-18.yaml"

    fulfils: OccurrenceId | None = Field(
        None, description="The occurrence of the programme that its report answers."
    )
    reported: FactDay | None = Field(None, description="When the Chair's report was finished.")
    counts: DeathCounts | None = Field(None, description="The counts.")
    functions: DeathFunctions | None = Field(None, description="The four functions.")
    trend: Text | None = Field(None, description="How the counts compare with earlier years.")
    actions: tuple[ActionId, ...] = Field((), description="The actions that follow from it.")


class AnnualReport(Yearly):
    """The Annual Report on a financial year, and what it draws on (framework, Appendix 1)."""

    kind: ClassVar = "annual-report"
    folder: ClassVar = "annual-reports"
    stem: ClassVar = re.compile(r"ANR-[0-9]{4}-[0-9]{2}")
    example: ClassVar = "ANR-2017-18.yaml"

    due: Day | None = Field(
        None, description="When it is to be published; else 30 September after the year."
    )
    inputs: tuple[OccurrenceId, ...] = Field(
        (), description="The occurrences of the programme that are in it."
    )
    published: Publication | None = Field(None, description="When it was made public.")
