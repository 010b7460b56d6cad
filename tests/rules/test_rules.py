"""Each rule finds what its example register marks, and finds nothing else."""

import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import builders
from hscb_pm import rules, store
from hscb_pm.models import Record
from hscb_pm.models.record import model_at
from hscb_pm.present.rules import EXAMPLES as EXAMPLES_SHIPPED
from hscb_pm.problem import Problem, Severity
from hscb_pm.register import Register
from hscb_pm.rules.rule import VALUE, WORDS, in_general, reading_rule
from shipped_examples import FOLDER as EXAMPLES
from shipped_examples import MARK, compared, shipped

EXPLANATIONS = "REG-012"
ASKING = [code for code, rule in rules.RULES.items() if rule.check or rule.compare]
"""The rules that ask a register; what the others say is found while its files are read."""
BOARD = "title: An Example Board\narea: Exampleshire\nregister_is: private\n"
ACTION = """\
action: Publish a briefing on neglect
owner: {agency: example-county-council, role: Head of Safeguarding}
due: 2017-12-15
"""


@cache
def example(code: str) -> Register:
    return store.load(EXAMPLES / code / "register")


@cache
def found(code: str) -> list[Problem]:
    """What a rule finds in its example; explanations are judged where all other rules ran."""
    codes = None if code == EXPLANATIONS else [code]
    problems = rules.check(example(code), codes, compared(code))
    return [problem for problem in problems if problem.code == code]


def marks(folder: Path) -> Iterator[str]:
    """What the comments say, in the order in which problems are shown."""
    for path in sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.y*ml")):
        lines = (folder / path).read_text("utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            for comment in f" {line}".split(" # ")[1:]:
                if MARK.match(comment):
                    yield f"{path}:{number}: {comment.strip()}"


def a_register(folder: Path, files: dict[str, str | bytes]) -> Register:
    """Read a register of these files and of a board."""
    for path, content in {"board.yaml": BOARD, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return store.load(folder)


def told(problems: list[Problem]) -> list[str]:
    return [f"{p.location.path}:{p.location.line}: {p.code}: {p.message}" for p in problems]


# --- Examples --------------------------------------------------------------------------------


@pytest.mark.parametrize("code", rules.RULES)
def test_rule_finds_what_its_example_marks(code: str) -> None:
    """Where no comment can stand, `expected.txt` says what is found, with its column."""
    listed = EXAMPLES / code / "expected.txt"
    if listed.exists():
        said = [f"{p.location}: {p.code} {p.message}" for p in found(code)]
        assert said == listed.read_text("utf-8").splitlines()
    else:
        assert told(found(code)) == list(marks(EXAMPLES / code / "register"))
    assert found(code)


def test_each_rule_has_an_example_and_each_example_a_rule() -> None:
    assert {folder.name for folder in EXAMPLES.iterdir()} == set(rules.RULES)


@pytest.mark.parametrize("code", ASKING)
def test_every_file_of_an_example_can_be_read(code: str) -> None:
    """A file that is left out shows nothing, neither where the rule holds nor where it does not."""
    assert example(code).problems == ()


@pytest.mark.parametrize("code", rules.RULES)
def test_problem_stands_where_there_is_something_to_see(code: str) -> None:
    for problem in found(code):
        file = example(code).path / problem.location.path
        if not file.exists():  # it is gone, which is the problem
            file = example(code).path.parent / "base" / problem.location.path
        lines = file.read_text("utf-8", errors="replace").splitlines()
        assert problem.location.line <= max(len(lines), 1), problem


@pytest.mark.parametrize("code", ASKING)
def test_field_of_a_problem_is_one_of_its_record(code: str) -> None:
    """A slip in a path would place the problem at the top of the file, and nobody would notice."""
    register = example(code)
    kinds = {record.id: type(record) for record in register}
    for problem in found(code):
        assert problem.record
        if problem.record not in register.sources:
            continue  # its file is gone
        source, field = register.sources[problem.record], problem.field or ""
        assert source.at(field) == (problem.location.line, problem.location.column)
        path = tuple(int(s) if s.isdecimal() else s for s in field.split(".") if s)
        for index, step in enumerate(path):
            owner = model_at(kinds[problem.record], path[:index])
            if owner and isinstance(step, str):
                assert step in {f.alias or name for name, f in owner.model_fields.items()}


@pytest.mark.parametrize("code", rules.RULES)
def test_problem_says_what_is_wrong_and_what_to_do(code: str) -> None:
    rule = rules.RULES[code]
    for problem in found(code):
        assert problem.severity is rule.severity
        assert not problem.message.endswith(".")
        assert re.fullmatch(r"[A-Z0-9`].*[.?}]", problem.fix or ""), problem.fix
        assert not re.search(r"\{\{|\}\}|None|\(\)|\[\]", f"{problem.message} {problem.fix}")


@pytest.mark.parametrize("code", [*ASKING, EXPLANATIONS])
def test_unreadable_file_makes_nothing_else_wrong(code: str, tmp_path: Path) -> None:
    """What it says is not known, so no rule may take it for missing."""
    folder = shutil.copytree(EXAMPLES / code / "register", tmp_path / "register")
    base = compared(code)
    before = {(p.code, p.location, p.message) for p in rules.check(example(code), base=base)}
    for file in sorted(folder.rglob("*.yaml")):
        content = file.read_bytes()
        file.write_bytes(b"\xff")
        register = store.load(folder)
        path = file.relative_to(folder).as_posix()
        after = [p for p in rules.check(register, base=base) if p.location.path != path]
        new = [p for p in after if (p.code, p.location, p.message) not in before]
        assert told(new) == [], f"without {path}"
        file.write_bytes(content)


@pytest.mark.parametrize("code", [*ASKING, EXPLANATIONS])
def test_unreadable_folder_makes_nothing_else_wrong(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read every folder, so here the system only says that it may not."""
    folder, scandir = EXAMPLES / code / "register", os.scandir
    base = compared(code)
    before = {(p.code, p.location, p.message) for p in rules.check(example(code), base=base)}
    for closed in sorted(path for path in folder.rglob("*") if path.is_dir()):

        def refuse(path: Path, closed: Path = closed) -> Any:
            if path == closed:
                raise PermissionError(errno.EACCES, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        problems = rules.check(store.load(folder), base=base)
        path = closed.relative_to(folder).as_posix()
        assert [p.message for p in problems if p.location.path == path] == [
            "this folder cannot be read: permission denied"
        ]
        after = [p for p in problems if p.location.path != path]
        new = [p for p in after if (p.code, p.location, p.message) not in before]
        assert told(new) == [], f"without {path}"


# --- What an example cannot hold -------------------------------------------------------------


def test_board_without_a_group_that_is_the_board(tmp_path: Path) -> None:
    group = "title: Audit Sub Group\nfunction: audit\n"
    register = a_register(tmp_path, {"groups/audit-sub-group.yaml": group})
    problems = rules.check(register, ["GRP-001"])
    assert told(problems) == ["board.yaml:1: GRP-001: no group has the function of the Board"]


@pytest.mark.parametrize("code", ["IND-006", "IND-012", "IND-021", "CDP-001"])
def test_private_register_holds_small_counts(code: str, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES / code / "register", tmp_path / "register")
    board = folder / "board.yaml"
    board.write_text(board.read_text("utf-8").replace("public", "private"), "utf-8")
    assert rules.check(store.load(folder), [code]) == []


@pytest.mark.parametrize("code", ["AUD-018", "S11-003", "S11-007"])
def test_register_without_standards_has_none_to_miss(code: str, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES / code / "register", tmp_path / "register")
    (folder / "standards.yaml").unlink()
    assert rules.check(store.load(folder), [code]) == []


def test_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(ACTION, "utf-8")
    folder = tmp_path / "register"
    a_register(folder, {"actions/ACT-2017-001.yaml": ACTION})
    try:
        (folder / "actions/ACT-2017-002.yaml").symlink_to(tmp_path / "outside.yaml")
        (folder / "archive").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("links need a right that this account does not have")
    problems = rules.check(store.load(folder), ["REG-009"])
    assert told(problems) == [
        "actions/ACT-2017-002.yaml:1: REG-009: this is a link",
        "archive:1: REG-009: this is a link",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_name_that_windows_keeps_for_a_device(tmp_path: Path) -> None:
    agency = "title: Example Conference Organisers\nbasis: other\n"
    register = a_register(tmp_path, {"agencies/con.yaml": agency})
    message = "agencies/con.yaml:1: REG-009: Windows cannot open a file called con.yaml"
    assert told(rules.check(register, ["REG-009"])) == [message]


def test_file_that_is_no_page_of_text(tmp_path: Path) -> None:
    register = a_register(tmp_path, {"actions/ACT-2017-001.yaml": b"#" * (1 << 20) + b"\n"})
    message = "actions/ACT-2017-001.yaml:1: REG-001: this file is larger than 1024 KiB"
    assert told(rules.check(register)) == [
        message,
        "board.yaml:1: GRP-001: no group has the function of the Board",
    ]


@pytest.mark.parametrize(
    ("code", "fixes"),
    [
        ("AUD-003", ["Add `sample:`.", "Add `reason:`.", "Add `population:` and `seed:`."]),
        ("ACT-012", ["that it answers, as AUD-2017-03/R1.", "Write `continued_by:` in"]),
        ("AUD-005", ["Name findings of this audit: F1, F2.", "this review: F1."]),
        ("AUD-006", ["Name AUD-2017-01/R4 in `arises_from:` of an action."]),
        ("AUD-010", ["Add `independence:`; `{kind: none}` where nobody did."]),
        ("PRG-001", ["It has 1, 2, 3.", "It never falls due; delete the line."]),
        ("REV-009", ["Case Review Group, then to the Board.", "Case Review Group."]),
        ("REG-003", ["Did you mean `measure`?", "Keys here: agency, role."]),
        ("REG-005", ["30/06/2017: write 2017-06-30."]),
        ("REG-007", ["Did you mean AUD-2017-03?"]),
        ("REG-009", ["Did you mean actions/?"]),
        ("S11-002", ["Write one of: not-met, met."]),
        ("S11-009", ["Rename it to S11-2017-example-family-centre.yaml, or correct"]),
    ],
)
def test_fix_names_what_can_be_named(code: str, fixes: list[str]) -> None:
    given = "\n".join(problem.fix or "" for problem in found(code))
    assert [fix for fix in fixes if fix not in given] == []


@pytest.mark.parametrize("ending", [None, 4_999, 2_500, 0])
@pytest.mark.parametrize("code", ["AGY-002", "ACT-009"])
def test_long_chains_are_followed_once(code: str, ending: int | None) -> None:
    """Link by link from each record, this took seconds."""
    chain: list[Record] = []
    for number in range(5_000):
        following = number + 1 if number < 4_999 else ending
        if code == "AGY-002":
            link = None if following is None else f"agency-{following}"
            chain.append(builders.an_agency(f"agency-{number}", part_of=link))
        else:
            link = None if following is None else f"ACT-2017-{following:05}"
            chain.append(builders.an_action(f"ACT-2017-{number:05}", continued_by=link))
    start = process_time()
    problems = rules.check(builders.a_register(*chain), [code])
    assert process_time() - start < 1
    assert len(problems) == (0 if ending is None else 5_000 - ending)


# --- Explanations ----------------------------------------------------------------------------


def explaining(folder: Path, code: str) -> Register:
    """A register of an action that floats free, with a reason below a code."""
    return a_register(
        folder,
        {
            "actions/ACT-2017-001.yaml": f"{ACTION}explained:\n  {code}: The offer ended in June\n",
            "actions/ACT-2017-002.yaml": ACTION,
        },
    )


def test_explained_warning_stays_in_the_list_with_its_reason(tmp_path: Path) -> None:
    problems = rules.check(explaining(tmp_path, "ACT-003"), ["ACT-003", EXPLANATIONS])
    assert [(p.record, p.code, p.severity, p.explained) for p in problems] == [
        ("ACT-2017-001", "ACT-003", Severity.WARNING, "The offer ended in June"),
        ("ACT-2017-002", "ACT-003", Severity.WARNING, None),
    ]


def test_one_explanation_answers_every_such_warning_of_the_record(tmp_path: Path) -> None:
    objective = "objective: Hold four meetings\nexplained: {OBJ-001: The Regulations ask for it}\n"
    register = a_register(tmp_path, {"objectives/OBJ-2017-1.yaml": objective})
    problems = rules.check(register, ["OBJ-001", EXPLANATIONS])
    assert [p.explained for p in problems] == ["The Regulations ask for it"] * 2


def test_error_cannot_be_explained(tmp_path: Path) -> None:
    action = f"{ACTION}procedure: Neglect\nexplained: {{ACT-004: Everybody knows it}}\n"
    register = a_register(tmp_path, {"actions/ACT-2017-001.yaml": action})
    problems = rules.check(register, ["ACT-004", EXPLANATIONS])
    assert [(p.code, p.location.line, p.field, p.explained) for p in problems] == [
        ("ACT-004", 4, "procedure", None),
        (EXPLANATIONS, 5, "explained.ACT-004", None),
    ]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ACT-011", "ACT-011 is explained, and there is no such problem"),
        ("ACT-007", "ACT-007 is an error, which no explanation settles"),
        ("REG-007", "REG-007 is an error, which no explanation settles"),
        ("ACT-999", "there is no rule ACT-999"),
    ],
)
def test_explanation_of_nothing_is_a_warning_at_its_key(
    code: str, message: str, tmp_path: Path
) -> None:
    register = explaining(tmp_path, code)
    (problem,) = (p for p in rules.check(register) if p.code == EXPLANATIONS)
    assert problem.message == message
    assert problem.severity is Severity.WARNING
    assert str(problem.location) == "actions/ACT-2017-001.yaml:5:3"
    assert problem.field == f"explained.{code}"


@pytest.mark.parametrize("code", ["ACT-003", "ACT-007", "ACT-011", "ACT-999"])
def test_explanation_is_not_judged_where_its_rule_was_not_asked(code: str, tmp_path: Path) -> None:
    register = explaining(tmp_path, code)
    assert {p.code for p in rules.check(register, ["ACT-008"])} == {"ACT-008"}


@pytest.mark.parametrize("code", ["ACT-003", "ACT-011", "ACT-999"])
def test_explanation_of_a_rule_that_did_not_run_may_be_needed(code: str, tmp_path: Path) -> None:
    assert rules.check(explaining(tmp_path, code), [EXPLANATIONS]) == []


# --- Rejected records ------------------------------------------------------------------------


def test_reference_to_a_rejected_record_is_not_broken(tmp_path: Path) -> None:
    register = a_register(
        tmp_path,
        {
            "agencies/example-county-council.yaml": b"\xff",
            "groups/audit-sub-group.yaml": "title: Audit Sub Group\nfunction: sums\n",
            "audits/AUD-2017-03.yaml": "title: [\n",
            "programme/2017-18.yaml": "items:\n",
            "actions/ACT-2017-002.yml": ACTION,
            "actions/ACT-2017-001.yaml": f"{ACTION}group: audit-sub-group\n"
            "arises_from: [AUD-2017-03/R2]\ncontinued_by: ACT-2017-002\n",
            "meetings/MTG-2017-11.yaml": "group: audit-sub-group\ndate: 2017-10-18\n"
            "items: [{about: AUD-2017-03, fulfils: PRG-2017-18/7@2017-18-Q2}]\n",
        },
    )
    assert len(register) == len(["the board", "the action", "the meeting"])
    assert rules.check(register, ["REG-007", "PRG-001"]) == []


def test_reference_to_a_record_that_nobody_wrote_is_broken(tmp_path: Path) -> None:
    register = a_register(tmp_path, {"actions/ACT-2017-001.yaml": ACTION})
    (problem,) = rules.check(register, ["REG-007"])
    assert problem.message == "there is no agency example-county-council"
    assert problem.fix == "Make agencies/example-county-council.yaml, or name another."


def test_broken_reference_suggests_the_nearest_id_of_its_kind(tmp_path: Path) -> None:
    register = a_register(
        tmp_path,
        {
            "actions/ACT-2017-001.yaml": ACTION,
            "agencies/example-county-councl.yaml": "title: Example\nbasis: statutory\n",
            "groups/example-county-councils.yaml": "title: The Councils\nfunction: other\n",
        },
    )
    (problem,) = rules.check(register, ["REG-007"])
    assert problem.fix == "Did you mean example-county-councl?"


@pytest.mark.parametrize("other", ["example-borough-council", "example-county-council-2"])
def test_another_council_or_another_number_is_not_suggested(other: str, tmp_path: Path) -> None:
    agency = {f"agencies/{other}.yaml": "title: Example\nbasis: statutory\n"}
    action = ACTION.replace("example-county-council", "example-county-council-1")
    register = a_register(tmp_path, {"actions/ACT-2017-001.yaml": action, **agency})
    (problem,) = rules.check(register, ["REG-007"])
    assert problem.fix == "Make agencies/example-county-council-1.yaml, or name another."


@pytest.mark.parametrize(
    ("slip", "example"),
    [
        ("owner: {agency: Kent Police, role: Chief}", "hertfordshire-constabulary"),
        ("group: Audit Group", "audit-sub-group"),
        ("revisions: [{agreed_by: Audit Group}]", "audit-sub-group"),
        ("objective: OBJ-1", "OBJ-2017-2"),
    ],
)
def test_wrong_shape_is_shown_an_example_of_its_own_kind(
    slip: str, example: str, tmp_path: Path
) -> None:
    register = a_register(tmp_path, {"actions/ACT-2017-001.yaml": f"{slip}\n"})
    fixes = [p.fix for p in rules.check(register) if p.message.endswith("written as it must be")]
    assert [(fix or "").removesuffix(".").split()[-1] for fix in fixes] == [example]


# --- Declarations ----------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules.RULES.values(), ids=lambda rule: rule.code)
def test_rule_is_declared_in_words_that_can_be_shown(rule: rules.Rule) -> None:
    assert re.fullmatch(r"[A-Z].*\.", rule.why, re.DOTALL)
    assert re.fullmatch(r"F[0-9]+\.[0-9]+|FA\.[12]", rule.clause)
    assert not re.match(r"[A-Z]|.*\.$", rule.message)
    assert not re.search(r"[A-Z0-9]{3}-[0-9]{3,4}|\{(id|record)\}", rule.message)
    assert re.fullmatch(r"[A-Z{].*[.?}]", rule.fix)


def test_no_two_rules_have_the_same_name() -> None:
    names = [rule.name for rule in rules.RULES.values()]
    assert sorted(names) == sorted(set(names))


def test_code_is_declared_once() -> None:
    taken = next(iter(rules.RULES))
    with pytest.raises(ValueError, match=taken):
        reading_rule(taken, "again", "said again", fix="Say it once.", why="It was said.")


@pytest.mark.parametrize("code", ASKING)
def test_family_of_a_code_is_named_at_the_top_of_its_module(code: str) -> None:
    check = rules.RULES[code].check or rules.RULES[code].compare
    assert check
    module = sys.modules[check.__module__]
    assert module in rules.FAMILIES
    families = (module.__doc__ or "").partition(":")[0].split(" and ")
    assert code.partition("-")[0] in families


# --- Small files never make large answers ----------------------------------------------------


def test_many_targets_at_once_are_told_one_by_one() -> None:
    target = {"from": "2017-04-01", "to": "2018-03-31", "value": 1.0}
    register = builders.a_register(builders.an_indicator(targets=(target,) * 500))
    assert len(rules.check(register, ["IND-007"])) == 499


def test_fix_names_no_more_than_one_can_read() -> None:
    findings = tuple(
        {"id": f"F{n}", "kind": "strength", "text": "Files are kept"} for n in range(1, 99)
    )
    advice = {"id": "R1", "text": "Keep files in order", "from": ("F999",)}
    register = builders.a_register(builders.an_audit(findings=findings, recommendations=(advice,)))
    (problem,) = rules.check(register, ["AUD-005"])
    assert problem.fix is not None
    assert problem.fix.endswith("F11, F12 ….")


def placeholders(text: str) -> set[str]:
    return {found[1] or found[2] for found in VALUE.finditer(text)}


@pytest.mark.parametrize("rule", rules.RULES.values(), ids=lambda rule: rule.code)
def test_every_value_of_a_rule_has_words_and_no_word_is_idle(rule: rules.Rule) -> None:
    wanted = placeholders(rule.message) | placeholders(rule.fix)
    assert wanted - {"message", "suggestion"} <= {*WORDS, *rule.words}
    assert set(rule.words) <= wanted


@pytest.mark.parametrize("code", [code for code in ASKING if "`{key}:`" in rules.RULES[code].fix])
def test_fix_in_general_names_every_key_that_may_be_meant(code: str) -> None:
    rule = rules.RULES[code]
    general = in_general(rule, rule.fix)
    keys = {str(hit.values["key"]) for hit in rule.check(example(code))} if rule.check else set()
    assert keys
    assert [key for key in keys if f"`{key}:`" not in general] == []


# --- What `hscb explain` shows ---------------------------------------------------------------


def test_shipped_examples_are_fresh_and_small() -> None:
    """`make generate` writes them again."""
    assert EXAMPLES_SHIPPED.read_text("utf-8") == shipped()
    assert EXAMPLES_SHIPPED.stat().st_size < 500 * len(rules.RULES)


def test_words_stand_for_the_values_of_a_rule() -> None:
    rule = rules.RULES["CNC-002"]
    assert in_general(rule, rule.message) == "an early signal that an inspection or a review found"
    rule = rules.RULES["AUD-010"]
    assert in_general(rule, rule.fix).endswith("`{kind: none}` where nobody did.")
