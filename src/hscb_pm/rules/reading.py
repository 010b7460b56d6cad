"""REG: every file can be read, and every reference leads somewhere."""

import re
from collections.abc import Iterator
from typing import Final

from hscb_pm.models import RECORD_TYPES
from hscb_pm.problem import FieldPath, Severity, nearest
from hscb_pm.register import Reference, Register
from hscb_pm.rules.rule import Hit, reading_rule, rule
from hscb_pm.words import UNFILLED

MOST_COMPARED: Final = 100_000
"""Ids looked at for suggestions in one run; a large register with many slips has to do without."""
ALIKE: Final = 0.88
"""A slip of the keyboard; names of two councils are less alike."""
_NUMBER: Final = re.compile("[0-9]+")
PLACEHOLDER: Final = re.compile(rf"{UNFILLED} in: ([^<>]+)>")

reading_rule(
    "REG-001",
    "unreadable",
    "this file cannot be read",
    fix="Save it as a plain UTF-8 text file, without invisible characters.",
    why="What cannot be read is missing from every paper and every due list.",
)
reading_rule(
    "REG-002",
    "not_yaml",
    "this is not YAML",
    fix="Compare with a file that is right: `key: value`, lined up with spaces.",
    why="One slip of the keyboard must not silently change what a record says.",
)
reading_rule(
    "REG-003",
    "unknown_key",
    "`{key}` is no key here",
    fix="Spell the key as in the register reference; keep your own keys below `extensions:`.",
    why="A key that nothing reads is a fact that no paper shows.",
    words={"key": "a word"},
)
reading_rule(
    "REG-004",
    "missing_key",
    "`{key}` is missing",
    fix="Add it.",
    why="Each kind of record has a few facts without which nobody can act on it.",
    words={"key": "a key"},
)
reading_rule(
    "REG-005",
    "wrong_kind_of_value",
    "`{key}` is not right",
    fix="Write the kind of value that the message names.",
    why="A value of the wrong kind cannot be counted, sorted or compared.",
    words={"key": "a value"},
)
reading_rule(
    "REG-006",
    "impossible_date",
    "{date} does not exist",
    fix="Write a day that exists, as 2017-06-30.",
    why="A date that does not exist never falls due.",
)
reading_rule(
    "REG-008",
    "id_twice",
    "this id is taken by {other}",
    fix="Rename one of the two.",
    why="Two records of one id cannot be told apart in minutes and papers.",
    words={"other": "another file"},
)
reading_rule(
    "REG-009",
    "file_in_the_wrong_place",
    "the folder holds no such records",
    fix="Move or rename the file: the folder says the kind, the name is the id.",
    why="A file that stands where nothing looks for it is forgotten.",
)
reading_rule(
    "REG-010",
    "merge_conflict",
    "git left two versions here",
    fix="Keep the right lines and delete the markers.",
    why="Two people changed the same lines, and one of them has to be chosen.",
)
reading_rule(
    "REG-011",
    "not_allowed_here",
    "a tag, an anchor, an alias or a second document",
    fix="Write the value out in plain YAML.",
    why="A register is read by people: what it says stands where it is said.",
)
reading_rule(
    "REG-012",
    "explanation_without_problem",
    "{code} is explained, and there is no such problem",
    fix="Delete the line below `explained:`.",
    why="An explanation that outlives its problem would hide the next one.",
    severity=Severity.WARNING,
    words={"code": "a rule"},
)


@rule(
    "REG-007",
    Severity.ERROR,
    "there is no {kind} {target}",
    fix="{suggestion}",
    clause="F1.1",
    words={"kind": "record", "target": "of this name"},
)
def no_such_record(register: Register) -> Iterator[Hit]:
    """A reference that leads nowhere breaks the chain from a finding to an outcome."""
    compared = 0
    for reference in register.references:
        if _leads_somewhere(register, reference):
            continue
        close = None
        if compared < MOST_COMPARED:
            compared += len(register.kinds)
            close = nearest(reference.target, _candidates(register, reference), ALIKE)
        yield Hit(
            reference.record,
            reference.path,
            {
                "kind": " or ".join(reference.kinds) or "record",
                "target": reference.target,
                "suggestion": f"Did you mean {close}?" if close else _make_or_name(reference),
            },
        )


def _make_or_name(reference: Reference) -> str:
    """What to do where nothing comes near: make the record, if its kind has files of its own."""
    folders = {kind.kind: kind.folder for kind in RECORD_TYPES if kind.folder}
    kinds = [kind for kind in reference.kinds if kind in folders]
    if len(kinds) != 1 or kinds[0] == "programme":
        return "Correct it, or make what it names."
    return f"Make {folders[kinds[0]]}/{reference.target}.yaml, or name another."


def _leads_somewhere(register: Register, reference: Reference) -> bool:
    kind = register.kinds.get(reference.target)
    if kind is None and "@" in reference.target:  # PRG-001 judges the part after the @
        row = register.kinds.get(reference.target.partition("@")[0])
        kind = "occurrence" if row == "programme row" else None
    fits = kind is not None and (not reference.kinds or kind in reference.kinds)
    return fits or register.is_rejected(reference.target)


def _candidates(register: Register, reference: Reference) -> list[str]:
    """The ids that could have been meant; never one that differs in its number alone."""
    words = _NUMBER.sub("0", reference.target)
    return [
        name
        for name, kind in register.kinds.items()
        if (not reference.kinds or kind in reference.kinds) and _NUMBER.sub("0", name) != words
    ]


def placeholder(what: str) -> str:
    """What stands in a record until somebody writes `what`."""
    return f"{UNFILLED} in: {what}>"


@rule(
    "REG-013",
    Severity.ERROR,
    "not filled in yet: {what}",
    fix="Write it in place of `{placeholder}`.",
    clause="F1.1",
    words={"what": "a part of the record", "placeholder": "the placeholder"},
)
def placeholder_not_filled_in(register: Register) -> Iterator[Hit]:
    """What a new register leaves open would stand in every paper as if it were a fact."""
    for record in register:
        if record.id not in register.unfilled:
            continue
        for path, text in _texts(record.model_dump(by_alias=True, exclude={"extensions"}), ()):
            if found := PLACEHOLDER.search(text):
                yield Hit(record.id, path, {"what": found[1], "placeholder": found[0]})


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Every text in plain data, and where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
