"""Files to records: the schema's complaints become problems with a place and a fix."""

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from hscb_pm.models import Record
from hscb_pm.models.record import SHAPES, Model, example_of, model_at
from hscb_pm.problem import FieldPath, Location, Problem, Severity, dotted, nearest
from hscb_pm.register import Source
from hscb_pm.store.marks import Document
from hscb_pm.store.slips import Refusal

MOST_PROBLEMS: Final = 200
_WANTED: Final = {
    "not_a_count": ("a whole number, or `c` (confidential)", "Write how many, or `c`."),
    "string_type": ("a text", "Put it in quotes."),
    "int_type": ("a whole number", "Write digits alone, without quotes."),
    "int_from_float": ("a whole number", "Write digits alone."),
    "float_type": ("a number", "Write digits, without quotes."),
    "bool_type": ("true or false", "Write `true` or `false`, without quotes."),
    "tuple_type": ("a list", "Write each entry on a line that starts with `- `."),
    "dict_type": ("a mapping", "Write `key: value` lines below it."),
    "model_type": ("a mapping", "Write `key: value` lines below it."),
    "date_type": ("a date", "Write it as 2017-06-30."),
}


def refused(path: str, refusal: Refusal, record: str | None = None) -> Problem:
    """The problem of a file that could not be read at all."""
    place = Location(path, refusal.line, refusal.column)
    return Problem(place, refusal.code, Severity.ERROR, refusal.message, refusal.fix, record)


def unfit(
    kind: type[Record],
    record_id: str,
    document: Document,
    source: Source,
    error: ValidationError | None,
) -> list[Problem]:
    """Every problem of a file that parses and does not fit its schema."""
    data, empty = document.data, set(document.empty_values)
    details = {tuple(detail["loc"]): detail for detail in _details(error)}
    unknown = {path for path, detail in details.items() if detail["type"] == "extra_forbidden"}
    unknown |= {("id",)} if "id" in data else set()
    paths = [*details, *((unknown | empty) - set(details))]
    paths.sort(key=lambda path: source.at(path, key=path in unknown))
    found = [
        (
            path,
            _unknown_key(kind, data, path)
            if path in unknown
            else _empty(kind, path)
            if path in empty
            else _say(kind, data, path, details[path]),
        )
        for path in paths[:MOST_PROBLEMS]
    ]
    problems = [
        Problem(
            Location(source.path, *source.at(path, key=code == "REG-003")),
            code,
            Severity.ERROR,
            message,
            fix,
            record_id,
            dotted(path),
        )
        for path, (code, message, fix) in found
    ]
    if more := len(paths) - len(found):
        message = f"{more} more problems in this file"
        fix = "Put the first ones right, then run hscb validate again."
        last = Problem(Location(source.path), "REG-005", Severity.ERROR, message, fix, record_id)
        problems.append(last)
    return problems


def _details(error: ValidationError | None) -> list[ErrorDetails]:
    """What Pydantic found, without a copy of the input, which could name a child."""
    if error is None:
        return []
    return error.errors(include_input=False, include_url=False)


def _empty(kind: type[Record], path: FieldPath) -> tuple[str, str, str]:
    name = f"`{path[-1]}` is" if path and isinstance(path[-1], str) else "this is"
    field = _field(kind, path)
    fix = (
        "Write a value." if field and field.is_required() else "Write a value, or delete the line."
    )
    return "REG-005", f"{name} empty", fix


def _say(  # noqa: C901, PLR0911, an answer for each kind of complaint
    kind: type[Record], data: dict[str, Any], path: FieldPath, detail: ErrorDetails
) -> tuple[str, str, str]:
    """The code, the message and the fix for one complaint of the schema."""
    found, context = detail["type"], detail.get("ctx", {})
    name = _name(path)
    match found:
        case "extra_forbidden":
            return _unknown_key(kind, data, path)
        case "missing":
            return "REG-004", f"{name} is missing", f"Add {name}: {_describe(kind, path)}"
        case "impossible_day":
            return "REG-006", context["why"], "Write a day that exists, as 2017-06-30."
        case "not_a_day":
            return "REG-005", f"{name} is not a date", _how_to_date(context)
        case "literal_error" | "enum":
            return _not_one_of(data, path, str(context["expected"]))
        case "string_pattern_mismatch":
            said, example = SHAPES[str(context["pattern"])], example_of(kind, path)
            shown = f", as {example}" if example and example not in said else ""
            return "REG-005", f"{name} is not written as it must be", f"Write {said}{shown}."
        case "model_type" if keys := _keys(kind, path):
            return "REG-005", f"{name} must be a mapping", f"Write `{{{keys}}}`."
        case "too_short":
            least = context["min_length"]
            return "REG-005", f"{name} needs at least {least} entries", "Add what is missing."
        case "string_too_short":
            return "REG-005", f"{name} is blank", "Write a text, or delete the line."
        case "schedule":
            return "REG-005", "this schedule is none that hscb knows", _capital(detail["msg"])
        case _ if found in _WANTED:
            wanted, fix = _WANTED[found]
            return "REG-005", f"{name} must be {wanted}", fix
        case _:
            said = detail["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
            return "REG-005", f"{name} is not right", f"It should be {said}."


def _keys(kind: type[Record], path: FieldPath) -> str:
    """The keys of a mapping, those first that it cannot do without."""
    owner = model_at(kind, path)
    fields = owner.model_fields.items() if owner else ()
    needed = [f"{field.alias or name}: …" for name, field in fields if field.is_required()]
    return ", ".join(needed)


def _how_to_date(context: Mapping[str, Any]) -> str:
    why = context.get("why", "")
    told = why and not why.startswith(f"{context.get('fix')}: ")
    return f"{why}." if context.get("fix") and told else "Write a day as 2017-06-30."


def _name(path: FieldPath) -> str:
    words = [step for step in path if isinstance(step, str) and step != "[key]"]
    if path and isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of `{words[-1]}`" if words else f"entry {path[-1] + 1}"
    return f"`{words[-1]}`" if words else "this"


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _describe(kind: type[Record], path: FieldPath) -> str:
    field = _field(kind, path)
    if field is None or not field.description:
        return "see the register reference."
    text = field.description[0].lower() + field.description[1:]
    if get_origin(field.annotation) is Literal:
        text += f" Write one of: {', '.join(map(str, get_args(field.annotation)))}."
    return text


def _field(kind: type[Record], path: FieldPath) -> FieldInfo | None:
    owner = model_at(kind, path[:-1])
    fields = owner.model_fields.items() if owner and path else ()
    return next((field for name, field in fields if path[-1] == (field.alias or name)), None)


def _unknown_key(kind: type[Record], data: dict[str, Any], path: FieldPath) -> tuple[str, str, str]:
    key = str(path[-1])
    if path in {("id",), ("kind",)}:
        return (
            "REG-003",
            f"`{key}` is not written in a record",
            ("Delete the line: the file's name is the id, and its folder says the kind."),
        )
    owner: type[Model] | None = model_at(kind, path[:-1])
    known = [f.alias or name for name, f in owner.model_fields.items()] if owner else []
    here = _value_at(data, path[:-1])
    free = [
        name for name in known if name != "id" and not (isinstance(here, dict) and name in here)
    ]
    if close := nearest(key, free):
        return "REG-003", f"`{key}` is no key here", f"Did you mean `{close}`?"
    fix = f"Keys here: {', '.join(name for name in known if name != 'id')}."
    return "REG-003", f"`{key}` is no key here", fix


def _not_one_of(data: dict[str, Any], path: FieldPath, expected: str) -> tuple[str, str, str]:
    allowed = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    given = _value_at(data, path)
    fix = f"Write one of: {', '.join(allowed)}."
    if isinstance(given, str) and (close := nearest(given, allowed)):
        fix = f"Did you mean `{close}`? {fix}"
    return "REG-005", f"{_name(path)} is not one of the values it can have", fix


def _value_at(data: Any, path: FieldPath) -> Any:  # noqa: ANN401, plain data of any kind
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
