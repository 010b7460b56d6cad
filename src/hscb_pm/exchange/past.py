"""A register on an earlier day: its files without what came later, the rest of each untouched."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from hscb_pm.models import (
    Action,
    Audit,
    Cycle,
    Escalation,
    Feedback,
    Indicator,
    Meeting,
    Rating,
    Record,
    Return,
    WorkPlan,
)
from hscb_pm.models.audit import Methodology
from hscb_pm.models.indicator import Value
from hscb_pm.models.listening import Resolution
from hscb_pm.models.record import Fact, Refers, marked
from hscb_pm.models.scrutiny import Scrutiny
from hscb_pm.problem import FieldPath
from hscb_pm.register import Register, Source

Known = tuple[FieldPath, date]
"""A value of a record, and the day from which it is known."""

_FOR_ALL_BESIDE: Final = ("on", "requested", "published")
"""Dates of all that is said beside them."""
_OF_A_REPORT: Final = {
    *("equality", "involved", "not_involved", "findings", "recommendations"),
    *("what_happened", "why", "policy", "not_published", "no_response"),
}
"""What an audit or a review says only once it is reported."""


class Past:
    """A register on earlier days: what was not yet known is cut out, line by line."""

    def __init__(self, register: Register, last: date) -> None:
        self.register, self.last = register, last
        self.opened = _opened(register)
        self.reported = {scrutiny.id: scrutiny.reported for scrutiny in register.scrutinies()}
        self.known = {record.id: list(self._known(record)) for record in register}

    def on(self, day: date) -> dict[str, str]:
        """The texts of the records that there were, by the path of each."""
        sources = self.register.sources
        return {
            sources[record.id].path: self._text(record, sources[record.id], day)
            for record in self.register
            if self.opened.get(record.id, day) <= day
        }

    def _text(self, record: Record, source: Source, day: date) -> str:
        if day >= self.last:
            return source.text
        text = _Text(source, record.model_dump(by_alias=True))
        text.cut({path for path, known in self.known[record.id] if known > day})
        for path, value in _dates_that_stood(record, day):
            text.write(path, value.isoformat())
        return text.done()

    def _known(self, record: Record) -> Iterator[Known]:
        """What a record says, and since when; what is not named was there from the beginning."""
        for path, day, _ in marked(record, Fact):
            yield path[:-1] if path[-1] in _FOR_ALL_BESIDE else path, day
        for path, target, _ in marked(record, Refers):
            yield path, self._since(target)
        yield from _known_with_a_date(record, self.last)
        match record:
            case Meeting():  # an agenda is minutes only once the day has come
                yield ("attendance",), min(record.date, self.last)
                yield ("items",), min(record.date, self.last)
            case Return():
                yield from self._known_of_return(record)
            case Indicator():
                yield from self._known_of_indicator(record)

    def _since(self, target: str) -> date:
        """The day from which a record, or a finding or recommendation in it, can be named."""
        record, _, part = target.partition("/")
        reported = self.reported.get(record) if part else None
        return max(self.opened.get(record, date.min), reported or date.min)

    def _known_of_return(self, record: Return) -> Iterator[Known]:
        cycle = self.register.get(Cycle, record.cycle)
        short = cycle.falling_short if cycle else set()
        yield ("survey",), self._since(record.id)
        for index, answer in enumerate(record.standards):
            path: FieldPath = ("standards", index)
            if answer.self_:
                yield path, answer.self_.on
            if answer.moderated and answer.self_ and answer.self_.grade not in short:
                yield (*path, "improvements"), answer.moderated.on

    def _known_of_indicator(self, record: Indicator) -> Iterator[Known]:
        published = {each.period: each.published for each in record.benchmarks if each.published}
        ready = {
            value.period: min(self._ready(record, value), published.get(value.period, self.last))
            for value in record.values
        }
        for index, value in enumerate(record.values):
            yield ("values", index), ready[value.period]
        for index, benchmark in enumerate(record.benchmarks):
            if benchmark.published is None and benchmark.period in published:
                yield ("benchmarks", index), published[benchmark.period]
        for index, signal in enumerate(record.signals):
            meetings = self.register.meetings.get(record.reported_to[0], [])
            days = (meeting.date for meeting in meetings if meeting.date >= ready[signal.period])
            yield ("signals", index), min(days)

    def _ready(self, record: Indicator, value: Value) -> date:
        period = record.period_named(value.period)
        end = period.end if period else self.last
        return min(end + timedelta(days=record.frequency.ready_after_days), self.last)


def _opened(register: Register) -> dict[str, date]:
    """The day on which each record was opened; what is not in it was there from the beginning."""
    days = {
        record.id: _first_fact(record)
        for record in register
        if not isinstance(record, Indicator | Meeting)
    }
    for s11_return in register.of(Return):
        came = [version.on for version in s11_return.received]
        days[s11_return.id] = min(came) if came else days.get(s11_return.cycle)
    for audit in register.of(Audit):
        days[audit.id] = min(_heard_of(register, audit), default=None)
    return {record: day for record, day in days.items() if day}


def _first_fact(record: Record) -> date | None:
    """The day that a record cannot be without, or the first of those that it tells of."""
    facts: list[tuple[FieldPath, date]] = [(path, day) for path, day, _ in marked(record, Fact)]
    fields = type(record).model_fields
    for path, day in facts:
        if len(path) == 1 and fields[str(path[0])].is_required():
            return day
    return min((day for _, day in facts), default=None)


def _heard_of(register: Register, audit: Audit) -> Iterator[date]:
    """The days on which groups heard of an audit."""
    if audit.notified:
        yield audit.notified
    if audit.methodology and audit.methodology.agreed:
        yield audit.methodology.agreed
    for meeting in register.of(Meeting):
        if any(item.about == audit.id for item in meeting.items):
            yield meeting.date


def _known_with_a_date(record: Record, last: date) -> Iterator[Known]:
    """What has no date of its own, and is known with another date of the record."""
    match record:
        case Audit(methodology=Methodology(agreed=date() as agreed)):
            yield ("methodology", "by"), agreed
        case Escalation(resolved=Resolution(on=ended)):
            yield ("learning",), ended
        case Rating(closed=date() as closed):
            yield from (((name,), closed) for name in ("answered", "questions", "done"))
        case Feedback():
            for index in range(len(record.themes)):
                yield ("themes", index, "done"), record.told or last
        case WorkPlan():
            for index in range(len(record.aims)):
                yield ("aims", index, "progress"), last
    if isinstance(record, Scrutiny) and record.reported:
        known = _OF_A_REPORT & type(record).model_fields.keys()
        yield from (((name,), record.reported) for name in known)


def _dates_that_stood(record: Record, day: date) -> Iterator[tuple[FieldPath, date]]:
    """Dates of a plan as they were before they were moved."""
    if isinstance(record, Action) and record.revisions:
        yield ("due",), record.due_on(day)
    if isinstance(record, Meeting) and record.revisions:
        moved = [revision.now for revision in record.revisions if revision.on <= day]
        stood = moved[-1] if moved else record.revisions[0].was
        yield ("date",), stood
        if record.papers_by:
            yield ("papers_by",), record.papers_by - (record.date - stood)


class _Text:
    """The text of a record, from which values can be cut without touching the rest."""

    def __init__(self, source: Source, data: dict[str, Any]) -> None:
        self.source, self.data = source, data
        self.lines = source.text.split("\n")
        self.gone: set[int] = set()
        self.spliced: dict[int, list[tuple[int, int, str]]] = {}

    def write(self, path: FieldPath, value: str) -> None:
        """Put a value of the same length in the place of another."""
        line, column = self.source.at(path)
        start = column - 1
        self.spliced.setdefault(line - 1, []).append((start, start + len(value), value))

    def cut(self, paths: set[FieldPath]) -> None:
        """Cut values with their keys; a list that keeps no entry goes as a whole."""
        for path in paths:
            if any(path[:length] in paths for length in range(1, len(path))):
                continue  # it goes with what it stands in
            if isinstance(path[-1], int):
                entries = {(*path[:-1], index) for index in range(len(self._at(path[:-1])))}
                self._cut_one(path[:-1] if entries <= paths else path)
            elif self._at(path):
                self._cut_one(path)

    def done(self) -> str:
        """The text that is left."""
        kept = []
        for number, line in enumerate(self.lines):
            if number not in self.gone:
                left = line
                for start, end, text in sorted(self.spliced.get(number, ()), reverse=True):
                    left = left[:start] + text + left[end:]
                kept.append(left)
        return "\n".join(kept)

    def _at(self, path: FieldPath) -> Any:  # noqa: ANN401, plain data
        found: Any = self.data
        for step in path:
            found = found[step]
        return found

    def _cut_one(self, path: FieldPath) -> None:
        line, column = self.source.at(path, key=True)
        number, start = line - 1, column - 1
        before = self.lines[number][:start]
        if before.strip() in {"", "-"}:
            self._cut_lines(number, len(before) - len(before.lstrip()))
        else:
            self._splice(number, before, start)

    def _cut_lines(self, number: int, indent: int) -> None:
        """Cut a line, all that is indented further below it, and comments on it above."""
        first, last = number, number + 1
        while last < len(self.lines) and _indent(self.lines[last]) > indent:
            last += 1
        while indent and self.lines[first - 1].startswith(f"{' ' * indent}#"):
            first -= 1
        self.gone |= set(range(first, last))

    def _splice(self, number: int, before: str, start: int) -> None:
        """Cut an entry from a list or mapping in brackets, with one comma."""
        line = self.lines[number]
        end = _end_of_entry(line, start)
        if before.rstrip().endswith(","):
            start = len(before.rstrip()) - 1
        elif line[end : end + 2] == ", ":
            end += 2
        self.spliced.setdefault(number, []).append((start, end, ""))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 0


def _end_of_entry(line: str, start: int) -> int:
    """Where an entry between brackets ends: at the comma or bracket that is not its own."""
    depth, quote, before = 0, "", ","
    for place in range(start, len(line)):
        sign = line[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"" and before in ",:[{":
            quote = sign
        elif depth == 0 and sign in ",]}":
            return place
        else:
            depth += (sign in "[{") - (sign in "]}")
        before = sign if sign.strip() else before
    return len(line)
