"""Lists and mappings in brackets, on one line or over several: entries that come and go."""

import re
from collections.abc import Sequence
from typing import Any, Final

from hscb_pm.store.layout import Node
from hscb_pm.store.lines import (
    CannotSpliceError,
    comments_above,
    is_first_on_line,
    line_end,
    line_start,
    place_of,
    rest_of_line,
    spaced_brackets,
    with_changes,
)
from hscb_pm.store.yaml_text import WIDTH, in_brackets, key

_COMMA: Final = re.compile(r"\s*,")
_OPENING: Final = ("[", "{")


def fits(text: str, holder: Node, value: Any) -> bool:  # noqa: ANN401, plain data
    """Whether a first entry stands on the line of its brackets."""
    return holder.end - line_start(text, holder.start) + len(in_brackets(value)) <= WIDTH


def with_key(text: str, holder: Node, name: str, value: Any, order: Sequence[str]) -> str:  # noqa: ANN401, plain data
    """A new key where the order puts it, or behind the others."""
    index = place_of(list(map(str, holder.within)), name, order)
    return _with_piece(text, holder, index, f"{key(name)}: {spaced_brackets(text, holder, value)}")


def with_item(text: str, holder: Node, index: int, value: Any) -> str:  # noqa: ANN401, plain data
    """A new entry of a list, before the one that has that place."""
    return _with_piece(text, holder, index, spaced_brackets(text, holder, value))


def with_value(text: str, node: Node, value: Any) -> str:  # noqa: ANN401, plain data
    """A value in the place of another, or where one was left out."""
    gap = " " if node.start == node.after and text[node.start - 1 : node.start] == ":" else ""
    return with_changes(text, (node.start, node.end, f"{gap}{in_brackets(value)}"))


def _with_piece(text: str, holder: Node, index: int, piece: str) -> str:
    if not text.startswith(_OPENING, holder.start):  # `[a: b]`, a mapping without its braces
        raise CannotSpliceError
    if not holder.within:
        return with_changes(text, (holder.start + 1, holder.start + 1, piece))
    if index == len(holder.within):
        return _behind_all(text, holder, piece)
    node = list(holder.within.values())[index]
    if is_first_on_line(text, node.begin):
        indent = text[line_start(text, node.begin) : node.begin]
        piece = f"{piece},{line_end(text, node.begin)}{indent}"
    else:
        piece = f"{piece}, "
    return with_changes(text, (node.begin, node.begin, piece))


def _behind_all(text: str, holder: Node, piece: str) -> str:
    *others, last = holder.within.values()
    comma = _COMMA.match(text, last.end)
    after, closing = (comma.end(), ",") if comma else (last.end, "")
    line = line_start(text, last.begin)
    if line > (others[-1].end if others else holder.start):  # each entry has a line of its own
        try:
            at = rest_of_line(text, after)
        except CannotSpliceError:
            at = after
        indent = text[line : line + len(text[line:]) - len(text[line:].lstrip(" \t"))]
        new = f"{line_end(text, at)}{indent}{piece}{closing}"
    else:
        at = after
        room = after - line + len(piece) + len(", ]") <= WIDTH
        new = f" {piece}" if room else f"{line_end(text, at)}{' ' * (holder.column + 1)}{piece}"
        new += closing
    return with_changes(text, (last.end, last.end, "" if comma else ","), (at, at, new))


def without(text: str, holder: Node, index: int) -> str:
    """The text without an entry that is not the only one, nor the comments that belong to it."""
    if not text.startswith(_OPENING, holder.start):
        raise CannotSpliceError
    nodes = list(holder.within.values())
    node, before = nodes[index], nodes[index - 1].end if index else holder.start + 1
    comma = _COMMA.match(text, node.end)
    end = comma.end() if comma else node.end
    is_alone = is_first_on_line(text, node.begin) and text[before : node.begin].count("\n")
    if is_alone and (whole := _rest(text, end)) is not None and whole < len(text):
        above = comments_above(text, node.begin, before)
        return with_changes(text, (above, text.index("\n", whole) + 1, ""))
    if index + 1 < len(nodes) and not text[end : nodes[index + 1].begin].strip(" \t"):
        return with_changes(text, (node.begin, nodes[index + 1].begin, ""))
    if index and _is_bare(text[before : node.begin]):
        return with_changes(text, (before, node.end, ""))
    raise CannotSpliceError


def _rest(text: str, end: int) -> int | None:
    try:
        return rest_of_line(text, end)
    except CannotSpliceError:
        return None


def _is_bare(between: str) -> bool:
    """Whether only a comma stands between two entries, and no comment."""
    return between.strip() == ","
