"""`hscb trace` as somebody sees it who asks what came of a finding."""

import json
from pathlib import Path

import pytest

from hostile import register, write
from running import Hscb, golden


@pytest.mark.parametrize("format", ["text", "md"])
def test_chain_of_an_audit(hscb: Hscb, format: str) -> None:
    golden(f"trace-audit.{format}", hscb("trace", "AUD-2016-02", "--format", format).out)


def test_chain_as_json(hscb: Hscb) -> None:
    body = json.loads(hscb("trace", "ACT-2016-011", "--format", "json").out)
    assert list(body) == [
        *("version", "tool", "today", "register", "left_out", "root", "links", "nodes")
    ]
    assert body["root"] == "ACT-2016-011"
    link = {"from": "AUD-2016-02/R1", "to": "ACT-2016-011", "how": "led to"}
    assert link in body["links"]
    node = next(node for node in body["nodes"] if node["id"] == "ACT-2016-011")
    assert list(node) == ["id", "kind", "title", "state", "facts", "missing", "not_yet"]
    assert node["state"] == "outcome achieved"
    assert {fact["on"] for fact in node["facts"]} >= {"2016-11-15", "2017-03-09", "2017-09-26"}
    ends = {link[end] for link in body["links"] for end in ("from", "to")}
    assert ends == {node["id"] for node in body["nodes"]}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("AUD-2017-02/R3", "not agreed by Hertfordshire County Council Children's Services on 7 N"),
        ("ACT-2016-013", "ACT-2017-021 has taken its place\n"),
        ("S11-2017-hertfordshire-constabulary/8", "Information Sharing\n"),
        ("IND-conferences-in-time", "-> ACT-2017-022, in progress: "),
        ("actions/ACT-2017-014.yaml:11", "-> ACT-2017-014, in progress: "),
        ("PRG-2017-18/12@2", "-> AUD-2017-02, reported: "),
        ("MTG-2017-12", "asked to see AUD-2017-04: The Board heard"),
        ("MTG-2017-23", "-> MTG-2017-23 (see above)\nREV-2017-02, presented: "),
        ("IND-return-interviews", "-> IND-return-interviews, value late: "),
        ("ESC-2017-02", "taken up on 16 August 2017: Independent Chair\n"),
        ("ESC-2017-02", "taught: School nurses did not know who to ring first."),
        ("ESC-2017-02", "no record leads to it, and none follows from it: no links missing"),
        ("DOC-2017-01", "MISSING: nothing says how staff are trained in it"),
        ("CNC-2017-01", "-> AUD-2017-05, fieldwork done: "),
    ],
)
def test_chain_can_be_followed_from_anywhere(hscb: Hscb, record: str, said: str) -> None:
    ran = hscb("trace", record)
    assert ran.code == 0
    assert said in ran.out


@pytest.mark.parametrize(
    "record", ["WPL-2017-01", "RTG-2016-17", "audit-sub-group", "DOC-2014-01", "standard 8"]
)
def test_kind_outside_any_chain_is_not_called_whole(hscb: Hscb, record: str) -> None:
    out = hscb("trace", record).out
    assert f"trace does not follow records of this kind; see hscb show {record}\n" in out
    assert "no links missing" not in out


def test_unknown_id_names_the_nearest(hscb: Hscb) -> None:
    ran = hscb("trace", "AUD-2016-02/R9")
    assert ran.code == 2
    assert "did you mean AUD-2016-02/R" in ran.err


@pytest.mark.parametrize("command", ["trace", "show"])
@pytest.mark.parametrize("given", ["AUD-2017-01", "aud-2017-01"])
def test_confidential_record_is_not_passed_on(
    hscb: Hscb, tmp_path: Path, command: str, given: str
) -> None:
    files = register("Plain words")
    files["audits/AUD-2017-01.yaml"]["part"] = 2
    write(tmp_path, files)
    ran = hscb(command, given, "--format", "md", "-C", tmp_path)
    assert ran.code == 2
    assert "AUD-2017-01 is confidential" in ran.err
    out = hscb("trace", "ACT-2017-001", "--format", "md", "-C", tmp_path).out
    assert "**a confidential record**" in out
    assert "AUD-2017-01" not in out


def test_unreadable_record_is_named(hscb: Hscb, tmp_path: Path) -> None:
    write(tmp_path, register("Plain words"))
    (tmp_path / "audits/AUD-2017-01.yaml").write_text("title: [", encoding="utf-8")
    out = hscb("trace", "ACT-2017-001", "-C", tmp_path).out
    assert "AUD-2017-01/R1: could not be read\n  -> ACT-2017-001" in out
    ran = hscb("trace", "AUD-2017-01", "-C", tmp_path)
    assert ran.code == 2
    assert "AUD-2017-01 could not be read: hscb validate" in ran.err
