"""Write a table as large as that of the Department for Education, and measure what importing takes.

`python benchmarks/import.py [ROWS]` prints seconds, and memory above that of a command that only
reads the register. The figures are invented, and the same for the same number of rows.
"""

import csv
import os
import random
import subprocess
import sys
import time
from itertools import islice, product
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory

REGISTER = Path(__file__).parent.parent / "register"
HEADER = "code topic measure polarity unit year_type area_type area old_la_code period value raw"
AREAS = ["England", "East of England", "Hertfordshire", *(f"Area {n}" for n in range(155))]


def write(path: Path, rows: int) -> None:
    """Write so many rows, of as many measures as that takes."""
    chance = random.Random(20_171_120)  # noqa: S311 - figures, not secrets
    years = range(2008, 2018)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER.split())
        for measure, year, (number, area) in islice(
            product(range(rows), years, enumerate(AREAS)), rows
        ):
            code = "CP_conf_15days" if measure == 1 else f"Measure_{measure}"
            value = round(chance.uniform(60, 90), 1)
            words = "Children's services", "A measure with a name that explains it", "High"
            unit = "% conferences held", "Financial Year", "local"
            table.writerow([code, *words, *unit, area, 900 + number, year, value, value])


def run(*arguments: str) -> tuple[float, float]:
    """Seconds and peak MiB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "hscb_pm", *arguments], stdout=DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(1)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Print both."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 640_000
    with TemporaryDirectory() as folder:
        table = Path(folder) / "table.csv"
        write(table, rows)
        print(f"{rows:,} rows, {table.stat().st_size >> 20} MiB")
        # two runs of the same command, one over a table of hardly anything
        few = Path(folder) / "few.csv"
        write(few, 160 * 20)
        wanted = "--indicator", "CP_conf_15days=IND-conferences-in-time", "--area", "Area 7"
        command = "-C", str(REGISTER), "indicators", "import", "--dry-run", *wanted
        _, before = run(*command, str(few))
        seconds, peak = run(*command, str(table))
    print(f"{seconds:.1f} s, {peak:.0f} MiB, {peak - before:.0f} MiB above that of a small table")


if __name__ == "__main__":
    main()
