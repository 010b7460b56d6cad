"""Time `hscb` as a whole process, beside floors measured in the same run, and say what was met.

    python benchmarks/speed.py                      300 to 50,000 records; some minutes
    python benchmarks/speed.py --quick              300 and 1,000 records; a minute
    python benchmarks/speed.py --keep /tmp/bench    keep the registers, and use them the next time

Every round runs every command once, so that a ratio compares what ran side by side. README.md
beside this file says how to read the tables.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log
from pathlib import Path
from statistics import linear_regression, median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hscb_pm import __version__

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "register"
TODAY = "2017-11-20"
QUICK = (300, 1_000)
SIZES = (*QUICK, 10_000, 50_000)
LARGE = 1_000
"""From how many records on growth is judged: below, start-up is most of the time."""
GOAL_SIZE = 10_000

READ_ALL = """
import os, sys
def read(folder):
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                read(entry.path)
            else:
                handle = os.open(entry.path, os.O_RDONLY)
                while os.read(handle, 1 << 20):
                    pass
                os.close(handle)
read(sys.argv[1])
"""
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HSCB_"))
}
"""Without settings such as PYTHONDONTWRITEBYTECODE, which would have every run compile anew."""


# --- What is run -----------------------------------------------------------------------------


class Reading(NamedTuple):
    """A register that commands read."""

    name: str
    folder: Path
    records: int


@dataclass(frozen=True, slots=True)
class Command:
    """A whole process to be timed."""

    name: str
    argv: tuple[str, ...]
    reading: Reading | None = None


class Run(NamedTuple):
    """What one run took: seconds by the clock and of the processor, MB of the largest process."""

    wall: float
    cpu: float
    largest: float


def hscb(*arguments: str, reading: Reading | None = None) -> Command:
    """A command of ours, run by the interpreter that runs this script."""
    where = ("-C", str(reading.folder)) if reading else ()
    argv = (sys.executable, "-m", "hscb_pm", *arguments, *where)
    return Command(f"`hscb {arguments[0]}`", argv, reading)


BARE = Command("floor: `python -c pass`", (sys.executable, "-c", "pass"))
HELP = hscb("--help")
VERSION = hscb("--version")


def validate(reading: Reading) -> Command:
    """Read a register, and ask every rule."""
    return hscb("validate", reading=reading)


def due(reading: Reading) -> Command:
    """Read a register, and list what is due."""
    return hscb("due", "--today", TODAY, reading=reading)


def framework(reading: Reading) -> Command:
    """Read a register, and answer every clause of the framework."""
    return hscb("framework", "--today", TODAY, reading=reading)


def read_all(reading: Reading) -> Command:
    """The floor of whatever reads a register: Python opens each file and reads it."""
    argv = (sys.executable, "-c", READ_ALL, str(reading.folder))
    return Command("floor: Python reads every byte", argv, reading)


def commands(readings: Iterable[Reading]) -> Iterator[Command]:
    """All that is timed in a round."""
    yield from (BARE, VERSION, HELP)
    for reading in readings:
        yield from (read_all(reading), due(reading), validate(reading), framework(reading))


# --- Running it ------------------------------------------------------------------------------


def started(command: Command) -> subprocess.Popen[bytes]:
    """Start a command, its output thrown away."""
    return subprocess.Popen(
        command.argv,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def run(command: Command) -> Run:
    """Run a command once; its helpers count towards the processor's time."""
    start = time.perf_counter()
    process = started(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command.argv)} ended with {process.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def together(command: Command) -> float:
    """The most megabytes that a command and its helpers were seen to hold at once.

    `wait4` knows the largest process alone. Only Linux says this; elsewhere it is 0.
    """
    process, most = started(command), 0
    while process.poll() is None:
        most = max(most, sum(map(_held, _family(process.pid))))
        time.sleep(0.01)
    return most / 1024


def _family(process: int) -> Iterator[int]:
    yield process
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _words(file):
            yield from _family(int(child))


def _held(process: int) -> int:
    """Kilobytes in memory; what processes share is shared out among them."""
    words = _words(Path(f"/proc/{process}/smaps_rollup"))
    return int(words[words.index("Pss:") + 1]) if "Pss:" in words else 0


def _words(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").split()
    except OSError:  # it has ended since, or this is no Linux
        return []


class Measured:
    """The runs of every command, in the order of the rounds."""

    def __init__(self, runs: dict[Command, list[Run]], held: dict[Command, float]) -> None:
        self.runs, self.held = runs, held

    def median(self, command: Command, of: Callable[[Run], float]) -> float:
        """The median of a figure over the rounds."""
        return median(map(of, self.runs[command]))

    def ratio(self, command: Command, floor: Command) -> float:
        """The median of how many times longer than a floor it took in the same round."""
        pairs = zip(self.runs[command], self.runs[floor], strict=True)
        return median(ours.wall / bare.wall for ours, bare in pairs)

    def peak(self, command: Command) -> float:
        """Megabytes: of the largest process, or of all together if that was more."""
        return max(self.median(command, _largest), self.held[command])

    def per_second(self, command: Command) -> float:
        """Records a second, start-up included."""
        records = command.reading.records if command.reading else 0
        return records / self.median(command, _wall)


def _wall(one: Run) -> float:
    return one.wall


def _cpu(one: Run) -> float:
    return one.cpu


def _largest(one: Run) -> float:
    return one.largest


def measure(chosen: list[Command], rounds: int) -> Measured:
    """Run all commands once to warm up, then so many rounds of A B C, A B C."""
    runs: dict[Command, list[Run]] = {command: [] for command in chosen}
    for number in range(rounds + 1):
        progress(f"round {number} of {rounds}" if number else "warm-up")
        for command in chosen:
            one = run(command)
            if number:
                runs[command].append(one)
    progress("memory")
    return Measured(runs, {command: together(command) for command in chosen})


def progress(text: str) -> None:
    """Say on stderr what goes on."""
    print(text, file=sys.stderr, flush=True)


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


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table, its first column of words and the others of figures."""
    headings = list(headings)
    rule = ["---", *("---:" for _ in headings[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *rows))


def timings(measured: Measured) -> str:
    """What every command took."""
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
    return table(headings, (_timing(measured, command) for command in measured.runs))


def _timing(measured: Measured, command: Command) -> Iterator[str]:
    reading = command.reading
    yield command.name
    yield _records(reading) if reading else ""
    yield f"{1000 * measured.median(command, _wall):,.1f}"
    yield f"{1000 * measured.median(command, _cpu):,.1f}"
    yield f"{measured.ratio(command, BARE):.1f}"
    yield f"{measured.ratio(command, read_all(reading)):.1f}" if reading else ""
    counts = reading and command == validate(reading) and reading.records >= QUICK[0]
    yield f"{measured.per_second(command):,.0f}" if counts else ""
    yield f"{measured.peak(command):.0f}"


def _records(reading: Reading) -> str:
    return f"{reading.records:,}{'' if reading.name == 'generated' else f' ({reading.name})'}"


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


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, and how it stands."""

    name: str
    limit: float
    value: float | None
    unit: str = ""
    at_least: bool = False

    def row(self) -> tuple[str, str, str, str]:
        """A row of the table of goals."""
        wanted = f"{'>=' if self.at_least else '<='} {self.limit:,g}{self.unit}"
        if self.value is None:
            return self.name, wanted, "", "not measured"
        shown = f"{self.value:,.0f}" if self.limit >= 100 else f"{self.value:.2f}"
        return self.name, wanted, f"{shown}{self.unit}", self.verdict(self.value)

    def verdict(self, value: float) -> str:
        """Whether it is met, and if not, by how much of the limit."""
        miss = (self.limit - value if self.at_least else value - self.limit) / self.limit
        if miss <= 0:
            return "met"
        return f"not met: {100 * miss:.1f} % {'short' if self.at_least else 'over'}"


def goals(measured: Measured, readings: list[Reading]) -> str:
    """How the goals stand."""
    start, example, *made = readings
    large = next((reading for reading in made if reading.records == GOAL_SIZE), None)
    speed = measured.per_second(validate(large)) if large else None
    peak = measured.peak(validate(large)) if large else None
    ratio = measured.ratio(framework(large), validate(large)) if large else None
    name = f"`validate`, {GOAL_SIZE:,} records"
    stand = [
        Goal("`--help`", 8, measured.ratio(HELP, BARE), " x bare Python"),
        Goal("`due`, the example", 20, measured.ratio(due(example), BARE), " x bare Python"),
        Goal(name, 4000, speed, " records/s", at_least=True),
        Goal(name, 160, peak, " MB"),
        Goal(f"`framework`, {GOAL_SIZE:,} records", 2, ratio, " x `validate`"),
        *(
            Goal(
                f"{name}, growth exponent, {clock}",
                1.05,
                growth(measured, kind, [start, *made], of),
            )
            for name, kind in (("`validate`", validate), ("`due`", due))
            for clock, of in (("wall", _wall), ("CPU", _cpu))
        ),
    ]
    return table(("goal", "wanted", "measured", "verdict"), (goal.row() for goal in stand))


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
    parser.add_argument("--quick", action="store_true", help="300 and 1,000 records, 3 rounds")
    given = parser.parse_args()
    given.sizes = given.sizes or (QUICK if given.quick else SIZES)
    given.runs = given.runs or (3 if given.quick else 5)
    return given


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in text.split(",")}))


def report(sizes: Iterable[int], rounds: int, folder: Path) -> str:
    """Make the registers, time everything and say what came out."""
    readings = [
        smallest(folder / "smallest"),
        Reading("example", EXAMPLE, checked(EXAMPLE)),
        *(generated(folder / str(size), size) for size in sizes),
    ]
    measured = measure(list(commands(readings)), rounds)
    return "\n\n".join((heading(rounds), timings(measured), goals(measured, readings)))


def main() -> None:
    """Measure, in the folder that is to be kept or in one that is not."""
    if not hasattr(os, "wait4"):
        raise SystemExit("this system does not say what a process took; Linux and macOS do")
    given = options()
    if given.keep:
        print(report(given.sizes, given.runs, given.keep.resolve()))
        return
    with TemporaryDirectory(prefix="hscb-bench-") as folder:
        print(report(given.sizes, given.runs, Path(folder)))


if __name__ == "__main__":
    main()
