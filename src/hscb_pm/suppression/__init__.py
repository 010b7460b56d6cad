"""Hiding small numbers in what is published, so that no child can be found behind a figure.

Plain numbers in; out come numbers and the profile's symbol. Hiding a small cell is not enough
where a total stands beside it: `protect` hides others with it until every hidden cell may be so
many different numbers, and `intervals` finds out from what is published alone what each one may
be, as somebody who wants to know would. Hide in the table that goes out, all of it at once: the
quarters with their year, the agencies with their sum; and look at the paper before this one too.
"""

from collections.abc import Collection, Mapping, Sequence
from math import inf
from typing import NamedTuple

from hscb_pm.suppression.net import Bounds, Cell, Net, closed

Shown = int | str
"""A count as it is published, or the symbol that hides it."""

Share = float | str
"""A percentage or a rate as it is published, or the symbol that hides its count."""


class Profile(NamedTuple):
    """A publisher's rule: counts from `least` to `most` are hidden, others rounded to `base`.

    `doubt` is the least width of what a hidden cell may be, largest less smallest: 4 is as much
    as "1 to 5" says, 1 that there is more than one possibility.
    """

    name: str
    least: int
    most: int
    symbol: str
    base: int
    doubt: int

    @property
    def hides_anything(self) -> bool:
        """Whether there is a count that it hides; the profile `none` hides none."""
        return self.least <= self.most

    def hides(self, count: float, *, zero_sensitive: bool = False) -> bool:
        """Whether a count is too small to be shown; 0 is shown unless that is sensitive."""
        return self.least <= count <= self.most or (zero_sensitive and count == 0 < self.most)

    def rounded(self, count: int) -> int:
        """A count as it is shown: to the nearest multiple, halves up."""
        return (2 * count + self.base) // (2 * self.base) * self.base


PROFILES = {
    "dfe": Profile("dfe", 1, 5, "c", 1, 4),
    "nhs": Profile("nhs", 1, 7, "*", 5, 1),
    "ons10": Profile("ons10", 1, 9, "c", 5, 1),
    "none": Profile("none", 0, -1, "", 1, 0),
}
"""dfe: the children in need census, local authorities. nhs: hospital statistics since 2018. ons10:
research outputs, under ten. none: inside the group, where nothing is hidden."""


def profile(name: str) -> Profile:
    """Find a profile by its name."""
    if name not in PROFILES:
        raise ValueError(f"There is no profile {name!r}: it is {', '.join(PROFILES)}.")
    return PROFILES[name]


def show_count(count: int, rule: Profile, *, zero_sensitive: bool = False) -> Shown:
    """A count that stands alone, or with others that it is not added up with."""
    _whole(count)
    if rule.hides(count, zero_sensitive=zero_sensitive):
        return rule.symbol
    return rule.rounded(count)


def show_percentage(
    numerator: Shown, denominator: Shown, rule: Profile, *, zero_sensitive: bool = False
) -> Share:
    """A percentage, hidden if its part or the rest is small: 57 of 60 tells of the other three.

    What is hidden already, as a companion of a small number, hides its percentage too. It is
    worked out from the counts as they are shown, so that it tells no more than they do.
    """
    if isinstance(numerator, str) or isinstance(denominator, str):
        return rule.symbol
    if _whole(numerator) > _whole(denominator) or denominator == 0:
        raise ValueError(f"{numerator} of {denominator} is no percentage.")
    counts = (numerator, denominator - numerator, denominator)
    if any(rule.hides(count, zero_sensitive=zero_sensitive) for count in counts):
        return rule.symbol
    return min(rule.rounded(numerator) / rule.rounded(denominator), 1.0) * 100


def show_rate(
    numerator: Shown,
    population: float,
    rule: Profile,
    per: float = 10_000,
    *,
    zero_sensitive: bool = False,
) -> Share:
    """A rate, hidden if its count is: with a public population the one is the other."""
    if population <= 0:
        raise ValueError(f"There is no rate of a population of {population}.")
    if isinstance(numerator, str):
        return rule.symbol
    shown = show_count(numerator, rule, zero_sensitive=zero_sensitive)
    return shown if isinstance(shown, str) else shown / population * per


def _whole(count: int) -> int:
    if count < 0 or count != int(count):
        raise ValueError(f"A count is a whole number from 0 on, not {count!r}.")
    return count


class Table(NamedTuple):
    """A table as it is published; totals are None where they are not printed.

    `companions`: larger numbers had to be hidden with the small ones. Under a profile that rounds
    nobody expects that, so a note beside the table has to say it.
    """

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...] | None
    column_totals: tuple[Shown, ...] | None
    total: Shown | None
    companions: bool = False


class Interval(NamedTuple):
    """What a hidden cell may be, given all that is published; no highest where there is none."""

    lowest: int
    highest: int | None

    @property
    def width(self) -> float:
        """The highest less the lowest: 0 if the cell is given away."""
        return inf if self.highest is None else self.highest - self.lowest


def protect_row(
    counts: Sequence[int], rule: Profile, *, zero_sensitive: bool = False
) -> tuple[tuple[Shown, ...], Shown]:
    """Hide what is small in counts that are published with their total, and what gives it away."""
    found = protect([counts], rule, column_totals=False, zero_sensitive=zero_sensitive)
    assert found.row_totals is not None  # noqa: S101 - asked for above
    return found.cells[0], found.row_totals[0]


def protect(
    counts: Sequence[Sequence[int]],
    rule: Profile,
    *,
    row_totals: bool = True,
    column_totals: bool = True,
    zero_sensitive: bool = False,
) -> Table:
    """Hide what is small in a table of counts, and as few others as keep it from being found.

    Say which totals are printed (the total of all is, if both are). Each hidden cell, small or
    not, may in the end be so many numbers as the profile asks for. The same table is always
    hidden in the same way: fewest cells first, then the smallest, then the first.
    """
    full = closed([[_whole(count) for count in row] for row in counts])
    true = {(r, c): count for r, row in enumerate(full) for c, count in enumerate(row)}
    shape = len(full), len(full[0])
    printed = _printed(shape, rows=row_totals, columns=column_totals)
    small = {cell for cell in printed if rule.hides(true[cell], zero_sensitive=zero_sensitive)}
    shown: dict[Cell, Shown] = {
        cell: rule.symbol if cell in small else rule.rounded(true[cell]) for cell in printed
    }
    lowest = 0 if zero_sensitive else rule.least
    _hide_companions(shape, shown, true, rule, lowest)
    _show_again(shape, shown, true, rule, lowest, small)
    hidden = sum(each == rule.symbol for each in shown.values())
    table = _table(shape, shown, rows=row_totals, columns=column_totals)
    return table._replace(companions=hidden > len(small))


def _hide_companions(
    shape: Cell, shown: dict[Cell, Shown], true: Mapping[Cell, int], rule: Profile, lowest: int
) -> None:
    """Hide more of what is shown until no hidden cell is known too closely."""
    to_do = sorted(cell for cell in shown if shown[cell] == rule.symbol)
    net = Net(shape, _bounds(shape, shown, rule, lowest, _most(rule)), true)
    while to_do:
        if not net.is_narrower(to_do[-1], rule.doubt):
            to_do.pop()  # what is hidden later only leaves it more room
            continue
        free = {
            cell: (int(_is_total(cell, shape)), 1, true[cell])
            for cell in sorted(shown)
            if shown[cell] != rule.symbol and true[cell] > 0  # a 0 is known for what it is
        }
        more = net.companions(to_do[-1], free)
        if not more:
            raise ValueError("Too little is left to hide: leave the totals of this table out.")
        shown |= dict.fromkeys(more, rule.symbol)
        to_do = [*sorted(more), *to_do]
        net = Net(shape, _bounds(shape, shown, rule, lowest, inf), true)


def _show_again(  # noqa: PLR0913, PLR0917 - the table, what is known of it, what must stay hidden
    shape: Cell,
    shown: dict[Cell, Shown],
    true: Mapping[Cell, int],
    rule: Profile,
    lowest: int,
    small: Collection[Cell],
) -> None:
    """Show again what those hidden later made needless, totals and large numbers first."""
    companions = [cell for cell in shown if shown[cell] == rule.symbol and cell not in small]
    for cell in sorted(companions, key=lambda c: (not _is_total(c, shape), -true[c], c)):
        without = {**shown, cell: rule.rounded(true[cell])}
        hidden = [c for c in without if without[c] == rule.symbol]
        most = inf if len(hidden) > len(small) else _most(rule)
        net = Net(shape, _bounds(shape, without, rule, lowest, most), true)
        if not any(net.is_narrower(c, rule.doubt) for c in hidden):
            shown[cell] = without[cell]


def intervals(
    table: Table, rule: Profile, *, zero_sensitive: bool = False
) -> dict[tuple[int, int], Interval]:
    """What each hidden cell may be, by row and column, from what is published alone.

    The last row and column are the totals. Anybody knows the profile, that counts are whole, and
    that zeros are shown (unless they are `zero_sensitive`); nobody knows which of the hidden cells
    are the small ones. Raises ValueError if no table can have these figures.
    """
    shape = len(table.cells) + 1, len(table.cells[0]) + 1
    shown = _shown(table)
    most = inf if table.companions else _most(rule)
    lowest = 0 if zero_sensitive else max(rule.least, 0)
    net = Net(shape, _bounds(shape, shown, rule, lowest, most))
    found = {}
    for cell in sorted(cell for cell, count in shown.items() if isinstance(count, str)):
        low, high = net.interval(cell)
        found[cell] = Interval(int(low), None if high == inf else int(high))
    return found


def disclosed(
    table: Table, rule: Profile, *, zero_sensitive: bool = False
) -> dict[tuple[int, int], Interval]:
    """The hidden cells that a published table gives away, or nearly: without enough doubt."""
    found = intervals(table, rule, zero_sensitive=zero_sensitive)
    return {cell: each for cell, each in found.items() if each.width < rule.doubt}


def _is_total(cell: Cell, shape: Cell) -> bool:
    return cell[0] == shape[0] - 1 or cell[1] == shape[1] - 1


def _printed(shape: Cell, *, rows: bool, columns: bool) -> set[Cell]:
    """The cells of a table that are printed, totals and the total of all included."""
    return {
        (r, c)
        for r in range(shape[0])
        for c in range(shape[1])
        if (columns or r < shape[0] - 1) and (rows or c < shape[1] - 1)
    }


def _most(rule: Profile) -> float:
    """What a symbol hides at most: where numbers are not rounded, companions are to be expected."""
    return rule.most if rule.base > 1 else inf


def _bounds(
    shape: Cell, shown: Mapping[Cell, Shown], rule: Profile, lowest: int, most: float
) -> dict[Cell, Bounds]:
    """What anybody knows of each cell: the number shown, what it was rounded from, the symbol."""
    found: dict[Cell, Bounds] = {}
    for cell in ((r, c) for r in range(shape[0]) for c in range(shape[1])):
        count = shown.get(cell)
        if count is None:
            found[cell] = 0, inf
        elif isinstance(count, str):
            found[cell] = lowest, most
        elif rule.base == 1 or count == 0:
            found[cell] = count, count
        else:
            half = rule.base // 2
            found[cell] = max(count - half, rule.most + 1), count + half
    return found


def _shown(table: Table) -> dict[Cell, Shown]:
    """What is published of a table, by row and column."""
    rows, columns = len(table.cells), len(table.cells[0])
    found: dict[Cell, Shown] = {
        (r, c): count for r, row in enumerate(table.cells) for c, count in enumerate(row)
    }
    found |= {(r, columns): count for r, count in enumerate(table.row_totals or ())}
    found |= {(rows, c): count for c, count in enumerate(table.column_totals or ())}
    return found if table.total is None else {**found, (rows, columns): table.total}


def _table(shape: Cell, shown: Mapping[Cell, Shown], *, rows: bool, columns: bool) -> Table:
    last_row, last_column = shape[0] - 1, shape[1] - 1
    return Table(
        tuple(tuple(shown[r, c] for c in range(last_column)) for r in range(last_row)),
        tuple(shown[r, last_column] for r in range(last_row)) if rows else None,
        tuple(shown[last_row, c] for c in range(last_column)) if columns else None,
        shown[last_row, last_column] if rows and columns else None,
    )
