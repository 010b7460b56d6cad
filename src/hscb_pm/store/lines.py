"""Lists and mappings on lines of their own: entries added, taken away, and put in others' place."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from hscb_pm.store.layout import Node
from hscb_pm.store.scalars import HEADER
from hscb_pm.store.yaml_text import WIDTH, block, in_brackets

_END: Final = re.compile(r"(?:\r?\n)?(?:^\.\.\.(?=\s|\Z).*)?\Z", re.MULTILINE | re.DOTALL)
"""The last line's end, and the mark that may end a document: no text can begin a line with it."""
_REST_OF_LINE: Final = re.compile(r"[ \t]*(?:[ \t]#[^\r\n]*)?(?=\r?\n|\Z)")
_BELOW: Final = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n|\Z))*\r?\n([ \t]*)#[^\r\n]*")
"""A comment on the next line that is not blank."""


class CannotSpliceError(Exception):
    """The text is written in a way in which the value cannot be put there."""


def with_changes(text: str, *changes: tuple[int, int, str]) -> str:
    """The text with other characters from one place to another; the changes stand in order."""
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text


def line_end(text: str, at: int) -> str:
    """How the line ends; the last as the first does."""
    end = text.find("\n", at)
    return "\r\n" if text[: end if end >= 0 else text.find("\n")].endswith("\r") else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, at) + 1


def is_first_on_line(text: str, at: int) -> bool:
    """Whether nothing stands before it on its line."""
    return not text[line_start(text, at) : at].strip(" \t")


def rest_of_line(text: str, end: int) -> int:
    """Where the line ends; CannotSpliceError if more stands on it than a comment."""
    found = _REST_OF_LINE.match(text, end)
    if found is None:
        raise CannotSpliceError
    return found.end()


def comments_above(text: str, begin: int, after: int) -> int:
    """Where the comments begin that stand directly above an entry, set in as far as it is."""
    start = line_start(text, begin)
    pad = text[start:begin]
    while start > after:
        above = line_start(text, start - 1)
        if above < after or not text.startswith(f"{pad}#", above):
            break
        start = above
    return start


# --- Entries that come --------------------------------------------------------------------------


def with_key(
    text: str, root: Node, holder: Node, new: tuple[str, Any], order: Sequence[str]
) -> str:
    """A new key where the order puts it."""
    index = place_of(list(map(str, holder.within)), new[0], order)
    return _with_lines(text, root, holder, index, _under_key(root, *new))


def with_item(text: str, root: Node, holder: Node, index: int, value: Any) -> str:  # noqa: ANN401, plain data
    """A new entry of a list, before the one that has that place."""
    return _with_lines(text, root, holder, index, _item(text, holder, value))


def place_of(keys: list[str], key: str, order: Sequence[str]) -> int:
    """Where among keys a new one goes: behind the one there that the order has before it."""
    if key not in order:
        return len(keys)
    before = [known for known in order[: order.index(key)] if known in keys]
    if before:
        return keys.index(before[-1]) + 1
    places = [order.index(known) for known in keys if known in order]
    return 0 if places == sorted(places) else len(keys)


def _with_lines(text: str, root: Node, holder: Node, index: int, new: Sequence[str]) -> str:
    """Lines behind what belongs to the entry before; below a file's head, above its end mark."""
    nodes, pad = list(holder.within.values()), " " * holder.column
    if index == 0:
        at = nodes[0].begin
        if holder is not root and is_first_on_line(text, at):
            at = comments_above(text, at, holder.after) + len(pad)
        ending = line_end(text, at)
        return with_changes(text, (at, at, "".join(f"{line}{ending}{pad}" for line in new)))
    at = _end_of_entry(text, nodes[index - 1])
    if holder is root and index == len(nodes) and (found := _END.search(text)):
        at = found.start()  # behind all comments
    ending = line_end(text, at)
    return with_changes(text, (at, at, "".join(f"{ending}{pad}{line}" for line in new)))


def _item(text: str, holder: Node, value: Any) -> list[str]:  # noqa: ANN401, plain data
    """An entry of a list: as far from its dash, and in brackets or not, as the others are."""
    last = holder.last
    found = re.search(r"-( +)\Z", text[line_start(text, last.start) : last.start])
    gap = found[1] if found else " "
    others = [entry for entry in holder.within.values() if entry.is_mapping]
    brief = spaced_brackets(text, holder, value)
    fits = holder.column + len(f"-{gap}{brief}") <= WIDTH
    if (
        isinstance(value, Mapping)
        and value
        and others
        and not (fits and any(entry.in_brackets for entry in others))
    ):
        first, *rest = block(value)
        return [f"-{gap}{first}", *(f" {gap}{line}" for line in rest)]
    return [f"-{gap}{brief}"]


def spaced_brackets(text: str, holder: Node, value: Any) -> str:  # noqa: ANN401, plain data
    """A value on one line, with blanks inside its braces where the others have them."""
    said = in_brackets(value)
    spaced = any(text.startswith("{ ", entry.start) for entry in holder.within.values())
    return f"{{ {said[1:-1]} }}" if spaced and isinstance(value, Mapping) else said


def _under_key(root: Node, key: str, value: Any) -> list[str]:  # noqa: ANN401, plain data
    """A new entry of a mapping; a list of mappings has a line for each, set in as others are."""
    if not (isinstance(value, list) and value and isinstance(value[0], Mapping)):
        return block({key: value})
    name = block({key: ""})[0].removesuffix(" ''")
    return [name, *block(value, _indent_of_lists(root))]


def _indent_of_lists(root: Node) -> int:
    lists = (node for node in root.within.values() if node.is_list and not node.in_brackets)
    return next((node.column - root.column for node in lists), 2)


# --- Entries that go ----------------------------------------------------------------------------


def without(text: str, root: Node, holder: Node, index: int) -> str:
    """The text without an entry that is not the only one, nor the comments that belong to it."""
    nodes = list(holder.within.values())
    node = nodes[index]
    end = _end_of_entry(text, node)
    if not is_first_on_line(text, node.begin):  # behind the dash of a list
        follows = nodes[1].begin
        if text[end:follows].strip():  # a comment of the next entry
            start = len(text[: node.begin].rstrip(" \t"))
            return with_changes(text, (start, end, ""))
        return with_changes(text, (node.begin, follows, ""))
    is_head = holder is root and index == 0
    after = nodes[index - 1].end if index else holder.after
    above = line_start(text, node.begin) if is_head else comments_above(text, node.begin, after)
    before = nodes[index - 1].leaf if index else holder
    if end < len(text):
        end = text.index("\n", end) + 1
        if before.keeps_blank_lines(text):
            end = len(text) - len(text[end:].lstrip("\r\n"))
    elif not before.is_block:  # the last line had no end, and has none again
        above = len(text[:above].rstrip("\r\n"))
    return with_changes(text, (above, end, ""))


def _end_of_entry(text: str, node: Node) -> int:
    """Where the last line ends of what belongs to an entry: comments below it, set in further."""
    end = rest_of_line(text, node.end)
    column = node.begin - line_start(text, node.begin)
    while (found := _BELOW.match(text, end)) and len(found[1]) > column:
        end = found.end()
    return end


# --- One value in the place of another ------------------------------------------------------------


def with_value(text: str, root: Node, holder: Node, node: Node, value: Any) -> str:  # noqa: ANN401, plain data
    """A value behind a key or a dash; a comment that stands there stays."""
    text, at = _emptied(text, node)
    brief = in_brackets(value)
    line = line_start(text, at)
    if at - line + len(f" {brief}") <= WIDTH or not isinstance(value, Mapping | list | tuple):
        return with_changes(text, (at, at, f" {brief}"))
    if holder.is_list:
        first, *rest = block(value)
        at_end, pad = rest_of_line(text, at), " " * (holder.column + 2)
        ending = line_end(text, at)
        below = "".join(f"{ending}{pad}{line}" for line in rest)
        return with_changes(text, (at, at, f" {first}"), (at_end, at_end, below))
    indent = 2 if isinstance(value, Mapping) else _indent_of_lists(root)
    at_end, pad = rest_of_line(text, at), " " * holder.column
    below = "".join(f"{line_end(text, at)}{pad}{line}" for line in block(value, indent))
    return with_changes(text, (at_end, at_end, below))


def _emptied(text: str, node: Node) -> tuple[str, int]:
    """The text without a value but with its key, and where that ends."""
    kept = HEADER.match(text, node.start) if node.is_block else None
    comment = kept[5].rstrip() if kept else ""
    if "\n" not in text[node.after : node.start]:
        return with_changes(text, (node.after, node.end, comment)), node.after
    start, end = rest_of_line(text, node.after), _end_of_entry(text, node)
    return with_changes(text, (start, end, "")), node.after
