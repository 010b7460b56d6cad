"""`hscb chase`: who is written to, what the drafts say, and what is noted."""

import shutil
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from running import EXAMPLE, Hscb, golden

NURSE = ("--lead", "Chief Nurse")
OTHERS = ("--lead", "Head of Public Protection")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example, as a register of its own."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "register"))


def test_who_would_be_written_to(hscb: Hscb) -> None:
    ran = hscb("chase")
    assert ran.code == 0
    assert "For the challenge log: hscb add concern type=challenge " in ran.err
    assert ran.err.endswith("Type next: hscb chase --all --to-dir drafts\n")
    golden("chase.text", ran.out)


@pytest.mark.parametrize("format", ["txt", "md"])
def test_messages_of_the_example(hscb: Hscb, format: str) -> None:
    ran = hscb("chase", "--all", "--format", format)
    golden(f"chase.{format}", ran.out)


def test_one_message_for_all_of_an_agency(hscb: Hscb) -> None:
    ran = hscb("chase", "--agency", "hertfordshire-constabulary")
    assert ran.out.count("\nSubject: ") == 1
    assert ran.out.startswith("To: Head of Protecting Vulnerable People, Hertfordshire Constab")
    assert "   - With: Missing Persons Coordinator\n" in ran.out


def test_draft_opens_in_a_mail_program_with_its_workbook(hscb: Hscb, tmp_path: Path) -> None:
    ran = hscb("chase", *OTHERS, "--to-dir", tmp_path / "drafts")
    (file,) = (tmp_path / "drafts").iterdir()
    assert ran.out == f"{file.as_posix()}\n"
    stem = "2017-11-20-bench-community-rehabilitation-company-head-of-public-protection"
    assert file.name == f"{stem}.eml"
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert found["To"].addresses[0].addr_spec == "safeguarding@bench-crc.example"
    assert found["X-Unsent"] == "1"
    (attached,) = found.iter_attachments()
    workbook = tmp_path / str(attached.get_filename())
    workbook.write_bytes(attached.get_content())
    assert workbook.name == "S11-2017-bench-community-rehabilitation-company.xlsx"
    taken = hscb("section11", "import", workbook, "--dry-run", "-C", EXAMPLE)
    assert "BeNCH Community Rehabilitation Company" in taken.out
    hscb("chase", *OTHERS, "--to-dir", tmp_path / "plain", "--format", "txt")
    assert ran.err.endswith("hscb chase --lead 'Head of Public Protection' --record\n")
    names = sorted(each.name for each in (tmp_path / "plain").iterdir())
    assert names == [f"{stem}-{workbook.name}", f"{stem}.txt"]


def test_same_drafts_again_and_over_none_that_was_changed(hscb: Hscb, tmp_path: Path) -> None:
    place = ("--to-dir", tmp_path)
    assert hscb("chase", *NURSE, *place).code == 0
    (file,) = tmp_path.iterdir()
    before = file.read_bytes()
    assert hscb("chase", *NURSE, *place).code == 0
    assert file.read_bytes() == before
    file.write_text("changed by hand", encoding="utf-8")
    ran = hscb("chase", *NURSE, *place)
    assert (ran.code, file.read_text(encoding="utf-8")) == (2, "changed by hand")
    assert "somebody may have changed the draft" in ran.err


def test_what_was_sent_is_noted_once(hscb: Hscb, folder: Path) -> None:
    log = folder / "chases/CHS-2017-18.yaml"
    before = log.read_text(encoding="utf-8")
    ran = hscb("chase", *NURSE, "--record", "--dry-run", "-C", folder)
    assert "+    rung: overdue" in ran.out
    assert log.read_text(encoding="utf-8") == before
    ran = hscb("chase", *NURSE, "--record", "-C", folder)
    assert ran.out == (
        "CHS-2017-18: 1 message of 20 November 2017 noted in chases/CHS-2017-18.yaml\n"
    )
    assert hscb("validate", "-C", folder).code == 0
    again = hscb("chase", *NURSE, "--record", "-C", folder)
    assert again.out == "nobody is to be written to on 20 November 2017\n"
    later = hscb("chase", *NURSE, "--today", "2017-12-04", "-C", folder)
    assert "Subject: HSCB: letter from the Chair about 1 item overdue\n" in later.out
    assert "Asked for before: overdue reminder of 20 November 2017\n" in later.out


def test_what_was_noted_in_any_week_is_in_order(hscb: Hscb, folder: Path) -> None:
    before = hscb("validate", "-C", folder).out
    for day in ("2017-11-20", "2017-12-18", "2018-01-20"):
        ran = hscb("chase", "--all", "--record", "-C", folder, "--today", day)
        assert ran.out.startswith("CHS-2017-18: ")
        assert hscb("validate", "-C", folder).out == before


def test_first_note_makes_the_log_of_the_year(hscb: Hscb, folder: Path) -> None:
    ran = hscb("chase", "--all", "--record", "--today", "2018-04-03", "-C", folder)
    assert "noted in chases/CHS-2018-19.yaml" in ran.out
    assert hscb("validate", "-C", folder).code == 0
    again = hscb("chase", "--all", "--today", "2018-04-03", "-C", folder)
    assert again.out == "nobody is to be written to on 3 April 2018\n"


def test_confidential_records_are_not_written_about(hscb: Hscb, folder: Path) -> None:
    file = folder / "actions/ACT-2017-016.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "part: 2\n", encoding="utf-8")
    ran = hscb("chase", *NURSE, "-C", folder)
    assert "ACT-2017-016" not in ran.out
    assert "1 item of confidential records left out: write about them by hand" in ran.err


def test_nothing_is_said_while_the_log_cannot_be_read(hscb: Hscb, folder: Path) -> None:
    (folder / "chases/CHS-2017-18.yaml").write_text("sent: [", encoding="utf-8")
    ran = hscb("chase", "-C", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "nobody knows what was sent" in ran.err


def test_nothing_is_said_while_nobody_knows_the_steps(hscb: Hscb, folder: Path) -> None:
    (folder / "board.yaml").write_text("title: [", encoding="utf-8")
    ran = hscb("chase", "--today", "2017-11-20", "-C", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "board.yaml cannot be read, and without it" in ran.err


BENCH = "bench-community-rehabilitation-company"
CASES = {
    "actions/ACT-2016-011": f"not attached: S11-2017-{BENCH}.xlsx: files of the register could not",
    "standards": f"not attached: S11-2017-{BENCH}.xlsx: there is no standards.yaml that could be",
    "section11/returns/S11-2017-stevenage-borough-council": "1 file could not be read",
    f"agencies/{BENCH}": "1 item held back: the file of its agency could not be read",
    "concerns/CNC-2017-01": "items held back: a file of the challenge log could not be read",
}


@pytest.mark.parametrize("file", CASES)
def test_one_unread_file_keeps_no_other_draft_back(hscb: Hscb, folder: Path, file: str) -> None:
    whole = hscb("chase", "--all", "--to-dir", folder.parent / "whole")
    (folder / f"{file}.yaml").write_text("title: [", encoding="utf-8")
    ran = hscb("chase", "--all", "--to-dir", folder.parent / "drafts", "-C", folder)
    assert (ran.code, whole.code) == (0, 0)
    assert CASES[file] in ran.err
    made = {each.name for each in (folder.parent / "drafts").iterdir()}
    assert made <= {each.name for each in (folder.parent / "whole").iterdir()}
    letter = folder.parent / f"drafts/2017-11-20-{BENCH}-head-of-public-protection.eml"
    assert letter.exists() is ("held back" not in ran.err)
    if letter.exists():
        found = message_from_bytes(letter.read_bytes(), policy=policy.default)
        assert len(list(found.iter_attachments())) == ("not attached" not in ran.err)
    assert len(made) > 10


def test_that_nothing_is_to_be_written_is_not_said_of_what_is_held_back(
    hscb: Hscb, folder: Path
) -> None:
    (folder / f"agencies/{BENCH}.yaml").write_text("title: [", encoding="utf-8")
    ran = hscb("chase", *OTHERS, "-C", folder)
    assert ran.out == (
        "nobody is to be written to on 20 November 2017, as far as the register could be read\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--record",), "say to whom"),
        (("--all", *NURSE), "say to whom"),
        (("--all", "--format", "eml"), "add --to-dir DIR"),
        (("--all", "--to-dir", ""), "no folder is named"),
        (("--all", "--to-dir", "-"), "no folder is named"),
        (("--all", "--to-dir", str(EXAMPLE.parent / "README.md/a")), "is a file"),
        (("--all", "--to-dir", str(EXAMPLE / "drafts")), "not in the register"),
        (("--all", "--to-dir", str(EXAMPLE.parent / "README.md")), "is a file"),
        (("--agency", "nobody"), "is not known"),
        (("--lead", "Cheif Nurse"), "did you mean 'Chief Nurse'?"),
    ],
)
def test_what_cannot_be_asked_for(hscb: Hscb, arguments: tuple[str, ...], said: str) -> None:
    ran = hscb("chase", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_missing_mailbox_of_the_board_is_said_once(hscb: Hscb, folder: Path) -> None:
    board = folder / "board.yaml"
    text = board.read_text("utf-8").replace("mailbox: business.manager@hscb.example\n", "")
    board.write_text(text, encoding="utf-8")
    ran = hscb("chase", "--all", "-C", folder)
    assert ran.err.count("Type once, with your own: hscb set board.yaml mailbox=") == 1
    assert "mailbox" not in hscb("chase", "--all").err
