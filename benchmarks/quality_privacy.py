"""Measure the privacy guard on labelled lines, and say whether it leaks and how quick it is.

    python benchmarks/quality_privacy.py                   the lines in this repository
    python benchmarks/quality_privacy.py lines.jsonl       lines of your own

One JSON object a line: `text`, and `spans` as `[start, end, kind]`. A line counts as found when one
of its kinds is found in it; a span when a match of its kind overlaps it.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

from hscb_pm.privacy import KINDS, Match, scan

OWN = Path(__file__).with_name("labelled") / "privacy.jsonl"
CLEAN = "The sub group looked at twenty files and found that thresholds were well understood.\n"
CLEAN_LINES = 50_000


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _leaks(text: str, matches: list[Match]) -> int:
    """How many found texts stand in what their matches show."""
    shown = [f"{m!r} {m} {m.masked}" for m in matches]
    return sum(text[m.start : m.end] in show for m, show in zip(matches, shown, strict=True))


def _speed(text: str, lines: int) -> float:
    began = time.perf_counter()
    scan(text)
    return lines / (time.perf_counter() - began)


def table(path: Path) -> str:
    """The figures of a file of labelled lines, as a Markdown table."""
    kinds: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    lines: Counter[str] = Counter()
    leaks = 0
    scan("")
    for row in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(row)
        text, spans = case["text"], case["spans"]
        matches = scan(text)
        leaks += _leaks(text, matches)
        wanted, got = {kind for _, _, kind in spans}, {m.kind for m in matches}
        if spans:
            lines["found" if wanted & got else "missed"] += 1
        else:
            lines["false" if got else "quiet"] += 1
        for start, end, kind in spans:
            hit = any(m.kind == kind and m.start < end and start < m.end for m in matches)
            kinds[kind]["found" if hit else "missed"] += 1
        for m in matches:
            right = any(
                kind == m.kind and m.start < end and start < m.end for start, end, kind in spans
            )
            kinds[m.kind]["right" if right else "wrong"] += 1
    rows = ["| Kind | Spans | Precision | Recall |", "| --- | ---: | ---: | ---: |"]
    for kind, seen in kinds.items():
        spans_of = seen["found"] + seen["missed"]
        precision = _ratio(seen["right"], seen["right"] + seen["wrong"])
        rows.append(f"| {kind} | {spans_of} | {precision} | {_ratio(seen['found'], spans_of)} |")
    positive = lines["found"] + lines["missed"]
    precision = _ratio(lines["found"], lines["found"] + lines["false"])
    rows.append(f"| **lines** | {positive} | {precision} | {_ratio(lines['found'], positive)} |")
    speed = _speed(CLEAN * CLEAN_LINES, CLEAN_LINES)
    clean = lines["false"] + lines["quiet"]
    rows.append("")
    rows.append(
        f"{lines.total()} lines; {lines['false']} of {clean} clean ones flagged; {leaks} leaks;"
    )
    rows.append(f"{speed:,.0f} clean lines a second.")
    return "\n".join(rows)


def main() -> None:
    """Print the table of the file named on the command line, or of the repository's own."""
    print(table(Path(sys.argv[1]) if sys.argv[1:] else OWN))


if __name__ == "__main__":
    main()
