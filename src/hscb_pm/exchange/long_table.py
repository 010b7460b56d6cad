"""Tables of any length from outside: read row by row, never as a whole, and never run."""

import codecs
import csv
import re
import stat
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final, Literal, NamedTuple, TextIO

from hscb_pm.exchange.packed import OLD, ZIP
from hscb_pm.exchange.texts import UnreadableError, text_of
from hscb_pm.privacy import hide
from hscb_pm.problem import reason_of
from hscb_pm.words import count, joined

Field = Literal[
    "indicator",
    "area",
    "region",
    "level",
    "period",
    "years",
    "numerator",
    "denominator",
    "value",
    "unit",
    "polarity",
]
HEADINGS: Final[Mapping[Field, tuple[str, ...]]] = {
    "indicator": (r"indicator( code| id)?|code", r"measure( code| short)?|k?pi"),
    "area": (r"area( name)?|la name|local authority( name)?|geography( name)?|authority",),
    "region": (r"region( name)?",),
    "level": (r"geographic level",),
    "period": (r"(time |reporting )?period", r"financial year|year|quarter|month|date"),
    "years": (r"year type|time identifier|period type",),
    "numerator": (r"numerator|num|count",),
    "denominator": (r"denominator|den|out of|base",),
    "value": (r"(indicator )?value", r"rate|percentage|percent|figure"),
    "unit": (r"units?|y axis name",),
    "polarity": (r"polarity",),
}
"""What the columns of such tables are called, the better name first."""
_HEADER_WITHIN: Final = 20
"""Rows in which the headings are looked for: a table may begin with a title."""
_CHUNK: Final = 1 << 20
_LONGEST: Final = 1 << 20
"""Characters in a line; a row of figures has some hundred."""
_DELIMITERS: Final = "\t;|,"
"""The rarer in a text first: numbers and sentences hold commas."""


class Columns(NamedTuple):
    """Which column holds what."""

    at: dict[Field, int]
    said: str
    """The same in words."""
    width: int
    """How many columns there are."""


def rows_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with its number as a spreadsheet counts."""
    with _opened(path) as file:
        first = list(islice(_lines(path, file), _HEADER_WITHIN))
        file.seek(0)
        often = {sign: sum(min(line.count(sign), 2) for line in first) for sign in _DELIMITERS}
        reader = csv.reader(
            _lines(path, file), delimiter=max(_DELIMITERS, key=often.__getitem__), strict=True
        )
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if any(cells):
                    yield number, cells
        except csv.Error:
            why = f"has a cell in row {number + 1} whose quotation marks do not fit, or too long"
            raise UnreadableError(path, why) from None


def _opened(path: Path) -> TextIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError(path, "is no file")
        encoding = _encoding(path)
        return path.open(encoding=encoding, errors="replace", newline="")
    except OSError as error:
        raise UnreadableError(path, f"cannot be read: {reason_of(error)}") from None


def _encoding(path: Path) -> str:
    """UTF-8, UTF-16 with its mark, or what Windows used before."""
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith((ZIP, OLD)):
            raise UnreadableError(path, "is a workbook or a zip file: save it as CSV")
        text_of(path, head)  # which refuses what is no text
        if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(head)
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _lines(path: Path, file: TextIO) -> Iterator[str]:
    """Lines of bounded length; Python's own would be as long as the file."""
    while line := file.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise UnreadableError(path, "has a line that is far too long")
        yield line


def columns_of(
    path: Path,
    rows: Iterator[tuple[int, list[str]]],
    wanted: Mapping[Field, str],
    *,
    of_one: bool,
) -> Columns:
    """Which column holds what; the rows are read up to the headings.

    A table that is `of_one` indicator needs no column that names it.
    """
    needed: list[Field] = ["area", "period", *([] if of_one else ["indicator"])]  # type: ignore[list-item]
    first: list[str] = []
    for _, cells in islice(rows, _HEADER_WITHIN):
        at = _columns(cells, wanted)
        if all(field in at for field in needed) and at.keys() & {"value", "numerator"}:
            said = (f"{field} = {hide(cells[at[field]])} ({letter_of(at[field])})" for field in at)
            return Columns(at, ", ".join(said), len(cells))
        first = first or cells
    raise UnreadableError(
        path,
        f"has no row of headings with {joined(needed)}, and value or numerator; name those that "
        "hscb does not know: --columns 'numerator=…'. "
        f"The first row has {count(len(first), 'cell')}",
    )


def _columns(cells: list[str], wanted: Mapping[Field, str]) -> dict[Field, int]:
    """The column of each field: the one that somebody named, else the first that fits best."""
    names = [_folded(cell) for cell in cells]
    found: dict[Field, int] = {}
    for field, shapes in HEADINGS.items():
        own = (re.escape(_folded(wanted[field])),) if field in wanted else shapes
        places = (
            column
            for shape in own
            for column, name in enumerate(names)
            if column not in found.values() and re.fullmatch(shape, name)
        )
        if (column := next(places, None)) is not None:
            found[field] = column
    return found


def _folded(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def letter_of(column: int) -> str:
    """A column's name in a spreadsheet: A, B … Z, AA."""
    more, place = divmod(column, 26)
    return (letter_of(more - 1) if more else "") + chr(ord("A") + place)
