"""Indicators: figures that raise questions."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from hscb_pm.models.record import (
    ActionId,
    AnyId,
    Day,
    FactDay,
    GroupId,
    Model,
    ObjectiveId,
    Owner,
    Record,
    Text,
    Whole,
    Yes,
    between,
    shape,
)
from hscb_pm.periods import Period, PeriodKind, period_of
from hscb_pm.problem import FieldPath

PeriodName = Annotated[str, shape(r"^[0-9]{4}([-/][0-9]{2}){0,2}( Q[1-4])?$", "2017-18 Q1")]
BETWEEN = ("days-between", "cases-between")
"""Measures of rare events: what lies between one and the next."""
RATES = ("percentage", "rate")
"""Measures that are computed: what is counted, divided by what it is counted against."""
PERCENT: Final = 100


class Measure(Model):
    """What is counted, and against what; rates are computed from it, never typed."""

    kind: Literal["count", "percentage", "rate", "days-between", "cases-between"] = Field(
        description="What the figure is; the last two are for events too rare to count."
    )
    numerator: Text = Field(description="What is counted.")
    denominator: Text | None = Field(None, description="What it is counted against.")
    per: Literal[1000, 10000, 100000] | None = Field(
        None, description="With `kind: rate`: per how many."
    )
    counts: Literal["children", "other"] = Field(
        "children", description="Whether a small count could point to a child."
    )

    @property
    def scale(self) -> int | None:
        """Per how many it is said: 100 for a percentage; None for what is not divided."""
        return {"percentage": PERCENT, "rate": self.per}.get(self.kind)


class Frequency(Model):
    """How often a value is expected, and how long it takes to be ready."""

    every: Literal["month", "quarter", "year", "calendar-year", "academic-year"] = Field(
        description="The length of a period."
    )
    ready_after_days: Annotated[int, between(0, 1000)] = Field(
        30, description="Days from the end of a period until its value is to be ready."
    )
    snapshot: Yes | None = Field(
        None, description="`true` where the figure is that of the last day of the period."
    )
    rolling_years: Annotated[int, between(2, 10)] | None = Field(
        None, description="Where each value covers several years: how many. No run is judged."
    )


class Target(Model):
    """A target, with the dates between which it holds.

    Where neither way is better it is a range that is expected: `low` and `high`.
    """

    from_: Day = Field(alias="from", description="The first day it holds.")
    to: Day = Field(description="The last day it holds.")
    value: float | None = Field(None, description="The figure aimed at.")
    tolerance: Annotated[float, Field(gt=0)] | None = Field(
        None, description="How far short of it is still near; further is off target."
    )
    low: float | None = Field(
        None, description="The least that is expected, where neither way is better."
    )
    high: float | None = Field(
        None, description="The most that is expected, where neither way is better."
    )
    agreed_by: GroupId | None = Field(None, description="The group that agreed it.")


class Benchmark(Model):
    """A figure from elsewhere to hold the local one against; it has a date of its own."""

    area: Text = Field(
        description="Where: `england`, a region, `statistical neighbours` (their mean)."
    )
    period: PeriodName = Field(description="The period it is of.")
    value: float = Field(description="The figure.")
    published: FactDay | None = Field(None, description="When it was published.")
    source: Text | None = Field(None, description="Who published it, and where.")
    illustrative: Literal[True] | None = Field(None, description="`true` where it is invented.")


class Share(Model):
    """What was counted in a part of the area, or by one agency."""

    of: Text = Field(description="The part or the agency.")
    numerator: Whole | None = Field(None, description="What was counted.")
    denominator: Whole | None = Field(None, description="What it was counted against.")
    missing: Literal["c", "x"] | None = Field(
        None, description="Why there is no figure: c confidential, x not available."
    )


class Comparison(Model):
    """The same figure of many authorities, to see how the local one stands among them."""

    period: PeriodName = Field(description="The period it is of.")
    areas: tuple[Share, ...] = Field(
        description="The authorities, with the local one by the name of the Board's area."
    )
    neighbours: tuple[Text, ...] = Field(
        (), description="Which of them are the statistical neighbours."
    )
    published: FactDay | None = Field(None, description="When it was published.")
    source: Text = Field(description="Who published it, and where.")


class Event(Model):
    """A rare event."""

    on: FactDay = Field(description="When.")
    cases: Whole | None = Field(
        None, description="With `kind: cases-between`: cases since the event before."
    )
    note: Text | None = Field(None, description="What a reader has to know about it.")


class Rebase(Model):
    """A change of the process, from which limits are worked out anew."""

    period: PeriodName = Field(description="The first period after the change.")
    reason: Text = Field(description="What changed.")
    agreed_by: GroupId = Field(description="The group that agreed.")
    decision: AnyId | None = Field(
        None, description="The action or the meeting that it follows from."
    )


class Spc(Model):
    """Settings of statistical process control."""

    rebases: tuple[Rebase, ...] = Field((), description="Where limits start anew, and why.")
    fix_after: Annotated[int, between(12, 60)] | None = Field(
        None, description="Limits are those of so many first periods; of all, if not given."
    )
    run_length: Literal[6, 7] = Field(7, description="How many values make a run or a trend.")
    keep_outliers: Yes | None = Field(
        None, description="`true` leaves very large steps in the limits, as the NHS's Excel does."
    )
    least_points: Annotated[int, between(13, 60)] = Field(
        13, description="How many values there have to be before anything is judged."
    )


class Disclosure(Model):
    """How small counts are hidden."""

    profile: Literal["dfe", "nhs", "ons10", "none"] = Field(
        description="Whose rules: the DfE's, the NHS's, the ONS's, or none (internal only)."
    )
    zero_sensitive: Yes | None = Field(
        None, description="`true` where even nought would tell something of a child."
    )


MISSING = {
    "c": "confidential",
    "z": "not applicable",
    "x": "not available",
    "u": "unreliable",
    "k": "rounds to nothing",
    "p": "provisional",
    "r": "revised",
    "b": "break in the series",
}
"""Why there is no figure, or what a reader has to know of it (Government Statistical Service)."""


class Value(Model):
    """What was counted in a period, or why there is no figure."""

    period: PeriodName = Field(description="The period.")
    numerator: Whole | None = Field(None, description="What was counted.")
    denominator: Whole | None = Field(None, description="What it was counted against.")
    missing: Literal["c", "z", "x", "u", "k", "p", "r", "b"] | None = Field(
        None,
        description="Why there is no figure: "
        + ", ".join(f"{letter} {meaning}" for letter, meaning in MISSING.items())
        + ".",
    )
    reason: Text | None = Field(None, description="More about why.")
    shares: tuple[Share, ...] = Field(
        (), description="The same figure for parts of the area, to see how much they differ."
    )
    note: Text | None = Field(None, description="What a reader has to know about it.")
    source: Text | None = Field(None, description="Where the figure was published.")


class SignalAnswer(Model):
    """What was found when the question was put."""

    on: FactDay = Field(description="When.")
    text: Text = Field(description="The answer.")
    action: ActionId | None = Field(None, description="The action that follows from it.")


class Signal(Model):
    """A question that a figure raised, who is asked, and by when (framework, section 7)."""

    period: PeriodName = Field(description="The period whose figure raised it.")
    question: Text = Field(description="What to ask.")
    ask: Text = Field(description="The role that is asked.")
    by: Day = Field(description="By when.")
    answer: SignalAnswer | None = Field(None, description="What was found.")


class Indicator(Record):
    """An indicator, its definition and its values."""

    kind: ClassVar = "indicator"
    folder: ClassVar = "indicators"
    stem: ClassVar = re.compile(r"IND-[a-z0-9]+(-[a-z0-9]+)*")
    example: ClassVar = "IND-second-plans.yaml"

    title: Text = Field(description="What it shows.")
    question: Text = Field(description="Why it is watched: the question it helps to ask.")
    basis: Literal["statutory", "local"] = Field(description="Who wants it.")
    objectives: tuple[ObjectiveId, ...] = Field((), description="The objectives it underpins.")
    owner: Owner = Field(description="Who supplies the values and answers for them.")
    measure: Measure = Field(description="What is counted.")
    frequency: Frequency = Field(description="How often.")
    direction: Literal["increase", "decrease", "neutral"] = Field(
        description="Which way is better; `neutral` where neither is."
    )
    targets: tuple[Target, ...] = Field((), description="Targets, each with its dates.")
    comparisons: tuple[Comparison, ...] = Field((), description="Figures of many authorities.")
    benchmarks: tuple[Benchmark, ...] = Field((), description="Figures from elsewhere.")
    spc: Spc | None = Field(None, description="Settings of statistical process control.")
    disclosure: Disclosure | None = Field(None, description="How small counts are hidden.")
    reported_to: tuple[GroupId, ...] = Field((), description="The groups that it is reported to.")
    values: tuple[Value, ...] = Field((), description="The values, period by period.")
    events: tuple[Event, ...] = Field((), description="Rare events, in place of values.")
    signals: tuple[Signal, ...] = Field((), description="The questions that values raised.")

    @property
    def judging(self) -> Spc:
        """The settings that its chart is judged by, given or usual."""
        return self.spc or Spc()

    @property
    def period_kind(self) -> PeriodKind:
        """The kind of period that every value is of."""
        return PeriodKind(self.frequency.every)

    def period_named(self, name: str) -> Period | None:
        """The period of this indicator's kind that a name means; None if it means none."""
        try:
            if self.frequency.snapshot and name.count("-") == 2:  # noqa: PLR2004 - a day
                day = Period.parse(name, PeriodKind.SNAPSHOT).end
                found = period_of(self.period_kind, day)
                return found if found.end == day else None
            return Period.parse(name, self.period_kind)
        except ValueError:
            return None

    def periods(self) -> tuple[tuple[int, Period], ...]:
        """The position and period of each value whose period is of the right kind."""
        return self._periods

    @cached_property
    def _periods(self) -> tuple[tuple[int, Period], ...]:
        named = ((n, self.period_named(value.period)) for n, value in enumerate(self.values))
        return tuple((n, period) for n, period in named if period)  # IND-002 speaks of the others

    def figures(self) -> Iterator[tuple[FieldPath, Value | Share]]:
        """The figures of the area, of its parts and of others, and where they stand."""
        for index, value in enumerate(self.values):
            yield ("values", index), value
            for place, share in enumerate(value.shares):
                yield ("values", index, "shares", place), share
        for index, comparison in enumerate(self.comparisons):
            for place, share in enumerate(comparison.areas):
                yield ("comparisons", index, "areas", place), share
