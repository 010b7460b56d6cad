"""Papers of a register with nothing in it, and of one whose files cannot be read."""

from dataclasses import replace
from datetime import date

import pytest

from builders import (
    a_board,
    a_group,
    a_register,
    a_review,
    an_action,
    an_agency,
    an_audit,
    child_deaths,
)
from hscb_pm.models import Record
from hscb_pm.papers import PAPERS, Audience, Paper
from hscb_pm.present.papers import paper_as_markdown

TODAY = date(2017, 11, 20)
ALONE: tuple[tuple[str, Record | None], ...] = (
    ("action-plan", None),
    ("action-plan", an_agency()),
    ("action-plan", an_audit()),
    ("audit", an_audit()),
    ("cdop", None),
    ("cdop", child_deaths()),
    ("review", a_review()),
    ("workplan", a_group()),
)
FOLDERS = ("actions", "child-deaths", "groups", "meetings", "objectives", "work-plans")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(("name", "record"), ALONE, ids=lambda value: getattr(value, "id", value))
def test_register_with_nothing_else_gives_each_paper(
    name: str, record: Record | None, audience: Audience
) -> None:
    register = a_register(a_board(), *([record] if record else []))
    unread = replace(register, left_out=tuple(f"{folder}/x.yaml" for folder in FOLDERS))
    for each in (register, unread):
        shown = each.for_public() if audience is Audience.PUBLIC else each
        paper = Paper(shown, TODAY, None, audience, record.id if record else None)
        said = paper_as_markdown(PAPERS[name], paper, commit=None)
        assert "not planned yet" in said
        assert "\n\n\n" not in said
        assert "None" not in said.replace("None recorded.", "").replace("None this year.", "")
        assert ("Incomplete" in said) is (each is unread)


def test_what_cannot_be_read_is_not_called_missing() -> None:
    group = a_group()
    register = replace(a_register(a_board(), group), left_out=("work-plans/WPL-2017-01.yaml",))
    paper = Paper(register, TODAY, None, Audience.INTERNAL, group.id)
    said = paper_as_markdown(PAPERS["workplan"], paper, commit=None)
    assert "No work plan of 2017-18 can be shown here." in said
    register = replace(a_register(a_board()), left_out=("child-deaths/CDP-2016-17.yaml",))
    paper = Paper(register, TODAY, None, Audience.INTERNAL)
    said = paper_as_markdown(PAPERS["cdop"], paper, commit=None)
    assert "A report of the panel could not be read." in said


def test_first_paper_of_a_new_board_names_what_it_has() -> None:
    action = an_action(agreed="2017-11-20", due="2018-01-31")
    register = a_register(a_board(), an_agency(), an_audit(), action)
    paper = Paper(register, TODAY, None, Audience.INTERNAL)
    said = paper_as_markdown(PAPERS["board"], paper, commit=None)
    assert "this quarter" not in said
    assert "No indicator is kept yet.\n" in said
    assert f"| {action.id} | {action.action} |" in said
    assert "31 January 2018, in 72 days" in said
    assert "Audits and case reviews that are not reported yet" in said


def test_what_goes_on_as_it_should_is_named_only_where_it_is_little() -> None:
    many = [an_action(f"ACT-2017-{number:03}", agreed="2017-11-20") for number in range(1, 12)]
    paper = Paper(a_register(a_board(), *many), TODAY, None, Audience.INTERNAL)
    assert "Actions to be done, and not late" not in paper_as_markdown(PAPERS["board"], paper, None)
