"""Which column of somebody's table holds what: guessed from the row of headings, and said."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Final, TypeVar

from hscb_pm.problem import CannotError

F = TypeVar("F", bound=str)
HEADER_WITHIN: Final = 20
"""Rows in which the headings are looked for: tables begin with a title."""
_MOST_COLUMNS: Final = 500
"""Cells of a row; each takes its time, and a table that people fill in has a few dozen."""

P = TypeVar("P")


def header(
    grid: Sequence[tuple[P, Mapping[int, object]]],
    shapes: Mapping[F, Sequence[str]],
    wanted: Mapping[F, str],
    needed: Sequence[F],
) -> tuple[int, dict[F, int]] | None:
    """Which row holds the headings, and the column of each field that has one.

    Of the first rows, the one in which most fields are found, one that is needed among them: a
    title may read like a heading. CannotError where a row has too many cells.
    """
    if any(len(row) > _MOST_COLUMNS for _, row in grid):
        why = "delete those that are not needed, or check what parts the cells"
        raise CannotError(f"a table with more than {_MOST_COLUMNS} columns is not read: {why}")
    found = [
        (number, columns({c: _names(v) for c, v in row.items()}, shapes, wanted))
        for number, (_, row) in enumerate(grid[:HEADER_WITHIN])
    ]
    return max(
        (each for each in found if any(field in each[1] for field in needed)),
        key=lambda each: len(each[1]),
        default=None,
    )


def columns(
    names: Mapping[int, Sequence[str]],
    shapes: Mapping[F, Sequence[str]],
    wanted: Mapping[F, str],
) -> dict[F, int]:
    """The column of each field: the one that is named, else the one whose heading fits best."""
    found: dict[F, int] = {}
    own = {field: (re.escape(folded(heading)),) for field, heading in wanted.items()}
    known = {field: own.get(field, shapes[field]) for field in shapes}
    for rank in range(max(map(len, known.values()), default=0)):
        for field in sorted(known, key=lambda field: field not in own):
            free = (c for c in names if c not in found.values())
            if field not in found and rank < len(known[field]):
                shape = known[field][rank]
                column = next((c for c in free if _fits(shape, names[c])), None)
                found |= {} if column is None else {field: column}
    return {field: found[field] for field in shapes if field in found}


def _fits(shape: str, names: Sequence[str]) -> bool:
    return any(re.fullmatch(shape, name) for name in names)


def _names(heading: object) -> list[str]:
    """What a heading may be read as: all of it, and each part of `Success criteria / outcome`."""
    return [folded(heading), *(folded(part) for part in re.split(r"[/|(]", str(heading)))]


def folded(value: object) -> str:
    """A heading as different hands write it."""
    return " ".join(re.sub(r"[\W_]+", " ", str(value)).casefold().split())


def from_csv(text: str) -> Iterator[tuple[str, dict[int, str | date]]]:
    """The rows of a table whose cells are parted by commas, semicolons or tabs.

    They are numbered as a spreadsheet shows them, in which a row may have several lines.
    csv.Error where a quotation mark is never closed: it would take in all the rows after it.
    """
    first = next((line for line in text.split("\n") if line.strip()), "")
    parted_by = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True)
    for number in count(1):
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            why = "whose quotation marks do not fit, or that is far too long"
            raise csv.Error(f"has a cell {why}, in the row that begins in line {begins}") from None
        row: dict[int, str | date] = {n: c.strip() for n, c in enumerate(cells) if c.strip()}
        if row:
            yield f"row {number}", row
