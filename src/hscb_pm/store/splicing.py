"""One value put into a YAML text, in the text's own style: no other character is changed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from hscb_pm.problem import FieldPath
from hscb_pm.store import brackets, lines
from hscb_pm.store.composer import best_source, shared
from hscb_pm.store.layout import Node, layout
from hscb_pm.store.lines import CannotSpliceError, with_changes
from hscb_pm.store.scalars import in_its_style
from hscb_pm.store.slips import Refusal

LAST: Final = -1
"""As the last step of a path: behind what the list holds."""
REMOVED: Final = object()
"""As a value: the value that is there goes, with its key."""


_KEPT: Final = 4
"""Texts of which is kept what they say: the next value comes into the one that was made last."""

Order = Callable[[FieldPath], Sequence[str]]
"""The order of the keys of the mapping at a path; empty where none is known."""


def _no_order(_: FieldPath) -> Sequence[str]:
    return ()


def spliced(text: str, path: FieldPath, *values: Any, order: Order = _no_order) -> str:  # noqa: ANN401, plain data
    """The text with a value at a path; read again it says what it said before, and the value.

    It goes behind the last entry of a list (`LAST`, of which there may be several), under a key
    that is missing, or in the place of another value. Lists and mappings that are missing are
    made. A new key stands behind the one that the order of its mapping has before it. A list or a
    mapping in the place of another is changed entry by entry, so that those that stay keep their
    comments.

    With REMOVED the value goes, with its key or dash, the comment on its line, those directly
    above it (no blank line between; a comment at the head of the file stays) and those below it
    that are set in further. With the last entry of a list or a mapping that goes too. A text in
    a block that ends its last line goes on doing so.
    """
    after, wanted = _made(text, _data(text), path, values, order)
    if not same(_data(after), wanted):
        raise CannotSpliceError
    return after


def spliced_at_once(
    text: str, edits: Collection[tuple[FieldPath, Sequence[Any]]], order: Order = _no_order
) -> str | None:
    """The text with several edits, each made as if it were the only one; None where that fails.

    It fails where they touch one another, which those under one key can at any distance: then they
    are to be made one after the other.
    """
    if len({path[:1] for path, _ in edits}) < len(edits):
        return None
    lines_before, wanted = text.splitlines(keepends=True), _data(text)
    changes = []
    for path, values in edits:
        try:
            after, wanted = _made(text, wanted, path, values, order)
        except (CannotSpliceError, Refusal):
            return None
        changes.append(_changed_lines(lines_before, after.splitlines(keepends=True)))
    changes.sort(key=lambda change: change[:2])
    for (begin, end, _), (following, its_end, _) in pairwise(changes):
        if following < end or (begin, end) == (following, its_end):
            return None
    for begin, end, lines_after in reversed(changes):
        lines_before[begin:end] = lines_after
    after = "".join(lines_before)
    try:
        return after if same(_data(after), wanted) else None
    except Refusal:
        return None


def _changed_lines(before: list[str], after: list[str]) -> tuple[int, int, list[str]]:
    """The first and the last but one of the lines that differ, and those in their place."""
    most = min(len(before), len(after))
    begin = next((at for at in range(most) if before[at] != after[at]), most)
    left = range(1, most - begin + 1)
    behind = next((at for at in left if before[-at] != after[-at]), most - begin + 1) - 1
    return begin, len(before) - behind, after[begin : len(after) - behind]


def _made(
    text: str,
    data: Any,  # noqa: ANN401, plain data
    path: FieldPath,
    values: Sequence[Any],
    order: Order,
) -> tuple[str, Any]:
    """The text with values at a path, and what data are to be read from it then."""
    if path[-1:] == (LAST,) and _entry_at(data, path[:-1]) is None:
        path, values = path[:-1], (list(values),)
    for value in values:
        given = _ending_its_line(text, path, value)
        text = _put(text, path, given, order)
        data = with_value(data, path, given)
    return text, data


def with_value(data: Any, path: FieldPath, value: Any) -> Any:  # noqa: ANN401, plain data
    """Plain data with a value at a path, as `spliced` puts it into the text."""
    if value is REMOVED:
        return _without(data, path)
    if not path:
        return _as_read(value)
    step, *rest = path
    if step == LAST:
        return (*(data or ()), with_value(None, tuple(rest), value))
    below = with_value(_entry(data, step), tuple(rest), value)
    if isinstance(data, tuple):
        return (*data[: int(step)], below, *data[int(step) + 1 :])
    return {**(data or {}), step: below}


def same(one: Any, other: Any) -> bool:  # noqa: ANN401, plain data
    """Whether data are the same in whatever order keys stand; 1, 1.0 and true are three things."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _without(data: Any, path: FieldPath) -> Any:  # noqa: ANN401, plain data
    """Data without what stands at a path, nor what would be empty without it."""
    step, *rest = path
    held = data if isinstance(data, dict) else dict(enumerate(data or ()))
    if step not in held:
        return data
    below = _without(held[step], tuple(rest)) if rest else None
    if below or (rest and below == held[step]):
        return with_value(data, (step,), below)
    kept = {name: value for name, value in held.items() if name != step}
    return kept if isinstance(data, dict) else tuple(kept.values())


def _entry_at(data: Any, path: FieldPath) -> Any:  # noqa: ANN401, plain data
    for step in path:
        data = _entry(data, step)
    return data


def _entry(data: Any, step: str | int) -> Any:  # noqa: ANN401, plain data
    try:
        return data[step]
    except (KeyError, TypeError, IndexError):
        return None


def _as_read(value: Any) -> Any:  # noqa: ANN401, plain data
    if isinstance(value, Mapping):
        return {key: _as_read(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_as_read, value))
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=_KEPT)
def _data(text: str) -> Any:  # noqa: ANN401, plain data, which nobody changes
    return shared().compose(text).data


@lru_cache(maxsize=_KEPT)
def _layout(text: str) -> Node:
    return layout(best_source(), text)


def _ending_its_line(text: str, path: FieldPath, value: Any) -> Any:  # noqa: ANN401, plain data
    node = _layout(text).at(path) if isinstance(value, str) else None
    if node is None or not node.is_block or value.endswith("\n"):
        return value
    old = _entry_at(_data(text), path)
    return f"{value}\n" if old.endswith("\n") else value


def _put(text: str, path: FieldPath, value: Any, order: Order) -> str:  # noqa: ANN401, plain data
    """The text with one value at a path, not yet read again."""
    root = _layout(text)
    if value is REMOVED:
        return _removed(text, root, path)
    *above, step = path
    if there := root.at(path):
        old = _entry_at(_data(text), path)
        return text if same(old, _as_read(value)) else _replaced(text, root, path, there, value)
    holder = root.at(tuple(above))
    if holder is None or (above and _entry_at(_data(text), tuple(above)) is None):
        if isinstance(step, int) and step != LAST:
            raise CannotSpliceError
        made = [value] if step == LAST else {step: value}
        return _put(text, tuple(above), made, order)
    if not (holder.is_list if step == LAST else holder.is_mapping):
        raise CannotSpliceError
    if step == LAST:
        return _inserted(text, root, tuple(above), len(holder.within), value)
    keys = order(tuple(above))
    if holder.in_brackets:
        return brackets.with_key(text, holder, str(step), value, keys)
    return lines.with_key(text, root, holder, (str(step), value), keys)


def _removed(text: str, root: Node, path: FieldPath) -> str:
    """The text without a value; with the last one goes what holds it."""
    if root.at(path) is None:
        return text
    while len(path) > 1 and len(_node(root, path[:-1]).within) == 1:
        path = path[:-1]
    holder = _node(root, path[:-1])
    if len(holder.within) == 1:  # the record's only key
        raise CannotSpliceError
    index = list(holder.within).index(path[-1])
    if holder.in_brackets:
        return brackets.without(text, holder, index)
    return lines.without(text, root, holder, index)


def _inserted(text: str, root: Node, path: FieldPath, index: int, value: Any) -> str:  # noqa: ANN401, plain data
    """The text with one entry more in a list, before the one that has that place."""
    holder = _node(root, path)
    if not holder.in_brackets:
        return lines.with_item(text, root, holder, index, value)
    if holder.within or brackets.fits(text, holder, value) or not path:
        return brackets.with_item(text, holder, index, value)
    return _swapped(text, root, path, holder, [value])


def _replaced(text: str, root: Node, path: FieldPath, node: Node, value: Any) -> str:  # noqa: ANN401, plain data
    if node.is_list and isinstance(value, list | tuple) and node.within and value:
        return _entry_by_entry(text, path, list(value))
    if node.is_mapping and isinstance(value, Mapping) and node.within and value:
        return _key_by_key(text, path, value)
    is_one = not (node.is_list or node.is_mapping)
    if is_one and isinstance(value, str | int | float | date) and node.end > node.start:
        return _restyled(text, root, path, node, value)
    return _swapped(text, root, path, node, value)


def _restyled(text: str, root: Node, path: FieldPath, node: Node, value: Any) -> str:  # noqa: ANN401, plain data
    """One value in the place of another: of the ways to write it the first that is read as it."""
    bracketed = any(_node(root, path[:depth]).in_brackets for depth in range(len(path)))
    plain = value.isoformat() if isinstance(value, date) else value
    wanted = with_value(_data(text), path, plain)
    ending = lines.line_end(text, node.start)
    for written in in_its_style(text, node, plain, bracketed=bracketed):
        after = with_changes(text, (node.start, node.end, written.replace("\n", ending)))
        try:
            if same(_data(after), wanted):
                return after
        except Refusal:
            continue
    raise CannotSpliceError


def _swapped(text: str, root: Node, path: FieldPath, node: Node, value: Any) -> str:  # noqa: ANN401, plain data
    """A value of another kind in the place of one: on its line, or on lines below."""
    if not path:
        raise CannotSpliceError
    holder = _node(root, path[:-1])
    if holder.in_brackets:
        return brackets.with_value(text, node, value)
    return lines.with_value(text, root, holder, node, value)


def _entry_by_entry(text: str, path: FieldPath, new: Sequence[Any]) -> str:
    """A list made into another: what is the same in both stays as it is written."""
    old = [repr(entry) for entry in _entry_at(_data(text), path)]
    matcher = SequenceMatcher(None, old, [repr(_as_read(entry)) for entry in new], autojunk=False)
    for kind, start, end, first, last in reversed(matcher.get_opcodes()):
        if kind == "equal":
            continue
        paired = min(end - start, last - first)
        for offset in range(paired):
            text = _put(text, (*path, start + offset), new[first + offset], _no_order)
        for offset in range(paired, last - first):
            root = _layout(text)
            text = _inserted(text, root, path, start + offset, new[first + offset])
        for index in reversed(range(start + paired, end)):
            text = _put(text, (*path, index), REMOVED, _no_order)
    return text


def _key_by_key(text: str, path: FieldPath, new: Mapping[str, Any]) -> str:
    """A mapping made into another: new keys first, so that it is never empty."""
    old = _entry_at(_data(text), path)
    for key, value in new.items():
        text = _put(text, (*path, key), value, lambda _: tuple(new))
    for key in old.keys() - new.keys():
        text = _put(text, (*path, key), REMOVED, _no_order)
    return text


def _node(root: Node, path: FieldPath) -> Node:
    found = root.at(path)
    if found is None:
        raise CannotSpliceError
    return found
