"""Rows of any query as JSON, CSV and Markdown."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

_FORMULA: Final = re.compile("^[\\s\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")

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


def as_csv(columns: Iterable[str], rows: Iterable[Row]) -> str:
    """Comma-separated values that Excel opens rightly and in which nothing is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = list(columns)
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> object:
    """A spreadsheet obeys text that starts like a formula; an apostrophe keeps it text."""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return value.isoformat() if isinstance(value, date) else value
