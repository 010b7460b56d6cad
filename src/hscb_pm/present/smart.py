"""Whether actions are SMART, in each format: the letters, what is wrong, a better wording."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from hscb_pm.periods import say
from hscb_pm.present.out import Out, visible
from hscb_pm.privacy import hide
from hscb_pm.queries.smart import Assessed
from hscb_pm.register import Register
from hscb_pm.smart import CODES, Letter, Problem, Verdict, Verdicts, check
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
COLUMNS: Final = (
    "id",
    "text",
    "owner",
    "due",
    "measure",
    "letter",
    "verdict",
    "code",
    "reason",
    "suggestion",
    "words",
)
FOR_THE_BOARD: Final = "For the Board and those who write its actions"
AN_ERROR: Final = (
    "This is an error, since it arises from a Serious Case Review: word it anew, or let a group "
    "attest the letter in `attested:`."
)
_UNWRAPPED: Final = 100_000
"""Columns of what is no terminal: there, no line is broken."""
_WIDEST: Final = 100


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
    explained: Mapping[str, str] = MappingProxyType({})
    """Why what is said of a code stands, in the record's own words."""

    @property
    def text(self) -> str:
        """The action's sentence."""
        return self.fields["action"]

    def as_json(self) -> dict[str, Any]:
        """The action with its letters as plain data."""
        more: dict[str, Any] = {"attested": self.attested} if self.attested else {}
        if self.falls_short:
            more["error"] = "SMART-E1"
        if said := {code: why for code, why in self.explained.items() if code in CODES}:
            more["explained"] = said
        return {"id": self.id, "text": self.text, **self.verdicts.as_json(), **more}


def judged(register: Register, each: Assessed) -> Judged:
    """An action of a register; what of it may identify somebody is masked."""
    action, given = each.action, each.attestation
    fields: dict[Field, str] = {
        "action": hide(action.action),
        "owner": hide(action.owner.role),
        "due": say(action.due),
        "measure": hide(action.measure or ""),
    }
    verdicts = each.verdicts
    if fields["action"] != action.action or fields["measure"] != (action.measure or ""):
        masked = check(
            fields["action"], owner=fields["owner"], due=action.due, measure=fields["measure"]
        )
        attested = given.letters if given else ()
        verdicts = verdicts._replace(
            **{name: getattr(masked, name) for name in "SMT" if name not in attested}
        )
    by = (
        f"Attested ({', '.join(given.letters)}): {register.title_of(given.by.group)}, "
        f"{hide(given.by.role)}, {say(given.on)}"
        if given
        else ""
    )
    return Judged(action.id, fields, verdicts, by, each.falls_short, action.explained)


class Plan(NamedTuple):
    """Actions to show: of a register, or of a plan from outside."""

    title: str
    items: Sequence[Judged]
    folder: Path
    """Where a board's own templates stand."""
    notes: Sequence[str] = ()
    """How columns were understood, and what was left out."""
    readers: str = FOR_THE_BOARD
    said: Sequence[str] = ()
    """What is said on stderr, besides."""
    is_register: bool = True
    """Whether a group can attest its actions; a plan from outside has none that could."""


def show_smart(plan: Plan, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print actions with their verdicts in one of FORMATS; `head` opens the JSON envelope."""
    from hscb_pm.present.rows import as_json

    match format:
        case "json":
            notes = list(plan.notes)
            out.raw(as_json(head, "items", (e.as_json() for e in plan.items), notes=notes))
        case "csv":
            out.csv(COLUMNS, _rows(plan.items))
        case "md":
            from hscb_pm.present.templates import render

            out.raw(render(plan.folder, "smart.md.j2", **_paper(plan)))
        case _:
            _text(plan, out)


def _rows(found: Sequence[Judged]) -> Iterator[dict[str, object]]:
    """A row for each problem, and one for each letter without any."""
    for each in found:
        for name, letter in each.verdicts._asdict().items():
            for problem in letter.problems or (Problem("", "", ""),):
                words = "; ".join(_cut(each, problem, span) for span in problem.spans)
                yield {
                    "id": each.id,
                    "text": each.text,
                    **{name: each.fields.get(name, "") for name in ("owner", "due", "measure")},
                    "letter": name,
                    "verdict": letter.verdict,
                    "code": problem.code,
                    "reason": problem.reason,
                    "suggestion": problem.suggestion,
                    "words": words,
                }


def _cut(each: Judged, problem: Problem, span: tuple[int, int]) -> str:
    return " ".join(each.fields.get(problem.field, "")[slice(*span)].split())


def summary(plan: Plan) -> str:
    """How many are SMART, in one line."""
    found = plan.items
    if not found:
        return "no actions"
    smart = sum(each.verdicts.smart for each in found)
    said = [f"{count(len(found), 'action')}: {smart} SMART as far as can be read"]
    said.append(f"{len(found) - smart} with a letter that is not met")
    if plan.is_register:
        said.append(f"{sum(each.verdicts.complete for each in found)} attested in full")
    return ", ".join(said)


def show_one(each: Judged, out: Out) -> None:
    """Print one action, all its letters."""
    _Lines(out).one(each, whole=True)


def _text(plan: Plan, out: Out) -> None:
    lines, found = _Lines(out), plan.items
    out.line(summary(plan))
    smart = [each for each in found if each.verdicts.smart]
    advised = [each for each in smart if _advice(each)]
    for each in (*(each for each in found if not each.verdicts.smart), *advised):
        out.line()
        lines.one(each)
    lines.named("SMART as far as can be read, with advice (above):", [e.id for e in advised])
    well = [each for each in smart if each not in advised]
    waiting = [each.id for each in well if not each.verdicts.complete]
    lines.named(
        "Well worded; a named group has still to attest what no sentence shows (A, R):"
        if plan.is_register
        else "Well worded:",
        waiting,
    )
    lines.named("Attested in full:", [each.id for each in well if each.verdicts.complete])


def _advice(each: Judged) -> bool:
    """Whether something is said of a letter that is met."""
    return any(letter.problems for letter in each.verdicts if letter.verdict is Verdict.MET)


class _Lines:
    """Prints actions, broken into lines only where a person is looking."""

    def __init__(self, out: Out) -> None:
        self.out = out
        self.width = min(out.width, _WIDEST) if out.is_terminal else _UNWRAPPED

    def wrapped(self, text: str, first: str, others: str | None = None) -> None:
        """Print a text behind its indent, and behind another from the second line on."""
        others = first if others is None else others
        room = max(self.width - len(first), 20)
        for number, line in enumerate(wrap(" ".join(text.split()), room)):
            self.out.one_line(f"{others if number else first}{line}")

    def named(self, heading: str, names: Sequence[str]) -> None:
        """Print names below a heading, if there are any."""
        if names:
            self.out.line()
            self.out.line(heading)
            self.wrapped(", ".join(names), "  ")

    def one(self, each: Judged, *, whole: bool = False) -> None:
        """Print an action with the letters that something is said of, or with all."""
        self.out.one_line(each.id)
        if each.falls_short:
            self.wrapped(AN_ERROR, "  ")
        self.wrapped(each.text, "  ")
        beside = [f"{name}: {text}" for name, text in each.fields.items() if name != "action"]
        self.wrapped("; ".join(line for line in beside if not line.endswith(": ")), "  ")
        if each.attested:
            self.wrapped(each.attested, "  ")
        for name, letter in each.verdicts._asdict().items():
            advised = letter.verdict is Verdict.MET and letter.problems
            if whole or advised or letter.verdict is Verdict.NOT_MET:
                self.letter(each, f"{name} {NAMES[name]}", letter)

    def letter(self, each: Judged, name: str, letter: Letter) -> None:
        """Print a letter, what is wrong with it, by which words, and what would be better."""
        self.out.line(f"  {name}: {WORDS[letter.verdict]}")
        for problem in letter.problems:
            said = "advice: " if letter.verdict is Verdict.MET else ""
            self.wrapped(f"{problem.code}: {said}{problem.reason}", "    ", "      ")
            for line in self.underlined(each, problem):
                self.out.one_line(f"      {line}")
            if why := each.explained.get(problem.code):
                self.wrapped(f"Explained: {why}", "      ")
            elif problem.suggestion:
                self.wrapped(problem.suggestion, "      Better: ", " " * 14)

    def underlined(self, each: Judged, problem: Problem) -> Iterator[str]:
        """The line that holds the offending words, with carets under them."""
        given = each.fields.get(problem.field, "")
        text = visible(given).replace("\n", " ")
        if not problem.spans or len(text) != len(given):
            return
        lead = f"{problem.field}: " if problem.field != "action" else ""
        room = self.width - 6 - len(lead)
        start, end = problem.spans[0]
        first = text.rfind(" ", 0, max(0, start - 20)) + 1 if end > room else 0
        shown = text[first : first + room].rstrip()
        marks = [" "] * len(shown)
        for from_, to in problem.spans:
            for at in range(max(from_, first), min(to, first + len(shown))):
                marks[at - first] = "^"
        yield f"{lead}{shown}"
        yield " " * len(lead) + "".join(marks).rstrip()


def _paper(plan: Plan) -> dict[str, Any]:
    """What the template of the Markdown shows."""
    return {
        "title": plan.title,
        "readers": plan.readers,
        "summary": summary(plan),
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
    error = AN_ERROR if each.falls_short else ""
    return {**each._asdict(), "text": each.text, "letters": letters, "error": error}
