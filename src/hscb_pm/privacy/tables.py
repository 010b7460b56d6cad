"""Rows of tables: each cell is read as if the heading of its column stood before it."""

import re
from collections.abc import Iterator

from hscb_pm.lazily import lazy
from hscb_pm.privacy.names import NO_NAME, ORGANISATION

Cell = tuple[int, str]

_HEADER = lazy(
    r"\b(?:d\.?o\.?b|date of (?:birth|death)|nhs|upn|names?|child|pupil|surname|forename"
    r"|mother|father|address|ni number|nino|case (?:no|number|ref\w*|id)|client id|crn|mosaic"
    r"(?: id)?|passport|sibling)\b",
    re.IGNORECASE,
)
_NAMES = lazy(
    r"(?:child|pupil|patient|client|young person|yp|mother|father|sibling|mum|dad|parent"
    r"|carer)?(?:'?s)?"
    r" ?(?:full |first |last |given |family )?(?:name|surname|forename|name of child)?s?",
    re.IGNORECASE,
)
_OF_CHILDREN = lazy(
    r"\b(?:d\.?o\.?b|date of birth|nhs|upn|child|pupil|mother|father|sibling|case)\b", re.IGNORECASE
)
_VALUE = lazy(r"\s*\"?[^\W\d_][\w' .,-]{1,40}\"?\s*")
_NUMBERED = lazy(r"[0-9](?:[^\w\n]?[A-Z]?[0-9]){3}")
_BY_COMMAS = lazy(r"[^,\n]{1,40},[^,\n]{0,40},")
_CHILD = "Child's name"
_LONGEST_HEADING = 30
_LONGEST_ROW = 2_000
_MOST_WORDS = 4
_FEWEST = 2
"""Columns of a table."""


def may_be_row(line: str) -> bool:
    """The line has what parts the cells of a table."""
    return "|" in line or "\t" in line or ";" in line or line.count(",") > 1


def headings(line: str) -> list[str]:
    """What each column holds, if the line is the head of a table of persons; else nothing.

    A column of names is one of children's where dates of birth or case numbers stand beside it.
    """
    row = cells(line) if ": " not in line else []
    if len(row) < _FEWEST or not _HEADER.search(line) or _NUMBERED.search(line):
        return []
    of_children = _OF_CHILDREN.search(line)
    found = []
    for _, cell in row:
        name = cell.strip(' "*')
        if len(name) > _LONGEST_HEADING or not _HEADER.search(name):
            found.append("")
        elif _NAMES.fullmatch(name):
            found.append(_CHILD if of_children else "")
        else:
            found.append(name)
    return found if any(found) else []


def cells(line: str) -> list[Cell]:
    """The cells of a row of a table, each with its place in the line."""
    for mark in ("|", "\t", ",", ";"):
        if line.count(mark) > (1 if mark in ",;" else 0):
            if mark == "," and not _BY_COMMAS.match(line):
                continue
            places, start = [], 0
            for part in line[:_LONGEST_ROW].split(mark):
                places.append((start, part))
                start += len(part) + 1
            return places
    return []


def under(row: list[Cell], names: list[str]) -> Iterator[Cell]:
    """The cells that a heading says something of, each with it before it, and where that begins."""
    for (start, cell), name in zip(row, names, strict=False):
        if name and cell.strip() and (name != _CHILD or _is_name(cell)):
            bare = cell.lstrip(' "*')
            yield start + len(cell) - len(bare) - len(name) - 2, f"{name}: {bare}"


def _is_name(cell: str) -> bool:
    words = cell.replace(",", " ").strip(' "').split()
    return (
        bool(_VALUE.fullmatch(cell))
        and 0 < len(words) <= _MOST_WORDS
        and not any(w.lower() in NO_NAME or w.lower() in ORGANISATION for w in words)
    )
