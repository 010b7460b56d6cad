"""The Executive's paper, from small registers."""

from datetime import date

from builders import (
    a_board,
    a_group,
    a_group_report,
    a_meeting,
    a_register,
    a_work_plan,
    an_action,
    an_agency,
    an_audit,
    an_objective,
)
from hscb_pm.papers import Audience
from hscb_pm.register import Register
from papering import paper_text, unread

EXECUTIVE = a_group("executive-group", "executive")
Q2 = {"period": "2017-18 Q2", "received": "2017-10-10"}


def executive(*records: object, **how: object) -> str:
    return paper_text("executive", small(*records), **how)  # type: ignore[arg-type]


def small(*records: object) -> Register:
    return a_register(a_board(), EXECUTIVE, a_group(), *records)  # type: ignore[arg-type]


def test_board_without_records_gets_a_paper() -> None:
    text = paper_text("executive", a_register(a_board()))
    assert "| Meeting | not planned yet |" in text
    assert "No report of a sub group has been asked for in 2017-18 so far." in text
    assert "There is no sub group." in text


def test_report_that_has_not_come_is_asked_for() -> None:
    text = executive()
    assert "ask the Chair of the Audit Sub Group for 2 reports that should have come" in text
    assert "| 30 July 2017, 113 days late | Report of the Audit Sub Group, 2017-18 Q1" in text
    assert (
        "| Audit Sub Group | 2017-18 Q2: has not come: due 30 October 2017, 21 days late |" in text
    )


def test_report_that_is_late_and_silent_says_so() -> None:
    report = a_group_report(activity="Met once", **{**Q2, "received": "2017-11-02"})
    text = executive(report)
    assert "| 2 November 2017 | 3 days late; does not say what has changed | RPT-2017-01 |" in text
    assert "- What it did: Met once" in text
    assert "- What has changed for children: the report does not say." in text
    assert "consider 1 report that no meeting has taken yet" in text
    assert "ask the Audit Sub Group what has changed for children (section 1)" in text


def test_report_of_a_later_day_has_not_come() -> None:
    report = a_group_report(activity="Met once", outcomes="Less waiting", **Q2)
    text = executive(report, today=date(2017, 10, 9))
    assert "Met once" not in text
    assert "No report has come this year." in text


def test_report_that_was_considered_says_when() -> None:
    report = a_group_report(outcomes="Less waiting", **Q2)
    meeting = a_meeting(
        group="executive-group", date="2017-11-15", items=({"about": "RPT-2017-01"},)
    )
    text = executive(report, meeting)
    assert "came on 10 October 2017; considered on 15 November 2017" in text


def test_report_that_cannot_be_read_is_not_called_missing() -> None:
    text = paper_text("executive", unread(small(), "group-reports/RPT-2017-01.yaml"))
    assert "2017-18 Q2: not known: a file could not be read" in text
    assert "for 2 reports" not in text


def test_work_plan_shows_progress_by_objective() -> None:
    aim = {"objective": "OBJ-2017-1", "aim": "Three audits"}
    plan = a_work_plan(agreed="2017-04-20", aims=(aim,))
    action = {"group": "audit-sub-group", "objective": "OBJ-2017-1"}
    objective = an_objective(groups=("audit-sub-group",))
    text = executive(plan, objective, an_action(**action), an_action("ACT-2017-002", **action))
    assert "Work plan of 2017-18: agreed on 20 April 2017." in text
    assert "| Listen to children | Three audits | nothing is recorded | 2 open |" in text


def test_group_that_carries_an_objective_wants_a_work_plan() -> None:
    text = executive(an_objective(groups=("audit-sub-group",)))
    assert "there is none, and the group carries an objective of the business plan" in text
    assert "for 1 work plan that should have been agreed" in text


def test_meetings_are_held_against_those_planned() -> None:
    absent = {"agency": "a-constabulary", "role": "Head of Safeguarding", "present": False}
    group = {"group": "audit-sub-group", "attendance": (absent,)}
    text = executive(
        an_agency(),
        a_meeting("MTG-2017-01", date="2017-05-01", **group),
        a_meeting("MTG-2017-02", date="2017-07-01", **group),
        a_meeting("MTG-2017-03", date="2017-09-01", **group | {"attendance": ()}),
        a_meeting("MTG-2017-04", date="2018-01-16", **group | {"attendance": ()}),
    )
    assert "2 meetings held in 2017-18 so far, 1 to come." in text
    assert "1 planned meeting has passed, and nothing shows that it took place." in text
    assert "0 of 2 seats were filled. Absent more than once: A Constabulary." in text
    assert "| 2 of 4 |" in text


def test_what_went_to_the_board_is_told_with_the_decision() -> None:
    item = {"about": "AUD-2017-01", "decision": "table", "reason": "Three agencies fall short"}
    taken = a_meeting("MTG-2017-01", group="audit-sub-group", date="2017-07-11", items=(item,))
    board = a_meeting("MTG-2017-02", date="2017-10-04", items=({"about": "AUD-2017-01"},))
    row = "| AUD-2017-01 | 11 July 2017 | to be tabled | Three agencies fall short |"
    boards = a_group("board", "board")
    assert f"{row} not yet |" in executive(an_audit(), boards, taken)
    assert f"{row} 4 October 2017 |" in executive(an_audit(), boards, taken, board)


def test_hidden_groups_and_records_leave_no_trace() -> None:
    panel = a_group("a-panel", "other", title="Panel of secrets", part=2)
    item = {"title": "A secret", "about": "AUD-2017-01", "decision": "table"}
    taken = a_meeting(group="audit-sub-group", date="2017-07-11", items=(item,))
    plan = a_work_plan(completed_by="Secret chair", part=2)
    records = (
        panel,
        an_audit(part=2),
        taken,
        a_group_report(activity="A secret", received="2017-07-20", part=2),
        plan,
    )
    text = executive(*records)
    assert "ecret" not in text
    assert "AUD-2017-01" not in text
    assert "for 1 report that should have come" in text  # of the second quarter; the first came
    assert "Work plan of 2017-18: not for the readers of this paper." in text
    assert "Panel of secrets" in executive(*records, audience=Audience.INTERNAL)
