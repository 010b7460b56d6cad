"""New records: plain data to YAML that every reader takes for the same data."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

WIDTH: Final = 100
_PLAIN: Final = re.compile(r"[A-Za-z]([A-Za-z0-9 ,&()/.'–-]*[A-Za-z0-9).])?|\([a-z]{1,2}\)")  # noqa: RUF001, as in Appendix 1
_OTHER_THAN_TEXT: Final = re.compile(r"true|false|null|yes|no|on|off|y|n", re.IGNORECASE)
"""Words that some reader, of YAML 1.1 perhaps, takes for a truth value or for nothing."""


def scalar(value: str | int | date, *, bracketed: bool = False) -> str:
    """Write a value of one line; a text in quotes wherever it could be taken for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    is_plain = _PLAIN.fullmatch(value) and not _OTHER_THAN_TEXT.fullmatch(value)
    if is_plain and not (bracketed and "," in value):
        return value
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def document(data: Mapping[str, Any]) -> str:
    """Write a record: what fits stands on one line, in brackets if need be."""
    return "".join(f"{line}\n" for line in _block(data, 0))


def _block(value: Mapping[str, Any] | Sequence[Any], indent: int) -> list[str]:
    pad, lines = " " * indent, []
    if isinstance(value, Mapping):
        for key, inner in value.items():
            start = f"{pad}{key}:"
            if isinstance(inner, str | int | date):
                lines.append(f"{start} {scalar(inner)}")
            elif len(start) + len(_flow(inner)) < WIDTH:
                lines.append(f"{start} {_flow(inner)}")
            else:
                lines += [start, *_block(inner, indent + 2)]
        return lines
    for inner in value:
        entry = _block(inner, indent + 2) if isinstance(inner, Mapping) else [scalar(inner)]
        lines += [f"{pad}- {entry[0].lstrip()}", *entry[1:]]
    return lines


def _flow(value: Any) -> str:  # noqa: ANN401, plain data
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, str | int | date):
        return scalar(value, bracketed=True)
    return f"[{', '.join(map(_flow, value))}]"
