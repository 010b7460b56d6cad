"""What a verb is done to, and whether that makes it a task one can see."""

from functools import cache
from typing import Final

from hscb_pm.lazily import lazy
from hscb_pm.smart.grammar import STOP
from hscb_pm.smart.pattern import Form, Hit, verb_forms
from hscb_pm.smart.reading import Reading

REACH: Final = 12
PREPOSITIONS: Final = frozenset(
    "of to for in on that which who so and how from between within about by".split()
)
THINGS: Final = frozenset(("artefact", "event", "post"))
_OF_SOMETHING: Final = frozenset(("staffs and buys", "rules"))
_STRONG: Final = (
    "introduce institute supply give offer install issue provide receive establish create begin"
    " start commence update extend devise design".split()
)
_TO_EACH: Final = (["every"], ["each"], ["all"])
_ONE: Final = frozenset("a an two three four five six new additional".split())
_CREATORS: Final = frozenset(
    "create creati establ introd provid provis set setup supply suppli put launch institu form"
    " design devise produce build open offer appoin recrui have has".split()
)
_INSTRUMENT: Final = lazy(
    r"\b(?:through|via|using|by means of|by|with) (?:[\w-]+ ){0,5}?(?:dashboard|data ?set"
    r"|scorecard|audits?|auditing"
    r"|reports?|surveys?|kpis?|indicators?|returns?|samples?|sampling|data|spot checks|reviews"
    r"|tracker)\b"
)
_RATE: Final = lazy(r"\b(?:numbers?|percentages?|proportion|rates?|how many)\b|%")
_REPORTED: Final = lazy(
    r"\breport|\b(?:monthly|quarterly|weekly|termly|annually|each|every)\b"
    r"|\bto the [\w ]{0,40}group\b"
)
_FROM_TO: Final = lazy(
    r"\bfrom (?:[\w.]+ )?[\d.]+ ?%?(?: \w+)? to [\d.]+|\bby \d+(?:\.\d+)? ?(?:%|per ?cent)|\bto"
    r" \d+(?:\.\d+)? ?(?:%|per ?cent)"
)
_RHYTHM: Final = lazy(
    r"\b(?:annual|annually|quarterly|monthly|weekly|termly|yearly|six-?monthly|every|each"
    r" (?:year|term|quarter))\b"
)
_ONLY_USED: Final = frozenset("used applied followed maintained had taken kept moved".split())
_NEAR: Final = 4
_SYSTEMS: Final = frozenset(
    "mechanism mechanisms process processes system systems arrangements culture"
    " approach practice responsibility responsibilities development quality sharing keeping"
    " collection making makers skills capability capacity issues culture usage".split()
)
_ENDS_OBJECT: Final = frozenset(
    "around about regarding concerning in on for within between from under against at by across so"
    " that which who where when into throughout towards with pending after until before"
    " following".split()
)
_DELIVERS: Final = frozenset(
    "deliver implement execute action achieve progress follow apply use".split()
)
_PLANS: Final = frozenset(
    "strategy strategies plan plans vision agenda priorities programme framework objectives aims"
    " actions commitments".split()
)
FINITE: Final = frozenset(
    "the a an all each every its their our his her this these both any two three four five"
    " six ten".split()
)


def is_concrete(reading: Reading, hit: Hit, *, thing: bool, abstract: bool, figures: bool) -> bool:
    """Whether a verb and its object are a task that has an end."""
    kind = hit.pattern.kind
    if kind in {"event", "task", "unknown"} and not thing and _is_empty(reading, hit):
        return False
    if kind in {"event", "task"}:
        return not (abstract and (kind == "task" or hit.pattern.name in _OF_SOMETHING))
    if kind == "unknown":
        start = reading.sentence_start(hit.first)
        return not abstract and not _abstract_before(reading, start, hit.first)
    if kind == "light":
        return thing or _told(reading, hit) or (not abstract and _is_made(reading, hit))
    return in_writing(reading, hit) or _by_means(reading, hit, figures=figures)


_WORK: Final = lazy(
    r"\s*(?:(?:a|an|the|some|any|further|more|additional) ){0,2}(?:(?:pieces?|bit) of )?work\b"
    r"(?=\s*(?:$|[.,;]|around|on|about|in|to|regarding|with|by|for))"
)
_EMPTY: Final = frozenset(
    "practice practices learning progress work issues matters actions things performance tasks"
    " outcomes".split()
)
_BARE: Final = frozenset(("order", "to"))


def _is_empty(reading: Reading, hit: Hit) -> bool:
    """Whether nothing says what it is done to: "Complete", "Review practice", "do some work"."""
    at, words = hit.last, reading.words
    if hit.form == Form.ED and hit.frame != "had":
        return False
    if at >= len(words):
        return (
            hit.frame in _BARE
            and not reading.sentence_start(hit.first)
            and not any(
                noun.pattern.kind in THINGS and noun.last <= hit.first for noun in reading.nouns
            )
        )
    if words[at] in _EMPTY:
        return at + 1 == len(words) or reading.breaks[at + 1] > 0 or words[at + 1] == "by"
    return _WORK.match(reading.text, reading.ends[at - 1]) is not None


def _is_made(reading: Reading, hit: Hit) -> bool:
    """Whether something is made or given, whatever it is called: "introduce a curfew"."""
    return (
        reading.words[hit.first] in _strong()
        or reading.words[hit.last : hit.last + 1] in _TO_EACH
        or _makes_one(reading, hit)
        or _elliptical(reading, hit)
    )


def _by_means(reading: Reading, hit: Hit, *, figures: bool) -> bool:
    """Whether a vague verb says how much, how often or by what means."""
    name = hit.pattern.name
    if name == "goes on":
        return _countable(reading, hit)
    if name == "watches":
        end = reading.ends[hit.last - 1]
        return _INSTRUMENT.search(reading.text, end) is not None or (
            _RATE.search(reading.text, end) is not None
            and _REPORTED.search(reading.text) is not None
        )
    if name == "improves":
        return figures and _FROM_TO.search(reading.text) is not None
    return figures and hit.pattern.kind == "direction"


@cache
def _strong() -> frozenset[str]:
    """The verbs whose object is a thing, unless it is known for an abstract one."""
    return frozenset(form for verb in _STRONG for form in verb_forms(verb))


def _makes_one(reading: Reading, hit: Hit) -> bool:
    """Whether one new thing is made, whatever it is called: "introduce a curfew"."""
    if hit.form == Form.ED and hit.frame == "passive":
        return False
    following = reading.words[hit.last : hit.last + 1]
    return bool(following) and following[0] in _ONE and reading.words[hit.first][:6] in _CREATORS


def in_writing(reading: Reading, hit: Hit) -> bool:
    """Whether it is to be done in writing: "give advice in writing"."""
    at = hit.last
    return "writing" in reading.present and any(
        reading.words[place : place + 2] == ["in", "writing"]
        for place in range(at, min(at + REACH, len(reading.words)))
    )


def _told(reading: Reading, hit: Hit) -> bool:
    """Whether somebody is brought up to date: "update the Board"."""
    return (
        reading.words[hit.first].startswith("updat")
        and any(
            reading.words[hit.last : hit.last + 1] == [word] for word in ("us", "members", "me")
        )
    ) or (
        reading.words[hit.first].startswith("updat")
        and any(
            noun.pattern.kind in {"role", "body", "group"}
            and hit.last <= noun.first <= hit.last + 2
            for noun in reading.nouns
        )
    )


def _elliptical(reading: Reading, hit: Hit) -> bool:
    """Whether the object was said before: "The list is incomplete. (Action: JB to provide)"."""
    ends = hit.last >= len(reading.words) or reading.breaks[hit.last] == STOP
    return (
        ends
        and hit.frame in {"to", "modal"}
        and any(noun.pattern.kind in THINGS and noun.last <= hit.first for noun in reading.nouns)
    )


def _countable(reading: Reading, hit: Hit) -> bool:
    """Whether what goes on comes round at fixed times: "continue the annual audit"."""
    start = reading.sentence_start(hit.first)
    return (
        any(
            noun.pattern.kind in {"event", "artefact"} and noun.first >= start
            for noun in reading.nouns
        )
        and _RHYTHM.search(reading.text, reading.starts[start]) is not None
    )


def object_of(reading: Reading, hit: Hit, limit: int) -> tuple[bool, bool]:
    """Whether what a verb is done to can be seen, and whether it cannot."""
    if (hit.form == Form.ED and hit.frame == "passive") or hit.pattern.name == "exists":
        told = _before(reading, hit)
        if told is not None:
            return told
    end = min(limit, hit.last + REACH)
    near = _end_of_object(reading, hit.last, end)
    if hit.pattern.kind == "light":
        end = min(end, near)
        if _carries_out_a_plan(reading, hit, end):
            return False, True
        if _quoted(reading, hit):
            return True, False
    return _after(reading, hit, near, end)


_CARRIED: Final = frozenset(("comple", "implem", "action", "delive", "progre", "addres"))
_ASKED_FOR: Final = frozenset(("recommendation", "recommendations", "actions", "objectives"))


def _before(reading: Reading, hit: Hit) -> tuple[bool, bool] | None:
    """What stands before a passive verb; None if that says nothing."""
    light = hit.pattern.kind == "light"
    if light and reading.words[hit.first] in _ONLY_USED:
        return False, True
    start = reading.sentence_start(hit.first)
    if reading.words[hit.first][:6] in _CARRIED and not _ASKED_FOR.isdisjoint(
        reading.words[start : hit.first]
    ):
        return False, True
    if any(
        noun.pattern.kind in THINGS and start <= noun.first and noun.last <= hit.first
        for noun in reading.nouns
    ):
        return True, False
    abstract = _abstract_before(reading, start, hit.first)
    return None if light and not abstract else (False, abstract)


def _after(reading: Reading, hit: Hit, near: int, end: int) -> tuple[bool, bool]:
    """What stands after a verb; what is abstract must stand near."""
    abstract_at = -1
    for noun in reading.nouns:
        if not hit.last - 1 <= noun.first < end:
            continue
        if noun.pattern.kind == "abstract":
            if hit.last <= noun.first < near and abstract_at < 0:
                abstract_at = noun.last
        elif noun.pattern.kind in THINGS and (noun.last > hit.last or hit.last - hit.first > 1):
            if reading.words[noun.last : noun.last + 1] and reading.words[noun.last] in _SYSTEMS:
                if _thing_after(reading, noun.last, end):
                    continue
                return False, True
            thing = abstract_at < 0 or _qualifies(reading, abstract_at, noun.first)
            return thing, not thing
    return False, abstract_at >= 0


def _abstract_before(reading: Reading, start: int, end: int) -> bool:
    return any(
        noun.pattern.kind == "abstract" and start <= noun.first and end - _NEAR < noun.last <= end
        for noun in reading.nouns
    )


def engages(reading: Reading, hit: Hit) -> bool:
    """Whether somebody is given a post: "appoint a senior officer"."""
    return hit.pattern.name == "staffs and buys" and any(
        noun.pattern.kind == "role" and hit.last <= noun.first <= hit.last + 4
        for noun in reading.nouns
    )


def _thing_after(reading: Reading, at: int, end: int) -> bool:
    """Whether a thing follows at once: "information sharing protocol"."""
    return any(
        noun.pattern.kind in THINGS and at <= noun.first <= at + 2 and noun.first < end
        for noun in reading.nouns
    )


def _end_of_object(reading: Reading, first: int, end: int) -> int:
    """Where the first thing that a verb takes ends: at a preposition, once there is something."""
    something = False
    for at in range(first, end):
        word = reading.words[at]
        if word in _ENDS_OBJECT:
            if something:
                return at
        elif word not in FINITE:
            something = True
    return end


def _carries_out_a_plan(reading: Reading, hit: Hit, end: int) -> bool:
    """Whether a plan that is there already is to be carried out, whatever that takes."""
    words = reading.words[hit.last : end]
    verb = reading.words[hit.first]
    return (
        any(verb.startswith(stem[:6]) for stem in _DELIVERS if stem not in {"use", "apply"})
        and bool(words)
        and words[0] in {"the", "our", "its", "their", "this"}
        and any(word in _PLANS for word in words[1:8])
        and not any(word in {"training", "workshop", "report", "actionplan"} for word in words)
    )


def _quoted(reading: Reading, hit: Hit) -> bool:
    """Whether a verb takes something that has a name in quotation marks."""
    end = reading.ends[hit.last - 1]
    return any(mark in reading.text[end : end + 8] for mark in ("'", '"', "\u201c")) and (
        hit.last < len(reading.words)
    )


def _qualifies(reading: Reading, abstract_end: int, noun: int) -> bool:
    """Whether an abstract word only describes the thing after it: "a clear written protocol"."""
    between = set(reading.words[abstract_end:noun]) - {"and"}
    return len(between) < _NEAR and not any(
        word in PREPOSITIONS for word in between if word != "and"
    )
