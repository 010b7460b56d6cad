"""What followed from audits and reviews: the actions and lessons, and what is owed of them."""

from collections.abc import Collection

from hscb_pm.models import Action, Audit, Group, Learning, Scrutiny
from hscb_pm.models.action import State
from hscb_pm.papers.actions import name_of_action
from hscb_pm.papers.paper import Paper
from hscb_pm.periods import days_apart
from hscb_pm.queries.item import DueItem, slip_of
from hscb_pm.queries.said import is_known
from hscb_pm.words import joined


def kind_of(scrutiny: Scrutiny) -> str:
    """What people call an audit or a review of its kind."""
    kind = scrutiny.level if isinstance(scrutiny, Audit) else getattr(scrutiny, "type", "review")
    return kind.replace("-", " ").replace("multi agency", "multi-agency")


def action_rows(paper: Paper, scrutinies: Collection[Scrutiny]) -> list[tuple[object, ...]]:
    """Their actions that are to be done, or have to show what they changed: source by source."""
    found = [
        (sources, action)
        for action in paper.of(Action)
        if (sources := _among(action.arises_from, scrutinies))
        and is_known(action.agreed, paper.today)
        and _is_wanted(action.state_on(paper.today))
    ]
    return [
        (
            joined(sources),
            action.id,
            name_of_action(action),
            f"{action.owner.role}, {paper.name(action.owner.agency)}",
            action.due_on(paper.today),
            standing_of(paper, action),
        )
        for sources, action in sorted(found, key=lambda pair: (pair[0], pair[1].id))
    ]


def standing_of(paper: Paper, action: Action) -> str:
    """An action's state, how late it is, and how often its date has moved."""
    due, state = action.due_on(paper.today), action.state_on(paper.today)
    said = [str(state)]
    if state.is_to_do and due < paper.today:
        said.append(days_apart(due, paper.today))
    if slip := slip_of(action.revisions, paper.today):
        said.append(str(slip))
    return "; ".join(said)


def items_of(paper: Paper, scrutinies: Collection[Scrutiny], function: str) -> list[DueItem]:
    """What is owed of them and of what they led to, and all else that a group sees to."""
    groups = {group.id for group in paper.of(Group) if group.function == function}
    ids = {scrutiny.id for scrutiny in scrutinies}
    ids |= {a.id for a in paper.of(Action) if _among(a.arises_from, scrutinies)}
    ids |= {lesson.id for lesson in paper.of(Learning) if _among(lesson.from_, scrutinies)}
    return [item for item in paper.items if item.group in groups or item.record in ids]


def _is_wanted(state: State) -> bool:
    return state.is_to_do or state is State.IMPLEMENTED


def _among(sources: Collection[str], scrutinies: Collection[Scrutiny]) -> list[str]:
    """Those of some sources that are these audits and reviews, or parts of them."""
    ids = {scrutiny.id for scrutiny in scrutinies}
    return [source for source in sources if source.partition("/")[0] in ids]
