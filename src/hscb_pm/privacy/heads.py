"""Names that stand where a note says what it is about: its subject, its case, a row, a list."""

import re

from hscb_pm.lazily import lazy
from hscb_pm.privacy.at_work import is_at_work, is_cited
from hscb_pm.privacy.dates import NAME_AND_DAY
from hscb_pm.privacy.names import ROLES, word_set
from hscb_pm.privacy.note import Name

Answer = bool | None
_SUBJECT = lazy(
    r"\W*(?:subject|re|fwd?) ?:.*\b(?:case|child(?:ren)?|famil(?:y|ies)|neglect|abuse|concerns?"
    r"|missing|cp|cin|lac|icpc|s47|placement|chronology|disclosure|allegations?)\b"
    r".* (?:[-:/] |for |of |re )$",
    re.IGNORECASE,
)
"""`RE: Neglect case - ` before a name."""
_LONGEST_SUBJECT = 200
_OF_THE_OFFICE = word_set("""
    training strategy policy procedure guidance report paper agenda minutes board sub committee
    newsletter lead leads chair manager apologies event workshop briefing course slides draft
    present attendees attending members invited authors staff panel auditors
""")
"""Words of a subject or a list that say that those named are at work."""
_CASE = lazy(r"(?:^|[|;,(] ?\"?|[-*] )Case(?: \d{1,3})?(?: |: | - )$")
_ITEM = lazy(r"(?:^|[\s:;,(])\(?\d{1,2}[).] ?$")
_ITEMS = lazy(r"\b\d{1,2}[).] ?[A-Z]")


def subject(name: Name) -> Answer:
    """`RE: Case for audit - Jamie S`: the subject of a message about a case."""
    if not name.sure or name.start > _LONGEST_SUBJECT or is_at_work(name):
        return None
    if not _SUBJECT.match(name.note.line[: name.start]):
        return None
    return True if name.note.lows.isdisjoint(_OF_THE_OFFICE) else None


def case(name: Name) -> Answer:
    """`Case 12 Jamie Smith`: a case called by the name of its child."""
    known = name.sure and (name.full or "I" in name.sorts)
    if not known or not _CASE.search(name.behind):
        return None
    return True if not is_at_work(name) and not is_cited(name) else None


def numbered(name: Name) -> Answer:
    """`1) Jamie Smith 2) Amy Hunt`: a list of names, and of nobody's at work."""
    if not (name.sure and name.full and _ITEM.search(name.behind)):
        return None
    others = len(_ITEMS.findall(name.note.line)) > 1
    office = not name.note.lows.isdisjoint(ROLES | _OF_THE_OFFICE)
    return True if others and not office else None


def row(name: Name) -> Answer:
    """`Amy Hunt, 03/04/2011` and nothing else: a child and a date of birth."""
    whole = name.sure and name.full and NAME_AND_DAY.match(name.note.line)
    return True if whole else None
