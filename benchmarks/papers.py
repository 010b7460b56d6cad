"""How long the papers and the site of the worked example take, against Python's own start.

Run it with the interpreter that hscb is installed for: `python benchmarks/papers.py`. Each line is
the median of some rounds; the floor is taken in the same rounds.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from hscb_pm.papers import PAPERS

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3


def typed(names: Iterable[str]) -> list[str]:
    """Papers as they are typed, each with the example of the record that it needs."""
    words = []
    for name in names:
        subject = PAPERS[name].subject
        words += [name, *([subject.example] if subject and not subject.default else [])]
    return words


def took(*argv: str) -> float:
    """Seconds that a whole process takes."""
    begun = perf_counter()
    subprocess.run([sys.executable, *argv], check=True, cwd=ROOT, capture_output=True)
    return perf_counter() - begun


def main() -> None:
    """Print a table in Markdown."""
    with TemporaryDirectory() as folder:
        report = ("-m", "hscb_pm", "report")
        out = ("-o", f"{folder}/papers")
        runs: dict[str, tuple[str, ...]] = {"floor: `python -c pass`": ("-c", "pass")}
        for name in PAPERS:
            runs[f"`{name}`, Markdown"] = (*report, *typed([name]), "-o", f"{folder}/{name}.md")
        runs["`board`, all formats"] = (*report, "board", "--all-formats", *out)
        runs["all papers, all formats"] = (*report, *typed(PAPERS), "--all-formats", *out)
        runs["the site"] = ("-m", "hscb_pm", "site", "-o", f"{folder}/site")
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(ROUNDS):
            for name, argv in runs.items():
                times[name].append(took(*argv))
    floor, *_ = (median(each) for each in times.values())
    print("| what | seconds | x bare Python |\n| --- | ---: | ---: |")
    for name, each in times.items():
        print(f"| {name} | {median(each):.2f} | {median(each) / floor:.0f} |")


if __name__ == "__main__":
    main()
