"""Text as Markdown shows it, and the helpers that templates write Markdown with."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from inspect import Signature, signature
from typing import Final

from hscb_pm.periods import say
from hscb_pm.words import count

_PLAIN: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9,;%£'\"()/-]|(?<![wW])\.| (?=[A-Za-z0-9]))*")
"""What no format takes for anything but text, which most of a paper is."""
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|~#{}$])")
_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY: Final = re.compile(r"&(?=#?\w{1,40};|#?\w{0,40}$)")
_SCHEME: Final = re.compile(r":(?=//|/?$)")
_WWW: Final = re.compile(r"(?i)(?<![^\W_])(w{1,3})\.")
_MENTION: Final = re.compile(r"(?<!\w)@(?=\w|$)")
_MAILBOX: Final = re.compile(r"(?<=\w)@(?=[\w-]+\.\w|$)")
_START: Final = re.compile(r"^([-+=:.)])|^(\d{1,9})([.)])(?=\s|$)")


class Written(str):
    """Markdown that is written as it is; whatever is done to it gives plain text again."""

    __slots__ = ()


def markdown_text(value: object) -> Written:
    """Escape a value so that Markdown shows it as it is, wherever a template may cut or join it."""
    if isinstance(value, Written):
        return value
    if value is None:
        return Written("—")
    text = say(value) if isinstance(value, date) else str(value)
    if _PLAIN.fullmatch(text):
        return Written(text)
    text = _SPACE.sub(" ", text).strip()
    text = _SPECIAL.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _WWW.sub(r"\1\\.", _SCHEME.sub(r"\\:", text))
    text = _MENTION.sub("@&#8203;", text)  # GitHub looks for names after all escapes are undone
    text = _MAILBOX.sub(r"\\@", text)
    return Written(_START.sub(_escaped_start, text))


def _escaped_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


class WrongCallError(Exception):
    """A helper was given what it cannot show."""


def markdown_table(
    rows: Iterable[Sequence[object]],
    columns: Sequence[str],
    caption: str | None = None,
    none: str | None = None,
) -> Written:
    """A Markdown table of plain values below its caption; a sentence where there are no rows.

    `none` is what is said then, as in "Late actions. None."
    """
    cells = [*_rows(rows, _columns(columns))]
    if not cells and none:
        return Written(
            " ".join(markdown_text(said) for said in (caption and f"{caption}.", none) if said)
        )
    if not cells:
        return Written(f"{markdown_text(caption)}: none." if caption else "None.")
    lines: list[list[str]] = [[markdown_text(name) for name in columns], ["---"] * len(columns)]
    lines += [[markdown_text(value) for value in row] for row in cells]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return Written(f"Table: {markdown_text(caption)}\n\n{table}" if caption else table)


def _columns(columns: object) -> int:
    if isinstance(columns, str | Mapping) or not isinstance(columns, Sequence) or not columns:
        raise WrongCallError('`table` takes the names of its columns as a list: ["When", "What"]')
    return len(columns)


def _rows(rows: object, columns: int) -> Iterator[Sequence[object]]:
    """Rows that are rows: cells would be lost, or letters shown, where one is not."""
    if isinstance(rows, str | Mapping) or not isinstance(rows, Iterable):
        raise WrongCallError("`table` takes rows first, a list of lists, and this is none")
    for number, row in enumerate(rows, 1):
        if isinstance(row, str) or not isinstance(row, Sequence):
            raise WrongCallError(f"row {number} of the table is no list of cells")
        if len(row) != columns:
            cells = count(len(row), "cell")
            said = f"row {number} of the table has {cells}, and there are {columns} columns"
            raise WrongCallError(said)
        yield row


def prose(text: object) -> Written:
    """Text of one paragraph or several, each written as it is."""
    parts = re.split(r"\n\s*\n", str(text or "").strip())
    return Written("\n\n".join(map(markdown_text, parts)))


def chart(picture: Mapping[str, str]) -> Written:
    """A chart that the paper holds: its `source` is its file, its `alt` what it shows in words."""
    if not isinstance(picture, Mapping) or not {"alt", "source"} <= picture.keys():
        raise WrongCallError("`chart` takes one of the paper's charts, and this is none")
    return Written(f"![{markdown_text(picture['alt'])}]({markdown_text(picture['source'])})")


def day(value: date | None) -> Written:
    """A date in words; a dash where there is none."""
    return markdown_text(value)


def plural(number: int, one: str, many: str | None = None) -> Written:
    """A number with its noun: `1 file`, `no files`."""
    if not isinstance(number, int):
        raise WrongCallError("`plural` takes a whole number first, then its noun")
    return markdown_text(count(number, one, many))


HELPERS: Final[Mapping[str, Callable[..., Written]]] = {
    "table": markdown_table,
    "prose": prose,
    "chart": chart,
    "date": day,
    "plural": plural,
}
"""What a template can call, besides what Jinja itself has."""


@cache
def takes(name: str) -> Signature:
    """What a helper can be called with."""
    return signature(HELPERS[name])


def usage(name: str) -> str:
    """How a helper is called: `date(value)`."""
    return f"{name}({', '.join(takes(name).parameters)})"
