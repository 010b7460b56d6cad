"""What a Section 11 cycle shows when all its returns are laid side by side."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import a_cycle, a_group, a_register, a_return, an_agency
from hscb_pm.models import Record
from hscb_pm.queries.matrix import Came, Cell, Change, Doubt, Matrix, latest_cycle, matrix

TODAY = date(2017, 11, 20)
MODERATION = {"by": "audit-sub-group", "until": "2017-09-15"}
RECEIVED = ({"on": "2017-06-28", "version": 1},)


def an_answer(grade: str = "met", **more: Any) -> dict[str, Any]:
    return {"standard": 1, "self": {"grade": grade, "on": "2017-06-28"}} | more


def moderated(grade: str, on: str = "2017-08-30") -> dict[str, Any]:
    return {"grade": grade, "on": on, "by": "audit-sub-group"}


def seen(*records: Record, today: date = TODAY, **cycle: Any) -> Matrix:
    of = a_cycle(moderation=MODERATION, **cycle)
    return matrix(a_register(of, a_group(), an_agency(), *records), of, today)


def the_cell(*answers: dict[str, Any], today: date = TODAY, **more: Any) -> Cell:
    found = a_return(standards=answers, **({"received": RECEIVED} | more))
    (row,) = seen(found, today=today).returns
    (cell,) = row.cells
    return cell


@pytest.mark.parametrize(
    ("today", "received", "came", "days_late"),
    [
        (TODAY, "2017-06-30", Came.ON_TIME, 0),
        (TODAY, "2017-07-17", Came.LATE, 17),
        (date(2017, 7, 16), "2017-07-17", Came.OVERDUE, 16),
        (date(2017, 6, 30), "2017-07-17", Came.AWAITED, 0),
    ],
)
def test_first_version_decides_whether_a_return_is_late(
    today: date, received: str, came: Came, days_late: int
) -> None:
    versions = ({"on": received, "version": 1}, {"on": "2017-09-01", "version": 2})
    (row,) = seen(a_return(received=versions), today=today).returns
    assert (row.came, row.days_late) == (came, days_late)


def test_return_that_cannot_be_read_is_not_known_and_never_late() -> None:
    cycle = a_cycle()
    register = replace(a_register(cycle), rejected=frozenset({"S11-2017-a-constabulary"}))
    (row,) = matrix(register, cycle, TODAY).returns
    assert (row.came, row.days_late) == (Came.NOT_KNOWN, None)


@pytest.mark.parametrize(
    ("answer", "shortfall"),
    [
        (an_answer("met"), False),
        (an_answer("not-met"), True),
        (an_answer("met", moderated=moderated("not-met")), True),
        (an_answer("met", moderated=moderated("not-met", on="2017-12-01")), False),
        (an_answer("met", self={"grade": "not-met", "on": "2017-12-01"}), None),
    ],
)
def test_moderated_grade_counts_once_its_day_has_come(
    *, answer: dict[str, Any], shortfall: bool | None
) -> None:
    assert the_cell(answer).shortfall is shortfall


def test_answer_counts_once_its_return_has_come() -> None:
    assert the_cell(an_answer("not-met"), received=()).shortfall is None


@pytest.mark.parametrize(
    ("reconfirmed", "again"),
    [(None, True), ("2017-06-19", False), ("2017-12-01", True), ("2016-06-30", True)],
)
def test_answer_carried_forward_is_none_until_it_is_reconfirmed(
    *, reconfirmed: str | None, again: bool
) -> None:
    answer = an_answer(self={"grade": "not-met", "on": "2016-06-24"})
    cell = the_cell(answer | ({"reconfirmed": reconfirmed} if reconfirmed else {}))
    assert (cell.to_be_reconfirmed, cell.shortfall) == (again, None if again else True)


@pytest.mark.parametrize(("yes", "doubted"), [(29, True), (30, False)])
def test_standard_is_in_doubt_where_fewer_than_three_in_four_said_yes(
    *, yes: int, doubted: bool
) -> None:
    questions = (
        {"id": "Q1", "standard": 1, "answered": 40, "yes": yes},
        {"id": "Q2", "standard": 1, "answered": 40, "yes": 40},
    )
    survey = {"asked": 90, "answered": 40, "questions": questions}
    found = a_return(received=RECEIVED, standards=(an_answer("met"),), survey=survey)
    doubt = Doubt("a-constabulary", 1, "Q1", yes, 40, "met", None)
    assert seen(found).doubted == ([doubt] if doubted else [])
    short = found.model_copy(
        update={"standards": a_return(standards=(an_answer("not-met"),)).standards}
    )
    assert seen(short).doubted == []


def test_shortfall_wants_an_action_and_not_only_words() -> None:
    with_words = an_answer("not-met", improvements=({"what": "Train all"},))
    with_action = an_answer(
        "not-met", standard=2, improvements=({"what": "Train all", "action": "ACT-2017-001"},)
    )
    found = a_return(received=RECEIVED, standards=(with_words, with_action))
    assert [(o.standard, o.grade) for o in seen(found).without_action] == [(1, "not-met")]


def test_moderation_is_outstanding_until_every_answer_is_moderated() -> None:
    standards = (an_answer(moderated=moderated("met")), an_answer(standard=2))
    (waiting,) = seen(a_return(received=RECEIVED, standards=standards)).to_moderate
    assert waiting.answers == 1


def test_cycles_are_compared_only_by_shortfall_and_only_where_both_have_a_grade() -> None:
    scale = (
        {"grade": "4", "means": "Nothing is in place", "shortfall": True},
        {"grade": "1", "means": "All is in place", "shortfall": False},
    )
    before = a_cycle(id="S11-2016", opened="2016-04-25", due="2016-06-30", scale=scale)
    then = tuple(
        {"standard": number, "self": {"grade": grade, "on": "2016-06-24"}}
        for number, grade in ((1, "1"), (2, "4"), (3, "1"))
    )
    received = ({"on": "2016-06-29", "version": 1},)
    old = a_return(
        id="S11-2016-a-constabulary", cycle="S11-2016", standards=then, received=received
    )
    now = (an_answer("not-met"), an_answer("met", standard=2), an_answer(standard=4))
    changes = seen(before, old, a_return(received=RECEIVED, standards=now)).changes
    assert (changes.since, changes.compared) == ("S11-2016", 2)
    assert changes.rows == [
        Change("a-constabulary", 1, falls_short=True),
        Change("a-constabulary", 2, falls_short=False),
    ]


def test_confidential_return_is_left_out_for_the_public_and_counted() -> None:
    cycle = a_cycle()
    register = a_register(cycle, a_return(received=RECEIVED, part=2)).for_public()
    found = matrix(register, cycle, TODAY)
    assert (found.returns, found.confidential) == ([], 1)


def test_latest_cycle_is_one_that_is_open_by_that_day() -> None:
    register = a_register(a_cycle(), a_cycle(id="S11-2018", opened="2018-04-23"))
    ids = [
        found and found.id
        for day in (date(2017, 4, 23), date(2018, 4, 22), date(2018, 4, 23))
        for found in [latest_cycle(register, day)]
    ]
    assert ids == [None, "S11-2017", "S11-2018"]
