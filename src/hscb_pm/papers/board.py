"""The Board's report: what it is asked to do, the exceptions first, then how each part stands."""

from typing import Final

from hscb_pm.papers import sections
from hscb_pm.papers.actions import agreed, asked_after, overview
from hscb_pm.papers.changed import since_last
from hscb_pm.papers.paper import Kind, Paper, Values
from hscb_pm.papers.sections import item_name, taken_before
from hscb_pm.words import count


def board(paper: Paper) -> Values:
    """Everything that the Board's report says."""
    return {
        "title": f"{paper.board}: performance report",
        "asked": _asked(paper),
        "scrutiny": _scrutiny(paper),
        "exceptions": sections.exceptions(paper),
        "since": since_last(paper),
        "programme": sections.programme(paper),
        "actions": overview(paper, agreed(paper)),
        "section11": sections.section11(paper),
        "indicators": sections.indicators(paper),
    }


def _asked(paper: Paper) -> list[str]:
    """What the Board is asked to do, each a sentence that goes on from "The Board is asked to"."""
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
    asked += asked_after(paper, agreed(paper), " (section 3)")
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
