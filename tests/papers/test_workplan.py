"""What the paper of a group's work plan says, from small registers."""

from datetime import date
from typing import Any

from builders import (
    a_board,
    a_group,
    a_meeting,
    a_programme,
    a_register,
    a_row,
    a_work_plan,
    an_action,
    an_agency,
    an_objective,
)
from hscb_pm.models import Record
from hscb_pm.papers import PAPERS, Audience, Paper, gather
from hscb_pm.papers.front import meeting_for

TODAY = date(2017, 11, 20)
KIND = PAPERS["workplan"]
GROUP = a_group(chair="Chair of the Audit Sub Group")
OBJECTIVE = an_objective(title="Listening", groups=("audit-sub-group",))
AIM: dict[str, Any] = {"objective": "OBJ-2017-1", "aim": "Ask every child"}


def values(*records: Record, public: bool = False) -> dict[str, Any]:
    register = a_register(a_board(), a_group("board", "board"), GROUP, an_agency(), *records)
    register = register.for_public() if public else register
    meeting = meeting_for(KIND, register, TODAY, GROUP.id)
    audience = Audience.PUBLIC if public else Audience.INTERNAL
    return gather(KIND, Paper(register, TODAY, meeting, audience, GROUP.id))


def test_plan_says_who_completed_it_and_what_is_missing() -> None:
    plan = a_work_plan(aims=(AIM,), agreed="2017-05-16", completed_by="Business Manager")
    other = an_objective("OBJ-2017-2", title="Early help", groups=("audit-sub-group",))
    found = values(plan, OBJECTIVE, other)
    assert found["said"] == (
        "The plan was completed by the Business Manager; it was agreed on 16 May 2017."
    )
    assert found["missing"] == [
        "The plan has no aim for “Early help” (OBJ-2017-2).",
        "No progress is recorded on “Listening” (OBJ-2017-1).",
        "It was completed by the Business Manager, and not by the Chair of the Audit Sub Group.",
    ]
    assert ("Author", "Business Manager") in found["front"]


def test_group_without_a_plan_says_so_and_what_is_due() -> None:
    found = values(OBJECTIVE)
    assert found["said"] == (
        "There is no work plan of 2017-18, though the group carries objectives."
    )
    assert found["late"][0][1] == "Work plan of the Audit Sub Group, 2017-18"
    assert found["asked"][0].startswith("say what stands in the way of what is overdue")
    assert values()["said"] == "There is no work plan of 2017-18; no objective asks for one."


def test_hidden_plan_is_neither_shown_nor_called_missing() -> None:
    found = values(a_work_plan(aims=(AIM,), part=2), OBJECTIVE, public=True)
    assert found["said"] == "No work plan of 2017-18 can be shown here."
    assert "WPL-2017-01" not in str(found)
    assert "Ask every child" not in str(found)


def test_hidden_objective_is_not_named() -> None:
    secret = an_objective(title="Secret", groups=("audit-sub-group",), part=2)
    found = values(a_work_plan(aims=(AIM,)), secret, an_action(group=GROUP.id), public=True)
    assert "Secret" not in str(found)
    assert "OBJ-2017-1" not in str(found)


def test_actions_stand_below_their_objective() -> None:
    found = values(
        a_work_plan(aims=(AIM | {"progress": "Half way"},)),
        OBJECTIVE,
        an_action(group=GROUP.id, objective="OBJ-2017-1"),
        an_action("ACT-2017-002", group=GROUP.id, due="2018-01-31"),
        an_action("ACT-2017-003", group="board", objective="OBJ-2017-1"),
    )
    (objective,) = found["objectives"]
    assert (objective["aim"], objective["progress"]) == ("Ask every child", "Half way")
    assert [row[0] for row in objective["rows"]] == ["ACT-2017-001"]
    assert [row[0] for row in found["others"]] == ["ACT-2017-002"]


def test_next_three_months_and_what_was_carried_over() -> None:
    old: dict[str, Any] = {"group": GROUP.id, "agreed": "2017-01-10"}
    achieved = ({"on": "2017-03-01", "result": "achieved"},)
    found = values(
        an_action(due="2018-02-20", **old),
        an_action("ACT-2017-002", due="2018-02-21", **old),
        an_action("ACT-2017-003", due="2017-03-01", outcomes=achieved, **old),
        an_action("ACT-2017-004", due="2018-02-01", group=GROUP.id, agreed="2017-04-01"),
    )
    assert [row[2] for row in found["ahead"]] == ["ACT-2017-004", "ACT-2017-001"]
    assert [row[0] for row in found["carried_over"]] == ["ACT-2017-001", "ACT-2017-002"]


def test_rows_that_it_leads() -> None:
    lead = {"group": GROUP.id, "role": "Chair"}
    found = values(a_programme(a_row(11, title="Single agency audits", lead=lead), a_row(7)))
    assert [row[:2] for row in found["rows"]] == [(11, "Single agency audits")]


def test_meeting_is_that_of_the_group() -> None:
    meeting = a_meeting(group=GROUP.id, date="2018-01-16", attendance=())
    found = values(meeting, a_meeting("MTG-2017-02", date="2017-12-13", attendance=()))
    assert found["front"][0] == ("Meeting", "Audit Sub Group, Tuesday 16 January 2018")
    assert found["group"] == "Audit Sub Group"
