"""`hscb national`: questions to the data sets of many boards."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from builders import (
    a_board,
    a_cycle,
    a_register,
    a_return,
    an_action,
    an_agency,
    an_indicator,
)
from hscb_pm.exchange.dataset.table import Facts
from hscb_pm.exchange.dataset.writing import files
from hscb_pm.exchange.national.boards import answer
from hscb_pm.exchange.national.questions import DIALECTS, REPORTS, question
from hscb_pm.exchange.parquet import as_parquet
from hscb_pm.models import Record, Standards
from hscb_pm.spc.authorities import funnel
from running import Hscb

TODAY = date(2017, 11, 20)


def export(folder: Path, area: str, *records: Record) -> None:
    """What `hscb export -o` writes."""
    register = a_register(a_board(area=area), an_agency(), *records).for_public()
    for name, content in files(Facts(register, TODAY)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def moved(was: str, now: str) -> dict[str, Any]:
    move = {"on": "2017-09-01", "was": was, "now": now, "reason": "A", "agreed_by": "board"}
    return {"due": now, "revisions": (move,)}


def an_answer(standard: int, grade: str) -> dict[str, Any]:
    return {"standard": standard, "self": {"grade": grade, "on": "2017-06-01"}}


def a_share(top: int, bottom: int, id: str = "IND-second-plans") -> Record:
    return an_indicator(
        id,
        measure={"kind": "percentage", "numerator": "Plans", "denominator": "All"},
        values=({"period": "2017-18 Q1", "numerator": top, "denominator": bottom},),
    )


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two boards: Kent with much, Rutland with little."""
    folder = tmp_path_factory.mktemp("nation")
    standards = Standards.model_validate(
        {"id": "standards.yaml", "standards": ({"standard": 1, "text": "Leaders answer for it"},)}
    )
    asked = tuple(
        {"agency": agency, "basis": "statutory"}
        for agency in ("a-constabulary", "a-hospital", "a-school")
    )
    export(
        folder / "kent",
        "Kent",
        standards,
        an_action("ACT-2017-001", due="2017-11-10"),
        an_action("ACT-2017-002", due="2017-11-16"),
        an_action("ACT-2017-003", **moved("2017-09-30", "2017-10-30")),
        an_action("ACT-2017-004", **moved("2017-09-30", "2018-01-31")),
        an_action("ACT-2017-005", withdrawn={"on": "2017-09-01", "reason": "A", "agreed_by": "b"}),
        a_cycle(asked=asked),
        a_return(received=({"on": "2017-06-29", "version": 1},), standards=(an_answer(1, "met"),)),
        a_return(
            "a-hospital",
            received=({"on": "2017-07-04", "version": 1},),
            standards=(an_answer(1, "not-met"),),
        ),
        a_share(30, 200),
    )
    export(
        folder / "rutland",
        "Rutland",
        standards,
        a_cycle(due="2017-12-31"),
        a_share(20, 400),
        a_share(20, 60, "IND-other"),
    )
    return folder


def asked(folder: Path, report: str) -> list[dict[str, Any]]:
    found = question(report)
    given = answer(found.text, found.tables(), folder)
    assert not given.left_out
    return [dict(zip(given.columns, row, strict=True)) for row in given.rows]


def test_return_rates(nation: Path) -> None:
    (year,) = asked(nation, "return-rates")
    assert year == {
        "financial_year": "2017-18",
        "boards": 2,
        "asked": 4,
        "on_time": 1,
        "late": 1,
        "overdue": 1,
        "awaited": 1,
        "not_known": 0,
        "came_percent": pytest.approx(200 / 3),
        "on_time_percent": pytest.approx(100 / 3),
    }


def test_overdue_actions(nation: Path) -> None:
    kent, rutland = asked(nation, "overdue-actions")
    assert [*kent.values()] == ["kent", TODAY, 4, 3, 75.0, 10.0, 21]  # of 4, 10 and 21 days
    assert [*rutland.values()] == ["rutland", TODAY, 0, 0, None, None, None]


def test_slippage(nation: Path) -> None:
    kent, rutland = asked(nation, "slippage")
    assert [*kent.values()] == ["kent", 5, 2, 40.0, 2, 76.5, 123]  # 30 and 123 days
    assert [*rutland.values()] == ["rutland", 0, 0, None, 0, None, None]


def test_weakest_standards(nation: Path) -> None:
    (first,) = asked(nation, "weakest-standards")
    assert [*first.values()] == ["2017-18", 1, "Leaders answer for it", 1, 2, 1, 50.0]


def test_indicators(nation: Path) -> None:
    other, plans = asked(nation, "indicators")
    assert (other["boards"], other["median"]) == (1, pytest.approx(100 / 3))
    figures = ("boards", "hidden", "least", "lower_quartile", "median", "upper_quartile", "most")
    assert [plans[name] for name in figures] == [2, 0, 5.0, 7.5, 10.0, 12.5, 15.0]


def test_the_funnel_is_that_of_one_board(tmp_path: Path) -> None:
    tops = [60, 110, 130, 100, 190, 350, 330, 90, 240, 100, 160, 700]
    bottoms = [400, 620, 900, 700, 1200, 2000, 2100, 600, 1400, 800, 1000, 2300]
    for number, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
        export(tmp_path / str(number), f"Shire {number:02}", a_share(top, bottom))
    expected = funnel(tops, bottoms, kind="proportion")
    outside = {
        f"shire-{number:02}": (each.side, each.level)
        for number, each in enumerate(expected.authorities)
        if each and each.level
    }
    found = asked(tmp_path, "outside-the-funnel")
    assert outside
    assert {row["board"]: (row["side"], row["level"]) for row in found} == outside
    assert all(row["centre"] == pytest.approx(expected.centre) for row in found)


def test_each_format_names_who_is_missing(hscb: Hscb, nation: Path, tmp_path: Path) -> None:
    for board in ("kent", "rutland"):
        (tmp_path / board).symlink_to(nation / board)
    ran = hscb("national", "overdue-actions", tmp_path)
    assert ran.out.splitlines()[1].split()[:5] == ["kent", "20", "November", "2017", "4"]
    assert ran.err == "2 boards, as at 20 November 2017\n"
    export(tmp_path / "again", "Kent")
    ran = hscb("national", "overdue-actions", tmp_path, "--format", "json", "--strict")
    told = json.loads(ran.out)
    assert (ran.code, told["boards"]) == (1, ["rutland"])
    assert told["left_out"][0].startswith("kent: it is there more than once, in ")
    assert told["rows"][0]["as_at"] == "2017-11-20"
    assert "left out: kent" in ran.err


def spoilt(board: Path) -> Iterator[tuple[str, str]]:
    """Ways in which a data set is damaged, one after the other, and what is said."""
    listed = board / "_hscb" / "kent.json"
    file = board / "actions/board=kent/financial_year=2017-18/data.parquet"
    told, content = listed.read_bytes(), file.read_bytes()
    file.write_bytes(b"PAR1" + bytes(len(content) - 4))
    yield "changed", "is not as hscb writes it"
    file.write_bytes(content[:-1])
    yield "cut off", f"has {len(content) - 1} bytes, and was written with {len(content)}"
    file.unlink()
    yield "gone", "data.parquet is missing"
    file.write_bytes(content)
    listed.write_bytes(told.replace(b'"version": 1', b'"version": 2'))
    yield "another version", "its tables are of version 2, and this hscb reads 1"
    listed.write_bytes(told.replace(b"actions/board=kent", b"actions/../../etc"))
    yield "a path that leads away", "kent.json is not as hscb writes it"
    listed.write_bytes(b"[" * 100_000)
    yield "deep", "is no list of files that can be read"
    listed.write_bytes(told.replace(b'"board": "kent"', b'"board": "rutland"'))
    yield "another's name", "is named after another board"


def test_a_damaged_board_is_named_and_the_others_go_on(nation: Path, tmp_path: Path) -> None:
    (tmp_path / "rutland").symlink_to(nation / "rutland")
    export(tmp_path / "kent", "Kent", an_action("ACT-2017-001", due="2017-11-10"))
    report = question("overdue-actions")
    for what, said in spoilt(tmp_path / "kent"):
        found = answer(report.text, report.tables(), tmp_path)
        assert [row[0] for row in found.rows] == ["rutland"], what
        assert len(found.left_out) == 1, what
        assert found.left_out[0].startswith("kent: "), what
        assert said in found.left_out[0], what


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select board from actions; drop table actions", "is one SELECT, and nothing else"),
        ("copy actions to 'out.csv'", "is one SELECT, and nothing else"),
        ("select * from acti", "'acti' is no table: did you mean actions?"),
        ("select * from actions, read_text('/etc/passwd')", "read_text() reaches more"),
        ("select * from '/etc/passwd'", "is no table"),
        ("select board, board from actions", "two columns are called board"),
        ("select sqrt(-1) + 'a' from actions", "the question has no answer"),
        ("from duckdb_settings()", "duckdb_settings() reaches more than the tables"),
        ("select 1 from actions, glob('*')", "glob() reaches more than the tables"),
        ("select * from range(200000)", "more than 100,000 rows"),
        ("select list(random()) from range(1000000000)", "more than 100MB of memory"),
        ("selec", "is one SELECT, and nothing else"),
        ("select (", "is not SQL that can be understood"),
    ],
)
def test_a_question_of_ones_own_only_asks(  # noqa: PLR0913, what it needs
    hscb: Hscb,
    nation: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    sql: str,
    said: str,
) -> None:
    monkeypatch.setattr("hscb_pm.exchange.national.boards._MEMORY", "100MB")
    own = tmp_path / "own.sql"
    own.write_text(sql, encoding="utf-8")
    ran = hscb("national", own, nation)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1 + ran.err.count("\nError")
    assert [*tmp_path.iterdir()] == [own]


def test_a_question_of_ones_own(hscb: Hscb, nation: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.sql"
    own.write_text(
        "with t as (from actions) select board, '=1+1' as f, list(moves) as m, 1/3::decimal d,"
        " 'nan'::double as n from t, range(1) group by board",
        encoding="utf-8-sig",
    )
    ran = hscb("national", own, nation, "--format", "json")
    (row,) = json.loads(ran.out)["rows"]
    assert (row["board"], row["n"]) == ("kent", None)
    assert "'=1+1" in hscb("national", own, nation, "--format", "csv").out
    assert r"\=1+1" in hscb("national", own, nation, "--format", "md").out


@pytest.mark.skipif(os.name != "posix", reason="no process is told of an end there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_long_question_can_be_stopped(
    nation: Path, tmp_path: Path, number: int, code: int
) -> None:
    own = tmp_path / "own.sql"
    own.write_text("select count(random()) as n from range(100000000000)", encoding="utf-8")
    here = {**os.environ, "PYTHONFAULTHANDLER": "", "HSCB_REGISTER": ""}
    ran = subprocess.Popen(
        [sys.executable, "-m", "hscb_pm", "national", own, nation],
        env=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        ran.wait(2)
    ran.send_signal(number)
    assert ran.communicate(timeout=30) == ("", "hscb: stopped\n")
    assert ran.returncode == code


def test_what_duckdb_writes_of_itself_goes_when_it_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read = Path.read_bytes

    def stopped(path: Path) -> bytes:
        signal.raise_signal(signal.SIGINT)
        assert [*tmp_path.iterdir()]  # not yet
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", stopped)
    with pytest.raises(KeyboardInterrupt):
        as_parquet({"n": "INTEGER"}, [{"n": 1}], {})
    assert [*tmp_path.iterdir()] == []


def test_every_report_is_listed_and_written_for_every_warehouse(hscb: Hscb) -> None:
    listed = hscb("national").out
    assert [line.split()[0] for line in listed.splitlines()] == [*REPORTS]
    for report in REPORTS:
        assert "SELECT" in question(report).written_for("spark")
    for dialect in DIALECTS:
        assert "SELECT" in question("return-rates").written_for(dialect)
    assert hscb("national", "slippage", "--dialect", "spark").out.startswith("-- Slippage: ")
    assert "did you mean spark?" in hscb("national", "slippage", "--dialect", "sparc").err


def test_another_engine_gives_the_same_rows(nation: Path) -> None:
    """SQLite is at hand everywhere; `benchmarks/national.py` has Spark."""
    for report in ("overdue-actions", "slippage", "weakest-standards", "return-rates"):
        wanted = question(report)
        with sqlite3.connect(":memory:") as other:
            for table in wanted.tables():
                rows = duckdb.read_parquet(
                    f"{nation}/*/{table}/*/*/*.parquet", hive_partitioning=True
                )
                other.execute(f"create table {table} ({', '.join(rows.columns)})")
                marks = ", ".join("?" * len(rows.columns))
                plain = [
                    [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
                    for row in rows.fetchall()
                ]
                other.executemany(f"insert into {table} values ({marks})", plain)  # noqa: S608, our own
            found = other.execute(wanted.written_for("sqlite")).fetchall()
        other.close()
        expected = answer(wanted.text, wanted.tables(), nation).rows
        dated = [
            [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
            for row in expected
        ]
        assert [[*row] for row in found] == dated
