"""What stands in a calendar: what is due, what has moved, what has ended."""

from datetime import date, timedelta
from typing import Any

from builders import a_board, a_group, a_meeting, a_register, an_action
from hscb_pm.models.record import Record
from hscb_pm.queries.calendar import Entry, entries
from hscb_pm.queries.due import DueFilter
from hscb_pm.store import load
from running import EXAMPLE

TODAY = date(2017, 11, 20)
AGREED = {"agreed": "2017-06-12", "due": "2017-12-15"}
MOVE = {
    "on": "2017-11-18",
    "was": "2017-12-15",
    "now": "2018-02-01",
    "reason": "The data came late",
    "agreed_by": "board",
}
SIGNED_OFF = {"on": "2017-11-18", "signed_off_by": "board"}


def only(*records: Record, wanted: DueFilter | None = None) -> Entry:
    found = entries(a_register(*records), TODAY, wanted)
    [entry] = [entry for entry in found if entry.id == "action/ACT-2017-001"]
    return entry


def of_action(**more: Any) -> Entry:
    return only(an_action(**(AGREED | more)))


def test_entry_that_moves_keeps_its_name_and_counts_on() -> None:
    before, after = of_action(), of_action(due="2018-02-01", revisions=(MOVE,))
    assert (before.id, before.item.due) == (after.id, date(2017, 12, 15))
    assert after.item.due == date(2018, 2, 1)
    assert after.sequence > before.sequence


def test_withdrawn_action_has_ended() -> None:
    moved = {"due": "2018-02-01", "revisions": (MOVE,)}
    withdrawn = {"on": MOVE["on"], "reason": "Overtaken", "agreed_by": "board"}
    gone = of_action(**moved, withdrawn=withdrawn)
    assert gone.ended == "withdrawn"
    assert (gone.id, gone.item.due) == (of_action().id, date(2018, 2, 1))
    assert gone.sequence > of_action(**moved).sequence


def test_action_that_was_given_up_soon_has_ended() -> None:
    withdrawn = {"on": "2017-09-06", "reason": "Overtaken", "agreed_by": "board"}
    assert of_action(agreed="2017-09-04", withdrawn=withdrawn).ended == "withdrawn"


def test_implemented_action_has_ended_and_its_outcome_is_to_be_checked() -> None:
    register = a_register(an_action(**AGREED, implemented=SIGNED_OFF))
    found = {entry.id: entry.ended for entry in entries(register, TODAY)}
    assert found == {
        "action/ACT-2017-001": "implemented",
        "outcome/ACT-2017-001/1": None,
    }


def test_each_look_at_an_outcome_is_a_day_of_its_own() -> None:
    looked = ({"on": "2017-11-01", "result": "not-achieved"},)
    signed_off = SIGNED_OFF | {"on": "2017-05-01"}
    action = an_action(**AGREED | {"agreed": "2016-05-01"}, implemented=signed_off, outcomes=looked)
    found = {entry.id: entry.ended for entry in entries(a_register(action), TODAY)}
    assert found["outcome/ACT-2017-001/1"] == "no longer due"
    assert found["outcome/ACT-2017-001/2"] is None


def test_continued_action_has_ended() -> None:
    successor = an_action("ACT-2017-002", agreed="2017-11-01", due="2018-03-01")
    found = entries(a_register(an_action(**AGREED, continued_by="ACT-2017-002"), successor), TODAY)
    assert {entry.id: entry.ended for entry in found} == {
        "action/ACT-2017-001": "continued",
        "action/ACT-2017-002": None,
    }


def test_what_ended_long_ago_is_forgotten() -> None:
    signed_off = SIGNED_OFF | {"on": "2015-06-01"}
    action = an_action(agreed="2015-01-05", due="2015-06-01", implemented=signed_off)
    assert not [e for e in entries(a_register(action), TODAY) if e.id.startswith("action/")]


def test_what_moved_out_of_the_dates_wanted_stays() -> None:
    moved = an_action(**AGREED | {"due": "2018-02-01"}, revisions=(MOVE,))
    entry = only(moved, wanted=DueFilter(before=date(2018, 1, 1)))
    assert (entry.item.due, entry.ended) == (date(2018, 2, 1), None)


def test_meeting_that_is_over_is_left_where_it_is() -> None:
    held = a_meeting(date="2017-11-15", papers_by="2017-11-08", minutes_agreed="2017-11-18")
    register = a_register(a_board(), a_group("board", "board"), held)
    assert not [e for e in entries(register, TODAY) if e.id == "meeting/MTG-2017-01"]


def test_moved_meeting_moves_what_it_dates() -> None:
    move = MOVE | {"was": "2017-12-13", "now": "2017-12-20"}
    before = a_meeting(date="2017-12-13", papers_by="2017-12-06", attendance=())
    after = a_meeting(date="2017-12-20", papers_by="2017-12-13", attendance=(), revisions=(move,))
    was, now = (
        {e.id: e for e in entries(a_register(a_group("board", "board"), m), TODAY)}
        for m in (before, after)
    )
    for name in ("meeting/MTG-2017-01", "paper/MTG-2017-01"):
        assert now[name].item.due != was[name].item.due
        assert now[name].sequence > was[name].sequence


def test_fact_taken_back_does_not_count_back() -> None:
    facts = AGREED | {"implemented": SIGNED_OFF, "progress": ({"on": "2017-08-01", "note": "A"},)}
    signed_off = of_action(**facts)
    correction = {"record": "ACT-2017-001", "on": "2017-11-20", "reason": "A", "agreed_by": "board"}
    again = only(a_board(corrections=(correction,)), an_action(**AGREED))
    assert again.sequence > signed_off.sequence + 1


def test_nothing_of_the_example_ever_counts_back_or_has_the_name_of_another() -> None:
    register = load(EXAMPLE)
    last: dict[str, int] = {}
    for days in (45, 0):
        found = entries(register, TODAY - timedelta(days))
        now = {entry.id: entry.sequence for entry in found}
        assert len(now) == len(found)
        assert all(now[name] >= last[name] for name in now.keys() & last.keys())
        last |= now
