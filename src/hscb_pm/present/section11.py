"""The Section 11 matrix in each format."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.present.due import for_everyone
from hscb_pm.present.out import Out, in_one_line
from hscb_pm.queries.cycle import AGAIN, Sheet, word
from hscb_pm.queries.matrix import Came, Cell, Matrix, ReturnRow
from hscb_pm.words import left_out

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
_KEYS: Final = {"own": "self"}
_AGENCY: Final = 24
"""The columns that the name of an agency needs, of those of a terminal."""


def show_matrix(sheet: Sheet, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print a matrix in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "returns", map(_return, sheet.matrix.returns), **_data(sheet)))
        case "csv":
            out.csv(COLUMNS, _lines(sheet.matrix))
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
        "section11-matrix.md.j2",
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
