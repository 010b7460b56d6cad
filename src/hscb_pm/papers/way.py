"""The way of a report from group to group, planned and minuted."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from hscb_pm.models import Meeting
from hscb_pm.models.meeting import Item
from hscb_pm.papers.paper import Paper
from hscb_pm.periods import say
from hscb_pm.queries.meetings import first_from, next_meeting

_DECIDED: Final = {
    "table": "to be tabled at the Board",
    "circulate": "to be circulated for information",
    "not-needed": "the Board need not see it",
}


def way(
    paper: Paper,
    names: Sequence[str],
    route: Iterable[str],
    since: date | None,
    stopped: date | None = None,
) -> Iterator[tuple[object, ...]]:
    """Each group of a route: when it considered the report, or is to, and what it decided.

    The report goes by its `names` on agendas, was there `since` a day, and was to go no further
    once some group had `stopped` it.
    """
    for group in route:
        seen = (day for name in names for day in paper.considered.get(name, {}).get(group, []))
        day = first_from(sorted(seen), since) if since else None
        decided = None
        if since and day:
            since = day
            said = f"considered on {say(day)}"
            decided = _decided(next(_items(paper, names, group, day), None))
        elif since and stopped and stopped >= since:
            said = f"not needed, as decided on {say(stopped)}"
        else:
            said = _planned(paper, names, group, since)
        if not paper.register.hides(group):
            yield paper.name(group), said, decided


def _items(
    paper: Paper, names: Sequence[str], group: str, day: date | None = None
) -> Iterator[tuple[Meeting, Item]]:
    """The items of a group's meetings that take the report, in the order of their days."""
    for meeting in paper.register.meetings.get(group, []):
        if day in (None, meeting.date) and not paper.register.hides(meeting.id):
            for item in meeting.items:
                if item.about in names or item.fulfils in names:
                    yield meeting, item


def _decided(found: tuple[Meeting, Item] | None) -> str | None:
    if found is None:
        return None
    item = found[1]
    return ": ".join(filter(None, (_DECIDED.get(item.decision or ""), item.reason))) or None


def _planned(paper: Paper, names: Sequence[str], group: str, since: date | None) -> str:
    """When a group is to consider a report, as far as anything says so."""
    today = paper.today
    days = [meeting.date for meeting, _ in _items(paper, names, group)]
    ahead = [day for day in days if day >= today]
    if ahead:
        return f"planned for {say(ahead[0])}"
    if since and (unshown := [day for day in days if since <= day < today]):
        return f"on the agenda of {say(unshown[-1])}; nothing shows yet that it was considered"
    if since is None:
        return "once the report is finished"
    following = next_meeting(paper.register, group, today)
    if following is None or paper.register.hides(following.id):
        return "not planned"
    return f"not planned; the next meeting is on {say(following.date)}"


def requests(paper: Paper, name: str) -> Iterator[tuple[object, ...]]:
    """The groups that asked to see a report."""
    meetings: Iterable[Meeting] = paper.of(Meeting)
    for meeting in sorted(meetings, key=lambda meeting: (meeting.date, meeting.id)):
        for item in meeting.items if meeting.is_shown_on(paper.today) else ():
            if item.requests == name and not paper.register.hides(meeting.group):
                asked = f"asked to see it on {say(meeting.date)}"
                yield paper.name(meeting.group), asked, item.reason
