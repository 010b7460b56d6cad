"""Telephone numbers and e-mail addresses of persons, and not those of teams and helplines."""

import re
from collections.abc import Iterator

from hscb_pm.lazily import lazy
from hscb_pm.privacy.names import given_names, word_set
from hscb_pm.privacy.numbers import Found, digits

_D = "[0-9OoIl]"
_UK = lazy(
    rf"(?<![\w+/.-])(?:(?:\+|00) ?44[ .()-]{{0,3}}(?:\(0\)|0)?|\(?[0Oo])(?:[ .()/-]{{0,2}}{_D})"
    rf"{{9,10}}(?![\w/])(?![-.]\d)"
)
_ABROAD = lazy(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[ .()-]{0,2}\d){7,11}(?!\w)")
_TEAM = lazy(
    r"helpline|help ?line|hotline|switchboard|reception\b|duty|out of hours|on.?call|office"
    r"|\bteams?\b|\bmash\b|\blado\b|council|constabulary|police (?:station|on|at)|hospital|school"
    r"|academy|college|nspcc|childline|samaritans|ofsted|barnardo|\bservices?\b|centre|surgery"
    r"|text (?:us|line|service)|chathealth|customer|contact us|enquir|national|charity|published"
    r"|hscb|business (?:manager|support)|board'?s? (?:line|number|office)|\bline\b|clinic|crisis",
    re.IGNORECASE,
)
_ROLE = lazy(
    r"\b(?:managers?|head of|director|lead|co-?ordinator|officer|administrator|advis[eo]r|chair"
    r"|board|department|headquarters|social worker|unit|safeguarding)\b",
    re.IGNORECASE,
)
"""Whose line a landline right after it is."""
_SPOKEN = lazy(
    r"\b(?:tel|phone[ds]?|telephone|mob|mobile|call(?:ed)?|r[aiu]ng|text(?:ed)?)\b", re.IGNORECASE
)
_HOME = lazy(
    r"\b(?:mum|mums|mother|mam|dad|father|parents?|carer|nan|gran\w*|aunt\w*|uncle|sibling|brother"
    r"|sister|step\w*|partner|neighbour|home|child'?s?|yp'?s?|his|her|family|mob(?:ile)?)\b",
    re.IGNORECASE,
)
_MAIL = lazy(
    r"(?<![\w.+%-])([A-Za-z0-9][\w.+%'-]{0,63}) ?(?:@|\(at\)|\[at\]) ?("
    r"(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})"
)
_SPELLED_MAIL = lazy(
    r"(?<![\w.+%-])([A-Za-z0-9][\w.+%'-]{0,63}) ((?:at|AT|\(at\)|\[at\]) "
    r"([A-Za-z0-9-]{1,63})(?: (?:dot|DOT|\(dot\)|\[dot\]) [A-Za-z]{2,24}){0,3}"
    r" (?:dot|DOT|\(dot\)|\[dot\]) (?i:com|co|uk|org|net|gov|nhs|info|me|eu|ie|pl|ro|in|pk|ng))\b"
)
_PROVIDERS = word_set("""
    hotmail gmail googlemail yahoo ymail outlook live icloud aol btinternet sky talktalk virginmedia
    msn me mail proton protonmail
""")
"""Where persons have their own mailboxes."""
ROLE_WORDS = word_set("""
    info information enquiries enquiry inquiries contact contactus hello help helpdesk office
    admin administrator administration safeguarding safeguard childprotection child children
    childrens protection mash lado referral referrals hscb lscb board audit audits manager
    business support team duty service services social care socialcare adult adults early front
    door frontdoor feedback complaints complaint compliments press media comms communications
    news newsletter training learning development events bookings booking finance accounts
    payroll invoices hr jobs recruitment careers data dpo foi privacy security governance legal
    policy procedures quality performance assurance improvement review reviews reviewing iro
    chair secretary secretariat clerk council county borough school head headteacher principal
    senco reception attendance dsl designated lead nurse doctor gp practice surgery hospital
    health visiting visitor camhs police partnership partner partnerships cdop scr panel sub
    group groups conference conferences noreply no reply donotreply do not postmaster webmaster
    hostmaster abuse root mailer daemon bounce subscribe unsubscribe list lists mail email
    mailbox inbox web website online customer customerservices central corporate executive
    director directors assistant deputy intake assessment access contactcentre centre helpline
    line advice advisor consultation consultations missing exploitation cse yot youth justice
    probation housing benefits licensing registrar elections planning waste general main shared
    secure nhs gov org uk it ict technical dev maintainers bugs bug announce users project
    community permissions copyright license licensing opensource conduct publications research
    statistics stats and of the for to family families hub schools education admissions
    fostering adoption leaving virtual disability disabled send sendiass iass independent
    advocacy advocate participation voice
""")
"""What the part of an address before the at sign is made of where a team reads it."""
_SECTIONS = word_set("s11 s17 s20 s47 s157 s175")
"""Sections of Acts: the mailbox to which a return is sent."""
_WHOLE = 11
"""Digits of a number with its nought."""
_ACRONYM = lazy(r"[a-z]{0,3}scb|[a-z]{1,3}scp|[bcdfghjklmnpqrstvwxz]{2,5}")


def _pieces(word: str) -> bool:
    """A word run together from words of roles: `childrensservices`."""
    reach = {0}
    for end in range(1, len(word) + 1):
        if any(end - n in reach and word[end - n : end] in ROLE_WORDS for n in range(2, 16)):
            reach.add(end)
    return len(word) in reach


def _is_role(local: str, names: frozenset[str]) -> bool:
    words = [w for w in re.split(r"[^a-z]+", local.lower()) if w]
    if not words or local.lower() in _SECTIONS:
        return True
    if any(w in names and w not in ROLE_WORDS for w in words):
        return False
    return any(w in ROLE_WORDS or _pieces(w[:60]) for w in words) or (
        len(words) == 1 and bool(_ACRONYM.fullmatch(words[0]))
    )


def emails(line: str) -> Iterator[Found]:
    """E-mail addresses, unless the part before the at sign is made of words of roles."""
    names = given_names().sure
    for match in _MAIL.finditer(line):
        if not _is_role(match[1], names):
            yield "email", *match.span()
    for match in _SPELLED_MAIL.finditer(line):
        spelled = not match[2].startswith("at ") or match[3].lower() in _PROVIDERS
        if spelled and not _is_role(match[1], names):
            yield "email", *match.span()


def _holds_a_place(number: str) -> bool:
    tail = number[-6:]
    return len(set(tail)) == 1 or number[1:] in {"1234567890", "123456789"} or len(set(number)) < 3  # noqa: PLR2004 - a small count


def phones(line: str) -> Iterator[Found]:
    """Mobile numbers and landlines, unless the line says that a team or a helpline answers."""
    for match in _UK.finditer(line):
        if sum(c.isdigit() for c in match[0]) < 6:  # noqa: PLR2004 - a small count
            continue
        number = digits(match[0])
        if not match[0].lstrip("(").startswith(("0", "O", "o")) or number.startswith("0044"):
            number = "0" + number.removeprefix("00").removeprefix("44").lstrip("0")
        if _is_personal(number) and _answered_at_home(line, number, *match.span()):
            yield "phone", *match.span()
    for match in _ABROAD.finditer(line):
        number = digits(match[0]).removeprefix("00")
        dialled = match[0].startswith("+") or _SPOKEN.search(line)
        if dialled and not number.startswith("44") and not _holds_a_place(number):
            yield "phone", *match.span()


def _is_personal(number: str) -> bool:
    ten = len(number) == _WHOLE
    right = ten if number[1] == "7" else number[1] in "12" and len(number) in {10, _WHOLE}
    return right and not _holds_a_place(number)


def _answered_at_home(line: str, number: str, start: int, end: int) -> bool:
    near = line[max(0, start - 60) : end + 30]
    mobile = number[1] == "7"
    if len(number) < 11 and not _SPOKEN.search(line):  # noqa: PLR2004 - few landlines are so short
        return bool(_HOME.search(near)) and "(" not in near[:0]
    if _HOME.search(near.replace("home office", "").replace("children's home", "")):
        return True
    if mobile:
        return not re.search(
            r"text (?:us|line|service)|chathealth|duty|on.?call|helpline", near, re.IGNORECASE
        )
    return not (
        _TEAM.search(line[max(0, start - 120) : end + 60])
        or _ROLE.search(line[max(0, start - 60) : start])
    )
