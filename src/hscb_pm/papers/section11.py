"""The Section 11 paper: a cycle as a whole, its themes, and what is asked of whom."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import Action, Cycle
from hscb_pm.papers.followed import standing_of
from hscb_pm.papers.paper import Kind, Paper, Subject, Values
from hscb_pm.papers.sections import grades_by_standard
from hscb_pm.periods import days_apart
from hscb_pm.queries.cycle import AGAIN, Sheet, word
from hscb_pm.queries.matrix import Came, Matrix, ReturnRow, matrix
from hscb_pm.register import Register
from hscb_pm.words import capital, count, joined, some_of

_NAMED: Final = 4
_UNREAD: Final = "Which Section 11 self-audits there are is not known: a file could not be read."


def section11(paper: Paper) -> Values:
    """Everything that the Section 11 paper says."""
    cycle = paper.register.get(Cycle, paper.subject)
    if cycle is None:
        unread = paper.register.is_missing_any(Cycle.folder)
        said = _UNREAD if unread else "No Section 11 self-audit has been opened yet."
        return {"title": f"{paper.board}: Section 11", "asked": [], "cycle": None, "said": said}
    sheet = Sheet(paper.register, matrix(paper.register, cycle, paper.today))
    found = sheet.matrix
    came = [row for row in found.returns if row.received]
    weakest = [weak.standard for weak in found.weakest]
    return {
        "title": f"{paper.board}: {cycle.title}",
        "asked": _asked(paper, sheet),
        "cycle": cycle.id,
        "records": [cycle.return_id(row.agency) for row in came],
        "said": f"{capital(sheet.head())}. {sheet.returns().said}",
        "wanted": list(_wanted(paper, sheet)),
        "has_come": bool(came),
        "standards": list(map(str, found.standards)),
        "rows": [
            (sheet.name(row.agency), sheet.came(row), *(word(row, cell) for cell in row.cells))
            for row in found.returns
        ],
        "legend": sheet.legend(),
        "weakest": _weakest(paper, found),
        "improvements": sorted(
            (row for each in came for row in _improvements(paper, each)),
            key=lambda row: weakest.index(row[0]) if row[0] in weakest else len(weakest),
        ),
        "grades": [step.grade for step in cycle.scale],
        "spread": grades_by_standard(paper, found),
        "moderated": [
            (sheet.name(d.agency), d.standard, d.own, d.moderated, d.reason or "nothing says why")
            for d in found.moderated
        ],
        "doubted": [
            (
                sheet.name(d.agency),
                d.standard,
                f"{d.yes} of {d.answered}",
                d.own,
                d.moderated or "not moderated",
            )
            for d in found.doubted
        ],
        "since": sheet.changes().said,
        "changes": [
            (
                sheet.name(change.agency),
                change.standard,
                "falls short now" if change.falls_short else "no longer falls short",
            )
            for change in found.changes.rows
        ],
    }


def _asked(paper: Paper, sheet: Sheet) -> list[str]:
    found = sheet.matrix
    asked = []
    if late := [sheet.name(row.agency) for row in found.that(Came.OVERDUE)]:
        returns = "the return that is" if len(late) == 1 else "the returns that are"
        asked.append(f"ask {some_of(late, _NAMED)} for {returns} overdue (section 1)")
    moderation = found.cycle.moderation
    if found.to_moderate and moderation and moderation.until < paper.today:
        returns = count(len(found.to_moderate), "return")
        asked.append(f"ask the {sheet.name(moderation.by)} when {returns} will be moderated")
    if found.without_action:
        agencies = len({each.agency for each in found.without_action})
        what = count(len(found.without_action), "shortfall")
        asked.append(
            f"ask {count(agencies, 'agency', 'agencies')} for an action on each of {what} "
            "that no action answers (section 1)"
        )
    if found.weakest:
        worst = found.weakest[0]
        asked.append(
            f"decide what all agencies are to do together about standard {worst.standard}, of "
            f"which {worst.short} of {count(worst.graded, 'agency', 'agencies')} fall short"
        )
    return asked


# --- What is asked of whom -------------------------------------------------------------------


def _wanted(paper: Paper, sheet: Sheet) -> Iterator[tuple[object, ...]]:
    """Whom the Board asks: what is wrong, what is asked, and by when it was due."""
    found = sheet.matrix
    for row in found.that(Came.OVERDUE):
        late = days_apart(row.due, paper.today)
        yield sheet.name(row.agency), f"its return is {late}", "send it", row.due
    if found.to_moderate and found.cycle.moderation:
        by, until = found.cycle.moderation.by, found.cycle.moderation.until
        whose = joined([sheet.name(waiting.agency) for waiting in found.to_moderate])
        late = f", {days_apart(until, paper.today)}" if until < paper.today else ""
        yield sheet.name(by), f"not every answer of {whose} is moderated{late}", "finish it", until
    for waiting in found.to_reconfirm:
        answers = count(waiting.answers, "answer is", "answers are")
        yield sheet.name(waiting.agency), f"{answers} {AGAIN}", "confirm or grade anew", None
    for row in found.returns:
        yield from _short(paper, sheet, row)
        for doubt in found.doubted:
            cell = next(cell for cell in row.cells if cell.standard == doubt.standard)
            if doubt.agency == row.agency and not cell.shortfall:
                said = f"standard {doubt.standard} is graded {cell.moderated or cell.own}; "
                said += f"{doubt.yes} of {doubt.answered} practitioners see it so"
                yield sheet.name(row.agency), said, "say why they differ", None


def _short(paper: Paper, sheet: Sheet, row: ReturnRow) -> Iterator[tuple[object, ...]]:
    """The shortfalls of an agency that no action answers, and its actions that are late."""
    name = sheet.name(row.agency)
    short = [w.standard for w in sheet.matrix.without_action if w.agency == row.agency]
    if short:
        standards = "standard" if len(short) == 1 else "standards"
        falls = "falls" if len(short) == 1 else "fall"
        listed = joined([str(number) for number in short])
        said = f"{standards} {listed} {falls} short, and no action answers this"
        yield name, said, "agree an action, or say why none", None
    for action in _actions_of(paper, row):
        due = action.due_on(paper.today)
        if action.state_on(paper.today).is_to_do and due < paper.today:
            yield name, f"{action.id} is {days_apart(due, paper.today)}", "say when it is done", due


def _actions_of(paper: Paper, row: ReturnRow) -> list[Action]:
    named = {
        improvement.action
        for cell in row.cells
        for improvement in (cell.answer.improvements if cell.answer and row.received else ())
    }
    return [action for action in paper.of(Action) if action.id in named]


# --- Themes ----------------------------------------------------------------------------------


def _weakest(paper: Paper, found: Matrix) -> list[tuple[object, ...]]:
    standards = paper.register.standards
    texts = {s.standard: s.text for s in standards.standards} if standards else {}
    return [
        (
            weak.standard,
            texts.get(weak.standard),
            f"{weak.short} of {weak.graded}",
            joined(
                [
                    paper.name(row.agency)
                    for row in found.returns
                    for cell in row.cells
                    if cell.standard == weak.standard and cell.shortfall
                ]
            ),
        )
        for weak in found.weakest
    ]


def _improvements(paper: Paper, row: ReturnRow) -> Iterator[tuple[int, str, str, str | None, str]]:
    """What an agency means to improve, and how the action for it stands."""
    actions = {action.id: action for action in _actions_of(paper, row)}
    for cell in row.cells:
        for improvement in cell.answer.improvements if cell.answer else ():
            action = actions.get(improvement.action or "")
            yield (
                cell.standard,
                paper.name(row.agency),
                improvement.what,
                action.id if action else None,
                standing_of(paper, action) if action else _no_action(paper, improvement.action),
            )


def _no_action(paper: Paper, wanted: str | None) -> str:
    if wanted and paper.register.is_rejected(wanted):
        return "not known: its file could not be read"
    return "an action answers it" if wanted else "no action"


def _latest(register: Register, today: date) -> str | None:
    """The cycle that was opened last, of those that the readers may know."""
    opened = [c for c in register.of(Cycle) if c.opened <= today and not register.hides(c.id)]
    return max(opened, key=lambda cycle: (cycle.opened, cycle.id)).id if opened else None


SECTION11: Final = Kind(
    "section11",
    shows="a cycle of self-audits: what is wrong, the matrix, themes, differences, who is asked",
    purpose="To show the Board where agencies meet the standards and where they do not, and what "
    "is asked of whom.",
    basis="Children Act 2004, section 11: agencies have regard to the need to safeguard and "
    "promote the welfare of children; section 11(2)(b) also binds those who work on their behalf.",
    gather=section11,
    subject=Subject("a Section 11 cycle", "S11-2017", (Cycle,), _latest),
    none="None recorded.",
)
