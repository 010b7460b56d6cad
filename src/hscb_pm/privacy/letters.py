"""One plain spelling of a text, and the way back to the places in the text as it was given.

Folded are: compatibility forms (NFKC), accents, typographic quotes and dashes, digits of other
scripts, and letters of other scripts that look Latin. Characters without width go. What is left
is ASCII wherever it can be, so that the patterns need to know nothing else.
"""

import unicodedata
from typing import NamedTuple

from hscb_pm.lazily import lazy

_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕһԁԛԝгѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρυκτχłŁøØđĐıðÐħĦŧŦəƏßɑɡ",
    "ABESIJKMHOPCTYXaeopcyxijshdqwrvABEZHIKMNOPTYXovaipuktxlLoOdDidDhHtTeEsag",
)
_WORDS = {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "№": "no"}
_QUOTES = dict.fromkeys("‘’‛′ʼʹ`´ʻ՚＇", "'") | dict.fromkeys("“”„″", '"')  # noqa: RUF001 - the letters meant


class _Plain(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        if len(self) < 5_000:  # noqa: PLR2004 - a hostile text must not fill the memory
            self[code] = plain
        return plain


def _plain(char: str) -> str:  # noqa: PLR0911 - one question after another
    if char in _QUOTES:
        return _QUOTES[char]
    if char in _WORDS:
        return _WORDS[char]
    category = unicodedata.category(char)
    if category in {"Zs", "Zl", "Zp"} or char == "\x85":
        return " "
    if category in {"Cf", "Cc", "Mn", "Me"} or char in "\u115f\u1160\u3164\uffa0\u2800\ufffd":
        return ""
    if category == "Pd" or char == "−":  # noqa: RUF001 - the letters meant
        return "-"
    if category == "Nd":
        return str(unicodedata.digit(char))
    parts = unicodedata.normalize("NFKD", char)
    kept = "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    return kept.translate(_ALIKE).replace("\u2044", "/").replace("\n", " ")


_TABLE = _Plain()
_USUAL = tuple(zip("’‘–—“”•…é", ["'", "'", "-", "-", '"', '"', "*", ".", "e"], strict=True))  # noqa: RUF001 - the letters meant
"""What most texts hold beside ASCII; each stays one character."""
for _typed, _char in _USUAL:
    _TABLE[ord(_typed)] = _char
for _code in range(128):
    _TABLE[_code] = chr(_code)
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
for _code in _CONTROLS:
    _TABLE[_code] = ""
_ESCAPE = lazy(r"\x1b(?:\[[0-9;?]{0,20}[ -/]{0,3}[@-~]|[@-Z\\-_])")
"""What makes letters bold or red on a terminal."""


def has_controls(code: bytes) -> bool:
    """A character that a terminal obeys and nobody sees."""
    return len(code.translate(None, _CONTROLS)) != len(code)


def _is_plain(text: str) -> bool:
    """No character of the text needs another spelling."""
    return text.isascii() and not has_controls(text.encode())


class Line(NamedTuple):
    """A stretch of text in plain spelling; `places` is missing where nothing has moved."""

    plain: str
    places: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain spelling stands in the text as given."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Line:
    """The text in plain spelling, with the place that each of its characters came from."""
    if _is_plain(text):
        return Line(text, None)
    usual = text
    for typed, plain_char in _USUAL:
        usual = usual.replace(typed, plain_char)
    if _is_plain(usual):
        return Line(usual, None)
    if all(len(_TABLE[ord(char)]) == 1 for char in set(text)):
        return Line(text.translate(_TABLE), None)
    plain, places = [], []
    dropped = {
        place
        for match in (_ESCAPE.finditer(text) if "\x1b" in text else ())
        for place in range(*match.span())
    }
    for place, char in enumerate(text):
        if place in dropped:
            continue
        for made in _TABLE[ord(char)]:
            plain.append(made)
            places.append(place)
    return Line("".join(plain), places)
