"""T: by when. A date or a bounded period, in the text or in the column of dates."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from hscb_pm.lazily import lazy
from hscb_pm.smart.actor import says_nothing
from hscb_pm.smart.folding import Folded
from hscb_pm.smart.reading import Reading, time_expressions
from hscb_pm.smart.task import Tasks
from hscb_pm.smart.verdicts import Field

_PAST: Final = frozenset(
    "requested received published agreed issued introduced commissioned conducted died"
    " born undertaken identified"
    " made"
    " held dated recommended approved took completed produced found raised started signed inspected"
    " reported launched reviewed carried adopted written ratified occurred happened place".split()
)
_OF: Final = frozenset("of dated from since the following after last".split())
_WEEK: Final = frozenset("week beginning commencing end start w/c wc month middle".split())
_FOLLOWED: Final = lazy(
    r"\s*(?:annual )?(?:report|review|inspection|data|figures|findings|return|act|guidance"
    r"|survey|framework|meetings|conference|programme|budget|audit|strategy|plan)\b"
)
_EACH: Final = lazy(
    r"\s*(?:of|from|after|following) (?:each|every|any|an? (?:child|referral|request|incident"
    r"|concern|person|young)"
    r"|the (?:child|referral|incident|request)|being|becoming|admission|referral|birth|receipt"
    r"|discharge|request)\b"
)
_STANDARD: Final = lazy(
    r"\b(?:that|are|is|which|who|when|where|cases?|child(?:ren)?|referrals?|becoming|every|all"
    r"|each)\b"
)
_MAKES_RHYTHM: Final = frozenset(
    "submit provide produce publish report undertake conduct hold receive complete present run"
    " issue"
    " send audit review carry convene deliver circulate prepare commission attend include write"
    " meet"
    " continue host organise arrange perform do have share bring table inspect survey make"
    " give monitor".split()
)
_SENDS: Final = lazy(r"\b(?:circulat|send|sent|shar|upload|amend|updat)")
_SYSTEMS: Final = frozenset(
    "mechanism mechanisms process processes system systems arrangements procedure procedures"
    " structure"
    " structures template templates format cycle requirement requirements".split()
)


class Times(NamedTuple):
    """What a row says about time."""

    met: bool
    spans: dict[str, tuple[tuple[int, int], ...]]
    """The words that are no date, by what they are: `open`, `trigger`, `adjective`."""
    field: Field
    found: tuple[int, int] | None
    """Where the words stand that are a date, if they stand in the text."""
    fault: str = ""
    """What is wrong with a date that is none, in a sentence."""


@cache
def _due_alone() -> re.Pattern[str]:
    from hscb_pm.smart.times import DUE_ALONE

    return lazy(DUE_ALONE)


def times(reading: Reading, tasks: Tasks, due: str | date | None) -> Times:
    """Read when a row is to be done."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found: tuple[int, int] | None = None
    for pattern, start, end in reading.find(time_expressions()):
        kind = _kind(reading, tasks, pattern.kind, start, end)
        if kind == "date":
            found = found or reading.given_span(start, end)
        elif kind:
            spans.setdefault(kind, []).append(reading.given_span(start, end))
    if isinstance(due, date):
        return Times(met=True, spans=_frozen(spans), field="action", found=found)
    if due is not None and due.strip() and not says_nothing(due):
        return _beside(due, spans, found)
    if due is not None and "going" in due.lower() and not found:
        return Times(met=False, spans={"open": ((0, len(due)),)}, field="due", found=None)
    return Times(met=found is not None, spans=_frozen(spans), field="action", found=found)


def _beside(
    due: str,
    spans: dict[str, list[tuple[int, int]]],
    found: tuple[int, int] | None,
) -> Times:
    """What the column of dates says, or else the text."""
    fault = fault_of(due)
    due_met, due_spans = (False, {}) if fault else _due(due)
    if due_met or fault or not (found or spans):
        met = due_met or bool(found)
        return Times(met=met, spans=due_spans, field="due", found=found, fault=fault)
    if not found and due_spans:
        return Times(met=False, spans=due_spans, field="due", found=None)
    return Times(met=found is not None, spans=_frozen(spans), field="action", found=found)


_DAY: Final = lazy(r"(?:by |on |before )?(\d\d?)[/.-](\d\d?)[/.-](?:20)?(\d\d)\b")
_ISO_DAY: Final = lazy(r"(?:by |on |before )?20(\d\d)-(\d\d?)-(\d\d?)\b")
_STARTS: Final = lazy(
    r"(?:with effect )?(?:from|starting|commencing|beginning)\b(?!.*\b(?:to|until|till|by)\b)"
)
_ALONE: Final = lazy(
    r"(?:\d{1,3}|an?|one|two|three|four|six|nine|twelve) (?:day|week|month|year)s?$"
)
_YEARLESS: Final = lazy(r"(?!.*\b20\d\d)(?!.*\d\d).*\b(?:half[- ]?term|holidays?|break|recess)\b")


@lru_cache(maxsize=1024)
def fault_of(due: str) -> str:
    """Why what looks like a date is none."""
    text = " ".join(Folded(due).text.split()).strip(" .;,")
    if (day := _DAY.match(text)) is not None:
        return _no_such_day(day.group(1), day.group(2), day.group(3), due)
    if (day := _ISO_DAY.match(text)) is not None:
        return _no_such_day(day.group(3), day.group(2), day.group(1), due)
    if _STARTS.match(text):
        return "It says when it starts, and not by when it is done."
    if _ALONE.match(text):
        return "It says how long, and not from when."
    if _YEARLESS.match(text):
        return "It comes more than once: say in which year."
    return ""


def _no_such_day(day: str, month: str, year: str, due: str) -> str:
    try:
        date(2000 + int(year), int(month), int(day))
    except ValueError:
        return f"There is no such day as {' '.join(due.split())[:40]}."
    return ""


def _frozen(spans: dict[str, list[tuple[int, int]]]) -> dict[str, tuple[tuple[int, int], ...]]:
    return {kind: tuple(places) for kind, places in spans.items()}


@lru_cache(maxsize=1024)
def _due(due: str) -> tuple[bool, dict[str, tuple[tuple[int, int], ...]]]:
    if _due_alone().search(Folded(due).text):
        return True, {}
    reading = Reading(due, verbs=False)
    spans: dict[str, list[tuple[int, int]]] = {}
    for pattern, start, end in reading.find(time_expressions()):
        if pattern.kind in {"date", "reference", "span", "rhythm", "adjective"}:
            return True, {}
        if pattern.kind in {"open", "trigger"}:
            spans.setdefault(pattern.kind, []).append(reading.given_span(start, end))
    return False, _frozen(spans)


def _kind(reading: Reading, tasks: Tasks, kind: str, start: int, end: int) -> str:
    """What an expression is here: `date` for all that bounds the task."""
    if kind == "rhythm":
        return "date"
    if kind == "reference":
        return "" if _is_past(reading.text, start, end) else "date"
    if kind in {"span", "date"} and _EACH.match(reading.text, end):
        return ""
    if kind == "span":
        return (
            "" if _STANDARD.search(reading.text, 0, start) and not _late(reading, end) else "date"
        )
    if kind == "adjective":
        return "date" if _recurs(reading, tasks, end) else "adjective"
    return "" if kind == "name" else kind


def _late(reading: Reading, end: int) -> bool:
    """Whether the words are about this very text: "of publication of this report"."""
    return "this" in reading.text[end : end + 60].split()


def _is_past(text: str, start: int, end: int) -> bool:
    """Whether a date is that of something past, or part of a name."""
    before = text[max(0, start - 40) : start].replace(",", " ").split()
    words = text[start:end].split()
    first = words[0] if words else ""
    previous = before[-1] if before else ""
    ahead = "ahead" in before[-3:] or before[-2:] == ["advance", "of"]
    if ahead or first in {"by", "before", "until", "till"} or "end" in words:
        return False
    if _FOLLOWED.match(text, end):
        return True
    if previous in _OF and not any(word in _WEEK for word in before[-3:]) and first != "in":
        return previous != "the" or not first[:1].isalpha()
    if previous in _PAST:
        return "be" not in before[-4:-1]
    if previous in _PLANS and first[:1].isdigit():
        return True
    return len(words) == 1 and "/" in first and previous.isalpha() and previous not in _PREPS


_PLANS: Final = frozenset("plan strategy programme framework report act guidance".split())
_PREPS: Final = frozenset(
    "in by for during until to on from throughout within over year and".split()
)


def _recurs(reading: Reading, tasks: Tasks, end: int) -> bool:
    """Whether a rhythm said of a thing is that of the task: "hold quarterly meetings"."""
    before = reading.text[max(0, end - 40) : end].split()[:-1]
    if "draft" in before or ("the" in before[-1:] and _SENDS.search(reading.text)):
        return False
    following = reading.text[end : end + 60].split()[:4]
    if any(word.strip(".,;") in _SYSTEMS for word in following):
        return False
    if all(deed.passive for deed in tasks.mains) and _before_event(reading, end):
        return True
    if any(deed.concrete and deed.hit.pattern.kind in _WORK for deed in tasks.mains):
        return True
    return any(
        reading.words[word] in _forms()
        for deed in tasks.deeds
        if deed.main or deed.concrete
        for word in range(deed.hit.first, deed.hit.last)
    )


def _before_event(reading: Reading, end: int) -> bool:
    """Whether a rhythm is said of an event: "weekly team meetings"."""
    return any(
        noun.pattern.kind == "event" and 0 <= reading.starts[noun.first] - end <= _NEAR
        for noun in reading.nouns
    )


_NEAR: Final = 20
_WORK: Final = frozenset(("event", "task", "unknown"))


@cache
def _forms() -> frozenset[str]:
    from hscb_pm.smart.pattern import verb_forms

    return frozenset(form for verb in _MAKES_RHYTHM for form in verb_forms(verb))
