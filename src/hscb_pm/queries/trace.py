"""The chain from a finding to training and back: what follows from what (framework, section 9)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from hscb_pm.models import (
    Action,
    AnnualReport,
    ChildDeaths,
    Concern,
    Cycle,
    Escalation,
    Feedback,
    Learning,
    Meeting,
    Return,
    Scrutiny,
    Training,
)
from hscb_pm.models.record import Fact, marked
from hscb_pm.queries.actions import followed_up
from hscb_pm.queries.programme import fulfilments
from hscb_pm.queries.said import is_known
from hscb_pm.queries.sources import falls_short
from hscb_pm.queries.steps import Node, Steps
from hscb_pm.register import Register

DEEPEST: Final = 12
"""Steps below this one are shown at its depth: a chain of any length can still be read."""
FOLLOWED: Final = frozenset(
    {
        *("audit", "review", "finding", "recommendation", "action", "learning", "training"),
        *("occurrence", "cycle", "return", "indicator", "objective", "meeting"),
        *("feedback", "escalation", "concern", "chair-meetings", "child-deaths"),
    }
)
"""The kinds that stand in a chain; of others only what names them is known."""


class Link(NamedTuple):
    """That one thing followed from another, and how."""

    source: str
    target: str
    how: str


class Place(NamedTuple):
    """A place of a node in the tree."""

    depth: int
    node: Node
    is_above: bool
    """Whether it stands further up already, with all that follows from it."""


class Trace(NamedTuple):
    """All that leads to a record, and all that follows from it."""

    root: str
    nodes: Mapping[str, Node]
    links: list[Link]

    def places(self) -> Iterator[Place]:
        """Every node below what leads to it, from the first causes down."""
        forth: dict[str, list[str]] = {name: [] for name in self.nodes}
        for link in self.links:
            forth[link.source].append(link.target)
        caused = {link.target for link in self.links}
        first = [name for name in self.nodes if name not in caused]
        seen: set[str] = set()
        for start in (*first, *self.nodes):  # a circle has no first
            waiting = [] if start in seen else [(0, start)]
            while waiting:
                depth, name = waiting.pop()
                yield Place(depth, self.nodes[name], name in seen)
                if name not in seen:
                    seen.add(name)
                    below = min(depth + 1, DEEPEST)
                    waiting += [(below, target) for target in reversed(forth[name])]


def trace(register: Register, root: str, today: date) -> Trace:
    """Follow the chain from a record, forth and back; what is hidden is named and not followed."""
    links = _known_links(register, today)
    forth: dict[str, list[Link]] = {}
    back: dict[str, list[Link]] = {}
    for link in links:
        forth.setdefault(link.source, []).append(link)
        back.setdefault(link.target, []).append(link)
    followed = _followed(register, root, forth) | _followed(register, root, back)
    kept = [link for link in links if link in followed]
    kept += _beside(register, root, today, {root}.union(*(link[:2] for link in kept)))
    steps = _steps(register, today, links)
    names = dict.fromkeys([root, *(name for link in kept for name in (link.source, link.target))])
    return Trace(root, {name: steps.node(name) for name in names}, kept)


def steps(register: Register, today: date) -> Steps:
    """What tells of every step what it says, and what is missing from it."""
    return _steps(register, today, _known_links(register, today))


def _steps(register: Register, today: date, links: list[Link]) -> Steps:
    forth: dict[str, list[str]] = {}
    for link in links:
        forth.setdefault(link.source, []).append(link.target)
    return Steps(register, today, forth, {link.target for link in links})


def traceable(register: Register) -> list[str]:
    """Every id from which a chain can be followed."""
    answers = (
        f"{found.id}/{answer.standard}"
        for found in register.of(Return)
        for answer in found.standards
    )
    return [*register.kinds, *answers]


def _followed(register: Register, root: str, ways: Mapping[str, list[Link]]) -> set[Link]:
    """The links on the ways that lead from the root in one direction."""
    found: set[Link] = set()
    seen, waiting = {root}, [root]
    while waiting:
        name = waiting.pop()
        if register.hides(name):
            continue
        for link in ways.get(name, ()):
            found.add(link)
            ends = {link.source, link.target} - seen
            seen |= ends
            waiting += ends
    return found


def _known_links(register: Register, today: date) -> list[Link]:
    """Every link that counts today, once; a link from a part stands for one from the whole."""
    links = {(link.source, link.target): link for link in _links(register, today)}
    finer = {(source.partition("/")[0], target) for source, target in links if "/" in source}
    return [link for ends, link in links.items() if ends not in finer]


def _beside(register: Register, root: str, today: date, shown: set[str]) -> Iterator[Link]:
    """What touches the root alone and causes nothing further: a meeting takes many reports."""
    whole = root.partition("/")[0]
    is_report = isinstance(register.record(root), Scrutiny)
    within = [Link(whole, root, "answered")] if register.get(Return, whole) else []
    for link in (*within, *_touching(register, today)):
        ends = {link.source, link.target}
        is_told = is_report and link.how == "considered by"  # among the report's own facts
        if root in ends and not ends <= shown and not is_told:
            shown |= ends
            yield link


def _touching(register: Register, today: date) -> Iterator[Link]:
    for meeting in register.of(Meeting):
        for item in meeting.items if meeting.is_held_on(today) else ():
            if item.requests:
                yield Link(meeting.id, item.requests, "asked for")
            if item.about:
                yield _considered(register, meeting, item.about)
    for occurrence, answers in fulfilments(register, today).items():
        yield from (Link(occurrence, by, "answered by") for _, by, _ in answers)
    for report in register.of(AnnualReport):
        yield from (Link(occurrence, report.id, "reported in") for occurrence in report.inputs)
    for action in register.of(Action):
        judged = [outcome for outcome in action.outcomes if outcome.on <= today]
        shown = [shown for outcome in judged for shown in outcome.evidence]
        yield from (Link(action.id, one.ref, "shown by") for one in shown if one.ref)
    for lesson in register.of(Learning):
        reached = [shown for shown in lesson.embedded if shown.on <= today]
        yield from (Link(lesson.id, one.ref, "shown by") for one in reached if one.ref)


def _considered(register: Register, meeting: Meeting, about: str) -> Link:
    """What is finished comes before the meeting that takes it; a method or a draft, after it."""
    match register.record(about):
        case Scrutiny(reported=finished) | Meeting(date=finished):
            pass
        case AnnualReport(published=published):
            finished = published.on if published else None
        case _:
            finished = date.min
    if finished is None or finished > meeting.date:
        return Link(meeting.id, about, "prepared")
    return Link(about, meeting.id, "considered by")


def _links(register: Register, today: date) -> Iterator[Link]:
    yield from _of_programme(register)
    for scrutiny in register.scrutinies():
        if is_known(scrutiny.reported, today):
            yield from _of_scrutiny(scrutiny)
    for found in register.of(Return):
        yield from _of_return(register, found, today)
    for source, action, since in followed_up(register):
        if action and is_known(since, today):
            yield Link(source, action, "led to")
    for concern in register.of(Concern):
        if concern.raised <= today:
            yield from _of_concern(register, concern)
    for lesson in register.of(Learning):
        if lesson.noted <= today:
            yield from (Link(source, lesson.id, "taught") for source in lesson.from_)
            yield from (Link(lesson.id, course, "taken up by") for course in lesson.training)
    yield from _of_actions([a for a in register.of(Action) if is_known(a.agreed, today)])


def _of_programme(register: Register) -> Iterator[Link]:
    answers = [(found.fulfils, found.id) for found in register.scrutinies()]
    answers += [(deaths.fulfils, deaths.id) for deaths in register.of(ChildDeaths)]
    answers += [(cycle.fulfils, cycle.id) for cycle in register.of(Cycle)]
    for occurrence, answer in answers:
        if occurrence:
            yield Link(occurrence, answer, "answered by")


def _of_concern(register: Register, concern: Concern) -> Iterator[Link]:
    """What began only after a concern was raised follows from it; the concern, from the rest."""
    for about in concern.about:
        began = _began(register, about)
        if began and began > concern.raised:
            yield Link(concern.id, about, "led to")
        else:
            yield Link(about, concern.id, "gave concern")


def _began(register: Register, name: str) -> date | None:
    """The first day of something, as far as its own facts tell."""
    owner, _, part = name.partition("/")
    match register.record(owner):
        case Meeting(date=day) | Action(agreed=day):
            return day
        case Scrutiny(reported=day) if part:
            return day
        case (
            Scrutiny() | Return() | Learning() | Training() | Feedback() | Escalation() | Concern()
        ) as record:
            return min((day for _, day, _ in marked(record, Fact)), default=None)
        case _:
            return None


def _of_actions(actions: list[Action]) -> Iterator[Link]:
    for action in actions:
        yield from (Link(source, action.id, "led to") for source in action.arises_from)
        if action.continued_by:
            yield Link(action.id, action.continued_by, "continued by")
    for action in actions:  # last: an objective explains less than a finding
        if action.objective:
            yield Link(action.objective, action.id, "served by")


def _of_scrutiny(found: Scrutiny) -> Iterator[Link]:
    letters = {finding.id for finding in found.findings}
    for finding in found.findings:
        name = f"{found.id}/{finding.id}"
        yield Link(found.id, name, "found")
        yield from (Link(name, course, "taken up by") for course in finding.training)
    for item in found.recommendations:
        name = f"{found.id}/{item.id}"
        if not letters.intersection(item.from_):
            yield Link(found.id, name, "recommended")
        yield from (Link(f"{found.id}/{letter}", name, "answered by") for letter in item.from_)


def _of_return(register: Register, found: Return, today: date) -> Iterator[Link]:
    if found.received and not found.is_received_on(today):
        return
    yield Link(found.cycle, found.id, "asked for")
    for answer in found.standards:
        name = f"{found.id}/{answer.standard}"
        if answer.improvements or falls_short(register, found, answer, today):
            yield Link(found.id, name, "answered")
        for improvement in answer.improvements:
            if improvement.action:
                yield Link(name, improvement.action, "led to")
