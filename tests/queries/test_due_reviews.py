"""When case reviews are reported, presented and published; what else answers the programme."""

from datetime import date
from typing import Any

import pytest

from asking import TODAY, brief, due
from builders import (
    a_budget,
    a_course,
    a_cycle,
    a_group,
    a_meeting,
    a_programme,
    a_register,
    a_review,
    a_row,
    child_deaths,
)
from hscb_pm.models import Record
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.programme import occurrences

REVIEWERS = a_group(
    "case-review-group", "case-review", chair="Case Review Chair", reports_every="never"
)

# --- Case reviews ----------------------------------------------------------------------------


def test_report_of_a_review_is_awaited_from_the_day_it_was_opened() -> None:
    (item,) = due(a_review(due="2018-01-31", agencies=("a-council",)), REVIEWERS)
    assert brief([item]) == [("review", "REV-2017-01", "2018-01-31")]
    assert item.title == "Report of the review: Review N"
    assert (item.lead, item.agency, item.group, item.clause) == (
        "Case Review Chair",
        None,
        "case-review-group",
        "F11.5",
    )
    assert due(a_review(), REVIEWERS)[0].due is None
    assert due(a_review(opened="2017-11-21", due="2018-01-31"), REVIEWERS) == []


def test_lead_of_a_review_is_asked_before_the_group() -> None:
    lead = {"agency": "a-council", "role": "Lead Reviewer"}
    (item,) = due(a_review(lead=lead), REVIEWERS)
    assert (item.lead, item.agency) == ("Lead Reviewer", "a-council")
    assert due(a_review())[0].lead == "Business Manager"


@pytest.mark.parametrize(("day", "is_due"), [("2017-11-20", False), ("2017-11-21", True)])
def test_report_ends_the_wait_for_it(day: str, *, is_due: bool) -> None:
    assert bool(due(a_review(reported=day))) is is_due


def test_report_that_answers_the_programme_is_asked_for_once() -> None:
    programme = a_programme(a_row(schedule={"every": "year", "month": 9}))
    review = a_review(fulfils="PRG-2017-18/7@2017-09")
    items = [item for item in due(programme, review) if item.kind != "annual-report"]
    assert brief(items) == [("occurrence", "PRG-2017-18/7@2017-09", "2017-09-30")]
    assert items[0].file == "REV-2017-01"
    assert items[0].advice == "when the report is finished, add `reported:` with the day"


def test_report_of_a_review_goes_from_group_to_group() -> None:
    review = a_review(reported="2017-07-21", route=("case-review-group", "board"))
    (item,) = due(review, REVIEWERS)
    assert (item.kind, item.group) == ("paper", "case-review-group")
    seen = a_meeting(group="case-review-group", items=({"about": "REV-2017-01"},))
    (item,) = due(review, REVIEWERS, seen, kind="paper")
    assert item.group == "board"


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({}, True),
        ({"published": {"on": "2017-11-20"}}, False),
        ({"published": {"on": "2017-11-21"}}, True),
        ({"not_published": "The family could be known by it"}, False),
        ({"type": "partnership-review"}, False),
        ({"reported": "2017-11-21"}, False),
    ],
)
def test_serious_case_review_is_published_or_says_why_not(
    facts: dict[str, Any], *, is_due: bool
) -> None:
    review = a_review(**{"type": "serious-case-review", "reported": "2017-07-21"} | facts)
    assert brief(due(review, kind="publication")) == (
        [("publication", "REV-2017-01", None)] if is_due else []
    )
    assert {item.clause for item in due(review, kind="publication")} <= {"F3.2"}


# --- The programme ---------------------------------------------------------------------------


def answered(*records: Record, today: date = TODAY) -> dict[str, tuple[str, str]]:
    """What answered each occurrence, and when."""
    rows = occurrences(a_register(*records), today)
    return {
        row.occurrence.id.partition("@")[2]: (row.done_by or "", row.done.isoformat())
        for row in rows
        if row.done
    }


def to_do(*records: Record) -> dict[str, DueItem]:
    return {item.record.partition("@")[2]: item for item in due(*records, kind="occurrence")}


MONTHLY = a_programme(a_row(schedule={"every": "month"}))
YEARLY = a_programme(a_row(schedule={"every": "year"}))


def test_looks_at_the_budget_answer_their_months() -> None:
    months = [
        {"fulfils": f"PRG-2017-18/7@{month}", "on": day, "spent": 1000}
        for month, day in (("2017-04", "2017-05-03"), ("2017-05", "2017-11-21"))
    ]
    assert answered(MONTHLY, a_budget(*months)) == {"2017-04": ("BDG-2017-18", "2017-05-03")}
    item = to_do(MONTHLY, a_budget(*months))["2017-06"]
    assert item.file == "BDG-2017-18"
    assert item.advice == "add to `months:` `- {fulfils: PRG-2017-18/7@2017-06, on: …, spent: …}`"


def test_one_item_about_the_budget_presents_all_the_months_before() -> None:
    row = a_row(schedule={"every": "month"}, route=({"group": "board", "for": "scrutiny"},))
    months = [
        {"fulfils": f"PRG-2017-18/7@2017-{month:02}", "on": f"2017-{month + 1:02}-03", "spent": 1}
        for month in (4, 5, 6)
    ]
    records = (a_programme(row), a_budget(*months))
    planned = a_meeting("MTG-2017-02", date="2017-12-13")
    papers = [i for i in due(*records, planned, kind="paper") if i.file != "MTG-2017-02"]
    assert len(papers) == 3
    assert {item.advice for item in papers} == {
        "present it to the board: put it on the agenda: an item `about: BDG-2017-18` in MTG-2017-02"
    }
    seen = a_meeting(date="2017-06-20", items=({"about": "BDG-2017-18"},))
    left = [i.record for i in due(*records, seen, kind="paper")]
    assert left == ["PRG-2017-18/7@2017-06"]


def test_child_deaths_are_answered_by_the_report_on_them() -> None:
    fulfils = "PRG-2017-18/7@2017-18"
    record = child_deaths(fulfils=fulfils, reported="2017-11-20")
    assert answered(YEARLY, record) == {"2017-18": ("CDP-2017-18", "2017-11-20")}
    item = to_do(YEARLY, child_deaths(fulfils=fulfils, reported="2017-11-21"))["2017-18"]
    assert (item.file, item.advice) == (
        "CDP-2017-18",
        "when the report is finished, add `reported:` with the day",
    )


def test_section_11_is_answered_by_the_end_of_its_cycle() -> None:
    fulfils = "PRG-2017-18/7@2017-18"
    closed = a_cycle(fulfils=fulfils, closed="2017-11-20")
    assert answered(YEARLY, closed) == {"2017-18": ("S11-2017", "2017-11-20")}
    item = to_do(YEARLY, a_cycle(fulfils=fulfils, closed="2017-11-21"))["2017-18"]
    assert (item.file, item.advice) == (
        "S11-2017",
        "when the cycle is over, add `closed:` with the day",
    )


def test_training_is_answered_by_the_first_evaluation_of_its_year() -> None:
    def course(*days: str) -> Record:
        asked = {"how": "Survey", "answered": 20, "changed": 12, "finding": "They ask"}
        evaluations = tuple(asked | {"on": day} for day in days)
        return a_course(fulfils=("PRG-2017-18/7@2017-18",), evaluations=evaluations)

    found = course("2017-03-31", "2018-02-01", "2017-10-02", "2017-11-01")
    assert answered(YEARLY, found) == {"2017-18": ("TRN-2017-01", "2017-10-02")}
    early = course("2017-03-31", "2017-11-21")
    assert answered(YEARLY, early) == {}
    assert to_do(YEARLY, early)["2017-18"].file == "TRN-2017-01"


def test_case_review_answers_the_programme_by_its_report() -> None:
    review = a_review(fulfils="PRG-2017-18/7@2017-18", reported="2017-07-21")
    assert answered(YEARLY, review) == {"2017-18": ("REV-2017-01", "2017-07-21")}
