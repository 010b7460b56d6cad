"""The paper about one agency: what it owes, and what the Board knows of it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import Action, Agency, Audit, Cycle, Review, Scrutiny, Training
from hscb_pm.models.action import State
from hscb_pm.papers.actions import name_of_action
from hscb_pm.papers.executive import UNREAD
from hscb_pm.papers.followed import kind_of, standing_of
from hscb_pm.papers.gaps import agencies_without
from hscb_pm.papers.paper import Kind, Paper, Subject, Values
from hscb_pm.papers.scorecard import question_rows, scorecard_rows
from hscb_pm.papers.sections import overdue_rows
from hscb_pm.papers.taking_part import (
    Parts,
    Rows,
    chair_meetings,
    concerns,
    courses_of,
    money,
    seats,
    training,
)
from hscb_pm.periods import financial_year, say
from hscb_pm.queries.cycle import Sheet
from hscb_pm.queries.due import with_parts
from hscb_pm.queries.item import DueItem, lead_of
from hscb_pm.queries.listening import met_in
from hscb_pm.queries.matrix import Cell, matrix
from hscb_pm.queries.said import is_known
from hscb_pm.words import count, joined

_SECTIONS: Final = {
    "section11": "Section 11 returns",
    "scrutinies": "audits and reviews",
    "recommendations": "recommendations",
    "actions": "actions",
    "concerns": "concerns and escalations",
    "seats": "seats at meetings",
    "chair": "meetings with the Chair",
    "training": "training",
    "indicators": "indicators",
}
"""What there can be to say of an agency."""
NOT_ANSWERED: Final = "not answered"
NO_ACTION: Final = "no action"


def agency(paper: Paper) -> Values:
    """Everything that the paper about an agency says."""
    found = paper.register.get(Agency, paper.subject)
    assert found  # noqa: S101, the paper is always about one
    hides = paper.register.hides
    parts = {part for part in with_parts(paper.register, found.id) if not hides(part)}
    overdue = [item for item in paper.overdue if item.agency in parts]
    readouts = [each for each in paper.readouts if each.indicator.owner.agency in parts]
    values: Values = {
        "overdue": overdue_rows(paper, overdue),
        "section11": list(_returns(paper, parts)),
        "scrutinies": list(_scrutinies(paper, parts)),
        "recommendations": list(_recommendations(paper, parts)),
        "actions": _actions(paper, parts),
        "concerns": concerns(paper, parts),
        "seats": seats(paper, parts),
        "chair": chair_meetings(paper, parts),
        "training": training(paper, parts),
        "indicators": scorecard_rows(readouts),
        "questions": question_rows(paper, readouts),
    }
    missing = list(_missing(paper, parts, values))
    return values | {
        "title": f"{paper.board}: {found.label}",
        "asked": _asked(found, overdue, missing),
        "said": _said(paper, found, parts),
        "missing": missing,
        "money": money(paper, parts),
        "nothing_of": joined([name for key, name in _SECTIONS.items() if not values[key]]),
    }


def _asked(found: Agency, overdue: list[DueItem], missing: list[str]) -> list[str]:
    asked = []
    if overdue:
        asked.append(
            f"ask {found.label} what stands in the way of what is overdue "
            f"({count(len(overdue), 'item')}), and by when it will be done"
        )
    if missing:
        points = count(len(missing), "point")
        asked.append(f"ask {found.label} to put right what is missing ({points})")
    return asked


def _said(paper: Paper, found: Agency, parts: Parts) -> str:
    why = {
        "statutory": "Section 11 of the Children Act 2004 names it.",
        "commissioned": "It provides services for an agency that Section 11 names.",
        "other": "Section 11 does not name it; it answers to the Board for failures to cooperate.",
    }[found.basis]
    others = joined(sorted(paper.name(part) for part in parts if part != found.id))
    through = f" It also answers through {others}." if others else ""
    return f"{why}{through} On safeguarding it is led by: {lead_of(paper.register, found.id)}."


# --- Section 11 ------------------------------------------------------------------------------


def _returns(paper: Paper, parts: Parts) -> Iterator[Values]:
    """The latest return of an agency and of each of its directorates."""
    register, today = paper.register, paper.today
    cycles = [cycle for cycle in paper.of(Cycle) if cycle.opened <= today]
    cycles.sort(key=lambda cycle: (cycle.opened, cycle.id), reverse=True)
    standards = register.standards.standards if register.standards else ()
    texts = {standard.standard: standard.text for standard in standards}
    for part in sorted(filter(None, parts)):
        asked = [c for c in cycles if part in {a.agency for a in c.asked}]
        asked = [cycle for cycle in asked if not register.hides(cycle.return_id(part))]
        if not asked:
            continue
        sheet = Sheet(register, matrix(register, asked[0], today, {part}))
        row, before = sheet.matrix.returns[0], asked[1] if asked[1:] else None
        then = matrix(register, before, today, {part}).returns[0].cells if before else ()
        was = {cell.standard: cell.moderated or cell.own for cell in then}
        yield {
            "title": f"{paper.name(part)}: {asked[0].label}",
            "said": sheet.came(row),
            "record": asked[0].return_id(part) if row.received else None,
            "before": before.label if before else None,
            "rows": [
                (
                    cell.standard,
                    texts.get(cell.standard),
                    cell.own,
                    cell.moderated,
                    *([was.get(cell.standard)] if before else []),
                    _improvements(paper, cell),
                )
                for cell in (row.cells if row.received else ())
            ],
            "short": [each.standard for each in sheet.matrix.without_action],
        }


def _improvements(paper: Paper, cell: Cell) -> str | None:
    said = []
    for improvement in cell.answer.improvements if cell.answer else ():
        name = improvement.action
        shown = name and not paper.register.hides(name)
        said.append(f"{improvement.what} ({name})" if shown else improvement.what)
    return "; ".join(said) or None


# --- Audits, recommendations, actions --------------------------------------------------------


def _scrutinies(paper: Paper, parts: Parts) -> Iterator[tuple[object, ...]]:
    """The audits and reviews that it led or took part in, under way or of the last two years."""
    for found in _recent(paper):
        auditors = found.auditors if isinstance(found, Audit) else ()
        took = {
            "led": found.lead is not None and found.lead.agency in parts,
            "its work was looked at": any(agency in parts for agency in found.agencies),
            "audited": any(auditor.agency in parts for auditor in auditors),
        }
        how = paper.standing(found)
        if any(took.values()) and how:
            part = joined([word for word, is_so in took.items() if is_so])
            yield found.label, found.id, kind_of(found), part, f"{how.state}: {how.why}"


def _recent(paper: Paper) -> Iterator[Scrutiny]:
    """The audits and reviews under way, and those reported this financial year or in the last."""
    since = financial_year(paper.today).start
    since = since.replace(year=since.year - 1)
    every: list[Scrutiny] = [
        *(audit for audit in paper.of(Audit) if is_known(audit.notified, paper.today)),
        *(review for review in paper.of(Review) if review.opened <= paper.today),
    ]
    for found in every:
        if not found.reported or found.reported > paper.today or found.reported >= since:
            yield found


def _recommendations(paper: Paper, parts: set[str | None]) -> Iterator[tuple[str, ...]]:
    """What it answered to recommendations, or has still to answer, and which actions follow."""
    led_to: dict[str, list[str]] = {}
    for action in paper.register.of(Action):
        for source in action.arises_from if is_known(action.agreed, paper.today) else ():
            led_to.setdefault(source, []).append(paper.register.id_of(action.id))
    is_unread = paper.register.is_missing_any(Action.folder)
    nothing = UNREAD if is_unread else NO_ACTION
    for found in _recent(paper):
        if not found.reported or found.reported > paper.today:
            continue
        for item in found.recommendations:
            name = f"{found.id}/{item.id}"
            answer = item.response
            if answer is None or answer.on > paper.today:
                if found.agencies and parts.issuperset(found.agencies):
                    yield name, item.text, NOT_ANSWERED, joined(led_to.get(name, [])) or nothing
            elif answer.by in parts:
                said = f"{answer.kind.replace('-', ' ')} on {say(answer.on)}"
                said += f": {answer.reason}" if answer.reason else ""
                wanted = nothing if answer.kind != "not-agreed" else "none is wanted"
                yield name, item.text, said, joined(led_to.get(name, [])) or wanted


def _actions(paper: Paper, parts: Parts) -> Rows:
    """The actions that it owns: to be done, to show what they changed, and ended this year."""
    since, came_from = financial_year(paper.today).start, paper.led_to
    found = []
    for action in paper.of(Action):
        if action.owner.agency not in parts or not is_known(action.agreed, paper.today):
            continue
        state, latest = action.state_on(paper.today), action.latest_outcome(paper.today)
        if state.is_to_do or state is State.IMPLEMENTED:
            found.append((not state.is_to_do, action.due_on(paper.today), action.id, action))
        elif state is State.OUTCOME_ACHIEVED and latest and latest.on >= since:
            found.append((True, date.max, action.id, action))
    hides = paper.register.hides
    return [
        (
            action.id,
            name_of_action(action),
            action.owner.role,
            action.due_on(paper.today),
            standing_of(paper, action),
            joined([each for each in came_from.get(action.id, ()) if not hides(each)]) or None,
        )
        for *_, action in sorted(found, key=lambda each: each[:3])
    ]


# --- What is missing -------------------------------------------------------------------------


def _missing(paper: Paper, parts: set[str | None], values: Values) -> Iterator[str]:
    """What the framework asks of an agency, and nothing shows."""
    for each in values["section11"]:
        if each["short"]:
            numbers = joined(list(map(str, each["short"])))
            standards = "standard" if len(each["short"]) == 1 else "standards"
            yield f"No action answers its shortfall in {standards} {numbers} ({each['title']})."
    for name, _, answer, actions in values["recommendations"]:
        if answer == NOT_ANSWERED:
            yield f"It has not answered recommendation {name}."
        elif actions == NO_ACTION:
            yield f"No action carries out recommendation {name}, which it agreed."
    yield from _not_done(paper, parts, values)


def _not_done(paper: Paper, parts: set[str | None], values: Values) -> Iterator[str]:
    """What agencies are to do regularly, and this one has not done."""
    year = financial_year(paper.today)
    for agency_id, told, framework in agencies_without(paper):
        if agency_id in parts and not told:
            yield f"{paper.name(agency_id)} told of no audit in the last twelve months."
        if agency_id in parts and not framework:
            yield f"No framework for audits of {paper.name(agency_id)} is on record."
    board, register = paper.register.group_for("board"), paper.register
    met = met_in(paper.register, year, paper.today)
    is_member = board is not None and bool(parts.intersection(board.members))
    if is_member and not (parts & met or register.is_rejected(f"CHM-{year.name}")):
        yield f"The Chair has not met it in {year.name} so far."
    takes_part = values["seats"] or values["section11"]
    was_away = not values["training"] and not register.is_missing_any(Training.folder)
    if takes_part and was_away and courses_of(paper):
        yield f"None of its staff came to the courses of {year.name} so far."


AGENCY: Final = Kind(
    "agency",
    shows="one agency: what it owes, its returns, audits, actions, concerns, seats, training",
    purpose="To show what one agency owes the Board, how it answers to it, and what the Board has "
    "asked of it.",
    basis="Children Act 2004, section 14: co-ordinate what each member does, and ensure that it "
    "is effective; section 11: each agency's own duty.",
    gather=agency,
    subject=Subject("an agency", "hertfordshire-constabulary", (Agency,)),
    none="None recorded.",
)
