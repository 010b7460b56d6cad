"""The Section 11 paper, from small registers."""

from datetime import date
from typing import Any

from builders import a_board, a_cycle, a_register, a_return, an_action, an_agency
from hscb_pm.models import Record
from hscb_pm.papers import Audience
from papering import paper_text, unread

ON_TIME = ({"on": "2017-06-28", "version": 1},)


def paper(*records: Record, **how: Any) -> str:
    return paper_text("section11", a_register(a_board(), an_agency(), *records), **how)


def returned(standard: int = 5, grade: str = "not-met", **more: Any) -> Record:
    own = {"grade": grade, "on": "2017-06-28"}
    facts = {"standard": standard, "self": own} | more
    return a_return(received=ON_TIME, standards=(facts,))


def test_board_without_a_cycle_gets_a_paper() -> None:
    text = paper_text("section11", a_register(a_board()))
    assert "No Section 11 self-audit has been opened yet." in text
    assert "1. note this paper." in text


def test_return_that_is_overdue_is_asked_for() -> None:
    text = paper(a_cycle())
    assert "ask A Constabulary for the return that is overdue (section 1)" in text
    assert "| A Constabulary | its return is 143 days late | send it | 30 June 2017 |" in text
    assert "No return has come yet, so there is nothing to compare." in text


def test_shortfall_without_an_action_wants_one() -> None:
    text = paper(a_cycle(), returned())
    assert "ask 1 agency for an action on each of 1 shortfall" in text
    assert "| standard 5 falls short, and no action answers this | agree an action" in text
    assert "standard 5, of which 1 of 1 agency fall short" in text


def test_improvement_stands_with_its_action() -> None:
    improvements = ({"what": "Brief each shift", "action": "ACT-2017-001"}, {"what": "Listen"})
    text = paper(a_cycle(), returned(improvements=improvements), an_action())
    assert "| Brief each shift | ACT-2017-001 | open; 51 days late |" in text
    assert "| Listen | — | no action |" in text
    assert "| A Constabulary | ACT-2017-001 is 51 days late | say when it is done |" in text


def test_moderation_that_is_late_is_asked_of_the_group() -> None:
    cycle = a_cycle(moderation={"by": "audit-sub-group", "until": "2017-09-15"})
    text = paper(cycle, returned(grade="met"))
    assert "not every answer of A Constabulary is moderated, 66 days late | finish it |" in text
    assert "when 1 return will be moderated" in text


def test_grade_that_was_moderated_otherwise_stands_with_its_reason() -> None:
    moderated = {"grade": "not-met", "on": "2017-08-30", "by": "audit-sub-group"}
    text = paper(a_cycle(), returned(grade="met", moderated=moderated))
    assert "| A Constabulary | 5 | met | not-met | nothing says why |" in text
    assert "| met→not-met |" in text
    before = paper(a_cycle(), returned(grade="met", moderated=moderated), today=date(2017, 8, 29))
    assert "met→not-met" not in before


def test_practitioners_who_see_it_otherwise_open_a_question() -> None:
    question = {"id": "Q5", "standard": 5, "answered": 188, "yes": 92}
    survey = {"asked": 400, "answered": 188, "questions": (question,)}
    own = {"standard": 5, "self": {"grade": "met", "on": "2017-06-28"}}
    text = paper(a_cycle(), a_return(received=ON_TIME, standards=(own,), survey=survey))
    assert "graded met; 92 of 188 practitioners see it so | say why they differ |" in text
    assert "| A Constabulary | 5 | 92 of 188 | met | not moderated |" in text


def test_changes_since_the_cycle_before_are_told() -> None:
    first = a_cycle(id="S11-2016", opened="2016-04-20", due="2016-06-30")
    then = {"standard": 5, "self": {"grade": "met", "on": "2016-06-20"}}
    before = a_return(
        id="S11-2016-a-constabulary",
        cycle="S11-2016",
        received=({"on": "2016-06-20", "version": 1},),
        standards=(then,),
    )
    text = paper(first, before, a_cycle(), returned())
    assert "| A Constabulary | 5 | falls short now |" in text
    assert "Only whether they fall short is compared" in text


def test_paper_is_of_the_cycle_that_is_named() -> None:
    first = a_cycle(id="S11-2016", title="The first", opened="2016-04-20", due="2016-06-30")
    assert "# A Board: The first" in paper(first, a_cycle(), subject="S11-2016")
    assert "# A Board: Section 11 self-audit 2017-18" in paper(first, a_cycle())


def test_hidden_cycle_and_agency_leave_no_trace() -> None:
    secret = an_agency("a-secret-trust", part=2)
    asked = tuple({"agency": name, "basis": "statutory"} for name in ("a-constabulary", secret.id))
    text = paper(a_cycle(asked=asked), secret)
    assert "ecret" not in text
    assert "A Secret Trust" in paper(a_cycle(asked=asked), secret, audience=Audience.INTERNAL)
    assert "No Section 11 self-audit has been opened yet." in paper(a_cycle(part=2))


def test_return_that_cannot_be_read_is_not_called_late() -> None:
    register = a_register(a_board(), an_agency(), a_cycle())
    path = "section11/returns/S11-2017-a-constabulary.yaml"
    text = paper_text("section11", unread(register, path))
    assert "| A Constabulary | not known: its file could not be read |" in text
    assert "send it" not in text
