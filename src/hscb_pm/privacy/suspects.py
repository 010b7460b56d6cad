"""The first look: which lines of a text are worth a full reading, and what to look for in them.

The words of a stretch of text are held against the triggers, and one pattern finds its long
numbers. The lines so marked, a few in a hundred of clean text, get the second look.
"""

from bisect import bisect_right
from collections.abc import Iterator

from hscb_pm.lazily import lazy
from hscb_pm.privacy.contacts import ROLE_WORDS
from hscb_pm.privacy.letters import fold, has_controls
from hscb_pm.privacy.names import NARROW, RELATIONS, word_set
from hscb_pm.privacy.second_look import called_for
from hscb_pm.privacy.tables import cells, headings, may_be_row, under
from hscb_pm.privacy.triggers import (
    ALSO,
    DATE,
    DIGITS,
    EVERYTHING,
    MAIL,
    NAME,
    NEVER_FIRST,
    NUMBER,
    PLACE,
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
_JOINED = lazy(r"_(?<=[0-9]_)[0-9]{3}_[0-9]{4}")
"""The rest of an NHS number such as 999_000_0018."""
_LINE_END = lazy("\n")
_WRAPPED = lazy(r"\n(?<=[0-9]\n) {0,8}(?:[0-9]{3}[ -][0-9]{3,4}|[0-9]{4}|[0-9]{6})(?![0-9])")
"""The end of an NHS or telephone number whose beginning stands in the line before."""
_AT = lazy(r"@|at[)\]]|(?i: (?<=[a-z0-9] )(?:dot|[(\[]dot[)\]]) )|&#64;")
_OPEN_BRACKET = lazy(r" \((?<=[a-z] \()[0-9]{1,2}\)")
_OPEN = NARROW | word_set("of is was named called number no on at dob d.o.b and ,")
"""Words after which a line that is wrapped goes on to say who or when."""


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
        code = chunk.encode("ascii", "replace")
        plain = chunk
        if not chunk.isascii() or has_controls(code):
            plain = fold(chunk).plain
            code = plain.encode("ascii", "replace")
        hits = words.intersection(code.translate(_LETTERS).split())
        marked = _marked(plain, hits)
        if marked or head:
            yield from _in_lines(chunk, plain, at, marked, head)
        at = end


def _marked(plain: str, hits: frozenset[bytes]) -> dict[int, int]:
    """The lines of a stretch that hold a trigger, by where they begin, and what each calls for."""
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
    yield from _rare_marks(plain)
    if "@" in plain or "at)" in plain or "at]" in plain or _has_spelled(plain):
        for match in _AT.finditer(plain):
            if not _is_role_mailbox(plain, match.start()):
                yield match.start(), MAIL


def _rare_marks(plain: str) -> Iterator[tuple[int, int]]:
    """Numbers parted by a line's end or by underscores, and `May (15)`."""
    for match in _WRAPPED.finditer(plain):
        yield match.start() - 1, NUMBER
    for match in _OPEN_BRACKET.finditer(plain):
        word = plain[max(0, match.start() - 12) : match.start()].rpartition(" ")[2]
        if word[:1].isupper() and word.lower() in NEVER_FIRST:
            yield match.start(), NAME
    for match in _JOINED.finditer(plain):
        yield match.start(), NUMBER


def _has_spelled(plain: str) -> bool:
    return " dot " in plain or " DOT " in plain or ("&" in plain and "&#64;" in plain)


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
        return plain[start].isupper() or bool(_DIGIT.search(plain, max(0, start - 40), end + 3))
    slug = before == "-" or (after[:1] == "-" and after[1:].isalpha())
    return not slug or plain[start:end].lower() in RELATIONS


def _is_role_mailbox(plain: str, sign: int) -> bool:
    """No address at all, such as `PRG-2017-18/12@2`, or the plainest of a role: `safeguarding@`."""
    if plain[sign] in " &":
        return False
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
            if (
                (_is_open(folded) or _WRAPPED.match(plain, stop))
                and stop + 1 < len(plain)
                and len(line) < _LONGEST
            ):
                after = plain[stop + 1 :].partition("\n")[0][:_NEXT]
                if needs := called_for(
                    f"{folded} {after.lstrip()}", given | marked.get(stop + 1, 0)
                ):
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
    if needs := called_for(folded, given):
        for shift in range(0, max(1, len(line) - _OVERLAP), _LONGEST - _OVERLAP):
            yield at + shift, line[shift : shift + _LONGEST], needs


def _is_open(line: str) -> bool:
    """A line that ends in a label or before a name, so that the next one answers it."""
    words = line[-40:].split()
    if not words:
        return False
    last = words[-1]
    if last[-1] in ":=|/" or last.strip("(.").lower() in _OPEN:
        return True
    names = [word.encode("ascii", "replace") for word in words[-2:] if word[0].isupper()]
    return bool(names) and not triggers().sure.isdisjoint(names)


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
