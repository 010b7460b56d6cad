"""What a table of the register is: its columns, its rows, and what a changed cell means."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar, Final, Literal, NamedTuple

from hscb_pm.exchange.tables.names import meant
from hscb_pm.exchange.typed import a_text
from hscb_pm.models import Agency, Group, Record
from hscb_pm.periods import MONTHS, read_day, say
from hscb_pm.present.rows import without_apostrophe
from hscb_pm.problem import CannotError, FieldPath, Problem, listed
from hscb_pm.register import Register
from hscb_pm.store.edits import Edit
from hscb_pm.words import joined


class Wrong(NamedTuple):
    """A cell from which nothing can be read: why, and what to do."""

    why: str


Value = str | int | float | date | None
Cell = Value | Wrong
Takes = Literal["text", "day", "number", "agency", "group", "ids"]
_IN_FIGURES: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2[0-9]{4}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_MIDNIGHT: Final = re.compile(r"(?<=[0-9])[ T]00:00(:00(\.0+)?)?$")
_MOST_HINTS: Final = 50
"""Unknown names for which the likeliest one is looked for, which takes its time."""
_FIELD: Final = re.compile("`([a-z_]+):?`")
_PERIOD: Final = re.compile("[0-9]{4}-[0-9]{2}([- ]Q[1-4])?")
_AS_A_DAY: Final = "type it as day/month/year, as 31/03/2018, or as 2018-03-31"
_ANY_ID: Final = re.compile(r"[A-Z][A-Za-z0-9]*-[A-Za-z0-9/@-]*[A-Za-z0-9]")


class RefusedError(CannotError):
    """What a row of a file says cannot be taken: why, and what to type."""


class Column(NamedTuple):
    """A column: what it is called, what it takes, and where that goes."""

    name: str
    """As JSON, Parquet and `--map` call it."""
    heading: str
    takes: Takes = "text"
    path: FieldPath = ()
    """Where an edit of it goes within its entry; a column without one has a step of its own."""
    is_open: bool = False
    """Whether somebody may change it and send it back."""
    others: tuple[str, ...] = ()
    """What else its heading may read like, the better one first."""
    width: int = 20
    note: str = ""
    """What is shown beside a cell of it."""


class Entry(NamedTuple):
    """A row as the register has it."""

    record: str
    cells: Mapping[str, Value]
    kind: str
    due: date | None = None
    lead: str = ""
    agency: str | None = None
    group: str | None = None
    at: FieldPath = ()
    """Where it stands in its record."""


class Row(NamedTuple):
    """A row of a file: where it stands, and those of its cells that are not empty, by column."""

    place: str
    cells: Mapping[str, Cell]
    exported: str = ""
    """What it said when it was exported: see `stamps`."""


class New(NamedTuple):
    """A record that is to be made."""

    kind: type[Record]
    data: dict[str, Any]


class Given(NamedTuple):
    """What is said of all rows of a file together."""

    reason: str | None = None
    agreed_by: str | None = None
    agency: str | None = None
    group: str | None = None
    on: date | None = None
    """The day on which it was agreed and done, if not today."""
    words: Mapping[str, str] = {}
    """What words of a file stand for, folded: `{"green": "implemented"}`."""


class Table:
    """The rows of a kind; each kind has a class that says what its own columns mean."""

    name: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    keys: ClassVar[tuple[tuple[str, ...], ...]]
    """The columns by which a row is known, together; if one is empty, the next are tried."""
    words: ClassVar[Mapping[str, Sequence[str]]] = {}
    """The states that there are, and words for them."""
    fixes: ClassVar[Mapping[str, str]] = {}
    """What mends a row that is against a rule, where the rule speaks of files alone."""
    in_paper: ClassVar[tuple[str, ...]]
    """The columns that a page has room for."""
    row: ClassVar[tuple[str, str]]
    """What a row is called, and several."""

    def __init__(self, register: Register, today: date, given: Given | None = None) -> None:
        self.register, self.today, self.given = register, today, given or Given()
        self.remarks: list[str] = []
        """What is to be said of the row in hand and keeps nobody from taking it."""
        self.meant: Counter[tuple[str, str]] = Counter()
        """How often a word of the file was taken for one of the register's."""
        self._hints: dict[tuple[str, str], str] = {}

    # --- What each kind says for itself ------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """The rows as they stand in the register."""
        raise NotImplementedError

    def steps(self, entry: Entry, cells: Mapping[str, Value], row: Row) -> Iterable[Edit]:
        """What follows from changed cells without a path; RefusedError where nothing can."""
        raise NotImplementedError

    def added(self, cells: Mapping[str, Value], row: Row) -> New | Iterable[Edit]:
        """What makes a row that the register does not have; RefusedError where it cannot be."""
        raise NotImplementedError

    def told(self, path: FieldPath, value: Any) -> str:  # noqa: ANN401, plain data
        """An edit that `steps` made, in a few words; nothing where another says it."""
        raise NotImplementedError

    def goes_on(self, key: tuple[str, ...], cells: Mapping[str, Cell]) -> bool:  # noqa: ARG002, some do not ask
        """Whether a row that is not known by a key may be by the next; else it is a new one."""
        return False

    def settled(self, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
        """Cells of which only others of the row tell what they mean, as the register has them."""
        return cells

    def defaults(self) -> dict[str, Value]:
        """What stands in for cells by which a row is known."""
        return {}

    def weak(self, register: Register) -> Mapping[str, str]:  # noqa: ARG002, of some nothing is said
        """What is to be said of new records that are not good enough, by their ids."""
        return {}

    def stands_beside(self, entry: Entry, column: Column, value: Value) -> bool:  # noqa: ARG002, some do not ask
        """Whether a value takes nothing back, though the register's has changed meanwhile."""
        return False

    def mended_by(self, problem: Problem) -> str:
        """What a rule says to do, with the columns' headings for fields."""
        fix = self.fixes.get(problem.code, problem.fix or "")
        headings = {column.path[-1]: column.heading for column in self.columns if column.path}
        headings |= {column.name: column.heading for column in self.columns}
        return _FIELD.sub(lambda found: headings.get(found[1], found[0]), fix)

    def choices(self) -> dict[str, Sequence[str]]:
        """What cells of a column are chosen from."""
        return {}

    # --- What all have in common ---------------------------------------------------------------

    def shown(self, column: Column, cell: Value) -> Value:
        """A cell as people read it: agencies and groups by their titles, if one has it alone."""
        if column.takes not in ("agency", "group") or cell is None:
            return cell
        title = self.register.title_of(str(cell))
        return title if self.named[column.takes].get(folded(title)) == cell else cell

    def changed(self, column: Column, cell: Cell, known: Value) -> Value:
        """What a cell says that is not known yet; None if it says nothing new."""
        if is_same(cell, known) or is_same(cell, self.shown(column, known)):
            return None
        value = self.read(column, cell)
        return None if is_same(value, known) else value

    def told_entries(self) -> Iterator[Entry]:
        """The rows for those who may read the register: no hidden record is named in them."""
        for entry in self.entries():
            if not self.register.hides(entry.record):
                told = {name: self._told(cell) for name, cell in entry.cells.items()}
                yield entry._replace(cells=told)

    def _told(self, cell: Value) -> Value:
        if not isinstance(cell, str):
            return cell
        return None if self.register.hides(cell) else self.register.struck(cell)

    @classmethod
    @cache
    def column(cls, name: str) -> Column:
        """The column of that name."""
        return next(column for column in cls.columns if column.name == name)

    @property
    def day(self) -> date:
        """The day of what is recorded, unless a row has its own."""
        return self.given.on or self.today

    @cached_property
    def named(self) -> dict[str, dict[str, str]]:
        """The ids of agencies and groups, by themselves and by their titles."""
        kinds: tuple[type[Agency | Group], ...] = (Agency, Group)
        return {
            kind.kind: {
                **{folded(each.label): each.id for each in self.register.of(kind)},
                **{folded(each.id): each.id for each in self.register.of(kind)},
            }
            for kind in kinds
        }

    def known(self) -> set[str]:
        """The texts that the register holds already, and so brings nobody to light."""
        texts = {each for known in self.choices().values() for each in known}
        for known in self.named.values():
            texts |= {*known.values(), *map(self.register.title_of, known.values())}
        cells = (cell for entry in self.entries() for cell in entry.cells.values())
        return texts | {cell for cell in cells if isinstance(cell, str)}

    def read(self, column: Column, cell: Cell) -> Value:
        """What a cell means; RefusedError says why it means nothing."""
        if isinstance(cell, Wrong):
            raise RefusedError(f"it {cell.why}")
        match column.takes:
            case "day":
                return self._day(cell)
            case "number":
                return _number(cell)
            case "agency" | "group":
                return self._named(column.takes, cell)
            case "ids":
                return ", ".join(ids_in(cell))
            case _:
                try:
                    return a_text(without_apostrophe(said(cell)))
                except ValueError as error:
                    raise RefusedError(str(error)) from None

    def _day(self, cell: Cell) -> date:
        if isinstance(cell, date):
            return cell
        text = " ".join(_MIDNIGHT.sub("", said(cell).strip()).split())
        if not re.search("[0-9]{4}|[ ./-][0-9]{2}$", text) or text.isdecimal():
            shown = text if len(text) <= len("a few words of it") else "that"
            raise RefusedError(f"{shown!r} is no day: {_AS_A_DAY}")
        try:
            day = read_day(text, self.today, self.register.holidays)
        except ValueError as error:
            why, understood, _ = str(error).partition("; understood: ")
            raise RefusedError(f"{why}: {_AS_A_DAY}" if understood else why) from None
        found, doubt = _IN_FIGURES.fullmatch(text), ""
        if _PERIOD.fullmatch(text.upper()):
            doubt = f"{text} is read as its last day: {say(day)}"
        elif found and int(found[3]) != int(found[1]) <= len(MONTHS):
            doubt = f"{text} is read day-first: {day.day} {MONTHS[day.month - 1]}"
        if doubt and doubt not in self.remarks:
            self.remarks.append(doubt)
        return day

    def _named(self, kind: str, cell: Cell) -> str:
        known = self.named[kind]
        text = said(cell)
        if found := known.get(folded(text)):
            return found
        if self.register.is_rejected(text):
            raise RefusedError(f"that {kind} could not be read: hscb validate")
        key = kind, folded(text)
        if key not in self._hints:
            ids = meant(text, key[1], known) if len(self._hints) < _MOST_HINTS else []
            names = listed(sorted(set(known.values())))
            self._hints[key] = f"did you mean {joined(ids, 'or')}?" if ids else f"it can be {names}"
        raise RefusedError(f"there is no {kind} of that name: {self._hints[key]}")


def said(cell: Cell) -> str:
    """A cell as a text; a whole number has no decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or isinstance(cell, Wrong) else str(cell)


def folded(text: str) -> str:
    """A text as different hands write it."""
    plain = re.sub("['\u2019]", "", text)
    return " ".join(re.sub(r"[\W_]+", " ", plain).casefold().split())


def is_same(cell: Cell, known: Value) -> bool:
    """Whether a cell says what is known, wherever a spreadsheet broke its lines."""
    if isinstance(cell, date | Wrong) or cell == known:
        return cell == known
    if isinstance(known, date):
        return cell in (known.isoformat(), f"{known:%d/%m/%Y}")
    return said(cell).split() == said(known).split()


def ids_in(cell: Cell) -> list[str]:
    """The ids that a cell names, in their order."""
    return list(dict.fromkeys(_ANY_ID.findall(said(cell))))


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, date) and bool(_NUMBER.fullmatch(said(cell).replace(",", "")))


def _number(cell: Cell) -> int | float:
    if not _is_number(cell):
        raise RefusedError("that is no number: digits alone")
    text = said(cell).replace(",", "")
    number = float(text)
    return int(number) if number.is_integer() else number


def editable(columns: Iterable[Column]) -> list[str]:
    """The headings of what somebody may change."""
    return [column.heading for column in columns if column.is_open]
