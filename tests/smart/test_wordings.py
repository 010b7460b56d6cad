"""A better wording is one that a board could take as it stands, once its slots are filled."""

import pickle
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from hscb_pm.smart import Problem, Verdict, check
from hscb_pm.smart.letters import NO_ACTION

OWN = Path(__file__).parents[2] / "benchmarks" / "labelled" / "smart.yaml"
DUE = date(2018, 3, 31)
HEAD = "Head of Safeguarding"
FILLED = {
    "[number]": "20",
    "[group]": "the Audit Sub Group",
    "[role]": HEAD,
    "[date]": "31 March 2018",
    "[task]": "Write the report",
}
Row = tuple[str, str | None, str | date | None, str | None]

PLAN: list[Row] = [
    ("Work together more effectively", "Partnership", "Ongoing", "Better outcomes"),
    ("We will listen to children more", "Participation officer", DUE, None),
    ("Facilitate better links between CAMHS and schools", "CAMHS manager", DUE, None),
    ("Support children through the transition", "Transitions Team", "Ongoing", "Positive feedback"),
    ("Lobby the Home Office regarding taxi licensing", "Independent Chair", "", "Letter sent"),
    ("Raise the voice of the child", HEAD, "Next board meeting", None),
    ("Head of Safeguarding to consider", HEAD, "Spring 2018", None),
    ("Discuss", HEAD, "each meeting", None),
    ("Options for supervision", HEAD, "Monthly", None),
    ("Ensure all staff are aware of the neglect strategy", "All managers", "asap", "Staff aware"),
    ("Clarify roles", "Early Help Manager", "TBA", "Roles are clear"),
    ("Raise awareness of the work of the Board among all staff as appropriate.", HEAD, DUE, None),
    ("Improve communication between councils and teams on an ongoing basis.", HEAD, DUE, "better"),
    ("Maintain oversight of missing children", "Superintendent", DUE, None),
    ("Seek assurance from health providers about safeguarding supervision", HEAD, DUE, None),
    ("The Board needs to be assured that partners have supervision", "Chair", None, None),
    ("Take forward the recommendations of the Wood review", "Chair", "2018-02-28", None),
    ("Enhance the quality of referrals", "MASH Manager", "Within 3 months of publication", "Fewer"),
    ("Remind social workers to record ethnicity", "Principal Social Worker", "30/11/2017", None),
    ("Work with schools to raise awareness of grooming", "Education Adviser", "July 2018", None),
    ("Children feel safe at home", HEAD, DUE, "n/a"),
    ("Be more child focused", "All", "now", "Improved"),
    ("Provide challenge to partners", "Chair", "regularly", "good progress"),
    ("Review practice", HEAD, DUE, None),
    ("Cascade learning", "Team leads", "ongoing", "Learning cascaded"),
    ("Training", HEAD, DUE, None),
    ("Complete", HEAD, DUE, None),
    ("Undertake a piece of work around thresholds", HEAD, DUE, None),
    ("Standing agenda item on exploitation at each meeting", HEAD, "each meeting", None),
    ("Embed Signs of Safety in practice", "Signs of Safety Lead", "Q4 2017/18", "TBC"),
    ("Use of restraint should be prohibited by law", None, None, None),
]


@cache
def labelled() -> list[Row]:
    rows: list[dict[str, Any]] = YAML(typ="safe").load(OWN)
    return [
        (str(row["text"]), row.get("owner"), row.get("due"), row.get("measure")) for row in rows
    ]


def filled(wording: str) -> str:
    return re.sub(r"\[\w+\]", lambda slot: FILLED[slot.group()], wording)


def first(row: Row, letter: str) -> Problem:
    text, owner, due, measure = row
    found: Problem = getattr(check(text, owner=owner, due=due, measure=measure), letter).problems[0]
    return found


def wording(text: str, letter: str = "S", **fields: Any) -> str:
    found: str = getattr(check(text, **fields), letter).problems[0].suggestion
    return found


@pytest.mark.parametrize("row", [*PLAN, *labelled()], ids=lambda row: row[0][:50])
def test_what_is_suggested_is_met_by_the_same_measure(row: Row) -> None:
    text, owner, due, measure = row
    verdicts = check(text, owner=owner, due=due, measure=measure)
    for letter in "SMT":
        if getattr(verdicts, letter).verdict is not Verdict.NOT_MET:
            continue
        problem = first(row, letter)
        if problem.reason == NO_ACTION:
            continue
        better = filled(problem.suggestion)
        if better.startswith("Measure: "):
            again = check(text, owner=owner, due=due, measure=better.removeprefix("Measure: "))
        else:
            again = check(better)
        assert getattr(again, letter).verdict is Verdict.MET, better
        if letter == "S" and verdicts.T.verdict is Verdict.MET and problem.code != "SMART-S1":
            assert again.T.verdict is Verdict.MET or problem.code == "SMART-S7", better


LOOSE = re.compile(
    r"ongoing|as appropriate|as required|regularly|asap|by (?:within|next|each)\b"
    r"|\b(?:to|in|of|for|and) (?:,|to \[|by \[|$)|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)


@pytest.mark.parametrize("row", [*PLAN, *labelled()], ids=lambda row: row[0][:50])
def test_no_wording_quotes_what_is_open_or_breaks_off(row: Row) -> None:
    text, owner, due, measure = row
    for letter in check(text, owner=owner, due=due, measure=measure)[:2]:
        for problem in letter.problems:
            assert not LOOSE.search(problem.suggestion), problem.suggestion


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (
            "Lobby the Home Office regarding taxi licensing",
            {"owner": "Independent Chair"},
            (
                "Independent Chair to write to the Home Office about taxi licensing by [date],"
                " and table the reply at [group]"
            ),
        ),
        (
            "Maintain oversight of missing children",
            {"owner": "Superintendent", "due": DUE},
            (
                "Superintendent to report to [group] a count of missing children each quarter,"
                " first by 31 March 2018"
            ),
        ),
        (
            "Facilitate better links between CAMHS and schools",
            {"owner": "CAMHS manager", "due": DUE},
            (
                "CAMHS manager to hold [number] meetings between CAMHS and schools"
                " by 31 March 2018, and send the agreed note to [group]"
            ),
        ),
        (
            "Remind social workers to record ethnicity",
            {"owner": "All managers", "due": "30/11/2017"},
            (
                "[role] to audit [number] files for whether social workers record ethnicity,"
                " and report the result to [group] by 30 November 2017"
            ),
        ),
        (
            "Staff should be reminded to record the child's view",
            {},
            (
                "[role] to audit [number] files for whether staff record the child's view,"
                " and report the result to [group] by [date]"
            ),
        ),
        (
            "Improve supervision",
            {"owner": HEAD, "due": "Monthly", "measure": "Staff survey"},
            (
                "Head of Safeguarding to survey [number] staff about supervision,"
                " and report the result to [group] each month"
            ),
        ),
        (
            "Seek assurance from health providers about supervision",
            {"owner": "Chair", "due": "Within 3 months of publication"},
            (
                "Chair to write to health providers for a written statement on supervision"
                " within 3 months of publication, and table the replies at [group]"
            ),
        ),
        (
            "Head of Safeguarding to consider",
            {"owner": HEAD, "due": "Next board meeting"},
            (
                "Head of Safeguarding to write a paper with [number] options, for [group] to decide"
                " by the next Board meeting"
            ),
        ),
        (
            "The policy should be reviewed in May 2018.",
            {},
            "[role] to review the policy in May 2018",
        ),
    ],
)
def test_a_task_is_drawn_from_the_row(text: str, fields: dict[str, Any], expected: str) -> None:
    assert wording(text, **fields) == expected


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("Promote the role", "Increase in referrals", "number of referrals, from [number] to"),
        ("Clarify roles", "Roles are clear", "in a survey, [number] of [number] staff say that"),
        ("Embed the voice of the child", None, "[number] of [number] files audited show"),
        ("Review the threshold document", "TBC", "the findings presented to [group] on [date]"),
        ("Deliver training", "Training delivered", "attended by [number] of [number]"),
    ],
)
def test_a_measure_is_no_repeated_sentence(text: str, measure: str | None, expected: str) -> None:
    found = wording(text, "M", owner=HEAD, measure=measure)
    assert found.startswith(f"Measure: {expected}")


def test_a_wording_is_made_once_when_it_is_first_asked_for() -> None:
    made: list[str] = []

    def word() -> str:
        made.append("made")
        return "Better"

    problem = Problem("SMART-S2", "Vague.", word, ((0, 4),))
    assert not made
    assert problem == Problem("SMART-S2", "Vague.", "Better", ((0, 4),))
    assert problem.suggestion == problem.as_json()["suggestion"] == "Better"
    assert problem._replace(suggestion="Best").suggestion == "Best"
    assert {problem: 1}[pickle.loads(pickle.dumps(problem))] == 1  # noqa: S301 - its own bytes
    assert "suggestion='Better'" in repr(problem)
    assert made == ["made"]


def test_each_of_several_tasks_has_its_clause() -> None:
    text = "Develop and implement a toolkit and train staff and audit its use"
    split = wording(text, owner="Neglect lead")
    assert split == "Split it: 1 develop and implement a toolkit; 2 train staff; 3 audit its use"


@pytest.mark.parametrize("text", ["n/a", "-", "See action 3", "No further action", "TBC", ""])
def test_a_row_without_an_action_has_one_reason_and_no_wording(text: str) -> None:
    verdicts = check(text, owner=HEAD)
    assert verdicts.S.problems[0].code == "SMART-S6"
    for letter in (verdicts.S, verdicts.M, verdicts.T):
        assert [(p.reason, p.suggestion) for p in letter.problems] == [(NO_ACTION, "")]
