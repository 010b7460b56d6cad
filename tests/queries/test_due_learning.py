"""When lessons, courses, documents and the Annual Report are looked at again, and what ends it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from asking import TODAY, brief, due
from builders import (
    a_board,
    a_course,
    a_document,
    a_group,
    a_lesson,
    a_meeting,
    a_programme,
    a_register,
    a_row,
    an_agency,
    an_annual_report,
)
from hscb_pm.models import Record
from hscb_pm.queries.due import due_items
from hscb_pm.queries.item import DueItem

TRAINERS = a_group("training-group", "training", chair="Head of Learning", reports_every="never")

# --- Lessons ---------------------------------------------------------------------------------


def test_lesson_is_passed_on_and_then_looked_for_in_practice() -> None:
    (item,) = due(a_lesson(), TRAINERS)
    assert (item.title, item.due) == ("Pass on: Ask the child", None)
    assert (item.lead, item.group, item.clause) == ("Business Manager", "training-group", "F11.3")
    passed_on = (
        {"on": "2017-08-31", "how": "Briefing"},
        {"on": "2017-06-30", "how": "Newsletter"},
        {"on": "2017-11-21", "how": "Seven-minute briefing"},
    )
    (item,) = due(a_lesson(disseminated=passed_on), TRAINERS)
    assert item.title == "Has it reached practice? Ask the child"
    assert brief([item]) == [("learning", "LRN-2017-01", "2018-02-28")]


def test_day_set_for_the_look_holds() -> None:
    assert due(a_lesson(check="2017-10-01"))[0].due == date(2017, 10, 1)


@pytest.mark.parametrize(("day", "is_due"), [("2017-11-20", False), ("2017-11-21", True)])
def test_evidence_that_it_has_reached_practice_ends_a_lesson(day: str, *, is_due: bool) -> None:
    embedded = ({"on": day, "kind": "audit", "finding": "27 of 30 files"},)
    assert bool(due(a_lesson(embedded=embedded))) is is_due


def test_lesson_that_nobody_has_taken_up_yet_is_not_to_be_passed_on() -> None:
    assert due(a_lesson(noted="2017-11-21")) == []


# --- Courses ---------------------------------------------------------------------------------


def evaluation(day: str) -> dict[str, Any]:
    return {"on": day, "how": "Survey", "answered": 20, "changed": 12, "finding": "They ask"}


def test_course_is_evaluated_three_months_after_it_was_last_held() -> None:
    sessions = ({"on": "2017-08-31"}, {"on": "2017-06-04"}, {"on": "2018-01-10"})
    (item,) = due(a_course(sessions=sessions), TRAINERS)
    assert brief([item]) == [("evaluation", "TRN-2017-01", "2017-11-30")]
    assert item.title == "Has it changed practice? Core groups"
    assert (item.lead, item.group, item.clause) == ("Head of Learning", "training-group", "F1.3")


def test_course_that_is_held_every_month_is_evaluated_within_a_year() -> None:
    sessions = tuple({"on": f"2017-{month:02}-04"} for month in range(1, 12))
    assert due(a_course(sessions=sessions))[0].due == date(2018, 1, 4)


@pytest.mark.parametrize(
    ("day", "is_due"),
    [
        ("2017-08-30", True),  # before the course
        ("2017-08-31", False),
        ("2017-11-20", False),
        ("2017-11-21", True),  # tomorrow
    ],
)
def test_asking_those_who_came_ends_it(day: str, *, is_due: bool) -> None:
    sessions = ({"on": "2017-10-04"}, {"on": "2017-08-31"})
    course = a_course(sessions=sessions, evaluations=(evaluation(day),))
    assert bool(due(course)) is is_due


def test_course_that_was_not_held_is_not_evaluated() -> None:
    assert due(a_course(), a_course(id="TRN-2017-02", sessions=({"on": "2017-11-21"},))) == []


def test_lead_of_a_course_is_asked_before_the_group_that_trains() -> None:
    lead = {"agency": "a-council", "role": "Head of Early Help"}
    course = a_course(sessions=({"on": "2017-10-04"},), lead=lead)
    (item,) = due(course, TRAINERS)
    assert (item.lead, item.agency) == ("Head of Early Help", "a-council")
    assert due(a_course(sessions=({"on": "2017-10-04"},)))[0].lead == "Business Manager"


# --- Documents -------------------------------------------------------------------------------


def test_document_is_reviewed_on_its_day() -> None:
    (item,) = due(a_document(review_by="2017-09-30", group="audit-sub-group"))
    assert brief([item]) == [("review-by", "DOC-2017-01", "2017-09-30")]
    assert item.title == "Review: Neglect"
    assert (item.lead, item.group) == ("Chair of the audit-sub-group", "audit-sub-group")


@pytest.mark.parametrize(
    ("reviewed", "title"),
    [
        ("2017-09-29", "Review: Neglect"),  # early: it says so by a later `review_by`
        ("2017-09-30", "Set a review date: Neglect"),
        ("2017-11-21", "Review: Neglect"),  # tomorrow
    ],
)
def test_review_wants_the_next_day(reviewed: str, title: str) -> None:
    document = a_document(review_by="2017-09-30", reviewed=({"on": reviewed},))
    assert [item.title for item in due(document)] == [title]


@pytest.mark.parametrize(
    ("type", "clause", "wants_a_day"),
    [
        ("procedure", "F4.5", True),
        ("guidance", "F4.5", True),
        ("learning-framework", "F2.7", True),
        ("protocol", "F4.6", False),
        ("audit-framework", "F8.6", False),
        ("escalation-policy", "F3.6", False),
        ("other", "F4.5", False),
    ],
)
def test_only_some_documents_need_a_day(type: str, clause: str, *, wants_a_day: bool) -> None:
    assert bool(due(a_document(type=type))) is wants_a_day
    assert due(a_document(type=type, review_by="2018-01-01"))[0].clause == clause


def test_document_of_an_agency_is_for_its_safeguarding_lead() -> None:
    agency = an_agency(safeguarding_lead="Head of Public Protection")
    document = a_document(agency="a-constabulary", review_by="2018-01-01")
    (item,) = due(document, agency)
    assert (item.lead, item.agency) == ("Head of Public Protection", "a-constabulary")
    assert due(a_document(review_by="2018-01-01"))[0].lead == "Business Manager"


def test_document_that_is_not_agreed_yet_is_not_reviewed() -> None:
    assert due(a_document(review_by="2018-01-01", agreed="2017-11-21")) == []
    assert due(a_document(review_by="2018-01-01", agreed="2017-11-20")) != []


# --- The Annual Report -----------------------------------------------------------------------

PROGRAMME = a_programme(
    a_row(1, schedule={"every": "year"}, feeds_annual_report=True),
    a_row(2, schedule={"every": "quarter"}, feeds_annual_report=True),
    a_row(3, schedule={"every": "month"}),
)


def annual(*records: Record, today: date = TODAY) -> list[DueItem]:
    return due(*records, kind="annual-report", today=today)


def test_annual_report_is_due_half_a_year_after_the_year_of_its_programme() -> None:
    board = a_group("board", "board", chair="Independent Chair")
    (item,) = annual(PROGRAMME, board)
    assert brief([item]) == [("annual-report", "ANR-2017-18", "2018-09-30")]
    assert item.title == "Annual Report 2017-18"
    assert (item.lead, item.group, item.clause) == ("Independent Chair", "board", "FA.2")
    assert annual(PROGRAMME, today=date(2017, 3, 31)) == []
    assert annual(board) == []


def test_annual_report_says_what_it_waits_for() -> None:
    said = "; 5 occurrences that it draws on are still to come"
    assert annual(PROGRAMME)[0].advice.endswith(said)
    done = [{"fulfils": f"PRG-2017-18/2@2017-18-Q{number}"} for number in (1, 2, 3, 4)]
    items = (*done, {"fulfils": "PRG-2017-18/1@2017-18"})
    assert annual(PROGRAMME, a_meeting(items=items))[0].advice.endswith("link: …}`")


def test_draft_has_its_own_day_and_needs_no_programme() -> None:
    draft = an_annual_report(due="2018-07-31", inputs=("PRG-2017-18/1@2017-18",))
    (item,) = annual(draft)
    assert brief([item]) == [("annual-report", "ANR-2017-18", "2018-07-31")]
    assert item.advice == "when it is out, add `published: {on: …, link: …}`"
    assert brief(annual(draft, PROGRAMME)) == brief([item])


@pytest.mark.parametrize(("day", "is_due"), [("2018-10-01", False), ("2018-10-02", True)])
def test_annual_report_is_due_until_it_is_out(day: str, *, is_due: bool) -> None:
    out = an_annual_report(published={"on": day})
    assert bool(annual(PROGRAMME, out, today=date(2018, 10, 1))) is is_due


def test_annual_report_is_not_asked_for_from_before_the_register_was_kept() -> None:
    assert annual(PROGRAMME, a_board(kept_since="2018-10-01"), today=date(2018, 10, 1)) == []
    assert annual(PROGRAMME, a_board(kept_since="2018-09-30"), today=date(2018, 10, 1)) != []


@pytest.mark.parametrize(
    "unread",
    [{"rejected": frozenset({"ANR-2017-18"})}, {"left_out": ("annual-reports",)}],
)
def test_annual_report_that_cannot_be_read_is_not_missing(unread: dict[str, Any]) -> None:
    register = replace(a_register(PROGRAMME), **unread)
    assert "annual-report" not in {item.kind for item in due_items(register, TODAY)}
