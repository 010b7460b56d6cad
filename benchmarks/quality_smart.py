"""Measure the SMART check on labelled actions: precision, recall and F1 per letter, and by tag.

    python benchmarks/quality_smart.py                  the set of this repository
    python benchmarks/quality_smart.py labelled.yaml    another, of the same shape

A row has `text`, perhaps `owner`, `due` and `measure`, `labels` (`specific`, `measurable`,
`time_bound`), `tags` and `source`. Where the date or the owner stands in the text, say the tags
`due-in-text` and `owner-in-text`, and the field is left out.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
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
            _table("Letter", _by_letter(rows)),
            _table("Tag", _by(rows, lambda row: row.tags)),
            _table("Source", _by(rows, lambda row: (row.source,))),
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


def _by_letter(rows: list[Judged]) -> Iterator[tuple[str, str, list[Judged]]]:
    for letter in LETTERS:
        yield letter, letter, rows


def _by(
    rows: list[Judged], names: Callable[[Judged], Iterable[str]]
) -> Iterator[tuple[str, str, list[Judged]]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        for name in names(row):
            groups[name].append(row)
    for name, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        for letter in LETTERS:
            yield f"{name[:60]} ({len(members)})", letter, members


def _table(heading: str, groups: Iterator[tuple[str, str, list[Judged]]]) -> str:
    by_letter = heading == "Letter"
    lines = [
        "| "
        + ("" if by_letter else f"{heading} | ")
        + "Letter | Precision | Recall | F1 | Accuracy |",
        "| " + ("" if by_letter else "--- | ") + "--- | ---: | ---: | ---: | ---: |",
    ]
    for name, letter, members in groups:
        figures = score(members, letter)
        if not sum(figures):
            continue
        first = "" if by_letter else f"{name.replace('|', '/')} | "
        lines.append(
            f"| {first}{letter} | {figures.precision:.3f} | {figures.recall:.3f}"
            f" | {figures.f1:.3f} | {figures.accuracy:.3f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the figures of the file that is given, or of this repository's own."""
    print(table(Path(sys.argv[1]) if len(sys.argv) > 1 else OWN))


if __name__ == "__main__":
    main()
