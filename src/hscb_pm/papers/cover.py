"""Front sheets alone: of each item of a meeting, or of one record's paper."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from hscb_pm.models import RECORD_TYPES, Meeting
from hscb_pm.papers.front import Place, Sheet, places
from hscb_pm.papers.paper import Kind, Paper, Subject, Values, when_of
from hscb_pm.papers.sections import item_name


def cover(paper: Paper, kinds: Mapping[str, Kind]) -> Values:
    """Everything that front sheets say; `kinds` are the papers that may stand behind them.

    Of a meeting it is those of its items, unless it is itself on the agenda, as one to be moved is.
    """
    its = paper.register.get(Meeting, paper.subject)
    if its and all(place.item.about != its.id for place in places(paper)):
        paper = paper.about(None, its)
    sheets = list(_sheets(paper, kinds))
    meeting = paper.meeting
    where = f"{paper.name(meeting.group)}, {when_of(meeting)}" if meeting else when_of(None)
    return {
        "title": f"Front sheet: {paper.name(paper.subject)}"
        if paper.subject
        else f"Front sheets: {where}",
        "asked": [],
        "sheets": sheets,
    }


def _sheets(paper: Paper, kinds: Mapping[str, Kind]) -> Iterator[Values]:
    if paper.subject is not None:
        place = next((each for each in places(paper) if each.item.about == paper.subject), None)
        yield _sheet(paper, _kind_of(paper, None, paper.subject, kinds), place, paper.subject)
        return
    for place in places(paper):
        item = place.item
        if not any(map(paper.register.hides, (item.about, item.fulfils, item.requests))):
            yield _sheet(paper, _kind_of(paper, item.paper, item.about, kinds), place, item.about)


def _kind_of(paper: Paper, name: str | None, about: str | None, kinds: Mapping[str, Kind]) -> Kind:
    """The paper that stands behind an item: the one it names, else that of such records alone."""
    record = paper.register.record(about) if about else None
    if name is not None and kinds[name].fits(type(record) if record else None):
        return kinds[name]
    own = (k for k in kinds.values() if k.subject and k.subject.kinds == (type(record),))
    return next((kind for kind in own if kind.is_tabled), _ITEM)


def _sheet(paper: Paper, kind: Kind, place: Place | None, about: str | None) -> Values:
    if about is None and kind.subject and kind.subject.default:
        about = kind.subject.default(paper.register, paper.today)
    behind = paper.about(about, paper.meeting)
    sheet = Sheet(kind, behind, place)
    return {
        "number": place.number if place else 1,
        "title": item_name(paper, place.item) if place else paper.name(about),
        "front": sheet.rows(),
        "asked": sheet.asked([_PLACE.sub("", ask) for ask in kind.gather(behind)["asked"]]),
        "implications": sheet.implications(),
    }


def _nothing(_: Paper) -> Values:
    return {"title": "", "asked": []}


_PLACE: Final = re.compile(r" \(section \d+\)|, section \d+(?=\))")
"""Where something stands in a paper that is not here."""
_ITEM: Final = Kind("item", shows="", purpose="", basis="", gather=_nothing)
"""What stands behind an item for which there is no paper of its own."""


def cover_kind(kinds: Mapping[str, Kind]) -> Kind:
    """The kind of a paper that is nothing but front sheets of these papers."""
    return Kind(
        "cover",
        shows="front sheets alone: of a meeting's items (the Board's next), or of one record",
        purpose="",
        basis="",
        gather=lambda paper: cover(paper, kinds),
        subject=Subject("a record", "AUD-2017-02", RECORD_TYPES, lambda *_: None),
        is_tabled=False,
    )
