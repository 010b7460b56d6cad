"""A reader of calendars by the rules of RFC 5545, apart from the library that writes them."""

import re
from dataclasses import dataclass, field

_NAME = r"[A-Za-z0-9-]+"
_VALUE = r'(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*)'
_LINE = re.compile(rf"({_NAME})((?:;{_NAME}={_VALUE}(?:,{_VALUE})*)*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_ESCAPED = re.compile(r"\\(.)")
_SAID = {"n": "\n", "N": "\n", "\\": "\\", ";": ";", ",": ","}
_LONGEST = 75
TEXTS = {"SUMMARY", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME"}


@dataclass(frozen=True)
class Part:
    """A component: what it is, its properties with their parameters, and what is in it."""

    name: str
    properties: dict[str, tuple[str, str]] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """The value of a property; a text as it is read."""
        _, value = self.properties[name]
        return _unescaped(value) if name in TEXTS else value


def read_calendar(data: bytes) -> Part:
    """The one calendar in a file; anything that is not as the RFC has it is an AssertionError."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert all(len(line) <= _LONGEST for line in lines)
    unfolded = data.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    for line in lines:
        line.decode()  # no character is cut in two
    found = _part(parsed := [_parsed(line) for line in unfolded], 0)
    assert found[1] == len(parsed)
    return found[0]


def _parsed(line: str) -> tuple[str, str, str]:
    match = _LINE.fullmatch(line)
    assert match, line
    return match[1], match[2], match[3]


def _part(lines: list[tuple[str, str, str]], at: int) -> tuple[Part, int]:
    """The component that begins at a line, and the line behind it."""
    begin, _, kind = lines[at]
    assert begin == "BEGIN"
    part, at = Part(kind), at + 1
    while lines[at][0] != "END":
        name, parameters, value = lines[at]
        if name == "BEGIN":
            inner, at = _part(lines, at)
            part.parts.append(inner)
            continue
        assert name not in part.properties, "nothing stands twice"
        part.properties[name] = parameters, value
        at += 1
    assert lines[at][2] == kind
    return part, at + 1


def _unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
    assert not re.search(r"(?<!\\)(?:\\\\)*\\(?![nN\\;,])", value), value
    return _ESCAPED.sub(lambda found: _SAID[found[1]], value)
