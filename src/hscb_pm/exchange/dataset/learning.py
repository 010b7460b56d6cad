"""Tables of what is learnt, what the Board hears of itself, its money and its documents."""

from collections.abc import Iterator
from itertools import zip_longest

from hscb_pm.exchange.dataset.table import Cells, Facts, table
from hscb_pm.models import (
    AnnualReport,
    Budget,
    ChairMeetings,
    ChildDeaths,
    Concern,
    Document,
    Escalation,
    Feedback,
    Learning,
    Rating,
    Training,
)
from hscb_pm.models.learning import Session
from hscb_pm.queries.deaths import deaths_published


@table(
    "Lessons, and whether they have reached practice.",
    """
    lesson_id text The lesson.
    title     text The lesson in a few words.
    noted     day  When it was taken up.
    passed_on day  When it was last passed on.
    check_due day  When to look whether it has reached practice.
    state     text noted, passed on or embedded.
    """,
)
def lessons(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for e in facts.of(Learning):
        passed_on = max(filter(None, (facts.by(d.on) for d in e.disseminated)), default=None)
        known = (e.noted, passed_on, e.check_due(facts.today), facts.state(e))
        yield e.noted, (e.id, facts.titled(e), *known)


def _held(facts: Facts, course: Training) -> list[Session]:
    return [session for session in course.sessions if facts.by(session.on)]


@table(
    "Multi-agency courses.",
    """
    course_id text  The course.
    title     text  Its name.
    sessions  whole How often it was held.
    staff     whole How many came.
    state     text  planned, held or evaluated.
    """,
)
def courses(facts: Facts) -> Iterator[Cells]:
    """One row for each, in the year in which it was first held."""
    for course in facts.of(Training):
        held = _held(facts, course)
        staff = sum(came.staff for session in held for came in session.attended)
        first = min((session.on for session in held), default=None)
        known = (facts.titled(course), len(held), staff, facts.state(course))
        yield first, (course.id, *known)


@table(
    "How many of each agency's staff came each time that a course was held.",
    """
    course_id text  The course.
    held_on   day   When.
    places    whole How many could have come, from all agencies.
    agency_id text  The agency; nothing where nobody is said to have come.
    staff     whole How many of its staff came.
    """,
)
def course_attendance(facts: Facts) -> Iterator[Cells]:
    """One row for each agency at each session."""
    for course in facts.of(Training):
        for session in _held(facts, course):
            seen = [came for came in session.attended if not facts.register.hides(came.agency)]
            for came in seen or (None,):
                known = (came.agency, came.staff) if came else (None, None)
                yield session.on, (course.id, session.on, session.places, *known)


@table(
    "Whether courses changed practice.",
    """
    course_id text  The course.
    asked_on  day   When it was asked.
    answered  whole How many answered.
    changed   whole How many of them could say what they do differently.
    """,
)
def course_evaluations(facts: Facts) -> Iterator[Cells]:
    """One row for each time that it was asked."""
    for course in facts.of(Training):
        for e in course.evaluations:
            if facts.by(e.on):
                yield e.on, (course.id, e.on, e.answered, e.changed)


@table(
    "What front-line practitioners told the Board.",
    """
    feedback_id   text  The occasion.
    heard_on      day   When.
    how           text  workshop, visit, meeting or survey.
    practitioners whole How many took part.
    strengths     whole How many themes were praise.
    concerns      whole How many were concerns.
    told          day   When those who spoke heard what was done.
    state         text  heard, answered or told.
    """,
)
def feedback(facts: Facts) -> Iterator[Cells]:
    """One row for each occasion."""
    for f in facts.of(Feedback):
        kinds = [theme.kind for theme in f.themes]
        themes = (kinds.count("strength"), kinds.count("concern"))
        known = (f.how, f.practitioners, *themes, facts.by(f.told), facts.state(f))
        yield f.on, (f.id, f.on, *known)


@table(
    "Cases taken to very senior managers, without the case.",
    """
    escalation_id  text  The escalation.
    raised         day   When.
    raised_by      text  The agency that raised it.
    raised_with    text  The agency it was raised with.
    about          text  referral, threshold, progress, information-sharing or other.
    due            day   By when an answer is wanted.
    resolved       day   When it ended.
    days_open      whole Until it ended, or until the day of the export.
    state          text  open or resolved.
    """,
)
def escalations(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for e in facts.of(Escalation):
        resolved = facts.by(e.resolved.on) if e.resolved else None
        known = (e.by, e.with_, e.about, e.due, resolved, e.days_open(facts.today))
        yield e.raised, (e.id, e.raised, *known, facts.state(e))


@table(
    "Concerns that came to the Board's attention.",
    """
    concern_id text  The concern.
    type       text  compliance, cooperation, challenge or early-signal.
    raised     day   When.
    found_by   text  What brought it up.
    agency_id  text  The agency it is put to.
    group_id   text  The group that puts it.
    standard   whole The standard it is about.
    due        day   By when an answer is wanted.
    answered   day   When it was answered.
    closed     day   When it ended.
    state      text  open, answered or closed.
    """,
)
def concerns(facts: Facts) -> Iterator[Cells]:
    """One row for each."""
    for c in facts.of(Concern):
        answered = facts.by(c.answer.on) if c.answer else None
        closed = facts.by(c.closed.on) if c.closed else None
        known = (c.type, c.raised, c.found_by, c.agency, c.by, c.standard, c.due)
        yield c.raised, (c.id, *known, answered, closed, facts.state(c))


@table(
    "The Chair's meetings with members of the Board.",
    """
    met_on    day  When.
    agency_id text The member agency.
    role      text The role that came.
    action_id text The action that follows from it.
    """,
)
def chair_meetings(facts: Facts) -> Iterator[Cells]:
    """One row for each meeting."""
    for record in facts.of(ChairMeetings):
        for m in record.meetings:
            if facts.by(m.on) and not facts.register.hides(m.agency):
                yield m.on, (m.on, m.agency, facts.told(record.id, m.role), m.action)


@table(
    "The members' ratings of the Board.",
    """
    rating_id text  The rating.
    opened    day   When members were asked.
    closed    day   When the answers were counted.
    asked     whole How many were asked.
    answered  whole How many answered.
    state     text  open or closed.
    """,
)
def ratings(facts: Facts) -> Iterator[Cells]:
    """One row for each year."""
    for r in facts.of(Rating):
        closed = facts.by(r.closed)
        known = (r.opened, closed, r.asked, r.answered if closed else None, facts.state(r))
        yield r.year.start, (r.id, *known)


@table(
    "How many members gave each answer.",
    """
    rating_id text  The rating.
    question  whole The number of the question.
    step      whole The place of the answer on the scale, the weakest first.
    answer    text  The answer.
    members   whole How many gave it.
    """,
)
def rating_answers(facts: Facts) -> Iterator[Cells]:
    """One row for each answer of each question that has been counted."""
    for r in facts.of(Rating):
        for number, question in enumerate(r.questions if facts.by(r.closed) else (), 1):
            steps = zip_longest(r.scale, question.answers)
            for step, (answer, members) in enumerate(steps, 1):
                yield r.year.start, (r.id, number, step, facts.told(r.id, answer), members)


@table(
    "The Board's money, year by year.",
    """
    budget_id   text  The budget.
    planned     whole What was planned to be spent, in pounds.
    contributed whole What the agencies pay towards it.
    spent       whole What had been spent when it was last looked at.
    forecast    whole What the year was then to cost.
    looked_at   day   When that was.
    """,
)
def budgets(facts: Facts) -> Iterator[Cells]:
    """One row for each year."""
    for b in facts.of(Budget):
        seen = [month for month in b.months if facts.by(month.on)]
        last = max(seen, key=lambda month: month.on, default=None)
        known = (last.spent, last.forecast, last.on) if last else (None, None, None)
        paid = sum(each.pounds for each in b.contributions)
        yield b.year.start, (b.id, b.planned, paid, *known)


@table(
    "What each agency pays towards the Board.",
    """
    budget_id text  The budget.
    agency_id text  The agency.
    pounds    whole How much.
    """,
)
def contributions(facts: Facts) -> Iterator[Cells]:
    """One row for each agency and year."""
    for budget in facts.of(Budget):
        for each in budget.contributions:
            if not facts.register.hides(each.agency):
                yield budget.year.start, (budget.id, each.agency, each.pounds)


@table(
    "Counts of child deaths, as the panel reported them.",
    """
    child_deaths_id text  The report.
    reported        day   When it was finished.
    counted         text  notified, and of them unexpected; reviewed, and of them modifiable.
    deaths          whole How many; nothing where that may not be known.
    missing         text  c where the count is confidential, or would give a small one away.
    """,
)
def child_deaths(facts: Facts) -> Iterator[Cells]:
    """One row for each count of each report."""
    for record in facts.of(ChildDeaths):
        reported = facts.by(record.reported)
        if record.counts and reported:
            shown = deaths_published(record.counts, public=facts.register.public)
            for name, number in shown.items():
                if number is not None:
                    cells = (None, "c") if isinstance(number, str) else (number, None)
                    yield record.year.start, (record.id, reported, name, *cells)


@table(
    "Annual Reports.",
    """
    annual_report_id text The report.
    due              day  When it is to be published.
    published        day  When it was.
    state            text to come or published.
    """,
)
def annual_reports(facts: Facts) -> Iterator[Cells]:
    """One row for each year."""
    for r in facts.of(AnnualReport):
        published = facts.by(r.published.on) if r.published else None
        yield r.year.start, (r.id, r.due, published, facts.state(r))


@table(
    "Procedures, frameworks and protocols.",
    """
    document_id text The document.
    title       text Its name.
    type        text procedure, guidance, protocol …
    agency_id   text The agency whose audit framework it is.
    group_id    text The group that keeps it up to date.
    agreed      day  When it was agreed.
    review_by   day  By when it is to be looked at again.
    state       text draft, in date, review late or no review date.
    """,
)
def documents(facts: Facts) -> Iterator[Cells]:
    """One row for each, in the year in which it was agreed."""
    for d in facts.of(Document):
        agreed = facts.by(d.agreed)
        known = (facts.titled(d), d.type, d.agency, d.group, agreed, d.review_by)
        yield agreed, (d.id, *known, facts.state(d))
