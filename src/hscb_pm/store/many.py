"""Files to plain data: one after the other, or, where there are thousands, by helper processes."""

import os
import threading
from collections.abc import Iterator
from typing import Final, NamedTuple

from hscb_pm.store.composer import Composer, Document, best_source
from hscb_pm.store.files import decode, digest, read_bytes
from hscb_pm.store.slips import Refusal

MARKS_KEPT: Final = 500
"""Files whose marks stay in memory; those of more are worked out again when asked for."""
MANY: Final = 2_000
"""Files from which helpers gain more than they cost."""
CHUNK: Final = 250


class Composed(NamedTuple):
    """What came of a file: its content's fingerprint and what it says, or why it says nothing."""

    digest: bytes
    document: Document | None
    refusal: Refusal | None
    text: str | None = None
    """The text, where it is at hand to work out places from."""


def compose_all(root: str, paths: list[str]) -> Iterator[Composed]:
    """Read and compose files, in the order given."""
    if len(paths) >= MANY and _can_fork():
        yield from _by_helpers(root, paths)
        return
    composer = Composer(best_source())
    for count, path in enumerate(paths):
        composer.keep_marks = count < MARKS_KEPT
        yield _compose(composer, f"{root}/{path}")


def _compose(composer: Composer, file: str) -> Composed:
    fingerprint = b""
    try:
        data = read_bytes(file)
        fingerprint = digest(data)
        text = decode(data)
        return Composed(fingerprint, composer.compose(text), None, text)
    except Refusal as refusal:
        return Composed(fingerprint, None, refusal)


def _can_fork() -> bool:
    """Whether helper processes start at once and safely: not on Windows, not beside threads."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return hasattr(os, "fork") and processors > 1 and threading.active_count() == 1


def _by_helpers(root: str, paths: list[str]) -> Iterator[Composed]:
    """Let helpers compose while this process turns what they send into records."""
    import signal
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
    from multiprocessing import get_context

    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    done = 0
    helpers = ProcessPoolExecutor(
        min(4, len(os.sched_getaffinity(0))),
        get_context("fork"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),  # this process hears it for all
    )
    try:
        with helpers:
            for chunk in helpers.map(_compose_chunk, [root] * len(chunks), chunks):
                yield from chunk
                done += len(chunk)
    except BrokenExecutor:  # the system ended a helper, for want of memory perhaps
        composer = Composer(best_source())
        yield from (_compose(composer, f"{root}/{path}") for path in paths[done:])


def _compose_chunk(root: str, paths: list[str]) -> list[Composed]:
    composer = Composer(best_source())
    return [_compose(composer, f"{root}/{path}")._replace(text=None) for path in paths]
