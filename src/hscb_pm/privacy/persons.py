"""Names of persons where a child's or a family's case is told.

A name alone proves nothing: registers and papers are full of authors, schools and professionals.
What counts is what stands beside it: an age, a kinship, a label, a possession such as a plan.
`family` asks what says that a person is meant who must not be named, `at_work` what says no.
"""

from collections.abc import Iterator

from hscb_pm.privacy import cues
from hscb_pm.privacy.at_work import is_at_work, is_institution
from hscb_pm.privacy.family import COURTESY, is_told
from hscb_pm.privacy.file_names import names_in_file_names
from hscb_pm.privacy.names import (
    CASE_WORDS,
    COMMANDS,
    MINUTED,
    NO_NAME,
    ORGANISATION,
    RELATIONS,
    ROLES,
    TITLES,
    given_names,
)
from hscb_pm.privacy.note import Name, Note
from hscb_pm.privacy.numbers import Found
from hscb_pm.privacy.tokens import Run, Token, runs

_NOT_FIRST = NO_NAME | RELATIONS | COURTESY
_BEFORE_NAMES = ROLES | MINUTED | CASE_WORDS
_NO_SURNAME = NO_NAME | ORGANISATION | ROLES | TITLES
_SHORT = 4
"""Letters of a surname in capitals that counts anywhere; a shorter one begins a cell."""
_CELL_ENDS = {"", "|", ";", "\t", "\n"}


def persons(line: str) -> Iterator[Found]:
    """Names of children and their families, and the initials given with a date of birth."""
    line = line.replace("NaN", "n/a")  # a missing number, and no grandmother
    for start, end in _told(line):
        yield "person_name", start, end
    for start, end in _shouted(line):
        yield "person_name", start, end
    for match in cues.INITIALS.finditer(line) if "nitial" in line.lower() else ():
        yield "person_name", *match.span(1)
    for match in cues.COURTEOUS.finditer(line):
        yield "person_name", *match.span(1)
    for start, end in names_in_file_names(line):
        yield "person_name", start, end


def _told(line: str) -> Iterator[tuple[int, int]]:
    """The names that something beside them tells of, and their neighbours in a list."""
    note = Note(line)
    if all(word.sort in "GAI" for word in note.words):
        return  # names beside names tell nothing
    trimmed = [_trimmed(note.words, run) for run in runs(line, note.words)]
    names = [Name(note, run) for run in trimmed if run.first < run.last]
    told = [is_told(name) for name in names]
    last = len(names) - 1
    for n in range(1, last + 1):
        told[n] = told[n] or (told[n - 1] and _listed(names[n - 1], names[n], names[n]))
    for n in range(last - 1, -1, -1):
        told[n] = told[n] or (told[n + 1] and _listed(names[n], names[n + 1], names[n]))
    for name, yes in zip(names, told, strict=True):
        if yes:
            yield name.start, name.end + _small_surname(name)


def _small_surname(name: Name) -> int:
    """How much longer `liam smith` is than `liam`."""
    after = cues.SMALL_SURNAME.match(name.ahead) if name.sorts == "g" and not name.owns else None
    if not after or after[1] in _NO_SURNAME or after[1] in _BEFORE_NAMES or after[1] in RELATIONS:
        return 0
    return after.end()


def _trimmed(words: list[Token], run: Run) -> Run:
    """Without words before the name, and without those after it that begin something else."""
    first, last = run
    while first < last and _is_before_name(words[first], alone=first + 1 == last):
        first += 1
    if first + 1 < last and words[first].low in COMMANDS and words[first + 1].sort in "GA":
        first += 1
    if first < last and words[first].sort == "C" and words[first].low in _BEFORE_NAMES:
        given = [at for at in range(first + 1, last) if words[at].sort == "G"]
        first = given[0] if given else first
    while (
        last > first
        and words[last - 1].sort == "C"
        and words[last - 1].low in _NOT_FIRST
        and words[last - 1].low not in ORGANISATION
    ):
        last -= 1
    return Run(first, last)


def _is_before_name(word: Token, *, alone: bool) -> bool:
    if word.sort not in "CA" or word.low not in _NOT_FIRST:
        return False
    also_a_name = word.sort == "A" and word.low not in RELATIONS
    return not (also_a_name and (alone or word.low not in NO_NAME))


def _listed(one: Name, two: Name, new: Name) -> bool:
    """`Ava, Noah and Mia`: what is known of one holds for the next."""
    if not (new.sure or new.also_word):
        return False
    gap = one.note.line[one.end : two.start].removeprefix("'s")
    joined = cues.JOINS.fullmatch(cues.AGE_IN_LIST.sub("", gap))
    return bool(joined) and not is_institution(new) and not is_at_work(new)


def _shouted(line: str) -> Iterator[tuple[int, int]]:
    """`SMITH, Jamie`."""
    sure, also = given_names()
    for match in cues.SHOUTED.finditer(line):
        if len(match[1]) < _SHORT and line[: match.start()].rstrip(' "')[-1:] not in _CELL_ENDS:
            continue
        given = match[2].split()[0]
        low = given.lower()
        known = low in sure or (low in also and low not in NO_NAME and not given.isupper())
        cited = cues.YEAR.match(line, match.end())
        if known and match[1].lower() not in _NO_SURNAME and not cited:
            yield match.span()
