"""The first look: which lines of a text are worth a full reading, and what to look for in them.

Two looks pass over nearly everything. The words of a stretch of text are held against the
triggers, and one pattern finds its long numbers; then each line so marked must show a second
sign beside the first: a date beside `born`, a number beside `case`, a capital beside `mother`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from hscb_pm.privacy.contacts import ROLE_WORDS
from hscb_pm.privacy.lazy import lazy
from hscb_pm.privacy.letters import fold
from hscb_pm.privacy.names import NO_NAME, ORGANISATION, RELATIONS, ROLES
from hscb_pm.privacy.tables import cells, headings, may_be_row, under
from hscb_pm.privacy.triggers import (
    ALSO,
    CUES,
    DATE,
    DIGITS,
    EVERYTHING,
    KIN,
    MAIL,
    NAME,
    NUMBER,
    PLACE,
    REFERENCE,
    triggers,
)

Suspect = tuple[int, str, int]
"""Where a line or a piece of one begins, its text, what to look for in it."""

_CHUNK = 2_000
"""Characters looked at together: enough to make the look cheap, few enough to pass most over."""
_LONGEST = 1_500
"""Longer lines are read in pieces, so that the time grows with the length and no faster."""
_OVERLAP = 200
_NEXT = 200
"""Characters of the next line that may answer a label at the end of one."""

_LETTERS = bytes(c if chr(c).isalpha() and chr(c).isascii() else 32 for c in range(256))
_WORDS = re.compile(r"[a-z]+").findall
_CAPITALS = lazy(r"[A-Z][A-Za-z]+")
_DIGIT = lazy(r"[0-9]")
_NUMBERS = lazy(
    r"[0-9](?<![0-9][0-9])(?<![0-9][-/][0-9])"  # where a number begins
    r"(?!(?<=[12])[09][0-9]{2}[-/][0-9]{1,3}(?:[-/][A-Z]?[0-9]{1,2})?(?![\w/-]))"  # a date, an id
    r"(?:(?:[^\w\n]{0,3}[0-9OoIl]){8}"  # NHS, pupil and telephone numbers
    r"|(?:[ .-]?[0-9OoIl]){5}[ .-]?[A-DFMa-dfm](?![\w-])"  # National Insurance
    r"|(?<=[A-Za-z].)[0-9A-Za-z]? {0,2}[0-9Oo][A-Za-z]{2}(?![A-Za-z])"  # postcodes
    r"|[0-9][CPFZDA][0-9]{5}|[0-9]{1,3}/[0-9]{5}"  # numbers of courts, of the police
    r"|((?:[^\w\n]{0,3}[0-9OoIl]){5}))"  # as long as a date
)
_BARE_LABEL = lazy(
    r"\b[bd](?:n|orn)?\.? ?[0-9]|†|birth|dob|\bd ?[./] ?o ?[./] ?[bd]|\bd o b\b|d0b", re.IGNORECASE
)
_NI_LABEL = lazy(r"\bn\.?i\b|nino|\bins", re.IGNORECASE)
_D = "[0-9OoIl]"
_MONTH = (
    "[JFMASONDjfmasond](?<![A-Za-z].)"
    "(?:an|eb|ar|pr|ay|un|ul|ug|ep|(?<=[Oo])ct|ov|(?<=[Dd])ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)"
)
_DAY = lazy(
    rf"[0-9OI](?:{_D}{{0,3}} ?[-/. ] ?{_D}{{1,2}} ?[-/. ] ?{_D}{{2}}|[0-9]{{5}}"
    rf"|[0-9]? ?(?:(?i:st|nd|rd|th))?(?:(?i: of| day of))?[ .-]{{0,2}}{_MONTH})"
    rf"|{_MONTH}[A-Za-z]*\.? ?[0-9]"
)
_SPELLED_DAY = lazy(rf"(?:st|nd|rd|th|ST|ND|RD|TH) (?:of |day of |OF |DAY OF )?{_MONTH}")
_FOUR_DIGITS = lazy(
    r"(?!(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2}(?![\w/-]))[0-9](?<![0-9-][0-9])"
    r"(?:[^\w\n]?[A-Z]?[0-9]){3}"
)
_HOUSE_NUMBER = lazy(
    r"\d ?[A-Za-z]?,? [A-Z]|\b[Ff]lat |[A-Z][a-z]+, [A-Z]|(?i:\b(?:liv|address|resid|home|mov|stay"
    r"|visit|now at|placed|tenanc|propert|collect)[^\n]{0,60}\d)"
)
_AGED = lazy(r"\baged\b|\(\d|, \d|\b[Yy]e?a?r|\bDOB|\bdob|'s |[A-Z]{2}, [A-Z]")
_OLD = lazy(r"\bold (?:\w+ )?$|\b[A-Z'-]{2,}, ?$")
_MONTH_OR_NAME = lazy(r"(?:Will|May|June|April)\b(?! [0-9])('s |-[A-Z]| \([^)])?")
_BEFORE_NAME = ("named ", "called ", "is ", "was ", "re ", ": ", "(", ", ")
_NOT_A_NAME = NO_NAME | ORGANISATION | ROLES
_KIN_WORDS = RELATIONS | CUES - {"family"}
_IN_ANY_CASE = CUES - {"name", "names", "family", "young", "client", "patient", "subject"}
_FAMILY_OF = lazy(r" (?:family|children|sib|household|twins|boys|girls|brothers|sisters|parents)")
_INITIAL = lazy(r"(?<![\w'.])[A-Z]\.? $")
_OTHER_NAME = lazy(r"\b([A-Z][A-Za-z'-]*)[., ]{1,2}$")
_OTHER_NAME_AFTER = lazy(r"[, '-]{1,2}([A-Z][A-Za-z'-]*)")
_LINE_END = lazy("\n")
_AT = lazy(r"@|at[)\]]")
_LINKED = lazy(r"[:=|(,-]|\b(?:is|was|named|called)\b")
_SENTENCE_END = lazy(r"[.!?] ")
_OPEN = frozenset(
    ["of", "is", "was", "named", "called", "number", "no", "on", "at", "dob", "d.o.b", "and", ","]
)


def suspects(text: str) -> Iterator[Suspect]:
    """Lines worth a full reading: where each begins, the line, and what to look for in it."""
    at, size = 0, len(text)
    words = triggers().words
    head: list[str] = []
    while at < size:
        end = at + _CHUNK
        if end < size:
            end = text.find("\n", end) + 1 or size
        chunk = text[at:end]
        plain = chunk if chunk.isascii() else fold(chunk).plain
        hits = words.intersection(plain.encode("ascii", "replace").translate(_LETTERS).split())
        marked = _marked(plain, hits)
        if marked or head:
            yield from _in_lines(chunk, plain, at, marked, head)
        at = end


def _marked(plain: str, hits: frozenset[bytes]) -> dict[int, int]:
    """The lines of a stretch that hold a trigger, by their first letter, and what each calls for."""
    marked: dict[int, int] = {}
    for place, needs in _marks(plain, hits):
        line = plain.rfind("\n", 0, place) + 1
        marked[line] = marked.get(line, 0) | needs
    return marked


def _marks(plain: str, hits: frozenset[bytes]) -> Iterator[tuple[int, int]]:
    """Where the triggers stand in a stretch of text, and what each calls for."""
    calls_for = triggers().calls_for
    for hit in hits:
        needs, word, size = calls_for(hit), hit.decode(), len(hit)
        place = plain.find(word)
        while place >= 0:
            if _counts(plain, place, place + size, needs):
                yield place, needs
            place = plain.find(word, place + size)
    for match in _NUMBERS.finditer(plain):
        yield match.start(), NUMBER if match[1] is None else DIGITS
    if "@" in plain or "at)" in plain or "at]" in plain:
        for match in _AT.finditer(plain):
            if not _is_role_mailbox(plain, match.start()):
                yield match.start(), MAIL


def _counts(plain: str, start: int, end: int, needs: int) -> bool:
    """The trigger stands as a word, and where it may mean what it is a trigger for."""
    before, after = plain[start - 1 : start], plain[end : end + 2]
    if before.isalpha() or after[:1].isalpha():
        return False
    if needs & (NAME | ALSO):
        return True
    if needs == DATE and before.isdigit():
        return False
    if needs == PLACE:
        return plain[start].isupper() or bool(_DIGIT.search(plain, max(0, start - 40), start))
    slug = before == "-" or (after[:1] == "-" and after[1:].isalpha())
    return not slug or plain[start:end].lower() in RELATIONS


def _is_role_mailbox(plain: str, sign: int) -> bool:
    """No address at all, such as `PRG-2017-18/12@2`, or the plainest of a role: `safeguarding@`."""
    if "." not in plain[sign : sign + 80]:
        return True
    local = plain[max(0, sign - 30) : sign].rpartition(" ")[2]
    return plain[sign] == "@" and local in ROLE_WORDS


def _in_lines(
    chunk: str, plain: str, at: int, marked: dict[int, int], head: list[str]
) -> Iterator[Suspect]:
    """The marked lines of a stretch, and all rows of a table from its head on."""
    begins = _begins(chunk, plain)
    order = [*sorted(marked), len(plain)]
    start = 0 if head else order[0]
    while start < len(plain):
        stop = plain.find("\n", start)
        stop = len(plain) if stop < 0 else stop
        folded, begin = plain[start:stop], begins.get(start, start)
        line = folded if not begins and chunk is plain else _line_at(chunk, begin)
        given = marked.get(start, 0)
        if given:
            yield from _pieces(folded, line, at + begin, given)
            if _is_open(folded) and stop + 1 < len(plain) and len(line) < _LONGEST:
                after = plain[stop + 1 :].partition("\n")[0][:_NEXT]
                if needs := _needs(f"{folded}\n{after}", given | marked.get(stop + 1, 0)):
                    following = _line_at(chunk, begin + len(line) + 1)[:_NEXT]
                    yield at + begin, f"{line}\n{following}", needs
        if head or (given & ~(PLACE | ALSO | NUMBER | DIGITS) and may_be_row(line)):
            yield from _row(line, at + begin, head)
        start = stop + 1 if head else order[bisect_right(order, start)]


def _begins(chunk: str, plain: str) -> dict[int, int]:
    """Where the lines begin in the text as given, if plain spelling has moved them."""
    if len(chunk) == len(plain):
        return {}
    ends = [match.end() for match in _LINE_END.finditer(chunk)]
    moved = [match.end() for match in _LINE_END.finditer(plain)]
    return dict(zip(moved, ends, strict=True))


def _line_at(text: str, begin: int) -> str:
    stop = text.find("\n", begin)
    return text[begin:] if stop < 0 else text[begin:stop]


def _pieces(folded: str, line: str, at: int, given: int) -> Iterator[Suspect]:
    if needs := _needs(folded, given):
        for shift in range(0, max(1, len(line) - _OVERLAP), _LONGEST - _OVERLAP):
            yield at + shift, line[shift : shift + _LONGEST], needs


def _is_open(line: str) -> bool:
    """A line that ends in a label or before a name, so that the next one answers it."""
    tail = line[-24:].rstrip()
    return tail[-1:] in {":", "=", "|"} or tail.rpartition(" ")[2].lower().strip(".") in _OPEN


def _row(line: str, at: int, head: list[str]) -> Iterator[Suspect]:
    """The cells of a row under the head of its table; or the head, which is kept."""
    if not head:
        head += headings(line)
        return
    row = cells(line)
    if len(row) < 2:  # noqa: PLR2004 - a table has two columns
        head[:] = headings(line)
        return
    for start, cell in under(row, head):
        yield at + start, cell, EVERYTHING


def _needs(line: str, given: int) -> int:
    """What the triggers of a line call for, after a second look at what stands beside them."""
    needs = given & (NAME | KIN | ALSO | MAIL | NUMBER)
    if _is_date(line, given):
        needs |= DATE
    if given & DIGITS and _NI_LABEL.search(line):
        needs |= NUMBER
    if given & REFERENCE and _DIGIT.search(line) and _FOUR_DIGITS.search(line):
        needs |= REFERENCE
    if given & PLACE and _HOUSE_NUMBER.search(line):
        needs |= PLACE
    if needs & (KIN | ALSO | DATE) and not needs & NAME and _may_name(line, needs):
        needs |= NAME
    return needs & ~(KIN | ALSO)


def _is_date(line: str, given: int) -> bool:
    """A day stands in the line, or a number as long as one, and a word of birth or death."""
    if given & DATE:
        return bool(_DAY.search(line) or _SPELLED_DAY.search(line))
    return bool(given & (NUMBER | DIGITS) and _BARE_LABEL.search(line) and _DAY.search(line))


def _may_name(line: str, needs: int) -> bool:
    """Some word with a capital may be a name: kinship, an age or a label stands beside it."""
    if any(
        match[1] or line.endswith(_BEFORE_NAME, 0, match.start())
        for match in _MONTH_OR_NAME.finditer(line)
    ):
        return bool(needs & (KIN | DATE))
    if not needs & KIN and not (needs & ALSO and _AGED.search(line)):
        return False
    also = triggers().also if needs & ALSO else ()
    for match in _CAPITALS.finditer(line):
        low = match[0].lower()
        if low in also:
            if _near(line, *match.span()):
                return True
        elif low not in _NOT_A_NAME and _beside_kin(line, *match.span()):
            return True
    return False


def _near(line: str, start: int, end: int) -> bool:
    near = f"{line[max(0, start - 40) : start]}|{line[end : end + 40]}".lower()
    if not _KIN_WORDS.isdisjoint(_WORDS(near)) or _AGED.search(line[end : end + 24]):
        return True
    return bool(_OLD.search(line[max(0, start - 24) : start]))


def _beside_kin(line: str, start: int, end: int) -> bool:
    """An unknown word with a capital after a word of kinship, or one of two that may be a name."""
    before = _SENTENCE_END.split(line[max(0, start - 40) : start])[-1]
    words = _WORDS(before if not _LINKED.search(before) else before.lower())
    if not _KIN_WORDS.isdisjoint(words) or not _IN_ANY_CASE.isdisjoint(_WORDS(before.lower())):
        return True
    if _FAMILY_OF.match(line, end):
        return True
    if _INITIAL.search(before):
        return True
    other = _OTHER_NAME.search(before) or _OTHER_NAME_AFTER.match(line, end)
    return bool(other) and other[1].lower() not in _NOT_A_NAME and _near(line, start, end)
