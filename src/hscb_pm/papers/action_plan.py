"""The action plan: all of it, or that of a source, a group or an agency."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from hscb_pm.models import (
    Action,
    Agency,
    Audit,
    ChairMeetings,
    ChildDeaths,
    Concern,
    Cycle,
    Escalation,
    Feedback,
    Group,
    Indicator,
    Learning,
    Meeting,
    Objective,
    Return,
    Review,
)
from hscb_pm.papers.actions import (
    CLOSED,
    PLAN,
    agreed,
    asked,
    closed,
    is_over,
    late_of,
    overview,
    plan,
)
from hscb_pm.papers.paper import Kind, Paper, Subject, Values
from hscb_pm.queries.due import with_parts
from hscb_pm.queries.item import chair_of
from hscb_pm.register import Register
from hscb_pm.words import joined

_NO_SOURCE: Final = "Other actions"


def action_plan(paper: Paper) -> Values:
    """Everything that an action plan says."""
    every = _wanted(paper)
    found = overview(paper, every)
    to_do = [action for action in every if not is_over(action, paper)]
    return {
        "title": f"{paper.name(paper.subject) if paper.subject else paper.board}: action plan",
        **found,
        "asked": list(asked(paper, every)),
        "sections": [
            {
                "title": title,
                "rows": plan(paper, actions),
                "answers": list(_answers(paper, actions)),
            }
            for title, actions in _sections(paper, to_do)
        ],
        "plan_columns": list(PLAN),
        "owners": [] if _is_of_agency(paper) else _owners(paper, every),
        "closed": closed(paper, every),
        "closed_columns": list(CLOSED),
    }


def _is_of_agency(paper: Paper) -> bool:
    return paper.register.get(Agency, paper.subject) is not None


# --- Which actions ---------------------------------------------------------------------------


def _wanted(paper: Paper) -> list[Action]:
    """The actions of the plan: of an owner, of a group, or from a source; all, if none is named."""
    every, subject = agreed(paper), paper.subject
    if subject is None:
        return every
    if _is_of_agency(paper):
        owners = with_parts(paper.register, subject)
        return [action for action in every if action.owner.agency in owners]
    if paper.register.get(Group, subject):
        return [action for action in every if action.group == subject]
    return [action for action in every if subject in (*_sources(paper, action), action.objective)]


def _sources(paper: Paper, action: Action) -> list[str]:
    """The records that led to an action, of those that these readers may know of.

    A return's cycle stands after it: an answer to the one is an answer to the other.
    """
    register = paper.register
    owners = [source.partition("/")[0] for source in paper.led_to[action.id]]
    returns = [answer for owner in owners if (answer := register.get(Return, owner))]
    every = dict.fromkeys([*owners, *(answer.cycle for answer in returns)])
    return [source for source in every if not register.hides(source)]


# --- How they are shown ----------------------------------------------------------------------


def _sections(paper: Paper, actions: Sequence[Action]) -> list[tuple[str, list[Action]]]:
    """The actions by their first source, else their objective; in an agency's plan, by owner."""
    if _is_of_agency(paper):
        return _by_owner(paper, actions)
    found: dict[str, list[Action]] = {}
    for action in actions:
        first = next(iter([*_sources(paper, action), *filter(None, [action.objective])]), "")
        found.setdefault("" if paper.register.hides(first) else first, []).append(action)
    return [
        (_titled(paper, source) if source else _NO_SOURCE, found[source])
        for source in sorted(found, key=lambda name: (not name, name))
    ]


def _titled(paper: Paper, source: str) -> str:
    """What a source is called, with its id where people use it."""
    name = paper.name(source)
    return name if paper.register.get(Return, source) else f"{name} ({source})"


def _answers(paper: Paper, actions: Sequence[Action]) -> Iterator[str]:
    """What an action answers besides the source below which it stands."""
    first = 0 if _is_of_agency(paper) else 1
    for action in actions:
        rest = _sources(paper, action)[first:]
        named = [_titled(paper, name) for name in rest if not paper.register.get(Cycle, name)]
        if named:
            also = "" if _is_of_agency(paper) else "also "
            yield f"{action.id} {also}answers {joined(named)}."


def _by_owner(paper: Paper, actions: Sequence[Action]) -> list[tuple[str, list[Action]]]:
    found: dict[str, list[Action]] = {}
    for action in actions:
        owner = paper.who(action.owner.role, action.owner.agency)
        found.setdefault(owner, []).append(action)
    return sorted(found.items())


def _owners(paper: Paper, every: Sequence[Action]) -> list[tuple[object, ...]]:
    """How much each agency has to do, and how much of it is late."""
    found: dict[str, list[Action]] = {}
    for action in every:
        found.setdefault(paper.name(action.owner.agency), []).append(action)
    return [
        (
            name,
            sum(action.state_on(paper.today).is_to_do for action in owned),
            sum(item.kind == "action" for item in late_of(paper, owned)),
            sum(action.outcome_check_due(paper.today) is not None for action in owned),
            sum(is_over(action, paper) for action in owned),
        )
        for name, owned in sorted(found.items())
    ]


def _author(paper: Paper) -> str | None:
    group = paper.register.get(Group, paper.subject)
    return chair_of(paper.register, group.id) if group else None


def _all(_register: Register, _today: date) -> None:
    """No single record: every action, where nothing is named."""


ACTION_PLAN: Final = Kind(
    "action-plan",
    shows="actions by what led to them, or those of one source, group or agency",
    purpose="To show what was agreed, who owes it, what is late, and what it has changed.",
    basis="Working Together 2015, chapter 4: recommendations lead to sustainable improvement, "
    "and actions are monitored until they have.",
    gather=action_plan,
    subject=Subject(
        "a source, a group or an agency",
        "AUD-2017-01",
        (
            *(Audit, Review, Objective, Cycle, Return, Group, Agency, Concern, Escalation),
            *(Feedback, Meeting, Indicator, ChildDeaths, ChairMeetings, Learning),
        ),
        _all,
    ),
    author=_author,
    none="None recorded.",
)
