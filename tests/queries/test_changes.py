"""What is said to have changed: by dates alone, and held against the register of a day."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import (
    a_board,
    a_cycle,
    a_group,
    a_meeting,
    a_register,
    a_return,
    an_action,
    an_agency,
    an_audit,
    an_indicator,
    an_objective,
)
from hscb_pm import store
from hscb_pm.models import Record, record
from hscb_pm.models.record import Fact, Model
from hscb_pm.papers.changed import HEADINGS, in_words
from hscb_pm.queries.changes import Change, What, changes, last_meeting, tellers, wanted_of
from hscb_pm.register import Register
from running import EXAMPLE

SINCE, TODAY = date(2017, 10, 1), date(2017, 11, 20)
FRAME = (a_board(), a_group(), an_agency(), an_agency("a-council"))
DUE = {"due": "2018-03-31"}
AUDIT = "audit-sub-group"
FOUND = {"on": "2017-09-07", "result": "achieved", "seal": "5f0c9a1b2c3d4e6f"}
SIGNED_OFF = {"on": "2017-11-07", "signed_off_by": AUDIT}


def changed(
    *now: Record, then: tuple[Record, ...] | None = None, public: bool = False
) -> list[Change]:
    base = None if then is None else a_register(*FRAME, *then)
    register = a_register(*FRAME, *now)
    return changes(register.for_public() if public else register, base, SINCE, TODAY)


def brief(rows: list[Change]) -> list[tuple[What, str, str]]:
    return [(change.what, change.record, in_words(change)) for change in rows]


def one(**more: Any) -> Record:
    return an_action(**(DUE | more))


def moved(*moves: tuple[str, str, str]) -> dict[str, Any]:
    revisions = tuple(
        {"on": on, "was": was, "now": now, "reason": "Staff", "agreed_by": AUDIT}
        for on, was, now in moves
    )
    return {"due": moves[-1][2], "revisions": revisions}


@pytest.mark.parametrize(
    ("facts", "what", "said"),
    [
        ({"implemented": SIGNED_OFF}, What.IMPLEMENTED, "signed off by the Audit Sub Group"),
        (
            {"outcomes": ({"on": "2017-11-01", "result": "achieved"},)},
            What.CLOSED,
            "outcome achieved, and no evidence shows it",
        ),
        (
            moved(
                ("2017-05-01", "2017-06-30", "2017-12-31"),
                ("2017-11-01", "2017-12-31", "2018-03-31"),
            ),
            What.SLIPPED,
            (
                "moved from 31 December 2017 to 31 March 2018, the 2nd time, 274 days later in "
                "all, as the Audit Sub Group agreed: Staff"
            ),
        ),
        (
            {
                "withdrawn": {
                    "on": "2017-10-02",
                    "reason": "No money",
                    "agreed_by": AUDIT,
                }
            },
            What.GIVEN_UP,
            "given up, as the Audit Sub Group agreed: No money",
        ),
        ({"progress": ({"on": "2017-10-02", "note": "Begun"},)}, What.PROGRESS, "progress: Begun"),
        (
            {"agreed": "2017-10-05"},
            What.NEW,
            "agreed: Head of Safeguarding, A Constabulary, due 31 March 2018",
        ),
    ],
)
def test_dated_facts_tell_themselves(facts: dict[str, Any], what: What, said: str) -> None:
    action = one(**facts)
    assert brief(changed(action)) == [(what, "ACT-2017-001", said)]
    assert brief(changed(action, then=(one(),)))[-1:] == [(what, "ACT-2017-001", said)]


def test_what_happened_before_or_is_still_to_come_is_not_told() -> None:
    notes = ({"on": "2017-10-01", "note": "Before"}, {"on": "2017-11-21", "note": "To come"})
    assert changed(one(progress=notes)) == []
    assert changed(one(progress=notes), then=(one(progress=notes),)) == []


def test_a_fact_of_before_that_was_recorded_since_is_told_once() -> None:
    late = {"implemented": {"on": "2017-09-01", "signed_off_by": "audit-sub-group"}}
    assert changed(one(**late)) == []
    (row,) = changed(one(**late), then=(one(),))
    assert (row.what, row.on) == (What.IMPLEMENTED, date(2017, 9, 1))


@pytest.mark.parametrize(
    ("then", "now", "what", "said"),
    [
        ({}, DUE | {"due": "2018-06-30"}, What.SLIPPED,
         "moved from 31 March 2018 to 30 June 2018 with no entry in `revisions`"),
        ({}, {"owner": {"agency": "a-council", "role": "Director"}}, What.REOWNED,
         "owner changed from Head of Safeguarding, A Constabulary to Director, A Council"),
        ({"measure": "Half"}, {"measure": "All"}, What.REWORDED, "measure from “Half” to “All”"),
        ({"measure": "Half of John Smith's plans (NHS number 943 476 5919)"}, {"measure": "All"},
         What.REWORDED, "measure from “a text that the privacy guard would not pass” to “All”"),
        ({}, {"continued_by": "ACT-2017-002"}, What.GIVEN_UP, "ACT-2017-002 has taken its place"),
        ({"implemented": SIGNED_OFF}, {}, What.CORRECTED,
         "no longer recorded: signed off by the Audit Sub Group (7 November 2017)"),
        ({"implemented": SIGNED_OFF | {"on": "2017-09-07"}},
         {"implemented": SIGNED_OFF | {"on": "2017-09-14"}}, What.CORRECTED,
         ("signed off by the Audit Sub Group (14 September 2017); before: "
         "signed off by the Audit Sub Group (7 September 2017)")),
        ({"outcomes": (FOUND,)}, {"outcomes": (FOUND | {"seal": "0" * 16},)}, What.OTHER,
         "outcome of 7 September 2017 judged again, as it is worded now"),
        ({"outcomes": (FOUND,)}, {"outcomes": (FOUND | {"recheck": "2018-11-07"},)}, What.OTHER,
         "outcome of 7 September 2017 changed in detail"),
        ({}, {"resources": "£100"}, What.OTHER, "changed: resources"),
    ],
)  # fmt: skip
def test_the_register_of_then_tells_the_rest(
    then: dict[str, Any], now: dict[str, Any], what: What, said: str
) -> None:
    assert brief(changed(one(**now), then=(one(**then),))) == [(what, "ACT-2017-001", said)]


def test_an_owner_changed_does_not_make_the_agreement_another() -> None:
    agreed = {"agreed": "2017-06-12"}
    other = {"owner": {"agency": "a-council", "role": "Director"}}
    (row,) = changed(one(**agreed, **other), then=(one(**agreed),))
    assert row.what is What.REOWNED


def test_records_come_go_and_get_other_numbers() -> None:
    then = (one(), one(id="ACT-2017-002", action="Ask"), one(id="ACT-2017-003", action="Tell"))
    now = (
        one(continued_by="ACT-2017-009"),
        one(id="ACT-2017-009", action="Ask"),
        one(id="ACT-2017-004", action="Write"),
    )
    then = (one(continued_by="ACT-2017-002"), *then[1:])
    assert brief(changed(*now, then=then)) == [
        (What.NEW, "ACT-2017-004",
         "new action: Head of Safeguarding, A Constabulary, due 31 March 2018"),
        (What.REMOVED, "ACT-2017-003", "action taken out of the register"),
        (What.REMOVED, "ACT-2017-009", "renumbered: was ACT-2017-002"),
    ]  # fmt: skip


def test_a_file_that_cannot_be_read_is_neither_new_nor_gone() -> None:
    whole, broken = a_register(*FRAME, one()), a_register(*FRAME)
    broken = Register(broken.path, broken.records, rejected=frozenset({"ACT-2017-001"}))
    assert changes(broken, whole, SINCE, TODAY) == []
    assert changes(whole, broken, SINCE, TODAY) == []


@pytest.mark.parametrize(
    ("then", "now", "what"),
    [
        ({}, {}, What.OVERDUE_UNTOUCHED),
        (None, {}, What.OVERDUE_UNTOUCHED),
        ({}, {"progress": ({"on": "2017-11-01", "note": "Begun"},)}, What.OVERDUE),
        ({}, {"resources": "£100"}, What.OVERDUE),
        ({"due": "2017-09-30"}, {"due": "2017-09-30"}, None),
    ],
)
def test_time_alone_makes_things_late(
    then: dict[str, Any] | None, now: dict[str, Any], what: What | None
) -> None:
    due = {"due": "2017-10-31"}
    base = None if then is None else (an_action(**(due | then)),)
    rows = changed(an_action(**(due | now)), then=base)
    late = [row for row in rows if row.what in (What.OVERDUE, What.OVERDUE_UNTOUCHED)]
    assert [row.what for row in late] == ([what] if what else [])
    assert all(row.said == "due 31 October 2017, 20 days late" for row in late)


def graded(*grades: tuple[str, str | None]) -> Record:
    answers = [
        {"standard": number, "self": {"grade": own, "on": "2017-06-30"}}
        | (
            {"moderated": {"grade": other, "on": "2017-10-10", "by": "audit-sub-group"}}
            if other
            else {}
        )
        for number, (own, other) in enumerate(grades, 1)
    ]
    return a_return(standards=tuple(answers))


def test_grades_of_a_day_are_one_sentence() -> None:
    found = graded(("met", "met"), ("met", "not-met"), ("met", "met"))
    assert brief(changed(a_cycle(opened="2017-04-24"), found))[0] == (
        What.GRADES,
        "S11-2017-a-constabulary",
        (
            "standards 1 and 3: moderated by the Audit Sub Group, and left as it was; "
            "standard 2: moderated by the Audit Sub Group from met to not-met"
        ),
    )


def test_a_grade_that_changed_is_told_with_what_it_was() -> None:
    cycle = a_cycle()
    rows = changed(cycle, graded(("not-met", None)), then=(cycle, graded(("met", None))))
    said = [row.said for row in rows if row.what is What.GRADES]
    assert said == ["standard 1: not-met by its own judgement, before: met by its own judgement"]


def test_what_was_carried_forward_and_not_answered_is_no_loss() -> None:
    cycle = a_cycle(opened="2017-10-30")
    carried = graded(("met", "met"), ("met", None))
    own = [{"standard": 1, "self": {"grade": "not-met", "on": "2017-11-07"}}, {"standard": 2}]
    rows = changed(cycle, a_return(standards=tuple(own)), then=(cycle, carried))
    assert [row.said for row in rows if row.what in (What.GRADES, What.CORRECTED)] == [
        "standard 1: not-met by its own judgement, before: met by its own judgement"
    ]


def valued(*values: tuple[str, int], **more: Any) -> Record:
    found = [{"period": period, "numerator": count} for period, count in values]
    return an_indicator(values=found, **more)


def test_an_indicator_tells_its_latest_value_and_the_one_before() -> None:
    first, second = ("2017-18 Q1", 40), ("2017-18 Q2", 30)
    said = "30 in 2017-18 Q2, down from 40 in 2017-18 Q1 (lower is better)"
    for then in (None, (valued(first),)):
        (row,) = (row for row in changed(valued(first, second), then=then) if row.moved)
        assert (row.what, in_words(row)) == (What.INDICATORS, said)
    (row,) = changed(valued(first, ("2017-18 Q2", 31)), then=(valued(first, second),))
    assert in_words(row) == "revised from 30 to 31 in 2017-18 Q2"
    (row,) = changed(valued(("2017-18 Q1", 41), second), then=(valued(first, second),))
    assert row.said == "earlier values were changed"


def test_small_counts_of_children_stay_hidden_in_public() -> None:
    children = {"measure": {"kind": "count", "numerator": "Children", "counts": "children"}}
    first, second = ("2017-18 Q1", 40), ("2017-18 Q2", 3)
    rows = changed(
        valued(first, second, **children), then=(valued(first, **children),), public=True
    )
    assert "confidential in 2017-18 Q2" in in_words(rows[0])
    revised = changed(
        valued(("2017-18 Q2", 41), **children), then=(valued(("2017-18 Q2", 40), **children),),
        public=True,
    )  # fmt: skip
    assert in_words(revised[0]) == "revised to 41 in 2017-18 Q2"
    event = an_indicator(
        events=({"on": "2017-10-10"},), measure=children["measure"] | {"kind": "days-between"}
    )
    assert What.INDICATORS in {row.what for row in changed(event)}
    assert What.INDICATORS not in {row.what for row in changed(event, public=True)}


@pytest.mark.parametrize("was_hidden", [True, False])
def test_nothing_confidential_is_told_in_public(*, was_hidden: bool) -> None:
    hidden = one(part=2, implemented=SIGNED_OFF, measure="Secret")
    shown = one(id="ACT-2017-002", arises_from=("ACT-2017-001",), progress=(
        {"on": "2017-10-09", "note": "As ACT-2017-001"},
    ))  # fmt: skip
    then = (one(part=2) if was_hidden else one(), shown)
    rows = changed(hidden, shown, then=then, public=True)
    assert brief(rows) == [(What.PROGRESS, "ACT-2017-002", "progress: As a confidential record")]
    assert changed(shown, then=(one(part=2), shown), public=True) == rows


def test_what_was_confidential_then_is_held_against_nothing() -> None:
    rows = changed(one(measure="All"), then=(one(part=2, measure="Secret"),), public=True)
    assert rows == []


def test_a_confidential_agency_is_not_named_as_the_owners() -> None:
    hidden = an_agency("a-trust", part=2)
    owner = {"agency": "a-trust", "role": "Nurse"}
    late = one(id="ACT-2017-002", owner=owner, due="2017-10-31")
    rows = changed(hidden, one(owner=owner, implemented=SIGNED_OFF), late, public=True)
    assert [(row.record, row.agency) for row in rows] == [
        ("ACT-2017-001", None),
        ("ACT-2017-002", None),
    ]


def test_an_item_about_a_confidential_record_is_not_named() -> None:
    meeting: dict[str, Any] = {"date": "2017-12-13", "attendance": ()}
    items = ({"title": "Secret", "about": "AUD-2017-01"}, {"title": "Budget"})
    now = (an_audit(part=2), a_meeting(**meeting, items=items))
    rows = changed(*now, then=(a_meeting(**meeting),), public=True)
    assert [row.said for row in rows] == ["items added: a confidential record; Budget"]


def test_meetings_audits_and_their_parts_are_told_once() -> None:
    meeting = {"group": "audit-sub-group", "date": "2017-10-18"}
    planned = a_meeting(**meeting, attendance=())
    held = a_meeting(**meeting, items=({"about": "AUD-2017-01", "decision": "table"},))
    audit: dict[str, Any] = {"due": "2018-01-31"}
    report: dict[str, Any] = {
        "reported": "2017-10-12",
        "findings": ({"id": "F1", "kind": "strength", "text": "Good"},),
    }
    now, then = (held, an_audit(**audit, **report)), (planned, an_audit(**audit))
    assert brief(changed(*now, then=then))[:2] == [
        (What.MEETINGS, "MTG-2017-01", "held: 1 item, 1 to be tabled at the Board"),
        (What.SCRUTINY, "AUD-2017-01", "reported: 1 finding, no recommendations"),
    ]
    later = an_audit(**audit, **report | {"findings": ()})
    assert "findings taken out: F1" in [row.said for row in changed(later, then=now)]


def test_the_last_board_is_the_last_that_was_held() -> None:
    board = a_group("board", "board")
    register = a_register(
        board,
        a_meeting("MTG-2017-01", date="2017-07-05"),
        a_meeting("MTG-2017-02", date="2017-10-04", attendance=()),
        a_meeting("MTG-2017-03", date="2017-12-13"),
    )
    found = last_meeting(register, TODAY)
    assert found
    assert found.id == "MTG-2017-01"


def test_changes_can_be_narrowed() -> None:
    own = one(implemented=SIGNED_OFF, group="audit-sub-group")
    other = one(
        id="ACT-2017-002",
        owner={"agency": "a-council", "role": "Director"},
        implemented=SIGNED_OFF,
    )
    part = an_agency("a-directorate", part_of="a-council")
    register = a_register(*FRAME, part, own, other)
    rows = changes(register, None, SINCE, TODAY)
    for wanted, found in (
        ({"agency": "a-council"}, ["ACT-2017-002"]),
        ({"group": "audit-sub-group"}, ["ACT-2017-001"]),
        ({"lead": "safeguarding"}, ["ACT-2017-001"]),
        ({}, ["ACT-2017-001", "ACT-2017-002"]),
    ):
        assert [row.record for row in wanted_of(register, rows, **wanted)] == found


def test_an_objective_worded_otherwise_is_told() -> None:
    rows = changed(an_objective(objective="Ask children"), then=(an_objective(),))
    assert [row.said for row in rows] == ["objective from “Listen to children” to “Ask children”"]


def leaves(kind: type[Model]) -> Iterator[type[Model]]:
    below = kind.__subclasses__()
    yield from (leaf for each in below for leaf in leaves(each))
    if not below:
        yield kind


def test_every_dated_fact_has_words_of_its_own() -> None:
    dated = {
        (kind, name)
        for kind in leaves(Model)
        for name, _, _, mark in record._plan(kind, Fact)  # noqa: SLF001, which fields are facts
        if mark
    }
    known = tellers._TELLERS  # noqa: SLF001, what is said of them
    said = {(kind, name) for kind, name in dated for each in kind.__mro__ if (each, name) in known}
    assert dated == said
    assert set(HEADINGS) == set(What)


def _next(records: list[Record]) -> list[Record]:
    """Each record with all that the next one says."""
    others = [*records[1:], records[0]]
    return [o.model_copy(update={"id": r.id}) for r, o in zip(records, others, strict=True)]


def _with_less(records: list[Record]) -> list[Record]:
    return [
        r.model_copy(
            update={
                name: value[:-1] if isinstance(value, tuple) else field.get_default()
                for name, field in type(r).model_fields.items()
                if isinstance(value := getattr(r, name), tuple) or not field.is_required()
            }
        )
        for r in records
    ]


@pytest.mark.parametrize("other", [_next, _with_less])
def test_whatever_changes_in_a_record_can_be_told(
    other: Callable[[list[Record]], list[Record]],
) -> None:
    here = store.load(EXAMPLE)
    records = {
        kind: {r.id: r for r in other(list(known.values()))} if known else {}
        for kind, known in here.records.items()
    }
    there = replace(here, records=records)
    assert changes(here, there, SINCE, TODAY)
    assert changes(there, here, SINCE, TODAY)


def test_what_was_signed_off_again_was_signed_off_before() -> None:
    again = SIGNED_OFF | {"again": (SIGNED_OFF | {"signed_off_by": "board"},)}
    first, second = brief(changed(one(implemented=again)))[:2]
    assert "again" not in first[2]
    assert second[2].startswith("signed off again")
