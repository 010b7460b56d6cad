"""`make test-faults`: whole commands that change a register, and what can happen to them meanwhile.

strace lets each call of the system fail, or ends the process before it. Without strace, the same is
done inside the process, to the functions that write. What this computer lacks is said.

Of trials that are much the same it makes a few; with HSCB_FAULTS=all it makes all of them.
"""

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from faulting import (
    COMMANDS,
    ENDS,
    ERRORS,
    EVERYWHERE,
    OWN,
    Place,
    Ran,
    State,
    Table,
    again,
    is_done,
    judge_failure,
    left_over,
    whole,
)
from running import ROOT

ALL = os.environ.get("HSCB_FAULTS") == "all"
ROUNDS = 3 if ALL else 1


class Call(NamedTuple):
    """A call that a command makes for the register: its name, how manieth of it, and the line."""

    name: str
    number: int
    line: str


# --- What happens to a command -------------------------------------------------------------------


Outcome = tuple[str, str | None]
"""Whether a command was refused, done or undone; and what must not be, if it was."""
Deed = Callable[..., Outcome]


def calls(place: Place, words: Sequence[str]) -> list[Call]:
    """The calls of a command that concern the register and write, lock or flush."""
    place.fresh()
    place.run(words)  # so that all is compiled
    place.fresh()
    trace = place.home / "trace"
    ran = place.run(words, "", trace=str(trace))
    if ran.code:
        raise SystemExit(f"{words}: {ran.err}")
    seen: Counter[str] = Counter()
    found = []
    for line in trace.read_text("utf-8", "replace").splitlines():
        name = line.partition(" ")[2].lstrip().partition("(")[0]
        seen[name] += 1
        reads = ".yaml" in line or "O_DIRECTORY" in line
        writes = name != "openat" or "O_CREAT" in line or not reads
        if str(place.root) in line and writes:
            found.append(Call(name, seen[name], line))
    first = next(n for n, call in enumerate(found) if call.name == "flock")
    return found[max(first - 1, 0) :]


def check_order(table: Table, name: str, made: Sequence[Call]) -> None:
    """What is to take a place is on the disk before it does, and its name before the end."""
    lines = [call.line for call in made]
    places = [n for n, call in enumerate(made) if call.name in {"rename", "link", "linkat"}]
    wrong = []
    for at in places:
        new, *_ = re.findall(r"\.hscb-[0-9a-f]+\.tmp", lines[at])
        steps = ["openat", "write", "fsync"]
        done = [made[n].name for n in range(at) if new in lines[n]]
        if [step for step in done if step in steps] != steps:
            wrong.append(f"{new}: {done}")
        folder = str(Path(re.findall(r'"([^"]+)"', lines[at])[-1]).parent)
        if not any(c.name == "fsync" and f"<{folder}>" in c.line for c in made[at:]):
            wrong.append(f"{folder} is not flushed")
    journal = [call.name for call in made if ".hscb-journal" in call.line]
    if len(places) > 1:
        first = next(n for n, line in enumerate(lines) if ".hscb-journal" in line)
        last = max(n for n, call in enumerate(made) if ".hscb-journal" in call.line)
        if (
            journal != ["openat", "write", "fchmod", "fsync", "unlink"]
            or not first < places[0] < last
        ):
            wrong.append(f"the note: {journal}")
    table.note(f"order of calls: {name}", "done", "; ".join(wrong) or None)


def kill(place: Place, words: Sequence[str], after: State, call: Call) -> Outcome:
    """End the process before a call; then type the command again."""
    place.fresh()
    before = place.state()
    ran = place.run(words, f"{call.name}:error=EIO:signal=KILL:when={call.number}")
    now = place.state()
    outcome = "done" if is_done(now, after) else "undone"
    if ran.code not in (-signal.SIGKILL, 128 + signal.SIGKILL):
        return outcome, f"{call}: not killed, {ran}"
    if not whole(now, before, after):
        return outcome, f"{call}: not whole"
    wrong = again(place, words, after)
    return outcome, wrong and f"{call}: {wrong}"


def fail(place: Place, words: Sequence[str], after: State, call: Call, error: str) -> Outcome:
    """Let a call fail; then type the command again."""
    place.fresh()
    before = place.state()
    ran = place.run(words, f"{call.name}:error={error}:when={call.number}")
    wrong = judge_failure(ran, place.state(), before, after)
    if error == EVERYWHERE[0] or left_over(place.state()):
        wrong = wrong or again(place, words, after)
    return "refused" if ran.code else "done", wrong and f"{call} {error}: {wrong}"


def end(place: Place, words: Sequence[str], after: State, call: Call, name: str) -> Outcome:
    """Send a signal during a call; the register is the old or the new, and nothing is left."""
    place.fresh()
    before = place.state()
    ran = place.run(words, f"{call.name}:signal={name}:when={call.number}")
    now = place.state()
    wrong = None
    if ran.code not in (0, ENDS[name]) or "Traceback" in ran.err:
        wrong = f"exit code {ran.code}: {ran.err}"
    elif now not in (before, after) or (ran.code == 0 and now != after):
        wrong = f"neither old nor new: {left_over(now)}"
    return "refused" if ran.code else "done", wrong and f"{call} {name}: {wrong}"


def faults(made: Sequence[Call], *, all_errors: bool) -> Iterator[tuple[str, Deed]]:
    """What is done to a command, under its title."""
    for call in made:
        yield "killed before each call", partial(kill, call=call)
    for number, call in enumerate(made if ALL else few(made)):
        for error in EVERYWHERE if ALL else [EVERYWHERE[number % 2]]:
            yield "calls fail", partial(fail, call=call, error=error)
    kinds = [*{call.name: call for call in made}.values()]
    for number, call in enumerate(kinds):
        for name in ENDS if ALL else [[*ENDS][number % 3]]:
            yield "INT, TERM, HUP at kinds of call", partial(end, call=call, name=name)
        for error in (ERRORS if ALL else ERRORS[number :: len(kinds)]) if all_errors else ():
            deed = partial(fail, call=call, error=error)
            yield f"{len(ERRORS)} errors at kinds of call", deed


def few(made: Sequence[Call]) -> list[Call]:
    """Of the calls of each name the first, the one in the middle and the last."""
    found: list[Call] = []
    for name in {call.name: None for call in made}:
        its = [call for call in made if call.name == name]
        found += {its[at].number: its[at] for at in (0, len(its) // 2, -1)}.values()
    return found


def under_strace(table: Table, homes: Sequence[Path]) -> None:
    """Do everything to every command, two at a time."""
    places = [Place(home) for home in homes]
    for name, words in COMMANDS.items():
        made = calls(places[0], words)
        after = places[0].state()
        check_order(table, name, made)
        jobs = [*faults(made, all_errors=name == "one field")]

        def work(number: int) -> list[tuple[str, Outcome]]:
            its = jobs[number :: len(places)]  # noqa: B023, done before the next command's turn
            return [(title, deed(places[number], words, after)) for title, deed in its]  # noqa: B023

        with ThreadPoolExecutor(len(places)) as pool:
            for title, outcome in chain(*pool.map(work, range(len(places)))):
                table.note(f"{title}: {name}", *outcome)
        print(f"{name}: {len(jobs)} faults at {len(made)} calls", flush=True)


def edited_underneath(table: Table, home: Path) -> None:
    """Somebody saves the file while a command is held up: that stays."""
    place, words = Place(home), COMMANDS["one field"]
    made = [call for call in calls(place, words) if call.name in {"write", "fsync", "fchmod"}]
    file = place.root / "indicators/IND-calls.yaml"
    for call in made[:3]:
        place.fresh()
        held = f"{call.name}:delay_enter=2000000:when={call.number}"
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(place.run, words, held)
            while not left_over(place.state()) and not running.done():
                time.sleep(0.02)
            mine = file.read_bytes() + b"# mine\n"
            file.write_bytes(mine)
            ran = running.result()
        kept = file.read_bytes() == mine and ran.code == 2 and "changed while" in ran.err
        miss = None if kept and not left_over(place.state()) else f"{call}: {ran}"
        table.note("edited underneath", "refused", miss)


# --- Several at once -----------------------------------------------------------------------------


def eight_writers(table: Table, home: Path) -> None:
    """Eight commands at once, for one file and for three: each is done, or says that it is not."""
    place = Place(home)
    for title, names in (("one file", ["calls"]), ("three files", ["calls", "visits", "letters"])):
        ids = [f"IND-{name}" for name in (names * 8)[:8]]
        words = [
            ("indicators", "record", id, f"2017-{month:02}", "41")
            for month, id in enumerate(ids, start=1)
        ]
        for _ in range(ROUNDS):
            place.fresh()
            with ThreadPoolExecutor(8) as pool:
                ran = [*pool.map(place.run, words)]
            _count(table, f"eight commands at once: {title}", place, words, ran)


def eight_who_read_before(table: Table, home: Path) -> None:
    """Eight processes that have all read the register before the first of them writes."""
    place = Place(home)
    for _ in range(ROUNDS):
        place.fresh()
        words = [("own", "late", f"2017-{month:02}") for month in range(1, 9)]
        with ThreadPoolExecutor(8) as pool:
            ran = [*pool.map(place.run, words)]
        periods = [("", "", "IND-calls", word[2]) for word in words]
        _count(table, "eight that read before any wrote", place, periods, ran)


def _count(
    table: Table, what: str, place: Place, words: Sequence[Sequence[str]], ran: Sequence[Ran]
) -> None:
    for word, (code, err) in zip(words, ran, strict=True):
        text = (place.root / f"indicators/{word[2]}.yaml").read_text(encoding="utf-8")
        there = text.count(f"period: {word[3]},")
        right = (code == 0 and there == 1) or (code == 2 and there == 0 and "Traceback" not in err)
        table.note(what, "refused" if code else "done", None if right else f"{word} {code} {err}")
    if left := left_over(place.state()):
        table.note(what, "done", f"left over: {left}")


# --- Disks ---------------------------------------------------------------------------------------


def small_disk(table: Table, home: Path) -> None:
    """A disk that is almost full, and one that is read-only."""
    disk = home / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "hscb", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        print("A full and a read-only disk: not tried (only an administrator may mount one)")
        return
    try:
        for name, words in COMMANDS.items():
            place = Place(disk)
            place.fresh()
            before = place.state()
            after = _done(Place(home), words)
            for room in range(0, 16, 4 if ALL else 8):
                _fill(disk, room)
                ran = place.run(words)
                wrong = judge_failure(ran, place.state(), before, after)
                wrong = wrong or ("left over" if left_over(place.state()) else None)
                table.note(f"disk almost full: {name}", "refused" if ran.code else "done", wrong)
                (disk / "full").unlink()
                wrong = again(place, words, after)
                table.note(f"disk almost full: {name}", "done", wrong)
                place.fresh()
            _remount(disk, "ro")
            ran = place.run(words)
            wrong = None if ran.code == 2 and "read-only" in ran.err else f"{ran}"
            table.note(f"disk read-only: {name}", "refused", wrong)
            _remount(disk, "rw")
    finally:
        subprocess.run(["umount", disk], check=False)


def _done(place: Place, words: Sequence[str]) -> State:
    place.fresh()
    place.run(words)
    return place.state()


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)


def _fill(disk: Path, room: int) -> None:
    """Fill a disk but for some KiB."""
    with (disk / "full").open("wb", buffering=0) as full:
        try:
            while True:
                full.write(bytes(1024))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        full.truncate(max(full.tell() - room * 1024, 0))


# --- This script's own commands ------------------------------------------------------------------


def own_commands() -> None:
    """Be hscb with commands that change whole files."""
    import typer

    from hscb_pm.__main__ import run
    from hscb_pm.cli import app
    from hscb_pm.cli.changing import DryRun, carry_out
    from hscb_pm.cli.workspace import workspace

    def changing(name: str) -> Callable[..., None]:
        def change(ctx: typer.Context, dry_run: DryRun = False) -> None:  # noqa: FBT002, as hscb's
            ws = workspace(ctx, writes=True)
            from hscb_pm.store.edits import judged

            texts = OWN[name]
            there = {path: (ws.register.path / path).is_file() for path in texts}
            if all(there[path] is (after is not None) for path, (_, after) in texts.items()):
                return
            carry_out(ws, judged(ws.register, texts), dry_run=dry_run)

        return change

    def late(ctx: typer.Context, period: str) -> None:
        """Read at once, and write when the others have read."""
        ws = workspace(ctx)
        from hscb_pm.store.edits import Edit, prepare
        from hscb_pm.store.splicing import LAST

        value = {"period": period, "numerator": 41}
        changed = prepare(ws.register, [Edit("IND-calls", ("values", LAST), value)])
        time.sleep(3)
        carry_out(ws, changed, dry_run=False)

    for name in OWN:
        app.command(name)(changing(name))
    app.command()(late)
    sys.argv[0] = "hscb"
    run()


def main() -> int:
    """Try everything; 1 if anything came out otherwise than it must."""
    table, begun = Table(), time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        homes = [Path(folder) / name for name in "ab"]
        for home in homes:
            home.mkdir()
        if shutil.which("strace"):
            under_strace(table, homes)
            edited_underneath(table, homes[0])
        else:
            print("strace is not installed: faults are made inside the process")
            tests = [sys.executable, "-m", "pytest", "-q", "tests/store/test_faults.py"]
            ran = subprocess.run(tests, check=False, cwd=ROOT)
            table.note("faults inside the process", "done", "see above" if ran.returncode else None)
        eight_writers(table, homes[0])
        eight_who_read_before(table, homes[0])
        small_disk(table, homes[0])
    table.show()
    rest = "" if ALL else "; with HSCB_FAULTS=all more of each kind"
    print(f"{time.perf_counter() - begun:.0f} s, {len(table.misses)} missed{rest}")
    return bool(table.misses)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        own_commands()
    sys.exit(main())
