"""Files to a register: every problem at once, each with its place, and never a traceback."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm import store
from hscb_pm.models import RECORD_TYPES, Action, Record
from hscb_pm.problem import Problem, Severity
from hscb_pm.register import Register
from hscb_pm.store.composer import Composer, libyaml
from hscb_pm.store.files import decode
from running import EXAMPLE
from store.cases import ACCEPTED, ACTION, BOARD, PATH, REFUSED, TABS, a_folder, after
from store.test_composer import LIBRARIES_SAY, RECORD, nasty, nearly_yaml

AUDIT = "title: x\nlevel: themed-review\n"
INDICATOR = """\
title: Second plans
question: Do plans end too early?
basis: statutory
owner: {agency: a-constabulary, role: Head of Quality Assurance}
measure: {kind: rate, numerator: Plans, denominator: Children, per: 10000}
frequency: {every: quarter}
direction: decrease
"""
SECRET = "SECRET" + "-VALUE"
PYDANTIC_SAYS = re.compile(
    r"(?i)\b(input|tuple|dict|dictionary|validation|pydantic|union|nonetype)\b|value error|type="
)


def load(root: Path, files: Mapping[str, str | bytes]) -> Register:
    """A register with these files, whose neighbours are read whatever the files are."""
    register = store.load(a_folder(root, files))
    assert {"a-constabulary", "board.yaml"} <= {record.id for record in register} | set(files)
    return register


def problems(root: Path, files: Mapping[str, str | bytes]) -> list[Problem]:
    return list(load(root, files).problems)


def said(root: Path, lines: str, text: str = ACTION, path: str = PATH) -> list[str]:
    """The problems of a file, as `line:column code field`."""
    return [
        f"{p.location.line}:{p.location.column} {p.code} {p.field}"
        for p in problems(root, {path: text + lines})
    ]


def the_one(root: Path, lines: str, text: str = ACTION, path: str = PATH) -> Problem:
    (problem,) = problems(root, {path: text + lines})
    return problem


# --- Files that do not parse -----------------------------------------------------------------


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_one_clear_problem(tmp_path: Path, name: str) -> None:
    case = REFUSED[name]
    register = load(tmp_path, {PATH: case.data})
    (problem,) = register.problems
    place = problem.location
    assert (place.path, place.line, place.column, problem.code) == (
        PATH,
        case.line,
        case.column or place.column,
        case.code,
    )
    assert case.word in problem.message.lower()
    assert problem.fix
    words = f"{problem.message} {problem.fix}".lower()
    assert not [said for said in (*LIBRARIES_SAY, "re-audit", "hscb_pwned") if said in words]
    assert (problem.severity, problem.record) == (Severity.ERROR, "ACT-2017-014")
    assert (register.left_out, register.rejected) == ((PATH,), frozenset({"ACT-2017-014"}))
    assert (register.files, len(register)) == (3, 2)


def test_hostile_board_costs_the_board_only(tmp_path: Path) -> None:
    for case in REFUSED.values():
        register = load(tmp_path, {"board.yaml": case.data})
        assert register.board is None
        assert register.left_out == ("board.yaml",)


@pytest.mark.parametrize("name", [*ACCEPTED, *TABS])
def test_odd_file_is_accepted(tmp_path: Path, name: str) -> None:
    register = load(tmp_path, {PATH: (ACCEPTED | TABS)[name]})
    assert (register.problems, register.left_out, register.rejected) == ((), (), frozenset())
    record = register.get(Action, "ACT-2017-014")
    assert record
    assert record.due.isoformat() == "2017-12-15"
    assert register.sources[record.id].text.count("due") >= 1


def test_broken_files_do_not_touch_one_another(tmp_path: Path) -> None:
    files = {f"actions/ACT-2017-{n:03}.yaml": c.data for n, c in enumerate(REFUSED.values(), 1)}
    good = {f"actions/ACT-2018-{n:03}.yaml": text for n, text in enumerate(ACCEPTED.values(), 1)}
    register = load(tmp_path, files | good)
    assert register.left_out == tuple(files)
    assert [(p.location.path, p.code) for p in register.problems] == [
        (path, case.code) for path, case in zip(files, REFUSED.values(), strict=True)
    ]
    assert len(register) == 2 + len(good)


def test_references_to_a_rejected_record_are_not_broken(tmp_path: Path) -> None:
    register = load(tmp_path, {"audits/AUD-2017-03.yaml": b"\xff", PATH: ACTION})
    assert register.is_rejected("AUD-2017-03")
    assert register.is_rejected("AUD-2017-03/R2")
    assert not register.is_rejected("AUD-2017-04")


@given(
    data=st.binary()
    | (st.text() | st.lists(nasty, max_size=20).map("".join) | nearly_yaml()).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    )
)
@settings(max_examples=100)
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.getbasetemp() / "any-file"
    register = load(root, {PATH: data})
    assert bool(register.problems) == (register.get(Action, "ACT-2017-014") is None)
    assert list(register.problems) == sorted(register.problems)
    for problem in register.problems:
        assert problem.location.path == PATH
        assert problem.location.line >= 1
        assert problem.location.column >= 1
        assert problem.fix


# --- Keys ------------------------------------------------------------------------------------


def test_every_problem_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
acton: Publish a leaflet
owner: {agancy: a-constabulary, role: 5}
due: 30/06/2017
agreed: 31/02/2017
progress:
  - {on: 2017-08-01}
  - note: Sample drawn
outcomes:
  - {on: 2017-08-01, result: acheived}
measure:
"""
    assert said(tmp_path, "", text) == [
        "1:1 REG-003 acton",
        "1:1 REG-004 action",
        "2:1 REG-004 owner.agency",
        "2:9 REG-003 owner.agancy",
        "2:39 REG-005 owner.role",
        "3:6 REG-005 due",
        "4:9 REG-006 agreed",
        "6:5 REG-004 progress.0.note",
        "7:5 REG-004 progress.1.on",
        "9:30 REG-005 outcomes.0.result",
        "10:9 REG-005 measure",
    ]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("meassure: x", "measure"),
        ("Measure: x", "measure"),
        ("arisesFrom: x", "arises_from"),
        ("arises-from: x", "arises_from"),
        ("extension: x", "extensions"),
        ("out-comes: x", "outcomes"),
    ],
)
def test_mistyped_key_suggests(tmp_path: Path, line: str, meant: str) -> None:
    problem = the_one(tmp_path, line)
    assert (problem.code, problem.location.line, problem.location.column) == ("REG-003", 4, 1)
    assert line.partition(":")[0] in problem.message
    assert problem.fix == f"Did you mean `{meant}`?"


def test_strange_key_lists_what_there_is(tmp_path: Path) -> None:
    fix = the_one(tmp_path, "zzz: x").fix or ""
    for name in ("measure", "arises_from", "explained"):
        assert name in fix
    assert not re.search(r"\bid\b|from_", fix)


@pytest.mark.parametrize(
    "key",
    [
        *("status", "folder", "stem", "example", "parts", "label", "model_config", "model_fields"),
        *("__class__", "__proto__", "__init__", "__dict__", "self", "yes", "'5'", "'a.b'", "''"),
    ],
)
def test_no_key_reaches_the_insides_of_the_program(tmp_path: Path, key: str) -> None:
    assert the_one(tmp_path, f"{key}: x").code == "REG-003"


@pytest.mark.parametrize("line", ["id: ACT-2017-014", "kind: action", "id:", "id: 5", "kind: {}"])
def test_id_and_kind_are_not_written_in_a_record(tmp_path: Path, line: str) -> None:
    problem = the_one(tmp_path, line)
    assert (problem.code, problem.location.line, problem.location.column) == ("REG-003", 4, 1)
    assert "Delete the line" in (problem.fix or "")


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("objectives/OBJ-2017-2.yaml", "objective: x\n", "from_: 2017-01-01"),
        (
            "meetings/MTG-2017-11.yaml",
            "group: board\ndate: 2017-11-20\n",
            "items: [{for_: scrutiny}]",
        ),
        (
            "section11/returns/S11-2017-a.yaml",
            "cycle: S11-2017\nagency: a\n",
            "standards: [{standard: 1, self_: {grade: met, on: 2017-01-01}}]",
        ),
    ],
)
def test_keys_are_those_of_the_register_not_of_the_program(
    tmp_path: Path, path: str, text: str, line: str
) -> None:
    problem = the_one(tmp_path, line, text, path)
    assert problem.code == "REG-003"
    assert (problem.fix or "").startswith("Did you mean `")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("measure:\n", ["4:9 REG-005 measure"]),
        ("measure: ~\n", ["4:10 REG-005 measure"]),
        ("measure: null\n", ["4:10 REG-005 measure"]),
        ("measure: # later\n", ["4:9 REG-005 measure"]),
        ("measure: ''\n", ["4:10 REG-005 measure"]),
        ("measure: '  '\n", ["4:10 REG-005 measure"]),
        ("measure: \u00a0\n", ["4:10 REG-005 measure"]),
        ("measure: |\ngroup: a\n", ["4:10 REG-005 measure"]),
        ("arises_from:\n  -\n", ["5:4 REG-005 arises_from.0"]),
        ("explained: {SMART-S2: }\n", ["4:23 REG-005 explained.SMART-S2"]),
        ("meassure:\n", ["4:1 REG-003 meassure"]),
        ("delivery: {trainig: }\n", ["4:12 REG-003 delivery.trainig"]),
    ],
)
def test_empty_values(tmp_path: Path, lines: str, expected: list[str]) -> None:
    assert said(tmp_path, lines) == expected


# --- Values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "code", "told"),
    [
        ("2017-02-30", "REG-006", "February 2017 has 28 days"),
        ("31/02/2017", "REG-006", "February 2017 has 28 days"),
        ("2017-13-01", "REG-006", "12 months"),
        ("31-11-2017", "REG-006", "November 2017 has 30 days"),
        ("0000-01-01", "REG-006", "outside the years"),
        ("1066-10-14", "REG-006", "outside the years"),
        ("2999-01-01", "REG-006", "outside the years"),
        ("30/06/2017", "REG-005", "write 2017-06-30"),
        ("06/30/2017", "REG-005", "write 2017-06-30"),
        ("30.06.2017", "REG-005", "write 2017-06-30"),
        ("30 June 2017", "REG-005", "write 2017-06-30"),
        ("30th June 2017", "REG-005", "write 2017-06-30"),
        ("Friday 30/06/2017", "REG-005", "write 2017-06-30"),
        ("2017-6-3", "REG-005", "write 2017-06-03"),
        ("30/06/17", "REG-005", "2017-06-30"),
        ("20170630", "REG-005", "2017-06-30"),
        ("2017-W26-5", "REG-005", "2017-06-30"),
        ("2017-06-30T00:00:00Z", "REG-005", "2017-06-30"),
        ("1506729600.5", "REG-005", "2017-06-30"),
        ("\u0662\u0660\u0661\u0667-\u0660\u0666-\u0663\u0660", "REG-005", "2017-06-30"),
        ("2017\u201106\u201130", "REG-005", "2017-06-30"),
        ("TBC", "REG-005", "2017-06-30"),
        ("tomorrow", "REG-005", "2017-06-30"),
        ("+6w", "REG-005", "2017-06-30"),
        ("2017-06", "REG-005", "2017-06-30"),
        ("true", "REG-005", "2017-06-30"),
        ("[2017-06-30]", "REG-005", "2017-06-30"),
        ("{}", "REG-005", "2017-06-30"),
    ],
)
def test_days(tmp_path: Path, day: str, code: str, told: str) -> None:
    problem = the_one(tmp_path, "", ACTION.replace("2017-12-15", day))
    assert (problem.code, problem.field) == (code, "due")
    assert (problem.location.line, problem.location.column) == (3, 6)
    assert told in f"{problem.message} {problem.fix}"


@pytest.mark.parametrize("day", ["'2017-06-30 '", '" 2017-06-30"', "|\n  2017-06-30\n"])
def test_day_with_something_unseen_is_not_told_to_be_what_it_is(tmp_path: Path, day: str) -> None:
    problem = the_one(tmp_path, "", ACTION.replace("2017-12-15", day))
    assert problem.code == "REG-005"
    assert "2017-06-30: write 2017-06-30" not in f"{problem.message} {problem.fix}"


@pytest.mark.parametrize(
    "day", ["2017-06-30", "'2017-06-30'", '"2017-06-30"', ">-\n  2017-06-30\n"]
)
def test_days_that_are_right(tmp_path: Path, day: str) -> None:
    assert said(tmp_path, "", ACTION.replace("2017-12-15", day)) == []


@pytest.mark.parametrize(
    "number",
    [
        *("true", '"40"', "40.0", "1_000", "0o14", "0x1F", "0b1", ".5", "1.5", "1e3", "5."),
        *(".nan", ".inf", "-.inf", "nan", "yes", "no", "12:30", "1 000", "c", "\u0664\u0660"),
        *("\u00bd", "\u2461", "-1", "-5", "1000000000001", "9" * 18, "9" * 19, "9" * 5000),
        *("[40]", "{a: 40}", "2017-06-30", "forty", "40%", "about 40"),
    ],
)
def test_what_is_no_whole_number(tmp_path: Path, number: str) -> None:
    text = f"{AUDIT}sample: {{method: all, size: {number}}}\n"
    problem = the_one(tmp_path, "", text, "audits/AUD-2017-03.yaml")
    assert (problem.code, problem.field) == ("REG-005", "sample.size")
    assert (problem.location.line, problem.location.column) == (3, 29)


@pytest.mark.parametrize(("number", "value"), [("0", 0), ("40", 40), ("012", 12), ("+5", 5)])
def test_whole_numbers(tmp_path: Path, number: str, value: int) -> None:
    path = "audits/AUD-2017-03.yaml"
    register = load(tmp_path, {path: f"{AUDIT}sample: {{method: all, size: {number}}}\n"})
    assert register.problems == ()
    (audit,) = (record for record in register if record.id == "AUD-2017-03")
    assert audit.model_dump()["sample"]["size"] == value


@pytest.mark.parametrize(
    "number",
    [
        "true",
        '"1"',
        "1e3",
        ".5",
        "5.",
        ".inf",
        "-.inf",
        ".nan",
        "1_0.5",
        "1,5",
        "1:1.5",
        "no",
        "9" * 19,
    ],
)
def test_what_is_no_number(tmp_path: Path, number: str) -> None:
    line = f"targets: [{{from: 2017-04-01, to: 2018-03-31, value: {number!s}}}]"
    if "," in number:
        line = f"targets:\n  - from: 2017-04-01\n    to: 2018-03-31\n    value: {number}\n"
    problem = the_one(tmp_path, line, INDICATOR, "indicators/IND-second-plans.yaml")
    assert (problem.code, problem.field) == ("REG-005", "targets.0.value")


@pytest.mark.parametrize(
    "line",
    [
        *("part: 2.0", "part: true", "part: 3", "part: '2'"),
        *("illustrative: 1", "illustrative: 1.0", "illustrative: yes", "illustrative: on"),
        *("illustrative: false", "illustrative: 'true'"),
    ],
)
def test_constants_are_of_their_kind(tmp_path: Path, line: str) -> None:
    problem = the_one(tmp_path, line)
    assert (problem.code, problem.field) == ("REG-005", line.partition(":")[0])
    wanted = "2" if line.startswith("part") else "true"
    assert re.search(rf"\b{wanted}\b", problem.fix or "")
    assert "True" not in (problem.fix or "")


@pytest.mark.parametrize("word", ["yes", "no", "on", "y", "1", "0", "'true'", "~"])
def test_what_is_neither_true_nor_false(tmp_path: Path, word: str) -> None:
    text = (
        f"group: board\ndate: 2017-11-20\nattendance: [{{agency: a, role: b, present: {word}}}]\n"
    )
    problem = the_one(tmp_path, "", text, "meetings/MTG-2017-11.yaml")
    assert (problem.code, problem.field) == ("REG-005", "attendance.0.present")


@pytest.mark.parametrize(
    "text", ["no", "No", "off", "on", "yes", "12:30", "1_000", "1e3", ".nan", "012a"]
)
def test_what_looks_like_something_is_text(tmp_path: Path, text: str) -> None:
    record = load(tmp_path, {PATH: after(f"measure: {text}\n")}).get(Action, "ACT-2017-014")
    assert record
    assert record.measure == text


@pytest.mark.parametrize("text", ["90", "1.5", "true", "[a]", "{a: b}", "012", "FALSE"])
def test_what_is_no_text(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, f"measure: {text}\n") == ["4:10 REG-005 measure"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("arises_from: AUD-2017-03/R2\n", "4:14 REG-005 arises_from"),
        ("arises_from: {a: b}\n", "4:14 REG-005 arises_from"),
        ("progress: [x]\n", "4:12 REG-005 progress.0"),
        ("progress: {on: 2017-01-01, note: x}\n", "4:11 REG-005 progress"),
        ("delivery: x\n", "4:11 REG-005 delivery"),
        ("delivery: [x]\n", "4:11 REG-005 delivery"),
        ("explained: [x]\n", "4:12 REG-005 explained"),
        ("extensions: x\n", "4:13 REG-005 extensions"),
        ("group: Audit Sub Group\n", "4:8 REG-005 group"),
        ("group: [audit-sub-group]\n", "4:8 REG-005 group"),
        ('continued_by: "ACT-2017-001\\n"\n', "4:15 REG-005 continued_by"),
        ("continued_by: \u0391CT-2017-001\n", "4:15 REG-005 continued_by"),
        ("continued_by: ACT\u22122017\u2212001\n", "4:15 REG-005 continued_by"),
        ("continued_by: ACT-\u0662\u0660\u0661\u0667-001\n", "4:15 REG-005 continued_by"),
        ("continued_by: ../ACT-2017-001\n", "4:15 REG-005 continued_by"),
        ("continued_by: ACT-*\n", "4:15 REG-005 continued_by"),
    ],
)
def test_wrong_kinds_of_value(tmp_path: Path, lines: str, expected: str) -> None:
    assert said(tmp_path, lines) == [expected]


def test_mistyped_word_suggests(tmp_path: Path) -> None:
    problem = the_one(tmp_path, "outcomes: [{on: 2017-08-01, result: acheived}]\n")
    assert (problem.fix or "").startswith("Did you mean `achieved`?")
    agency = "title: x\nbasis: Statutory\n"
    problem = the_one(tmp_path / "other", "", agency, "agencies/b.yaml")
    assert (problem.fix or "").startswith("Did you mean `statutory`?")


def test_too_few_entries_are_said_in_plain_words(tmp_path: Path) -> None:
    cycle = "title: x\nopened: 2017-04-24\ndue: 2017-06-30\nasked: []\n"
    scale = "scale: [{grade: met, means: x, shortfall: false}]\n"
    problem = the_one(tmp_path, scale, cycle, "section11/cycles/S11-2017.yaml")
    assert (problem.code, problem.field) == ("REG-005", "scale")
    assert "2" in f"{problem.message} {problem.fix}"
    assert not PYDANTIC_SAYS.search(f"{problem.message} {problem.fix}")


def test_schedule_shows_what_can_be_typed(tmp_path: Path) -> None:
    row = (
        "items: [{row: 1, section: responsive-audits, title: x, as_written: {}, "
        "schedule: {every: month, times: 3}, lead: {role: x}}]\n"
    )
    problem = the_one(tmp_path, "", row, "programme/2017-18.yaml")
    assert (problem.code, problem.field) == ("REG-005", "items.0.schedule")
    assert "{every: month}" in (problem.fix or "")
    assert "{{" not in (problem.fix or "")


@pytest.mark.parametrize(
    "line", ["'>=1..'", "'>=1.5.'", "~=1", "latest", "1", "'>=" + "1" * 5000 + "'"]
)
def test_board_requires_what_is_a_version(tmp_path: Path, line: str) -> None:
    problem = the_one(tmp_path, f"requires: {line}\n", BOARD, "board.yaml")
    assert (problem.code, problem.field, problem.location.line) == ("REG-005", "requires", 4)


def test_id_twice_within_a_record(tmp_path: Path) -> None:
    findings = (
        "findings:\n  - {id: F1, kind: strength, text: a}\n  - {id: F1, kind: shortfall, text: b}\n"
    )
    problem = the_one(tmp_path, findings, AUDIT, "audits/AUD-2017-03.yaml")
    assert (problem.code, problem.location.line, problem.location.column) == ("REG-008", 5, 10)
    assert "line 4" in problem.message


# --- How many, how fast ----------------------------------------------------------------------


MANY = {
    "unknown keys": "".join(f"k{n}: v\n" for n in range(2000)),
    "unknown keys within": "owner: {" + ",".join(f"agancy{n}: v" for n in range(2000)) + "}\n",
    "entries that lack keys": "progress:\n" + "- {a: b}\n" * 2000,
    "empty entries": "progress:\n" + "-\n" * 5000,
    "words": "outcomes:\n" + "- {on: 2017-01-01, result: acheived}\n" * 1000,
    "days": "progress:\n" + "- {on: 30/06/2017, note: x}\n" * 2000,
}


@pytest.mark.parametrize("name", MANY)
def test_two_hundred_problems_are_enough(tmp_path: Path, name: str) -> None:
    found = problems(tmp_path, {PATH: MANY[name]})
    (last,) = (p for p in found if "more problems" in p.message)
    assert len(found) <= 201
    assert found == sorted(found)
    assert last.location.path == PATH


def test_what_is_left_unsaid_is_counted(tmp_path: Path) -> None:
    text = ACTION + "progress:\n" + "-\n" * 5000
    (last,) = (p for p in problems(tmp_path, {PATH: text}) if "more problems" in p.message)
    assert re.findall(r"[0-9]+", last.message) == ["4800"]


# --- What is never repeated ------------------------------------------------------------------


def keys_of(kind: type[Record]) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items() if name != "id"]


def path_of(kind: type[Record]) -> str:
    return f"{kind.folder}/{kind.example}".lstrip("/")


def repeats(found: list[Problem]) -> list[str]:
    """What a problem says that only the file should."""
    told = (f"{p.message} {p.fix} {p.explained}" for p in found)
    return [words for words in told if SECRET.lower() in words.lower()]


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.kind)
@pytest.mark.parametrize(
    "value",
    [SECRET, f"[{SECRET}]", f"[[{SECRET}]]", f"{{title: {SECRET}}}", f"[{{on: {SECRET}}}]"],
)
def test_values_are_not_repeated(tmp_path: Path, kind: type[Record], value: str) -> None:
    text = "".join(f"{key}: {value}\n" for key in keys_of(kind))
    found = problems(tmp_path, {path_of(kind): text})
    assert found
    assert repeats(found) == []


def spoilt(data: Any) -> Any:
    """The same data with a secret in the place of every value."""
    if isinstance(data, dict):
        return {key: spoilt(value) for key, value in data.items()}
    if isinstance(data, tuple | list):
        return [spoilt(value) for value in data]
    return SECRET


def example_files() -> Iterator[tuple[str, Any]]:
    for file in sorted(EXAMPLE.rglob("*.yaml")):
        path = file.relative_to(EXAMPLE).as_posix()
        if not path.startswith("schema/"):
            yield path, Composer(libyaml()).compose(decode(file.read_bytes())).data


def test_no_value_of_the_example_would_be_repeated(tmp_path: Path) -> None:
    files = {path: json.dumps(spoilt(data)) for path, data in example_files()}
    found = list(store.load(a_folder(tmp_path, files)).problems)
    assert {problem.location.path for problem in found} == set(files)
    assert repeats(found) == []


def test_words_of_pydantic_are_not_repeated(tmp_path: Path) -> None:
    """Every key of every kind, with a value of every wrong kind."""
    values = ("5", "-1", "1.5", "true", "x y", "''", "[]", "{}", "[5]", "[{}]", "{a: 5}", "~")
    found: list[Problem] = []
    for number, value in enumerate(values):
        files = {
            path_of(kind): "".join(f"{key}: {value}\n" for key in keys_of(kind))
            for kind in RECORD_TYPES
        }
        found += store.load(a_folder(tmp_path / str(number), files)).problems
    assert {problem.code for problem in found} >= {"REG-004", "REG-005"}
    assert [words for p in found if PYDANTIC_SAYS.search(words := f"{p.message} | {p.fix}")] == []


def test_record_of_the_fuzzing_is_good(tmp_path: Path) -> None:
    assert problems(tmp_path, {PATH: RECORD}) == []
