"""What of small numbers may be published, and what could be worked out of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import an_indicator, as_read
from hscb_pm.models import Indicator
from hscb_pm.queries.disclosure import WHOLE, Published, published
from hscb_pm.queries.doubts import doubts
from hscb_pm.queries.series import series

TODAY = date(2017, 11, 20)
SHARE = {"kind": "percentage", "numerator": "Held in time", "denominator": "Held"}


def of_quarters(counts: list[int], **more: Any) -> Indicator:
    names = [f"{year}-{year + 1 - 2000} Q{n}" for year in (2015, 2016) for n in (1, 2, 3, 4)]
    values = [
        {"period": name, "numerator": count}
        for name, count in zip(names[: len(counts)], counts, strict=True)
    ]
    return an_indicator(values=values, **more)


def in_public(indicator: Indicator) -> Published:
    return published(series(indicator, TODAY), public=True)


def shown(found: Published) -> list[int | None]:
    return [reading.figure.numerator for reading in found.series.readings]


def test_inside_nothing_is_hidden() -> None:
    found = published(series(of_quarters([9, 12, 3, 20]), TODAY), public=False)
    assert shown(found) == [9, 12, 3, 20]
    assert not found.hidden


def test_a_small_count_takes_a_companion_with_it_where_the_year_is_shown() -> None:
    found = in_public(of_quarters([9, 12, 3, 20]))
    assert shown(found) == [None, 12, None, 20]
    assert [figure.numerator for figure in found.years.values()] == [44]


def test_without_a_whole_year_the_small_count_alone_is_hidden() -> None:
    found = in_public(of_quarters([9, 12, 3]))
    assert shown(found) == [9, 12, None]
    assert not found.years


def test_what_is_hidden_is_in_no_limit_and_no_icon() -> None:
    counts = [9, 12, 3, 20, 11, 12, 13, 12]
    found = in_public(of_quarters(counts))
    without = in_public(
        of_quarters(counts).model_copy(
            update={
                "values": tuple(
                    value.model_copy(update={"numerator": None, "missing": "c"})
                    if (reading.period, WHOLE) in found.hidden
                    else value
                    for value, reading in zip(
                        of_quarters(counts).values, found.series.readings, strict=True
                    )
                )
            }
        )
    )
    assert found.series.chart == without.series.chart
    assert "gaps" in found.series.cautions


def test_the_few_who_are_not_counted_are_hidden_too() -> None:
    indicator = of_quarters([57], measure=SHARE)
    value = indicator.values[0].model_copy(update={"denominator": 60})
    found = in_public(indicator.model_copy(update={"values": (value,)}))
    assert shown(found) == [None]
    assert found.series.readings[0].figure.denominator is None


def test_parts_that_would_give_each_other_away() -> None:
    indicator = of_quarters([40])
    shares = [
        {"of": "North", "numerator": 2},
        {"of": "Mid", "numerator": 17},
        {"of": "South", "numerator": 21},
    ]
    value = type(indicator.values[0]).model_validate(
        as_read({"period": "2015-16 Q1", "numerator": 40, "shares": shares})
    )
    found = in_public(indicator.model_copy(update={"values": (value,)}))
    parts = {part: figure.numerator for (_, part), figure in found.parts.items()}
    assert parts == {"North": None, "Mid": None, "South": 21}
    assert all(doubt.enough for doubt in doubts(found, {}))


@pytest.mark.parametrize(
    ("profile", "expected"),
    [("dfe", [6, 7, 8, 23]), ("nhs", [None, None, 10, 25]), ("ons10", [None, None, None, 25])],
)
def test_each_profile_hides_and_rounds_as_its_publisher_does(
    profile: str, expected: list[int | None]
) -> None:
    indicator = of_quarters([6, 7, 8, 23], frequency={"every": "quarter", "snapshot": True})
    found = in_public(
        indicator.model_copy(
            update={"disclosure": an_indicator(disclosure={"profile": profile}).disclosure}
        )
    )
    assert shown(found) == expected


def test_what_is_not_of_children_is_shown() -> None:
    measure = {"kind": "count", "numerator": "Chapters", "counts": "other"}
    assert shown(in_public(of_quarters([3, 1, 2], measure=measure))) == [3, 1, 2]


def test_of_snapshots_the_year_is_the_last_and_nothing_is_added_up() -> None:
    indicator = of_quarters([9, 12, 13, 20], frequency={"every": "quarter", "snapshot": True})
    assert [figure.numerator for figure in in_public(indicator).years.values()] == [20]


def test_what_was_told_before_can_give_a_number_away() -> None:
    found = in_public(of_quarters([9, 12, 3, 20]))
    assert all(doubt.enough for doubt in doubts(found, {}))
    (doubt,) = doubts(found, {("2015-16 Q1", WHOLE, "numerator"): 9})
    assert (doubt.may_be.lowest, doubt.may_be.highest, doubt.enough) == (3, 3, False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_nothing_hidden_can_be_worked_out(counts: list[int]) -> None:
    found = in_public(of_quarters(counts))
    assert all(doubt.enough for doubt in doubts(found, {}))
    for count, reading in zip(counts, found.series.readings, strict=True):
        assert reading.figure.numerator in {count, None}
        assert not 1 <= (reading.figure.numerator or 0) <= 5
