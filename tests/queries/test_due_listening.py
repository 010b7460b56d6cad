"""When members, practitioners and agencies are to be heard, and what ends it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from asking import TODAY, brief, due
from builders import (
    a_board,
    a_concern,
    a_group,
    a_rating,
    a_register,
    an_agency,
    an_escalation,
    chair_meetings,
    some_feedback,
)
from hscb_pm.models import Record
from hscb_pm.queries.due import due_items

MEMBERS = ("a-constabulary", "a-council", "a-hospital", "a-school", "a-charity")
BOARD = a_group("board", "board", title="The Board", chair="Independent Chair", members=MEMBERS)
COUNCIL = an_agency("a-council", safeguarding_lead="Director of Children's Services")

# --- The Chair's meetings --------------------------------------------------------------------


def test_chair_is_to_meet_every_member_by_the_end_of_the_year() -> None:
    agencies = [an_agency(member) for member in MEMBERS]
    (item,) = due(BOARD, *agencies, kind="chair-meeting")
    assert brief([item]) == [("chair-meeting", "CHM-2017-18", "2018-03-31")]
    assert item.title == (
        "The Chair's meetings with 5 members, 2017-18: "
        "A Constabulary, A Council, A Hospital and 2 more"
    )
    assert (item.lead, item.group, item.clause) == ("Independent Chair", "board", "F3.3")


def test_member_who_was_met_this_year_is_not_to_be_met_again() -> None:
    met = [{"on": "2017-06-01", "agency": member} for member in MEMBERS[:-1]]
    last = {"on": "2017-11-20", "agency": "a-charity"}
    (item,) = due(BOARD, chair_meetings(*met), kind="chair-meeting")
    assert item.title == "The Chair's meetings with 1 member, 2017-18: a-charity"
    assert due(BOARD, chair_meetings(*met, last), kind="chair-meeting") == []
    tomorrow = last | {"on": "2017-11-21"}
    assert due(BOARD, chair_meetings(*met, tomorrow), kind="chair-meeting") != []


def test_each_year_the_chair_meets_all_members_again() -> None:
    met = chair_meetings(*({"on": "2018-03-31", "agency": member} for member in MEMBERS))
    assert due(BOARD, met, kind="chair-meeting", today=date(2018, 3, 31)) == []
    (item,) = due(BOARD, met, kind="chair-meeting", today=date(2018, 4, 1))
    assert (item.record, item.due) == ("CHM-2018-19", date(2019, 3, 31))


# --- The members' rating ---------------------------------------------------------------------


def test_members_are_asked_once_a_year() -> None:
    (item,) = due(BOARD, kind="rating")
    assert brief([item]) == [("rating", "RTG-2017-18", "2018-03-31")]
    assert item.title == "The members' rating of the Board, 2017-18"
    assert (item.lead, item.group, item.clause) == ("Business Manager", "board", "F3.4")


@pytest.mark.parametrize(("closed", "is_due"), [("2017-11-20", False), ("2017-11-21", True)])
def test_rating_is_done_when_it_is_counted(closed: str, *, is_due: bool) -> None:
    assert bool(due(BOARD, a_rating(closed=closed), kind="rating")) is is_due


def test_answers_of_last_year_are_still_to_be_counted() -> None:
    late = due(BOARD, a_rating(opened="2018-03-20"), kind="rating", today=date(2018, 4, 2))
    assert brief(late) == [
        ("rating", "RTG-2017-18", "2018-03-31"),
        ("rating", "RTG-2018-19", "2019-03-31"),
    ]
    assert late[0].advice.startswith("when the answers are counted, add `closed:`")


# --- Practitioners ---------------------------------------------------------------------------


def test_practitioners_are_heard_at_least_every_twelve_months() -> None:
    (item,) = due(BOARD, kind="feedback")
    assert brief([item]) == [("feedback", "board", "2018-03-31")]
    assert (item.lead, item.group, item.clause) == ("Business Manager", "board", "F3.5")
    heard = [
        some_feedback(told="2017-06-20"),
        some_feedback(id="FBK-2017-02", on="2017-02-28", told="2017-03-20"),
        some_feedback(id="FBK-2017-03", on="2017-11-21"),
    ]
    assert brief(due(BOARD, *heard, kind="feedback")) == [("feedback", "board", "2018-06-14")]


def test_hearing_that_fell_due_before_the_register_was_kept_is_due_this_year() -> None:
    heard = some_feedback(on="2016-06-14", told="2016-06-20")
    assert due(BOARD, heard, kind="feedback")[0].due == date(2017, 6, 14)
    board = a_board(kept_since="2017-07-01")
    assert due(BOARD, heard, board, kind="feedback")[0].due == date(2018, 3, 31)


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({}, "Tell people what was done: Practitioners' workshop of 14 June 2017"),
        (
            {"told": "2017-11-21"},
            "Tell people what was done: Practitioners' workshop of 14 June 2017",
        ),
        ({"told": "2017-11-20"}, None),
        (
            {"themes": ({"text": "No desk", "kind": "concern"},), "told": "2017-11-20"},
            "Answer 1 concern: Practitioners' workshop of 14 June 2017",
        ),
        (
            {
                "themes": (
                    {"text": "No desk", "kind": "concern", "done": "A desk"},
                    {"text": "No chair", "kind": "concern", "action": "ACT-2017-001"},
                    {"text": "Kind managers", "kind": "strength"},
                ),
                "told": "2017-11-20",
            },
            None,
        ),
    ],
)
def test_practitioners_get_an_answer(facts: dict[str, Any], title: str | None) -> None:
    items = [i for i in due(BOARD, some_feedback(**facts)) if i.record == "FBK-2017-01"]
    assert [item.title for item in items] == ([title] if title else [])
    assert {(i.due, i.group, i.clause) for i in items} <= {(None, "board", "F3.5")}


def test_without_a_board_nobody_is_asked_to_rate_or_hear() -> None:
    assert due(a_group()) == []


# --- Escalations and concerns ----------------------------------------------------------------


def test_escalation_is_with_the_agency_that_has_to_answer() -> None:
    (item,) = due(an_escalation(due="2017-07-01"), COUNCIL)
    assert brief([item]) == [("escalation", "ESC-2017-01", "2017-07-01")]
    assert item.title == "Escalation of 1 June 2017 about a threshold"
    assert (item.lead, item.agency) == ("Director of Children's Services", "a-council")
    assert item.clause == "F3.6"
    assert due(an_escalation())[0].due is None


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"raised": "2017-11-20"}, True),
        ({"raised": "2017-11-21"}, False),
        ({"resolved": {"on": "2017-11-20", "how": "Accepted"}}, False),
        ({"resolved": {"on": "2017-11-21", "how": "Accepted"}}, True),
    ],
)
def test_escalation_is_open_from_the_day_it_is_raised_until_it_is_resolved(
    facts: dict[str, Any], *, is_due: bool
) -> None:
    assert bool(due(an_escalation(**facts))) is is_due


def test_concern_is_answered_by_the_agency_and_closed_by_the_group() -> None:
    put = {"agency": "a-council", "by": "audit-sub-group", "due": "2017-07-01"}
    records = (COUNCIL, a_group(chair="Audit Group Chair", reports_every="never"))
    (item,) = due(a_concern(**put), *records)
    assert brief([item]) == [("concern", "CNC-2017-01", "2017-07-01")]
    assert (item.lead, item.agency, item.group) == (
        "Director of Children's Services",
        "a-council",
        "audit-sub-group",
    )
    answer = {"on": "2017-11-20", "text": "A lead is named"}
    (item,) = due(a_concern(**put, answer=answer), *records)
    assert (item.lead, item.agency, item.due) == ("Audit Group Chair", None, None)
    assert item.advice == "when it is settled, add `closed: {on: …, how: …}`"
    later = answer | {"on": "2017-11-21"}
    assert due(a_concern(**put, answer=later), *records)[0].due == date(2017, 7, 1)


def test_concern_that_is_put_to_nobody_is_for_the_business_manager_to_settle() -> None:
    (item,) = due(a_concern(due="2017-07-01"))
    assert (item.lead, item.due, item.title) == (
        "Business Manager",
        date(2017, 7, 1),
        "No safeguarding lead is named",
    )


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"raised": "2017-11-21"}, False),
        ({"closed": {"on": "2017-11-20", "how": "Named"}}, False),
        ({"closed": {"on": "2017-11-21", "how": "Named"}}, True),
    ],
)
def test_concern_is_open_until_it_is_closed(facts: dict[str, Any], *, is_due: bool) -> None:
    assert bool(due(a_concern(**facts))) is is_due


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        ("compliance", "F6.2"),
        ("cooperation", "F6.2"),
        ("challenge", "F9.7"),
        ("early-signal", "F1.5"),
    ],
)
def test_concern_stands_under_the_clause_of_its_type(kind: str, clause: str) -> None:
    assert due(a_concern(type=kind))[0].clause == clause


# --- What is not asked for -------------------------------------------------------------------


def test_nothing_is_asked_for_from_before_the_register_was_kept() -> None:
    board = a_board(kept_since="2018-04-01")
    assert [item.kind for item in due(BOARD, board)] == ["feedback"]
    assert len(due(BOARD, a_board(kept_since="2018-03-31"))) == 3


@pytest.mark.parametrize(
    ("unread", "kind"),
    [
        ({"rejected": frozenset({"CHM-2017-18"})}, "chair-meeting"),
        ({"left_out": ("chair-meetings",)}, "chair-meeting"),
        ({"rejected": frozenset({"RTG-2017-18"})}, "rating"),
        ({"left_out": ("ratings",)}, "rating"),
        ({"left_out": ("feedback/FBK-2017-09.yaml",)}, "feedback"),
        ({"left_out": ("feedback",)}, "feedback"),
    ],
)
def test_what_an_unreadable_file_may_hold_is_not_missing(unread: dict[str, Any], kind: str) -> None:
    records: tuple[Record, ...] = (BOARD, some_feedback())
    register = a_register(*records)
    asked = {(i.kind, i.record) for i in due_items(register, TODAY)}
    still = {(i.kind, i.record) for i in due_items(replace(register, **unread), TODAY)}
    assert [gone for gone, _ in asked - still] == [kind]
    assert ("feedback", "FBK-2017-01") in still
