"""Rows of many boards in each format: what they say stays text."""

import io
from datetime import date

import pytest

from hostile import FORMULA, MARKUP, READERS, TERMINAL, WORKFLOW, Read
from hscb_pm.present.out import Out
from hscb_pm.present.plain import FORMATS, show_rows

TEXTS = (*FORMULA, *MARKUP, *TERMINAL, *WORKFLOW)


def shown(format: str, *rows: tuple[object, ...]) -> str:
    out = io.StringIO()
    show_rows(("board", "said", "day", "share"), rows, format, Out(out, out), {"tool": "hscb"})
    return out.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_text_stays_text(format: str) -> None:
    def read(text: str) -> Read:
        return READERS[format](shown(format, ("kent", text, date(2017, 11, 20), 12.25)))

    for text in TEXTS:
        assert read(text).shape == read("Plain words").shape, text


def test_people_get_days_in_words_and_one_decimal_and_programs_all_of_it() -> None:
    row = ("kent", None, date(2017, 11, 20), 200 / 3)
    assert shown("text", row).splitlines() == [
        "board  said  day               share",
        "kent      -  20 November 2017   66.7",
    ]
    assert shown("csv", row).endswith("kent,,2017-11-20,66.66666666666667\r\n")
    assert shown("md").strip() == "None."
