"""`hscb set`: what it writes, what it says, and what it refuses."""

from pathlib import Path

import pytest

from hostile import WORKFLOW, read_text, register, write
from hscb_pm.cli.complete import complete_setting
from hscb_pm.cli.workspace import Workspace
from running import Hscb

BOARD = "title: A Board\narea: A Shire\nregister_is: public\ntoday: 2017-11-20\n"
AGENCY = """\
title: A Council
basis: statutory
categories: [{paragraph: (a)}]
safeguarding_lead: Head of Service
"""
GROUP = "title: A Board\nfunction: board\n"
ACTION = """\
# Agreed by post
action: >-
  Re-audit 30 minutes
  by the summer
owner: {agency: a-council, role: "Head of Safeguarding"}   # since May
measure: 90% of minutes record the view
due: 2018-03-31

# what was done
progress:
  - {on: 2017-10-02, note: Sample drawn}  # of 30
  - on: 2017-10-30
    note: Half are read
"""
AUDIT = """\
title: Neglect
level: single-agency-audit
findings:
  - {id: F1, kind: shortfall, text: No view}
recommendations:
  - {id: R1, from: [F1], text: Ask}
  - {id: R2, from: [F1], text: Write}
"""
PATHS = {
    "ACT-2017-001": "actions/ACT-2017-001.yaml",
    "ACT-2017-002": "actions/ACT-2017-002.yaml",
    "AUD-2017-01": "audits/AUD-2017-01.yaml",
}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A register with an action that was agreed, one that was not, and an audit."""
    files = {
        "board.yaml": BOARD,
        "agencies/a-council.yaml": AGENCY,
        "groups/a-board.yaml": GROUP,
        PATHS["ACT-2017-001"]: ACTION.replace("due:", "agreed: 2017-05-01\ndue:"),
        PATHS["ACT-2017-002"]: ACTION.partition("\n# what")[0],
        PATHS["AUD-2017-01"]: AUDIT,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def texts(board: Path) -> dict[str, str]:
    return {name: (board / path).read_text(encoding="utf-8") for name, path in PATHS.items()}


@pytest.mark.parametrize(
    ("words", "change", "said"),
    [
        (
            ["ACT-2017-001", "owner.role=LADO"],
            ('"Head of Safeguarding"}', '"LADO"}'),
            "ACT-2017-001: owner.role is now LADO; it was Head of Safeguarding",
        ),
        (
            ["ACT-2017-001", "progress.1.on=1/11/2017"],
            ("2017-10-30", "2017-11-01"),
            "ACT-2017-001: progress.1.on is now 2017-11-01; it was 2017-10-30",
        ),
        (
            ["ACT-2017-001", "progress+={on: 2 Nov 2017, note: All are read}"],
            (
                "    note: Half are read\n",
                "    note: Half are read\n  - {on: 2017-11-02, note: All are read}\n",
            ),
            "progress has one more: on: 2017-11-02, note: All are read",
        ),
        (
            ["ACT-2017-001", "--unset", "progress.0"],
            ("  - {on: 2017-10-02, note: Sample drawn}  # of 30\n", ""),
            "progress.0 is gone; it was on: 2017-10-02, note: Sample drawn",
        ),
        (
            ["ACT-2017-001", "--unset", "progress"],
            (ACTION[ACTION.index("# what") :], ""),
            "progress is gone",
        ),
        (
            ["ACT-2017-001", "group=A Board"],
            ("measure:", "group: a-board\nmeasure:"),
            "group is now a-board",
        ),
        (
            ["ACT-2017-001", "action=Re-audit 30 minutes by the spring"],
            ("  by the summer\n", "  by the spring\n"),
            "action is now Re-audit 30 minutes by the spring; it was",
        ),
        (
            ["ACT-2017-002", "due=eoy", "--unset", "resources"],
            ("due: 2018-03-31", "due: 2018-03-31"),
            "nothing changes: it stands so already",
        ),
        (
            ["AUD-2017-01", "recommendations.R1.from+=F1"],
            ("from: [F1]", "from: [F1]"),
            "nothing changes: it stands so already",
        ),
        (
            ["AUD-2017-01/R2", "text=Write it down: now"],
            ("text: Write}", "text: 'Write it down: now'}"),
            "AUD-2017-01: recommendations.1.text is now Write it down: now; it was Write",
        ),
        (
            ["AUD-2017-01", "recommendations.R1.from=F1", "recommendations.R1.text=Ask them"],
            ("text: Ask}", "text: Ask them}"),
            "recommendations.0.text is now Ask them",
        ),
    ],
)
def test_only_what_is_named_changes(
    hscb: Hscb, board: Path, words: list[str], change: tuple[str, str], said: str
) -> None:
    old, new = change
    before, name = texts(board), words[0].partition("/")[0]
    assert old in before[name]
    ran = hscb("set", "-C", board, *words)
    assert (ran.code, said in ran.out) == (0, True), ran
    assert texts(board) == before | {name: before[name].replace(old, new)}
    assert (f"Type next: hscb show {words[0]}" in ran.err) is (old != new)


def test_days_are_said_as_they_were_understood(hscb: Hscb, board: Path) -> None:
    ran = hscb("set", "-C", board, "ACT-2017-002", "due=+6w", "--dry-run")
    assert "understood as Monday 1 January 2018" in ran.err
    assert "\n-due: 2018-03-31\n+due: 2018-01-01\n" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ACT-2017-001", "due=2018-06-30"], "hscb extend ACT-2017-001 --to DATE"),
        (["ACT-2017-001", "--unset", "agreed"], "hscb extend"),
        (["ACT-2017-001", "revisions+={on: today}"], "hscb extend"),
        (["ACT-2017-001", "implemented={on: today, signed_off_by: a-board}"], "hscb implement"),
        (["ACT-2017-001", "outcomes+={on: today, result: achieved}"], "hscb evidence ACT-2017-001"),
        (["ACT-2017-001", "implemented.seal=5f0c9a1b2c3d4e6f"], "a seal is hscb's own"),
        (["ACT-2017-001", "state=implemented"], "worked out from dated facts"),
        (["ACT-2017-001", "id=ACT-2017-009"], "hscb renumber"),
        (["AUD-2017-01", "findings.F1.id=F9"], "hscb renumber"),
        (["ACT-2017-001", "owner.rol=LADO"], "did you mean `role`?"),
        (["AUD-2017-01", "findings.F7.text=x"], "there is no such entry; entries: F1"),
        (["ACT-2017-001", "progress.7.note=x"], "there is no such entry; entries: 0, 1"),
        (["ACT-2017-001", "measure="], "say --unset"),
        (["ACT-2017-001", "measure+=x"], "adds to a list"),
        (["ACT-2017-001", "--unset", "owner.role"], "would be wrong: `role` is missing"),
        (["ACT-2017-001", "measure"], "write FIELD=VALUE"),
        (["ACT-2017-001"], "say what is to change"),
        (["ACT-2017-009", "measure=x"], "did you mean ACT-2017-002?"),
        (["measure=x"], "name a record"),
        (["ACT-2017-001", "measure=x", "--kind", "action"], "--where"),
        (["ACT-2017-001", "objective=OBJ-2017-9"], "there is no objective OBJ-2017-9"),
        (["ACT-2017-001", "measure=Seen by NHS number 943 476 5919"], "may identify somebody"),
        (["board.yaml", "requires=>=99"], "the register would require hscb >=99"),
        (["--where", "owner.role=x", "measure=y"], "no record meets it"),
        (["--where", "ownr=x", "--kind", "action", "measure=y"], "did you mean owner?"),
        (["--where", "ownr=x", "measure=y"], "has a field ownr; did you mean owner?"),
        (["--where", "owner.role=x", "measre=y"], "has a field measre; did you mean measure?"),
        (["--where", "owner.role~x and state=opn", "measure=y"], "did you mean open?"),
        (["--where", "state=open", "function=board"], "no kind of record has all these fields"),
        (["--where", "state=opn", "--kind", "action", "measure=y"], "did you mean open?"),
        (["--where", "due<soon", "--kind", "action", "measure=y"], "asks for a day"),
        (["--where", "due<2019-01-01", "owner.role=LADO"], "add --yes"),
    ],
)
def test_what_cannot_be_is_said(hscb: Hscb, board: Path, words: list[str], said: str) -> None:
    before = texts(board)
    ran = hscb("set", "-C", board, *words)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert "943" not in ran.err + ran.out
    assert texts(board) == before


WHERE = ("--where", "owner.role=Head of Safeguarding and due>2018-01-01 and state=open")


def test_all_that_meet_a_condition_are_shown_and_changed(
    hscb: Hscb, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(board)
    monkeypatch.setattr(Workspace, "can_ask", True)
    for answer, code in (("n", 0), ("y", 0)):
        monkeypatch.setattr(Workspace, "ask", lambda _, __, answer=answer: answer)
        ran = hscb("set", "-C", board, *WHERE, "owner.role=LADO")
        assert ran.out == "ACT-2017-002: owner.role: Head of Safeguarding -> LADO\n"
        assert "but for the state 1 more would: ACT-2017-001" in ran.err
        assert ran.code == code
        assert (texts(board) == before) is (answer == "n")
    assert hscb("set", "-C", board, "--yes", *WHERE, "owner.role=x").code == 2
    both = ("--where", "owner.role~head", "--where", "owner.agency=a-council and state=unfinished")
    assert hscb("set", "-C", board, *both, "owner.role=LADO", "--yes").code == 0
    assert [text.count("LADO") for text in texts(board).values()] == [1, 1, 0]


def test_all_are_changed_or_none(hscb: Hscb, board: Path) -> None:
    before = texts(board)
    ran = hscb("set", "-C", board, "--yes", "--where", "owner.role~Head", "--unset", "agreed")
    assert (ran.code, texts(board)) == (2, before)


@pytest.mark.parametrize("text", [WORKFLOW[0], WORKFLOW[2]])
def test_text_stays_text(hscb: Hscb, tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, register(text))
    where = ("--kind", "action", "--where", "due>2000-01-01", "resources=Two days")
    for words in (("ACT-2017-001", "measure=x", "--dry-run"), (*where, "--dry-run")):
        ran = hscb("set", "-C", folder, *words)
        assert ran.code == 0, ran
        read_text(ran.out)
        read_text(ran.err)


def test_fields_are_completed(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(board)

    class Typed:
        """What was typed before."""

        params: dict[str, object] = {"words": ["ACT-2017-001"]}  # noqa: RUF012, read once

    assert complete_setting(Typed, "own") == ["owner"]  # type: ignore[arg-type]
    assert complete_setting(Typed, "owner.") == ["owner.agency", "owner.role"]  # type: ignore[arg-type]
    Typed.params = {}
    assert complete_setting(Typed, "AUD") == ["AUD-2017-01"]  # type: ignore[arg-type]


def test_key_of_board_yaml_is_not_looked_for_in_vain_in_the_group(hscb: Hscb, board: Path) -> None:
    ran = hscb("set", "a-board", "mailbox=business.manager@hscb.example", "-C", board)
    assert ran.code == 2
    assert ran.err.endswith(
        "; the Board's own stands in board.yaml: hscb set board.yaml mailbox=…\n"
    )
    typed = ("set", "board.yaml", "mailbox=business.manager@hscb.example")
    assert hscb(*typed, "-C", board).code == 0
