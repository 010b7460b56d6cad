"""An indicator's values as a series: what is judged, and what it makes one ask."""

from datetime import date
from typing import Any

import pytest

from builders import a_board, a_group, a_meeting, a_register, an_indicator
from hscb_pm.models import Indicator
from hscb_pm.queries.item import DueState
from hscb_pm.queries.questions import due_questions, questions
from hscb_pm.queries.series import Figure, series, target_at

TODAY = date(2017, 11, 20)
STEADY = [52, 49, 55, 51, 48, 54, 50, 53, 47, 52, 50, 49, 53, 51]


def quarters(*counts: int | None, until: str = "2017-18 Q2", **more: Any) -> Indicator:
    """An indicator with a value for each quarter, the last of them as named."""
    year, number = int(until[:4]), int(until[-1])
    values = []
    for count in reversed(counts):
        name = f"{year}-{(year + 1) % 100:02} Q{number}"
        values.append(
            {"period": name, "numerator": count}
            if count is not None
            else {"period": name, "missing": "x"}
        )
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return an_indicator(values=values[::-1], **more)


def test_a_figure_is_worked_out_and_never_typed() -> None:
    assert Figure(3, 12, 100).value == 25
    assert Figure(538, 266_000, 10_000).value == pytest.approx(20.2256, abs=1e-4)
    assert Figure(14).value == 14
    assert Figure(None, 12, 100, missing="c").value is None
    assert Figure(3, None, 100).value is None


def test_every_period_between_the_first_and_the_last_is_there() -> None:
    indicator = an_indicator(
        values=[{"period": "2016-17 Q4", "numerator": 8}, {"period": "2017-18 Q2", "numerator": 9}]
    )
    found = series(indicator, TODAY)
    assert [reading.period.name for reading in found.readings] == [
        "2016-17 Q4",
        "2017-18 Q1",
        "2017-18 Q2",
    ]
    assert found.readings[1].figure.missing == "x"
    assert "gaps" in found.cautions


def test_values_of_periods_to_come_do_not_count() -> None:
    indicator = quarters(*STEADY, until="2017-18 Q4")
    assert series(indicator, TODAY).readings[-1].period.name == "2017-18 Q2"


def test_no_value_no_chart() -> None:
    found = series(an_indicator(), TODAY)
    assert (found.chart, found.latest, found.signals) == (None, None, ())


@pytest.mark.parametrize(
    ("more", "caution"),
    [
        ({"spc": {"least_points": 20}}, "trial"),
        ({"frequency": {"every": "quarter", "rolling_years": 3}}, "rolling"),
    ],
)
def test_the_record_can_say_that_nothing_is_to_be_judged(
    more: dict[str, Any], caution: str
) -> None:
    assert series(quarters(*STEADY), TODAY).cautions == ()
    assert caution in series(quarters(*STEADY, **more), TODAY).cautions


def test_a_rate_of_few_events_is_not_judged() -> None:
    few = [3, 4, 2, 5, 3, 4, 4, 3, 5, 2, 3, 4, 4, 3]
    indicator = quarters(
        *few, measure={"kind": "rate", "numerator": "x", "denominator": "y", "per": 10000}
    )
    values = [value.model_copy(update={"denominator": 50_000}) for value in indicator.values]
    found = series(indicator.model_copy(update={"values": tuple(values)}), TODAY)
    assert "low-counts" in found.cautions


def test_the_target_of_its_day() -> None:
    indicator = an_indicator(
        targets=[
            {"from": "2017-04-01", "to": "2017-09-30", "value": 10},
            {"from": "2017-10-01", "to": "2018-03-31", "value": 8},
        ]
    )
    aim = target_at(indicator, date(2017, 10, 1))
    assert aim is not None
    assert aim.value == 8
    assert target_at(indicator, date(2018, 4, 1)) is None


# --- Questions -------------------------------------------------------------------------------


def asks(indicator: Indicator, *more: Any, today: date = TODAY) -> list[str]:
    found = questions(a_register(a_board(), indicator, *more), today)
    return [question.text for question in found]


def test_a_value_beyond_the_limits_opens_a_question_for_the_next_meeting() -> None:
    indicator = quarters(*STEADY[:-1], 90, reported_to=["board", "performance"])
    group = a_group("performance", "performance")
    early = a_meeting("MTG-2017-01", group="performance", date="2017-10-20")
    planned = a_meeting("MTG-2017-02", group="performance", date="2017-12-05")
    register = a_register(a_board(), group, early, planned, indicator)
    (question,) = questions(register, TODAY)
    assert question.text.startswith("2017-18 Q2 is higher than chance explains. ")
    assert "wrong way" in question.text
    assert (question.ask, question.by) == ("Head of Quality Assurance", date(2017, 12, 5))
    (item,) = due_questions(register, TODAY)
    assert item.state is DueState.DUE_SOON
    assert item.group == "performance"
    assert item.advice == 'hscb indicators answer IND-second-plans 2017-18-Q2 "…"'


def test_the_question_is_undated_until_a_meeting_is_planned_and_stays_until_answered() -> None:
    indicator = quarters(*STEADY[:-1], 90, reported_to=["performance"])
    group = a_group("performance", "performance")
    (item,) = due_questions(a_register(a_board(), group, indicator), TODAY)
    assert item.due is None
    planned = a_meeting("MTG-2017-02", group="performance", date="2017-12-05")
    (item,) = due_questions(a_register(a_board(), group, planned, indicator), date(2018, 1, 5))
    assert item.state is DueState.OVERDUE


def test_an_answer_ends_the_question_and_is_still_shown() -> None:
    signal = {
        "period": "2017-18 Q2",
        "question": "What happened?",
        "ask": "Head of Quality Assurance",
        "by": "2017-12-05",
        "answer": {"on": "2017-11-15", "text": "A backlog was cleared."},
    }
    indicator = quarters(*STEADY[:-1], 90, signals=[signal])
    register = a_register(a_board(), indicator)
    (question,) = questions(register, TODAY)
    assert question.answer is not None
    assert not list(due_questions(register, TODAY))
    assert list(due_questions(register, date(2017, 11, 14)))


@pytest.mark.parametrize(
    ("counts", "direction", "said"),
    [
        (
            [*STEADY[:9], 44, 43, 44, 43, 44, 43, 44],
            "decrease",
            "7 or more values in a row below the average",
        ),
        ([*STEADY[:9], 46, 47, 49, 50, 52, 53, 55], "increase", "each higher than the one before"),
        ([*STEADY[:-1], 5], "neutral", "2017-18 Q2 is lower than chance explains. Is it need"),
    ],
)
def test_each_rule_asks_in_its_own_words(counts: list[int], direction: str, said: str) -> None:
    (text,) = asks(quarters(*counts, direction=direction))
    assert said in text


def test_chance_and_what_is_not_judged_ask_nothing() -> None:
    assert asks(quarters(*STEADY)) == []
    assert asks(quarters(50, 52, 49, 90)) == []
    assert asks(quarters(*STEADY[:5], None, *STEADY[6:-1], 90)) == []


def test_what_was_before_the_register_was_kept_is_not_asked() -> None:
    counts = [90, *STEADY, *STEADY]
    assert len(asks(quarters(*counts))) == 1
    register = a_register(a_board(kept_since="2016-01-01"), quarters(*counts))
    assert not list(questions(register, TODAY))


def test_one_movement_is_one_question() -> None:
    fallen = [*STEADY, *(43, 42, 41, 38, 42, 41, 43)]
    register = a_register(a_board(), quarters(*fallen))
    found = [question for question in questions(register, TODAY) if question.signal]
    assert len(found) == 1
    assert found[0].signal is not None
    assert len(found[0].signal.rules) > 1
