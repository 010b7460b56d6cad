"""What follows from what, what is missing on the way, and what is only not there yet."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    a_concern,
    a_course,
    a_cycle,
    a_document,
    a_group,
    a_lesson,
    a_meeting,
    a_programme,
    a_register,
    a_return,
    a_review,
    a_row,
    an_action,
    an_annual_report,
    an_audit,
    an_escalation,
    an_indicator,
    an_objective,
    some_feedback,
)
from hscb_pm.models import Audit, Record
from hscb_pm.queries.said import Weight
from hscb_pm.queries.trace import DEEPEST, Trace, trace
from hscb_pm.register import CONFIDENTIAL

TODAY = date(2017, 11, 20)
ANSWERED = {"on": "2017-10-20", "by": "a-constabulary"}
AGREED = {"kind": "agreed", **ANSWERED}


def followed(root: str, *records: Record, today: date = TODAY) -> Trace:
    return trace(a_register(a_group("board", "board"), *records), root, today)


def reported(*recommendations: dict[str, Any], **more: Any) -> Audit:
    """A reported audit with a shortfall that was disseminated and is taught."""
    finding = {
        "id": "F1",
        "kind": "shortfall",
        "text": "Minutes lay unread",
        "disseminated": ({"on": "2017-10-30", "how": "Bulletin"},),
        "training": ("TRN-2017-01",),
    }
    return an_audit(
        reported="2017-10-13", findings=(finding | more,), recommendations=recommendations
    )


def recommendation(response: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": "R1", "from": ("F1",), "text": "Read them", "response": response}


def missing(found: Trace) -> dict[str, list[str]]:
    return said(found, Weight.MISSING)


def not_yet(found: Trace) -> dict[str, list[str]]:
    return said(found, Weight.NOT_YET)


def said(found: Trace, weight: Weight) -> dict[str, list[str]]:
    lines = {
        node.id: [line.text for line in node.said if line.weight is weight]
        for node in found.nodes.values()
    }
    return {name: texts for name, texts in lines.items() if texts}


def tree(found: Trace) -> list[str]:
    return ["  " * place.depth + place.node.id + "*" * place.is_above for place in found.places()]


COURSE = a_course(
    sessions=({"on": "2017-11-01"},),
    evaluations=(
        {"on": "2017-11-10", "how": "Letter", "answered": 20, "changed": 9, "finding": "Yes"},
    ),
)
DONE = an_action(
    arises_from=("AUD-2017-01/R1",),
    agreed="2017-10-20",
    implemented={"on": "2017-10-25", "signed_off_by": "board"},
    outcomes=(
        {
            "on": "2017-11-15",
            "result": "achieved",
            "evidence": ({"kind": "audit", "finding": "27 of 30 minutes were read"},),
        },
    ),
)


def test_whole_chain_lacks_nothing() -> None:
    lesson = a_lesson(
        **{"from": ("ACT-2017-001",)},
        disseminated=({"on": "2017-11-16", "how": "Bulletin"},),
        training=("TRN-2017-01",),
        embedded=({"on": "2017-11-17", "kind": "visit", "finding": "They read them"},),
    )
    found = followed("AUD-2017-01", reported(recommendation(AGREED)), DONE, lesson, COURSE)
    assert tree(found) == [
        "AUD-2017-01",
        "  AUD-2017-01/F1",
        "    TRN-2017-01",
        "    AUD-2017-01/R1",
        "      ACT-2017-001",
        "        LRN-2017-01",
        "          TRN-2017-01*",
    ]
    assert missing(found) == {}
    assert not_yet(found) == {}
    texts = [line.text for line in found.nodes["ACT-2017-001"].said]
    assert "outcome achieved on 15 November 2017: 27 of 30 minutes were read" in texts


def test_way_back_leaves_out_what_lies_beside_it() -> None:
    beside = an_action("ACT-2017-002", arises_from=("AUD-2017-01",))
    found = followed("TRN-2017-01", reported(recommendation(AGREED)), DONE, beside, COURSE)
    assert tree(found) == ["AUD-2017-01", "  AUD-2017-01/F1", "    TRN-2017-01"]
    found = followed("ACT-2017-001", reported(recommendation(AGREED)), DONE, beside, COURSE)
    assert "TRN-2017-01" not in found.nodes
    assert "ACT-2017-002" not in found.nodes


def test_each_broken_link_is_told() -> None:
    audit = reported(disseminated=(), training=())
    assert missing(followed("AUD-2017-01/F1", audit)) == {
        "AUD-2017-01/F1": [
            "no recommendation answers this shortfall",
            "it was not disseminated",
            "no training takes it up",
        ]
    }
    for response, told in (
        (AGREED, "no action carries it out"),
        (None, "nobody has answered it"),
        ({"kind": "not-agreed", **ANSWERED}, "nothing says why"),
    ):
        found = followed("AUD-2017-01/R1", reported(recommendation(response)), COURSE)
        assert missing(found) == {"AUD-2017-01/R1": [told]}
    unshown = DONE.model_copy(
        update={"outcomes": tuple(o.model_copy(update={"evidence": ()}) for o in DONE.outcomes)}
    )
    found = followed("AUD-2017-01", reported(recommendation(AGREED)), unshown, COURSE)
    assert missing(found) == {"ACT-2017-001": ["no evidence shows this outcome"]}
    assert missing(followed("ACT-2017-001", an_action())) == {
        "ACT-2017-001": ["nothing says what it arises from"]
    }
    found = followed("ACT-2017-001", an_action(arises_from=("AUD-2017-09/R1",)))
    assert missing(found) == {"AUD-2017-09/R1": ["there is no such record"]}


@pytest.mark.parametrize("source", ["AUD-2017-01", "AUD-2017-01/F1"])
def test_training_may_take_up_a_lesson_from_the_finding(source: str) -> None:
    lesson = a_lesson(**{"from": (source,)}, training=("TRN-2017-01",))
    audit = reported(recommendation(AGREED), training=())
    found = followed("AUD-2017-01", audit, DONE, lesson, COURSE)
    assert missing(found) == {"LRN-2017-01": ["it was not disseminated"]}


def test_course_says_what_it_owes() -> None:
    assert not_yet(followed("TRN-2017-01", a_course())) == {"TRN-2017-01": ["held"]}
    held = a_course(sessions=({"on": "2017-10-01"}, {"on": "2017-11-01"}))
    found = followed("TRN-2017-01", held)
    assert found.nodes["TRN-2017-01"].said[0].text == "held 2 times, last on 1 November 2017"
    assert not_yet(found) == {"TRN-2017-01": ["evaluated, due 1 February 2018, in 73 days"]}


def test_refusal_with_a_reason_ends_the_chain() -> None:
    refused = recommendation({"kind": "not-agreed", **ANSWERED, "reason": "No money"})
    found = followed("AUD-2017-01", reported(refused), COURSE)
    assert missing(found) == {}
    told = found.nodes["AUD-2017-01/R1"].said[0].text
    assert told == "not agreed by a-constabulary on 20 October 2017: No money"


def test_time_makes_not_yet_of_missing() -> None:
    """While the report is on its way to the Board, nothing that follows it is late."""
    audit = reported(recommendation(), disseminated=(), training=())
    on_its_way = audit.model_copy(update={"route": ("board",)})
    assert missing(followed("AUD-2017-01", on_its_way)) == {}
    assert not_yet(followed("AUD-2017-01", on_its_way)) == {
        "AUD-2017-01": ["considered by the Board"],
        "AUD-2017-01/F1": ["disseminated", "taken up in training"],
        "AUD-2017-01/R1": ["answered"],
    }
    item = {"about": "AUD-2017-01", "for": "scrutiny"}
    for meeting in (
        a_meeting(items=(item,)),
        a_meeting(group="audit-sub-group", items=({**item, "decision": "not-needed"},)),
    ):
        assert set(missing(followed("AUD-2017-01", on_its_way, meeting))) == {
            "AUD-2017-01/F1",
            "AUD-2017-01/R1",
        }


def test_action_says_what_it_owes() -> None:
    audit = reported(recommendation(AGREED))
    for implemented, owed in (
        (None, "signed off, due 30 September 2017, 51 days late"),
        (DONE.implemented, "shown to have had its outcome, due 25 April 2018, in 156 days"),
    ):
        action = an_action(arises_from=("AUD-2017-01/R1",), implemented=implemented)
        assert not_yet(followed("ACT-2017-001", audit, action)) == {"ACT-2017-001": [owed]}


def test_what_is_later_than_today_does_not_count() -> None:
    records = (reported(recommendation(AGREED)), DONE, a_lesson(**{"from": ("AUD-2017-01",)}))
    assert list(followed("AUD-2017-01", *records, today=date(2017, 5, 1)).nodes) == ["AUD-2017-01"]
    found = followed("AUD-2017-01", *records, today=date(2017, 10, 15))
    assert found.nodes["AUD-2017-01/R1"].state is None
    assert "ACT-2017-001" not in found.nodes
    found = followed("AUD-2017-01", *records, today=date(2017, 10, 22))
    assert found.nodes["AUD-2017-01/R1"].state == "agreed"
    assert found.nodes["ACT-2017-001"].state == "open"
    assert not_yet(followed("AUD-2017-01/R1", *records, today=date(2017, 5, 1))) == {
        "AUD-2017-01/R1": ["known only from 13 October 2017"]
    }


def test_answer_not_given_yet_leads_nowhere() -> None:
    answer = {"on": "2017-11-01", "text": "One area", "action": "ACT-2017-001"}
    asked = {"period": "2017-18 Q1", "question": "Why?", "ask": "Head", "by": "2017-10-31"}
    records = an_indicator(signals=({**asked, "answer": answer},)), an_action()
    assert tree(followed("ACT-2017-001", *records)) == ["IND-second-plans", "  ACT-2017-001"]
    assert tree(followed("ACT-2017-001", *records, today=date(2017, 10, 30))) == ["ACT-2017-001"]


def test_standard_of_a_return_leads_to_its_action() -> None:
    answer = {
        "standard": 5,
        "self": {"grade": "not-met", "on": "2017-06-28"},
        "improvements": ({"what": "Train", "action": "ACT-2017-001"}, {"what": "Ask"}),
    }
    unanswered = {"standard": 6, "self": {"grade": "not-met", "on": "2017-06-28"}}
    met = {"standard": 7, "self": {"grade": "met", "on": "2017-06-28"}}
    found = followed(
        "S11-2017-a-constabulary",
        a_cycle(),
        a_return(standards=(answer, unanswered, met)),
        an_action(arises_from=("S11-2017-a-constabulary",)),
    )
    assert tree(found) == [
        "S11-2017",
        "  S11-2017-a-constabulary",
        "    S11-2017-a-constabulary/5",
        "      ACT-2017-001",
        "    S11-2017-a-constabulary/6",
    ]
    assert missing(found) == {
        "S11-2017-a-constabulary/5": ["no action carries out: Ask"],
        "S11-2017-a-constabulary/6": ["no improvement answers this shortfall"],
    }


def test_whatever_names_an_action_leads_to_it() -> None:
    theme = {"text": "Nobody rings back", "kind": "concern"}
    records = (
        an_objective(),
        a_meeting(),
        some_feedback(themes=({**theme, "action": "ACT-2017-001"}, theme)),
        a_concern(about=("ACT-2017-001",), actions=("ACT-2017-002",)),
        an_action(arises_from=("MTG-2017-01",), objective="OBJ-2017-1"),
        an_action("ACT-2017-002"),
    )
    found = followed("ACT-2017-002", *records)
    assert tree(found) == [
        "FBK-2017-01",
        "  ACT-2017-001",
        "    CNC-2017-01",
        "      ACT-2017-002",
        "MTG-2017-01",
        "  ACT-2017-001*",
        "OBJ-2017-1",
        "  ACT-2017-001*",
    ]
    assert missing(found) == {"FBK-2017-01": ["nothing was done about: Nobody rings back"]}


def test_standard_that_is_met_belongs_to_its_return() -> None:
    met = {"standard": 7, "self": {"grade": "met", "on": "2017-06-28"}}
    found = followed("S11-2017-a-constabulary/7", a_cycle(), a_return(standards=(met,)))
    assert tree(found) == ["S11-2017-a-constabulary", "  S11-2017-a-constabulary/7"]


def test_answer_carried_forward_is_no_shortfall_of_this_cycle() -> None:
    carried = {"standard": 6, "self": {"grade": "not-met", "on": "2016-06-28"}}
    name = "S11-2017-a-constabulary/6"
    assert name not in missing(followed(name, a_cycle(), a_return(standards=(carried,))))
    again = carried | {"reconfirmed": "2017-06-20"}
    assert name in missing(followed(name, a_cycle(), a_return(standards=(again,))))


@pytest.mark.parametrize(
    ("notified", "expected"),
    [
        ("2017-07-11", ["CNC-2017-01", "  AUD-2017-01"]),
        ("2017-05-02", ["AUD-2017-01", "  CNC-2017-01"]),
        (None, ["AUD-2017-01", "  CNC-2017-01"]),
    ],
)
def test_cause_comes_before_its_effect(notified: str | None, expected: list[str]) -> None:
    concern = a_concern(about=("AUD-2017-01",), raised="2017-06-07")
    audit = an_audit(notified=notified)
    assert tree(followed("CNC-2017-01", concern, audit)) == expected
    assert tree(followed("AUD-2017-01", concern, audit)) == expected


def test_part_of_a_report_is_as_old_as_the_report() -> None:
    concern = a_concern(about=("AUD-2017-01/R1",), raised="2017-10-01")
    audit = reported(recommendation(AGREED)).model_copy(update={"notified": date(2017, 4, 1)})
    assert tree(followed("CNC-2017-01", concern, audit)) == ["CNC-2017-01", "  AUD-2017-01/R1"]


def test_occurrence_leads_to_all_that_came_of_its_audit() -> None:
    programme = a_programme(a_row(schedule={"times": 2, "on": "audit-schedule"}))
    audit = reported(recommendation(AGREED)).model_copy(update={"fulfils": "PRG-2017-18/7@1"})
    records = programme, audit, DONE
    expected = [
        "PRG-2017-18/7@1",
        "  AUD-2017-01",
        "    AUD-2017-01/F1",
        "      AUD-2017-01/R1",
        "        ACT-2017-001",
    ]
    assert tree(followed("ACT-2017-001", *records)) == expected
    assert [line.strip() for line in expected] == [
        name for name in followed("PRG-2017-18/7@1", *records).nodes if name != "TRN-2017-01"
    ]
    told = followed("PRG-2017-18/7@1", *records).nodes["PRG-2017-18/7@1"].said
    assert [line.text for line in told] == ["answered on 13 October 2017"]
    assert not_yet(followed("PRG-2017-18/7@2", *records)) == {
        "PRG-2017-18/7@2": ["answered, due 31 March 2018, in 131 days"]
    }


def test_meeting_names_what_it_took_and_no_chain_goes_through_it() -> None:
    items = (
        {"about": "AUD-2017-01", "for": "scrutiny"},
        {"about": "AUD-2017-02", "for": "decision"},
        {"requests": "AUD-2017-03"},
        {"fulfils": "PRG-2017-18/7@2017-18-Q1"},
        {"about": "ANR-2016-17", "for": "discussion"},
    )
    records = (
        a_meeting(items=items),
        reported(recommendation(AGREED)),
        an_audit("AUD-2017-02"),
        an_audit("AUD-2017-03"),
        an_annual_report(id="ANR-2016-17", published={"on": "2017-11-01"}),
        a_programme(a_row()),
        an_action(arises_from=("MTG-2017-01",)),
    )
    found = followed("MTG-2017-01", *records)
    assert set(found.links) == {
        ("AUD-2017-01", "MTG-2017-01", "considered by"),
        ("MTG-2017-01", "AUD-2017-02", "prepared"),
        ("MTG-2017-01", "AUD-2017-03", "asked for"),
        ("PRG-2017-18/7@2017-18-Q1", "MTG-2017-01", "answered by"),
        ("MTG-2017-01", "ANR-2016-17", "prepared"),
        ("MTG-2017-01", "ACT-2017-001", "led to"),
    }
    assert tree(followed("ACT-2017-001", *records)) == ["MTG-2017-01", "  ACT-2017-001"]
    assert "ACT-2017-001" not in followed("AUD-2017-03", *records).nodes
    assert tree(followed("MTG-2017-01", *records, today=date(2017, 10, 17))) == [
        "MTG-2017-01",
        "  ACT-2017-001",
    ]


def test_evidence_names_what_it_shows() -> None:
    shown = {"kind": "data", "finding": "Fewer", "ref": "IND-second-plans"}
    action = an_action(outcomes=({"on": "2017-11-15", "result": "achieved", "evidence": (shown,)},))
    lesson = a_lesson(embedded=({**shown, "on": "2017-11-17"},))
    records = an_indicator(), action, lesson
    assert tree(followed("IND-second-plans", *records)) == [
        "ACT-2017-001",
        "  IND-second-plans",
        "LRN-2017-01",
        "  IND-second-plans*",
    ]
    assert tree(followed("IND-second-plans", *records, today=date(2017, 11, 14))) == [
        "IND-second-plans"
    ]


def test_document_owes_its_training_and_an_escalation_tells_its_steps() -> None:
    procedure = a_document(type="procedure", delivery={"dissemination": "Bulletin"})
    assert missing(followed("DOC-2017-01", procedure)) == {
        "DOC-2017-01": [
            "nothing says how it comes into use",
            "nothing says how staff are trained in it",
        ]
    }
    taken = an_escalation(
        raised="2017-11-01",
        steps=({"on": "2017-11-02", "level": "Directors"}, {"on": "2017-12-01", "level": "Chair"}),
        resolved={"on": "2017-12-02", "how": "Agreed"},
        learning="Ring first",
    )
    told = [line.text for line in followed("ESC-2017-01", taken).nodes["ESC-2017-01"].said]
    assert "taken up on 2 November 2017: Directors" in told
    assert not any("Chair" in text or "Ring first" in text for text in told)


def test_request_for_a_hidden_record_does_not_tell_why() -> None:
    meeting = a_meeting(items=({"requests": "REV-2017-01", "reason": "Secret"},))
    register = a_register(a_review(part=2), meeting).for_public()
    said = trace(register, "MTG-2017-01", TODAY).nodes["MTG-2017-01"].said
    assert said[-1].text == f"asked to see {CONFIDENTIAL}"


def test_hidden_record_is_not_followed() -> None:
    finding = {"id": "F1", "kind": "shortfall", "text": "Secret"}
    hidden = a_review(reported="2017-10-01", findings=(finding,), part=2)
    action = an_action(arises_from=("REV-2017-01/F1",))
    register = a_register(hidden, action).for_public()
    found = trace(register, "ACT-2017-001", TODAY)
    assert tree(found) == ["REV-2017-01/F1", "  ACT-2017-001"]
    assert found.nodes["REV-2017-01/F1"].title == CONFIDENTIAL


def test_what_could_not_be_read_is_not_called_missing() -> None:
    register = replace(
        a_register(reported(recommendation(AGREED)), COURSE),
        rejected=frozenset({"ACT-2017-001"}),
        left_out=("actions/ACT-2017-001.yaml",),
    )
    found = trace(register, "AUD-2017-01", TODAY)
    assert missing(found) == {}
    assert "not known" in found.nodes["AUD-2017-01/R1"].said[-1].text
    named = replace(
        a_register(a_concern(actions=("ACT-2017-001",))), rejected=frozenset({"ACT-2017-001"})
    )
    found = trace(named, "CNC-2017-01", TODAY)
    assert found.nodes["ACT-2017-001"].title == "could not be read"


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=15))
def test_any_tangle_ends_and_each_step_is_told_once(ways: list[tuple[int, int]]) -> None:
    actions = [
        an_action(
            f"ACT-2017-{number:03}",
            arises_from=tuple(f"ACT-2017-{source:03}" for source, to in ways if to == number),
            continued_by=f"ACT-2017-{number % 6 + 1:03}" if number % 2 else None,
        )
        for number in range(1, 7)
    ]
    found = followed("ACT-2017-001", *actions)
    places = list(found.places())
    told = [place.node.id for place in places if not place.is_above]
    assert sorted(told) == sorted(found.nodes)
    assert len(places) <= len(found.nodes) + len(found.links)


def test_chain_of_any_length_can_be_followed() -> None:
    actions = [
        an_action(f"ACT-2017-{number:05}", continued_by=f"ACT-2017-{number + 1:05}")
        for number in range(1, 3000)
    ]
    found = followed("ACT-2017-01500", *actions, an_action("ACT-2017-03000"))
    assert len(found.nodes) == 3000
    assert max(place.depth for place in found.places()) == DEEPEST
