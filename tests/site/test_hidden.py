"""What a site does not show to everyone: confidential records, and counts of a few children."""

from typing import Any

import pytest

from builders import (
    a_board,
    a_cycle,
    a_group,
    a_meeting,
    a_register,
    a_review,
    an_action,
    an_agency,
    an_audit,
    an_indicator,
    child_deaths,
)
from hscb_pm.papers import Audience
from hscb_pm.register import Register
from hscb_pm.store import load
from running import EXAMPLE
from site_of import a_site


def a_secret(**more: Any) -> Register:
    """A register with confidential records, which others name in every way they can."""
    return a_register(
        a_board(**more),
        a_group("board", "board"),
        a_group(),
        an_agency(),
        an_agency("secret-agency", title="Hush-hush", part=2),
        a_review("REV-2017-07", title="Whispered case", part=2, opened="2017-05-02"),
        an_action(
            action="Do what REV-2017-07/R1 says; see audits/REV-2017-07.yaml and rev-2017-07",
            arises_from=("REV-2017-07/R1",),
            progress=({"on": "2017-06-30", "note": "REV-2017-07 and REV-2017-071 were read"},),
        ),
        a_meeting(
            group="board",
            date="2017-10-04",
            items=(
                {"title": "A whispered item", "about": "REV-2017-07", "reason": "It was murmured"},
                {"title": "An open item", "about": "ACT-2017-001"},
            ),
        ),
        a_cycle(
            asked=(
                {"agency": "a-constabulary", "basis": "statutory"},
                {"agency": "secret-agency", "basis": "statutory"},
            ),
            not_asked={},
        ),
        a_cycle(id="S11-2016", not_asked={"secret-agency": "It was new"}),
    )


SECRETS = ("rev-2017-07", "whispered", "murmured", "secret-agency", "hush-hush")


def test_public_site_names_nothing_confidential() -> None:
    found = a_site(a_secret())
    everything = "\n".join([*found, *found.values()]).lower().replace("rev-2017-071", "")
    assert [secret for secret in SECRETS if secret in everything] == []
    assert "An open item" in found["records/MTG-2017-01.html"]
    assert "a confidential record" in found["records/ACT-2017-001.html"]
    assert "2 records are confidential" in found["index.html"]


def test_internal_site_names_it_and_says_so() -> None:
    found = a_site(a_secret(), Audience.INTERNAL)
    assert "A whispered item" in found["records/MTG-2017-01.html"]
    assert "· confidential" in found["records/REV-2017-07.html"]
    assert "internal: for the Board" in found["records/REV-2017-07.html"]


def test_example_keeps_its_confidential_review_to_itself() -> None:
    register = load(EXAMPLE)
    confidential = [record for record in register if record.part]
    found = a_site(register)
    everything = "\n".join([*found, *found.values()])
    for record in confidential:
        assert record.id not in everything
        assert record.label not in everything
    assert confidential


@pytest.mark.parametrize(("audience", "is_shown"), [("public", False), ("internal", True)])
def test_counts_of_a_few_children(audience: str, *, is_shown: bool) -> None:
    values = [
        {"period": "2017-18 Q1", "numerator": 31234},
        {"period": "2017-18 Q2", "numerator": 3, "note": "Noted"},
    ]
    events = an_indicator(
        "IND-events",
        measure={"kind": "days-between", "numerator": "Events", "counts": "children"},
        values=[],
        events=[{"on": "2017-02-13"}, {"on": "2017-08-29"}],
    )
    register = a_register(
        a_board(register_is="private"),
        an_agency(),
        an_indicator(
            measure={"kind": "count", "numerator": "x", "counts": "children"}, values=values
        ),
        events,
        child_deaths(counts={"notified": 61007, "reviewed": 61009, "unexpected": 4}),
    )
    found = a_site(register, Audience(audience))
    everything = "".join(found.values())
    assert ("61,007" in everything or "61007" in everything) is is_shown
    assert ("29 August 2017" in everything) is is_shown
    page = found["records/IND-second-plans.html"]
    assert "31,234" in page
    assert ("<td>3</td>" in page) is is_shown
    assert "numerator 3" not in page
    assert ("1 figure is withheld" in found["index.html"]) is not is_shown


def test_counts_of_child_deaths_that_give_nobody_away_are_shown() -> None:
    counts = {"notified": 61007, "reviewed": 60000, "unexpected": 21}
    found = a_site(a_register(a_board(), child_deaths(counts=counts)))
    assert "61007" in found["records/CDP-2017-18.html"]
    close = counts | {"reviewed": 61005}
    found = a_site(a_register(a_board(), child_deaths(counts=close)))
    assert "61007" not in found["records/CDP-2017-18.html"]


def test_few_cases_and_few_deaths_in_words_are_withheld_from_a_private_register() -> None:
    sample = {"method": "random", "population": 77, "size": 4}
    told = {"case_reviews": "Three deaths were considered", "concerns": "Sleeping on a sofa"}
    register = a_register(
        a_board(register_is="private"),
        an_audit(sample=sample),
        an_audit("AUD-2017-02", sample={**sample, "size": 30}),
        child_deaths(functions=told, trend="Four were in the north"),
    )
    found = a_site(register)
    assert "77" not in found["records/AUD-2017-01.html"]
    assert "population 77; size 30" in found["records/AUD-2017-02.html"]
    (deaths,) = (text for name, text in found.items() if "/CDP-" in name)
    assert "Sleeping on a sofa" in deaths
    assert "Three deaths" not in deaths
    assert "Four were" not in deaths
    inside = a_site(register, Audience.INTERNAL)
    assert "population 77; size 4" in inside["records/AUD-2017-01.html"]
