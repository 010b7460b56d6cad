"""The Section 11 matrix in each format."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.models.record import shorten
from hscb_pm.periods import days_apart, say, say_with_weekday
from hscb_pm.present.due import for_everyone
from hscb_pm.present.out import Out, in_one_line
from hscb_pm.queries.matrix import DOUBTED_BELOW, Came, Cell, Matrix, ReturnRow
from hscb_pm.register import Register
from hscb_pm.words import count, left_out

if TYPE_CHECKING:
    from rich.table import Table

FORMATS: Final = ("text", "json", "csv", "md")
COLUMNS: Final = (
    "cycle",
    "agency",
    "basis",
    "due",
    "received",
    "days_late",
    "state",
    "standard",
    "self",
    "moderated",
    "shortfall",
    "to_be_reconfirmed",
    "survey_question",
    "survey_yes",
    "survey_answered",
)
AGAIN: Final = "to be reconfirmed"
NO_ANSWER: Final = "no answer"
NOT_KNOWN: Final = "not known"
_KEYS: Final = {"own": "self"}
_AGENCY: Final = 24
"""The columns that the name of an agency needs, of those of a terminal."""


class Section(NamedTuple):
    """What a board wants to know of a cycle: a sentence, and the cases."""

    heading: str
    said: str
    lines: list[str]


class Sheet(NamedTuple):
    """The matrix of a register, in words."""

    register: Register
    matrix: Matrix

    def name(self, agency: str) -> str:
        """An agency as people call it."""
        return self.register.title_of(agency)

    def head(self) -> str:
        """Which cycle it is, and of which day."""
        cycle = self.matrix.cycle
        start = "opened" if cycle.opened <= self.matrix.today else "to be opened"
        said = f"{cycle.title} ({cycle.id}), {start} on {say(cycle.opened)}, due {say(cycle.due)}"
        return f"{said}; as at {say_with_weekday(self.matrix.today)}"

    def legend(self) -> list[str]:
        """What the words of the matrix mean."""
        grades = [
            f"{step.grade} ({'falls short' if step.shortfall else 'no shortfall'}): {step.means}"
            for step in self.matrix.cycle.scale
        ]
        return [
            *grades,
            "a→b: the agency's own grade, and the grade after moderation where it differs",
            f"{NO_ANSWER}: nothing that counts; an answer counts once its return has come",
            f"{AGAIN}: carried forward from an earlier cycle, and no answer until it is confirmed",
        ]

    def came(self, row: ReturnRow) -> str:
        """Whether a return has come, and how late."""
        if row.came is Came.NOT_KNOWN:
            return f"{NOT_KNOWN}: its file could not be read"
        if row.received is None:
            return f"due {say(row.due)}, {days_apart(row.due, self.matrix.today)}"
        late = f"{count(row.days_late or 0, 'day')} late" if row.days_late else "on time"
        return f"came on {say(row.received)}, {late}"

    def answers(self, row: ReturnRow) -> str:
        """The words of a row, each with the standards that it is said of, the weakest first."""
        found: dict[str, list[str]] = {}
        for cell in row.cells:
            found.setdefault(word(row, cell), []).append(str(cell.standard))
        scale = [step.grade for step in self.matrix.cycle.scale]
        final = {said: said.rpartition("→")[2] for said in found}
        ranked = sorted(
            found, key=lambda said: scale.index(final[said]) if final[said] in scale else len(scale)
        )
        said = ranked if row.received else [AGAIN] if AGAIN in found else []
        return ", ".join(f"{each} ({', '.join(found[each])})" for each in said)

    def sections(self) -> Iterator[Section]:
        """The answers that a board wants, one after the other."""
        yield self._returns()
        yield self._weakest()
        yield self._moderated()
        yield self._doubted()
        yield self._changes()
        yield self._without_action()
        yield self._waiting()

    def _returns(self) -> Section:
        rows = self.matrix.returns
        early, late = self.matrix.that(Came.ON_TIME), self.matrix.that(Came.LATE)
        overdue, awaited = self.matrix.that(Came.OVERDUE), self.matrix.that(Came.AWAITED)
        unread = self.matrix.that(Came.NOT_KNOWN)
        said = f"Of {count(len(rows), 'return')}: {len(early)} came on time, {len(late)} late; "
        said += f"{len(overdue)} overdue, {len(awaited)} not due yet, {len(unread)} not known."
        if self.matrix.confidential:
            hidden = count(
                self.matrix.confidential, "confidential return is", "confidential returns are"
            )
            said += f" {hidden} left out and not counted."
        lines = [
            f"{self.name(r.agency)}: {self.came(r)}" for r in [*late, *overdue, *awaited, *unread]
        ]
        return Section("Returns", said, lines or ["All came on time." if rows else "None."])

    def _or_why_none(self, lines: list[str], nothing: str | None = None) -> list[str]:
        """The cases; where there are none, whether that is because nothing was there to look at."""
        if lines:
            return lines
        if not any(row.received for row in self.matrix.returns):
            unread = self.matrix.that(Came.NOT_KNOWN)
            return [f"No return {'that can be read ' if unread else ''}has come yet."]
        if not any(c.shortfall is not None for row in self.matrix.returns for c in row.cells):
            return ["No answer has a grade that counts yet."]
        return [nothing or "None."]

    def _weakest(self) -> Section:
        standards = self.register.standards
        texts = {s.standard: shorten(s.text) for s in standards.standards} if standards else {}
        lines = [
            f"{weak.standard}. {texts.get(weak.standard, '')}: "
            f"{weak.short} of {count(weak.graded, 'agency', 'agencies')}"
            for weak in self.matrix.weakest
        ]
        said = "How many agencies fall short, of those with a grade. Grades are never averaged."
        return Section("Standards that most fall short of", said, self._or_why_none(lines))

    def _moderated(self) -> Section:
        lines = [
            f"{self._place(d.agency, d.standard)}: {d.own}→{d.moderated}; "
            f"{d.reason or 'nothing says why'}"
            for d in self.matrix.moderated
        ]
        is_any = any(cell.moderated for row in self.matrix.returns for cell in row.cells)
        nothing = None if is_any else "No grade has been moderated yet."
        heading = "Moderated otherwise than graded"
        return Section(heading, "", self._or_why_none(lines, nothing))

    def _doubted(self) -> Section:
        of, whole = DOUBTED_BELOW
        lines = [
            f"{self._place(d.agency, d.standard)}, {d.question}: {d.yes} of {d.answered} said yes; "
            f"graded {d.own}, " + (f"moderated {d.moderated}" if d.moderated else "not moderated")
            for d in self.matrix.doubted
        ]
        said = "Graded by the agency as no shortfall, while of the practitioners who answered "
        said += f"fewer than {of} in {whole} said yes."
        is_any = any(cell.survey for row in self.matrix.returns for cell in row.cells)
        nothing = None if is_any else "No return came with a survey of these standards."
        heading = "Self-assessment and survey differ"
        return Section(heading, said, self._or_why_none(lines, nothing))

    def _changes(self) -> Section:
        found = self.matrix.changes
        if found.since is None:
            lines = ["There is no earlier cycle to compare with."]
            return Section("Since the cycle before", "", lines)
        said = f"Answers that have a grade in {found.since} too: {found.compared}. Only whether "
        said += "they fall short is compared: a scale belongs to its cycle."
        lines = [
            f"{self._place(change.agency, change.standard)}: "
            f"{'falls short now' if change.falls_short else 'no longer falls short'}"
            for change in sorted(found.rows, key=lambda change: not change.falls_short)
        ]
        nothing = None if found.compared else "There is nothing to compare."
        return Section("Since the cycle before", said, self._or_why_none(lines, nothing))

    def _without_action(self) -> Section:
        lines = [
            f"{self._place(found.agency, found.standard)}: {found.grade}"
            for found in self.matrix.without_action
        ]
        return Section("Shortfalls without an action", "", self._or_why_none(lines))

    def _waiting(self) -> Section:
        moderation = self.matrix.cycle.moderation
        said = "No moderation is planned."
        if moderation:
            until, by = say(moderation.until), self.name(moderation.by)
            said = f"Moderation by the {by} is planned until {until}."
            if self.matrix.to_moderate:
                apart = days_apart(moderation.until, self.matrix.today)
                said = f"Moderation by the {by} is due {until}, {apart}."
        lines = [
            f"{self.name(w.agency)}: {count(w.answers, 'answer')} to be moderated"
            for w in self.matrix.to_moderate
        ]
        lines += [
            f"{self.name(w.agency)}: {count(w.answers, 'answer')} {AGAIN}"
            for w in self.matrix.to_reconfirm
        ]
        return Section("Still to be moderated or reconfirmed", said, self._or_why_none(lines))

    def _place(self, agency: str, standard: int) -> str:
        return f"{self.name(agency)}, standard {standard}"


def word(row: ReturnRow, cell: Cell) -> str:
    """What a cell says: the agency's own grade, and the moderated one where it differs."""
    if row.came is Came.NOT_KNOWN:
        return NOT_KNOWN
    if cell.to_be_reconfirmed:
        return AGAIN
    own = cell.own or NO_ANSWER
    return own if cell.moderated in (None, own) else f"{own}→{cell.moderated}"


def show_matrix(sheet: Sheet, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print a matrix in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "returns", map(_return, sheet.matrix.returns), **_data(sheet)))
        case "csv":
            from hscb_pm.present.rows import as_csv

            out.raw(as_csv(COLUMNS, _lines(sheet.matrix)))
        case "md":
            out.raw(_markdown(sheet))
        case _:
            _text(sheet, out)


# --- Data ------------------------------------------------------------------------------------


def _return(row: ReturnRow) -> dict[str, object]:
    return {
        "agency": row.agency,
        "basis": row.basis,
        "due": row.due,
        "received": row.received,
        "days_late": row.days_late,
        "state": row.came,
        "standards": [
            {
                "standard": cell.standard,
                "self": cell.own,
                "moderated": cell.moderated,
                "shortfall": cell.shortfall,
                "to_be_reconfirmed": cell.to_be_reconfirmed,
                "survey": cell.survey
                and {
                    "question": cell.survey.id,
                    "yes": cell.survey.yes,
                    "answered": cell.survey.answered,
                },
            }
            for cell in row.cells
        ],
    }


def _data(sheet: Sheet) -> dict[str, Any]:
    """What goes into the envelope beside the returns."""
    matrix = sheet.matrix
    cycle = matrix.cycle
    return {
        "cycle": {
            "id": cycle.id,
            "title": cycle.title,
            "opened": cycle.opened,
            "due": cycle.due,
            "scale": [step.model_dump() for step in cycle.scale],
            "moderation_until": cycle.moderation.until if cycle.moderation else None,
        },
        "counts": {str(came): len(matrix.that(came)) for came in Came},
        "weakest": _named(matrix.weakest),
        "moderated": _named(matrix.moderated),
        "doubted": _named(matrix.doubted),
        "changes": {
            "since": matrix.changes.since,
            "compared": matrix.changes.compared,
            "answers": _named(matrix.changes.rows),
        },
        "without_action": _named(matrix.without_action),
        "to_moderate": _named(matrix.to_moderate),
        "to_reconfirm": _named(matrix.to_reconfirm),
    }


def _named(rows: Iterable[NamedTuple]) -> list[dict[str, object]]:
    """Rows as data; an agency's own grade is called as it is in a return."""
    return [{_KEYS.get(key, key): value for key, value in row._asdict().items()} for row in rows]


def _lines(matrix: Matrix) -> Iterator[dict[str, object]]:
    """A row for each agency and standard."""
    says = {None: None, True: "yes", False: "no"}
    for row in matrix.returns:
        data = _return(row) | {"cycle": matrix.cycle.id}
        for cell in row.cells:
            said = cell.survey
            yield data | {
                "standard": cell.standard,
                "self": cell.own,
                "moderated": cell.moderated,
                "shortfall": says[cell.shortfall],
                "to_be_reconfirmed": says[cell.to_be_reconfirmed],
                "survey_question": said and said.id,
                "survey_yes": said and said.yes,
                "survey_answered": said and said.answered,
            }


# --- Words -----------------------------------------------------------------------------------


def _markdown(sheet: Sheet) -> str:
    from hscb_pm.present.templates import render

    matrix, board = sheet.matrix, sheet.register.board
    return render(
        sheet.register.path,
        "section11.md.j2",
        board=board.title if board else "The Board",
        head=sheet.head(),
        left_out=left_out(len(sheet.register.left_out)),
        readers=for_everyone(sheet.register),
        legend=sheet.legend(),
        standards=[str(number) for number in matrix.standards],
        rows=[
            (sheet.name(row.agency), row.basis, sheet.came(row), *(word(row, c) for c in row.cells))
            for row in matrix.returns
        ],
        sections=list(sheet.sections()),
    )


def _text(sheet: Sheet, out: Out) -> None:
    _say(out, sheet.head())
    _heading(out, "Grades, weakest first")
    for line in sheet.legend():
        _say(out, line, "  ")
    _heading(out, "Answers, agency by agency")
    _rows(sheet, out)
    for section in sheet.sections():
        _heading(out, section.heading)
        for line in filter(None, (section.said, *(section.lines or ["None."]))):
            _say(out, line, "  ")


def _heading(out: Out, text: str) -> None:
    out.line()
    if out.has_room:
        from rich.text import Text

        out.rich(Text(text, style="bold"))
    else:
        out.line(text)


def _say(out: Out, text: str, start: str = "") -> None:
    """A line of text; on a terminal it is broken between words."""
    if not out.has_room:
        out.one_line(f"{start}{text}")
        return
    from textwrap import wrap

    for line in wrap(in_one_line(text), out.width, initial_indent=start, subsequent_indent=start):
        out.line(line)


def _rows(sheet: Sheet, out: Out) -> None:
    """The matrix as a table where there is room for one, else agency by agency."""
    rows, standards = sheet.matrix.returns, sheet.matrix.standards
    words = " ".join(_breakable(row, cell) for row in rows for cell in row.cells)
    column = max(map(len, words.replace("-", "- ").split()), default=1)
    if out.has_room and out.width >= _AGENCY + len(standards) * (column + 1):
        out.rich(_table(sheet, column))
        return
    for row in rows:
        start = f"{sheet.name(row.agency)} ({row.basis}), {sheet.came(row)}"
        said = sheet.answers(row)
        _say(out, f"{start}: {said}" if said else start, "  ")


def _breakable(row: ReturnRow, cell: Cell) -> str:
    """What a cell says, with places at which a narrow column can break it."""
    said = _in_a_cell(word(row, cell))
    return said.replace("→", " →").replace(AGAIN, AGAIN.replace("recon", "re-con"))


def _in_a_cell(text: str) -> str:
    """A text in one line; wherever a column breaks it, no line begins with a workflow's command."""
    return in_one_line(text).replace("::", "\\u003a:")


def _table(sheet: Sheet, column: int) -> "Table":
    from textwrap import wrap

    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    layout: dict[str, Any] = {"padding": (0, 1, 0, 0), "leading": 1, "expand": True}
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True, **layout)
    table.add_column("Agency", overflow="fold")
    for number in sheet.matrix.standards:
        table.add_column(str(number), width=column, overflow="fold")
    for row in sheet.matrix.returns:
        agency = Text(_in_a_cell(sheet.name(row.agency)))
        agency.append(f"\n{row.basis}", style="dim")
        cells = []
        for cell in row.cells:
            style = "bold red" if cell.shortfall else ""
            cells.append(Text("\n".join(wrap(_breakable(row, cell), column)), style=style))
        table.add_row(agency, *cells)
    return table
