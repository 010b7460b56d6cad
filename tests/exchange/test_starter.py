"""A new register is right at once, whatever a board and its groups are called."""

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm import rules
from hscb_pm.exchange.guesses import GROUPS, category_of, function_of, likely_area
from hscb_pm.exchange.ids import LONGEST as LONGEST_ID
from hscb_pm.exchange.starter import LONGEST, Answers, a_name, register_files
from hscb_pm.models import Agency, Group, Programme
from hscb_pm.queries.due import due_items
from hscb_pm.register import Register
from hscb_pm.store import load
from running import EXAMPLE

TODAY = date(2025, 5, 20)


def made(answers: Answers) -> Register:
    """The register that these answers make, read back from disk."""
    with TemporaryDirectory() as folder:
        for path, text in register_files(answers, TODAY).items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        register = load(folder)
        open_problems = [p for p in rules.check(register) if not p.explained]
        assert [f"{p.location} {p.code} {p.message}" for p in open_problems] == []
        return register


def name_or_none(text: str) -> str | None:
    try:
        return a_name(text)
    except ValueError:
        return None


NAMES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "no",
            "---",
            "#1",
            "a: b",
            "'",
            '"',
            "{{ x }}",
            "con",
            "Audit",
            "board",
            "市",
            "x" * LONGEST,
        ]
    ),
).map(name_or_none)
SOME = st.lists(NAMES.filter(bool).map(str), max_size=5).map(tuple)


@settings(max_examples=12)
@given(NAMES.filter(bool), NAMES.filter(bool), SOME, SOME)
def test_any_names_make_a_register_that_is_right(
    name: str, area: str, groups: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    register = made(Answers(name, area, groups, agencies))
    assert register.board
    assert (register.board.title, register.board.area) == (name, area)
    assert {group.title for group in register.of(Group)} <= {name, *groups}
    assert {a.title for a in register.of(Agency)} <= set(agencies)
    ids = [*(g.id for g in register.of(Group)), *(a.id for a in register.of(Agency))]
    assert len(set(ids)) == len(ids)
    for record_id in ids:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", record_id)
        assert len(record_id) <= LONGEST_ID
    assert due_items(register, TODAY)


@pytest.mark.parametrize("text", ["", "  ", "a\nb", "a\tb", "a\u200bb", "\udce9", "x" * 501])
def test_what_is_no_name(text: str) -> None:
    with pytest.raises(ValueError, match="name"):
        a_name(text)


def test_programme_is_the_framework_s_with_this_board_s_groups() -> None:
    register = made(Answers("Example Board", "Exampleshire"))
    (theirs,) = load(EXAMPLE).of(Programme)
    (programme,) = register.of(Programme)
    assert programme.id == "PRG-2025-26"
    assert [row.as_written for row in programme.items] == [row.as_written for row in theirs.items]
    assert [row.schedule.every for row in programme.items] == [
        row.schedule.every for row in theirs.items
    ]
    assert programme.source
    assert not programme.illustrative
    assert not any("HSCB" in row.title or "HSCB" in row.lead.role for row in programme.items)
    routes = [[step.group for step in row.route] for row in programme.items]
    assert routes[4] == ["audit-sub-group", "board"]
    assert routes[7] == ["executive-group", "board"]  # this board has no group for adolescents
    assert programme.items[6].schedule.at_meetings_of == "performance-sub-group"
    assert programme.items[8].lead.agency == "exampleshire-county-council"


def test_standards_are_the_nine_without_invented_questions() -> None:
    theirs, ours = load(EXAMPLE).standards, made(Answers("A", "B")).standards
    assert theirs
    assert ours
    assert [s.text for s in ours.standards] == [s.text for s in theirs.standards]
    assert ours.source
    assert not any(standard.questions for standard in ours.standards)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("Performance and Data Group",), ["performance-and-data-group", "board"]),
        (("Executive",), ["executive", "board"]),
        ((), ["board"]),
        (("The Board", "Audit", "AUDIT", "Audit!"), ["audit", "board"]),
    ],
)
def test_group_that_a_board_has_not_is_stood_in_for(
    groups: tuple[str, ...], expected: list[str]
) -> None:
    """Nothing warns of it: the programme explains that there is nobody to scrutinise."""
    (programme,) = made(Answers("A", "B", groups)).of(Programme)
    assert [step.group for step in programme.items[4].route] == expected


def test_ids_differ_where_names_do_not() -> None:
    agencies = ("Café", "Cafe", "Cafe!", "市", "村", "NUL", "O'Neil & Sons", "x " * 100, "x " * 99)
    register = made(Answers("A", "B", ("Cafe",), agencies))
    ids = {agency.title: agency.id for agency in register.of(Agency)}
    assert register.get(Group, "cafe")
    assert [ids[name] for name in agencies[:7]] == [
        "cafe-2",
        "cafe-3",
        "cafe-4",
        "agency",
        "agency-2",
        "nul-agency",
        "oneil-and-sons",
    ]


def test_what_was_not_said_is_a_problem_until_it_is_filled_in(tmp_path: Path) -> None:
    for path, text in register_files(Answers(), TODAY).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    problems = [p for p in rules.check(load(tmp_path)) if not p.explained]
    assert {p.code for p in problems} == {"REG-013"}
    assert {p.location.path.partition("/")[0] for p in problems} == {
        "agencies",
        "board.yaml",
        "groups",
    }
    for file in tmp_path.rglob("*.yaml"):
        filled = re.sub(r"<fill in: [^>]+>", "Example", file.read_text("utf-8"))
        file.write_text(filled, "utf-8")
    assert [p for p in rules.check(load(tmp_path)) if not p.explained] == []


def test_guesses() -> None:
    assert [function_of(name) for name in GROUPS] == [
        "executive",
        "audit",
        "performance",
        "case-review",
        "child-death",
        "training",
    ]
    assert function_of("Quality & Effectiveness Group") == "audit"
    assert function_of("Improving Outcomes Group") == "other"
    assert category_of("Kent Police") == ("(h)", None)
    assert category_of("Watford Borough Council") == ("(b)", None)
    assert category_of("London Borough of Bexley") == ("(a)", None)
    assert category_of("Example Charity") is None
    assert likely_area("The Leeds Local Safeguarding Children Board") == "Leeds"
    assert likely_area("A Board") is None
