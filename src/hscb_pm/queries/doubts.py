"""What somebody could work out of the numbers that are hidden: the audit of what is published."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hscb_pm.periods import Period
from hscb_pm.queries.disclosure import WHOLE, Cell, Published, is_zero_sensitive, table_of
from hscb_pm.queries.series import HIDDEN, Figure
from hscb_pm.suppression import Interval, Profile, Shown, Table, intervals


class Doubt(NamedTuple):
    """A hidden number, and what it may be to somebody who has all that is published."""

    cell: Cell
    what: str
    """numerator or denominator."""
    may_be: Interval
    enough: bool
    """Whether it may be so many different numbers as the profile asks for."""


def doubts(found: Published, told_before: Mapping[tuple[str, str, str], int]) -> Iterator[Doubt]:
    """What each hidden number may be, from what is shown here and was told before.

    `told_before` has numbers that were published earlier, by period, part and numerator or
    denominator; the name of a year stands for its total. Raises ValueError where they contradict
    what is shown now.
    """
    if not found.profile.hides_anything:
        return
    whats = ["numerator"]
    if found.series.indicator.measure.kind == "percentage":
        whats.append("denominator")
    for top, periods in _published_tables(found).items():
        for what in whats:
            yield from _doubts_in(found, top, periods, what, told_before)


def _published_tables(found: Published) -> dict[Period, list[Period]]:
    """The periods of each table that hides anything: those of a year, if its total is shown."""
    tables: dict[Period, list[Period]] = {}
    hiding = {period for (period, _), figure in found.parts.items() if figure.missing == HIDDEN}
    for period, figure, _ in found.series.readings:
        if figure.missing == HIDDEN:
            hiding.add(period)
        if figure.numerator is not None or figure.missing == HIDDEN:
            top = table_of(found.series.indicator, period, found.years)
            tables.setdefault(top, []).append(period)
    return {top: periods for top, periods in tables.items() if not hiding.isdisjoint(periods)}


def _doubts_in(
    found: Published,
    top: Period,
    periods: list[Period],
    what: str,
    told_before: Mapping[tuple[str, str, str], int],
) -> Iterator[Doubt]:
    wholes = {reading.period: reading.figure for reading in found.series.readings}
    within = {part for period, part in found.parts if period in periods}
    parts = sorted(within)
    rule = found.profile

    def shown(period: Period, part: str, figure: Figure | None) -> Shown:
        number = getattr(figure, what) if figure else None
        if number is None:
            number = told_before.get((period.name, part, what))
        return rule.symbol if number is None else int(number)

    rows, totals = [], []
    for period in periods:
        whole = shown(period, WHOLE, wholes[period])
        row = [shown(period, part, found.parts.get((period, part))) for part in parts]
        rows.append((*row, _rest(row, whole, rule)) if parts else (whole,))
        totals.append(whole)
    year = found.years.get(top)
    total = shown(top, WHOLE, year) if year else None
    table = Table(
        tuple(rows),
        tuple(totals) if parts else None,
        None if total is None or parts else (total,),
        total if parts else None,
        companions=True,
    )
    zero = is_zero_sensitive(found.series.indicator)
    for (row_at, column), may_be in intervals(table, rule, zero_sensitive=zero).items():
        if row_at == len(periods):
            cell = (top, WHOLE)
        elif parts and column < len(parts):
            cell = (periods[row_at], parts[column])
        elif parts and column == len(parts):
            continue  # what no part has is in no row of any paper
        else:
            cell = (periods[row_at], WHOLE)
        yield Doubt(cell, what, may_be, enough=may_be.width >= rule.doubt)


def _rest(row: Sequence[Shown], whole: Shown, rule: Profile) -> Shown:
    """What the parts leave of the whole: worked out, or hidden with one of them."""
    known = [each for each in row if isinstance(each, int)]
    if isinstance(whole, int) and len(known) == len(row):
        return max(whole - sum(known), 0)
    return rule.symbol
