"""`hscb validate` as code scanning and test reports read it."""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from hscb_pm.rules import RULES
from running import EXAMPLE, ROOT, Hscb, golden

SCHEMA = ROOT / "tests/schemas/sarif-2.1.0-rtm.5.json"


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """Two slips, one warning and one explained, in a register within a work tree."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "the register"
    shutil.copytree(EXAMPLE, folder)
    (folder / "actions/ACT-2017-901.yaml").write_text(
        "action: Publish a leaflet\nowner: {agency: hertfordshire-constabulry, role: Head}\n"
        "objective: OBJ-2017-1\ndue: 2017-12-31\n",
        encoding="utf-8",
    )
    (folder / "groups/notes é.yaml").write_text("title: x\n", encoding="utf-8")
    return folder


def sarif(hscb: Hscb, *arguments: str | Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The tool and the results of a log that keeps to the schema of the standard."""
    out = hscb("validate", "--format", "sarif", *arguments).out
    assert out.isascii()
    log = json.loads(out)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    return run["tool"]["driver"], run["results"]


def test_sarif_keeps_to_its_schema(hscb: Hscb, spoiled: Path) -> None:
    tool, results = sarif(hscb, "-C", spoiled)
    assert [rule["id"] for rule in tool["rules"]] == list(RULES)
    assert [result["level"] for result in results] == ["warning", "error", "error"]
    for result in results:
        assert tool["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert (spoiled.parent / unquote(place["artifactLocation"]["uri"])).is_file()
    for result in results:
        del result["ruleIndex"]  # which each new rule may change
    golden("validate-spoiled.sarif", json.dumps(results, indent=1) + "\n")


def test_sarif_of_the_example_has_no_results(hscb: Hscb) -> None:
    assert sarif(hscb)[1] == []


def test_explained_warnings_are_suppressed_where_they_are_shown(hscb: Hscb) -> None:
    results = sarif(hscb, "--show-explained")[1]
    assert results
    for result in results:
        assert result["level"] == "note"
        (suppression,) = result["suppressions"]
        assert suppression["kind"] == "inSource"
        assert suppression["justification"] in result["message"]["text"]


def test_fingerprint_outlives_a_move_of_the_line(hscb: Hscb, spoiled: Path) -> None:
    before = sarif(hscb, "-C", spoiled)[1]
    file = spoiled / "actions/ACT-2017-901.yaml"
    file.write_text(f"# A note\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    after = sarif(hscb, "-C", spoiled)[1]
    prints = [[result["partialFingerprints"] for result in found] for found in (before, after)]
    assert prints[0] == prints[1]
    assert before != after
    assert len({each["primaryLocationLineHash"] for each in prints[0]}) == len(before)


def junit(hscb: Hscb, *arguments: str | Path) -> tuple[dict[str, str], list[ET.Element], str]:
    out = hscb("validate", "--format", "junit", *arguments).out
    root = ET.fromstring(out)  # noqa: S314, written a moment ago
    (suite,) = root
    assert suite.attrib == root.attrib
    cases = [*suite]
    names = {(case.get("classname"), case.get("name")) for case in cases}
    assert len(names) == len(cases)
    return dict(suite.attrib), cases, out


def test_junit_of_the_example_passes_file_by_file(hscb: Hscb) -> None:
    counts, cases, _ = junit(hscb)
    files = {str(path.relative_to(ROOT).as_posix()) for path in EXAMPLE.rglob("*.yaml")}
    assert {case.get("file") for case in cases} == files
    assert counts["tests"] == str(len(files))
    assert counts["failures"] == counts["errors"] == counts["skipped"] == "0"
    assert not any([*case] for case in cases)


def test_junit_counts(hscb: Hscb, spoiled: Path) -> None:
    counts, cases, out = junit(hscb, "-C", spoiled)
    assert (counts["failures"], counts["skipped"]) == ("2", "1")
    assert counts["tests"] == str(len(cases))
    assert sum(case.find("failure") is not None for case in cases) == 2
    lines = [line for line in out.splitlines(keepends=True) if not line.endswith('time="0" />\n')]
    golden("validate-spoiled.junit", "".join(lines))
    strict, _, _ = junit(hscb, "-C", spoiled, "--fail-on", "warning")
    assert (strict["failures"], strict["skipped"]) == ("3", "0")
    shown, _, _ = junit(hscb, "-C", spoiled, "--show-explained")
    assert (shown["failures"], shown["skipped"]) == ("2", "13")


@pytest.mark.parametrize("format", ["github", "sarif", "junit"])
def test_paths_are_reckoned_from_the_top_of_the_work_tree(
    hscb: Hscb, spoiled: Path, format: str
) -> None:
    def out() -> str:
        return unquote(hscb("validate", "-C", spoiled, "--format", format).out)

    assert "the register/actions/ACT-2017-901.yaml" in out()
    (spoiled.parent / ".git").rmdir()
    assert "the register/" not in out()
