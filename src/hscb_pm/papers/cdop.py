"""The annual report of the Child Death Overview Panel's chair: never of one child."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import Action, ChildDeaths
from hscb_pm.models.yearly import DeathFunctions
from hscb_pm.papers.actions import PLAN, arising, asked_after, late_of, overview, plan
from hscb_pm.papers.paper import Audience, Kind, Paper, Subject, Values
from hscb_pm.papers.scorecard import scorecard_rows
from hscb_pm.papers.sections import (
    LATE,
    asked_of_late,
    overdue_rows,
    programme_row,
    rows_of_programme,
)
from hscb_pm.papers.way import way
from hscb_pm.queries.deaths import deaths_published, tells_of_few
from hscb_pm.queries.item import DueItem, chair_of
from hscb_pm.queries.programme import RowStanding
from hscb_pm.register import Register
from hscb_pm.suppression import Shown
from hscb_pm.words import joined

_FUNCTIONS: Final = {
    "case_reviews": "Cases that gave rise to the need for a review",
    "concerns": "Matters of concern for the safety and welfare of children in the area",
    "public_health": "Wider public health or safety concerns",
    "response": "The coordinated response to an unexpected death",
}
"""What Regulation 6 asks the Board to do, in the order of the record."""
_COUNTS: Final = ("notified", "unexpected", "reviewed", "modifiable")
_FEW: Final = "fewer than six"
_WITHHELD: Final = "withheld"
_KEPT: Final = "Withheld: the text names a small number."
_WHY: Final = (
    "“Withheld” stands for so small a number, or for one by which it could be worked out, that a "
    "child could be told by it."
)


def cdop(paper: Paper) -> Values:
    """Everything that the panel's report says."""
    record = paper.register.get(ChildDeaths, paper.subject)
    told = record if record and _is_reported(record, paper.today) else None
    actions = _actions(paper, told)
    late = _late(paper, record, actions)
    counts = [_counted(paper, each) for each in _years(paper)]
    return {
        "record": paper.subject,
        "title": f"{_panel_name(paper)}: annual report{f' {record.year.name}' if record else ''}",
        "said": _said(paper, record),
        "missing": list(_missing(told, actions)) if told else [],
        "asked": [*asked_of_late(late), *asked_after(paper, actions)],
        "late": overdue_rows(paper, late),
        "late_columns": list(LATE),
        "counts": counts,
        "withheld": _WHY if any(_WITHHELD in row for row in counts) else None,
        "trend": _text(paper, told.trend) if told and told.trend else None,
        "functions": _functions(paper, told) if told else [],
        "acted": overview(paper, actions)["said"] if actions else None,
        "plan": plan(paper, actions),
        "plan_columns": list(PLAN),
        "indicators": scorecard_rows(
            [each for each in paper.readouts if _panels(paper) & {*each.indicator.reported_to}]
        ),
        "route": list(_route(paper, record)) if record else [],
        "rows": [programme_row(row) for row in _led(paper)],
    }


def _is_reported(record: ChildDeaths, today: date) -> bool:
    return record.reported is not None and record.reported <= today


def _panels(paper: Paper) -> set[str | None]:
    return set(_groups(paper, "child-death"))


def _groups(paper: Paper, function: str) -> list[str]:
    group = paper.register.group_for(function)
    return [group.id] if group else []


def _panel_name(paper: Paper) -> str:
    panel = paper.register.group_for("child-death")
    return paper.name(panel.id) if panel else "Child Death Overview Panel"


def _led(paper: Paper) -> list[RowStanding]:
    """The rows of the programme that the panel leads."""
    return [row for row in rows_of_programme(paper) if row.lead.group in _panels(paper)]


def _said(paper: Paper, record: ChildDeaths | None) -> str:
    """How far the report has come."""
    if record is None:
        if paper.register.is_missing_any(ChildDeaths.folder):
            return "A report of the panel could not be read."
        return "No report of the panel can be shown here."
    standing = paper.standing(record)
    return f"How it stands: {standing.state}, {standing.why}." if standing else ""


# --- What needs attention --------------------------------------------------------------------


def _missing(record: ChildDeaths, actions: list[Action]) -> Iterator[str]:
    """What a report is to say and does not."""
    functions = record.functions or DeathFunctions()
    if unanswered := [_FUNCTIONS[name] for name in functions.missing()]:
        yield f"Not answered (Regulation 6): {'; '.join(unanswered)}."
    if record.counts is None:
        yield "No counts are given."
    elif ungiven := [name for name in _COUNTS if getattr(record.counts, name) is None]:
        yield f"Not counted: {joined(ungiven)}."
    if not record.trend:
        yield "Nothing says how the counts compare with earlier years."
    if functions.concerns and not actions:
        yield "Matters of concern are named, and no action follows from the report."


def _late(paper: Paper, record: ChildDeaths | None, actions: list[Action]) -> list[DueItem]:
    """What is overdue of the report, of the panel's rows of the programme and of its actions."""
    led = {f"{row.programme}/{row.number}" for row in _led(paper)}
    names = {record.id} if record else set()
    found = [
        item
        for item in paper.overdue
        if (item.record.partition("@")[0] in led or {item.record, item.file} & names)
        and not paper.presents(item)
    ]
    return [*found, *(item for item in late_of(paper, actions) if item not in found)]


# --- What the panel found --------------------------------------------------------------------


def _years(paper: Paper) -> list[ChildDeaths]:
    """The years of which counts were reported, the latest first."""
    reports: list[ChildDeaths] = paper.of(ChildDeaths)
    given = [each for each in reports if each.counts and _is_reported(each, paper.today)]
    until = paper.subject or ""
    return sorted((each for each in given if each.id <= until), key=lambda x: x.id, reverse=True)


def _counted(paper: Paper, record: ChildDeaths) -> tuple[object, ...]:
    assert record.counts  # noqa: S101, one of `_years`
    shown = deaths_published(record.counts, public=paper.audience is Audience.PUBLIC)
    return record.year.name, *(
        _number(shown[name], is_given=isinstance(getattr(record.counts, name), int))
        for name in _COUNTS
    )


def _number(shown: Shown | None, *, is_given: bool) -> object:
    if isinstance(shown, str):
        return _WITHHELD if is_given else _FEW
    return "not given" if shown is None else shown


def _functions(paper: Paper, record: ChildDeaths) -> list[tuple[object, ...]]:
    functions = record.functions or DeathFunctions()
    return [
        (name, _text(paper, text))
        for key, name in _FUNCTIONS.items()
        if (text := getattr(functions, key))
    ]


def _text(paper: Paper, text: str) -> str:
    """A text of the report; in a public paper of a private register none with a small number."""
    is_kept = paper.audience is Audience.PUBLIC and paper.register.is_private
    return _KEPT if is_kept and tells_of_few(text) else text


def _actions(paper: Paper, record: ChildDeaths | None) -> list[Action]:
    return arising(paper, record.id) if record else []


def _route(paper: Paper, record: ChildDeaths) -> Iterator[tuple[object, ...]]:
    """The panel and the Board: when each considered the report, or is to."""
    names = [record.id, *filter(None, [record.fulfils])]
    since = record.reported if _is_reported(record, paper.today) else None
    return way(paper, names, [*_groups(paper, "child-death"), *_groups(paper, "board")], since)


def _latest(register: Register, today: date) -> str | None:
    """The last report that was finished, else the last that was begun."""
    reports = [each for each in register.of(ChildDeaths) if not register.hides(each.id)]
    found = max(reports, key=lambda each: (_is_reported(each, today), each.id), default=None)
    return found.id if found else None


def _author(paper: Paper) -> str | None:
    panel = paper.register.group_for("child-death")
    return chair_of(paper.register, panel.id) if panel else None


CDOP: Final = Kind(
    "cdop",
    shows="annual report of the child death panel: counts, the four functions, actions",
    purpose="To report what was learnt from child deaths in the year, and what is done about it.",
    basis="Local Safeguarding Children Boards Regulations 2006, regulation 6. Working Together "
    "2015, chapter 5.",
    gather=cdop,
    group="child-death",
    subject=Subject("a report of the panel", "CDP-2016-17", (ChildDeaths,), _latest),
    author=_author,
    none="None this year.",
)
