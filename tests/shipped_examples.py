"""What `hscb explain` shows for each rule, taken from the examples of the tests.

Run as a program it writes the file that is shipped.
"""

import json
import re
from pathlib import Path

from hscb_pm import rules, store
from hscb_pm.present.rules import EXAMPLES, Example
from hscb_pm.rules import Base

FOLDER = Path(__file__).parent / "rules" / "examples"
MARK = re.compile(r"([A-Z][A-Z0-9]{2}-[0-9]{3}|SMART-[A-Z][0-9]): ")
_COMMENT = re.compile(rf" *# (?={MARK.pattern}).*")
_BEFORE, _AFTER, _WIDEST = 4, 3, 100


def shipped() -> str:
    """The text of the file: for each rule the first problem that it finds in its example."""
    examples = {code: example(code) for code in sorted(rules.RULES)}
    return json.dumps(examples, indent=0, ensure_ascii=False) + "\n"


def compared(code: str) -> Base | None:
    """What the example of a rule is compared with, where the rule compares."""
    folder = FOLDER / code / "base"
    return Base(store.load(folder), {}) if folder.exists() else None


def example(code: str) -> Example:
    """The lines around the first problem, as far as the next one, without what marks them."""
    folder = FOLDER / code / "register"
    register = store.load(folder)
    base = compared(code)
    problem = next(found for found in rules.check(register, base=base) if found.code == code)
    path, line, _ = problem.location
    if base and not (folder / path).exists():
        folder = base.register.path
    text = (folder / path).read_text("utf-8", errors="replace")
    lines = text.removesuffix("\n").split("\n")
    first = max(line - _BEFORE, 1)
    last = line
    while last < min(line + _AFTER, len(lines)) and not _COMMENT.search(lines[last]):
        last += 1
    return {
        "path": path,
        "first": first,
        "line": line,
        "lines": [_cut(_COMMENT.sub("", shown)) for shown in lines[first - 1 : last]],
        "message": problem.message,
        "fix": problem.fix or "",
    }


def _cut(line: str) -> str:
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


if __name__ == "__main__":
    EXAMPLES.write_text(shipped(), "utf-8", newline="\n")
