"""Time `hscb` as a whole process, beside floors measured in the same run, and say what was met.

    python benchmarks/speed.py                      300 to 50,000 records; some minutes
    python benchmarks/speed.py --quick              300 and 1,000 records; a minute
    python benchmarks/speed.py --keep /tmp/bench    keep the registers, and use them the next time
    python benchmarks/speed.py --peers /tmp/peers/bin   look there too for tools to stand beside

Every round runs every command once, so that a ratio compares what ran side by side. README.md
beside this file says how to read the tables.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import BARE, commands, read_all, validate
from goals import GOAL_SIZE, LARGE, LARGEST, SMALL, goals
from peers import comparison, found_peers, versions
from processes import ENVIRONMENT, ROOT, Command, Measured, Reading, cpu, measure, progress, wall
from timing import table

from hscb_pm import __version__

EXAMPLE = ROOT / "register"
QUICK = (SMALL, LARGE)
SIZES = (*QUICK, GOAL_SIZE, LARGEST)


# --- The registers ---------------------------------------------------------------------------


def smallest(folder: Path) -> Reading:
    """A register with nothing in it: what a command costs before the first record."""
    (folder / "groups").mkdir(parents=True, exist_ok=True)
    board = "title: A Board\narea: Exampleshire\nregister_is: private\n"
    (folder / "board.yaml").write_text(board, encoding="utf-8")
    group = "title: The Board\nfunction: board\nchair: Independent Chair\n"
    (folder / "groups" / "board.yaml").write_text(group, encoding="utf-8")
    return Reading("board alone", folder, checked(folder))


def generated(folder: Path, records: int) -> Reading:
    """A register of that many records, made unless it is there already."""
    if folder.exists():
        progress(f"{records} records: using {folder}")
    else:
        progress(f"{records} records: writing {folder}")
        script = str(Path(__file__).with_name("generate.py"))
        # A process of its own, since what is run later starts with the memory of this one.
        argv = [sys.executable, script, str(folder), str(records)]
        if code := subprocess.run(argv, check=False, stdout=sys.stderr).returncode:
            raise SystemExit(code)
    if (found := checked(folder)) != records:
        raise SystemExit(f"{folder} holds {found} records, not {records}; delete it")
    return Reading("generated", folder, records)


def checked(folder: Path) -> int:
    """The number of records, once `validate` has found no error among them."""
    argv = [sys.executable, "-m", "hscb_pm", "validate", "--format", "json", "-C", str(folder)]
    answer = subprocess.run(
        argv, cwd=ROOT, env=ENVIRONMENT, check=False, capture_output=True, text=True
    )
    if answer.returncode != 0:
        said = answer.stderr or answer.stdout[-2000:]
        raise SystemExit(f"hscb validate ended with {answer.returncode} on {folder}:\n{said}")
    return int(json.loads(answer.stdout)["summary"]["records"])


# --- What is said ----------------------------------------------------------------------------


def heading(rounds: int) -> str:
    """When, with what and on what it was measured; the name of no machine."""
    today = datetime.now(tz=UTC).date()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"hscb {__version__}, {today}, {python}, {machine}; rounds: {rounds}"


def timings(measured: Measured, readings: Iterable[Reading]) -> str:
    """What every command of ours took, and the floors."""
    headings = (
        "whole process",
        "records",
        "wall ms",
        "CPU ms",
        "x bare Python",
        "x reading every byte",
        "records/s",
        "peak MB",
    )
    return table(headings, (_timing(measured, command) for command in commands(readings)))


def _timing(measured: Measured, command: Command) -> Iterator[str]:
    reading = command.reading
    yield command.name
    yield _records(reading) if reading else ""
    yield f"{1000 * measured.median(command, wall):,.1f}"
    yield f"{1000 * measured.median(command, cpu):,.1f}"
    yield f"{measured.ratio(command, BARE):.1f}"
    yield f"{measured.ratio(command, read_all(reading)):.1f}" if reading else ""
    counts = reading and command == validate(reading) and reading.records >= QUICK[0]
    yield f"{measured.per_second(command):,.0f}" if counts else ""
    yield f"{measured.peak(command):.0f}"


def _records(reading: Reading) -> str:
    return f"{reading.records:,}{'' if reading.name == 'generated' else f' ({reading.name})'}"


# --- The command line ------------------------------------------------------------------------


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=_sizes, help="numbers of records, as in 300,1000,10000,50000"
    )
    parser.add_argument("--runs", type=int, help="rounds that count, after one to warm up")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the registers are to stay")
    parser.add_argument(
        "--peers",
        type=Path,
        metavar="DIR",
        action="append",
        default=[],
        help="a folder of other tools, looked at before PATH; can be given again",
    )
    parser.add_argument("--no-peers", action="store_true", help="hscb and the floors only")
    parser.add_argument(
        "--patience",
        type=float,
        default=600,
        metavar="SECONDS",
        help="when a slow tool is stopped at 10,000 records, where it runs once (600)",
    )
    parser.add_argument("--quick", action="store_true", help="300 and 1,000 records, 3 rounds")
    given = parser.parse_args()
    given.sizes = given.sizes or (QUICK if given.quick else SIZES)
    given.runs = given.runs or (3 if given.quick else 5)
    return given


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in text.split(",")}))


def report(given: argparse.Namespace, folder: Path) -> str:
    """Make the registers, time everything and say what came out."""
    made = [generated(folder / str(size), size) for size in given.sizes]
    readings = [
        smallest(folder / "smallest"),
        Reading("example", EXAMPLE, checked(EXAMPLE)),
        *made,
    ]
    path = os.pathsep.join([*map(str, given.peers), os.environ["PATH"]])
    peers = [] if given.no_peers else made
    beside = found_peers(peers, path, folder / "peers", given.patience)
    theirs = (each.theirs for each in beside)
    measured = measure([*commands(readings), *theirs], given.runs)
    parts = [heading(given.runs), timings(measured, readings), goals(measured, readings, beside)]
    if beside:
        parts += [f"Beside {versions(beside)}:", comparison(measured, beside)]
    return "\n\n".join(parts)


def main() -> None:
    """Measure, in the folder that is to be kept or in one that is not."""
    if not hasattr(os, "wait4"):
        raise SystemExit("this system does not say what a process took; Linux and macOS do")
    given = options()
    given.peers = [folder.resolve() for folder in given.peers]
    if given.keep:
        print(report(given, given.keep.resolve()))
        return
    with TemporaryDirectory(prefix="hscb-bench-") as folder:
        print(report(given, Path(folder)))


if __name__ == "__main__":
    main()
