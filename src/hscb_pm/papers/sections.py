"""The sections that papers are made of, each a sentence and its tables."""

from collections.abc import Iterable, Iterator, Sized
from datetime import timedelta
from typing import Final

from hscb_pm.models import Audit, Cycle, Return, Review
from hscb_pm.models.meeting import Item
from hscb_pm.papers import scorecard
from hscb_pm.papers.paper import FEW, Paper, Values
from hscb_pm.periods import days_apart, say
from hscb_pm.queries.item import SOON_DAYS, DueItem, DueState, Standing, name_of
from hscb_pm.queries.matrix import Came, Matrix, ReturnRow, matrix
from hscb_pm.queries.programme import RowStanding, rows_on
from hscb_pm.register import CONFIDENTIAL
from hscb_pm.words import capital, count, joined

# --- Exceptions ------------------------------------------------------------------------------


def exceptions(paper: Paper) -> Values:
    """What is overdue, in a sentence and item by item."""
    overdue = paper.overdue
    counts = {state: sum(i.state is state for i in paper.items) for state in DueState}
    soon = counts[DueState.DUE_SOON]
    by = say(paper.today + timedelta(days=SOON_DAYS))
    said = f"{count(len(overdue), 'item is', 'items are')} overdue; "
    said += f"{count(soon, 'more falls', 'more fall')} due by {by}."
    if overdue:
        worst = overdue[0]
        late = days_apart(worst.due or paper.today, paper.today)
        said += (
            f" The longest overdue is “{what_is_owed(worst)}”, {late} (lead: {who(paper, worst)})."
        )
    return {"said": capital(said), "rows": overdue_rows(paper, overdue)}


LATE: Final = ("Due", "What", "Record", "Who owes it", "Date moved")
"""The columns of `overdue_rows`."""


def overdue_rows(paper: Paper, items: Iterable[DueItem]) -> list[tuple[object, ...]]:
    """What is overdue, in the order given."""
    return [
        (
            due_and_how_far(item),
            what_is_owed(item),
            record_of(paper, item),
            who(paper, item),
            item.moved,
        )
        for item in items
    ]


def asked_of_late(late: Sized) -> Iterator[str]:
    """What a group is asked about what it owes."""
    if late:
        items = count(len(late), "item")
        yield f"say what stands in the way of what is overdue ({items}), and when it will be done"


def what_is_owed(item: DueItem) -> str:
    """What is owed: of an action that was carried out, evidence; of a report, that it is seen."""
    wanted = {"outcome": "Evidence of an outcome: ", "paper": "Still to be presented: "}
    is_said = item.title.startswith(("Present to", "Papers for"))
    start = "" if is_said else wanted.get(item.kind, "")
    return f"{start}{item.title}"


def who(paper: Paper, item: DueItem) -> str:
    """The role that owes something, and where it works."""
    return paper.who(item.lead, item.agency)


def record_of(paper: Paper, item: DueItem) -> str | None:
    """The id of what is owed; none where it is that of a body, whose name says more."""
    is_body = paper.register.kinds.get(item.record) in ("agency", "group")
    return None if is_body else item.record


def due_and_how_far(item: DueItem) -> str | None:
    """When something is due, and how late it is or how far off."""
    return f"{say(item.due)}, {late_or_ahead(item)}" if item.due else None


def late_or_ahead(item: DueItem) -> str | None:
    """How long something has been late, or how far off it is."""
    return days_apart(item.due, item.today) if item.due else None


# --- An agenda -------------------------------------------------------------------------------


def item_name(paper: Paper, item: Item) -> str:
    """What the agenda calls an item."""
    wanted = item.about or item.fulfils
    named = [target for target in (wanted, item.requests, item.fulfils) if target]
    if any(map(paper.register.hides, named)):
        return CONFIDENTIAL
    if item.title or wanted:
        return item.title or paper.name(wanted)
    return (
        f"Report asked for: {paper.name(item.requests)}"
        if item.requests
        else "an item without a name"
    )


def taken_before(paper: Paper, item: Item) -> str:
    """The other groups that took what an item is about before the meeting, and when."""
    meeting = paper.meeting
    seen: dict[str, str] = {}
    for target in filter(None, (item.about, item.fulfils)):
        for group, days in paper.considered.get(target, {}).items():
            before = [day for day in days if meeting is None or day < meeting.date]
            if before and (meeting is None or group != meeting.group):
                seen[paper.name(group)] = say(before[-1])
    return joined([f"{group} on {day}" for group, day in seen.items()])


# --- The programme ---------------------------------------------------------------------------


def rows_of_programme(paper: Paper) -> list[RowStanding]:
    """The rows of this year's programme."""
    rows = rows_on(paper.register, paper.today)
    return [row for row in rows if not paper.register.hides(row.programme)]


def programme_row(row: RowStanding) -> tuple[int, str, str | None, str | None, str]:
    """A row of the programme: number, title, how often, how many of how many, how it stands."""
    done = f"{row.done} of {row.total}" if row.total else None
    return row.number, row.title, row.frequency, done, _state_of(row)


def programme(paper: Paper) -> Values:
    """How each row of this year's programme stands."""
    rows = rows_of_programme(paper)
    done, fallen = sum(row.done for row in rows), sum(row.fallen_due for row in rows)
    late, waiting = sum(row.late for row in rows), sum(row.to_present for row in rows)
    early = done - (fallen - late)
    said = f"Of {count(fallen, 'piece')} of the year's programme that had fallen due, "
    said += f"{count(fallen - late, 'is', 'are')} done and {count(late, 'is', 'are')} late."
    if early:
        said += f" {count(early, 'more was', 'more were')} done before the date."
    if unminuted := sum(row.unminuted for row in rows):
        rest = count(unminuted, "rests on a meeting", "rest on meetings")
        said += f" {rest} of which nothing shows yet that it took place."
    if waiting:
        said += f" {count(waiting, 'is', 'are')} done and still to be presented."
    return {
        "said": said
        if fallen
        else "Nothing that is asked for of the programme has fallen due yet.",
        "rows": programme_rows(paper, rows),
        "under_way": _under_way(paper),
    }


def _under_way(paper: Paper) -> list[tuple[object, ...]]:
    """The audits and reviews that are not reported yet, where they are few."""
    found = [
        (record, standing)
        for kind in (Audit, Review)
        for record in paper.of(kind)
        if not paper.is_past(record.reported) and (standing := paper.standing(record))
    ]
    return [
        (record.id, record.title, capital(standing.state), standing.why)
        for record, standing in found
        if len(found) <= FEW
    ]


def programme_rows(paper: Paper, rows: Iterable[RowStanding]) -> list[tuple[object, ...]]:
    """Rows of the programme, each with who leads on it."""
    return [
        (number, title, often, name_of(paper.register, row.lead), done, state)
        for row in rows
        for number, title, often, done, state in [programme_row(row)]
    ]


def _state_of(row: RowStanding) -> str:
    """How a row stands, in words."""
    said = []
    if row.late and row.late_since:
        said.append(f"{row.late} late, since {say(row.late_since)}")
    if row.unminuted:
        said.append(f"{row.unminuted} not minuted")
    if row.to_present:
        said.append(f"{row.to_present} to be presented")
    if row.next_due:
        said.append(f"next due {say(row.next_due)}")
    if not row.total:
        return (
            "as it comes"
            if row.is_as_it_comes
            else "not asked for: due before the register was kept"
        )
    return "; ".join(said) or "done"


# --- Section 11 ------------------------------------------------------------------------------


def section11(paper: Paper) -> list[Values]:
    """Each cycle that is open, else the last one."""
    cycles = [cycle for cycle in paper.of(Cycle) if cycle.opened <= paper.today]
    current = [cycle for cycle in cycles if not (cycle.closed and cycle.closed <= paper.today)]
    return [_cycle(paper, cycle) for cycle in current or cycles[-1:]]


def _cycle(paper: Paper, cycle: Cycle) -> Values:
    found = matrix(paper.register, cycle, paper.today)
    came, late = found.that(Came.ON_TIME, Came.LATE), found.that(Came.OVERDUE)
    moderated = sum(row.is_moderated for row in came)
    said = f"{count(len(found.returns), 'agency was', 'agencies were')} asked; "
    said += f"{count(len(came), 'return has', 'returns have')} come"
    said += f", of which {count(moderated, 'is', 'are')} moderated." if came else "."
    if late:
        said += f" Overdue: {joined([paper.name(row.agency) for row in late])}."
    for item in paper.overdue:
        if item.kind == "moderation" and item.record == cycle.id and item.due:
            waiting = item.title.partition(":")[0]
            said += f" {waiting} is {days_apart(item.due, paper.today)}."
    rows = []
    for row in found.returns:
        given = paper.register.get(Return, cycle.return_id(row.agency))
        how = (paper.standing(given) if given else None) or _without_return(paper, row)
        weak = sum(bool(cell.shortfall) for cell in row.cells) if row.received else None
        rows.append((paper.name(row.agency), *how, weak))
    return {
        "title": cycle.title,
        "said": capital(said),
        "rows": rows,
        "grades": [step.grade for step in cycle.scale],
        "standards": grades_by_standard(paper, found),
    }


def _without_return(paper: Paper, row: ReturnRow) -> Standing:
    if row.came is Came.NOT_KNOWN:
        return Standing("not known", "its file could not be read")
    return Standing("awaited", f"due {say(row.due)}, {days_apart(row.due, paper.today)}")


def grades_by_standard(paper: Paper, found: Matrix) -> list[tuple[object, ...]]:
    """How many agencies have each grade, standard by standard; grades are never averaged."""
    standards = paper.register.standards
    rows: list[tuple[object, ...]] = []
    for standard in standards.standards if standards else ():
        given = [
            cell.moderated or cell.own
            for row in found.returns
            for cell in row.cells
            if cell.standard == standard.standard
        ]
        grades = (given.count(step.grade) for step in found.cycle.scale)
        rows.append((standard.standard, standard.text, *grades))
    return rows


# --- Indicators ------------------------------------------------------------------------------


def indicators(paper: Paper) -> Values:
    """The latest value of each indicator, what chance does not explain, and the open questions."""
    found = paper.readouts
    late = sum(i.kind == "value" and i.state is DueState.OVERDUE for i in paper.items)
    said = scorecard.overview(paper, found)
    if found:
        said += f" {capital(count(late, 'value is', 'values are'))} late."
    return {
        "said": said,
        "changed": [scorecard.readout_lines(each) for each in found if scorecard.signals_now(each)],
        "rows": scorecard.scorecard_rows(found),
        "questions": scorecard.question_rows(paper, found),
    }
