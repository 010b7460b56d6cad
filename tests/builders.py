"""Small registers for tests: `a_register(an_action(...), a_meeting(...))`."""

from pathlib import Path
from typing import Any

from hscb_pm.models import (
    RECORD_TYPES,
    Action,
    Agency,
    AnnualReport,
    Audit,
    Board,
    Budget,
    ChairMeetings,
    Chases,
    ChildDeaths,
    Concern,
    Cycle,
    Document,
    Escalation,
    Feedback,
    Group,
    GroupReport,
    Indicator,
    Learning,
    Meeting,
    Objective,
    Programme,
    Rating,
    Record,
    Return,
    Review,
    Training,
    WorkPlan,
)
from hscb_pm.register import Register


def a_register(*records: Record) -> Register:
    """A register of these records, in memory only."""
    found: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
    for record in records:
        found[type(record)][record.id] = record
    return Register(Path("register"), found)


def a_board(**more: Any) -> Board:
    facts = {"id": "board.yaml", "title": "A Board", "area": "A Shire", "register_is": "public"}
    return Board.model_validate(facts | more)


def a_group(id: str = "audit-sub-group", function: str = "audit", **more: Any) -> Group:
    facts = {"id": id, "title": id.replace("-", " ").title(), "function": function}
    return Group.model_validate(facts | more)


def an_agency(id: str = "a-constabulary", **more: Any) -> Agency:
    facts = {"id": id, "title": id.replace("-", " ").title(), "basis": "statutory"}
    return Agency.model_validate(facts | more)


def an_action(id: str = "ACT-2017-001", **more: Any) -> Action:
    facts = {
        "id": id,
        "action": "Publish a leaflet",
        "owner": {"agency": "a-constabulary", "role": "Head of Safeguarding"},
        "due": "2017-09-30",
    }
    return Action.model_validate(facts | more)


def a_meeting(id: str = "MTG-2017-01", **more: Any) -> Meeting:
    """A meeting that somebody came to, so that it is shown to have been held."""
    came = ({"agency": "a-constabulary", "role": "Head of Safeguarding", "present": True},)
    facts = {"id": id, "group": "board", "date": "2017-10-18", "attendance": came}
    return Meeting.model_validate(facts | more)


def an_audit(id: str = "AUD-2017-01", **more: Any) -> Audit:
    facts = {"id": id, "title": "Core groups", "level": "single-agency-audit"}
    return Audit.model_validate(facts | more)


def a_programme(*rows: dict[str, Any], id: str = "PRG-2017-18") -> Programme:
    return Programme.model_validate({"id": id, "items": rows})


def a_row(row: int = 7, **more: Any) -> dict[str, Any]:
    facts = {
        "row": row,
        "section": "ongoing-monitoring-audits",
        "title": "HSCB Data set",
        "as_written": {"frequency": "Quarterly"},
        "schedule": {"every": "quarter"},
        "lead": {"role": "Business Manager"},
    }
    return facts | more


def a_cycle(**more: Any) -> Cycle:
    facts = {
        "id": "S11-2017",
        "title": "Section 11 self-audit 2017-18",
        "opened": "2017-04-24",
        "due": "2017-06-30",
        "scale": (
            {"grade": "not-met", "means": "No arrangements", "shortfall": True},
            {"grade": "met", "means": "Arrangements in use", "shortfall": False},
        ),
        "asked": ({"agency": "a-constabulary", "basis": "statutory"},),
    }
    return Cycle.model_validate(facts | more)


def a_return(agency: str = "a-constabulary", **more: Any) -> Return:
    facts = {"id": f"S11-2017-{agency}", "cycle": "S11-2017", "agency": agency}
    return Return.model_validate(facts | more)


def a_review(id: str = "REV-2017-01", **more: Any) -> Review:
    facts = {"id": id, "title": "Review N", "type": "partnership-review", "opened": "2017-05-02"}
    return Review.model_validate(facts | more)


def an_objective(id: str = "OBJ-2017-1", **more: Any) -> Objective:
    return Objective.model_validate({"id": id, "objective": "Listen to children"} | more)


def a_work_plan(**more: Any) -> WorkPlan:
    facts = {
        "id": "WPL-2017-01",
        "group": "audit-sub-group",
        "year": "2017-18",
        "completed_by": "Chair of the Audit Sub Group",
    }
    return WorkPlan.model_validate(facts | more)


def a_group_report(**more: Any) -> GroupReport:
    facts = {
        "id": "RPT-2017-01",
        "group": "audit-sub-group",
        "to": "executive-group",
        "period": "2017-18 Q1",
    }
    return GroupReport.model_validate(facts | more)


def a_lesson(**more: Any) -> Learning:
    facts = {
        "id": "LRN-2017-01",
        "title": "Ask the child",
        "lesson": "Ask the child, and write down the answer.",
        "noted": "2017-06-01",
        "audience": "All who work with children",
    }
    return Learning.model_validate(facts | more)


def a_course(**more: Any) -> Training:
    facts = {"id": "TRN-2017-01", "title": "Core groups", "audience": "Members of core groups"}
    return Training.model_validate(facts | more)


def some_feedback(**more: Any) -> Feedback:
    facts = {"id": "FBK-2017-01", "on": "2017-06-14", "how": "workshop"}
    return Feedback.model_validate(facts | more)


def an_escalation(**more: Any) -> Escalation:
    facts = {
        "id": "ESC-2017-01",
        "raised": "2017-06-01",
        "by": "a-constabulary",
        "with": "a-council",
        "about": "threshold",
    }
    return Escalation.model_validate(facts | more)


def a_concern(**more: Any) -> Concern:
    facts = {
        "id": "CNC-2017-01",
        "type": "compliance",
        "raised": "2017-06-01",
        "found_by": "data",
        "text": "No safeguarding lead is named",
    }
    return Concern.model_validate(facts | more)


def chair_meetings(*meetings: dict[str, Any], id: str = "CHM-2017-18") -> ChairMeetings:
    return ChairMeetings.model_validate({"id": id, "meetings": meetings})


def chases(*sent: dict[str, Any], id: str = "CHS-2017-18") -> Chases:
    return Chases.model_validate({"id": id, "sent": sent})


def a_rating(**more: Any) -> Rating:
    facts = {
        "id": "RTG-2017-18",
        "opened": "2017-09-01",
        "asked": 20,
        "scale": ("weak", "good"),
    }
    return Rating.model_validate(facts | more)


def a_budget(*months: dict[str, Any], **more: Any) -> Budget:
    return Budget.model_validate({"id": "BDG-2017-18", "planned": 200000, "months": months} | more)


def child_deaths(**more: Any) -> ChildDeaths:
    return ChildDeaths.model_validate({"id": "CDP-2017-18"} | more)


def an_annual_report(**more: Any) -> AnnualReport:
    return AnnualReport.model_validate({"id": "ANR-2017-18"} | more)


def a_document(id: str = "DOC-2017-01", **more: Any) -> Document:
    facts = {"id": id, "title": "Neglect", "type": "procedure", "agreed": "2015-04-01"}
    return Document.model_validate(facts | more)


def an_indicator(id: str = "IND-second-plans", **more: Any) -> Indicator:
    facts = {
        "id": id,
        "title": "Second plans",
        "question": "Do plans end too early?",
        "basis": "statutory",
        "owner": {"agency": "a-constabulary", "role": "Head of Quality Assurance"},
        "measure": {"kind": "count", "numerator": "Plans"},
        "frequency": {"every": "quarter", "ready_after_days": 30},
        "direction": "decrease",
    }
    return Indicator.model_validate(as_read(facts | more))


def as_read(data: Any) -> Any:
    """Plain data as the files of a register give it: lists are tuples."""
    if isinstance(data, dict):
        return {key: as_read(value) for key, value in data.items()}
    return tuple(map(as_read, data)) if isinstance(data, list | tuple) else data
