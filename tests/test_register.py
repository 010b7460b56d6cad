"""The worked example: valid by its own rules, exact where it is real, honest where it is not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from hscb_pm import rules
from hscb_pm.models import (
    RECORD_TYPES,
    Action,
    Audit,
    Cycle,
    Indicator,
    Meeting,
    Objective,
    Programme,
    Return,
)
from hscb_pm.models.action import State
from hscb_pm.queries.due import due_items
from hscb_pm.queries.framework import Verdict, framework
from hscb_pm.queries.item import KINDS, DueState
from hscb_pm.register import Register
from hscb_pm.store import load
from running import EXAMPLE

TODAY = date(2017, 11, 20)

# Audit subject & criteria, Frequency, Dates for audit, Lead Responsibility, Comment
APPENDIX_1 = [
    ("HSCB Membership and Development", "Annually", "N/A", "Ind. Chair", "Annual report"),
    (
        "Attendance at HSCB meetings audit",
        "Annually",
        "N/A",
        "HSCB Support Officer",
        "Included in HSCB Annual Report",
    ),
    ("Budget monitoring", "Monthly", "N/A", "Business Manager", "Include in Annual Report"),
    (
        "Effectiveness of HSCB Training",
        "Annually",
        None,
        "Learning & Development Group",
        "Report to HSCB and include in Annual Report",
    ),
    (
        "s11",
        "Annual – rolling program",  # noqa: RUF001, as the framework writes it
        "June",
        "Business Manager",
        "Reporting to HSCB following scrutiny at Audit Sub Group",
    ),
    (
        "Child Death Overview Panel Data",
        "Annually",
        "September",
        "CDOP Chair",
        "Full Report to HSCB",
    ),
    (
        "HSCB Data set",
        "Review a selection of data at each Performance meeting",
        "Quarterly",
        "Performance Group Chair",
        "Scrutiny at Performance Group prior to presentation at HSCB",
    ),
    (
        "Children Missing from home and care Report",
        "Annually",
        "September",
        "SSAG Chair",
        "Scrutiny at SSAG Group prior to presentation at HSCB",
    ),
    (
        "Allegations of abuse against staff and volunteers (LADO)",
        "Annual",
        "December",
        "LADO",
        "Full report to HSCB",
    ),
    (
        "Private Fostering report",
        "Annually",
        "June",
        "Private Fostering Officer",
        "Full report to Improving Outcomes Group",
    ),
    (
        "Single agency Audits",
        "As completed",
        "N/A",
        "Audit Chair",
        "Scrutiny at Audit Group prior to presentation at HSCB if required",
    ),
    (
        "Multi-agency audit x 3",
        "3 x Annually",
        "On audit schedule",
        "Business Manager",
        "Report to Audit Group & HSCB",
    ),
    (
        "SCR recommendations Auditing of completed actions",
        "Ongoing",
        "Monthly",
        "SCR group",
        None,
    ),
    ("Management Reviews", "As & when required", None, "SCR Group", "SCR Group"),
]


NINE_STANDARDS = [
    (
        "Senior Management commitment to the importance of safeguarding & promoting the welfare "
        "of children"
    ),
    "A clear statement of the agency's responsibility to children is available to all staff",
    (
        "A clear line of accountability within the organisation for work on safeguarding and "
        "promoting the welfare of children"
    ),
    (
        "Service development takes account of the need to safeguard and promote welfare and is "
        "informed, where appropriate, by the views of children and families"
    ),
    (
        "Staff training on safeguarding and promoting the welfare of children for all staff "
        "working with, or depending on the agency's primary function, in contact with children "
        "and families"
    ),
    "Recruitment, vetting procedures and allegations against staff",
    "Interagency Working",
    "Information Sharing",
    "Work with individual children and their families",
]


@pytest.fixture(scope="module")
def register() -> Register:
    return load(EXAMPLE)


def test_example_has_no_problem_that_is_not_explained(register: Register) -> None:
    assert [problem for problem in rules.check(register) if not problem.explained] == []


def test_appendix_1_is_entire_and_exact(register: Register) -> None:
    (programme,) = register.of(Programme)
    written = [
        (row.title, w.frequency, w.dates, w.lead, w.comment)
        for row in programme.items
        for w in [row.as_written]
    ]
    assert written == APPENDIX_1
    assert [row.row for row in programme.items] == list(range(1, 15))


def test_programme_falls_due_as_the_framework_says(register: Register) -> None:
    (programme,) = register.of(Programme)
    count = Counter(int(o.id.partition("/")[2].partition("@")[0]) for o in programme.occurrences())
    assert [count[row] for row in range(1, 15)] == [1, 1, 12, 1, 1, 1, 4, 1, 1, 1, 0, 3, 12, 0]


def test_nine_standards_are_in_the_framework_s_words(register: Register) -> None:
    assert register.standards is not None
    words = [standard.text for standard in register.standards.standards]
    assert words == NINE_STANDARDS


def test_example_is_large_enough_to_learn_from(register: Register) -> None:
    count = {kind: len(list(register.of(kind))) for kind in (Objective, Audit, Return, Action)}
    assert count == {Objective: 4, Audit: 8, Return: 12, Action: 36}
    assert len(list(register.of(Indicator))) == 12
    assert len(list(register.of(Cycle))) == 1
    states = Counter(action.state_on(TODAY) for action in register.of(Action))
    assert set(states) == set(State)
    assert sum(bool(action.revisions) for action in register.of(Action)) >= 5
    held = [meeting for meeting in register.of(Meeting) if meeting.is_held_on(TODAY)]
    assert len(held) >= 20
    assert len(list(register.of(Meeting))) > len(held)


def test_due_list_of_the_example_shows_nearly_every_kind(register: Register) -> None:
    items = due_items(register, TODAY)
    assert {item.state for item in items} == set(DueState)
    never = {"publication"}  # a finished Serious Case Review that says nothing of it is an error
    assert {item.kind for item in items} == set(KINDS) - never


def test_example_has_a_record_of_every_kind(register: Register) -> None:
    assert [kind.kind for kind in RECORD_TYPES if not register.of(kind)] == []


def test_example_shows_every_verdict_on_a_clause(register: Register) -> None:
    assert {answer.verdict for answer in framework(register, TODAY)} == set(Verdict)


def test_every_record_says_whether_it_is_real(register: Register) -> None:
    silent = [record.id for record in register if not record.source and not record.illustrative]
    assert silent == []


def test_no_fact_is_later_than_the_pinned_date(register: Register) -> None:
    assert register.board is not None
    assert register.board.today == TODAY
    assert register.facts_after(TODAY) == []
    for meeting in register.of(Meeting):
        if meeting.date > TODAY:
            assert not meeting.attendance
            assert not any(item.decision for item in meeting.items)
    for indicator in register.of(Indicator):
        assert all(period.end <= TODAY for _, period in indicator.periods())


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def test_mailboxes_are_of_reserved_domains_only(register: Register) -> None:
    for record in register:
        for text in texts(record):
            for word in text.split():
                if "@" in word and "." in word.partition("@")[2]:
                    assert word.strip(".,;()").endswith(".example"), record.id
