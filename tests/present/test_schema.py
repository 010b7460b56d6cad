"""The schemas for editors say what hscb itself says of a record, by a validator of its own."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import ValidationError

from hscb_pm.models import RECORD_TYPES, Programme, Record
from hscb_pm.present import schema as schemas
from hscb_pm.present.schema import _MEANINGS, editor_settings, modeline
from hscb_pm.problem import FieldPath
from hscb_pm.store.composer import Composer, best_source
from hscb_pm.store.files import decode, read_bytes
from hscb_pm.store.places import place_of
from hscb_pm.store.slips import Refusal
from running import EXAMPLE, ROOT

ROOTS = [EXAMPLE, *sorted((ROOT / "tests/rules/examples").glob("*/register"))]
OF_EDITORS = {"enumDescriptions", "patternErrorMessage"}
SLIPS: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    2.5,
    10**13,
    "",
    " ",
    "x y",
    "2017-6-30",
    "2017-09-31",
    "2017-13-01",
    (),
    ("x y",),
    {},
    {"x": "y"},
)
REBASE = {"period": "2016-17 Q1", "reason": "A new system", "agreed_by": "board"}
FILLED: dict[str, dict[str, Any]] = {
    "record": {"title": "A", "part": 2, "explained": {"ACT-003": "B"}, "extensions": {"c": {}}},
    "board": {"bank_holidays": ("2017-11-21",)},
    "action": {
        "attested": {
            "letters": ("A", "R"),
            "on": "2017-06-12",
            "by": {"group": "board", "role": "Chair"},
            "reason": "Agreed with the team",
        }
    },
    "indicator": {"spc": {"rebases": (REBASE,)}},
}
"""What no record of the examples says."""


@cache
def schema_of(kind: type[Record]) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(schemas.schema_files()[f"{kind.kind}.json"])
    return schema


@cache
def validator(kind: type[Record]) -> Draft7Validator:
    return Draft7Validator(schema_of(kind))


def fits_schema(kind: type[Record], data: Any) -> bool:
    return validator(kind).is_valid(json.loads(json.dumps(data)))  # tuples become lists


def fits_hscb(kind: type[Record], data: Any) -> bool:
    if "id" in data or has_empty(data):
        return False
    try:
        kind.model_validate({**data, "id": "an-id"}, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True


def has_empty(data: Any) -> bool:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, tuple) else ()
    return data is None or any(map(has_empty, inner))


@cache
def records(root: Path) -> list[tuple[str, type[Record], dict[str, Any]]]:
    """What the files below a register say, with the kind that their place gives them."""
    found = []
    for file in sorted(root.rglob("*.yaml")):
        path = file.relative_to(root).as_posix()
        try:
            data = Composer(best_source()).compose(decode(read_bytes(file))).data
        except Refusal:
            continue
        if (kind := place_of(path).kind) and isinstance(data, dict):
            found.append((path, kind, data))
    return found


def schemas_in(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and all that it is made of."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            inner = value.values() if key in {"properties", "dependencies"} else [value]
            yield from chain.from_iterable(map(schemas_in, inner))
    elif isinstance(schema, list):
        yield from chain.from_iterable(map(schemas_in, schema))


# --- What they are ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_schema_is_draft_07_and_nothing_later(kind: type[Record]) -> None:
    schema = schema_of(kind)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    known = set(Draft7Validator.META_SCHEMA["properties"]) | OF_EDITORS
    assert set(chain.from_iterable(schemas_in(schema))) <= known


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_every_key_is_described_and_every_pattern_says_what_to_write(kind: type[Record]) -> None:
    for schema in schemas_in(schema_of(kind)):
        if "dependencies" not in schema and schema.get("type") == "object":
            assert all(inner["description"] for inner in schema.get("properties", {}).values())
        assert ("pattern" in schema) == ("patternErrorMessage" in schema)
        if "examples" in schema:
            assert all(Draft7Validator(schema).is_valid(example) for example in schema["examples"])
    assert "id" not in schema_of(kind)["properties"]


def test_every_meaning_is_that_of_values_that_are_there() -> None:
    found = {
        tuple(schema["enum"]): schema.get("enumDescriptions")
        for kind in RECORD_TYPES
        for schema in schemas_in(schema_of(kind))
        if "enum" in schema
    }
    for meanings in _MEANINGS:
        assert found[tuple(meanings)] == list(meanings.values())


# --- What they accept and refuse -------------------------------------------------------------


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.parent.name)
def test_what_hscb_accepts_no_editor_marks(root: Path) -> None:
    for path, kind, data in records(root):
        assert fits_schema(kind, data) or not fits_hscb(kind, data), path


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_slip_is_marked_by_both_or_by_neither(kind: type[Record]) -> None:
    """Every key of some record is left out, is given a namesake, and has wrong values.

    Only hscb knows a leap year, that 2.0 is no whole number, and looks into `extensions`.
    """
    tried = 0
    for path, slip in slips(kind):
        assert fits_schema(kind, slip) == fits_hscb(kind, slip), (path, slip)
        tried += 1
    assert tried > 25


def slips(kind: type[Record]) -> Iterator[tuple[str, Any]]:
    seen: set[tuple[str, ...]] = set()
    for path, its_kind, said in chain.from_iterable(map(records, ROOTS)):
        data = FILLED["record"] | FILLED.get(kind.kind, {}) | said
        for place in places(data) if its_kind is kind and fits_hscb(kind, data) else ():
            name = tuple(str(step) for step in place if isinstance(step, str))
            if name in seen:
                continue
            seen.add(name)
            here = at(data, place)
            if place and "extensions" not in place[:-1]:
                wrong = SLIPS[len(seen) % 2 :: 2]  # the next key has the other half
                yield from ((f"{path} {place} = {v}", put(data, place, v)) for v in wrong)
            if isinstance(here, dict):
                yield f"{path} {place} + z", put(data, place, {**here, "zz-top": "x"})
                for key in here:
                    rest = {k: v for k, v in here.items() if k != key}
                    yield f"{path} {place} - {key}", put(data, place, rest)


def places(data: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    yield path
    inner: Any = data.items() if isinstance(data, dict) else ()
    if isinstance(data, tuple):
        inner = enumerate(data)
    for step, value in inner:
        yield from places(value, (*path, step))


def at(data: Any, path: FieldPath) -> Any:
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: FieldPath, value: Any) -> Any:
    """The same, with another value in one place."""
    if not path:
        return value
    step, *rest = path
    if isinstance(data, tuple):
        assert isinstance(step, int)
        return (*data[:step], put(data[step], tuple(rest), value), *data[step + 1 :])
    return {**data, step: put(data[step], tuple(rest), value)}


def test_every_kind_of_schedule_is_told_from_what_is_none() -> None:
    (programme,) = (data for _, kind, data in records(EXAMPLE) if kind is Programme)
    facts = {"month": 9, "at_meetings_of": "board", "times": 3, "on": "audit-schedule"}
    some = [{"when": "as-required"}, *({"every": every} for every in ("month", "quarter", "year"))]
    given = [{k: facts[k] for k in keys} for n in range(5) for keys in combinations(facts, n)]
    for schedule in ({**one, **two} for one in [{}, *some, some[0] | some[1]] for two in given):
        data = put(programme, ("items", 0, "schedule"), schedule)
        assert fits_schema(Programme, data) == fits_hscb(Programme, data), schedule


# --- Where editors find them -----------------------------------------------------------------


def test_modeline_leads_to_the_schema() -> None:
    assert modeline("board.yaml") == "# yaml-language-server: $schema=schema/board.json"
    assert modeline("actions/ACT-2017-001.yaml").endswith("$schema=../schema/action.json")
    assert modeline("section11/returns/S11-2017-a.yaml").endswith("=../../schema/return.json")
    with pytest.raises(ValueError, match="no place for a record"):
        modeline("notes/x.yaml")


def test_every_record_of_the_example_begins_with_its_modeline() -> None:
    for file in EXAMPLE.rglob("*.yaml"):
        path = file.relative_to(EXAMPLE).as_posix()
        assert file.read_text(encoding="utf-8").startswith(f"{modeline(path)}\n"), path


def test_settings_in_this_repository_are_fresh() -> None:
    kept = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")
    assert kept == editor_settings("register"), "make generate"


def test_settings_name_every_schema_for_its_folder() -> None:
    for register, top in (("a/register", "a/register/"), (".", "")):
        files = json.loads(editor_settings(register))["yaml.schemas"]
        assert [name.rpartition("/")[2] for name in files] == list(schemas.schema_files())
        assert files[f"./{top}schema/return.json"] == [f"{top}section11/returns/*.yaml"]
        assert f"!{top}groups/board.yaml" in files[f"./{top}schema/board.json"]
