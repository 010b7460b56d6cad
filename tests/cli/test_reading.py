"""What reads writes nothing: neither in the register nor in its repository."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from hostile import register as files_with
from hostile import write
from hscb_pm.cli import app
from running import Hscb

LIST = ("--from", "{out}/cases.txt", "--all-multi-agency")
EVIDENCE = ("--kind", "audit", "--finding", "A", "--result", "achieved")
AGREED = ("--agreed-by", "board")
READING: dict[str, tuple[tuple[str, ...], ...]] = {
    "due": ((), ("--format", "md"), ("--format", "json")),
    "calendar": ((),),
    "chase": ((), ("--all", "--to-dir", "{out}/drafts"), ("--all", "--record", "--dry-run")),
    "report": (("board",),),
    "site": (("-o", "{out}/site"),),
    "show": (("ACT-2017-001",),),
    "trace": (("AUD-2017-01",),),
    "list": (("actions",),),
    "export": (
        ("actions", "-o", "{out}/actions.xlsx"),
        ("-o", "{out}/tables/a-shire"),
        ("--schema",),
    ),
    "import": (("actions", "{out}/plan.csv", "--dry-run", "--skip-refused"),),
    "framework": ((),),
    "validate": ((), ("--format", "sarif")),
    "smart": ((), ("--from", "{out}/plan.csv")),
    "privacy": (("{register}/board.yaml",),),
    "explain": (("ACT-002",),),
    "init": (("{out}/new", "--yes"),),
    "doctor": ((),),
    "changes": (("--since", "2017-01-01"), ("--since", "HEAD")),
    "log": (("ACT-2017-001",),),
    "ci": (("--against", "HEAD"),),
    "add": (("finding", "AUD-2017-01", "text=A", "kind=strength", "--dry-run"),),
    "set": (("ACT-2017-001", "owner.role=Chair", "--dry-run"),),
    "progress": (("ACT-2017-001", "A", "--dry-run"),),
    "implement": (("ACT-2017-001", "--signed-off-by", "board", "--dry-run"),),
    "evidence": (("ACT-2017-002", *EVIDENCE, "--dry-run"),),
    "extend": (("ACT-2017-001", "--to", "+6w", "--reason", "A", *AGREED, "--dry-run"),),
    "withdraw": (("ACT-2017-001", "--reason", "A", *AGREED, "--dry-run"),),
    "renumber": (("ACT-2017-001", "ACT-2017-777", "--dry-run"),),
    "save": (("A", "--dry-run"),),
    "schema": ((), ("--check",)),
    "templates list": ((),),
    "templates check": ((),),
    "programme show": ((),),
    "programme open": (("2018-19",),),
    "section11 matrix": ((),),
    "section11 open": (("2018-19",),),
    "section11 form": (("--agency", "a-constabulary", "-o", "{out}/forms"),),
    "section11 import": (("{out}/forms/S11-2017-a-constabulary.xlsx", "--dry-run"),),
    "indicators list": ((),),
    "indicators show": (("IND-second-plans", "--chart", "{out}/chart.svg"),),
    "indicators questions": ((),),
    "indicators disclosure": ((),),
    "indicators record": (("IND-second-plans", "2016-17-Q4", "31", "--dry-run"),),
    "indicators answer": (("IND-second-plans", "2017-18-Q1", "A", "--dry-run"),),
    "indicators import": (("{out}/figures.csv", "--dry-run"),),
    "national": ((), ("slippage", "--dialect", "spark"), ("slippage", "{out}/tables")),
    "audits sample": (("AUD-2017-01", *LIST, "--size", "2"),),
    "audits verify": (("AUD-2017-01", *LIST),),
}
"""Every command, as it reads; `--dry-run` for one that writes."""
ONLY_WRITING = {"edit", "templates copy"}
SAMPLE = {
    "method": "random",
    "population": 3,
    "size": 2,
    "seed": 7,
    "list_fingerprint": "blake2b-9c02",
}
FIGURES = "Indicator,Area,Period,Numerator\nIND-second-plans,Plain words,2016-17 Q4,31\n"


def commands(group: Any, *names: str) -> Iterator[str]:
    """The names of all commands below a group."""
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        if hasattr(command, "commands"):
            yield from commands(command, *names, name)
        else:
            yield " ".join((*names, name))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with a record of each kind in a repository of its own; all is read-only."""
    top = tmp_path / "board"
    files = files_with("Plain words")
    files["audits/AUD-2017-01.yaml"]["sample"] = SAMPLE
    write(top / "register", files)
    author = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    for arguments in (["init", "-q"], ["add", "-A"], [*author, "commit", "-q", "-m", "A"]):
        subprocess.run(["git", *arguments], cwd=top, check=True, capture_output=True)
    # What git would write down if it might: nothing has changed but the times of the files.
    for file in (top / "register").rglob("*.yaml"):
        os.utime(file, (1, 1))
    for place in (top, *top.rglob("*")):
        place.chmod(place.stat().st_mode & ~0o222)
    return top / "register"


def seen(top: str) -> Iterator[tuple[object, ...]]:
    """What the system knows of a folder and all in it, but for when it was read."""
    for place, folders, files in os.walk(top):
        for name in (".", *folders, *files):
            there = os.lstat(f"{place}/{name}")
            times = there.st_mtime_ns, there.st_ctime_ns
            yield place, name, there.st_ino, there.st_mode, there.st_size, *times


def test_no_command_that_reads_writes(hscb: Hscb, register: Path, tmp_path: Path) -> None:
    assert {*commands(get_command(app))} - ONLY_WRITING == {*READING}, "say here how it reads"
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan.csv").write_text("action\nPublish a leaflet\n", encoding="utf-8")
    (out / "figures.csv").write_text(FIGURES, encoding="utf-8")
    (out / "cases.txt").write_text("c-0001\nc-0002\nc-0003\n", encoding="utf-8")
    before = [*seen(str(register.parent))]
    for name, uses in READING.items():
        for arguments in uses:
            given = (each.format(out=out, register=register) for each in arguments)
            place = ["-C", str(register)] if name != "init" else []
            ran = hscb(*place, *name.split(), *given)
            assert ran.code in (0, 1), (name, ran.err)
            assert [*seen(str(register.parent))] == before, name
    for file in (register.parent, *register.parent.rglob("*")):  # to be cleared away
        file.chmod(file.stat().st_mode | stat.S_IWUSR)
