"""Numbers that stand for one person: NHS, pupil, National Insurance, passport and case numbers.

Sources: NHS Data Dictionary (NHS number, modulus 11), Department for Education UPN guide (check
letter over 13 characters, temporary numbers), HMRC NIM39110 (prefixes of NI numbers).
"""

import re
from collections.abc import Iterator

from hscb_pm.lazily import lazy

Found = tuple[str, int, int]

_D = "[0-9OoIl]"  # letters that are typed, or read by a scanner, for digits
_DIGITS = str.maketrans("OoIl", "0011")
_GAP = r"(?: ?[-./ _] ?)?"


def digits(text: str) -> str:
    """The digits of a number, look-alike letters read as digits."""
    return "".join(c for c in text.translate(_DIGITS) if c.isdigit())


# --- NHS numbers -----------------------------------------------------------------------------

_TEN = lazy(rf"(?:(?<![\w£$€.,/+-])|(?<=[SIsi][_-])){_D}(?:{_GAP}{_D}){{9}}(?![\w/])(?![.,-]\d)")
_TEN_SHAPE = lazy(rf"{_D}{{10}}|{_D}{{3}}([ _-]){_D}{{3}}\1{_D}{{4}}|{_D}(?:[ -]{_D}){{9}}")
_NHS_LABEL = lazy(r"\b(?:n\.?h\.?s|chi)(?![A-Za-z])[^\d\n]{0,25}$", re.IGNORECASE)
_NHS_GLUED = lazy(r"nhs[a-z .:#_-]{0,12}([0-9]{10})(?![0-9])", re.IGNORECASE)
_CARE = lazy(
    r"\b(?:nhs|chi|patients?|child|baby|unborn|mum|mother|dad|father|sibling|d\.?o\.?b|born|gp|a&e"
    r"|ed|hospital|admitted|seen|clinic|ward|health|hv|midwife|yp|attended|dna|name|referral"
    r"|systmone|emis|bloods|appointment|discharged?|camhs|nurse|dr|paed\w*|immunisations?)\b",
    re.IGNORECASE,
)
_TECHNICAL = lazy(
    r"isbn|issn|\bsha|hash|timestamp|epoch|invoice|\border\b|\bvat\b|https?:|\bdoi\b|urn:|[$£€]"
    r"|company n|charity|\bserial\b|\bport\b|bytes",
    re.IGNORECASE,
)
_FILLING = ' "0123456789'
_BESIDE = 60
_REGIONS = "4679"  # first digits of numbers issued in England and Wales, and of test numbers


def nhs_valid(number: str) -> bool:
    """The tenth digit is the check of the nine before it (modulus 11)."""
    return sum(int(d) * w for d, w in zip(number, range(10, 0, -1), strict=True)) % 11 == 0


def _alone(line: str, start: int, end: int) -> bool:
    """Nothing but other numbers stands in its line or cell."""
    before = line[max(0, start - _BESIDE) : start].rstrip(_FILLING)
    after = line[end : end + _BESIDE].lstrip(_FILLING)
    return (not before or before[-1] in "|,;\t:\n") and (not after or after[0] in "|,;\t\r\n")


def nhs_numbers(line: str) -> Iterator[Found]:
    """NHS numbers: labelled, grouped, or bare beside a word of care or alone in a cell."""
    for match in _NHS_GLUED.finditer(line):
        if len(set(match[1])) > 2:  # noqa: PLR2004 - a small count
            yield "nhs_number", *match.span(1)
    tens = list(_TEN.finditer(line))
    technical = tens and _TECHNICAL.search(line)
    care = tens and _CARE.search(line)
    for match in tens:
        start, end = match.span()
        real = sum(c.isdigit() for c in match[0])
        number = digits(match[0])
        labelled = _NHS_LABEL.search(line, max(0, start - 40), start)
        if real < (4 if labelled else 7) or len(set(number)) < 3:  # noqa: PLR2004 - 000 000 0000 holds a place
            continue
        if labelled or (
            _TEN_SHAPE.fullmatch(match[0])
            and number[0] in _REGIONS
            and nhs_valid(number)
            and not technical
            and (len(match[0]) > len(number) or care or _alone(line, start, end))
        ):
            yield "nhs_number", start, end


# --- Pupil and National Insurance numbers ----------------------------------------------------

_UPN = lazy(rf"(?:(?<![\w-])|(?<=[Nn][_-]))[A-Za-z](?:[ -]?{_D}){{11}}[ -]?[0-9A-Za-z](?![\w-])")
_UPN_LABEL = lazy(r"\bU\.?P\.?N(?![A-Za-z])|pupil n|pupil ref", re.IGNORECASE)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn_valid(number: str) -> bool:
    """The first letter is the check of the twelve characters after it (modulus 23)."""
    number = number.upper()
    last = number[12]
    if number[0] not in _UPN_LETTERS or not (last.isdigit() or last in _UPN_LETTERS):
        return False
    values = [int(d) for d in number[1:12]]
    values.append(int(last) if last.isdigit() else _UPN_LETTERS.index(last))
    total = sum(v * w for v, w in zip(values, range(2, 14), strict=True))
    return _UPN_LETTERS[total % 23] == number[0]


def upns(line: str) -> Iterator[Found]:
    """Unique pupil numbers, permanent or temporary, of any authority."""
    for match in _UPN.finditer(line):
        kept = match[0].replace(" ", "").replace("-", "")
        number = kept[0] + kept[1:12].translate(_DIGITS) + kept[12]
        plain = sum(c.isdigit() for c in kept) > 8  # noqa: PLR2004 - a small count
        labelled = _UPN_LABEL.search(line, max(0, match.start() - 40), match.start())
        if plain and (labelled or (kept[0].isupper() and upn_valid(number))):
            yield "upn", *match.span()


_NINO = lazy(
    rf"(?:(?<![\w-])|(?<=[IOio][_-]))([A-Za-z])[ ]?([A-Za-z])"
    rf"((?:[ .-]?{_D}){{6}})(?:[ .-]?([A-Da-dFMfm]))?(?![\w-])"
)
_NINO_SHAPE = lazy(
    rf"[A-Z]{{2}}(?: ?{_D}{{6}}| ?{_D}{{2}}([ .-]){_D}{{2}}\1{_D}{{2}}| {_D}{{3}} {_D}{{3}}|"
    rf"(?: {_D}){{6}})[ .-]?[A-Z]"
    rf"|[A-Z] [A-Z](?: {_D}){{6}} [A-Z]"
)
_NINO_LABEL = lazy(
    r"\b(?:n\.?i\.?(?: ?n\.?o?\.?|umber)?|nino|nat(?:ional)?\.? ins(?:urance)?)\b[^\d\n]{0,20}$",
    re.IGNORECASE,
)
_NO_PREFIX = {"BG", "GB", "KN", "NK", "NT", "ZZ"}


def ni_numbers(line: str) -> Iterator[Found]:
    """National Insurance numbers with an allowed prefix, temporary ones (TN), labelled ones."""
    for match in _NINO.finditer(line):
        first, second, middle, last = match.groups()
        prefix = (first + second).upper()
        if sum(c.isdigit() for c in middle) < 4:  # noqa: PLR2004 - a small count
            continue
        labelled = _NINO_LABEL.search(line, max(0, match.start() - 40), match.start())
        allowed = (
            prefix[0] not in "DFIQUV" and prefix[1] not in "DFIOQUV" and prefix not in _NO_PREFIX
        )
        sexed = bool(last) and last in "FMfm"
        right = allowed and bool(last) and sexed == (prefix == "TN")
        if labelled or (right and _NINO_SHAPE.fullmatch(match[0])):
            yield "ni_number", *match.span()


# --- Passports and case numbers --------------------------------------------------------------

_LINK = (
    r"(?:[\s:#.=(\"|-]|\b(?:no|nos|number|num|ref|reference|id|ids|identifier|is|was|record|file"
    r"|system|i/?d|code)\b){0,8}"
)
_NUMBER = r"([A-Za-z0-9]{1,20}(?:[/-][A-Za-z0-9]{1,20}){0,5}(?: \d{2,10}){0,4})(?![\w])"
_PASSPORT = lazy(
    r"\b(?:passport|travel document|brp|residence permit|id card)s?\b"
    r"[^\d\n]{0,25}?\b(?! )([A-Z]{0,3} ?\d(?: ?\d){5,8}[A-Z]?)(?!\w)",
    re.IGNORECASE,
)
_NAMED = lazy(
    r"\b(?:case|client|person|service user|patient|hospital|crime(?: report)?|incident|custody"
    r"|court(?: case)?|family court|occurrence|social care|child(?:'s)?|pupil|legal|police|unit"
    r"|home office|ho|nass|arc|mosaic|liquid ?logic|systm ?one|lcs|ehm|ics|care ?first|paris|rio"
    r"|framework-?i|emis|athena|niche|swift|azeus|cms|cpims|local|hosp|referral|ucrn|asylum"
    r"|prison(?:er)?|claim|tenancy|rent account|housing)"
    r"(?: (?:case|client|person|record|file|system|report|unique))?"
    r" ?(?:no\b\.?|nos\b\.?|number|num\b|ref\b\.?|reference|i\.?d\b\.?|identifier|urn|#)"
    + _LINK
    + _NUMBER,
    re.IGNORECASE,
)
_SYSTEM = lazy(
    r"\b(?:crn|pnc(?: ?id)?|urn|mrn|cad|uln|ucn|systm ?one|mosaic|liquid ?logic|lcs|ehm|ics"
    r"|care ?first|rio|framework-?i|carenotes|athena|niche|holmes|emis|nomis|asset ?plus"
    r"|crime|hosp)\b" + _LINK + _NUMBER,
    re.IGNORECASE,
)
_SHAPES = lazy(r"(?<![\w/-])(?:[A-Z]{2}\d{2}[CPFZDA]\d{5}|(?:19|20)?\d{2}/\d{5,7}[A-Z])(?![\w/-])")
_OURS = lazy(
    r"[A-Z][A-Z0-9]{1,4}-(?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d(?:[/-](?:\d{1,2}|(?:19|20)\d\d))*$"
)
_SCHOOL = lazy(
    r"\b(?:schools?|academ(?:y|ies)|college|nursery|provider|ofsted|setting|establishment|dfe|gias"
    r"|edubase|trust|federation)\b",
    re.IGNORECASE,
)
_NOT_A_NUMBER = lazy(r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")


def _is_case_number(token: str, least: int) -> bool:
    count = sum(c.isdigit() for c in token)
    return (
        count >= least
        and len(set(token) - set("0 /-")) > 1
        and not _OURS.match(token)
        and not _NOT_A_NUMBER.fullmatch(token)
    )


def _is_of_a_school(line: str, match: re.Match[str]) -> bool:
    """`School URN 117492`: the number of a place, which anybody may look up."""
    if match[0][:3].lower() != "urn":
        return False
    return bool(_SCHOOL.search(line, max(0, match.start() - 60), match.start()))


def case_numbers(line: str) -> Iterator[Found]:
    """Numbers by which an agency knows a case, labelled as such, and passport numbers."""
    for match in _PASSPORT.finditer(line):
        if len(set(match[1]) - set("0 ")) > 1:
            yield "passport", *match.span(1)
    for pattern, least in ((_NAMED, 4), (_SYSTEM, 5)):
        for match in pattern.finditer(line):
            if _is_case_number(match[1], least) and not _is_of_a_school(line, match):
                yield "case_ref", *match.span(1)


def shaped(line: str) -> Iterator[Found]:
    """Numbers of family courts and of the Police National Computer, which need no label."""
    for match in _SHAPES.finditer(line):
        yield "case_ref", *match.span()
