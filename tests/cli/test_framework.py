"""`hscb framework` as an inspector sees it."""

import json
from pathlib import Path
from typing import Any

import pytest

from running import Hscb

DAY = ("--today", "2017-11-20")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A register with nothing in it but its board."""
    board = "title: A Board\narea: A Shire\nregister_is: private\n"
    (tmp_path / "board.yaml").write_text(board, encoding="utf-8")
    return tmp_path


def add(folder: Path, file: str, text: str) -> None:
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")


def an_audit(folder: Path, name: str, *more: str) -> None:
    lines = ("title: Core groups", "level: multi-agency-audit", "reported: 2017-06-30", *more)
    add(folder, f"audits/{name}.yaml", "\n".join(lines) + "\n")


def clauses(hscb: Hscb, *arguments: str | Path) -> list[dict[str, Any]]:
    ran = hscb("framework", "--format", "json", *arguments)
    assert ran.code == 0
    found: list[dict[str, Any]] = json.loads(ran.out)["clauses"]
    return found


def names(hscb: Hscb, *arguments: str) -> list[str]:
    return [clause["clause"] for clause in clauses(hscb, *arguments)]


def test_json_keeps_its_promise(hscb: Hscb) -> None:
    ran = hscb("framework", "--format", "json")
    assert ran.out.isascii()
    body = json.loads(ran.out)
    assert list(body) == ["version", "tool", "today", "register", "left_out", "clauses"]
    assert len(body["clauses"]) == 65
    for clause in body["clauses"]:
        assert list(clause) == [
            "clause",
            "title",
            "verdict",
            "basis",
            "checks",
            "shortfall",
            "next",
        ]
        assert clause["verdict"] in ("met", "partly", "gap", "not-yet-due")
        assert clause["basis"] in ("records", "statement")
        for check in clause["checks"]:
            assert list(check) == ["name", "passed", "evidence"]


def test_head_counts_what_is_listed(hscb: Hscb) -> None:
    out = hscb("framework").out
    (head, *_) = out.splitlines()
    found = [clause["verdict"] for clause in clauses(hscb)]
    assert head.startswith(f"Monday 20 November 2017, 65 clauses: {found.count('met')} met, ")
    assert f"{found.count('gap')} gap" in head
    for clause in names(hscb):
        assert f"\n  {clause:6} " in out


def test_section_clause_and_verdict_choose(hscb: Hscb) -> None:
    assert names(hscb, "--section", "9") == [f"F9.{number}" for number in range(1, 8)]
    assert names(hscb, "--section", "a") == ["FA.1", "FA.2"]
    assert names(hscb, "--clause", "f9.2") == ["F9.2"]
    for word in ("gap", "not-yet-due", "not yet due"):
        wanted = word.replace(" ", "-")
        found = clauses(hscb, "--verdict", word, "--today", "2017-07-03")
        assert {clause["verdict"] for clause in found} == {wanted}


def test_one_clause_is_shown_with_every_check_and_record(hscb: Hscb, small: Path) -> None:
    for number in range(1, 8):
        an_audit(small, f"AUD-2017-0{number}", "methodology: {text: Files}")
    an_audit(small, "AUD-2017-08")
    ran = hscb("framework", "--clause", "F9.2", "-C", small, *DAY)
    assert ran.out == (
        "Monday 20 November 2017, 1 clause: 1 partly met\n"
        "\n"
        "9. Multi-agency case audits\n"
        "  F9.2   partly met   Each audit has a methodology of its own, and looks at "
        "inter-agency practice\n"
        "    yes: each has a methodology: some do (AUD-2017-01, AUD-2017-02, AUD-2017-03, "
        "AUD-2017-04, AUD-2017-05, AUD-2017-06 and AUD-2017-07)\n"
        "    no: each has a methodology: all do\n"
        "    Lacks: 1 of 8 audits have no methodology: AUD-2017-08.\n"
        "    Next: Add `methodology:`.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--section", "13"), "did you mean"),
        (("--section", "annual"), "it can be 1, 2, 3"),
        (("--clause", "F9.9"), "did you mean F9."),
        (("--verdict", "partial"), "did you mean partly?"),
        (("--format", "csv"), "it can be text, json, md"),
    ],
)
def test_what_cannot_be_carried_out_ends_with_2_and_one_reason(
    hscb: Hscb, arguments: tuple[str, ...], said: str
) -> None:
    ran = hscb("framework", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_statement_is_said_to_be_one(hscb: Hscb, small: Path) -> None:
    said = "rests on what somebody has stated, not on records of what was done"
    assert said in hscb("framework", "--clause", "F1.2", "-C", small, *DAY).out
    assert said in hscb("framework", "--clause", "F1.2", "--format", "md", "-C", small, *DAY).out
    assert said not in hscb("framework", "--clause", "F2.7", "-C", small, *DAY).out  # a gap
    assert said not in hscb("framework", "--clause", "F9.2", "-C", small, *DAY).out


def test_register_with_nothing_in_it_is_answered(hscb: Hscb, small: Path) -> None:
    found = clauses(hscb, "-C", small, *DAY)
    assert {c["clause"] for c in found if c["verdict"] == "met"} == {"F1.2"}
    assert {c["clause"] for c in found if c["verdict"] == "partly"} == set()


def test_file_that_cannot_be_read_is_said(hscb: Hscb, small: Path) -> None:
    an_audit(small, "AUD-2017-01", "methodology: 1")
    ran = hscb("framework", "-C", small, *DAY)
    assert ran.code == 0
    assert "1 file could not be read and is left out: hscb validate" in ran.err
    body = json.loads(hscb("framework", "--format", "json", "-C", small, *DAY).out)
    assert body["left_out"] == ["audits/AUD-2017-01.yaml"]
    assert hscb("framework", "-C", small, *DAY, "--strict").code == 1
    assert "1 file could not be read" in hscb("framework", "--format", "md", "-C", small, *DAY).out


def test_confidential_records_count_in_a_public_paper_and_are_not_named(
    hscb: Hscb, small: Path
) -> None:
    an_audit(small, "AUD-2017-01", "methodology: {text: Files}", "part: 2")
    an_audit(small, "AUD-2017-02", "part: 2")
    arguments = ("--section", "9", "-C", small, *DAY)
    paper = hscb("framework", "--format", "md", *arguments).out
    assert "AUD-2017" not in paper
    line = next(line for line in paper.splitlines() if line.startswith("| F9.2 "))
    assert "| partly met | a confidential record | 1 of 2 audits have no methodology" in line
    inside = hscb("framework", *arguments).out
    assert "AUD-2017-02" in inside
    assert paper.count("| partly met |") == inside.count(" partly met  ")


def test_facts_of_later_days_do_not_count(hscb: Hscb, small: Path) -> None:
    an_audit(small, "AUD-2017-01", "methodology: {text: Files}")
    arguments = ("--clause", "F9.2", "-C", small)
    (before,) = clauses(hscb, *arguments, "--today", "2017-06-29")
    (after,) = clauses(hscb, *arguments, "--today", "2017-06-30")
    assert (before["verdict"], after["verdict"]) == ("not-yet-due", "met")
