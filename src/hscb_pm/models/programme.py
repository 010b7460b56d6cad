"""The overall audit programme of a year: what is due, when, who leads, where it goes."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hscb_pm.models.record import GroupId, Lead, Model, Record, Text, between
from hscb_pm.periods import Period, PeriodKind, months_of, quarters_of
from hscb_pm.problem import FieldPath

Level = Literal[
    "section-11",
    "case-review",
    "performance-indicators",
    "single-agency-audit",
    "multi-agency-audit",
    "themed-review",
]
Purpose = Literal["scrutiny", "decision", "discussion", "information"]


class AsWritten(Model):
    """The words of the programme's table, kept beside what hscb made of them."""

    frequency: Text | None = Field(None, description="The column Frequency.")
    dates: Text | None = Field(None, description="The column Dates for audit.")
    lead: Text | None = Field(None, description="The column Lead Responsibility.")
    comment: Text | None = Field(None, description="The column Comment.")


class Schedule(Model):
    """When a row falls due: by the calendar, on the audit schedule, or never of itself."""

    model_config = ConfigDict(
        json_schema_extra={  # `_is_one_kind`, as editors know it
            "anyOf": [{"required": ["every"]}, {"required": ["times"]}, {"required": ["when"]}],
            "dependencies": {
                "month": {"required": ["every"], "properties": {"every": {"const": "year"}}},
                "at_meetings_of": {
                    "required": ["every"],
                    "properties": {"every": {"const": "quarter"}},
                },
                "times": {"required": ["on"], "properties": {"every": False}},
                "on": ["times"],
                "when": {"properties": {"every": False, "times": False}},
            },
        }
    )

    every: Literal["month", "quarter", "year"] | None = Field(
        None, description="It falls due each month, financial quarter or financial year."
    )
    month: Annotated[int, between(1, 12)] | None = Field(
        None, description="With `every: year`: the month at whose end it falls due."
    )
    at_meetings_of: GroupId | None = Field(
        None, description="With `every: quarter`: the group at whose meetings it is taken."
    )
    times: Annotated[int, between(1, 12)] | None = Field(
        None, description="How often in the year, on dates that the audit schedule gives."
    )
    on: Literal["audit-schedule"] | None = Field(None, description="With `times`.")
    when: Literal["as-completed", "as-required"] | None = Field(
        None, description="It never falls due of itself."
    )

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        given = {name for name in type(self).model_fields if getattr(self, name) is not None}
        if not any(
            given == kind
            for kind in (
                {"every"},
                {"every", "month"} if self.every == "year" else None,
                {"every", "at_meetings_of"} if self.every == "quarter" else None,
                {"times", "on"},
                {"when"},
            )
        ):
            raise PydanticCustomError(
                "schedule",
                "a schedule is one of {every: month}, {every: quarter}, {every: quarter, "
                "at_meetings_of: GROUP}, {every: year}, {every: year, month: 9}, "
                "{times: 3, on: audit-schedule}, {when: as-completed}, {when: as-required}",
            )
        return self


class Step(Model):
    """A group that a report passes, and what for."""

    group: GroupId = Field(description="The group.")
    for_: Purpose = Field(alias="for", description="What the group is asked to do with it.")


class Occurrence(NamedTuple):
    """One time that a row of the programme falls due."""

    id: str
    row: "Row"
    year: Period
    due: date
    period: Period | None = None


class Row(Model):
    """A row of the programme's table (framework, Appendix 1)."""

    row: Annotated[int, between(1, 999)] = Field(description="The number of the row.")
    section: Literal[
        "ongoing-board-performance",
        "ongoing-monitoring-audits",
        "ongoing-quality-assurance-reports",
        "commissioned-scrutiny-audits",
        "responsive-audits",
    ] = Field(description="The heading it stands under.")
    title: Text = Field(description="The column Audit subject and criteria.")
    as_written: AsWritten = Field(description="The framework's own words.")
    schedule: Schedule = Field(description="What the words mean for the calendar.")
    lead: Lead = Field(description="Who leads.")
    route: tuple[Step, ...] = Field((), description="The groups it passes, in order.")
    level: Level | None = Field(
        None, description="Which of the six levels of scrutiny it is; absent where it is none."
    )
    feeds_annual_report: Literal[True] | None = Field(
        None, description="`true` where it is to be included in the Annual Report."
    )

    def occurrences(self, programme: str, year: Period) -> Iterator[Occurrence]:
        """Each time it falls due in the year, on the last calendar day of its period."""
        schedule, stem = self.schedule, f"{programme}/{self.row}@"
        match schedule.every:
            case "month":
                periods: tuple[Period, ...] = months_of(year)
            case "quarter":
                periods = quarters_of(year)
            case "year" if schedule.month is not None:
                periods = tuple(m for m in months_of(year) if m.start.month == schedule.month)
            case "year":
                periods = (year,)
            case _:
                periods = ()
        for period in periods:
            yield Occurrence(stem + period.suffix, self, year, period.end, period)
        for number in range(1, (schedule.times or 0) + 1):
            yield Occurrence(f"{stem}{number}", self, year, year.end)


class Programme(Record):
    """The overall audit programme of a financial year (framework, Appendix 1)."""

    kind: ClassVar = "programme"
    folder: ClassVar = "programme"
    stem: ClassVar = re.compile(r"[0-9]{4}-[0-9]{2}")
    example: ClassVar = "2017-18.yaml"

    items: tuple[Row, ...] = Field(description="The rows of the table.")

    @classmethod
    def fits(cls, stem: str) -> bool:
        """A financial year: two years that follow one another."""
        try:
            return Period.parse(stem, PeriodKind.FINANCIAL_YEAR).name == stem
        except ValueError:
            return False

    @classmethod
    def id_of(cls, stem: str) -> str:
        """The file is named after the year alone."""
        return f"PRG-{stem}"

    @property
    def year(self) -> Period:
        """The financial year it covers."""
        return Period.parse(self.id.removeprefix("PRG-"), PeriodKind.FINANCIAL_YEAR)

    @property
    def wording(self) -> str:
        """What a programme without a title is called."""
        return f"Audit programme {self.year.name}"

    def occurrences(self) -> Iterator[Occurrence]:
        """Every time that any row falls due in the year."""
        year = self.year
        for row in self.items:
            yield from row.occurrences(self.id, year)

    def parts(self) -> Iterator[tuple[str, str, FieldPath]]:
        """The rows."""
        for index, row in enumerate(self.items):
            yield f"{self.id}/{row.row}", "programme row", ("items", index, "row")
