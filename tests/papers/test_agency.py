"""The paper about one agency, from small registers."""

from datetime import date
from typing import Any

import pytest

from builders import (
    a_board,
    a_budget,
    a_concern,
    a_course,
    a_cycle,
    a_group,
    a_meeting,
    a_register,
    a_return,
    a_review,
    an_action,
    an_agency,
    an_audit,
    an_escalation,
    an_indicator,
    chair_meetings,
)
from hscb_pm.models import Record
from hscb_pm.papers import Audience
from papering import paper_text, unread


def paper(*records: Record, **how: Any) -> str:
    register = a_register(a_board(), an_agency(), *records)
    return paper_text("agency", register, "a-constabulary", **how)


def test_agency_of_which_nothing_is_recorded_gets_a_paper() -> None:
    text = paper()
    assert "# A Board: A Constabulary" in text
    assert "Overdue, the longest first. None recorded." in text
    assert "Nothing is recorded of it under: Section 11 returns, audits and reviews," in text
    assert "## Actions" not in text


def test_what_its_directorates_owe_is_overdue_too() -> None:
    part = an_agency("a-unit", part_of="a-constabulary")
    owner = {"agency": "a-unit", "role": "Head of the unit"}
    text = paper(part, an_action(owner=owner))
    assert "ask A Constabulary what stands in the way of what is overdue (1 item)" in text
    assert "| 30 September 2017, 51 days late | Publish a leaflet | ACT-2017-001 |" in text
    assert "It also answers through A Unit." in text


def test_returns_stand_side_by_side_with_the_cycle_before() -> None:
    first = a_cycle(id="S11-2016", title="Then", opened="2016-04-20", due="2016-06-30")
    graded = {"standard": 5, "self": {"grade": "met", "on": "2016-06-20"}}
    before = a_return(
        id="S11-2016-a-constabulary",
        cycle="S11-2016",
        received=({"on": "2016-06-20", "version": 1},),
        standards=(graded,),
    )
    now = {"standard": 5, "self": {"grade": "not-met", "on": "2017-06-28"}}
    came = a_return(received=({"on": "2017-07-03", "version": 1},), standards=(now,))
    text = paper(first, before, a_cycle(), came)
    assert "| No. | Standard | Own grade | Moderated | Then | What is to improve |" in text
    assert "| 5 | — | not-met | — | met | — |" in text
    assert "Return: came on 3 July 2017, 3 days late." in text
    assert "- No action answers its shortfall in standard 5 (A Constabulary:" in text


def test_audits_and_reviews_say_which_part_it_took() -> None:
    person = {"agency": "a-constabulary", "role": "Detective"}
    text = paper(
        an_audit("AUD-2017-01", lead=person),
        an_audit("AUD-2017-02", agencies=("a-constabulary", "a-council"), auditors=(person,)),
        an_audit("AUD-2017-03", agencies=("a-council",)),
        a_review(agencies=("a-constabulary",)),
    )
    assert "| AUD-2017-01 | single agency audit | led |" in text
    assert "| AUD-2017-02 | single agency audit | its work was looked at and audited |" in text
    assert "AUD-2017-03" not in text
    assert "| REV-2017-01 | partnership review | its work was looked at |" in text


@pytest.mark.parametrize(
    ("response", "said", "missing"),
    [
        (None, "not answered | no action |", "It has not answered recommendation AUD-2017-01/R1."),
        (
            {"kind": "agreed", "on": "2017-07-28", "by": "a-constabulary"},
            "agreed on 28 July 2017 | no action |",
            "No action carries out recommendation AUD-2017-01/R1, which it agreed.",
        ),
        (
            {
                "kind": "not-agreed",
                "on": "2017-07-28",
                "by": "a-constabulary",
                "reason": "No money",
            },
            "not agreed on 28 July 2017: No money | none is wanted |",
            None,
        ),
    ],
)
def test_recommendations_say_what_it_answered(
    response: dict[str, Any] | None, said: str, missing: str | None
) -> None:
    asked = {"id": "R1", "text": "Read the mailbox"} | ({"response": response} if response else {})
    audit = an_audit(agencies=("a-constabulary",), reported="2017-06-30", recommendations=(asked,))
    text = paper(audit)
    assert f"| AUD-2017-01/R1 | Read the mailbox | {said}" in text
    assert (missing or "") in text
    assert ("No action carries out" in text) is (response is not None and "reason" not in response)


def test_action_that_is_hidden_or_unread_is_not_called_missing() -> None:
    answer = {"kind": "agreed", "on": "2017-07-28", "by": "a-constabulary"}
    asked = {"id": "R1", "text": "Read the mailbox", "response": answer}
    audit = an_audit(agencies=("a-constabulary",), reported="2017-06-30", recommendations=(asked,))
    hidden = an_action(arises_from=("AUD-2017-01/R1",), part=2)
    assert "No action carries out" not in paper(audit, hidden)
    register = unread(a_register(a_board(), an_agency(), audit), "actions/ACT-2017-009.yaml")
    text = paper_text("agency", register, "a-constabulary")
    assert "No action carries out" not in text
    assert "| agreed on 28 July 2017 | not known: a file could not be read |" in text


def test_actions_say_what_they_came_from_and_how_they_slipped() -> None:
    moved = {"on": "2017-08-01", "was": "2017-09-01", "now": "2017-12-01", "reason": "Ill"}
    revisions = (moved | {"agreed_by": "audit-sub-group"},)
    action = an_action(due="2017-12-01", revisions=revisions, arises_from=("AUD-2017-01/R1",))
    text = paper(an_audit(), action)
    said = "open; moved once, 91 days; first due 1 September 2017"
    row = f"| 1 December 2017 | {said} | AUD-2017-01/R1 |"
    assert row in text
    assert row not in paper(an_audit(part=2), action)
    assert "ACT-2017-001" not in paper(an_action(agreed="2017-11-21"))


def test_concerns_and_escalations_stand_with_its_part_the_open_ones_first() -> None:
    closed = {"on": "2017-07-01", "how": "Seen"}
    text = paper(
        an_agency("a-council"),
        a_concern(agency="a-constabulary", closed=closed),
        an_escalation(),
    )
    case = text.index("| raised by it with A Council | open: for 172 days")
    assert case < text.index("| put to it | closed: on 1 July 2017: Seen |")
    other = an_escalation(**{"by": "a-council", "with": "a-constabulary"})
    assert "| raised with it by A Council |" in paper(an_agency("a-council"), other)
    assert "Concerns" not in paper(a_concern(agency="a-constabulary"), today=date(2017, 5, 31))


def test_seats_say_when_they_were_empty() -> None:
    seat = {"agency": "a-constabulary", "role": "Detective", "present": False}
    board = a_group("board", "board", members=("a-constabulary",))
    text = paper(
        board, a_meeting(), a_meeting("MTG-2017-02", date="2017-06-28", attendance=(seat,))
    )
    assert "| Board | 1 of 2 | 28 June 2017 |" in text
    assert "- The Chair has not met it in 2017-18 so far." in text


def test_talks_with_the_chair_are_told() -> None:
    met = {"on": "2017-05-18", "agency": "a-constabulary", "about": "The audit"}
    later = met | {"on": "2017-12-18", "about": "The end of the year"}
    text = paper(a_group("board", "board", members=("a-constabulary",)), chair_meetings(met, later))
    assert "| 18 May 2017 | — | The audit | — | — |" in text
    assert "The end of the year" not in text
    assert "The Chair has not met it" not in text


def test_training_says_how_many_came() -> None:
    def course(agency: str) -> Record:
        came = ({"agency": agency, "staff": 9}, {"agency": "a-trust", "staff": 7})
        return a_course(sessions=({"on": "2017-06-13", "attended": came},))

    assert "| Core groups | TRN-2017-01 | 1 | 9 | 16 |" in paper(course("a-constabulary"))
    group = a_group("board", "board", members=("a-constabulary",))
    text = paper(course("a-council"), group, a_meeting())
    assert "- None of its staff came to the courses of 2017-18 so far." in text


def test_what_it_pays_stands_beside_the_whole() -> None:
    text = paper(a_budget(contributions=({"agency": "a-constabulary", "pounds": 50000},)))
    assert "It pays £50,000 of the £200,000 that the Board planned to spend in 2017-18, 25%" in text


def test_small_numbers_of_its_indicators_are_withheld_from_the_public() -> None:
    value = {"period": "2017-18 Q1", "numerator": 3}
    indicator = an_indicator(values=(value,), measure={"kind": "count", "numerator": "Children"})
    assert "| 3 |" not in paper(indicator)
    assert "| Second plans | 2017-18 Q1" in paper(indicator)
    assert "| 3 |" in paper(indicator, audience=Audience.INTERNAL)


def test_hidden_records_leave_no_trace() -> None:
    text = paper(
        an_audit(title="A secret", agencies=("a-constabulary",), part=2),
        an_action(action="Keep the secret", part=2),
        an_agency("a-secret-unit", part_of="a-constabulary", part=2),
        a_concern(title="A secret concern", agency="a-constabulary", part=2),
    )
    assert "ecret" not in text
    assert "4 records are confidential" in text


def test_file_that_cannot_be_read_is_told_of() -> None:
    register = unread(a_register(a_board(), an_agency()), "actions/ACT-2017-009.yaml")
    assert "| Incomplete | 1 file could not be read |" in paper_text(
        "agency", register, "a-constabulary"
    )
