"""A year's programme in each format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hscb_pm.models import Programme
from hscb_pm.models.programme import Row
from hscb_pm.periods import days_apart, say, say_with_weekday
from hscb_pm.present.due import for_everyone
from hscb_pm.present.out import Out, in_one_line
from hscb_pm.queries.item import name_of
from hscb_pm.queries.year import OccurrenceState, Recorded, Standing, YearRow
from hscb_pm.register import Register
from hscb_pm.words import count, left_out

if TYPE_CHECKING:
    from rich.table import Table

FORMATS: Final = ("text", "json", "csv", "md")
COLUMNS: Final = (
    "id",
    "row",
    "title",
    "due",
    "state",
    "done",
    "done_by",
    "present_to",
    "days",
)
HEADINGS: Final = {
    "ongoing-board-performance": "Ongoing: Board performance",
    "ongoing-monitoring-audits": "Ongoing: monitoring audits",
    "ongoing-quality-assurance-reports": "Ongoing: quality assurance reports",
    "commissioned-scrutiny-audits": "Commissioned scrutiny audits",
    "responsive-audits": "Responsive audits",
}
"""The headings of the framework's table, in its order."""
_STYLES: Final = {
    OccurrenceState.OVERDUE: "bold red",
    OccurrenceState.NOT_MINUTED: "bold yellow",
    OccurrenceState.TO_PRESENT: "bold yellow",
    OccurrenceState.DUE_SOON: "bold yellow",
}


@dataclass(frozen=True)
class ProgrammeView:
    """What is shown of a programme: the rows asked for, of which register, on which day."""

    register: Register
    today: date
    programme: Programme
    rows: list[YearRow]

    def counted(self) -> str:
        """The head count, in one line."""
        states = [standing.state for row in self.rows for standing in row.standings]
        said = [
            f"{states.count(state)} {_words(state)}"
            for state in OccurrenceState
            if state in states or state is OccurrenceState.OVERDUE
        ]
        if recorded := sum(len(row.recorded) for row in self.rows):
            said.append(f"{recorded} recorded as they came")
        day, year = say_with_weekday(self.today), self.programme.year.name
        times = count(len(states), "occurrence")
        return f"{day}, programme of {year}, {times}: {', '.join(said)}"

    def sections(self) -> Iterator[tuple[str, list[YearRow]]]:
        """The rows under the headings of the framework."""
        for section, heading in HEADINGS.items():
            if found := [row for row in self.rows if row.row.section == section]:
                yield heading, found

    def about(self, row: Row) -> tuple[str, str, str]:
        """How often a row is asked for, who leads it, and where it goes."""
        route = [f"{self.register.title_of(step.group)} ({step.for_})" for step in row.route]
        often = row.as_written.frequency or "no frequency is written"
        return often, name_of(self.register, row.lead), ", then ".join(route) or "no route"

    def lines(self, row: YearRow) -> Iterator[tuple[str, str, OccurrenceState | None]]:
        """Each occurrence of a row and each record that came: its id, and how it stands."""
        for standing in row.standings:
            yield standing.id, self.stands(standing), standing.state
        for recorded in row.recorded:
            yield recorded.id, f"{_events(recorded)}: {recorded.title}", None

    def stands(self, standing: Standing) -> str:
        """The state of an occurrence, and the facts that say so."""
        state, due = _words(standing.state), say(standing.due)
        group = self.register.title_of(standing.present_to)
        if standing.state is OccurrenceState.NOT_ASKED_FOR:
            return f"{state}: due {due}, before the register was kept"
        if standing.done is None:
            return f"{state}: {due}, {days_apart(standing.due, self.today)}"
        done = f"{say(standing.done)}, {standing.done_by}"
        if standing.state is OccurrenceState.NOT_MINUTED:
            waits = f"; to be presented to the {group}" if group else ""
            return f"{state}: {done}, and nothing shows that the meeting was held{waits}"
        return f"{state} to the {group}: done {done}" if group else f"{state}: {done}"


def _words(state: OccurrenceState) -> str:
    return state.replace("-", " ")


def _events(recorded: Recorded) -> str:
    return ", ".join(f"{what} {say(day)}" for day, what in recorded.events)


def progress(row: YearRow) -> str:
    """How much of a row is done, where it can be counted."""
    if row.is_as_it_comes:
        return f"as it comes, {len(row.recorded) or 'none'} recorded in the year"
    return f"{row.done} of {row.total} done"


def show_programme(view: ProgrammeView, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print a programme in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "occurrences", _data(view), **_more_data(view)))
        case "csv":
            out.csv(COLUMNS, _data(view))
        case "md":
            out.raw(_markdown(view))
        case _ if out.has_room:
            _tables(view, out)
        case _:
            _text(view, out)


def _data(view: ProgrammeView) -> Iterator[dict[str, object]]:
    for row in view.rows:
        yield from (standing._asdict() for standing in row.standings)


def _more_data(view: ProgrammeView) -> dict[str, Any]:
    return {
        "programme": view.programme.id,
        "rows": [
            {
                "row": row.row.row,
                "section": row.row.section,
                "title": row.row.title,
                "frequency": row.row.as_written.frequency,
                "lead": name_of(view.register, row.row.lead),
                "agency": row.row.lead.agency,
                "group": row.row.lead.group,
                "route": [{"group": step.group, "for": step.for_} for step in row.row.route],
                "is_as_it_comes": row.is_as_it_comes,
                "total": row.total,
                "done": row.done,
            }
            for row in view.rows
        ],
        "recorded": [
            {**one._asdict(), "events": [{"what": what, "on": on} for on, what in one.events]}
            for row in view.rows
            for one in row.recorded
        ],
    }


def _text(view: ProgrammeView, out: Out) -> None:
    out.one_line(view.counted())
    for heading, rows in view.sections():
        out.line(f"\n{heading}")
        for row in rows:
            out.line()
            out.one_line(f"{row.row.row}. {row.row.title}: {progress(row)}")
            out.one_line(f"  {' · '.join(view.about(row.row))}")
            lines = list(view.lines(row))
            wide = max((len(name) for name, *_ in lines), default=0)
            for name, words, _ in lines:
                out.one_line(f"  {name:{wide}}  {words}")


def _tables(view: ProgrammeView, out: Out) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out.rich(Text(in_one_line(view.counted()), style="bold"))
    for heading, rows in view.sections():
        out.line()
        out.rich(Text(heading, style="bold underline"))
        for row in rows:
            title = Text(in_one_line(f"{row.row.row}. {row.row.title}"), style="bold")
            title.append(f": {progress(row)}", style="not bold")
            about = Text(in_one_line(" · ".join(view.about(row.row))), style="dim")
            out.line()
            out.rich(title)
            out.rich(Padding(about, (0, 0, 0, 2), expand=False))
            out.rich(Padding(_table(view, row), (0, 0, 0, 2), expand=False))


def _table(view: ProgrammeView, row: YearRow) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, words, state in view.lines(row):
        style = _STYLES.get(state, "") if state else ""
        table.add_row(Text(name, style="dim"), Text(in_one_line(words), style=style))
    return table


def _markdown(view: ProgrammeView) -> str:
    from hscb_pm.present.templates import render

    sections = [
        {
            "heading": heading,
            "rows": [
                (row.row.row, row.row.title, *view.about(row.row), progress(row)) for row in rows
            ],
            "lines": [(name, words) for row in rows for name, words, _ in view.lines(row)],
        }
        for heading, rows in view.sections()
    ]
    return render(
        view.register.path,
        "programme.md.j2",
        title=view.programme.label,
        counted=view.counted(),
        left_out=left_out(len(view.register.left_out)),
        readers=for_everyone(view.register),
        sections=sections,
    )
