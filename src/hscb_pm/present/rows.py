"""Rows of any query as JSON, CSV and Markdown."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

_FORMULA: Final = re.compile("^'*[\\s\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Behind an apostrophe, too: so taking one off always gives back what was written."""
_NUMBER: Final = re.compile(r"-[0-9]+(\.[0-9]+)?")
_MARK: Final = "\ufeff"

Row = Mapping[str, object]


def as_json(head: Mapping[str, Any], name: str, rows: Iterable[Row], /, **more: Any) -> str:  # noqa: ANN401, plain data
    """The envelope that every JSON output shares, and the rows under their name; ASCII only."""
    return in_ascii({"version": 1, **head, **more, name: list(rows)})


def in_ascii(body: Mapping[str, Any]) -> str:
    """JSON that nothing on its way takes for something else: a terminal, a script, a log of CI."""
    text = json.dumps(body, ensure_ascii=True, indent=2, default=_plain)
    return text.replace("<", "\\u003c").replace("##[", "##\\u005b") + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def as_csv(columns: Iterable[str], rows: Iterable[Row], *, raw: bool = False) -> str:
    """Comma-separated values that Excel opens rightly and in which nothing is a formula.

    Those that are `raw` are for programs, which take text as it is.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n" if raw else "\r\n")
    columns = list(columns)
    plain = _plain_cell if raw else _cell
    writer.writerow(map(plain, columns))
    writer.writerows([plain(row[column]) for column in columns] for row in rows)
    return text.getvalue() if raw else f"{_MARK}{text.getvalue()}"


def without_apostrophe(text: str) -> str:
    """A text of a table without the apostrophe that kept it from being a formula."""
    return text[1:] if text.startswith("'") and _obeyed(text[1:]) else text


def _obeyed(text: str) -> bool:
    return _FORMULA.match(text) is not None and not _NUMBER.fullmatch(text)


def _cell(value: object) -> object:
    """A spreadsheet obeys text that starts like a formula; an apostrophe keeps it text."""
    if isinstance(value, str):
        return f"'{value}" if _obeyed(value) else value
    return _plain_cell(value)


def _plain_cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
