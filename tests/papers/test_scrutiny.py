"""What the papers of an audit and of a case review say, from small registers."""

from datetime import date
from typing import Any

import pytest

from builders import (
    a_board,
    a_course,
    a_group,
    a_lesson,
    a_meeting,
    a_register,
    a_review,
    an_action,
    an_agency,
    an_audit,
)
from hscb_pm.models import Record
from hscb_pm.papers import PAPERS, Audience, Paper, gather
from hscb_pm.papers.front import meeting_for
from hscb_pm.present.papers import paper_as_markdown

TODAY = date(2017, 11, 20)
BOARD = a_group("board", "board", title="The Board")
AUDITORS = a_group()
POLICE = an_agency()
SHORTFALL: dict[str, Any] = {"id": "F1", "kind": "shortfall", "text": "Notes were late"}
STRENGTH: dict[str, Any] = {"id": "F2", "kind": "strength", "text": "Every child was seen"}
ASKED: dict[str, Any] = {"id": "R1", "from": ("F1",), "text": "Write notes on the day"}
AGREED = {"kind": "agreed", "on": "2017-09-01", "by": "a-constabulary"}
REPORTED: dict[str, Any] = {
    "reported": "2017-08-01",
    "route": ("audit-sub-group", "board"),
    "equality": "Read by age",
    "not_involved": "Only records were read",
    "independence": {"kind": "none"},
}


def paper(record: Record, *others: Record, public: bool = False) -> Paper:
    register = a_register(a_board(), BOARD, AUDITORS, POLICE, record, *others)
    register = register.for_public() if public else register
    kind = PAPERS[record.kind]
    meeting = meeting_for(kind, register, TODAY, record.id)
    audience = Audience.PUBLIC if public else Audience.INTERNAL
    return Paper(register, TODAY, meeting, audience, record.id)


def values(record: Record, *others: Record, public: bool = False) -> dict[str, Any]:
    return gather(PAPERS[record.kind], paper(record, *others, public=public))


def text(record: Record, *others: Record, public: bool = False) -> str:
    return paper_as_markdown(
        PAPERS[record.kind], paper(record, *others, public=public), commit=None
    )


def seen(number: int, group: str, day: str, **item: Any) -> Record:
    items = ({"about": "AUD-2017-01"} | item,)
    return a_meeting(f"MTG-2017-0{number}", group=group, date=day, items=items)


def test_bare_record_makes_a_paper() -> None:
    assert "Late, refused or missing" in text(an_audit())
    assert "Opened" in text(a_review())


def test_late_report_comes_first() -> None:
    found = values(an_audit(due="2017-11-01", route=("board",), methodology={"text": "Read"}))
    assert [row[2] for row in found["exceptions"]] == [
        "19 days late, due 1 November 2017: Business Manager"
    ]
    assert "what is overdue (1 item)" in found["asked"][0]


def test_shortfall_that_leads_nowhere_and_strength_that_is_not_passed_on() -> None:
    seen_by_all = [seen(1, "audit-sub-group", "2017-09-05"), seen(2, "board", "2017-10-04")]
    told = {"disseminated": ({"on": "2017-10-09", "how": "Bulletin"},)}
    found = values(an_audit(findings=(SHORTFALL | told, STRENGTH), **REPORTED), *seen_by_all)
    assert [row[::2] for row in found["exceptions"]] == [
        ("F1", "No recommendation answers this shortfall; no training takes it up."),
        ("F2", "It was not disseminated; no training takes it up."),
    ]
    assert found["asked"][0] == (
        "say who sees to what is missing of F1 (“Notes were late”) and F2 (“Every child was seen”)"
    )


def test_what_waits_for_the_board_is_to_come_and_not_missing() -> None:
    found = values(
        an_audit(
            findings=(SHORTFALL, STRENGTH),
            recommendations=(ASKED,),
            **REPORTED,
        )
    )
    assert found["exceptions"] == []
    assert found["to_come"] == [
        "F1 and F2 are still to be disseminated.",
        "F1 and F2 are still to be taken up in training.",
        "R1 is still to be answered.",
    ]


def test_recommendation_refused_or_without_action() -> None:
    refused = {
        "kind": "not-agreed",
        "on": "2017-09-01",
        "by": "a-constabulary",
        "reason": "No money",
    }
    again = {"id": "R2", "from": ("F1",), "text": "Ask twice", "response": AGREED}
    record = an_audit(
        findings=(SHORTFALL,), recommendations=(ASKED | {"response": refused}, again), **REPORTED
    )
    found = values(record)
    rows = {row[0]: row[2] for row in found["exceptions"]}
    assert rows["R1"] == "Not agreed by A Constabulary, 1 September 2017: No money"
    assert rows["R2"] == "No action carries it out."
    assert found["asked"][0] == (
        "say whether it accepts the answer to R1 (“Write notes on the day”), "
        "or challenges the agency"
    )
    assert found["concluded"] == (
        "The findings are 1 shortfall and no strengths. "
        "Of 2 recommendations: 1 not agreed and 1 agreed."
    )


def test_actions_are_shown_in_full_and_late_ones_first() -> None:
    record = an_audit(
        findings=(SHORTFALL,), recommendations=(ASKED | {"response": AGREED},), **REPORTED
    )
    late = an_action(arises_from=("AUD-2017-01/R1",), measure="27 of 30", agreed="2017-09-01")
    later = an_action("ACT-2017-002", arises_from=("AUD-2017-01/R1",), agreed="2017-12-01")
    found = values(record, late, later)
    assert found["exceptions"][0][0] == "ACT-2017-001"
    assert found["recommendations"][0][4] == "ACT-2017-001"
    ((name, what, who, due, stands),) = found["plan"]
    assert (name, what) == ("ACT-2017-001", "Publish a leaflet Measure: 27 of 30")
    assert (who, due) == ("Head of Safeguarding, A Constabulary", "30 September 2017")
    assert stands == "open; 51 days late"


def test_report_of_a_later_day_tells_nothing_yet() -> None:
    later = REPORTED | {"reported": "2017-12-01"}
    said = text(an_audit(findings=(SHORTFALL,), recommendations=(ASKED,), **later))
    assert "Notes were late" not in said
    assert "Write notes on the day" not in said
    said = text(a_review(what_happened="A fall", findings=(SHORTFALL,), **_of_review(later)))
    assert "A fall" not in said
    assert "What happened" not in said


def _of_review(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key != "independence"}


def test_way_to_the_board_is_minuted_or_planned() -> None:
    minuted = seen(1, "audit-sub-group", "2017-09-05", decision="table", reason="It is new")
    planned = a_meeting(
        "MTG-2017-02",
        group="board",
        date="2017-12-13",
        items=({"about": "AUD-2017-01"},),
        attendance=(),
    )
    found = values(an_audit(**REPORTED), minuted, planned)
    assert found["route"] == [
        (
            "Audit Sub Group",
            "considered on 5 September 2017",
            "to be tabled at the Board: It is new",
        ),
        ("The Board", "planned for 13 December 2017", None),
    ]


def test_agenda_alone_does_not_show_that_it_was_considered() -> None:
    unshown = a_meeting(
        group="audit-sub-group",
        date="2017-09-05",
        items=({"about": "AUD-2017-01"},),
        attendance=(),
    )
    found = values(an_audit(**REPORTED), unshown)
    assert found["route"] == [
        (
            "Audit Sub Group",
            "on the agenda of 5 September 2017; nothing shows yet that it was considered",
            None,
        ),
        ("The Board", "not planned", None),
    ]


def test_report_that_goes_no_further_is_not_awaited() -> None:
    ends = seen(1, "audit-sub-group", "2017-09-05", decision="not-needed", reason="One agency")
    asked = a_meeting(
        "MTG-2017-02", date="2017-10-04", items=({"requests": "AUD-2017-01", "reason": "New"},)
    )
    found = values(an_audit(**REPORTED), ends, asked)
    assert found["route"][1:] == [
        ("The Board", "not needed, as decided on 5 September 2017", None),
        ("The Board", "asked to see it on 4 October 2017", "New"),
    ]


@pytest.mark.parametrize(
    ("size", "said"), [(4, "fewer than six of 30, drawn"), (20, "20 of 30, drawn")]
)
def test_few_cases_are_not_counted_in_public(size: int, said: str) -> None:
    sample = {"method": "random", "population": 30, "size": size, "seed": 7}
    assert f"{said} at random; the draw can be repeated" in text(
        an_audit(sample=sample), public=True
    )
    assert f"{size} of 30" in text(an_audit(sample=sample))


def test_public_paper_names_nothing_that_is_hidden() -> None:
    record = an_audit(
        findings=(SHORTFALL | {"training": ("TRN-2017-01",)},),
        recommendations=(ASKED | {"response": AGREED},),
        **REPORTED,
    )
    hidden = [
        an_action(arises_from=("AUD-2017-01/R1",), action="A secret", part=2),
        a_course(title="A closed course", part=2),
        a_lesson(title="A closed lesson", part=2, **{"from": ("AUD-2017-01/F1",)}),
        a_meeting(
            group="board",
            date="2017-12-13",
            items=({"about": "AUD-2017-01"},),
            attendance=(),
            part=2,
        ),
    ]
    said = text(record, *hidden, public=True)
    for secret in ("ACT-2017-001", "secret", "TRN-2017-01", "closed", "LRN-", "13 December"):
        assert secret not in said
    assert "No action carries it out" not in said  # it counts, and is not named
    assert "4 records are confidential" in said


def test_hidden_groups_and_agencies_leave_no_trace() -> None:
    record = an_audit(
        agencies=("a-constabulary", "a-prison"),
        auditors=({"agency": "a-prison", "role": "Deputy Governor"},),
        commissioned_by="a-panel",
        reported="2017-08-01",
        route=("a-panel", "board"),
    )
    hidden = [an_agency("a-prison", part=2), a_group("a-panel", "other", part=2)]
    found = values(record, *hidden, public=True)
    assert [row[0] for row in found["route"]] == ["The Board"]
    assert "Prison" not in str(found)
    assert "Governor" not in str(found)
    assert "Panel" not in str(found)


def test_action_in_a_file_that_cannot_be_read_is_not_called_missing() -> None:
    from dataclasses import replace

    record = an_audit(
        findings=(SHORTFALL,), recommendations=(ASKED | {"response": AGREED},), **REPORTED
    )
    made = paper(record)
    register = replace(made.register, left_out=("actions/ACT-2017-001.yaml",))
    again = Paper(register, TODAY, None, Audience.INTERNAL, record.id)
    rows = gather(PAPERS["audit"], again)["exceptions"]
    assert "No action carries it out" not in str(rows)


def test_review_says_what_happened_and_whether_the_public_has_it() -> None:
    record = a_review(
        what_happened="Letters crossed",
        why="Nobody rang",
        published={"on": "2017-10-01", "link": "https://example.org/r"},
        no_response="It is in the report",
        findings=(SHORTFALL,),
        **_of_review(REPORTED),
    )
    found = values(record)
    assert (found["what_happened"], found["why"]) == ("Letters crossed", "Nobody rang")
    assert found["public"] == [
        ("Report", "made public on 1 October 2017: https://example.org/r"),
        ("Response and actions of the agencies", "not made public: It is in the report"),
    ]
    assert found["exceptions"][-1][2] == (
        "Nothing says whether the criteria of a Serious Case Review were met and which approach "
        "was taken."
    )


def test_what_happened_may_have_paragraphs_and_no_markdown() -> None:
    said = text(a_review(what_happened="Letters.\n\n# Calls", reported="2017-08-01"))
    assert "\nLetters.\n\n\\# Calls\n" in said
