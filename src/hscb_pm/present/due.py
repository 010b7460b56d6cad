"""The due list in each format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from hscb_pm.periods import days_apart, say, say_with_weekday
from hscb_pm.present.out import MARGIN, Out, in_one_line
from hscb_pm.problem import FieldPath, Location
from hscb_pm.queries.due import head_count
from hscb_pm.queries.item import DueItem, DueState
from hscb_pm.register import Register
from hscb_pm.words import count, left_out

if TYPE_CHECKING:
    from rich.table import Table

FORMATS: Final = ("text", "json", "csv", "md")
COLUMNS: Final = (
    "record",
    "kind",
    "title",
    "lead",
    "agency",
    "group",
    "due",
    "first_due",
    "days",
    "state",
    "next",
    "clause",
    "path",
    "line",
)
HEADINGS: Final = {
    DueState.OVERDUE: "Overdue",
    DueState.DUE_SOON: "Due soon",
    DueState.UPCOMING: "Upcoming",
    DueState.UNDATED: "Undated",
}
_STYLES: Final = {
    DueState.OVERDUE: "bold red",
    DueState.DUE_SOON: "bold yellow",
    DueState.UPCOMING: "bold",
    DueState.UNDATED: "bold",
}


@dataclass(frozen=True)
class DueList:
    """What a due list shows: the items, of which register, on which day."""

    register: Register
    today: date
    items: list[DueItem]

    @cached_property
    def places(self) -> dict[tuple[str, FieldPath], Location]:
        """Where the advice of the items is to be followed; found file by file."""
        places = sorted({(i.file, i.at) for i in self.items}, key=lambda place: place[0])
        return {place: self.register.locate(*place) for place in places}

    def row(self, item: DueItem) -> dict[str, object]:
        """An item as data, with the place where its advice is to be followed."""
        place = self.places[item.file, item.at]
        return {
            "record": item.record,
            "kind": item.kind,
            "title": item.title,
            "lead": item.lead,
            "agency": item.agency,
            "group": item.group,
            "due": item.due,
            "first_due": item.first_due,
            "days": item.days,
            "state": item.state,
            "next": item.advice if item.is_command else f"{place.path}:{place.line}: {item.advice}",
            "clause": item.clause,
            "path": place.path,
            "line": place.line,
        }

    def rows(self) -> Iterable[dict[str, object]]:
        """Every item as data."""
        return map(self.row, self.items)

    def who(self, item: DueItem) -> str:
        """The lead, and the agency in words."""
        agency = self.register.title_of(item.agency)
        return f"{item.lead}, {agency}" if agency and agency not in item.lead else item.lead

    def counted(self) -> str:
        """The head count, in one line."""
        counts = head_count(self.items)
        said = ", ".join(f"{number} {HEADINGS[s].lower()}" for s, number in counts.items())
        return f"{say_with_weekday(self.today)}: {said}"

    def sections(self) -> Iterable[tuple[DueState, list[DueItem]]]:
        """The items of each state that has any."""
        for state in DueState:
            if found := [item for item in self.items if item.state is state]:
                yield state, found


def when(item: DueItem) -> tuple[str, str]:
    """How late it is or how far off, and the date; both in words."""
    if item.due is None:
        return "no date", ""
    return days_apart(item.due, item.today), say(item.due)


def show_due(due: DueList, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print a due list in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "items", due.rows()))
        case "csv":
            out.csv(COLUMNS, due.rows())
        case "md":
            out.raw(_markdown(due))
        case _ if out.has_room:
            _table(due, out)
        case _:
            _text(due, out)


def _text(due: DueList, out: Out) -> None:
    out.line(due.counted())
    for state, items in due.sections():
        out.line(f"\n{HEADINGS[state]} ({len(items)})")
        for item in items:
            row = due.row(item)
            late, day = when(item)
            slipped = f" ({item.moved})" if item.moved else ""
            out.line()
            out.one_line(f"{f'{day}, {late}' if day else late}: {item.title}{slipped}")
            out.one_line(f"  {item.record} · {item.kind} · {due.who(item)}")
            out.one_line(f"  Next: {row['next']}")


def _table(due: DueList, out: Out) -> None:
    from rich.text import Text

    out.rich(Text(due.counted(), style="bold"))
    wide = out.width >= MARGIN
    for state, items in due.sections():
        out.line()
        out.rich(Text(f"{HEADINGS[state]} ({len(items)})", style=_STYLES[state]))
        table = _columns(wide=wide)
        for item in items:
            late, day = when(item)
            first = Text(late, style=_STYLES[state])
            first.append(f"\n{day}" if day else "", style="not bold")
            what = Text(in_one_line(item.title))
            if item.moved:
                what.append(f"\n{item.moved}", style="italic")
            what.append(f"\n{item.record} · {item.kind}", style="dim")
            who = Text(in_one_line(due.who(item)))
            todo = Text(in_one_line(str(due.row(item)["next"])))
            if wide:
                table.add_row(first, what, who, todo)
            else:
                table.add_row(first, Text("\n").join([what, who, todo]))
        out.rich(table)


def _columns(*, wide: bool) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, leading=1, expand=True)
    table.add_column("When", no_wrap=True)
    if wide:
        table.add_column("What", ratio=4, overflow="fold")
        table.add_column("Who", ratio=2, overflow="fold")
        table.add_column("Next", ratio=4, overflow="fold")
    else:
        table.add_column("What, who, next", overflow="fold")
    return table


def _illustrative(due: DueList) -> str:
    """How much of what is shown was invented for a worked example; nothing in a live register."""
    invented = {record.id for record in due.register if record.illustrative}
    number = sum(item.file in invented for item in due.items)
    return f"{count(number, 'item')} of {len(due.items)} illustrative" if number else ""


def for_everyone(register: Register) -> str:
    """Who may read what is made to be handed round, and what they are not told."""
    hidden = count(register.hidden_count, "confidential record is", "confidential records are")
    return f"For the public: {hidden} not named" if register.hidden_count else "For the public"


def _markdown(due: DueList) -> str:
    from hscb_pm.present.templates import render

    board = due.register.board
    sections = [
        {
            "heading": HEADINGS[state],
            "rows": [
                (*when(item), item.title, item.record, due.who(item), item.moved) for item in items
            ],
        }
        for state, items in due.sections()
    ]
    return render(
        due.register.path,
        "due.md.j2",
        board=board.title if board else "The Board",
        counted=due.counted(),
        left_out=left_out(len(due.register.left_out)),
        readers=for_everyone(due.register),
        illustrative=_illustrative(due),
        sections=sections,
    )
