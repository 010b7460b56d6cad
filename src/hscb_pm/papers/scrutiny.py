"""What the papers of an audit and of a case review share: from findings to the way to the Board."""

from collections.abc import Iterator
from typing import NamedTuple

from hscb_pm.models import Action, Learning, Scrutiny
from hscb_pm.models.record import shorten
from hscb_pm.models.scrutiny import Finding, Recommendation, Response
from hscb_pm.papers.actions import CLOSED, PLAN, arising, closed, is_over, late_of, overview, plan
from hscb_pm.papers.paper import Paper, Values
from hscb_pm.papers.sections import late_or_ahead, who
from hscb_pm.papers.way import requests, way
from hscb_pm.periods import say
from hscb_pm.queries.audits import settled
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.said import Weight
from hscb_pm.queries.trace import trace
from hscb_pm.words import capital, count, joined

Rows = list[tuple[object, ...]]


class Gap(NamedTuple):
    """What is missing of a finding or a recommendation, or still to come."""

    of: Finding | Recommendation
    text: str
    weight: Weight


def lead_of(paper: Paper, record: Scrutiny) -> str | None:
    """The role that leads it, and where it works."""
    return paper.who(record.lead.role, record.lead.agency) if record.lead else None


def is_reported(paper: Paper, record: Scrutiny) -> bool:
    """Whether the report was finished; before that, nothing of what it finds is told."""
    return paper.is_past(record.reported)


def named(paper: Paper, *ids: str | None) -> list[str]:
    """What records are called, of those that these readers may know of."""
    return [paper.name(name) for name in ids if name and not paper.register.hides(name)]


def asked_besides(record: Scrutiny) -> str:
    """Who was informed and asked; how, the front sheet says."""
    who = record.involved.who if record.involved else ()
    return joined([each.replace("-", " ") for each in who])


def shared(paper: Paper, record: Scrutiny, unsaid: list[str]) -> Values:
    """What both papers say; `unsaid` is what the record ought to tell of itself, and does not."""
    standing = paper.standing(record)
    actions = arising(paper, record.id)
    parts = record if is_reported(paper, record) else _nothing_of(record)
    gaps = list(_gaps(paper, parts))
    refused = [
        (one, answer)
        for one in parts.recommendations
        if (answer := _answer(paper, one)) and answer.kind != "agreed"
    ]
    late = _late_about(paper, record, actions)
    return {
        "record": record.id,
        "said": f"How it stands: {standing.state}, {standing.why}." if standing else "",
        "exceptions": [
            *(_late(paper, item) for item in late),
            *(_refused(paper, one, answer) for one, answer in refused),
            *_missing(gaps),
            *([(record.id, record.title, f"Nothing says {joined(unsaid)}.")] if unsaid else []),
        ],
        "to_come": list(_to_come(gaps)),
        "asked": list(_asked(late, [one for one, _ in refused], gaps)),
        "concluded": _concluded(paper, parts, overview(paper, actions)["said"] if actions else ""),
        **{f"{kind}s": _found(paper, parts, kind) for kind in ("shortfall", "strength")},
        "recommendations": [_recommended(paper, record, one) for one in parts.recommendations],
        "plan": plan(paper, [action for action in actions if not is_over(action, paper)]),
        "plan_columns": list(PLAN),
        "closed": closed(paper, actions),
        "closed_columns": list(CLOSED),
        "passed_on": [_passed_on(paper, found) for found in parts.findings],
        "lessons": _lessons(paper, record),
        "route": _route(paper, record),
    }


def _nothing_of(record: Scrutiny) -> Scrutiny:
    """The record before its report is finished."""
    return record.model_copy(update={"findings": (), "recommendations": ()})


# --- What needs attention --------------------------------------------------------------------


def _late_about(paper: Paper, record: Scrutiny, actions: list[Action]) -> list[DueItem]:
    """What is overdue of the report itself, and of the actions that it led to."""
    of_report = [item for item in paper.overdue if record.id in (item.record, item.file)]
    return [*of_report, *late_of(paper, actions)]


def _late(paper: Paper, item: DueItem) -> tuple[object, ...]:
    due = f", due {say(item.due)}" if item.due else ""
    return item.record, item.title, f"{capital(late_or_ahead(item) or '')}{due}: {who(paper, item)}"


def _refused(paper: Paper, one: Recommendation, answer: Response) -> tuple[object, ...]:
    return one.id, one.text, capital(_answered(paper, answer))


def _gaps(paper: Paper, record: Scrutiny) -> Iterator[Gap]:
    nodes = trace(paper.register, record.id, paper.today).nodes
    parts: tuple[Finding | Recommendation, ...] = (*record.findings, *record.recommendations)
    for part in parts:
        node = nodes.get(f"{record.id}/{part.id}")
        for said in node.said if node else ():
            if said.weight is not Weight.FACT:
                yield Gap(part, said.text, said.weight)


def _missing(gaps: list[Gap]) -> Iterator[tuple[object, ...]]:
    """What is missing, finding by finding, with what else is missing of it."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.weight is Weight.MISSING:
            found.setdefault(gap.of.id, []).append(gap)
    for name, missing in found.items():
        yield name, missing[0].of.text, f"{capital('; '.join(gap.text for gap in missing))}."


def _to_come(gaps: list[Gap]) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for gap in gaps:
        if gap.weight is Weight.NOT_YET:
            found.setdefault(gap.text, []).append(gap.of.id)
    for text, names in found.items():
        yield f"{joined(names)} {'is' if len(names) == 1 else 'are'} still to be {text}."


def _asked(late: list[DueItem], refused: list[Recommendation], gaps: list[Gap]) -> Iterator[str]:
    """What the group is asked to do about it."""
    if late:
        items = count(len(late), "item")
        yield (
            f"ask those who owe what is overdue ({items}) what stands in the way, and by when it "
            "will be done"
        )
    if refused:
        named = joined([f"{one.id} (“{shorten(one.text)}”)" for one in refused])
        answers = f"{'answer' if len(refused) == 1 else 'answers'} to {named}"
        yield f"say whether it accepts the {answers}, or challenges the agency"
    missing = {gap.of.id: gap.of for gap in gaps if gap.weight is Weight.MISSING}
    if missing:
        named = joined([f"{name} (“{shorten(of.text)}”)" for name, of in missing.items()])
        yield f"say who sees to what is missing of {named}"


# --- What was found, and what follows --------------------------------------------------------


def _concluded(paper: Paper, record: Scrutiny, actions: str) -> str:
    """Findings, recommendations and actions, in numbers."""
    if not record.findings:
        return ""
    kinds = [found.kind for found in record.findings]
    numbers = [count(kinds.count(kind), kind) for kind in ("shortfall", "strength")]
    said = f"The findings are {joined(numbers)}."
    answers = [_answer(paper, one) for one in record.recommendations]
    named = [answer.kind.replace("-", " ") if answer else "not answered" for answer in answers]
    how = [f"{named.count(kind)} {kind}" for kind in dict.fromkeys(named)]
    if how:
        said += f" Of {count(len(named), 'recommendation')}: {joined(how)}."
    return f"{said} {actions}".rstrip()


def _found(paper: Paper, record: Scrutiny, kind: str) -> Rows:
    """The findings of a kind, what each was held against, and what answers it."""
    answers: dict[str, list[str]] = {}
    for one in record.recommendations:
        for name in one.from_:
            answers.setdefault(name, []).append(one.id)
    return [
        (
            found.id,
            found.text,
            _standard(paper, found),
            ", ".join(answers.get(found.id, ())) or None,
        )
        for found in record.findings
        if found.kind == kind
    ]


def _standard(paper: Paper, found: Finding) -> str | None:
    known = paper.register.standards
    for standard in known.standards if known else ():
        if standard.standard == found.standard:
            return f"{standard.standard}. {shorten(standard.text)}"
    return str(found.standard) if found.standard else None


def _answer(paper: Paper, one: Recommendation) -> Response | None:
    """What was answered so far."""
    return one.response if one.response and one.response.on <= paper.today else None


def _answered(paper: Paper, answer: Response) -> str:
    said = f"{answer.kind.replace('-', ' ')} by {paper.name(answer.by)}, {say(answer.on)}"
    return f"{said}: {answer.reason}" if answer.reason else said


def _recommended(paper: Paper, record: Scrutiny, one: Recommendation) -> tuple[object, ...]:
    answer = _answer(paper, one)
    name = f"{record.id}/{one.id}"
    actions = [action.id for action in arising(paper, record.id) if name in action.arises_from]
    return (
        one.id,
        one.text,
        ", ".join(one.from_) or None,
        _answered(paper, answer) if answer else "not answered",
        ", ".join(actions) or None,
    )


def _passed_on(paper: Paper, found: Finding) -> tuple[object, ...]:
    """How a finding was passed on, and the courses that take it up."""
    told = [f"{say(one.on)}: {one.how}" for one in found.disseminated if one.on <= paper.today]
    courses = [
        f"{paper.name(course)} ({course})"
        for course in found.training
        if not paper.register.hides(course)
    ]
    name = f"{found.id}, {found.kind}"
    return name, "; ".join(told) or "not yet", "; ".join(courses) or None


def _lessons(paper: Paper, record: Scrutiny) -> Rows:
    """The lessons that were drawn from it, and how far they have come."""
    found: list[Learning] = [
        lesson
        for lesson in paper.of(Learning)
        if lesson.noted <= paper.today
        and any(source.partition("/")[0] == record.id for source in lesson.from_)
    ]
    return [
        (lesson.id, lesson.title, lesson.audience, f"{how.state} ({how.why})")
        for lesson in found
        if (how := paper.standing(lesson))
    ]


def _route(paper: Paper, record: Scrutiny) -> Rows:
    """Each group that its report passes, and each that asked to see it."""
    since = record.reported if is_reported(paper, record) else None
    stopped = settled(paper.register, paper.today).get(record.id)
    names = (record.id,)
    return [*way(paper, names, record.route, since, stopped), *requests(paper, record.id)]
