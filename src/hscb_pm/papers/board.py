"""The Board's report: what it is asked to do, the exceptions first, then how each part stands."""

from typing import Final

from hscb_pm.papers import sections
from hscb_pm.papers.paper import Kind, Paper, Values
from hscb_pm.papers.sections import item_name, taken_before
from hscb_pm.words import count


def board(paper: Paper) -> Values:
    """Everything that the Board's report says."""
    actions = sections.actions(paper)
    return {
        "title": f"{paper.board}: performance report",
        "asked": _asked(paper, actions),
        "scrutiny": _scrutiny(paper),
        "exceptions": sections.exceptions(paper),
        "programme": sections.programme(paper),
        "actions": actions,
        "section11": sections.section11(paper),
        "indicators": sections.indicators(paper),
    }


def _asked(paper: Paper, actions: Values) -> list[str]:
    """What the Board is asked to do, each a sentence that goes on from "The Board is asked to"."""
    slipped, waiting = len(actions["slipped"]), {row[0] for row in actions["waiting"]}
    items = paper.meeting.items if paper.meeting else ()
    agenda = [item for item in items if item.paper != "board"]
    asked = [
        f"{wanted} {item_name(paper, item)}"
        for purpose, wanted in (("decision", "decide on"), ("scrutiny", "scrutinise"))
        for item in agenda
        if item.for_ == purpose
    ]
    if overdue := paper.overdue:
        asked.append(
            f"ask those who lead on what is overdue ({count(len(overdue), 'item')}, section 1) "
            "what stands in the way, and by when it will be done"
        )
    if late := sum(item.kind == "outcome" and item.record in waiting for item in overdue):
        what = count(late, "action that was", "actions that were")
        asked.append(
            f"ask for the overdue evidence of an outcome from {what} signed off (section 3)"
        )
    if slipped:
        what = count(slipped, "action whose date has moved", "actions whose dates have moved")
        asked.append(f"judge whether the reasons given for {what} are good enough (section 3)")
    if talk := [item_name(paper, item) for item in agenda if item.for_ == "discussion"]:
        asked.append(f"discuss: {'; '.join(talk)}")
    return asked


def _scrutiny(paper: Paper) -> list[tuple[object, ...]]:
    """For each item of the agenda: which groups had considered it before, and when."""
    return [
        (
            item_name(paper, item),
            item.for_ or "information",
            taken_before(paper, item) or "by no other group so far",
        )
        for item in (paper.meeting.items if paper.meeting else ())
    ]


BOARD: Final = Kind(
    "board",
    shows="performance report: what is overdue, the programme, actions, Section 11, indicators",
    purpose="To show the Board whether its audit programme runs, whether what was agreed is done, "
    "and whether it has changed anything for children.",
    basis="Children Act 2004, section 14: co-ordinate what each member does, and ensure that it "
    "is effective. Local Safeguarding Children Boards Regulations 2006, regulation 5: monitor "
    "and evaluate it.",
    gather=board,
)
