"""`hscb export -o DIR`: typed tables of every kind, for those who may read them."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from builders import (
    a_board,
    a_meeting,
    a_register,
    an_action,
    an_agency,
    an_indicator,
)
from hscb_pm.exchange.dataset import TABLES, VERSION
from hscb_pm.exchange.dataset.table import TYPES, Facts
from hscb_pm.exchange.dataset.writing import files
from hscb_pm.extras import adding
from hscb_pm.register import Register
from running import Hscb

TODAY = date(2017, 11, 20)


def rows_of(register: Register, table: str) -> list[dict[str, Any]]:
    """The rows of a table, before they are written."""
    facts = Facts(register, TODAY)
    names = [column.name for column in TABLES[table].columns]
    return [
        dict(zip(names, map(facts.cell, row), strict=True)) for _, row in TABLES[table].rows(facts)
    ]


def test_example_as_a_warehouse_has_it(hscb: Hscb, tmp_path: Path) -> None:
    exported = tmp_path / "herts"
    ran = hscb("export", "--format", "parquet", "-o", exported)
    assert ran.code == 0
    assert "for public readers" in ran.err
    assert "1 confidential record is left out" in ran.err
    _has_every_table(exported)
    _says_what_commands_say(hscb, exported)


def _has_every_table(exported: Path) -> None:
    told = json.loads((exported / "_hscb" / "hertfordshire.json").read_bytes())
    assert told["version"] == VERSION
    assert {path.split("/")[0] for path in told["files"]} == {*TABLES}
    with duckdb.connect() as database:
        for table in TABLES.values():
            place = str(exported / table.name / "board=*" / "financial_year=*" / "*.parquet")
            found = database.execute(f"describe from read_parquet('{place}')").fetchall()
            assert [(name, kind) for name, kind, *_ in found] == [
                *((column.name, TYPES[column.type]) for column in table.columns),
                ("board", "VARCHAR"),
                ("financial_year", "VARCHAR"),
            ]
        listed = {path: (exported / path).stat().st_size for path in told["files"]}
        assert listed == {path: facts["bytes"] for path, facts in told["files"].items()}
        file = exported / "actions/board=hertfordshire/financial_year=2017-18/data.parquet"
        about = database.execute(
            "select key, value from parquet_kv_metadata(?)", [str(file)]
        ).fetchall()
    assert dict(about) == {
        b"hscb_schema": f"dataset/actions/{VERSION}".encode(),
        b"hscb_as_at": b"2017-11-20",
        b"hscb_audience": b"public",
        b"hscb_tool": told["tool"].encode(),
    }


def _says_what_commands_say(hscb: Hscb, exported: Path) -> None:
    def of(table: str, what: str) -> Any:
        place = f"{exported}/{table}/*/*/*.parquet"
        return duckdb.read_parquet(place).project(what).fetchall()

    due = json.loads(hscb("due", "--format", "json").out)["items"]
    told = {(item["record"], item["kind"], item["days"], item["state"]) for item in due}
    shown = {*of("due", "record_id, kind, days, state")}
    assert shown < told
    assert {item for item, *_ in told - shown} == {"REV-2016-03"}  # confidential
    actions = json.loads(hscb("list", "actions", "--format", "json").out)["records"]
    assert sorted(of("actions", "action_id, state")) == [(a["record"], a["state"]) for a in actions]
    late = {item["record"]: -item["days"] for item in due if item["kind"] == "action"}
    for action, days in of("actions", "action_id, days_late"):
        assert days == (late[action] if late.get(action, 0) > 0 else None)


def test_same_register_and_day_give_the_same_bytes() -> None:
    register = a_register(a_board(), an_agency(), an_action())
    first, again = (dict(files(Facts(register, TODAY))) for _ in range(2))
    assert first == again
    assert len(first) == 5  # the board, the agency, the action, what is due, the list


def test_public_tables_hold_no_confidential_record_and_no_small_count() -> None:
    register = a_register(
        a_board(register_is="private"),
        an_agency(),
        an_agency("a-hospital", part=2),
        an_action("ACT-2017-001", title="As ACT-2017-002 asks"),
        an_action("ACT-2017-002", part=2),
        an_action("ACT-2017-003", owner={"agency": "a-hospital", "role": "Named Nurse"}),
        an_indicator(
            measure={"kind": "count", "numerator": "Children"},
            values=(
                {"period": "2017-18 Q1", "numerator": 3},
                {"period": "2017-18 Q2", "numerator": 40},
            ),
        ),
    )
    inside, public = register, register.for_public()
    assert [row["action_id"] for row in rows_of(inside, "actions")][1] == "ACT-2017-002"
    shown = rows_of(public, "actions")
    assert [(row["action_id"], row["agency_id"]) for row in shown] == [
        ("ACT-2017-001", "a-constabulary"),
        ("ACT-2017-003", None),
    ]
    assert shown[0]["title"] == "As a confidential record asks"
    assert [row["agency_id"] for row in rows_of(public, "agencies")] == ["a-constabulary"]
    counts = [
        (row["numerator"], row["figure"], row["missing"])
        for row in rows_of(public, "indicator_values")
    ]
    assert counts[0] == (None, None, "c")
    assert [row["numerator"] for row in rows_of(inside, "indicator_values")] == [3, 40]
    every = json.dumps([rows_of(public, table) for table in TABLES])
    assert "ACT-2017-002" not in every
    assert "a-hospital" not in every


def test_only_facts_of_the_day_count() -> None:
    register = a_register(
        an_action(
            agreed="2017-06-12",
            due="2018-01-31",
            revisions=(
                {
                    "on": "2017-12-01",
                    "was": "2017-09-30",
                    "now": "2018-01-31",
                    "reason": "A",
                    "agreed_by": "board",
                },
            ),
            implemented={"on": "2018-01-10", "signed_off_by": "board"},
        ),
        a_meeting(date="2017-12-04"),
    )
    (action,) = rows_of(register, "actions")
    facts = ("due", "days_late", "moves", "implemented", "state")
    assert [action[name] for name in facts] == ["2017-09-30", 51, 0, None, "open"]
    assert not rows_of(register, "revisions")
    assert not rows_of(register, "attendance")
    assert [meeting["state"] for meeting in rows_of(register, "meetings")] == ["planned"]


def test_no_text_of_a_file_that_may_identify_somebody() -> None:
    class Source:
        path = "actions/ACT-2017-001.yaml"

    plain = a_register(an_action())
    sources: Mapping[str, Any] = {"ACT-2017-001": Source()}
    seen = replace(plain, sources=sources, suspects=frozenset({Source.path}))
    for table in ("actions", "due"):
        assert rows_of(plain, table)[0]["title"] == "Publish a leaflet"
        assert [rows_of(seen, table)[0][name] for name in ("title", "role")] == [None, None]


def test_without_duckdb_it_says_how_to_get_it(
    hscb: Hscb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    ran = hscb("export", "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"needs more packages: {adding('analytics')}\n")
    assert not any(tmp_path.iterdir())


def test_a_folder_is_named_and_the_columns_are_told(hscb: Hscb) -> None:
    assert "name a folder" in hscb("export", "--format", "parquet").err
    assert "of one kind: name it" in hscb("export", "-o", "out", "--agency", "a").err
    told = json.loads(hscb("export", "--schema", "--format", "json").out)
    assert told["schema"] == VERSION
    columns = [row["column"] for row in told["rows"] if row["table"] == "outcomes"]
    assert columns == ["", "action_id", "judged", "result", "evidence", "recheck"]
    assert all(row["meaning"].endswith((".", "…")) for row in told["rows"])
