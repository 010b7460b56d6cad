"""What somebody wrote into a form where nothing is read: each cell is named, and none taken in."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from hscb_pm.exchange.forms import layout as form
from hscb_pm.exchange.forms.layout import Asked, known_actions
from hscb_pm.exchange.forms.sheets import Sheet
from hscb_pm.exchange.workbook import Cell, Line

_BESIDE = "stands beside the table, and is not read"
_OTHER = "is not as the register has it; what is changed there is not read: write to us instead"


def unread(
    sheets: Mapping[str, Sheet], asked: Asked, received: date, after: str | None
) -> Iterator[str]:
    """The cells with text that no record gets; `after` is the version the form was made after."""
    for sheet in sheets.values():
        yield from _beside(sheet)
    if form.RETURN in sheets:
        yield from _of_standards(sheets[form.RETURN], asked, after)
    if form.ACTIONS in sheets:
        yield from _of_actions(sheets[form.ACTIONS], asked, received)
    if form.CONTACT in sheets:
        yield from _of_contact(sheets[form.CONTACT])


def _beside(sheet: Sheet) -> Iterator[str]:
    """Cells in columns that the form does not have, and above the headings."""
    own = {*sheet.columns.values()}
    for line in sheet.above:
        yield from (f"{cell.where} {_BESIDE}" for column, cell in line.cells.items() if column)
    for line in sheet.lines:
        found = (cell for column, cell in line.cells.items() if column not in own)
        yield from (f"{cell.where} {_BESIDE}" for cell in found)


def _of_standards(sheet: Sheet, asked: Asked, after: str | None) -> Iterator[str]:
    """What is asked and what is held, and the action of an improvement."""
    texts = {str(each.standard): each.text for each, _ in asked.standards}
    texts |= {
        question.id: question.text for _, questions in asked.standards for question in questions
    }
    its = asked.its_return
    actions = {
        answer.standard: {" ".join(each.what.split()): each.action for each in answer.improvements}
        for answer in (its.standards if its else ())
    }
    came = max((each.version for each in its.received), default=0) if its else 0
    may_be_held = _held(asked)
    for line in sheet.lines:
        row = _words(sheet.at(line, form.NUMBER))
        standard = asked.standard_of(row)
        if standard is None:
            continue
        text = texts.get(row, f"More on standard {standard}")
        if _words(sheet.at(line, form.ASKED)) != " ".join(text.split()):
            yield _changed(sheet, line, form.ASKED)
        held = _words(sheet.at(line, form.HELD))
        if held and not may_be_held.fullmatch(held):
            yield _changed(sheet, line, form.HELD)
        named, known = _words(sheet.at(line, form.ITS_ACTION)), actions.get(standard, {})
        own = known.get(_words(sheet.at(line, form.IMPROVEMENT)))
        if (named and named not in known.values()) or (
            own and named != own and (named or after == str(came))
        ):
            yield _changed(sheet, line, form.ITS_ACTION)


def _held(asked: Asked) -> re.Pattern[str]:
    """What the form may say that is held: other words of it are of an older form."""
    grade = f"(?:{'|'.join(re.escape(step.grade) for step in asked.cycle.scale)}|[a-z-]+)"
    day = "(?:, of [0-9]{1,2} [A-Z][a-z]+ [0-9]{4})?"
    confirmed = rf"(?:\. To be reconfirmed(?:: “yes” confirms {grade})?\.)?"
    return re.compile(rf"(?:Received|Last time): {grade}{day}(?:; moderated: {grade})?{confirmed}")


def _of_actions(sheet: Sheet, asked: Asked, received: date) -> Iterator[str]:
    """The cells of known actions, but for what will be done, of which `reading` speaks."""
    known = {action.id: (action, standard) for action, standard in known_actions(asked)}
    days = _days(asked, received)
    for line in sheet.lines:
        found = known.get(_words(sheet.at(line, form.ACTION_ID)))
        if found is None:
            continue
        action, standard = found
        shown: dict[str, set[str]] = {
            form.FOR_ROW: {str(standard or "")},
            form.ROLE: {" ".join(action.owner.role.split())},
            form.BY_WHEN: {date.isoformat(action.due_on(day)) for day in days},
            form.MEASURE: {" ".join((action.measure or "").split())},
            form.STATE: {str(action.state_on(day)) for day in days},
        }
        for heading, texts in shown.items():
            if heading in sheet.columns and _words(sheet.at(line, heading)) not in texts:
                yield _changed(sheet, line, heading)


def _days(asked: Asked, received: date) -> list[date]:
    """The days on which the form can have been made: what it says was true on one of them."""
    length = max((received - asked.cycle.opened).days, 0)
    return [received - timedelta(days=back) for back in range(length + 1)]


def _of_contact(sheet: Sheet) -> Iterator[str]:
    """What is asked of whoever fills it in."""
    for line in sheet.lines:
        what = _words(sheet.at(line, form.CONTACT_WHAT))
        if line.cells and what not in form.CONTACTS:
            yield _changed(sheet, line, form.CONTACT_WHAT)


def _changed(sheet: Sheet, line: Line, heading: str) -> str:
    return f"{sheet.place(line, heading)} {_OTHER}"


def _words(cell: Cell | None) -> str:
    return " ".join(str(cell.value).split()) if cell else ""
