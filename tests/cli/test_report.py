"""`hscb report` as the business manager and the Board see it."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hscb_pm.papers import PAPERS
from running import EXAMPLE, Hscb, golden

HIDDEN = "A serious case that nobody outside may hear of"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example outside git, so that no commit's name is in what it prints."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "register"))


def put(register: Path, name: str, text: str) -> None:
    file = register / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def hide(register: Path, name: str) -> None:
    file = register / name
    file.write_text(f"{file.read_text('utf-8')}part: 2\n", encoding="utf-8")


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """A private register with a confidential audit and counts of a few children."""
    folder = tmp_path / "private"
    put(folder, "board.yaml", "title: A Board\narea: Exampleshire\nregister_is: private\n")
    put(folder, "groups/board.yaml", "title: The Board\nfunction: board\n")
    put(folder, "agencies/a-council.yaml", "title: A Council\nbasis: statutory\n")
    put(
        folder,
        "audits/AUD-2017-01.yaml",
        f"title: {HIDDEN}\nlevel: themed-review\nreported: 2017-09-01\nroute: [board]\npart: 2\n",
    )
    put(
        folder,
        "meetings/MTG-2017-01.yaml",
        "group: board\ndate: 2017-12-13\nitems:\n  - {about: AUD-2017-01, for: decision}\n",
    )
    put(
        folder,
        "indicators/IND-few.yaml",
        "title: Children in private fostering\nquestion: Are they seen?\nbasis: local\n"
        "owner: {agency: a-council, role: LADO}\n"
        "measure: {kind: count, numerator: Children}\nfrequency: {every: quarter}\n"
        "direction: neutral\nvalues:\n  - {period: 2017-18 Q1, numerator: 3}\n",
    )
    return folder


def test_example(hscb: Hscb, example: Path) -> None:
    ran = hscb("report", "board", "-C", example)
    assert ran.code == 0
    golden("paper-board.md", ran.out)
    assert hscb("report", "board", "-C", example).out == ran.out


def test_papers_about_records_have_their_ids_in_their_names(
    hscb: Hscb, example: Path, tmp_path: Path
) -> None:
    wanted = ("agenda", "board", "audit-sub-group", "board", "cover", "AUD-2017-02")
    folder = tmp_path / "papers"
    ran = hscb("report", *wanted, "-C", example, "-o", folder)
    assert ran.code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "agenda-audit-sub-group.md",
        "agenda-board.md",
        "board.md",
        "cover-AUD-2017-02.md",
    ]
    title = (folder / "agenda-board.md").read_text("utf-8").splitlines()[0]
    assert title == (
        "# Hertfordshire Safeguarding Children Board: agenda, Wednesday 13 December 2017"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("agenda",), "name the group after it: hscb report agenda board"),
        (("agenda", "audit-sub-grop"), "did you mean audit-sub-group?"),
        (("board", "AUD-2017-02"), "'AUD-2017-02' is not known"),
        (("cover", "AUD-2017-99"), "'AUD-2017-99' is not known: did you mean AUD-2017-0"),
        (("audit", "REV-2016-01"), "REV-2016-01 is of the kind review: this paper wants an audit"),
        (("board", "executive", "-o", "two.pdf"), "several papers go into a folder, and two.pdf"),
        (("board", "-o", ""), "no file is named; write -o FILE"),
        (("cover", "REV-2017-02"), "REV-2017-02 is confidential (`part: 2`): add --audience"),
    ],
)
def test_paper_of_what_is_not_there_says_what_is(
    hscb: Hscb, example: Path, arguments: tuple[str, ...], said: str
) -> None:
    hide(example, "reviews/REV-2017-02.yaml")
    ran = hscb("report", *arguments, "-C", example)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_note_of_a_figure_that_is_withheld_is_withheld_too(hscb: Hscb, private: Path) -> None:
    file = private / "indicators/IND-few.yaml"
    said = file.read_text("utf-8").replace("numerator: 3}", "numerator: 3, note: All three moved}")
    put(private, "indicators/IND-few.yaml", said)
    asked = ("report", "indicators", "-C", private, "--today", "2017-11-20", "--audience")
    assert "All three moved" in hscb(*asked, "internal").out
    assert "All three moved" not in hscb(*asked, "public").out


def test_year_stands_for_the_record_of_that_year(hscb: Hscb, example: Path) -> None:
    for name, year in (("annual", "2017-18"), ("cdop", "2016-17")):
        ran = hscb("report", name, year, "-C", example)
        assert ran.code == 0
        assert year in ran.out.splitlines()[0]


def test_help_names_every_paper(hscb: Hscb) -> None:
    said = hscb("report", "--help").out
    assert all(name in said for name in PAPERS)


def test_paper_is_written_whole_and_can_be_read_by_others(
    hscb: Hscb, example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "board.md"
    ran = hscb("report", "board", "-C", example, "-o", file)
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote {file}, for public readers" in ran.err
    assert file.read_text("utf-8") == hscb("report", "board", "-C", example).out
    assert stat.S_IMODE(file.stat().st_mode) & stat.S_IRUSR
    assert sorted(path.name for path in tmp_path.iterdir()) == ["board.md", "register"]


def test_paper_that_cannot_be_written_says_why(hscb: Hscb, example: Path, tmp_path: Path) -> None:
    ran = hscb("report", "board", "-C", example, "-o", tmp_path / "none" / "board.md")
    assert ran.code == 2
    assert "board.md could not be written: no such file or directory" in ran.err
    ran = hscb("report", "board", "-C", example, "-o", tmp_path / "board.odt")
    assert ran.code == 2
    assert "the name of a paper ends in .md, .html, .docx or .pdf" in ran.err


BEGINS = {"md": b"# ", "html": b"<!DOCTYPE html>", "docx": b"PK\x03\x04", "pdf": b"%PDF-"}


@pytest.mark.parametrize(("format", "begins"), BEGINS.items())
def test_name_of_the_file_decides_the_format(
    hscb: Hscb, private: Path, tmp_path: Path, format: str, begins: bytes
) -> None:
    files = [tmp_path / f"{name}.{format}" for name in ("one", "two")]
    for file in files:
        assert hscb("report", "board", "-C", private, "-o", file).code == 0
    first, second = (file.read_bytes() for file in files)
    assert first.startswith(begins)
    assert first == second
    assert HIDDEN.encode() not in first


def test_several_papers_in_all_formats(hscb: Hscb, private: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "december"
    arguments = ("report", "board", "indicators", "--all-formats", "-C", private, "-o", folder)
    ran = hscb(*arguments)
    assert (ran.code, ran.out) == (0, "")
    names = [f"{name}.{format}" for format in BEGINS for name in ("board", "indicators")]
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)
    wrote = [line for line in ran.err.splitlines() if line.startswith("wrote")]
    assert wrote == [
        f"wrote {folder / name}, for public readers ({number} of 8)"
        for number, name in enumerate(names, 1)
    ]


def test_all_formats_go_beside_the_file_that_is_named(
    hscb: Hscb, private: Path, tmp_path: Path
) -> None:
    file = tmp_path / "papers" / "december.docx"
    assert hscb("report", "board", "--all-formats", "-C", private, "-o", file).code == 0
    assert sorted(path.name for path in file.parent.iterdir()) == [
        "december.docx",
        "december.html",
        "december.md",
        "december.pdf",
    ]


def test_page_is_shown_where_no_file_is_named(hscb: Hscb, private: Path) -> None:
    out = hscb("report", "board", "-C", private, "--format", "html").out
    assert out.startswith('<!DOCTYPE html>\n<html lang="en-GB">')


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "pdf"), "a paper of this kind goes into a file: add -o board.pdf"),
        (("--format", "odt"), "it can be md, html, docx, pdf"),
        (("--format", "md", "-o", "a.pdf"), "the file says pdf, and --format says md"),
        (("--format", "md", "--all-formats"), "each format is wanted, and one is named"),
        (("--reference", "a.docx"), "only a Word file takes styles from another"),
        (("--reference", "a.docx", "-o", "a.docx"), "a.docx could not be read: no such file"),
    ],
)
def test_format_that_cannot_be(
    hscb: Hscb, private: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = hscb("report", "board", "-C", private, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_without_typst_the_other_formats_are_written(
    hscb: Hscb, private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    folder = tmp_path / "papers"
    ran = hscb("report", "board", "--all-formats", "-C", private, "-o", folder)
    assert ran.code == 2
    assert 'a PDF needs one more package: pip install "typst' in ran.err
    assert sorted(file.suffix for file in folder.iterdir()) == [".docx", ".html", ".md"]


def test_pdf_that_is_not_for_all_readers_says_so(hscb: Hscb, private: Path, tmp_path: Path) -> None:
    put(private.parent, "templates/board.md.j2", "## Two\n\n{{ footer }}\n")
    ran = hscb("report", "board", "-C", private, "-o", tmp_path / "board.pdf")
    assert ran.code == 0
    assert "board.pdf is not PDF/UA, so not for all readers: PDF/UA-1 error" in ran.err


def test_own_template_with_html_in_it_is_for_markdown_only(
    hscb: Hscb, private: Path, tmp_path: Path
) -> None:
    put(private.parent, "templates/board.md.j2", "# {{ board }}\n\n<b>bold</b>\n")
    assert "<b>bold</b>" in hscb("report", "board", "-C", private).out
    ran = hscb("report", "board", "-C", private, "-o", tmp_path / "board.docx")
    assert ran.code == 2
    assert "Markdown only: line 3 of its Markdown holds HTML" in ran.err


on_posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and rights differ")
REPORT = (sys.executable, "-m", "hscb_pm", "report", "board", "-C", str(EXAMPLE), "-o")


@on_posix
def test_link_is_written_through_and_stays(hscb: Hscb, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    link, file = tmp_path / "latest.md", tmp_path / "papers" / "board.md"
    link.symlink_to("papers/board.md")
    for _ in ("new", "there"):
        assert hscb("report", "board", "-o", link).code == 0
        assert link.is_symlink()
        assert file.read_text("utf-8") == hscb("report", "board").out
    assert [path.name for path in file.parent.iterdir()] == ["board.md"]
    link.unlink()
    link.symlink_to("latest.md")
    ran = hscb("report", "board", "-o", link)
    assert ran.code == 2
    assert "latest.md could not be written: too many levels" in ran.err


@on_posix
def test_pipe_and_device_take_what_is_written_and_stay(hscb: Hscb, tmp_path: Path) -> None:
    pipe, null = tmp_path / "pipe", tmp_path / "null.md"
    os.mkfifo(pipe)
    null.symlink_to(os.devnull)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert hscb("report", "board", "-o", pipe).code == 0
        assert os.read(reader, 1 << 16).decode() == hscb("report", "board").out
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    for device in (null, os.devnull):
        assert hscb("report", "board", "-o", device).code == 0
    assert null.is_char_device()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such name for stdout")
def test_stdout_may_be_named(hscb: Hscb, tmp_path: Path) -> None:
    expected = hscb("report", "board", "-C", EXAMPLE).out
    ran = subprocess.run(
        [*REPORT, "/dev/stdout"], check=True, capture_output=True, encoding="utf-8"
    )
    assert ran.stdout == expected
    kept = tmp_path / "kept.md"
    kept.write_text("Before\n", encoding="utf-8")
    with kept.open("a", encoding="utf-8") as file:
        subprocess.run([*REPORT, "/dev/stdout"], check=True, stdout=file, stderr=subprocess.PIPE)
        file.write("After\n")
    assert kept.read_text("utf-8") == f"Before\n{expected}After\n"


@on_posix
def test_file_that_is_read_only_is_not_replaced(hscb: Hscb, tmp_path: Path) -> None:
    file = tmp_path / "board.md"
    file.write_text("Signed\n", encoding="utf-8")
    file.chmod(0o444)
    ran = hscb("report", "board", "-o", file)
    assert ran.code == 2
    assert f"{file} could not be written: it is read-only" in ran.err
    assert file.read_text("utf-8") == "Signed\n"
    assert [path.name for path in tmp_path.iterdir()] == ["board.md"]


def test_folder_is_not_replaced(hscb: Hscb, tmp_path: Path) -> None:
    (tmp_path / "board.md").mkdir()
    ran = hscb("report", "board", "-o", tmp_path / "board.md")
    assert ran.code == 2
    assert "board.md could not be written: it is a folder" in ran.err
    assert [path.name for path in tmp_path.rglob("*")] == ["board.md"]


@on_posix
@pytest.mark.parametrize(("name", "code"), [("a\n::b.md", 0), ("none/a\nb.md", 2), ("a\nb", 2)])
def test_name_of_two_lines_is_said_in_one(hscb: Hscb, tmp_path: Path, name: str, code: int) -> None:
    ran = hscb("report", "board", "-o", tmp_path / name)
    assert ran.code == code
    assert (tmp_path / name).exists() == (code == 0)
    assert len([line for line in ran.err.splitlines() if "b" in line and "\\n" in line]) == 1
    assert not any(line.startswith((":", "b")) for line in ran.err.splitlines())


@on_posix
def test_name_that_is_not_utf_8_stops_no_paper(hscb: Hscb, private: Path, tmp_path: Path) -> None:
    """A file whose name cannot be written out stands in the paper as one that was left out."""
    put(private, "actions/ACT-2017-\udce9.yaml", "action: [\n")
    file = tmp_path / "board.md"
    ran = hscb("report", "board", "-C", private, "--audience", "internal", "-o", file)
    assert ran.code == 0
    assert "udce9.yaml" in file.read_text("utf-8")


def test_paper_of_files_that_git_will_not_speak_of_says_so(hscb: Hscb, example: Path) -> None:
    """A repository that belongs to somebody else is one: git answers nothing."""
    (example.parent / ".git").mkdir()
    ran = hscb("report", "board", "-C", example)
    assert "from files without a known commit, by hscb" in ran.out


def test_public_paper_keeps_what_is_confidential(hscb: Hscb, private: Path) -> None:
    ran = hscb("report", "board", "-C", private, "--today", "2017-11-20")
    assert ran.code == 0
    assert HIDDEN not in ran.out
    assert "AUD-2017-01" not in ran.out
    assert "decide on a confidential record" in ran.out
    assert "1 record is confidential and not for this paper's readers" in ran.out
    assert "| Children in private fostering | 2017-18 Q1 (April to June 2017) | confidential |" in (
        ran.out
    )


def test_internal_paper_shows_it_and_says_so(hscb: Hscb, private: Path) -> None:
    ran = hscb("report", "board", "-C", private, "--today", "2017-11-20", "--audience", "internal")
    assert f"decide on {HIDDEN}" in ran.out
    assert "| Readers | internal: for the Board's own members and staff" in ran.out
    assert "| Children in private fostering | 2017-18 Q1 (April to June 2017) | 3 |" in ran.out


def test_paper_says_what_it_leaves_out(hscb: Hscb, private: Path) -> None:
    put(private, "actions/ACT-2017-001.yaml", "action: [\n")
    ran = hscb("report", "board", "-C", private, "--today", "2017-08-31")
    assert "- 1 file could not be read." in ran.out
    assert "| Incomplete | 1 file could not be read |" in ran.out
    assert "- 1 fact is dated after 31 August 2017, and not counted here." in ran.out
    assert "1 file could not be read and is left out: hscb validate" in ran.err
    assert hscb("report", "board", "-C", private, "--strict").code == 1


def test_internal_paper_names_the_files_that_it_leaves_out(hscb: Hscb, private: Path) -> None:
    put(private, "actions/ACT-2017-001.yaml", "action: [\n")
    ran = hscb("report", "board", "-C", private, "--audience", "internal")
    assert "| Incomplete | 1 file could not be read: actions/ACT-2017-001.yaml |" in ran.out


def test_public_paper_does_not_name_confidential_meetings_groups_or_agencies(
    hscb: Hscb, private: Path
) -> None:
    hide(private, "meetings/MTG-2017-01.yaml")
    ran = hscb("report", "board", "-C", private, "--today", "2017-11-20")
    assert "| Meeting | not planned yet |" in ran.out
    ran = hscb("report", "board", "-C", private, "--meeting", "MTG-2017-01")
    assert ran.code == 2
    assert "MTG-2017-01 is confidential (`part: 2`): add --audience internal" in ran.err
    put(
        private,
        "groups/a-panel.yaml",
        "title: Panel of secrets\nchair: Secret chair\nfunction: other\npart: 2\n",
    )
    put(
        private,
        "agencies/a-trust.yaml",
        "title: Secret trust\nbasis: statutory\nsafeguarding_lead: Secret nurse\npart: 2\n",
    )
    put(private, "meetings/MTG-2017-02.yaml", "group: a-panel\ndate: 2017-10-02\n")
    put(
        private,
        "actions/ACT-2017-001.yaml",
        "action: Publish a leaflet\nowner: {agency: a-trust, role: Nurse}\ndue: 2017-10-01\n",
    )
    for command in (("report", "board"), ("due", "--format", "md"), ("list", "meetings")):
        ran = hscb(*command, "-C", private, "--today", "2017-11-20", "--format", "md")
        assert "ecret" not in ran.out
        assert "a-panel" not in ran.out
    assert "a confidential record" in hscb("due", "-C", private, "--format", "md").out
    cycle = (
        "title: A cycle\nopened: 2017-04-24\ndue: 2017-06-30\nscale:\n"
        "  - {grade: weak, means: None, shortfall: true}\n"
        "  - {grade: good, means: All, shortfall: false}\n"
        "asked: [{agency: a-trust, basis: statutory}]\n"
    )
    put(private, "section11/cycles/S11-2017.yaml", cycle)
    for command in (("report", "board"), ("due", "--format", "md")):
        ran = hscb(*command, "-C", private, "--today", "2017-11-20", "--format", "md")
        assert "a-trust" not in ran.out
    shown = hscb("show", "ACT-2017-001", "-C", private, "--format", "md").out
    assert "ecret" not in shown
    assert "a-trust" not in shown


def test_confidential_record_is_not_made_markdown(hscb: Hscb, private: Path) -> None:
    ran = hscb("show", "AUD-2017-01", "-C", private, "--format", "md")
    assert (ran.code, ran.out) == (2, "")
    assert "AUD-2017-01 is confidential (`part: 2`), and Markdown is made to be passed on" in (
        ran.err
    )
    assert HIDDEN in hscb("show", "AUD-2017-01", "-C", private).out


def test_return_that_cannot_be_read_is_not_called_late(hscb: Hscb, example: Path) -> None:
    file = "section11/returns/S11-2017-hertfordshire-constabulary.yaml"
    put(example, file, "cycle: [\n")
    out = hscb("report", "board", "-C", example).out
    assert "| Hertfordshire Constabulary | not known | its file could not be read |" in out
    assert "Overdue: Hertfordshire Constabulary" not in out
    assert "1 could not be read" in hscb("show", "S11-2017", "-C", example).out
    put(example, "meetings/MTG-2017-24.yaml", "group: [\n")
    ran = hscb("report", "board", "-C", example, "--meeting", "MTG-2017-24")
    assert ran.code == 2
    assert "MTG-2017-24 could not be read: hscb validate" in ran.err


def test_paper_for_another_meeting_or_for_none(hscb: Hscb, example: Path, private: Path) -> None:
    ran = hscb("report", "board", "-C", example, "--meeting", "MTG-2017-30")
    assert "| Meeting | Improving Outcomes Group, Tuesday 28 November 2017 |" in ran.out
    ran = hscb("report", "board", "-C", private, "--today", "2018-01-31")
    assert "| Meeting | not planned yet |" in ran.out
    assert hscb("report", "board", "-C", private, "--meeting", "MTG-2017-09").code == 2


def test_board_without_records_gets_a_paper_too(hscb: Hscb, tmp_path: Path) -> None:
    put(tmp_path, "board.yaml", "title: A Board\narea: Exampleshire\nregister_is: public\n")
    ran = hscb("report", "board", "-C", tmp_path, "--today", "2017-11-20")
    assert ran.code == 0
    assert "No items are overdue; no more fall due by 18 December 2017." in ran.out
    assert "Nothing that is asked for of the programme has fallen due yet." in ran.out
    assert "- Nothing was left out." in ran.out


def test_date_printed_can_be_set(
    hscb: Hscb, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1512345600")
    assert hscb("report", "board", "-C", example).out.endswith("; printed on 4 December 2017.\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    ran = hscb("report", "board", "-C", example)
    assert ran.code == 2
    assert "SOURCE_DATE_EPOCH is 'tomorrow'" in ran.err


def test_boards_own_template_wins(hscb: Hscb, example: Path) -> None:
    put(example.parent, "templates/board.md.j2", "{{ board }}: {{ exceptions.said }}\n")
    ran = hscb("report", "board", "-C", example)
    assert ran.out.startswith("Hertfordshire Safeguarding Children Board: 30 items are overdue")


def test_unknown_paper_names_the_known(hscb: Hscb) -> None:
    ran = hscb("report", "bored")
    assert ran.code == 2
    assert "did you mean board?" in ran.err


def test_paper_of_another_group_asks_that_group(hscb: Hscb, example: Path) -> None:
    out = hscb("report", "board", "-C", example, "--meeting", "MTG-2017-30").out
    assert "The Improving Outcomes Group is asked to:" in out


def test_scrutiny_is_what_came_before_the_meeting(hscb: Hscb, example: Path) -> None:
    out = hscb("report", "board", "-C", example, "--meeting", "MTG-2017-23").out
    agenda = out.partition("| On the agenda |")[2].partition("## 1.")[0]
    assert "7 November 2017" not in agenda
    assert "|  |" not in agenda


def test_due_list_to_hand_round_keeps_what_is_confidential(hscb: Hscb, private: Path) -> None:
    out = hscb("due", "-C", private, "--today", "2017-11-20", "--format", "md").out
    assert HIDDEN not in out
    assert "For the public: 1 confidential record is not named." in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("agency",), "name an agency after it: hscb report agency hertfordshire-constabulary"),
        (("agency", "hertfordshire-police"), "'hertfordshire-police' is not known"),
        (("agency", "AUD-2017-01"), "AUD-2017-01 is of the kind audit: this paper wants an agency"),
        (("section11", "S11-2031"), "'S11-2031' is not known"),
    ],
)
def test_subject_that_there_is_not_is_one_clear_sentence(
    hscb: Hscb, example: Path, words: tuple[str, ...], said: str
) -> None:
    ran = hscb("report", *words, "-C", example)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_subject_that_the_readers_may_not_know_or_that_cannot_be_read(
    hscb: Hscb, example: Path
) -> None:
    hide(example, "agencies/watford-borough-council.yaml")
    ran = hscb("report", "agency", "watford-borough-council", "-C", example)
    assert (ran.code, ran.out) == (2, "")
    assert "watford-borough-council is confidential (`part: 2`): add --audience internal" in ran.err
    put(example, "section11/cycles/S11-2017.yaml", "title: [\n")
    ran = hscb("report", "section11", "S11-2017", "-C", example)
    assert (ran.code, ran.out) == (2, "")
    assert "S11-2017 could not be read: hscb validate" in ran.err
    ran = hscb("report", "section11", "-C", example)
    assert "No Section 11 self-audit has been opened yet." not in ran.out
