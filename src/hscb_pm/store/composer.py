"""YAML text to plain data: one composer over an event stream, so that one reading is the reading.

The events come from libyaml (PyYAML's `CParser`), or from ruamel.yaml's pure parser where no
compiled part is to be had. Scalars follow the YAML 1.2 core schema, dates stay text. What a
register has no use for (tags, anchors, aliases, merge keys, a second document) is refused, and so
is what only hides something (a key given twice), each with its place.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any, Final, NamedTuple

from hscb_pm.problem import FieldPath
from hscb_pm.store.marks import Document, Marks
from hscb_pm.store.slips import Refusal, not_yaml

MAX_DEPTH: Final = 16
MAX_NODES: Final = 20_000
MAX_SCALAR: Final = 20_000

_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_PLAIN_STARTS: Final = frozenset("ABCDEGHIJKLMOPQRSUVWXYZabcdeghijklmopqrsuvwxyz")
"""First letters of words that can only be text: none of null, true and false."""
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U0010ffff]"
)
_JOINER: Final = "\u200d"
_EMOJI: Final = re.compile("[\u2600-\u27bf\ufe0f\U0001f1e6-\U0001faff]")


def invisible(text: str) -> re.Match[str] | None:
    """Find a character that nobody can see and that can make one text look like another.

    The joiner that makes one emoji of two is none.
    """
    for found in _INVISIBLE.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if found[0] != _JOINER or not _EMOJI.match(before):
            return found
    return None


class EventSource(NamedTuple):
    """A parser that yields YAML events, and the classes of its events."""

    name: str
    start: Callable[[str], Callable[[], Any]]
    scalar: type[Any]
    mapping: type[Any]
    mapping_end: type[Any]
    sequence: type[Any]
    sequence_end: type[Any]
    alias: type[Any]
    document: type[Any]
    document_end: type[Any]
    faults: tuple[type[Exception], ...]


@cache
def libyaml() -> EventSource:
    """The compiled parser; ImportError where PyYAML came without it."""
    from yaml import YAMLError, events
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out

    return _event_source("libyaml", lambda text: CParser(text).get_event, events, (YAMLError,))


def pure() -> EventSource:
    """The parser in Python, some twenty times slower, for a machine without the compiled one."""
    from ruamel.yaml import YAML, events
    from ruamel.yaml.error import YAMLError

    def start(text: str) -> Callable[[], Any]:
        stream: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))
        return lambda: next(stream)

    # Its scanner lets these escape for an escape sequence that is no character, and the like.
    faults = (
        YAMLError,
        AssertionError,
        ValueError,
        IndexError,
        KeyError,
        AttributeError,
        TypeError,
        RecursionError,
    )
    return _event_source("ruamel.yaml", start, events, faults)


def _event_source(
    name: str,
    start: Callable[[str], Callable[[], Any]],
    events: Any,  # noqa: ANN401, either library's module
    faults: tuple[type[Exception], ...],
) -> EventSource:
    return EventSource(
        name,
        start,
        events.ScalarEvent,
        events.MappingStartEvent,
        events.MappingEndEvent,
        events.SequenceStartEvent,
        events.SequenceEndEvent,
        events.AliasEvent,
        events.DocumentStartEvent,
        events.DocumentEndEvent,
        faults,
    )


def best_source() -> EventSource:
    """The compiled parser if this machine has it, else the pure one."""
    try:
        return libyaml()
    except ImportError:
        return pure()


@cache
def shared() -> "Composer":
    """One composer for file after file, without marks: it knows their keys already."""
    return Composer(best_source())


class Composer:
    """Turns the text of one file into plain data; sequences become tuples."""

    def __init__(self, source: EventSource, *, keep_marks: bool = False) -> None:
        self.source = source
        self.keep_marks = keep_marks
        self._scalar_event: type[Any] = source.scalar
        self._next: Callable[[], Any] = _nothing
        self._known_keys: dict[str, str] = {}
        self._nodes = 0
        self._has_empty = False

    def compose(self, text: str) -> Document:
        """Read a document; raises Refusal for whatever is not a plain YAML document."""
        self._nodes, self._has_empty = 0, False
        try:
            self._next = self.source.start(text)
            return self._document()
        except self.source.faults as fault:
            raise not_yaml(fault, text) from None

    def _document(self) -> Document:
        self._next()  # the start of the stream
        event = self._next()
        if not isinstance(event, self.source.document):
            return Document(None, None, ((),))
        if event.version and tuple(event.version) != (1, 2):
            raise _refuse(event, "a register is written in YAML 1.2", "Delete the `%YAML` line.")
        if event.tags:
            raise _refuse(event, "a `%TAG` line", "Delete the line; a register has no tags.")
        first = self._next()
        marks = _marks(first, first) if self.keep_marks else None
        data = self._node(first, marks, 1)
        self._next()  # the end of the document
        event = self._next()
        if type(event) is self.source.document:
            raise _refuse(
                event,
                "a second document starts here",
                "Keep one record to a file; delete the `---`.",
            )
        return Document(data, marks, tuple(_empty_values(data)) if self._has_empty else ())

    def _node(self, event: Any, marks: Marks | None, depth: int) -> Any:  # noqa: ANN401, plain data
        self._nodes += 1
        if event.anchor is not None or self._nodes > MAX_NODES:  # an alias has its anchor's name
            raise self._anchored(event)
        if event.tag is not None:
            raise _refuse(
                event, "a tag (`!name`)", "Delete it; put text that starts with `!` in quotes."
            )
        kind = type(event)
        if kind is self._scalar_event:
            text: str = event.value
            if text[:1] in _PLAIN_STARTS and len(text) <= MAX_SCALAR and not event.style:
                return text
            return self._scalar(event)
        if depth > MAX_DEPTH:
            raise _refuse(event, f"nested more than {MAX_DEPTH} deep", "Flatten the record.")
        if kind is self.source.mapping:
            return self._mapping(marks, depth)
        return self._sequence(marks, depth)

    def _anchored(self, event: Any) -> Refusal:  # noqa: ANN401, an event
        fix = "Write the value out; put text that starts with `{}` in quotes."
        if self._nodes > MAX_NODES:
            return _refuse(event, f"more than {MAX_NODES} values", "Split the file.")
        if type(event) is self.source.alias:
            return _refuse(event, "an alias (`*name`)", fix.format("*"))
        return _refuse(event, "an anchor (`&name`)", fix.format("&"))

    def _scalar(self, event: Any) -> Any:  # noqa: ANN401, text, number, boolean or None
        text: str = event.value
        if len(text) > MAX_SCALAR:
            raise _refuse(event, f"a text of more than {MAX_SCALAR} characters", "Shorten it.")
        if not event.implicit[0]:  # quoted or a block: text, whatever it looks like
            if event.style == '"' and invisible(text):
                raise _refuse(
                    event, "an escape for a character that nobody can see", "Write plain text."
                )
            return text
        if text in _WORDS:
            value = _WORDS[text]
            self._has_empty |= value is None
            return value
        if text[0] in "0123456789+-":
            if _INTEGER.fullmatch(text):
                return int(text)
            if _DECIMAL.fullmatch(text):
                return float(text)
        return text

    def _mapping(self, marks: Marks | None, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        end, advance, known = self.source.mapping_end, self._next, self._known_keys
        while type(event := advance()) is not end:
            name: Any = getattr(event, "value", None)
            key: Any = known.get(name)  # one text for all keys of a name: less to keep and to send
            plain = key is not None and event.implicit[0] and event.tag is None
            if not plain or event.anchor is not None or key in data:
                key = self._key(event, data)
            value: Any = advance()
            below = None
            if marks is not None:
                below = marks[2][key] = _marks(event, value)
            data[key] = self._node(value, below, depth + 1)
        return data

    def _key(self, event: Any, data: dict[str, Any]) -> str:  # noqa: ANN401, an event
        if type(event) is not self._scalar_event:
            raise _refuse(
                event, "a key is a word", "Put text that starts with `[`, `{` or `*` in quotes."
            )
        if event.tag is not None or event.anchor is not None:
            raise _refuse(event, "a tag or an anchor on a key", "Delete it.")
        key = self._scalar(event)
        if not isinstance(key, str):
            raise _refuse(event, "a key is text", f'Write "{event.value}" in quotes.')
        if key == "<<":
            raise _refuse(event, "a merge key (`<<`)", "Write the keys out.")
        if key.isascii():
            self._known_keys[key] = key
        else:
            key = unicodedata.normalize("NFC", key)
        if key in data:
            raise _refuse(event, f"the key `{key}` is given twice", "Keep one.", code="REG-002")
        return key

    def _sequence(self, marks: Marks | None, depth: int) -> tuple[Any, ...]:
        items: list[Any] = []
        end, advance = self.source.sequence_end, self._next
        while type(event := advance()) is not end:
            below = None
            if marks is not None:
                below = marks[2][len(items)] = _marks(event, event)
            items.append(self._node(event, below, depth + 1))
        return tuple(items)


def find(source: EventSource, text: str, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
    """Find one place as `Marks.at` does, in a text that was composed before; read no further."""
    advance = source.start(text)
    advance()  # the start of the stream
    advance()  # the start of the document
    value = advance()
    place = _place(value)
    for step in path:
        for name, event, below in _entries(source, advance, value):
            if name == step:
                place, value = _place(event), below
                break
        else:
            return place
    return place if key else _place(value)


def _entries(
    source: EventSource,
    advance: Callable[[], Any],
    event: Any,  # noqa: ANN401, an event
) -> Iterator[tuple[str | int, Any, Any]]:
    """What a mapping or a list holds: each name, where it stands, and where the value starts."""
    starts, ends = (source.mapping, source.sequence), (source.mapping_end, source.sequence_end)
    for index in count() if type(event) in starts else ():
        if type(first := advance()) in ends:
            return
        name: str | int = index
        value = first
        if type(event) is source.mapping:
            name, value = unicodedata.normalize("NFC", first.value), advance()
        yield name, first, value
        depth = 0
        while depth := depth + (type(value) in starts) - (type(value) in ends):
            value = advance()


class Span(NamedTuple):
    """Where an entry of a mapping stands in a text, in characters."""

    key: int
    value: int
    end: int
    """Where the value ends; what follows on its line is not part of it."""


def spans(source: EventSource, text: str, path: FieldPath = ()) -> dict[str, Span]:
    """Where each entry of the mapping at a path stands, in a text that was composed before."""
    advance = source.start(text)
    advance()  # the start of the stream
    advance()  # the start of the document
    mapping = advance()
    for step in path:
        below = (value for name, _, value in _entries(source, advance, mapping) if name == step)
        if (mapping := next(below, None)) is None:
            return {}
    return dict(_spans(source, advance, text))


def _spans(
    source: EventSource, advance: Callable[[], Any], text: str
) -> Iterator[tuple[str, Span]]:
    starts, ends = (source.mapping, source.sequence), (source.mapping_end, source.sequence_end)
    while type(key := advance()) is not source.mapping_end:
        value = event = advance()
        depth, end = 0, value.end_mark.index
        while depth := depth + (type(event) in starts) - (type(event) in ends):
            event = advance()
            if event.end_mark.index > event.start_mark.index:  # else the next line ended a block
                end = event.end_mark.index
        start = value.start_mark.index
        yield key.value, Span(key.start_mark.index, start, start + len(text[start:end].rstrip()))


def _empty_values(data: Any, path: FieldPath = ()) -> Iterator[FieldPath]:  # noqa: ANN401, plain data
    """Where a value was left out."""
    if data is None:
        yield path
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _empty_values(value, (*path, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _empty_values(value, (*path, index))


def _nothing() -> Any:  # noqa: ANN401, as any event
    return None


def _place(event: Any) -> tuple[int, int]:  # noqa: ANN401, an event of either library
    return event.start_mark.line + 1, event.start_mark.column + 1


def _marks(key: Any, value: Any) -> Marks:  # noqa: ANN401, events of either library
    return _place(key), _place(value), {}


def _refuse(event: Any, message: str, fix: str, code: str = "REG-011") -> Refusal:  # noqa: ANN401, an event
    return Refusal(code, message, fix, *_place(event))
