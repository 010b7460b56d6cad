"""Tables of whose register it is, who takes part, and what they aim at."""

from collections.abc import Iterator

from hscb_pm import __version__
from hscb_pm.exchange.dataset.table import Cells, Facts, table
from hscb_pm.models import Agency, Group, GroupReport, Objective, WorkPlan
from hscb_pm.models.record import shorten
from hscb_pm.periods import Period


@table(
    "The Board, and of which day and for whom this is.",
    """
    title        text  Its full name.
    area         text  Its area.
    as_at        day   The day as of which every state and count is.
    audience     text  public: no confidential record, no small count; internal: all.
    records      whole How many records the register holds.
    confidential whole How many of them are left out as confidential.
    unreadable   whole How many files could not be read, and are left out.
    illustrative whole How many records were invented for a worked example.
    written_by   text  The version of hscb.
    """,
)
def boards(facts: Facts) -> Iterator[Cells]:
    """One row."""
    register = facts.register
    assert register.board  # noqa: S101, nothing is written without
    yield (
        None,
        (
            facts.titled(register.board),
            register.board.area,
            facts.today,
            "public" if register.public else "internal",
            len(register),
            register.hidden_count,
            len(register.left_out),
            sum(record.illustrative is True for record in register),
            f"hscb {__version__}",
        ),
    )


@table(
    "The agencies that answer to the Board.",
    """
    agency_id       text The agency.
    title           text Its full name.
    basis           text statutory, commissioned or other.
    is_statutory    yes  Whether section 11 names it on the day.
    part_of         text The agency it is a directorate of.
    commissioned_by text The agency on whose behalf it delivers services.
    """,
)
def agencies(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for a in facts.of(Agency):
        title, statutory = facts.titled(a), a.is_statutory_on(facts.today)
        yield None, (a.id, title, a.basis, statutory, a.part_of, a.commissioned_by)


@table(
    "The Board itself, its Executive and its sub groups.",
    """
    group_id      text The group.
    title         text Its full name.
    works_as      text board, executive, audit, performance …, whatever the Board calls it.
    reports_to    text The group above.
    reports_every text quarter, year or never.
    """,
)
def groups(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for g in facts.of(Group):
        yield None, (g.id, facts.titled(g), g.function, g.reports_to, g.reports_every)


@table(
    "The agencies that sit on each group.",
    """
    group_id  text The group.
    agency_id text The agency.
    """,
)
def group_members(facts: Facts) -> Iterator[Cells]:
    """One row for each seat."""
    for group in facts.of(Group):
        for agency in group.members:
            if not facts.register.hides(agency):
                yield None, (group.id, agency)


@table(
    "The standards that Section 11 self-audits answer, in force on the day.",
    """
    standard whole Its number.
    title    text  Its wording, or the first words of it.
    """,
)
def standards(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    known = facts.register.standards
    for each in known.standards if known and not facts.register.hides(known.id) else ():
        yield None, (each.standard, facts.told(known.id, shorten(each.text)) if known else None)


@table(
    "The objectives of the business plan.",
    """
    objective_id text The objective.
    title        text Its first words.
    starts       day  The first day of the plan.
    ends         day  The last day of the plan.
    state        text to come, current or over.
    """,
)
def objectives(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for o in facts.of(Objective):
        yield o.from_, (o.id, facts.titled(o), o.from_, o.to, facts.state(o))


@table(
    "The work plans of sub groups.",
    """
    work_plan_id text  The work plan.
    group_id     text  The group.
    agreed       day   When it was agreed.
    aims         whole How many aims it has.
    state        text  draft or agreed.
    """,
)
def work_plans(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for p in facts.of(WorkPlan):
        start = Period.parse(p.year).start
        yield start, (p.id, p.group, facts.by(p.agreed), len(p.aims), facts.state(p))


@table(
    "The reports of sub groups on their activity and outcomes.",
    """
    group_report_id text The report.
    group_id        text The group that reports.
    reports_to      text The group it reports to.
    period          text The quarter or year that it is of.
    received        day  When it came.
    state           text awaited, received or presented.
    """,
)
def group_reports(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for r in facts.of(GroupReport):
        day = Period.parse(r.period).start
        yield day, (r.id, r.group, r.to, r.period, facts.by(r.received), facts.state(r))
