"""The Audit Sub Group's paper, from small registers."""

from datetime import date

from builders import (
    a_board,
    a_cycle,
    a_group,
    a_meeting,
    a_register,
    an_action,
    an_agency,
    an_audit,
)
from hscb_pm.papers import Audience
from papering import paper_text, unread

GROUP = a_group()


def paper(*records: object, **how: object) -> str:
    register = a_register(a_board(), GROUP, an_agency(), *records)  # type: ignore[arg-type]
    return paper_text("audit-subgroup", register, **how)  # type: ignore[arg-type]


def of_many(id: str = "AUD-2017-02", **more: object) -> object:
    return an_audit(id, level="multi-agency-audit", **more)


def test_board_without_records_gets_a_paper() -> None:
    text = paper_text("audit-subgroup", a_register(a_board()))
    assert "No audit was in hand at 20 November 2017." in text
    assert "Overdue, the longest first. None recorded." in text


def test_audits_stand_by_stage_the_late_ones_first() -> None:
    method = {"text": "Read the minutes", "agreed": "2017-07-11", "by": "audit-sub-group"}
    text = paper(
        of_many("AUD-2017-01", due="2018-02-01"),
        of_many("AUD-2017-02", due="2018-02-01", methodology=method),
        of_many("AUD-2017-03", due="2018-02-01", fieldwork_done="2017-10-01"),
        of_many("AUD-2017-04", due="2017-11-10"),
        of_many("AUD-2017-05", reported="2017-10-01", route=("audit-sub-group",)),
    )
    stages = ("report late", "planned", "method agreed", "fieldwork done", "to be presented")
    assert f"1 {', 1 '.join(stages[:4])} and 1 {stages[4]}." in text
    places = [text.index(f"| {stage} |") for stage in stages]
    assert places == sorted(places)
    assert "agree how each of these is to be done: Core groups; Core groups; Core groups" in text


def test_document_that_was_asked_for_and_has_not_come_stands_first() -> None:
    documents = (
        {"what": "report", "requested": "2017-05-16", "received": "2017-06-05"},
        {"what": "follow-up-report", "requested": "2017-07-11", "due": "2017-10-31"},
    )
    text = paper(an_audit(reported="2017-04-28", notified="2017-05-16", documents=documents))
    assert "| 31 October 2017, 20 days late | Follow-up report: Core groups |" in text
    assert text.index("| not yet, 20 days late |") < text.index("| 5 June 2017 |")


def test_what_is_not_recorded_is_told_with_its_explanation() -> None:
    why = {"AUD-007": "The template had no heading for it"}
    text = paper(an_audit(reported="2017-04-28", notified="2017-05-16", explained=why))
    assert "nothing says whether a third person took part" in text
    assert "considered | The template had no heading for it |" in text


def test_findings_that_lead_nowhere_are_gaps() -> None:
    findings = (
        {"id": "F1", "kind": "shortfall", "text": "Late"},
        {"id": "F2", "kind": "strength", "text": "Kind"},
    )
    answer = {"kind": "agreed", "on": "2017-07-28", "by": "a-constabulary"}
    asked = ({"id": "R1", "from": ("F2",), "text": "Go on", "response": answer},)
    text = paper(of_many(reported="2017-06-30", findings=findings, recommendations=asked))
    assert "| AUD-2017-02/F1 | no recommendation answers this shortfall |" in text
    assert "| AUD-2017-02/F2 | it was not disseminated |" in text
    assert "| AUD-2017-02/R1 | no action carries it out |" in text


def test_report_of_a_later_day_lacks_nothing_yet() -> None:
    audit = of_many(
        reported="2017-12-01",
        methodology={"text": "Read", "agreed": "2017-07-01", "by": "audit-sub-group"},
        agencies=("a-constabulary", "a-council"),
        route=("audit-sub-group", "board"),
    )
    text = paper(audit, a_group("board", "board"))
    assert "What the framework asks of audits, and nothing shows. None recorded." in text
    assert "nothing says how equality was considered" in paper(
        audit, a_group("board", "board"), today=date(2017, 12, 2)
    )


def test_decision_about_the_board_is_told_or_asked_for() -> None:
    audit = an_audit(reported="2017-08-31", notified="2017-09-05")
    assert "decide whether the Board is to be advised of: Core groups" in paper(audit)
    item = {"about": "AUD-2017-01", "decision": "not-needed", "reason": "One form"}
    meeting = a_meeting(group="audit-sub-group", date="2017-09-12", items=(item,))
    text = paper(audit, meeting)
    assert "decide whether" not in text
    assert "the Board need not see it: One form |" in text
    hidden = paper(audit, meeting.model_copy(update={"part": 2}))
    assert "decide whether" not in hidden
    assert "One form" not in hidden


def test_request_for_independence_wants_an_answer() -> None:
    request = {"by": "a-constabulary", "on": "2017-07-14"}
    audit = an_audit(notified="2017-07-11", independence={"kind": "joint", "request": request})
    assert "answer 1 request of an agency for independence" in paper(audit)


def test_agency_that_told_of_no_audit_is_named() -> None:
    assert "| A Constabulary | no | none |" in paper(a_cycle())
    told = an_audit(agencies=("a-constabulary",), notified="2017-09-05")
    assert "| A Constabulary | yes | none |" in paper(a_cycle(), told)


def test_actions_stand_by_audit_with_their_state() -> None:
    moved = {"on": "2017-08-01", "was": "2017-09-01", "now": "2017-10-01"}
    reason = {"reason": "Ill", "agreed_by": "audit-sub-group"}
    action = an_action(
        arises_from=("AUD-2017-02/R1",), due="2017-10-01", revisions=(moved | reason,)
    )
    text = paper(of_many(), action)
    assert "| open; 50 days late; moved once, 30 days; first due 1 September 2017 |" in text


def test_outcome_to_be_looked_at_again_is_listed() -> None:
    signed = {"on": "2017-11-07", "signed_off_by": "audit-sub-group"}
    action = an_action(arises_from=("AUD-2017-02/R1",), implemented=signed)
    assert "| 7 May 2018, in 168 days | Evidence of an outcome: " in paper(of_many(), action)


def test_hidden_audits_leave_no_trace() -> None:
    hidden = an_audit(title="A secret", notified="2017-09-05", agencies=("a-constabulary",), part=2)
    action = an_action(arises_from=("AUD-2017-01/R1",), action="Follow the secret", part=2)
    text = paper(hidden, action)
    assert "ecret" not in text
    assert "AUD-2017-01" not in text
    assert "A secret" in paper(hidden, audience=Audience.INTERNAL)


def test_file_that_cannot_be_read_is_told_of() -> None:
    register = unread(a_register(a_board(), GROUP), "audits/AUD-2017-09.yaml")
    assert "| Incomplete | 1 file could not be read |" in paper_text("audit-subgroup", register)
