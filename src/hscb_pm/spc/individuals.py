"""The XmR chart (individual values and their moving ranges), as in NHS "Making Data Count".

The method and its words are those of NHSRplotthedots 0.2.2 (MIT), figure for figure: the limits
stand 2.66 mean moving ranges from the mean, four rules find special causes, and two icons say how
the latest value lies and whether the target can be relied on. Where that package is known to go
wrong this one departs from it:

- A value at the end of a rise that is followed at once by another rise is part of the first one,
  hence "Increasing". The package looks at the drop between the two, and shows the contrary.
- Where screening would leave no moving range but zeros (all values alike, or nearly all) the
  package has no limits at all, or limits that every value lies outside. Here the ranges stay as
  they are, and only a value beyond a limit is special: a run about the mean says nothing where
  most values are the same one.
- A missing value breaks every run, and the moving range. The package stops with an error, or
  closes the gap.
- A position for a rebase that is not in the series is an error. The package ignores it.
- The icon is that of the latest value there is. The package takes a missing one for common cause.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from hscb_pm.spc.cautions import cautions
from hscb_pm.spc.figures import (
    COMMON,
    ENOUGH,
    LIMIT,
    NEAR,
    SIGMA,
    Point,
    Segment,
    mean,
    moving_ranges,
)

SCREEN = 3.267
"""A moving range this many times the mean one is left out of the limits."""

DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}


class Xmr(NamedTuple):
    """An XmR chart: its points and segments, its two icons, and what forbids to judge by them.

    `variation`: common_cause, improvement_high, improvement_low, concern_high, concern_low,
    neutral_high or neutral_low; None without a value in the last segment. `assurance`: pass,
    fail or inconsistent; None without a target, with a neutral direction or without limits.
    `cautions` concern the last segment, for the icons do.
    """

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    variation: str | None
    assurance: str | None
    cautions: tuple[str, ...]


def xmr(  # noqa: PLR0913 - the settings of the chart, each with its name
    values: Sequence[float | None],
    *,
    direction: str,
    target: float | None = None,
    rebase: Sequence[int] = (),
    fix_after: int | None = None,
    screen_outliers: bool = True,
    run_length: int = 7,
) -> Xmr:
    """Chart a series in the order of its periods; None is a period without a value.

    `direction` says which way is better: increase, decrease or neutral. `rebase` has the positions
    (from 0) where a new segment starts, `fix_after` how many periods of each segment its limits
    are taken from (12 or more). `run_length` is how many values make a trend or a shift.
    Raises ValueError, in a plain sentence, for arguments that mean nothing.
    """
    series = [_number(value, "A value") for value in values]
    better = _better(direction)
    aim = _number(target, "The target")
    _check(len(series), rebase, fix_after, run_length)
    starts = sorted({0, *rebase})
    first_group = int(0 in rebase)
    points: list[Point] = []
    segments = []
    for group, (start, stop) in enumerate(pairwise([*starts, len(series)]), first_group):
        part = series[start:stop]
        segment = _limits(start, part, fix_after, screen=screen_outliers)
        segments.append(segment)
        points += _points(part, segment, group, better, fix_after, run_length)
    last = segments[-1]
    latest = points[last.start :]
    return Xmr(
        tuple(points),
        tuple(segments),
        _variation(latest, better),
        _assurance(last, aim, better),
        cautions(last, latest, lambda part: _specials(part, run_length, screen=screen_outliers)),
    )


def _specials(part: Sequence[float | None], run_length: int, *, screen: bool) -> int:
    """How many values of a series on its own are special."""
    segment = _limits(0, part, None, screen=screen)
    points = _points(part, segment, 0, 0, None, run_length)
    return sum(point.special_cause != COMMON for point in points)


def _number(value: float | None, what: str) -> float | None:
    if value is None:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{what} must be a number or None, and {value!r} is neither.") from None
    if not isfinite(number):
        raise ValueError(f"{what} is {number}: write None where there is no value.")
    return number


def _better(direction: str) -> int:
    if direction not in DIRECTIONS:
        raise ValueError(f"The direction is increase, decrease or neutral, not {direction!r}.")
    return DIRECTIONS[direction]


def _check(periods: int, rebase: Sequence[int], fix_after: int | None, run_length: int) -> None:
    for position in rebase:
        if not 0 <= position < periods:
            raise ValueError(f"A rebase at position {position} is not in a series of {periods}.")
    if fix_after is not None and fix_after < ENOUGH - 1:
        raise ValueError(f"Limits cannot be fixed after {fix_after} periods: 12 are the least.")
    if run_length < 3:  # noqa: PLR2004 - two values rise or fall by chance every time
        raise ValueError(f"{run_length} values are no run: 6 or 7 are usual.")


def _limits(
    start: int, part: Sequence[float | None], fix_after: int | None, *, screen: bool
) -> Segment:
    """Screening takes large moving ranges out once, and never touches the mean."""
    observed = sum(value is not None for value in part)
    empty = Segment(start, len(part), observed)
    base = [value for value in part[:fix_after] if value is not None]
    if not base:
        return empty
    centre = mean(base)
    ranges = moving_ranges(part[:fix_after])
    if not ranges:
        return empty._replace(mean=centre)
    average = mean(ranges)
    collapsed = average == 0
    if screen and average > 0:
        kept = [each for each in ranges if each < SCREEN * average]
        collapsed = not any(kept)
        average = average if collapsed else mean(kept)
    return empty._replace(
        mean=centre,
        lpl=centre - LIMIT * average,
        upl=centre + LIMIT * average,
        average_moving_range=average,
        sigma=average / SIGMA,
        collapsed=collapsed,
    )


def _points(  # noqa: PLR0913, PLR0917 - what a point is measured against, all from one place
    part: Sequence[float | None],
    segment: Segment,
    group: int,
    better: int,
    fix_after: int | None,
    run_length: int,
) -> Iterator[Point]:
    fixed = len(part) if fix_after is None else fix_after
    short = segment.observed < ENOUGH
    sides = [_side(value, segment.mean) for value in part]
    outside = [_beyond(value, segment, LIMIT) for value in part]
    close = [_beyond(v, segment, NEAR) and not out for v, out in zip(part, outside, strict=True)]
    causes = _causes(part, segment, sides, outside, close, run_length)
    for place, (value, (label, up)) in enumerate(zip(part, causes, strict=True)):
        yield Point(
            value,
            group,
            segment.mean,
            segment.lpl,
            segment.upl,
            place < fixed,
            sides[place],
            outside[place],
            close[place],
            label,
            _point_type(up, better),
            short,
        )


def _side(value: float | None, centre: float | None) -> int:
    return 0 if value is None or centre is None else (value > centre) - (value < centre)


def _beyond(value: float | None, segment: Segment, times: float) -> bool:
    centre, average = segment.mean, segment.average_moving_range
    if value is None or centre is None or average is None:
        return False
    return value > centre + times * average or value < centre - times * average


def _causes(  # noqa: PLR0913, PLR0917 - the four rules look at the same six things
    part: Sequence[float | None],
    segment: Segment,
    sides: Sequence[int],
    outside: Sequence[bool],
    close: Sequence[bool],
    run_length: int,
) -> Iterator[tuple[str, int]]:
    """The label of each period and whether it stands for high (1), low (-1) or neither (0)."""
    trends, shifts = _trends(part, run_length), _in_run(sides, run_length)
    pairs = _two_in_three(sides, close)
    for place, side in enumerate(sides):
        way = "Above" if side > 0 else "Below"
        if outside[place]:
            yield ("Above UCL" if side > 0 else "Below LCL"), side
        elif segment.collapsed:
            yield COMMON, 0
        elif trend := trends[place]:
            yield f"{run_length} Point Trend ({'In' if trend > 0 else 'De'}creasing)", trend
        elif pairs[place]:
            yield f"2 in 3 {way} CL", side
        elif shifts[place]:
            yield f"{run_length} Points {way} CL", side
        else:
            yield COMMON, 0


def _in_run(signs: Sequence[int], length: int) -> list[bool]:
    """Which signs are in a run of so many like ones; a 0 (on the mean, a tie, a gap) breaks it."""
    found = [False] * len(signs)
    start = 0
    for place, sign in enumerate(signs):
        if sign == 0 or sign != signs[start]:
            start = place
        if sign and place - start + 1 >= length:
            found[place - length + 1 : place + 1] = [True] * length
    return found


def _trends(part: Sequence[float | None], length: int) -> list[int]:
    """Whether each value is in a rise (1) or a fall (-1); where one turns it goes with the next."""
    steps = [0 if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(part)]
    part_of = _in_run(steps, length - 1)
    after = [step if within else 0 for step, within in zip(steps, part_of, strict=True)]
    return [right or left for left, right in zip([0, *after], [*after, 0], strict=True)][
        : len(part)
    ]


def _two_in_three(sides: Sequence[int], close: Sequence[bool]) -> list[bool]:
    """Two of three values on one side are close to the limit: those two are marked."""
    found = [False] * len(sides)
    for first in range(len(sides) - 2):
        window = range(first, first + 3)
        if sides[first] == sides[first + 1] == sides[first + 2] != 0:
            near = [place for place in window if close[place]]
            for place in near if len(near) > 1 else ():
                found[place] = True
    return found


def _point_type(up: int, better: int) -> str:
    if up == 0:
        return "common_cause"
    if better == 0:
        return "special_cause_neutral_high" if up > 0 else "special_cause_neutral_low"
    return "special_cause_improvement" if up == better else "special_cause_concern"


def _variation(latest: Sequence[Point], better: int) -> str | None:
    point = next((point for point in reversed(latest) if point.value is not None), None)
    if point is None:
        return None
    if better == 0 or point.special_cause == COMMON:
        return point.point_type.removeprefix("special_cause_")
    improved = point.point_type == "special_cause_improvement"
    high = improved == (better > 0)
    return f"{'improvement' if improved else 'concern'}_{'high' if high else 'low'}"


def _assurance(last: Segment, target: float | None, better: int) -> str | None:
    """A target beyond the limits is sure to be missed, or to be met; one on a limit is neither."""
    if target is None or better == 0 or last.lpl is None or last.upl is None:
        return None
    beyond = (target > last.upl) - (target < last.lpl)
    return "inconsistent" if beyond == 0 else "fail" if beyond == better else "pass"
