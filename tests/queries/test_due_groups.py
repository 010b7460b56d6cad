"""When sub groups owe their reports and work plans, and what ends it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from asking import TODAY, brief, due
from builders import (
    a_board,
    a_group,
    a_group_report,
    a_meeting,
    a_programme,
    a_register,
    a_row,
    a_work_plan,
    an_objective,
)
from hscb_pm.models import Group, GroupReport, Record, WorkPlan
from hscb_pm.queries.due import due_items
from hscb_pm.queries.item import DueItem

EXECUTIVE = a_group("executive-group", "executive", chair="Independent Chair")
AUDIT = a_group(chair="Audit Group Chair")
OBJECTIVE = an_objective(groups=("audit-sub-group",))


def reports(*records: Record, group: Group = AUDIT, today: date = TODAY) -> list[DueItem]:
    return due(EXECUTIVE, group, *records, kind="group-report", today=today)


# --- Reports ---------------------------------------------------------------------------------


def test_report_of_each_quarter_that_has_begun_is_due_a_month_after_it() -> None:
    assert brief(reports()) == [
        ("group-report", "audit-sub-group", "2017-07-30"),
        ("group-report", "audit-sub-group", "2017-10-30"),
        ("group-report", "audit-sub-group", "2018-01-30"),
    ]


def test_report_is_owed_by_the_chair_of_its_own_group() -> None:
    item = reports()[0]
    assert item.title == "Report of the Audit Sub Group, 2017-18 Q1 (April to June 2017)"
    assert (item.lead, item.group, item.clause) == ("Audit Group Chair", "audit-sub-group", "F3.8")


def test_report_is_due_with_the_papers_of_the_next_meeting_of_the_executive() -> None:
    on_the_last_day = a_meeting(group="executive-group", date="2017-09-30")
    after = a_meeting("MTG-2017-02", group="executive-group", date="2017-10-18")
    papers = a_meeting(
        "MTG-2017-03", group="executive-group", date="2018-01-17", papers_by="2018-01-08"
    )
    days = [item.due for item in reports(on_the_last_day, after, papers)]
    assert days == [date(2017, 9, 30), date(2017, 10, 18), date(2018, 1, 8)]


def test_report_goes_to_the_group_above_where_there_is_no_executive() -> None:
    group = a_group(reports_to="board")
    meeting = a_meeting(group="board", date="2017-07-05")
    item = due(group, meeting, kind="group-report")[0]
    assert item.due == date(2017, 7, 5)
    assert "`to: board`" in item.advice
    assert due(a_group(), meeting, kind="group-report") == []


def test_group_can_report_once_a_year_or_not_at_all() -> None:
    assert brief(reports(group=a_group(reports_every="year"))) == [
        ("group-report", "audit-sub-group", "2018-04-30")
    ]
    assert reports(group=a_group(reports_every="never")) == []


def test_neither_the_board_nor_its_executive_reports_to_the_executive() -> None:
    assert due(EXECUTIVE, a_group("board", "board"), kind="group-report") == []


def test_report_is_owed_until_the_day_it_came() -> None:
    came = a_group_report(received="2017-07-20")
    before = reports(came, today=date(2017, 7, 19))
    assert brief(before)[0] == ("group-report", "RPT-2017-01", "2017-07-30")
    assert before[0].advice == "when it comes, add `received:`, `activity:` and `outcomes:`"
    assert reports(came, today=date(2017, 7, 20))[0].record == "audit-sub-group"  # of Q2


def test_report_of_one_year_is_still_owed_in_the_next_if_a_programme_shows_the_year() -> None:
    in_may = date(2018, 5, 14)
    assert len(reports(today=in_may)) == 1
    programme = a_programme(a_row(schedule={"when": "as-required"}))
    assert len(reports(programme, today=in_may)) == 5


def test_report_is_not_owed_from_before_the_register_was_kept() -> None:
    board = a_board(kept_since="2017-10-30")
    assert [item.due for item in reports(board)] == [date(2017, 10, 30), date(2018, 1, 30)]


def test_report_that_came_is_to_be_presented() -> None:
    came = a_group_report(received="2017-07-20")
    meeting = a_meeting(group="executive-group", date="2017-12-13", papers_by="2017-12-04")
    (paper,) = [i for i in due(EXECUTIVE, AUDIT, came, meeting, kind="paper") if i.file == came.id]
    assert paper.title == (
        "Present to the Executive Group: Report of the Audit Sub Group, 2017-18 Q1"
    )
    assert (paper.lead, paper.group, paper.clause, paper.due) == (
        "Audit Group Chair",
        "executive-group",
        "F3.8",
        date(2017, 12, 4),
    )
    assert paper.advice == ("put it on the agenda: an item `about: RPT-2017-01` in MTG-2017-01")


@pytest.mark.parametrize(
    ("day", "is_presented"),
    [
        ("2017-07-19", False),  # before it came
        ("2017-07-20", True),
        ("2017-11-20", True),
        ("2017-11-21", False),  # tomorrow
    ],
)
def test_report_is_presented_by_a_meeting_after_it_came(day: str, *, is_presented: bool) -> None:
    came = a_group_report(received="2017-07-20")
    items = ({"about": "RPT-2017-01"},)
    meeting = a_meeting(group="executive-group", date=day, items=items)
    papers = due(EXECUTIVE, AUDIT, came, meeting, kind="paper")
    assert [item.record for item in papers] == ([] if is_presented else ["RPT-2017-01"])


def test_another_group_that_saw_a_report_is_not_the_one_it_goes_to() -> None:
    came = a_group_report(received="2017-07-20")
    meeting = a_meeting(group="board", items=({"about": "RPT-2017-01"},))
    assert due(EXECUTIVE, AUDIT, came, meeting, kind="paper") != []


# --- Work plans ------------------------------------------------------------------------------


def plans(*records: Record, today: date = TODAY, **objective: Any) -> list[DueItem]:
    found = OBJECTIVE.model_copy(update=objective) if objective else OBJECTIVE
    return due(AUDIT, EXECUTIVE, found, *records, kind="work-plan", today=today)


def test_work_plan_is_due_by_the_end_of_april() -> None:
    (item,) = plans()
    assert item.title == "Work plan of the Audit Sub Group, 2017-18"
    assert (item.record, item.due) == ("audit-sub-group", date(2017, 4, 30))
    assert (item.lead, item.group, item.clause) == ("Audit Group Chair", "audit-sub-group", "F4.2")


def test_draft_is_to_be_agreed() -> None:
    (item,) = plans(a_work_plan(agreed="2017-11-21"))
    assert item.record == "WPL-2017-01"
    assert item.advice == "when it is agreed, add `agreed:` with the day"
    assert plans(a_work_plan(agreed="2017-11-20")) == []


def test_plan_of_another_year_or_group_is_not_this_one() -> None:
    assert plans(a_work_plan(agreed="2016-04-20", year="2016-17")) != []
    assert plans(a_work_plan(agreed="2017-04-20", group="executive-group")) != []


def test_plan_of_a_year_that_is_over_is_not_asked_for() -> None:
    programme = a_programme(a_row(schedule={"when": "as-required"}), id="PRG-2016-17")
    assert [item.due for item in plans(programme)] == [date(2017, 4, 30)]
    assert [item.due for item in plans(today=date(2018, 4, 1))] == [date(2018, 4, 30)]


def test_plan_is_owed_only_by_groups_with_an_objective_of_this_year() -> None:
    assert plans(groups=("executive-group",)) == []
    assert plans(from_=date(2018, 4, 1)) == []
    assert plans(to=date(2017, 3, 31)) == []
    assert plans(to=date(2017, 4, 1)) != []


def test_plan_is_not_owed_from_before_the_register_was_kept() -> None:
    assert plans(a_board(kept_since="2017-05-01")) == []
    assert plans(a_board(kept_since="2017-04-30")) != []


# --- Files that could not be read ------------------------------------------------------------


@pytest.mark.parametrize("path", ["{}/one.yaml", "{}/2017/one.yaml", "{}"])
@pytest.mark.parametrize("kind", [GroupReport, WorkPlan])
def test_what_an_unreadable_file_may_hold_is_not_missing(kind: type[Record], path: str) -> None:
    register = a_register(
        EXECUTIVE, AUDIT, OBJECTIVE, a_group_report(received=None), a_work_plan(year="2016-17")
    )
    unread = replace(register, left_out=(path.format(kind.folder),))
    wanted = {"group-report", "work-plan"}
    asked = {(i.kind, i.record) for i in due_items(register, TODAY) if i.kind in wanted}
    still = {(i.kind, i.record) for i in due_items(unread, TODAY) if i.kind in wanted}
    assert asked == {
        ("group-report", "RPT-2017-01"),
        ("group-report", "audit-sub-group"),
        ("work-plan", "audit-sub-group"),
    }
    assert asked - still == {(kind.kind, "audit-sub-group")}
