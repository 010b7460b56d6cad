"""MTG: the minutes show what was scrutinised, what was decided, and why."""

from collections.abc import Iterator
from itertools import pairwise

from hscb_pm.models import Audit, Group, Meeting, Review
from hscb_pm.models.meeting import ABOUT_ONE
from hscb_pm.models.record import Revision
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.programme import SCRUTINY
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "MTG-001",
    Severity.WARNING,
    "it was decided not to table a report, and nothing says why",
    fix="Add `reason:` to the item.",
    clause="F5.2",
)
def decision_without_reason(register: Register) -> Iterator[Hit]:
    """The sub groups judge which reports are tabled, and the Board may want to know why not."""
    for meeting in register.of(Meeting):
        for index, item in enumerate(meeting.items):
            if item.decision in ("circulate", "not-needed") and not item.reason:
                yield hit(meeting, "items", index, "decision")


@rule(
    "MTG-002",
    Severity.ERROR,
    "{message}",
    fix="Let each move start where the one above it ended, and the last one end at `date`.",
    clause="F3.8",
)
def meeting_moved_without_trace(register: Register) -> Iterator[Hit]:
    """What falls due at a meeting moves with it, so each move needs its reason."""
    for meeting in register.of(Meeting):
        for path, message in broken_ledger(meeting.revisions, "date", meeting.date.isoformat()):
            yield hit(meeting, *path, message=message)


def broken_ledger(
    revisions: tuple[Revision, ...], name: str, stands: str
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where a slippage ledger does not lead, step by step, to the date that stands."""
    for index, (before, after) in enumerate(pairwise(revisions), 1):
        if after.was != before.now:
            said = f"moved from {after.was}, and the move before it ended at {before.now}"
            yield ("revisions", index, "was"), said
        if after.on < before.on:
            said = f"moved on {after.on}, before the move above it ({before.on})"
            yield ("revisions", index, "on"), said
    if revisions and revisions[-1].now.isoformat() != stands:
        yield (name,), f"`{name}` is {stands}, and the last move went to {revisions[-1].now}"


@rule(
    "MTG-003",
    Severity.ERROR,
    "papers are wanted on {papers_by}, after the meeting on {date}",
    fix="Correct `papers_by:`.",
    clause="F5.2",
    words={"papers_by": "a day"},
)
def papers_after_meeting(register: Register) -> Iterator[Hit]:
    """Papers that come after a meeting are not considered by it."""
    for meeting in register.of(Meeting):
        if meeting.papers_by and meeting.papers_by > meeting.date:
            yield hit(meeting, "papers_by", papers_by=meeting.papers_by, date=meeting.date)


@rule(
    "MTG-004",
    Severity.WARNING,
    "{name} came to the Board, and no sub group had scrutinised it",
    fix="Minute the scrutiny in the sub group's meeting, or explain why there was none.",
    clause="F5.2",
)
def tabled_without_scrutiny(register: Register) -> Iterator[Hit]:
    """Reports come to the Performance and Audit Sub Groups before being taken to the Board."""
    if register.is_missing_any("groups", "meetings"):
        return
    functions = {group.id: group.function for group in register.of(Group)}
    scrutinised = {
        item.about: meeting.date
        for meeting in sorted(register.of(Meeting), key=lambda meeting: meeting.date, reverse=True)
        for item in meeting.items
        if item.about and functions.get(meeting.group) in SCRUTINY
    }
    for meeting in register.of(Meeting):
        if functions.get(meeting.group) != "board":
            continue
        for index, item in enumerate(meeting.items):
            if not (register.get(Audit, item.about) or register.get(Review, item.about)):
                continue
            first = scrutinised.get(item.about or "")
            if first is None or first > meeting.date:
                yield hit(meeting, "items", index, "about", name=item.about)


@rule(
    "MTG-006",
    Severity.ERROR,
    "the paper `{paper}` is about one record, and the item names none",
    fix="Name the record: `about:` with its id.",
    clause="F5.2",
    words={"paper": "audit"},
)
def paper_about_nothing(register: Register) -> Iterator[Hit]:
    """A paper about an agency, an audit or a group can be tabled only where it is said which."""
    for meeting in register.of(Meeting):
        for index, item in enumerate(meeting.items):
            if item.paper in ABOUT_ONE and not item.about:
                yield hit(meeting, "items", index, "paper", paper=item.paper)


@rule(
    "MTG-005",
    Severity.WARNING,
    "the item does not say what it is about",
    fix="Add `title:`, or name a record: `about:`, `fulfils:` or `requests:`.",
    clause="F5.2",
)
def item_about_nothing(register: Register) -> Iterator[Hit]:
    """An agenda item without a name tells nobody what to prepare, or what was decided on."""
    for meeting in register.of(Meeting):
        for index, item in enumerate(meeting.items):
            if not (item.title or item.about or item.fulfils or item.requests):
                yield hit(meeting, "items", index)
