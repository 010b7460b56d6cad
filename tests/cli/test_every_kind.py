"""`hscb list` and `hscb show` for the kinds of record that fall due by themselves."""

import json
from pathlib import Path

import pytest

from hostile import register, write
from hscb_pm.models import RECORD_TYPES
from hscb_pm.queries.states import STATES
from running import Hscb

KINDS = [kind.kind for kind in RECORD_TYPES if kind in STATES]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("r"), register("Plain words"))


def listed(hscb: Hscb, folder: Path, *arguments: str) -> list[str]:
    ran = hscb("-C", folder, "list", *arguments, "--format", "json")
    assert ran.code == 0
    return [row["record"] for row in json.loads(ran.out)["records"]]


@pytest.mark.parametrize("kind", KINDS)
def test_each_record_is_in_one_of_the_states_of_its_kind(
    hscb: Hscb, folder: Path, kind: str
) -> None:
    (states,) = [states for model, states in STATES.items() if model.kind == kind]
    found = [record for state in states for record in listed(hscb, folder, kind, "--state", state)]
    assert sorted(found) == listed(hscb, folder, kind)


@pytest.mark.parametrize(
    ("kind", "condition", "found"),
    [
        ("group-reports", "to=board", ["RPT-2017-01"]),
        ("work-plans", "aims.objective=OBJ-2017-1", ["WPL-2017-01"]),
        ("chair-meetings", "meetings.agency=a-constabulary", ["CHM-2017-18"]),
        ("chases", "sent.rung=overdue", ["CHS-2017-18"]),
        ("ratings", "closed=", ["RTG-2017-18"]),
        ("feedback", "themes.kind!=concern", []),
        ("escalations", "with=a-constabulary", ["ESC-2017-01"]),
        ("concerns", "closed.on=2018-06-01", ["CNC-2017-01"]),
        ("learning", "disseminated.how~plain", ["LRN-2017-01"]),
        ("training", "sessions.on=2017-06-01", ["TRN-2017-01"]),
        ("documents", "type=protocol", ["DOC-2017-01"]),
        ("annual-reports", "published=", ["ANR-2017-18"]),
        ("reviews", "type=serious-case-review", ["REV-2017-01"]),
    ],
)
def test_records_are_found_by_their_fields(
    hscb: Hscb, folder: Path, kind: str, condition: str, found: list[str]
) -> None:
    assert listed(hscb, folder, kind, "--where", condition) == found


def test_escalation_stands_with_the_agency_that_has_to_answer(hscb: Hscb, folder: Path) -> None:
    rows = json.loads(hscb("-C", folder, "list", "escalations", "--format", "json").out)
    assert [row["agency"] for row in rows["records"]] == ["a-constabulary"]


@pytest.mark.parametrize(
    ("record", "state", "said"),
    [
        ("RPT-2017-01", "received (on 20 July 2017; nobody has considered it)", "To: Plain words"),
        ("WPL-2017-01", "draft (it is not agreed yet)", "Aims 1: objective Plain words"),
        ("CHM-2017-18", None, "Meetings 1: on 1 June 2017; agency Plain words (a-constabulary)"),
        ("CHS-2017-18", None, "Sent 1: on 1 November 2017; to agency Plain words (a-constabulary)"),
        ("RTG-2017-18", "open (members were asked on 1 September 2017)", "Scale: Plain words"),
        ("FBK-2017-01", "heard (1 concern of practitioners to answer)", "no date: Answer 1"),
        ("ESC-2017-01", "open (for 172 days, since 1 June 2017)", "With: Plain words"),
        ("CNC-2017-01", "open (since 1 June 2017)", "Found by: data"),
        (
            "LRN-2017-01",
            (
                "passed on (on 1 July 2017; whether it took hold is to be looked at by "
                "1 January 2018, in 42 days)"
            ),
            "1 January 2018, in 42 days: Has it reached practice? Plain words",
        ),
        (
            "TRN-2017-01",
            "held (1 session; nobody has asked whether it changed practice)",
            "1 September 2017, 80 days late: Has it changed practice? Plain words",
        ),
        (
            "DOC-2017-01",
            "review late (to be looked at again by 30 September 2017, 51 days late)",
            "30 September 2017, 51 days late: Review: Plain words",
        ),
        (
            "ANR-2017-18",
            "to come (due 30 September 2018, in 314 days)",
            "30 September 2018, in 314 days: Annual Report 2017-18",
        ),
        (
            "REV-2017-01",
            "reported (on 2 October 2017; the Plain words has not seen it)",
            "6 December 2017, in 16 days: Present to the Plain words",
        ),
    ],
)
def test_record_is_shown_with_its_state_and_what_is_due(
    hscb: Hscb, folder: Path, record: str, state: str | None, said: str
) -> None:
    lines = hscb("-C", folder, "show", record).out.splitlines()
    shown = [line.strip() for line in lines]
    assert [line for line in shown if line.startswith("State: ")] == (
        [f"State: {state}"] if state else []
    )
    assert any(line.startswith(said) for line in shown)
