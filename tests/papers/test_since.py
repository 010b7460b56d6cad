"""What the Board's paper says of what changed since the Board last met."""

from datetime import date

from builders import a_board, a_group, a_meeting, a_register, an_action, an_agency
from hscb_pm.models import Record
from hscb_pm.papers import Audience, Paper
from hscb_pm.papers.changed import since_last

TODAY = date(2017, 11, 20)
FRAME = (a_board(), a_group("board", "board"), an_agency())
MET = a_meeting(
    "MTG-2017-01", date="2017-10-04", minutes_agreed="2017-10-04", items=({"title": "All"},)
)


def paper(*records: Record) -> Paper:
    return Paper(a_register(*FRAME, *records), TODAY, None, Audience.PUBLIC)


def test_no_board_before_gives_nothing_to_count_from() -> None:
    said = "What changed is not known, since no earlier meeting of the Board is recorded."
    assert since_last(paper()) == {"said": said, "rows": []}


def test_what_changed_is_listed_and_daily_work_only_counted() -> None:
    done = {"on": "2017-11-07", "signed_off_by": "board"}
    begun = {"on": "2017-10-20", "note": "Begun"}
    found = paper(MET, an_action(implemented=done, progress=(begun,)))
    label = "Publish a leaflet", "ACT-2017-001"
    signed_off = "signed off by the Board"
    row = ("Implemented", "7 November 2017", *label, signed_off)
    assert since_last(found) == {
        "said": "Since the Board met on 4 October 2017: 2 changes, by the dates in the records; "
        "1 of them is not listed (progress).",
        "rows": [row],
    }
    found.base = lambda day: a_register(*FRAME, MET, an_action(measure=f"{day:%Y}"))
    again = since_last(found.about(None, None))
    assert ": 3 changes, by the dates in the records and by their history;" in again["said"]
    taken = ("Worded otherwise", "", *label, "measure taken away: “2017”")
    assert again["rows"] == [row, taken]
