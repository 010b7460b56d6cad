"""Whether actions are SMART, in each format: the letters, what is wrong, a better wording."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any, Final, NamedTuple

from hscb_pm.periods import say
from hscb_pm.present.out import Out, visible
from hscb_pm.smart import Letter, Problem, Verdict, Verdicts
from hscb_pm.smart.verdicts import Field
from hscb_pm.words import count

FORMATS: Final = ("text", "json", "csv", "md")
NAMES: Final = {
    "S": "Specific",
    "M": "Measurable",
    "A": "Achievable",
    "R": "Relevant",
    "T": "Time-bound",
}
WORDS: Final = {
    Verdict.MET: "met",
    Verdict.NOT_MET: "not met",
    Verdict.NEEDS_A_PERSON: "needs a person",
}
COLUMNS: Final = ("id", "text", "letter", "verdict", "code", "reason", "suggestion", "words")
FOR_THE_BOARD: Final = "For the Board and those who write its actions"
_WIDTH: Final = 96


class Judged(NamedTuple):
    """An action and its verdicts, from a register or from somebody's plan."""

    id: str
    """An id, or the place in the plan: `row 4`."""
    fields: Mapping[Field, str]
    """The texts that were judged: the action, and the columns beside it."""
    verdicts: Verdicts
    attested: str = ""
    """Who attested which letters; empty if nobody did."""
    falls_short: bool = False
    """Whether it has to be SMART, as an action from a Serious Case Review, and is not."""

    @property
    def text(self) -> str:
        """The action's sentence."""
        return self.fields["action"]

    def as_json(self) -> dict[str, Any]:
        """The action with its letters as plain data."""
        return {"id": self.id, "text": self.text, **self.verdicts.as_json()} | (
            {"attested": self.attested} if self.attested else {}
        )


class Plan(NamedTuple):
    """Actions to show: of a register, or of a plan from outside."""

    title: str
    items: Sequence[Judged]
    folder: Path
    """Where a board's own templates stand."""
    notes: Sequence[str] = ()
    """How columns were understood, and what was left out."""
    readers: str = FOR_THE_BOARD


def show_smart(plan: Plan, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print actions with their verdicts in one of FORMATS; `head` opens the JSON envelope."""
    from hscb_pm.present.rows import as_csv, as_json

    match format:
        case "json":
            notes = list(plan.notes)
            out.raw(as_json(head, "items", (e.as_json() for e in plan.items), notes=notes))
        case "csv":
            out.raw(as_csv(COLUMNS, _rows(plan.items)))
        case "md":
            from hscb_pm.present.templates import markdown_table, render

            out.raw(render(plan.folder, "smart.md.j2", table=markdown_table, **_paper(plan)))
        case _:
            _text(plan.items, out)


def _rows(found: Sequence[Judged]) -> Iterator[dict[str, object]]:
    """A row for each problem, and one for each letter without any."""
    for each in found:
        for name, letter in each.verdicts._asdict().items():
            for problem in letter.problems or (Problem("", "", ""),):
                words = "; ".join(_cut(each, problem, span) for span in problem.spans)
                yield {
                    "id": each.id,
                    "text": each.text,
                    "letter": name,
                    "verdict": letter.verdict,
                    "code": problem.code,
                    "reason": problem.reason,
                    "suggestion": problem.suggestion,
                    "words": words,
                }


def _cut(each: Judged, problem: Problem, span: tuple[int, int]) -> str:
    return " ".join(each.fields.get(problem.field, "")[slice(*span)].split())


def summary(found: Sequence[Judged]) -> str:
    """How many are SMART, in one line."""
    smart = sum(each.verdicts.smart for each in found)
    complete = sum(each.verdicts.complete for each in found)
    short = len(found) - smart
    said = [f"{count(len(found), 'action')}: {smart} SMART as far as can be read"]
    said.append(f"{short} with a letter that is not met")
    said.append(f"{complete} attested in full")
    return ", ".join(said)


def _text(found: Sequence[Judged], out: Out) -> None:
    out.line(summary(found))
    short = [each for each in found if not each.verdicts.smart]
    advised = [each for each in found if each.verdicts.smart and _advice(each)]
    for each in (*short, *advised):
        out.line()
        _one(each, out)
    waiting = [each.id for each in found if each.verdicts.smart and not each.verdicts.complete]
    if waiting:
        out.line()
        out.line("Well worded; a named group has still to attest what no sentence shows (A, R):")
        for line in wrap(", ".join(waiting), _WIDTH):
            out.one_line(f"  {line}")
    if done := [each.id for each in found if each.verdicts.complete]:
        out.line()
        out.line("Attested in full:")
        for line in wrap(", ".join(done), _WIDTH):
            out.one_line(f"  {line}")


def _advice(each: Judged) -> bool:
    """Whether something is said of a letter that is met."""
    return any(letter.problems for letter in each.verdicts if letter.verdict is Verdict.MET)


def show_one(each: Judged, out: Out) -> None:
    """Print one action, all its letters."""
    _one(each, out, whole=True)


def _one(each: Judged, out: Out, *, whole: bool = False) -> None:
    error = " (an error: it arises from a Serious Case Review)" if each.falls_short else ""
    out.one_line(f"{each.id}{error}")
    for line in wrap(" ".join(each.text.split()), _WIDTH):
        out.one_line(f"  {line}")
    beside = [f"{name}: {text}" for name, text in each.fields.items() if text and name != "action"]
    for line in wrap("; ".join(beside), _WIDTH):
        out.one_line(f"  {line}")
    if each.attested:
        out.one_line(f"  {each.attested}")
    for name, letter in each.verdicts._asdict().items():
        shown = letter.verdict is Verdict.NOT_MET or whole
        advice = letter.verdict is Verdict.MET and letter.problems
        if not (shown or advice):
            continue
        _letter(each, f"{name} {NAMES[name]}", letter, out)


def _letter(each: Judged, name: str, letter: Letter, out: Out) -> None:
    out.line(f"  {name}: {WORDS[letter.verdict]}")
    for problem in letter.problems:
        said = "advice: " if letter.verdict is Verdict.MET else ""
        out.one_line(f"    {problem.code}: {said}{problem.reason}")
        for line in _underlined(each, problem):
            out.one_line(f"      {line}")
        if problem.suggestion:
            for number, line in enumerate(wrap(problem.suggestion, _WIDTH - 10)):
                out.one_line(f"    {'  Better: ' if not number else '          '}{line}")


def _underlined(each: Judged, problem: Problem) -> Iterator[str]:
    """The line that holds the offending words, with carets under them."""
    text = visible(each.fields.get(problem.field, "")).replace("\n", " ")
    if not problem.spans or len(text) != len(each.fields.get(problem.field, "")):
        return
    start, end = problem.spans[0]
    first = max(0, text.rfind(" ", 0, max(0, start - 20)) + 1) if end > _WIDTH - 8 else 0
    shown = text[first : first + _WIDTH - 8].rstrip()
    marks = [" "] * len(shown)
    for from_, to in problem.spans:
        for at in range(max(from_, first), min(to, first + len(shown))):
            marks[at - first] = "^"
    lead = f"{problem.field}: " if problem.field != "action" else ""
    yield f"{lead}{shown}"
    yield " " * len(lead) + "".join(marks).rstrip()


def _paper(plan: Plan) -> dict[str, Any]:
    """What the template of the Markdown shows."""
    return {
        "title": plan.title,
        "readers": plan.readers,
        "summary": summary(plan.items),
        "notes": list(plan.notes),
        "short": [_short(each) for each in plan.items if not each.verdicts.smart],
        "rows": [
            (each.id, each.text, *(WORDS[letter.verdict] for letter in each.verdicts))
            for each in plan.items
        ],
    }


def _short(each: Judged) -> dict[str, Any]:
    """An action that falls short, as the template shows it."""
    letters = [
        {
            "name": NAMES[name],
            "verdict": WORDS[letter.verdict],
            "problems": [
                {**problem._asdict(), "words": [_cut(each, problem, s) for s in problem.spans]}
                for problem in letter.problems
            ],
        }
        for name, letter in each.verdicts._asdict().items()
        if letter.verdict is Verdict.NOT_MET
    ]
    return {**each._asdict(), "text": each.text, "letters": letters}


def attested_by(letters: Sequence[str], group: str, role: str, on: date) -> str:
    """Who attested which letters, in words."""
    return f"Attested ({', '.join(letters)}): {group}, {role}, {say(on)}"
