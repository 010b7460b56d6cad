"""The figures of a chart, and what they are worked out with."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum, isfinite
from typing import NamedTuple

LIMIT = 2.66
"""How many mean moving ranges the limits stand from the mean: 3 / 1.128, rounded as is usual."""

NEAR = 2 * LIMIT / 3
"""The same for the line at two thirds of the way, beyond which a value is close to a limit."""

SIGMA = 1.128
"""The mean range of two values drawn from a normal distribution, in standard deviations."""

ENOUGH = 13
"""The least number of values that limits are judged by; under it they are on trial."""

COMMON = "Common Cause"


class Point(NamedTuple):
    """One period: its value, what it is measured against, and what that makes of it.

    The figures are in the unit of the values, and None where there is nothing to work them out
    from. `special_cause` is the label of the first rule that holds, `point_type` what it means
    given the direction; a missing value is never special.
    """

    value: float | None
    rebase_group: int
    mean: float | None
    lpl: float | None
    upl: float | None
    used_for_limits: bool
    relative_to_mean: int
    outside_limits: bool
    close_to_limits: bool
    special_cause: str
    point_type: str
    short_group_warning: bool


class Segment(NamedTuple):
    """What lies between two rebases: where it starts, how many periods and values, the limits.

    `sigma` estimates the standard deviation. `collapsed`: nearly all values are the same one.
    """

    start: int
    periods: int
    observed: int
    mean: float | None = None
    lpl: float | None = None
    upl: float | None = None
    average_moving_range: float | None = None
    sigma: float | None = None
    collapsed: bool = False


def mean(numbers: Sequence[float]) -> float:
    """The mean as exactly as a float can hold it: a value may lie precisely on it."""
    count = len(numbers)
    try:
        about = fsum(numbers) / count
        rest = fsum([*numbers, *[-about] * count]) if isfinite(about) else 0.0
    except OverflowError:
        return fsum(number / count / 2 for number in numbers) * 2
    return about + rest / count


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """How far each value lies from the one before it, where both are there."""
    return [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
