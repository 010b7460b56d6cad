"""Nothing small is shown, and nothing hidden can be found: small tables are tried out in full."""

from collections.abc import Iterator, Sequence
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.suppression import (
    PROFILES,
    Interval,
    Profile,
    Table,
    disclosed,
    intervals,
    profile,
    protect,
    protect_row,
    show_count,
    show_percentage,
    show_rate,
)
from hscb_pm.suppression.net import closed

DFE, NHS, ONS10, NONE = PROFILES.values()
SMALL = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 33, 80])
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(SMALL, min_size=width, max_size=width), min_size=1, max_size=4)
)
RULES = st.sampled_from([DFE, NHS, ONS10])


def published(table: Table) -> Iterator[tuple[tuple[int, int], int | str]]:
    rows, columns = len(table.cells), len(table.cells[0])
    for r, row in enumerate(table.cells):
        yield from (((r, c), each) for c, each in enumerate(row))
    yield from (((r, columns), each) for r, each in enumerate(table.row_totals or ()))
    yield from (((rows, c), each) for c, each in enumerate(table.column_totals or ()))
    if table.total is not None:
        yield (rows, columns), table.total


# One figure


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("dfe", {0: 0, 1: "c", 5: "c", 6: 6, 13: 13}),
        ("nhs", {0: 0, 1: "*", 7: "*", 8: 10, 12: 10, 13: 15, 278: 280}),
        ("ons10", {0: 0, 1: "c", 9: "c", 10: 10, 12: 10, 13: 15}),
        ("none", {0: 0, 1: 1, 5: 5}),
    ],
)
def test_counts_by_profile(name: str, shown: dict[int, int | str]) -> None:
    assert {count: show_count(count, profile(name)) for count in shown} == shown


def test_zero_is_shown_unless_it_is_sensitive() -> None:
    for rule in (DFE, NHS, ONS10):
        assert show_count(0, rule) == 0
        assert show_count(0, rule, zero_sensitive=True) == rule.symbol
    assert show_count(0, NONE, zero_sensitive=True) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (57, 60, "c"),  # tells of the other three
        (3, 60, "c"),
        (30, 60, 50.0),
        (60, 60, 100.0),
        (0, 60, 0.0),
        (0, 4, "c"),
        ("c", 60, "c"),
        (30, "c", "c"),
    ],
)
def test_percentage_of_a_small_part_or_rest_is_hidden(
    numerator: int | str, denominator: int | str, shown: float | str
) -> None:
    assert show_percentage(numerator, denominator, DFE) == shown


def test_percentage_of_rounded_counts_tells_no_more_than_they_do() -> None:
    assert show_percentage(23, 48, NHS) == 50.0
    assert show_percentage(48, 48, NHS) == 100.0
    assert show_percentage(0, 60, DFE, zero_sensitive=True) == "c"
    assert show_percentage(3, 60, NONE) == 5.0


def test_rate_is_hidden_with_its_count() -> None:
    assert show_rate(4, 278_000, DFE) == "c"
    assert show_rate("c", 278_000, DFE) == "c"
    assert show_rate(614, 278_400, DFE) == pytest.approx(22.0546, abs=1e-4)
    assert show_rate(8, 100_000, NHS) == 1.0  # of 10, as the count is shown
    assert show_rate(4, 278_000, NONE, 100_000) == pytest.approx(1.43885, abs=1e-5)


@pytest.mark.parametrize("wrong", [-1, 2.5])
def test_figures_that_mean_nothing(wrong: int) -> None:
    with pytest.raises(ValueError, match="whole number from 0 on"):
        show_count(wrong, DFE)
    with pytest.raises(ValueError, match="no profile 'dfee': it is dfe, nhs, ons10, none"):
        profile("dfee")
    with pytest.raises(ValueError, match="7 of 6 is no percentage"):
        show_percentage(7, 6, DFE)
    with pytest.raises(ValueError, match="population of 0"):
        show_rate(7, 0, DFE)
    with pytest.raises(ValueError, match="rows of the same length"):
        protect([[1], [1, 2]], DFE)


# A row with its total


def test_row_of_the_children_in_need_census() -> None:
    """Hertfordshire 2025, by length of plan: two bands hidden, of which one is 1 to 5."""
    shown, total = protect_row([217, 177, 146, 70, 4], DFE)
    assert (shown, total) == ((217, 177, 146, "c", "c"), 614)
    found = intervals(Table((shown,), (total,), None, None), DFE)
    assert found == {(0, 3): Interval(1, 73), (0, 4): Interval(1, 73)}


def test_pair_that_adds_up_to_little_needs_a_third() -> None:
    """The census hides pairs that add up to 3: whoever subtracts knows them to be 1 and 2."""
    given_away = Table(((50, 40, "c", "c"),), (93,), None, None)
    assert disclosed(given_away, DFE) == {(0, 2): Interval(1, 2), (0, 3): Interval(1, 2)}
    assert protect_row([50, 40, 2, 1], DFE) == ((50, "c", "c", "c"), 93)


def test_year_hides_a_second_quarter() -> None:
    assert protect_row([14, 3, 9, 21], DFE) == ((14, "c", "c", 21), 47)
    assert protect_row([14, 8, 9, 21], DFE) == ((14, 8, 9, 21), 52)
    assert protect_row([0, 0, 3, 0], DFE) == ((0, 0, "c", 0), "c")
    assert protect_row([1, 2, 3], DFE) == (("c", "c", "c"), "c")  # 6 would leave 1 to 4 each


def test_rounding_needs_no_second_cell() -> None:
    assert protect_row([14, 3, 9, 21], NHS) == ((15, "*", 10, 20), 45)
    assert protect_row([12, 7], NHS) == ((10, "*"), 20)
    shown, total = protect_row([12, 7], NHS)
    assert intervals(Table((shown,), (total,), None, None), NHS) == {(0, 1): Interval(6, 7)}


def test_small_numbers_that_their_small_total_gives_away() -> None:
    with pytest.raises(ValueError, match="leave the totals of this table out"):
        protect_row([1] * 7, NHS)  # seven of at least 1, and at most 7 in all


# A table


def test_rectangle_is_hidden_in_a_table_with_totals() -> None:
    found = protect([[3, 8, 10], [12, 20, 9], [20, 30, 14]], DFE)
    hidden = {cell for cell, each in published(found) if each == "c"}
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)} or len(hidden) == 4
    assert found.total == 126
    assert disclosed(found, DFE) == {}


def test_without_totals_only_small_counts_are_hidden() -> None:
    found = protect([[3, 8], [9, 7]], DFE, row_totals=False, column_totals=False)
    assert found == Table((("c", 8), (9, 7)), None, None, None)


def test_none_hides_nothing() -> None:
    assert protect([[1, 2], [3, 0]], NONE) == Table(((1, 2), (3, 0)), (3, 3), (4, 2), 6)


def test_figures_that_no_table_can_have() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        intervals(Table(((10, "c"),), (9,), None, None), DFE)


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize("columns", [True, False])
@settings(max_examples=50)
@given(counts=TABLES, rule=RULES)
def test_nothing_hidden_can_be_found(
    counts: list[list[int]], rule: Profile, *, rows: bool, columns: bool
) -> None:
    try:
        found = protect(counts, rule, row_totals=rows, column_totals=columns)
    except ValueError:
        assert rule is not DFE  # where larger numbers are hidden too there is always a way
        return
    assert disclosed(found, rule) == {}
    true = closed(counts)
    for (r, c), each in published(found):
        assert rule.hides(true[r][c]) <= (each == rule.symbol)
        assert each in {rule.symbol, rule.rounded(true[r][c])}
        assert true[r][c] > 0 or each == 0
    for (r, c), ends in intervals(found, rule).items():
        assert ends.lowest <= true[r][c]
        assert ends.highest is None or true[r][c] <= ends.highest
    assert found == protect(counts, rule, row_totals=rows, column_totals=columns)


@settings(max_examples=50)
@given(TABLES)
def test_sensitive_zeros_are_hidden_as_small_ones(counts: list[list[int]]) -> None:
    found = protect(counts, DFE, zero_sensitive=True)
    assert 0 not in [each for _, each in published(found)]
    assert disclosed(found, DFE, zero_sensitive=True) == {}


def tried_out(table: Table, rule: Profile, most: int) -> dict[tuple[int, int], tuple[int, int]]:
    """What each hidden cell can be, by writing down every table with numbers up to `most`."""
    shown = dict(published(table))
    choices = [
        range(1, most + 1) if isinstance(each, str) else [each]
        for row in table.cells
        for each in row
    ]
    width = len(table.cells[0])
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for numbers in product(*choices):
        rows = [numbers[start : start + width] for start in range(0, len(numbers), width)]
        full = closed(rows)
        if all(
            full[r][c] == each or (each == "c" and full[r][c] > 0) for (r, c), each in shown.items()
        ):
            for r, c in shown:
                low, high = found.get((r, c), (full[r][c], full[r][c]))
                found[r, c] = min(low, full[r][c]), max(high, full[r][c])
    return {cell: ends for cell, ends in found.items() if shown[cell] == rule.symbol}


@pytest.mark.parametrize("shape", [(1, 3), (2, 2), (2, 3)])
def test_intervals_are_those_of_every_possible_table(shape: tuple[int, int]) -> None:
    """Of tables whose total is printed: nothing in them can be larger than it."""
    size = shape[0] * shape[1]
    tried = 0
    for place in range(80):
        numbers = [
            (0, 1, 2, 4, 6, 7)[(place * 7 + 5 * k + place * k // 3) % 6] for k in range(size)
        ]
        rows = [numbers[start : start + shape[1]] for start in range(0, size, shape[1])]
        table = protect(rows, DFE)
        hidden = sum(each == "c" for row in table.cells for each in row)
        if table.total == "c" or not hidden or 12**hidden > 1800:
            continue
        highest = max(each.highest or 0 for each in intervals(table, DFE).values())
        if highest > 12:
            continue
        tried += 1
        expected = tried_out(table, DFE, 12)
        assert {cell: tuple(each) for cell, each in intervals(table, DFE).items()} == expected
    assert tried > 1


@pytest.mark.parametrize("shape", [(1, 2), (1, 3), (2, 2)])
def test_intervals_of_rounded_tables_are_those_of_every_possible_one(
    shape: tuple[int, int],
) -> None:
    """Rounding alone leaves more than one possibility, in all that was tried."""
    size = shape[0] * shape[1]
    for place in range(40):
        numbers = [
            (0, 7, 12, 3, 8, 13)[(place * 5 + 7 * k + place * k // 2) % 6] for k in range(size)
        ]
        rows = [numbers[start : start + shape[1]] for start in range(0, size, shape[1])]
        table = protect(rows, NHS)
        if table.companions:
            continue
        choices = [
            range(1, 8)
            if each == "*"
            else range(max(8, int(each) - 2), int(each) + 3)
            if each
            else [0]
            for row in table.cells
            for each in row
        ]
        shown = dict(published(table))
        possible = [
            full
            for drawn in product(*choices)
            if (full := closed([drawn[at : at + shape[1]] for at in range(0, size, shape[1])]))
            and all(show_count(full[r][c], NHS) == each for (r, c), each in shown.items())
        ]
        for (r, c), ends in intervals(table, NHS).items():
            assert ends.lowest == min(full[r][c] for full in possible)
            assert ends.highest == max(full[r][c] for full in possible)


def test_naive_hiding_is_found_out() -> None:
    """What primary suppression alone would publish, cell by cell over all tables of two by two."""
    given_away = 0
    for numbers in product((0, 2, 6, 9), repeat=4):
        full = closed([numbers[:2], numbers[2:]])
        naive = [["c" if DFE.hides(each) else each for each in row] for row in full]
        table = Table(
            (tuple(naive[0][:2]), tuple(naive[1][:2])),
            (naive[0][2], naive[1][2]),
            tuple(naive[2][:2]),
            naive[2][2],
        )
        for (r, c), each in intervals(table, DFE).items():
            assert each.lowest <= full[r][c] <= (each.highest or 99)
        given_away += bool(disclosed(table, DFE))
        assert disclosed(protect([numbers[:2], numbers[2:]], DFE), DFE) == {}
    assert given_away > 100  # of 256


def test_table_of_twenty_by_twenty_takes_no_time() -> None:
    counts: Sequence[Sequence[int]] = [
        [(0, 1, 3, 7, 12, 40, 90)[(r * r + 3 * c + r * c) % 7] for c in range(20)]
        for r in range(20)
    ]
    start = perf_counter()
    found = protect(counts, DFE)
    assert disclosed(found, DFE) == {}
    assert perf_counter() - start < 3
