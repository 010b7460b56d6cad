"""The records of a register in the formats of other tools, a function for each.

`python benchmarks/formats.py REGISTER FOLDER ledger tasks …` writes FOLDER/ledger, FOLDER/tasks.
It is a process of its own, since what `speed.py` runs starts with the memory of that script.
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import yaml
from commands import TODAY, due
from processes import ENVIRONMENT, ROOT, Reading

from hscb_pm.models import RECORD_TYPES
from hscb_pm.present.schema import schema_files

AGREED = date(2007, 1, 1)


class Entry(NamedTuple):
    """A record as any tool takes it: a title, a day, whether something is owed, and its values."""

    id: str
    title: str
    agency: str
    day: date
    owed: bool
    values: dict[str, Any]

    def leaves(self) -> Iterator[tuple[str, Any]]:
        """Every value with the path to it, as in `progress-0-note`."""
        return _leaves(self.values)


def _leaves(value: Any, *path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401, what YAML holds
    if isinstance(value, dict | list):
        within = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in within:
            yield from _leaves(each, *path, str(name))
    else:
        yield "-".join(path), value


class Records:
    """The records of a register, read when a tool needs them in its own format."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def entries(self) -> list[Entry]:
        """All records, those that owe something with the first day on which they do."""
        owed = self._owed()
        return [
            _entry(file.stem, yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader), owed)
            for file in sorted(self.folder.rglob("*.yaml"))
        ]

    def _owed(self) -> dict[str, date]:
        argv = [*due(Reading("", self.folder, 0)).argv, "--format", "json"]
        said = subprocess.run(argv, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
        owed: dict[str, date] = {}
        for item in json.loads(said.stdout)["items"]:
            day = date.fromisoformat(item["due"] or TODAY)
            owed[item["record"]] = min(day, owed.get(item["record"], day))
        return owed


def _entry(name: str, values: dict[str, Any], owed: dict[str, date]) -> Entry:
    title = " ".join(str(values.get("title") or values.get("action") or name).split())
    agency = str((values.get("owner") or {}).get("agency", "board"))
    day = owed.get(name) or values.get("due")
    return Entry(
        name, title, agency, day if isinstance(day, date) else AGREED, name in owed, values
    )


def ledger(records: Records, folder: Path) -> None:
    """A transaction a record, each value as its metadata."""
    lines = [f"{AGREED} open Assets:Owed", f"{AGREED} open Equity:Agreed"]
    for entry in records.entries:
        lines += ["", f"{entry.day} {'!' if entry.owed else '*'} {_quoted(entry.title)}"]
        lines.append(f"  id: {_quoted(entry.id)}")
        lines += [f"  {name}: {_typed(value)}" for name, value in entry.leaves()]
        lines += ["  Assets:Owed     1 RECORD", "  Equity:Agreed  -1 RECORD"]
    _write(folder / "records.beancount", "\n".join(lines))


def _typed(value: Any) -> str:  # noqa: ANN401, what YAML holds
    if isinstance(value, bool):
        return str(value).upper()
    return str(value) if isinstance(value, date | int | float) else _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def journal(records: Records, folder: Path) -> None:
    """A transaction a record, each value as a tag."""
    lines = []
    for entry in records.entries:
        lines.append(f"{entry.day} {'!' if entry.owed else '*'} ({entry.id}) {entry.title}")
        lines += [f"    ; {name}: {_in_a_line(value)}" for name, value in entry.leaves()]
        lines += [f"    owed:{entry.agency}  1", "    agreed", ""]
    _write(folder / "records.journal", "\n".join(lines))


def _in_a_line(value: Any) -> str:  # noqa: ANN401, what YAML holds
    return " ".join(str(value).split())


def tasks(records: Records, folder: Path) -> None:
    """A task a record, pending where something is owed, each value as an annotation."""
    begun = f"{AGREED:%Y%m%d}T000000Z"
    every = []
    for entry in records.entries:
        due_on = f"{entry.day:%Y%m%d}T000000Z"
        notes = [f"{name}: {_in_a_line(value)}" for name, value in entry.leaves()]
        task = {
            "uuid": str(uuid5(NAMESPACE_URL, entry.id)),
            "description": entry.title,
            "project": entry.agency,
            "entry": begun,
            "due": due_on,
            "status": "pending" if entry.owed else "completed",
            "annotations": [{"entry": begun, "description": note} for note in notes],
        }
        every.append(task if entry.owed else task | {"end": due_on})
    _write(folder / "tasks.json", json.dumps(every))
    _write(folder / "taskrc", "confirmation=off")
    where = (f"rc:{folder}/taskrc", f"rc.data.location={folder}")
    _run("task", *where, "import", str(folder / "tasks.json"))


def items(records: Records, folder: Path) -> None:
    """A document whose items are the records, each with its values as attributes of its own."""
    _run("git", "init", "--quiet", str(folder))
    document = folder / "records"
    _write(document / ".doorstop.yml", "settings:\n  digits: 6\n  prefix: REC\n  sep: ''\n")
    for number, entry in enumerate(records.entries, start=1):
        fixed = {
            "active": True,
            "derived": False,
            "header": "",
            "level": f"1.{number}",
            "links": [],
            "normative": True,
            "ref": "",
            "reviewed": None,
            "text": entry.title,
            "record": entry.values,
        }
        text = yaml.dump(fixed, Dumper=yaml.CSafeDumper, allow_unicode=True)
        _write(document / f"REC{number:06}.yml", text)


def schemas(records: Records, folder: Path) -> None:
    """The register's own schemas, and a script that runs a checker once for each of its kinds."""
    for name, text in schema_files().items():
        _write(folder / name, text)
    lines = [f"cd {shlex.quote(str(records.folder))} || exit"]
    for kind in RECORD_TYPES:
        files = f"{kind.folder}/*.yaml" if kind.folder else f"{kind.kind}.yaml"
        if any(records.folder.glob(files)):
            lines.append(f'"$1" --quiet --schemafile "$2/{kind.kind}.json" {files} || exit')
    _write(folder / "check.sh", "\n".join(lines))


def commit(records: Records, folder: Path) -> None:
    """A commit of the register, kept beside it so that the register stays as it is."""
    tree = ("--git-dir", f"{folder}/git", "--work-tree", str(records.folder))
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@board.example")
    _run("git", *tree, "init")
    _run("git", *tree, "add", "--all", str(records.folder))
    _run("git", *tree, *who, "commit", "--message", "The register")


FORMATS = {each.__name__: each for each in (ledger, journal, tasks, items, schemas, commit)}


def main() -> None:
    """Write what was asked for; a format is whole or not there."""
    register, folder, *formats = sys.argv[1:]
    records = Records(Path(register))
    for name in formats:
        print(f"writing {folder}/{name}", file=sys.stderr, flush=True)
        half = Path(folder, f"{name}-half")
        rmtree(half, ignore_errors=True)  # of a run that was ended
        half.mkdir(parents=True)
        FORMATS[name](records, half)
        half.rename(Path(folder, name))


def _run(*argv: str) -> None:
    subprocess.run(argv, env=ENVIRONMENT, check=True, capture_output=True)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
