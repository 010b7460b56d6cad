"""`hscb indicators` and `hscb report indicators`, as their readers see them."""

import json
from pathlib import Path

import pytest

from running import Hscb

BOARD = """\
title: A Board
area: A county
register_is: private
today: 2017-11-20
"""
GROUP = "title: Performance Sub Group\nfunction: performance\n"
AGENCY = """\
title: A Council
basis: statutory
categories: [{paragraph: (a)}]
safeguarding_lead: Head of Service
"""
STEADY = (52, 49, 55, 51, 48, 54, 50, 53, 47, 52, 50, 49, 53)


def a_record(*counts: int, more: str = "") -> str:
    """A record with a value for each quarter until July to September 2017."""
    names = [f"{y}-{y - 1999:02} Q{q}" for y in range(2012, 2018) for q in (1, 2, 3, 4)][:22]
    values = "".join(
        f"  - {{period: {name}, numerator: {count}}}\n"
        for name, count in zip(names[-len(counts) :], counts, strict=True)
    )
    return f"""\
title: Children told of in confidence
question: Who knows?
basis: local
owner: {{agency: a-council, role: Head of Quality Assurance}}
measure: {{kind: count, numerator: Children}}
frequency: {{every: quarter}}
direction: decrease
reported_to: [performance]
{more}values:
{values}"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A private register with an indicator that signals and one of small counts."""
    files = {
        "board.yaml": BOARD,
        "groups/performance.yaml": GROUP,
        "agencies/a-council.yaml": AGENCY,
        "meetings/MTG-2017-01.yaml": "group: performance\ndate: 2017-12-05\n",
        "indicators/IND-signal.yaml": a_record(*STEADY, 90),
        "indicators/IND-small.yaml": a_record(9, 12, 3, 20, 11, 12).replace(
            "confidence", "whispers"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_list_says_what_signals_and_what_chance_alone_would(hscb: Hscb, board: Path) -> None:
    ran = hscb("-C", board, "indicators", "list")
    assert ran.code == 0
    assert "2 indicators, 1 open question (0 overdue)" in ran.out
    assert "of which chance alone makes hardly any signal" in ran.out
    assert "concern, higher" in ran.out
    assert "not judged: too few values" in ran.out
    assert "for public readers" in ran.err


def test_public_readers_never_see_a_small_count_nor_its_companion(hscb: Hscb, board: Path) -> None:
    commands: tuple[tuple[str, ...], ...] = (
        ("indicators", "show", "IND-small"),
        ("indicators", "list"),
        ("report", "indicators"),
        ("report", "board"),
    )
    for arguments in commands:
        for format in ("text", "json", "csv", "md"):
            if arguments[0] == "report" and format != "md":
                continue
            ran = hscb("-C", board, *arguments, "--format", format)
            assert ran.code == 0
            assert "2016-17 Q4: 3" not in ran.out
    rows = json.loads(hscb("-C", board, "indicators", "show", "IND-small", "--format", "json").out)[
        "points"
    ]
    assert [row["numerator"] for row in rows] == [None, 12, None, 20, 11, 12]
    assert {row["missing"] for row in rows} == {None, "c"}


def test_those_inside_see_them(hscb: Hscb, board: Path) -> None:
    ran = hscb(
        "-C", board, "indicators", "show", "IND-small", "--audience", "internal", "--format", "json"
    )
    body = json.loads(ran.out)
    assert body["audience"] == "internal"
    assert [row["numerator"] for row in body["points"]] == [9, 12, 3, 20, 11, 12]


def test_show_says_what_an_analyst_would(hscb: Hscb, board: Path) -> None:
    out = hscb("-C", board, "indicators", "show", "IND-signal").out
    assert "2017-18 Q2 (July to September 2017): 90; 53 before" in out
    assert "Chance does not explain it: above the upper limit, since 2017-18 Q2" in out
    assert "It is a concern." in out
    assert "2017-18 Q2: 90 · above the upper limit" in out
    assert "open: Head of Quality Assurance, by 5 December 2017, in 15 days" in out


def test_questions_are_due_until_they_are_answered(hscb: Hscb, board: Path) -> None:
    ran = hscb("-C", board, "due", "--kind", "question", "--format", "json")
    (item,) = json.loads(ran.out)["items"]
    assert item["due"] == "2017-12-05"
    assert item["next"].startswith("hscb indicators answer IND-signal 2017-18-Q2")
    answer = """\
signals:
  - period: 2017-18 Q2
    question: What happened?
    ask: Head of Quality Assurance
    by: 2017-12-05
    answer: {on: 2017-11-19, text: A backlog was cleared}
"""
    path = board / "indicators" / "IND-signal.yaml"
    path.write_text(a_record(*STEADY, 90, more=answer), encoding="utf-8")
    due = hscb("-C", board, "due", "--kind", "question", "--format", "json")
    assert json.loads(due.out)["items"] == []
    assert "no questions" in hscb("-C", board, "indicators", "questions").out
    out = hscb("-C", board, "indicators", "questions", "--all").out
    assert "A backlog was cleared (19 November 2017)" in out


def test_questions_of_one_role(hscb: Hscb, board: Path) -> None:
    assert "1 question" in hscb("-C", board, "indicators", "questions", "--ask", "quality").out
    assert "no questions" in hscb("-C", board, "indicators", "questions", "--ask", "chair").out


def test_hidden_number_that_was_told_before_is_found(
    hscb: Hscb, board: Path, tmp_path: Path
) -> None:
    ran = hscb("-C", board, "indicators", "disclosure")
    assert (ran.code, "0 known too closely" in ran.out) == (0, True)
    inside = hscb(
        "-C", board, "indicators", "show", "IND-small", "--audience", "internal", "--format", "json"
    )
    told = json.loads(inside.out)
    told["points"] = [row for row in told["points"] if row["period"] == "2016-17 Q1"]
    (tmp_path / "told.json").write_text(json.dumps(told), encoding="utf-8")
    ran = hscb("-C", board, "indicators", "disclosure", "--against", tmp_path / "told.json")
    assert ran.code == 1
    assert "IND-small 2016-17 Q3, numerator: 3 to 3: KNOWN TOO CLOSELY" in ran.out


@pytest.mark.parametrize("text", ["", "[]", '{"items": 3}', '{"points": [{}]}', '"x"'])
def test_what_was_published_has_to_be_such_a_file(
    hscb: Hscb, board: Path, tmp_path: Path, text: str
) -> None:
    (tmp_path / "told.json").write_text(text, encoding="utf-8")
    ran = hscb("-C", board, "indicators", "disclosure", "--against", tmp_path / "told.json")
    assert ran.code == 2
    assert "is no list of published figures" in ran.err


def test_paper_has_the_questions_first(hscb: Hscb, board: Path) -> None:
    out = hscb("-C", board, "report", "indicators").out
    assert "Performance Sub Group, Tuesday 5 December 2017" in out
    assert out.index("## 1. Questions that want an answer") < out.index(
        "## 2. What chance does not"
    )
    assert "### Children told of in confidence" in out
    assert "2 figures are withheld, so small that a child could be told by it." in out


def test_charts_stand_beside_a_paper_in_markdown_and_hide_what_it_hides(
    hscb: Hscb, board: Path, tmp_path: Path
) -> None:
    hscb("-C", board, "report", "indicators", "-o", tmp_path / "p.md")
    paper = (tmp_path / "p.md").read_text(encoding="utf-8")
    for name in ("IND-signal", "IND-small", "at-a-glance-1"):
        assert f"(charts/{name}.svg)" in paper
        assert (tmp_path / "charts" / f"{name}.svg").exists()
    drawn = (tmp_path / "charts" / "IND-small.svg").read_text(encoding="utf-8")
    assert "2016-17 Q3: 3" not in drawn
    assert "2016-17 Q3: hidden" in drawn or "1 to 11" in drawn


@pytest.mark.parametrize(("name", "start"), [("c.svg", b"<svg"), ("c.png", b"\x89PNG")])
def test_chart_is_drawn_into_a_file(
    hscb: Hscb, board: Path, tmp_path: Path, name: str, start: bytes
) -> None:
    ran = hscb("-C", board, "indicators", "show", "IND-signal", "--chart", tmp_path / name)
    assert ran.code == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    assert "for public readers: Children told of in confidence" in ran.err


def test_chart_of_another_kind_is_refused(hscb: Hscb, board: Path, tmp_path: Path) -> None:
    ran = hscb("-C", board, "indicators", "show", "IND-signal", "--chart", tmp_path / "c.jpg")
    assert (ran.code, ".svg or .png" in ran.err) == (2, True)


def test_year_of_snapshots_is_hidden_with_its_last_figure(hscb: Hscb, board: Path) -> None:
    path = board / "indicators" / "IND-small.yaml"
    text = a_record(9, 12, 13, 3, 11, 12).replace("quarter}", "quarter, snapshot: true}")
    path.write_text(text, encoding="utf-8")
    body = json.loads(hscb("-C", board, "indicators", "show", "IND-small", "--format", "json").out)
    assert [row["numerator"] for row in body["points"]] == [9, 12, 13, None, 11, 12]
    assert body["years"] == []


def test_questions_tell_nothing_of_what_is_hidden(hscb: Hscb, board: Path) -> None:
    path = board / "indicators" / "IND-small.yaml"
    path.write_text(a_record(*[50 + n % 3 for n in range(14)], 2), encoding="utf-8")
    asked = hscb("-C", board, "indicators", "questions", "--audience", "internal").out
    assert "2017-18 Q2 is lower than chance explains" in asked
    for arguments in (("indicators", "questions"), ("due",), ("report", "indicators")):
        out = hscb("-C", board, *arguments, "--format", "md").out
        assert "is lower than chance explains" not in out


def test_markdown_of_the_record_has_no_exact_figures(hscb: Hscb, board: Path) -> None:
    out = hscb("-C", board, "show", "IND-small", "--format", "md").out
    assert "numerator 3" not in out
    assert "Values" not in out


def test_authorities_tell_nothing_of_what_is_hidden(hscb: Hscb, board: Path) -> None:
    more = """\
comparisons:
  - period: 2016-17
    source: Somebody
    areas:
      - {of: A county, numerator: 998, denominator: 1000}
      - {of: Kent, numerator: 900, denominator: 1000}
      - {of: Surrey, numerator: 1200, denominator: 1000}
"""
    text = a_record(90, 80, 70, 75, more=more)
    text = text.replace("kind: count", "kind: percentage, denominator: All")
    text = text.replace("numerator: 90}", "numerator: 90, denominator: 100}")
    (board / "indicators" / "IND-small.yaml").write_text(text, encoding="utf-8")
    assert "99.8%" not in hscb("-C", board, "indicators", "show", "IND-small").out
    inside = hscb("-C", board, "indicators", "show", "IND-small", "--audience", "internal")
    assert inside.code == 0
    assert "99.8%" in inside.out


def test_benchmarks_are_shown_inside_where_the_own_area_is_not_known(
    hscb: Hscb, board: Path
) -> None:
    england = "benchmarks: [{area: england, period: 2016-17, value: 51, source: The Office}]\n"
    path = board / "indicators" / "IND-signal.yaml"
    path.write_text(a_record(*STEADY, 90, more=england), encoding="utf-8")
    (board / "board.yaml").write_text("title: A Board\n", encoding="utf-8")
    show = ("-C", board, "--today", "2017-11-20", "indicators", "show", "IND-signal")
    assert "Elsewhere: England 51 (2016-17)." in hscb(*show, "--audience", "internal").out
    assert "Elsewhere" not in hscb(*show, "--audience", "public").out


def test_unknown_or_confidential_indicator_is_named(hscb: Hscb, board: Path) -> None:
    assert "did you mean IND-signal" in hscb("-C", board, "indicators", "show", "IND-signl").err
    path = board / "indicators" / "IND-signal.yaml"
    path.write_text(path.read_text() + "part: 2\n", encoding="utf-8")
    ran = hscb("-C", board, "indicators", "show", "IND-signal")
    assert (ran.code, "add --audience internal" in ran.err) == (2, True)
    assert "IND-signal" not in hscb("-C", board, "indicators", "list").out
