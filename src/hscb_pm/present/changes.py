"""What changed since a day, and the history of a record, in each format."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.papers.changed import by_record, counted, in_words, sections
from hscb_pm.periods import say, say_with_weekday
from hscb_pm.present.markdown import Written, markdown_text
from hscb_pm.present.out import Out, in_one_line
from hscb_pm.queries.changes import Change, What
from hscb_pm.register import Register
from hscb_pm.words import capital, count, left_out

FORMATS: Final = ("text", "json", "md")


class Changes(NamedTuple):
    """What changed, of which register, since when, and what it was held against."""

    register: Register
    rows: list[Change]
    since: date
    today: date
    why: str = ""
    """What happened on the day since when, as that the Board met."""
    base: str | None = None
    """The commit that it was held against; None where only dated facts told."""
    is_short: bool = False
    """Whether it is only to be said how much changed."""

    def compared(self) -> str:
        """What was compared with what."""
        said = f"since {say(self.since)}{self.why and f', {self.why}'}"
        said += f", up to {say_with_weekday(self.today)}"
        if self.base is None:
            return f"{said}, by the dates in the records"
        return f"{said}, by the dates in the records and against commit {self.base[:12]}"


def show_changes(found: Changes, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print what changed in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            more = {"since": found.since, "against": found.base, **audience_of(found.register)}
            if found.is_short:
                numbers = Counter(change.what for change in found.rows)
                rows = [{"change": what, "number": numbers[what]} for what in What if numbers[what]]
                out.raw(as_json(head, "counts", rows, **more))
            else:
                out.raw(as_json(head, "changes", map(change_as_data, found.rows), **more))
        case "md":
            out.raw(_as_markdown(found))
        case _:
            _as_text(found, out)


def changes_markdown(rows: Iterable[Change], *, level: int = 2) -> Written:
    """The changes as Markdown, a heading of that level for each kind, without a title."""
    lines = []
    for heading, changes in sections(rows):
        lines += [f"{'#' * level} {markdown_text(heading)}", ""]
        for its in by_record(changes):
            lines.append(f"- **{markdown_text(f'{its[0].record}: {its[0].title}')}**")
            bullet = "- " if its[1:] else ""
            lines += [f"  {bullet}{markdown_text(_dated(change))}" for change in its]
        lines.append("")
    return Written("\n".join(lines) if lines else "Nothing changed.\n")


def readers_of(register: Register) -> str:
    """Who may read it, and what they are not told."""
    if not register.public:
        return "For the Board's own members and staff"
    if not register.hidden_count:
        return "For the public"
    return f"For the public, without {count(register.hidden_count, 'confidential record')}"


def audience_of(register: Register) -> dict[str, object]:
    """The same as data."""
    audience = "public" if register.public else "internal"
    return {"audience": audience, "not_named": register.hidden_count}


def change_as_data(change: Change) -> dict[str, object]:
    """A change as data."""
    return {
        "change": str(change.what),
        "record": change.record,
        "kind": change.kind,
        "title": change.title,
        "on": change.on,
        "said": in_words(change),
        "role": change.role,
        "agency": change.agency,
        "group": change.group,
    }


def _dated(change: Change) -> str:
    said = in_words(change)
    if change.on is None or change.what in (What.OVERDUE, What.OVERDUE_UNTOUCHED):
        return capital(said)
    return f"{say(change.on)}: {said}"


def _as_text(found: Changes, out: Out) -> None:
    out.line(capital(f"{found.compared()}:"))
    out.one_line(f"{capital(counted(found.rows))}.")
    out.line(f"{readers_of(found.register)}.")
    for heading, changes in () if found.is_short else sections(found.rows):
        out.line()
        print_line(out, f"{heading} ({len(changes)})", style="bold")
        for its in by_record(changes):
            out.line()
            print_line(out, its[0].title)
            print_line(out, f"{its[0].record} · {_who(found.register, its[0])}".rstrip(" ·"), 2)
            for change in its:
                print_line(out, _dated(change), 2)


def _who(register: Register, change: Change) -> str:
    where = register.title_of(change.agency or change.group)
    return ", ".join(filter(None, (change.role, where)))


def print_line(out: Out, text: str, indent: int = 0, style: str = "") -> None:
    """A line; on a terminal it goes on below itself."""
    if not out.has_room:
        out.one_line(" " * indent + text)
        return
    from rich.padding import Padding
    from rich.text import Text

    out.rich(Padding(Text(in_one_line(text), style=style), (0, 0, 0, indent)))


def _as_markdown(found: Changes) -> str:
    from hscb_pm.present.templates import render

    board = found.register.board
    return render(
        found.register.path,
        "changes.md.j2",
        board=board.title if board else "The Board",
        compared=capital(found.compared()),
        counted=capital(counted(found.rows)),
        readers=readers_of(found.register),
        left_out=left_out(len(found.register.left_out)),
        changes="" if found.is_short else changes_markdown(found.rows),
    )
