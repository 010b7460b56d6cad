"""The scan: the lines that a first look suspects are read by the rules of each kind.

`suspects` says which lines to read and for what; `_READERS` names the rules that read them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from hscb_pm.privacy.contacts import emails, phones
from hscb_pm.privacy.dates import dates_of_life
from hscb_pm.privacy.letters import fold
from hscb_pm.privacy.match import KINDS, Match, masked
from hscb_pm.privacy.numbers import Found, case_numbers, nhs_numbers, ni_numbers, shaped, upns
from hscb_pm.privacy.persons import persons
from hscb_pm.privacy.places import addresses, is_seat, postcodes
from hscb_pm.privacy.suspects import Suspect, suspects
from hscb_pm.privacy.tidy import tidy
from hscb_pm.privacy.triggers import DATE, MAIL, NAME, NUMBER, PLACE, REFERENCE

_READERS: dict[int, tuple[Callable[[str], Iterable[Found]], ...]] = {
    NUMBER: (nhs_numbers, upns, ni_numbers, phones, postcodes, shaped),
    MAIL: (emails,),
    DATE: (dates_of_life,),
    REFERENCE: (case_numbers,),
    PLACE: (addresses,),
    NAME: (persons,),
}
_BLOCK, _BLOCK_LINES = 300, 6
"""Characters and lines of an address."""
_CROWD = 200
"""Places in a line after which the rest of it is one."""
_NOT_TEXT = "scan takes a str"
_NOT_PHRASES = "allowed takes several phrases, not one str"
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def scan(text: str, *, allowed: Iterable[str] = ()) -> list[Match]:
    """What may identify a person in a text, in the order of the text, and none of its letters.

    Offsets count characters of the text as given. `allowed` holds words and phrases that are not
    to be found, such as agencies named after persons, in any case of letters. Never raises on any
    text; the time is linear in its length. Raises TypeError for what is no text, or where
    `allowed` is one string.
    """
    if not isinstance(text, str):
        raise TypeError(_NOT_TEXT)
    if isinstance(allowed, str):
        raise TypeError(_NOT_PHRASES)
    found = _all_found(text)
    if not found:
        return []
    spared = _spared(text, allowed)
    kept = [
        f
        for f in found
        if not any(s <= f[1] and f[2] <= e for s, e in spared)
        and not (f[0] == "postcode" and is_seat(_block(text, f[1], f[2])))
    ]
    return [Match(k, a, b, masked(k, fold(text[a:b]).plain)) for k, a, b in _settled(kept)]


def _all_found(text: str) -> list[Found]:
    """What the readers find; the rest of a line that is crowded counts as one place."""
    found: list[Found] = []
    line_end, before, crowded = -1, 0, False
    for suspect in suspects(text):
        if suspect[0] >= line_end:
            line_end = text.find("\n", suspect[0])
            line_end = len(text) if line_end < 0 else line_end
            before, crowded = len(found), False
        if not crowded:
            found += _read(suspect)
            crowded = len(found) - before > _CROWD
            if crowded:
                kinds = Counter(kind for kind, _, _ in found[before:])
                rest = max(end for _, _, end in found[before:])
                found.append((kinds.most_common(1)[0][0], rest, line_end))
    return found


def _block(text: str, start: int, end: int) -> str:
    """The lines up to a place since the last empty one, at most six."""
    lines = text[max(0, start - _BLOCK) : end].rpartition("\n\n")[2].splitlines()
    return "\n".join(lines[-_BLOCK_LINES:])


def _read(suspect: Suspect) -> Iterator[Found]:
    at, piece, needs = suspect
    folded = tidy(fold(piece))
    for need, readers in _READERS.items():
        if needs & need:
            for reader in readers:
                for kind, start, end in reader(folded.plain):
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


def _settled(found: list[Found]) -> list[Found]:
    """Of matches that overlap the longest, and of equals the most specific kind."""
    kept: list[Found] = []
    covered: set[int] = set()
    for kind, start, end in sorted(set(found), key=lambda f: (f[1] - f[2], _RANK[f[0]], f[1])):
        if start < end and covered.isdisjoint((start, end - 1)):
            covered.update(range(start, end))
            kept.append((kind, start, end))
    return sorted(kept, key=lambda f: f[1])
