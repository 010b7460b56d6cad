"""Full postcodes and addresses of homes. Source: Royal Mail Programmers' Guide, Edition 7."""

import re
from collections.abc import Iterator

from hscb_pm.lazily import lazy
from hscb_pm.privacy.numbers import Found

_AREAS = (
    "AB AL BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY"
    " EC EH EN EX FK FY GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN"
    " LS LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP"
    " SR SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE ZZ B E G L M N S W"
)
_AREA = "|".join(_AREAS.split())
_POSTCODE = lazy(
    rf"(?<![\w/#&=-])(?:(?:{_AREA})[0-9O][0-9A-Z]? {{0,2}}[0-9O][ABD-HJLNP-UW-Z]{{2}}"
    rf"|ZZ99 ?[0-9][A-Z]{{2}})(?![\w/=-])"
)
_LOWER = lazy(
    rf"(?<![\w/#&=-])(?:(?:{_AREA})[0-9o][0-9a-z]? {{0,2}}[0-9o][abd-hjlnp-uw-z]{{2}})(?![\w/=-])",
    re.IGNORECASE,
)
_LIVES = lazy(
    r"\b(?:lives?|lived|living|address(?:es)?|reside[sd]?|resident|home|moved?|moving|stay(?:s"
    r"|ed|ing)?|visit(?:ed)?"
    r"|tenancy|flat|postcode|post code|mum|mother|dad|father|family|child|household|property|nfa"
    r"|placed|born|dob|d\.o\.b|collected|neighbours?|gran|nan|aunt\w*)\b",
    re.IGNORECASE,
)
_PUBLIC = lazy(
    r"county hall|civic centre|town hall|hospital|school|academy|college|council|police"
    r"|constabulary"
    r"|\bcentre\b|surgery|office|headquarters|\bhq\b|\btrust\b|clinic|library|church hall"
    r"|hotel|court\b"
    r"|venue|meeting|held at|ofsted|nspcc|department|registered|charity|university|write to"
    r"|publish|printed|ltd\b|limited|foundation|\binc\b|suite \d|\bfloor\b|, [A-Z]{2},? \d{5}"
    r"|\bplc\b|\bservices?\b|royal mail",
    re.IGNORECASE,
)


_OF_OFFICES = lazy(
    r"\bchild (?:protection|health|death|care|and family)|\bfamil(?:y|ies) (?:centre|court|support"
    r"|hub|services?|solutions|safeguarding|first|information)|\bhome office|mother and baby unit",
    re.IGNORECASE,
)
"""Words of homes in the names of offices."""
_SEAT = lazy(r"\b(?:Team|Unit|[HL]SCB|Board|Partnership)\b[^\n.?:;\"(]{0,30}[,\n]")
"""Who has an address after the name, in the same line or under it."""
_LONGEST_LINE_OF_SEAT = 60


def _lives(line: str) -> re.Match[str] | None:
    return _LIVES.search(_OF_OFFICES.sub("", line))


def _somebody_lives(line: str) -> bool:
    return bool(_lives(line)) or not (_PUBLIC.search(line) or _SEAT.search(line))


def is_seat(block: str) -> bool:
    """The short lines that end in a postcode give the address of an office and of no home."""
    short = all(len(line) < _LONGEST_LINE_OF_SEAT for line in block.splitlines())
    return short and not _somebody_lives(block)


def _is_postcode(found: str) -> bool:
    """Not a word of a shape with O for nought, nor a code such as E01AA."""
    outward, inward = found[:-3].strip(), found[-3:]
    spaced = " " in found
    digit = re.search(r"[0-9O]", outward)
    return (
        any(c.isdigit() for c in outward if c)
        and (inward[0].isdigit() or spaced)
        and (spaced or digit is None or digit[0] not in "0O")
    )


def postcodes(line: str) -> Iterator[Found]:
    """Full postcodes, unless the line gives the address of an organisation and of no home."""
    upper = list(_POSTCODE.finditer(line))
    lower = _LOWER.finditer(line) if _LIVES.search(line) else ()
    if (upper or lower) and _somebody_lives(line):
        for match in [*upper, *lower]:
            if _is_postcode(match[0]):
                yield "postcode", *match.span()


_SURE = (
    r"road|rd|street|avenue|ave|lane|ln|close|crescent|cres|gardens|gdns|terrace|grove|mews"
    r"|drive|parade|croft|mead|orchard|cottages|broadway|crofts|dell|wharf|ridgeway"
)
_UNSURE = (
    r"st|cl|dr|way|court|ct|place|pl|green|hill|walk|row|rise|view|park|square|sq|path|end"
    r"|mount|vale"
    r"|gate|quay|fields?|meadows?|common|heath|house|point|heights|lodge|hall|leys|leas|wood|woods"
)
_WORD = r"[A-Z][a-z'-]{1,20}\.?"
_HOUSE = lazy(
    r"(?<![\w/.,:£$-])((?:(?:flat|apartment|apt|unit|room|plot|pitch|caravan|bedsit|no\.?) "
    r"?\d{0,3}[a-z]?,? (?:at )?)?"
    rf"\d{{1,4}} ?[a-zA-Z]?,? (?-i:(?:(?:The|St|Old|New|Upper|Lower|Great|Little) )?{_WORD}"
    rf"(?: {_WORD}){{0,2}}?) (?:{_SURE}|(?-i:(?:{_UNSURE.title()})|{_UNSURE.upper()})))\b(?! "
    rf"(?:hearing|order|team|case|officer|review|meeting|judge|staff|plan|paper|report|school"
    rf"|nurser|surger|project|champion|flag|awards?))",
    re.IGNORECASE,
)
_LOWER_HOUSE = lazy(
    r"\b(?:liv(?:es?|ed|ing) (?:at|in|on)|address(?:es)?(?: is| was|:)|home address|resid(?:es"
    r"|ing) at|home at|moved (?:in )?to"
    r"|stay(?:s|ed|ing) at|visit(?:ed)? (?:to|at)|home visit(?: to| at)?|lives|now at|placed "
    r"at|tenancy at|property at|collected from)"
    rf"[\s:,-]{{1,3}}((?:(?:flat|apartment|apt|room) ?\d{{0,3}}[a-z]?,? )?\d{{1,4}} ?[a-z]?,? "
    rf"[a-z][a-z'-]{{1,20}}(?: [a-z'-]{{2,20}}){{0,2}}? (?:{_SURE}|{_UNSURE}))\b",
    re.IGNORECASE,
)
_FLAT = lazy(
    rf"\b((?:Flat|Apartment|Apt|Bedsit|Plot|Pitch|Caravan|Room) ?(?:\d{{1,3}}[A-Za-z]?"
    rf"|[A-Z]\b),? {_WORD}(?: {_WORD}){{0,3}})"
)
_FLAT_IN = lazy(
    r"\b((?i:flat|apartment|apt|bedsit) ?\d{1,3}[A-Za-z]?,? (?:The|Old|New) [A-Z][a-z'-]{2,20})\b"
)
"""`flat 3, The Maltings`."""
_NAMED = lazy(
    rf"\b((?:{_WORD} ){{1,3}}(?:Cottage|Farm|Bungalow|Farmhouse|Lodge|House|Court|Barn|Villa"
    rf"|Towers?|Caravan Park|Mobile Home Park),"
    rf" (?:{_WORD} ){{1,3}}?(?:{_SURE.title().replace('|', '|')}|{_UNSURE.title()}))\b"
)
_COTTAGE = lazy(r"(?:Cottages?|Farm|Bungalow|Farmhouse|Barn|Villa),")
_LABELLED = lazy(
    r"(?:home |current |previous |family |mother's |father's |child's |last known |postal "
    r"|placement )?address(?:es)?(?: \w+)? ?[:=|] ?\"?"
    r"(?!https?:|[^\s@]{1,80}@)((?:\d{1,4}[a-z]?,? (?=[a-z])|[A-Z][a-z]+ (?:Cottage|Farm|House"
    r"|Lodge)|Flat \w+)[^\n|;@\"]{3,60})",
    re.IGNORECASE,
)
_NO_STREET = lazy(
    r"\b(?:Family|Crown|County|Supreme|Magistrates'?|Youth|Sure|Children|Child|Board|Agency"
    r"|Working|Section|Audit|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|One|Two|Half|Full|Care|Same|First|No|Multi|Key)\b (?:Court|Place|Way"
    r"|View|End|Street|Row|Green|Point|House|Hall|Park|Square|Path|Gate)\b",
)
_HIGH_COURT = lazy(r"High Court\b")
_YEARISH = lazy(r"(?:19|20)\d\d[ ,]")
_WEAK_END = lazy(rf"\b(?:{_UNSURE})$", re.IGNORECASE)
_STOP = lazy(r"\s*(?:[,.;|)]|$|[A-Z]{1,2}\d)")


def _flats(line: str, *, home: bool) -> Iterator[Found]:
    for match in _FLAT_IN.finditer(line):
        yield "address", *match.span(1)
    for match in _FLAT.finditer(line):
        if home or "," in match[0] or match[0].startswith(("Flat", "Apartment", "Bedsit")):
            yield "address", *match.span(1)


def addresses(line: str) -> Iterator[Found]:
    """House and street, flats, named houses; not the seat of an organisation."""
    home = _lives(line)
    for match in _LOWER_HOUSE.finditer(line):
        yield "address", *match.span(1)
    if not home and _PUBLIC.search(line):
        return
    for match in _LABELLED.finditer(line):
        yield "address", match.start(1), match.start(1) + len(match[1].rstrip(" .,"))
    for match in _HOUSE.finditer(line):
        weak = _WEAK_END.search(match[0]) and not home and not _STOP.match(line, match.end())
        if (
            not weak
            and not _NO_STREET.search(match[0])
            and not _HIGH_COURT.search(match[0])
            and not _YEARISH.match(match[0])
        ):
            yield "address", *match.span(1)
    yield from _flats(line, home=bool(home))
    for match in _NAMED.finditer(line):
        if (home or _COTTAGE.search(match[0])) and not _PUBLIC.search(match[0]):
            yield "address", *match.span(1)
