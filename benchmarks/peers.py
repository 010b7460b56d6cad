"""Other tools on the same records, each in its own format: how they are run, and what they took.

A tool takes part where its program is found. What it is to read is written once for each size.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from commands import due, validate
from processes import Command, Measured, Reading, cpu, wall
from timing import table

SLOW_ROUNDS, SLOW_SIZES = 1_000, 10_000
"""Up to how many records a slow tool runs in every round; up to how many it runs at all."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool, what it reads, what it is asked, and which command of ours stands beside it."""

    name: str
    program: str
    reads: str | None
    """One of the formats of formats.py; None: the register itself."""
    argv: tuple[str, ...]
    """`{made}` is the folder written for it."""
    ours: Callable[[Reading], Command]
    goal: float | None = None
    faster: bool = False
    """Whether the goal says how many times faster ours is to be, and not how much longer."""
    slow: bool = False

    def command(self, program: str, reading: Reading, made: Path, patience: float) -> Command:
        """What is timed for a register."""
        places = {"program": program, "made": str(made), "register": str(reading.folder)}
        argv = tuple(word.format_map(places) for word in self.argv)
        once = self.slow and reading.records > SLOW_ROUNDS
        return Command(self.name, argv, reading, patience if once else None)


PEERS = (
    Peer(
        "`git status`",
        "git",
        "commit",
        ("{program}", "--git-dir", "{made}/git", "--work-tree", "{register}", "status"),
        due,
    ),
    Peer(
        "taskwarrior `task list`",
        "task",
        "tasks",
        ("{program}", "rc:{made}/taskrc", "rc.data.location={made}", "list"),
        due,
        goal=1,
    ),
    Peer(
        "hledger `print status:!`",
        "hledger",
        "journal",
        ("{program}", "-f", "{made}/records.journal", "print", "status:!"),
        due,
    ),
    Peer(
        "hledger `check`",
        "hledger",
        "journal",
        ("{program}", "-f", "{made}/records.journal", "check"),
        validate,
    ),
    Peer(
        "`bean-check -C`",
        "bean-check",
        "ledger",
        ("{program}", "-C", "{made}/records.beancount"),
        validate,
        goal=2.5,
    ),
    Peer(
        "check-jsonschema",
        "check-jsonschema",
        "schemas",
        ("/bin/sh", "{made}/check.sh", "{program}", "{made}"),
        validate,
        goal=10,
        faster=True,
        slow=True,
    ),
    Peer(
        "yamllint",
        "yamllint",
        None,
        ("{program}", "-d", "relaxed", "{register}"),
        validate,
        goal=10,
        faster=True,
        slow=True,
    ),
    Peer(
        "doorstop",
        "doorstop",
        "items",
        ("{program}", "-F", "-W", "-j", "{made}"),
        validate,
        goal=10,
        faster=True,
        slow=True,
    ),
)


class Beside(NamedTuple):
    """A tool on a register, and our command on the same records."""

    peer: Peer
    theirs: Command
    ours: Command


def found_peers(
    readings: Iterable[Reading], path: str, folder: Path, patience: float
) -> list[Beside]:
    """The tools that are here, with what each is to read."""
    programs = {peer: shutil.which(peer.program, path=path) for peer in PEERS}
    beside = []
    for reading in readings:
        made = folder / str(reading.records)
        here = {
            peer: program
            for peer, program in programs.items()
            if program and (not peer.slow or reading.records <= SLOW_SIZES)
        }
        _write(reading, made, {peer.reads for peer in here if peer.reads}, path)
        for peer, program in here.items():
            theirs = peer.command(program, reading, made / (peer.reads or ""), patience)
            beside.append(Beside(peer, theirs, peer.ours(reading)))
    return beside


def _write(reading: Reading, made: Path, formats: set[str], path: str) -> None:
    missing = sorted(name for name in formats if not (made / name).exists())
    script = str(Path(__file__).with_name("formats.py"))
    argv = [sys.executable, script, str(reading.folder), str(made), *missing]
    if missing and subprocess.run(argv, check=False, env=os.environ | {"PATH": path}).returncode:
        raise SystemExit(
            "what other tools are to read could not be written; --no-peers does without"
        )


def versions(beside: Iterable[Beside]) -> str:
    """What took part, in words."""
    programs = {
        peer.program: theirs.argv[2 if theirs.argv[0] == "/bin/sh" else 0]
        for peer, theirs, _ in beside
    }
    return ", ".join(f"{name} {_version(program)}" for name, program in programs.items())


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], check=False, capture_output=True, text=True)
    number = re.search(r"\d+(\.\d+)+", said.stdout + said.stderr)
    return number.group() if number else "of unknown version"


def comparison(measured: Measured, beside: Iterable[Beside]) -> str:
    """What each tool took, and how many times as long ours did beside it."""
    headings = ("tool", "records", "wall ms", "CPU ms", "peak MB", "`hscb`", "x the tool's time")
    return table(headings, (_compared(measured, *each) for each in beside))


def _compared(measured: Measured, peer: Peer, theirs: Command, ours: Command) -> Iterator[str]:
    more = "> " if measured.stopped(theirs) else ""
    yield peer.name
    yield f"{theirs.reading.records:,}" if theirs.reading else ""
    yield f"{more}{1000 * measured.median(theirs, wall):,.0f}"
    yield f"{more}{1000 * measured.median(theirs, cpu):,.0f}"
    yield f"{measured.peak(theirs):.0f}"
    yield ours.name
    yield f"{'< ' if more else ''}{measured.ratio(ours, theirs):.2f}"
