"""Edits in texts as people write them: data as wanted, and every other character as it was."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.problem import FieldPath
from hscb_pm.store.composer import Composer, libyaml, pure
from hscb_pm.store.layout import layout
from hscb_pm.store.splicing import LAST, REMOVED, same, spliced, with_value

T = TypeVar("T")
EXAMPLES = int(os.environ.get("HSCB_STYLES", "40"))
"""How many texts each test tries; for a night, 20000."""
PLAIN = ("a", "b c", "it's so", "é ✓ 3", "90% of a, b", "2017-06-30", "12", "true", "x#y", "a:b")
WORDS = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(["'d, e'", '"f: g"', "'it''s'", r'"a \"b\" \\"', "''", '"#"', "'12'"]),
)
LONG = "Thirty core group minutes are read again, and the share is said that records the view of"
NEW = st.one_of(
    st.sampled_from(["a", "b: c", "it's", "d #e", "", "- x", "é, {b}", "no", '"', "7", "12:30"]),
    st.sampled_from(["2017-10-01", " lead", "trail ", "\\", "{a}", "two\nlines", "end\n", "\n"]),
    st.sampled_from([f"{LONG} {LONG}", f"{LONG}\n\n{LONG}\n", "a  b", "# not", "%", "@a", "…"]),
    st.sampled_from([7, 1.5, True]),
)
DEPTH = 2
_IN_BLOCK = re.compile(r"[|>][+-]? *(#.*)?\n[^:]*\Z")
KEYS = ("title", "owner", "values", "'note'", '"on"', "due", "more")


class Writer:
    """Somebody who writes YAML in a style of their own, with comments that are all different."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.comments = 0
        self.gap = " " * draw(st.integers(1, 3))
        self.list_indent = " " * draw(st.integers(0, 4))
        self.indent = " " * draw(st.integers(1, 4))

    def one(self, *of: T) -> T:
        """One of several."""
        return self.draw(st.sampled_from(of))

    def comment(self) -> str:
        """A comment like no other."""
        self.comments += 1
        return f"#c{self.comments} {self.one('d', 'e: f', '- g', '[h')}"

    def behind(self) -> str:
        """What stands behind a value on its line."""
        return self.one("", "", "  ", f"  {self.comment()}", f" {self.comment()}")

    def between(self, pad: str) -> list[str]:
        """Lines between two entries."""
        return self.one(
            [], [], [], [f"{pad}{self.comment()}"], ["", f"{pad}{self.comment()}"], [""]
        )

    def below(self, pad: str) -> list[str]:
        """Lines below an entry that are set in further."""
        return self.one([], [], [], [f"{pad}   {self.comment()}"])

    def bracketed(self, depth: int, pad: str) -> str:
        """A list or a mapping in brackets, on one line or over several."""
        entries = [self.inner(depth, pad) for _ in range(self.one(1, 2, 3))]
        opening, closing = "[]"
        if self.one(0, 1):
            opening, closing = "{}"
            entries = [f"{name}: {entry}" for name, entry in zip("xyz", entries, strict=False)]
        comma = self.one("", "", ",")
        if depth or self.one(0, 1):
            inside = self.one(", ", ",  ").join(entries)
            blank = self.one("", " ")
            return f"{opening}{blank}{inside}{comma}{blank}{closing}"
        lines = [f"{pad}  {entry},{self.behind()}" for entry in entries[:-1]]
        last = f"{pad}  {entries[-1]}{comma}{self.behind()}"
        return "\n".join([opening, *lines, last, f"{pad} {closing}"])

    def inner(self, depth: int, pad: str) -> str:
        """What stands in brackets."""
        if depth < 1 and self.one(0, 0, 1):
            return self.bracketed(depth + 1, pad)
        word: str = self.draw(WORDS)
        return f"'{word}'" if re.search(r"[,:{%]", word) and word[0] not in "'\"" else word

    def text(self, pad: str) -> list[str]:
        """A text over several lines, the first behind its key."""
        style = self.one("|", "|-", ">", ">-", "plain", "'", '"', "|+")
        body = [LONG, "", f"{LONG}."] if self.one(0, 1) else ["One of", "two"]
        if style == "plain":
            return ["One of", f"{pad} two", f"{pad} three{self.behind()}"]
        if style in "'\"":
            return [f"{style}One of", "", f"{pad} two{style}{self.behind()}"]
        lines = [f"{style}{self.behind()}", *(f"{pad}{line}" if line else "" for line in body)]
        return [*lines, ""] if style == "|+" else lines

    def entry(self, start: str, pad: str, depth: int) -> list[str]:
        """A value behind its key or dash, with the lines that follow."""
        kinds = ("word", "word", "word", "brackets", "text", "nothing")
        kind = self.one(*kinds, *("map", "list") * (depth < DEPTH))
        if kind == "nothing":
            return [f"{start}{self.behind()}"]
        if kind == "word":
            return [f"{start}{self.gap}{self.draw(WORDS)}{self.behind()}", *self.below(pad)]
        if kind == "brackets":
            return f"{start}{self.gap}{self.bracketed(0, pad)}{self.behind()}".split("\n")
        if kind == "text":
            first, *rest = self.text(f"{pad}{self.indent}")
            return [f"{start}{self.gap}{first}", *rest]
        make: Callable[[str, int], Iterator[str]] = self.mapping if kind == "map" else self.items
        is_item = start.endswith("-")
        inset = (
            f"{pad} {self.gap}"
            if is_item
            else pad + (self.list_indent if kind == "list" else self.indent)
        )
        lines = list(make(inset, depth + 1))
        if is_item and lines[0][len(inset) :][:1] not in ("#", ""):
            return [f"{start}{self.gap}{lines[0][len(inset) :]}", *lines[1:]]
        return [f"{start}{self.behind()}", *lines]

    def mapping(
        self, pad: str, depth: int, keys: tuple[str, ...] = ("id", "role", '"n"')
    ) -> Iterator[str]:
        """Lines of a mapping."""
        count = self.draw(st.integers(1, len(keys)))
        for key in keys[:count]:
            yield from self.between(pad)
            yield from self.entry(f"{pad}{key}:", pad, depth)

    def items(self, pad: str, depth: int) -> Iterator[str]:
        """Lines of a list."""
        for _ in range(self.draw(st.integers(1, 3))):
            yield from self.between(pad)
            yield from self.entry(f"{pad}-", pad, depth)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A record in somebody's style."""
    writer = Writer(draw)
    head = writer.one([], ["# yaml-language-server"], ["%YAML 1.2", "---"], ["--- #c0", ""])
    body = list(writer.mapping("", 0, KEYS))
    foot = writer.one([], [], ["", "#c99 foot"], ["..."], [""])
    text = "\n".join([*head, *body, *foot])
    if writer.one(1, 1, 0) or _IN_BLOCK.search(text):  # which would end with the file
        text += "\n"
    return text.replace("\n", writer.one("\n", "\n", "\r\n"))


def paths(data: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """The way to everything in a record."""
    if path:
        yield path
    entries = data.items() if isinstance(data, dict) else ()
    for name, value in enumerate(data) if isinstance(data, tuple) else entries:
        yield from paths(value, (*path, name))


def at(data: Any, path: FieldPath) -> Any:
    for step in path:
        data = data[step]
    return data


def data_of(text: str) -> Any:
    return Composer(libyaml()).compose(text).data


def comments(text: str) -> list[str]:
    return re.findall(r"#c\d+", text)


def shared(one: str, other: str) -> int:
    """How many characters are the same from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def put(text: str, path: FieldPath, value: Any) -> str:
    """The text after an edit that has done what every edit has to do."""
    after = spliced(text, path, value)
    wanted = with_value(data_of(text), path, value)
    read = Composer(pure()).compose(after).data
    if not same(read, wanted):  # a block goes on ending its last line
        assert same(read, with_value(data_of(text), path, f"{value}\n"))
    assert after.count("\r") == (after.count("\n") if "\r" in text else 0)
    if not _IN_BLOCK.search(after.removesuffix("\n").replace("\r", "")):  # whose last line ends
        assert after.endswith("\n") == text.endswith("\n")
    return after


def chosen(data: st.DataObject, text: str, *kinds: type) -> FieldPath | None:
    """The way to something of those kinds in a record."""
    known = data_of(text)
    fitting = [path for path in paths(known) if isinstance(at(known, path), kinds)]
    return data.draw(st.sampled_from(fitting)) if fitting else None


@given(texts(), NEW, st.data())
@settings(max_examples=EXAMPLES)
def test_one_value_for_another_changes_its_line_alone(
    text: str, value: Any, data: st.DataObject
) -> None:
    path = chosen(data, text, str, int, float, bool)
    if path is None:
        return
    old, node = at(data_of(text), path), layout(libyaml(), text).at(path)
    after = put(text, path, value)
    assert comments(after) == comments(text)
    assert node is not None
    if "\n" in text[node.start : node.end]:
        return
    lines, new_lines = text.split("\n"), after.split("\n")
    assert len(lines) == len(new_lines)
    assert sum(map(str.__ne__, lines, new_lines)) <= 1
    there = layout(libyaml(), after).at(path)
    assert there is not None
    if there.style == node.style:
        assert spliced(after, path, old) == text


@given(texts(), NEW, st.data(), st.integers(0, 3))
@settings(max_examples=EXAMPLES)
def test_all_old_characters_stay_where_an_entry_comes(
    text: str, value: Any, data: st.DataObject, place: int
) -> None:
    path = chosen(data, text, tuple, dict) or ()
    old: Any = at(data_of(text), path)
    if isinstance(old, dict):
        after = put(
            text, (*path, "new"), data.draw(st.sampled_from([value, {"k": value}, [value]]))
        )
    elif place == len(old):
        after = put(text, (*path, LAST), value)
    else:
        after = put(text, path, [*old[:place], value, *old[place:]])
    assert comments(after) == comments(text)
    remaining = iter(after)
    assert all(character in remaining for character in text)


@given(texts(), st.data())
@settings(max_examples=EXAMPLES)
def test_what_goes_goes_with_its_own_comments(text: str, data: st.DataObject) -> None:
    path = chosen(data, text, str, int, tuple, dict, type(None))
    known = data_of(text)
    if path is None or len(with_value(known, path, REMOVED)) == 0:
        return
    after = put(text, path, REMOVED)
    start = shared(text, after)
    end = shared(text[start:][::-1], after[start:][::-1])
    assert start + end == len(after)  # characters of one place are gone
    if comments(after) != comments(text):
        lines = [line.strip() for line in text[start : -end or None].lstrip().split("\n")]
        while lines[0].startswith("#"):
            lines.pop(0)
        assert lines[0]  # no comment goes that a blank line parts from the entry


@given(texts(), NEW, st.data())
@settings(max_examples=EXAMPLES)
def test_whole_is_changed_where_it_differs(text: str, value: Any, data: st.DataObject) -> None:
    path = chosen(data, text, str, tuple, dict)
    if path is None:
        return
    old = at(data_of(text), path)
    new: Any = data.draw(st.sampled_from([{"k": value, "l": "m"}, [value, "m"], [], {}]))
    if isinstance(old, tuple):
        new = [*reversed(old), value]
    elif isinstance(old, dict):
        new = {**old, "k": value}
    put(text, path, new)
