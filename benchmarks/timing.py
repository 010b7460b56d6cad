"""Timing whole processes, and the table that says it."""

import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
FLOOR = {"floor: `python -c pass`": ("-c", "pass")}


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table, its first column of words and the others of figures."""
    headings = list(headings)
    rule = ["---", *("---:" for _ in headings[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *rows))


def print_times(runs: Mapping[str, Sequence[str]], rounds: int) -> None:
    """The median of some rounds of each run of Python, in Markdown; the first one is the floor."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, argv in runs.items():
            begun = perf_counter()
            subprocess.run([sys.executable, *argv], check=True, cwd=ROOT, capture_output=True)
            times[name].append(perf_counter() - begun)
    floor, *_ = (median(each) for each in times.values())
    rows = (
        (name, f"{median(each):.2f}", f"{median(each) / floor:.0f}") for name, each in times.items()
    )
    print(table(("what", "seconds", "x bare Python"), rows))
