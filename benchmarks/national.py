"""Export so many synthetic boards of ten years, and put every question of `hscb national` to them.

`python benchmarks/national.py FOLDER [--boards 150] [--spark PYTHON]` writes each register with
`generate.py`, exports it as `hscb export` does, and prints rows, sizes and seconds; a FOLDER that
holds the boards already is used as it is. With `--spark`, the same questions, transpiled, are run
by PySpark in local mode and the rows compared: PYTHON is one that can import pyspark, which this
project never needs (`python3 -m venv /tmp/spark && /tmp/spark/bin/pip install pyspark`).
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import generate

from hscb_pm import store
from hscb_pm.exchange.dataset.table import Facts
from hscb_pm.exchange.dataset.writing import DATASET, MANIFESTS, files
from hscb_pm.exchange.national.boards import answer
from hscb_pm.exchange.national.questions import REPORTS, question
from hscb_pm.store.folders import write_folder

HERE = Path(__file__).parent


def export(folder: Path, number: int) -> None:
    """One board: some 1,000 to 2,000 records, the same for the same number."""
    size = random.Random(number).randrange(1000, 2000)  # noqa: S311, to be repeated
    with TemporaryDirectory() as place:
        register = Path(place) / "register"
        for name, text in generate.register(size, seed=number):
            path = register / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("area: Exampleshire", f"area: Shire {number:03}"), "utf-8")
        found = Facts(store.load(register).for_public(), generate.TODAY)
        write_folder(folder / f"shire-{number:03}", files(found), register, DATASET)


def make(folder: Path, boards: int) -> None:
    """Export the boards that are not there yet, in two processes."""
    missing = [n for n in range(1, boards + 1) if not (folder / f"shire-{n:03}").is_dir()]
    begun = perf_counter()
    with ProcessPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(partial(export, folder), missing), 1):
            print(f"\r{done} of {len(missing)} boards", end="", file=sys.stderr, flush=True)
    if missing:
        print(file=sys.stderr)
        print(f"{len(missing)} boards written, read and exported in {perf_counter() - begun:.0f} s")


def measure(folder: Path) -> None:
    """Print what there is: boards, files, rows and bytes, in all and of the largest tables."""
    rows: Counter[str] = Counter()
    many = size = 0
    for path in folder.glob(f"*/{MANIFESTS}/*.json"):
        for name, facts in json.loads(path.read_bytes())["files"].items():
            rows[name.partition("/")[0]] += facts["rows"]
            many, size = many + 1, size + facts["bytes"]
    largest = ", ".join(f"{name} {number:,}" for name, number in rows.most_common(6))
    print(f"{many:,} files, {size / 1e6:.1f} MB, {rows.total():,} rows in {len(rows)} tables")
    print(f"the most in {largest}")


def ask(folder: Path, notes: Path) -> None:
    """Put every question on DuckDB, and note question and rows for others to compare with."""
    print("\n| report | rows | seconds | as a command |\n| --- | ---: | ---: | ---: |")
    for name in REPORTS:
        asked = question(name)
        begun = perf_counter()
        found = answer(asked.text, asked.tables(), folder)
        took = perf_counter() - begun
        begun = perf_counter()
        argv = [sys.executable, "-m", "hscb_pm", "national", name, str(folder), "--format", "csv"]
        subprocess.run(argv, check=True, capture_output=True)
        print(f"| {name} | {len(found.rows):,} | {took:.2f} | {perf_counter() - begun:.2f} |")
        told = {
            "tables": asked.tables(),
            "sql": asked.written_for("spark"),
            "columns": found.columns,
            "rows": found.rows,
        }
        text = json.dumps(told, default=date.isoformat)
        (notes / f"{name}.json").write_text(text, "utf-8")


def lay_over(folder: Path, lake: Path) -> None:
    """Lay all boards over each other in one folder, as a warehouse has them."""
    for board in sorted(folder.iterdir()):
        for file in board.glob("*/board=*/*/*.parquet"):
            there = lake / file.relative_to(board)
            there.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, there)


def main() -> None:
    """Do all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--boards", type=int, default=150)
    parser.add_argument("--spark", metavar="PYTHON")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    make(options.folder, options.boards)
    measure(options.folder)
    with TemporaryDirectory(dir=options.folder.parent) as place:
        notes, lake = Path(place) / "notes", Path(place) / "lake"
        notes.mkdir()
        ask(options.folder, notes)
        if options.spark:
            lay_over(options.folder, lake)
            argv = [options.spark, str(HERE / "on_spark.py"), str(lake), str(notes)]
            raise SystemExit(subprocess.run(argv, check=False).returncode)


if __name__ == "__main__":
    main()
