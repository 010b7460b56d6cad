"""Figures of indicators in words: values with their units, limits, icons and cautions.

They are of a series as its readers may see it, so no word can tell what is hidden.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hscb_pm.charts.words import ASSURANCE, CAUTIONS, VARIATION
from hscb_pm.models import Indicator
from hscb_pm.models.indicator import MISSING, PERCENT
from hscb_pm.queries.series import TOO_FEW, Figure, Reading, Series, target_at
from hscb_pm.rates import (
    Interval,
    compare_percentages,
    compare_rates,
    percentage_interval,
    rate_interval,
)


class Compared(NamedTuple):
    """A figure from before, and whether the change since is more than chance allows."""

    before: Reading
    beyond_chance: bool | None
    """None where that cannot be told: of snapshots and counts."""


def number(value: float, figure: Figure) -> str:
    """A value as people write it: a whole count, one decimal of a percentage or a rate."""
    places = "1" if figure.per is None and value == int(value) else "0.1"
    return f"{Decimal(repr(float(value))).quantize(Decimal(places), ROUND_HALF_UP):,}"


def unit(figure: Figure) -> str:
    """What follows a value: `%`, ` per 10,000`, nothing after a count."""
    return {None: "", PERCENT: "%"}.get(figure.per, f" per {figure.per or 0:,}")


def in_unit(value: float, figure: Figure) -> str:
    """A value with its unit: `76.6%`, `20.2 per 10,000`, `14`."""
    return f"{number(value, figure)}{unit(figure)}"


def as_given(value: float, figure: Figure) -> str:
    """A figure that people typed, a target or another area's, with its unit: `15%`, `77.2%`."""
    said = in_unit(value, figure)
    return said.replace(".0", "", 1) if value == int(value) else said


def ends(low: float, high: float, figure: Figure) -> str:
    """What lies between two values: `14.5 to 20.1`."""
    return f"{number(low, figure)} to {number(high, figure)}"


def figure_in_words(figure: Figure) -> str:
    """A figure with what it is made of, or why there is none."""
    top, bottom, value = figure.numerator, figure.denominator, figure.value
    if top is None or value is None:
        return MISSING[figure.missing] if figure.missing else "no figure"
    note = f" ({MISSING[figure.missing]})" if figure.missing else ""
    if figure.per is None or bottom is None:
        return f"{top:,}{note}"
    if figure.per != PERCENT and top < TOO_FEW:
        return f"{top:,} of {bottom:,}, too few for a rate{note}"
    return f"{in_unit(value, figure)} ({top:,} of {bottom:,}){note}"


def interval(figure: Figure) -> Interval | None:
    """The 95% confidence interval: Wilson's of a percentage, Byar's or the exact one of a rate."""
    top, bottom = figure.numerator, figure.denominator
    if top is None or not bottom or figure.per is None:
        return None
    if figure.per == PERCENT:
        return percentage_interval(top, bottom) if top <= bottom else None
    return rate_interval(top, bottom, figure.per)


def interval_in_words(figure: Figure) -> str:
    """The ends of the confidence interval; nothing where there is none."""
    bounds = interval(figure)
    return ends(bounds.lower, bounds.upper, figure) if bounds else ""


def compared(series: Series, back: int) -> Compared | None:
    """The figure so many periods before the latest one, if both have values."""
    latest = series.latest
    place = series.readings.index(latest) - back if latest else -1
    if latest is None or place < 0 or series.readings[place].figure.value is None:
        return None
    before = series.readings[place]
    return Compared(before, beyond_chance(series.indicator, latest.figure, before.figure))


def beyond_chance(indicator: Indicator, now: Figure, then: Figure) -> bool | None:
    """Whether two figures differ by more than chance allows; None where that cannot be told."""
    a, b, c, d = now.numerator, now.denominator, then.numerator, then.denominator
    if indicator.frequency.snapshot or indicator.frequency.rolling_years:
        return None
    if a is None or c is None or not b or not d or now.per is None:
        return None
    if now.per == PERCENT:
        if a > b or c > d:
            return None
        change = compare_percentages((a, b), (c, d))
    else:
        change = compare_rates((a, b), (c, d), now.per)
    return not change.lower <= 0 <= change.upper


def variation(series: Series) -> str:
    """How the latest value lies, in words; why that is not judged, where it is not."""
    if series.chart is None or series.chart.variation is None:
        return "no value yet"
    if series.cautions:
        return f"not judged: {CAUTIONS[series.cautions[0]]}"
    return VARIATION[series.chart.variation]


def assurance(series: Series) -> str:
    """Whether the target can be relied on, in words; nothing without a target or a judgement.

    Nothing either where the latest value signals: it will not go on as the limits say.
    """
    if series.chart is None or series.cautions or series.chart.variation != "common_cause":
        return ""
    return ASSURANCE.get(series.chart.assurance or "", "")


def target_words(series: Series, latest: Reading) -> str:
    """How a value stands to the target of its day: met, near, not met; nothing without one."""
    aim, value = target_at(series.indicator, latest.period.end), latest.figure.value
    if aim is None or value is None:
        return ""
    if aim.value is None:
        is_over = aim.high is not None and value > aim.high
        is_under = aim.low is not None and value < aim.low
        return "outside what is expected" if is_over or is_under else "as expected"
    better = {"increase": 1, "decrease": -1}.get(series.indicator.direction)
    if better is None:
        return ""
    short = (aim.value - value) * better
    if short <= 0:
        return "met"
    return "near" if aim.tolerance and short <= aim.tolerance else "not met"
