"""How a YAML text is laid out: where each value stands, and in which style it is written."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, Optional

from hscb_pm.problem import FieldPath
from hscb_pm.store.composer import EventSource

_COLON: Final = re.compile(r"\s*:")
_KEEPS: Final = re.compile(r"[|>][1-9]?\+")
_DASH: Final = re.compile(r"^[ \t]*(-)(?=\s|\Z)", re.MULTILINE)


class Node(NamedTuple):
    """A value in a text, in characters from its beginning."""

    start: int
    end: int
    """Where it ends, without the blank lines and comments after it that are no part of it."""
    column: int
    within: dict[str | int, "Node"]
    is_list: bool = False
    is_mapping: bool = False
    in_brackets: bool = False
    style: str = ""
    """Of a text in quotes or of a block, the character with which it begins."""
    begin: int = 0
    """Where its key stands, or its dash; without either, the value."""
    after: int = 0
    """Where the colon of its key ends, or its dash."""

    def at(self, path: FieldPath) -> Optional["Node"]:
        """The value at a path; None if there is none."""
        found: Node | None = self
        for step in path:
            found = found.within.get(step) if found else None
        return found

    @property
    def last(self) -> "Node":
        """What stands last in it."""
        return next(reversed(self.within.values()))

    @property
    def leaf(self) -> "Node":
        """The value with which it ends."""
        return self.last.leaf if self.within else self

    @property
    def is_block(self) -> bool:
        """Whether it is a text that begins on the line after its `|` or `>`."""
        return self.style in ("|", ">")

    def keeps_blank_lines(self, text: str) -> bool:
        """Whether blank lines after it are part of it."""
        return _KEEPS.match(text, self.start) is not None


def layout(source: EventSource, text: str) -> Node:
    """Where everything stands in a text that was composed before."""
    advance = source.start(text)
    advance()  # the start of the stream
    advance()  # the start of the document
    return _node(source, advance, advance(), text)


def _node(source: EventSource, advance: Callable[[], Any], event: Any, text: str) -> Node:  # noqa: ANN401, an event
    start, column = event.start_mark.index, event.start_mark.column
    kind = type(event)
    if kind not in (source.mapping, source.sequence):
        style, said = getattr(event, "style", None) or "", text[start : event.end_mark.index]
        keeps = _KEEPS.match(said)  # the blank lines after it are part of it
        said = said.removesuffix("\n").removesuffix("\r") if keeps else said.rstrip()
        return Node(start, start + len(said), column, {}, style=style)
    in_brackets = bool(event.flow_style)
    within, end = {}, event.end_mark.index
    is_list = kind is source.sequence
    entries = _items(source, advance, text, None if in_brackets else start)
    for name, below in entries if is_list else _pairs(source, advance, text):
        if name is None:
            end = below.end if in_brackets else end
        else:
            within[name] = below
            end = below.end
    return Node(start, end, column, within, is_list, not is_list, in_brackets)


def _pairs(
    source: EventSource, advance: Callable[[], Any], text: str
) -> Iterator[tuple[str | None, Node]]:
    """The entries of a mapping; at last, without a name, what closes it."""
    while type(key := advance()) is not source.mapping_end:
        name = unicodedata.normalize("NFC", key.value)
        node = _node(source, advance, advance(), text)
        colon = _COLON.match(text, key.end_mark.index)
        after = colon.end() if colon else key.end_mark.index
        yield name, _behind(node, key.start_mark.index, after, is_empty=node.start == node.end)
    yield None, Node(key.start_mark.index, key.end_mark.index, 0, {})


def _items(
    source: EventSource, advance: Callable[[], Any], text: str, dash: int | None
) -> Iterator[tuple[int | None, Node]]:
    """The entries of a list, the first behind that dash; at last what closes it."""
    index = 0
    while type(event := advance()) is not source.sequence_end:
        node = _node(source, advance, event, text)
        if dash is None:
            node = _behind(node, node.start, node.start, is_empty=False)
        else:
            node = _behind(node, dash, dash + 1, is_empty=node.start == node.end)
            following = _DASH.search(text, node.end)
            dash = following.start(1) if following else dash
        yield index, node
        index += 1
    yield None, Node(event.start_mark.index, event.end_mark.index, 0, {})


def _behind(node: Node, begin: int, after: int, *, is_empty: bool) -> Node:
    """A value with the place of its key or dash; where a value is left out, it would be there."""
    if is_empty:
        node = node._replace(start=after, end=after)
    return node._replace(begin=begin, after=after)
