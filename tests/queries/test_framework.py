"""How each clause of the framework is answered, on small registers for each verdict it can have."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from operator import getitem
from typing import Any

import pytest

from builders import (
    a_board,
    a_budget,
    a_concern,
    a_course,
    a_cycle,
    a_document,
    a_group,
    a_group_report,
    a_lesson,
    a_meeting,
    a_programme,
    a_rating,
    a_register,
    a_return,
    a_review,
    a_row,
    a_work_plan,
    an_action,
    an_agency,
    an_annual_report,
    an_audit,
    an_escalation,
    an_indicator,
    an_objective,
    chair_meetings,
    child_deaths,
    some_feedback,
)
from hscb_pm.models import RECORD_TYPES, Action, Audit, Record, Review, Standards
from hscb_pm.models.record import Fact, Model, marked
from hscb_pm.problem import FieldPath
from hscb_pm.queries.due import due_items
from hscb_pm.queries.framework import CLAUSES, SECTIONS, Answer, framework
from hscb_pm.queries.item import KINDS
from hscb_pm.register import Register
from hscb_pm.rules import RULES
from hscb_pm.store import load
from running import EXAMPLE, ROOT

TODAY = date(2017, 11, 20)
MET, PARTLY, GAP, NOT_YET_DUE = "met", "partly", "gap", "not-yet-due"
HOW_MANY = {
    "1": 5,
    "2": 7,
    "3": 12,
    "4": 6,
    "5": 2,
    "6": 3,
    "7": 2,
    "8": 7,
    "9": 7,
    "10": 5,
    "11": 5,
    "12": 2,
    "A": 2,
}
"""How many clauses each section of the framework has."""


# --- Records that several clauses are tried with ---------------------------------------------


def multi(id: str = "AUD-2017-01", **more: Any) -> Audit:
    return an_audit(id, **{"level": "multi-agency-audit", "reported": "2017-06-30"} | more)


def single(id: str = "AUD-2017-01", **more: Any) -> Audit:
    return an_audit(id, **{"reported": "2017-06-30"} | more)


def themed(id: str = "AUD-2017-01", **more: Any) -> Audit:
    return an_audit(id, **{"level": "themed-review", "reported": "2017-06-30"} | more)


def case_review(id: str = "REV-2017-01", **more: Any) -> Review:
    return a_review(id, **{"type": "serious-case-review", "reported": "2017-06-30"} | more)


def considers(about: str, group: str, day: str, **more: Any) -> Record:
    name = f"MTG-2017-{day[5:7]}"
    return a_meeting(name, group=group, date=day, items=({"about": about} | more,))


def achieved(id: str = "ACT-2017-001", **more: Any) -> Action:
    outcome = {
        "on": "2017-08-31",
        "result": "achieved",
        "evidence": ({"kind": "data", "finding": "Fewer"},),
    }
    done = {"on": "2017-01-31", "signed_off_by": "audit-sub-group"}
    return an_action(id, implemented=done, outcomes=(outcome | more,))


def signed_off(day: str, id: str = "ACT-2017-002") -> Action:
    return an_action(id, implemented={"on": day, "signed_off_by": "audit-sub-group"})


def row(row: int = 7, every: str = "quarter", **more: Any) -> Record:
    return a_programme(a_row(row, schedule={"every": every}, **more))


def received(agency: str = "a-constabulary", **more: Any) -> Record:
    return a_return(agency, received=({"on": "2017-06-28", "version": 1},), **more)


def asks(*agencies: str) -> Record:
    return a_cycle(asked=tuple({"agency": a, "basis": "statutory"} for a in agencies))


STANDARDS = Standards.model_validate(
    {
        "id": "standards.yaml",
        "standards": tuple({"standard": n, "text": f"Standard {n}"} for n in range(1, 10)),
    }
)
TWICE = an_action(
    implemented={"on": "2017-01-31", "signed_off_by": "audit-sub-group"},
    outcomes=(
        {"on": "2017-05-31", "result": "achieved"},
        {
            "on": "2017-10-31",
            "result": "achieved",
            "evidence": ({"kind": "data", "finding": "Fewer"},),
            "recheck": "2018-10-31",
        },
    ),
)
BOARD = a_group("board", "board", members=("a-constabulary", "a-council"))
EXECUTIVE = a_group("executive-group", "executive")
AUDITORS = a_group()
REVIEWERS = a_group("case-review-group", "case-review")
PANEL = a_group("child-death-overview-panel", "child-death")
KEPT_SINCE_NOVEMBER = a_board(kept_since="2017-11-01")

VALUES = (
    {"period": "2017-18 Q1", "numerator": 31},
    {"period": "2017-18 Q2", "numerator": 30},
)
SHARES = ({"of": "North"},)
TARGET = {"from": "2017-04-01", "to": "2018-03-31", "value": 20.0}
BENCHMARK = {"area": "england", "period": "2016-17", "value": 20.0, "published": "2017-11-01"}
SIGNAL = {"period": "2017-18 Q1", "question": "Which teams?", "ask": "LADO", "by": "2017-10-18"}
ANSWERED = SIGNAL | {"answer": {"on": "2017-10-18", "text": "Two teams"}}
STRANDS = {"dissemination": "A leaflet", "implementation": "In May", "training": "A course"}
PUBLIC = {"on": "2017-07-31"}
ASKED = {"who": ("children",), "how": "They said what would help"}
PASSED_ON = {"on": "2017-07-31", "how": "At a seminar"}
STRENGTH = {"id": "F1", "kind": "strength", "text": "Children are seen"}
SHORTFALL = {"id": "F2", "kind": "shortfall", "text": "Minutes come late"}
ADVICE = {"id": "R1", "from": ("F2",), "text": "Send minutes in five days"}
AGREED = {"response": {"kind": "agreed", "on": "2017-07-21", "by": "a-constabulary"}}
REFUSED = {"response": {"kind": "not-agreed", "on": "2017-07-21", "by": "a-constabulary"}}
WITH_REASON = {"response": REFUSED["response"] | {"reason": "It is done already"}}
PANEL_LEADS = {"lead": {"group": "child-death-overview-panel", "role": "Chair"}}
TO_THE_BOARD = ({"group": "board", "for": "information"},)
YEARLY = {"every": "year", "month": 9}
PANEL_ROW = a_programme(a_row(6, schedule=YEARLY, route=TO_THE_BOARD, **PANEL_LEADS))
COUNTS = {"notified": 21, "reviewed": 18}
FUNCTIONS = dict.fromkeys(("case_reviews", "concerns", "public_health", "response"), "None")
SIX_ROWS = tuple(
    a_row(number, schedule={"when": "as-required"}, level=level)
    for number, level in enumerate(
        (
            "section-11",
            "case-review",
            "performance-indicators",
            "single-agency-audit",
            "multi-agency-audit",
            "themed-review",
        ),
        1,
    )
)
MEASURED = tuple(
    {"standard": n, "evidence": ({"kind": "data", "what": "A"},)} for n in range(1, 10)
)
SHORT = (MEASURED[0] | {"self": {"grade": "not-met", "on": "2017-06-28"}}, *MEASURED[1:])
GRADED = tuple(
    answer | {"moderated": {"grade": "met", "on": "2017-08-30", "by": "audit-sub-group"}}
    for answer in SHORT
)
AGREED_METHOD = {"text": "Interviews", "agreed": "2017-05-02", "by": "audit-sub-group"}

Case = tuple[str, str, tuple[Record, ...]]

# A verdict that is not there is one that the clause cannot have.
CASES: list[Case] = [
    ("F1.1", GAP, ()),
    ("F1.1", GAP, (STANDARDS,)),
    ("F1.1", PARTLY, (STANDARDS, an_objective())),
    (
        "F1.1",
        MET,
        (
            STANDARDS,
            an_objective(),
            an_indicator(values=VALUES, targets=(TARGET,)),
            BOARD,
            considers("AUD-2017-01", "board", "2017-10-18", decision="table"),
        ),
    ),
    ("F1.2", GAP, ()),
    ("F1.2", PARTLY, (a_board(), a_review(type="serious-case-review"))),
    ("F1.2", PARTLY, (a_board(), an_indicator(values=({"period": "2017-18 Q1", "numerator": 3},)))),
    ("F1.2", MET, (a_board(), a_review(type="serious-case-review", part=2))),
    ("F1.3", GAP, ()),
    ("F1.3", GAP, (a_course(sessions=({"on": "2016-11-20"},)),)),
    ("F1.3", PARTLY, (a_course(sessions=({"on": "2017-10-02"},)),)),
    (
        "F1.3",
        MET,
        (
            a_course(
                sessions=(
                    {"on": "2016-12-01"},
                    {"on": "2017-03-01", "attended": ({"agency": "a-council", "staff": 9},)},
                ),
                evaluations=(
                    {
                        "on": "2017-06-01",
                        "how": "By telephone",
                        "answered": 8,
                        "changed": 5,
                        "finding": "More strategy meetings",
                    },
                ),
            ),
        ),
    ),
    ("F1.4", NOT_YET_DUE, ()),
    ("F1.4", GAP, (an_objective(),)),
    ("F1.4", PARTLY, (an_objective(), single(involved=ASKED))),
    ("F1.4", MET, (an_objective(not_involved="A duty"), single(involved=ASKED))),
    ("F1.5", GAP, ()),
    ("F1.5", GAP, (a_concern(found_by="inspection"),)),
    ("F1.5", GAP, (an_indicator(signals=(SIGNAL | {"period": "2014-15 Q1"},)),)),
    ("F1.5", PARTLY, (a_concern(due="2017-07-01"),)),
    ("F1.5", MET, (a_concern(type="early-signal"), an_indicator(signals=(ANSWERED,)))),
    ("F2.1", GAP, ()),
    ("F2.1", PARTLY, (an_indicator(benchmarks=(BENCHMARK,)),)),
    ("F2.1", PARTLY, (an_indicator(benchmarks=(BENCHMARK,), signals=(SIGNAL,)),)),
    ("F2.1", MET, (an_indicator(benchmarks=(BENCHMARK,), signals=(ANSWERED,)),)),
    ("F2.2", NOT_YET_DUE, ()),
    ("F2.2", GAP, (single(),)),
    ("F2.2", PARTLY, (single(), case_review(equality="By ethnicity"))),
    ("F2.2", MET, (single(equality="By ethnicity"),)),
    ("F2.3", GAP, (themed(reported="2015-06-30"),)),
    ("F2.3", PARTLY, (themed(),)),
    ("F2.3", MET, (a_programme(SIX_ROWS[0], *SIX_ROWS[2:]), a_review())),
    ("F2.4", GAP, ()),
    ("F2.4", GAP, (an_objective(value_for_money="£9,000 for 40 children"),)),
    (
        "F2.4",
        PARTLY,
        (
            a_budget({"fulfils": "PRG-2017-18/3@2017-04", "on": "2017-05-02", "spent": 9000}),
            an_objective(),
        ),
    ),
    (
        "F2.4",
        MET,
        (
            a_budget({"fulfils": "PRG-2017-18/3@2017-04", "on": "2017-05-02", "spent": 9000}),
            an_objective(value_for_money="£9,000 for 40 children"),
        ),
    ),
    ("F2.5", GAP, ()),
    ("F2.5", PARTLY, (an_agency(), BOARD, a_cycle())),
    ("F2.5", GAP, (an_agency(), an_agency("a-charity", basis="commissioned"))),
    (
        "F2.5",
        PARTLY,
        (an_agency(), BOARD, a_cycle(opened="2015-04-20"), single(agencies=("a-council",))),
    ),
    ("F2.5", MET, (an_agency(), BOARD, a_cycle(), single(agencies=("a-council",)))),
    ("F2.6", GAP, ()),
    ("F2.6", PARTLY, (an_indicator(targets=(TARGET,)),)),
    (
        "F2.6",
        MET,
        (
            an_indicator(
                targets=(TARGET,), direction="increase", values=(VALUES[0] | {"shares": SHARES},)
            ),
        ),
    ),
    (
        "F2.6",
        PARTLY,
        (
            an_indicator(
                targets=(TARGET,), direction="decrease", values=(VALUES[0] | {"shares": SHARES},)
            ),
        ),
    ),
    ("F2.7", GAP, ()),
    (
        "F2.7",
        GAP,
        (a_document(type="learning-framework", agreed=None, link="https://a.example"),),
    ),
    ("F2.7", PARTLY, (a_document(type="learning-framework", agreed="2017-01-31"),)),
    (
        "F2.7",
        MET,
        (
            a_document(
                type="learning-framework",
                agreed="2017-01-31",
                review_by="2018-01-31",
                shared=(PASSED_ON,),
            ),
        ),
    ),
    ("F3.1", NOT_YET_DUE, ()),
    ("F3.1", GAP, (case_review(),)),
    ("F3.1", PARTLY, (case_review(what_happened="A child was not seen", why="No one asked"),)),
    (
        "F3.1",
        MET,
        (
            case_review(
                what_happened="A child was not seen", why="No one asked", recommendations=(ADVICE,)
            ),
            a_lesson(**{"from": ("REV-2017-01",)}),
            an_action(arises_from=("REV-2017-01/R1",)),
        ),
    ),
    ("F3.2", NOT_YET_DUE, (a_review(reported="2017-06-30"),)),
    ("F3.2", GAP, (case_review(),)),
    ("F3.2", PARTLY, (case_review(), case_review("REV-2017-02", published=PUBLIC))),
    ("F3.2", MET, (case_review(not_published="A trial"),)),
    ("F3.3", GAP, (BOARD,)),
    ("F3.3", PARTLY, (BOARD, chair_meetings({"on": "2017-05-02", "agency": "a-council"}))),
    (
        "F3.3",
        MET,
        (
            BOARD,
            chair_meetings(
                {"on": "2017-05-02", "agency": "a-council"},
                {"on": "2017-05-03", "agency": "a-constabulary"},
            ),
        ),
    ),
    ("F3.4", GAP, ()),
    ("F3.4", GAP, (a_rating(),)),
    ("F3.4", GAP, (a_rating(id="RTG-2015-16", closed="2016-03-02", done="Shorter papers"),)),
    ("F3.4", PARTLY, (a_rating(closed="2017-10-02"),)),
    (
        "F3.4",
        MET,
        (
            a_rating(closed="2017-10-02", done="Shorter papers"),
            a_rating(id="RTG-2015-16", closed="2016-03-02"),
        ),
    ),
    ("F3.5", GAP, ()),
    ("F3.5", PARTLY, (some_feedback(),)),
    (
        "F3.5",
        MET,
        (
            some_feedback(told="2017-07-01"),
            some_feedback(id="FBK-2017-02", how="visit", told="2017-07-01"),
        ),
    ),
    ("F3.6", GAP, ()),
    ("F3.6", GAP, (an_escalation(channels=("Team managers",), due="2017-12-01"),)),
    ("F3.6", PARTLY, (a_document(type="escalation-policy", agreed="2017-01-31"),)),
    (
        "F3.6",
        MET,
        (
            a_document(type="escalation-policy", agreed="2017-01-31", review_by="2018-01-31"),
            an_escalation(
                channels=("Team managers",), resolved={"on": "2017-06-08", "how": "A visit"}
            ),
        ),
    ),
    ("F3.7", GAP, (an_indicator(),)),
    (
        "F3.7",
        PARTLY,
        (
            an_indicator("IND-visits", basis="local"),
            an_indicator(),
            BOARD,
            considers("IND-visits", "board", "2016-10-18"),
        ),
    ),
    (
        "F3.7",
        MET,
        (
            an_indicator("IND-visits", basis="local"),
            an_indicator(),
            BOARD,
            considers("IND-visits", "board", "2017-10-18"),
        ),
    ),
    ("F3.8", NOT_YET_DUE, (EXECUTIVE, AUDITORS, KEPT_SINCE_NOVEMBER)),
    ("F3.8", NOT_YET_DUE, (KEPT_SINCE_NOVEMBER, a_group_report(received="2015-07-10"))),
    ("F3.8", GAP, (EXECUTIVE, AUDITORS)),
    ("F3.8", PARTLY, (KEPT_SINCE_NOVEMBER, a_group_report(received="2017-07-10"))),
    (
        "F3.8",
        MET,
        (
            KEPT_SINCE_NOVEMBER,
            a_group_report(received="2017-07-10", outcomes="Minutes come in five days"),
            considers("RPT-2017-01", "executive-group", "2017-09-06"),
        ),
    ),
    ("F3.9", GAP, (multi(reported="2016-11-20"),)),
    ("F3.9", PARTLY, (multi(), row(level="multi-agency-audit"))),
    ("F3.9", MET, (multi(), a_programme(a_row(level="multi-agency-audit"), id="PRG-2014-15"))),
    ("F3.10", GAP, (case_review(),)),
    ("F3.10", MET, (a_review(),)),
    ("F3.11", NOT_YET_DUE, ()),
    ("F3.11", NOT_YET_DUE, (achieved(on="2015-08-31"),)),
    ("F3.11", GAP, (achieved(),)),
    ("F3.11", GAP, (achieved(recheck="2017-10-31"),)),
    ("F3.11", PARTLY, (TWICE, achieved("ACT-2017-002"))),
    ("F3.11", NOT_YET_DUE, (achieved(recheck="2018-08-31"),)),
    ("F3.11", MET, (TWICE,)),
    ("F3.12", NOT_YET_DUE, ()),
    ("F3.12", GAP, (case_review(),)),
    ("F3.12", PARTLY, (case_review(response=PUBLIC, recommendations=(ADVICE,)),)),
    ("F3.12", PARTLY, (single(recommendations=(ADVICE | REFUSED,)),)),
    ("F3.12", MET, (single(recommendations=(ADVICE | WITH_REASON,)), case_review(response=PUBLIC))),
    ("F4.1", GAP, ()),
    ("F4.1", PARTLY, (an_objective(outcome="Children are heard"),)),
    ("F4.1", MET, (an_objective(outcome="Children are heard", known_by="They say so"),)),
    ("F4.2", NOT_YET_DUE, ()),
    ("F4.2", GAP, (AUDITORS, an_objective(groups=("audit-sub-group",)))),
    ("F4.2", GAP, (an_action(),)),
    ("F4.2", PARTLY, (a_work_plan(agreed="2017-04-12"), an_action())),
    (
        "F4.2",
        PARTLY,
        (a_group(chair="Superintendent"), a_work_plan(agreed="2017-04-12")),
    ),
    (
        "F4.2",
        MET,
        (
            a_group(chair="Chair of the Audit Sub Group"),
            an_objective(groups=("audit-sub-group",)),
            a_work_plan(agreed="2017-04-12"),
            an_action(objective="OBJ-2017-1"),
        ),
    ),
    ("F4.3", NOT_YET_DUE, (an_action(),)),
    ("F4.3", GAP, (an_action(procedure="Neglect", delivery={"training": "A course"}),)),
    (
        "F4.3",
        PARTLY,
        (an_action(procedure="Neglect"), a_document(agreed="2017-05-02", delivery=STRANDS)),
    ),
    ("F4.3", MET, (an_action(procedure="Neglect", delivery=STRANDS),)),
    ("F4.4", NOT_YET_DUE, (signed_off("2017-09-30"),)),
    ("F4.4", GAP, (signed_off("2017-02-28"),)),
    ("F4.4", PARTLY, (signed_off("2017-02-28"), achieved())),
    ("F4.4", MET, (signed_off("2017-09-30"), achieved())),
    ("F4.4", MET, (TWICE,)),
    ("F4.5", GAP, (a_document(agreed=None),)),
    ("F4.5", PARTLY, (a_document(agreed="2017-01-31", review_by="2018-01-31"),)),
    (
        "F4.5",
        MET,
        (a_document(agreed="2017-01-31", review_by="2018-01-31", equality="By age and faith"),),
    ),
    ("F4.6", GAP, ()),
    ("F4.6", PARTLY, (a_document(type="protocol", agreed="2016-01-31", review_by="2017-01-31"),)),
    ("F4.6", MET, (a_document(type="protocol", agreed="2017-01-31", review_by="2018-01-31"),)),
    ("F5.1", GAP, ()),
    ("F5.1", PARTLY, (a_cycle(),)),
    (
        "F5.1",
        MET,
        (
            a_cycle(),
            a_review(),
            an_indicator(values=VALUES),
            single(),
            multi("AUD-2017-02"),
            themed("AUD-2017-03", reported=None, methodology=AGREED_METHOD),
        ),
    ),
    ("F5.2", NOT_YET_DUE, ()),
    ("F5.2", GAP, (single(),)),
    (
        "F5.2",
        PARTLY,
        (
            BOARD,
            AUDITORS,
            single(),
            considers("AUD-2017-01", "board", "2017-07-18"),
            considers("AUD-2017-01", "audit-sub-group", "2017-09-20", decision="table"),
        ),
    ),
    (
        "F5.2",
        MET,
        (
            BOARD,
            AUDITORS,
            single(),
            considers("AUD-2017-01", "audit-sub-group", "2017-09-20", decision="table"),
            considers("AUD-2017-01", "board", "2017-10-18"),
        ),
    ),
    ("F6.1", GAP, ()),
    ("F6.1", GAP, (STANDARDS, a_cycle(opened="2015-04-20", due="2015-06-30"))),
    ("F6.1", PARTLY, (STANDARDS, a_cycle())),
    ("F6.1", PARTLY, (STANDARDS, a_cycle(), received(standards=MEASURED[:8]))),
    ("F6.1", PARTLY, (STANDARDS, a_cycle(), received(standards=SHORT))),
    (
        "F6.1",
        PARTLY,
        (
            STANDARDS,
            a_cycle(moderation={"by": "audit-sub-group", "until": "2017-09-15"}),
            received(standards=MEASURED),
        ),
    ),
    (
        "F6.1",
        MET,
        (
            STANDARDS,
            a_cycle(moderation={"by": "audit-sub-group", "until": "2017-09-15"}),
            received(standards=GRADED),
        ),
    ),
    ("F6.2", NOT_YET_DUE, (a_concern(type="early-signal"),)),
    (
        "F6.2",
        NOT_YET_DUE,
        (a_concern(raised="2015-06-01", closed={"on": "2015-07-01", "how": "Settled"}),),
    ),
    ("F6.2", GAP, (a_concern(raised="2015-06-01"),)),
    ("F6.2", GAP, (a_concern(),)),
    ("F6.2", PARTLY, (a_concern(closed={"on": "2017-07-01", "how": "Settled"}),)),
    ("F6.2", MET, (a_concern(answer={"on": "2017-07-01", "text": "A lead is named"}),)),
    ("F6.3", NOT_YET_DUE, (a_cycle(),)),
    ("F6.3", GAP, (a_cycle(), received())),
    (
        "F6.3",
        PARTLY,
        (
            asks("a-constabulary", "a-council"),
            received(),
            received("a-council", survey={"asked": 40, "answered": 22}),
        ),
    ),
    ("F6.3", MET, (a_cycle(), received(survey={"asked": 40, "answered": 22}))),
    ("F7.1", GAP, (an_indicator(values=VALUES),)),
    ("F7.1", PARTLY, (an_indicator(values=VALUES, signals=(SIGNAL,)),)),
    ("F7.1", MET, (an_indicator(values=VALUES, signals=(ANSWERED,)),)),
    ("F7.2", NOT_YET_DUE, ()),
    ("F7.2", GAP, (an_objective(),)),
    (
        "F7.2",
        PARTLY,
        (an_objective(), an_objective("OBJ-2017-2"), an_indicator(objectives=("OBJ-2017-1",))),
    ),
    ("F7.2", MET, (an_objective(), an_indicator(objectives=("OBJ-2017-1",)))),
    ("F8.1", GAP, (single(reported="2016-11-20", notified="2016-11-20"),)),
    ("F8.1", PARTLY, (single(),)),
    ("F8.1", MET, (single(notified="2017-07-03"),)),
    ("F8.2", NOT_YET_DUE, (single(),)),
    (
        "F8.2",
        PARTLY,
        (single(documents=({"what": "report", "requested": "2017-07-03", "due": "2017-08-01"},)),),
    ),
    ("F8.2", MET, (single(documents=({"what": "report", "requested": "2017-07-03"},)),)),
    ("F8.3", NOT_YET_DUE, (single(), AUDITORS)),
    ("F8.3", GAP, (single(), AUDITORS, considers("AUD-2017-01", "audit-sub-group", "2017-09-20"))),
    (
        "F8.3",
        PARTLY,
        (
            single(),
            single("AUD-2017-02"),
            AUDITORS,
            considers("AUD-2017-01", "audit-sub-group", "2017-09-20"),
            considers("AUD-2017-02", "audit-sub-group", "2017-10-20", decision="not-needed"),
        ),
    ),
    (
        "F8.3",
        MET,
        (
            single(),
            AUDITORS,
            considers("AUD-2017-01", "audit-sub-group", "2017-09-20", decision="table"),
        ),
    ),
    ("F8.4", NOT_YET_DUE, (single(),)),
    ("F8.4", NOT_YET_DUE, (single(commissioned_by="audit-sub-group", reported="2015-06-30"),)),
    ("F8.4", GAP, (an_audit(commissioned_by="audit-sub-group"),)),
    (
        "F8.4",
        PARTLY,
        (single(commissioned_by="audit-sub-group", due="2017-07-31", recommendations=(ADVICE,)),),
    ),
    ("F8.4", PARTLY, (an_audit(commissioned_by="audit-sub-group", due="2017-10-31"),)),
    ("F8.4", MET, (an_audit(commissioned_by="audit-sub-group", due="2018-01-31"),)),
    ("F8.5", NOT_YET_DUE, ()),
    ("F8.5", GAP, (single(),)),
    ("F8.5", PARTLY, (single(), single("AUD-2017-02", independence={"kind": "none"}))),
    ("F8.5", MET, (single(independence={"kind": "joint", "by": "Named nurse"}),)),
    ("F8.6", NOT_YET_DUE, ()),
    ("F8.6", GAP, (an_agency(), multi(agencies=("a-constabulary",)))),
    ("F8.6", GAP, (an_agency(), single(agencies=("a-constabulary",), reported="2016-06-30"))),
    ("F8.6", PARTLY, (an_agency(), single(agencies=("a-constabulary",)))),
    (
        "F8.6",
        MET,
        (
            an_agency(),
            single(agencies=("a-constabulary",)),
            a_document(type="audit-framework", agency="a-constabulary", agreed="2014-05-02"),
        ),
    ),
    ("F8.7", NOT_YET_DUE, (single(independence={"kind": "none"}),)),
    *(
        (
            "F8.7",
            verdict,
            tuple(
                an_audit(
                    f"AUD-2017-0{number}",
                    independence={
                        "kind": "none",
                        "request": {"by": "a-council", "on": "2017-06-01"} | answer,
                    },
                )
                for number, answer in enumerate(answers, 1)
            ),
        )
        for verdict, answers in (
            (NOT_YET_DUE, ({"on": "2014-06-01", "answer": "agreed", "answered": "2017-10-02"},)),
            (GAP, ({"on": "2014-06-01"},)),
            (GAP, ({},)),
            (PARTLY, ({}, {"answer": "agreed", "answered": "2017-06-15"})),
            (MET, ({"answer": "agreed", "answered": "2017-06-15"},)),
        )
    ),
    ("F9.1", NOT_YET_DUE, (single(),)),
    ("F9.1", GAP, (multi(agencies=("a-council",), sample={"method": "chosen", "size": 3}),)),
    ("F9.1", PARTLY, (multi(agencies=("a-council", "a-constabulary")),)),
    (
        "F9.1",
        MET,
        (
            multi(
                agencies=("a-council", "a-constabulary"),
                sample={"method": "random", "size": 8, "population": 90, "seed": 7},
            ),
        ),
    ),
    ("F9.2", NOT_YET_DUE, (single(),)),
    ("F9.2", GAP, (multi(),)),
    ("F9.2", PARTLY, (multi(), multi("AUD-2017-02", methodology={"text": "Files"}))),
    ("F9.2", MET, (multi(methodology={"text": "Files and interviews"}),)),
    ("F9.3", NOT_YET_DUE, (single(),)),
    ("F9.3", GAP, (multi(),)),
    ("F9.3", PARTLY, (multi(findings=(STRENGTH, SHORTFALL)),)),
    ("F9.3", PARTLY, (multi(findings=(SHORTFALL,), recommendations=(ADVICE | AGREED,)),)),
    (
        "F9.3",
        MET,
        (
            multi(findings=(STRENGTH, SHORTFALL), recommendations=(ADVICE | AGREED,)),
            an_action(arises_from=("AUD-2017-01/R1",)),
        ),
    ),
    ("F9.4", NOT_YET_DUE, (multi(),)),
    ("F9.4", GAP, (multi(findings=(STRENGTH, SHORTFALL)),)),
    (
        "F9.4",
        PARTLY,
        (
            multi(
                findings=(
                    STRENGTH | {"disseminated": (PASSED_ON,)},
                    SHORTFALL | {"disseminated": (PASSED_ON,), "training": ("TRN-2017-01",)},
                )
            ),
        ),
    ),
    (
        "F9.4",
        MET,
        (
            multi(findings=(STRENGTH | {"disseminated": (PASSED_ON,)},)),
            a_lesson(
                **{"from": ("AUD-2017-01/F1",), "training": ("TRN-2017-01",), "noted": "2017-08-01"}
            ),
        ),
    ),
    *(
        case
        for clause, report in (("F9.5", multi), ("F10.3", themed))
        for case in (
            (clause, NOT_YET_DUE, (BOARD, report(route=("board",)))),
            (clause, GAP, (BOARD, report(route=("audit-sub-group",)))),
            (clause, GAP, (BOARD, report(route=("board",)), a_meeting(date="2017-07-18"))),
            (
                clause,
                PARTLY,
                (
                    BOARD,
                    report(),
                    report("AUD-2017-02"),
                    considers("AUD-2017-02", "board", "2017-07-18"),
                ),
            ),
            (clause, MET, (BOARD, report(), considers("AUD-2017-01", "board", "2017-07-18"))),
        )
    ),
    ("F9.6", NOT_YET_DUE, (single(),)),
    ("F9.6", GAP, (multi(),)),
    ("F9.6", PARTLY, (multi(decisions_at=("practice",)),)),
    (
        "F9.6",
        MET,
        (
            multi(
                decisions_at=("practice", "strategic"),
                auditors=(
                    {"agency": "a-council", "role": "Head of Service"},
                    {"agency": "a-constabulary", "role": "Inspector"},
                ),
            ),
        ),
    ),
    ("F9.7", NOT_YET_DUE, (multi(), an_action())),
    ("F9.7", GAP, (multi(), an_action(arises_from=("AUD-2017-01/R1",)))),
    (
        "F9.7",
        PARTLY,
        (
            multi(),
            an_action(arises_from=("AUD-2017-01/R1",)),
            a_concern(type="challenge", about=("ACT-2017-001",), raised="2017-10-18"),
        ),
    ),
    (
        "F9.7",
        MET,
        (
            multi(),
            an_action(
                arises_from=("AUD-2017-01/R1",),
                implemented={"on": "2017-09-29", "signed_off_by": "audit-sub-group"},
            ),
        ),
    ),
    ("F10.1", GAP, (multi(), themed("AUD-2015-01", reported="2015-06-30"))),
    ("F10.1", PARTLY, (AUDITORS, themed(methodology=AGREED_METHOD))),
    (
        "F10.1",
        MET,
        (AUDITORS, themed(methodology=AGREED_METHOD, approaches=("Interviews", "Files"))),
    ),
    ("F10.2", NOT_YET_DUE, (themed(reported=None),)),
    ("F10.2", GAP, (themed(),)),
    ("F10.2", PARTLY, (themed(), themed("AUD-2017-02", involved=ASKED))),
    ("F10.2", MET, (themed(not_involved="All had been asked a month before"),)),
    ("F10.4", NOT_YET_DUE, (multi(),)),
    ("F10.4", GAP, (themed(),)),
    ("F10.4", PARTLY, (AUDITORS, themed(identified_by="audit-sub-group"))),
    (
        "F10.4",
        MET,
        (
            AUDITORS,
            themed(
                identified_by="audit-sub-group",
                perspectives=("practice", "user-experience"),
                decisions_at=("practice", "strategic"),
            ),
        ),
    ),
    ("F10.5", NOT_YET_DUE, (themed(reported=None),)),
    ("F10.5", GAP, (themed(),)),
    ("F10.5", PARTLY, (themed(), themed("AUD-2017-02", policy="Thresholds"))),
    ("F10.5", MET, (themed(policy="Thresholds"),)),
    ("F11.1", NOT_YET_DUE, (a_review(recommendations=(ADVICE,)),)),
    (
        "F11.1",
        NOT_YET_DUE,
        (
            a_programme(
                a_row(13, schedule={"every": "month"}, level="case-review"), id="PRG-2014-15"
            ),
        ),
    ),
    ("F11.1", GAP, (case_review(recommendations=(ADVICE,)),)),
    (
        "F11.1",
        PARTLY,
        (case_review(recommendations=(ADVICE,)), an_action(arises_from=("REV-2017-01/R1",))),
    ),
    (
        "F11.1",
        MET,
        (
            case_review(recommendations=(ADVICE,)),
            an_action(
                arises_from=("REV-2017-01/R1",), measure="Nine in ten in time", due="2017-12-01"
            ),
        ),
    ),
    ("F11.2", GAP, ()),
    ("F11.2", PARTLY, (a_review(),)),
    (
        "F11.2",
        MET,
        (
            a_review(
                opened="2017-04-20",
                threshold={
                    "met": False,
                    "on": "2017-05-02",
                    "by": "case-review-group",
                    "reason": "No serious harm",
                },
            ),
        ),
    ),
    ("F11.3", GAP, (a_lesson(noted="2015-06-01"),)),
    ("F11.3", PARTLY, (a_lesson(disseminated=(PASSED_ON,)),)),
    (
        "F11.3",
        MET,
        (
            a_lesson(
                disseminated=(PASSED_ON,),
                elsewhere="Another Shire, 2016",
                embedded=({"on": "2017-10-02", "kind": "audit", "finding": "Seven in nine"},),
            ),
            a_lesson(id="LRN-2015-01", noted="2015-06-01"),
        ),
    ),
    ("F11.4", NOT_YET_DUE, (case_review(),)),
    ("F11.4", GAP, (case_review(findings=(STRENGTH,)),)),
    (
        "F11.4",
        PARTLY,
        (
            case_review(findings=(STRENGTH,)),
            case_review("REV-2017-02", findings=(STRENGTH | {"standard": 7},)),
        ),
    ),
    ("F11.4", MET, (case_review(findings=(STRENGTH | {"standard": 7},)),)),
    ("F11.5", NOT_YET_DUE, ()),
    ("F11.5", GAP, (a_review(reported="2017-06-30"),)),
    ("F11.5", PARTLY, (a_review(reported="2017-06-30", approach="Learning event"),)),
    (
        "F11.5",
        MET,
        (
            BOARD,
            REVIEWERS,
            case_review(),
            considers("REV-2017-01", "case-review-group", "2017-07-04"),
            considers("REV-2017-01", "board", "2017-10-18"),
        ),
    ),
    ("F12.1", NOT_YET_DUE, (PANEL,)),
    ("F12.1", GAP, (PANEL, PANEL_ROW)),
    ("F12.1", PARTLY, (child_deaths(reported="2017-09-20", counts=COUNTS),)),
    ("F12.1", MET, (child_deaths(reported="2017-09-20", counts=COUNTS, functions=FUNCTIONS),)),
    ("F12.2", NOT_YET_DUE, (PANEL,)),
    (
        "F12.2",
        NOT_YET_DUE,
        (
            PANEL,
            a_programme(
                a_row(6, schedule=YEARLY, route=TO_THE_BOARD, **PANEL_LEADS), id="PRG-2014-15"
            ),
            child_deaths(id="CDP-2014-15", reported="2014-09-20", fulfils="PRG-2014-15/6@2014-09"),
            a_meeting(date="2014-10-18"),
        ),
    ),
    ("F12.2", GAP, (PANEL, PANEL_ROW)),
    (
        "F12.2",
        PARTLY,
        (
            PANEL,
            PANEL_ROW,
            child_deaths(reported="2017-09-20", fulfils="PRG-2017-18/6@2017-09", trend="Fewer"),
            a_meeting(),
        ),
    ),
    (
        "F12.2",
        MET,
        (
            PANEL,
            PANEL_ROW,
            child_deaths(reported="2017-09-20", fulfils="PRG-2017-18/6@2017-09", trend="Fewer"),
            considers("CDP-2017-18", "board", "2017-10-18"),
        ),
    ),
    ("FA.1", GAP, ()),
    ("FA.1", GAP, (a_programme(a_row(), id="PRG-2016-17"),)),
    ("FA.1", PARTLY, (row(),)),
    ("FA.1", NOT_YET_DUE, (row(every="year"),)),
    (
        "FA.1",
        MET,
        (
            a_programme(a_row(schedule={"every": "year", "month": 9})),
            a_meeting(items=({"fulfils": "PRG-2017-18/7@2017-09"},)),
        ),
    ),
    ("FA.2", GAP, ()),
    ("FA.2", NOT_YET_DUE, (KEPT_SINCE_NOVEMBER,)),
    ("FA.2", MET, (an_annual_report(id="ANR-2016-17", published={"on": "2017-09-20"}),)),
    (
        "FA.2",
        PARTLY,
        (
            an_annual_report(id="ANR-2016-17", published={"on": "2017-09-20"}),
            a_programme(a_row(1), id="PRG-2016-17"),
        ),
    ),
    (
        "FA.2",
        MET,
        (
            an_annual_report(
                id="ANR-2016-17", published={"on": "2017-09-20"}, inputs=("PRG-2016-17/1@2016-17",)
            ),
            a_programme(a_row(1), id="PRG-2016-17"),
        ),
    ),
]


def answers(*records: Record, today: date = TODAY) -> dict[str, Answer]:
    return {answer.clause: answer for answer in framework(a_register(*records), today)}


@pytest.mark.parametrize(("clause", "verdict", "records"), CASES)
def test_verdict(clause: str, verdict: str, records: tuple[Record, ...]) -> None:
    found = answers(*records)[clause]
    assert found.verdict == verdict, found


REGISTERS = [records for _, _, records in CASES if records]


@pytest.mark.parametrize("records", [(), *REGISTERS])
def test_verdict_follows_from_the_checks(records: tuple[Record, ...]) -> None:
    for answer in framework(a_register(*records), TODAY):
        judged = [check for check in answer.checks if check.passed is not None]
        failed = [check for check in judged if not check.passed]
        expected = {
            NOT_YET_DUE: not judged,
            MET: judged and not failed,
            GAP: failed and (failed == judged or any(check.is_required for check in failed)),
        }
        found = next((word for word, holds in expected.items() if holds), PARTLY)
        assert answer.verdict == found
        assert bool(answer.shortfall) == bool(answer.next) == bool(failed)
        assert all(check.evidence for check in judged if check.passed)


# --- Whatever the register -------------------------------------------------------------------


def without(record: Record, path: FieldPath) -> Record | None:
    """The record as it was before a fact; None if it was not there yet."""
    if path[-1] == "agreed" and isinstance(record, Action):
        return None
    # A benchmark without a day of publication counts, so it goes as a whole.
    for end in range(len(path) - (path[0] == "benchmarks"), 0, -1):
        data = json.loads(record.model_dump_json(by_alias=True, exclude_none=True))
        *way, last = path[:end]
        del reduce(getitem, way, data)[last]
        try:
            return type(record).model_validate_json(json.dumps(data))
        except ValueError:
            continue
    return None


def as_known_on(records: tuple[Record, ...], day: date) -> Iterator[Record]:
    """The records without any fact of a later day."""
    for record in records:
        known: Record | None = record
        for path, on, _ in reversed(marked(record, Fact)):
            if on > day and known:
                known = without(known, path)
        if known:
            yield known


@pytest.mark.parametrize("records", REGISTERS)
def test_facts_of_later_days_never_count(records: tuple[Record, ...]) -> None:
    for day in {on for record in records for _, on, _ in marked(record, Fact)}:
        eve = day - timedelta(days=1)
        assert answers(*records, today=eve) == answers(*as_known_on(records, eve), today=eve)


def test_figures_of_periods_to_come_never_count() -> None:
    to_come = {"period": "2017-18 Q3", "numerator": 40, "shares": ({"of": "North"},)}
    more = an_indicator(
        values=(*VALUES, to_come), signals=(SIGNAL | {"period": "2017-18 Q3"},), targets=(TARGET,)
    )
    less = an_indicator(values=VALUES, targets=(TARGET,))
    assert answers(more) == answers(less)


@pytest.mark.parametrize("records", REGISTERS)
def test_confidential_records_count_and_are_not_named(records: tuple[Record, ...]) -> None:
    register = a_register(*(record.model_copy(update={"part": 2}) for record in records))
    inside, outside = framework(register, TODAY), framework(register.for_public(), TODAY)
    assert [a.verdict for a in inside] == [a.verdict for a in outside]
    said = " ".join(answer.shortfall for answer in outside)
    assert not [record.id for record in records if re.search(rf"\b{record.id}\b", said)]


# --- What an answer says ---------------------------------------------------------------------


def test_answer_names_what_shows_it_what_lacks_and_what_to_do() -> None:
    found = answers(multi(), multi("AUD-2017-02", methodology={"text": "Files"}))["F9.2"]
    in_part, without_exception = found.checks
    assert (in_part.passed, in_part.evidence) == (True, ("AUD-2017-02",))
    assert (without_exception.passed, without_exception.evidence) == (False, ())
    assert found.shortfall == "1 of 2 audits have no methodology: AUD-2017-01."
    assert found.next == "Add `methodology:`."


def test_long_lists_are_cut_in_the_sentence() -> None:
    found = answers(*(multi(f"AUD-2017-0{number}") for number in range(1, 6)))["F9.2"]
    named = "AUD-2017-01, AUD-2017-02, AUD-2017-03 and 2 more"
    assert found.shortfall == f"5 of 5 audits have no methodology: {named}."


def test_what_is_required_comes_first() -> None:
    found = answers(BOARD, an_objective())["F2.4"]
    assert found.shortfall.startswith(
        "No look at this year's budget is recorded; 1 of 1 objectives"
    )
    assert found.next == (
        "Make budgets/BDG-2017-18.yaml with `planned:` and `months:`. "
        "Add `value_for_money:` to each objective."
    )


def test_year_s_record_is_evidence_and_who_was_left_out_is_named() -> None:
    met = answers(BOARD, chair_meetings({"on": "2017-05-02", "agency": "a-council"}))["F3.3"]
    assert met.checks[0].evidence == ("CHM-2017-18",)
    assert met.shortfall == "1 of 2 members were not met in twelve months: a-constabulary."


def test_budget_is_not_asked_for_in_the_first_month_of_its_year() -> None:
    assert answers(today=date(2017, 4, 30))["F2.4"].verdict == NOT_YET_DUE
    assert answers(today=date(2017, 5, 1))["F2.4"].verdict == GAP


def test_escalation_of_years_ago_that_is_open_still_counts() -> None:
    policy = a_document(type="escalation-policy", agreed="2017-01-31", review_by="2018-01-31")
    found = answers(policy, an_escalation(raised="2015-06-01"))["F3.6"]
    assert found.verdict == PARTLY
    settled = an_escalation(raised="2015-06-01", resolved={"on": "2015-07-01", "how": "A visit"})
    assert answers(policy, settled)["F3.6"].verdict == MET


# --- The list of clauses ---------------------------------------------------------------------


def test_every_clause_of_the_framework_is_answered_in_order() -> None:
    wanted = [f"F{section}.{n + 1}" for section, count in HOW_MANY.items() for n in range(count)]
    assert len(wanted) == 65
    assert list(CLAUSES) == list(answers()) == wanted
    assert list(SECTIONS) == list(HOW_MANY)
    assert {clause for clause, verdict, _ in CASES if verdict == MET} == set(wanted)


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES)
def test_clause_says_where_its_answer_comes_from(clause: Any) -> None:
    assert clause.kinds
    assert set(clause.kinds) <= set(RECORD_TYPES)
    assert set(clause.due) <= set(KINDS)


@pytest.fixture(scope="module")
def example() -> Register:
    return load(EXAMPLE)


def test_no_rule_and_nothing_due_names_a_clause_that_is_none(example: Register) -> None:
    assert {rule.clause for rule in RULES.values()} <= set(CLAUSES)
    for item in due_items(example, TODAY):
        assert item.kind in CLAUSES[item.clause].due, item
    for file in (ROOT / "src").rglob("*.py"):
        named = re.findall(r'clause="(F[^"]*)"', file.read_text(encoding="utf-8"))
        assert set(named) <= set(CLAUSES), file


def all_models(base: type[Model] = Model) -> Iterator[type[Model]]:
    for model in base.__subclasses__():
        yield model
        yield from all_models(model)


def test_advice_names_keys_and_kinds_that_exist() -> None:
    keys = {
        facts.alias or field
        for model in all_models()
        for field, facts in model.model_fields.items()
    }
    folders = {kind.folder for kind in RECORD_TYPES}
    for records in REGISTERS:
        for answer in answers(*records).values():
            advice = " ".join(check.next for check in answer.checks)
            assert set(re.findall(r"`(\w+):", advice)) <= keys, answer
            assert set(re.findall(r"--kind ([a-z-]+)", advice)) <= set(KINDS), answer
            assert set(re.findall(r"\b([a-z0-9/-]+)/(?:[A-Z ]|$)", advice)) <= folders, answer


def test_what_stands_in_files_that_cannot_be_read_cannot_be_told() -> None:
    unread = ("chair-meetings/CHM-2017-18.yaml",)
    found = framework(replace(a_register(BOARD), left_out=unread), TODAY, ["F3.3", "F9.2"])
    assert found[0].shortfall == (
        "Files could not be read, so the rest cannot be told: chair-meetings/CHM-2017-18.yaml."
    )
    assert [check.name for check in found[0].checks if check.passed is False] == [
        "its files could be read"
    ]
    assert found[1].verdict == NOT_YET_DUE  # no file of its own is missing


def test_what_happens_yearly_is_no_gap_in_a_register_that_has_just_begun() -> None:
    for clause in ("F3.4", "F3.5", "F3.9", "F3.10", "F5.1", "F11.2"):
        assert answers(a_board(kept_since="2017-11-01"))[clause].verdict == NOT_YET_DUE
        assert answers(a_board(kept_since="2016-11-20"))[clause].verdict == GAP
