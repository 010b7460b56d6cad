"""`hscb section11` as the business manager sees it, from one cycle to the next."""

import json
import shutil
from pathlib import Path

import pytest

from hostile import read_text, register, write
from hscb_pm import store
from hscb_pm.models import Cycle, Return
from hscb_pm.rules import check
from hscb_pm.store.yaml_text import document
from running import EXAMPLE, Hscb, Ran, golden
from test_injection import HOSTILE

CONSTABULARY = "section11/returns/S11-2018-hertfordshire-constabulary.yaml"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A copy of the example, to be written in."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "register"))


def opened(hscb: Hscb, folder: Path, *more: str, year: str = "2018-19") -> Ran:
    return hscb("section11", "open", year, "-C", folder, *more)


def files(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


# --- The matrix ------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["text", "csv", "md"])
def test_matrix(hscb: Hscb, format: str) -> None:
    golden(f"section11-matrix.{format}", hscb("section11", "matrix", "--format", format).out)


def test_matrix_as_json(hscb: Hscb) -> None:
    body = json.loads(hscb("section11", "matrix", "--format", "json").out)
    assert body["cycle"]["id"] == "S11-2017"
    assert body["counts"] == {
        "on-time": 10,
        "late": 1,
        "awaited": 1,
        "overdue": 3,
        "not-known": 0,
    }
    row = next(r for r in body["returns"] if r["agency"] == "hertfordshire-constabulary")
    assert (row["basis"], row["received"], row["days_late"]) == ("statutory", "2017-06-28", 0)
    assert row["standards"][4] == {
        "standard": 5,
        "self": "met",
        "moderated": "partly-met",
        "shortfall": True,
        "to_be_reconfirmed": False,
        "survey": {"question": "Q5", "yes": 92, "answered": 188},
    }
    assert body["weakest"][0] == {"standard": 5, "short": 5, "graded": 11}
    assert {row["agency"] for row in body["to_moderate"]} == {
        "herts-valleys-clinical-commissioning-group",
        "national-probation-service",
    }


@pytest.mark.parametrize("width", [80, 120])
def test_matrix_fits_a_terminal(hscb: Hscb, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    out = hscb("section11", "matrix", "--no-color").out
    lines = [line.partition("\x1b")[0] for line in out.splitlines()]
    assert max(map(len, lines)) <= width
    assert ("Hertfordshire Constabulary (statutory)" in out) is (width == 80)
    assert "92 of 188 said yes" in " ".join(out.split())


def test_one_agency_means_its_directorates_too(hscb: Hscb) -> None:
    ran = hscb(
        *("--format", "json", "section11", "matrix", "--agency", "hertfordshire-county-council")
    )
    (row,) = json.loads(ran.out)["returns"]
    assert row["agency"] == "hertfordshire-county-council-childrens-services"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--cycle", "S11-2071"), "did you mean S11-2017?"),
        (("--agency", "hmp-the-mount"), "was not asked in S11-2017: Audited by the prison group"),
        (("--format", "xml"), "it can be text, json, csv, md"),
        (("--today", "2017-04-01"), "no Section 11 cycle was open by 1 April 2017"),
    ],
)
def test_what_cannot_be_shown_is_said(hscb: Hscb, arguments: tuple[str, ...], said: str) -> None:
    ran = hscb("section11", "matrix", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_confidential_return_stays_out_of_markdown(hscb: Hscb, board: Path) -> None:
    file = board / "section11/returns/S11-2017-hertfordshire-constabulary.yaml"
    file.write_text(f"{file.read_text('utf-8')}part: 2\n", encoding="utf-8")
    out = hscb("section11", "matrix", "--format", "md", "-C", board).out
    assert "Constabulary" not in out
    assert "Of 14 returns: 9 came on time, 1 late; 3 overdue" in out
    assert "1 confidential return is left out and not counted" in out


def test_moderation_that_is_done_is_not_late(hscb: Hscb) -> None:
    out = hscb("section11", "matrix", "--agency", "hertfordshire-constabulary").out
    assert out.endswith("by the Audit Sub Group is planned until 15 September 2017.\n  None.\n")
    out = hscb("section11", "matrix", "--agency", "national-probation-service").out
    assert "is due 15 September 2017, 66 days late.\n  National Probation" in out


@pytest.mark.parametrize(
    ("today", "said"), [("2017-05-02", "No return has come yet."), ("2017-06-28", "None.")]
)
def test_nothing_is_found_only_where_there_was_something_to_look_at(
    hscb: Hscb, today: str, said: str
) -> None:
    agency = ("--agency", "hertfordshire-community-nhs-trust")
    out = hscb("section11", "matrix", *agency, "--today", today).out
    _, _, found = out.partition("\nShortfalls without an action\n")
    assert found.startswith(f"  {said}\n")
    assert ("No return has come yet." in out) is (said != "None.")


def test_nothing_is_said_of_what_is_to_be_reconfirmed(hscb: Hscb, board: Path) -> None:
    opened(hscb, board, "--write")
    file = board / CONSTABULARY
    received = "received: [{on: 2018-06-20, version: 1}]\nstandards:"
    file.write_text(file.read_text("utf-8").replace("standards:", received), encoding="utf-8")
    out = hscb("section11", "matrix", "-C", board, "--today", "2018-07-02").out
    assert "never averaged.\n  No answer has a grade that counts yet.\n" in out


def test_unreadable_return_is_not_known(hscb: Hscb, board: Path) -> None:
    file = board / "section11/returns/S11-2017-stevenage-borough-council.yaml"
    file.write_text("cycle: [\n", encoding="utf-8")
    out = hscb("section11", "matrix", "-C", board).out
    assert "Stevenage Borough Council (statutory), not known: its file could not be read\n" in out


# --- The next cycle --------------------------------------------------------------------------


def test_next_cycle_is_shown_and_nothing_is_written(hscb: Hscb, board: Path) -> None:
    before = files(board)
    ran = opened(hscb, board)
    assert ran.code == 0
    golden("section11-open.text", ran.out)
    assert "hscb section11 open 2018-19 --write" in ran.err
    assert files(board) == before


def test_next_cycle_is_written_and_right(hscb: Hscb, board: Path) -> None:
    before = files(board)
    ran = opened(hscb, board, "--write")
    assert ran.code == 0
    after = files(board)
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + 16
    golden("section11-open-return.yaml", after[CONSTABULARY])
    assert hscb("validate", "-C", board).out.endswith("no problems (12 explained)\n")


def test_what_is_carried_forward_counts_once_it_is_reconfirmed(hscb: Hscb, board: Path) -> None:
    opened(hscb, board, "--write")
    file = board / CONSTABULARY
    text = file.read_text("utf-8").replace(
        "standards:", "received: [{on: 2018-06-20, version: 1}]\nstandards:"
    )
    file.write_text(text, encoding="utf-8")
    shown = hscb("section11", "matrix", "-C", board, "--today", "2018-07-02").out
    assert "on time: to be reconfirmed (1, 2, 3, 4, 5, 6, 7, 8, 9)\n" in shown
    said = hscb("show", "S11-2018-hertfordshire-constabulary", "-C", board, "--today", "2018-07-02")
    assert "9 answers carried forward are to be reconfirmed" in said.out
    assert "grades for standards 1, 2, 3, 4, 5, 6, 7, 8, 9" in hscb("validate", "-C", board).out
    lines = text.replace("    evidence:", "    reconfirmed: 2018-06-20\n    evidence:")
    file.write_text(lines, encoding="utf-8")
    shown = hscb("section11", "matrix", "-C", board, "--today", "2018-07-02").out
    assert "on time: partly-met (9), met (2, 3, 4, 5, 6, 7, 8), embedded (1)\n" in shown
    assert "no problems" in hscb("validate", "-C", board).out


def test_reason_that_speaks_of_this_year_is_to_be_checked(hscb: Hscb, board: Path) -> None:
    ran = opened(hscb, board)
    reason = "Answers through its directorates; Children's Services this year"
    assert f"does its reason still hold? hertfordshire-county-council: {reason}\n" in ran.err
    assert "Services this year'  # to be checked: it was said of 2017-18\n" in ran.out


@pytest.mark.parametrize("today", ["2018-03-01", "2018-09-12"])
def test_agencies_are_asked_after_today(hscb: Hscb, board: Path, today: str) -> None:
    """What is carried forward is known by its date, so it has to be older than the cycle."""
    assert opened(hscb, board, "--write", "--today", today).code == 0
    cycle = store.load(board).get(Cycle, "S11-2018")
    assert cycle
    assert cycle.moderation
    assert today < cycle.opened.isoformat() < cycle.due.isoformat()
    assert (cycle.due - cycle.opened).days == 67
    assert (cycle.opened.weekday(), cycle.due.weekday()) == (0, 4)


def test_dates_keep_their_weekday_and_miss_bank_holidays(hscb: Hscb, board: Path) -> None:
    out = opened(hscb, board, year="2019-20").out
    assert "opened: Tuesday 23 April 2019 (was Monday 24 April 2017)" in out  # after Easter


def test_who_is_asked_follows_the_law(hscb: Hscb, board: Path) -> None:
    def statutory(name: str, categories: list[dict[str, str]]) -> None:
        data = {"title": name, "basis": "statutory", "categories": categories}
        (board / f"agencies/{name}.yaml").write_text(document(data), encoding="utf-8")

    statutory("watford-borough-council", [{"paragraph": "(b)", "to": "2018-03-31"}])
    statutory("a-new-trust", [{"paragraph": "(h)", "from": "2018-04-01"}])
    ran = opened(hscb, board)
    assert "watford-borough-council: section 11 no longer names it since 31 March 2018" in ran.out
    assert "Asked for the first time\n  a-new-trust: statutory\n" in ran.out
    assert "returns/S11-2018-a-new-trust.yaml: no answers carried forward" in ran.out
    assert "returns/S11-2018-watford" not in ran.out


def test_occurrence_is_that_of_the_new_programme(hscb: Hscb, board: Path) -> None:
    first = "run hscb programme open 2018-19 first"
    err = opened(hscb, board).err
    assert f"no occurrence of row 5 in a programme of 2018-19 yet: {first}" in err
    assert first in opened(hscb, board, year="2019-20").err
    shutil.copy(board / "programme/2017-18.yaml", board / "programme/2018-19.yaml")
    assert "\nfulfils: 'PRG-2018-19/5@2018-06'\n" in opened(hscb, board).out


def test_improvement_that_has_shown_its_outcome_is_not_carried_forward(
    hscb: Hscb, board: Path
) -> None:
    file = board / "actions/ACT-2017-015.yaml"
    file.write_text(
        f"{file.read_text('utf-8')}withdrawn: {{on: 2017-11-01, reason: It is done otherwise, "
        "agreed_by: audit-sub-group}\n",
        encoding="utf-8",
    )
    opened(hscb, board, "--write")
    text = (board / CONSTABULARY).read_text("utf-8")
    assert "ACT-2017-015" not in text
    assert "ACT-2017-014" in text


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2017-18", "the first, S11-2017, is that of 2017-18; to prepare the next: hscb section11"),
        ("2028-29", "to prepare the next: hscb section11 open 2018-19"),
        ("2018", "'2018' is not a financial year; understood: 2017-18"),
    ],
)
def test_year_has_to_follow(hscb: Hscb, board: Path, year: str, said: str) -> None:
    ran = opened(hscb, board, year=year)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_nothing_is_written_over(hscb: Hscb, board: Path) -> None:
    (board / CONSTABULARY).write_text("cycle: S11-2018\nagency: x\n", encoding="utf-8")
    before = files(board)
    ran = opened(hscb, board, "--write")
    assert ran.code == 2
    assert f"{CONSTABULARY} is there already; nothing was written" in ran.err
    assert files(board) == before


def test_next_but_one_waits_for_the_next(hscb: Hscb, board: Path) -> None:
    opened(hscb, board, "--write")
    ran = opened(hscb, board, year="2019-20")
    assert ran.code == 2
    assert "S11-2018 opens only on 23 April 2018" in ran.err


def test_what_cannot_be_read_stops_it(hscb: Hscb, board: Path) -> None:
    file = board / "section11/returns/S11-2017-stevenage-borough-council.yaml"
    file.write_text("cycle: [\n", encoding="utf-8")
    ran = opened(hscb, board, "--write")
    assert ran.code == 2
    assert "S11-2017-stevenage-borough-council.yaml could not be read" in ran.err


def test_what_is_wrong_already_stops_it(hscb: Hscb, board: Path) -> None:
    file = board / "section11/returns/S11-2017-stevenage-borough-council.yaml"
    text = file.read_text("utf-8").replace("grade: met, on: 2017-06", "grade: good, on: 2017-06", 1)
    file.write_text(text, encoding="utf-8")
    ran = opened(hscb, board)
    assert ran.code == 2
    assert "`good` is no grade of S11-2018; put that right first: hscb validate" in ran.err


def test_link_is_not_followed(hscb: Hscb, board: Path, tmp_path: Path) -> None:
    shutil.move(board / "section11", tmp_path / "elsewhere")
    (board / "section11").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert opened(hscb, board, "--write").code == 2
    assert not (tmp_path / "elsewhere/cycles/S11-2018.yaml").exists()


@pytest.mark.parametrize("text", sorted({*HOSTILE["csv"], *HOSTILE["md"]}))
def test_text_is_carried_forward_as_it_was(hscb: Hscb, tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, register(text))
    before = store.load(folder)
    if before.left_out:  # a character that nobody sees is refused wherever it stands
        assert opened(hscb, folder, "--write").code == 2
        return
    ran = opened(hscb, folder, "--write")
    assert ran.code == 0
    read_text(ran.out)
    after = store.load(folder)
    assert not after.left_out
    old = before.get(Return, "S11-2017-a-constabulary")
    new = after.get(Return, "S11-2018-a-constabulary")
    assert old
    assert new
    assert new.completed_by == old.completed_by
    assert new.standards[0].evidence == old.standards[0].evidence
    assert new.standards[0].self_ == old.standards[0].self_
    assert not [problem for problem in check(after) if problem.record == new.id]


# --- The first cycle -------------------------------------------------------------------------


@pytest.fixture
def new(hscb: Hscb, tmp_path: Path) -> Path:
    """A register that nobody has written in since it was made."""
    folder = tmp_path / "new"
    agencies = (
        "--agency",
        "Kent Police",
        "--agency",
        "Kent County Council",
        "--agency",
        "A Charity",
    )
    named = ("--name", "Kent Board", "--area", "Kent", *agencies, "--group", "Audit Group")
    assert hscb("init", folder, *named, "--yes", "--today", "2026-04-20").code == 0
    return folder / "register"


def agency(folder: Path, name: str, **data: str) -> None:
    (folder / f"agencies/{name}.yaml").write_text(document({"title": name, **data}), "utf-8")


def first(folder: Path) -> Cycle:
    (cycle,) = store.load(folder).of(Cycle)
    return cycle


def test_first_cycle_is_made_from_the_register(hscb: Hscb, new: Path) -> None:
    agency(new, "a-service", basis="commissioned", commissioned_by="kent-county-council")
    agency(new, "a-directorate", basis="statutory", part_of="kent-county-council")
    before = files(new)
    shown = opened(hscb, new, "--today", "2026-04-20", year="2026-27")
    assert shown.out.startswith("S11-2026: Section 11 self-audit 2026-27, the first of this regi")
    assert "voluntary`? a-charity\n" in shown.err
    assert files(new) == before
    assert opened(hscb, new, "--today", "2026-04-20", "--write", year="2026-27").code == 0
    assert files(new).keys() - before.keys() == {"section11/cycles/S11-2026.yaml"}
    cycle = first(new)
    assert [(asked.agency, asked.basis) for asked in cycle.asked] == [
        ("a-service", "commissioned"),
        ("kent-county-council", "statutory"),
        ("kent-police", "statutory"),
    ]
    assert cycle.fulfils == "PRG-2026-27/5@2026-06"
    assert cycle.moderation
    dates = (cycle.opened, cycle.due, cycle.moderation.until)
    assert [day.isoformat() for day in dates] == ["2026-04-20", "2026-06-30", "2026-09-08"]
    assert "no problems" in hscb("validate", "-C", new).out
    asked = hscb("section11", "matrix", "-C", new, "--today", "2026-05-01").out
    assert "No return has come yet." in asked


def test_first_cycle_of_a_directorate_alone_without_programme_or_audit_group(
    hscb: Hscb, new: Path
) -> None:
    for file in [*(new / "agencies").glob("*.yaml"), *(new / "groups").glob("audit*.yaml")]:
        file.unlink()
    (new / "programme/2026-27.yaml").unlink()
    agency(new, "a-council", basis="other")
    agency(new, "a-directorate", basis="statutory", part_of="a-council")
    ran = opened(hscb, new, "--today", "2026-04-20", "--write", year="2027-28")
    assert ran.code == 0
    assert (
        "no occurrence of a row with `level: section-11` in a programme of 2027-28 yet\n" in ran.err
    )
    assert "who moderates? no group has `function: audit`\n" in ran.err
    cycle = first(new)
    assert [asked.agency for asked in cycle.asked] == ["a-directorate"]
    assert (cycle.opened.isoformat(), cycle.due.isoformat()) == ("2027-04-01", "2027-07-01")
    assert (cycle.fulfils, cycle.moderation) == (None, None)


def test_first_cycle_after_the_programme_wanted_it(hscb: Hscb, new: Path) -> None:
    ran = opened(hscb, new, "--today", "2026-11-21", "--write", year="2026-27")
    assert "does it still answer PRG-2026-27/5@2026-06, which was due 30 June 2026?\n" in ran.err
    cycle = first(new)
    assert (cycle.opened.isoformat(), cycle.due.isoformat()) == ("2026-11-23", "2027-02-23")


@pytest.mark.parametrize(
    ("year", "gone", "said"),
    [
        ("2025-26", "nothing", "it is too late to ask for returns in 2025-26"),
        ("2026-27", "agencies/kent-*.yaml", "section 11 names no agency of this register on 20"),
        ("2026-27", "standards.yaml", "there is no standards.yaml to answer"),
    ],
)
def test_first_cycle_that_cannot_be(hscb: Hscb, new: Path, year: str, gone: str, said: str) -> None:
    for file in new.glob(gone):
        file.unlink()
    ran = opened(hscb, new, "--today", "2026-04-20", "--write", year=year)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())
    assert not list((new / "section11").rglob("*.yaml"))
