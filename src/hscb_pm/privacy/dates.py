"""Dates of birth and of death: a date beside words that say what it is, and no other date."""

import re
from collections.abc import Iterator

from hscb_pm.lazily import lazy
from hscb_pm.privacy.names import given_names
from hscb_pm.privacy.numbers import Found

_D = "[0-9OoIl]"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth"
)
_YEAR = (
    r"(?:[ ,.'/-]{0,3}(?:(?:19|20)\d\d|\d\d(?![\d:]))"
    r"|,? (?:nineteen|two thousand|twenty)(?:[ -](?:and|[a-z]+(?:teen|ty)|ten|eleven|twelve|one|two"
    r"|three|four|five|six|seven|eight|nine|oh)){0,3}\b)?"
)
_DATE = (
    rf"(?:{_D}{{4}} ?[-/.] ?{_D}{{1,2}} ?[-/.] ?{_D}{{1,2}}"
    rf"|{_D}{{1,2}} ?[-/. ] ?{_D}{{1,2}} ?[-/. ] ?(?:{_D}{{4}}|{_D}{{2}})"
    rf"|\d{{1,2}} ?(?:st|nd|rd|th)?(?: of| day of)?[ .-]{{0,2}}{_MONTH}{_YEAR}"
    rf"|{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR}"
    rf"|(?:the )?(?:{_ORDINAL})(?: of| day of)? {_MONTH}{_YEAR}"
    r"|(?:19|20)\d{6}|\d{4}(?:19|20)\d\d)(?!\w)"
)
_SHORT = r"|\d{6}(?!\w)"
_LABEL = (
    r"\b(?:d ?\. ?o ?\. ?b\b\.?|d[o0]b(?:\b|(?=\d))|d o b\b|d/o/b|(?:date|day) of birth|birth "
    r"?-?date"
    r"|birth date|e\.?d\.?d\b\.?|(?:expected|estimated) (?:date of (?:delivery|birth)|due date)"
    r"|due date (?:for|of) (?:the )?(?:baby|unborn(?: baby)?|delivery))"
)
_BIRTH = lazy(
    rf"(?:{_LABEL}[^\d\n;]{{0,30}}?(?<!\d)({_DATE}{_SHORT})"
    rf"|\b(?:born|birthdays?|gave birth|(?:baby|birth|delivery) (?:is |was )?due|birth:|given birth"
    rf"|turn(?:s|ed)? \w{{1,9}}|(?:will be|is|was) \d{{1,2}})(?:\s[^\d\n;.]{{0,40}}?)?"
    rf"(?<!\w)({_DATE})"
    rf"|(?<![\w.])b(?:\.|n\.?|orn)? ?(?<!\w)({_DATE}))",
    re.IGNORECASE,
)
_AFTER = lazy(
    rf"(?<![\w/.-])({_DATE}{_SHORT})[\s,(=-]{{0,4}}(?:{_LABEL}|is (?:his|her|their|the child's)"
    rf" birthday|\(?birthday)",
    re.IGNORECASE,
)
_DEATH = lazy(
    rf"\b(?:(?:d\.? ?o\.? ?d\b\.?|date of death|deceased|passed away|died|found dead|sudi"
    rf"|stillborn|(?:his|her|took their) own life)(?:[^\d\n;]{{0,45}}?)"
    rf"|(?:death|killed|murdered|fatally \w+)(?:[^\d\n;.]{{0,30}}\bon| ?:)[^\d\n;.]{{0,12}}?"
    rf"|(?<![\w.])d\. ?)(?<!\w)({_DATE})"
    rf"|†\s?({_DATE})",
    re.IGNORECASE,
)
_LABELLED_DEATH = lazy(
    rf"\b(?:d\.?o\.?d\b\.?|date of death)[^\d\n;]{{0,20}}?(?<!\w)({_DATE}{_SHORT})",
    re.IGNORECASE,
)
_COHORT = lazy(
    r"\b(?:between|since|before|after|from|until|by|reported|published|met|meeting|report(?:ed)?"
    r"|review(?:ed|s)?|panel|audit(?:ed|s)?|agreed|due|considered|recorded as of|as at|learn\w*"
    r"|data|statistics|figures|notified|in the year)\b",
    re.IGNORECASE,
)
_MANY = lazy(
    r"\b(?:children|babies|pupils|those|infants|anyone|everyone|people|all|cohort|births|siblings"
    r"|young people|males|females|boys|girls|any child|a child|each child|every child)"
    r"(?: who)?(?: (?:are|were|is|was|have|had|not|being))? $",
    re.IGNORECASE,
)
_OPEN = lazy(r"\b(?:between|since|before|after|from|until|by)\b", re.IGNORECASE)


BESIDE_A_NAME = lazy(
    r"\b([A-Z][A-Za-z'-]+), ?([A-Z][A-Za-z'-]+)(?: [A-Z][A-Za-z'-]+)?\"?[\s,;|(]{1,4}"
    r"(?:(M|F|[Mm]ale|[Ff]emale|[Bb]oy|[Gg]irl)[\s,;|)]{1,3})?"
    r"([0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2}))(?!\w)"
)
"""`PELLOW, Gary 03.11.79`, `"Osei, Kwabena",M,22-06-2006`: how police and schools write it."""
NAME_AND_DAY = lazy(
    r"[ \"*-]{0,6}([A-Z][a-z'-]+)(?: [A-Z][A-Za-z'-]+){1,3}\"?[,;] ?\"?"
    r"([0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})\W*$"
)
"""`Amy Hunt, 03/04/2011` and nothing else in the line."""


def _possible(date: str) -> bool:
    """Some reading of the date has a day and a month; 00/00/0000 holds a place."""
    plain = date.translate(str.maketrans("OoIl", "0011"))
    if re.search(r"[a-z]{3}", date, re.IGNORECASE):
        return True
    parts = [int(p) for p in re.findall(r"\d+", plain)]
    if len(parts) == 1:
        text = re.findall(r"\d+", plain)[0]
        if len(text) == 8:  # noqa: PLR2004 - a year and two twos, in either order
            year_first = text[:2] in {"19", "20"} and int(text[4:6]) <= 12  # noqa: PLR2004 - a small count
            text = text[4:] if year_first else text[:4]
        parts = [int(text[:2]), int(text[2:4])]
    elif len(parts) > 2 and parts[0] > 31:  # noqa: PLR2004 - a small count
        parts = parts[1:]
    low, high = sorted(parts[:2])
    return 1 <= low <= 12 and 1 <= high <= 31  # noqa: PLR2004 - a small count


def _span(match: re.Match[str]) -> tuple[int, int]:
    return next(match.span(n) for n in range(1, (match.lastindex or 0) + 1) if match[n])


def dates_of_life(line: str) -> Iterator[Found]:
    """Days of birth (also expected ones) and of death, with the words that say so beside them."""
    alone = NAME_AND_DAY.match(line)
    if alone and alone[1].lower() in given_names().sure and _possible(alone[2]):
        yield "dob", *alone.span(2)
    for match in BESIDE_A_NAME.finditer(line):
        shouted = match[1].isupper() and match[2].lower() in given_names().sure
        if (shouted or match[3]) and _possible(match[4]):
            yield "dob", *match.span(4)
    for pattern, kind in (
        (_BIRTH, "dob"),
        (_AFTER, "dob"),
        (_LABELLED_DEATH, "dod"),
        (_DEATH, "dod"),
    ):
        for match in pattern.finditer(line):
            start, end = _span(match)
            between = line[match.start() : start]
            if not _possible(line[start:end]) or _OPEN.search(between):
                continue
            if kind == "dod" and _COHORT.search(between):
                continue
            before = line[max(0, match.start() - 40) : match.start()]
            if not _MANY.search(before):
                yield kind, start, end
