"""New characters in a text are all that changes, whatever the style in which it is written."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hscb_pm.problem import FieldPath
from hscb_pm.store.composer import Composer, EventSource, libyaml, pure
from hscb_pm.store.lines import CannotSpliceError
from hscb_pm.store.splicing import LAST, REMOVED, spliced, spliced_at_once, with_value

ENTRY = {"period": "2017-18 Q2", "numerator": 141, "denominator": 176}
BRIEF = "{period: 2017-18 Q2, numerator: 141, denominator: 176}"
LONG = {**ENTRY, "note": "A long explanation of what a reader has to know about it, and of why"}
ANSWER = {"on": date(2017, 11, 20), "text": "It's 3 of 4: why?"}
FOLDED = "    -   period: a\n        note: >-\n          On\n          two\n"
LATER = "    -   period: 2017-18 Q2\n        numerator: 141\n        denominator: 176\n"
STYLES = {
    "mappings in brackets": (
        "values:\n  - {period: a, numerator: 1}  # one\n\n# next\nb: c\n",
        f"values:\n  - {{period: a, numerator: 1}}  # one\n  - {BRIEF}\n\n# next\nb: c\n",
    ),
    "no indent": (
        "values:\n- {period: a}\n- {period: b}\nb: c\n",
        f"values:\n- {{period: a}}\n- {{period: b}}\n- {BRIEF}\nb: c\n",
    ),
    "lines": (
        f"values:\n{FOLDED}\n# x\nb: c\n",
        f"values:\n{FOLDED}{LATER}\n# x\nb: c\n",
    ),
    "both": (
        "values:\n  - {period: a}\n  - period: b\n    numerator: 1\n",
        f"values:\n  - {{period: a}}\n  - period: b\n    numerator: 1\n  - {BRIEF}\n",
    ),
    "spaced braces": (
        "values:\n  - { period: a }",
        f"values:\n  - {{ period: a }}\n  - {{ {BRIEF[1:-1]} }}",
    ),
    "list in brackets": ("values: [{period: a}]\n", f"values: [{{period: a}}, {BRIEF}]\n"),
    "with a last comma": ("values: [{period: a},]\n", f"values: [{{period: a}}, {BRIEF},]\n"),
    "lines in brackets": (
        "values: [\n  {period: a},  # one\n  {period: b}   # two\n]\n",
        f"values: [\n  {{period: a}},  # one\n  {{period: b}},   # two\n  {BRIEF}\n]\n",
    ),
    "lines in brackets, with a last comma": (
        "values: [\n\t{period: a}, # x, y\n\t]\n",
        f"values: [\n\t{{period: a}}, # x, y\n\t{BRIEF},\n\t]\n",
    ),
    "empty": ("values: []  # none yet\n", f"values: [{BRIEF}]  # none yet\n"),
    "missing": ("c: d\na: b", f"c: d\na: b\nvalues:\n  - {BRIEF}"),
    "missing where lists are not set in": (
        "a:\n- {b: c}\n# the end\n",
        f"a:\n- {{b: c}}\n# the end\nvalues:\n- {BRIEF}\n",
    ),
    "missing before the end": ("a: b\n... # end\n", f"a: b\nvalues:\n  - {BRIEF}\n... # end\n"),
    "JSON": ('{"a": 1}\n', f'{{"a": 1, values: [{BRIEF}]}}\n'),
    "blank lines that count": (
        "values:\n  - |+\n    a\n\n\nb: c\n",
        f"values:\n  - |+\n    a\n\n\n  - {BRIEF}\nb: c\n",
    ),
    "nested": ("values:\n  - - {period: a}\n", f"values:\n  - - {{period: a}}\n  - {BRIEF}\n"),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_entry_is_written_as_its_neighbours_are(style: str, line_end: str) -> None:
    before, after = (text.replace("\n", line_end) for text in STYLES[style])
    assert spliced(before, ("values", LAST), ENTRY) == after


def test_what_is_too_long_for_a_line_has_several() -> None:
    after = spliced("values:\n  - {period: a}\n", ("values", LAST), LONG)
    assert (
        "\n  - period: 2017-18 Q2\n    numerator: 141\n    denominator: 176\n    note: A" in after
    )
    text = f"values: [{BRIEF}]\n"
    assert spliced(text, ("values", LAST), ENTRY) == f"values: [{BRIEF},\n         {BRIEF}]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- period: a\n  by: b  # soon\n", "- period: a\n  by: b  # soon\n  %\n"),
        ("- {period: a, by: b}\n", "- {period: a, by: b, %}\n"),
        (
            "- {\n    period: a,\n    by: b,\n  }\n",
            "- {\n    period: a,\n    by: b,\n    %,\n  }\n",
        ),
    ],
)
def test_key_is_added_within_a_list(before: str, after: str) -> None:
    said = "answer: {on: 2017-11-20, text: 'It''s 3 of 4: why?'}"
    text = spliced(f"signals:\n{before}c: d\n", ("signals", 0, "answer"), ANSWER)
    assert text == f"signals:\n{after}c: d\n".replace("%", said)


def test_value_takes_the_place_of_another() -> None:
    text = "values:\n  - {period: a, numerator: 12, missing: c} # x\n"
    assert spliced(text, ("values", 0, "numerator"), 141) == text.replace("12", "141")
    assert spliced("a: 'b'  # c\n", ("a",), "d, e") == "a: 'd, e'  # c\n"


KEPT = {
    "plain": ("a: b c  # d\n", "90% of e, f", "a: 90% of e, f  # d\n"),
    "plain where it cannot be": ("a: b  # d\n", "e: f", "a: 'e: f'  # d\n"),
    "single quotes": ("a: 'b'\n", "it's", "a: 'it''s'\n"),
    "double quotes": ('a: "b"\n', 'e "f"', 'a: "e \\"f\\""\n'),
    "day": ("a: 2017-06-30\n", date(2017, 7, 1), "a: 2017-07-01\n"),
    "other reader's truth": ("a: b\n", "no", "a: 'no'\n"),
    "lines": ("a: b\n", "e\nf", 'a: "e\\nf"\n'),
    "literal": ("a: |-  # d\n  b\n  c\nf: g\n", "e\nh", "a: |-  # d\n  e\n  h\nf: g\n"),
    "literal that ends its line": ("a: |\n    b\n", "e", "a: |\n    e\n"),
    "folded": (
        f"a: >-\n  {LONG['note']}\n  b\n",
        f"{LONG['note']} c\nd",
        f"a: >-\n  {LONG['note']}\n  c\n\n  d\n",
    ),
    "folded quotes": ('a: "b\n  c"\ne: f\n', "g", 'a: "g"\ne: f\n'),
    "block for brackets": ("a:  # d\n  - b\n  - c  # e\nf: g\n", [], "a: []  # d\nf: g\n"),
    "list": ("a:\n  - b\n  - c  # e\n", ["x", "c", "d"], "a:\n  - x\n  - c  # e\n  - d\n"),
    "mapping": ("a:\n  b: 1  # e\n  c: 2\n", {"b": 1, "d": 3}, "a:\n  b: 1  # e\n  d: 3\n"),
    "nothing": ("a:  # d\nb: c\n", "e", "a: e  # d\nb: c\n"),
}


@pytest.mark.parametrize("style", KEPT)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_another_value_has_the_style_of_the_old(style: str, line_end: str) -> None:
    before, value, after = KEPT[style]
    text = spliced(before.replace("\n", line_end), ("a",), value)
    assert text == after.replace("\n", line_end)


TAKEN = {
    "key": ("# head\na: b\nc: d  # e\nf: g\n", ("c",), "# head\na: b\nf: g\n"),
    "comment above": ("a: b\n\n# e\nc: d\n# h\nf: g\n", ("c",), "a: b\n\n# h\nf: g\n"),
    "comment apart": ("a: b\n# e\n\nc: d\nf: g\n", ("c",), "a: b\n# e\n\nf: g\n"),
    "head": ("# head\na: b\nc: d\n", ("a",), "# head\nc: d\n"),
    "comment set in": ("a:\n  - b\n    # e\n# f\nc: d\n", ("a",), "# f\nc: d\n"),
    "last line": ("a: b\nc: d", ("c",), "a: b"),
    "behind a dash": ("a:\n  - b: 1  # e\n    c: 2\n", ("a", 0, "b"), "a:\n  - c: 2\n"),
    "entry": ("a:\n- b  # e\n- c\nd: f\n", ("a", 0), "a:\n- c\nd: f\n"),
    "last entry": ("a:\n  - {b: c}\nd: e\n", ("a", 0, "b"), "d: e\n"),
    "brackets": ("a: [b, c, d]\n", ("a", 1), "a: [b, d]\n"),
    "last in brackets": ("a: {b: 1, c: 2} # e\n", ("a", "c"), "a: {b: 1} # e\n"),
    "all in brackets": ("d: e\na: [b]\n", ("a", 0), "d: e\n"),
    "lines in brackets": ("a: [\n  b,  # c\n  d\n]\n", ("a", 0), "a: [\n  d\n]\n"),
    "what is left out": ("a:\n  b:  # c\n  d: e\n", ("a", "b"), "a:\n  d: e\n"),
    "what is not there": ("a:\n  b: c\n", ("a", "d"), "a:\n  b: c\n"),
}


@pytest.mark.parametrize("style", TAKEN)
def test_what_is_taken_away_goes_with_its_own_comments(style: str) -> None:
    before, path, after = TAKEN[style]
    assert spliced(before, path, REMOVED) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nc: 3\n", "a: 1\nb: 2\nc: 3\n"),
        ("# head\nc: 3  # d\n", "# head\nb: 2\nc: 3  # d\n"),
        ("a: 1  # e\n  # f\n\n# g\nc: 3\n", "a: 1  # e\n  # f\nb: 2\n\n# g\nc: 3\n"),
        ("c: 3\na: 1\n", "c: 3\na: 1\nb: 2\n"),
        ("a: 1\nx: 3\n", "a: 1\nb: 2\nx: 3\n"),
        ("c: 3\nx: 3\n", "b: 2\nc: 3\nx: 3\n"),
        ("{a: 1, c: 3}\n", "{a: 1, b: 2, c: 3}\n"),
    ],
)
def test_new_key_stands_where_the_order_puts_it(before: str, after: str) -> None:
    assert spliced(before, ("b",), 2, order=lambda _: "abc") == after


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("values: a\n", ("values", LAST)),
        ("values: a\n", ("values", "b")),
        ("values: [a: b]\n", ("values", 0, "c")),
        ("values:\n  note: |\n    Not ended", ("values", "b")),
        ("values:\n  - {a: b}\n", ("values", 3, "a")),
    ],
)
def test_what_would_change_something_else_is_refused(text: str, path: FieldPath) -> None:
    with pytest.raises(CannotSpliceError):
        spliced(text, path, "x")


SCALARS = st.sampled_from(["a", "2017-18 Q2", "it's", "a: b #c", "", "- x", "é, {b}", "no", '"', 7])
WORDS = st.sampled_from(["a", "b c", "'d, e'", '"f: g"', "7", "2017-18 Q1", "'#'"])
COMMENTS = st.sampled_from(["", "", "  # c, d", " # {e: [f]}"])
ENDS = st.sampled_from([(), ("",), ("# of the next", "after: 1"), ("", "", "after: >-", "  x")])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A list in the style of somebody, between comments and blank lines."""
    style = draw(st.sampled_from(["brackets", "lines", "both", "scalars", "list", "long list"]))
    entries = [
        f"{{period: {draw(WORDS)}, n: {number}}}" for number in range(draw(st.integers(1, 4)))
    ]
    comma = draw(st.sampled_from(["", ","]))
    lines = ["# first", f"title: x{draw(COMMENTS)}"]
    if style == "list":
        lines.append(f"values: [{', '.join(entries)}{comma}]{draw(COMMENTS)}")
    elif style == "long list":
        lines += ["values: [", *(f"  {entry},{draw(COMMENTS)}" for entry in entries[:-1])]
        lines += [f"  {entries[-1]}{comma}{draw(COMMENTS)}", "  ]"]
    else:
        lines.append("values:")
        pad, gap = " " * draw(st.integers(0, 4)), " " * draw(st.integers(1, 3))
        for number, entry in enumerate(entries):
            if style == "scalars":
                entry = draw(WORDS)  # noqa: PLW2901, in its place
            elif style == "lines" or (style == "both" and number % 2):
                folded = f"{pad} {gap}  One\n{pad} {gap}  two"
                note = f"{draw(st.sampled_from(['>-', '|', '|-']))}\n{folded}"
                entry = f"n: 7\n{pad} {gap}note: {note}"  # noqa: PLW2901, in its place
            lines.append(f"{pad}-{gap}{entry}" + ("" if "\n" in entry else draw(COMMENTS)))
    text = "\n".join([*lines, *draw(ENDS)]) + draw(st.sampled_from(["", "\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(
    texts(),
    st.sampled_from([("values", LAST), ("signals", LAST), ("source",), ("values", 0, "answer")]),
    st.one_of(SCALARS, st.fixed_dictionaries({"period": SCALARS}, optional={"note": SCALARS})),
)
@pytest.mark.parametrize("source", [libyaml(), pure()], ids=lambda source: source.name)
def test_all_old_characters_stay_in_their_order(
    source: EventSource, text: str, path: FieldPath, value: Any
) -> None:
    before = Composer(source).compose(text).data
    if path[1:] == (0, "answer") and not isinstance(before["values"][0], dict):
        return
    try:
        after = spliced(text, path, value)
    except CannotSpliceError:
        assert text.endswith("two")  # a text that has no end
        return
    remaining = iter(after)
    assert all(character in remaining for character in text)
    assert Composer(source).compose(after).data == with_value(before, path, value)
    assert after.count("\r") == (after.count("\n") if "\r" in text else 0)
    assert after.endswith("\n") == text.endswith("\n")


@given(
    texts(),
    st.lists(
        st.tuples(
            st.sampled_from(
                [("title",), ("values", LAST), ("values", 0), ("source",), ("signals", LAST)]
            ),
            st.one_of(SCALARS, st.just(REMOVED), st.just({"period": "a", "n": 1})),
        ),
        min_size=2,
        max_size=4,
        unique_by=lambda edit: edit[0],
    ).filter(lambda edits: all(path[-1] != LAST for path, new in edits if new is REMOVED)),
)
def test_edits_made_at_once_are_those_made_one_after_the_other(
    text: str, edits: list[tuple[FieldPath, Any]]
) -> None:
    at_once = spliced_at_once(text, [(path, [value]) for path, value in edits])
    if at_once is None:
        return
    after = text
    for path, value in edits:
        after = spliced(after, path, value)
    assert at_once == after


def test_edits_that_do_not_touch_are_made_at_once() -> None:
    text = "# a\nowner: {role: A}  # b\ndue: 2017-12-15\nprogress:\n  - {n: 1}\nc: d\n"
    moved = [{"was": 1}]
    edits: list[tuple[FieldPath, list[Any]]] = [
        (("due",), [date(2018, 1, 14)]),
        (("progress", LAST), [{"n": 2}]),
        (("owner", "role"), ["B"]),
        (("revisions",), [moved]),
    ]
    assert spliced_at_once(text, edits, lambda _: ("due", "revisions")) == (
        "# a\nowner: {role: B}  # b\ndue: 2018-01-14\nrevisions:\n  - {was: 1}\n"
        "progress:\n  - {n: 1}\n  - {n: 2}\nc: d\n"
    )
    assert spliced_at_once(text, [(("x",), [1]), (("y",), [2])]) is None
