"""Signals to end, where what is done must not be left by half."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def noting(said: Callable[[], str]) -> Iterator[None]:
    """Let whoever stops this know what stands by then."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit) as stop:
        stop.add_note(said())
        raise


def nothing() -> str:
    """What stands before anything is written."""
    return "nothing is written"


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals to end go by: what takes a moment, and must not be done by half, is done."""
    before = {}
    for number in _numbers():
        with suppress(ValueError):  # only the main thread is told of signals
            before[number] = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def put_off(hurry: Callable[[], object] | None = None) -> Iterator[None]:
    """Let signals to end wait until this is done; `hurry` is called when one comes.

    What is not written in Python makes an error of its own of a signal, or breaks down.
    """
    came: list[int] = []

    def note(number: int, _: object) -> None:
        came.append(number)
        if hurry:
            hurry()

    before = {}
    for number in _numbers():
        if callable(handler := signal.getsignal(number)):  # else nobody waits for it
            with suppress(ValueError):  # as above
                signal.signal(number, note)
                before[number] = handler
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def _numbers() -> Iterator[signal.Signals]:
    names = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))
    yield from filter(None, names)
