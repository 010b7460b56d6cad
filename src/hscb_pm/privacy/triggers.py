"""The words that make a line worth reading, and what to look for where they stand."""

from functools import cache
from typing import NamedTuple

from hscb_pm.privacy.names import FAMILY, NARROW, blocks_of_names, word_set

NAME, KIN, DATE, REFERENCE, PLACE, NUMBER, MAIL, ALSO, DIGITS = (1 << n for n in range(9))
"""What to look for; `KIN` calls for an unknown name, `ALSO` is a name that is also a word, `DIGITS`
are as many as a date has.
"""
EVERYTHING = NAME | DATE | REFERENCE | PLACE | NUMBER | MAIL

_DATE_WORDS = """
    dob birth birthday birthdate born edd baby unborn turned turns died deceased dod death killed
    murdered passed dead sudi stillborn life fatally b d bn
"""
_REFERENCE_WORDS = """
    crn pnc urn mrn cad uln ucn ucrn systmone systm mosaic liquidlogic liquid lcs ehm ics carefirst
    rio framework carenotes athena niche holmes emis nomis assetplus asset crime hosp client
    hospital patient custody court occurrence incident passport passports brp permit travel nass
    arc prisoner asylum case person user file swift azeus paris cms cpims ho tenancy
"""
_PLACE_WORDS = """
    road rd street st avenue ave lane ln close cl crescent cres gardens gdns terrace grove mews
    drive dr parade croft mead orchard cottages cottage broadway dell wharf ridgeway way court ct
    place pl green hill walk row rise view park square sq path end mount vale gate quay field
    fields meadow meadows common heath house point heights lodge hall leys leas wood woods flat
    apartment apt bedsit plot pitch caravan farm bungalow address farmhouse barn villa tower towers
    crofts room unit
"""
CUES = word_set("""
    name names named called aged aka initials mr mrs ms miss surname forename nhs upn nino dna wnb
    seen sib sibs icpc cpp family client patient young victim perpetrator student suspect resident
    subject re old bruise bruises bruising graze grazes placements spelt spelled
""")
"""Beside these a word with a capital may be a name, as it may beside a word of kinship."""

_MIXED = {
    "DoB": DATE,
    "dateOfBirth": DATE,
    "birthDate": DATE,
    "birthday": DATE,
    "childName": KIN,
    "childsName": KIN,
    "motherName": KIN,
    "fatherName": KIN,
    "DoD": DATE,
    "SystmOne": REFERENCE,
    "LiquidLogic": REFERENCE,
    "CareFirst": REFERENCE,
    "RiO": REFERENCE,
    "PARiS": REFERENCE,
    "CareNotes": REFERENCE,
}
NEVER_FIRST = word_set("""
    a an and as at i if in is it my no of on or so the to we may march april june july august will
""")
"""Names that are far more often the word or the month."""


class Triggers(NamedTuple):
    """All the words in the shapes they are written in, and what some of them call for."""

    words: frozenset[bytes]
    sure: frozenset[bytes]
    also: frozenset[str]
    others: dict[bytes, int]

    def calls_for(self, word: bytes) -> int:
        """What to look for beside the word."""
        needs = self.others.get(word, 0)
        if word in self.sure:
            return needs | NAME
        return needs or ALSO


def _shapes(words: str, *more: str) -> list[bytes]:
    return " ".join((words, *more)).encode().split()


@cache
def triggers() -> Triggers:
    """The words, built when the first text is scanned."""
    sure_names, also_names = blocks_of_names()
    also = frozenset(also_names.split()) - NEVER_FIRST
    plain = " ".join({*sure_names.replace("-", " ").split()} - also - NEVER_FIRST)
    sure = frozenset(_shapes(plain, plain.title(), plain.upper()))
    others: dict[bytes, int] = {}
    for bit, words in (
        (KIN, " ".join(word for word in {*NARROW, *FAMILY, *CUES} if word.isalpha())),
        (DATE, _DATE_WORDS),
        (REFERENCE, _REFERENCE_WORDS),
        (PLACE, _PLACE_WORDS),
    ):
        for shape in _shapes(words, words.title(), words.upper()):
            others[shape] = others.get(shape, 0) | bit
    words = " ".join(also)
    either = _shapes(words.title(), words.upper())
    for shape in either:
        if shape in others:
            others[shape] |= ALSO
    others |= {word.encode(): bit for word, bit in _MIXED.items()}
    return Triggers(sure.union(either, others), sure, also, others)
