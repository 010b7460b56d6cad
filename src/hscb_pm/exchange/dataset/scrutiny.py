"""Tables of the programme, meetings, audits, reviews and Section 11."""

from collections.abc import Iterator

from hscb_pm.exchange.dataset.table import Cells, Facts, table
from hscb_pm.models import Audit, Cycle, Meeting, Programme, Return, Review, Scrutiny
from hscb_pm.models.record import shorten
from hscb_pm.queries.item import slip_of
from hscb_pm.queries.programme import occurrences


@table(
    "The rows of each year's audit programme.",
    """
    row_id    text The row.
    section   text The heading it stands under.
    title     text Its subject.
    level     text Which of the six levels of scrutiny it is.
    frequency text How often, in the programme's own words.
    role      text The role that leads.
    """,
)
def programme_rows(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for programme in facts.of(Programme):
        for row in programme.items:
            said = (shorten(row.title), row.as_written.frequency, row.lead.role)
            title, frequency, role = (facts.told(programme.id, text) for text in said)
            known = (row.section, title, row.level, frequency, role)
            yield programme.year.start, (f"{programme.id}/{row.row}", *known)


@table(
    "Each time that a row of the programme falls due.",
    """
    occurrence_id text The occurrence.
    row_id        text The row.
    due           day  When it falls due.
    done          day  When it was done.
    done_by       text The record that shows it.
    present_to    text The group that it still has to be presented to.
    state         text done, late or to come.
    """,
)
def programme_occurrences(facts: Facts) -> Iterator[Cells]:
    """One row for each that is asked for."""
    for row in occurrences(facts.register, facts.today):
        name = row.occurrence.id
        if facts.register.hides(name):
            continue
        state = "done" if row.done else "late" if row.due < facts.today else "to come"
        known = (row.due, row.done, row.done_by, row.present_to, state)
        yield row.occurrence.year.start, (name, name.partition("@")[0], *known)


@table(
    "Meetings of the Board and its groups.",
    """
    meeting_id     text  The meeting.
    group_id       text  The group.
    held_on        day   The day of the meeting, planned or held.
    papers_by      day   The day by which papers are to be in.
    minutes_agreed day   When the minutes were agreed.
    moves          whole How often the day was moved.
    seats          whole How many seats attendance was taken of.
    present        whole How many of them were filled.
    items          whole How many items the agenda has.
    state          text  planned, not minuted, held or minutes agreed.
    """,
)
def meetings(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for m in facts.of(Meeting):
        seats = m.attendance if m.is_held_on(facts.today) else ()
        slip = slip_of(m.revisions, facts.today)
        yield (
            m.date,
            (
                *(m.id, m.group, m.date, m.papers_by, facts.by(m.minutes_agreed)),
                *(slip.times if slip else 0, len(seats), sum(seat.present for seat in seats)),
                *(len(m.items), facts.state(m)),
            ),
        )


@table(
    "Who sat at each meeting: agencies and roles.",
    """
    meeting_id text The meeting.
    agency_id  text The agency.
    role       text The role that sat for it.
    is_present yes  Whether the seat was filled.
    """,
)
def attendance(facts: Facts) -> Iterator[Cells]:
    """One row for each seat."""
    for meeting in facts.of(Meeting):
        for seat in meeting.attendance if meeting.is_held_on(facts.today) else ():
            if not facts.register.hides(seat.agency):
                role = facts.told(meeting.id, seat.role)
                yield meeting.date, (meeting.id, seat.agency, role, seat.present)


@table(
    "What each meeting considered.",
    """
    meeting_id text  The meeting.
    item       whole Its place on the agenda.
    record_id  text  The record that was considered.
    fulfils    text  The occurrence of the programme that it answers.
    purpose    text  scrutiny, decision, discussion or information.
    decision   text  table, circulate or not-needed.
    """,
)
def meeting_items(facts: Facts) -> Iterator[Cells]:
    """One row for each item of a meeting that is shown to have been held."""
    for meeting in facts.of(Meeting):
        for number, item in enumerate(meeting.items, 1):
            if meeting.is_shown_on(facts.today):
                known = (item.about, item.fulfils, item.for_, item.decision)
                yield meeting.date, (meeting.id, number, *known)


@table(
    "Audits and themed reviews.",
    """
    audit_id     text The audit.
    title        text What was looked at.
    level        text single-agency-audit, multi-agency-audit or themed-review.
    agency_id    text The agency that leads.
    role         text The role that leads.
    fulfils      text The occurrence of the programme that it answers.
    sampled      text How cases were chosen: random, stratified, all or chosen.
    independence text Whether a third person took part, and how.
    due          day  When its report is planned.
    fieldwork_on day  When the fieldwork ended.
    reported     day  When the report was finished.
    state        text planned, fieldwork done, reported or presented.
    """,
)
def audits(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for a in facts.of(Audit):
        reported = facts.by(a.reported)
        yield (
            a.due or reported,
            (
                *(a.id, facts.titled(a), a.level),
                *((a.lead.agency, facts.told(a.id, a.lead.role)) if a.lead else (None, None)),
                *(a.fulfils, a.sample.method if a.sample else None),
                *(a.independence.kind if a.independence else None, a.due),
                *(facts.by(a.fieldwork_done), reported, facts.state(a)),
            ),
        )


@table(
    "Case reviews.",
    """
    review_id text The review.
    title     text What was looked at.
    type      text serious-case-review, partnership-review or management-review.
    opened    day  When it was decided on.
    due       day  When its report is planned.
    reported  day  When the report was finished.
    published day  When the report was made public.
    state     text under way, reported, presented or published.
    """,
)
def reviews(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for r in facts.of(Review):
        published = facts.by(r.published.on) if r.published else None
        known = (r.type, r.opened, r.due, facts.by(r.reported), published, facts.state(r))
        yield r.opened, (r.id, facts.titled(r), *known)


def _reported(facts: Facts) -> Iterator[Scrutiny]:
    """Audits and reviews whose report is finished; what they found counts from then on."""
    for record in (*facts.of(Audit), *facts.of(Review)):
        if facts.by(record.reported):
            yield record


@table(
    "What finished audits and reviews found.",
    """
    finding_id  text  The finding.
    record_id   text  The audit or the review.
    kind        text  strength or shortfall.
    standard    whole The Section 11 standard it was held against.
    passed_on   day   When it was first passed on.
    """,
)
def findings(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for record in _reported(facts):
        for f in record.findings:
            passed_on = min(filter(None, (facts.by(d.on) for d in f.disseminated)), default=None)
            known = (record.id, f.kind, f.standard, passed_on)
            yield record.reported, (f"{record.id}/{f.id}", *known)


@table(
    "What finished audits and reviews ask for, and the answer.",
    """
    recommendation_id text The recommendation; `answers` in action_sources names it.
    record_id         text The audit or the review.
    answer            text agreed, partly-agreed or not-agreed.
    answered          day  When the answer was given.
    answered_by       text The agency or the group that gave it.
    """,
)
def recommendations(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for record in _reported(facts):
        for each in record.recommendations:
            given = each.response
            known = (
                (given.kind, given.on, given.by) if given and facts.by(given.on) else (None,) * 3
            )
            yield record.reported, (f"{record.id}/{each.id}", record.id, *known)


@table(
    "Rounds of Section 11 self-audits.",
    """
    cycle_id text  The cycle.
    title    text  What people call it.
    opened   day   When agencies were asked.
    due      day   By when returns are to come.
    closed   day   When it was closed.
    asked    whole How many agencies were asked.
    state    text  planned, open or closed.
    """,
)
def cycles(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for c in facts.of(Cycle):
        known = (facts.by(c.opened), c.due, facts.by(c.closed), len(c.asked), facts.state(c))
        yield c.opened, (c.id, facts.titled(c), *known)


@table(
    "Section 11 returns that were asked for, whether they have come or not.",
    """
    return_id    text  The return.
    cycle_id     text  The cycle.
    agency_id    text  The agency.
    basis        text  Why it was asked: statutory, commissioned or voluntary.
    due          day   By when it is to come.
    received     day   When its first version came.
    state        text  on-time, late, awaited, overdue; not-known where its file cannot be read.
    days_late    whole How late it came or is.
    is_moderated yes   Whether every answer is moderated.
    """,
)
def returns(facts: Facts) -> Iterator[Cells]:
    """One row for each agency that was asked."""
    for found in facts.matrices:
        cycle = found.cycle
        for row in found.returns if facts.by(cycle.opened) else ():
            name, known = cycle.return_id(row.agency), (row.agency, row.basis, row.due)
            came = (row.received, row.came, row.days_late, row.is_moderated)
            yield cycle.opened, (name, cycle.id, *known, *came)


@table(
    "What each return says of each standard; a grade belongs to its cycle's own scale.",
    """
    cycle_id            text  The cycle.
    agency_id           text  The agency.
    standard            whole The number of the standard.
    own_grade           text  The agency's own grade.
    moderated_grade     text  The grade after moderation.
    falls_short         yes   Whether the grade that counts calls for improvement, if there is one.
    is_to_reconfirm     yes   Whether it is carried forward, and nobody has confirmed it since.
    improvements        whole How many improvements are meant.
    """,
)
def answers(facts: Facts) -> Iterator[Cells]:
    """One row for each answer of a return that has come."""
    for found in facts.matrices:
        for row in found.returns:
            for c in row.cells if row.received else ():
                meant = len(c.answer.improvements) if c.answer else 0
                grades = (c.own, c.moderated, c.shortfall, c.to_be_reconfirmed)
                place = (found.cycle.id, row.agency, c.standard)
                yield found.cycle.opened, (*place, *grades, meant)


@table(
    "What front-line practitioners answered beside the self-audits.",
    """
    cycle_id  text  The cycle.
    agency_id text  The agency.
    question  text  The question's id in the survey.
    standard  whole The standard it is about.
    answered  whole How many answered.
    said_yes  whole How many of them said yes.
    """,
)
def survey_answers(facts: Facts) -> Iterator[Cells]:
    """One row for each question of a return that has come."""
    opened = {cycle.id: cycle.opened for cycle in facts.of(Cycle)}
    for r in facts.of(Return):
        if r.survey and r.is_received_on(facts.today):
            for q in r.survey.questions:
                known = (r.cycle, r.agency, q.id, q.standard, q.answered, q.yes)
                yield opened.get(r.cycle), known
