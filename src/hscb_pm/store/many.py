"""Files to plain data: one after the other, or, where there are thousands, by helper processes."""

import marshal
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, NoReturn

from hscb_pm.store.files import decode, digest
from hscb_pm.store.marks import Document
from hscb_pm.store.slips import Refusal
from hscb_pm.words import UNFILLED

if TYPE_CHECKING:
    from hscb_pm.store.composer import Composer

MARKS_KEPT: Final = 500
"""Files whose marks stay in memory; those of more are worked out again when asked for."""
FEW: Final = 40
"""Files from which one helper gains more than it costs: it composes while this process loads."""
MANY: Final = 2_000
"""Files from which there is work for a helper on each processor."""
CHUNK: Final = 250
"""Files that a helper reads before it sends what they say."""
MOST_HELPERS: Final = 4
_MOST_OPEN: Final = 1024
"""More files than a command has open."""
_LENGTH: Final = 8
"""Bytes that say how long what a helper sends is."""


class Composed(NamedTuple):
    """What came of a file: its content's fingerprint and what it says, or why it says nothing."""

    digest: bytes
    document: Document | None
    refusal: Refusal | None
    text: str | None = None
    """The text, where it is at hand to work out places from."""
    is_unfilled: bool = False
    """Whether something may be left to be filled in: seen here, where the text is at hand."""
    packed: bytes | None = None
    """The marks, as a helper sends them."""
    is_suspect: bool = False
    """Whether the privacy guard saw something: also looked for here."""


class Composing:
    """Files on their way to plain data: helpers begin at once, where they are to be had.

    Iterating gives what came of each file, in the order given. What helpers do not give (the
    system has none, or ends one) this process composes itself.
    """

    def __init__(
        self, read: Callable[[str], bytes], paths: list[str], *, guard: bool = False
    ) -> None:
        self._read, self._paths, self.guard = read, paths, guard
        chunks = [*enumerate(paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK))]
        self._chunks = len(chunks)
        self._pipes: list[BinaryIO] = []
        self._processes: list[int] = []
        self._helpers = _helpers(len(paths))
        with suppress(OSError):
            for number in range(self._helpers):
                ours, its = os.pipe()
                self._pipes.append(os.fdopen(ours, "rb"))
                with os.fdopen(its, "wb") as pipe:
                    if process := os.fork():
                        self._processes.append(process)
                    else:
                        self._help(chunks[number :: self._helpers], pipe)

    def __iter__(self) -> Iterator[Composed]:
        done = 0
        for composed in self._helped():
            yield composed
            done += 1
        if len(self._paths) > done:
            yield from self._compose(self._paths[done:], done)

    def _helped(self) -> Iterator[Composed]:
        """What the helpers send, until one of them fails."""
        with suppress(OSError, EOFError, IndexError, ValueError, TypeError):
            for turn in range(self._chunks if self._processes else 0):
                pipe = self._pipes[turn % self._helpers]
                length = int.from_bytes(pipe.read(_LENGTH), "little")
                yield from map(_received, marshal.loads(pipe.read(length)))  # noqa: S302, our own

    def _compose(self, paths: list[str], before: int) -> Iterator[Composed]:
        """Compose files one after the other, after so many that were composed before."""
        from hscb_pm.store.composer import Composer, best_source

        composer = Composer(best_source())
        for number, path in enumerate(paths, start=before):
            composer.keep_marks = number < MARKS_KEPT
            yield _composed(composer, self._read, path, guard=self.guard)

    def _help(self, chunks: list[tuple[int, list[str]]], pipe: BinaryIO) -> NoReturn:
        """Compose, and send what comes of it; nothing goes on from here."""
        try:
            # Only the main process may hold the reading ends: writing fails when it is gone.
            os.closerange(0, pipe.fileno())
            os.closerange(pipe.fileno() + 1, _MOST_OPEN)
            for number, chunk in chunks:
                composed = [*map(_to_send, self._compose(chunk, number * CHUNK))]
                sent = marshal.dumps(composed)
                pipe.write(len(sent).to_bytes(_LENGTH, "little") + sent)
                pipe.flush()
        finally:
            os._exit(0)

    def end(self) -> None:
        """Let the helpers go, whether or not all is taken."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            with suppress(ChildProcessError):
                os.waitpid(process, 0)
        self._pipes, self._processes = [], []

    def __del__(self) -> None:
        self.end()


def _composed(
    composer: "Composer", read: Callable[[str], bytes], path: str, *, guard: bool
) -> Composed:
    data, fingerprint = b"", b""
    try:
        data = read(path)
        fingerprint = digest(data)
        text = decode(data)
        composed = Composed(fingerprint, composer.compose(text), None, text, UNFILLED in text)
    except Refusal as refusal:
        composed = Composed(fingerprint, None, refusal)
    if guard:
        from hscb_pm.store.suspicion import is_suspect, told_by

        plain = composed.document.data if composed.document else None
        plain = told_by(composed.refusal) if composed.refusal else plain
        if is_suspect(path, composed.text or data.decode("utf-8", "replace"), plain):
            return composed._replace(is_suspect=True)
    return composed


def _helpers(files: int) -> int:
    """How many processes can help, started at once and safely: not on Windows, nor by threads."""
    if files < FEW or not hasattr(os, "fork") or threading.active_count() > 1:
        return 0
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if processors == 1:
        return 0
    return min(MOST_HELPERS, processors) if files >= MANY else 1


def _to_send(composed: Composed) -> tuple[Any, ...]:
    """The same in plain values, without the text."""
    document, refusal = composed.document, composed.refusal
    packed = marshal.dumps(document.marks) if document and document.marks else None
    plain = (document.data, None, document.empty_values) if document else None
    seen = composed.is_unfilled, packed, composed.is_suspect
    return composed.digest, plain, refusal and refusal.args, *seen


def _received(sent: tuple[Any, ...]) -> Composed:
    fingerprint, plain, refusal, *seen = sent
    document = Document(*plain) if plain else None
    return Composed(fingerprint, document, Refusal(*refusal) if refusal else None, None, *seen)
