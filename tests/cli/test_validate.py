"""`hscb validate` and `hscb explain` as CI and people see them."""

import json
import re
import shutil
from pathlib import Path

import pytest

from hscb_pm.rules import RULES
from running import EXAMPLE, Hscb, golden

HOSTILE = "::error::owned ##[error]owned [bold]x[/] 50%, a:b"


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """The example with one slip of each sort that people make."""
    folder = tmp_path / "register"
    shutil.copytree(EXAMPLE, folder)
    (folder / "actions/ACT-2017-901.yaml").write_text(
        "acton: Publish a leaflet\nowner: {agency: hertfordshire-constabulry}\ndue: 30/06/2017\n",
        encoding="utf-8",
    )
    (folder / "actions/ACT-2017-902.yaml").write_text(
        "action: Publish a leaflet\nowner: {agency: hertfordshire-constabulry, role: Head}\n"
        "objective: OBJ-2017-1\ngroup: audit-sub-group\ndue: 2017-12-31\n"
        "revisions:\n  - on: 2017-09-01\n    was: 2017-09-30\n    now: 2017-12-15\n"
        "    reason: Late minutes\n    agreed_by: audit-sub-group\n",
        encoding="utf-8",
    )
    (folder / "groups/notes.yml").write_text("title: x\n", encoding="utf-8")
    (folder / "meetings/MTG-2017-91.yaml").write_bytes("group: board — x".encode("utf-16"))
    return folder


def test_example_is_fine(hscb: Hscb) -> None:
    ran = hscb("validate")
    assert (ran.code, ran.err) == (0, "")
    golden("validate.text", ran.out)
    assert hscb("validate", "--fail-on", "warning").code == 0
    golden("validate-explained.text", hscb("validate", "--show-explained").out)


@pytest.mark.parametrize("format", ["text", "github"])
def test_spoiled_register(hscb: Hscb, spoiled: Path, format: str) -> None:
    ran = hscb("validate", "-C", spoiled, "--format", format)
    assert ran.code == 1
    golden(f"validate-spoiled.{format}", ran.out)


def test_json_keeps_its_promise(hscb: Hscb, spoiled: Path) -> None:
    ran = hscb("validate", "-C", spoiled, "--format", "json")
    assert ran.out.isascii()
    body = json.loads(ran.out)
    assert list(body)[:2] == ["version", "tool"]
    assert body["today"] is None
    assert set(body["summary"]) == {"records", "files", "errors", "warnings", "explained"}
    assert body["summary"]["errors"] == len(body["problems"])
    for problem in body["problems"]:
        assert list(problem) == [
            "code",
            "severity",
            "message",
            "fix",
            "path",
            "line",
            "column",
            "record",
            "field",
            "explained",
        ]
    golden("validate-spoiled.json", json.dumps(body["problems"], indent=1) + "\n")


def test_answer_does_not_depend_on_the_day(hscb: Hscb, spoiled: Path) -> None:
    answers = {
        hscb("validate", "-C", spoiled, "--today", day).out for day in ("2010-01-01", "2030-01-01")
    }
    assert len(answers) == 1


def test_levels(hscb: Hscb, spoiled: Path) -> None:
    assert hscb("validate", "-C", spoiled, "--fail-on", "never").code == 0
    assert hscb("validate", "-C", spoiled, "--select", "IND").code == 0
    only = hscb("validate", "-C", spoiled, "--select", "REG-007,ACT").out
    assert {line.split()[2] for line in only.splitlines() if ": error " in line} == {
        "ACT-002:",
        "REG-007:",
    }
    assert hscb("validate", "-C", spoiled, "--ignore", "reg,ACT").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", "GRP-02"), "did you mean GRP-002?"),
        (("--fail-on", "errors"), "did you mean error?"),
        (("--format", "xml"), "text, json, github"),
    ],
)
def test_what_cannot_be_carried_out(hscb: Hscb, arguments: tuple[str, str], said: str) -> None:
    ran = hscb("validate", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_github_takes_no_orders_from_a_register(hscb: Hscb, tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_text(
        f'title: A\narea: B\nregister_is: private\n"{HOSTILE}": 1\n', encoding="utf-8"
    )
    out = hscb("validate", "-C", tmp_path, "--format", "github").out
    first, *rest = out.splitlines()
    assert first.startswith("::error file=board.yaml,line=4,col=1,title=REG-003::")
    assert first.count("::error ") == 1
    assert "##[" not in out
    assert not any(line.lstrip().startswith("::") for line in rest)


def test_terminal_takes_no_orders_from_a_register(hscb: Hscb, tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_bytes(b"title: A\n\x1b]0;owned\x07area: B\n")
    out = hscb("validate", "-C", tmp_path).out
    assert "\x1b" not in out
    assert "\\u001b]0;owned\\u0007" in out


def test_requires_guards_the_version(hscb: Hscb, tmp_path: Path) -> None:
    board = "title: A\narea: B\nregister_is: private\nrequires: '{}'\n"
    (tmp_path / "board.yaml").write_text(board.format(">=2,<3"), encoding="utf-8")
    ran = hscb("validate", "-C", tmp_path)
    assert ran.code == 2
    assert "requires hscb >=2,<3" in ran.err
    (tmp_path / "board.yaml").write_text(board.format(">=1.0, <2"), encoding="utf-8")
    assert "requires hscb" not in hscb("validate", "-C", tmp_path).err


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_explained(hscb: Hscb, code: str) -> None:
    ran = hscb("explain", code.lower())
    assert ran.code == 0
    assert ran.out.startswith(f"{code} ")
    assert RULES[code].why in ran.out
    assert re.search(
        r"\n\n  For example \(.+\):\n(    +[0-9]+ \|.*\n)*  > +[0-9]+ \| .*\n", ran.out
    )
    assert not re.search(r"\{(key|missing|message|suggestion|found_by)\}|`…:`", ran.out)


def test_explain_shows_what_breaks_the_rule_and_what_it_says(hscb: Hscb) -> None:
    assert hscb("explain", "OBJ-001").out.splitlines()[2:] == [
        "  Why: Business planning should focus on positive outcomes rather than on tasks.",
        "  It says: an objective, and nothing says what will be better, or how that will be known",
        "  Fix: Add `outcome:` or `known_by:`.",
        "  Or explain it in the record: `explained: {OBJ-001: the reason}`.",
        "",
        "  For example (objectives/OBJ-2017-2.yaml):",
        "  >  1 | objective: Every agency hears the child's voice",
        "     2 | known_by: Nine in ten core group minutes record the child's view",
        "  It says: an objective, and nothing says what will be better",
        "  Fix: Add `outcome:`.",
    ]


def test_an_explanation_is_no_way_out_of_the_rule_on_explanations(hscb: Hscb) -> None:
    assert "Or explain it" not in hscb("explain", "REG-012").out


def test_explain_lists_and_suggests(hscb: Hscb) -> None:
    assert len(hscb("explain").out.splitlines()) == len(RULES)
    ran = hscb("explain", "ACT-99")
    assert ran.code == 2
    assert "did you mean ACT-009?" in ran.err


def test_no_rule_at_all_is_no_clean_bill(hscb: Hscb) -> None:
    for arguments in (("--select", ","), ("--select", "ACT", "--ignore", "ACT")):
        assert hscb("validate", *arguments).code == 2
