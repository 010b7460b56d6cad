"""What a record says, as a page lays it out: a line for each field, lists entry by entry."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from hscb_pm.models import ChildDeaths, Indicator, Record
from hscb_pm.models.record import Model, Refers, marked
from hscb_pm.present.records import EXACT, filled, is_list, said, withheld_from
from hscb_pm.problem import FieldPath
from hscb_pm.register import CONFIDENTIAL, Register
from hscb_pm.site.places import anchor
from hscb_pm.suppression import PROFILES

_SHORT: Final = 100
"""The most characters of an entry that is said in one line, without the ids beside names."""
_BESIDE: Final = re.compile(r" \([a-z0-9-]+\)")


_ABOUT: Final = len(("owner", "agency"))


class Entry(NamedTuple):
    """One of a list: what it is called and says, in a line or field by field."""

    anchor: str | None
    name: str
    text: str
    facts: "tuple[Fact, ...]" = ()


class Fact(NamedTuple):
    """A field: what it says, or the entries of its list."""

    label: str
    text: str
    entries: tuple[Entry, ...] = ()


def facts_of(record: Record, register: Register) -> tuple[Fact, ...]:
    """Everything that a record says and its readers may see."""
    parts = {path[:-1]: part for part, _, path in record.parts()}
    return tuple(_Reader(register, parts).facts(record, (), _without(record, register)))


def _without(record: Record, register: Register) -> frozenset[str]:
    """Fields whose numbers are not written as they stand.

    An indicator's are shown as they may be; those of child deaths where none is small, and where
    none can be found by taking one from another.
    """
    if isinstance(record, Indicator):
        return EXACT[Indicator]
    if isinstance(record, ChildDeaths) and register.public:
        found = record.counts.model_dump().values() if record.counts else ()
        counts = [number for number in found if isinstance(number, int)]
        every = [*counts, *(abs(a - b) for a in counts for b in counts)]
        if any(map(PROFILES["dfe"].hides, every)):
            return EXACT[ChildDeaths]
    return frozenset()


def _named(entry: Model) -> Iterator[str]:
    """The records that an entry of a list is about, and not only one within it."""
    return (target for path, target, _ in marked(entry, Refers) if len(path) <= _ABOUT)


class _Reader:
    """Reads a record field by field; the parts of it that have ids are known by their paths."""

    def __init__(self, register: Register, parts: dict[FieldPath, str]) -> None:
        self.register, self.parts = register, parts

    def facts(
        self, model: Model, path: FieldPath, without: frozenset[str] = frozenset()
    ) -> Iterator[Fact]:
        for key, label, value, refers in filled(
            model, without | withheld_from(model, self.register)
        ):
            if isinstance(value, tuple) and is_list(value):
                entries = (
                    self._entry(entry, (*path, key, number), number + 1)
                    for number, entry in enumerate(value)
                )
                yield Fact(label, "", tuple(entries))
            else:
                yield Fact(label, said(value, self.register, refers=refers))

    def _entry(self, entry: Model, path: FieldPath, number: int) -> Entry:
        part = self.parts.get(path)
        place = anchor(part) if part else None
        if any(map(self.register.hides, _named(entry))):
            return Entry(place, str(number), CONFIDENTIAL)  # its words may tell what is hidden
        name = str((part and anchor(part)) or getattr(entry, "id", None) or number)
        if title := getattr(entry, "title", None):
            name += f": {title}"
        text = said(entry, self.register)
        if len(_BESIDE.sub("", text)) <= _SHORT:
            return Entry(place, name, f"{text[:1].upper()}{text[1:]}")
        return Entry(place, name, "", tuple(self.facts(entry, path)))
