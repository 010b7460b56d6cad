"""Run questions that `national.py` noted on PySpark in local mode, and compare the rows.

It needs pyspark and nothing of hscb, as a warehouse has nothing of it.
"""

import json
import math
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from pyspark.sql import SparkSession  # type: ignore[import-not-found]


def main() -> int:
    """Print for each report whether the rows are the same, and the seconds."""
    lake, notes = map(Path, sys.argv[1:])
    begun = perf_counter()
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "3g")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    print(f"\nSpark {spark.version}, started in {perf_counter() - begun:.1f} s\n")
    print("| report | rows | the same | seconds | again |\n| --- | ---: | --- | ---: | ---: |")
    seen: set[str] = set()
    differ = False
    for file in sorted(notes.glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        begun = perf_counter()
        for name in set(told["tables"]) - seen:
            spark.read.parquet(str(lake / name)).createOrReplaceTempView(name)
            seen.add(name)
        found = [[*map(plain, row)] for row in spark.sql(told["sql"]).collect()]
        first, begun = perf_counter() - begun, perf_counter()
        spark.sql(told["sql"]).collect()
        again = perf_counter() - begun
        same = len(found) == len(told["rows"]) and all(map(alike, found, told["rows"]))
        differ |= not same
        said = "yes" if same else "NO"
        print(f"| {file.stem} | {len(found):,} | {said} | {first:.1f} | {again:.1f} |", flush=True)
    spark.stop()
    return int(differ)


def plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def alike(row: list[Any], other: list[Any]) -> bool:
    """Whether two rows hold the same; sums of fractions depend a little on their order."""
    return len(row) == len(other) and all(
        math.isclose(one, two, rel_tol=1e-9)
        if isinstance(one, float) and isinstance(two, float | int)
        else one == two
        for one, two in zip(row, other, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
