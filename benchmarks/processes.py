"""Timing whole processes in rounds: what a command is, what a run took, how they compare."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Timer
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HSCB_"))
}
"""Without settings such as PYTHONDONTWRITEBYTECODE, which would have every run compile anew."""


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
    patience: float | None = None
    """Seconds after which a slow one is stopped; it runs in the first round only."""


class Run(NamedTuple):
    """What one run took: seconds by the clock and of the processor, MB of the largest process."""

    wall: float
    cpu: float
    largest: float
    stopped: bool = False
    """Whether it was stopped before its end, so that it would have taken longer."""


def started(command: Command) -> subprocess.Popen[bytes]:
    """Start a command, its output thrown away."""
    return subprocess.Popen(
        command.argv,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=command.patience is not None,
    )


def run(command: Command) -> Run:
    """Run a command once; its helpers count towards the processor's time."""
    start = time.perf_counter()
    process = started(command)
    end = Timer(command.patience or 0, os.killpg, (process.pid, signal.SIGKILL))
    if command.patience is not None:
        end.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except KeyboardInterrupt:
        if command.patience is not None:
            os.killpg(process.pid, signal.SIGKILL)  # in a session of its own it hears nothing
        raise
    finally:
        end.cancel()
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    stopped = command.patience is not None and wall >= command.patience
    if process.returncode != 0 and not stopped:
        raise SystemExit(f"{' '.join(command.argv)} ended with {process.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, stopped)


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
        # What runs in the first round only has no pair in the others.
        pairs = zip(self.runs[command], self.runs[floor], strict=False)
        return median(ours.wall / bare.wall for ours, bare in pairs)

    def stopped(self, command: Command) -> bool:
        """Whether it would have taken longer than it was given."""
        return any(one.stopped for one in self.runs[command])

    def peak(self, command: Command) -> float:
        """Megabytes: of the largest process, or of all together if that was more."""
        return max(self.median(command, largest), self.held.get(command, 0))

    def per_second(self, command: Command) -> float:
        """Records a second, start-up included."""
        records = command.reading.records if command.reading else 0
        return records / self.median(command, wall)


def wall(one: Run) -> float:
    """Seconds by the clock."""
    return one.wall


def cpu(one: Run) -> float:
    """Seconds of the processor."""
    return one.cpu


def largest(one: Run) -> float:
    """Megabytes of the largest process."""
    return one.largest


def measure(chosen: list[Command], rounds: int) -> Measured:
    """Run all commands once to warm up, then so many rounds of A B C, A B C."""
    runs: dict[Command, list[Run]] = {command: [] for command in chosen}
    for number in range(rounds + 1):
        progress(f"round {number} of {rounds}" if number else "warm-up")
        for command in chosen:
            if command.patience is not None:
                if number != 1:
                    continue
                progress(f"{command.name}, at most {command.patience:g} s")
            one = run(command)
            if number:
                runs[command].append(one)
    progress("memory")
    again = (command for command in chosen if command.patience is None)
    return Measured(runs, {command: together(command) for command in again})


def progress(text: str) -> None:
    """Say on stderr what goes on."""
    print(text, file=sys.stderr, flush=True)
