"""Timing whole processes, and the table that says it."""

import os
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
    used: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, argv in runs.items():
            begun, before = perf_counter(), _used()
            subprocess.run([sys.executable, *argv], check=True, cwd=ROOT, capture_output=True)
            times[name].append(perf_counter() - begun)
            used[name].append(_used() - before)
    floor, *_ = (median(each) for each in times.values())
    rows = (
        (name, f"{median(each):.2f}", f"{median(used[name]):.2f}", f"{median(each) / floor:.0f}")
        for name, each in times.items()
    )
    print(table(("what", "seconds", "CPU seconds", "x bare Python"), rows))


def _used() -> float:
    """Seconds of the processor that ended processes have taken."""
    took = os.times()
    return took.children_user + took.children_system
