"""What identifies somebody is seen wherever a file says it, and never said again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm import rules, store
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from running import Hscb
from store.cases import a_folder

SECRETS = ("9993816590", "999 381 6590", "Liam", "Jamie", "Oluwaseun", "Adeyemi", "03/05/2009")
NAME = "actions/ACT-2017-002.yaml"
OWNER = "owner: {agency: a-council, role: Head of Safeguarding}\ndue: 2017-12-15\n"
GOOD = "action: Read the minutes of 30 core groups\n" + OWNER
PLACES = {
    "a value": "action: Ring the mother of Liam\n" + OWNER,
    "a comment": GOOD + "# the mother of Liam rang\n",
    "a key": GOOD + "Jamie Smith (aged 7): seen\n",
    "a key of one's own": GOOD + "extensions: {'Jamie Smith (aged 7)': seen}\n",
    "folded text": "action: >-\n  The child's name is\n  Oluwaseun\n  Adeyemi\n" + OWNER,
    "plain text over lines": "action: The child's name is Oluwaseun\n  Adeyemi\n" + OWNER,
    "an escape": 'action: "NHS \\u0039993816590"\n' + OWNER,
    "a broken file": "action: [NHS 9993816590\n",
    "a file in no encoding": "action: NHS 9993816590 \udcff\n",
    "a file with hidden characters": "action: NHS 999\u200b3816590\n" + OWNER,
    "a second document": GOOD + "---\nNHS 9993816590\n",
    "a file with a wrong value": GOOD + "illustrative: Jamie Smith (aged 7)\n",
    "a key given twice in other letters": '"m\\u006fther of Liam": 1\n"mother of L\\u0069am": 1\n',
    "a reason": GOOD + "explained: {ACT-003: The mother of Liam said so}\n",
    "a procedure that a message would name": GOOD + "procedure: What the mother of Liam needs\n",
    "a date that is none": GOOD + "agreed: DOB 03/05/2009\n",
    "an action with a better wording": "action: Ensure the mother of Liam is seen\n" + OWNER,
    "an id that is none": GOOD + "arises_from: [NHS 9993816590]\n",
}


def read(folder: Path, text: str, name: str = NAME) -> Register:
    a_folder(folder, {})
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return store.load(folder)


@pytest.mark.parametrize("place", PLACES)
def test_seen_wherever_it_stands(tmp_path: Path, place: str) -> None:
    problems = rules.check(read(tmp_path / "register", PLACES[place]))
    seen = [problem for problem in problems if problem.code.startswith("PRV")]
    assert len(seen) == 1
    assert seen[0].severity is Severity.ERROR
    assert seen[0].location.path == NAME
    assert seen[0].record == "ACT-2017-002"


@pytest.mark.parametrize("format", ["text", "json", "github", "sarif", "junit"])
@pytest.mark.parametrize("place", PLACES)
def test_never_said_again(hscb: Hscb, tmp_path: Path, place: str, format: str) -> None:
    read(tmp_path / "register", PLACES[place])
    ran = hscb("-C", tmp_path / "register", "validate", "--format", format)
    assert ran.code == 1
    for secret in SECRETS:
        assert secret not in ran.out + ran.err


@pytest.mark.parametrize("format", ["text", "json", "junit", "sarif"])
@pytest.mark.parametrize("name", ["actions/NHS 9993816590.yaml", "agencies/nhs-9993816590.yaml"])
def test_name_of_a_file_is_masked(hscb: Hscb, tmp_path: Path, name: str, format: str) -> None:
    text = GOOD if name.startswith("actions") else "title: An agency\nbasis: other\n"
    read(tmp_path / "register", text, name)
    ran = hscb("-C", tmp_path / "register", "validate", "--format", format)
    assert ran.code == 1
    assert "PRV-001" in ran.out
    assert "9993816590" not in ran.out + ran.err
    ran = hscb("-C", tmp_path / "register", "due", "--format", "json")
    assert ran.code == 0
    if name.startswith("actions"):  # the other can be read, and its name is its id
        assert "9993816590" not in ran.out + ran.err


def test_what_the_text_spells_twice_is_said_once(tmp_path: Path) -> None:
    text = "action: >-\n  Ring about NHS 999 381 6590,\n  and then write\n" + OWNER
    problems = rules.check(read(tmp_path / "register", text))
    assert [p.location.line for p in problems if p.code == "PRV-001"] == [2]


def test_place_of_what_is_folded_is_the_value(tmp_path: Path) -> None:
    problems = rules.check(read(tmp_path / "register", PLACES["folded text"]))
    (seen,) = (problem for problem in problems if problem.code == "PRV-011")
    assert (seen.location.line, seen.field) in {(1, "action"), (3, None), (2, "action")}


def test_allowed_words_and_reviewed_exceptions(tmp_path: Path) -> None:
    board = (
        "title: A Board\narea: A Shire\nregister_is: private\nprivacy:\n  allowed: [Jamie Smith]\n"
        "  reviewed:\n  - {record: ACT-2017-002, kind: nhs_number, reason: Made up, on: 2017-06-12,"
        " by: {group: board, role: Chair}, review_by: 2018-06-30}\n"
    )
    text = "action: Ask whether Jamie Smith (aged 7) has NHS 999 381 6590\n" + OWNER
    folder = a_folder(tmp_path / "register", {NAME: text, "board.yaml": board})
    problems = [p for p in rules.check(store.load(folder)) if p.code.startswith("PRV")]
    assert [(p.code, p.explained) for p in problems] == [("PRV-001", "Made up")]


def test_other_commands_do_not_look(hscb: Hscb, tmp_path: Path) -> None:
    """`validate` does, before anything is committed; the rest stays as quick as it is."""
    read(tmp_path / "register", PLACES["a comment"])
    assert store.load(tmp_path / "register", guard=False).problems == ()
    assert hscb("-C", tmp_path / "register", "due").code == 0


def test_many_sightings_are_cut_short(tmp_path: Path) -> None:
    text = GOOD + "# NHS 999 381 6590\n" * 1_000
    problems = rules.check(read(tmp_path / "register", text), ["PRV-001"])
    assert len(problems) == 50


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_looked_at_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("any") / "register"
    read(folder, f"action: |\n  {text}\n{OWNER}")


def test_nothing_private_is_written(hscb: Hscb, tmp_path: Path) -> None:
    """A finding on a pull request comes too late: git keeps what was once committed."""
    audit = "title: Neglect\nlevel: single-agency-audit\nagencies: [a-constabulary]\n"
    name = "audits/AUD-2018-01.yaml"
    folder = a_folder(tmp_path / "register", {name: f"# rang the mother of Liam\n{audit}"})
    (tmp_path / "list.txt").write_text("C-1\nC-2\nC-3\n", encoding="utf-8")
    before = (folder / name).read_bytes()
    arguments = ("AUD-2018-01", "--from", tmp_path / "list.txt", "--size", "2", "--write")
    ran = hscb("-C", folder, "audits", "sample", *arguments)
    assert ran.code == 2
    assert "nothing is written" in ran.err
    assert "line 1" in ran.err
    assert "Liam" not in ran.err
    assert (folder / name).read_bytes() == before


def test_what_is_explained_counts_for_no_limit(tmp_path: Path) -> None:
    board = (
        "title: A Board\narea: A Shire\nregister_is: private\nprivacy:\n"
        "  reviewed:\n  - {record: ACT-2017-002, kind: person_name, reason: Made up,"
        " on: 2017-06-12, by: {group: board, role: Chair}, review_by: 2018-06-30}\n"
    )
    text = GOOD + "# the mother of Liam rang\n" * 60 + "# NHS 999 381 6590\n"
    folder = a_folder(tmp_path / "register", {NAME: text, "board.yaml": board})
    problems = [p for p in rules.check(store.load(folder)) if not p.explained]
    assert "PRV-001" in {problem.code for problem in problems}


@pytest.mark.parametrize("format", ["text", "json", "github", "sarif", "junit"])
def test_reason_that_says_too_much_is_masked(hscb: Hscb, tmp_path: Path, format: str) -> None:
    board = (
        "title: A Board\narea: A Shire\nregister_is: private\nprivacy:\n  reviewed:\n"
        "  - {record: ACT-2017-002, kind: nhs_number, reason: The mother of Liam agreed,"
        " on: 2017-06-12, by: {group: board, role: Chair}, review_by: 2018-06-30}\n"
    )
    text = GOOD + "# NHS 999 381 6590\n"
    folder = a_folder(tmp_path / "register", {NAME: text, "board.yaml": board})
    ran = hscb("-C", folder, "validate", "--show-explained", "--format", format)
    assert "Liam" not in ran.out + ran.err


def test_links_and_folders_are_looked_at_by_their_names(hscb: Hscb, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "register", {})
    (folder / "actions").mkdir(exist_ok=True)
    (folder / "actions/mother of Liam.yaml").symlink_to("/nowhere")
    (folder / "actions/NHS 9993816590.yaml").mkdir()
    for format in ("text", "json", "github", "sarif", "junit"):
        ran = hscb("-C", folder, "validate", "--format", format)
        assert "PRV-001" in ran.out
        assert "PRV-011" in ran.out
        assert "Liam" not in ran.out + ran.err
        assert "9993816590" not in ran.out + ran.err


def test_agency_with_a_person_s_name_allows_nothing(tmp_path: Path) -> None:
    agency = "title: Jamie Smith\nbasis: other\n"
    text = "action: Ask whether Jamie Smith (aged 7) was seen\n" + OWNER
    files = {NAME: text, "agencies/js.yaml": agency}
    register = store.load(a_folder(tmp_path / "register", files))
    assert "PRV-011" in {problem.code for problem in rules.check(register)}


def test_exception_for_the_board_s_own_file(tmp_path: Path) -> None:
    board = (
        "title: A Board\narea: A Shire\nregister_is: private\n# ring 07700 900123\n"
        "privacy:\n  reviewed:\n  - {record: board.yaml, kind: phone, reason: The published line,"
        " on: 2017-06-12, by: {group: board, role: Chair}, review_by: 2018-06-30}\n"
    )
    folder = a_folder(tmp_path / "register", {"board.yaml": board})
    problems = [p for p in rules.check(store.load(folder)) if p.code == "PRV-008"]
    assert [problem.explained for problem in problems] == ["The published line"]


def test_names_of_files_are_not_repeated_by_other_files(hscb: Hscb, tmp_path: Path) -> None:
    files = {"agencies/nhs-9993816590.yaml": "title: An agency\nbasis: statutory\n"}
    folder = a_folder(tmp_path / "register", files)
    for command in ("validate", "framework"):
        ran = hscb("-C", folder, command, "--today", "2017-11-20", "--format", "json")
        assert "9993816590" not in ran.err
        if command == "validate":
            assert "9993816590" not in ran.out
