"""What falls due, when, and until when it is asked after."""

from dataclasses import replace
from datetime import date
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import TODAY, brief, due
from builders import (
    a_board,
    a_cycle,
    a_group,
    a_meeting,
    a_programme,
    a_register,
    a_return,
    a_row,
    an_action,
    an_agency,
    an_audit,
    an_indicator,
)
from hscb_pm.models import Record
from hscb_pm.queries.due import DueFilter, due_items
from hscb_pm.queries.item import DueState, Slip
from hscb_pm.queries.programme import rows_on

# --- Actions ---------------------------------------------------------------------------------


def test_action_is_due_on_its_date() -> None:
    (item,) = due(an_action(due="2017-11-19"))
    assert (item.days, item.state, item.clause) == (-1, DueState.OVERDUE, "F4.2")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2017-11-19", DueState.OVERDUE),
        ("2017-11-20", DueState.DUE_SOON),
        ("2017-12-18", DueState.DUE_SOON),
        ("2017-12-19", DueState.UPCOMING),
    ],
)
def test_state_follows_from_days(day: str, state: DueState) -> None:
    assert due(an_action(due=day))[0].state is state


def test_sign_off_is_not_the_end() -> None:
    action = an_action(implemented={"on": "2017-05-31", "signed_off_by": "audit-sub-group"})
    assert brief(due(action)) == [("outcome", "ACT-2017-001", "2017-11-30")]


def test_outcome_that_fell_short_is_asked_for_again_after_six_months() -> None:
    action = an_action(
        implemented={"on": "2016-08-31", "signed_off_by": "audit-sub-group"},
        outcomes=({"on": "2017-08-31", "result": "partly-achieved"},),
    )
    assert brief(due(action)) == [("outcome", "ACT-2017-001", "2018-02-28")]


def test_achieved_outcome_ends_an_action() -> None:
    action = an_action(
        implemented={"on": "2016-08-31", "signed_off_by": "audit-sub-group"},
        outcomes=({"on": "2017-02-28", "result": "achieved"},),
    )
    assert due(action) == []


def test_achieved_outcome_is_looked_at_again() -> None:
    outcome = {"on": "2017-02-28", "result": "achieved", "recheck": "2018-02-28"}
    done = {"on": "2016-08-31", "signed_off_by": "audit-sub-group"}
    action = an_action(implemented=done, outcomes=(outcome,))
    assert brief(due(action)) == [("outcome", "ACT-2017-001", "2018-02-28")]
    again = {"on": "2018-03-01", "result": "achieved"}
    assert due(an_action(implemented=done, outcomes=(outcome, again)), today=date(2018, 3, 2)) == []


def test_later_look_outweighs_an_earlier_one() -> None:
    done = {"on": "2016-08-31", "signed_off_by": "audit-sub-group"}
    looks = (
        {"on": "2017-08-31", "result": "not-achieved"},
        {"on": "2017-02-28", "result": "achieved", "recheck": "2017-08-31"},
    )
    action = an_action(implemented=done, outcomes=looks)
    assert brief(due(action)) == [("outcome", "ACT-2017-001", "2018-02-28")]
    assert brief(due(action, today=date(2017, 8, 1))) == [("outcome", "ACT-2017-001", "2017-08-31")]


def test_day_agreed_for_the_next_look_holds_for_a_lesser_outcome_too() -> None:
    action = an_action(
        implemented={"on": "2016-08-31", "signed_off_by": "audit-sub-group"},
        outcomes=({"on": "2017-08-31", "result": "partly-achieved", "recheck": "2017-11-30"},),
    )
    assert brief(due(action)) == [("outcome", "ACT-2017-001", "2017-11-30")]


def test_action_that_was_not_agreed_yet_is_not_due() -> None:
    assert due(an_action(agreed="2017-11-21")) == []
    assert due(an_action(agreed="2017-11-20")) != []


@pytest.mark.parametrize(
    "end",
    [
        {"withdrawn": {"on": "2017-10-01", "reason": "Merged", "agreed_by": "board"}},
        {"continued_by": "ACT-2017-002"},
    ],
)
def test_action_given_up_or_taken_over_is_not_due(end: dict[str, Any]) -> None:
    achieved = {"on": "2017-02-28", "result": "achieved", "recheck": "2018-02-28"}
    assert due(an_action(**end)) == []
    assert due(an_action(outcomes=(achieved,), **end)) == []


def test_facts_of_later_days_do_not_count_yet() -> None:
    action = an_action(
        due="2017-12-15",
        revisions=(
            {
                "on": "2017-11-21",
                "was": "2017-09-30",
                "now": "2017-12-15",
                "reason": "Minutes system replaced",
                "agreed_by": "audit-sub-group",
            },
        ),
        implemented={"on": "2017-12-11", "signed_off_by": "audit-sub-group"},
    )
    assert brief(due(action)) == [("action", "ACT-2017-001", "2017-09-30")]
    assert a_register(action).facts_after(TODAY) == ["ACT-2017-001"] * 2


def test_slipped_date_keeps_the_first_one() -> None:
    action = an_action(
        due="2017-12-15",
        revisions=(
            {
                "on": "2017-09-18",
                "was": "2017-09-30",
                "now": "2017-12-15",
                "reason": "Minutes system replaced",
                "agreed_by": "audit-sub-group",
            },
        ),
    )
    (item,) = due(action)
    assert item.due == date(2017, 12, 15)
    assert item.moved == "moved once, 76 days; first due 30 September 2017"


@given(st.dates(date(2010, 1, 1), date(2020, 12, 31)))
def test_outcome_check_never_drifts(signed_off: date) -> None:
    action = an_action(
        implemented={"on": signed_off.isoformat(), "signed_off_by": "audit-sub-group"}
    )
    (item,) = due(action, today=signed_off)
    assert item.due is not None
    months = (item.due.year - signed_off.year) * 12 + item.due.month - signed_off.month
    assert months == 6
    assert item.due.day <= signed_off.day


# --- The programme ---------------------------------------------------------------------------


def occurrences(schedule: dict[str, Any], *records: Record, today: date = TODAY) -> list[Any]:
    programme = a_programme(a_row(schedule=schedule))
    return brief([i for i in due(programme, *records, today=today) if i.kind == "occurrence"])


def test_monthly_row_is_due_at_each_month_end() -> None:
    days = [day for _, _, day in occurrences({"every": "month"})]
    assert days[:2] == ["2017-04-30", "2017-05-31"]
    assert days[-2:] == ["2018-02-28", "2018-03-31"]
    assert len(days) == 12


def test_quarterly_row_is_due_at_each_quarter_end() -> None:
    assert occurrences({"every": "quarter"}) == [
        ("occurrence", "PRG-2017-18/7@2017-18-Q1", "2017-06-30"),
        ("occurrence", "PRG-2017-18/7@2017-18-Q2", "2017-09-30"),
        ("occurrence", "PRG-2017-18/7@2017-18-Q3", "2017-12-31"),
        ("occurrence", "PRG-2017-18/7@2017-18-Q4", "2018-03-31"),
    ]


def test_yearly_row_is_due_at_the_end_of_its_month_or_of_the_year() -> None:
    assert occurrences({"every": "year", "month": 2}) == [
        ("occurrence", "PRG-2017-18/7@2018-02", "2018-02-28")
    ]
    assert occurrences({"every": "year"}) == [("occurrence", "PRG-2017-18/7@2017-18", "2018-03-31")]


def test_month_end_is_not_moved_for_a_week_end() -> None:
    assert occurrences({"every": "year", "month": 9})[0][2] == "2017-09-30"  # a Saturday


@pytest.mark.parametrize("when", ["as-completed", "as-required"])
def test_what_comes_as_it_comes_never_falls_due(when: str) -> None:
    assert occurrences({"when": when}) == []


def test_quarterly_row_is_due_at_the_meeting_that_takes_it() -> None:
    schedule = {"every": "quarter", "at_meetings_of": "performance-sub-group"}
    planned = a_meeting(
        group="performance-sub-group",
        date="2018-01-17",
        items=({"fulfils": "PRG-2017-18/7@2017-18-Q3"},),
    )
    within = a_meeting(id="MTG-2017-02", group="performance-sub-group", date="2018-03-14")
    assert [day for _, _, day in occurrences(schedule, planned, within)] == [
        "2017-06-30",
        "2017-09-30",
        "2018-01-17",
        "2018-03-14",
    ]


def test_meeting_that_takes_another_row_can_still_take_this_one() -> None:
    schedule = {"every": "quarter", "at_meetings_of": "performance-sub-group"}
    programme = a_programme(a_row(schedule=schedule), a_row(8, schedule={"every": "year"}))
    meeting = a_meeting(
        group="performance-sub-group",
        date="2018-01-17",
        items=({"fulfils": "PRG-2017-18/8@2017-18"},),
    )
    days = {item.record: item.due for item in due(programme, meeting, kind="occurrence")}
    assert days["PRG-2017-18/7@2017-18-Q4"] == date(2018, 1, 17)


def test_three_audits_are_due_on_their_own_dates_and_missing_ones_at_the_year_end() -> None:
    planned = an_audit(level="multi-agency-audit", due="2018-01-31", fulfils="PRG-2017-18/7@2")
    done = an_audit(
        id="AUD-2017-02",
        level="multi-agency-audit",
        due="2017-07-31",
        reported="2017-07-21",
        fulfils="PRG-2017-18/7@1",
    )
    assert occurrences({"times": 3, "on": "audit-schedule"}, planned, done) == [
        ("occurrence", "PRG-2017-18/7@2", "2018-01-31"),
        ("occurrence", "PRG-2017-18/7@3", "2018-03-31"),
    ]


def test_occurrence_is_done_by_a_meeting_item_once_the_meeting_was_held() -> None:
    meeting = a_meeting(date="2017-10-18", items=({"fulfils": "PRG-2017-18/7@2017-09"},))
    schedule = {"every": "year", "month": 9}
    assert occurrences(schedule, meeting) == []
    assert occurrences(schedule, meeting, today=date(2017, 10, 17)) != []


def test_agenda_alone_is_told_apart_from_minutes() -> None:
    programme = a_programme(a_row(schedule={"every": "year", "month": 9}))
    item = {"fulfils": "PRG-2017-18/7@2017-09"}
    (row,) = rows_on(a_register(programme, a_meeting(items=(item,), attendance=())), TODAY)
    assert (row.done, row.unminuted) == (1, 1)
    minuted = a_meeting(items=(item,), minutes_agreed="2017-11-15")
    (row,) = rows_on(a_register(programme, minuted), TODAY)
    assert (row.done, row.unminuted) == (1, 0)


def test_done_but_not_presented_is_a_paper_for_the_next_meeting() -> None:
    row = a_row(
        schedule={"every": "year", "month": 9},
        route=(
            {"group": "performance-sub-group", "for": "scrutiny"},
            {"group": "board", "for": "information"},
        ),
    )
    scrutiny = a_meeting(
        group="performance-sub-group", items=({"fulfils": "PRG-2017-18/7@2017-09"},)
    )
    board = a_meeting(id="MTG-2017-02", date="2017-12-13", papers_by="2017-12-04")
    items = due(a_programme(row), scrutiny, board, kind="paper", group="board")
    assert brief(items)[0] == ("paper", "MTG-2017-02", "2017-12-04")
    assert brief(items)[1] == ("paper", "PRG-2017-18/7@2017-09", "2017-12-04")


def test_what_the_board_saw_last_quarter_is_not_this_quarters_paper() -> None:
    row = a_row(route=({"group": "board", "for": "information"},))
    about = "IND-second-plans"
    q1 = {"about": about, "fulfils": "PRG-2017-18/7@2017-18-Q1"}
    first = a_meeting(date="2017-07-01", items=(q1,))
    second = a_meeting(
        id="MTG-2017-02",
        group="performance-sub-group",
        items=({"about": about, "fulfils": "PRG-2017-18/7@2017-18-Q2"},),
    )
    papers = due(a_programme(row), first, second, kind="paper")
    assert brief(papers) == [("paper", "PRG-2017-18/7@2017-18-Q2", None)]


# --- Section 11, indicators, audits, meetings ------------------------------------------------


def test_return_that_has_not_come_is_due_even_without_a_file() -> None:
    (item,) = due(a_cycle(), an_agency(safeguarding_lead="Head of Public Protection"))
    assert (item.kind, item.record, item.days) == ("return", "S11-2017-a-constabulary", -143)
    assert item.lead == "Head of Public Protection"


def test_agency_with_a_date_of_its_own() -> None:
    asked = {"agency": "a-constabulary", "basis": "commissioned", "due": "2017-12-01"}
    assert brief(due(a_cycle(asked=(asked,))))[0][2] == "2017-12-01"


def test_return_that_came_waits_for_moderation() -> None:
    cycle = a_cycle(moderation={"by": "audit-sub-group", "until": "2017-09-15"})
    came = a_return(received=({"on": "2017-06-28", "version": 1},))
    assert brief(due(cycle, came)) == [("moderation", "S11-2017", "2017-09-15")]
    grade = {"grade": "met", "on": "2017-08-30", "by": "audit-sub-group"}
    moderated = a_return(
        received=({"on": "2017-06-28", "version": 1},),
        standards=({"standard": 1, "moderated": grade},),
    )
    assert due(cycle, moderated) == []


def test_value_is_due_so_many_days_after_its_period() -> None:
    indicator = an_indicator(values=({"period": "2017-18 Q1", "numerator": 31},))
    assert brief(due(indicator)) == [
        ("value", "IND-second-plans", "2017-10-30"),
        ("value", "IND-second-plans", "2018-01-30"),
    ]


def test_indicator_without_values_is_asked_after_since_the_first_programme() -> None:
    indicator = an_indicator()
    in_may = date(2018, 5, 14)
    assert len(due(indicator, today=in_may, kind="value")) == 1
    programme = a_programme(a_row(schedule={"when": "as-required"}))
    assert len(due(indicator, programme, today=in_may, kind="value")) == 5
    ahead = an_indicator(values=({"period": "2019-20 Q1", "numerator": 3},))
    assert len(due(ahead, programme, today=in_may, kind="value")) == 5


def test_nothing_is_asked_for_from_before_the_register_was_kept() -> None:
    board = a_board(kept_since="2017-11-01")
    programme = a_programme(a_row(schedule={"every": "month"}))
    items = due(board, programme, an_indicator())
    assert min(item.due for item in items if item.due) == date(2017, 11, 30)
    done = a_meeting(date="2017-07-01", items=({"fulfils": "PRG-2017-18/7@2017-06"},))
    assert [i.record for i in due(board, programme, done) if i.kind == "paper"] == []


def test_value_that_is_missing_for_a_reason_is_not_asked_for() -> None:
    values = (
        {"period": "2017-18 Q1", "numerator": 31},
        {"period": "2017-18 Q2", "missing": "x", "reason": "System changeover"},
    )
    assert brief(due(an_indicator(values=values)))[0][2] == "2018-01-30"


def test_question_is_asked_until_it_is_answered() -> None:
    signal = {"period": "2017-18 Q1", "question": "Which teams?", "ask": "LADO", "by": "2017-10-18"}
    values = ({"period": "2017-18 Q1", "numerator": 31},)
    open_question = an_indicator(values=values, signals=(signal,))
    assert brief(due(open_question, kind="question"))[0][2] == "2017-10-18"
    answered = signal | {"answer": {"on": "2017-10-18", "text": "Two teams"}}
    assert due(an_indicator(values=values, signals=(answered,)), kind="question") == []


def test_question_about_a_period_that_is_not_over_is_not_asked_yet() -> None:
    signal = {"period": "2017-18 Q3", "question": "Which teams?", "ask": "LADO", "by": "2018-02-18"}
    indicator = an_indicator(signals=(signal,))
    assert due(indicator, kind="question") == []
    assert due(indicator, kind="question", today=date(2018, 1, 1)) != []


def test_document_is_asked_for_until_it_comes() -> None:
    asked = {"what": "follow-up-report", "requested": "2017-08-02", "due": "2018-02-01"}
    assert brief(due(an_audit(documents=(asked,)))) == [("follow-up", "AUD-2017-01", "2018-02-01")]
    assert due(an_audit(documents=(asked | {"received": "2017-11-01"},))) == []


def test_report_goes_from_group_to_group() -> None:
    audit = an_audit(reported="2017-07-21", route=("audit-sub-group", "board"))
    scrutiny = a_meeting(group="audit-sub-group", items=({"about": "AUD-2017-01"},))
    board = a_meeting(id="MTG-2017-02", date="2017-12-13")
    (paper,) = due(audit, scrutiny, board, kind="paper")
    assert (paper.group, paper.due) == ("board", date(2017, 12, 13))
    seen = a_meeting(id="MTG-2017-03", date="2017-11-01", items=({"about": "AUD-2017-01"},))
    assert due(audit, scrutiny, board, seen, kind="paper") == []


def test_second_look_of_a_sub_group_does_not_send_a_report_to_the_board_again() -> None:
    audit = an_audit(reported="2017-07-21", route=("audit-sub-group", "board"))
    item = {"about": "AUD-2017-01"}
    first = a_meeting(group="audit-sub-group", date="2017-09-01", items=(item,))
    board = a_meeting(id="MTG-2017-02", date="2017-10-01", items=(item,))
    second = a_meeting(id="MTG-2017-03", group="audit-sub-group", date="2017-11-01", items=(item,))
    assert due(audit, first, board, second, kind="paper") == []


def test_decision_before_the_report_does_not_settle_it() -> None:
    audit = an_audit(reported="2017-11-01", route=("board",))
    item = {"about": "AUD-2017-01", "decision": "circulate", "reason": "No concerns"}
    early = a_meeting(group="audit-sub-group", date="2017-10-18", items=(item,))
    assert [i.record for i in due(audit, early, kind="paper")] == [audit.id]


def test_talk_of_an_audit_before_its_report_is_no_scrutiny_of_it() -> None:
    audit = an_audit(reported="2017-11-01", route=("audit-sub-group", "board"))
    method = a_meeting(group="audit-sub-group", items=({"about": "AUD-2017-01"},))
    (paper,) = due(audit, method, kind="paper")
    assert paper.group == "audit-sub-group"


def test_paper_that_missed_its_meeting_is_late_until_a_meeting_sees_it() -> None:
    audit = an_audit(reported="2017-07-21", route=("audit-sub-group",))
    missed = a_meeting(group="audit-sub-group", papers_by="2017-10-11", items=({"title": "x"},))
    following = a_meeting(id="MTG-2017-02", group="audit-sub-group", date="2018-01-16")
    (paper,) = [i for i in due(audit, missed, following, kind="paper") if i.record == audit.id]
    assert (paper.due, paper.days) == (date(2017, 10, 11), -40)
    assert "MTG-2017-02" in paper.advice


def test_paper_that_is_on_the_agenda_is_not_to_be_put_there_again() -> None:
    audit = an_audit(reported="2017-11-01", route=("board",))
    planned = a_meeting(date="2017-12-13", items=({"about": "AUD-2017-01"},))
    (paper,) = [i for i in due(audit, planned, kind="paper") if i.record == audit.id]
    assert paper.advice == "it is on the agenda of MTG-2017-01; send the paper in"


def test_report_that_is_only_circulated_goes_no_further() -> None:
    audit = an_audit(reported="2017-07-21", route=("audit-sub-group", "board"))
    item = {"about": "AUD-2017-01", "decision": "circulate", "reason": "No concerns"}
    assert due(audit, a_meeting(group="audit-sub-group", items=(item,)), kind="paper") == []


def test_board_request_is_due_at_its_next_meeting() -> None:
    asked = a_meeting(items=({"requests": "AUD-2017-01"},), minutes_agreed="2017-11-01")
    following = a_meeting(id="MTG-2017-02", date="2017-12-13")
    items = due(asked, following, an_audit(), kind="request")
    assert brief(items) == [("request", "AUD-2017-01", "2017-12-13")]
    late = due(asked, following, an_audit(), kind="request", today=date(2017, 12, 20))
    assert [item.days for item in late] == [-7]
    assert brief(due(asked, an_audit(), kind="request"))[0][2] is None


def test_meeting_is_asked_after_until_something_shows_that_it_was_held() -> None:
    asked_after = [("meeting", "MTG-2017-01", "2017-10-18")]
    agenda = ({"title": "Neglect"},)
    assert brief(due(a_meeting(attendance=()))) == asked_after
    assert brief(due(a_meeting(items=agenda, attendance=()))) == asked_after
    assert due(a_meeting(items=agenda, minutes_agreed="2017-11-15")) == []


def test_minutes_agreed_later_show_nothing_yet() -> None:
    held = a_meeting(items=({"title": "Neglect"},), minutes_agreed="2017-12-13", attendance=())
    assert brief(due(held)) == [("meeting", "MTG-2017-01", "2017-10-18")]


def test_move_of_a_meeting_counts_from_the_day_it_was_agreed() -> None:
    move = {
        "on": "2017-11-21",
        "was": "2017-12-06",
        "now": "2017-12-13",
        "reason": "Quorum",
        "agreed_by": "board",
    }
    meeting = a_meeting(date="2017-12-13", revisions=(move,))
    assert [i.slip for i in due(meeting)] == [None]
    later = due(meeting, today=date(2017, 11, 21))
    assert [i.slip for i in later] == [Slip(1, date(2017, 12, 6), date(2017, 12, 13))]


# --- Filters ---------------------------------------------------------------------------------


def test_directorates_of_directorates_are_found_once() -> None:
    """Level by level over all agencies, this took seconds."""
    chain = [an_agency(f"a-{n}", part_of=f"a-{n + 1}") for n in range(5_000)]
    action = an_action(owner={"agency": "a-0", "role": "Head of Early Help"})
    register = a_register(*chain, action)
    start = process_time()
    assert len(due_items(register, TODAY, DueFilter(agency="a-5000"))) == 1
    assert process_time() - start < 1


def test_filters() -> None:
    records = (
        an_agency("a-council"),
        an_agency("a-directorate", part_of="a-council"),
        a_group(),
        an_action(due="2017-12-18"),
        an_action(
            "ACT-2017-002",
            owner={"agency": "a-directorate", "role": "Head of Early Help"},
            group="audit-sub-group",
            due="2018-04-01",
        ),
    )

    def found(**wanted: Any) -> list[str]:
        return [item.record for item in due(*records, **wanted)]

    assert found() == ["ACT-2017-001", "ACT-2017-002"]
    assert found(agency="a-council") == ["ACT-2017-002"]
    assert found(lead="early help") == ["ACT-2017-002"]
    assert found(mine="head of safeguarding") == ["ACT-2017-001"]
    assert found(mine="head") == []
    assert found(group="audit-sub-group") == ["ACT-2017-002"]
    assert found(kind="outcome") == []
    assert found(within=date(2017, 12, 18)) == ["ACT-2017-001"]
    assert found(before=date(2017, 12, 18)) == []


def test_what_an_unreadable_meeting_may_show_says_so() -> None:
    register = a_register(a_programme(a_row()), an_action())
    (row, *_) = due_items(replace(register, left_out=("meetings/MTG-2017-09.yaml",)), TODAY)
    assert row.advice.startswith("hscb validate first: a meeting could not be read")
    assert not due_items(register, TODAY)[0].advice.startswith("hscb validate")
