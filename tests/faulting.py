"""What tests of faults share: a register to spoil, commands that change it, what may come of it."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from running import ROOT

TODAY = ("--today", "2017-11-20")
FILES = {
    "board.yaml": "title: A Board\narea: A Shire\nregister_is: private\n",
    "agencies/a-council.yaml": "title: A Council\nbasis: statutory\n",
    "audits/AUD-2018-01.yaml": "title: Neglect\nlevel: multi-agency-audit\n",
    "audits/AUD-2018-02.yaml": "title: Follows # the first\nlevel: multi-agency-audit\n",
    **{
        f"indicators/IND-{name}.yaml": f"""\
title: {name.title()}
question: How many?
basis: local
owner: {{agency: a-council, role: Head of Service}}
measure: {{kind: count, numerator: {name.title()}}}
frequency: {{every: month}}
direction: neutral
values:
  - {{period: 2016-08, numerator: 40}}   # the first
"""
        for name in ("calls", "visits", "letters")
    },
}
FIGURES = "Indicator,Area,Period,Numerator\n" + "".join(
    f"IND-{name},A Shire,2017-09,41\n" for name in ("calls", "visits", "letters")
)
OWN: dict[str, dict[str, tuple[str | None, str | None]]] = {
    "add": {"groups/board.yaml": (None, "title: Board\nfunction: board\nchair: Chair\n")},
    "renumber": {
        "audits/AUD-2018-01.yaml": (FILES["audits/AUD-2018-01.yaml"], None),
        "audits/AUD-2018-07.yaml": (None, FILES["audits/AUD-2018-01.yaml"]),
        "audits/AUD-2018-02.yaml": (
            FILES["audits/AUD-2018-02.yaml"],
            FILES["audits/AUD-2018-02.yaml"].replace("the first", "AUD-2018-07"),
        ),
    },
}
"""Changes of whole files, made by commands of this script's own in the frame of hscb's."""
COMMANDS = {
    "one field": ("indicators", "record", "IND-calls", "2017-09", "41"),
    "several files": ("indicators", "import", "{home}/figures.csv"),
    "new file": ("own", "add"),
    "file renamed": ("own", "renumber"),
}
CALLS = "openat,write,fsync,rename,link,linkat,unlink,fchmod,mkdir,rmdir,flock"
ERRORS = (
    *("EACCES", "EBUSY", "EDQUOT", "EFBIG", "EINTR", "EINVAL", "EIO", "EISDIR", "ELOOP"),
    *("EMFILE", "EMLINK", "ENAMETOOLONG", "ENFILE", "ENODEV", "ENOENT", "ENOLCK", "ENOMEM"),
    *("ENOSPC", "ENOSYS", "ENOTDIR", "EPERM", "EROFS", "ESTALE", "ETXTBSY", "EXDEV"),
)
EVERYWHERE = ("ENOSPC", "EIO")
"""What each single call is let fail with; the others once for each kind of call."""
ENDS = {"INT": 130, "TERM": 143, "HUP": 129}
State = dict[str, bytes]


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    err: str


class Place:
    """A register to spoil, with what stands beside it."""

    def __init__(self, home: Path) -> None:
        self.home, self.root = home, home / "register"

    def fresh(self) -> None:
        """Put everything back."""
        shutil.rmtree(self.root, ignore_errors=True)
        for path, text in FILES.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (self.home / "figures.csv").write_text(FIGURES, encoding="utf-8")

    def state(self) -> State:
        """All files of the register."""
        found = (file for file in self.root.rglob("*") if file.is_file())
        return {file.relative_to(self.root).as_posix(): file.read_bytes() for file in found}

    def command(self, words: Sequence[str]) -> list[str]:
        """The process to start: Python itself, not a shim that starts it."""
        typed = [word.format(home=self.home) for word in words]
        program = [str(ROOT / "tests/check_faults.py")] if typed[0] == "own" else ["-m", "hscb_pm"]
        return [sys.executable, *program, *typed[typed[0] == "own" :], "-C", str(self.root), *TODAY]

    def run(self, words: Sequence[str], *inject: str, trace: str = os.devnull) -> Ran:
        """Run a command, with faults."""
        fast = () if any("signal=" in each for each in inject) else ("-f", "--seccomp-bpf")
        watch = ("strace", *fast, "-y", "-o", trace, "-e", f"trace={CALLS}") if inject else ()
        faults = [part for fault in inject if fault for part in ("-e", f"inject={fault}")]
        ran = subprocess.run(
            [*watch, *faults, *self.command(words)],
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=surroundings(),
        )
        return Ran(ran.returncode, ran.stderr)


def surroundings() -> dict[str, str]:
    """What makes each run of a command the same."""
    src = f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"
    return os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": src, "LC_ALL": "C.UTF-8"}


class Table:
    """What was tried, how it came out, and what must not have come out so."""

    def __init__(self) -> None:
        self.rows: dict[str, Counter[str]] = {}
        self.misses: list[str] = []

    def note(self, what: str, outcome: str, miss: str | None = None) -> None:
        """Count one trial."""
        self.rows.setdefault(what, Counter())[outcome] += 1
        if miss:
            self.rows[what]["missed"] += 1
            self.misses.append(f"{what}: {miss}")

    def show(self) -> None:
        """Print all of it."""
        columns = ("tried", "refused", "done", "undone", "missed")
        print(f"{'':<44}{''.join(f'{column:>9}' for column in columns)}")
        for what, counted in self.rows.items():
            tried = sum(counted[each] for each in ("refused", "done", "undone"))
            numbers = (tried, *(counted[column] for column in columns[1:]))
            print(f"{what:<44}{''.join(f'{number:>9}' for number in numbers)}")
        print(*self.misses, sep="\n")


# --- What may be ---------------------------------------------------------------------------------


def whole(now: State, before: State, after: State) -> bool:
    """Whether each record is the old or the new; none is half of one."""
    records = (path for path in now if not is_left_over(path))
    return all(now[path] in {before.get(path), after.get(path)} for path in records)


def is_done(now: State, after: State) -> bool:
    """Whether the records are as they are to be."""
    return {path: data for path, data in now.items() if not is_left_over(path)} == after


def is_left_over(path: str) -> bool:
    """Whether something is no record, but was made on the way to one."""
    return Path(path).name.startswith(".")


def left_over(now: State) -> list[str]:
    """What no command may leave behind."""
    return [*filter(is_left_over, now)]


def again(place: Place, words: Sequence[str], after: State) -> str | None:
    """Type the command again; what is wrong with how that ends."""
    was_done = is_done(place.state(), after)
    ran, now = place.run(words), place.state()
    if now != after:
        return f"again: not the new state, {sorted(now.items() ^ after.items())[:2]} {ran.err}"
    return f"again: {ran}" if ran.code and not (was_done and ran.code == 2) else None


def judge_failure(ran: Ran, now: State, before: State, after: State) -> str | None:
    """What is wrong with how a command took an error of the system."""
    lines = ran.err.strip().splitlines()
    if ran.code == 0:
        return None if is_done(now, after) else f"0, and {left_over(now)}"
    if ran.code != 2 or "Traceback" in ran.err or not lines or not lines[-1].startswith("hscb: "):
        return f"exit code {ran.code}, said {ran.err!r}"
    if "put back" in ran.err:
        return None if whole(now, before, after) else "not whole"
    return None if is_done(now, before) else f"refused, and changed: {ran.err}"
