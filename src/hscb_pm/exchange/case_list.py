"""Lists of cases to draw from: read, judged, never kept, and nothing in them ever repeated.

A list comes from an agency's case system, and a reference that should be a pseudonym may be a
child's name or number. So what is wrong is said with its line, and never with what stands there.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from hscb_pm.exchange.texts import bytes_of
from hscb_pm.models import Audit
from hscb_pm.privacy import KINDS, hide, scan, scan_name
from hscb_pm.privacy.numbers import nhs_valid
from hscb_pm.problem import CannotError, listed
from hscb_pm.sampling import Case, folded, tidy
from hscb_pm.store.files import decode
from hscb_pm.store.slips import Refusal
from hscb_pm.words import joined

AGENCIES: Final = "agencies"
"""The column that is taken for the agencies involved, where no other is named."""
_REFERENCE: Final = re.compile(r"[^\W_][\w ./:-]{0,63}")
_DAY, _MONTH = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
_MONTH_NAME = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE: Final = re.compile(
    rf"(?<!\d){_DAY}([-/. ]){_MONTH}\1(?:19|20)?\d\d(?!\d)"
    rf"|(?<!\d)(?:19|20)\d\d([-/. ]){_MONTH}\2{_DAY}(?!\d)"
    rf"|(?<!\d){_DAY}(?:[-/. ]{_MONTH_NAME}|{_MONTH_NAME}[a-z]*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_UPN: Final = re.compile(r"[A-Z]\d{11}[A-Z0-9]", re.IGNORECASE)
_NI_NUMBER: Final = re.compile(r"[A-Z]{2}\d{6}[A-D]", re.IGNORECASE)
_TEN_DIGITS: Final = re.compile(r"(?<!\d)\d{10}(?!\d)")
_INITIAL_AND_NAME: Final = re.compile(r"\b[A-Z]\.? [A-Z][a-z]{2,}")
_BETWEEN_AGENCIES: Final = re.compile("[;+,]")


class CaseListError(CannotError):
    """A list of cases that cannot be used; says where and why, and repeats nothing of it."""

    def __init__(self, message: str) -> None:
        super().__init__(hide(message))


class Columns(NamedTuple):
    """Which columns of a list hold what; None for what no column was named for."""

    reference: str | None = None
    agencies: str | None = None
    stratum: str | None = None


class Listed(NamedTuple):
    """A list as it was read: the line of each case, and whether it says who was involved."""

    cases: dict[int, Case]
    tells_agencies: bool


class _Row(NamedTuple):
    line: int
    reference: str
    agencies: str | None = None
    stratum: str | None = None


def cases_for(audit: Audit, path: Path, columns: Columns, *, all_multi_agency: bool) -> list[Case]:
    """The cases on a list; for a multi-agency audit the list has to tell who was involved."""
    found = read_list(path, columns)
    if found.tells_agencies and all_multi_agency:
        raise CaseListError(f"{path} tells the agencies of each case: leave out --all-multi-agency")
    cases = list(found.cases.values())
    if audit.level != "multi-agency-audit" and columns.agencies is None:
        return [case._replace(eligible=True) for case in cases]
    if not found.tells_agencies and not all_multi_agency:
        raise CaseListError(
            f"{path} does not tell which agencies were involved in a case, and a multi-agency "
            "audit draws from those with more than one: name the column with --agencies, or say "
            "with --all-multi-agency that the list holds no others"
        )
    return cases


def read_list(path: Path, columns: Columns) -> Listed:
    """Read a list: a CSV file with a header, or plain text with one reference to a line.

    A case is eligible if more than one agency was involved, or if the list does not tell.
    """
    text = _text(path)
    if path.suffix.lower() == ".csv":
        rows = list(_table(path, text, columns))
    elif any(columns):
        raise CaseListError(f"{path} is plain text, which has no columns; save it as .csv")
    else:
        rows = list(_lines(text))
    return Listed(_judged(path, rows), any(row.agencies is not None for row in rows))


def read_drawn(path: Path) -> dict[int, str]:
    """The references of cases that were drawn, by their lines, as `hscb audits sample` prints them.

    In plain text a stratum may follow, after two spaces.
    """
    text = _text(path)
    is_table = path.suffix.lower() == ".csv"
    rows = (
        _table(path, text, Columns()) if is_table else _lines(re.sub(r"(?<=\S) {2,}.*", "", text))
    )
    return {line: case.reference for line, case in _judged(path, list(rows)).items()}


def _text(path: Path) -> str:
    try:
        return decode(bytes_of(path))
    except Refusal as refusal:
        place = f"{path}, line {refusal.line}: {refusal.message}"
        raise CaseListError(f"{place}; save it as plain text or CSV, in UTF-8") from None


def _lines(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _Row(number, line)


def _table(path: Path, text: str, columns: Columns) -> Iterator[_Row]:
    rows = _numbered(path, text)
    _, header = next(rows, (1, []))
    at = _positions(path, header, columns)
    for line, cells in rows:
        if len(cells) != len(header):
            message = f"{path}, line {line}: {len(cells)} cells, and the header has {len(header)}"
            raise CaseListError(message)
        reference, agencies, stratum = at
        yield _Row(
            line,
            cells[reference],
            None if agencies is None else cells[agencies],
            None if stratum is None else cells[stratum],
        )


def _numbered(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise CaseListError(
                f"{path}, line {line}: a cell whose quotation marks do not fit"
            ) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def _positions(
    path: Path, header: list[str], columns: Columns
) -> tuple[int, int | None, int | None]:
    """Where the columns stand that are asked for; a header is told from a case by its digits."""
    names = [folded(name) for name in header]
    if not names or (columns.reference is None and re.search(r"\d", names[0])):
        raise CaseListError(f"{path}: a CSV list starts with the names of its columns")

    def find(option: str, wanted: str | None) -> int | None:
        if wanted is None:
            return None
        if names.count(folded(wanted)) != 1:
            how_many = "no column" if folded(wanted) not in names else "more than one column"
            raise CaseListError(f"{path}: {how_many} is called {wanted!r} ({option})")
        return names.index(folded(wanted))

    agencies = columns.agencies or (AGENCIES if AGENCIES in names else None)
    found = (
        find("--reference", columns.reference) or 0,
        find("--agencies", agencies),
        find("--by", columns.stratum),
    )
    places = [place for place in found if place is not None]
    if len(set(places)) < len(places):
        raise CaseListError(f"{path}: one column cannot be two of reference, agencies and --by")
    return found


def _judged(path: Path, rows: list[_Row]) -> dict[int, Case]:
    """The cases by their lines, if nothing is wrong with any row."""
    wrong: dict[str, list[str]] = {}
    lines: dict[str, list[str]] = {}
    cases = {}
    for row in rows:
        reference, stratum = tidy(row.reference), tidy(row.stratum or "")
        if why := _why_not(row, reference, stratum):
            wrong.setdefault(why, []).append(f"line {row.line}")
            continue
        lines.setdefault(folded(reference), []).append(str(row.line))
        several = row.agencies is None or _agencies(row.agencies) > 1
        cases[row.line] = Case(reference, stratum, several)
    same = [f"lines {joined(places)}" for places in lines.values() if len(places) > 1]
    if same:
        wrong["the same reference (capitals make no difference)"] = same
    if wrong:
        said = (f"{listed(places)}: {why}" for why, places in wrong.items())
        raise CaseListError(f"{path}, {'; '.join(said)}")
    return cases


def _why_not(row: _Row, reference: str, stratum: str) -> str | None:
    """Why a row cannot be drawn from, in words that fit any such row."""
    what = _identifier(reference) or _name(reference)
    what_stratum = _identifier(stratum)
    unclear = row.agencies is not None and _agencies(row.agencies) < 0
    checks = (
        (not reference, "no reference"),
        (what, f"this looks like {what}; give pseudonymous references, as C-0412"),
        (
            not _REFERENCE.fullmatch(reference),
            "a reference is at most 64 letters, digits and - _ . / :, as C-0412",
        ),
        (row.stratum is not None and not stratum, "nothing in the column of --by"),
        (what_stratum, f"what stands in the column of --by looks like {what_stratum}"),
        (unclear, "agencies are a whole number, or names with ; or + between them"),
    )
    return next((why for holds, why in checks if holds), None)


def _identifier(text: str) -> str | None:
    """What of a person a text looks like the number or the address of."""
    if found := scan(text) or scan_name(text):
        return KINDS[found[0].kind][0]
    packed = re.sub("[ -]", "", text)
    looks = (
        ("@" in text, "an e-mail address"),
        (_DATE.search(text), "a date"),
        (any(map(nhs_valid, _TEN_DIGITS.findall(packed))), "an NHS number"),
        (_UPN.fullmatch(packed), "a pupil's number (UPN)"),
        (_NI_NUMBER.fullmatch(packed), "a National Insurance number"),
    )
    return next((what for holds, what in looks if holds), None)


def _name(text: str) -> str | None:
    words = re.sub(r"['.\d-]", "", text).split()
    several = sum(word.isalpha() and len(word) > 1 for word in words) > 1
    is_name = several or _INITIAL_AND_NAME.search(text) or not re.search(r"\d", text)
    return "a name" if is_name else None


def _agencies(text: str) -> int:
    """How many agencies a cell says were involved; less than none if it does not say."""
    text = tidy(text.replace("\n", ";"))
    if text.isdecimal() and len(text) < len("1000"):
        return int(text)
    if text and not re.search(r"[^\W\d_]", text):
        return -1
    return len({folded(name) for name in _BETWEEN_AGENCIES.split(text)} - {""})
