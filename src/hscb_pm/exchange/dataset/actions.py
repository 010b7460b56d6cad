"""Tables of actions, what they answer, how they moved, and what is due."""

from collections.abc import Iterator
from itertools import chain

from hscb_pm.exchange.dataset.table import Cells, Facts, table
from hscb_pm.models import Action, Meeting
from hscb_pm.queries.due import due_items
from hscb_pm.queries.item import slip_of


@table(
    "Actions, and how each stands.",
    """
    action_id    text  The action.
    title        text  Its title, or its first words.
    agency_id    text  The agency that answers for it.
    role         text  The role that does.
    group_id     text  The group in whose work plan it stands.
    objective_id text  The objective that it serves.
    agreed       day   When it was agreed.
    first_due    day   The date agreed at first.
    due          day   The date that stands.
    moves        whole How often the date was moved.
    days_moved   whole From the first date to the one that stands.
    implemented  day   When it was first signed off.
    outcome      text  What the last look found: achieved, partly-achieved, not-achieved.
    outcome_on   day   When that was.
    withdrawn    day   When it was given up.
    continued_by text  The action that takes its place.
    state        text  open, in progress, implemented, outcome achieved, withdrawn, continued …
    is_to_do     yes   Whether it is still to be carried out.
    days_late    whole Days since the date, where it is to do and late; else nothing.
    """,
)
def actions(facts: Facts) -> Iterator[Cells]:
    """One row for each, in the year in which it was agreed, else first due."""
    today = facts.today
    for a in facts.of(Action):
        slip, latest, due = slip_of(a.revisions, today), a.latest_outcome(today), a.due_on(today)
        to_do = a.state_on(today).is_to_do
        yield (
            facts.by(a.agreed) or a.first_due,
            (
                *(a.id, facts.titled(a), a.owner.agency, facts.told(a.id, a.owner.role)),
                *(a.group, a.objective),
                *(facts.by(a.agreed), a.first_due, due),
                *(slip.times if slip else 0, (due - a.first_due).days),
                facts.by(a.implemented.on) if a.implemented else None,
                *((latest.result, latest.on) if latest else (None, None)),
                facts.by(a.withdrawn.on) if a.withdrawn else None,
                *(a.continued_by, facts.state(a), to_do),
                (today - due).days if to_do and due < today else None,
            ),
        )


@table(
    "What each action answers.",
    """
    action_id text The action.
    answers   text A recommendation, a meeting, a concern, a return …
    """,
)
def action_sources(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for action in facts.of(Action):
        for source in action.arises_from:
            if not facts.register.hides(source):
                yield facts.by(action.agreed) or action.first_due, (action.id, source)


@table(
    "Each look at what an action changed.",
    """
    action_id text  The action.
    judged    day   When.
    result    text  achieved, partly-achieved or not-achieved.
    evidence  whole How many pieces of evidence it rests on.
    recheck   day   When to look again.
    """,
)
def outcomes(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for action in facts.of(Action):
        for o in action.outcomes:
            if facts.by(o.on):
                yield o.on, (action.id, o.on, o.result, len(o.evidence), o.recheck)


@table(
    "Dates that were moved: of actions and meetings.",
    """
    record_id   text  The action or the meeting.
    moved       day   When the move was agreed.
    date_before day   The date until then.
    date_after  day   The date from then on.
    days_moved  whole By how many days; negative where it was brought forward.
    agreed_by   text  The group that agreed.
    """,
)
def revisions(facts: Facts) -> Iterator[Cells]:
    """One row for each move."""
    dated: Iterator[Action | Meeting] = chain(facts.of(Action), facts.of(Meeting))
    for record in dated:
        for r in record.revisions:
            if facts.by(r.on):
                yield r.on, (record.id, r.on, r.was, r.now, (r.now - r.was).days, r.agreed_by)


@table(
    "Everything that is due, as `hscb due` lists it.",
    """
    record_id text  The record, or the occurrence of the programme.
    kind      text  What is due: action, outcome, return, value, paper …
    title     text  What people call it.
    role      text  The role that leads.
    agency_id text  Its agency.
    group_id  text  The group it concerns.
    first_due day   The date agreed at first.
    due       day   The date that stands; nothing where there is none.
    days      whole Days to that date; negative where it is late.
    state     text  overdue, due-soon (28 days), upcoming or undated.
    clause    text  The clause of the framework.
    """,
)
def due(facts: Facts) -> Iterator[Cells]:
    """One row for each, in the year of the date."""
    for i in due_items(facts.register, facts.today):
        title, role = facts.told(i.record, facts.told(i.file, i.title)), facts.told(i.file, i.lead)
        who = (role, i.agency, i.group)
        when = (i.first_due, i.due, i.days, i.state, i.clause)
        yield i.due, (i.record, i.kind, title, *who, *when)
