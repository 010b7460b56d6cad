"""`hscb calendar`: what goes into the file, and over which files it is written."""

from pathlib import Path

from calendars import read_calendar
from running import Hscb


def test_same_register_gives_the_same_file(hscb: Hscb, tmp_path: Path) -> None:
    file = tmp_path / "hscb.ics"
    ran = hscb("calendar", "-o", file)
    first = file.read_bytes()
    assert (ran.code, ran.out) == (0, "")
    assert hscb("calendar", "-o", file).code == 0
    assert file.read_bytes() == first
    calendar = read_calendar(first)
    states = [event["STATUS"] for event in calendar.parts]
    due, ended = states.count("CONFIRMED"), states.count("CANCELLED")
    assert due > ended > 0
    assert f"{due} entries of what is due; {ended} of what has ended, cancelled" in ran.err
    assert len({event["UID"] for event in calendar.parts}) == len(states)


def test_without_a_file_it_is_shown(hscb: Hscb) -> None:
    ran = hscb("calendar", "--mine", "Business Manager", "--kind", "rating")
    calendar = read_calendar(ran.out.encode())
    assert calendar["X-WR-CALNAME"] == "HSCB, Business Manager, rating"
    assert [event["CATEGORIES"] for event in calendar.parts] == ["Rating"]


def test_confidential_review_is_for_those_inside(hscb: Hscb) -> None:
    inside = hscb("calendar", "--kind", "review", "--audience", "internal").out
    assert "REV-2016-03" in inside
    assert "CLASS:PRIVATE" in inside
    assert "REV-2016-03" not in hscb("calendar", "--kind", "review").out


def test_nothing_is_cancelled_of_what_is_confidential(hscb: Hscb) -> None:
    inside = read_calendar(hscb("calendar", "--audience", "internal").out.encode())
    public = read_calendar(hscb("calendar").out.encode())
    secret = {event["UID"] for event in inside.parts if "CLASS" in event.properties}
    assert secret
    assert not secret & {event["UID"] for event in public.parts}


def test_other_files_are_not_written_over(hscb: Hscb, tmp_path: Path) -> None:
    file = tmp_path / "mine.ics"
    file.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    ran = hscb("calendar", "-o", file)
    assert ran.code == 2
    assert "is not one that hscb wrote" in ran.err
    assert file.read_bytes() == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert hscb("calendar", "-o", tmp_path / "board.yaml").code == 2


def test_no_calendar_of_nobody(hscb: Hscb, tmp_path: Path) -> None:
    for option in ("--lead", "--mine"):
        ran = hscb("calendar", option, "Cheif Nurse", "-o", tmp_path / "nurse.ics")
        assert (ran.code, [*tmp_path.iterdir()]) == (2, [])
        assert "did you mean 'Chief Nurse'?" in " ".join(ran.err.split())


def test_no_calendar_is_written_among_the_records(hscb: Hscb, tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_text(
        "title: A Board\narea: A Shire\nregister_is: public\n", encoding="utf-8"
    )
    ran = hscb("calendar", "-o", tmp_path / "hscb.ics", "-C", tmp_path)
    assert ran.code == 2
    assert "is in the register, which holds records only; name another" in ran.err
