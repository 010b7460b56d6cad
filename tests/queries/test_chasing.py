"""Which step follows for what is owed, by its date and by what was sent before."""

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
    chases,
)
from hscb_pm.models import Record
from hscb_pm.models.chasing import Rung
from hscb_pm.queries.changes import changes
from hscb_pm.queries.chasing import Chased, to_chase
from hscb_pm.queries.due import due_items

BOARD = a_group("board", "board", chair="Independent Chair")
ACTION = an_action(due="2017-09-30")
ITEM = {"record": "ACT-2017-001", "kind": "action", "due": "2017-09-30"}
ROLE = {"agency": "a-constabulary", "role": "Head of Safeguarding"}


def sent(on: str, rung: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "rung": rung, "to": ROLE, "about": (ITEM,)} | more


def found(today: str, *records: Record) -> list[Chased]:
    day = date.fromisoformat(today)
    register = a_register(BOARD, *records)
    return to_chase(register, day, due_items(register, day))


def step(today: str, *log: dict[str, Any], more: tuple[Record, ...] = ()) -> tuple[str, str]:
    """What follows and when, or `now`."""
    (one,) = [
        each for each in found(today, ACTION, chases(*log), *more) if each.item.kind == "action"
    ]
    return str(one.rung), "now" if one.is_now else str(one.on)


@pytest.mark.parametrize(
    ("today", "log", "follows"),
    [
        ("2017-09-01", [], ("coming", "2017-09-02")),
        ("2017-09-02", [], ("coming", "now")),
        ("2017-09-04", [sent("2017-09-03", "coming")], ("coming", "2017-09-23")),
        ("2017-09-24", [sent("2017-09-03", "coming")], ("coming", "now")),
        ("2017-09-30", [sent("2017-09-25", "coming")], ("coming", "now")),
        ("2017-09-30", [sent("2017-09-29", "coming")], ("overdue", "2017-10-01")),
        ("2017-10-01", [sent("2017-09-29", "coming")], ("overdue", "now")),
        ("2018-09-01", [], ("overdue", "now")),
        ("2017-10-15", [sent("2017-10-02", "overdue")], ("letter", "2017-10-16")),
        ("2017-10-16", [sent("2017-10-02", "overdue")], ("letter", "now")),
        ("2017-10-30", [sent("2017-10-16", "letter")], ("challenge", "now")),
        ("2017-11-20", [sent("2017-10-30", "challenge")], ("executive", "2017-11-27")),
        ("2017-11-20", [sent("2017-11-01", "executive")], ("None", "None")),
        ("2017-10-01", [sent("2017-10-02", "overdue")], ("overdue", "now")),
    ],
)
def test_next_step(today: str, log: list[dict[str, Any]], follows: tuple[str, str]) -> None:
    assert step(today, *log) == follows


def test_step_is_of_one_date_one_agency_and_one_record() -> None:
    for other in ({"due": "2017-08-31"}, {"record": "ACT-2017-002"}, {"kind": "outcome"}):
        assert step("2017-11-20", sent("2017-10-02", "overdue", about=(ITEM | other,))) == (
            "overdue",
            "now",
        )
    elsewhere = {"agency": "a-council", "role": "Head of Safeguarding"}
    assert step("2017-11-20", sent("2017-10-02", "overdue", to=elsewhere))[0] == "overdue"


def test_nobody_is_written_to_twice_on_a_day() -> None:
    another = sent("2017-11-20", "coming", about=(ITEM | {"due": "2017-12-01"},))
    assert step("2017-11-20", another) == ("overdue", "2017-11-21")
    assert step("2017-11-21", another) == ("overdue", "now")


def test_board_has_steps_of_its_own() -> None:
    board = a_board(chasing={"before": (10,), "letter": 5})
    assert step("2017-09-19", more=(board,)) == ("coming", "2017-09-20")
    late = sent("2017-10-02", "overdue")
    assert step("2017-10-06", late, more=(board,)) == ("letter", "2017-10-07")


def test_challenge_log_counts_as_a_step() -> None:
    concern = {"type": "challenge", "agency": "a-constabulary", "about": ("ACT-2017-001",)}
    late = [sent("2017-10-02", "overdue"), sent("2017-10-16", "letter")]
    for raised, follows in (
        ("2017-11-01", ("executive", "2017-11-29")),
        ("2017-09-01", ("challenge", "now")),  # about an earlier date
        ("2017-11-21", ("challenge", "now")),
    ):
        logged = a_concern(**concern, raised=raised)
        assert step("2017-11-20", *late, more=(logged,)) == follows


def test_return_that_gets_a_file_is_not_asked_for_from_the_beginning() -> None:
    due = ITEM | {"record": "S11-2017", "kind": "return", "due": "2017-06-30"}
    log = chases(sent("2017-07-05", "overdue", about=(due,)))
    for made in ((), (a_return(),)):
        (one,) = [each for each in found("2017-11-20", a_cycle(), log, *made) if each.sent]
        assert (one.rung, one.item.kind) == (Rung.LETTER, "return")


def test_who_is_not_chased() -> None:
    own = an_action("ACT-2017-002", owner=ROLE | {"role": "Business Manager"})
    undated = an_action("ACT-2017-003", agreed="2018-01-01")
    assert [each.item.record for each in found("2017-11-20", own, undated)] == []


def test_record_of_which_two_things_are_owed_is_named_once_in_what_changed() -> None:
    both = (ITEM, ITEM | {"due": "2017-10-31"})
    before = a_register(BOARD, ACTION, chases())
    after = a_register(BOARD, ACTION, chases(sent("2017-11-02", "overdue", about=both)))
    day = date(2017, 11, 20)
    (row,) = (row for row in changes(after, before, day, day) if row.record == "CHS-2017-18")
    assert row.said == "overdue reminder to Head of Safeguarding, a-constabulary: ACT-2017-001"
