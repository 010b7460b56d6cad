"""Names of children in the names of files: `chronology_Ellis_Okonkwo_final.docx`."""

import re
from collections.abc import Iterator

from hscb_pm.lazily import lazy
from hscb_pm.privacy.names import CASE_WORDS, NO_NAME, ORGANISATION, given_names

_ENDING = r"\.(?:docx?|xlsx?|pdf|msg|eml|rtf|odt|pptx?|csv|txt|jpe?g|png|zip|ods|md)\b"
_ENDS_AS_FILE = lazy(_ENDING, re.IGNORECASE)
_FILE = lazy(r"[\w.()&' -]{3,120}?" + _ENDING, re.IGNORECASE)
_OF_A_CASE = lazy(
    r"cp\b|cpp|cin|icpc|rcpc|chronolog|strateg|s47|section.?47|assessment|core.?group|minutes"
    r"|\blac\b|\bcla\b|referral|statement|body.?map|genogram|plan|case|file|notes|photo|injur"
    r"|birth|passport|contact|mum|dad|mother|father|sibling|dob|disclosure|interview|conference"
    r"|record|report|visit|letter|supervision|ehcp|review",
    re.IGNORECASE,
)
_PART = lazy(r"[A-Z]?[a-z']+|[A-Z]+")
_INSTITUTIONS = ORGANISATION - {"review", "report", "plan"}
_SHORTEST = 3
_ABOUT = 4
"""Parts after a given name among which an institution's word makes it its name."""


def names_in_file_names(line: str) -> Iterator[tuple[int, int]]:
    """Given names, each with a surname beside it, in the names of files about a case."""
    if not _ENDS_AS_FILE.search(line):
        return
    for match in _FILE.finditer(line):
        if _OF_A_CASE.search(match[0]):
            parts = list(_PART.finditer(match[0]))
            for n, part in enumerate(parts[:-1]):
                if len(part[0]) >= _SHORTEST and part[0].lower() in given_names().sure:
                    after = {p[0].lower() for p in parts[n + 1 : n + _ABOUT]}
                    if after.isdisjoint(_INSTITUTIONS):
                        start, end = _with_surname(parts, n)
                        yield match.start() + start, match.start() + end


def _with_surname(parts: list[re.Match[str]], n: int) -> tuple[int, int]:
    """The given name at a place among the parts, and what stands beside it and is no other word."""
    beside = [*parts[n - 1 : n], parts[n + 1]] if n else [parts[n + 1]]
    surnames = [p for p in beside if p is not parts[-1] and _may_be_surname(p[0])]
    chosen = [parts[n], *surnames[-1:]]
    return min(p.start() for p in chosen), max(p.end() for p in chosen)


def _may_be_surname(part: str) -> bool:
    return (
        len(part) >= _SHORTEST
        and not _OF_A_CASE.fullmatch(part)
        and part.lower() not in NO_NAME
        and part.lower() not in CASE_WORDS
    )
