"""What of `hscb` is timed, and the floors of the same run."""

import sys
from collections.abc import Iterable, Iterator

from processes import Command, Reading

TODAY = "2017-11-20"

_READ = """
import os, sys
def read(folder):
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                read(entry.path)
            else:
                handle = os.open(entry.path, os.O_RDONLY)
                while found := os.read(handle, 1 << 20):
                    seen(found)
                os.close(handle)
seen = len
"""
READ_ALL = f"{_READ}read(sys.argv[1])"
HASH_ALL = f"{_READ}from hashlib import blake2b\nseen = blake2b().update\nread(sys.argv[1])"


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


def hash_all(reading: Reading) -> Command:
    """The floor of whatever asks whether anything has changed without trusting times."""
    argv = (sys.executable, "-c", HASH_ALL, str(reading.folder))
    return Command("floor: Python reads and hashes every byte", argv, reading)


def commands(readings: Iterable[Reading]) -> Iterator[Command]:
    """All that is timed in a round."""
    yield from (BARE, VERSION, HELP)
    for reading in readings:
        yield from (read_all(reading), hash_all(reading))
        yield from (due(reading), validate(reading), framework(reading))
