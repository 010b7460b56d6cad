"""What is wrong, where, how badly, and what puts it right."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from typing import Final, NamedTuple

FieldPath = tuple[str | int, ...]
"""The way from a record to a value: `("outcomes", 0, "on")`."""
MOST_LISTED: Final = 12
_NOT: Final = ("not-", "not_", "not ")


class CannotError(Exception):
    """The command cannot be carried out, for a reason that the user can mend; exit code 2."""


class Severity(StrEnum):
    """How much a problem asks of whoever changed the register."""

    ERROR = "error"
    WARNING = "warning"


class Location(NamedTuple):
    """A place in a file; lines and columns start at 1, columns count code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """The form editors and terminals make a link of."""
        return f"{self.path}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing that is not as it should be, today and for ever."""

    location: Location
    code: str
    severity: Severity
    message: str
    fix: str | None = None
    record: str | None = None
    field: str | None = None
    explained: str | None = None

    @property
    def order(self) -> tuple[Location, str, str]:
        """What problems are sorted by: place, then code; the one order in which they are shown."""
        return self.location, self.code, self.message


def reason_of(error: OSError) -> str:
    """Why the system could not do it, as the end of a sentence."""
    return (error.strerror or "the system gives no reason").lower()


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where an offset stands in a text; both start at 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def dotted(path: FieldPath) -> str | None:
    """Write a field path as JSON does: `outcomes.0.on`; the record itself is None."""
    return ".".join(str(step) for step in path) or None


def listed(names: Iterable[object], most: int = MOST_LISTED) -> str:
    """Names in a row, of many only the first: a fix is there to be read."""
    first = list(islice(names, most + 1))
    return ", ".join(map(str, first[:most])) + (" …" if first[most:] else "")


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that somebody who typed `word` most likely meant; never its opposite."""
    from difflib import get_close_matches

    folded = {name.lower(): name for name in known if not _are_opposites(word, name)}
    if found := get_close_matches(word.lower(), folded, n=1, cutoff=cutoff):
        return folded[found[0]]
    holding = [name for name in folded if len(word) > 2 and word.lower() in name]  # noqa: PLR2004, a word
    return folded[min(holding, key=len)] if holding else None


def _are_opposites(one: str, other: str) -> bool:
    """Whether one of two words says not what the other says: `met` and `unmet`, or `not-met`."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    before = long.removesuffix(short)
    if before != long and before.rstrip("-_ ") in ("not", "no", "non", "un", "dis"):
        return True
    return one.lower().startswith(_NOT) != other.lower().startswith(_NOT)
