"""What says that a name is a child's or a family's; a question each, asked in the order of `TELLS`.

Each question answers yes, no, or nothing: then the next one is asked.
"""

import re
from collections.abc import Callable

from hscb_pm.privacy import cues
from hscb_pm.privacy.ages import TELLING, aged, born, bracketed
from hscb_pm.privacy.at_work import accused, is_at_work, is_cited, is_institution, is_minuted
from hscb_pm.privacy.heads import case, numbered, row, subject
from hscb_pm.privacy.names import (
    CASE_WORDS,
    FAMILY,
    NARROW,
    NO_NAME,
    OF_THE_CHILD,
    ORGANISATION,
    RELATIONS,
    ROLES,
    STRONG_CASE,
    SURNAMES_TOO,
    TITLES,
    word_set,
)
from hscb_pm.privacy.note import NOT_ALONE, Name

Answer = bool | None
_LABEL_ENDS = {":", "=", "|"}
_NAMED = ("named", "called", "known as", "aka", "name is", "name of", "spelt", "spelled", " as")
_HOME = FAMILY | STRONG_CASE
_CASE_OR_FAMILY = CASE_WORDS | FAMILY | STRONG_CASE
_TITLES_AND_ROLES = TITLES | ROLES
_LINK = 40
"""Characters of the longest word of kinship, and of what joins a name to it."""
COURTESY = word_set("mr mrs ms miss mx")
_LONG_NAME = 3
"""Words of the longest name that begins with an initial."""
_ABBREVIATION = 4
"""Letters of the longest word in capitals that is no name by itself."""
_SHORT_LINE = 14
_MANY_WORDS = 45
"""In a line of so many words kinship somewhere in it says little of a name."""
_FEW_WORDS = 16

_KIN = RELATIONS - word_set("""
    family adult user person subject foster guardian neighbour resident
""")
_AT_WORK_TOO = word_set("partner partners parent parents child")
"""Words of kinship that go before the names of people at work as well."""
_BEFORE_UNKNOWN = NARROW | word_set("""
    partner baby boy girl child person pupil carer carers yp patient
""")
"""Words of kinship before which two unknown words with capitals are a name."""
_AFTER_NAMES = FAMILY - word_set("foster carers parents partner child pupil children")
_NEAR_A_NAME = FAMILY - word_set("child parent parents pupil baby")
"""Words of kinship after which `Hill` and `Ward` are surnames."""
_TIGHT = frozenset(["", ",", "of", "(", ":", "is", "named", "called", "-", "s"])
_NEAR_HOME = ROLES - word_set("""
    social health named police education services safeguarding worker children's
""")
"""Roles that say that a person with `Mrs` before the name was at a meeting."""
_OFFICE = word_set("""
    chair board sub presented audit report hscb director manager agenda minutes apologies
""")
_OF_A_BOARD = word_set("chair director manager board hscb lscb")
_NOUNS_OF_BODIES = word_set("community county region area division locality mental valley coast")
_BODIES = word_set("trust foundation council services constabulary ccg cic")
_LONG_BODY = 7
"""Words after an initial and a noun in which a body's name ends."""
_OF_PLACES = ("shire", "ish", "ian", "ese", "ean")


def is_told(name: Name) -> bool:
    """The line tells of the bearer as of a child or one of a family."""
    for tell in TELLS:
        answer = tell(name)
        if answer is not None:
            return answer
    return False


def _no_person(name: Name) -> Answer:
    """A school, a title, an abbreviation, words that begin a sentence."""
    if name.words[0].low in TITLES or (is_institution(name) and not _is_surname_too(name)):
        return False
    line = name.note.line
    alone = not (name.sure or name.also_word) and all(
        w.low in NOT_ALONE
        or (w.sort == "C" and line[w.start : w.end].isupper() and len(w.low) <= _ABBREVIATION)
        for w in name.words
    )
    return False if alone else None


def _is_surname_too(name: Name) -> bool:
    if name.words[-1].low not in SURNAMES_TOO:
        return False
    courtesy = not COURTESY.isdisjoint(name.note.before(name.first))
    if courtesy or (name.words[0].sort in "GI" and _follows_kin(name)):
        return True
    after = name.note.line[name.end :][:60]
    return bool(_has_label(name) or cues.AGE.match(after) or cues.BORN.match(after))


def _follows_kin(name: Name) -> bool:
    kin = cues.KIN_BEFORE.search(name.behind[-_LINK:])
    return bool(kin and kin[1].lower() in _NEAR_A_NAME and _is_kin(kin, name.behind))


def _has_label(name: Name) -> bool:
    tail = name.behind.rstrip(' "')
    label = tail[-1:] in _LABEL_ENDS or tail[-1:] in {"-", "\t"} or tail.endswith("is")
    return label and bool(cues.LABEL.search(name.behind))


def _labelled(name: Name) -> Answer:
    """`Child's name: ...`, `a boy called ...`."""
    if _has_label(name):
        known = name.full or name.sure or name.also_word or "name" in name.behind[-25:].lower()
    elif name.behind.rstrip(' "')[-1:] in _LABEL_ENDS and cues.NAME_LABEL.search(name.behind):
        known = "G" in name.sorts and name.full and not name.note.lows & ROLES
    else:
        named = name.behind.rstrip(' "').lower().endswith(_NAMED)
        known = named and name.sorts[0] != "I" and bool(cues.NAMED_ONLY.search(name.behind))
    return not is_at_work(name) if known else None


def _owner(name: Name) -> Answer:
    """`Ava's plan`, and where the name may be a word, `Grace's mother`."""
    if not name.owns or not (name.sure or name.also_word or name.full) or _has_title(name):
        return None
    near = cues.OWNED.findall(name.ahead)[:3] if cues.WHOSE.match(name.ahead.lstrip()) else []
    if any(word[:1].isupper() and word.lower() in ORGANISATION for word in near[:2]):
        return None
    lows = [word.lower() for word in near]
    if not name.sure:
        return True if NARROW.intersection(lows[:2]) else None
    told = (
        OF_THE_CHILD.intersection(lows[:1])
        or FAMILY.intersection(lows)
        or not _HOME.isdisjoint(name.note.lows)
        or len(name.note.words) < _SHORT_LINE
    )
    return True if told and OF_THE_CHILD.intersection(lows) else None


def _has_title(name: Name) -> bool:
    before = name.note.before(name.first)
    return name.gap_behind == " " and not _TITLES_AND_ROLES.isdisjoint(before)


def _after_kin(name: Name) -> Answer:
    """`mother of Liam`, `step-father Darren Pike`, `young person Priya Patel`."""
    kin = cues.KIN_BEFORE.search(name.behind[-_LINK:])
    if not kin or not _is_kin(kin, name.behind):
        return None
    relation, small = kin[1].lower(), kin[1][0].islower()
    if name.sure:
        return True if relation not in _AT_WORK_TOO or not is_at_work(name) else None
    link = kin[0][len(kin[1]) :]
    tight = link.strip(" \"'") in _TIGHT
    listed = ":" in link
    if name.also_word and tight and (small or name.full or listed or " of" in link):
        beside = kin[0].endswith(", ") and name.ahead[:1] == ","
        return True if name.words[0].low not in NO_NAME or name.full or beside else None
    if name.full and (small or listed):
        return True if relation in _BEFORE_UNKNOWN and name.is_plain else None
    alone = (
        small and relation in NARROW and tight and not link.endswith(("- ", "is ", ": ", "was "))
    )
    return True if alone and name.is_plain else None


def _is_kin(kin: re.Match[str], behind: str) -> bool:
    low = kin[1].lower()
    if kin[0].endswith("(") and low not in NARROW and not cues.THE_ONE.search(behind):
        return False
    if low == "person":
        return bool(cues.YOUNG_PERSON.search(behind))
    if low == "user":
        return bool(cues.SERVICE_USER.search(behind))
    return low in _KIN


def _before_kin(name: Name) -> Answer:
    """`Ion Popescu, father`, `Liam (half-brother)`."""
    if name.owns or not (name.sure or (name.full and name.is_plain)):
        return None
    after = cues.KIN_AFTER.match(name.ahead)
    if not after or after[1].lower() not in _AFTER_NAMES:
        return None
    link = after[0][: len(after[0]) - len(after[1])]
    if not link.strip(" ") or is_at_work(name):
        return None
    return True if name.sure or "(" in link or "," in link else None


def _baby(name: Name) -> Answer:
    """`Baby Rafferty b/f well`: an unknown name in a health visitor's note."""
    if name.sorts != "C" or not name.is_plain or not name.behind.endswith(("Baby ", "baby ")):
        return None
    return True if cues.OF_A_BABY.search(name.ahead) else None


def _home_of(name: Name) -> Answer:
    """`the family of Liam Brown`, `Amy Hunt d/o Susan Hunt`."""
    if cues.CHILD_OF_AFTER.match(name.ahead) or (
        "/o" in name.behind[-5:] and cues.CHILD_OF.search(name.behind)
    ):
        return True if name.sure or name.full else None
    home = " of " in name.behind[-9:] and cues.HOME_OF.search(name.behind)
    if not home or is_at_work(name) or is_cited(name):
        return None
    known = name.sure or (name.full and (name.also_word or home[0].lower().startswith("famil")))
    return True if known and (name.sure or name.is_plain) else None


def _family_of(name: Name) -> Answer:
    """`the Kowalski family`."""
    after = name.note.line[name.end : name.end + 40]
    if len(name.words) > 1 or not name.behind.lower().endswith("the "):
        return None
    if not cues.FAMILY_OF.match(after):
        return None
    low = name.words[0].low
    abbreviation = name.note.line[name.start : name.end].isupper()
    return low not in NO_NAME and not low.endswith(_OF_PLACES) and not abbreviation


def _by_initial(name: Name) -> Answer:
    """`J Smith / K Smith DNA`, `Nikodem W. has a graze`."""
    line, words = name.note.line, name.words
    if name.sorts in {"CI", "GI", "AI"} and words[0].low not in NOT_ALONE and name.ahead[:1] == ".":
        if cues.DID.match(name.ahead[1:]) and not is_at_work(name):
            return True
        return None
    if name.sorts[0] != "I" or name.sorts[-1] not in "CA" or len(words[-1].low) <= len("ab"):
        return None
    if any(w.low in NO_NAME or w.low in ORGANISATION for w in words[1:]) or _is_a_body(name):
        return None
    return (
        len(words) <= _LONG_NAME
        and bool(cues.NOTE_WORDS.search(line))
        and not is_at_work(name)
        and not is_cited(name)
    )


def _is_a_body(name: Name) -> bool:
    """`B Community and Mental Health NHS Foundation Trust`, `E Hants Council`."""
    after = name.note.words[name.last : name.last + _LONG_BODY]
    return not _NOUNS_OF_BODIES.isdisjoint(w.low for w in name.words) or any(
        word.low in _BODIES and word.sort == "C" for word in after
    )


def _addressed(name: Name) -> Answer:
    """`Mrs Patel` where a family's story is told."""
    back = (name.note.before(name.first) or [""])[0]
    if back not in COURTESY and name.words[0].low not in COURTESY:
        return None
    if _is_house(name) or "justice" in name.note.before(name.first + 1, 2):
        return None
    fosters = "carers" in name.sentence or "carer" in name.sentence
    if (TELLING.isdisjoint(name.sentence) and not fosters) or name.sentence & _NEAR_HOME:
        return None
    return not is_at_work(name)


def _is_house(name: Name) -> bool:
    """`Mrs Hill` may be a foster carer, `Mrs Centre` may not."""
    low = name.words[-1].low
    return low in ORGANISATION and low not in SURNAMES_TOO


def _in_a_note(name: Name) -> Answer:
    """A given name in a sentence that tells of a family or of a child's case."""
    if not (name.sure or name.also_word) or is_at_work(name) or is_cited(name):
        return False
    did = bool(cues.DID.match(name.ahead))
    if is_minuted(name) or not (name.sure or (did and name.words[0].low not in NO_NAME)):
        return False
    nearby, after = name.nearby, name.after
    if after is not None and after.sort in "CA" and after.low in NARROW:
        nearby = nearby - {after.low}  # a surname such as Gran
    kin = not TELLING.isdisjoint(nearby)
    if did and (
        cues.MOVED_ABOUT.match(name.ahead)
        or kin
        or len(nearby & CASE_WORDS) > 1
        or not FAMILY.isdisjoint(nearby)
    ):
        return True
    if not _CASE_OR_FAMILY.isdisjoint(nearby) and cues.CALLED.search(name.behind):
        return _OF_A_BOARD.isdisjoint(nearby)
    if name.sorts[0] == "g":
        return kin and len(name.note.words) < _FEW_WORDS
    return kin and _OFFICE.isdisjoint(nearby) and len(name.note.words) < _MANY_WORDS


TELLS: tuple[Callable[[Name], Answer], ...] = (
    _no_person,
    _labelled,
    subject,
    case,
    numbered,
    row,
    aged,
    bracketed,
    born,
    _owner,
    _after_kin,
    _before_kin,
    _home_of,
    accused,
    _baby,
    _family_of,
    _by_initial,
    _addressed,
    _in_a_note,
)
