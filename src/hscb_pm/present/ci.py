"""Problems as CI reads them: annotations, SARIF for code scanning, JUnit for test reports."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from hscb_pm import __version__
from hscb_pm.present.out import Out, in_one_line, visible
from hscb_pm.present.problems import Verdict
from hscb_pm.present.rows import in_ascii
from hscb_pm.present.rules import advice
from hscb_pm.problem import Problem, Severity
from hscb_pm.rules import RULES, Rule

_SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LINK: Final = re.compile(r"[\[\]\\]")
_PLACEHOLDER: Final = re.compile(r"\{+\d+\}+")
_NOT_XML: Final = re.compile("[\ufffe\uffff]")


def show_in_ci(verdict: Verdict, format: str, out: Out) -> None:
    """Print problems for a machine to show; paths are reckoned from the top of the work tree."""
    _WRITERS[format](verdict, out)


def from_top(verdict: Verdict) -> str:
    """What leads from the top of the work tree to the register's files."""
    if verdict.work_tree is None:
        return ""
    folder = verdict.register.path.resolve().relative_to(verdict.work_tree).as_posix()
    return "" if folder == "." else f"{folder}/"


def said_of(problem: Problem) -> str:
    """What is wrong and what to do about it, or why it stands."""
    reason = f"Explained: {problem.explained}" if problem.explained else problem.fix
    return f"{problem.message}. {reason}" if reason else problem.message


def _github(verdict: Verdict, out: Out) -> None:
    """Annotations of a pull request."""
    top = from_top(verdict)
    for problem in verdict.shown:
        out.raw(annotation(problem, top))
    out.line(verdict.sentence())


def annotation(problem: Problem, top: str) -> str:
    """A workflow command for a problem; nothing from the register can become one of its own."""
    place = problem.location
    values = {
        "file": f"{top}{place.path}",
        "line": place.line,
        "col": place.column,
        "title": problem.code,
    }
    level = "notice" if problem.explained else problem.severity
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
    return f"::{level} {properties}::{_data(said_of(problem))}\n"


def _data(text: str) -> str:
    escaped = "\n".join(map(visible, text.split("\n")))
    escaped = escaped.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return (
        escaped.encode("ascii", "backslashreplace").decode()
        if not escaped.replace("\u200d", "").isprintable()  # the joiner in an emoji
        else escaped
    )


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(verdict: Verdict, out: Out) -> None:
    """A run of hscb in SARIF 2.1.0, the same for the same files."""
    places = {code: place for place, code in enumerate(RULES)}
    top = from_top(verdict)
    results = [
        _result(problem, places[problem.code], top, fingerprint)
        for problem, fingerprint in zip(verdict.shown, fingerprints(verdict.shown), strict=True)
    ]
    driver = {
        "name": "hscb",
        "version": __version__,
        "rules": [_descriptor(rule) for rule in RULES.values()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    out.raw(in_ascii({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}))


def _descriptor(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name.title().replace("_", ""),
        "shortDescription": {"text": f"{rule.name.replace('_', ' ').capitalize()}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": "\n".join(advice(rule))},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"clause": rule.clause},
    }


def _result(problem: Problem, place: int, top: str, fingerprint: str) -> dict[str, object]:
    path, line, column = problem.location
    # Bytes, since the name of a file need not be text.
    artifact = {"uri": quote(os.fsencode(f"{top}{path}")), "uriBaseId": "%SRCROOT%"}
    region = {"startLine": line, "startColumn": column}
    result: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": place,
        "level": "note" if problem.explained else problem.severity,
        "message": {"text": _message(said_of(problem))},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {
            "codeRecordField/v1": fingerprint,
            "primaryLocationLineHash": fingerprint,  # the only one that GitHub reads
        },
    }
    if problem.explained:
        reason = in_one_line(problem.explained)
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return result


def _message(text: str) -> str:
    """Text in which SARIF sees neither a link nor a place to fill in."""
    text = _LINK.sub(r"\\\g<0>", in_one_line(text))
    return _PLACEHOLDER.sub(lambda found: found[0].replace("{", "{{").replace("}", "}}"), text)


def fingerprints(problems: Iterable[Problem]) -> Iterator[str]:
    """What stays the same when lines move: the code, the record and the field."""
    seen: Counter[str] = Counter()
    for problem in problems:
        what = problem.code, problem.record or problem.location.path, problem.field or ""
        key = "\0".join(what)
        seen[key] += 1
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        yield f"{digest}:{seen[key]}"


def _junit(verdict: Verdict, out: Out) -> None:
    """A test case for each good file, and for each problem: of a case, readers show one failure."""
    register, top = verdict.register, from_top(verdict)
    files = {source.path for source in register.sources.values()} - register.suspects
    files |= set(register.left_out)
    found: dict[str, list[Problem]] = {path: [] for path in sorted(files)}
    for problem in verdict.shown:
        found.setdefault(problem.location.path, []).append(problem)
    cases = [
        case
        for path, problems in found.items()
        for case in _cases(_xml(f"{top}{path}"), problems, verdict.fail_on)
    ]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
        "time": "0",
    }
    root = ET.Element("testsuites", {"name": "hscb validate", **counts})
    ET.SubElement(root, "testsuite", {"name": "hscb validate", **counts}).extend(cases)
    ET.indent(root)
    out.raw('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.raw(ET.tostring(root, encoding="us-ascii").decode("ascii") + "\n")


def _cases(path: str, problems: list[Problem], fail_on: str) -> Iterator[ET.Element]:
    folder = path.rpartition("/")[0].replace("/", ".")
    facts = {"classname": folder or "register", "file": path, "time": "0"}
    if not problems:
        yield ET.Element("testcase", {"name": path, **facts})
    names: Counter[str] = Counter()
    for problem in problems:
        name = f"{path}: {problem.code} {_xml(problem.message)}"
        names[name] += 1
        if names[name] > 1:  # of two cases of one name, readers show one
            name = f"{name} ({names[name]})"
        case = ET.Element("testcase", {"name": name, **facts, "line": str(problem.location.line)})
        fails = problem.severity is Severity.ERROR or fail_on == "warning"
        outcome = "failure" if fails and not problem.explained else "skipped"
        said = _xml(said_of(problem))
        place = f"{path}:{problem.location.line}:{problem.location.column}"
        message = _xml(problem.message)
        text = ET.SubElement(case, outcome, {"type": problem.code, "message": message})
        text.text = f"{problem.severity} {problem.code}: {said}\nAt {place}"
        yield case


def _xml(text: str) -> str:
    """One line, in which what XML cannot hold is spelled out."""
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", in_one_line(text))


_WRITERS: Final[dict[str, Callable[[Verdict, Out], None]]] = {
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}
