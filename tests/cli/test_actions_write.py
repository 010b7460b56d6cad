"""`hscb progress`, `implement`, `evidence`, `extend`, `withdraw`: what they write and refuse."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest

from committing import git
from hostile import read_text, register
from hostile import write as write_register
from hscb_pm import store
from hscb_pm.cli.workspace import Workspace
from hscb_pm.models import Action, Meeting
from hscb_pm.models.action import Result, State
from running import Hscb

ACTION = """\
action: >-
  Re-audit 30 core group minutes
  across the five quadrants.
owner: {agency: a-council, role: Head of Safeguarding}
group: audit-sub-group
objective: OBJ-2017-1
measure: 90% of minutes record the child's view   # 62% in March
agreed: 2017-06-12
due: 2017-09-30
progress:
  - {on: 2017-08-01, note: Sample drawn}
"""
MEETING = """\
group: audit-sub-group
date: 2017-12-06
papers_by: 2017-11-29
"""
FILES = {
    "board.yaml": "title: A Board\narea: A Shire\nregister_is: public\ntoday: 2017-11-20\n",
    "agencies/a-council.yaml": "title: A Council\nbasis: statutory\n",
    "groups/audit-sub-group.yaml": "title: Audit Sub Group\nfunction: audit\n",
    "groups/board.yaml": "title: Senior Board\nfunction: board\n",
    "objectives/OBJ-2017-1.yaml": "objective: Listen to children\n",
    "audits/AUD-2017-01.yaml": "title: Core groups\nlevel: single-agency-audit\n",
    "actions/ACT-2017-001.yaml": ACTION,
    "actions/ACT-2017-002.yaml": f"{ACTION}continued_by: ACT-2017-001\n",
    "meetings/MTG-2017-01.yaml": MEETING,
    "meetings/MTG-2017-02.yaml": "group: board\ndate: 2017-11-02\nminutes_agreed: 2017-11-16\n",
}
SIGN_OFF = ("implement", "ACT-2017-001", "--signed-off-by", "audit-sub-group")
SHOWN = ("--kind", "audit", "--finding", "27 of 30")
FOUND = ("evidence", "ACT-2017-001", *SHOWN)
LATER = ("extend", "ACT-2017-001", "--reason", "Quorum", "--agreed-by", "board", "--to")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def text_of(board: Path, path: str = "actions/ACT-2017-001.yaml") -> str:
    return (board / path).read_text(encoding="utf-8")


def read(board: Path) -> Action:
    found = store.load(board).get(Action, "ACT-2017-001")
    assert found
    return found


def reword(board: Path, old: str, new: str) -> None:
    text = text_of(board)
    assert old in text
    (board / "actions/ACT-2017-001.yaml").write_text(text.replace(old, new), "utf-8", newline="")


def test_note_is_one_line_more_and_stands_once(hscb: Hscb, board: Path) -> None:
    command = ("-C", board, "progress", "actions/ACT-2017-001.yaml:9", "Sample  read")
    for said in ("the note is recorded", "already recorded"):
        ran = hscb(*command)
        assert (ran.code, ran.out.split("\n")[0]) == (
            0,
            f"ACT-2017-001: {said} in actions/ACT-2017-001.yaml",
        )
        assert text_of(board) == f"{ACTION}  - {{on: 2017-11-20, note: Sample  read}}\n"
    assert hscb(*command, "--on", "17/11/2017").code == 0
    ran = hscb(*command, "--on", "2017-11-16")
    assert "on Thursday 16 November 2017" in ran.err
    assert "something of 20 November 2017 is recorded already" in ran.err
    assert len(read(board).progress) == 4


def test_sign_off_says_when_the_outcome_is_asked_for(hscb: Hscb, board: Path) -> None:
    ran = hscb("-C", board, *SIGN_OFF, "--role", "Chair", "--on", "13 Nov 2017", "--dry-run")
    assert (ran.code, text_of(board)) == (0, ACTION)
    assert "\n+implemented: {on: 2017-11-13, signed_off_by: audit-sub-group, role: Chair" in ran.out
    ran = hscb("-C", board, *SIGN_OFF, "--role", "Chair", "--on", "13 Nov 2017")
    assert ran.out == (
        "ACT-2017-001: the sign-off is recorded in actions/ACT-2017-001.yaml\n"
        "  implemented: signed off by the Audit Sub Group (Chair) on 13 November 2017; no outcome "
        "is shown yet; outcome check due 13 May 2018, in 174 days\n"
    )
    assert "Type next: hscb evidence ACT-2017-001 --kind KIND --finding … --result RES" in ran.err
    assert hscb("-C", board, *SIGN_OFF, "--on", "2017-11-13").out.startswith(
        "ACT-2017-001: already recorded in"
    )


def test_change_since_sign_off_is_told_until_a_group_agrees_to_it(hscb: Hscb, board: Path) -> None:
    hscb("-C", board, *SIGN_OFF, "--on", "2017-11-13")
    reword(board, "minutes\n  across", "minutes across")
    ran = hscb("-C", board, "validate", "--select", "ACT,REG")
    assert "no problems" in ran.out
    reword(board, "30 core", "20 core")
    ran = hscb("-C", board, "validate", "--select", "ACT,REG")
    assert (ran.code, ran.out.count("ACT-013: the text changed since sign-off")) == (0, 1)
    for command in (("show", "ACT-2017-001"), ("trace", "ACT-2017-001"), ("report", "board")):
        assert "13 November 2017, changed since sign-off" in hscb("-C", board, *command).out
    ran = hscb("-C", board, *SIGN_OFF)
    assert (ran.code, ran.err.endswith("its text has changed since: add --again\n")) == (2, True)
    ran = hscb("-C", board, *SIGN_OFF, "--again")
    assert "on 13 November 2017, again by the Audit Sub Group on 20 November 2017;" in ran.out
    assert "no problems" in hscb("-C", board, "validate", "--select", "ACT,REG").out
    assert "already recorded" in hscb("-C", board, *SIGN_OFF, "--again").out
    ran = hscb("-C", board, *SIGN_OFF, "--again", "--signed-off-by", "board")
    assert (ran.code, "and its text has not changed since" in ran.err) == (2, True)
    first, second = read(board).signatures()
    assert first.seal != second.seal == read(board).seal


def test_outcome_is_sealed_with_all_that_shows_it(hscb: Hscb, board: Path) -> None:
    hscb("-C", board, *SIGN_OFF, "--on", "2017-11-13")
    command = ("-C", board, *FOUND, "--ref", "aud-2017-01", "--result", "partly-achieved")
    ran = hscb(*command)
    assert "judged partly achieved on 20 November 2017; outcome check due 20 May" in ran.out
    assert "already recorded" in hscb(*command).out
    more = ("evidence", "ACT-2017-001", "--kind", "visit", "--finding", "Seen: two teams")
    ran = hscb("-C", board, *more, "--result", "achieved", "--impact", "Heard", "--recheck", "+12m")
    assert "recorded (result partly-achieved → achieved) in" in ran.out
    assert "to be looked at again on Tuesday 20 November 2018" in ran.err
    action = read(board)
    (outcome,) = action.outcomes
    assert action.state_on(outcome.on) is State.OUTCOME_ACHIEVED
    assert [(e.kind, e.ref, e.finding) for e in outcome.evidence] == [
        ("audit", "AUD-2017-01", "27 of 30"),
        ("visit", None, "Seen: two teams"),
    ]
    assert (outcome.impact, outcome.seal) == ("Heard", action.seal_of(outcome))
    reword(board, "27 of 30", "28 of 30")
    ran = hscb("-C", board, "validate", "--select", "ACT")
    assert ran.out.count("the text changed since the outcome was judged") == 1
    ran = hscb("-C", board, "report", "action-plan")
    assert "achieved, 20 November 2017; changed since" in ran.out
    ran = hscb("-C", board, *more)
    assert (ran.code, "--again judges it as it is worded now" in ran.err) == (2, True)
    assert hscb("-C", board, *more, "--again").code == 0
    ran = hscb("-C", board, *more, "--again")
    assert (ran.code, "has not changed since it was judged on" in ran.err) == (2, True)
    assert hscb("-C", board, "validate", "--select", "ACT").out.endswith("no problems\n")


def test_outcome_that_did_not_last_opens_the_question_again(hscb: Hscb, board: Path) -> None:
    hscb("-C", board, *SIGN_OFF, "--on", "2017-10-02")
    ran = hscb("-C", board, *FOUND, "--result", "achieved", "--on", "2017-11-01")
    assert "whether it lasts is asked only with --recheck DATE" in ran.err
    hscb("-C", board, *FOUND, "--result", "not-achieved")
    action = read(board)
    assert [o.result for o in action.outcomes] == [Result.ACHIEVED, Result.NOT_ACHIEVED]
    assert action.state_on(action.outcomes[1].on) is State.IMPLEMENTED


def test_what_was_saved_is_not_taken_back(
    hscb: Hscb, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in (SIGN_OFF, (*FOUND, "--result", "achieved")):
        hscb("-C", board, *step)
    git(board, "init", "-q")
    git(board, "add", "--all")
    git(board, "commit", "-qm", "Saved")
    kept = text_of(board)
    monkeypatch.setenv("EDITOR", "sed -i s/2017-09-30/2018-09-30/")
    action = "ACT-2017-001"
    for code, *command in (
        ("HST-001", "edit", action),
        ("HST-003", "set", action, "--unset", "implemented"),
        ("HST-003", "set", action, "implemented.on=2017-11-13"),
        ("HST-004", "set", action, "--unset", "outcomes"),
        ("HST-004", *FOUND, "--result", "not-achieved"),
    ):
        if code != "HST-001" or sys.platform == "linux":
            ran = hscb("-C", board, *command)
            assert (ran.code, code in ran.out + ran.err) == (2, True), ran
    assert text_of(board) == kept
    reword(board, "27 of 30", "28 of 30")
    correction = (
        f"corrections: [{{record: {action}, on: 2017-11-20, reason: A slip, agreed_by: board}}]\n"
    )
    with (board / "board.yaml").open("a", encoding="utf-8") as file:
        file.write(correction)
    assert hscb("-C", board, "set", action, "--unset", "outcomes").code == 0


def test_a_date_moved_by_hand_is_recorded_from_what_was_saved(hscb: Hscb, board: Path) -> None:
    git(board, "init", "-q")
    git(board, "add", "--all")
    git(board, "commit", "-qm", "Saved")
    reword(board, "due: 2017-09-30", "due: 2018-01-31")
    ran = hscb("-C", board, *LATER, "2018-02-28")
    assert "changed by hand from 30 September 2017; the move is recorded from there" in ran.err
    assert (read(board).revisions[0].was, len(read(board).revisions)) == (date(2017, 9, 30), 1)
    ran = hscb("-C", board, *LATER, "2018-02-01")
    assert ran.err.endswith("by: git restore --source=HEAD actions/ACT-2017-001.yaml\n")


def test_date_moves_with_its_reason_and_the_first_one_stays(hscb: Hscb, board: Path) -> None:
    for day, on in (("2017-11-15", "2017-09-18"), ("15/12/2017", "2017-11-14")):
        ran = hscb("-C", board, *LATER, day, "--on", on)
    assert ran.out.endswith("\n  moved twice, 76 days; first due 30 September 2017\n")
    assert "moved to Friday 15 December 2017" in ran.err
    said = "moved twice, 76 days; first due 30 September 2017"
    for command in (("due",), ("due", "--format", "md"), ("show", "ACT-2017-001")):
        assert said in hscb("-C", board, *command).out
    assert said in hscb("-C", board, "report", "action-plan").out
    kept = text_of(board)
    assert "already recorded" in hscb("-C", board, *LATER, "2017-12-15").out
    assert text_of(board) == kept
    assert "\ndue: 2017-12-15\n" in kept
    assert "ACT-002" not in hscb("-C", board, "validate").out


def test_meeting_moves_with_its_papers(hscb: Hscb, board: Path) -> None:
    move = ("--to", "2017-12-04", "--reason", "Quorum", "--agreed-by", "Audit sub group")
    ran = hscb("-C", board, "extend", "MTG-2017-01", *move)
    assert "moved once, 2 days earlier; first due 6 December 2017" in ran.out
    assert "and its papers are now for 27 November 2017," in ran.out
    found = store.load(board).get(Meeting, "MTG-2017-01")
    assert found
    assert (found.date.isoformat(), str(found.papers_by)) == ("2017-12-04", "2017-11-27")


def test_what_is_given_up_is_given_up_once(hscb: Hscb, board: Path) -> None:
    command = ("-C", board, "withdraw", "ACT-2017-001", "--agreed-by", "board", "--reason")
    ran = hscb(*command, "The unit was closed")
    assert "withdrawn: given up on 20 November 2017, as the Senior Board agreed" in ran.out
    assert "already recorded" in hscb(*command, "The unit was closed").out
    ran = hscb(*command, "No money")
    assert (ran.code, "was given up on 20 November 2017 already" in ran.err) == (2, True)
    ran = hscb("-C", board, *SIGN_OFF)
    assert "was given up on 20 November 2017: nothing more is recorded of it" in ran.err


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("progress", "ACT-2017-003", "Read"), "'ID': 'ACT-2017-003' is not known: did you mean"),
        (("progress", "AUD-2017-01", "Read"), "is of the kind audit, and what is wanted is an act"),
        (("progress", "ACT-2017-001"), "'NOTE': say what has been done so far"),
        (("progress", "ACT-2017-001", " "), "'NOTE': say what has been done so far"),
        (("progress", "ACT-2017-001", "a", "--on", "+1d"), "21 November 2017 is still to come"),
        (("progress", "ACT-2017-001", "a", "--on", "2017-02-31"), "'--on'"),
        (("progress", "ACT-2017-001", "a", "--on", "2017-06-11"), "agreed only on 12 June 2017"),
        (("progress", "ACT-2017-001", "Mother rang 020 7946 0018"), "nothing is written"),
        (("progress", "ACT-2017-002", "a"), "ACT-2017-001 has taken the place of ACT-2017-002"),
        (("implement", "ACT-2017-001"), "which group signed it off, as --signed-off-by audit-sub"),
        ((*SIGN_OFF, "--signed-off-by", "audit-sub-grup"), "did you mean audit-sub-group?"),
        ((*SIGN_OFF, "--again"), "nobody has signed ACT-2017-001 off yet: leave --again out"),
        ((*FOUND, "--result", "achieved"), "is not signed off, and only what was carried out"),
        ((*LATER, "2017-09-30"), "30 September 2017 is the date that stands"),
        ((*LATER, "2017-09-29"), "29 September 2017 is no later day"),
        ((*LATER, "2017-11-20"), "20 November 2017 is not after 20 November 2017"),
        ((*LATER, "2027-12-31"), "more than 2 years after 30 September 2017"),
        ((*LATER, "soon"), "'--to'"),
        ((*LATER[:2], "--to", "+4w"), "'--reason': say what stood in the way"),
        (("extend", "OBJ-2017-1", "--to", "+4w"), "is wanted is an action or a meeting"),
        (("progress", "ACT-2017-001", "…"), "write it in place of …"),
        (("extend", "MTG-2017-02", "--to", "+4w"), "MTG-2017-02 has been held"),
        (
            ("withdraw", "ACT-2017-001", "--reason", "Late"),
            "which group agreed, as --agreed-by",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    hscb: Hscb, board: Path, command: tuple[str, ...], why: str
) -> None:
    ran = hscb("-C", board, *command)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert "7946" not in ran.err
    assert {path: text_of(board, path) for path in FILES} == FILES


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ((*SIGN_OFF, "--signed-off-by", "board"), "was signed off on 13 November 2017 already"),
        ((*LATER, "+4w"), "was signed off on 13 November 2017: its date moves no more"),
        (FOUND, "'--result': say what was found: achieved, partly-achieved, not-achieved"),
        ((*FOUND, "--result", "good"), "'--result': 'good' is not known"),
        ((*FOUND, "--kind", "talk"), "'--kind': 'talk' is not known"),
        ((*FOUND, "--ref", "AUD-2017-02"), "did you mean AUD-2017-01?"),
        ((*FOUND, "--result", "achieved", "--on", "2017-11-12"), "signed off only on 13 November"),
        ((*FOUND, "--result", "achieved", "--recheck", "today"), "is no day to look again"),
    ],
)
def test_what_cannot_be_after_sign_off_is_refused(
    hscb: Hscb, board: Path, command: tuple[str, ...], why: str
) -> None:
    hscb("-C", board, *SIGN_OFF, "--on", "2017-11-13")
    kept = text_of(board)
    ran = hscb("-C", board, *command)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert text_of(board) == kept


def test_what_has_ended_well_takes_no_more_notes(hscb: Hscb, board: Path) -> None:
    hscb("-C", board, *SIGN_OFF, "--on", "2017-11-13")
    hscb("-C", board, *FOUND, "--result", "achieved")
    for command in (
        ("progress", "ACT-2017-001", "More"),
        ("withdraw", "ACT-2017-001", "--reason", "Late", "--agreed-by", "board"),
    ):
        ran = hscb("-C", board, *command)
        assert (ran.code, "its outcome was achieved on 20 November 2017" in ran.err) == (2, True)


def test_what_is_missing_is_asked_for_where_somebody_can_answer(
    hscb: Hscb, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"group": "", "kind": "survey", "shows": "Two in three", "found": "achieved"}
    asked: list[str] = []

    def ask(_: Workspace, question: str) -> str:
        asked.append(question)
        return next(answer for word, answer in answers.items() if word in question)

    monkeypatch.setattr(Workspace, "can_ask", True)
    monkeypatch.setattr(Workspace, "ask", ask)
    assert hscb("-C", board, "implement", "ACT-2017-001").code == 0
    assert asked == ["Say which group signed it off\n(Enter: audit-sub-group)"]
    assert hscb("-C", board, "evidence", "ACT-2017-001").code == 0
    assert read(board).outcomes[0].evidence[0].finding == "Two in three"


@pytest.mark.parametrize("text", ["::error file=a.py::b", "[bold red]a[/]", "# a: b", "'\\\\ \"{}"])
def test_what_the_register_says_stays_text(hscb: Hscb, tmp_path: Path, text: str) -> None:
    folder = write_register(tmp_path, register(text))
    day = ("--on", "2017-11-17")
    for arguments in (
        ("progress", "ACT-2017-001", text, *day),
        ("extend", "ACT-2017-001", "--to", "+4w", "--reason", text, "--agreed-by", "board", *day),
        ("implement", "ACT-2017-001", "--signed-off-by", "board", "--role", text, *day),
        ("evidence", "ACT-2017-001", *SHOWN[:3], text, "--result", "achieved", "--impact", text),
        ("withdraw", "ACT-2017-002", "--reason", text, "--agreed-by", "board"),
    ):
        for dry in (("--dry-run",), ()):
            ran = hscb("-C", folder, *arguments, *dry)
            assert ran.code == 0, ran.err
            read_text(ran.out)
            read_text(ran.err)
    assert not re.search("ACT-013", hscb("-C", folder, "validate", "--select", "ACT").out)
    found = read(folder)
    assert (found.progress[1].note, found.revisions[1].reason) == (text, text)
    assert (found.signatures()[0].role, found.outcomes[0].impact) == (text, text)
