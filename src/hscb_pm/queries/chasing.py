"""Who is to be reminded of what, and which step follows: reminder, letter, challenge, Executive."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from hscb_pm.models import Chases, Concern, Return
from hscb_pm.models.chasing import Chasing, Rung
from hscb_pm.problem import FieldPath
from hscb_pm.queries.item import DueItem, chair_of
from hscb_pm.register import Register

ASKED: Final[Mapping[str, str]] = {
    "action": "how far it has come; once it is finished, the day and what shows it; "
    "if it needs longer, the date that you can keep and the reason",
    "outcome": "what has changed for children, and how that is known: an audit, figures, "
    "what children and families say",
    "return": "the completed return",
    "moderation": "the moderated grades",
    "value": "the figure, or the reason why there is none",
    "question": "what you found when you looked into it",
    "audit": "the finished report",
    "paper": "what is to go to the meeting",
    "request": "what was asked for, as a paper",
    "follow-up": "the report: what has been done about each recommendation",
    "review": "how far the review has come, and when its report is to be expected",
    "publication": "the day of publication, or the reason why it is not to be published",
    "occurrence": "the report, or the day on which it will come",
    "group-report": "the report: what the group did, and what has changed because of it",
    "work-plan": "the agreed work plan",
    "escalation": "how it was resolved, or what is in the way; nothing of the case itself",
    "concern": "your agency's answer",
    "learning": "what you found when you looked whether it has reached practice",
    "evaluation": "what those who came say has changed in practice",
    "review-by": "whether it still holds, and what has to be changed in it",
}
"""What is asked of somebody else, by the kind of item; the rest is the Board's own business."""
WRITTEN: Final = {
    Rung.COMING: "reminder",
    Rung.OVERDUE: "overdue reminder",
    Rung.LETTER: "formal letter",
    Rung.CHALLENGE: "challenge",
    Rung.EXECUTIVE: "paper for the Executive",
}
"""What each step is called in a sentence."""
SENDER: Final = "Business Manager"
"""Who chases, and is not chased."""
_DAY: Final = timedelta(days=1)
_NO_CHALLENGE: Final = ("concern", "escalation")
"""What is a challenge already."""
_BEFORE_EXECUTIVE: Final = (Rung.OVERDUE, Rung.LETTER, Rung.CHALLENGE)
"""The steps for what is late that do not follow once it has been put as a challenge."""


class Key(NamedTuple):
    """What tells something that is owed from everything else; another date makes it another."""

    agency: str | None
    record: str
    kind: str
    due: date


class Step(NamedTuple):
    """That something was asked for: when, how far it had come, and where that is recorded."""

    on: date
    rung: Rung
    log: str
    at: FieldPath

    @property
    def order(self) -> tuple[date, int]:
        """Where it stands among others: the earliest first, and of a day the lowest."""
        return self.on, self.rung.height


class Chased(NamedTuple):
    """What is owed, with what was sent about it, and what follows on which day."""

    item: DueItem
    sent: tuple[Step, ...]
    rung: Rung | None
    """What follows; None once it is before the Executive."""
    on: date | None
    unread: str | None = None
    """What could not be read that would tell whether this follows, and to whom."""

    @property
    def is_due(self) -> bool:
        """Whether a step is to be taken today, as far as is known."""
        return self.rung is not None and self.on is not None and self.on <= self.item.today

    @property
    def is_now(self) -> bool:
        """Whether somebody is to be written to today."""
        return self.is_due and not self.unread


class Taken:
    """The steps that were taken: what was noted as sent, and what the challenge log tells."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.sent: dict[Key, list[Step]] = {}
        self._challenges: dict[tuple[str | None, str], list[Step]] = {}
        for log in register.of(Chases):
            for index, chase in enumerate(log.sent):
                for number, item in enumerate(chase.about):
                    key = self._key(chase.to.agency, item.record, item.kind, item.due)
                    step = Step(chase.on, chase.rung, log.id, ("sent", index, "about", number))
                    self.sent.setdefault(key, []).append(step)
        for concern in register.of(Concern):
            for record in concern.about if concern.type == "challenge" else ():
                step = Step(concern.raised, Rung.CHALLENGE, concern.id, ("raised",))
                its = (concern.agency, self._matter(record))
                self._challenges.setdefault(its, []).append(step)

    def about(self, key: Key) -> list[Step]:
        """The steps about something, the first one first; a challenge is about a date before it."""
        logged = self._challenges.get((key.agency, key.record), ())
        steps = [*self.sent.get(key, ()), *(step for step in logged if step.on > key.due)]
        return sorted(steps, key=lambda step: step.order)

    def about_item(self, item: DueItem) -> list[Step]:
        """The steps about an item of the due list."""
        assert item.due  # noqa: S101, what has no date is not chased
        record = recorded_as(self._register, item)
        return self.about(self._key(item.agency, record, item.kind, item.due))

    def _key(self, agency: str | None, record: str, kind: str, due: date) -> Key:
        return Key(agency, self._matter(record), kind, due)

    def _matter(self, record: str) -> str:
        """A return goes by its cycle, under which it was asked for before it had a file."""
        its = self._register.get(Return, record)
        return its.cycle if its else record


def ladder(kind: str, agency: str | None) -> list[Rung]:
    """The steps for what is late; a challenge is put to an agency, and is none to a challenge."""
    without = {Rung.COMING} | ({Rung.CHALLENGE} if not agency or kind in _NO_CHALLENGE else set())
    return [rung for rung in Rung if rung not in without]


def to_chase(register: Register, today: date, items: Iterable[DueItem]) -> list[Chased]:
    """What others owe of these items, each with the step that follows."""
    taken = Taken(register)
    steps = (register.board and register.board.chasing) or Chasing.model_validate({})
    board = register.group_for("board")
    chair = chair_of(register, board.id) if board else None  # who writes no letter to themselves
    told = {
        (c.to.agency, c.to.role) for log in register.of(Chases) for c in log.sent if c.on == today
    }
    found = []
    for item in items:
        if item.kind not in ASKED or item.due is None or item.lead == SENDER:
            continue
        if register.hides(item.agency):
            continue
        past = [step for step in taken.about_item(item) if step.on <= today]
        rung, on = _next(steps, item, past, chair)
        if on and on <= today and (item.agency, item.lead) in told:
            on = today + _DAY  # nobody is written to twice on a day
        found.append(Chased(item, tuple(past), rung, on, _unread(register, item, rung)))
    return found


def _unread(register: Register, item: DueItem, rung: Rung | None) -> str | None:
    """What is missing to write about it: a challenge may stand in any file of the log."""
    if item.agency and register.is_rejected(item.agency):
        return "the file of its agency"
    may_be_put = rung in _BEFORE_EXECUTIVE and Rung.CHALLENGE in ladder(item.kind, item.agency)
    return (
        "a file of the challenge log"
        if may_be_put and register.is_missing_any(Concern.folder)
        else None
    )


def recorded_as(register: Register, item: DueItem) -> str:
    """What something that is owed is recorded by: its record, or the one that asks for it."""
    return item.record if item.record in register.kinds else item.file


def _next(
    steps: Chasing, item: DueItem, sent: list[Step], chair: str | None
) -> tuple[Rung | None, date | None]:
    """What follows, and on which day; a day that is past means now."""
    assert item.due  # noqa: S101, as above
    late = [step for step in sent if step.rung is not Rung.COMING]
    if item.due >= item.today and not late:
        return _reminder(steps, item.due, item.today, sent)
    last = max(late, key=lambda step: step.rung.height, default=None)
    rungs = ladder(item.kind, item.agency)
    higher = [rung for rung in rungs if last is None or rung.height > last.rung.height]
    if not higher or (last and item.lead == chair):
        return None, None
    if last is None:
        return higher[0], item.due + _DAY
    return higher[0], last.on + timedelta(days=getattr(steps, higher[0]))


def _reminder(
    steps: Chasing, due: date, today: date, sent: list[Step]
) -> tuple[Rung | None, date | None]:
    """The next reminder before a date that none was sent for yet; then that it is overdue."""
    last = max((step.on for step in sent), default=date.min)
    days = sorted(due - timedelta(days=before) for before in steps.before)
    reached = [day for day in days if day <= today]
    if reached and last < reached[-1]:
        return Rung.COMING, reached[-1]
    later = next((day for day in days if day > today), None)
    return (Rung.COMING, later) if later else (Rung.OVERDUE, due + _DAY)
