"""How long `hscb changes` and `hscb log` take over a register with a long past.

Run it with the interpreter that hscb is installed for: `python benchmarks/changes.py`. It makes a
register of 2,000 records and 500 commits, each of which edits a few actions. Each line is the
median of some rounds; the floor is taken in the same rounds.
"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import generate
from timing import FLOOR, print_times

from hscb_pm.history import Snapshot, start_with

RECORDS, COMMITS, ROUNDS = 2000, 500, 5
BEGUN = datetime(2016, 7, 1, 12, tzinfo=UTC)
TODAY = generate.TODAY.isoformat()
_ROLE = re.compile(r"role: [^}\n]*")


def past() -> Iterator[Snapshot]:
    """The register as it was first committed, then each commit that edits some of its actions."""
    files = dict(generate.register(RECORDS, 2017))
    actions = [path for path in files if path.startswith("actions/")]
    chance = random.Random(2017)  # noqa: S311, to be repeated, not to be secret
    step = (datetime(2017, 11, 19, 12, tzinfo=UTC) - BEGUN) / COMMITS
    yield _snapshot(BEGUN, "Open the register", files)
    for number in range(1, COMMITS):
        edited = chance.sample(actions, 3)
        for path in edited:
            role = f"role: {chance.choice(generate.ROLES)}"
            files[path] = _ROLE.sub(role, files[path], count=1)
        what = {path: files[path] for path in edited}
        yield _snapshot(BEGUN + number * step, f"Edit {number}", what)


def _snapshot(when: datetime, message: str, files: dict[str, str]) -> Snapshot:
    when -= timedelta(microseconds=when.microsecond)
    found = {f"register/{path}": text.encode() for path, text in files.items()}
    return Snapshot(when, message, found)


def main() -> None:
    """Print a table in Markdown."""
    with TemporaryDirectory() as folder:
        if not start_with(Path(folder), "A <a@b.example>", past()):
            raise SystemExit("git did not make the repository")
        hscb = ("-m", "hscb_pm", "-C", f"{folder}/register", "--today", TODAY)
        runs = {
            **FLOOR,
            "`hscb due`": (*hscb, "due"),
            "`hscb changes`, since a month": (*hscb, "changes", "--since", "2017-10-20"),
            "`hscb changes`, since a year": (*hscb, "changes", "--since", "2016-11-20"),
            "`hscb log` of an action": (*hscb, "log", "ACT-2016-001"),
        }
        print_times(runs, ROUNDS)


if __name__ == "__main__":
    main()
