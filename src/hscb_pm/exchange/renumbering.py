"""A record gets another id: its file another name, and every reference the new one."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from hscb_pm.exchange.adding import guard_free
from hscb_pm.exchange.ids import path_of
from hscb_pm.models import Agency, Board, Cycle, Programme, Record, Return, Standards
from hscb_pm.problem import CannotError, FieldPath, Location, line_and_column
from hscb_pm.register import Register
from hscb_pm.store.composer import best_source
from hscb_pm.store.edits import MARK, Change, Changed, as_it_stands, judged
from hscb_pm.store.layout import Node, layout

_FIXED: Final[Mapping[type[Record], str]] = {
    Board: "a register has one board.yaml",
    Standards: "a register has one standards.yaml",
    Programme: "a programme's id is its year, and so are those of its occurrences",
    Return: "a return is named after its cycle and its agency: renumber one of these",
}
"""What cannot have another id, and why."""
Names = Mapping[str, str]
"""The new id of each record that gets one."""


class Renumbered(NamedTuple):
    """What another id for a record changes."""

    changed: Changed
    moved: dict[str, str]
    """The paths of files that get another name, and these."""
    references: int
    mentions: tuple[Location, ...]
    """Where the old id stands in a text or a comment, and stays."""

    @property
    def others(self) -> Changed:
        """The files that keep their names."""
        known = {*self.moved, *self.moved.values()}
        texts = {path: text for path, text in self.changed.texts.items() if path not in known}
        return self.changed._replace(texts=texts)


def renumber(register: Register, old: str, new: str, *, in_texts: bool = False) -> Renumbered:
    """Give a record another id, everywhere or nowhere; CannotError says why it cannot be.

    References change, and of an agency or a cycle the names of the returns. What stands in texts
    and comments changes too if that is wanted.
    """
    names = _names(register, old, new)
    spots = _spots(register, names)
    texts: dict[str, Change] = {}
    moved: dict[str, str] = {}
    mentions: list[Location] = []
    for name, source in register.sources.items():
        whole, text = as_it_stands(register, source.path)
        after = _with_names(source.path, text, spots.get(name, []), names)
        path = source.path
        if name in names:
            path = path_of(_kind_of(register, name), names[name])
            moved[source.path] = path
        if in_texts:
            after = _mention(names).sub(lambda found: names[found[0]], after)
        mentions += _mentions(path, after, names)
        mark = MARK if whole.startswith(MARK) else ""
        if path != source.path:
            texts[source.path], texts[path] = (whole, None), (None, mark + after)
        elif after != text:
            texts[path] = (whole, mark + after)
    changed = judged(register, texts)
    _guard_same(register, changed.register, names)
    references = sum(len(its) for its in spots.values())
    return Renumbered(changed, moved, references, tuple(mentions))


def _names(register: Register, old: str, new: str) -> Names:
    """The records that get another id; CannotError if they cannot."""
    kind = _kind_of(register, old)
    if kind in _FIXED:
        raise CannotError(f"{old} keeps its id: {_FIXED[kind]}")
    names = {old: new}
    for its in register.of(Return):
        if kind is Agency and its.agency == old:
            names[its.id] = f"{its.cycle}-{new}"
        elif kind is Cycle and its.cycle == old:
            names[its.id] = f"{new}-{its.agency}"
    for name, its_new in names.items():
        guard_free(register, _kind_of(register, name), its_new)
    _guard_readable(register, names)
    return names


def _kind_of(register: Register, name: str) -> type[Record]:
    return next(kind for kind, known in register.records.items() if name in known)


def _guard_readable(register: Register, names: Names) -> None:
    """A file that nobody can read may name the record; it would go on naming what is no more."""
    for path in register.left_out:
        try:
            text = (register.path / path).read_bytes().decode("utf-8", "replace")
        except OSError:
            text = next(iter(names))  # it may
        if _mention(names).search(text):
            why = f"{path} cannot be read, and may name it"
            raise CannotError(f"{why}; mend it first: hscb edit {path}")


def _renamed(target: str, names: Names) -> str | None:
    """The id that a reference is to name instead; None if it stays."""
    record = re.split("[/@]", target, maxsplit=1)[0]
    return names[record] + target[len(record) :] if record in names else None


def _spots(register: Register, names: Names) -> dict[str, list[tuple[FieldPath, str, bool]]]:
    """Where each record names one that gets another id: the path, the name, whether as a key."""
    found: dict[str, list[tuple[FieldPath, str, bool]]] = {}
    for reference in register.references:
        if _renamed(reference.target, names) is not None:
            spot = (reference.path, reference.target, False)
            found.setdefault(reference.record, []).append(spot)
    for cycle in register.of(Cycle):
        keys = [(("not_asked", name), name, True) for name in cycle.not_asked if name in names]
        if keys:
            found.setdefault(cycle.id, []).extend(keys)
    return found


def _with_names(
    path: str, text: str, spots: list[tuple[FieldPath, str, bool]], names: Names
) -> str:
    """The text with other names at these places, and every other character as it was."""
    if not spots:
        return text
    root = layout(best_source(), text)
    ends = sorted((_place(path, text, root, spot), spot[1]) for spot in spots)
    for start, name in reversed(ends):
        text = text[:start] + (_renamed(name, names) or name) + text[start + len(name) :]
    return text


def _place(path: str, text: str, root: Node, spot: tuple[FieldPath, str, bool]) -> int:
    """Where a name stands in the text, as it is."""
    field, name, is_key = spot
    node = root.at(field)
    if node is None:
        found = -1
    elif is_key:
        found = text.rfind(name, 0, node.start)
    else:
        found = text.find(name, node.start, node.end)
    if found < 0:
        line, _ = line_and_column(text, node.start if node else 0)
        raise CannotError(f"nothing is written: {path} spells {name} otherwise, at line {line}")
    return found


def _mention(names: Names) -> re.Pattern[str]:
    """What finds these ids in a text; a plain word is no id there."""
    told = "|".join(re.escape(name) for name in sorted(names, reverse=True) if "-" in name)
    return re.compile(rf"(?<![\w-])(?:{told or '(?!)'})(?![\w-])")


def _mentions(path: str, text: str, names: Names) -> Iterator[Location]:
    for found in _mention(names).finditer(text):
        yield Location(path, *line_and_column(text, found.start()))


def _guard_same(old: Register, new: Register, names: Names) -> None:
    """Every reference has to be there still, and name what it named."""

    def all_of(register: Register, names: Names) -> set[tuple[str, FieldPath, str]]:
        return {
            (
                names.get(each.record, each.record),
                each.path,
                _renamed(each.target, names) or each.target,
            )
            for each in register.references
        }

    if all_of(old, names) != all_of(new, {}):
        raise CannotError("nothing is written: not every reference could be changed; do it by hand")
