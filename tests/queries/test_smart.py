"""Which actions are SMART: the sentence, what the register knows, and who attested."""

from datetime import date
from typing import Any

import pytest

from builders import a_register, a_review, an_action, an_objective
from hscb_pm.models import Action
from hscb_pm.queries.smart import assessed
from hscb_pm.register import Register
from hscb_pm.smart import Verdict

VAGUE = "Ensure good practice"
CLEAR = "Audit the minutes of 30 core groups and report to the Audit Sub Group"
BY = {"group": "audit-sub-group", "role": "Chair"}
TODAY = date(2017, 11, 20)
SERIOUS = a_review(
    type="serious-case-review",
    findings=({"id": "F1", "kind": "shortfall", "text": "Nobody asked"},),
    recommendations=({"id": "R1", "from": ("F1",), "text": "Ask"},),
)


def attested(*letters: str, on: str = "2017-06-12") -> dict[str, object]:
    return {"letters": letters, "on": on, "by": BY, "reason": "Agreed with the team"}


def codes(register: Register, letter: str) -> list[str]:
    (found,) = assessed(register)
    return [problem.code for problem in getattr(found.verdicts, letter).problems]


def test_a_clear_action_needs_a_person_for_two_letters() -> None:
    (found,) = assessed(a_register(an_action(action=CLEAR)))
    verdicts = found.verdicts
    assert {name: letter.verdict for name, letter in verdicts._asdict().items()} == {
        "S": Verdict.MET,
        "M": Verdict.MET,
        "A": Verdict.NEEDS_A_PERSON,
        "R": Verdict.NEEDS_A_PERSON,
        "T": Verdict.MET,
    }
    assert verdicts.smart
    assert not verdicts.complete


def test_attestation_answers_any_letter() -> None:
    action = an_action(action=VAGUE, attested=attested("S", "M", "A", "R"))
    (found,) = assessed(a_register(action))
    assert found.verdicts.complete
    assert found.attestation


def test_attestation_of_a_later_day_does_not_count_yet() -> None:
    action = an_action(action=VAGUE, attested=attested("S", "M", on="2017-12-01"))
    (found,) = assessed(a_register(action), TODAY)
    assert not found.verdicts.smart
    assert found.attestation is None
    (found,) = assessed(a_register(action))  # rules ask no clock
    assert found.verdicts.smart


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["SMART-A5", "SMART-A1"]),
        ({"resources": "Two days of an auditor"}, ["SMART-A1"]),
        ({"resources": "None", "agreed": "2017-12-08"}, ["SMART-A4", "SMART-A1"]),
        ({"resources": "None", "agreed": "2017-12-01"}, ["SMART-A1"]),
    ],
)
def test_what_speaks_against_being_done(more: dict[str, Any], expected: list[str]) -> None:
    register = a_register(an_action(action=CLEAR, due="2017-12-15", **more))
    assert codes(register, "A") == expected


def test_what_speaks_against_mattering() -> None:
    plan = an_objective(to="2018-03-31")
    free = an_action(action=CLEAR)
    assert codes(a_register(free), "R") == ["SMART-R2", "SMART-R1"]
    tied = an_action(action=CLEAR, objective=plan.id, due="2018-03-31")
    assert codes(a_register(tied, plan), "R") == ["SMART-R1"]
    late = an_action(action=CLEAR, objective=plan.id, due="2018-04-01")
    assert codes(a_register(late, plan), "R") == ["SMART-R3", "SMART-R1"]


def many(number: int, **more: Any) -> list[Action]:
    return [an_action(f"ACT-2017-{n:03}", action=CLEAR, **more) for n in range(1, number + 1)]


def test_a_role_carries_eight_actions_and_four_on_a_day() -> None:
    def found(register: Register) -> set[str]:
        return {p.code for each in assessed(register) for p in each.verdicts.A.problems}

    assert found(a_register(*many(4, resources="None"))) == {"SMART-A1"}
    assert found(a_register(*many(5, resources="None"))) == {"SMART-A1", "SMART-A3"}
    spread = [
        an_action(f"ACT-2017-{n:03}", action=CLEAR, resources="None", due=f"2017-12-{n:02}")
        for n in range(1, 10)
    ]
    assert found(a_register(*spread[:8])) == {"SMART-A1"}
    assert found(a_register(*spread)) == {"SMART-A1", "SMART-A2"}


def test_what_was_given_up_is_not_judged() -> None:
    given_up = {"on": "2017-06-12", "reason": "Done by others", "agreed_by": "audit-sub-group"}
    register = a_register(
        an_action(action=VAGUE, withdrawn=given_up),
        an_action("ACT-2017-002", action=VAGUE, continued_by="ACT-2017-003"),
    )
    assert [*assessed(register)] == []


def test_serious_case_reviews_want_smart_actions() -> None:
    register = a_register(
        SERIOUS,
        an_action(action=VAGUE, arises_from=("REV-2017-01/R1",)),
        an_action("ACT-2017-002", action=CLEAR, arises_from=("REV-2017-01/R1",)),
        an_action("ACT-2017-003", action=VAGUE),
    )
    assert [each.action.id for each in assessed(register) if each.falls_short] == ["ACT-2017-001"]
