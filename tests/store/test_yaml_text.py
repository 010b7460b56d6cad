"""What is written as YAML is read back as it was, by either parser."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hscb_pm.exchange.starter import a_name
from hscb_pm.store.composer import Composer, EventSource, invisible, libyaml, pure
from hscb_pm.store.files import decode
from hscb_pm.store.yaml_text import WIDTH, Noted, document

SIGNS = ":#'\"-?{}[]()<>|&*!%@`~,=+0.xeoynYN/\\ €é"
AWKWARD = [
    *("no", "Off", "y", "NULL", "~", "true", "---", "- a", "? x", "#x", "a: b", "a #b", "'q'"),
    *('"q"', "{{ 1/0 }}", "<<<<<<< HEAD", "2017-06-01", "12:30", "0x1", "1e3", ".inf", "=", "<<"),
    *(
        "!t",
        "&a",
        "*a",
        "%x",
        "@x",
        "`x`",
        "|",
        ">-",
        "[a]",
        "{a}",
        "a, b",
        "a,b",
        "😀 👨‍👩‍👧",
        "-Crazy",
    ),
]


def names() -> st.SearchStrategy[str]:
    """Everything that a board may be called."""
    return st.one_of(st.sampled_from(AWKWARD), st.text(SIGNS), st.text()).filter(is_a_name)


def is_a_name(text: str) -> bool:
    try:
        return a_name(text) == text
    except ValueError:
        return False


def read(text: str, source: EventSource) -> Any:
    return Composer(source).compose(decode(text.encode())).data


@given(names())
@pytest.mark.parametrize("source", [libyaml(), pure()], ids=lambda source: source.name)
def test_any_name_is_read_back_wherever_it_stands(source: EventSource, name: str) -> None:
    data = {
        "title": name,
        "names": [name, name],
        "lead": {"role": name},
        "items": [{"row": 1, "title": name, "names": [name] * 9}],
    }
    text = document(data)
    assert read(text, source) == {
        "title": name,
        "names": (name, name),
        "lead": {"role": name},
        "items": ({"row": 1, "title": name, "names": (name,) * 9},),
    }


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_names_are_names(name: str) -> None:
    assert is_a_name(name)


def test_what_needs_no_quotes_has_none_and_what_fits_stands_on_one_line() -> None:
    text = document(
        {
            "title": "Learning & Development Group (training), Exampleshire",
            "requires": ">=1,<2",
            "categories": [{"paragraph": "(h)", "from": date(2012, 11, 22)}],
            "items": [
                {"row": 1, "public": True, "as_written": {"dates": "June, July", "lead": "x" * 90}}
            ],
        }
    )
    assert text == (
        "title: Learning & Development Group (training), Exampleshire\n"
        "requires: '>=1,<2'\n"
        "categories: [{paragraph: (h), from: 2012-11-22}]\n"
        "items:\n"
        "  - row: 1\n"
        "    public: true\n"
        "    as_written:\n"
        "      dates: June, July\n"
        f"      lead: {'x' * 90}\n"
    )
    assert max(map(len, text.split("\n"))) < WIDTH + 10


@given(st.text(SIGNS + "\n\r\t") | st.text().filter(lambda text: not invisible(text)))
@pytest.mark.parametrize("source", [libyaml(), pure()], ids=lambda source: source.name)
def test_any_text_is_read_back_wherever_it_stands(source: EventSource, said: str) -> None:
    noted = Noted({"grade": said}, said)
    text = document({"title": said, "self": noted, "items": [{"what": said, "self": noted}]})
    assert read(text, source) == {
        "title": said,
        "self": {"grade": said},
        "items": ({"what": said, "self": {"grade": said}},),
    }


def test_comment_stands_behind_its_value() -> None:
    data = {"scale": [{"grade": "met"}], "self": Noted({"grade": "met"}, "to be\nreconfirmed")}
    text = "scale: [{grade: met}]\nself: {grade: met}  # to be reconfirmed\n"
    assert document(data) == text
    assert document({"items": [data]}).splitlines() == [
        "items:",
        "  - scale: [{grade: met}]",
        "    self: {grade: met}  # to be reconfirmed",
    ]


def test_long_text_is_folded_and_read_back() -> None:
    text = "word " * 25 + "# no comment: 'quoted'"
    data = {"action": text, "findings": [{"id": "F1", "text": text, "also": "<<<<<<< " * 20 + "x"}]}
    written = document(data)
    assert written.startswith("action: >-\n  word ")
    assert max(map(len, written.splitlines()[:-1])) <= WIDTH
    assert read(written, libyaml()) == {"action": text, "findings": (data["findings"][0],)}
