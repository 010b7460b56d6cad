"""`hscb indicators record`, `answer` and `import`: what they write, and what they refuse."""

from pathlib import Path

import pytest

from hostile import read_text, register
from hostile import write as write_register
from hscb_pm import store
from hscb_pm.models import Indicator
from hscb_pm.models.indicator import Benchmark, Value
from running import Hscb

BOARD = "title: A Board\narea: A Shire\nregister_is: public\ntoday: 2017-11-20\n"
AGENCY = """\
title: A Council
basis: statutory
categories: [{paragraph: (a)}]
safeguarding_lead: Head of Service
"""
ACTION = "action: Re-audit 30 minutes\nowner: {agency: a-council, role: Head of Safeguarding}\n"
INDICATOR = """\
title: Conferences in time
question: How long do children wait?
basis: local
owner: {agency: a-council, role: Conference Manager}
measure: {kind: percentage, numerator: In time, denominator: Held}
frequency: {every: quarter}
direction: increase
values:
  - {period: 2016-17 Q4, numerator: 131, denominator: 179}   # two were put off
  - {period: 2017-18 Q1, numerator: 129, denominator: 184}
# asked by the Performance Sub Group
signals:
  - period: 2017-18 Q1
    question: Which step takes the time?
    ask: Conference Manager
    by: 2017-10-26
"""
COUNT = """\
title: Private fostering
question: Are they found?
basis: local
owner: {agency: a-council, role: Head of Fostering}
measure: {kind: count, numerator: Arrangements known on the day}
frequency: {every: quarter, snapshot: true}
direction: neutral
"""
STEADY = (52, 49, 55, 51, 48, 54, 50, 53, 47, 52, 50, 49, 53)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A public register with a percentage, and a count that has no value yet."""
    files = {
        "board.yaml": BOARD,
        "agencies/a-council.yaml": AGENCY,
        "actions/ACT-2017-001.yaml": f"{ACTION}due: 2018-03-31\n",
        "indicators/IND-in-time.yaml": INDICATOR,
        "indicators/IND-fostering.yaml": COUNT,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def text_of(board: Path, name: str = "IND-in-time") -> str:
    return (board / f"indicators/{name}.yaml").read_text(encoding="utf-8")


def read(board: Path, name: str = "IND-in-time") -> Indicator:
    found = store.load(board).get(Indicator, name)
    assert found
    return found


@pytest.mark.parametrize(
    "period", ["2017-18 Q2", "2017-18-Q2", "q2 2017/18", "2017/2018 q2", "2017-18Q2"]
)
def test_figure_is_one_line_more(hscb: Hscb, board: Path, period: str) -> None:
    ran = hscb("-C", board, "indicators", "record", "IND-in-time", period, "141/176")
    assert ran.code == 0
    assert ran.out == (
        "IND-in-time, 2017-18 Q2 (July to September 2017): recorded in "
        "indicators/IND-in-time.yaml\n"
    )
    assert "Type next: hscb indicators show IND-in-time" in ran.err
    last = "  - {period: 2017-18 Q1, numerator: 129, denominator: 184}\n"
    new = "  - {period: 2017-18 Q2, numerator: 141, denominator: 176}\n"
    assert text_of(board) == INDICATOR.replace(last, last + new)


def test_words_need_no_quotes_and_signs_are_understood(hscb: Hscb, board: Path) -> None:
    command = ("-C", board, "indicators", "record")
    assert hscb(*command, "IND-in-time", "2017-18", "Q2", "1,410", "of", "1 760").code == 0
    assert read(board).values[-1] == Value(period="2017-18 Q2", numerator=1410, denominator=1760)
    assert hscb(*command, "IND-fostering", "30/09/2017", "14", "--provisional").code == 0
    found = read(board, "IND-fostering").values
    assert found == (Value(period="2017-18 Q2", numerator=14, missing="p"),)
    assert text_of(board, "IND-fostering").endswith(
        "values:\n  - {period: 2017-18 Q2, numerator: 14, missing: p}\n"
    )


def test_dry_run_shows_the_change_and_makes_none(hscb: Hscb, board: Path) -> None:
    ran = hscb(
        *("-C", board, "indicators", "record", "IND-in-time", "2017-18-Q2", "--missing", "c"),
        *("--reason", "Fewer than six", "--dry-run"),
    )
    assert ran.code == 0
    assert "\n+  - {period: 2017-18 Q2, missing: c, reason: Fewer than six}\n" in ran.out
    assert text_of(board) == INDICATOR


def test_same_figure_is_recorded_once_and_another_only_as_a_revision(
    hscb: Hscb, board: Path
) -> None:
    command = ("-C", board, "indicators", "record", "IND-in-time", "2017-18-Q1")
    ran = hscb(*command, "129/184")
    assert (ran.code, text_of(board)) == (0, INDICATOR)
    assert "already recorded in indicators/IND-in-time.yaml" in ran.out
    ran = hscb(*command, "130/184")
    assert (ran.code, text_of(board)) == (2, INDICATOR)
    assert "2017-18 Q1 is recorded otherwise (indicators/IND-in-time.yaml:10:5)" in ran.err
    assert hscb(*command, "--missing", "c", "--revise").code == 2
    assert hscb(*command, "130/184", "--revise", "--note", "One was late").code == 0
    line = "numerator: 130, denominator: 184, missing: r, note: One was late}"
    assert text_of(board) == INDICATOR.replace("numerator: 129, denominator: 184}", line)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("IND-in-time", "2017-18 Q2", "3/176"), "a count of 1 to 5 children in a public register"),
        (("IND-in-time", "2017-18 Q2", "177/176"), "the numerator is above the denominator"),
        (("IND-in-time", "2017-18 Q2", "141"), "worked out from both numbers"),
        (("IND-in-time", "2017-18 Q2", "0/0"), "nothing can be divided by 0"),
        (("IND-in-time", "2017-18 Q2", "141.5/176"), "write it as 141/176"),
        (("IND-in-time", "2017-18 Q2"), "without a figure: --missing c"),
        (("IND-in-time", "2017-18 Q2", "--missing", "p"), "it can be c, z, x, u, k"),
        (("IND-in-time", "2017-18 Q2", "1/2", "--missing", "c"), "not both"),
        (("IND-in-time", "2017-18 Q3", "141/176"), "is not over by 20 November 2017"),
        (("IND-in-time", "2017-10", "141/176"), "has a figure for each quarter; understood:"),
        (("IND-in-time", "2017-19 Q1", "141/176"), "has a figure for each quarter; understood:"),
        (("IND-fostering", "2017-18 Q2", "14/20"), "a count has no denominator"),
        (("IND-fostering", "2017-09-29", "14"), "2017-18 Q2 ends on 30 September 2017"),
        (("IND-fostering", "31/09/2017", "14"), "September 2017 has 30 days"),
        (("IND-in-tim", "2017-18 Q2", "141/176"), "did you mean IND-in-time?"),
    ],
)
def test_figure_that_cannot_be_is_refused(
    hscb: Hscb, board: Path, arguments: tuple[str, ...], why: str
) -> None:
    ran = hscb("-C", board, "indicators", "record", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert (text_of(board), text_of(board, "IND-fostering")) == (INDICATOR, COUNT)


def test_what_identifies_somebody_is_not_recorded(hscb: Hscb, board: Path) -> None:
    note = "Delayed for Jane Smith, aged 7"
    ran = hscb(
        "-C", board, "indicators", "record", "IND-in-time", "2017-18-Q2", "9/9", "--note", note
    )
    assert (ran.code, text_of(board)) == (2, INDICATOR)
    assert "may identify somebody" in ran.err
    assert "Jane" not in ran.err


def test_answer_goes_to_the_question_that_was_put(hscb: Hscb, board: Path) -> None:
    command = ("-C", board, "indicators", "answer", "IND-in-time", "2017-18-Q1")
    ran = hscb(*command, "Waiting for a chair", "--action", "ACT-2017-001")
    assert ran.code == 0
    assert "the question was: Which step takes the time?" in ran.out
    assert "hscb show ACT-2017-001" in ran.err
    answer = "answer: {on: 2017-11-20, text: Waiting for a chair, action: ACT-2017-001}"
    assert text_of(board) == f"{INDICATOR}    {answer}\n"
    ran = hscb(*command, "Waiting for a chair", "--action", "ACT-2017-001")
    assert ran.code == 0
    assert "already answered so" in ran.out
    ran = hscb(*command, "Waiting for a room")
    assert ran.code == 2
    assert "answered already (indicators/IND-in-time.yaml:17:13)" in ran.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("2016-17-Q4", "Why not"), "no question about 2016-17 Q4; open questions: 2017-18 Q1"),
        (("2017-18-Q1", "A", "--action", "ACT-2017-009"), "did you mean ACT-2017-001?"),
        (("2017-18-Q1", " "), "say what was found"),
        (("2017-18-Q1", "A", "--by", "friday"), "it is asked for by 2017-10-26"),
    ],
)
def test_answer_that_cannot_be_is_refused(
    hscb: Hscb, board: Path, arguments: tuple[str, ...], why: str
) -> None:
    ran = hscb("-C", board, "indicators", "answer", "IND-in-time", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert text_of(board) == INDICATOR


def test_figure_may_raise_a_question_of_the_charts_own_and_it_is_answered(
    hscb: Hscb, board: Path
) -> None:
    names = [f"{y}-{y - 1999:02} Q{q}" for y in range(2014, 2018) for q in (1, 2, 3, 4)][:13]
    values = "".join(
        f"- {{period: {name}, numerator: {number}}}\n"
        for name, number in zip(names, STEADY, strict=True)
    )
    file = board / "indicators/IND-fostering.yaml"
    file.write_text(f"{COUNT}values:\n{values}", encoding="utf-8")
    ran = hscb("-C", board, "indicators", "record", "IND-fostering", "2017-18-Q2", "90")
    assert "it raises a question: 2017-18 Q2 is higher than chance explains." in ran.out
    assert 'hscb indicators answer IND-fostering 2017-18-Q2 "…"' in ran.err
    ran = hscb("-C", board, "indicators", "answer", "IND-fostering", "2017-18-Q2", "A campaign")
    assert ran.code == 0
    (signal,) = read(board, "IND-fostering").signals
    assert signal.answer
    assert (signal.ask, signal.answer.text) == ("Head of Fostering", "A campaign")
    assert "\nsignals:\n- period: 2017-18 Q2\n  question: " in text_of(board, "IND-fostering")
    assert hscb("-C", board, "validate", "--select", "IND,REG").code == 0
    assert "1 answered" in hscb("-C", board, "indicators", "questions", "--all").out


TABLE = """\
Indicator,Area name,Time period,Numerator,Denominator,Value,Comment
IND-in-time,A Shire,2017-18 Q2,"1,410",1760,,=1+1
IND-in-time,England,2016/17,"15,130","61,840",,"a
second line"

IND-in-time,A SHIRE,2017-18 Q1,129,184,70.1,
IND-in-time,england,2015-16,,,24.5%,
IND-in-time,England,2014-15,*,*,,
IND-in-time,Elsewhere,2015-16,5,9,,
IND-other,England,2015-16,5,9,,
IND-fostering,A Shire,2017-06-30,c,,,
Source: our own case system
"""


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "figures.csv"
    file.write_text(text, encoding=encoding, newline="")
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_local_figures_become_values_and_others_benchmarks(
    hscb: Hscb, board: Path, encoding: str, line_end: str, delimiter: str
) -> None:
    text = f"Figures of the café\n\n{TABLE}".replace("\n", line_end)
    if delimiter == "\t":
        text = text.replace(",", "\t").replace("1\t410", "1,410").replace("15\t", "15,", 1)
        text = text.replace("61\t840", "61,840")
    file = write(board, text, encoding)
    command = ("-C", board, "indicators", "import", file)
    ran = hscb(*command)
    assert ran.code == 0, ran.err
    assert "9 rows: 4 new figures, 1 recorded already, 3 of other indicators or areas, 1 wit" in (
        ran.err
    )
    assert "numerator = Numerator (D)" in ran.err
    assert "indicators/IND-in-time.yaml: 2 benchmarks" in ran.out
    found = read(board)
    assert found.values[2:] == (Value(period="2017-18 Q2", numerator=1410, denominator=1760),)
    assert found.benchmarks == (
        Benchmark(area="england", period="2015-16", value=24.5, source="figures.csv"),
        Benchmark(area="england", period="2016-17", value=24.5, source="figures.csv"),
    )
    assert read(board, "IND-fostering").values == (Value(period="2017-18 Q1", missing="c"),)
    assert hscb("-C", board, "validate", "--select", "IND,REG").code == 0
    again = hscb(*command)
    assert (again.code, again.out) == (0, "nothing new\n")


def test_published_table_with_codes_and_single_years(hscb: Hscb, board: Path) -> None:
    text = (
        "code,polarity,unit,year_type,area,period,value\n"
        "CP15,Low,% of conferences,Financial Year,East of England,2017,83.4\n"
        "CP15,High,% of conferences,Annual,A Shire,2017,76.6\n"
        "CP15,High,% of conferences,Calendar Year,A Shire,2017,-\n"
        "CP15,High,% of conferences,Calendar Year,A Shire,2018,70\n"
    )
    command = ("-C", board, "indicators", "import", write(board, text), "--indicator")
    ran = hscb(*command, "CP15=IND-in-time", "--area", "a shire", "--area", "east of england")
    assert ran.code == 2
    assert "row 3, column F (period): a year by itself: say with --years" in ran.err
    assert text_of(board) == INDICATOR
    ran = hscb(
        *(*command, "CP15=IND-in-time", "--area", "a shire", "--area", "east of england"),
        *("--area", "Kent", "--years", "financial", "--source", "LAIT"),
    )
    assert ran.code == 0, ran.err
    assert "1 of the Board's own area" in ran.err
    assert "1 without a figure, 1 of periods not over by 20 November 2017" in ran.err
    assert "which way is better is `decrease` in the table, and `increase` here" in ran.err
    assert "no row is of kent" in ran.err
    assert read(board).benchmarks == (
        Benchmark(area="East of England", period="2016-17", value=83.4, source="LAIT"),
    )


def test_table_of_one_indicator_with_regions(hscb: Hscb, board: Path) -> None:
    text = (
        "time_period,geographic_level,region_name,la_name,CPP_start,CPP_subsequent\n"
        "2017,National,,,61840,15130\n2017,Regional,East,,4540,1240\n2017,Local,East,Kent,9,9\n"
    )
    ran = hscb(
        *("-C", board, "indicators", "import", write(board, text), "--indicator", "IND-in-time"),
        *("--columns", "numerator=cpp subsequent,denominator=CPP_start", "--years", "financial"),
        *("--area", "England", "--area", "East"),
    )
    assert ran.code == 0, ran.err
    assert [(b.area, b.period, b.value) for b in read(board).benchmarks] == [
        ("East", "2016-17", 27.3),
        ("england", "2016-17", 24.5),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("IND-in-time,A Shire,2017-18 Q2,3,176,,", "column D (numerator): a count of 1 to 5"),
        ("IND-in-time,A Shire,2017-18 Q2,177,176,,", "(numerator): the numerator is above"),
        ("IND-in-time,A Shire,2017-18 Q2,=1+1,176,,", "column D (numerator): is no whole number"),
        ("IND-in-time,A Shire,2017-18 Q2,12,Tom,,", "column E (denominator): is no whole number"),
        ("IND-in-time,A Shire,2017-18 Q3,12,20,,", "column C (period): 2017-18 Q3 (October"),
        ("IND-in-time,A Shire,Tom,12,20,,", "column C (period): IND-in-time has a figure for each"),
        ("IND-in-time,A Shire,2016-17 Q4,12,20,,", "differs from what is recorded (indicators/"),
        ("IND-in-time,England,2015-16,,,Tom,", "column F (value): is no number"),
        ("IND-in-time,England,Tom,,,5,", "column C (period): is no period"),
        ("IND-in-time,England,2015-16,,,25,", "column F (value): differs from row 6"),
        ("IND-in-time,England,2013-14,1,410,2,110,,", ": more cells than there are headings"),
    ],
)
def test_nothing_is_written_if_a_row_is_wrong(hscb: Hscb, board: Path, row: str, why: str) -> None:
    ran = hscb("-C", board, "indicators", "import", write(board, f"{TABLE}{row}\n"))
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert "row 12" in ran.err
    assert "1 error in " in ran.err
    assert "Tom" not in ran.err
    assert (text_of(board), text_of(board, "IND-fostering")) == (INDICATOR, COUNT)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no row of headings"),
        ("a,b\n1,2\n", "The first row has 2 cells"),
        ('Indicator,Area,Period,Value\n"IND-in-time,', "row 2 whose quotation marks do not fit"),
        ("Indicator,Area,Period,Value\nIND-x,England,2015-16,5\n", "no row is of an indicator and"),
        ("Indicator,Area,Period,Value\n" + "x" * (1 << 20), "a line that is far too long"),
        ("%PDF-1.4", "a PDF: save it as text"),
    ],
)
def test_file_that_is_no_such_table_is_refused(
    hscb: Hscb, board: Path, text: str, why: str
) -> None:
    ran = hscb("-C", board, "indicators", "import", write(board, text))
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_many_errors_are_told_by_their_kind(hscb: Hscb, board: Path) -> None:
    wrong = "IND-in-time,England,2015-16,,,x1\n" * 30
    text = f"Indicator,Area,Period,Numerator,Denominator,Value\n{wrong}"
    ran = hscb("-C", board, "indicators", "import", write(board, text))
    assert "rows 2, 3, 4, 5, 6, 7 and more, column F (value): is no number" in ran.err
    assert "30 errors in " in ran.err


def test_file_that_is_missing_or_no_file_is_said(hscb: Hscb, board: Path) -> None:
    for file in (board / "gone.csv", board):
        ran = hscb("-C", board, "indicators", "import", file)
        assert (ran.code, ran.out) == (2, "")
        assert "gone.csv cannot be read" in ran.err or "is no file" in ran.err


@pytest.mark.parametrize(
    "text", ["::error file=a.py::b", "a ##[error]b", "[bold red]a[/]", "# a: b", "'\\\\ \"{}"]
)
def test_what_the_register_says_stays_text(hscb: Hscb, tmp_path: Path, text: str) -> None:
    write_register(tmp_path, register(text))
    command = ("-C", tmp_path, "indicators")
    for arguments in (
        ("record", "IND-second-plans", "2017-18-Q2", "31", "--revise", "--reason", text),
        ("answer", "IND-second-plans", "2017-18-Q1", text),
    ):
        for dry in (("--dry-run",), ()):
            ran = hscb(*command, *arguments, *dry)
            assert ran.code == 0, ran.err
            read_text(ran.out)
            read_text(ran.err)
    found = read(tmp_path, "IND-second-plans")
    assert (found.values[1].reason, found.values[1].missing) == (text, "r")
    assert found.signals[0].answer
    assert found.signals[0].answer.text == text
