"""What an action plan says, from small registers."""

from datetime import date
from typing import Any

import pytest

from builders import (
    a_board,
    a_concern,
    a_cycle,
    a_group,
    a_register,
    a_return,
    an_action,
    an_agency,
    an_audit,
    an_objective,
)
from hscb_pm.models import Record
from hscb_pm.papers import PAPERS, Audience, Paper, gather

TODAY = date(2017, 11, 20)
PLAN = PAPERS["action-plan"]
COUNCIL: dict[str, Any] = {"owner": {"agency": "a-council", "role": "Head of Early Help"}}
MOVED = (
    {
        "on": "2017-06-01",
        "was": "2017-06-30",
        "now": "2017-09-01",
        "reason": "Illness",
        "agreed_by": "board",
    },
    {
        "on": "2017-08-01",
        "was": "2017-09-01",
        "now": "2017-12-20",
        "reason": "A vacancy",
        "agreed_by": "board",
    },
)


def values(*records: Record, subject: str | None = None, public: bool = False) -> dict[str, Any]:
    register = a_register(
        a_board(),
        a_group("board", "board"),
        a_group(),
        an_agency(),
        an_agency("a-council"),
        *records,
    )
    audience = Audience.PUBLIC if public else Audience.INTERNAL
    register = register.for_public() if public else register
    return gather(PLAN, Paper(register, TODAY, None, audience, subject))


def shown(found: dict[str, Any]) -> dict[str, list[str]]:
    """The ids of the actions below each heading."""
    return {each["title"]: [row[0] for row in each["rows"]] for each in found["sections"]}


def test_exceptions_come_first_with_every_reason() -> None:
    implemented = {"on": "2017-03-01", "signed_off_by": "board"}
    found = values(
        an_action(),
        an_action("ACT-2017-002", due="2017-12-20", revisions=MOVED),
        an_action("ACT-2017-003", implemented=implemented),
    )
    assert [row[0] for row in found["late"]] == ["ACT-2017-001"]
    assert [row[0::2] for row in found["slipped"]] == [
        ("ACT-2017-002", "30 June 2017", "moved twice, 173 days")
    ]
    assert found["slipped"][0][5] == "Illness; A vacancy"
    assert [row[3] for row in found["waiting"]] == ["1 September 2017, 80 days late"]
    assert found["asked"] == [
        "ask what stands in the way of 1 action that is overdue, and by when it will be done",
        "ask for the overdue evidence of an outcome from 1 action that was signed off",
        "judge whether the reasons given for 1 action whose date has moved are good enough",
        "note the rest of this paper",
    ]


def test_action_stands_once_below_its_first_source() -> None:
    both = an_action(arises_from=("AUD-2017-01/R1",), objective="OBJ-2017-1")
    asked = a_concern(actions=("ACT-2017-001",), title="Late notes")
    found = values(
        both, asked, an_audit(), an_objective(title="Listening"), an_action("ACT-2017-002")
    )
    assert shown(found) == {
        "Core groups (AUD-2017-01)": ["ACT-2017-001"],
        "Other actions": ["ACT-2017-002"],
    }
    answers = [sentence for each in found["sections"] for sentence in each["answers"]]
    assert answers == ["ACT-2017-001 also answers Late notes (CNC-2017-01)."]


def test_objective_stands_for_an_action_that_nothing_else_led_to() -> None:
    found = values(an_action(objective="OBJ-2017-1"), an_objective(title="Listening"))
    assert shown(found) == {"Listening (OBJ-2017-1)": ["ACT-2017-001"]}


def test_plan_of_an_agency_is_by_owner_with_its_directorates() -> None:
    part = an_agency("early-help", part_of="a-council")
    owner = {"agency": "early-help", "role": "Manager"}
    found = values(
        part,
        an_action(**COUNCIL),
        an_action("ACT-2017-002", owner=owner, arises_from=("AUD-2017-01/R1",)),
        an_action("ACT-2017-003"),
        an_audit(),
        subject="a-council",
    )
    assert shown(found) == {
        "Head of Early Help, A Council": ["ACT-2017-001"],
        "Manager, Early Help": ["ACT-2017-002"],
    }
    assert found["sections"][1]["answers"] == ["ACT-2017-002 answers Core groups (AUD-2017-01)."]
    assert found["owners"] == []


@pytest.mark.parametrize(
    ("subject", "ids"),
    [
        ("AUD-2017-01", ["ACT-2017-001"]),
        ("OBJ-2017-1", ["ACT-2017-002"]),
        ("audit-sub-group", ["ACT-2017-003"]),
        ("S11-2017", ["ACT-2017-004"]),
        ("S11-2017-a-constabulary", ["ACT-2017-004"]),
    ],
)
def test_plan_of_a_source_or_a_group(subject: str, ids: list[str]) -> None:
    improvement = {"what": "Train", "action": "ACT-2017-004"}
    answered = ({"standard": 5, "improvements": (improvement,)},)
    found = values(
        an_audit(),
        an_objective(),
        a_cycle(),
        a_return(received=({"on": "2017-06-01", "version": 1},), standards=answered),
        an_action(arises_from=("AUD-2017-01/R1",)),
        an_action("ACT-2017-002", objective="OBJ-2017-1"),
        an_action("ACT-2017-003", group="audit-sub-group"),
        an_action("ACT-2017-004"),
        subject=subject,
    )
    assert [name for names in shown(found).values() for name in names] == ids


def test_closed_actions_are_short_and_last() -> None:
    achieved = (
        {
            "on": "2017-10-01",
            "result": "achieved",
            "evidence": ({"kind": "audit", "finding": "27 of 30"},),
        },
    )
    given_up = {"on": "2017-07-01", "reason": "It is done elsewhere", "agreed_by": "board"}
    found = values(
        an_action(outcomes=achieved),
        an_action("ACT-2017-002", withdrawn=given_up),
        an_action("ACT-2017-003", continued_by="ACT-2017-004"),
        an_action("ACT-2017-004", due="2018-01-31"),
    )
    assert shown(found) == {"Other actions": ["ACT-2017-004"]}
    assert [row[2] for row in found["closed"]] == [
        "achieved, 1 October 2017; 27 of 30",
        "given up on 1 July 2017: It is done elsewhere",
        "continued as ACT-2017-004",
    ]


def test_owners_are_counted() -> None:
    found = values(an_action(), an_action("ACT-2017-002", **COUNCIL, due="2018-01-31"))
    assert found["owners"] == [("A Constabulary", 1, 1, 0, 0), ("A Council", 1, 0, 0, 0)]


def test_what_is_not_agreed_yet_and_what_is_hidden_stays_out() -> None:
    found = values(
        an_action(agreed="2017-12-01"),
        an_action("ACT-2017-002", part=2),
        an_action("ACT-2017-003", arises_from=("AUD-2017-01/R1",)),
        an_audit(title="A secret", part=2),
        public=True,
    )
    assert shown(found) == {"Other actions": ["ACT-2017-003"]}
    assert "secret" not in str(found)
    assert "AUD-2017-01" not in str(found)
