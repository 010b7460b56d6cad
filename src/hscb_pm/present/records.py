"""Records in a list, and one record in words, in each format."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.models import ChildDeaths, Indicator, Record
from hscb_pm.models.audit import Sample
from hscb_pm.models.record import Model, Refers, marked_fields
from hscb_pm.models.yearly import DeathFunctions
from hscb_pm.periods import say
from hscb_pm.present.due import for_everyone, when
from hscb_pm.present.out import Out, visible
from hscb_pm.queries.deaths import tells_of_few
from hscb_pm.queries.indicators import SMALL
from hscb_pm.queries.item import DueItem
from hscb_pm.queries.records import Dossier, RecordRow, part_of, title_of
from hscb_pm.register import Register
from hscb_pm.words import count, joined

FORMATS: Final = ("text", "json", "csv", "md")
COLUMNS: Final = (
    "record",
    "kind",
    "title",
    "state",
    "why",
    "agency",
    "group",
    "illustrative",
    "path",
)


# --- A list ----------------------------------------------------------------------------------


class RecordList(NamedTuple):
    """A list of records of one kind, and which register they are of."""

    register: Register
    kind: type[Record]
    rows: list[RecordRow]

    def data(self) -> Iterator[dict[str, object]]:
        """Every row as data."""
        for row in self.rows:
            source = self.register.sources.get(row.record)
            yield {**row._asdict(), "path": source.path if source else None}

    def head(self) -> tuple[str, ...]:
        """The columns that people see."""
        return ("Record", "State", "What", "Agency or group")

    def table(self) -> list[tuple[str, str | None, str, str | None]]:
        """The rows that people see."""
        return [
            (
                row.record,
                row.state,
                row.title if row.why is None else f"{row.title} ({row.why})",
                self.register.title_of(row.agency or row.group) or None,
            )
            for row in self.rows
        ]

    def counted(self) -> str:
        """How many there are, and in which states."""
        states = [row.state for row in self.rows if row.state]
        counts = [f"{states.count(state)} {state}" for state in dict.fromkeys(states)]
        total = count(len(self.rows), self.kind.kind, self.plural())
        return total + (f": {joined(counts)}" if counts else "")

    def plural(self) -> str:
        """What several records of the kind are called."""
        return self.kind.folder.rpartition("/")[2] or self.kind.kind


def show_list(found: RecordList, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print a list in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "records", found.data()))
        case "csv":
            out.csv(COLUMNS, found.data())
        case "md":
            from hscb_pm.present.templates import render

            title = found.plural().capitalize()
            values = {"counted": found.counted(), "columns": found.head(), "rows": found.table()}
            values["readers"] = for_everyone(found.register)
            out.raw(render(found.register.path, "list.md.j2", title=title, **values))
        case _:
            _plain_list(found, out)


def _plain_list(found: RecordList, out: Out) -> None:
    out.line(found.counted())
    out.line()
    rows = [tuple(visible(cell or "") for cell in row) for row in found.table()]
    wide = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    for name, state, what, who in rows:
        start = f"{name:{wide[0]}}  {state:{wide[1]}}" if wide[1] else f"{name:{wide[0]}}"
        out.one_line(f"{start}  {what}" + (f"; {who}" if who and who != what else ""))


# --- One record ------------------------------------------------------------------------------


def show_record(
    found: Dossier, register: Register, format: str, out: Out, head: Mapping[str, Any]
) -> None:
    """Print all about a record in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "due", map(_due_row, found.due), **_as_data(found)))
        case "csv":
            rows = ({"field": name, "value": value} for name, value in _facts(found, register))
            out.csv(("field", "value"), rows)
        case "md":
            from hscb_pm.present.templates import render

            values = _sections(found, register) | {"readers": for_everyone(register)}
            out.raw(render(register.path, "show.md.j2", **values))
        case _:
            _plain_record(found, register, out)


def _plain_record(found: Dossier, register: Register, out: Out) -> None:
    values = _sections(found, register)
    out.one_line(values["title"])
    out.one_line(f"  {values['where']}")
    if values["state"]:
        out.one_line(f"  State: {values['state']}")
    for heading, rows in values["sections"]:
        out.line(f"\n{heading}")
        for row in rows:
            name, *rest = row
            out.one_line(f"  {name}: {'; '.join(filter(None, rest))}")


def _sections(found: Dossier, register: Register) -> dict[str, Any]:
    """What is said of a record, in the order in which it is said."""
    record = found.record
    marks = [found.kind, str(register.locate(record.id, found.path)) if record else "no file yet"]
    if record and record.illustrative:
        marks.append("illustrative, wholly or in part")
    if record and record.part:
        marks.append("confidential")
    part = part_of(record, found.path) if record else None
    fields = list(_fields(part, register)) if part else []
    sections = [
        ("What it says", fields),
        ("Named by", [(n.record, n.title, place(n.field)) for n in found.named_by]),
        ("Due", [(", ".join(filter(None, reversed(when(i)))), *_due_text(i)) for i in found.due]),
    ]
    state = f"{found.standing.state} ({found.standing.why})" if found.standing else None
    return {
        "title": f"{found.id}: {found.title}",
        "where": " · ".join(marks),
        "state": state,
        "sections": [section for section in sections if section[1]],
    }


def _due_text(item: DueItem) -> tuple[str, ...]:
    # the title of an action is that of all that it asks for; those of others say what is due
    what = item.kind
    if what == "outcome":
        what = "outcome check" if item.clause == "F4.4" else "recheck of the outcome"
    said = f"{what}: {item.title}" if item.kind in ("action", "outcome") else item.title
    return (said, item.lead, item.moved or "")


def _due_row(item: DueItem) -> dict[str, object]:
    row = item._asdict()
    for name in ("today", "file", "at", "slip"):
        del row[name]
    return row | {"days": item.days, "state": item.state, "first_due": item.first_due}


def _facts(found: Dossier, register: Register) -> Iterator[tuple[str, str]]:
    """Every line as a name and a value."""
    values = _sections(found, register)
    yield "id", found.id
    yield "kind", found.kind
    yield "title", found.title
    if found.standing:
        yield "state", found.standing.state
        yield "why", found.standing.why
    for heading, rows in values["sections"]:
        for name, *rest in rows:
            field = name if heading == "What it says" else f"{heading}: {name}"
            yield field, "; ".join(filter(None, rest))


def _as_data(found: Dossier) -> dict[str, Any]:
    part = part_of(found.record, found.path) if found.record else None
    said = part.model_dump(by_alias=True, mode="json", exclude_none=True) if part else None
    return {
        "record": {"id": found.id, "kind": found.kind, "title": found.title},
        "state": found.standing.state if found.standing else None,
        "why": found.standing.why if found.standing else None,
        "says": {k: v for k, v in said.items() if v not in ([], {})} if said else None,
        "named_by": [naming._asdict() for naming in found.named_by],
    }


EXACT: Final[dict[type[Model], frozenset[str]]] = {
    Indicator: frozenset({"values", "events", "comparisons", "benchmarks"}),
    ChildDeaths: frozenset({"counts"}),
}
"""Fields that have exact numbers of children, which may be too small for everyone's eyes."""


def withheld_from(model: Model, register: Register) -> frozenset[str]:
    """The fields that those who read may not see; `hscb indicators show` tells what they may."""
    if not (register.public and register.is_private):
        return frozenset()
    exact = EXACT.get(type(model), frozenset())
    match model:
        case ChildDeaths() if tells_of_few(model.trend or ""):
            return exact | {"trend"}
        case DeathFunctions():
            return frozenset(name for name, text in model if text and tells_of_few(text))
        case Sample() if {model.size, model.population} & {*SMALL} or model.strata:
            return frozenset({"size", "population", "strata"})
    return exact


class Filled(NamedTuple):
    """A field that says something."""

    key: str
    """What it is called in the file."""
    label: str
    value: object
    refers: bool
    """Whether its values are ids of records."""


def filled(model: Model, without: frozenset[str] = frozenset()) -> Iterator[Filled]:
    """The fields of a record that say something."""
    refers = marked_fields(type(model), Refers)
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        is_said = name not in ("id", "title", "illustrative", "part") and name not in without
        if is_said and value is not None and value not in ((), {}):
            key = field.alias or name
            yield Filled(key, _label(key), value, name in refers)


def is_list(value: object) -> bool:
    """Whether a value is a list of entries with fields of their own."""
    return isinstance(value, tuple) and any(isinstance(entry, Model) for entry in value)


def _fields(model: Model, register: Register) -> Iterator[tuple[str, str]]:
    """The fields of a record that say something, each a line; lists entry by entry."""
    for _, label, value, refers in filled(model, withheld_from(model, register)):
        if isinstance(value, tuple) and is_list(value):
            for number, entry in enumerate(value, 1):
                yield f"{label} {number}", said(entry, register)
        else:
            yield label, said(value, register, refers=refers)


def said(value: object, register: Register, *, refers: bool = False) -> str:
    """A value in words; a record to which it refers gets its title."""
    if isinstance(value, str) and value in register.kinds:
        own = register.id_of(value)  # of a hidden record not even that
        return _named(own, title_of(register, value)) if refers else own
    if isinstance(value, date | bool):
        return say(value) if isinstance(value, date) else ("no", "yes")[value]
    if isinstance(value, tuple):
        return ", ".join(said(entry, register, refers=refers) for entry in value)
    if isinstance(value, Model):
        pairs = _fields(value, register)
        return "; ".join(f"{name[0].lower()}{name[1:]} {text}" for name, text in pairs)
    if isinstance(value, dict):
        return "; ".join(
            f"{register.id_of(key)}: {said(entry, register)}" for key, entry in value.items()
        )
    return str(value)


def _named(record_id: str, title: str) -> str:
    return record_id if title == record_id else f"{title} ({record_id})"


def place(path: str) -> str:
    """A field path as people count: `standards.7.self` is standards 8 self."""
    steps = path.split(".")
    return " ".join(str(int(step) + 1) if step.isdecimal() else _plain(step) for step in steps)


def _plain(name: str) -> str:
    return name.rstrip("_").replace("_", " ")


def _label(name: str) -> str:
    return _plain(name).capitalize()
