"""Measure the SMART check on labelled actions: precision, recall and F1 per letter, and by tag.

    python benchmarks/quality_smart.py                  the set of this repository
    python benchmarks/quality_smart.py labelled.yaml    another, of the same shape

A row has `text`, perhaps `owner`, `due` and `measure`, `labels` (`specific`, `measurable`,
`time_bound`), `tags` and `source`. Where the date or the owner stands in the text, say the tags
`due-in-text` and `owner-in-text`, and the field is left out.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from hscb_pm.smart import Verdict, Verdicts, check

OWN = Path(__file__).parent / "labelled" / "smart.yaml"
LETTERS = {"S": "specific", "M": "measurable", "T": "time_bound"}


class Judged(NamedTuple):
    """A row, and what the check says about it."""

    id: str
    source: str
    tags: tuple[str, ...]
    expected: dict[str, bool]
    """By letter; a letter without a label is left out."""
    verdicts: Verdicts

    def said(self, letter: str) -> bool:
        """Whether the check says that a letter is met."""
        return getattr(self.verdicts, letter).verdict is Verdict.MET


class Score(NamedTuple):
    """How often the check was right about a letter."""

    hits: int
    false_alarms: int
    misses: int
    rejections: int

    @property
    def precision(self) -> float:
        """Of the letters said to be met, the share that are."""
        return self.hits / ((self.hits + self.false_alarms) or 1)

    @property
    def recall(self) -> float:
        """Of the letters that are met, the share that were found."""
        return self.hits / ((self.hits + self.misses) or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / ((2 * self.hits + self.false_alarms + self.misses) or 1)

    @property
    def accuracy(self) -> float:
        """The share of all verdicts that are right."""
        return (self.hits + self.rejections) / (sum(self) or 1)


def judged(path: Path) -> list[Judged]:
    """Check every row of a labelled file."""
    return [_judge(row) for row in _rows(path)]


def score(rows: Iterable[Judged], letter: str) -> Score:
    """Compare what was said about a letter with its labels."""
    counts: dict[tuple[bool, bool], int] = defaultdict(int)
    for row in rows:
        if letter in row.expected:
            counts[row.expected[letter], row.said(letter)] += 1
    return Score(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def table(path: Path | str) -> str:
    """The figures of a labelled file as Markdown tables."""
    rows = judged(Path(path))
    return "\n\n".join(
        (
            _by_letter(rows),
            _by("Tag", rows, lambda row: row.tags),
            _by("Source", rows, lambda row: (row.source,)),
            f"{len(rows)} actions; {per_second(Path(path)):,.0f} checked per second on one core.",
        )
    )


def per_second(path: Path, seconds: float = 0.5) -> float:
    """How many actions are checked in a second, the tables being compiled."""
    calls = [_arguments(row) for row in _rows(path)]
    started, done = process_time(), 0
    while (taken := process_time() - started) < seconds:
        for text, fields in calls:
            check(text, **fields)
        done += len(calls)
    return done / taken


def _rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = YAML(typ="safe").load(path)
    return found


def _arguments(row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    tags = row.get("tags") or ()
    fields = {name: row.get(name) for name in ("owner", "due", "measure")}
    if "due-in-text" in tags:
        fields["due"] = None
    if "owner-in-text" in tags:
        fields["owner"] = None
    return str(row["text"]), fields


def _judge(row: dict[str, Any]) -> Judged:
    text, fields = _arguments(row)
    labels = row.get("labels") or {}
    expected = {
        letter: bool(labels[name])
        for letter, name in LETTERS.items()
        if labels.get(name) is not None
    }
    return Judged(
        str(row.get("id", "")),
        str(row.get("source", "")),
        tuple(row.get("tags") or ()),
        expected,
        check(text, **fields),
    )


def _by_letter(rows: list[Judged]) -> str:
    lines = [
        "| Letter | Precision | Recall | F1 | Accuracy |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for letter in LETTERS:
        found = score(rows, letter)
        figures = (found.precision, found.recall, found.f1, found.accuracy)
        lines.append(f"| {letter} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")
    return "\n".join(lines)


def _by(heading: str, rows: list[Judged], names: Callable[[Judged], Iterable[str]]) -> str:
    """The figures of each letter in the rows of each group; the largest first."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        for name in names(row):
            groups[name].append(row)
    columns = " | ".join(f"{letter}: precision, recall, F1" for letter in LETTERS)
    lines = [f"| {heading} | Rows | {columns} |", f"| --- | ---: |{' --- |' * len(LETTERS)}"]
    for name, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        figures = (_figures(score(members, letter)) for letter in LETTERS)
        lines.append(f"| {name[:60].replace('|', '/')} | {len(members)} | {' | '.join(figures)} |")
    return "\n".join(lines)


def _figures(found: Score) -> str:
    """The three figures; where nothing is met or said to be, that."""
    if not found.hits + found.misses + found.false_alarms:
        return f"none met, {found.rejections} of {sum(found)} right"
    return f"{found.precision:.3f}, {found.recall:.3f}, {found.f1:.3f}"


def main() -> None:
    """Print the figures of the file that is given, or of this repository's own."""
    print(table(Path(sys.argv[1]) if len(sys.argv) > 1 else OWN))


if __name__ == "__main__":
    main()
