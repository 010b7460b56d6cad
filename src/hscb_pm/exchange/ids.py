"""Ids of new records: the next free number, or a name made from a title."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Any, Final

from hscb_pm.commits import names_ever
from hscb_pm.models import (
    Action,
    Agency,
    Cycle,
    Group,
    Indicator,
    Meeting,
    Programme,
    Record,
    Return,
)
from hscb_pm.models.yearly import Yearly
from hscb_pm.periods import financial_year
from hscb_pm.problem import CannotError
from hscb_pm.queries.states import BEGUN
from hscb_pm.register import Register
from hscb_pm.rules.reading import PLACEHOLDER
from hscb_pm.store.places import place_of

LONGEST: Final = 60
_NUMBERED: Final = re.compile(r"([A-Z]{3})-[0-9]{4}-([0-9]+)\.yaml")

_OPENED: Final[Mapping[type[Record], str]] = {**BEGUN, Action: "agreed", Meeting: "date"}
"""The field whose year stands in the id; of other kinds it is the year of the day itself."""


def path_of(kind: type[Record], record_id: str) -> str:
    """Where the record of an id stands."""
    stem = record_id.removeprefix(kind.id_of("")) if kind is Programme else record_id
    return f"{kind.folder}/{stem}.yaml" if kind.folder else record_id


def slug(title: str, kind: str) -> str:
    """An id from a name: that of a file on every system."""
    plain = re.sub(r"['\u2019]", "", PLACEHOLDER.sub("", title)).replace("&", " and ")
    ascii_ = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or kind
    if place_of(f"agencies/{found}.yaml").kind is None:  # Windows keeps it for a device
        found = f"{found}-{kind}"
    return cut(found, LONGEST)


def cut(slug: str, length: int) -> str:
    """As much of an id as fits, at the end of a word where there is one."""
    if len(slug) <= length:
        return slug
    return slug[: slug.rfind("-", 1, length + 1) if "-" in slug[1:length] else length].strip("-")


def new_id(register: Register, kind: type[Record], data: Mapping[str, Any], today: date) -> str:
    """The id of a new record: of what is numbered the next number that nobody has had."""
    if kind in (Agency, Group):
        return slug(str(data.get("title", "")), kind.kind)
    if kind is Indicator:
        return f"IND-{slug(str(data.get('title', '')), kind.kind)}"
    if kind is Return:
        return f"{data.get('cycle')}-{data.get('agency')}"
    if kind is Cycle:
        return f"S11-{financial_year(today).start.year}"
    if issubclass(kind, Yearly):
        return f"{kind.example[:4]}{financial_year(today).name}"
    begun = data.get(_OPENED.get(kind, ""))
    return next(free_ids(register, kind, (begun if isinstance(begun, date) else today).year))


def free_ids(register: Register, kind: type[Record], year: int) -> Iterator[str]:
    """The numbers of a year that come after all that were ever given, with the kind's letters."""
    shape = _NUMBERED.fullmatch(kind.example)
    if shape is None:
        raise CannotError(f"a {kind.kind} has no number; name its id with --id")
    stem = f"{shape[1]}-{year}-"
    given = (name.removesuffix(".yaml") for name in _names(register, kind))
    numbers = (name[len(stem) :] for name in given if name.upper().startswith(stem))
    last = max((int(number) for number in numbers if _is_number(number)), default=0)
    for number in count(last + 1):
        yield f"{stem}{number:0{len(shape[2])}}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len("99999")


def _names(register: Register, kind: type[Record]) -> Iterable[str]:
    """Every name that a record of the kind has here, or has had in git."""
    folder = register.path / kind.folder
    try:
        here = {path.name for path in folder.iterdir()}
    except OSError:
        here = set()
    unsaved = {f"{name}.yaml" for name in register.records.get(kind, {})}
    return here | unsaved | names_ever(register.path, kind.folder)
