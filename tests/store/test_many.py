"""Helper processes read thousands of files; what comes of it is what one process reads."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hscb_pm import rules
from hscb_pm.register import Register
from hscb_pm.store import Begun, load, many
from hscb_pm.store.files import read_bytes
from running import EXAMPLE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="one process does it all there")
MAIN = os.getpid()
RECORD = EXAMPLE / "board.yaml"


@pytest.fixture(autouse=True)
def two_helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_helpers", lambda _: 2)
    monkeypatch.setattr(many, "CHUNK", 7)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, with files of every kind that cannot be read."""
    folder = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("many") / "register")
    (folder / "actions/ACT-2017-901.yaml").write_text("acton: x\ndue:\n", encoding="utf-8")
    (folder / "actions/ACT-2017-902.yaml").write_text("due: !tag x\n", encoding="utf-8")
    (folder / "actions/ACT-2017-903.yaml").write_bytes(b"due: \xff\n")
    (folder / "actions/ACT-2017-904.yml").write_text("due: 2017-06-30\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(folder: Path) -> Register:
    """What one process reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "_helpers", lambda _: 0)
        return load(folder)


def assert_the_same_as_alone(folder: Path, alone: Register) -> None:
    """No process and no open file is left behind, either."""
    opened = open_files()
    helped = load(folder)
    with pytest.raises(ChildProcessError):
        os.wait()
    assert open_files() == opened
    assert facts(helped) == facts(alone)
    assert len(alone.problems) > 5


def open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def facts(register: Register) -> list[object]:
    return [register.records, register.problems, register.left_out, rules.check(register)]


def test_helpers_read_what_one_process_reads(folder: Path, alone: Register) -> None:
    assert_the_same_as_alone(folder, alone)


def test_helper_that_is_ended_is_done_without(
    folder: Path, alone: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the system, for want of memory perhaps."""

    def ended(file: Path | str) -> bytes:
        if os.getpid() != MAIN and str(file).endswith("groups/board.yaml"):
            os.kill(os.getpid(), signal.SIGKILL)
        return read_bytes(file)

    monkeypatch.setattr("hscb_pm.store.files.read_bytes", ended)
    assert_the_same_as_alone(folder, alone)


@pytest.mark.parametrize(
    "refusal",
    [
        ("pipe", errno.EMFILE),
        ("fork", errno.EAGAIN),
        ("fork", errno.ENOMEM),
        ("fork", errno.ENOSYS),
    ],
)
@pytest.mark.parametrize("granted", [0, 1])
def test_helpers_that_cannot_be_had_are_done_without(
    refusal: tuple[str, int],
    granted: int,
    folder: Path,
    alone: Register,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0
    call, number = refusal
    real: Callable[[], object] = getattr(os, call)

    def refuse() -> object:
        nonlocal asked
        asked += 1
        if asked > granted:
            raise OSError(number, os.strerror(number))
        return real()

    monkeypatch.setattr(os, call, refuse)
    assert_the_same_as_alone(folder, alone)
    assert asked == granted + 1


def test_shell_that_waits_for_no_child_hinders_nothing(folder: Path, alone: Register) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert_the_same_as_alone(folder, alone)
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_helpers_wait_for_what_they_sent_to_be_taken(tmp_path: Path) -> None:
    """What was composed and not yet taken would pile up in memory."""
    count = tmp_path / "count"

    def counted(_: str) -> bytes:
        with count.open("ab") as counting:
            counting.write(b".")
        return read_bytes(RECORD)

    composed = iter(many.Composing(counted, [RECORD.name] * 10_000))
    next(composed)
    before = -1
    while (now := count.stat().st_size) > before:
        before = now
        time.sleep(0.2)
    assert now < 2_000
    assert sum(1 for _ in composed) == 9_999


READING = """
import sys, time
from pathlib import Path
from hscb_pm.store import many
from hscb_pm.store.files import reader
many._helpers = lambda _: 2
composing = many.Composing(reader(Path(sys.argv[1])), [sys.argv[2]] * 100_000)
next(iter(composing))
print("reading", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_helpers_end_with_the_command(how: str) -> None:
    """They hold its output, which therefore ends when the last of them has."""
    command = [sys.executable, "-c", READING, str(RECORD.parent), RECORD.name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reading:
        assert reading.stdout
        assert reading.stdout.readline() == "reading\n"
        reading.send_signal(getattr(signal, how))
        assert reading.communicate(timeout=20)[0] == ""


def test_places_are_those_that_one_process_gives(folder: Path, alone: Register) -> None:
    """Helpers send where everything stands, so that a due list need not read its files again."""
    helped = load(folder)
    for record, source in helped.sources.items():
        path = ("explained", "no such key")
        assert source.at(("title",)) == alone.sources[record].at(("title",))
        assert source.at(path, key=True) == alone.sources[record].at(path, key=True)
    assert [*map(str, helped.problems)] == [*map(str, alone.problems)]


def test_a_command_that_ends_early_leaves_no_helper_behind(folder: Path) -> None:
    """A usage error is found while helpers compose."""
    opened = open_files()
    begun, later = Begun(folder), Begun(folder)
    del begun
    del later
    with pytest.raises(ChildProcessError):
        os.wait()
    assert open_files() == opened


@pytest.mark.parametrize(("files", "helpers"), [(many.FEW - 1, 0), (many.FEW, 1)])
def test_few_files_are_composed_by_one_process(
    files: int, helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert many._helpers(files) == helpers  # noqa: SLF001, the machine decides otherwise
    assert many._helpers(many.MANY) == 2  # noqa: SLF001
