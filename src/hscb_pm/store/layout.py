"""How a YAML text is laid out: where each value stands, and in which style it is written."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Optional

from hscb_pm.problem import FieldPath
from hscb_pm.store.composer import EventSource


class Node(NamedTuple):
    """A value in a text, in characters from its beginning."""

    start: int
    end: int
    """Where it ends, without the blank lines and comments after it."""
    column: int
    within: dict[str | int, "Node"]
    is_list: bool = False
    is_mapping: bool = False
    in_brackets: bool = False

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
        return Node(start, start + len(text[start : event.end_mark.index].rstrip()), column, {})
    in_brackets = bool(event.flow_style)
    within, end = {}, event.end_mark.index
    for name, below in _entries(source, advance, text, is_mapping=kind is source.mapping):
        if name is None:
            end = below.end if in_brackets else end
        else:
            within[name] = below
            end = below.end
    return Node(
        start, end, column, within, kind is source.sequence, kind is source.mapping, in_brackets
    )


def _entries(
    source: EventSource, advance: Callable[[], Any], text: str, *, is_mapping: bool
) -> Iterator[tuple[str | int | None, Node]]:
    """The entries of a list or a mapping; at last, without a name, what closes it."""
    closing = source.mapping_end if is_mapping else source.sequence_end
    index = 0
    while type(event := advance()) is not closing:
        name: str | int = index
        if is_mapping:
            name, event = unicodedata.normalize("NFC", event.value), advance()
        yield name, _node(source, advance, event, text)
        index += 1
    yield None, Node(event.start_mark.index, event.end_mark.index, 0, {})
