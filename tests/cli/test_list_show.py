"""`hscb list` and `hscb show` as somebody sees them who is looking something up."""

import csv
import io
import json
from pathlib import Path

import pytest

from hostile import write
from hscb_pm.models import RECORD_TYPES
from hscb_pm.queries.states import STATES
from running import Hscb, golden


def listed(hscb: Hscb, *arguments: str) -> list[str]:
    """The ids that a list holds."""
    ran = hscb("list", *arguments, "--format", "json")
    assert ran.code == 0
    return [row["record"] for row in json.loads(ran.out)["records"]]


def test_kinds_are_listed(hscb: Hscb) -> None:
    out = hscb("list").out
    assert "action             36  actions\n" in out
    assert len(out.splitlines()) == len(RECORD_TYPES)


@pytest.mark.parametrize("format", ["text", "md", "csv"])
def test_list_of_actions(hscb: Hscb, format: str) -> None:
    golden(f"list-actions.{format}", hscb("list", "actions", "--format", format).out)


@pytest.mark.parametrize("word", ["return", "returns", "section11/returns", "Returns"])
def test_kind_goes_by_several_names(hscb: Hscb, word: str) -> None:
    assert hscb("list", word).out.startswith("12 returns: 1 awaited, 9 moderated and 2 received\n")


def test_filters(hscb: Hscb) -> None:
    withdrawn = listed(hscb, "actions", "--state", "Withdrawn")
    assert withdrawn == ["ACT-2017-008"]
    assert "ACT-2017-014" in listed(hscb, "actions", "--agency", "hertfordshire-constabulary")
    assert "ACT-2017-007" not in listed(hscb, "actions", "--group", "audit-sub-group")
    assert listed(hscb, "actions", "--where", "due=2017-11-17") == ["ACT-2017-014"]
    assert listed(hscb, "actions", "--where", "measure=") == ["ACT-2017-010"]
    lados = listed(hscb, "actions", "--where", "owner.role~sergeant", "--where", "due=2017-11-17")
    assert lados == ["ACT-2017-014"]
    every = listed(hscb, "actions")
    assert sorted([*listed(hscb, "actions", "--where", "due!=2017-11-17"), *lados]) == every
    graded = listed(hscb, "returns", "--where", "standards.moderated.grade=not-met")
    assert graded
    assert set(graded) < set(listed(hscb, "returns"))


def test_agency_means_its_directorates_too(hscb: Hscb) -> None:
    council = listed(hscb, "actions", "--agency", "hertfordshire-county-council")
    part = listed(hscb, "actions", "--agency", "hertfordshire-county-council-childrens-services")
    assert part
    assert set(part) <= set(council)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["actoin"], "did you mean action?"),
        (["actions", "--where", "owner.rle=x"], "did you mean owner.role?"),
        (["actions", "--where", "owner"], "write FIELD=VALUE"),
        (["actions", "--state", "opne"], "did you mean open?"),
        (["agencies", "--state", "open"], "have no states"),
        (["actions", "--agency", "hertfordshire-constablary"], "did you mean hertfordshire-con"),
        (["actions", "--format", "xml"], "it can be text, json, csv, md"),
    ],
)
def test_slips_are_explained(hscb: Hscb, arguments: list[str], said: str) -> None:
    ran = hscb("list", *arguments)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_every_state_listed_is_one_that_can_be_asked_for(hscb: Hscb) -> None:
    for kind, states in STATES.items():
        rows = json.loads(hscb("list", kind.kind, "--format", "json").out)["records"]
        assert {row["state"] for row in rows} <= set(states)


@pytest.mark.parametrize("format", ["text", "md", "csv"])
def test_one_action(hscb: Hscb, format: str) -> None:
    golden(f"show-action.{format}", hscb("show", "ACT-2017-002", "--format", format).out)


def test_action_as_json(hscb: Hscb) -> None:
    body = json.loads(hscb("show", "ACT-2017-014", "--format", "json").out)
    assert body["record"]["id"] == "ACT-2017-014"
    assert body["state"] == "in progress"
    assert body["says"]["owner"]["agency"] == "hertfordshire-constabulary"
    assert body["named_by"][0]["field"] == "standards.7.improvements.0.action"
    assert [item["days"] for item in body["due"]] == [-3]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("AUD-2017-02/R2", "Named by\n  ACT-2017-024: "),
        ("AUD-2017-02/F1", "Kind: shortfall"),
        ("PRG-2017-18/7", "HSCB Data set"),
        ("PRG-2017-18/7@2017-18-Q2", "State: done (MTG-2017-26 answered it on 26 October 2017"),
        ("PRG-2017-18/13@2017-06", "State: to do (due 30 June 2017, 143 days late)"),
        ("S11-2017-watford-borough-council", "return · no file yet"),
        ("hertfordshire-constabulary", "Follow-up report: The child's account"),
        ("audit-sub-group", "Chair: Chair of the Audit Sub Group"),
        ("board.yaml", "Area: Hertfordshire"),
        ("standards.yaml", "Standards 9: "),
    ],
)
def test_anything_with_an_id_can_be_shown(hscb: Hscb, record: str, said: str) -> None:
    ran = hscb("show", record)
    assert ran.code == 0
    assert said in ran.out


@pytest.mark.parametrize("format", ["text", "json", "csv", "md"])
def test_every_record_can_be_shown(hscb: Hscb, format: str) -> None:
    for kind in ("action", "audit", "cycle", "indicator", "objective", "programme", "meeting"):
        record = listed(hscb, kind)[-1]
        ran = hscb("show", record, "--format", format)
        assert ran.code == 0
        assert record in ran.out


def test_csv_has_no_formula(hscb: Hscb) -> None:
    rows = list(csv.reader(io.StringIO(hscb("show", "ACT-2017-014", "--format", "csv").out)))
    assert rows[0] == ["\ufefffield", "value"]
    assert ["state", "in progress"] in rows


def test_unknown_id_names_the_nearest(hscb: Hscb) -> None:
    ran = hscb("show", "ACT-2017-99")
    assert ran.code == 2
    assert "did you mean" in ran.err


def test_standard_can_be_shown_by_its_own_name(hscb: Hscb) -> None:
    ran = hscb("show", "standard 9")
    assert ran.code == 0
    assert ran.out.startswith("standard 9: Work with individual children and their families\n")


@pytest.mark.parametrize(
    "path", ["actions/ACT-2017-014.yaml:11", "register/actions/ACT-2017-014.yaml"]
)
def test_file_that_due_names_can_be_shown(hscb: Hscb, path: str) -> None:
    assert hscb("show", path).out.startswith("ACT-2017-014: ")


def test_what_was_agreed_later_is_not_open_yet(hscb: Hscb) -> None:
    out = hscb("list", "actions", "--today", "2017-06-15", "--state", "not agreed yet").out
    assert "ACT-2017-023  not agreed yet" in out
    assert "22 open" not in hscb("report", "board", "--today", "2017-06-15").out


def test_first_day_of_a_return_is_told(hscb: Hscb) -> None:
    record = "S11-2017-herts-valleys-clinical-commissioning-group"
    assert "on 30 June 2017, again on 20 October 2017" in hscb("show", record).out


def test_conditions_that_mean_nothing_say_what_to_write(hscb: Hscb) -> None:
    ran = hscb("list", "actions", "--where", "due==2018-01-31")
    assert ran.code == 2
    assert "one `=` too many; write due=2018-01-31" in ran.err
    ran = hscb("list", "actions", "--where", ".role=LADO")
    assert "'.role' is no field; write one, or several with dots: owner.role" in ran.err
    ran = hscb("list", "--state", "open")
    assert ran.code == 2
    assert "name a kind: board, standards, agency" in ran.err
    ran = hscb("list", "actions", "--where", f"progress.{'9' * 5000}.on=2017-01-01")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "no actions")


def test_what_is_passed_on_holds_no_counts_of_a_private_register(
    hscb: Hscb, tmp_path: Path
) -> None:
    board = {"title": "A Board", "area": "Exampleshire", "register_is": "private"}
    deaths = {"counts": {"notified": 4, "reviewed": 61009}}
    write(tmp_path, {"board.yaml": board, "child-deaths/CDP-2017-18.yaml": deaths})
    show = ("show", "CDP-2017-18", "-C", tmp_path, "--today", "2018-06-01")
    assert "61009" in hscb(*show).out
    assert "61009" not in hscb(*show, "--format", "md").out


def test_the_paper_of_an_item_is_no_record_of_that_name(hscb: Hscb) -> None:
    out = hscb("show", "MTG-2017-34").out
    assert "paper board" in out
    assert "(board)" in out, "the group that meets is one"
    assert "paper Hertfordshire" not in out
