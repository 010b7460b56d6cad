"""`hscb renumber`: every reference changes, and nothing else."""

from pathlib import Path

import pytest

from hscb_pm import store
from running import Hscb

FILES = {
    "board.yaml": "title: A Board\narea: A Shire\nregister_is: private\ntoday: 2017-11-20\n",
    "standards.yaml": "standards: [{standard: 1, text: Listen}]\n",
    "agencies/a-council.yaml": "\ufefftitle: A Council\r\nbasis: other\r\n",
    "agencies/a-school.yaml": "title: A School\nbasis: other\n"
    "part_of: 'a-council'   # a-council's\n",
    "groups/board.yaml": 'title: "The Board"\nfunction: board\n'
    'members: [ "a-council" , a-school ]\n',
    "section11/cycles/S11-2017.yaml": "title: Self-audit\nopened: 2017-04-24\ndue: 2017-06-30\n"
    "scale:\n  - {grade: no, means: None, shortfall: true}\n"
    "  - {grade: met, means: All, shortfall: false}\n"
    "asked: [{agency: a-school, basis: voluntary}]\n"
    "not_asked: { a-council: Asked by its school }\n",
    "section11/returns/S11-2017-a-school.yaml": "cycle: S11-2017\nagency: a-school\n",
    "audits/AUD-2017-01.yaml": "title: Core groups\nlevel: single-agency-audit\n"
    "findings: [{id: F1, kind: strength, text: Children are heard}]\n"
    "recommendations:\n- id: R1\n  from: [F1]\n  text: Go on, as AUD-2017-01/F1 says\n",
    "audits/AUD-2017-010.yaml": "title: AUD-2017-010\nlevel: single-agency-audit\n",
    "actions/ACT-2017-001.yaml": "action: Publish a leaflet\ndue: 2018-03-31\n"
    "owner: {agency: a-council, role: Head of Service}\n"
    "arises_from:\n    -   AUD-2017-01/R1     # of AUD-2017-01\n",
}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def everything(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*.yaml")
    }


def test_references_change_and_every_other_byte_stays(hscb: Hscb, board: Path) -> None:
    ran = hscb("renumber", "AUD-2017-01", "AUD-2017-31", "-C", board)
    assert ran.out == "AUD-2017-01 is now AUD-2017-31: 1 reference changed, in 1 other record\n"
    expected = dict(FILES)
    expected["audits/AUD-2017-31.yaml"] = expected.pop("audits/AUD-2017-01.yaml")
    action = expected["actions/ACT-2017-001.yaml"]
    expected["actions/ACT-2017-001.yaml"] = action.replace("AUD-2017-01/R1", "AUD-2017-31/R1")
    assert everything(board) == expected
    assert "actions/ACT-2017-001.yaml:5:33" in ran.err
    assert "audits/AUD-2017-31.yaml:7:19" in ran.err


def test_texts_and_comments_change_where_that_is_wanted(hscb: Hscb, board: Path) -> None:
    ran = hscb("renumber", "AUD-2017-01", "AUD-2017-31", "--text", "-C", board)
    assert "still stands" not in ran.err
    assert not any(
        "AUD-2017-01" in text.replace("AUD-2017-010", "") for text in everything(board).values()
    )
    assert "title: AUD-2017-010" in everything(board)["audits/AUD-2017-010.yaml"]


def test_agency_takes_its_returns_along(hscb: Hscb, board: Path) -> None:
    assert hscb("renumber", "a-school", "our-school", "-C", board).code == 0
    ran = hscb("renumber", "a-council", "our-council", "-C", board)
    assert "our-council: 4 references changed, in 4 other records" in ran.out
    texts = everything(board)
    assert texts["agencies/our-council.yaml"] == FILES["agencies/a-council.yaml"]
    assert "not_asked: { our-council: Asked" in texts["section11/cycles/S11-2017.yaml"]
    assert texts["section11/returns/S11-2017-our-school.yaml"].endswith("agency: our-school\n")
    assert "part_of: 'our-council'   # a-council's" in texts["agencies/our-school.yaml"]
    assert 'members: [ "our-council" , our-school ]' in texts["groups/board.yaml"]
    assert not store.load(board).problems


def test_dry_run_writes_nothing(hscb: Hscb, board: Path) -> None:
    ran = hscb("renumber", "S11-2017", "S11-2018", "--dry-run", "-C", board)
    assert "section11/returns/S11-2017-a-school.yaml becomes " in ran.out
    assert "S11-2017 would be S11-2018: 1 reference changed, in no other record" in ran.out
    assert everything(board) == FILES


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("AUD-2017-01", "AUD-2017-010", "AUD-2017-010 is there already"),
        ("AUD-2017-01", "ACT-2017-002", "no id of this kind"),
        ("AUD-2017-01", "../AUD-2017-02", "no id of this kind"),
        ("AUD-2017-01", "aud-2017-02", "no id of this kind"),
        ("a-council", "con", "no id of this kind"),
        ("a-council", "board", "board is there already"),
        ("AUD-2017-01/R1", "AUD-2017-01/R2", "a part of a record is numbered in it"),
        ("AUD-2017-02", "AUD-2017-03", "did you mean AUD-2017-01?"),
        ("board.yaml", "boards.yaml", "keeps its id: a register has one board.yaml"),
        ("S11-2017-a-school", "S11-2017-a-council", "named after its cycle and its agency"),
        ("ACT-2017-001", "ACT-2017-001", ""),
    ],
)
def test_what_cannot_be_renumbered_stays(
    hscb: Hscb, board: Path, old: str, new: str, said: str
) -> None:
    ran = hscb("renumber", old, new, "-C", board)
    assert said in ran.err
    assert ran.code == (2 if said else 0)
    assert everything(board) == FILES


def test_file_that_cannot_be_read_and_names_it_is_mended_first(hscb: Hscb, board: Path) -> None:
    (board / "actions/ACT-2017-002.yaml").write_text("arises_from: [AUD-2017-01/R1\n", "utf-8")
    ran = hscb("renumber", "AUD-2017-01", "AUD-2017-02", "-C", board)
    assert "mend it first: hscb edit actions/ACT-2017-002.yaml" in ran.err
    assert hscb("renumber", "AUD-2017-010", "AUD-2017-02", "-C", board).code == 0


def test_name_that_the_file_spells_otherwise_is_left_to_people(hscb: Hscb, board: Path) -> None:
    file = board / "groups/board.yaml"
    text = FILES["groups/board.yaml"].replace('"a-council"', '"a\\x2dcouncil"')
    file.write_text(text, encoding="utf-8")
    before = everything(board)
    ran = hscb("renumber", "a-council", "our-council", "-C", board)
    assert "groups/board.yaml spells a-council otherwise, at line 3" in ran.err
    assert everything(board) == before
