"""Files to plain data: one after the other, or, where there are thousands, by helper processes."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final, NamedTuple, NoReturn

from hscb_pm.register import UNFILLED
from hscb_pm.store.composer import Composer, Document, best_source
from hscb_pm.store.files import decode, digest, read_bytes
from hscb_pm.store.slips import Refusal

MARKS_KEPT: Final = 500
"""Files whose marks stay in memory; those of more are worked out again when asked for."""
MANY: Final = 2_000
"""Files from which helpers gain more than they cost."""
CHUNK: Final = 250
"""Files that a helper reads before it sends what they say."""
MOST_HELPERS: Final = 4


class Composed(NamedTuple):
    """What came of a file: its content's fingerprint and what it says, or why it says nothing."""

    digest: bytes
    document: Document | None
    refusal: Refusal | None
    text: str | None = None
    """The text, where it is at hand to work out places from."""
    is_unfilled: bool = False
    """Whether something may be left to be filled in: seen here, where the text is at hand."""


def compose_all(root: str, paths: list[str]) -> Iterator[Composed]:
    """Read and compose files, in the order given."""
    done = 0
    if len(paths) >= MANY and (helpers := _helpers()) > 1:
        for composed in _by_helpers(root, paths, helpers):
            yield composed
            done += 1
    composer = Composer(best_source())
    for count, path in enumerate(paths[done:]):
        composer.keep_marks = count < MARKS_KEPT
        yield _compose(composer, f"{root}/{path}")


def _compose(composer: Composer, file: str) -> Composed:
    fingerprint = b""
    try:
        data = read_bytes(file)
        fingerprint = digest(data)
        text = decode(data)
        return Composed(fingerprint, composer.compose(text), None, text, UNFILLED in text)
    except Refusal as refusal:
        return Composed(fingerprint, None, refusal)


def _helpers() -> int:
    """How many processes can help, started at once and safely: not on Windows, nor by threads."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 0
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return min(MOST_HELPERS, processors)


def _by_helpers(root: str, paths: list[str], helpers: int) -> Iterator[Composed]:
    """What helpers compose while this process turns it into records, in the order given.

    It ends early where the system has no helpers to give, or ends one. A helper is never more than
    a chunk ahead of what is taken from its pipe, and ends when nobody is left to take anything.
    """
    import pickle

    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    pipes: list[BinaryIO] = []
    processes: list[int] = []
    try:
        for number in range(helpers):
            ours, its = os.pipe()
            pipes.append(os.fdopen(ours, "rb"))
            with os.fdopen(its, "wb") as pipe:
                if process := os.fork():
                    processes.append(process)
                else:
                    _help(root, chunks[number::helpers], pipe, pipes)
        for turn in range(len(chunks)):
            yield from pickle.load(pipes[turn % helpers])  # noqa: S301, what our own process wrote
    except (OSError, EOFError, pickle.UnpicklingError):
        pass
    finally:
        for ended in pipes:
            ended.close()
        for process in processes:
            with suppress(ChildProcessError):
                os.waitpid(process, 0)


def _help(root: str, chunks: list[list[str]], pipe: BinaryIO, others: list[BinaryIO]) -> NoReturn:
    """Compose, and send what comes of it; nothing goes on from here."""
    try:
        import pickle

        for other in others:
            other.close()  # only the main process reads, so writing fails when it is gone
        composer = Composer(best_source())
        for chunk in chunks:
            sent = [_compose(composer, f"{root}/{path}")._replace(text=None) for path in chunk]
            pickle.dump(sent, pipe, pickle.HIGHEST_PROTOCOL)
            pipe.flush()
    finally:
        os._exit(0)
