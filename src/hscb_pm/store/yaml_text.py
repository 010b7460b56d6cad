"""New records: plain data to YAML that every reader takes for the same data."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any, Final, NamedTuple

WIDTH: Final = 100
_PLAIN: Final = re.compile(
    r"[A-Za-z]([A-Za-z0-9 ,&()/.'–-]*[A-Za-z0-9).])?|\([a-z]{1,2}\)|"  # noqa: RUF001, as in Appendix 1
    r"[0-9]{4}[-/][0-9]{2}( Q[1-4])?"  # a period
)
_KEY: Final = re.compile(r"(?!(?:true|false|null)\Z)[A-Za-z][A-Za-z0-9_-]*")
_OTHER_THAN_TEXT: Final = re.compile(r"true|false|null|yes|no|on|off|y|n", re.IGNORECASE)
"""Words that some reader, of YAML 1.1 perhaps, takes for a truth value or for nothing."""
_ESCAPES: Final = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"})

_CONFLICT: Final = {"<" * 7, ">" * 7}
"""What no line of a record may begin with, for git begins one so where a merge failed."""


class Noted(NamedTuple):
    """A value, and a comment to stand behind it."""

    value: Any
    note: str


def scalar(value: str | float | date | None, *, bracketed: bool = False) -> str:
    """Write a value on one line; a text in quotes wherever it could be taken for anything else."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if not isinstance(value, str):
        return str(value)
    if any(sign in value for sign in "\n\r\t"):
        return in_double_quotes(value)
    is_plain = _PLAIN.fullmatch(value) and not _OTHER_THAN_TEXT.fullmatch(value)
    if is_plain and not (bracketed and "," in value):
        return value
    return in_single_quotes(value)


def in_double_quotes(text: str) -> str:
    """Write a text on one line, whatever it holds."""
    return f'"{text.translate(_ESCAPES)}"'


def in_single_quotes(text: str) -> str:
    """Write a text that holds no end of a line, as it is."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def key(name: str) -> str:
    """Write a key; `on` and `no` are words there too."""
    return name if _KEY.fullmatch(name) else scalar(name)


def document(data: Mapping[str, Any]) -> str:
    """Write a record: what fits stands on one line, in brackets if need be."""
    return "".join(f"{line}\n" for line in block(data))


def block(value: Mapping[str, Any] | Sequence[Any], indent: int = 0) -> list[str]:
    """The lines of a mapping or a list, each entry on lines of its own."""
    pad, lines = " " * indent, []
    if isinstance(value, Mapping):
        for name, inner in value.items():
            lines += _entry(f"{pad}{key(name)}:", inner, indent)
        return lines
    for inner in value:
        first, *rest = _entry(f"{pad}-", inner, indent)
        if first == f"{pad}-":
            first = f"{first} {rest.pop(0).lstrip()}"
        lines += [first, *rest]
    return lines


def _entry(start: str, value: Any, indent: int) -> list[str]:  # noqa: ANN401, plain data
    """A value behind its key or dash, on one line if it fits there."""
    if isinstance(value, Noted):
        first, *rest = _entry(start, value.value, indent)
        note = "".join(c if c.isprintable() else " " for c in value.note)  # it ends with its line
        return [f"{first}  # {note}", *rest]
    if isinstance(value, str) and len(start) + len(scalar(value)) >= WIDTH:
        return _long_text(start, value, indent + 2)
    if isinstance(value, str | int | float | date | None):
        return [f"{start} {scalar(value)}"]
    if len(start) + len(in_brackets(value)) < WIDTH:
        return [f"{start} {in_brackets(value)}"]
    return [start, *block(value, indent + 2)]


def _long_text(start: str, text: str, indent: int) -> list[str]:
    """A text of several lines behind `>-`; on one line where blanks or signs forbid that."""
    words, lines = text.split(" "), []
    if all(word and word.isprintable() for word in words) and not _CONFLICT.intersection(words):
        lines = wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    if len(lines) <= 1:
        return [f"{start} {scalar(text)}"]
    return [f"{start} >-", *(f"{' ' * indent}{line}" for line in lines)]


def in_brackets(value: Any) -> str:  # noqa: ANN401, plain data
    """A value on one line, however long."""
    if isinstance(value, Noted):
        return " " * WIDTH  # a comment ends its line, so nothing that holds one fits on a line
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key(name)}: {in_brackets(its)}' for name, its in value.items())}}}"
    if isinstance(value, str | int | float | date | None):
        return scalar(value, bracketed=True)
    return f"[{', '.join(map(in_brackets, value))}]"
