"""The due list as a calendar (RFC 5545), as Outlook takes it."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event, vText

from hscb_pm.models.record import shorten
from hscb_pm.periods import say
from hscb_pm.present.due import DueList, when
from hscb_pm.present.out import visible
from hscb_pm.queries.calendar import Entry
from hscb_pm.words import capital

PRODID: Final = "-//hscb-pm//hscb calendar//EN"
_NAMESPACE: Final = UUID("6b1f3c52-8f0e-5d0a-9a43-0d4c2f6f9b17")
_NOTICE: Final = timedelta(days=14)
_LONGEST: Final = 250
"""Outlook cuts a subject after 255 characters."""


def as_calendar(
    entries: Iterable[Entry], due: DueList, *, name: str, readers: str, keep_ended: bool
) -> bytes:
    """The entries as a file; what has ended is cancelled, or kept under a title that says so."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")  # without one, older Outlooks take nothing in
    calendar.add("x-wr-calname", vText(_line(due, name)))  # else its commas stay bare
    maker = _Maker(due, readers, keep_ended=keep_ended)
    for entry in entries:
        calendar.add_component(maker.event(entry))
    return bytes(calendar.to_ical())


def _line(due: DueList, text: str) -> str:
    """A text in one line, which names nothing hidden and holds nothing that is not seen."""
    return visible(" ".join(due.register.struck(text).split()))


class _Maker:
    """What makes events of the entries of one due list."""

    def __init__(self, due: DueList, readers: str, *, keep_ended: bool) -> None:
        self.due, self.readers, self.keep_ended = due, readers, keep_ended
        register = due.register
        self.board = register.board.title if register.board else ""
        self.confidential = register.for_public()
        self.as_at = datetime.combine(due.today, time(), UTC)  # no clock: the same bytes again
        self.invented = {record.id for record in register if record.illustrative}

    def event(self, entry: Entry) -> Event:
        """One day: free, all day long, with a reminder while it lies far enough ahead."""
        item = entry.item
        day = item.due
        assert day is not None  # noqa: S101, an entry has a day
        event = Event()
        event.add("uid", f"{uuid5(_NAMESPACE, f'{self.board}/{entry.id}')}@hscb-pm.invalid")
        event.add("sequence", entry.sequence)
        event.add("dtstamp", self.as_at)
        event.add("last-modified", self.as_at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))  # the first day that is not of it
        event.add("summary", self._summary(entry))
        event.add("description", "\n".join(_line(self.due, line) for line in self._said(entry)))
        event.add("categories", [capital(item.kind.replace("-", " "))])
        event.add("status", "CANCELLED" if entry.ended and not self.keep_ended else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("x-microsoft-cdo-alldayevent", "TRUE")
        event.add("x-microsoft-cdo-busystatus", "FREE")
        if self.confidential.hides(item.record) or self.confidential.hides(item.file):
            event.add("class", "PRIVATE")
        if self._is_announced(entry):
            event.add_component(self._alarm(entry))
        return event

    def _is_announced(self, entry: Entry) -> bool:
        """Whether there is still time for a reminder; one of the past would show at once."""
        due = entry.item.due
        return not entry.ended and due is not None and due - _NOTICE >= self.due.today

    def _alarm(self, entry: Entry) -> Alarm:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -_NOTICE)
        alarm.add("description", f"In {_NOTICE.days} days: {self._title(entry)}")
        return alarm

    def _title(self, entry: Entry) -> str:
        return shorten(_line(self.due, entry.item.title), _LONGEST)

    def _summary(self, entry: Entry) -> str:
        """What it is; how it ended stands first, since not every calendar shows a status."""
        item = entry.item
        is_meeting = item.kind == "meeting" and not item.about
        word = capital(entry.ended) if entry.ended else "Meeting" if is_meeting else "Due"
        return shorten(f"{word}: {self._title(entry)}", _LONGEST)

    def _said(self, entry: Entry) -> Iterable[str]:
        """Who, by when, how often it was moved, what to do, and where it stands."""
        item, register = entry.item, self.due.register
        apart, day = when(item)
        yield f"Lead: {self.due.who(item)}"
        if item.group:
            yield f"Group: {register.title_of(item.group)}"
        if entry.ended:
            yield f"Was due {day}; {entry.ended}"
        else:
            yield f"Due {day}, {apart}" + (f" ({item.moved})" if item.moved else "")
            if self._is_announced(entry) and item.due:
                yield f"Reminder {_NOTICE.days} days before, on {say(item.due - _NOTICE)}"
            where = "" if item.is_command else f"in {item.file}, "
            yield f"To do: {where}{item.advice}"
        yield f"Record: {item.record} ({item.kind})"
        if item.file in self.invented:
            yield "Illustrative: invented for a worked example"
        yield f"As of {say(item.today)}; for {self.readers} readers"
