"""Counts of child deaths, and what of them may be published."""

import re
from typing import Final

from hscb_pm.models.yearly import DeathCounts
from hscb_pm.suppression import PROFILES, Profile, Shown, protect_row, show_count

_PARTS: Final = (("notified", "unexpected"), ("reviewed", "modifiable"))
"""Each count of child deaths, and the part of it that is counted too."""
_FEW: Final = re.compile(
    r"(?<![\d.,£-])\b(?:[1-5]|one|two|three|four|five|once|twice|single)\b(?![.,]\d|%)"
    r"(?!\s+(?:year|month|week|day|hour|quarter|per cent|agenc|hospital|unit|ward|page)s?)"
    r"(?!\s+(?:of the (?:last|past)|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b)",
    re.IGNORECASE,
)


def deaths_published(counts: DeathCounts, *, public: bool) -> dict[str, Shown | None]:
    """Counts of child deaths as they may be shown: in public no small one, nor what gives it away.

    57 unexpected deaths of 60 tell of three others, so the 57 is hidden too.
    """
    rule = PROFILES["dfe" if public else "none"]
    found: dict[str, Shown | None] = {}
    for whole, part in _PARTS:
        total, of_it = getattr(counts, whole), getattr(counts, part)
        if isinstance(total, int) and isinstance(of_it, int):
            found[whole], found[part] = _whole_and_part(total, of_it, rule)
            continue
        for name, number in ((whole, total), (part, of_it)):
            found[name] = show_count(number, rule) if isinstance(number, int) else number
    return found


def _whole_and_part(total: int, part: int, rule: Profile) -> tuple[Shown, Shown]:
    try:
        cells, whole = protect_row([part, max(total - part, 0)], rule)
    except ValueError:  # too little is left to hide it behind
        return rule.symbol, rule.symbol
    return whole, cells[0]


def tells_of_few(text: str) -> bool:
    """Whether a text names so small a number that it may be one of children."""
    return _FEW.search(text) is not None
