"""Names that an age or a birth stands beside."""

import re

from hscb_pm.privacy import cues
from hscb_pm.privacy.at_work import is_at_work
from hscb_pm.privacy.names import CASE_WORDS, NARROW, NO_NAME, STRONG_CASE, given_names, word_set
from hscb_pm.privacy.note import Name

Answer = bool | None
TELLING = NARROW | STRONG_CASE
"""Words that tell of a child or a family, whatever else a note says."""
_PLACES = word_set("""
    adelaide africa asia camden carolina chelsea chester china clifton costa dakota dallas denver
    devon eden essa florence georgia india iran iraq ireland israel jersey jerusalem jordan kent
    kenya kimberley lincoln london lourdes montana nigeria paris preston rome savannah sierra
    stanley sydney trent tyne vienna venice victoria virginia warwick wood york
""")
"""Names that are also places: a number in brackets after one may count its children."""


def aged(name: Name) -> Answer:
    """`Jamie Smith (aged 7)`, `Ava; F; 11;`."""
    if not (name.sure or name.also_word or name.full):
        return None
    surname = cues.SMALL_SURNAME.match(name.ahead) if name.sorts == "g" else None
    if surname and cues.AGE.match(name.ahead, surname.end()):
        return True
    if cues.SEX_AND_AGE.match(name.ahead) and (name.sure or name.full):
        return True
    age = cues.AGE.match(name.ahead)
    if not age or not (age[1] or name.sure) or _is_numbering(age):
        return None
    return bool(name.sure or name.full or age[1].lower().startswith("age") or "old" in age[1])


def _is_numbering(age: re.Match[str]) -> bool:
    """`1) Ava Smith 2) Noah Smith`."""
    return age[0].endswith((")", "]")) and "(" not in age[0] and "[" not in age[0]


def bracketed(name: Name) -> Answer:
    """`Tom (15) went missing`, `Tom (15), Grace (13)`: a name that is also a word."""
    age = cues.BRACKETED_AGE.match(name.ahead)
    if not (age and name.also_word) or is_at_work(name):
        return None
    low = name.words[0].low
    if low in _PLACES or (low in NO_NAME and cues.AT_A_TIME.search(name.behind)):
        return None
    if cues.DID.match(name.ahead, age.end()):
        return True
    if low in NO_NAME and not name.full:
        return None
    words = TELLING | CASE_WORDS if name.full else TELLING
    told = not words.isdisjoint(name.sentence) or _others_aged(name)
    return True if told else None


def _others_aged(name: Name) -> bool:
    """Another given name before an age in brackets."""
    sure, also = given_names()
    return any(
        low in sure or (low in also and low not in _PLACES and low not in NO_NAME)
        for match in cues.ANOTHER_AGED.finditer(name.note.line)
        if match.start() != name.start and (low := match[1].lower())
    )


def born(name: Name) -> Answer:
    """`Ava DOB 3/5/09`, `15 yr old Ava`."""
    known = name.sure or name.also_word
    if (known or name.full) and cues.BORN.match(name.ahead):
        return True
    after_age = "old" in name.behind or "ged" in name.behind or "/o" in name.behind
    if (known or name.sorts[0] == "C") and after_age and cues.AGE_BEFORE.search(name.behind):
        return True
    return None
