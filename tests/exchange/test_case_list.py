"""Lists of cases as agencies hand them in: read as meant, or refused without a word of them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import an_audit
from hscb_pm.exchange.case_list import CaseListError, Columns, cases_for, read_drawn, read_list
from hscb_pm.problem import CannotError
from hscb_pm.sampling import Case

NOTHING = Columns()


def a_list(folder: Path, data: str | bytes, name: str = "list.csv") -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def refusal(path: Path, columns: Columns = NOTHING) -> str:
    with pytest.raises(CannotError) as refused:
        read_list(path, columns)
    return str(refused.value).removeprefix(str(path))


def references(path: Path, columns: Columns = NOTHING) -> list[str]:
    return [case.reference for case in read_list(path, columns).cases.values()]


@pytest.mark.parametrize(
    "data",
    [
        "reference\nC-1\nC-2\n",
        "\ufeffReference\r\nC-1\r\nC-2",
        'reference,notes\n C-1 ,x\n,\n\n"C-2",y\n',
        'reference,notes\nC-1,"two\nlines"\nC-2,\n',
    ],
)
def test_table_as_programs_write_it(tmp_path: Path, data: str) -> None:
    assert references(a_list(tmp_path, data)) == ["C-1", "C-2"]


def test_plain_text_has_a_reference_to_a_line(tmp_path: Path) -> None:
    path = a_list(tmp_path, "\ufeffC-1\r\n\r\n  C-2  \r\nCase 3", "list.txt")
    assert read_list(path, NOTHING).cases == {1: Case("C-1"), 3: Case("C-2"), 4: Case("Case 3")}
    assert "no columns" in refusal(path, Columns(stratum="area"))


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    path = a_list(tmp_path, "Area,Case No,Who\nNorth,C-1,Police+Health\nSouth,C-2,Police\n")
    found = read_list(path, Columns("case no", "WHO", "area"))
    assert list(found.cases.values()) == [
        Case("C-1", "North"),
        Case("C-2", "South", eligible=False),
    ]
    assert found.tells_agencies


SEVERAL = ["Police; Health", "Police + Health", '"Police, Health"', '"Police\nHealth"', "2", "12"]
ONE_AT_MOST = ["A Constabulary", "Police; police ;", "1", "0", ""]


@pytest.mark.parametrize("cell", [*SEVERAL, *ONE_AT_MOST])
def test_eligible_is_where_more_than_one_agency_was_involved(tmp_path: Path, cell: str) -> None:
    path = a_list(tmp_path, f"reference,agencies\nC-1,{cell}\n")
    assert read_list(path, NOTHING).cases == {2: Case("C-1", eligible=cell in SEVERAL)}


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("999 000 0018", "an NHS number"),
        ("NHS 999 000 0018", "an NHS number"),
        ("A Nother 2009", "a name"),
        ("Ann Other9810", "a name"),
        ("9990000018", "an NHS number"),
        ("999-000-0018", "an NHS number"),
        ("\uff19\uff19\uff19\uff10\uff10\uff10\uff10\uff10\uff11\uff18", "an NHS number"),
        ("A000012345678", "UPN"),
        ("A00001234567B", "UPN"),
        ("QQ 12 34 56 C", "a National Insurance number"),
        ("jane7@example.org", "a personal e-mail address"),
        ("2009-03-12", "a date"),
        ("12/03/2009", "a date"),
        ("JS 12.3.09", "a date"),
        ("12 March 2009", "a date"),
        ("12mar2009", "a date"),
        ("Jane Example", "a name"),
        ("Jane Example 7", "a name"),
        ("Example", "a name"),
        ("=1+1", "a reference is"),
        ("C-1;C-2", "a reference is"),
        ("C1" * 33, "a reference is"),
        ("C-1\u001b[2J", "an invisible character"),
        ("::error::7", "a reference is"),
    ],
)
def test_what_is_no_pseudonym_is_refused_by_its_line(
    tmp_path: Path, reference: str, words: str
) -> None:
    for name, start in (("list.csv", "reference\n"), ("list.txt", "C-77\n")):
        said = refusal(a_list(tmp_path, f"{start}{reference}\n", name))
        assert words in said
        assert "line 2" in said
        assert reference not in said


@pytest.mark.parametrize(
    "reference",
    [
        "C-0412",
        "9990000019",
        "CSE/2017/0412",
        "a3f9dec0",
        "2017-0412",
        "Child A 3",
        "CA123456",
        "7",
    ],
)
def test_pseudonyms_are_taken(tmp_path: Path, reference: str) -> None:
    assert references(a_list(tmp_path, f"reference\n{reference}\n")) == [reference]


@given(st.text(min_size=4, max_size=30))
def test_no_refusal_repeats_what_stands_in_the_list(text: str) -> None:
    secret = f"Zq{text}zQ"
    rows = ("{}\nC-1\n", "reference\n{}\n", "reference,area,agencies\nC-1,{0},{0}\n{0},x,7x\n")
    for row in rows:
        for name in ("list.csv", "list.txt"):
            with TemporaryDirectory() as folder:
                path = a_list(Path(folder), row.format(secret).encode("utf-8", "replace"), name)
                for columns in (NOTHING, Columns(stratum="area"), Columns("none", "area")):
                    assert "Zq" not in said_of(path, columns)


def said_of(path: Path, columns: Columns) -> str:
    try:
        read_list(path, columns)
    except CaseListError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "starts with the names of its columns"),
        ("C-1\nC-2\n", "starts with the names of its columns"),
        ("reference\nC-1\nC-2\nc-1\nC-2\n", "lines 2 and 4, lines 3 and 5: the same reference"),
        ("reference\nC-1\nCase 2\nC-1\n", "lines 2 and 4: the same"),
        ("reference,x\nC-1\n", "line 2: 1 cells, and the header has 2"),
        ('reference\n"C-1\n', "line 2: a cell whose quotation marks do not fit"),
        ("reference,x\n,y\n", "line 2: no reference"),
        ("reference,agencies\nC-1,2.5\n", "line 2: agencies are"),
        (f"reference,agencies\nC-1,{'9' * 5000}\n", "line 2: agencies are"),
        (b"reference\nC-\xe9\n", "line 2: this character is not UTF-8"),
        (b"PK\x03\x04", "Excel"),
        ("reference\nC-1\n".encode("utf-16"), "UTF-16"),
        (b"x" * (9 << 20), "larger than 8 MiB"),
    ],
)
def test_slips_are_said(tmp_path: Path, data: str | bytes, words: str) -> None:
    assert words in refusal(a_list(tmp_path, data))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (Columns("case"), "no column is called 'case' (--reference)"),
        (Columns(stratum="x"), "more than one column is called 'x' (--by)"),
        (Columns(stratum="reference"), "one column cannot be two"),
        (Columns(stratum="area"), "line 2: nothing in the column of --by"),
        (Columns(stratum="born"), "line 2: what stands in the column of --by looks like a date"),
    ],
)
def test_columns_that_cannot_be(tmp_path: Path, columns: Columns, words: str) -> None:
    path = a_list(tmp_path, "reference,area,born,x,X\nC-1, ,2009-03-12,,\n")
    assert words in refusal(path, columns)


def test_list_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read: no such file" in refusal(tmp_path / "none.csv")
    assert "is a folder" in refusal(tmp_path)


def test_multi_agency_audit_has_to_know_who_was_involved(tmp_path: Path) -> None:
    silent = a_list(tmp_path, "C-1\nC-2\n", "silent.txt")
    telling = a_list(tmp_path, "reference,agencies\nC-1,1\nC-2,2\n")
    multi, single = an_audit(level="multi-agency-audit"), an_audit()
    with pytest.raises(CannotError, match="does not tell which agencies"):
        cases_for(multi, silent, NOTHING, all_multi_agency=False)
    with pytest.raises(CannotError, match="leave out --all-multi-agency"):
        cases_for(multi, telling, NOTHING, all_multi_agency=True)
    both = [Case("C-1"), Case("C-2")]
    one = [Case("C-1", eligible=False), Case("C-2")]
    assert cases_for(multi, silent, NOTHING, all_multi_agency=True) == both
    assert cases_for(multi, telling, NOTHING, all_multi_agency=False) == one
    assert cases_for(single, telling, NOTHING, all_multi_agency=False) == both
    assert cases_for(single, telling, Columns(agencies="agencies"), all_multi_agency=False) == one


def test_drawn_cases_are_read_back(tmp_path: Path) -> None:
    text = a_list(tmp_path, "C-1  North\n  Case 2  South  West\n", "drawn.txt")
    table = a_list(
        tmp_path, "\ufeffreference,stratum\r\nC-1,North\r\nCase 2,South\r\n", "drawn.csv"
    )
    assert read_drawn(text) == {1: "C-1", 2: "Case 2"}
    assert read_drawn(table) == {2: "C-1", 3: "Case 2"}
