"""A task in the place of a vague verb: what somebody could do about the same thing."""

import re
from typing import Final

from hscb_pm.lazily import lazy
from hscb_pm.smart.grammar import STOP
from hscb_pm.smart.reading import Reading
from hscb_pm.smart.seeing import (
    CHILDREN,
    FINITE,
    PEOPLE,
    PLURALS,
    instrument,
    is_clause,
    people,
    seen,
)
from hscb_pm.smart.task import Deed
from hscb_pm.smart.wording import Row, lower_first, topic

_DOCUMENTS: Final = lazy(
    r"\b(?:policy|policies|protocol|procedures?|pathway|guidance|toolkit|tool|form|standards?)\b",
    re.IGNORECASE,
)
_TO_DO: Final = lazy(
    r"\b(?:recommendations?|actions?|plans?|strateg\w+|objectives)\b", re.IGNORECASE
)
AUDIENCE: Final = lazy(
    r"\b(?:among|amongst|across|within|with|to) (?:all |the )*"
    r"((?:[\w-]+ )?(?:staff|gps|practitioners|professionals|schools|parents|children|managers"
    r"|partners|partner agencies|agencies|young people|teachers|governors|social workers))$",
    re.IGNORECASE,
)
_TOLD: Final = lazy(
    r"^(?P<who>.{1,80}?) (?:(?:should |must |to )?be (?:reminded|encouraged|urged|asked|told)"
    r" )?(?:to|that they (?:should|must)) (?P<what>(?!the\b|all\b|a\b).+)$",
    re.IGNORECASE,
)
_REGARDING: Final = lazy(r"\b(?:regarding|concerning|in relation to|with regard to|on|over)\b")
_OPTIONS: Final = frozenset(
    "consid explor look lookin discus examin think invest identi seek find debate weigh give revisi"
    " have hold".split()
)
_ASSURED: Final = lazy(
    r"(?:from (?P<who>.+?) )?(?P<link>about|on|of|regarding|around|as to|that) (?P<what>.+)$",
    re.IGNORECASE,
)
_AGENDA: Final = lazy(
    r"(?:a )?(?:standing )?agenda item(?: (?:on|about) (.+?))?"
    r"(?: (?:for|at|of) (?:the |each |every )?"
    r"(?:next )?[\w ]{0,30}meetings?)?$",
    re.IGNORECASE,
)
_BE_SUCH: Final = (["be", "more"], ["be", "better"])
_CAME: Final = "and send the list of who came to [group]"
_AGREED: Final = "and send the agreed note to [group]"
_EARLY: Final = 2
_FEW: Final = 4
_LISTENING: Final = frozenset("listen listens listened listening".split())
_LOBBYING: Final = frozenset(("lobby", "lobbied", "influence", "challenge", "liaise", "influenced"))


def better(row: Row, deed: Deed) -> str:
    """The whole wording: who is to do what, seen how, and by when."""
    return f"{row.owner} to {_task(row, deed)}"


def heading(row: Row) -> str:
    """A wording for a heading or a state of affairs."""
    words = lower_first(row.sentence)
    if not words:
        return f"{row.owner} to write a plan of [number] steps, and present it to [group] {row.by}"
    if FINITE.search(words.lower()):
        return f"{row.owner} to {seen(row, words, clause=True)}"
    if (item := _AGENDA.match(words)) is not None:
        on = f"on {item.group(1)}" if item.group(1) else "with [number] points"
        return f"{row.owner} to table a paper {on} at [group] {row.by}"
    if (options := re.match(r"options (?:for|on|paper on) (.+)", words)) is not None:
        paper = f"write an options paper on {options.group(1)}"
        return f"{row.owner} to {paper}, for [group] to decide {row.by}"
    if words.lower() in {"training", "awareness training"}:
        return f"{row.owner} to train [number] staff {row.by}, and send the attendance to [group]"
    return f"{row.owner} to write a plan on {words}, and present it to [group] {row.by}"


def _task(row: Row, deed: Deed) -> str:
    name = deed.hit.pattern.name
    verb = row.reading.words[deed.hit.first]
    make = _BY_FAMILY.get(name)
    about = row.topic_of(deed)
    made = make(row, deed, about, verb) if make is not None else ""
    if made:
        return made
    if deed.hit.pattern.kind == "admonish" or (make is None and _is_told(row, deed)):
        return _told(row, deed)
    if not about:
        if verb.startswith("train"):
            return f"train [number] staff {row.by}, {_CAME}"
        return f"write a plan of [number] steps, and present it to [group] {row.by}"
    return _carried_out(row, about) or seen(row, about, clause=is_clause(row.rest_of(deed)))


def _carried_out(row: Row, about: str) -> str:
    """How one sees that recommendations or a plan are carried out."""
    head = re.split(r" (?:of|from|in|for) ", about)[0]
    if not _TO_DO.search(head) or CHILDREN.search(head) or instrument(row.measure):
        return ""
    if head.endswith("s") and not re.search(r"\d", head):
        return f"report to [group] {row.by} how many of {about} are done"
    return f"table the evidence on {about} at [group] {row.by}"


def _is_told(row: Row, deed: Deed) -> bool:
    return row.reading.words[deed.hit.first - 1 : deed.hit.first] in (
        ["should"], ["must"], ["shall"], ["to"],
    ) and PEOPLE.match(row.subject_of(deed)) is not None  # fmt: skip


# --- by the family of the verb ----------------------------------------------------------------


def _promoted(row: Row, deed: Deed, about: str, verb: str) -> str:
    if not about:
        return ""
    if verb[:6] in {"lobby", "lobbie", "influe"}:
        return (
            f"write to {_REGARDING.sub('about', about, 1)} {row.by}, and table the reply at [group]"
        )
    if verb[:6] in {"encour", "inspir", "motiva"}:
        return _told(row, deed)
    if re.match(r"the (?:child's )?(?:voice|views)\b|(?:the )?voice of|children's", about):
        return f"audit [number] files for {about}, and report the result to [group] {row.by}"
    found = AUDIENCE.search(about)
    staff = "staff"
    if found:
        about, staff = about[: found.start()].rstrip(" ,"), found.group(1)
    if not about:
        return ""
    return f"brief [number] {staff} on {topic(about) or about} {row.by}, {_CAME}"


def _supported(row: Row, deed: Deed, about: str, verb: str) -> str:
    rest = row.rest_of(deed)
    found = CHILDREN.match(re.sub(r"^(?:to |with |the |all |our )+", "", rest.lower()))
    if verb in _LISTENING:
        who = people(rest)
        who = who if CHILDREN.search(rest) else "children"
        return f"hold [number] meetings with {who}, and report to [group] {row.by} what changed"
    if found:
        who = PLURALS.get(found.group(), found.group())
        after = re.split(
            r"\b" + re.escape(found.group()) + r"\b", rest, maxsplit=1, flags=re.IGNORECASE
        )[-1]
        after = topic_tail(after)
        help_had = f"interview [number] {who} about the help they have{after}"
        return f"{help_had}, and report it to [group] {row.by}"
    if not about:
        return f"review [number] cases with [group], and report what was found {row.by}"
    if (between := re.search(r"\bbetween .+ and .+", about)) is not None:
        return f"hold [number] meetings {between.group()} {row.by}, {_AGREED}"
    if _names_somebody(about, row.reading):
        first = re.split(r" to (?:raise awareness of )?(?=.)", about, maxsplit=1)
        if len(first) > 1 and " to raise awareness of " not in about:
            first = first[:1]
        first = (
            first
            if len(first) > 1
            else re.split(r" (?:to|regarding|about|on|in|for|around|and) ", about, maxsplit=1)
        )
        more = f" about {topic(first[1]) or first[1]}" if len(first) > 1 and first[1] else ""
        return f"hold [number] meetings with {first[0]}{more} {row.by}, {_AGREED}"
    return ""


def topic_tail(words: str) -> str:
    """What follows the people who are helped, if it says with what: "through the transition"."""
    words = words.strip(" ,;:")
    first = words.partition(" ")[0].lower()
    if first in {"through", "during", "after", "before", "with", "in", "at"}:
        return f" {words}"
    return f" {words}" if first == "to" else ""


def _names_somebody(about: str, reading: Reading) -> bool:
    told = Reading(" ".join(about.split()[:4]), verbs=False)
    return any(
        hit.pattern.kind in {"body", "group", "role"} and hit.first <= _EARLY for hit in told.nouns
    ) and bool(reading.words)


def _ensured(row: Row, deed: Deed, about: str, _verb: str) -> str:
    words = row.reading.words[deed.hit.first : deed.hit.last]
    rest = row.rest_of(deed)
    if deed.passive:
        rest = row.quoted(deed.hit.last, _end(row.reading, deed.hit.last))
        about = topic(rest)
    about = about or rest.removeprefix("that ")
    if {"assurance", "assured"} & set(words) and (found := _ASSURED.match(rest)) is not None:
        who = found.group("who") or "each agency"
        what = found.group("what")
        link = "that" if found.group("link") == "that" else "on"
        asked = f"write to {who} for a written statement {link} {what}"
        return f"{asked} {row.by}, and table the replies at [group]"
    return seen(row, about, clause=is_clause(rest)) if about else ""


def _improved(row: Row, _deed: Deed, about: str, _verb: str) -> str:
    return _carried_out(row, about) if about else ""


def _gone_on(row: Row, _deed: Deed, about: str, _verb: str) -> str:
    about = re.sub(
        r"^(?:oversight|an overview|overview|focus|momentum|links) (?:of|on|with) ", "", about
    )
    if not about:
        return ""
    rhythm = row.by if row.by.startswith("each ") else f"each quarter, first {row.by}"
    if CHILDREN.search(about) and len(about.split()) <= _FEW:
        return f"report to [group] a count of {about} {rhythm}"
    return ""


def _watched(row: Row, _deed: Deed, about: str, _verb: str) -> str:
    rhythm = row.by if row.by.startswith("each ") else f"each quarter, first {row.by}"
    return f"report figures on {about or '[number] indicators'} to [group] {rhythm}"


def _considered(row: Row, _deed: Deed, about: str, verb: str) -> str:
    if verb[:6].rstrip("s") not in _OPTIONS and verb[:6] not in _OPTIONS:
        return ""
    if row.owner != "[role]" and about.lower() == row.owner.lower():
        about = ""
    if not about:
        return f"write a paper with [number] options, for [group] to decide {row.by}"
    return f"write an options paper on {about}, for [group] to decide {row.by}"


def _told(row: Row, deed: Deed) -> str:
    """A check of what people were told to do, in the place of telling them."""
    rest, subject = row.rest_of(deed), row.subject_of(deed)
    if row.reading.words[deed.hit.first : deed.hit.last] in _BE_SUCH and topic(rest):
        return seen(row, f"the work is {topic(rest)}", clause=True)
    after = row.quoted(deed.hit.last, _end(row.reading, deed.hit.last))
    if after.startswith(("to ", "that they ")):
        rest = f"{subject} {after}"
    elif deed.passive:
        rest = after
    if (found := _TOLD.match(rest)) is not None and PEOPLE.match(found.group("who")):
        return seen(row, lower_first(f"{found.group('who')} {found.group('what')}"), clause=True)
    if not deed.passive and subject and deed.hit.pattern.kind != "admonish":
        clause = f"{subject} {row.task(deed)}"
        return seen(row, lower_first(clause), clause=True)
    about = topic(rest) or topic(row.topic_of(deed))
    if not about:
        return f"write a plan of [number] steps, and present it to [group] {row.by}"
    if _DOCUMENTS.search(about):
        return f"audit [number] files for use of {about}, and report the result to [group] {row.by}"
    return (
        seen(row, about, clause=False)
        if instrument(row.measure)
        else (f"survey [number] staff about {about}, and report the result to [group] {row.by}")
    )


def _end(reading: Reading, at: int) -> int:
    while at < len(reading.words) and reading.breaks[at] != STOP:
        at += 1
    return at


_BY_FAMILY: Final = {
    "promotes": _promoted,
    "supports": _supported,
    "passes on": _promoted,
    "ensures": _ensured,
    "improves": _improved,
    "goes on": _gone_on,
    "watches": _watched,
    "considers": _considered,
}
