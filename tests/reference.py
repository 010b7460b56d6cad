"""The pages of the guide that are made of the models and the rules: what a register may hold."""

import json
from collections.abc import Iterator
from typing import Any

from hscb_pm.models import RECORD_TYPES, Record
from hscb_pm.present.framework import clauses_table
from hscb_pm.present.schema import schema_files
from hscb_pm.rules import RULES
from running import EXAMPLE, ROOT

_LONGEST = 40
_EVERY = ("title", "source", "illustrative", "part", "explained", "extensions")
_KIND_OF_VALUE = {
    "object": "keys and values",
    "boolean": "`true`, `false`",
    "integer": "whole number",
    "number": "number",
    "string": "text",
}
_KINDS = """\
# What a register holds

This page is made from the program itself: `make generate` writes it. A register is a folder with
`board.yaml`. The folder of a file says what kind of record it is, the name of the file is its id,
and there is one record to a file.

In VS Code you see the same while you type: [how](windows-and-vs-code.md#vs-code).

{index}

## How to read the tables

- **Must**: `yes` where nothing can do without it. What stands in a list or in braces must only be
  there if the list or the braces are.
- `owner.role` is `role` within `owner`; `progress[].note` is `note` in each entry of the list
  `progress`.
- A **day** is written `2018-01-31`. A **text** is any words. A **list** stands in square brackets,
  or an entry to a line behind `-`.
- State is never typed: whether an action is open or late follows from its dates.

## What every record may have

{every}

{kinds}
"""
_RULES = """\
# Rules and clauses

This page is made from the program itself: `make generate` writes it.

- An **error** has to be put right. A **warning** is put right, or explained in the record:
  `explained: {{AUD-014: The finding is about equipment, which no standard covers}}`.
- `hscb explain ACT-002` says more of a rule: why it is there, how it is met, and lines of a file
  that break it.
- Rules whose code begins with `HST` compare with what was saved before:
  `hscb validate --against main`.

## The rules

{rules}

## The clauses

What answers each clause of the framework: the kinds of record, the rules, what falls due, and where
it is shown (`board` is the paper `hscb report board`). `hscb framework` says how each stands.

{clauses}
"""


def register_reference() -> str:
    """The page about the kinds of record, field by field."""
    schemas = {name.removesuffix(".json"): json.loads(s) for name, s in schema_files().items()}
    index = ["| Kind | File | What it is |", "| --- | --- | --- |"]
    for kind in RECORD_TYPES:
        what = (kind.__doc__ or "").split("\n")[0].rstrip(".")
        index.append(f"| [{kind.kind}](#{kind.kind}) | `{_place(kind)}` | {what} |")
    common = schemas["action"]["properties"]
    every = {"properties": {name: common[name] for name in _EVERY}}
    return _KINDS.format(
        index="\n".join(index),
        every=_table(every),
        kinds="\n\n".join(_section(kind, schemas[kind.kind]) for kind in RECORD_TYPES),
    )


def rules_page() -> str:
    """The page of all rules, and of what answers each clause."""
    rows = ["| Code | Level | Clause | What is wrong | Why it matters |"]
    rows.append("| --- | --- | --- | --- | --- |")
    for rule in sorted(RULES.values()):
        wrong = rule.name.replace("_", " ")
        cells = (rule.code, rule.severity, rule.clause, wrong, _cell(rule.why))
        rows.append(f"| {' | '.join(cells)} |")
    return _RULES.format(rules="\n".join(rows), clauses=clauses_table(RULES.values()))


def _place(kind: type[Record]) -> str:
    return f"{kind.folder}/{kind.example}" if kind.folder else kind.example


def _section(kind: type[Record], schema: dict[str, Any]) -> str:
    own = {
        **schema,
        "properties": {
            name: field
            for name, field in schema["properties"].items()
            if name not in _EVERY or name in schema.get("required", ())
        },
    }
    about = " ".join((kind.__doc__ or "").split())
    return f"## {kind.kind}\n\n{about}\n\n{_table(own)}\n\n{_example(kind)}"


def _example(kind: type[Record]) -> str:
    file = EXAMPLE / _place(kind)
    if not file.exists():
        file = min(file.parent.glob("*.yaml"))
    lines = file.read_text("utf-8").rstrip("\n").split("\n")
    lines = [line for line in lines if not line.startswith("# yaml-language-server")]
    if len(lines) > _LONGEST:
        lines = [*lines[:_LONGEST], "# …"]
    place = file.relative_to(ROOT).as_posix()
    return "\n".join([f"Example: [`{place}`](../{place})", "", "```yaml", *lines, "```"])


def _table(schema: dict[str, Any]) -> str:
    rows = ["| Field | Must | How it is written | What it means |", "| --- | --- | --- | --- |"]
    for name, field, must in _fields(schema, ""):
        meaning = _cell(field.get("description", ""))
        rows.append(f"| `{name}` | {'yes' if must else ''} | {_written(field)} | {meaning} |")
    return "\n".join(rows)


def _fields(schema: dict[str, Any], within: str) -> Iterator[tuple[str, dict[str, Any], bool]]:
    required = schema.get("required", ())
    for name, field in schema["properties"].items():
        yield within + name, field, name in required
        inner, mark = field, "."
        if field.get("type") == "array":
            inner, mark = field["items"], "[]."
        if "properties" in inner:
            yield from _fields(inner, f"{within}{name}{mark}")


def _written(field: dict[str, Any]) -> str:
    """How a value is written, in words."""
    if "properties" in field:
        return "several fields"
    if "anyOf" in field:
        return " or ".join(map(_written, field["anyOf"]))
    if "items" in field:
        return f"list: {_written(field['items'])}"
    if values := field.get("enum", [field["const"]] if "const" in field else None):
        return ", ".join(f"`{str(value).lower()}`" for value in values)
    if examples := field.get("examples"):
        return f"{'day' if examples[0] == '2017-06-30' else 'as'} `{examples[0]}`"
    return _KIND_OF_VALUE[field["type"]]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
