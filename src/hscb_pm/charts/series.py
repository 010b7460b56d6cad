"""What a chart is drawn from: a series as its readers may see it, with what it is held against."""

from collections.abc import Iterator
from typing import NamedTuple

from hscb_pm.charts.axes import number
from hscb_pm.spc import Point, Segment, Xmr
from hscb_pm.spc.figures import ENOUGH


class Hidden(NamedTuple):
    """A value that is not shown: its place in the series, and what it may be at least and most."""

    place: int
    low: float
    high: float


class Benchmark(NamedTuple):
    """Somebody else's value in each period, None where there is none."""

    name: str
    values: tuple[float | None, ...]


class Series(NamedTuple):
    """An indicator's values in the order of their periods; what may not be shown is not in it."""

    title: str
    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    chart: Xmr | None
    """The judgement of the same values; None without any."""
    unit: str = ""
    """What follows a value: `%`, ` per 10,000`, ` days`."""
    measure: str = ""
    """What the vertical axis shows, in words."""
    period: str = "Period"
    """What the horizontal axis shows."""
    places: int = 0
    """How many decimals a value is written with."""
    targets: tuple[float | None, ...] = ()
    """The target that holds in each period, None where none does."""
    benchmark: Benchmark | None = None
    rebases: tuple[str, ...] = ()
    """Why limits start anew, in the order of the segments after the first."""
    hidden: tuple[Hidden, ...] = ()
    cautions: tuple[str, ...] = ()
    """What forbids to judge it, besides the cautions of the chart itself."""
    least: float | None = 0
    """No value can be less, so no limit is drawn under it."""
    most: float | None = None

    @property
    def all_cautions(self) -> tuple[str, ...]:
        """Why it is not to be judged; empty where it is."""
        own = self.chart.cautions if self.chart else ()
        return tuple(dict.fromkeys((*own, *self.cautions)))

    @property
    def judged(self) -> bool:
        """Whether points and icons say anything."""
        return self.chart is not None and not self.all_cautions

    @property
    def latest(self) -> int | None:
        """The place of the latest value."""
        known = (place for place, value in enumerate(self.values) if value is not None)
        return max(known, default=None)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What lies between two rebases."""
        return self.chart.segments if self.chart else ()

    @property
    def target(self) -> float | None:
        """The target that holds in the last period."""
        return self.targets[-1] if self.targets else None

    def said(self, value: float) -> str:
        """A value with its unit."""
        return f"{number(value, self.places)}{self.unit}"

    def level(self, value: float) -> str:
        """An average or a limit: of whole numbers it has a decimal, unless it is whole itself."""
        return number(value, self.places or int(value != int(value)))

    def kind(self, place: int) -> str:
        """What is drawn for a value: that it is special is said only where that is judged."""
        point = self.point(place)
        says = self.judged and not point.short_group_warning
        return point.point_type if says else "common_cause"

    def point(self, place: int) -> Point:
        """What the chart makes of a value."""
        if self.chart is None:
            raise ValueError("A series without values has no points.")
        return self.chart.points[place]

    def limits(self, segment: Segment) -> tuple[float | None, float | None]:
        """The lower and the upper limit, None where none is drawn.

        Of few values limits are still on trial, and beyond some limits no value can lie.
        """
        low, high = segment.lpl, segment.upl
        if segment.observed < ENOUGH or low == high:
            return None, None
        known = [value for value in self.values if value is not None]
        if low is not None and self.least is not None and low < self.least <= min(known):
            low = None
        if high is not None and self.most is not None and high > self.most >= max(known):
            high = None
        return low, high

    def extent(self) -> Iterator[float]:
        """All heights that are drawn."""
        yield from (value for value in self.values if value is not None)
        yield from (value for value in self.targets if value is not None)
        yield from (value for band in self.hidden for value in (band.low, band.high))
        for segment in self.segments:
            yield from (each for each in (*self.limits(segment), segment.mean) if each is not None)
        if self.benchmark:
            yield from (value for value in self.benchmark.values if value is not None)
