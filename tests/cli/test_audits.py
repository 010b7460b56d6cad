"""`hscb audits` as an auditor sees it who draws cases, and an inspector who asks for proof."""

import json
from pathlib import Path

import pytest

from hostile import READERS
from hscb_pm import store
from hscb_pm.models import Audit
from running import EXAMPLE, Hscb, Ran, golden
from store.cases import a_folder

AUDIT = "title: Neglect\nlevel: multi-agency-audit\nagencies: [a-constabulary]\n"
NAME = "audits/AUD-2018-01.yaml"
PUBLIC = "title: A Board\narea: A Shire\nregister_is: public\n"
AREAS = ("North", "South", "South", "West")
WHO = ("Police; Health", "Police", "2", "Police + Health")


def a_list(rows: int = 40) -> str:
    """A list of which one case in four is not eligible, and none in the second area alone."""
    cases = (f"C-{row:04},{WHO[row % 4]},{AREAS[row % 4]}\n" for row in range(rows))
    return f"case,agencies,area\n{''.join(cases)}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register with an audit, and a list beside it."""
    (tmp_path / "list.csv").write_text(a_list(), encoding="utf-8")
    return a_folder(tmp_path / "register", {NAME: AUDIT})


@pytest.fixture
def sample(hscb: Hscb, folder: Path) -> Hscb:
    return lambda *arguments: run(hscb, folder, "sample", *arguments)


@pytest.fixture
def verify(hscb: Hscb, folder: Path) -> Hscb:
    return lambda *arguments: run(hscb, folder, "verify", *arguments)


def run(hscb: Hscb, folder: Path, command: str, *arguments: str | Path) -> Ran:
    cases = () if "--from" in arguments else ("--from", folder.parent / "list.csv")
    return hscb("-C", folder, "audits", command, "AUD-2018-01", *cases, *arguments)


@pytest.mark.parametrize("format", ["text", "csv"])
def test_draw_in_each_format(sample: Hscb, format: str) -> None:
    ran = sample("--size", "6", "--by", "area", "--seed", "7", "--format", format)
    assert ran.code == 0
    golden(f"audits-sample.{format}", ran.out)
    golden("audits-sample.talk", ran.err)


def test_json_holds_the_draw_and_what_proves_it(sample: Hscb) -> None:
    said = json.loads(sample("--size", "6", "--by", "area", "--seed", "7", "--format", "json").out)
    assert [case["reference"] for case in said["cases"]] == [
        line.split()[0]
        for line in sample("--size", "6", "--by", "area", "--seed", "7").out.splitlines()
    ]
    assert said["strata"] == [
        {"name": "North", "population": 10, "size": 2},
        {"name": "South", "population": 10, "size": 2},
        {"name": "West", "population": 10, "size": 2},
    ]
    assert (said["audit"], said["method"], said["population"], said["size"]) == (
        "AUD-2018-01",
        "stratified",
        30,
        6,
    )
    assert (said["seed"], said["seed_given"], said["not_eligible"]) == (7, True, 10)
    assert said["list_fingerprint"].startswith("blake2b-")


def test_without_write_nothing_is_written_and_what_to_add_is_said(
    sample: Hscb, folder: Path
) -> None:
    ran = sample("--size", "6")
    assert ran.code == 0
    assert len(set(ran.out.splitlines())) == 6
    assert "10 cases left out: fewer than two agencies were involved" in ran.err
    assert "chosen by the operating system" in ran.err
    assert (folder / NAME).read_text(encoding="utf-8") == AUDIT
    (folder / NAME).write_text(AUDIT + ran.err[ran.err.index("sample:") :], encoding="utf-8")
    (audit,) = store.load(folder).of(Audit)
    assert audit.sample
    assert (audit.sample.method, audit.sample.population, audit.sample.size) == ("random", 30, 6)


def test_seeds_are_chosen_anew(sample: Hscb) -> None:
    assert len({sample("--size", "6").out for _ in range(5)}) > 1


def test_what_is_written_proves_the_draw(
    sample: Hscb, verify: Hscb, folder: Path, tmp_path: Path
) -> None:
    drawn = tmp_path / "drawn.txt"
    drawn.write_text(sample("--size", "6", "--write").out, encoding="utf-8")
    text = (folder / NAME).read_text(encoding="utf-8")
    assert text.startswith(f"{AUDIT}sample:")
    assert not any(line in text for line in drawn.read_text(encoding="utf-8").splitlines())
    ran = verify("--drawn", drawn)
    assert (ran.code, ran.out) == (0, "AUD-2018-01: the draw is as recorded\n")
    ran = verify()
    assert (ran.code, ran.out) == (0, "AUD-2018-01: the list, seed and size are as recorded\n")
    assert "add --drawn FILE" in ran.err
    (folder / NAME).write_text(text.replace("size: 6", "size: 4"), encoding="utf-8")
    assert verify().code == 1
    (folder / NAME).write_text(text, encoding="utf-8")
    again = sample("--size", "6", "--write")
    assert again.code == 2
    assert "AUD-2018-01 has a sample already" in again.err
    assert (folder / NAME).read_text(encoding="utf-8") == text


def test_stratified_draw_is_proved_by_its_strata(
    sample: Hscb, verify: Hscb, folder: Path, tmp_path: Path
) -> None:
    drawn = tmp_path / "drawn.csv"
    ran = sample("--size", "6", "--by", "area", "--write", "--format", "csv")
    drawn.write_text(ran.out, encoding="utf-8")
    assert verify("--by", "AREA", "--drawn", drawn).code == 0
    assert verify("--drawn", drawn).code == 0  # the record names the column
    file = folder / NAME
    file.write_text(file.read_text("utf-8").replace("  by: area\n", ""), encoding="utf-8")
    assert "name their column with --by" in verify().err
    (tmp_path / "list.csv").write_text(a_list().replace("West", "North", 1), encoding="utf-8")
    ran = verify("--by", "area")
    assert ran.code == 1
    assert "strata: not those of the record" in ran.out


def test_what_differs_is_said_and_no_case_is_named(
    sample: Hscb, verify: Hscb, tmp_path: Path
) -> None:
    lines = sample("--size", "6", "--write").out.splitlines()
    drawn = tmp_path / "drawn.txt"
    drawn.write_text("\n".join([*lines[:4], "C-9999"]), encoding="utf-8")
    ran = verify("--drawn", drawn)
    assert ran.code == 1
    assert ran.out == (
        "AUD-2018-01: the draw is not as recorded\n"
        "  cases: not drawn by the seed, in line 5 of those given\n"
        "  cases: 2 of the 6 that the seed draws are not among those given\n"
    )
    (tmp_path / "list.csv").write_text(a_list(41), encoding="utf-8")
    ran = verify()
    assert ran.code == 1
    assert "  population: 31 by this list, 30 by the record\n" in ran.out
    assert "  fingerprint: blake2b-" in ran.out
    (tmp_path / "list.csv").write_text(a_list(4), encoding="utf-8")
    assert "  size: 6 by the record, which this list does not hold\n" in verify().out
    assert "C-" not in verify().out + ran.out


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("", "records no sample"),
        ("sample: {method: all, size: 3}\n", "records no draw: its sample is `method: all`"),
        ("sample: {method: random, size: 3, seed: 1}\n", "does not record its draw in full"),
    ],
)
def test_draw_that_nothing_could_prove(verify: Hscb, folder: Path, sample: str, words: str) -> None:
    (folder / NAME).write_text(AUDIT + sample, encoding="utf-8")
    ran = verify()
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_strata_are_recorded_in_a_private_register_only(sample: Hscb, folder: Path) -> None:
    sample("--size", "6", "--by", "area", "--write")
    (audit,) = store.load(folder).of(Audit)
    assert audit.sample
    assert [part.name for part in audit.sample.strata] == ["North", "South", "West"]
    (folder / NAME).write_text(AUDIT, encoding="utf-8")
    (folder / "board.yaml").write_text(PUBLIC, encoding="utf-8")
    ran = sample("--size", "6", "--by", "area", "--write")
    assert "the register is public" in ran.err
    assert "North" not in (folder / NAME).read_text(encoding="utf-8")
    (folder / NAME).write_text(AUDIT, encoding="utf-8")
    (folder.parent / "list.csv").write_text(a_list(6), encoding="utf-8")
    ran = sample("--size", "3", "--write")
    assert (ran.code, ran.out) == (2, "")
    assert "fewer than 6 cases, and the register is public" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--size", "31"), "31 are to be drawn from 30"),
        (("--size", "0"), "--size"),
        (("--size", "9" * 5000), "--size"),
        (("--size", "3", "--seed", "-1"), "--seed"),
        (("--size", "3", "--by", "town"), "no column is called 'town' (--by)"),
        (("--size", "3", "--all-multi-agency"), "leave out --all-multi-agency"),
        (("--size", "3", "--format", "md"), "--format"),
        (("--size", "3", "--from", "none.csv"), "none.csv cannot be read"),
    ],
)
def test_what_cannot_be_carried_out_is_said(
    sample: Hscb, arguments: tuple[str, ...], words: str
) -> None:
    ran = sample(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert "fault" not in ran.err


def test_audit_has_to_be_there_and_readable(hscb: Hscb, sample: Hscb, folder: Path) -> None:
    cases = folder.parent / "list.csv"
    ran = hscb("-C", folder, "audits", "sample", "AUD-2018-02", "--from", cases, "--size", "3")
    assert ran.code == 2
    assert "did you mean AUD-2018-01?" in ran.err
    (folder / NAME).write_text("title: [\n", encoding="utf-8")
    assert "AUD-2018-01 could not be read: hscb validate" in sample("--size", "3").err


def test_made_up_fingerprints_of_the_example_are_not_proved(hscb: Hscb, folder: Path) -> None:
    cases = folder.parent / "list.csv"
    ran = hscb("-C", EXAMPLE, "audits", "verify", "AUD-2017-01", "--from", cases)
    assert ran.code == 1
    assert "blake2b-41fe by the record" in ran.out


def test_format_may_stand_before_both_words(hscb: Hscb, folder: Path) -> None:
    cases = folder.parent / "list.csv"
    rest = ("audits", "sample", "AUD-2018-01", "--from", cases, "--size", "3")
    assert hscb("--format", "json", "-C", folder, *rest).out.startswith("{\n")


@pytest.mark.parametrize("format", ["text", "json", "csv"])
@pytest.mark.parametrize(
    "text", ["::error::a", "a ##[error]b", "=1+1", "</script> {{ 1 }}", "[bold]a[/]", "-a", "|x`"]
)
def test_name_of_a_stratum_stays_text(sample: Hscb, folder: Path, format: str, text: str) -> None:
    said = []
    for name in (text, "Plain words"):
        cases = f'case,agencies,area\nC-1,2,"{name}"\nC-2,2,"{name}"\n'
        (folder.parent / "list.csv").write_text(cases, encoding="utf-8")
        ran = sample("--size", "2", "--by", "area", "--seed", "7", "--format", format)
        assert ran.code == 0
        said.append((READERS[format](ran.out).shape, READERS["text"](ran.err).shape))
    assert said[0] == said[1]


@pytest.mark.parametrize("text", ["::error::a", "a ##[error]b\n::c", "\u001b[2J", "[bold]a[/]"])
def test_recorded_fingerprint_stays_text(verify: Hscb, folder: Path, text: str) -> None:
    sample = {"method": "random", "population": 30, "size": 3, "seed": 1, "list_fingerprint": text}
    (folder / NAME).write_text(f"{AUDIT}sample: {json.dumps(sample)}\n", encoding="utf-8")
    ran = verify()
    assert ran.code in (1, 2)  # what holds an escape is no record
    assert READERS["text"](ran.out).shape == [2 * (ran.code == 1)]
    READERS["text"](ran.err)
