"""The calendar, read by the rules of RFC 5545."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from builders import a_board, a_register, an_action
from calendars import Part, read_calendar
from hscb_pm.present.calendar import as_calendar
from hscb_pm.present.due import DueList
from hscb_pm.present.out import visible
from hscb_pm.queries.calendar import entries
from hscb_pm.register import Register

TODAY = date(2017, 11, 20)
WITHDRAWN = {"on": "2017-11-18", "reason": "Overtaken", "agreed_by": "board"}
EVERY = [
    *("SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES", "DESCRIPTION"),
    *("LAST-MODIFIED", "STATUS", "TRANSP"),
    *("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-CDO-BUSYSTATUS"),
]


def read(register: Register, *, name: str = "A Board", keep_ended: bool = False) -> Part:
    found = entries(register, TODAY)
    due = DueList(register, TODAY, [entry.item for entry in found])
    made = as_calendar(found, due, name=name, readers="public", keep_ended=keep_ended)
    return read_calendar(made)


def event(register: Register, kind: str = "Action", *, keep_ended: bool = False) -> Part:
    parts = read(register, keep_ended=keep_ended).parts
    [found] = [part for part in parts if part["CATEGORIES"] == kind]
    return found


def test_day_is_free_and_announced() -> None:
    calendar = read(a_register(a_board(), an_action(agreed="2017-06-12", due="2017-12-15")))
    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    found = event(a_register(a_board(), an_action(agreed="2017-06-12", due="2017-12-15")))
    assert found.properties["DTSTART"] == (";VALUE=DATE", "20171215")
    assert found.properties["DTEND"] == (";VALUE=DATE", "20171216")
    assert (found["DTSTAMP"], found["LAST-MODIFIED"]) == ("20171120T000000Z",) * 2
    assert (found["TRANSP"], found["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("TRANSPARENT", "FREE")
    assert (found["SUMMARY"], found["STATUS"]) == ("Due: Publish a leaflet", "CONFIRMED")
    [alarm] = found.parts
    assert (alarm["ACTION"], alarm["TRIGGER"]) == ("DISPLAY", "-P14D")


def test_reminder_of_the_past_is_left_out() -> None:
    assert not event(a_register(an_action(agreed="2017-06-12", due="2017-12-03"))).parts


def test_what_ended_is_cancelled_or_kept() -> None:
    gone = an_action(agreed="2017-06-12", due="2017-12-15", withdrawn=WITHDRAWN)
    found = event(a_register(gone))
    assert (found["STATUS"], found["SUMMARY"]) == ("CANCELLED", "Withdrawn: Publish a leaflet")
    assert not found.parts
    assert event(a_register(gone), keep_ended=True)["STATUS"] == "CONFIRMED"


def test_board_has_days_of_its_own() -> None:
    action = an_action(agreed="2017-06-12")
    one, other = (event(a_register(a_board(title=name), action)) for name in ("A", "B"))
    assert one["UID"] != other["UID"]


def test_what_is_confidential_is_private_inside_and_not_there_outside() -> None:
    register = a_register(a_board(), an_action(agreed="2017-06-12", part=2))
    assert event(register)["CLASS"] == "PRIVATE"
    assert not [p for p in read(register.for_public()).parts if p["CATEGORIES"] == "Action"]


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
@example("A\r\nEND:VEVENT\r\nBEGIN:VEVENT\nX:\\n \\; a,b;c:d\"e' ^n")
@example("\u754c\U0001f600" * 60)
@example("=1+1 \x00\x07\x1b \u2028\u202e \ufeff \x85")
def test_text_stays_text(text: str) -> None:
    owner = {"agency": "a-constabulary", "role": text}
    board = a_board(title=text)
    register = a_register(
        board, an_action(agreed="2017-06-12", due="2018-02-01", title=text, owner=owner)
    )
    found = event(register)
    assert list(found.properties) == EVERY
    words = visible(" ".join(text.split()))
    said = found["SUMMARY"].removeprefix("Due: ").removesuffix("…")
    assert words.startswith(said.rstrip(" ,;:"))
    assert found["DESCRIPTION"].startswith(f"Lead: {words}")
    assert len(found["DESCRIPTION"].split("\n")) == 6
    assert read(register, name=text)["X-WR-CALNAME"] == words
