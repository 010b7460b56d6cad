"""One value put into a YAML text, in the text's own style: no other character is changed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from hscb_pm.problem import FieldPath
from hscb_pm.store.composer import Composer, best_source
from hscb_pm.store.layout import Node, layout
from hscb_pm.store.yaml_text import WIDTH, block, in_brackets

LAST: Final = -1
"""As the last step of a path: behind what the list holds."""
_END: Final = re.compile(r"(?:\r?\n)?(?:^\.\.\.(?=\s|\Z).*)?\Z", re.MULTILINE | re.DOTALL)
"""The last line's end, and the mark that may end a document: no text can begin a line with it."""
_COMMA: Final = re.compile(r"\s*,")
_REST_OF_LINE: Final = re.compile(r"[ \t]*(?:[ \t]#[^\r\n]*)?(?=\r?\n|\Z)")


class CannotSpliceError(Exception):
    """The text is written in a way in which the value cannot be put there."""


def spliced(text: str, path: FieldPath, *values: Any) -> str:  # noqa: ANN401, plain data
    """The text with a value at a path; read again it says what it said before, and the value.

    It goes behind the last entry of a list (`LAST`, of which there may be several), under a key
    that is missing, or in the place of another value that stands on one line. Lists and mappings
    that are missing are made.
    """
    composer = Composer(best_source())
    after = _put_in(text, path, values)
    wanted = composer.compose(text).data
    for value in values:
        wanted = with_value(wanted, path, value)
    if repr(composer.compose(after).data) != repr(wanted):  # which tells 1 from true, and 1.0
        raise CannotSpliceError
    return after


def with_value(data: Any, path: FieldPath, value: Any) -> Any:  # noqa: ANN401, plain data
    """Plain data with a value at a path, as `spliced` puts it into the text."""
    if not path:
        return _as_read(value)
    step, *rest = path
    if step == LAST:
        return (*(data or ()), with_value(None, tuple(rest), value))
    below = with_value(_entry(data, step), tuple(rest), value)
    if isinstance(data, tuple):
        return (*data[: int(step)], below, *data[int(step) + 1 :])
    return {**(data or {}), step: below}


def _entry(data: Any, step: str | int) -> Any:  # noqa: ANN401, plain data
    try:
        return data[step]
    except (KeyError, TypeError):
        return None


def _as_read(value: Any) -> Any:  # noqa: ANN401, plain data
    if isinstance(value, Mapping):
        return {key: _as_read(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_as_read, value))
    return value.isoformat() if isinstance(value, date) else value


def _put_in(text: str, path: FieldPath, values: Sequence[Any]) -> str:
    root = layout(best_source(), text)
    if there := root.at(path):
        if there.within or "\n" in text[there.start : there.end]:
            raise CannotSpliceError
        return _with(text, (there.start, there.end, in_brackets(values[0])))
    *above, step = path
    holder = root.at(tuple(above))
    if holder is None:
        made = list(values) if step == LAST else {step: values[0]}
        return _put_in(text, tuple(above), [made])
    if not (holder.is_list if step == LAST else holder.is_mapping):
        raise CannotSpliceError
    if not holder.in_brackets:
        return _on_lines(text, root, holder, step, values)
    first, *others = values
    text = _between_brackets(text, holder, step, first)
    return _put_in(text, path, others) if others else text


# --- Lists and mappings on lines of their own --------------------------------------------------


def _on_lines(text: str, root: Node, holder: Node, step: str | int, values: Sequence[Any]) -> str:
    """Lines behind the last one, whatever comment stands on that; at the top, behind all others."""
    pad = " " * holder.column
    if step == LAST:
        lines = [line for value in values for line in _item(text, holder, value)]
    else:
        lines = _under_key(root, str(step), values[0])
    at = _end_of_all(text) if holder is root else _end_of_line(text, holder.end)
    if at is None:
        raise CannotSpliceError
    ending = _line_end(text, at)
    return _with(text, (at, at, "".join(f"{ending}{pad}{line}" for line in lines)))


def _item(text: str, holder: Node, value: Any) -> list[str]:  # noqa: ANN401, plain data
    """An entry of a list: as far from its dash, and in brackets or not, as the others are."""
    last = holder.last
    found = re.search(r"-( +)\Z", text[text.rfind("\n", 0, last.start) + 1 : last.start])
    gap = found[1] if found else " "
    others = [entry for entry in holder.within.values() if entry.is_mapping]
    brief = _bracketed(text, holder, value)
    fits = holder.column + len(f"-{gap}{brief}") <= WIDTH
    if (
        isinstance(value, Mapping)
        and others
        and not (fits and any(entry.in_brackets for entry in others))
    ):
        first, *rest = block(value)
        return [f"-{gap}{first}", *(f" {gap}{line}" for line in rest)]
    return [f"-{gap}{brief}"]


def _under_key(root: Node, key: str, value: Any) -> list[str]:  # noqa: ANN401, plain data
    """A new entry of a mapping; a list of mappings has a line for each, set in as others are."""
    if not (isinstance(value, list) and value and isinstance(value[0], Mapping)):
        return block({key: value})
    lists = (node for node in root.within.values() if node.is_list and not node.in_brackets)
    indents = (node.column - root.column for node in lists)
    return [f"{key}:", *block(value, next(indents, 2))]


def _end_of_line(text: str, end: int) -> int | None:
    """Where the line ends; None if more stands on it than a comment."""
    found = _REST_OF_LINE.match(text, end)
    return found.end() if found else None


def _end_of_all(text: str) -> int | None:
    """Where the last line of the document ends."""
    found = _END.search(text)
    return found.start() if found else None


def _line_end(text: str, at: int) -> str:
    """How the line ends; the last as the first does."""
    end = text.find("\n", at)
    return "\r\n" if text[: end if end >= 0 else text.find("\n")].endswith("\r") else "\n"


# --- Lists and mappings in brackets --------------------------------------------------------------


def _between_brackets(text: str, holder: Node, step: str | int, value: Any) -> str:  # noqa: ANN401, plain data
    piece = _bracketed(text, holder, value)
    if step != LAST:
        piece = f"{step}: {piece}"
    if not holder.within:
        return _with(text, (holder.start + 1, holder.start + 1, piece))
    *others, last = holder.within.values()
    comma = _COMMA.match(text, last.end)
    after, closing = (comma.end(), ",") if comma else (last.end, "")
    line = text.rfind("\n", 0, last.start) + 1
    if line > (others[-1].end if others else holder.start):  # each entry has a line of its own
        at = _end_of_line(text, after) or after
        indent = text[line : line + len(text[line:]) - len(text[line:].lstrip(" \t"))]
        new = f"{_line_end(text, at)}{indent}{piece}{closing}"
    else:
        at = after
        fits = after - line + len(piece) + len(", ]") <= WIDTH
        new = f" {piece}" if fits else f"{_line_end(text, at)}{' ' * (holder.column + 1)}{piece}"
        new += closing
    return _with(text, (last.end, last.end, "" if comma else ","), (at, at, new))


def _bracketed(text: str, holder: Node, value: Any) -> str:  # noqa: ANN401, plain data
    """A value on one line, with blanks inside its braces where the others have them."""
    said = in_brackets(value)
    spaced = any(text.startswith("{ ", entry.start) for entry in holder.within.values())
    return f"{{ {said[1:-1]} }}" if spaced and isinstance(value, Mapping) else said


def _with(text: str, *changes: tuple[int, int, str]) -> str:
    """The text with other characters from one place to another; the changes stand in order."""
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text
