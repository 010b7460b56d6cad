"""How long papers, and other commands that go through a whole register, take.

    python benchmarks/papers.py                                  the worked example
    python benchmarks/papers.py --register /tmp/bench/10000      a register that was generated

Run it with the interpreter that hscb is installed for. The register is copied into a repository of
two commits, a year apart, in which every tenth action changed hands. Each line is the median of
some rounds; the floor is taken in the same rounds. Papers about what the register does not have
are left out; all formats are made of the worked example only.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import TODAY
from timing import FLOOR, ROOT, print_times

from hscb_pm.history import Snapshot, start_with
from hscb_pm.models import RECORD_TYPES
from hscb_pm.papers import PAPERS
from hscb_pm.register import Register
from hscb_pm.store import load

EXAMPLE = ROOT / "register"
BEGUN, EDITED = datetime(2016, 11, 20, tzinfo=UTC), datetime(2017, 11, 19, tzinfo=UTC)
_ROLE = re.compile(rb"role: [^}\n]*")


def past(register: Path) -> Iterator[Snapshot]:
    """The register as it is, with some of the past in other hands."""
    files = {
        f"register/{path.relative_to(register).as_posix()}": path.read_bytes()
        for path in sorted(register.rglob("*.yaml"))
    }
    moved = sorted(path for path in files if path.startswith("register/actions/"))[::10]
    before = {path: _ROLE.sub(b"role: Head of Safeguarding", files[path], 1) for path in moved}
    yield Snapshot(BEGUN, "Open the register", files | before)
    yield Snapshot(EDITED, "Change hands", {path: files[path] for path in moved})


def typed(register: Register) -> dict[str, tuple[str, ...]]:
    """The papers of a register as they are typed, each with a record that it is about."""
    words: dict[str, tuple[str, ...]] = {}
    for name, paper in PAPERS.items():
        if paper.subject is None or paper.subject.default:
            words[name] = (name,)
            continue
        wanted = [kind for kind in RECORD_TYPES if kind in paper.subject.kinds]
        ids = [record.id for kind in wanted for record in register.of(kind)]
        if ids:
            words[name] = (name, paper.subject.example if paper.subject.example in ids else ids[0])
    return words


def runs(register: Register, out: str) -> dict[str, tuple[str, ...]]:
    """What is timed, by its name."""
    hscb = ("-m", "hscb_pm", "-C", str(register.path), "--today", TODAY)
    return {
        **FLOOR,
        "`due`": (*hscb, "due"),
        "`validate`": (*hscb, "validate"),
        **{
            f"`report {name}`, Markdown": (*hscb, "report", *words, "-o", f"{out}/{name}.md")
            for name, words in typed(register).items()
        },
        "`changes`, since a year": (*hscb, "changes", "--since", f"{BEGUN:%Y-%m-%d}"),
        "`framework`": (*hscb, "framework"),
        "`chase --all`": (*hscb, "chase", "--all", "--to-dir", f"{out}/drafts"),
        "`calendar`": (*hscb, "calendar", "-o", f"{out}/hscb.ics"),
        "`export actions`": (*hscb, "export", "actions", "--force", "-o", f"{out}/actions.xlsx"),
        "`export`, every table": (*hscb, "export", "--force", "-o", f"{out}/tables"),
        "`site`": (*hscb, "site", "-o", f"{out}/site"),
    }


def in_all_formats(register: Register, out: str) -> Mapping[str, tuple[str, ...]]:
    """Papers as they are handed round."""
    report = ("-m", "hscb_pm", "-C", str(register.path), "--today", TODAY, "report")
    every = [word for words in typed(register).values() for word in words]
    return {
        "`report board`, all formats": (*report, "board", "--all-formats", "-o", f"{out}/papers"),
        "all papers, all formats": (*report, *every, "--all-formats", "-o", f"{out}/papers"),
    }


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--register", type=Path, default=EXAMPLE, metavar="DIR")
    parser.add_argument("--runs", type=int, default=3, help="rounds (3)")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        if not start_with(Path(folder), "A <a@b.example>", past(given.register)):
            raise SystemExit("git did not make the repository")
        register = load(Path(folder, "register"))
        out = f"{folder}/out"
        Path(out).mkdir()
        chosen = runs(register, out)
        if given.register == EXAMPLE:
            chosen |= in_all_formats(register, out)
        print_times(chosen, given.runs)


if __name__ == "__main__":
    main()
