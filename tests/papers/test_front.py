"""Front sheets, the agenda and the year: what stands on them, and where it comes from."""

from datetime import date
from typing import Any, get_args

import pytest

from builders import (
    a_board,
    a_course,
    a_group,
    a_meeting,
    a_register,
    an_action,
    an_agency,
    an_audit,
)
from hscb_pm.models import AnnualReport, Meeting
from hscb_pm.models.meeting import ABOUT_ONE, PaperName
from hscb_pm.papers import PAPERS, Audience, Paper, Values, gather
from hscb_pm.papers.front import meeting_for
from hscb_pm.register import Register

TODAY = date(2017, 11, 20)
BOARD = a_group("board", "board", chair="Independent Chair")
AUDIT = an_audit(reported="2017-10-01", equality="Read by age and sex", route=("board",))


def paper(name: str, register: Register, subject: str | None = None) -> Values:
    meeting = meeting_for(PAPERS[name], register, TODAY, subject)
    return gather(PAPERS[name], Paper(register, TODAY, meeting, Audience.PUBLIC, subject))


def front(name: str, register: Register, subject: str | None = None) -> dict[str, Any]:
    return dict(paper(name, register, subject)["front"])


def next_board(*items: dict[str, Any], **more: Any) -> Register:
    meeting = a_meeting(date="2017-12-13", attendance=(), items=items, **more)
    return a_register(a_board(abbreviation="ASCB"), BOARD, an_agency(), AUDIT, meeting)


def test_every_paper_that_can_be_tabled_can_be_named_on_an_agenda() -> None:
    assert {kind.name for kind in PAPERS.values() if kind.is_tabled} <= set(get_args(PaperName))


def test_papers_that_have_to_be_told_their_record_are_those_that_need_one() -> None:
    told = {k.name for k in PAPERS.values() if k.is_tabled and k.subject and not k.subject.default}
    assert told == ABOUT_ONE


@pytest.mark.parametrize("name", PAPERS)
def test_empty_register_gives_every_paper(name: str) -> None:
    kind = PAPERS[name]
    if kind.subject is None or kind.subject.default:
        values = paper(name, a_register(a_board()))
        assert dict(values["front"])["Meeting"] == "not planned yet"
        assert values["asked"]


def test_agenda_number_is_the_place_of_the_paper() -> None:
    register = next_board({"title": "Welcome"}, {"paper": "board", "for": "scrutiny"})
    assert front("board", register)["Agenda number"] == "2 of 2"
    assert front("board", register)["For"] == "scrutiny"
    assert front("annual", register)["Agenda number"] == "not on the agenda yet"


def test_front_sheet_says_what_the_agenda_says() -> None:
    sheet = {
        "author": "Head of Performance",
        "sponsor": "Vice Chair",
        "asked": ("choose between two dates",),
        "legal": "Counsel was asked",
        "risk": "The supplier may leave",
    }
    values = paper("board", next_board({"paper": "board", "front": sheet}))
    rows, otherwise = dict(values["front"]), dict(values["implications"])
    assert (rows["Author"], rows["Sponsor"]) == ("Head of Performance", "Vice Chair")
    assert values["asked"] == ["choose between two dates", "note the rest of this paper"]
    assert (otherwise["Legal"], otherwise["Risk"]) == (
        "Counsel was asked",
        "The supplier may leave",
    )


def test_front_sheet_says_what_the_register_knows() -> None:
    late = an_action(due="2017-11-01")
    register = a_register(a_board(), BOARD, an_agency(), AUDIT, late)
    otherwise = dict(paper("board", register)["implications"])
    assert otherwise["Equality"] == (
        "Of 1 audit or review reported this year, 1 states how equality was considered."
    )
    assert otherwise["Voice of the child"].endswith(
        "none state how children themselves were asked."
    )
    assert otherwise["Finance"] == "Nothing is recorded."
    assert otherwise["Risk"] == "1 item is overdue since 1 November 2017."


def test_next_meeting_with_the_paper_comes_before_an_earlier_one_without() -> None:
    early = a_meeting("MTG-2017-01", date="2017-12-01", attendance=())
    late = a_meeting("MTG-2017-02", date="2018-03-01", items=({"paper": "annual"},), attendance=())
    register = a_register(a_board(), BOARD, early, late)
    assert "1 March 2018" in front("annual", register)["Meeting"]
    assert "1 December 2017" in front("board", register)["Meeting"]


def test_considered_before_names_the_groups_and_their_days() -> None:
    seen = a_meeting(group="audit-sub-group", date="2017-11-07", items=({"about": "AUD-2017-01"},))
    ahead = a_meeting("MTG-2017-02", date="2017-12-13", items=({"about": "AUD-2017-01"},))
    register = a_register(a_board(), BOARD, a_group(), an_agency(), AUDIT, seen, ahead)
    sheet = paper("cover", register, "AUD-2017-01")["sheets"][0]
    assert dict(sheet["front"])["Considered before"] == "Audit Sub Group on 7 November 2017"
    assert dict(sheet["front"])["Agenda number"] == "1 of 1"
    assert dict(sheet["implications"])["Equality"] == "Read by age and sex"


def test_cover_without_an_id_is_of_every_item_but_the_confidential() -> None:
    secret = an_audit("AUD-2017-02", part=2, title="What nobody outside may hear of")
    meeting = a_meeting(
        date="2017-12-13",
        items=({"about": "AUD-2017-01"}, {"about": "AUD-2017-02"}, {"title": "Any other business"}),
    )
    register = a_register(a_board(), BOARD, AUDIT, secret, meeting).for_public()
    sheets = paper("cover", register)["sheets"]
    assert [(sheet["number"], sheet["title"]) for sheet in sheets] == [
        (1, "Core groups"),
        (3, "Any other business"),
    ]


def test_cover_of_a_meeting_is_of_its_items() -> None:
    near = a_meeting("MTG-2017-01", date="2017-12-13", items=({"title": "Welcome"},))
    far = a_meeting("MTG-2017-02", date="2018-03-01", items=({"about": "AUD-2017-01"},))
    values = paper("cover", a_register(a_board(), BOARD, AUDIT, near, far), "MTG-2017-02")
    assert values["title"].endswith("Thursday 1 March 2018")
    (sheet,) = values["sheets"]
    assert sheet["title"] == "Core groups"
    moved = a_meeting("MTG-2017-01", date="2017-12-13", items=({"about": "MTG-2017-02"},))
    values = paper("cover", a_register(a_board(), BOARD, AUDIT, moved, far), "MTG-2017-02")
    (sheet,) = values["sheets"]
    assert dict(sheet["front"])["Agenda number"] == "1 of 1"


def test_agenda_says_which_papers_are_owed_and_not_on_it() -> None:
    register = next_board({"title": "Welcome"}, papers_by="2017-12-04")
    values = paper("agenda", register, "board")
    assert values["said"] == (
        "1 paper is owed to this meeting; 1 not on the agenda yet. "
        "Papers are to be in by 4 December 2017."
    )
    assert [row[-3:] for row in values["owed"]] == [("AUD-2017-01", "Business Manager", "not yet")]
    on = paper("agenda", next_board({"about": "AUD-2017-01"}), "board")
    assert [row[-1] for row in on["owed"]] == ["yes"]
    assert "Agenda number" not in dict(values["front"])


def test_agenda_tells_the_board_what_was_circulated_since_it_met() -> None:
    def circulated(id: str, day: str) -> Meeting:
        item = {"about": "AUD-2017-01", "decision": "circulate", "reason": "Nothing is amiss"}
        return a_meeting(id, group="audit-sub-group", date=day, items=(item,))

    before, after = circulated("MTG-2017-01", "2017-08-01"), circulated("MTG-2017-02", "2017-11-07")
    met = a_meeting("MTG-2017-03", date="2017-09-27", items=({"title": "Welcome"},))
    register = a_register(a_board(), BOARD, a_group(), an_agency(), AUDIT, met, before, after)
    values = paper("agenda", register, "board")
    assert values["circulated"] == [
        (date(2017, 11, 7), "Core groups", "Audit Sub Group", "Nothing is amiss")
    ]
    assert values["minutes"] == [("Board, 27 September 2017", "to be agreed", "MTG-2017-03")]


def test_year_that_is_over_is_told_as_it_stood_when_it_ended() -> None:
    course = a_course(sessions=({"on": "2017-03-01"}, {"on": "2017-06-01"}))
    report = AnnualReport.model_validate({"id": "ANR-2016-17"})
    values = paper("annual", a_register(a_board(), course, report), "ANR-2016-17")
    assert values["title"] == "A Board: 2016-17 against the framework"
    assert values["said"].startswith("On 31 March 2017, of 65 clauses:")
    assert "1 training session was held, with no places taken up." in values["facts"]


def test_typed_id_of_a_hidden_record_is_struck_from_public_papers() -> None:
    secret = an_audit("AUD-2017-02", part=2)
    action = an_action(action="Do what AUD-2017-02/R1 asks", due="2017-11-01")
    register = a_register(a_board(), BOARD, an_agency(), secret, action)
    assert "AUD-2017-02" in str(paper("board", register))
    told = str(paper("board", register.for_public()))
    assert "AUD-2017-02" not in told
    assert "Do what a confidential record asks" in told


@pytest.mark.parametrize("name", ["agency", "audit", "review", "workplan"])
def test_item_that_does_not_say_which_record_its_paper_is_about_has_a_front_sheet(
    name: str,
) -> None:
    sheets = paper("cover", next_board({"title": "A police matter", "paper": name}))["sheets"]
    assert [sheet["title"] for sheet in sheets] == ["A police matter"]
    assert sheets[0]["implications"] == []


def test_paper_that_its_group_has_taken_does_not_wait_for_a_place() -> None:
    seen = a_meeting(date="2017-10-04", items=({"about": "AUD-2017-01"},))
    ahead = a_meeting("MTG-2017-02", date="2017-12-13", items=({"title": "Welcome"},))
    register = a_register(a_board(), BOARD, an_agency(), AUDIT, seen, ahead)
    assert front("audit", register, "AUD-2017-01")["Agenda number"] == "not on this agenda"
