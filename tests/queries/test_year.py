"""How each occurrence of a year's programme stands, and what came as it came."""

from datetime import date
from typing import Any

import pytest

from builders import (
    a_board,
    a_meeting,
    a_programme,
    a_register,
    a_review,
    a_row,
    an_audit,
)
from hscb_pm.models import Record
from hscb_pm.periods import Period
from hscb_pm.queries.year import (
    OccurrenceState,
    Recorded,
    Standing,
    groups_without_meeting,
    year_rows,
)

TODAY = date(2017, 11, 20)
SEPTEMBER = {"every": "year", "month": 9}


def standing(*records: Record, today: date = TODAY, **row: Any) -> Standing:
    programme = a_programme(a_row(**{"schedule": SEPTEMBER, **row}))
    ((found,),) = (
        row.standings for row in year_rows(a_register(programme, *records), today, programme)
    )
    return found


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (date(2017, 10, 1), OccurrenceState.OVERDUE, -1),
        (date(2017, 9, 30), OccurrenceState.DUE_SOON, 0),
        (date(2017, 9, 2), OccurrenceState.DUE_SOON, 28),
        (date(2017, 9, 1), OccurrenceState.UPCOMING, 29),
    ],
)
def test_what_is_to_be_done_stands_by_its_date(
    today: date, state: OccurrenceState, days: int
) -> None:
    found = standing(today=today)
    assert (found.state, found.days, found.done) == (state, days, None)


def test_what_a_minuted_meeting_took_is_done() -> None:
    item = {"fulfils": "PRG-2017-18/7@2017-09", "about": "PRG-2017-18/7"}
    found = standing(a_meeting(items=(item,), minutes_agreed="2017-11-15"))
    assert (found.state, found.done, found.done_by, found.days) == (
        OccurrenceState.DONE,
        date(2017, 10, 18),
        "MTG-2017-01",
        None,
    )


def test_what_an_agenda_alone_shows_is_not_minuted() -> None:
    meeting = a_meeting(items=({"fulfils": "PRG-2017-18/7@2017-09"},), attendance=())
    assert standing(meeting).state is OccurrenceState.NOT_MINUTED


def test_what_the_last_group_has_not_seen_is_to_be_presented() -> None:
    audit = an_audit(reported="2017-10-18", fulfils="PRG-2017-18/7@2017-09")
    found = standing(audit, route=({"group": "board", "for": "information"},))
    assert (found.state, found.present_to) == (OccurrenceState.TO_PRESENT, "board")


def test_what_was_due_before_the_register_was_kept_is_not_asked_for() -> None:
    found = standing(a_board(kept_since="2017-10-01"))
    assert (found.state, found.days) == (OccurrenceState.NOT_ASKED_FOR, None)


def recorded(*records: Record, **row: Any) -> list[Recorded]:
    programme = a_programme(a_row(schedule={"when": "as-required"}, **row))
    (found,) = year_rows(a_register(programme, *records), TODAY, programme)
    return found.recorded


def test_audits_of_the_year_are_recorded_as_they_come() -> None:
    audits = (
        an_audit(reported="2017-04-28", notified="2017-05-16"),
        an_audit("AUD-2017-02", notified="2017-03-31", reported="2017-04-01"),
        an_audit("AUD-2017-03", notified="2017-03-31"),
        an_audit("AUD-2017-04", notified="2017-11-21"),
        an_audit("AUD-2017-05", level="themed-review", reported="2017-05-01"),
    )
    found = recorded(*audits, level="single-agency-audit")
    assert [(one.id, one.events) for one in found] == [
        ("AUD-2017-01", ((date(2017, 4, 28), "reported"), (date(2017, 5, 16), "notified"))),
        ("AUD-2017-02", ((date(2017, 4, 1), "reported"),)),
    ]


@pytest.mark.parametrize(
    ("title", "ids"),
    [("Management Reviews", ["REV-2017-02"]), ("Case reviews", ["REV-2017-01", "REV-2017-02"])],
)
def test_row_that_names_a_type_of_review_holds_no_other(title: str, ids: list[str]) -> None:
    reviews = (a_review(), a_review("REV-2017-02", type="management-review"))
    found = recorded(*reviews, title=title, level="case-review")
    assert [one.id for one in found] == ids


def test_groups_without_a_meeting_in_a_year() -> None:
    programme = a_programme(
        a_row(
            schedule={"every": "quarter", "at_meetings_of": "performance-sub-group"},
            route=(
                {"group": "audit-sub-group", "for": "scrutiny"},
                {"group": "board", "for": "information"},
            ),
        )
    )
    register = a_register(programme, a_meeting(date="2018-04-01"), a_meeting("MTG-2017-02"))
    year = Period.parse("2018-19")
    missing = groups_without_meeting(register, programme, year)
    assert missing == ["performance-sub-group", "audit-sub-group"]
