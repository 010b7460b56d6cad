"""What the annual report on child deaths says, and what it keeps."""

from datetime import date
from typing import Any

import pytest

from builders import (
    a_board,
    a_group,
    a_meeting,
    a_programme,
    a_register,
    a_row,
    an_action,
    an_agency,
    an_indicator,
    child_deaths,
)
from hscb_pm.models import Record
from hscb_pm.models.yearly import DeathCounts
from hscb_pm.papers import PAPERS, Audience, Paper, gather
from hscb_pm.papers.front import meeting_for
from hscb_pm.present.papers import paper_as_markdown
from hscb_pm.queries.deaths import deaths_published, tells_of_few

TODAY = date(2017, 11, 20)
CDOP = PAPERS["cdop"]
PANEL = a_group("panel", "child-death", title="The Panel", chair="CDOP Chair")
BOARD = a_group("board", "board", title="The Board")
FUNCTIONS = {
    "case_reviews": "None was needed",
    "concerns": "Sleeping on sofas",
    "public_health": "Roads",
    "response": "A visit at any hour",
}
WHOLE: dict[str, Any] = {
    "reported": "2017-09-12",
    "counts": {"notified": 61, "reviewed": 66, "unexpected": 21, "modifiable": 15},
    "functions": FUNCTIONS,
    "trend": "As before",
}


def paper(*records: Record, public: bool = False, register_is: str = "private") -> Paper:
    board = a_board(register_is=register_is)
    register = a_register(board, PANEL, BOARD, an_agency(), *records)
    register = register.for_public() if public else register
    assert CDOP.subject
    assert CDOP.subject.default
    subject = CDOP.subject.default(register, TODAY)
    audience = Audience.PUBLIC if public else Audience.INTERNAL
    meeting = meeting_for(CDOP, register, TODAY, subject)
    return Paper(register, TODAY, meeting, audience, subject)


def values(*records: Record, public: bool = False) -> dict[str, Any]:
    return gather(CDOP, paper(*records, public=public))


def report(id: str = "CDP-2016-17", **more: Any) -> Record:
    return child_deaths(id=id, **WHOLE | more)


def test_register_without_a_report_says_so() -> None:
    said = paper_as_markdown(CDOP, paper(), commit=None)
    assert "No report of the panel can be shown here." in said
    assert "Year" not in said


def test_report_is_whole() -> None:
    found = values(report())
    assert found["title"] == "The Panel: annual report 2016-17"
    assert ("Author", "CDOP Chair") in found["front"]
    assert found["counts"] == [("2016-17", 61, 21, 66, 15)]
    assert [row[1] for row in found["functions"]] == [*FUNCTIONS.values()]
    assert found["missing"] == [
        "Matters of concern are named, and no action follows from the report."
    ]


def test_what_a_report_does_not_say_is_an_exception() -> None:
    found = values(child_deaths(id="CDP-2016-17", reported="2017-09-12"))
    assert found["missing"][0].startswith("Not answered (Regulation 6): Cases that gave rise")
    assert found["missing"][1:] == [
        "No counts are given.",
        "Nothing says how the counts compare with earlier years.",
    ]


def test_years_stand_side_by_side_the_latest_first() -> None:
    found = values(report("CDP-2015-16"), report(), report("CDP-2017-18", reported="2017-12-01"))
    assert [row[0] for row in found["counts"]] == ["2016-17", "2015-16"]
    assert found["record"] == "CDP-2016-17"  # the next is not finished


def test_report_of_a_later_day_tells_nothing_yet() -> None:
    said = paper_as_markdown(CDOP, paper(report(reported="2017-12-01")), commit=None)
    assert "How it stands: in preparation" in said
    assert "61" not in said
    assert "sofas" not in said


@pytest.mark.parametrize(
    ("notified", "unexpected", "shown"),
    [
        (61, 21, (61, 21)),
        (61, 0, (61, 0)),
        (61, 61, (61, 61)),
        (61, 4, (61, "c")),
        (61, 58, (61, "c")),
        (4, 0, ("c", 0)),
        (61, "c", (61, "c")),
        ("c", "c", ("c", "c")),
        ("c", 3, ("c", "c")),
        (3, None, ("c", None)),
    ],
)
def test_public_counts_tell_of_no_few(
    notified: int | str, unexpected: int | str | None, shown: tuple[object, ...]
) -> None:
    counts = DeathCounts.model_validate(
        {"notified": notified, "reviewed": 66, "unexpected": unexpected}
    )
    found = deaths_published(counts, public=True)
    if notified != 4:  # nought of so few may be hidden with them
        assert (found["notified"], found["unexpected"]) == shown
    assert found["notified"] not in range(1, 6)
    assert found["unexpected"] not in range(1, 6)
    inside = deaths_published(counts, public=False)
    assert (inside["notified"], inside["unexpected"]) == (notified, unexpected)


def test_no_small_number_can_be_worked_out() -> None:
    """Whatever is shown leaves a small part, and a small rest, several possibilities."""
    for whole in range(40):
        for part in range(whole + 1):
            counts = DeathCounts.model_validate(
                {"notified": whole, "reviewed": 0, "unexpected": part}
            )
            shown = deaths_published(counts, public=True)
            total, of_it = shown["notified"], shown["unexpected"]
            assert total not in range(1, 6)
            assert of_it not in range(1, 6)
            if isinstance(total, int) and isinstance(of_it, int):
                assert total - of_it not in range(1, 6)


def test_public_paper_withholds_and_says_why() -> None:
    few = {"notified": 61, "reviewed": 66, "unexpected": 58, "modifiable": "c"}
    found = values(report(counts=few), public=True)
    assert found["counts"] == [("2016-17", 61, "withheld", 66, "fewer than six")]
    assert found["withheld"]
    assert values(report(counts=few))["counts"] == [("2016-17", 61, 58, 66, "fewer than six")]


def test_text_with_a_small_number_stays_inside_a_private_register() -> None:
    told = report(functions=FUNCTIONS | {"case_reviews": "Two were referred"}, trend="Up from 3")
    found = values(told, public=True)
    assert found["functions"][0][1] == "Withheld: the text names a small number."
    assert found["trend"] == "Withheld: the text names a small number."
    assert values(told)["functions"][0][1] == "Two were referred"
    open_to_all = gather(CDOP, paper(told, public=True, register_is="public"))
    assert open_to_all["functions"][0][1] == "Two were referred"  # all can read it there


@pytest.mark.parametrize(
    ("text", "few"),
    [
        ("Two were referred", True),
        ("It fell from 4 to 3", True),
        ("a single case", True),
        ("Three of 61", True),
        ("in each of the last five years", False),
        ("within 2 days", False),
        ("on 4 October 2017", False),
        ("1,200 leaflets", False),
        ("61 were notified", False),
        ("Fewer than six", False),
        ("2.5 a year", False),
    ],
)
def test_small_numbers_in_a_text(text: str, few: bool) -> None:  # noqa: FBT001
    assert tells_of_few(text) is few


def test_hidden_reports_are_not_shown() -> None:
    found = values(report(part=2), report("CDP-2015-16"), public=True)
    assert found["record"] == "CDP-2015-16"
    assert "2016-17" not in str(found["counts"])


def test_actions_way_and_row_of_the_programme() -> None:
    lead = {"group": "panel", "role": "Chair"}
    row = a_row(
        6,
        schedule={"every": "year", "month": 9},
        lead=lead,
        route=({"group": "board", "for": "discussion"},),
    )
    fulfils = "PRG-2017-18/6@2017-09"
    seen = a_meeting(group="panel", date="2017-09-19", items=({"fulfils": fulfils},))
    ahead = a_meeting(
        "MTG-2017-02", date="2017-12-13", items=({"about": "CDP-2016-17"},), attendance=()
    )
    found = values(
        report(fulfils=fulfils, actions=("ACT-2017-001",)),
        an_action(due="2018-03-30"),
        a_programme(row),
        seen,
        ahead,
    )
    assert [row[0] for row in found["plan"]] == ["ACT-2017-001"]
    assert found["missing"] == []
    assert [row[:2] for row in found["route"]] == [
        ("The Panel", "considered on 19 September 2017"),
        ("The Board", "planned for 13 December 2017"),
    ]
    assert found["rows"][0][0] == 6
    assert found["front"][0] == ("Meeting", "The Board, Wednesday 13 December 2017")


def test_missing_report_of_the_programme_is_late() -> None:
    lead = {"group": "panel", "role": "Chair"}
    row = a_row(6, title="Data", schedule={"every": "year", "month": 9}, lead=lead)
    found = values(a_programme(row))
    assert [row[2] for row in found["late"]] == ["PRG-2017-18/6@2017-09"]


def test_indicators_that_the_panel_sees_are_shown() -> None:
    found = values(report(), an_indicator(reported_to=("panel",)), an_indicator("IND-other"))
    assert [row[0] for row in found["indicators"]] == ["Second plans"]
