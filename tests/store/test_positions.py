"""Where values stand: line and column start at 1, columns count code points."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.problem import FieldPath
from hscb_pm.store.composer import Composer, EventSource, find, libyaml, pure
from hscb_pm.store.files import FileSource, decode, digest, read_bytes
from hscb_pm.store.marks import Marks, place_in

SOURCES = (libyaml(), pure())
EVERY_SOURCE = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
WORDS = ("x", "it's", 'say "x"', "\U0001f600", "cafe\u0301", "\u00e9\u2013", "a: b", "# c", "[d]")
KEYS = ("key", "Schl\u00fcssel", "\U0001f511", "two words")

Nested = dict[str, Any]


def numbered(data: Any, number: Iterator[int]) -> Any:
    """The same data, with every key and every value unique, so that each can be looked for."""
    if isinstance(data, dict):
        return {f"{key}{next(number)}.": numbered(below, number) for key, below in data.items()}
    if isinstance(data, list):
        return [numbered(below, number) for below in data]
    return f"{data}{next(number)}."


def leaves(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every value with the way to it."""
    if not isinstance(data, dict | list):
        yield path, data
        return
    for step, below in data.items() if isinstance(data, dict) else enumerate(data):
        yield from leaves(below, (*path, step))


def mappings(data: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """The way to every mapping."""
    if isinstance(data, dict):
        yield path
    if isinstance(data, dict | list):
        for step, below in data.items() if isinstance(data, dict) else enumerate(data):
            yield from mappings(below, (*path, step))


words = st.sampled_from(WORDS)
some = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=3)
    ),
    max_leaves=10,
)
nested = st.dictionaries(st.sampled_from(KEYS), some, min_size=1, max_size=4).map(
    lambda data: numbered(data, iter(range(1000, 10_000)))
)


def written(data: Nested, *, flow: bool | None) -> str:
    """The data as PyYAML writes it; wide, so that no text is folded into two lines."""
    return yaml.safe_dump(
        data, allow_unicode=True, default_flow_style=flow, width=10_000, sort_keys=False
    )


def marks(source: EventSource, text: str) -> Marks:
    found = Composer(source, keep_marks=True).compose(decode(text.encode())).marks
    assert found
    return found


def here(text: str, place: tuple[int, int]) -> str:
    """The text from a place on, without the quotation mark it may begin with."""
    line, column = place
    return text.split("\n")[line - 1][column - 1 :].lstrip("'\"").replace("''", "'")


def leads_to(text: str, place: tuple[int, int], value: str) -> bool:
    return here(text, place).replace('\\"', '"').startswith(value)


@EVERY_SOURCE
@given(data=nested, flow=st.sampled_from([True, False, None]), end=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60)
def test_every_value_and_key_is_found(
    source: EventSource, data: Nested, *, flow: bool | None, end: str
) -> None:
    text = "# \U0001f600 a comment\n" + written(data, flow=flow)
    found = marks(source, text.replace("\n", end))
    for path, value in leaves(data):
        assert leads_to(text, place_in(found, path), value)
        key = path[-1]
        if isinstance(key, str):
            assert leads_to(text, place_in(found, path, key=True), key)
        else:
            assert place_in(found, path, key=True) == place_in(found, path)


@EVERY_SOURCE
@given(data=nested, flow=st.booleans())
@settings(max_examples=40)
def test_what_is_missing_is_placed_at_the_key_of_what_lacks_it(
    source: EventSource, data: Nested, *, flow: bool
) -> None:
    found = marks(source, written(data, flow=flow))
    for path in mappings(data):
        expected = place_in(found, path, key=True)
        assert place_in(found, (*path, "missing")) == expected
        assert place_in(found, (*path, "missing", 0, "below")) == expected
    for path, _ in leaves(data):
        assert place_in(found, (*path, "below")) == place_in(found, path, key=True)


@EVERY_SOURCE
@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("a: b\n", ("a",), (1, 4)),
        ("\n\n  a:   b\n", ("a",), (3, 8)),
        ("\U0001f600: b\n", ("\U0001f600",), (1, 4)),
        ("e\u0301: b\n", ("\u00e9",), (1, 5)),
        ("{\U0001f600: b, c: d}\n", ("c",), (1, 11)),
        ("a: >-\n  b\n", ("a",), (1, 4)),
        ("a:\n  b\n", ("a",), (2, 3)),
        ("a:\n- b\n- c: d\n", ("a", 1, "c"), (3, 6)),
        ("a:\n  - - b\n    - c\n", ("a", 0, 1), (3, 7)),
        ("? a\n: b\n", ("a",), (2, 3)),
        ("a: 'b'\nc: \"d\"\n", ("c",), (2, 4)),
        ("a: [b,\n  c]\n", ("a", 1), (2, 3)),
        ("a: [b,\n  c]\n", ("a",), (1, 4)),
        ("a: {}\n", ("a", "missing"), (1, 1)),
        ("a:\n  - b: c\n", ("a", 0, "missing"), (2, 5)),
        ("---\na: b\n", ("a",), (2, 4)),
    ],
)
def test_places(source: EventSource, text: str, path: FieldPath, place: tuple[int, int]) -> None:
    assert place_in(marks(source, text), path) == place
    assert find(source, text, path) == place


@EVERY_SOURCE
@given(data=nested, flow=st.sampled_from([True, False, None]))
@settings(max_examples=25)
def test_walk_to_one_place_ends_where_all_marks_have_it(
    source: EventSource, data: Nested, *, flow: bool | None
) -> None:
    text = "# \U0001f600 a comment\n" + written(data, flow=flow)
    found = marks(source, text)
    parsed = [*iter(source.start(text), None)]  # once: the pure parser is slow
    parsed_once = source._replace(start=lambda _: iter(parsed).__next__)
    ways = [path for path, _ in leaves(data)] + list(mappings(data))
    for path in [*ways, *((*way, step) for way in ways for step in ("missing", 0, 7))]:
        for key in (True, False):
            assert find(parsed_once, text, path, key=key) == place_in(found, path, key=key)


def test_tabs_and_marks_of_order_take_one_column_or_none() -> None:
    text = '\ufeffa: b\t# c\n{}: [\t"d",\te]\n'.format("k" * 3)
    found = marks(libyaml(), text)
    assert place_in(found, ("a",)) == (1, 4)
    assert place_in(found, ("kkk", 0)) == (2, 8)
    assert place_in(found, ("kkk", 1)) == (2, 13)


def test_source_takes_a_path_as_a_problem_writes_it(tmp_path: Path) -> None:
    data = b"outcomes:\n  - on: 2017-01-01\n    '0': x\n"
    (tmp_path / "a.yaml").write_bytes(data)
    source = FileSource(tmp_path, "a.yaml", digest(data))
    assert source.text == data.decode()
    assert source.at("outcomes.0.on") == source.at(("outcomes", 0, "on")) == (2, 9)
    assert source.at("outcomes.0.on", key=True) == (2, 5)
    assert source.at("") == source.at(()) == (1, 1)
    assert source.at("outcomes.1") == (1, 1)


def test_file_is_not_read_again_for_each_of_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"a: 1\nb:\n" + b"  - c\n" * 100
    for name in ("x.yaml", "y.yaml"):
        (tmp_path / name).write_bytes(data)
    reads: Counter[str] = Counter()

    def counted(file: Path | str) -> bytes:
        reads[Path(file).name] += 1
        return read_bytes(file)

    monkeypatch.setattr("hscb_pm.store.files.read_bytes", counted)
    x, y = (FileSource(tmp_path, name, digest(data)) for name in ("x.yaml", "y.yaml"))
    assert [x.at(("b", line)) for line in range(100)] == [(line + 3, 5) for line in range(100)]
    assert reads == {"x.yaml": 2}
    assert (y.at("a"), x.at("a", key=True), y.at("b")) == ((1, 4), (1, 1), (3, 3))
