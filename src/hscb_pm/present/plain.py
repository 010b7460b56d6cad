"""Rows of plain values in each format."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from hscb_pm.periods import say
from hscb_pm.present.out import Out, in_one_line

FORMATS: Final = ("text", "json", "csv", "md")


def show_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    format: str,
    out: Out,
    head: Mapping[str, Any],
) -> None:
    """Print rows in one of FORMATS; for people numbers have one decimal, in data all."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "rows", (dict(zip(columns, row, strict=True)) for row in rows)))
        case "csv":
            out.csv(columns, (dict(zip(columns, row, strict=True)) for row in rows))
        case "md":
            from hscb_pm.present.markdown import markdown_table

            out.raw(markdown_table([[*map(_said, row)] for row in rows], columns) + "\n")
        case _:
            _as_text(columns, [[*map(_said, row)] for row in rows], out)


def _said(value: object) -> object:
    if isinstance(value, date):
        return say(value)
    return f"{value:,.1f}" if isinstance(value, float) else value


def _as_text(columns: Sequence[str], rows: Sequence[Sequence[object]], out: Out) -> None:
    """Columns that stand below each other, wherever they are shown; figures to the right."""
    cells = [[in_one_line("-" if value is None else str(value)) for value in row] for row in rows]
    wide = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    right = [
        all(value is None or _is_figure(value) for value in column)
        for column in zip(*rows, strict=True)
    ] or [False] * len(columns)
    for line in ([*columns], *cells):
        placed = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, wide, right, strict=True)
        )
        out.line("  ".join(placed).rstrip())


def _is_figure(value: object) -> bool:
    text = str(value).replace(",", "").removeprefix("-")
    return text.replace(".", "", 1).isdecimal()
