"""A series in one line of a terminal."""

from collections.abc import Sequence
from typing import Final

_BARS: Final = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float | None]) -> str:
    """The values as small bars, `·` where there is none or none to be shown; nothing if all are."""
    known = [value / 2 for value in values if value is not None]
    if not known:
        return ""
    low, top = min(known), len(_BARS) - 1
    room = max(known) - low
    return "".join(
        "·" if value is None else _BARS[round((value / 2 - low) / room * top) if room else top // 2]
        for value in values
    )
