"""The goals of speed and memory, and how they stand after a measurement."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import log
from statistics import linear_regression

from commands import BARE, HELP, due, framework, validate
from peers import Beside
from processes import Command, Measured, Reading, Run, cpu, wall
from timing import table

SMALL, LARGE, GOAL_SIZE, LARGEST = 300, 1_000, 10_000, 50_000
"""Of a board of one year; from where growth is judged; of most goals; of memory."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, and how it stands."""

    name: str
    limit: float
    value: float | None
    unit: str = ""
    at_least: bool = False
    or_more: bool = False
    """Whether the value is only known to be at least this."""

    def row(self) -> tuple[str, str, str, str]:
        """A row of the table of goals."""
        wanted = f"{'>=' if self.at_least else '<='} {self.limit:,g}{self.unit}"
        if self.value is None:
            return self.name, wanted, "", "not measured"
        shown = f"{self.value:,.0f}" if self.limit >= 100 else f"{self.value:.2f}"
        more = "> " if self.or_more else ""
        return self.name, wanted, f"{more}{shown}{self.unit}", self.verdict(self.value)

    def verdict(self, value: float) -> str:
        """Whether it is met, and if not, by how much of the limit."""
        miss = (self.limit - value if self.at_least else value - self.limit) / self.limit
        if miss <= 0:
            return "met"
        if self.at_least and self.or_more:
            return "not known: stopped too early"
        return f"not met: {100 * miss:.1f} % {'short' if self.at_least else 'over'}"


def goals(measured: Measured, readings: list[Reading], beside: Iterable[Beside]) -> str:
    """How the goals stand."""
    rows = (goal.row() for goal in (*_own(measured, readings), *_peers(measured, beside)))
    return table(("goal", "wanted", "measured", "verdict"), rows)


def _own(measured: Measured, readings: list[Reading]) -> Iterator[Goal]:
    start, example, *made = readings
    sized = {reading.records: reading for reading in made}
    small, large, largest = map(sized.get, (SMALL, GOAL_SIZE, LARGEST))
    bare = " x bare Python"
    yield Goal("`--help`", 6, measured.ratio(HELP, BARE), bare)
    yield Goal("`due`, the example", 20, measured.ratio(due(example), BARE), bare)
    quick = measured.ratio(due(small), BARE) if small else None
    yield Goal(f"`due`, {SMALL} records", 15, quick, bare)
    name = f"`validate`, {GOAL_SIZE:,} records"
    speed = measured.per_second(validate(large)) if large else None
    yield Goal(name, 4000, speed, " records/s", at_least=True)
    yield Goal(name, 160, measured.peak(validate(large)) if large else None, " MB")
    ratio = measured.ratio(framework(large), validate(large)) if large else None
    yield Goal(f"`framework`, {GOAL_SIZE:,} records", 2, ratio, " x `validate`")
    for command, kind in (("`validate`", validate), ("`due`", due)):
        peak = measured.peak(kind(largest)) if largest else None
        yield Goal(f"{command}, {LARGEST:,} records", 600, peak, " MB")
        for clock, of in (("wall", wall), ("CPU", cpu)):
            power = growth(measured, kind, [start, *made], of)
            yield Goal(f"{command}, growth exponent, {clock}", 1.05, power)


def _peers(measured: Measured, beside: Iterable[Beside]) -> Iterator[Goal]:
    """The goals beside other tools, of those that were here."""
    for peer, theirs, ours in beside:
        if peer.goal is None or theirs.reading is None or theirs.reading.records != GOAL_SIZE:
            continue
        title = f"{ours.name}, {GOAL_SIZE:,} records"
        if peer.faster:
            value, or_more = measured.ratio(theirs, ours), measured.stopped(theirs)
            unit = f" x faster than {peer.name}"
            yield Goal(title, peer.goal, value, unit, at_least=True, or_more=or_more)
        else:
            yield Goal(title, peer.goal, measured.ratio(ours, theirs), f" x {peer.name}")


def growth(
    measured: Measured,
    kind: Callable[[Reading], Command],
    readings: Iterable[Reading],
    of: Callable[[Run], float],
) -> float | None:
    """The power of the number of records with which a command's time grows.

    What it takes on a register with nothing in it is taken off first. None, where fewer than two
    sizes are large enough.
    """
    start, *others = readings
    large = [reading for reading in others if reading.records >= LARGE]
    if len(large) < 2:
        return None
    idle = measured.median(kind(start), of)
    times = [log(measured.median(kind(reading), of) - idle) for reading in large]
    return linear_regression([log(reading.records) for reading in large], times).slope
