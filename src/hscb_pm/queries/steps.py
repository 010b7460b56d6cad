"""What each step of a chain says: its dated facts, what is missing, what is not yet to be had."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Final, NamedTuple

from hscb_pm.models import (
    Action,
    Audit,
    ChildDeaths,
    Concern,
    Document,
    Escalation,
    Feedback,
    Learning,
    Meeting,
    Record,
    Return,
    Review,
    Scrutiny,
    Training,
)
from hscb_pm.models.action import Outcome, Result, State
from hscb_pm.models.record import Model
from hscb_pm.models.scrutiny import Dissemination, Finding, Recommendation
from hscb_pm.models.section11 import Answer
from hscb_pm.periods import say
from hscb_pm.queries.actions import is_changed_since_judged, signed_off
from hscb_pm.queries.audits import settled
from hscb_pm.queries.learning import evaluation_due
from hscb_pm.queries.meetings import considered_by, first_from
from hscb_pm.queries.programme import OccurrenceRow, occurrences
from hscb_pm.queries.records import label_of, part_of
from hscb_pm.queries.said import Said, Weight, fact, is_known, missing, not_yet
from hscb_pm.queries.sources import SOURCES, grade_on, of_answer
from hscb_pm.queries.states import states
from hscb_pm.register import CONFIDENTIAL, Register
from hscb_pm.words import count

UNREADABLE: Final = "could not be read"
_OUTCOMES: Final = {
    Result.ACHIEVED: "outcome achieved",
    Result.PARTLY_ACHIEVED: "outcome partly achieved",
    Result.NOT_ACHIEVED: "outcome not achieved",
}
_SINCE: Final[Mapping[type[Record], str]] = {
    Action: "agreed",
    Review: "opened",
    Document: "agreed",
    Learning: "noted",
    Concern: "raised",
    Escalation: "raised",
    Feedback: "on",
    ChildDeaths: "reported",
}


class Node(NamedTuple):
    """A step of a chain."""

    id: str
    kind: str | None
    """None of what could not be read, and of what there is not."""
    title: str
    state: str | None = None
    said: tuple[Said, ...] = ()


class Steps:
    """Tells what each step of a chain says on a day."""

    def __init__(
        self,
        register: Register,
        today: date,
        forth: Mapping[str, Collection[str]],
        back: Collection[str],
    ) -> None:
        """`forth` says what follows from what, `back` of what something is known to lead to it."""
        self.register, self.today = register, today
        self.forth, self.back = forth, back
        self.standing = states(register, today)
        self.considered = considered_by(register, today)
        self.gone_no_further = settled(register, today)
        self.found: dict[str, tuple[Record, Model]] = {}
        for record in register:
            self.found[record.id] = record, record
            for name, _, path in record.parts():
                self.found.setdefault(name, (record, part_of(record, path[:-1])))
        for found in register.of(Return):
            for answer in found.standards:
                self.found.setdefault(f"{found.id}/{answer.standard}", (found, answer))

    def node(self, name: str) -> Node:
        """The step of that id."""
        register = self.register
        if register.hides(name):
            return Node(name, "record", CONFIDENTIAL)
        record, part = self.found.get(name.partition("@")[0], (None, None))
        if isinstance(record, Return) and isinstance(part, Answer):
            return self._answer(name, record, part)
        if record is None or part is None or name not in register.kinds:
            if register.is_rejected(name):
                return Node(name, None, UNREADABLE)
            return Node(name, None, name, None, (missing("there is no such record"),))
        title = register.title_of(name) if part is record else label_of(part)
        said = tuple(self._said(name, record, part))
        return Node(name, register.kinds[name], title, self._state(part), said)

    def _answer(self, name: str, found: Return, answer: Answer) -> Node:
        _, standard = self.found.get(f"standard {answer.standard}", (None, None))
        title = label_of(standard) if standard else name
        said = of_answer(self.register, found, answer, self.today)
        grade = grade_on(self.register, found, answer, self.today)
        return Node(name, "standard", title, grade, tuple(said))

    def _state(self, part: Model) -> str | None:
        match part:
            case Finding():
                return part.kind
            case Recommendation():
                if part.response and part.response.on <= self.today:
                    return part.response.kind.replace("-", " ")
            case Record():
                standing = self.standing(part)
                return standing.state if standing else None
        return None

    def _said(self, name: str, record: Record, part: Model) -> Iterator[Said]:
        since = _known_from(record, is_part=part is not record)
        if since and not is_known(since, self.today):
            yield Said(f"known only from {say(since)}", Weight.NOT_YET)
        elif isinstance(record, Scrutiny) and isinstance(part, Finding):
            yield from self._finding(name, record, part)
        elif isinstance(record, Scrutiny) and isinstance(part, Recommendation):
            yield from self._recommendation(name, record, part)
        elif row := self.occurrences.get(name):
            if row.done:
                yield fact("answered", row.done)
            else:
                yield not_yet("answered", row.due, self.today)
        elif teller := self._TELLERS.get(type(part)):
            yield from teller(self, part)
        elif teller_of_source := SOURCES.get(type(record)):
            yield from teller_of_source(record, self.today)
        elif part is record and (standing := self.standing(record)):
            yield Said(f"{standing.state}: {standing.why}")

    @cached_property
    def occurrences(self) -> dict[str, OccurrenceRow]:
        """How each occurrence of the programmes stands."""
        return {row.occurrence.id: row for row in occurrences(self.register, self.today)}

    def _disseminated(self, times: Collection[Dissemination]) -> list[Said]:
        return [fact("disseminated", time.on, time.how) for time in times if time.on <= self.today]

    # --- Audits and reviews ------------------------------------------------------------------

    def _seen_by(self, found: Scrutiny) -> dict[str, date | None]:
        """When each group of the route saw the report, one after the other."""
        since, seen = found.reported, self.considered.get(found.id, {})
        days: dict[str, date | None] = {}
        for group in found.route:
            days[group] = since = first_from(seen.get(group, []), since) if since else None
        return days

    def _is_done(self, found: Scrutiny) -> bool:
        """Whether the report has gone its whole way, so that nothing need wait for it."""
        if not found.reported or found.reported > self.today:
            return False
        stopped = self.gone_no_further.get(found.id, date.min)
        return stopped >= found.reported or None not in self._seen_by(found).values()

    def _scrutiny(self, found: Scrutiny) -> Iterator[Said]:
        if isinstance(found, Review):
            yield fact("opened", found.opened)
        if not found.reported or found.reported > self.today:
            yield not_yet("reported", found.due, self.today)
            return
        yield fact("reported", found.reported)
        if not found.findings:
            yield missing("no finding is recorded")
        for group, day in self._seen_by(found).items():
            name = self.register.title_of(group)
            if day:
                yield fact(f"considered by the {name}", day)
            elif not self._is_done(found):
                yield not_yet(f"considered by the {name}", None, self.today)
        if isinstance(found, Review) and found.published and found.published.on <= self.today:
            yield fact("published", found.published.on)

    def _finding(self, name: str, found: Scrutiny, finding: Finding) -> Iterator[Said]:
        disseminated = self._disseminated(finding.disseminated)
        yield from disseminated
        if not found.reported:
            return
        if finding.kind == "shortfall" and not self._has_next(name, "recommendation", "action"):
            yield missing("no recommendation answers this shortfall")
        if not disseminated:
            yield self._gap(found, "it was not disseminated", "disseminated")
        if not finding.training and not self._is_taught(name) and not self._is_taught(found.id):
            yield self._gap(found, "no training takes it up", "taken up in training")

    def _is_taught(self, name: str) -> bool:
        """Whether training takes up a lesson from it."""
        lessons = (self.register.get(Learning, to) for to in self.forth.get(name, ()))
        return any(lesson and lesson.training for lesson in lessons)

    def _recommendation(self, name: str, found: Scrutiny, item: Recommendation) -> Iterator[Said]:
        response = item.response
        if response is None or response.on > self.today:
            if found.reported:
                yield self._gap(found, "nobody has answered it", "answered")
            return
        by, kind = self.register.title_of(response.by), response.kind.replace("-", " ")
        yield fact(f"{kind} by {by}", response.on, response.reason)
        if response.kind != "agreed" and not response.reason:
            yield missing("nothing says why")
        if response.kind != "not-agreed" and not self._has_next(name, "action"):
            if self.register.is_missing_any(Action.folder):
                yield Said(f"whether an action carries it out is not known: a file {UNREADABLE}")
            else:
                yield missing("no action carries it out")

    def _gap(self, found: Scrutiny, gap: str, awaited: str) -> Said:
        """What is missing, unless the report is still on its way to the Board."""
        return missing(gap) if self._is_done(found) else not_yet(awaited, None, self.today)

    def _has_next(self, name: str, *kinds: str) -> bool:
        return any(self.register.kinds.get(to) in kinds for to in self.forth.get(name, ()))

    # --- Actions -----------------------------------------------------------------------------

    def _action(self, action: Action) -> Iterator[Said]:
        today, state = self.today, action.state_on(self.today)
        if action.id not in self.back and not self.register.left_out:
            yield missing("nothing says what it arises from")
        if action.agreed:
            yield fact("agreed", action.agreed)
        if state is State.IN_PROGRESS:
            last = max((p for p in action.progress if p.on <= today), key=lambda note: note.on)
            yield fact("last progress", last.on, last.note)
        if signed := signed_off(self.register, action, today):
            yield Said(signed, on=action.signatures(today)[0].on)
        elif state is State.OUTCOME_ACHIEVED:
            yield missing("nobody has signed it off")
        for outcome in action.outcomes:
            if outcome.on <= today:
                yield from self._outcome(outcome)
        if is_changed_since_judged(action, today):
            yield missing("changed since the outcome was judged")
        yield from self._end(action, state)

    def _outcome(self, outcome: Outcome) -> Iterator[Said]:
        shown = [
            f"{e.finding} ({self.register.id_of(e.ref)})" if e.ref else e.finding
            for e in outcome.evidence
        ]
        yield fact(_OUTCOMES[outcome.result], outcome.on, "; ".join(shown))
        if outcome.result is Result.ACHIEVED and not shown:
            yield missing("no evidence shows this outcome")

    def _end(self, action: Action, state: State) -> Iterator[Said]:
        """Where an action stands: what it still owes, or how it ended."""
        if state is State.WITHDRAWN and action.withdrawn:
            by = self.register.title_of(action.withdrawn.agreed_by)
            words = f"given up, as the {by} agreed,"
            yield fact(words, action.withdrawn.on, action.withdrawn.reason)
        elif state is State.CONTINUED:
            yield Said(f"{self.register.id_of(action.continued_by)} has taken its place")
        elif state.is_to_do:
            yield not_yet("signed off", action.due_on(self.today), self.today)
        elif check := action.outcome_check_due(self.today):
            yield not_yet("shown to have had its outcome", check, self.today)
        elif again := action.recheck_due(self.today):
            yield Said(f"to be looked at again by {say(again)}")

    # --- Lessons and training ----------------------------------------------------------------

    def _learning(self, lesson: Learning) -> Iterator[Said]:
        yield fact("noted", lesson.noted)
        if lesson.elsewhere:
            yield Said(f"from elsewhere: {lesson.elsewhere}")
        elif lesson.id not in self.back:
            yield missing("nothing says what taught it")
        disseminated = self._disseminated(lesson.disseminated)
        yield from disseminated
        if not disseminated:
            yield missing("it was not disseminated")
        if not lesson.training:
            yield missing("no training takes it up")
        for shown in lesson.embedded:
            if shown.on <= self.today:
                yield fact("shown to have reached practice", shown.on, shown.finding)
        if check := lesson.check_due(self.today):
            yield not_yet("shown to have reached practice", check, self.today)

    def _training(self, course: Training) -> Iterator[Said]:
        held = [session.on for session in course.sessions if session.on <= self.today]
        if not held:
            yield not_yet("held", None, self.today)
            return
        times = "held" if len(held) == 1 else f"held {count(len(held), 'time')}, last"
        yield fact(times, max(held))
        for found in course.evaluations:
            if found.on <= self.today:
                changed = f"{found.changed} of {found.answered} could say what they do differently"
                yield fact("evaluated", found.on, f"{changed}; {found.finding}")
        if due := evaluation_due(course, self.today):
            yield not_yet("evaluated", due, self.today)

    # --- Meetings ----------------------------------------------------------------------------

    def _meeting(self, meeting: Meeting) -> Iterator[Said]:
        if standing := self.standing(meeting):
            yield Said(f"{standing.state}: {standing.why}")
        for item in meeting.items if meeting.is_held_on(self.today) else ():
            if item.requests:
                is_told = item.reason and not self.register.hides(item.requests)
                reason = f": {item.reason}" if is_told else ""
                yield Said(f"asked to see {self.register.id_of(item.requests)}{reason}")

    _TELLERS: ClassVar[Mapping[type[Model], Callable[["Steps", Any], Iterator[Said]]]] = {
        Audit: _scrutiny,
        Review: _scrutiny,
        Action: _action,
        Learning: _learning,
        Training: _training,
        Meeting: _meeting,
    }


def _known_from(record: Record, *, is_part: bool) -> date | None:
    """From which day there is anything to follow; None where no date says so."""
    field = "reported" if is_part else _SINCE.get(type(record), "")
    since: date | None = getattr(record, field, None)
    return since
