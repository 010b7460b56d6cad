"""What changed since a day, as people read it: headings, figures in words, a section of a paper."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from hscb_pm.papers.figures import beyond_chance, figure_in_words
from hscb_pm.papers.paper import Paper, Values
from hscb_pm.periods import say
from hscb_pm.queries.changes import Change, What, changes, last_meeting
from hscb_pm.queries.changes.row import Moved
from hscb_pm.words import count, joined

HEADINGS: Final = {
    What.CLOSED: "Closed with an outcome",
    What.OUTCOME: "Outcome looked for, and not achieved",
    What.IMPLEMENTED: "Implemented",
    What.SLIPPED: "Dates moved",
    What.OVERDUE_UNTOUCHED: "Newly overdue, nothing recorded since",
    What.OVERDUE: "Newly overdue, something recorded since",
    What.NEW: "New",
    What.REOWNED: "In other hands",
    What.REWORDED: "Worded otherwise",
    What.GIVEN_UP: "Given up or replaced",
    What.RETURNS: "Section 11 returns",
    What.GRADES: "Section 11 grades",
    What.INDICATORS: "Indicators",
    What.QUESTIONS: "Questions answered",
    What.MEETINGS: "Meetings",
    What.SCRUTINY: "Audits and reviews",
    What.PROGRESS: "Progress",
    What.OTHER: "Other facts",
    What.CORRECTED: "Records corrected",
    What.REMOVED: "Taken out or renumbered",
}
_UNKNOWN: Final = "What changed is not known, since no earlier meeting of the Board is recorded."
_NOT_FOR_A_BOARD: Final = (What.PROGRESS, What.OTHER, What.MEETINGS, What.SCRUTINY)
"""What a Board's paper only counts: its other sections show it, or it is daily work."""


def in_words(change: Change) -> str:
    """What is said of a change, its figures as its readers may see them."""
    return _of_figures(change.moved) if change.moved else change.said


def _of_figures(moved: Moved) -> str:
    now, before = moved.now, moved.before
    said = f"{figure_in_words(now.figure)} in {now.period}"
    if moved.is_revised:
        was = f" from {figure_in_words(before.figure)}" if before else ""
        return f"revised{was} to {said}"
    if before is None:
        return said
    then = f"{figure_in_words(before.figure)} in {before.period}"
    new, old = now.figure.value, before.figure.value
    if new is None or old is None or new == old:
        return f"{said}; {then}"
    said = f"{said}, {'up' if new > old else 'down'} from {then}"
    aim = {"increase": "higher is better", "decrease": "lower is better"}
    wanted = aim.get(moved.indicator.direction)
    is_more = beyond_chance(moved.indicator, now.figure, before.figure)
    if is_more is not None:
        said += f", {'more than chance explains' if is_more else 'no more than chance allows'}"
    return f"{said} ({wanted})" if wanted else said


def counted(rows: Iterable[Change]) -> str:
    """How many changes there are of each kind, in one line."""
    numbers = Counter(change.what for change in rows)
    said = [f"{_within(what)}: {numbers[what]}" for what in What if numbers[what]]
    return "; ".join(said) or "nothing changed"


def _within(what: What) -> str:
    """A heading within a sentence."""
    heading = HEADINGS[what]
    return heading if heading.startswith("Section 11") else heading.lower()


def sections(rows: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes under the heading of each kind."""
    rows = list(rows)
    for what in What:
        if found := [change for change in rows if change.what is what]:
            yield HEADINGS[what], found


def by_record(changes: Iterable[Change]) -> list[list[Change]]:
    """The changes of each record together, in the order of the first of each."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.record, change.title), []).append(change)
    return [*found.values()]


def in_lines(rows: Iterable[Change]) -> Iterator[tuple[str, list[str]]]:
    """A line for each change under the heading of its kind; a title stands only the first time."""
    named: set[str] = set()
    for heading, found in sections(rows):
        lines = []
        for change in found:
            title = "" if change.record in named else f", {change.title}"
            named.add(change.record)
            lines.append(f"{change.record}{title}: {in_words(change)}")
        yield heading, lines


def since_last(paper: Paper) -> Values:
    """What changed since the Board last met: what it has to know, and how much there is besides."""
    until = min(paper.today, paper.meeting.date) if paper.meeting else paper.today
    last = last_meeting(paper.register, until)
    if last is None:
        return {"said": _UNKNOWN, "rows": []}
    base = paper.base(last.date)
    rows = changes(paper.register, base, last.date, paper.today)
    shown = [change for change in rows if change.what not in _NOT_FOR_A_BOARD]
    said = f"Since the Board met on {say(last.date)}: {count(len(rows), 'change')}"
    said += ", by the dates in the records" + ("" if base is None else " and by their history")
    if rest := len(rows) - len(shown):
        numbers = Counter(change.what for change in rows)
        others = [_within(what) for what in _NOT_FOR_A_BOARD if numbers[what]]
        said += f"; {count(rest, 'of them is', 'of them are')} not listed ({joined(others)})"
    table = [
        (HEADINGS[change.what], when(change.on), change.title, _id(paper, change), in_words(change))
        for change in shown
    ]
    return {"said": f"{said}.", "rows": table}


def _id(paper: Paper, change: Change) -> str | None:
    """An id; none where it is that of a body, whose name says more."""
    is_body = paper.register.kinds.get(change.record) in ("agency", "group")
    return None if is_body else change.record


def when(day: date | None) -> str:
    """The day of a change, where it has one of its own."""
    return say(day) if day else ""
