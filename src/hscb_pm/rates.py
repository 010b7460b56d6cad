"""Rates and percentages: from counts, with intervals, compared, ranked and added up.

Plain numbers in, plain numbers out. The methods are those of public health statistics in England
(PHEindicatormethods 2.1.0 gives the same figures): counts and rates have exact Poisson limits
when there are fewer than ten events and Byar's from ten on, percentages have Wilson's.
"""

from collections.abc import Mapping, Sequence
from math import exp, floor, inf, isfinite, lgamma, log, sqrt
from typing import NamedTuple

BYAR_FROM = 10
"""From this many events on Byar's approximation stands for the exact limits."""

UNRELIABLE = 20
"""A rate of fewer events is of low reliability (ONS marks it `u`)."""


class Interval(NamedTuple):
    """The figure and the limits that hold the true one with the confidence asked for."""

    value: float
    lower: float
    upper: float


class Change(NamedTuple):
    """A difference, in the unit of what is compared, and whether it is beyond chance."""

    difference: float
    lower: float
    upper: float

    @property
    def beyond_chance(self) -> bool:
        """No change at all is not among what the figures allow."""
        return self.lower > 0 or self.upper < 0


# Rates and percentages


def rate(numerator: float, denominator: float, per: float = 10_000) -> float:
    """How many there are per 1,000, 10,000 or 100,000 of the denominator."""
    _count(numerator, denominator)
    return numerator / denominator * per


def percentage(numerator: float, denominator: float) -> float:
    """How many of a hundred; what is counted must be part of what it is counted among."""
    _part(numerator, denominator)
    return numerator / denominator * 100


def rate_interval(
    numerator: int, denominator: float, per: float = 10_000, confidence: float = 0.95
) -> Interval:
    """A rate with its limits: exact below ten events, Byar's from ten on."""
    _count(numerator, denominator)
    limits = count_interval(numerator, confidence)
    value, lower, upper = (each / denominator * per for each in limits)
    return Interval(value, lower, upper)


def percentage_interval(numerator: int, denominator: int, confidence: float = 0.95) -> Interval:
    """A percentage with Wilson's limits, which never leave 0 to 100."""
    _part(numerator, denominator)
    z = normal_quantile(confidence)
    n, share = denominator, numerator / denominator
    middle = numerator + z * z / 2
    away = z * sqrt(numerator * (1 - share) + z * z / 4)
    lower = 0.0 if numerator == 0 else (middle - away) / (n + z * z)
    upper = 1.0 if numerator == denominator else (middle + away) / (n + z * z)
    return Interval(share * 100, lower * 100, upper * 100)


def count_interval(count: int, confidence: float = 0.95) -> Interval:
    """A count of events with its limits: exact below ten, Byar's from ten on."""
    return (exact_interval if count < BYAR_FROM else byar_interval)(count, confidence)


def exact_interval(count: int, confidence: float = 0.95) -> Interval:
    """The exact Poisson limits of a count (Garwood), which are quantiles of chi-square.

    The relative error is below 1e-10 up to 100,000 events.
    """
    _count(count, 1)
    tail = (1 - _share(confidence)) / 2
    lower = gamma_quantile(count, tail) if count else 0.0
    return Interval(float(count), lower, gamma_quantile(count + 1, 1 - tail))


def byar_interval(count: int, confidence: float = 0.95) -> Interval:
    """Byar's approximation of the same, good to a few thousandths from ten events on."""
    _count(count, 1)
    z = normal_quantile(confidence)
    more = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    upper = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    return Interval(float(count), max(lower, 0.0), upper)


def _count(numerator: float, denominator: float) -> None:
    if not isfinite(numerator) or numerator < 0:
        raise ValueError(f"A count cannot be {numerator}.")
    if not isfinite(denominator) or denominator <= 0:
        raise ValueError(f"There is no rate of {denominator}: the denominator must be above 0.")


def _part(numerator: float, denominator: float) -> None:
    _count(numerator, denominator)
    if numerator > denominator:
        raise ValueError(f"{numerator} of {denominator} is no percentage: the part is larger.")


def _share(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence of {confidence} means nothing: write 0.95 for 95 %.")
    return confidence


# Quantiles


def normal_quantile(confidence: float) -> float:
    """How many standard deviations to each side hold such a share of a normal distribution."""
    from statistics import NormalDist  # loads `decimal` and `random`, so only when asked

    return NormalDist().inv_cdf((1 + _share(confidence)) / 2)


def gamma_share(shape: float, value: float) -> float:
    """The share of a gamma distribution (scale 1) below a value: P(a, x), regularized.

    For a whole shape it is the chance of so many events or more where `value` are expected, for
    half the degrees of freedom that of chi-square at twice the value. Series for a small value,
    Lentz's continued fraction for a large one (Numerical Recipes, 6.2).
    """
    if value <= 0:
        return 0.0
    scale = exp(shape * log(value) - value - lgamma(shape))
    if value < shape + 1:
        term = total = 1 / shape
        step = shape
        while term > total * 1e-17:
            step += 1
            term *= value / step
            total += term
        return min(scale * total, 1.0)
    return max(1 - scale * _fraction(shape, value), 0.0)


def _fraction(shape: float, value: float) -> float:
    tiny, near, steps = 1e-300, 1e-16, 100_000
    b = value + 1 - shape
    c, d = 1 / tiny, 1 / b
    result, place, change = d, 0, inf
    while abs(change - 1) > near and place < steps:
        place += 1
        a = place * (shape - place)
        b += 2
        d = 1 / ((a * d + b) or tiny)
        c = (b + a / c) or tiny
        change = c * d
        result *= change
    return result


def gamma_quantile(shape: float, share: float) -> float:
    """The value below which such a share of a gamma distribution (scale 1) lies.

    Newton's steps, kept between bounds that close in; half a chi-square quantile of twice the
    shape as degrees of freedom.
    """
    low, high = 0.0, shape + 1
    while gamma_share(shape, high) < share:
        low, high = high, high * 2
    value = (low + high) / 2
    for _ in range(200):
        off = gamma_share(shape, value) - share
        low, high = (low, value) if off > 0 else (value, high)
        density = exp((shape - 1) * log(value) - value - lgamma(shape))
        step = value - off / density if density > 0 else low
        following = step if low < step < high else (low + high) / 2
        if abs(following - value) <= 1e-15 * value:
            return following
        value = following
    return value


# Comparing


def compare_rates(
    now: tuple[int, float],
    before: tuple[int, float],
    per: float = 10_000,
    confidence: float = 0.95,
) -> Change:
    """How a rate (numerator, denominator) differs from another, and what chance allows.

    The limits of the two rates are squared and added (Zou and Donner, Statistics in Medicine 27,
    2008). Both must be counts of different events: of a snapshot, where most children are the
    same ones as before, they say too little.
    """
    return _change(
        rate_interval(*now, per, confidence),
        rate_interval(*before, per, confidence),
    )


def compare_percentages(
    now: tuple[int, int], before: tuple[int, int], confidence: float = 0.95
) -> Change:
    """How a percentage (numerator, denominator) differs from another, in percentage points.

    Newcombe's method 10 (Statistics in Medicine 17, 1998): Wilson's limits, squared and added.
    """
    return _change(percentage_interval(*now, confidence), percentage_interval(*before, confidence))


def _change(now: Interval, before: Interval) -> Change:
    difference = now.value - before.value
    down = sqrt((now.value - now.lower) ** 2 + (before.upper - before.value) ** 2)
    up = sqrt((now.upper - now.value) ** 2 + (before.value - before.lower) ** 2)
    return Change(difference, difference - down, difference + up)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which such a share lies: R's type 7, a straight line between neighbours."""
    if not values or not 0 <= share <= 1:
        raise ValueError(f"There is no {share} quantile of {len(values)} values.")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    first = floor(place)
    second = min(first + 1, len(ordered) - 1)
    return ordered[first] + (place - first) * (ordered[second] - ordered[first])


def rank(value: float, values: Sequence[float | None], *, highest_first: bool) -> int:
    """The place of a value among all (itself included), 1 is first; equal ones share the best.

    Where no direction is better there is no first: do not ask.
    """
    there = [each for each in values if each is not None]
    return 1 + sum(each > value if highest_first else each < value for each in there)


def band(value: float, values: Sequence[float | None], *, high_is_good: bool) -> str:
    """The quarter a value lies in, A (best) to D, as the DfE's local authority tool draws them.

    A value on the border is in the lower of the two quarters. Where no direction is better there
    is no best: do not ask.
    """
    there = [each for each in values if each is not None]
    above = sum(value > quantile(there, share) for share in (0.25, 0.5, 0.75))
    return "DCBA"[above] if high_is_good else "ABCD"[above]


class Neighbours(NamedTuple):
    """Statistical neighbours: how many have a value, its mean (as the DfE gives) and median."""

    known: int
    mean: float
    median: float


def neighbours(values: Sequence[float | None]) -> Neighbours | None:
    """Sum up the statistical neighbours, those without a value left out; None without any."""
    there = [each for each in values if each is not None]
    if not there:
        return None
    return Neighbours(len(there), sum(there) / len(there), quantile(there, 0.5))


# Adding up periods


def add_up(
    measure: str,
    numerators: Sequence[float | None],
    denominators: Sequence[float | None] | None = None,
    *,
    same_people: bool = False,
) -> tuple[float, float | None] | None:
    """Add up the periods of a longer one: numerator and denominator, each a sum.

    `measure` is count, rate or percentage. `same_people`: the denominators are one population
    counted again each time, so their mean is taken, and four quarters make a rate for the year.
    None if a part is missing: a year of three quarters is no year. Raises ValueError for what
    cannot be added: snapshots, times, and rates or percentages without their denominators.
    """
    if measure not in _ADDABLE:
        raise ValueError(_REFUSED.get(measure, f"There is no measure {measure!r}."))
    if measure == "count":
        denominators = None
    elif denominators is None:
        raise ValueError(f"A {measure} is not added up or averaged without its denominators.")
    elif len(denominators) != len(numerators):
        raise ValueError(f"{len(numerators)} numerators have {len(denominators)} denominators.")
    above = _sum(numerators)
    below = None if denominators is None else _sum(denominators)
    if above is None or (denominators is not None and below is None):
        return None
    return above, below / len(numerators) if below and same_people else below


_ADDABLE = ("count", "rate", "percentage")
_REFUSED: Mapping[str, str] = {
    "snapshot": "Snapshots are not added up, the same children are in each: take the last one.",
    "time_between": "Times between events are not added up: join the lists of events.",
}


def _sum(parts: Sequence[float | None]) -> float | None:
    there = [part for part in parts if part is not None]
    return sum(there) if there and len(there) == len(parts) else None
