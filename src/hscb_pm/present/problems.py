"""Problems in each format."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.periods import say
from hscb_pm.present.out import Out
from hscb_pm.problem import Problem, Severity
from hscb_pm.register import Register
from hscb_pm.words import count, left_out

if TYPE_CHECKING:
    from hscb_pm.history import Commit

FORMATS: Final = ("text", "json", "github", "sarif", "junit")
MOST_EXCERPT: Final = 110


class Verdict(NamedTuple):
    """What `validate` found in a register, and how much of it is shown."""

    register: Register
    problems: list[Problem]
    show_explained: bool = False
    work_tree: Path | None = None
    fail_on: str = "error"
    base: "Commit | None" = None
    """The commit that the register was compared with."""

    @property
    def shown(self) -> list[Problem]:
        """The problems to list: explained ones only when they are asked for."""
        return [p for p in self.problems if self.show_explained or not p.explained]

    def how_many(self, severity: Severity) -> int:
        """How many problems of a severity nobody has explained."""
        return sum(p.severity is severity and not p.explained for p in self.problems)

    @property
    def explained(self) -> int:
        """How many problems stand for a reason."""
        return sum(p.explained is not None for p in self.problems)

    @property
    def summary(self) -> dict[str, int]:
        """The counts."""
        return {
            "records": len(self.register),
            "files": self.register.files,
            "errors": self.how_many(Severity.ERROR),
            "warnings": self.how_many(Severity.WARNING),
            "explained": self.explained,
        }

    @property
    def failed(self) -> bool:
        """Whether there is a problem of the level at which the caller wants to fail."""
        errors, warnings = self.how_many(Severity.ERROR), self.how_many(Severity.WARNING)
        return {"error": errors > 0, "warning": errors + warnings > 0, "never": False}[self.fail_on]

    def sentence(self) -> str:
        """What was checked and what was found, in one line."""
        counts = self.summary
        kinds = (("errors", "error"), ("warnings", "warning"))
        found = [count(counts[kind], noun) for kind, noun in kinds if counts[kind]]
        said = ", ".join(found) or "no problems"
        explained = f" ({counts['explained']} explained)" if counts["explained"] else ""
        records, files = count(counts["records"], "record"), count(counts["files"], "file")
        missing = left_out(len(self.register.left_out))
        hidden = f"; {missing}" if missing and not counts["errors"] else ""
        then = f", compared with {self.base.id[:7]} of {say(self.base.day)}" if self.base else ""
        return f"{records} in {files}{then}: {said}{explained}{hidden}"


def show_problems(verdict: Verdict, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print problems in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "text":
            _text(verdict, out)
        case "json":
            _json(verdict, out, head)
        case _:
            from hscb_pm.present.ci import show_in_ci

            show_in_ci(verdict, format, out)


def _text(verdict: Verdict, out: Out) -> None:
    lines: dict[str, list[str]] = {}
    for problem in verdict.shown:
        word = "explained" if problem.explained else str(problem.severity)
        out.one_line(f"{problem.location}: {word} {problem.code}: {problem.message}")
        path = problem.location.path
        if path not in lines:
            lines = {path: _lines_of(verdict, problem)}
        for line in _excerpt(lines[path], problem):
            out.line(line)
        if problem.explained:
            out.one_line(f"  Explained: {problem.explained}")
        elif problem.fix:
            out.one_line(f"  Fix: {problem.fix}")
        out.line()
    out.line(verdict.sentence())


def _lines_of(verdict: Verdict, problem: Problem) -> list[str]:
    """The lines of the file, if it can be read again as text, and nothing in it is private."""
    register = verdict.register
    if problem.location.path in register.suspects or register.hides(problem.record):
        return []
    from hscb_pm.store.files import bytes_of
    from hscb_pm.store.slips import Refusal

    try:
        text = bytes_of(verdict.register, problem.location.path).decode("utf-8-sig")
    except (Refusal, ValueError):
        return []
    return text.replace("\r\n", "\n").split("\n")


def _excerpt(lines: list[str], problem: Problem) -> list[str]:
    """The line with a caret under the place, cut to what fits."""
    number, column = problem.location.line, problem.location.column
    if not 1 <= number <= len(lines) or not lines[number - 1].strip():
        return []
    text, at = _cut(lines[number - 1].replace("\t", " "), column - 1)
    gutter = f"  {number} | "
    return [f"{gutter}{text}", f"{' ' * (len(gutter) - 2)}| {' ' * at}^"]


def _cut(line: str, at: int) -> tuple[str, int]:
    """What fits of a line around a place, cut between words, and where the place is in it."""
    start, end = max(0, at + 31 - MOST_EXCERPT), len(line)
    if start:
        start = line.find(" ", start - 1, at) + 1 or start
    if (most := start + MOST_EXCERPT) < end:
        end = max(line.rfind(" ", at + 1, most), 0) or most
    before, after = "…" * (start > 0), "…" * (end < len(line))
    return f"{before}{line[start:end]}{after}", at - start + len(before)


def _json(verdict: Verdict, out: Out, head: Mapping[str, Any]) -> None:
    rows = (
        {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "fix": problem.fix,
            "path": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "record": problem.record,
            "field": problem.field,
            "explained": problem.explained,
        }
        for problem in verdict.shown
    )
    from hscb_pm.present.rows import as_json

    base = verdict.base
    compared = {"against": {"commit": base.id, "day": base.day}} if base else {}
    out.raw(as_json(head, "problems", rows, summary=verdict.summary, **compared))
