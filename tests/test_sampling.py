"""A draw of cases: fair, repeatable by anybody, and the same for ever."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hscb_pm.sampling import Case, TooFewError, allocate, draw, fingerprint

SEEDS = st.integers(0, 10**12)
STRATA = st.sampled_from(["", "North", "South", "south", "East"])
CASES = st.lists(
    st.builds(Case, st.from_regex(r"[A-Za-z0-9]{1,6}", fullmatch=True), STRATA, st.booleans()),
    min_size=1,
    max_size=60,
    unique_by=lambda case: case.reference.casefold(),
)
POPULATIONS = st.dictionaries(st.text("abcdef", max_size=3), st.integers(1, 400), min_size=1)


def ten(*, stratum: str = "") -> list[Case]:
    return [Case(f"C-{number:04}", stratum) for number in range(10)]


def test_method_never_changes() -> None:
    """A draw of today has to be proved in ten years: these values, of `b2sum`, stay as they are."""
    cases = [Case(f"C-{n:04}", "East" if n % 3 else "West", n % 5 > 0) for n in range(100)]
    plain = draw([case._replace(stratum="") for case in cases], 6, 20180115)
    assert [case.reference for case in plain.cases] == [
        "C-0019",
        "C-0083",
        "C-0094",
        "C-0024",
        "C-0077",
        "C-0068",
    ]
    assert plain.fingerprint == "blake2b-39b5ba79578256ae85d575edc37e25ed"
    parts = draw(cases, 6, 20180115)
    assert [case.reference for case in parts.cases] == [
        "C-0019",
        "C-0083",
        "C-0094",
        "C-0077",
        "C-0024",
        "C-0018",
    ]
    assert parts.fingerprint == "blake2b-eb6a63807f692350e79ff1a6a61eb3a4"
    assert parts.strata == (("East", 53, 4), ("West", 27, 2))
    assert parts.not_eligible == 20


@given(CASES, SEEDS, st.data())
def test_order_of_lines_and_capitals_are_no_matter(
    cases: list[Case], seed: int, data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, sum(case.eligible for case in cases)))
    shuffled = data.draw(st.permutations(cases))
    assert draw(shuffled, size, seed) == draw(cases, size, seed)
    swapped = [Case(c.reference.swapcase(), c.stratum.upper(), c.eligible) for c in cases]
    again = draw(swapped, size, seed)
    assert again.fingerprint == fingerprint(cases, size, seed)
    drawn = {case.reference.casefold() for case in draw(cases, size, seed).cases}
    assert {case.reference.casefold() for case in again.cases} == drawn


@given(CASES, SEEDS, st.data())
def test_drawn_are_eligible_different_and_as_many_as_asked(
    cases: list[Case], seed: int, data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, sum(case.eligible for case in cases)))
    found = draw(cases, size, seed)
    assert len(set(found.cases)) == len(found.cases) == size
    assert set(found.cases) <= {case for case in cases if case.eligible}
    assert found.population + found.not_eligible == len(cases)
    assert sum(part.size for part in found.strata) == size


@given(CASES, SEEDS)
def test_larger_draw_holds_the_smaller(cases: list[Case], seed: int) -> None:
    cases = [case._replace(stratum="") for case in cases]
    eligible = sum(case.eligible for case in cases)
    draws = [draw(cases, size, seed).cases for size in range(eligible + 1)]
    assert all(more[:-1] == fewer for fewer, more in pairwise(draws))


@given(CASES, SEEDS, st.data())
def test_fingerprint_is_of_the_whole_list_the_size_and_the_seed(
    cases: list[Case], seed: int, data: st.DataObject
) -> None:
    known = fingerprint(cases, 2, seed)
    place = data.draw(st.integers(0, len(cases) - 1))
    case = cases[place]
    rest = cases[:place] + cases[place + 1 :]
    assert known not in {
        fingerprint(rest, 2, seed),
        fingerprint([*rest, case._replace(eligible=not case.eligible)], 2, seed),
        fingerprint([*rest, case._replace(stratum="West")], 2, seed),
        fingerprint([*rest, case._replace(reference=f"{case.reference}-1")], 2, seed),
        fingerprint(cases, 2, seed + 1),
        fingerprint(cases, 3, seed),
    }


@given(POPULATIONS, st.data())
def test_allocation_is_whole_in_proportion_and_fits(
    populations: dict[str, int], data: st.DataObject
) -> None:
    total = sum(populations.values())
    size = data.draw(st.integers(0, total))
    found = allocate(size, populations)
    assert sum(found.values()) == size
    for name, population in populations.items():
        assert 0 <= found[name] <= population
        if size >= len(populations):
            assert found[name] >= 1
        assert found[name] <= max(1, -(-size * population // total))  # never above its share


@pytest.mark.parametrize(
    ("size", "populations", "shares"),
    [
        (10, {"a": 50, "b": 30, "c": 20}, {"a": 5, "b": 3, "c": 2}),
        (10, {"a": 55, "b": 31, "c": 14}, {"a": 6, "b": 3, "c": 1}),
        (10, {"a": 96, "b": 3, "c": 1}, {"a": 8, "b": 1, "c": 1}),
        (2, {"a": 96, "b": 3, "c": 1}, {"a": 2, "b": 0, "c": 0}),
        (1, {"a": 5, "b": 5}, {"a": 1, "b": 0}),
        (3, {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1}),
    ],
)
def test_allocation(size: int, populations: dict[str, int], shares: dict[str, int]) -> None:
    assert allocate(size, populations) == shares


def test_more_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(TooFewError, match="11 are to be drawn from 10"):
        draw(ten(), 11, 1)


def test_every_case_has_the_same_chance() -> None:
    """Three of ten over 2,000 seeds: each is drawn about 600 times, within five deviations."""
    counts = Counter(case for seed in range(2000) for case in draw(ten(), 3, seed).cases)
    assert len(counts) == 10
    assert all(abs(count - 600) < 5 * (2000 * 0.3 * 0.7) ** 0.5 for count in counts.values())


def test_every_pair_has_the_same_chance() -> None:
    draws = (sorted(draw(ten(), 2, seed).cases) for seed in range(4500))
    counts = Counter(tuple(pair) for pair in draws)
    assert len(counts) == 45
    assert all(abs(count - 100) < 50 for count in counts.values())
