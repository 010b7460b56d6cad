"""What people type for a field of a record, read as the record's kind wants it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from hscb_pm.models.record import Kind, Model, Record, Refers
from hscb_pm.periods import read_day, say
from hscb_pm.problem import FieldPath, listed, nearest
from hscb_pm.register import Register
from hscb_pm.store.composer import Composer, best_source, invisible
from hscb_pm.store.slips import Refusal

ReadDay = Callable[[str], date]
"""What makes a day of what people type; ValueError if it cannot."""
LONGEST: Final = 20_000
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half a character: what was no UTF-8 is decoded to it."""
_PLACE_HOLDERS: Final = ("…", "...")
"""What stands in commands to be completed, and is no text of anybody's."""
_TRUTH: Final = {"true": True, "yes": True, "false": False, "no": False}


class Wanted(NamedTuple):
    """What a place in a record takes."""

    hint: Any
    """Its type, without `Annotated` and `None`."""
    refers: tuple[str, ...] | None = None
    """The kinds of record that it names; None if it names none, empty if any."""
    is_prose: bool = False
    description: str = ""
    is_required: bool = False

    @property
    def entry(self) -> "Wanted":
        """What each entry of a list takes."""
        return _wanted(get_args(self.hint)[0])

    @property
    def is_list(self) -> bool:
        """Whether it takes several values."""
        return get_origin(self.hint) is tuple

    @property
    def model(self) -> type[Model] | None:
        """The class of the mapping that it takes, if it takes one."""
        is_model = isinstance(self.hint, type) and issubclass(self.hint, Model)
        return self.hint if is_model else None

    @property
    def choices(self) -> tuple[object, ...]:
        """The values of which it takes one; none if they are not known."""
        if get_origin(self.hint) is Literal:
            return get_args(self.hint)
        is_enum = isinstance(self.hint, type) and issubclass(self.hint, Enum)
        return tuple(str(each.value) for each in self.hint) if is_enum else ()


@cache
def fields_of(model: type[Model]) -> Mapping[str, Wanted]:
    """What each key of a mapping takes, in the order in which they are written."""
    return {
        field.alias or name: _wanted(field.annotation, field.metadata)._replace(
            description=field.description or "", is_required=field.is_required()
        )
        for name, field in model.model_fields.items()
        if name != "id" or not issubclass(model, Record)  # whose file's name it is
    }


def wanted_at(kind: type[Model], path: FieldPath) -> Wanted:
    """What the place at a path of keys and positions takes; ValueError if there is none."""
    found = Wanted(kind)
    for step in path:
        if found.hint is Any:
            break
        if found.is_list and isinstance(step, int):
            found = found.entry
        elif found.is_list:
            raise ValueError(f"`{_said(step)}` is no position: entries of a list are 0, 1, …")
        elif get_origin(found.hint) is dict:
            found = _wanted(get_args(found.hint)[1])
        elif found.model is None:
            raise ValueError(f"there is nothing within it that could be `{_said(step)}`")
        else:
            found = _field(found.model, str(step))
    return found


def read_typed(kind: type[Model], path: FieldPath, text: str, day: ReadDay) -> Any:  # noqa: ANN401, plain data
    """Plain data for the place at a path; ValueError says in plain words why it cannot be.

    A list is typed with commas, one of sentences with semicolons; what stands in brackets is
    read as in a record's file.
    """
    return _read(wanted_at(kind, path), text, day)


def read_field(
    register: Register, kind: type[Model], path: FieldPath, text: str, day: ReadDay
) -> Any:  # noqa: ANN401, plain data
    """What a text says in a field; agencies and groups may be called by their titles."""
    return _named(register, wanted_at(kind, path), read_typed(kind, path, text, day))


def from_meeting(register: Register, text: str, meeting: date | None) -> str:
    """`-5wd` for the papers of a meeting counts from its day; any other text stays."""
    if meeting is None or not text.lstrip().startswith("-"):
        return text
    return say(read_day(text, meeting, register.holidays))


def names_for(register: Register, wanted: Wanted) -> dict[str, str]:
    """The agencies or groups that a field can name, with their titles."""
    if wanted.is_list:
        return names_for(register, wanted.entry)
    kinds = set(wanted.refers or ()) & {"agency", "group"}
    return {record.id: record.label for record in register if record.kind in kinds}


def _named(register: Register, wanted: Wanted, value: Any) -> Any:  # noqa: ANN401, plain data
    """The same with ids for titles; ValueError if no agency or group is meant."""
    if isinstance(value, list) and wanted.is_list:
        return [_named(register, wanted.entry, each) for each in value]
    if isinstance(value, dict) and wanted.model:
        known = fields_of(wanted.model)
        return {key: _named(register, known[key], each) for key, each in value.items()}
    names = names_for(register, wanted)
    if not names or value in names or value in register.rejected:
        return value
    titles = {title.casefold(): name for name, title in names.items()}
    if found := titles.get(str(value).casefold()):
        return found
    close = nearest(str(value), names) or titles.get(nearest(str(value), titles) or "")
    hint = f"did you mean {close}?" if close else f"it can be {listed(names)}"
    raise ValueError(f"there is none of that name: {hint}")


def a_text(text: str) -> str:
    """A text as it can stand in a record; ValueError if it cannot."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValueError("it is blank")
    if text in _PLACE_HOLDERS:
        raise ValueError(f"say what it is: write it in place of {text}")
    if _HALF.search(text):
        raise ValueError("it is not in UTF-8")
    if "\r" in text or (found := invisible(text)):
        sign = "\r" if "\r" in text else found[0]  # type: ignore[index]  # one of the two
        raise ValueError(f"it holds an invisible character (U+{ord(sign):04X})")
    if len(text) >= LONGEST:
        raise ValueError(f"it has {len(text)} characters, and a text has fewer than {LONGEST}")
    return text


def _wanted(hint: Any, metadata: Any = ()) -> Wanted:  # noqa: ANN401, a type and its marks
    """See through `Annotated` and `| None`."""
    marks = list(metadata)
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            marks += more
        elif get_origin(hint) in (Union, UnionType) and type(None) in get_args(hint):
            others = [part for part in get_args(hint) if part is not type(None)]
            hint = others[0] if len(others) == 1 else Union[tuple(others)]  # noqa: UP007, of a list
        else:
            break
    refers = next((mark.kinds for mark in marks if isinstance(mark, Refers)), None)
    shapes = [mark.schema for mark in marks if isinstance(mark, Kind)]
    is_prose = hint is str and not any("pattern" in shape for shape in shapes)
    return Wanted(hint, refers, is_prose)


def _field(model: type[Model], key: str) -> Wanted:
    known = fields_of(model)
    if key in known:
        return known[key]
    if close := nearest(key, known):
        raise ValueError(f"`{_said(key)}` is no key here; did you mean `{close}`?")
    raise ValueError(f"`{_said(key)}` is no key here; keys: {listed(known)}")


def _said(step: str | int) -> str:
    """A key as it was typed, unless it is so long that it is no key at all."""
    return str(step)[:40]


def _read(wanted: Wanted, text: str, day: ReadDay) -> Any:  # noqa: ANN401, plain data
    text = a_text(text)
    if wanted.is_list:
        return _list(wanted, text, day)
    if wanted.model or get_origin(wanted.hint) is dict:
        return _mapping(wanted, text, day)
    if wanted.choices:
        return _one_of(wanted.choices, text)
    if get_origin(wanted.hint) in (Union, UnionType):  # a count
        return "c" if text == "c" else _number(text, _WHOLE, "a whole number, or c (confidential)")
    return _scalar(wanted.hint, text, day)


def _scalar(hint: Any, text: str, day: ReadDay) -> Any:  # noqa: ANN401, a type, and plain data
    if hint is date:
        return day(text)
    if hint is bool:
        return _one_of((True, False), text)
    if hint is int:
        return _number(text, _WHOLE, "a whole number: digits alone")
    if hint is float:
        return _number(text, _NUMBER, "a number, as 12 or 12.5")
    return text


def _number(text: str, shape: re.Pattern[str], what: str) -> int | float:
    if not shape.fullmatch(text):
        raise ValueError(f"it takes {what}")
    return float(text) if "." in text else int(text)


def _one_of(known: tuple[object, ...], text: str) -> object:
    said = {_as_typed(value): value for value in known}
    if text.lower() in _TRUTH and set(map(type, known)) == {bool}:
        value = _TRUTH[text.lower()]
        if value in known:
            return value
    elif (folded := text.casefold().replace(" ", "-").replace("_", "-")) in said:
        return said[folded]
    elif text in said:
        return said[text]
    close = nearest(text, said)
    hint = f"did you mean {close}? " if close else ""
    raise ValueError(f"{hint}it takes {listed(said)}")


def _as_typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _list(wanted: Wanted, text: str, day: ReadDay) -> list[Any]:
    entry = wanted.entry
    if text.startswith("["):
        data = _in_brackets(text)
        if not isinstance(data, tuple):
            raise ValueError("it takes a list: [ … , … ]")
        return [_converted(entry, each, day) for each in data]
    if entry.model:
        return [_read(entry, text, day)]
    parts = text.split(";") if entry.is_prose else re.split(r"[;,]", text)
    return [_read(entry, part, day) for part in parts if part.strip()]


def _mapping(wanted: Wanted, text: str, day: ReadDay) -> Any:  # noqa: ANN401, plain data
    if not text.startswith("{"):
        raise ValueError(f"it has parts of its own; {_how(wanted)}")
    return _converted(wanted, _in_brackets(text), day)


def _how(wanted: Wanted) -> str:
    """How to type what has parts of its own."""
    if wanted.model is None:
        return "type FIELD.KEY=…"
    known = fields_of(wanted.model)
    needed = [name for name, field in known.items() if field.is_required] or list(known)[:2]
    return f"type {' and '.join(f'FIELD.{name}=…' for name in needed)}"


def _converted(wanted: Wanted, data: Any, day: ReadDay) -> Any:  # noqa: ANN401, plain data
    """What stands in brackets, with its texts read as those that are typed alone."""
    if data is None:
        raise ValueError("a value in the brackets is empty")
    if isinstance(data, str):
        return _read(wanted, data, day)
    if isinstance(data, dict) and wanted.model:
        model = wanted.model
        return {key: _converted(_field(model, key), each, day) for key, each in data.items()}
    if isinstance(data, dict) and get_origin(wanted.hint) is dict:
        inner = _wanted(get_args(wanted.hint)[1])
        return {key: _converted(inner, each, day) for key, each in data.items()}
    if isinstance(data, tuple) and wanted.is_list:
        return [_converted(wanted.entry, each, day) for each in data]
    if isinstance(data, dict | tuple) and wanted.hint is not Any:
        raise ValueError("the brackets hold more than it takes")
    return data


def _in_brackets(text: str) -> Any:  # noqa: ANN401, plain data
    try:
        return Composer(best_source()).compose(text).data
    except Refusal as refusal:
        raise ValueError(f"what stands in brackets cannot be read: {refusal.message}") from None
