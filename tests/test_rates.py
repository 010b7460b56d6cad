"""Rates and their intervals against published tables, comparisons against chance itself."""

import json
from math import exp, factorial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.rates import (
    Neighbours,
    add_up,
    band,
    byar_interval,
    compare_percentages,
    compare_rates,
    count_interval,
    exact_interval,
    gamma_quantile,
    gamma_share,
    neighbours,
    normal_quantile,
    percentage,
    percentage_interval,
    quantile,
    rank,
    rate,
    rate_interval,
)

CASES = Path(__file__).parent / "spc/cases"
DATA = json.loads((CASES / "intervals.json").read_text(encoding="utf-8"))
FUNNEL = json.loads((CASES / "funnel.json").read_text(encoding="utf-8"))
COUNTS = st.integers(0, 5000)


@pytest.mark.parametrize("kind", ["rates", "proportions"])
@pytest.mark.parametrize(("confidence", "first"), [(0.95, 3), (0.998, 5)])
def test_limits_are_those_of_the_reference(kind: str, confidence: float, first: int) -> None:
    for x, n, value, *limits in DATA[kind]:
        found = (
            rate_interval(x, n, confidence=confidence)
            if kind == "rates"
            else percentage_interval(x, n, confidence=confidence)
        )
        expected = [value, *limits[first - 3 : first - 1]]
        assert list(found) == pytest.approx(expected, rel=1e-9, abs=1e-12), (x, n)


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [
        # Garwood, Biometrika 28 (1936), to the two decimals that textbooks print
        (0, 0.0, 3.69),
        (1, 0.03, 5.57),
        (2, 0.24, 7.22),
        (3, 0.62, 8.77),
        (5, 1.62, 11.67),
        (10, 4.80, 18.39),
        (20, 12.22, 30.89),
        (50, 37.11, 65.92),
        (100, 81.36, 121.63),
    ],
)
def test_exact_limits_are_those_of_the_printed_table(
    count: int, lower: float, upper: float
) -> None:
    found = exact_interval(count)
    assert found.lower == pytest.approx(lower, abs=0.0051)
    assert found.upper == pytest.approx(upper, abs=0.0051)


@pytest.mark.parametrize(
    ("degrees", "share", "value"),
    [
        # Chi-square as printed in the NIST/SEMATECH handbook, 1.3.6.7.4
        (1, 0.95, 3.841),
        (2, 0.975, 7.378),
        (10, 0.99, 23.209),
        (30, 0.999, 59.703),
        (100, 0.90, 118.498),
        (10, 0.05, 3.940),
        (50, 0.025, 32.357),
    ],
)
def test_quantiles_of_chi_square_are_those_of_the_printed_table(
    degrees: int, share: float, value: float
) -> None:
    assert 2 * gamma_quantile(degrees / 2, share) == pytest.approx(value, abs=6e-4)


def test_normal_quantiles() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, rel=1e-14)
    assert normal_quantile(0.998) == pytest.approx(3.090232306167813, rel=1e-14)


@settings(max_examples=50)
@given(st.integers(1, 30), st.floats(0.01, 60))
def test_share_of_gamma_is_a_sum_of_poisson_terms(events: int, expected: float) -> None:
    fewer = sum(exp(-expected) * expected**k / factorial(k) for k in range(events))
    assert gamma_share(events, expected) == pytest.approx(1 - fewer, abs=1e-12)


@settings(max_examples=50)
@given(st.integers(1, 100_000), st.sampled_from([0.001, 0.025, 0.5, 0.975, 0.999]))
def test_quantile_is_the_inverse_of_the_share(shape: int, share: float) -> None:
    assert gamma_share(shape, gamma_quantile(shape, share)) == pytest.approx(share, rel=1e-8)


@settings(max_examples=50)
@given(st.integers(10, 5000))
def test_byar_is_close_to_exact_from_ten_on(count: int) -> None:
    assert byar_interval(count).lower == pytest.approx(exact_interval(count).lower, rel=4e-3)
    assert byar_interval(count).upper == pytest.approx(exact_interval(count).upper, rel=4e-3)


def test_method_changes_at_ten() -> None:
    assert count_interval(9) == exact_interval(9)
    assert count_interval(10) == byar_interval(10)
    assert byar_interval(0).lower == 0


@settings(max_examples=50)
@given(COUNTS, st.integers(1, 5000))
def test_limits_hold_the_figure(x: int, n: int) -> None:
    found = [rate_interval(x, n), exact_interval(x), byar_interval(x)]
    found.append(percentage_interval(min(x, n), n))
    for each in found:
        assert 0 <= each.lower <= each.value <= each.upper
    assert found[-1].upper <= 100


def test_rate_and_percentage() -> None:
    assert rate(614, 278_400) == pytest.approx(22.0545977011494)
    assert rate(8, 278_000, 100_000) == pytest.approx(2.8776978)
    assert percentage(27, 30) == 90


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: rate(1, 0), "no rate of 0"),
        (lambda: rate(-1, 5), "count cannot be -1"),
        (lambda: percentage(6, 5), "6 of 5 is no percentage"),
        (lambda: exact_interval(3, 95), "write 0.95 for 95 %"),
        (lambda: rate_interval(3, float("nan")), "no rate of nan"),
        (lambda: quantile([], 0.5), "quantile of 0 values"),
    ],
)
def test_figures_that_mean_nothing(wrong: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wrong()


# Comparing


def test_newcombe_as_he_printed_it() -> None:
    """Statistics in Medicine 17 (1998), table II, method 10: 56/70 and 48/80, 9/10 and 3/10."""
    found = compare_percentages((56, 70), (48, 80))
    assert list(found) == pytest.approx([20.0, 5.24, 33.39], abs=0.006)
    assert found.beyond_chance
    assert list(compare_percentages((9, 10), (3, 10)))[1:] == pytest.approx(
        [17.05, 80.90], abs=0.006
    )
    assert list(compare_percentages((0, 20), (0, 10)))[1:] == pytest.approx(
        [-27.75, 16.11], abs=0.006
    )


@pytest.mark.parametrize("expected", [1.0, 3.0, 8.0, 15.0])
def test_two_rates_alike_differ_beyond_chance_in_one_of_twenty(expected: float) -> None:
    """All pairs of counts by their chance: never much more than the 5 % that are promised."""
    most = int(expected + 8 * expected**0.5 + 6)
    weights = [exp(-expected) * expected**k / factorial(k) for k in range(most)]
    share = sum(
        weights[a] * weights[b]
        for a in range(most)
        for b in range(most)
        if weights[a] * weights[b] > 1e-7 and compare_rates((a, 1000), (b, 1000)).beyond_chance
    )
    assert share < 0.06


@settings(max_examples=50)
@given(COUNTS, st.integers(1, 5000), COUNTS, st.integers(1, 5000))
def test_change_back_is_the_opposite(a: int, m: int, b: int, n: int) -> None:
    there, back = compare_rates((a, m), (b, n)), compare_rates((b, n), (a, m))
    assert list(there) == pytest.approx([-back.difference, -back.upper, -back.lower])
    assert there.beyond_chance == back.beyond_chance


def test_quantiles_of_type_7() -> None:
    assert quantile([1, 2, 3, 4], 0.25) == 1.75
    assert quantile([10, 1, 4], 0.5) == 4
    assert quantile([5], 0.9) == 5
    assert quantile([1, 2], 1) == 2


def test_bands_and_quarters_of_151_authorities() -> None:
    """The bands against PHEindicatormethods, whose fourths differ for one on the border."""
    rows = [
        dict(zip(FUNNEL["proportion_columns"], r, strict=True)) for r in FUNNEL["proportion_rows"]
    ]
    values = [row["value"] for row in rows]
    bands = [band(value, values, high_is_good=False) for value in values]
    differ = [
        (row["code"], each, row["quarter"])
        for row, each in zip(rows, bands, strict=True)
        if each != "ABCD"[row["quarter"] - 1]
    ]
    assert differ == [("E09000028", "D", 3)]
    reverse = [band(value, values, high_is_good=True) for value in values]
    assert "".join(reverse) == "".join(bands).translate(str.maketrans("ABCD", "DCBA"))


def test_rank_shares_the_best_place() -> None:
    values = [3.0, None, 5.0, 5.0, 9.0]
    assert [rank(v, values, highest_first=True) for v in (9.0, 5.0, 3.0)] == [1, 2, 4]
    assert [rank(v, values, highest_first=False) for v in (9.0, 5.0, 3.0)] == [4, 2, 1]


def test_neighbours_without_a_value_are_left_out() -> None:
    assert neighbours([10.0, None, 20.0, 60.0]) == Neighbours(3, 30.0, 20.0)
    assert neighbours([None]) is None


# Adding up


def test_percentages_are_added_by_their_parts() -> None:
    assert add_up("percentage", [9, 1, 0], [10, 10, 20]) == (10, 40)
    assert add_up("count", [3, 4, 5, 6]) == (18, None)


def test_quarterly_rates_of_one_population_make_a_rate_for_the_year() -> None:
    quarters, population = [30, 40, 20, 10], [278_000, 278_200, 278_400, 278_600]
    year = add_up("rate", quarters, population, same_people=True)
    assert year == (100, 278_300)
    assert add_up("rate", quarters, population) == (100, 1_113_200)


def test_year_of_three_quarters_is_no_year() -> None:
    assert add_up("count", [3, 4, None, 6]) is None
    assert add_up("percentage", [3, 4], [10, None]) is None
    assert add_up("count", []) is None


@pytest.mark.parametrize(
    ("measure", "denominators", "message"),
    [
        ("snapshot", None, "take the last one"),
        ("time_between", None, "join the lists of events"),
        ("rate", None, "not added up or averaged without its denominators"),
        ("percentage", [10], "2 numerators have 1 denominators"),
        ("average", None, "no measure 'average'"),
    ],
)
def test_what_is_never_added_up(measure: str, denominators: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        add_up(measure, [1, 2], denominators)
