"""The scan: a cheap look at the whole text, and the full rules only in the lines that need them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from hscb_pm.privacy.contacts import emails, phones
from hscb_pm.privacy.dates import dates_of_life
from hscb_pm.privacy.letters import fold
from hscb_pm.privacy.match import KINDS, Match, masked
from hscb_pm.privacy.names import FAMILY, NARROW, RELATIONS, STRONG_CASE, given_names
from hscb_pm.privacy.numbers import Found, case_numbers, nhs_numbers, ni_numbers, upns
from hscb_pm.privacy.persons import persons
from hscb_pm.privacy.places import addresses, postcodes

_NAME, _KIN, _DATE, _REFERENCE, _PLACE, _NUMBER, _MAIL = (1 << n for n in range(7))

_CHUNK = 2_000
"""Characters looked at together: enough to make the look cheap, few enough to pass most over."""
_LONGEST = 4_000
"""Longer lines are read in pieces, so that the time grows with the length and no faster."""
_OVERLAP = 200

_DATE_WORDS = """dob birth birthday birthdate born b bn edd due turned turns died deceased dod death
    killed murdered passed dead sudi stillborn life d o fatally d0b given"""
_REFERENCE_WORDS = """crn pnc urn mrn cad uln ucn ucrn systmone systm mosaic liquidlogic liquid lcs
    ehm ics carefirst rio framework framework-i carenotes athena niche holmes emis nomis assetplus
    asset crime hosp client hospital patient custody court occurrence incident passport passports
    brp permit travel nass arc prisoner asylum ref reference references id case person user file
    swift azeus paris cms cpims ho tenancy"""
_PLACE_WORDS = """road rd street st avenue ave lane ln close cl crescent cres gardens gdns terrace
    grove mews drive dr parade croft mead orchard cottages cottage broadway dell wharf ridgeway way
    court ct place pl green hill walk row rise view park square sq path end mount vale gate quay
    field fields meadow meadows common heath house point heights lodge hall leys leas wood woods flat
    apartment apt bedsit plot pitch caravan farm bungalow address farmhouse barn villa tower towers
    crofts"""
_CUES = "dna wnb seen sib sibs icpc cpp name names named called aged aka initials mr mrs ms miss family"

_WORDS = re.compile(r"[a-z]+").findall
_DIGITS_NEAR = re.compile(
    r"[0-9](?:[^\w\n]{0,3}[0-9OoIl]){5}|[0-9][A-Za-z]{2}(?![A-Za-z])|/[0-9]{5}|[0-9][CPFZDA][0-9]|\bTN[0-9]"
)
_CAPITAL_AFTER = re.compile(
    r"\b(?i:" + "|".join(sorted(RELATIONS | set("name names named called mr mrs ms miss aka initials".split()), key=len, reverse=True))
    + r")\b(?:'s)?(?:[^\w\n]{1,4}(?:(?i:of|is|was|named|called|name|names|and|to)\W{1,3}){0,2}|\W{1,4}\w{1,12}\W{1,3}|\W{1,4}\w{1,12}\W{1,3}\w{1,12}\W{1,3})[A-Z]"
    r"|[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?[ ,(]{1,3}(?:\(|aged|the family|family|children|siblings|[\w' ]{0,20}\b(?i:" + "|".join(sorted(NARROW, key=len, reverse=True)) + r"))\b"
)
_ODD = re.compile(r"[^\x00-\x7f]")
_HEADER = re.compile(
    r"\b(?:d\.?o\.?b|date of (?:birth|death)|nhs|upn|names?|child|pupil|surname|forename|mother|father|address|ni number|nino|case (?:no|number|ref\w*|id)|client id|crn|mosaic(?: id)?|passport|sibling)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\bnames?\b|surname|forename|\bchild\b|pupil$|mother|father|sibling", re.IGNORECASE)
_OF_CHILDREN = re.compile(
    r"\b(?:d\.?o\.?b|date of birth|nhs|upn|child|pupil|mother|father|sibling|case)\b", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:[:=|]|\b(?:of|is|was|named|called|number|no\.?|on|at|dob|d\.o\.b\.?|and|,))\s*$", re.IGNORECASE)


@cache
def _triggers() -> Mapping[str, int]:
    """Each word in small letters that makes a line worth reading, with what to look for."""
    words: dict[str, int] = {}
    names = given_names()
    for bit, group in (
        (_NAME, names.sure | {part for name in names.sure for part in name.split("-")} | names.also_words),
        (_KIN, NARROW | FAMILY | STRONG_CASE & set() | set(_CUES.split())),
        (_DATE, _DATE_WORDS.split()),
        (_REFERENCE, _REFERENCE_WORDS.split()),
        (_PLACE, _PLACE_WORDS.split()),
    ):
        for word in group:
            if word.isalpha():
                words[word] = words.get(word, 0) | bit
    return words


def scan(text: str, *, allowed: Iterable[str] = ()) -> list[Match]:
    """What may identify a person in a text, in the order of the text, and none of its letters.

    Offsets count characters of the text as given. `allowed` holds words and phrases that are not
    to be found, such as agencies named after persons, in any case of letters. Never raises on any
    text; the time is linear in its length.
    """
    found = [
        (kind, start, end)
        for at, piece, needs in _suspects(text)
        for kind, start, end in _read(piece, at, needs)
    ]
    if not found:
        return []
    spared = _spared(text, allowed)
    kept = [f for f in found if not any(s <= f[1] and f[2] <= e for s, e in spared)]
    return [Match(kind, a, b, masked(kind, text[a:b])) for kind, a, b in _settled(kept)]


def _suspects(text: str) -> Iterator[tuple[int, str, int]]:
    """Lines worth a full reading: where each begins, the line, and what to look for in it."""
    at, size = 0, len(text)
    triggers = _triggers()
    known = triggers.keys()
    while at < size:
        end = at + _CHUNK
        if end < size:
            end = text.find("\n", end) + 1 or size
        chunk = text[at:end]
        plain = chunk if chunk.isascii() else fold(chunk).plain
        hits = known & set(_WORDS(plain.lower()))
        if hits or "@" in plain or _DIGITS_NEAR.search(plain):
            yield from _lines(chunk, at, hits)
        at = end


def _lines(chunk: str, at: int, hits: set[str]) -> Iterator[tuple[int, str, int]]:
    triggers = _triggers()
    lines = chunk.splitlines(keepends=True) if "\r" in chunk else chunk.split("\n")
    step = 0 if "\r" in chunk else 1
    header: list[str] = []
    for n, line in enumerate(lines):
        plain = line if line.isascii() else fold(line).plain
        needs = 0
        for word in hits.intersection(_WORDS(plain.lower())):
            needs |= triggers[word]
        if "@" in plain or "at)" in plain or "at]" in plain:
            needs |= _MAIL
        if _DIGITS_NEAR.search(plain):
            needs |= _NUMBER
        if needs:
            for start in range(0, max(1, len(line) - _OVERLAP), _LONGEST - _OVERLAP):
                yield at + start, line[start : start + _LONGEST], needs
            if n + 1 < len(lines) and len(line) < _LONGEST and _OPEN_END.search(line[-30:]):
                yield at, line + "\n" * step + lines[n + 1][:200], needs | _NUMBER
        cells = _cells(line)
        if header and len(cells) > 1:
            for (start, cell), name in zip(cells, header, strict=False):
                if name and cell.strip():
                    yield from _under(name, cell, at + start)
        elif len(cells) > 1 and _HEADER.search(line) and not re.search(r"\d{3}", line):
            header = _headings(line, cells)
        elif len(cells) <= 1:
            header = []
        at += len(line) + step


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a row of a table, each with its place in the line."""
    for mark in ("|", "\t", ",", ";"):
        if line.count(mark) > (1 if mark in ",;" else 0):
            if mark == "," and not re.match(r"[^,\n]{1,40},[^,\n]{0,40},", line):
                continue
            places, start = [], 0
            for part in line[:2_000].split(mark):
                places.append((start, part))
                start += len(part) + 1
            return places
    return []


def _headings(line: str, cells: list[tuple[int, str]]) -> list[str]:
    """What each column holds; names are a child's where dates of birth or case numbers go beside."""
    of_children = _OF_CHILDREN.search(line)
    headings = []
    for _, cell in cells:
        name = cell.strip(' "*')
        if not _HEADER.search(name):
            headings.append("")
        elif _NAMES.search(name):
            headings.append("Child's name" if of_children else "")
        else:
            headings.append(name)
    return headings


def _under(name: str, cell: str, at: int) -> Iterator[tuple[int, str, int]]:
    """A cell as if its column's heading stood before it."""
    yield at - len(name) - 2, f"{name}: {cell}", 127


def _read(piece: str, at: int, needs: int) -> Iterator[Found]:
    folded = fold(piece)
    line = folded.plain
    readers: list[Callable[[str], Iterable[Found]]] = []
    if needs & _NUMBER:
        readers += [nhs_numbers, upns, ni_numbers, phones, postcodes]
    if needs & _MAIL:
        readers.append(lambda text: emails(text, given_names().sure))
    numerals = needs & (_DATE | _REFERENCE | _PLACE) and any(c.isdigit() for c in line)
    if needs & _DATE:
        readers.append(dates_of_life)
    if needs & _REFERENCE or (needs & _NUMBER):
        readers.append(case_numbers)
    if needs & _PLACE and numerals:
        readers.append(addresses)
    elif needs & _PLACE and " " in line:
        readers.append(addresses)
    if needs & (_NAME | _KIN):
        readers.append(persons)
    for reader in readers:
        for kind, start, end in reader(line):
            first, last = folded.span(start, end)
            if first + at >= 0:
                yield kind, first + at, last + at


def _spared(text: str, allowed: Iterable[str]) -> list[tuple[int, int]]:
    return [
        match.span()
        for phrase in allowed
        if phrase.strip()
        for match in re.finditer(rf"(?<!\w){re.escape(phrase.strip())}(?!\w)", text, re.IGNORECASE)
    ]


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def _settled(found: list[Found]) -> list[Found]:
    """Of matches that overlap the longest, and of equals the most specific kind."""
    kept: list[Found] = []
    last = -1
    taken: list[Found] = []
    for one in sorted(set(found), key=lambda f: (f[1] - f[2], _RANK[f[0]], f[1])):
        taken.append(one)
    covered: set[int] = set()
    for kind, start, end in taken:
        if covered.isdisjoint((start, end - 1)) and start < end:
            covered.update(range(start, end))
            kept.append((kind, start, end))
    del last
    return sorted(kept, key=lambda f: f[1])
