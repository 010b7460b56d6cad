"""A form that came back: what stands in it, and everything that is wrong with it at once."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from hscb_pm.exchange.forms import layout as form
from hscb_pm.exchange.forms.layout import Asked, known_actions
from hscb_pm.exchange.forms.sheets import NEEDED, SHUT, Sheet, find, folded, quoted
from hscb_pm.exchange.forms.unread import unread
from hscb_pm.exchange.typed import a_text
from hscb_pm.exchange.workbook import Cell, Line, Workbook, day_of
from hscb_pm.periods import iso_day, say
from hscb_pm.problem import listed

_BULLET: Final = re.compile(r"(?:[-*\u2022\u2013\u2014\u25cf]|[0-9]{1,2}[.)])\s+")
_AT: Final = re.compile(r"'(?P<sheet>(?:[^']|'')*)'!(?P<column>[A-Z]+)(?P<row>[0-9]+)")
_WORDS: Final = {"y": form.YES, "true": form.YES, "x": form.YES, "n": form.NO, "false": form.NO}


class Piece(NamedTuple):
    """A piece of evidence."""

    kind: str
    what: str


class Better(NamedTuple):
    """An improvement, the row it stands in, and the action that the row names."""

    what: str
    row: str
    action: str | None = None


class Said(NamedTuple):
    """What a form says of one standard."""

    standard: int
    still: bool = False
    grade: str | None = None
    evidence: tuple[Piece, ...] = ()
    improvements: tuple[Better, ...] = ()


class NewAction(NamedTuple):
    """A row of the actions that has no id."""

    where: str
    row: str
    standard: int
    action: str
    role: str
    due: date
    measure: str | None


class Done(NamedTuple):
    """What was done since of an action that there is."""

    id: str
    note: str


class Filled(NamedTuple):
    """What a form says, what is wrong with it, and what is worth knowing."""

    answers: dict[int, Said]
    actions: list[NewAction]
    contacts: dict[str, str]
    wrong: list[str]
    remarks: list[str]
    late: list[str]
    """Actions whose day was past when the form came, which is wrong unless they are known."""
    progress: list[Done]

    @property
    def all_wrong(self) -> list[str]:
        """Everything that is wrong, sheet by sheet and row by row."""
        return sorted([*self.wrong, *self.late], key=_place)


def read_form(book: Workbook, asked: Asked, received: date) -> Filled:
    """Read a form; where anything is `wrong`, the rest is not to be used."""
    return _Reader(book, asked, received).filled()


class _Reader:
    """Reads one form from top to bottom."""

    def __init__(self, book: Workbook, asked: Asked, received: date) -> None:
        self.book, self.asked, self.received = book, asked, received
        self.wrong: list[str] = []
        self.remarks: list[str] = []
        self.late: list[str] = []
        self.progress: list[Done] = []
        self.theirs = {action.id: action for action, _ in known_actions(asked)}
        self.scale = {folded(step.grade): step.grade for step in asked.cycle.scale}
        self.rows: dict[str, str] = {}
        """The rows of the return that the form has, and where."""

    def filled(self) -> Filled:
        sheets, self.wrong, self.remarks = find(self.book)
        after = self.book.own_properties().get(form.AFTER)
        self.remarks += unread(sheets, self.asked, self.received, after)
        answers = self._answers(sheets[form.RETURN]) if form.RETURN in sheets else {}
        actions = list(self._actions(sheets[form.ACTIONS])) if form.ACTIONS in sheets else []
        contacts = dict(self._contacts(sheets[form.CONTACT])) if form.CONTACT in sheets else {}
        remarks = sorted(self.remarks, key=_place)
        found = (answers, actions, contacts, self.wrong, remarks, self.late, self.progress)
        return Filled(*found)

    def _usable(self, sheet: Sheet) -> Iterator[Line]:
        """The rows of a sheet; what cannot be read in them is wrong, what is hidden is said."""
        for line in sheet.lines:
            mine = {sheet.columns[heading] for heading in sheet.columns if heading not in SHUT}
            for column, cell in line.cells.items():
                if column in mine and (wrong := cell.wrong or _unfit(cell)):
                    self.wrong.append(f"{cell.where} {wrong}")
            if line.is_hidden:
                where = next(iter(line.cells.values())).where
                self.remarks.append(f"{where}: the row is hidden; it is read all the same")
            yield line

    # --- The return --------------------------------------------------------------------------

    def _answers(self, sheet: Sheet) -> dict[int, Said]:
        said: dict[int, Said] = {}
        for line in self._usable(sheet):
            number = sheet.at(line, form.NUMBER)
            row = str(number.value).strip() if number else ""
            standard = self.asked.standard_of(row)
            if number is None or standard is None:
                self._stray(sheet, line, number)
                continue
            if row in self.rows:
                self.wrong.append(
                    f"{number.where} repeats the number of {self.rows[row]}; one row of each "
                    "number can be read: put its texts into a free row of the standard"
                )
                continue
            self.rows[row] = number.where
            before = said.get(standard, Said(standard))
            said[standard] = self._with(before, sheet, line, row)
        for each, _ in self.asked.standards:
            if str(each.standard) not in self.rows:
                self.wrong.append(
                    f"{quoted(sheet.name)} has no row for standard {each.standard}; take the row "
                    "back from the form that was sent"
                )
        return said

    def _stray(self, sheet: Sheet, line: Line, number: Cell | None) -> None:
        """A row that is of no standard: wrong if somebody wrote into it."""
        typed = [c for h in NEEDED[form.RETURN][1:] if (c := sheet.at(line, h))]
        if typed:
            why = "has no number" if number is None else "has a number that the form does not have"
            self.wrong.append(
                f"{typed[0].where}: the row {why}; put what is written there into a row of its "
                "standard"
            )

    def _with(self, said: Said, sheet: Sheet, line: Line, row: str) -> Said:
        """What a row adds to what is said of its standard."""
        if row == str(said.standard):
            said = self._graded(said, sheet, line)
        else:
            for heading in (form.STILL, form.GRADE):
                if cell := sheet.at(line, heading):
                    self.wrong.append(
                        f"{cell.where}: the grade is of the whole standard; choose it in the row "
                        f"of standard {said.standard} and empty this cell"
                    )
        action = sheet.at(line, form.ITS_ACTION)
        its = str(action.value) if action else None
        improvement = sheet.at(line, form.IMPROVEMENT)
        better = tuple(Better(each, row, its) for each in _pieces(improvement))
        return said._replace(
            evidence=(*said.evidence, *self._evidence(sheet, line)),
            improvements=(*said.improvements, *better),
        )

    def _graded(self, said: Said, sheet: Sheet, line: Line) -> Said:
        still, grade = self._still(sheet, line), sheet.at(line, form.GRADE)
        its = None
        if grade and (its := self.scale.get(folded(grade.value))) is None:
            self.wrong.append(
                f"{grade.where} is no grade of {self.asked.cycle.id}; choose one of: "
                f"{listed(self.scale.values())}"
            )
        if still and grade and its and its != self._carried(said.standard):
            self.wrong.append(
                f"{sheet.place(line, form.STILL)} says that the last grade is still true, and "
                f"{grade.where} gives another; empty one of them"
            )
        answered = sheet.at(line, form.STILL)
        if answered and not still and grade is None and _word(answered) == form.NO:
            self.wrong.append(
                f"{answered.where} says that the last grade is no longer true; choose the new one "
                f"in {sheet.place(line, form.GRADE)}"
            )
        return said._replace(still=still, grade=its)

    def _carried(self, standard: int) -> str | None:
        its = self.asked.its_return
        answers = its.standards if its else ()
        return next((a.self_.grade for a in answers if a.standard == standard and a.self_), None)

    def _still(self, sheet: Sheet, line: Line) -> bool:
        cell = sheet.at(line, form.STILL)
        if cell is None:
            return False
        found = _word(cell)
        if found not in (form.YES, form.NO):
            self.wrong.append(f"{cell.where} is neither yes nor no; choose one of them")
        return found == form.YES

    def _evidence(self, sheet: Sheet, line: Line) -> Iterator[Piece]:
        kind, what = sheet.at(line, form.KIND), sheet.at(line, form.EVIDENCE)
        named = next((k for k in form.KINDS if kind and folded(kind.value) == k), None)
        if kind and named is None:
            self.wrong.append(
                f"{kind.where} is no kind of evidence; choose one of: {listed(form.KINDS)}"
            )
        elif kind and what is None:
            where = sheet.place(line, form.EVIDENCE)
            self.wrong.append(
                f"{kind.where} names a kind, and {where} says nothing; write what it is"
            )
        elif what and kind is None:
            where = sheet.place(line, form.KIND)
            self.wrong.append(
                f"{where} is empty beside evidence; choose one of: {listed(form.KINDS)}"
            )
        elif named:
            yield from (Piece(named, each) for each in _pieces(what))

    # --- The actions, and whom to ask --------------------------------------------------------

    def _actions(self, sheet: Sheet) -> Iterator[NewAction]:
        for line in self._usable(sheet):
            if known := sheet.at(line, form.ACTION_ID):
                self._known_action(sheet, line, known)
                continue
            if done := sheet.at(line, form.PROGRESS):
                self.wrong.append(
                    f"{done.where} says what was done, and its row names no known action; write it "
                    "beside the action"
                )
            cells = {h: sheet.at(line, h) for h in NEEDED[form.ACTIONS][1:]}
            if any(cells.values()) and (found := self._action(sheet, line, cells)):
                yield found

    def _known_action(self, sheet: Sheet, line: Line, cell: Cell) -> None:
        """A row of an action that there is: what somebody changed in it is said, not taken in."""
        action = self.theirs.get(str(cell.value))
        if action is None or action.part:  # nobody learns which ids there are
            why = "is the id of no action of this return; empty it for a new one"
            self.wrong.append(f"{cell.where} {why}")
            return
        if done := _text(sheet.at(line, form.PROGRESS)):
            self.progress.append(Done(action.id, done))
        if _text(sheet.at(line, form.ACTION)) != " ".join(action.action.split()):
            self.remarks.append(
                f"{sheet.place(line, form.ACTION)}: {action.id} is known in other words, which stay"
            )

    def _action(
        self, sheet: Sheet, line: Line, cells: Mapping[str, Cell | None]
    ) -> NewAction | None:
        """A new action; what is missing or wrong in it is all said."""
        missing = {
            form.FOR_ROW: "choose the row of the Return that it answers",
            form.ACTION: "write what will be done",
            form.ROLE: "write the role that answers for it",
            form.BY_WHEN: "type a date as day/month/year, for example 31/03/2018",
        }
        for heading, fix in missing.items():
            unread = line.cells.get(sheet.columns[heading])
            if cells[heading] is None and not (unread and unread.wrong):
                self.wrong.append(f"{sheet.place(line, heading)} is empty; {fix}")
        row, standard = self._answered(cells[form.FOR_ROW])
        action, role = _text(cells[form.ACTION]), _text(cells[form.ROLE])
        due = self._due(cells[form.BY_WHEN], action)
        if not (action and role and due and standard):
            return None
        where = sheet.place(line, form.ACTION)
        return NewAction(where, row, standard, action, role, due, _text(cells[form.MEASURE]))

    def _answered(self, cell: Cell | None) -> tuple[str, int | None]:
        row = str(cell.value) if cell else ""
        standard = self.asked.standard_of(row) if row in self.rows else None
        if cell and standard is None:
            self.wrong.append(
                f"{cell.where} is no row of the Return; choose the number in its first column"
            )
        return row, standard

    def _due(self, cell: Cell | None, action: str) -> date | None:
        if cell is None:
            return None
        try:
            day, doubt = day_of(self.book, cell)
            iso_day(day.isoformat())
        except ValueError as why:
            self.wrong.append(f"{cell.where} {why}")
            return None
        is_known = any(same_words(each.action, action) for each in self.theirs.values())
        if day <= self.received and not is_known:
            self.late.append(
                f"{cell.where}: {say(day)} is not after {say(self.received)}, the day of the "
                "return; type the day by which it will be done"
            )
        elif doubt:
            self.remarks.append(f"{cell.where} {doubt}")
        return day

    def _contacts(self, sheet: Sheet) -> Iterator[tuple[str, str]]:
        for line in sheet.lines:
            what, answer = (sheet.at(line, h) for h in (form.CONTACT_WHAT, form.CONTACT_ANSWER))
            if what and answer and str(what.value) in form.CONTACTS:
                yield str(what.value), str(answer.value)


def _place(said: str) -> tuple[str, int, int, str]:
    """Sheet by sheet and row by row, as one looks through a form to mend it."""
    found = _AT.match(said)
    if found is None:
        return "", 0, 0, ""
    return found["sheet"], int(found["row"]), len(found["column"]), found["column"]


def _word(cell: Cell) -> str:
    """Yes or no, however it is written."""
    word = folded(cell.value)
    return _WORDS.get(word, word)


def _unfit(cell: Cell) -> str | None:
    """Why a text cannot stand in a record."""
    try:
        a_text(str(cell.value) or "-")
    except ValueError as why:
        return f"cannot be taken in: {why}"
    return None


def _text(cell: Cell | None) -> str:
    return " ".join(str(cell.value).split()) if cell else ""


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, wherever their lines are broken."""
    return one.split() == other.split()


def _pieces(cell: Cell | None) -> list[str]:
    """The texts of a cell: one, or one more with each line that begins with a dash.

    What ends with a colon above them belongs to the first.
    """
    lines = [line.strip() for line in str(cell.value).splitlines()] if cell else []
    begun = [line for line in lines if line]
    if not any(_BULLET.match(line) for line in begun[1:]):
        return [" ".join(" ".join(begun).split())] if begun else []
    found: list[str] = []
    for line in begun:
        said = " ".join(_BULLET.sub("", line, count=1).split())
        if found and (said == line or found[-1].endswith(":")):
            found[-1] += f" {said}"
        else:
            found.append(said)
    return found
