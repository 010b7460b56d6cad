"""How records stand on a day, in a word."""

import pytest

from asking import TODAY
from builders import (
    a_concern,
    a_course,
    a_document,
    a_group_report,
    a_lesson,
    a_meeting,
    a_rating,
    a_register,
    a_review,
    a_work_plan,
    an_annual_report,
    an_escalation,
    child_deaths,
    some_feedback,
)
from hscb_pm.models import Record
from hscb_pm.queries.states import STATES, states

CONCERN = {"text": "No desk", "kind": "concern"}
EVALUATION = {"how": "Survey", "answered": 20, "changed": 12, "finding": "They ask"}
SHOWN = {"kind": "audit", "finding": "27 of 30 files"}
TAKEN = a_meeting(
    group="executive-group", items=({"about": "RPT-2017-01"}, {"about": "REV-2017-01"})
)
RECORDS: list[tuple[Record, str, str]] = [
    (a_group_report(), "awaited", "the report of 2017-18 Q1"),
    (a_group_report(received="2017-11-21"), "awaited", "the report of 2017-18 Q1"),
    (
        a_group_report(received="2017-10-19"),
        "received",
        "on 19 October 2017; nobody has considered it",
    ),
    (a_group_report(received="2017-10-18"), "presented", "on 18 October 2017"),
    (a_work_plan(agreed="2017-11-21"), "draft", "it is not agreed yet"),
    (a_work_plan(agreed="2017-11-20"), "agreed", "on 20 November 2017"),
    (a_lesson(), "noted", "on 1 June 2017; nobody has passed it on"),
    (a_lesson(noted="2017-11-21"), "to come", "not before 21 November 2017"),
    (
        a_lesson(disseminated=({"on": "2017-07-01", "how": "Briefing"},)),
        "passed on",
        "on 1 July 2017; whether it took hold is to be looked at by 1 January 2018, in 42 days",
    ),
    (
        a_lesson(embedded=(SHOWN | {"on": "2017-11-20"},)),
        "embedded",
        "shown on 20 November 2017",
    ),
    (a_course(sessions=({"on": "2017-11-21"},)), "planned", "it has not been held yet"),
    (
        a_course(
            sessions=({"on": "2017-11-20", "attended": ({"agency": "a-council", "staff": 3},)},),
            evaluations=(EVALUATION | {"on": "2017-11-21"},),
        ),
        "held",
        "1 session, 3 staff came; nobody has asked whether it changed practice",
    ),
    (
        a_course(
            sessions=({"on": "2017-06-01"},), evaluations=(EVALUATION | {"on": "2017-09-01"},)
        ),
        "evaluated",
        "1 session; 12 of 20 say what they do differently",
    ),
    (some_feedback(on="2017-11-21"), "to come", "not before 21 November 2017"),
    (
        some_feedback(themes=(CONCERN,), told="2017-07-01"),
        "heard",
        "1 concern of practitioners to answer",
    ),
    (some_feedback(told="2017-11-21"), "answered", "those who spoke have not been told"),
    (
        some_feedback(told="2017-11-20"),
        "told",
        "those who spoke heard on 20 November 2017 what was done",
    ),
    (an_escalation(raised="2017-11-21"), "to come", "not before 21 November 2017"),
    (
        an_escalation(resolved={"on": "2017-11-21", "how": "Accepted"}),
        "open",
        "for 172 days, since 1 June 2017",
    ),
    (
        an_escalation(resolved={"on": "2017-06-11", "how": "Accepted"}),
        "resolved",
        "on 11 June 2017, after 10 days",
    ),
    (a_concern(raised="2017-11-21"), "to come", "not before 21 November 2017"),
    (
        a_concern(due="2017-11-19"),
        "open",
        "since 1 June 2017; answer due 19 November 2017, 1 day late",
    ),
    (
        a_concern(answer={"on": "2017-11-20", "text": "Named"}),
        "answered",
        "on 20 November 2017; it is not closed",
    ),
    (
        a_concern(closed={"on": "2017-11-20", "how": "Named"}),
        "closed",
        "on 20 November 2017: Named",
    ),
    (a_rating(opened="2017-11-21"), "to come", "not before 21 November 2017"),
    (a_rating(closed="2017-11-21"), "open", "members were asked on 1 September 2017"),
    (
        a_rating(closed="2017-11-20", answered=14),
        "closed",
        "on 20 November 2017; 14 of 20 answered",
    ),
    (child_deaths(reported="2017-11-21"), "in preparation", "the report is not finished"),
    (child_deaths(reported="2017-11-20"), "reported", "on 20 November 2017"),
    (
        an_annual_report(published={"on": "2017-11-21"}),
        "to come",
        "due 30 September 2018, in 314 days",
    ),
    (an_annual_report(published={"on": "2017-11-20"}), "published", "on 20 November 2017"),
    (a_document(agreed=None), "draft", "it is not agreed yet"),
    (a_document(), "no review date", "nothing says when it is looked at again"),
    (
        a_document(review_by="2017-11-20"),
        "in date",
        "to be looked at again by 20 November 2017, today",
    ),
    (
        a_document(review_by="2017-11-19"),
        "review late",
        "to be looked at again by 19 November 2017, 1 day late",
    ),
    (a_review(opened="2017-11-21"), "to come", "not before 21 November 2017"),
    (a_review(), "under way", "since 2 May 2017; no date is set for the report"),
    (
        a_review(reported="2017-07-21", route=("executive-group", "board")),
        "reported",
        "on 21 July 2017; the board has not seen it",
    ),
    (
        a_review(reported="2017-07-21", route=("executive-group",)),
        "presented",
        "to the executive-group on 18 October 2017",
    ),
    (
        a_review(reported="2017-07-21", published={"on": "2017-11-20"}),
        "published",
        "on 20 November 2017",
    ),
]


@pytest.mark.parametrize(("record", "state", "why"), RECORDS)
def test_record_stands_as_its_facts_say(record: Record, state: str, why: str) -> None:
    assert states(a_register(record, TAKEN), TODAY)(record) == (state, why)


def test_every_state_of_these_kinds_is_among_those_to_ask_for() -> None:
    """And each that can be asked for is one that a record can be in."""
    found: dict[type[Record], set[str]] = {}
    for record, state, _ in RECORDS:
        found.setdefault(type(record), set()).add(state)
    assert found == {kind: set(STATES[kind]) for kind in found}
