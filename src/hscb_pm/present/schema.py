"""What editors know while somebody types: a JSON Schema (draft-07) for each kind of record."""

import json
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from hscb_pm.models import RECORD_TYPES, Record
from hscb_pm.models.indicator import MISSING
from hscb_pm.models.record import SHAPES
from hscb_pm.present.out import Out
from hscb_pm.store.files import RESERVED
from hscb_pm.store.places import place_of
from hscb_pm.store.schemas import MARK

_MEANINGS: Final[tuple[dict[str, str], ...]] = (
    {
        "achieved": "What was meant to change has changed, and the evidence shows it.",
        "partly-achieved": "Some of it has; `hscb due` asks again.",
        "not-achieved": "Nothing shows that it has; `hscb due` asks again.",
    },
    {
        "S": "Specific.",
        "M": "Measurable.",
        "A": "Achievable.",
        "R": "Relevant.",
        "T": "Timed.",
    },
    {
        "scrutiny": "To judge it before it goes any further.",
        "decision": "To decide something.",
        "discussion": "To talk it over.",
        "information": "To take note of it.",
    },
    {
        "table": "It is tabled at the Board.",
        "circulate": "It is circulated for information.",
        "not-needed": "The Board does not need it.",
    },
    {
        "section-11": "Section 11 self-audits.",
        "case-review": "Serious case reviews and partnership case reviews.",
        "performance-indicators": "Indicators.",
        "single-agency-audit": "An agency audits itself.",
        "multi-agency-audit": "Several agencies audit how they worked together on single cases.",
        "themed-review": "A broad area of practice, looked at from a range of sources.",
    },
    {
        "single-agency-audit": "An agency audits itself.",
        "multi-agency-audit": "Several agencies audit how they worked together on single cases.",
        "themed-review": "A broad area of practice, looked at from a range of sources.",
    },
    {
        "random": "Drawn at random from all.",
        "stratified": "Drawn at random from each of several parts.",
        "all": "Every case there was.",
        "chosen": "Picked; `reason` says why.",
    },
    {
        "none": "No third person took part.",
        "individual": "A third person carried the audit out alone.",
        "joint": "A third person carried it out together with the agency.",
        "consultation": "A third person was consulted.",
    },
    {
        "statutory": "Section 11 of the Children Act 2004 names it.",
        "commissioned": "It delivers services under contract for an agency that section 11 names.",
        "other": "Neither.",
    },
    {
        "statutory": "Section 11 of the Children Act 2004 names it.",
        "commissioned": "It delivers services under contract for an agency that section 11 names.",
        "voluntary": "It takes part although nothing obliges it to.",
    },
    {
        "private": "Only the Board's own people can read the register.",
        "public": "Anybody can read the register.",
    },
    {
        "as-completed": "When an agency has completed one.",
        "as-required": "When something calls for it.",
    },
    {
        "month": "A calendar month, as 2017-09.",
        "quarter": "A quarter of a financial year, as 2017-18 Q2.",
        "year": "A financial year, from 1 April, as 2017-18.",
        "calendar-year": "A year from 1 January, as 2017.",
        "academic-year": "A year from 1 September, as 2017/18.",
    },
    {
        "increase": "More is better.",
        "decrease": "Less is better.",
        "neutral": "Neither is better.",
    },
    {
        "children": "It counts children, so a small count could point to one.",
        "other": "It counts something else.",
    },
    {
        "dfe": "As the Department for Education does.",
        "nhs": "As the NHS does.",
        "ons10": "As the Office for National Statistics does, below ten.",
        "none": "Nothing is hidden; for internal use only.",
    },
    {letter: f"{meaning.capitalize()}." for letter, meaning in MISSING.items()},
)
"""What a value stands for, where the word alone may not say it; found by the set of values."""


class _ForEditors(GenerateJsonSchema):
    """Says of a text how it is written, and leaves out what no register file may hold."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text: not blank, or of a shape that an example shows."""
        made = super().str_schema(schema)
        if schema.get("strip_whitespace"):
            return {"type": "string", "pattern": r"\S", "patternErrorMessage": "Write a text."}
        if pattern := made.get("pattern"):
            said, examples = SHAPES[pattern], schema["metadata"]["examples"]
            made["examples"] = examples
            shown = "" if examples[0] in said else f", as {examples[0]}"
            made["patternErrorMessage"] = f"Write {said}{shown}."
        return made

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What may be left out; a key without a value is refused all the same."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A value with its default, unless that is nothing at all, which editors would type."""
        made = super().default_schema(schema)
        return made if made.get("default") else {k: v for k, v in made.items() if k != "default"}

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002, as its base
        """No titles: a key is its own."""
        return False


def show_kinds(out: Out) -> None:
    """List the kinds of record: the name of each, its files, what it is."""
    for kind in RECORD_TYPES:
        files = f"{kind.folder}/*.yaml" if kind.folder else kind.example
        about = (kind.__doc__ or "").partition("\n")[0]
        out.line(f"{kind.kind:14} {files:25} {about}")


def schema_files() -> dict[str, str]:
    """The schemas by the names of their files; they are the same for every register."""
    return {
        f"{kind.kind}.json": f"{json.dumps(_schema(kind), indent=2, ensure_ascii=False)}\n"
        for kind in RECORD_TYPES
    }


def _schema(kind: type[Record]) -> dict[str, Any]:
    made = kind.model_json_schema(schema_generator=_ForEditors, ref_template="{model}")
    schema = _without_references(made, made.pop("$defs", {}))
    del schema["properties"]["id"]  # the file's name
    schema["required"] = [key for key in schema.get("required", ()) if key != "id"]
    return {
        "$comment": MARK,
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.__name__,
        **schema,
    }


def _without_references(node: dict[str, Any], models: dict[str, Any]) -> dict[str, Any]:
    """A schema in one piece: beside a reference, draft-07 would not let a key be described."""
    if reference := node.get("$ref"):
        node = {**models[reference], **node}
    found = {key: node[key] for key in sorted(node) if key not in {"$ref", "title"}}
    for key in ("items", "additionalProperties"):
        if isinstance(found.get(key), dict):
            found[key] = _without_references(found[key], models)
    if "properties" in found:
        properties = found["properties"].items()
        found["properties"] = {k: _without_references(v, models) for k, v in properties}
    for meanings in _MEANINGS:
        if list(meanings) == found.get("enum"):
            found["enumDescriptions"] = list(meanings.values())
    return found


def modeline(path: str) -> str:
    """The comment from which an editor knows the schema of the record at this path."""
    kind = place_of(path).kind
    if kind is None:
        raise ValueError(f"{path} is no place for a record")
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{_file(kind)}"


def editor_settings(register: str) -> str:
    """The settings of an editor (`.vscode/settings.json`) for a register at this path."""
    top = "" if register in {"", "."} else f"{register.rstrip('/')}/"
    settings = {
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.formatOnSave": False,
        },
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "yaml.schemaStore.enable": False,
        "yaml.schemas": {f"./{top}{_file(kind)}": _files(kind, top) for kind in RECORD_TYPES},
    }
    return f"{json.dumps(settings, indent=2, ensure_ascii=False)}\n"


def _file(kind: type[Record]) -> str:
    return f"{RESERVED}/{kind.kind}.json"


def _files(kind: type[Record], top: str) -> list[str]:
    """Patterns of the files of a kind; each is looked for at any depth."""
    if kind.folder:
        return [f"{top}{kind.folder}/*.yaml"]
    stem = kind.example.removesuffix(".yaml")
    namesakes = [other.folder for other in RECORD_TYPES if other.folder and other.fits(stem)]
    return [f"{top}{kind.example}", *(f"!{top}{folder}/{kind.example}" for folder in namesakes)]
