"""Text to plain data: two parsers, one reading, and whatever the bytes are, a refusal at most."""

import contextlib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hscb_pm.store.composer import MAX_NODES, Composer, EventSource, libyaml, pure
from hscb_pm.store.files import decode
from hscb_pm.store.marks import Document
from hscb_pm.store.slips import Refusal
from running import EXAMPLE
from store.cases import ACCEPTED, ACTION, LONG, NO_RECORD, NOT_ALLOWED, NOT_YAML, TABS, UNREADABLE

SOURCES = {source.name: source for source in (libyaml(), pure())}
EVERY_SOURCE = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
PARSED = NOT_YAML | NOT_ALLOWED
LIBRARIES_SAY = (
    "while parsing",
    "while scanning",
    "did not find",
    "could not find",
    "expected",
    "token",
    "unicode string",
)
RECORD = """\
# Action from the June audit; keep this comment
action: >-
  Re-audit 30 core group minutes across the five
  quadrants \u2013 and report.
owner: {agency: a-constabulary, role: "Head of \\"Safeguarding\\""}
measure: '90% of minutes: it''s'
due: 2017-12-15   # soon
progress:
  - {on: 2017-08-01, note: Sample drawn}
  - on: 2017-09-01
    note: |
      first
      second
extensions:
  a: [1, 2.5, true, "caf\u00e9 \U0001f600", [b, {c: d}]]
"""
NASTY = [
    *"\t\n\r :-?[]{}#&*!|>'\"%@`,.<=~\\/0+_1",
    *("\n  ", "\n- ", "---\n", "...\n", ">-\n", "|2", "? ", ": ", "<<: ", "\r\n"),
    *("%YAML 1.1\n", "%YAML 1.2\n", "%YAML 1.3\n", "%TAG ! x\n", "&a ", "*a ", "!!str ", "!<"),
    *("\\x", "\\u00", "\\ud800", "\\U0011", "\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\u200d"),
    *("e\u0301", "\u00a0", "\U0001f600", "2017-02-30", "<<<<<<< x\n", ">>>>>>> x\n"),
]

nasty = st.sampled_from(NASTY)


def read(source: EventSource, data: bytes) -> Document | Refusal:
    """What a file says, or why it says nothing; anything else that is raised is a fault."""
    try:
        return Composer(source, keep_marks=True).compose(decode(data))
    except Refusal as refusal:
        return refusal


def alike(first: Document, second: Document) -> bool:
    """Whether two readings say the same, and of the same places where no value is missing."""
    same = repr(first.data) == repr(second.data) and first.empty_values == second.empty_values
    missing = first.empty_values and first.data is not None
    return same and bool(missing or first.marks == second.marks)


def plain(data: Any) -> bool:
    """Whether data is of the kinds a schema knows, and could be written to a file."""
    if isinstance(data, dict):
        return all(isinstance(key, str) and plain(key) for key in data) and plain(
            tuple(data.values())
        )
    if isinstance(data, tuple):
        return all(map(plain, data))
    if isinstance(data, str):
        return not any("\ud800" <= character <= "\udfff" for character in data)
    return data is None or type(data) in {bool, int, float}


def itself(words: str) -> list[tuple[str, str]]:
    """What is read just as it is written."""
    return [(word, word) for word in words.split()]


@st.composite
def nearly_yaml(draw: st.DrawFn) -> str:
    """RECORD, with a few slips of the keyboard."""
    text = RECORD
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 1, 1, 2, 7, 40]))
        text = text[:at] + "".join(draw(st.lists(nasty, max_size=3))) + text[at + gone :]
    return text


# --- Both parsers read alike -----------------------------------------------------------------


GOOD = {
    **ACCEPTED,
    **{name: case.data for name, case in NO_RECORD.items()},
    "brackets": TABS["in-brackets"],
    "record": RECORD.encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_documents_are_read_alike(name: str) -> None:
    first, second = (read(source, GOOD[name]) for source in SOURCES.values())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert alike(first, second)
    assert plain(first.data)


def test_example_register_is_read_alike() -> None:
    for file in EXAMPLE.rglob("*.yaml"):
        first, second = (read(source, file.read_bytes()) for source in SOURCES.values())
        assert isinstance(first, Document), file
        assert isinstance(second, Document), file
        assert alike(first, second), file


@pytest.mark.parametrize("name", TABS)
def test_tab_that_indents_nothing(name: str) -> None:
    """The one plain document that the parser in Python may refuse: it says so, with its place."""
    assert isinstance(read(libyaml(), TABS[name]), Document)
    second = read(pure(), TABS[name])
    assert isinstance(second, Document) or second.code == "REG-002"


@EVERY_SOURCE
@pytest.mark.parametrize("name", PARSED)
def test_bad_documents_are_refused(source: EventSource, name: str) -> None:
    case = PARSED[name]
    found = read(source, case.data)
    assert isinstance(found, Refusal)
    code = case.pure if case.pure and source.name != "libyaml" else case.code
    assert found.code == code
    if source.name == "libyaml":
        assert (found.line, found.column) == (case.line, case.column or found.column)
    said = f"{found.message} {found.fix}".lower()
    assert not [words for words in LIBRARIES_SAY if words in said]
    assert found.message.isprintable()


@pytest.mark.parametrize("name", UNREADABLE)
def test_text_that_is_refused_before_it_is_parsed(name: str) -> None:
    case = UNREADABLE[name]
    found = read(libyaml(), case.data)
    assert isinstance(found, Refusal)
    assert (found.code, found.line, found.column) == (case.code, case.line, case.column)


# --- Scalars ---------------------------------------------------------------------------------


@EVERY_SOURCE
@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        *itself("no No yes on off y N NO OFF tRUE nULL none None nil n/a"),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, None) for word in ("~", "null", "Null", "NULL")),
        *(("0", 0), ("40", 40), ("-1", -1), ("+5", 5), ("012", 12), ("-0", 0)),
        *(("9" * 18, 10**18 - 1), ("40.0", 40.0), ("-1.5", -1.5), ("+1.5", 1.5), ("01.50", 1.5)),
        *itself("1_000 0o14 0x1F 0b1 1e3 1.5e3 .5 5. + 1,000 \u0664\u0660 = < 1.2.3"),
        *itself(".nan .inf -.inf .NaN nan inf Infinity 12:30 190:20:30 1:1:1.5"),
        *itself("2017-06-30 2017-02-30 2017-06-30T10:00:00Z"),
        *itself(f"{'9' * 19} {'9' * 5000} 0.{'1' * 19}"),
        *(("'40'", "40"), ('"true"', "true"), ("'~'", "~"), ("'2017-06-30'", "2017-06-30")),
        *(("''", ""), ('""', ""), ("|\n  40\n", "40\n"), (">-\n  true\n", "true")),
        *(("[]", ()), ("{}", {}), ("[no, 12:30]", ("no", "12:30"))),
    ],
)
def test_scalars_follow_yaml_1_2(source: EventSource, written: str, read_as: object) -> None:
    found = read(source, f"a: {written}".encode())
    assert isinstance(found, Document)
    assert (repr(found.data["a"]), type(found.data["a"])) == (repr(read_as), type(read_as))


@EVERY_SOURCE
def test_one_file_does_not_change_how_the_next_is_read(source: EventSource) -> None:
    composer = Composer(source)
    for first in (b"%YAML 1.1\n---\na: no\n", b"a: [", b"a: &x no\n", b"a: {a: a}\na: b\n", b""):
        with contextlib.suppress(Refusal):
            composer.compose(decode(first))
        assert composer.compose("a: no\nb:\n").data == {"a": "no", "b": None}
        assert composer.compose("a: no\nb:\n").empty_values == (("b",),)


# --- Whatever the bytes are ------------------------------------------------------------------


@EVERY_SOURCE
@given(text=st.text() | st.lists(nasty, max_size=25).map("".join))
@example(text="%YAML 1.3\n---\na: b\n")
@example(text='a: "\\ud83d\\ude00"')
@example(text='a: "\\ud800"')
@example(text='a: "\\U00110000"')
@example(text="a: !!binary \u00e9")
@settings(max_examples=120)
def test_any_text_is_read_or_refused(source: EventSource, text: str) -> None:
    found = read(source, text.encode("utf-8", "surrogatepass"))
    assert isinstance(found, Refusal) or plain(found.data)


@given(data=st.binary())
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for source in SOURCES.values():
        found = read(source, data)
        assert isinstance(found, Refusal) or plain(found.data)


@given(text=nearly_yaml())
@settings(max_examples=120)
def test_near_yaml_is_read_alike_or_refused(text: str) -> None:
    first, second = (read(source, text.encode("utf-8")) for source in SOURCES.values())
    for found in (first, second):
        if isinstance(found, Refusal):
            assert 1 <= found.line <= text.count("\n") + text.count("\r") + 2
            assert found.column >= 1
        else:
            assert plain(found.data)
    if isinstance(first, Document) and isinstance(second, Document):
        assert alike(first, second)


# --- Limits ----------------------------------------------------------------------------------


MONSTERS = {
    "brackets": "[",
    "braces": "{",
    "both": "[{a: ",
    "closing": "]",
    "colons": ":",
    "colons-and-spaces": ": ",
    "keys-in-a-line": "a: ",
    "dashes": "- ",
    "question-marks": "? ",
    "anchors": "&a ",
    "ampersands": "&",
    "aliases": "*a ",
    "tags": "!a ",
    "exclamation-marks": "!",
    "percents": "%",
    "bars": "|",
    "apostrophes": "'",
    "quotation-marks": '"',
    "backslashes": '"\\',
    "hashes": "#",
    "tabs": "\t",
    "documents": "---\n",
    "ends": "...\n",
    "nearly-conflicts": "<<<<<< ",
    "items": "a\n- ",
    "unclosed-lines": '"a\n',
    "words": "x ",
    "lines": "x\n",
    "digits": "9",
    "versions": "1.",
    "sexagesimals": "1:",
}


@EVERY_SOURCE
@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_end(source: EventSource, name: str) -> None:
    """A megabyte for the compiled parser; the one in Python gets less, for the test's sake."""
    size = 1_000_000 if source.name == "libyaml" else 50_000
    bit = MONSTERS[name]
    found = read(source, (bit * (size // len(bit))).encode())
    assert isinstance(found, Refusal) or found.data is None


@EVERY_SOURCE
def test_depth_of_200_000_ends(source: EventSource) -> None:
    depth = 200_000 if source.name == "libyaml" else 20_000
    found = read(source, f"a: {'[' * depth}{']' * depth}".encode())
    assert isinstance(found, Refusal)
    assert (found.code, found.line, found.column) == ("REG-011", 1, 19)


def test_limits_are_reached_and_not_passed() -> None:
    values = MAX_NODES - 2  # the mapping and the list count too
    assert isinstance(read(libyaml(), b"a: [" + b"x," * values + b"]"), Document)
    assert isinstance(read(libyaml(), b"a: [" + b"x," * (values + 1) + b"]"), Refusal)
    for source in SOURCES.values():
        text = "\u00e9" * LONG
        assert isinstance(read(source, f"a: {text}".encode()), Document)
        assert isinstance(read(source, f"a: {text}x".encode()), Refusal)


def test_comments_and_blank_lines_count_for_nothing() -> None:
    text = ACTION + "# c\n" * 100_000 + "\n" * 500_000
    found, without = read(libyaml(), text.encode()), read(libyaml(), ACTION.encode())
    assert isinstance(found, Document)
    assert isinstance(without, Document)
    assert alike(found, without)
