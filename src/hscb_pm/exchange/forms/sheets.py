"""The sheets of a form that came back, known by their headings, wherever these have been moved."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from hscb_pm.exchange.forms import layout as form
from hscb_pm.exchange.workbook import Cell, Line, Workbook
from hscb_pm.privacy import hide
from hscb_pm.problem import listed

_HEADER_WITHIN: Final = 20
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    form.RETURN: (form.NUMBER, form.STILL, form.GRADE, form.KIND, form.EVIDENCE, form.IMPROVEMENT),
    form.ACTIONS: (
        form.ACTION_ID,
        form.FOR_ROW,
        form.ACTION,
        form.ROLE,
        form.BY_WHEN,
        form.MEASURE,
    ),
    form.CONTACT: (form.CONTACT_WHAT, form.CONTACT_ANSWER),
}
"""The headings by which a sheet is known, whatever it is called."""
SHUT: Final = (form.ASKED, form.HELD, form.STATE)
"""What is only shown."""
_ALSO: Final = (form.ITS_ACTION, form.PROGRESS, *SHUT)
"""What a sheet can do without."""


class Sheet(NamedTuple):
    """A sheet that was known by its headings, and the rows below them."""

    name: str
    columns: Mapping[str, int]
    lines: list[Line]
    above: list[Line]
    """The rows above the headings."""

    def at(self, line: Line, heading: str) -> Cell | None:
        """The cell of a row below a heading; None where it is empty."""
        found = line.cells.get(self.columns.get(heading, -1))
        return found if found and found.value != "" else None

    def place(self, line: Line, heading: str) -> str:
        """Where the cell of a row below a heading is, whether it is empty or not."""
        from openpyxl.utils import get_column_letter

        column = get_column_letter(self.columns.get(heading, 0) + 1)
        start = next(iter(line.cells.values())).where.rpartition("!")[0]
        return f"{start}!{column}{line.number}"


class Found(NamedTuple):
    """The sheets by what they are, what is wrong with them, and what is worth knowing."""

    sheets: dict[str, Sheet]
    wrong: list[str]
    remarks: list[str]


def find(book: Workbook) -> Found:
    """The sheets of a form; one that is missing, doubled or without a heading is wrong."""
    found = Found({}, [], [])
    seen: dict[str, str] = {}
    for name, lines in book.lines():
        known, sheet = _known(name, lines)
        if sheet is None or known is None:
            if merged := list(_merged(lines, NEEDED.get(name, ()))):
                seen[name] = name
                found.wrong.extend(merged)
            else:
                found.remarks.extend(_strange(name, lines))
        elif known in seen:
            both = f"{quoted(seen[known])} and {quoted(name)}"
            found.wrong.append(f"{both} are both the sheet {known}; delete one of them")
        else:
            seen[known] = name
            if name != known:
                found.remarks.append(f"{quoted(name)} is the sheet {known}, renamed")
            if missing := [each for each in NEEDED[known] if each not in sheet.columns]:
                lost = f"{quoted(name)} has lost the heading {listed(missing)}"
                merged = list(_merged(lines, NEEDED[known]))
                found.wrong.extend(merged or [f"{lost}; write it above its column again"])
            else:
                found.sheets[known] = sheet
    for known in (form.RETURN, form.ACTIONS):
        if known not in seen:
            found.wrong.append(
                f"the sheet {known} is missing; take it back from the form that was sent"
            )
    return found


def _known(name: str, lines: list[Line]) -> tuple[str | None, Sheet | None]:
    """What a sheet is: that of whose headings it has most, if it has more than half."""
    best: tuple[str | None, Sheet | None] = None, None
    most = 0.5
    for known, needed in NEEDED.items():
        for place, columns in _headings(lines, needed):
            part = sum(heading in columns for heading in needed) / len(needed)
            if part > most:
                most, best = part, (known, Sheet(name, columns, lines[place + 1 :], lines[:place]))
    return best


def _headings(lines: list[Line], needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, int]]]:
    """What each of the first rows would be as a row of headings."""
    wanted = {folded(heading): heading for heading in (*needed, *_ALSO)}
    for place, line in enumerate(lines[:_HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in line.cells.items():
            if heading := wanted.get(folded(cell.value)):
                columns.setdefault(heading, column)
        yield place, columns


def _strange(name: str, lines: list[Line]) -> Iterator[str]:
    """What stands on a sheet that is not read."""
    if name == form.GUIDANCE:
        for line in lines:
            yield from (f"{cell.where} is not read" for c, cell in line.cells.items() if c)
    elif lines:
        yield f"{quoted(name)} is no sheet of the form and is not read"


def _merged(lines: list[Line], needed: tuple[str, ...]) -> Iterator[str]:
    """The cells that no heading can be read from, in the row that has most headings."""
    rows = [(len(columns), -place) for place, columns in _headings(lines, needed) if columns]
    if rows:
        for cell in lines[-max(rows)[1]].cells.values():
            if cell.wrong:
                yield (
                    f"{cell.where} stands among the headings and cannot be read; unmerge the cells "
                    "and write each heading as in the form that was sent"
                )


def folded(value: object) -> str:
    """A word as it is compared, whatever signs and capitals it has."""
    return re.sub(r"[\W_]+", "-", str(value).strip().casefold()).strip("-")


def quoted(name: str) -> str:
    """A sheet's name as it may be said."""
    return "'" + hide(name).replace("'", "''") + "'"
