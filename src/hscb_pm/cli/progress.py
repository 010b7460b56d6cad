"""How far long work has come, said beside the data."""

from collections.abc import Generator, Iterable
from time import monotonic
from typing import Final, TypeVar

from hscb_pm.present.out import Out

T = TypeVar("T")
_OFTEN: Final = 0.1
"""Seconds between two lines for somebody who waits."""
_SELDOM: Final = 1000
"""Things between two lines in a log."""


def counting(out: Out, what: str, things: Iterable[T], total: int | None = None) -> Generator[T]:
    """The things one by one, while those who wait see how many are done: `3 of 14 papers`."""
    of = f" of {total:,}" if total else ""
    said = monotonic()
    try:
        for done, thing in enumerate(things, 1):
            yield thing
            if not out.is_watched:
                if done % _SELDOM == 0:
                    out.talk(f"{done:,}{of} {what} so far")
            elif (now := monotonic()) - said > _OFTEN:
                out.pass_by(f"{done:,}{of} {what}")
                said = now
    finally:
        out.pass_by("")
