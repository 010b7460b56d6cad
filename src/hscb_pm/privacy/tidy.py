"""A line as it is read aloud: without marks of layout, one blank between words, keys as words.

Dropped are the marks of Markdown and of web pages, breaks of wrapped lines, and what joins the
words of a key: `**Jamie**`, `date_of_birth:`, `childName:`. Each character keeps its place.
"""

import re

from hscb_pm.lazily import lazy
from hscb_pm.privacy.letters import Line
from hscb_pm.privacy.names import RELATIONS

_SIGNS = frozenset("*_`~<&\n")
_KEY = lazy(
    r"[ \"'-]{0,12}[A-Za-z]{2,15}(?:(?:[-_][A-Za-z']{2,15})+|(?:[A-Z][a-z]{1,15})+)\"? ?[:=]"
)
_MARKS = lazy(
    r"(?P<blank>[ \t\r]*\n[ \t>]*|(?<=\S)  (?=\S)|&nbsp;)"
    r"|(?P<at>&#64;)"
    r"|(?P<mark>\*+(?=\w)|(?<=[\w.,!?')])\*+|(?<!\w)_+(?=[^\W_][^_\n]{0,80}_)|(?<=[^\W_])_+(?!\w)|`+|~~"
    r"|\[(?=[^\]\[\n]{1,100}\]\([^)\s@]{1,200}\))|\]\([^)\s@]{1,200}\)"
    r"|</?[A-Za-z][a-z0-9]{0,9} ?/?>|(?<=[a-z])\"(?= ?:))"
    r"|(?P<key>(?<![\w-])[A-Za-z]{2,15}(?:(?:[-_][A-Za-z']{2,15}){1,4}|(?:[A-Z][a-z]{1,15}){1,4})"
    r"(?=\"? ?[:=|]))"
)
_INNER = lazy(r"[-_]|(?<=[a-z])(?=[A-Z])")


def tidy(line: Line) -> Line:
    """The line without its marks, and where each character of it stands in the text as given."""
    plain = line.plain
    if not (
        _KEY.match(plain) or "](" in plain or "  " in plain.lstrip() or not _SIGNS.isdisjoint(plain)
    ):
        return line
    made: list[str] = []
    places: list[int] = []
    last = 0
    for match in _MARKS.finditer(plain):
        made.append(plain[last : match.start()])
        places += range(last, match.start())
        last = match.end()
        said = _said(match)
        made.append(said)
        places += [min(match.start() + n, last - 1) for n in range(len(said))]
    made.append(plain[last:])
    places += range(last, len(plain))
    if line.places is not None:
        places = [line.places[place] for place in places]
    return Line("".join(made), places)


def _said(match: re.Match[str]) -> str:
    if match["key"]:
        return match[0] if match[0].lower() in RELATIONS else _INNER.sub(" ", match[0])
    return {"blank": " ", "at": "@", "mark": ""}[match.lastgroup or "mark"]
