"""Simulate XmR charts of nothing but chance: prints the tables that stand in `hscb_pm.spc.chance`.

`python benchmarks/chance.py [SERIES]` answers in some minutes with the 10,000 series of the tables.
The seed is fixed, so that anybody finds the same figures.
"""

import random
import sys
from collections.abc import Callable, Sequence
from functools import partial
from math import exp
from statistics import median

from hscb_pm.spc import xmr
from hscb_pm.spc.chance import AVERAGES, LENGTHS, RULE_SETS, SHIFTS, WAITED

BASELINE = 24


def poisson(average: float, chance: random.Random) -> float:
    """One count, by multiplication of uniform numbers (Knuth)."""
    product, count = chance.random(), 0
    while product > exp(-average):
        product, count = product * chance.random(), count + 1
    return float(count)


def false_alarms(draw: Callable[[], float], series: int) -> dict[tuple[int, bool], list[float]]:
    """Per rule set and length: the shares of charts whose latest, and of which any, is flagged."""
    found: dict[tuple[int, bool], list[float]] = {rules: [] for rules in RULE_SETS}
    for length in LENGTHS:
        drawn = [[draw() for _ in range(length)] for _ in range(series)]
        for run_length, screen in RULE_SETS:
            latest = flagged = 0
            for values in drawn:
                chart = xmr(
                    values, direction="neutral", run_length=run_length, screen_outliers=screen
                )
                special = [point.point_type != "common_cause" for point in chart.points]
                latest += special[-1]
                flagged += any(special)
            found[run_length, screen] += [latest / series, flagged / series]
    return found


def wait(values: Sequence[float], run_length: int) -> int:
    """How many values after the change the first of them is flagged high; one more: none is."""
    for points in range(1, WAITED + 1):
        chart = xmr(
            values[: BASELINE + points],
            direction="neutral",
            fix_after=BASELINE,
            run_length=run_length,
        )
        if any(point.point_type.endswith("high") for point in chart.points[BASELINE:]):
            return points
    return WAITED + 1


def main() -> None:
    """Print both tables."""
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(20_171_120)  # noqa: S311 - a simulation, not a secret
    for average in AVERAGES:
        draw = partial(chance.gauss, 0, 1) if average is None else partial(poisson, average, chance)
        for rules, shares in false_alarms(draw, series).items():
            print(f"    ({average}, {rules}): {tuple(round(share * 100, 1) for share in shares)},")
    for run_length in (6, 7):
        for shift in SHIFTS:
            waits = sorted(
                wait(
                    [chance.gauss(0, 1) for _ in range(BASELINE)]
                    + [chance.gauss(shift, 1) for _ in range(WAITED)],
                    run_length,
                )
                for _ in range(series // 4)
            )
            missed = sum(each > WAITED for each in waits) / len(waits)
            nine_in_ten = waits[len(waits) * 9 // 10]
            print(f"    ({shift}, {run_length}): ({median(waits):g}, {nine_in_ten}, {missed:.3f}),")


if __name__ == "__main__":
    main()
