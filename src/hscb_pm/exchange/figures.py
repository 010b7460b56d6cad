"""Figures from a long table: local ones become values, those of elsewhere benchmarks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from hscb_pm.exchange.long_table import Field, columns_of, letter_of, rows_of
from hscb_pm.exchange.period_words import (
    kind_named,
    of_a_year,
    period_for,
    read_period,
    what_is_known,
)
from hscb_pm.exchange.recording import Given, new_value, recorded, whole, why_not
from hscb_pm.models import Indicator
from hscb_pm.models.indicator import PERCENT
from hscb_pm.periods import Period, PeriodKind, say
from hscb_pm.problem import CannotError
from hscb_pm.register import Register
from hscb_pm.store.edits import Edit
from hscb_pm.store.splicing import LAST
from hscb_pm.words import count, joined

MOST_ERRORS: Final = 20
MOST_ROWS: Final = 6
"""Rows that are named of those with the same error."""
MOST_FIGURES: Final = 5_000
"""More figures than a board watches; so a table of any length stays out of memory."""
_LETTERS: Final = {
    **dict.fromkeys(("c", "*", "[c]"), "c"),
    **dict.fromkeys(("z", ".", "[z]"), "z"),
    **dict.fromkeys(("x", "..", ":", "-", "[x]"), "x"),
    **dict.fromkeys(("u", "[u]"), "u"),
    **dict.fromkeys(("k", "low", "[low]"), "k"),
}
"""How published tables say why there is no figure."""
ENGLAND: Final = "england"
_COUNTS: Final[tuple[Field, ...]] = ("numerator", "denominator")
_LENGTHS: Final = (
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
    PeriodKind.SNAPSHOT,
)
_PERCENTAGE: Final = re.compile("%|percent")
_PER: Final = re.compile(r"per ((?:[0-9]{1,3},)*[0-9]+)")
_WHOLE: Final = re.compile(r"([0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,15})(?:\.0+)?")
_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,15})?")
Row = dict[Field, str]
"""The cells of a row by what they hold."""
_POLARITIES: Final = {"high": "increase", "low": "decrease", "-": "neutral", "": "neutral"}


class Wanted(NamedTuple):
    """What is to be taken from a table."""

    codes: Mapping[str, Indicator]
    """The indicators by the codes that the table has for them; one alone may need no code."""
    areas: frozenset[str]
    """The areas, folded."""
    source: str | None = None
    """Who published it; else it is the file."""
    years: PeriodKind | None = None
    """Which years a single number names, where the table does not say."""
    columns: Mapping[Field, str] = {}


class NotRightError(Exception):
    """A cell that cannot be taken: of which field, and why, without what stands there."""

    def __init__(self, field: Field, why: str) -> None:
        super().__init__(why)
        self.field = field


class Imported:
    """What was found in a table, and what is to be recorded of it."""

    def __init__(self, register: Register, wanted: Wanted, today: date, source: str) -> None:
        self.register, self.wanted, self.today = register, wanted, today
        self.source = wanted.source or source
        self.home = folded(register.board.area) if register.board else ""
        self.errors: dict[str, list[int]] = {}
        """The first rows in which something is wrong, by what it is."""
        self.columns = ""
        self.counts: Counter[str] = Counter()
        """`rows`, `errors`, `same` (recorded already), `elsewhere` (not asked for), `blank` and
        `later` (after today)."""
        self.notes: set[str] = set()
        self.seen: set[str] = set()
        """The indicators and areas of which there are rows."""
        self._edits: list[tuple[tuple[str, str, date], Edit]] = []
        self._taken: dict[tuple[str, ...], tuple[int, object]] = {}

    @property
    def edits(self) -> list[Edit]:
        """What is to be recorded, for each record in the order of areas and of time."""
        return [edit for _, edit in sorted(self._edits, key=lambda pair: pair[0])]

    def said(self) -> Iterator[str]:
        """What somebody has to know before anything is written: what was understood, and wrong."""
        yield f"columns: {self.columns}"
        counts = {
            "recorded already": self.counts["same"],
            "of other indicators or areas": self.counts["elsewhere"],
            "of the Board's own area, whose rates are worked out here": self.counts["own"],
            "without a figure": self.counts["blank"],
            f"of periods not over by {say(self.today)}": self.counts["later"],
        }
        others = "".join(f", {number:,} {what}" for what, number in counts.items() if number)
        yield f"{self.counts['rows']:,} rows: {count(len(self._edits), 'new figure')}{others}"
        yield from sorted(self.notes)
        for why, rows in self.errors.items():
            named = [str(row) for row in rows[:MOST_ROWS]] + ["more"] * (len(rows) > MOST_ROWS)
            yield f"{'row' if len(rows) == 1 else 'rows'} {joined(named)}{why}"
        if len(self.errors) == MOST_ERRORS:
            yield "of more kinds of errors, only the first are told"

    def unseen(self) -> str:
        """What was asked for and has no row; nothing if all has."""
        codes = [code for code, each in self.wanted.codes.items() if each.id not in self.seen]
        return joined([*codes, *sorted(self.wanted.areas - self.seen)], "or")

    def how_many_errors(self) -> str:
        """`3 errors`."""
        return count(self.counts["errors"], "error")

    def recorded_in(self, register: Register) -> Iterator[str]:
        """What was recorded, file by file."""
        found = Counter((edit.record, str(edit.path[0])) for edit in self.edits)
        for (record, what), number in found.items():
            yield f"{register.sources[record].path}: {count(number, what.removesuffix('s'))}"

    def wrong(self, row: int, why: str) -> None:
        """Note an error; of many kinds only the first are told."""
        self.counts["errors"] += 1
        if why in self.errors or len(self.errors) < MOST_ERRORS:
            rows = self.errors.setdefault(why, [])
            if len(rows) <= MOST_ROWS:
                rows.append(row)

    def take(self, number: int, indicator: Indicator, row: Row) -> None:
        """Take a figure from a row; raises NotRightError."""
        self._compare_measure(indicator, row)
        is_home = folded(row["area"]) == self.home
        if is_home and indicator.measure.kind == "count" and "numerator" not in row:
            row = {**row, "numerator": row.get("value", "")}
        self.seen |= {indicator.id, folded(row["area"])}
        if is_home and (row.get("numerator") or row.get("denominator")):
            self._take_value(number, indicator, row)
        else:
            self._take_benchmark(number, indicator, row)

    def _take_value(self, number: int, indicator: Indicator, row: Row) -> None:
        period = _period_of_value(indicator, row, self.wanted.years)
        given = _given(row)._replace(source=self.wanted.source)
        if why := why_not(self.register, indicator, period, given, self.today):
            raise NotRightError("period" if period.end > self.today else "numerator", why)
        key = (indicator.id, period.name)
        if self._is_new(number, key, given._replace(source=None), "numerator"):
            if known := recorded(indicator, period):
                if not given.is_recorded_in(known[1]):
                    raise NotRightError("numerator", self._differs(indicator, "values", known[0]))
                self.counts["same"] += 1
            else:
                order = indicator.id, "", period.end
                self._edits.append((order, new_value(indicator, period, given)))

    def _take_benchmark(self, number: int, indicator: Indicator, row: Row) -> None:
        value = _benchmark(indicator, row)
        if value is None:
            self.counts["blank"] += 1
            return
        period, area = _period_of_benchmark(indicator, row, self.wanted.years), row["area"]
        if period.end > self.today:
            self.counts["later"] += 1
            return
        if not self._is_new(number, (indicator.id, period.name, folded(area)), value, "value"):
            return
        if folded(area) == self.home:
            self.counts["own"] += 1  # worked out here, from numerators and denominators
            return
        near = [b for b in indicator.benchmarks if folded(b.area) == folded(area)]
        for index, known in enumerate(indicator.benchmarks):
            if known in near and period.name == known.period:
                if known.value != value:
                    raise NotRightError("value", self._differs(indicator, "benchmarks", index))
                self.counts["same"] += 1
                return
        name = "england" if folded(area) == ENGLAND else area
        entry = {
            "area": near[0].area if near else name,
            "period": period.name,
            "value": value,
            "source": self.source,
        }
        order = indicator.id, folded(area), period.end
        self._edits.append((order, Edit(indicator.id, ("benchmarks", LAST), entry)))

    def _is_new(self, number: int, key: tuple[str, ...], figure: object, field: Field) -> bool:
        """Whether no row before was of the same period and place; another figure is an error."""
        if len(self._taken) >= MOST_FIGURES:
            message = f"more than {MOST_FIGURES} figures are asked for: name fewer areas"
            raise CannotError(message)
        row, before = self._taken.setdefault(key, (number, figure))
        if before != figure:
            raise NotRightError(field, f"differs from row {row}, of the same period and area")
        return row == number

    def _differs(self, indicator: Indicator, key: str, index: int) -> str:
        place = self.register.locate(indicator.id, (key, index))
        return f"differs from what is recorded ({place}); if it was revised, change it there"

    def _compare_measure(self, indicator: Indicator, row: Row) -> None:
        """Refuse another scale; note another direction, which only people can settle."""
        unit = row.get("unit", "").lower()
        found = _PER.search(unit)
        per = int(found[1].replace(",", "")) if found else None
        theirs = PERCENT if _PERCENTAGE.match(unit) else per
        if theirs is not None and theirs != indicator.measure.scale:
            of = "not for each " + f"{theirs:,}" if theirs != PERCENT else "no percentage"
            raise NotRightError("unit", f"{indicator.id} is {of}")
        direction = _POLARITIES.get(row.get("polarity", "?").lower())
        if direction and direction != indicator.direction:
            self.notes.add(
                f"{indicator.id}: which way is better is `{direction}` in the table, "
                f"and `{indicator.direction}` here"
            )


def read_figures(register: Register, path: Path, wanted: Wanted, today: date) -> Imported:
    """Read a table; CannotError where it has no such columns, or too much is asked for."""
    found = Imported(register, wanted, today, path.name)
    rows = rows_of(path)
    alone = next(iter(wanted.codes.values())) if len(wanted.codes) == 1 else None
    at, found.columns, width = columns_of(path, rows, wanted.columns, of_one=alone is not None)
    code_at, area_at, counts = at.get("indicator"), at["area"], found.counts
    fold = lru_cache(maxsize=4096)(folded)
    for number, cells in rows:
        counts["rows"] += 1
        cells.extend([""] * (width - len(cells)))  # a row may be a remark
        indicator = alone if code_at is None else wanted.codes.get(cells[code_at].strip())
        if indicator is None:
            counts["elsewhere"] += 1
            continue
        area = cells[area_at] or _wider_area(cells, at)
        if fold(area) not in wanted.areas:
            counts["elsewhere"] += 1
            continue
        if len(cells) > width:
            found.wrong(number, ": more cells than there are headings")
            continue
        row: Row = {field: cells[column].strip() for field, column in at.items()}
        row["area"] = area.strip()
        try:
            found.take(number, indicator, row)
        except NotRightError as error:
            column = at.get(error.field)
            letter = f", column {letter_of(column)}" if column is not None else ""
            found.wrong(number, f"{letter} ({error.field}): {error}")
    return found


def _wider_area(cells: Sequence[str], at: Mapping[Field, int]) -> str:
    """The region or the country, in a table where their rows name no authority."""
    if "region" in at and cells[at["region"]]:
        return cells[at["region"]]
    return ENGLAND if "level" in at and cells[at["level"]].lower() == "national" else ""


def folded(area: str) -> str:
    """An area's name as different sources write it."""
    return re.sub(r"[\W_]+", "-", area.casefold()).strip("-")


def _given(row: Row) -> Given:
    """What was counted, or the letter for why it is not told."""
    numbers: dict[str, int | None] = {}
    missing = None
    for field in _COUNTS:
        text = row.get(field, "")
        if _WHOLE.fullmatch(text):
            numbers[field] = whole(text.partition(".")[0])
        elif letter := _LETTERS.get(text.lower()):
            missing = missing or letter
        elif text:
            raise NotRightError(field, "is no whole number, and no letter for why there is none")
    if missing:
        return Given(missing=missing)
    if numbers.get("numerator") is None:
        raise NotRightError("numerator", "is empty, and there is a denominator")
    return Given(numbers["numerator"], numbers.get("denominator"))


def _benchmark(indicator: Indicator, row: Row) -> float | None:
    """A figure from elsewhere, as published; worked out where only its numbers are given."""
    text = row.get("value", "").removesuffix("%").rstrip()
    if _NUMBER.fullmatch(text):
        number = float(re.sub("[ ,]", "", text))
        return int(number) if number.is_integer() else number
    if text and text.lower() not in _LETTERS:
        raise NotRightError("value", "is no number, and no letter for why there is none")
    if text or not row.get("numerator"):
        return None
    given = _given(row)
    per = indicator.measure.scale
    if given.numerator is None or per is None:
        return given.numerator
    return round(given.numerator * per / given.denominator, 1) if given.denominator else None


def _period_of_value(indicator: Indicator, row: Row, years: PeriodKind | None) -> Period:
    kind = kind_named(row.get("years", "")) or years
    if kind is indicator.period_kind and (found := of_a_year(row["period"], kind)):
        return found
    try:
        return period_for(indicator, row["period"])
    except ValueError:
        raise NotRightError("period", what_is_known(indicator)) from None


def _period_of_benchmark(indicator: Indicator, row: Row, years: PeriodKind | None) -> Period:
    """A period of any length: of the table's own, else of the indicator's, else as it looks."""
    text, kind = row["period"], kind_named(row.get("years", "")) or years
    if kind and (found := of_a_year(text, kind)):
        return found
    for each in (kind, indicator.period_kind, *_LENGTHS):
        if each and (found := read_period(text, each)):
            return found
    if re.fullmatch("[0-9]{4}", text):
        message = "a year by itself: say with --years whether it is financial, calendar or academic"
        raise NotRightError("period", message)
    raise NotRightError("period", "is no period; understood: 2016-17, 2016-17 Q1, 2016-04")
