"""`hscb add`: what it asks for, what it writes, what it refuses."""

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hscb_pm import store
from hscb_pm.cli.workspace import Workspace
from hscb_pm.exchange.adding import INSTEAD
from hscb_pm.models import RECORD_TYPES
from running import Hscb

FILES = {
    "board.yaml": "title: A Board\narea: A Shire\nregister_is: public\ntoday: 2017-11-20\n",
    "agencies/a-council.yaml": "title: A Council\nbasis: other\n",
    "agencies/a-constabulary.yaml": "title: A Constabulary\nbasis: other\n",
    "groups/board.yaml": "title: The Board\nfunction: board\n",
    "groups/audit-sub-group.yaml": "title: Audit Sub Group\nfunction: audit\nreports_to: board\n",
    "section11/cycles/S11-2017.yaml": "title: Self-audit\nopened: 2017-04-24\ndue: 2017-06-30\n"
    "scale:\n  - {grade: no, means: None, shortfall: true}\n"
    "  - {grade: met, means: All, shortfall: false}\n"
    "asked: [{agency: a-council, basis: voluntary}]\n",
    "audits/AUD-2017-01.yaml": "title: Core groups   # all of them\nlevel: single-agency-audit\n"
    "findings:\n  - {id: F3, kind: strength, text: Children are heard}\n",
    "actions/ACT-2017-007.yaml": "action: Publish a leaflet\n"
    "owner: {agency: a-council, role: Head of Service}\ndue: 2018-03-31\n",
}
ACTION = (
    "action=Publish a leaflet on neglect for schools",
    "owner.agency=A Council",
    "owner.role=Head of Service",
    "due=31/03/2018",
)


COMPLETED = {
    "…": "Some words",
    "AGENCY": "A Council",
    "GROUP": "board",
    "DATE": "today",
    "NUMBER": "1",
    "YEAR": "2017-18",
    "PERIOD": "2017-18-Q2",
}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What somebody at a terminal types, in order; what was asked is kept in its place."""
    waiting: list[str] = []

    def ask(_: Workspace, question: str) -> str:
        asked.append(question)
        return waiting.pop(0)

    asked: list[str] = []
    monkeypatch.setattr(Workspace, "can_ask", True)
    monkeypatch.setattr(Workspace, "ask", ask)
    yield waiting
    assert not waiting, f"never asked; last question: {asked[-1:]}"


def test_new_action_is_written_as_people_write_it(hscb: Hscb, board: Path) -> None:
    long = "measure=" + "word " * 22
    ran = hscb("add", "action", *ACTION, long, "part=2", "-C", board)
    assert ran.code == 0
    text = (board / "actions/ACT-2017-008.yaml").read_text("utf-8")
    assert text == (
        "# yaml-language-server: $schema=../schema/action.json\n"
        "action: Publish a leaflet on neglect for schools\n"
        "owner: {agency: a-council, role: Head of Service}\n"
        "measure: >-\n"
        f"  {'word ' * 18}word\n"
        "  word word word\n"
        "due: 2018-03-31\n"
        "part: 2\n"
    )
    assert "Added ACT-2017-008, Publish a leaflet" in ran.out
    assert "31/03/2018: Saturday 31 March 2018" in ran.err
    assert "Type next: hscb show ACT-2017-008" in ran.err
    again = hscb("add", "action", *ACTION[:3], "due=yesterday", "-C", board)
    assert "ACT-2017-008 says the same of the same owner" in again.err
    assert "due: 19 November 2017 is past" in again.err


def test_meeting_is_numbered_by_its_year_and_its_papers_count_from_it(
    hscb: Hscb, board: Path
) -> None:
    ran = hscb("add", "meeting", "papers_by=-5wd", "group=board", "date=3 Jul 2027", "-C", board)
    assert "Added MTG-2027-01" in ran.out
    text = (board / "meetings/MTG-2027-01.yaml").read_text("utf-8")
    assert "papers_by: 2027-06-28\n" in text


def test_dry_run_prints_the_file_and_writes_none(hscb: Hscb, board: Path) -> None:
    before = everything(board)
    ran = hscb("add", "agency", "title=An Agency, & Co", "basis=other", "--dry-run", "-C", board)
    assert ran.out.splitlines()[1:] == ["title: An Agency, & Co", "basis: other"]
    assert "without --dry-run it is agencies/an-agency-and-co.yaml" in ran.err
    assert everything(board) == before


def test_number_is_one_that_no_branch_has_given(hscb: Hscb, board: Path) -> None:
    git(board, "init", "-q", "-b", "main")
    git(board, "add", "-A")
    git(board, "commit", "-qm", "A")
    git(board, "checkout", "-qb", "other")
    shutil.copy(board / "actions/ACT-2017-007.yaml", board / "actions/ACT-2017-009.yaml")
    git(board, "add", "-A")
    git(board, "commit", "-qm", "B")
    git(board, "rm", "-q", "actions/ACT-2017-009.yaml")
    git(board, "commit", "-qm", "C")
    git(board, "checkout", "-q", "main")
    assert "ACT-2017-010" in hscb("add", "action", *ACTION, "-C", board).out
    ran = hscb("add", "action", *ACTION, "--id", "ACT-2017-009", "-C", board)
    assert "ACT-2017-009 is not free" in ran.err


@pytest.mark.parametrize("kind", [kind.kind for kind in RECORD_TYPES if kind not in INSTEAD])
def test_what_is_missing_is_said_by_a_command_that_works(
    hscb: Hscb, board: Path, kind: str
) -> None:
    ran = hscb("add", kind, "-C", board)
    command = shlex.split(ran.err.strip().partition(" As: hscb ")[2])
    if not command:
        assert "say something of it, as FIELD=VALUE; fields: title, " in ran.err
        return
    assert hscb(*command, "-C", board).code == 2, "what is to be completed is no value"
    words = [word.partition("=") for word in command[2:]]
    completed = (COMPLETED.get(value, value.partition("|")[0]) for _, _, value in words)
    fields = (f"{field}={value}" for (field, _, _), value in zip(words, completed, strict=True))
    ran = hscb(*command[:2], *fields, "-C", board)
    assert ran.code == 0 or "would be wrong: " in ran.err  # which a rule says, with its fix


@pytest.mark.parametrize("kind", [kind.kind for kind in INSTEAD])
def test_what_is_not_added_one_by_one_names_another_command(hscb: Hscb, kind: str) -> None:
    ran = hscb("add", kind)
    assert ran.code == 2
    assert ": hscb " in ran.err


HOSTILE = [
    "x: y",
    "x # y",
    "- a",
    "'q' \"q\"",
    "{{ 1/0 }}",
    "!!python/object:os.system ls",
    "&a *a",
    "a\nb: c\n---\nd: e",
    "<<<<<<< HEAD " * 30,
    "yes",
    "2018-01-01",
    "=cmd|' /C calc'!A0",
    "😀 é",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(hscb: Hscb, board: Path, text: str) -> None:
    ran = hscb("add", "document", f"title={text}", "type=other", f"link={text}", "-C", board)
    assert ran.code == 0, ran.err
    (document,) = [record for record in store.load(board) if record.kind == "document"]
    assert (document.title, document.model_dump()["link"]) == (text.strip(), text.strip())
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "acton"), "did you mean action?"),
        (("add", "action", "text"), "write FIELD=VALUE"),
        (("add", "action", "action=Jane Smith (born 3 May 2009)"), "'action=[a person"),
        (("add", "action", *ACTION[:2]), "missing: owner.role, due. As: hscb add action 'action=P"),
        (("add", "action", *ACTION, "due=today"), "it is given twice"),
        (("add", "action", *ACTION, "owner=x"), "type owner.agency=… and owner.role=…"),
        (("add", "action", *ACTION, "ownr.x=x"), "did you mean `owner`?"),
        (("add", "action", *ACTION, "progress.1.note=x"), "the next is 0"),
        (("add", "action", *ACTION, "measure=…"), "write it in place of …"),
        (("add", "action", *ACTION, "group=Audit Subgroup"), "did you mean audit-sub-group?"),
        (("add", "action", *ACTION, "arises_from=AUD-2017-09/R1"), "REG-007"),
        (("add", "action", *ACTION, "agreed=2019-01-01", "implemented.on=2018-01-01"), "missing"),
        (("add", "action", *ACTION, "--id", "../../x"), "no id of this kind"),
        (("add", "action", *ACTION, "--id", "-x"), "no id of this kind"),
        (("add", "action", *ACTION, "--id", "ACT-2017-7\n"), "no id of this kind"),
        (("add", "action", *ACTION, "--id", "ACT-2017-007"), "is there already"),
        (("add", "agency", "title=x", "basis=other", "--id", "con"), "no id of this kind"),
        (("add", "agency", "title=x", "basis=other", "--id", "board"), "is there already"),
        (("add", "agency", "title=A Council", "basis=other"), "a-council is there already"),
        (("add", "finding"), "name the audit or review first: hscb add finding AUD-2017-01"),
        (("add", "finding", "AUD-2017-1", "text=x"), "did you mean AUD-2017-01?"),
        (("add", "finding", "AUD-2017-01", "text=x"), "missing: kind. As: hscb add finding AUD"),
        (("add", "finding", "AUD-2017-01", "text=x", "kind=strength", "--id", "F9"), "next number"),
        (("add", "action", *ACTION[1:], "action=Visit Jane Smith (born 3 May 2009)"), "identify"),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_written(
    hscb: Hscb, board: Path, words: tuple[str, ...], said: str
) -> None:
    before = everything(board)
    ran = hscb(*words, "-C", board)
    assert ran.code == 2
    assert said in ran.err
    assert everything(board) == before


def test_finding_gets_the_next_number_of_its_audit(hscb: Hscb, board: Path) -> None:
    ran = hscb("add", "finding", "AUD-2017-01", "text=Late", "kind=shortfall", "-C", board)
    assert "Added AUD-2017-01/F4: audits/AUD-2017-01.yaml" in ran.out
    text = (board / "audits/AUD-2017-01.yaml").read_text("utf-8")
    assert text == FILES["audits/AUD-2017-01.yaml"] + "  - {id: F4, kind: shortfall, text: Late}\n"


def test_questions_are_asked_for_what_is_missing(
    hscb: Hscb, board: Path, answers: list[str]
) -> None:
    answers += [
        *("Improve communication", "Constabulry", "a constabulary", "Jane Smith, born 3 May 2009"),
        *("Head of Service", "someday", "eoq", "", "", "", ""),
        *("Publish a leaflet on neglect for schools", ""),
    ]
    ran = hscb("add", "action", "-C", board)
    assert "did you mean a-constabulary?" in ran.err
    assert "that may identify somebody" in ran.err
    assert "S: It names a direction, and no task." in ran.err
    assert "Better: " in ran.err
    text = (board / "actions/ACT-2017-008.yaml").read_text("utf-8")
    assert "action: Publish a leaflet on neglect for schools\n" in text
    assert "due: 2017-12-31\n" in text


def test_what_is_wrong_by_itself_is_asked_again(
    hscb: Hscb, board: Path, answers: list[str]
) -> None:
    answers += ["1 November 2017", "1/11/2017"]
    ran = hscb("add", "meeting", "group=board", "papers_by=2017-11-08", "-C", board)
    assert ran.code == 0, ran.err


def test_what_a_rule_wants_besides_is_asked(hscb: Hscb, board: Path, answers: list[str]) -> None:
    words = ("type=compliance", "raised=today", "found_by=data", "text=No lead is named")
    answers += ["a council"]
    ran = hscb("add", "concern", *words, "-C", board)
    assert ran.code == 0, ran
    assert "agency: a-council" in (board / "concerns/CNC-2017-01.yaml").read_text("utf-8")


def test_audit_is_asked_for_the_methodology_that_its_level_wants(
    hscb: Hscb, board: Path, answers: list[str]
) -> None:
    answers += ["Neglect", "multi-agency-audit", "Six cases, read by two agencies each", "", ""]
    answers += ["a council", "a council, a constabulary"]
    ran = hscb("add", "audit", "-C", board)
    assert ran.code == 0, ran
    assert "Not right yet: no methodology (AUD-001)" in ran.err
    assert "a multi-agency audit of one agency (AUD-002)" in ran.err
    text = (board / "audits/AUD-2017-02.yaml").read_text("utf-8")
    assert "methodology: {text: " in text
    assert "agencies: [a-council, a-constabulary]" in text


def test_finding_that_is_not_there_is_asked_for_again(
    hscb: Hscb, board: Path, answers: list[str]
) -> None:
    answers += ["F3"]
    ran = hscb("add", "recommendation", "AUD-2017-01", "from=F9", "text=Hear them", "-C", board)
    assert ran.code == 0, ran
    assert "from: [F3]" in (board / "audits/AUD-2017-01.yaml").read_text("utf-8")


def test_what_no_answer_puts_right_is_shown_and_not_lost(
    hscb: Hscb, board: Path, answers: list[str]
) -> None:
    answers += ["A Council", "other"]
    ran = hscb("add", "agency", "-C", board)
    assert ran.code == 2
    assert "a-council is there already" in ran.err
    assert ran.out == "title: A Council\nbasis: other\n"
