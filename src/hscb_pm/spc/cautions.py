"""What an XmR chart should not be judged by, each by its name."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import fsum, sqrt

from hscb_pm.spc.figures import COMMON, ENOUGH, Point, Segment, mean

NAMES = ("trial", "constant", "gaps", "autocorrelated", "low-counts")
"""All cautions, in the order in which they are said."""

SMALL = 4
"""Up to this average of counts, chance alone flags more of them and 0 is within the limits."""

ALIKE = 0.3
"""The least correlation of neighbours that is called high."""


Specials = Callable[[Sequence[float | None]], int]
"""How many values of a series would be special."""


def cautions(last: Segment, latest: Sequence[Point], specials: Specials) -> tuple[str, ...]:
    """What forbids to judge the last segment, given its points and the rules they are judged by."""
    found = [name for name, holds in _CAUTIONS.items() if holds(last, latest)]
    if _is_autocorrelated(last, latest, specials):
        found.append("autocorrelated")
    return tuple(name for name in NAMES if name in found)


def _is_on_trial(last: Segment, _: Sequence[Point]) -> bool:
    """Under 13 values the limits still move with each new one."""
    return last.observed < ENOUGH


def _is_constant(last: Segment, latest: Sequence[Point]) -> bool:
    seen = {point.value for point in latest if point.value is not None}
    return last.observed > 1 and (last.collapsed or len(seen) == 1)


def _has_gaps(last: Segment, latest: Sequence[Point]) -> bool:
    """A period without a value since the first one of the segment, the latest included."""
    first = next((at for at, point in enumerate(latest) if point.value is not None), 0)
    return last.observed < last.periods - first


def _is_autocorrelated(last: Segment, latest: Sequence[Point], specials: Specials) -> bool:
    """Trend or season governs: most values are special, or each is like the one before it.

    The second is said from 13 values on, where the correlation of neighbours is above 0.3 and
    above twice its standard error. The best single step is taken out of the series first, so that
    one true change, which makes all values special, is not mistaken for a trend.
    """
    special = sum(point.special_cause != COMMON for point in latest)
    if special * 2 > last.observed and specials(_steady(latest)):
        return True
    if last.observed < ENOUGH or last.collapsed:
        return False
    return _lag_one(_steady(latest)) > max(ALIKE, 2 / sqrt(last.observed))


def _lag_one(residuals: Sequence[float | None]) -> float:
    """The correlation of neighbours, of values whose mean is 0."""
    spread = fsum(each * each for each in residuals if each is not None)
    together = fsum(a * b for a, b in pairwise(residuals) if a is not None and b is not None)
    return together / spread if spread else 0.0


def _steady(latest: Sequence[Point]) -> list[float | None]:
    """The values with the best single step taken out, on a scale on which none is above 1."""
    values = [point.value for point in latest]
    seen = [value for value in values if value is not None]
    centre = mean(seen)
    halves = [None if value is None else value / 2 - centre / 2 for value in values]
    size = max(abs(half) for half in halves if half is not None) or 1.0
    scaled = [None if half is None else half / size for half in halves]
    return _without_step(scaled)


def _without_step(deviations: Sequence[float | None]) -> list[float | None]:
    """The deviations from the two means before and after the step that explains most."""
    count = sum(each is not None for each in deviations)
    best, split, total, before = 0.0, 0, 0.0, 0
    for place, each in enumerate(deviations):
        # The deviations add up to 0, so what is before a step tells what is after it.
        explained = total * total * count / (before * (count - before)) if before else 0.0
        if explained > best:
            best, split = explained, place
        if each is not None:
            total, before = total + each, before + 1
            if before == count:
                break
    found: list[float | None] = []
    for part in (deviations[:split], deviations[split:]):
        there = [each for each in part if each is not None]
        middle = mean(there) if there else 0.0
        found += [None if each is None else each - middle for each in part]
    return found


def _are_low_counts(last: Segment, latest: Sequence[Point]) -> bool:
    """Whole numbers that average 4 or less. Of a rate only who knows its numerators can tell."""
    seen = [point.value for point in latest if point.value is not None]
    whole = all(value >= 0 and value == int(value) for value in seen)
    return last.observed > 0 and whole and mean(seen) <= SMALL


_CAUTIONS: dict[str, Callable[[Segment, Sequence[Point]], bool]] = {
    "trial": _is_on_trial,
    "constant": _is_constant,
    "gaps": _has_gaps,
    "low-counts": _are_low_counts,
}
