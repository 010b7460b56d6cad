"""The second look: whether a line shows a second sign beside its trigger, before it is read.

A date beside `born`, four digits beside `case`, a house number beside `Road`, and beside
`mother` a word with a capital that may be a name.
"""

import re

from hscb_pm.lazily import lazy
from hscb_pm.privacy.dates import BESIDE_A_NAME, NAME_AND_DAY
from hscb_pm.privacy.names import NO_NAME, ORGANISATION, RELATIONS, ROLES, SURNAMES_TOO
from hscb_pm.privacy.triggers import (
    ALSO,
    CUES,
    DATE,
    DIGITS,
    KIN,
    MAIL,
    NAME,
    NUMBER,
    PLACE,
    REFERENCE,
    triggers,
)

_WORDS = re.compile(r"[a-z]+").findall
_CAPITALS = lazy(r"[A-Z][A-Za-z]+")
_DIGIT = lazy(r"[0-9]")
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
_BEFORE_NAME = ("named ", "old ", "called ", "is ", "was ", "re ", ": ", "(", ", ")
_COURTESIES = ("Mr ", "Mrs ", "Ms ", "Miss ", "Mr. ", "Mrs. ")
_NOT_A_NAME = NO_NAME | ORGANISATION | ROLES
_KIN_WORDS = RELATIONS | CUES - {"family"}
_IN_ANY_CASE = CUES - {"name", "names", "family", "young", "client", "patient", "subject"}
_FAMILY_OF = lazy(r" (?:family|children|sib|household|twins|boys|girls|brothers|sisters|parents)")
_INITIAL = lazy(r"(?<![\w'.])[A-Z]\.? $")
_OTHER_NAME = lazy(r"\b([A-Z][A-Za-z'-]*)[., ]{1,2}$")
_OTHER_NAME_AFTER = lazy(r"[, '-]{1,2}([A-Z][A-Za-z'-]*)")
_LINKED = lazy(r"[:=|(,-]|\b(?:is|was|named|called)\b")
_CAMEL = lazy(r"(?<=[a-z])(?=[A-Z])")
_SENTENCE_END = lazy(r"(?<![^\w][A-Z])[.!?] ")


def called_for(line: str, given: int) -> int:
    """What to read a line for, of what its triggers call for."""
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
        return bool((_DIGIT.search(line) and _DAY.search(line)) or _SPELLED_DAY.search(line))
    if not given & (NUMBER | DIGITS):
        return False
    if _BARE_LABEL.search(line) and _DAY.search(line):
        return True
    return bool(BESIDE_A_NAME.search(line) or (given & NAME and NAME_AND_DAY.match(line)))


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
        elif low in _NOT_A_NAME:
            if low in SURNAMES_TOO and line.endswith(_COURTESIES, 0, match.start()):
                return True
        elif _beside_kin(line, *match.span()):
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
    before = _CAMEL.sub(" ", before)
    words = _WORDS(before if not _LINKED.search(before) else before.lower())
    if not _KIN_WORDS.isdisjoint(words) or not _IN_ANY_CASE.isdisjoint(_WORDS(before.lower())):
        return True
    if _FAMILY_OF.match(line, end) or before.endswith("Baby "):
        return True
    if _INITIAL.search(before):
        return True
    other = _OTHER_NAME.search(before) or _OTHER_NAME_AFTER.match(line, end)
    return other is not None and other[1].lower() not in _NOT_A_NAME and _near(line, start, end)
