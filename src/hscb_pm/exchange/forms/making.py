"""The form of a Section 11 return: what is asked, what is held, and cells to be filled in."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.documents.excel import About, Column, Notes, Shut, Table, Value, write
from hscb_pm.exchange.forms import layout as form
from hscb_pm.exchange.forms.layout import Asked, known_actions
from hscb_pm.exchange.forms.versions import as_made
from hscb_pm.models import Return
from hscb_pm.models.section11 import Answer
from hscb_pm.models.standard import Question, Standard
from hscb_pm.periods import say, say_with_weekday
from hscb_pm.queries.matrix import cycle_before

_SPARE_ACTIONS: Final = 15
_HOW: Final = (
    "Type in the yellow cells only. The sheets are protected, so that nothing is lost by a slip.",
    (
        "Return: choose a grade for each standard, in its row in bold. Where we hold your last "
        "answer, choose “yes” below “Still true?” if it still holds, or else the grade that is "
        "right now. “Yes” confirms the grade that you gave yourself, not the moderated one."
    ),
    "Evidence: one piece to a row, with its kind. The questions below a standard help to find it.",
    "What is to improve: one improvement to a row.",
    "If the rows do not suffice, write several into one cell, each on a line that begins with “-”.",
    (
        "Actions: one to a row, with the row of the Return that it answers, the role that answers "
        "for it, a date such as 31/03/2018 (“ongoing” is none), and how you will know that it "
        "worked."
    ),
    "Contact: whom we may ask, as a role and a shared mailbox.",
    "Leave headings, the numbers in the first column and the names of the sheets as they are.",
)
_NOT: Final = (
    "No child, no family, no case number, no date of birth, no address, and nobody's name.",
    "Write roles, and “fewer than six” for one to five children.",
    "A return that may identify somebody is not taken in.",
)


def form_of(asked: Asked, today: date, by: date | None = None) -> bytes:
    """The workbook for one agency; the same register and day give the same bytes.

    `by` is the day that a letter beside it gives, once the day of the cycle is past.
    """
    register, cycle = asked.register, asked.cycle
    board = register.board
    title = f"{cycle.title}: return of {register.title_of(asked.agency)}"
    own = {
        form.FORM: form.THIS_FORM,
        form.VERSION: form.THIS_VERSION,
        form.ID: asked.id,
        form.BOARD: board.title if board else "",
        **as_made(asked),
    }
    about = About(title, board.title if board else "", cycle.opened, "Section 11 return", own)
    maker = _Maker(asked, today, by)
    sheets: list[Notes | Table] = [
        maker.guidance(title),
        maker.answers(),
        maker.actions(),
        maker.contact(),
    ]
    return write(sheets, about)


class _Maker:
    """Makes the sheets of one form."""

    def __init__(self, asked: Asked, today: date, by: date | None) -> None:
        self.asked, self.cycle, self.today, self.by = asked, asked.cycle, today, by
        found = asked.its_return
        self.held = {answer.standard: answer for answer in found.standards} if found else {}
        before = cycle_before(asked.register, asked.cycle)
        last = asked.register.get(Return, before.return_id(asked.agency)) if before else None
        self.before = {answer.standard: answer for answer in last.standards} if last else {}
        self.rows: list[str] = []

    # --- Guidance ----------------------------------------------------------------------------

    def guidance(self, title: str) -> Notes:
        """What is asked, by when, and how to fill it in."""
        due = next(
            (
                self.cycle.due_for(each)
                for each in self.cycle.asked
                if each.agency == self.asked.agency
            ),
            self.cycle.due,
        )
        grades = [f"{step.grade}: {step.means}" for step in self.cycle.scale]
        return Notes(
            form.GUIDANCE,
            title,
            (
                ("What we ask", self._what(due)),
                ("The grades, weakest first", grades),
                ("How to fill it in", _HOW),
                ("What not to write", _NOT),
                ("What happens next", self._then()),
            ),
        )

    def _what(self, due: date) -> list[str]:
        count = len(self.asked.standards)
        return [
            *self._until(due),
            f"Grade each of the {count} standards, and say what each grade rests on.",
            "Where a grade falls short, say what is to improve, and by which action.",
        ]

    def _until(self, due: date) -> Iterator[str]:
        """By when; of a day that is past, that it was due."""
        if due >= self.today:
            until = f"by {say_with_weekday(due)}"
        else:
            until = f"by {say_with_weekday(self.by)}" if self.by else "now"
            yield f"The return was due on {say_with_weekday(due)}."
        office = self.asked.register.office
        yield f"Please send this file back to {office} {until}, as an Excel workbook (.xlsx)."

    def _then(self) -> list[str]:
        said = ["You get a receipt that says what came and what is still missing."]
        if moderation := self.cycle.moderation:
            group = self.asked.register.title_of(moderation.by)
            is_past = moderation.until < self.today
            until = "" if is_past else f", until {say(moderation.until)}"
            said.append(f"The {group} looks at the grades again{until}.")
        return said

    # --- The return --------------------------------------------------------------------------

    def answers(self) -> Table:
        """A row for each standard and question, and rows with room for more."""
        scale = [step.grade for step in self.cycle.scale]
        columns = (
            Column(form.NUMBER, 6),
            Column(form.ASKED, 44),
            Column(form.HELD, 26),
            Column(form.STILL, 10, choices=(form.YES, form.NO), is_open=True),
            Column(form.GRADE, 13, choices=scale, is_open=True),
            Column(form.KIND, 12, choices=form.KINDS, is_open=True),
            Column(form.EVIDENCE, 46, is_open=True, prompt="No child's or person's name."),
            Column(form.IMPROVEMENT, 38, is_open=True),
            Column(form.ITS_ACTION, 14),
        )
        rows = [row for each in self.asked.standards for row in self._standard(*each)]
        numbers = (row[0].value if isinstance(row[0], Shut) else row[0] for row in rows)
        self.rows = [str(number) for number in numbers]
        above = ("Fill in the yellow cells. One piece of evidence and one improvement to a row.",)
        return Table(form.RETURN, columns, rows, 0, above, is_protected=True, frozen=2)

    def _standard(
        self, standard: Standard, questions: tuple[Question, ...]
    ) -> Iterator[tuple[Value | Shut, ...]]:
        """The rows of a standard: its own with the grade, its questions, and room for more."""
        held = self.held.get(standard.standard)
        evidence = list(held.evidence) if held else []
        improvements = list(held.improvements) if held else []
        pieces: list[tuple[Value, ...]] = []
        for number in range(max(len(evidence), len(improvements))):
            shown = evidence[number] if number < len(evidence) else None
            better = improvements[number] if number < len(improvements) else None
            pieces.append(
                (
                    shown.kind if shown else None,
                    " ".join(shown.what.split()) if shown else None,
                    " ".join(better.what.split()) if better else None,
                    better.action if better else None,
                )
            )
        none = (None,) * 4
        first, *more = pieces or [none]
        head = (Shut(str(standard.standard), is_strong=True), Shut(standard.text, is_strong=True))
        yield (*head, *self._grade(standard.standard, held), *first)
        for question in questions:
            yield (question.id, question.text, None, Shut(), Shut(), *none)
        for row, name in enumerate(form.further_rows(standard.standard, len(pieces))):
            text = f"More on standard {standard.standard}"
            piece = more[row] if row < len(more) else none
            yield (name, text, None, Shut(), Shut(), *piece)

    def _grade(self, number: int, held: Answer | None) -> tuple[Value | Shut, ...]:
        """What is held of a standard, whether it is still true, and the grade of this cycle."""
        own = held.self_ if held else None
        if held is None or own is None:
            return (None, Shut(), None)
        if own.on >= self.cycle.opened:
            return (self._judged(f"Received: {own.grade}", held), Shut(), own.grade)
        last = self.before.get(number)
        said = self._judged(f"Last time: {own.grade}, of {say(own.on)}", last)
        if self.cycle.is_carried_forward(held):
            return (f"{said}. To be reconfirmed: “yes” confirms {own.grade}.", None, None)
        return (self._judged(said, held), form.YES, None)

    def _judged(self, said: str, answer: Answer | None) -> str:
        judged = answer.moderated if answer else None
        if judged is None or judged.on > self.today:
            return said
        return f"{said}; moderated: {judged.grade}"

    # --- The actions, and whom to ask --------------------------------------------------------

    def actions(self) -> Table:
        """The actions that there are, and empty rows for new ones."""
        columns = (
            Column(form.ACTION_ID, 15),
            Column(form.FOR_ROW, 9, choices=self.rows, is_open=True),
            Column(form.ACTION, 52, is_open=True, prompt="What will be done that can be seen."),
            Column(form.ROLE, 28, is_open=True, prompt="A role, never a person's name."),
            Column(form.BY_WHEN, 13, "date", is_open=True, prompt="A date, as 31/03/2018."),
            Column(form.MEASURE, 40, is_open=True),
            Column(form.STATE, 16),
            Column(form.PROGRESS, 40, is_open=True, prompt="Of a known action: what was done."),
        )
        rows = [(*map(Shut, row), None) for row in self._known_actions()]
        above = (
            "New actions go into the yellow rows. Of a known one, say in the last column what was "
            "done since; if it is finished, or needs another date, write to us."
        )
        return Table(
            form.ACTIONS, columns, rows, _SPARE_ACTIONS, (above,), is_protected=True, frozen=1
        )

    def _known_actions(self) -> Iterator[tuple[Value, ...]]:
        for action, standard in known_actions(self.asked):
            if not action.part:
                state = action.state_on(self.today)
                owner, due = action.owner, action.due_on(self.today)
                said = (action.action, owner.role, due, action.measure, str(state))
                yield (action.id, str(standard) if standard else None, *said)

    @staticmethod
    def contact() -> Table:
        """Whom to ask: for the receipt alone."""
        columns = (Column(form.CONTACT_WHAT, 40), Column(form.CONTACT_ANSWER, 60, is_open=True))
        above = (
            "For our receipt only; nothing of it is kept in the register.",
            "Write roles and shared mailboxes: no person's name, no personal address or number.",
        )
        rows = [(what, None) for what in form.CONTACTS]
        return Table(form.CONTACT, columns, rows, 0, above, is_protected=True)
