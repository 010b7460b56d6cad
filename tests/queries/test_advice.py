"""Whoever does what `hscb due` says is not asked for it again: with real files, for each kind."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from asking import TODAY
from hscb_pm.queries.due import due_items
from hscb_pm.queries.item import DueItem
from hscb_pm.store import load

BASE = {
    "board.yaml": "title: A Board\narea: A Shire\nregister_is: private\n",
    "agencies/a-constabulary.yaml": "title: A Constabulary\nbasis: statutory\n",
    "agencies/a-council.yaml": "title: A Council\nbasis: statutory\n",
    "groups/board.yaml": "title: The Board\nfunction: board\nmembers: [a-council]\n",
    "groups/executive-group.yaml": "title: Executive\nfunction: executive\n",
    "groups/audit-sub-group.yaml": "title: Audit Sub Group\nfunction: audit\n",
    "objectives/OBJ-2017-1.yaml": "objective: Listen\ngroups: [audit-sub-group]\n",
    "meetings/MTG-2017-01.yaml": "group: executive-group\ndate: 2017-11-20\n",
    "programme/2017-18.yaml": """\
items:
- row: 3
  section: ongoing-board-performance
  title: Budget monitoring
  as_written: {frequency: Monthly}
  schedule: {every: month}
  lead: {role: Business Manager}
- row: 4
  section: ongoing-board-performance
  title: Training
  as_written: {frequency: Annually}
  schedule: {every: year}
  lead: {role: Business Manager}
- row: 5
  section: ongoing-board-performance
  title: Child deaths
  as_written: {frequency: Annually}
  schedule: {every: year}
  lead: {role: Business Manager}
""",
}
REPORT = "group: audit-sub-group\nto: executive-group\nperiod: 2017-18 Q1\n"
CAME = "received: 2017-07-20\nactivity: Two audits\noutcomes: None yet\n"
PLAN = "group: audit-sub-group\nyear: 2017-18\ncompleted_by: Chair\n"
MET = "meetings:\n- {on: 2017-06-01, agency: a-council, about: Thresholds}\n"
RATING = "opened: 2017-09-01\nasked: 20\nscale: [weak, good]\n"
HEARD = "on: 2017-06-14\nhow: workshop\nthemes:\n- kind: concern\n  text: No desk\n"
ESCALATION = "raised: 2017-06-01\nby: a-constabulary\nwith: a-council\nabout: threshold\n"
CONCERN = "type: compliance\nraised: 2017-06-01\nfound_by: data\ntext: No lead\n"
LESSON = "title: Ask\nlesson: Ask the child\nnoted: 2017-06-01\naudience: All\n"
PASSED_ON = "disseminated:\n- {on: 2017-07-01, how: Briefing}\n"
COURSE = "title: Core groups\naudience: All\nfulfils: [PRG-2017-18/4@2017-18]\n"
HELD = "sessions: [{on: 2017-06-01}]\n"
CHANGED = "{on: 2017-11-19, how: Asked, answered: 20, changed: 12, finding: They ask}"
DOCUMENT = "title: Neglect\ntype: procedure\nagreed: 2015-04-01\n"
OUT = "inputs: [PRG-2017-18/4@2017-18]\npublished: {on: 2017-11-20, link: https://a.example}\n"
REVIEW = "title: Review N\ntype: serious-case-review\nopened: 2017-05-02\n"
REPORTED = "reported: 2017-11-01\n"
MONTH = "- {fulfils: PRG-2017-18/3@2017-%02d, on: 2017-%02d-03, spent: 9000}\n"
BUDGET = "planned: 200000\nmonths:\n" + MONTH % (4, 5)


class Case(NamedTuple):
    """What is asked for, of which record; the file to edit, and what it says before and after."""

    kind: str
    record: str
    path: str
    before: str
    """Nothing where the file is still to be made."""
    after: str
    other_way: str = ""
    """Keys of the advice that are another way to answer."""


CASES = {
    "a report without a file": Case(
        "group-report",
        "audit-sub-group",
        "group-reports/RPT-2017-01.yaml",
        "",
        REPORT + CAME,
    ),
    "a report": Case(
        "group-report", "RPT-2017-01", "group-reports/RPT-2017-01.yaml", REPORT, REPORT + CAME
    ),
    "a work plan without a file": Case(
        "work-plan",
        "audit-sub-group",
        "work-plans/WPL-2017-01.yaml",
        "",
        f"{PLAN}agreed: 2017-04-20\naims: [{{objective: OBJ-2017-1, aim: Hear more children}}]\n",
    ),
    "a draft of a work plan": Case(
        "work-plan",
        "WPL-2017-01",
        "work-plans/WPL-2017-01.yaml",
        PLAN,
        f"{PLAN}agreed: 2017-04-20\n",
    ),
    "the Chair's first meeting": Case(
        "chair-meeting", "CHM-2017-18", "chair-meetings/CHM-2017-18.yaml", "", MET
    ),
    "a meeting of the Chair": Case(
        "chair-meeting",
        "CHM-2017-18",
        "chair-meetings/CHM-2017-18.yaml",
        "title: The Chair's meetings\n",
        f"title: The Chair's meetings\n{MET}",
    ),
    "a rating without a file": Case(
        "rating", "RTG-2017-18", "ratings/RTG-2017-18.yaml", "", RATING
    ),
    "a rating": Case(
        "rating",
        "RTG-2017-18",
        "ratings/RTG-2017-18.yaml",
        RATING,
        f"{RATING}closed: 2017-10-01\nanswered: 9\nquestions: [{{text: Open?, answers: [4, 5]}}]\n",
    ),
    "practitioners to hear": Case(
        "feedback", "board", "feedback/FBK-2017-01.yaml", "", f"{HEARD}  done: A desk\n"
    ),
    "a concern of practitioners": Case(
        "feedback",
        "FBK-2017-01",
        "feedback/FBK-2017-01.yaml",
        HEARD,
        f"{HEARD}  done: A desk\n",
        "action",
    ),
    "practitioners to tell": Case(
        "feedback",
        "FBK-2017-01",
        "feedback/FBK-2017-01.yaml",
        f"{HEARD}  done: A desk\n",
        f"{HEARD}  done: A desk\ntold: 2017-06-20\n",
    ),
    "an escalation": Case(
        "escalation",
        "ESC-2017-01",
        "escalations/ESC-2017-01.yaml",
        ESCALATION,
        f"{ESCALATION}resolved: {{on: 2017-06-11, how: Accepted}}\n",
    ),
    "a concern to answer": Case(
        "concern",
        "CNC-2017-01",
        "concerns/CNC-2017-01.yaml",
        f"{CONCERN}agency: a-council\n",
        f"{CONCERN}agency: a-council\nanswer: {{on: 2017-06-11, text: A lead is named}}\n",
    ),
    "a concern to settle": Case(
        "concern",
        "CNC-2017-01",
        "concerns/CNC-2017-01.yaml",
        CONCERN,
        f"{CONCERN}closed: {{on: 2017-06-11, how: A lead is named}}\n",
    ),
    "a lesson to pass on": Case(
        "learning", "LRN-2017-01", "learning/LRN-2017-01.yaml", LESSON, LESSON + PASSED_ON
    ),
    "a lesson to look for": Case(
        "learning",
        "LRN-2017-01",
        "learning/LRN-2017-01.yaml",
        LESSON + PASSED_ON,
        f"{LESSON}{PASSED_ON}embedded:\n- {{on: 2017-11-01, kind: audit, finding: 27 of 30}}\n",
        "check",
    ),
    "a lesson to look for later": Case(
        "learning",
        "LRN-2017-01",
        "learning/LRN-2017-01.yaml",
        LESSON + PASSED_ON,
        f"{LESSON}{PASSED_ON}check: 2018-06-01\n",
        "embedded on kind finding",
    ),
    "a course to evaluate": Case(
        "evaluation",
        "TRN-2017-01",
        "training/TRN-2017-01.yaml",
        COURSE + HELD,
        f"{COURSE}{HELD}evaluations:\n- {CHANGED}\n",
    ),
    "a document that nobody has agreed": Case(
        "review-by",
        "DOC-2017-01",
        "documents/DOC-2017-01.yaml",
        "title: Neglect\ntype: protocol\n",
        "title: Neglect\ntype: protocol\nagreed: 2017-11-15\n",
    ),
    "a document to review": Case(
        "review-by",
        "DOC-2017-01",
        "documents/DOC-2017-01.yaml",
        f"{DOCUMENT}review_by: 2017-09-30\n",
        f"{DOCUMENT}review_by: 2019-09-30\nreviewed:\n- {{on: 2017-10-02, changed: Little}}\n",
    ),
    "a document without a day": Case(
        "review-by",
        "DOC-2017-01",
        "documents/DOC-2017-01.yaml",
        DOCUMENT,
        f"{DOCUMENT}review_by: 2019-09-30\n",
    ),
    "an Annual Report without a file": Case(
        "annual-report", "ANR-2017-18", "annual-reports/ANR-2017-18.yaml", "", OUT
    ),
    "an Annual Report": Case(
        "annual-report",
        "ANR-2017-18",
        "annual-reports/ANR-2017-18.yaml",
        "due: 2018-07-31\n",
        f"due: 2018-07-31\n{OUT}",
    ),
    "the report of a review": Case(
        "review", "REV-2017-01", "reviews/REV-2017-01.yaml", REVIEW, REVIEW + REPORTED
    ),
    "a review to publish": Case(
        "publication",
        "REV-2017-01",
        "reviews/REV-2017-01.yaml",
        REVIEW + REPORTED,
        f"{REVIEW}{REPORTED}published: {{on: 2017-11-10, link: https://a.example}}\n",
        "not_published",
    ),
    "a review not to publish": Case(
        "publication",
        "REV-2017-01",
        "reviews/REV-2017-01.yaml",
        REVIEW + REPORTED,
        f"{REVIEW}{REPORTED}not_published: The family could be known by it\n",
        "published on link",
    ),
    "a month of the budget": Case(
        "occurrence",
        "PRG-2017-18/3@2017-05",
        "budgets/BDG-2017-18.yaml",
        BUDGET,
        BUDGET + MONTH % (5, 6),
    ),
    "training in the programme": Case(
        "occurrence",
        "PRG-2017-18/4@2017-18",
        "training/TRN-2017-01.yaml",
        COURSE,
        f"{COURSE}evaluations:\n- {CHANGED}\n",
    ),
    "child deaths in the programme": Case(
        "occurrence",
        "PRG-2017-18/5@2017-18",
        "child-deaths/CDP-2017-18.yaml",
        "fulfils: PRG-2017-18/5@2017-18\n",
        f"fulfils: PRG-2017-18/5@2017-18\n{REPORTED}",
    ),
}


def asked_for(root: Path, case: Case) -> tuple[DueItem | None, str]:
    """What is asked for first, and in which file; nothing in the register may be wrong."""
    register = load(root)
    assert register.problems == ()
    for item in due_items(register, TODAY):
        if (item.kind, item.record) == (case.kind, case.record):
            return item, register.locate(item.file).path
    return None, ""


def keys(text: str) -> set[str]:
    """What looks like `key:`."""
    return set(re.findall(r"([a-z_]+):(?!/)", text))


@pytest.mark.parametrize("name", CASES)
def test_item_goes_away_when_its_advice_is_followed(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    files = BASE | ({case.path: case.before} if case.before else {})
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)

    item, path = asked_for(tmp_path, case)
    assert item
    typed = " ".join(re.findall("`([^`]*)`", item.advice))
    assert keys(typed) - {*case.other_way.split()} <= keys(case.after)
    if case.before:
        assert path == case.path
    else:
        assert f"{case.path.partition('/')[0]}/" in item.advice

    (tmp_path / case.path).parent.mkdir(exist_ok=True)
    (tmp_path / case.path).write_text(case.after)
    left, _ = asked_for(tmp_path, case)
    assert left is None or (left.title, left.due, left.advice) != (
        item.title,
        item.due,
        item.advice,
    )
