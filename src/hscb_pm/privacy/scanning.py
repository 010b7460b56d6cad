"""The scan: a cheap look at the whole text, and the full rules only in the lines that need them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from hscb_pm.privacy.contacts import emails, phones
from hscb_pm.privacy.dates import dates_of_life
from hscb_pm.privacy.lazy import lazy
from hscb_pm.privacy.letters import fold
from hscb_pm.privacy.match import KINDS, Match, masked
from hscb_pm.privacy.names import (
    FAMILY,
    NARROW,
    NO_NAME,
    ORGANISATION,
    RELATIONS,
    ROLES,
    given_names,
)
from hscb_pm.privacy.numbers import Found, case_numbers, nhs_numbers, ni_numbers, shaped, upns
from hscb_pm.privacy.persons import persons
from hscb_pm.privacy.places import addresses, postcodes

_NAME, _KIN, _DATE, _REFERENCE, _PLACE, _NUMBER, _MAIL, _ALSO = (1 << n for n in range(8))
_ALL = 255

_CHUNK = 2_000
"""Characters looked at together: enough to make the look cheap, few enough to pass most over."""
_LONGEST = 1_500
"""Longer lines are read in pieces, so that the time grows with the length and no faster."""
_OVERLAP = 200

_DATE_WORDS = """dob birth birthday birthdate born edd baby unborn turned turns died deceased dod death
    killed murdered passed dead sudi stillborn life fatally d0b"""  # noqa: E501 - one pattern
_REFERENCE_WORDS = """crn pnc urn mrn cad uln ucn ucrn systmone systm mosaic liquidlogic liquid lcs
    ehm ics carefirst rio framework carenotes athena niche holmes emis nomis assetplus
    asset crime hosp client hospital patient custody court occurrence incident passport passports
    brp permit travel nass arc prisoner asylum case person user file
    swift azeus paris cms cpims ho tenancy"""
_PLACE_WORDS = """road rd street st avenue ave lane ln close cl crescent cres gardens gdns terrace
    grove mews drive dr parade croft mead orchard cottages cottage broadway dell wharf ridgeway way
    court ct place pl green hill walk row rise view park square sq path end mount vale gate quay
    field fields meadow meadows common heath house point heights lodge hall leys leas wood woods flat
    apartment apt bedsit plot pitch caravan farm bungalow address farmhouse barn villa tower towers
    crofts room unit"""  # noqa: E501 - one pattern
_CUES = """name names named called aged aka initials mr mrs ms miss surname forename nhs upn nino dna wnb seen sib sibs icpc cpp
    family client patient young victim perpetrator student suspect resident subject re"""  # noqa: E501 - one pattern

_LETTERS = bytes(c if chr(c).isalpha() and chr(c).isascii() else 32 for c in range(256))
_WORDS = re.compile(r"[a-z]+").findall
_CAPITALS = lazy(r"[A-Z][A-Za-z]+")
_DIGITS_NEAR = lazy(
    r"((?:19|20)[0-9]{2}[-/][0-9]{2}(?:[-/][0-9]{2})?(?![\w/-]))"
    r"|[0-9](?:(?:[^\w\n]{0,3}[0-9OoIl]){5}|[A-Za-z]{2}(?![A-Za-z])|[CPFZDA][0-9])"
)
_DIGIT = lazy(r"[0-9]")
_PLAIN_DATE = lazy(r"\b(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2}(?![\w/-])")
_FOUR_DIGITS = lazy(r"[0-9](?:[^\w\n]?[A-Z]?[0-9]){3}")
_DAY = lazy(
    r"[0-9OoIl][0-9OoIl]? ?(?:[-/.]|st\b|nd\b|rd\b|th\b|[ -]?[A-Za-z]{3})|[0-9]{6}"
    r"|(?i:(?:first|second|third|fth|th|tieth) (?:of )?[a-z]{3}|\b[a-z]{3,9} [0-9]{1,2}\b)"
)
_BARE_BIRTH = lazy(
    r"\b[bd](?:n|orn)?\.? ?[0-9]{1,2}[ /.-]|†|birth|dob|d ?\. ?o ?\. ?[bd]|d[o0/ ]", re.IGNORECASE
)
_HOUSE_NUMBER = lazy(r"\d[A-Za-z]?,? [A-Za-z]|\b[Ff]lat |[A-Z][a-z]+, [A-Z]")
_AGED = lazy(r"\baged\b|\(\d|, \d|\b[Yy]e?a?r|\bDOB|\bdob|['’]s ")  # noqa: RUF001 - the letters meant
_NO_NAMES = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "i",
        "if",
        "in",
        "is",
        "it",
        "my",
        "no",
        "of",
        "on",
        "or",
        "so",
        "the",
        "to",
        "we",
        "may",
        "march",
        "april",
        "june",
        "july",
        "august",
        "will",
    ]
)
_NO_FIRST = NO_NAME | ORGANISATION | ROLES
_KIN_WORDS = RELATIONS | frozenset(_CUES.split()) - {"family"}
_HEADER = lazy(
    r"\b(?:d\.?o\.?b|date of (?:birth|death)|nhs|upn|names?|child|pupil|surname|forename"
    r"|mother|father|address|ni number|nino|case (?:no|number|ref\w*|id)|client id|crn|mosaic"
    r"(?: id)?|passport|sibling)\b",
    re.IGNORECASE,
)
_NAMES = lazy(
    r"(?:child|pupil|patient|client|young person|yp|mother|father|sibling|mum|dad|parent"
    r"|carer)?(?:'?s)?"
    r" ?(?:full |first |last |given |family )?(?:name|surname|forename|name of child)?s?",
    re.IGNORECASE,
)
_HEADING = 30
_VALUE = lazy(r"\s*\"?[^\W\d_][\w' .,-]{1,40}\"?\s*")
_CHILD = "Child's name"
_OF_CHILDREN = lazy(
    r"\b(?:d\.?o\.?b|date of birth|nhs|upn|child|pupil|mother|father|sibling|case)\b", re.IGNORECASE
)
_OPEN = frozenset(
    ["of", "is", "was", "named", "called", "number", "no", "on", "at", "dob", "d.o.b", "and", ","]
)
_LINE_END = lazy("\n")


@cache
def _triggers() -> dict[bytes, int]:
    """Each word that makes a line worth reading, as it may be written, with what to look for."""
    found: dict[str, int] = {}
    names = given_names()
    for bit, group in (
        (_NAME, [part for name in names.sure for part in name.split("-")]),
        (_KIN, [*(word for word in NARROW | FAMILY if word.isalpha()), *_CUES.split()]),
        (_DATE, _DATE_WORDS.split()),
        (_REFERENCE, _REFERENCE_WORDS.split()),
        (_PLACE, _PLACE_WORDS.split()),
    ):
        for word in group:
            found[word] = found.get(word, 0) | bit
    shapes: dict[str, int] = {}
    for word, needs in found.items():
        needs &= ~_NAME if word in names.also_words else _ALL  # noqa: PLW2901
        shapes |= dict.fromkeys((word, word.title(), word.upper()), needs) if needs else {}
    for word in names.also_words:
        for shape in (word.title(), word.upper()):
            shapes[shape] = shapes.get(shape, 0) | _ALSO
    shapes |= {"DoB": _DATE, "DoD": _DATE, "SystmOne": _REFERENCE, "LiquidLogic": _REFERENCE}
    shapes |= {
        "CareFirst": _REFERENCE,
        "RiO": _REFERENCE,
        "PARiS": _REFERENCE,
        "CareNotes": _REFERENCE,
    }
    return {shape.encode(): needs for shape, needs in shapes.items()}


def _words(plain: str) -> list[bytes]:
    """The runs of letters of a text, quicker than a pattern finds them."""
    return plain.encode("ascii", "replace").translate(_LETTERS).split()


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
    triggers = _triggers().keys()
    header: list[str] = []
    while at < size:
        end = at + _CHUNK
        if end < size:
            end = text.find("\n", end) + 1 or size
        chunk = text[at:end]
        plain = chunk if chunk.isascii() else fold(chunk).plain
        hits = triggers & set(_words(plain))
        if header or hits or "@" in plain or _DIGIT.search(plain):
            yield from _lines(chunk, plain, at, _marks(plain, hits), header)
        at = end


def _marks(plain: str, hits: set[bytes]) -> Iterator[tuple[int, int]]:
    """Where in a stretch of text its triggers stand, and what each calls for."""
    meaning = _triggers()
    for hit in hits:
        needs, word = meaning[hit], hit.decode()
        place, size = plain.find(word), len(word)
        while place >= 0:
            whole = not (plain[place + size : place + size + 1].isalpha())
            if whole and (needs != _PLACE or _is_street(plain, place)):
                yield place, needs
            place = plain.find(word, place + size)
    for match in _DIGITS_NEAR.finditer(plain):
        if match.lastindex is None:
            yield match.start(), _NUMBER
    for sign in ("@", "at)", "at]"):
        place = plain.find(sign)
        while place >= 0:
            yield place, _MAIL
            place = plain.find(sign, place + 1)


def _is_street(plain: str, place: int) -> bool:
    return plain[place].isupper() or bool(_DIGIT.search(plain, max(0, place - 40), place))


def _needs(plain: str, raw: int) -> int:
    """What the triggers of a line call for, after a second look at what stands beside them."""
    needs = raw
    if needs & _NUMBER and _BARE_BIRTH.search(plain):
        needs |= _DATE
    if needs & _DATE and not _DAY.search(plain):
        needs &= ~_DATE
    if needs & _REFERENCE and not _FOUR_DIGITS.search(_PLAIN_DATE.sub("", plain)):
        needs &= ~_REFERENCE
    if needs & _PLACE and not _HOUSE_NUMBER.search(plain):
        needs &= ~_PLACE
    if (
        needs & (_KIN | _ALSO)
        and not needs & _NAME
        and (needs & _KIN or _AGED.search(plain))
        and _beside_capital(plain, also=bool(needs & _ALSO))
    ):
        needs |= _NAME
    return needs & ~(_KIN | _ALSO)


def _beside_capital(plain: str, *, also: bool) -> bool:
    """Some word with a capital, that may be a name, has kinship, an age or a label beside it."""
    for match in _CAPITALS.finditer(plain):
        word = match[0].lower()
        if word in _NO_FIRST and not (also and word not in _NO_NAMES):
            continue
        start, end = match.span()
        near = plain[max(0, start - 40) : start] + "|" + plain[end : end + 40]
        if not _KIN_WORDS.isdisjoint(_WORDS(near.lower())) or _AGED.search(plain[end : end + 24]):
            return True
    return False


def _lines(
    chunk: str, plain: str, at: int, marks: Iterable[tuple[int, int]], header: list[str]
) -> Iterator[tuple[int, str, int]]:
    starts = [0, *(match.end() for match in _LINE_END.finditer(plain))]
    raw: dict[int, int] = {}
    for place, needs in marks:
        n = bisect_right(starts, place) - 1
        raw[n] = raw.get(n, 0) | needs
    lines, folded = chunk.split("\n"), plain.split("\n")
    if chunk is plain or len(chunk) == len(plain):
        places = starts
    else:
        places = [0, *(match.end() for match in _LINE_END.finditer(chunk))]
    for n, line in enumerate(lines):
        if n not in raw and not header:
            continue
        given, start = raw.get(n, 0), at + places[n]
        if needs := given and _needs(folded[n], given):
            for shift in range(0, max(1, len(line) - _OVERLAP), _LONGEST - _OVERLAP):
                yield start + shift, line[shift : shift + _LONGEST], needs
        if given and n + 1 < len(lines) and len(line) < _LONGEST and _is_open(folded[n]):
            pair = folded[n] + "\n" + folded[n + 1][:200]
            if needs := _needs(pair, given | raw.get(n + 1, 0)):
                yield start, line + "\n" + lines[n + 1][:200], needs
        yield from _row(line, start, header, headed=bool(given & ~(_PLACE | _ALSO | _NUMBER)))


def _is_open(line: str) -> bool:
    """A line that ends in a label or before a name, so that the next one answers it."""
    tail = line[-24:].rstrip()
    return tail[-1:] in {":", "=", "|"} or tail.rpartition(" ")[2].lower().strip(".") in _OPEN


def _row(line: str, at: int, header: list[str], *, headed: bool) -> Iterator[tuple[int, str, int]]:
    """The cells of a row of a table, each read as if its column's heading stood before it."""
    marked = "|" in line or "\t" in line or ";" in line or line.count(",") > 1
    if not header and not (headed and marked):
        return
    cells = _cells(line)
    if header and len(cells) > 1:
        for (start, cell), name in zip(cells, header, strict=False):
            if name and cell.strip() and (name != _CHILD or _is_name(cell)):
                yield from _under(name, cell, at + start)
        return
    header.clear()
    if len(cells) > 1 and _HEADER.search(line) and not _FOUR_DIGITS.search(line):
        headings = _headings(line, cells)
        header.extend(headings if any(headings) else ())


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


def _is_name(cell: str) -> bool:
    words = cell.replace(",", " ").strip(' "').split()
    return (
        bool(_VALUE.fullmatch(cell))
        and 0 < len(words) < 5  # noqa: PLR2004 - a small count
        and not any(w.lower() in NO_NAME | ORGANISATION for w in words)
    )


def _headings(line: str, cells: list[tuple[int, str]]) -> list[str]:
    """What each column holds; names are a child's where dates of birth or case numbers go beside."""  # noqa: E501 - one pattern
    of_children = _OF_CHILDREN.search(line)
    headings = []
    for _, cell in cells:
        name = cell.strip(' "*')
        if len(name) > _HEADING or not _HEADER.search(name):
            headings.append("")
        elif _NAMES.fullmatch(name):
            headings.append(_CHILD if of_children else "")
        else:
            headings.append(name)
    return headings


def _under(name: str, cell: str, at: int) -> Iterator[tuple[int, str, int]]:
    """A cell as if its column's heading stood before it."""
    bare = cell.lstrip(' "*')
    yield at + len(cell) - len(bare) - len(name) - 2, f"{name}: {bare}", _ALL


def _read(piece: str, at: int, needs: int) -> Iterator[Found]:
    folded = fold(piece)
    line = folded.plain
    readers: list[Callable[[str], Iterable[Found]]] = []
    if needs & _NUMBER:
        readers += [nhs_numbers, upns, ni_numbers, phones, postcodes, shaped]
    if needs & _MAIL:
        readers.append(lambda text: emails(text, given_names().sure))
    if needs & _DATE:
        readers.append(dates_of_life)
    if needs & _REFERENCE:
        readers.append(case_numbers)
    if needs & _PLACE:
        readers.append(addresses)
    if needs & _NAME:
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
    covered: set[int] = set()
    for kind, start, end in sorted(set(found), key=lambda f: (f[1] - f[2], _RANK[f[0]], f[1])):
        if start < end and covered.isdisjoint((start, end - 1)):
            covered.update(range(start, end))
            kept.append((kind, start, end))
    return sorted(kept, key=lambda f: f[1])
