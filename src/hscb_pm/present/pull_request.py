"""A pull request as services show it: annotations, a log in sections, a page of the run."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from hscb_pm.papers.changed import in_lines
from hscb_pm.periods import days_apart, say
from hscb_pm.present.changes import changes_markdown
from hscb_pm.present.ci import annotation, fingerprints, from_top, said_of
from hscb_pm.present.due import for_everyone
from hscb_pm.present.markdown import markdown_table, markdown_text
from hscb_pm.present.out import Out, in_one_line
from hscb_pm.present.problems import Verdict, show_problems
from hscb_pm.problem import Problem, Severity
from hscb_pm.queries.changes import Change
from hscb_pm.queries.item import DueItem
from hscb_pm.register import Register
from hscb_pm.words import capital, count

MOST_ANNOTATIONS: Final = 10
"""GitHub shows no more of one step."""
_MOST_ROWS: Final = 200
_PRIVATE: Final = "Left out, since something in it may identify somebody"


class PullRequest:
    """What was found about a pull request, as those who read may see it.

    Without changes and due items there was nothing to compare with.
    """

    def __init__(
        self,
        verdict: Verdict,
        register: Register,
        changes: list[Change] | None = None,
        due: list[DueItem] | None = None,
        lacking: str = "",
    ) -> None:
        self.verdict, self.register, self.changes, self.due = verdict, register, changes, due
        self.lacking = lacking
        """Why there is nothing to compare with, where there should be."""

    @cached_property
    def worst(self) -> list[Problem]:
        """The problems, errors first, else in the order of their places."""
        return sorted(self.verdict.shown, key=lambda p: p.severity is not Severity.ERROR)

    @cached_property
    def news(self) -> dict[str, list[str]]:
        """What it changes and makes due, a line each."""
        if self.changes is None or self.due is None:
            return {}
        changes = [line for _, lines in in_lines(self.changes) for line in lines]
        due = [f"{_when(item)}: {item.title} ({item.record}, {item.lead})" for item in self.due]
        return {"What it changes": changes, "What it makes due": due}

    @cached_property
    def is_private(self) -> bool:
        """Whether the files, or what is told of them as they were, may identify somebody."""
        from hscb_pm.privacy import scan

        text = "\n".join(line for lines in self.news.values() for line in lines)
        suspects = self.register.suspects and self.news
        return bool(suspects or scan(text, allowed=self.register.allowed_names))


def show(found: PullRequest, service: str, out: Out) -> None:
    """Print what a service makes annotations and sections of; anywhere else, plain text."""
    if service == "github":
        top = from_top(found.verdict)
        for problem in found.worst[:MOST_ANNOTATIONS]:
            out.raw(annotation(problem, top))
        if (more := len(found.worst) - MOST_ANNOTATIONS) > 0:
            out.line(f"{count(more, 'more problem')}, less bad: hscb validate")
        out.line(found.verdict.sentence())
    else:
        show_problems(found.verdict, "text", out, {})
    start, end = _SECTIONS[service]
    for number, (heading, lines) in enumerate(found.news.items()):
        shown = [_PRIVATE] if found.is_private else lines[:_MOST_ROWS]
        out.raw(start.format(number=number, heading=f"{heading} ({len(lines)})"))
        for line in shown:
            out.one_line(f"  {line}")
        if (more := len(lines) - len(shown)) > 0 and not found.is_private:
            out.line(f"  and {more} more")
        out.raw(end.format(number=number))


_SECTIONS: Final = {
    "none": ("\n{heading}\n", ""),
    "github": ("::group::{heading}\n", "::endgroup::\n"),
    "gitlab": (
        "\x1b[0Ksection_start:0:hscb_{number}\r\x1b[0K{heading}\n",
        "\x1b[0Ksection_end:0:hscb_{number}\r\x1b[0K\n",
    ),
}
"""What opens and closes a section of a service's log."""


def as_markdown(found: PullRequest) -> str:
    """The summary of a run. No template of the board's own writes it: this one may bring it."""
    return "\n\n".join([*_problems(found), *_news(found)]) + "\n"


def _problems(found: PullRequest) -> Iterator[str]:
    yield "# The register"
    yield markdown_text(f"{found.verdict.sentence()}.")
    rows = [
        (p.severity, str(p.location), p.code, p.message, p.fix) for p in found.worst[:_MOST_ROWS]
    ]
    if rows:
        yield markdown_table(rows, ("Level", "Where", "Rule", "What is wrong", "What to do"))
    if (more := len(found.worst) - _MOST_ROWS) > 0:
        yield f"And {count(more, 'more problem')}, less bad."


def _news(found: PullRequest) -> Iterator[str]:
    if found.lacking:
        yield "## Nothing was compared"
        yield markdown_text(capital(f"{found.lacking}."))
    if found.changes is None or found.due is None:
        return
    if found.is_private:
        yield markdown_text(f"What it changes and makes due. {_PRIVATE}.")
        return
    yield "## What it changes"
    yield changes_markdown(found.changes[:_MOST_ROWS], level=3).rstrip()
    if (more := len(found.changes) - _MOST_ROWS) > 0:
        yield f"And {count(more, 'more change')}."
    yield "## What it makes due"
    rows = [(_when(i), i.title, i.record, i.lead) for i in found.due[:_MOST_ROWS]]
    yield markdown_table(rows, ("When", "What", "Record", "Who"), none="Nothing new.")
    if (more := len(found.due) - _MOST_ROWS) > 0:
        yield f"And {more} more."
    yield f"{for_everyone(found.register)}."


def _when(item: DueItem) -> str:
    return f"{say(item.due)}, {days_apart(item.due, item.today)}" if item.due else "no date"


def as_code_quality(verdict: Verdict) -> str:
    """The problems as GitLab reads them for its merge requests."""
    top = from_top(verdict)
    found = [
        {
            "description": in_one_line(said_of(problem)),
            "check_name": problem.code,
            "fingerprint": fingerprint,
            "severity": "major" if problem.severity is Severity.ERROR else "minor",
            "location": {
                "path": f"{top}{problem.location.path}",
                "lines": {"begin": problem.location.line},
            },
        }
        for problem, fingerprint in zip(verdict.shown, fingerprints(verdict.shown), strict=True)
    ]
    return json.dumps(found, ensure_ascii=True, indent=2) + "\n"
