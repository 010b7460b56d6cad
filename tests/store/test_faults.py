"""After any failure of the system, and wherever a process ends, each file is the old or the new.

`make test-faults` does the same to whole commands, from outside.
"""

import errno
import json
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hscb_pm.problem import CannotError
from hscb_pm.store import journal, locking
from hscb_pm.store.files import JOURNAL
from hscb_pm.store.write import Contents, replace_files

CALLS = ("open", "write", "chmod", "fsync", "replace", "link", "unlink", "mkdir")
"""What the system is asked to do when files are written."""
CHANGES: dict[str, dict[str, Contents]] = {
    "one": {"actions/A.yaml": (b"old A\n", b"new A\n")},
    "new": {"reviews/C.yaml": (None, b"new C\n")},
    "several": {
        "actions/A.yaml": (b"old A\n", b"new A\n"),
        "actions/B.yaml": (b"old B\n", None),
        "reviews/C.yaml": (None, b"new C\n"),
    },
}
BEFORE = {"board.yaml": b"x\n", "actions/A.yaml": b"old A\n", "actions/B.yaml": b"old B\n"}


class Killed(BaseException):
    """What stands for the end of a process: nothing is done after it."""


def a_register(root: Path) -> Path:
    root.mkdir()
    for path, data in BEFORE.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    return root


def files(root: Path) -> dict[str, bytes]:
    """All that stands in a folder, by name."""
    found = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def after(change: Mapping[str, Contents]) -> dict[str, bytes]:
    said = BEFORE | {path: data or b"" for path, (_, data) in change.items()}
    return {path: data for path, data in said.items() if data}


@contextmanager
def failing(at: int | str, error: type[BaseException], *, ever_after: bool) -> Iterator[list[str]]:
    """Let a call fail, by its number or name, or that and all later ones; tells the calls made."""
    made: list[str] = []
    fails = False

    def spoilt(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*arguments: Any, **more: Any) -> Any:
            nonlocal fails
            made.append(name)
            if at in (len(made), name) or (fails and ever_after):
                fails = True
                raise error(errno.ENOSPC, "No space left on device")
            return call(*arguments, **more)

        return instead

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, spoilt(name, getattr(os, name)))
        patch.setattr(os, "supports_fd", {*os.supports_fd, os.chmod})
        yield made


def written(root: Path, change: Mapping[str, Contents]) -> None:
    replace_files({root / path: contents for path, contents in change.items()})


@pytest.mark.parametrize("name", CHANGES)
def test_call_that_fails_leaves_all_as_it_was(tmp_path: Path, name: str) -> None:
    change, at, refused = CHANGES[name], 0, 0
    while True:
        at += 1
        root = a_register(tmp_path / str(at))
        said = ""
        with failing(at, OSError, ever_after=False) as made:
            try:
                written(root, change)
            except CannotError as why:
                said = str(why)
        if said:
            assert files(root) == BEFORE, (at, made[-1])
            assert "no space left on device" in said
            refused += 1
            written(root, change)
        journal.settle(root)  # what could not be cleared away is by the next that writes
        assert files(root) == after(change), (at, made[-1])
        if at > len(made):
            break
    assert refused >= at / 3


@pytest.mark.parametrize("name", CHANGES)
def test_process_that_ends_at_any_call_leaves_what_can_be_put_back(
    tmp_path: Path, name: str
) -> None:
    change, at, undone = CHANGES[name], 0, 0
    while True:
        at += 1
        root = a_register(tmp_path / str(at))
        ended = False
        with failing(at, Killed, ever_after=True) as made:
            try:
                written(root, change)
            except Killed:
                ended = True
        for path, data in files(root).items():
            if not Path(path).name.startswith("."):
                assert data in {BEFORE.get(path), *change.get(path, ())}
        if not ended:
            break
        undone += (root / JOURNAL).exists()
        assert journal.is_cut_off(root) == (root / JOURNAL).exists()
        with locking.locked(root):
            journal.settle(root)
        assert files(root) in (BEFORE, after(change)), (at, made[at - 1])
        if files(root) == BEFORE:
            written(root, change)
        assert files(root) == after(change)
    assert (undone > 0) == (len(change) > 1)


def test_what_somebody_changed_after_a_change_was_cut_off_stays(tmp_path: Path) -> None:
    root, change = a_register(tmp_path / "a"), CHANGES["several"]
    with failing("link", Killed, ever_after=True), pytest.raises(Killed):
        written(root, change)
    assert (root / JOURNAL).exists()
    assert files(root)["actions/A.yaml"] == b"new A\n"
    (root / "actions/A.yaml").write_bytes(b"mine\n")
    with pytest.raises(CannotError, match="had to be undone first"):
        written(root, change)
    assert files(root) == BEFORE | {"actions/A.yaml": b"mine\n"}


def test_note_of_another_copy_of_the_register_undoes_nothing(tmp_path: Path) -> None:
    root, copy = (a_register(tmp_path / name) for name in "ab")
    with failing("link", Killed, ever_after=True), pytest.raises(Killed):
        written(root, CHANGES["several"])
    (copy / JOURNAL).write_bytes((root / JOURNAL).read_bytes())
    with pytest.raises(CannotError, match=r"\.hscb-journal: .* another copy .*; delete it"):
        written(copy, CHANGES["one"])
    assert files(copy).keys() - {JOURNAL} == BEFORE.keys()


def a_note(root: Path, path: str) -> str:
    there = root.stat()
    file = {"path": path, "before": "theirs\n", "after": journal.fingerprint(b"mine\n")}
    return json.dumps({"folder": [there.st_dev, there.st_ino], "files": [file]})


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize(
    "path",
    [
        *("link/B.yaml", "../b/B.yaml", "/x/B.yaml", ".git/hooks/B.yaml", "actions/./B.yaml"),
        *("actions/.B.yaml", "actions\\B.yaml", "C:/B.yaml", "actions/run.sh", "a\0.yaml"),
    ],
)
def test_note_that_nobody_wrote_here_undoes_nothing(tmp_path: Path, path: str) -> None:
    root = a_register(tmp_path / "a")
    (other := tmp_path / "b").mkdir()
    (root / "link").symlink_to(other)
    for name in ("b/B.yaml", "a/actions/B.yaml", "a/actions/run.sh"):
        (tmp_path / name).write_bytes(b"mine\n")
    before = files(tmp_path)
    (root / JOURNAL).write_text(a_note(root, path))
    with pytest.raises(CannotError, match=r"is no note of hscb's; delete it, then type"):
        written(root, CHANGES["one"])
    (root / JOURNAL).unlink()
    assert files(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_what_is_no_note_is_not_waited_for(tmp_path: Path) -> None:
    root = a_register(tmp_path / "a")
    kinds: dict[str, Callable[[Path], object]] = {
        "not a regular file": os.mkfifo,
        "a link": lambda note: note.symlink_to("/dev/zero"),
        "no note": lambda note: note.write_text("[" * 100_000),
    }
    for said, make in kinds.items():
        make(root / JOURNAL)
        with pytest.raises(CannotError, match=f"this is {said}.*; delete it"):
            written(root, CHANGES["one"])
        (root / JOURNAL).unlink()
    os.mkfifo(root / "actions/C.yaml")
    with pytest.raises(CannotError, match="is not a regular file"):
        written(root, {"actions/C.yaml": (b"old\n", b"new\n")})
    written(root, CHANGES["one"])


def test_nothing_to_change_touches_nothing(tmp_path: Path) -> None:
    root = a_register(tmp_path / "a")
    before = (root / "board.yaml").stat()
    with failing(1, Killed, ever_after=True):
        replace_files({root / "board.yaml": (b"x\n", b"x\n")})
    assert (root / "board.yaml").stat() == before


def test_rights_of_a_file_stay(tmp_path: Path) -> None:
    root = a_register(tmp_path / "a")
    (root / "actions/A.yaml").chmod(0o640)
    written(root, CHANGES["one"])
    assert (root / "actions/A.yaml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("what", ["file", "folder"])
def test_link_is_not_followed(tmp_path: Path, what: str) -> None:
    root = a_register(tmp_path / "a")
    linked = root / ("actions/A.yaml" if what == "file" else "actions")
    linked.rename(tmp_path / "elsewhere")
    linked.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotError, match="is a link, and hscb follows none"):
        written(root, CHANGES["one"])
    assert linked.is_symlink()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_two_do_not_write_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    root = a_register(tmp_path / "a")
    monkeypatch.setattr(locking, "PATIENCE", 0.0)
    if what == "file":
        take = locking._take  # noqa: SLF001, what a file system refuses

        def refused(handle: int) -> None:
            if os.path.isdir(f"/proc/self/fd/{handle}"):  # noqa: PTH112
                raise OSError(errno.EBADF, "Bad file descriptor")
            take(handle)

        monkeypatch.setattr(locking, "_take", refused)
    with locking.locked(root):
        assert (root / locking.LOCK).exists() is (what == "file")
        written(root, CHANGES["one"])  # who has the lock may
        monkeypatch.setattr(locking, "_ours", set())  # as another process would
        with pytest.raises(CannotError, match="another hscb is changing"):
            written(root, CHANGES["new"])
    written(root, CHANGES["new"])
    assert files(root) == after(CHANGES["one"] | CHANGES["new"])


@pytest.mark.skipif(os.name == "nt", reason="a process there sends itself no signals")
@pytest.mark.parametrize(("call", "is_done"), [("fsync", False), ("link", True)])
def test_signal_comes_before_a_change_or_too_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, *, is_done: bool
) -> None:
    root, change = a_register(tmp_path / "a"), CHANGES["several"]
    real = getattr(os, call)

    def signalled(*arguments: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return real(*arguments)

    monkeypatch.setattr(os, call, signalled)
    if is_done:
        written(root, change)
    else:
        with pytest.raises(KeyboardInterrupt):
            written(root, change)
    assert files(root) == (after(change) if is_done else BEFORE)


MADE = ("open", "write", "fsync")
FLUSHED = ("open", "fsync")


def test_what_is_written_is_on_the_disk_before_it_has_its_name(tmp_path: Path) -> None:
    root = a_register(tmp_path / "a")
    changed = ("open", "write", "chmod", "fsync")
    with failing(0, OSError, ever_after=False) as made:
        written(root, CHANGES["one"])
    lock, cleared = "open", "unlink"
    assert made == [lock, *changed, "replace", *FLUSHED, cleared]
    (root / "actions/A.yaml").write_bytes(b"old A\n")
    with failing(0, OSError, ever_after=False) as made:
        written(root, CHANGES["several"])
    folder, note = ("mkdir", *FLUSHED), (*changed, *FLUSHED)
    places, forgotten = ("replace", "unlink", "link"), ("unlink", *FLUSHED)
    assert made == [
        *(lock, *folder, *changed, *MADE, *note, *places, *FLUSHED, *FLUSHED, *forgotten),
        *(cleared, cleared),
    ]


@pytest.mark.parametrize("name", ["one", "several"])
def test_what_somebody_saves_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = a_register(tmp_path / "a")
    real = os.fsync

    def saved_meanwhile(handle: int) -> None:
        (root / "actions/A.yaml").write_bytes(b"mine\n")
        real(handle)

    monkeypatch.setattr(os, "fsync", saved_meanwhile)
    with pytest.raises(CannotError, match=r"A\.yaml changed while"):
        written(root, CHANGES[name])
    assert files(root) == BEFORE | {"actions/A.yaml": b"mine\n"}
