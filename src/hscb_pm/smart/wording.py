"""The parts of a row that a better wording quotes: owner, date, and what it is about."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from hscb_pm.lazily import lazy
from hscb_pm.smart.actor import Actor
from hscb_pm.smart.due_words import NO_DATE, of_date, of_words
from hscb_pm.smart.grammar import BE, MODALS, STOP
from hscb_pm.smart.pattern import Form, verb_forms
from hscb_pm.smart.reading import Reading, time_expressions, verb_index
from hscb_pm.smart.task import Deed, Tasks
from hscb_pm.smart.timely import Times

_LONGEST: Final = 160
_LOOSE: Final = lazy(
    r",? ?\b(?:on an? (?:on-?going|regular|continuous|continual|continuing|rolling|routine) basis"
    r"|on-?going|as (?:and when )?(?:appropriate|required|needed|necessary)|(?:where|when|if)"
    r" (?:appropriate|necessary|possible|required|needed)|regularly|routinely|continually"
    r"|continuously|constantly|always|periodically|frequently|a\.?s\.?a\.?p\b\.?"
    r"|as soon as (?:possible|practicable|practical)"
    r"|in due course|urgently|immediately|promptly|swiftly|in a timely (?:manner|fashion|way)"
    r"|at all times|at the earliest opportunity|without (?:undue )?delay)(?!\w)",
    re.IGNORECASE,
)
_HINTS: Final = frozenset(
    "ongoing going basis appropriate required needed necessary possible practicable practical"
    " regularly routinely continually continuously constantly always periodically frequently asap"
    " a.s.a.p course urgently immediately promptly swiftly timely times opportunity delay".split()
)
"""One of these stands in whatever is open-ended; most texts have none."""
_BASIS: Final = lazy(r"\b(?:on )?an? (?:basis|manner|way)\b ?")
"""What is left of "on an ongoing basis"."""
_WHY: Final = lazy(
    r",? (?:so that|so as to|in order (?:to|that)|to ensure|to improve|to help|with a view to"
    r"|which will|, including|, such as)\b.*",
    re.IGNORECASE,
)
_WHY_HINTS: Final = ("so that", "so as", " to ", "which will", "including", "such as")
_SMALL: Final = lazy(
    r"(?:(?:on|of|about|for|at|into|in|upon|towards|regarding|concerning|around|over|with|how)\s+)"
    r"|(?:(?:a |some |any )?(?:piece of )?work (?:around|on|about|regarding)\s+)"
    r"|(?:the (?:importance|need|issue|issues|matter|possibility) (?:of|for)\s+)"
    r"|(?:(?:some |more |further |any )?(?:ways|opportunities|options|means) (?:of|to|for|in)"
    r"(?: which)?(?: we can)?\s+)|(?:(?:better|improved|greater|increased|stronger|enhanced"
    r"|more|further|effective|good|robust|strong|closer) (?!than\b|of\b))",
    re.IGNORECASE,
)
_LAST: Final = lazy(
    r"(?:[ ,;:-]+(?:more|better|further|together|(?:more )?effectively|more \w+ly|and|or|the|a|an"
    r"|of|to|with|in|on|by|for|from|well|closely|also|this|it|them|that))+$",
    re.IGNORECASE,
)
_POINTS: Final = frozenset("it this that these those them they which who there to".split())
_MOST_WORDS: Final = 24


class Row:
    """What a better wording is made of; each part is read when it is first wanted."""

    __slots__ = (
        "_actor",
        "_by",
        "_due",
        "_found",
        "_given",
        "_sentence",
        "_times",
        "_topic",
        "measure",
        "reading",
        "tasks",
    )

    def __init__(
        self,
        given: str,
        reading: Reading,
        tasks: Tasks,
        actor: Actor | None,
        beside: tuple[str | date | None, Times, str],
    ) -> None:
        self._given = given
        self.reading = reading
        self.tasks = tasks
        self._actor = actor
        self._due, self._times, self.measure = beside
        self._sentence: str | None = None
        self._found: list[tuple[int, int]] | None = None
        self._topic: tuple[Deed, str] | None = None
        self._by: str | None = None

    @property
    def owner(self) -> str:
        """Who is to do it: one role or body, else a slot for one."""
        actor = self._actor
        if actor is None or actor.kind or not actor.known or actor.name.lower() in {"we", "i"}:
            return "[role]"
        return actor.name[:1].upper() + actor.name[1:]

    @property
    def by(self) -> str:
        """The date as it goes on after a verb: "by 31 March 2018", "each month"."""
        if self._by is None:
            self._by = _by(self._due, self._times, self._given)
        return self._by

    @property
    def sentence(self) -> str:
        """The action on one line, without its number, its full stop and its open-ended words."""
        if self._sentence is None:
            begins, _ = self.reading.given_span(self.reading.begins, self.reading.begins)
            self._sentence = plain(self._given[begins:]) if self.reading.words else ""
        return self._sentence

    def without(self, spans: tuple[tuple[int, int], ...]) -> str:
        """The action without some of its words."""
        begins, _ = self.reading.given_span(self.reading.begins, self.reading.begins)
        kept, end = [], begins
        for start, stop in spans:
            kept.append(self._given[end:start])
            end = max(end, stop)
        kept.append(self._given[end:])
        return plain(_BASIS.sub("", " ".join("".join(kept).split())))

    def quoted(self, first: int, last: int) -> str:
        """The words `[first, last)` as they were given, without dates and open-ended words."""
        if last <= first:
            return ""
        reading = self.reading
        begin, end = reading.starts[first], reading.ends[last - 1]
        kept, at = [], begin
        if self._found is None:
            self._found = [
                (start, stop)
                for pattern, start, stop in reading.find(time_expressions())
                if pattern.kind in _DATES
            ]
        for start, stop in self._found:
            if start >= at and stop <= end:
                kept.append(self._slice(at, start))
                at = stop
        kept.append(self._slice(at, end))
        return plain(" ".join(kept))

    def _slice(self, start: int, end: int) -> str:
        if end <= start:
            return ""
        first, last = self.reading.given_span(start, end)
        return self._given[first:last]

    def task(self, deed: Deed | None) -> str:
        """The task as one tells somebody to do it: from an active verb on."""
        seen = f"report to [group] {self.by} that this is done: {lower_first(self.sentence)}"
        if deed is None or deed.hit.pattern.kind not in _DONE or not deed.concrete:
            return seen
        if deed.passive:
            return self._active(deed) or seen
        after = self.reading.words[deed.hit.last : deed.hit.last + 1]
        if deed.hit.form != Form.BASE or after in (["so"], ["that"]):
            return seen
        start, _ = self.reading.span(deed.hit)
        end = self.reading.given_span(*self._until(deed))[1]
        return plain(self._given[start:end])

    def _until(self, deed: Deed) -> tuple[int, int]:
        last = _sentence_end(self.reading, deed.hit.last)
        return self.reading.starts[deed.hit.first], self.reading.ends[last - 1]

    def _active(self, deed: Deed) -> str:
        """A passive turned round: "the policy should be reviewed" is "review the policy"."""
        verb, rest = base_of(deed, self.reading), ""
        if verb.startswith("be "):
            return ""
        subject = self.subject_of(deed)
        words = subject.lower().split()
        if not verb or not words or words[0] in _POINTS | {"use", "be"} or "," in subject:
            return ""
        last = _sentence_end(self.reading, deed.hit.last)
        if last > deed.hit.last:
            start = self.reading.ends[deed.hit.last - 1]
            rest = self._slice(start, self.reading.ends[last - 1])
        return plain(f"{verb} {lower_first(subject)}{rest}")

    def subject_of(self, deed: Deed) -> str:
        """The words before a verb, without what only carries it: "staff" of "staff should be"."""
        reading = self.reading
        start = reading.sentence_start(deed.hit.first)
        end = deed.hit.first
        for at in range(start, deed.hit.first):
            if (
                reading.words[at] in MODALS
                or reading.words[at] in BE
                or (reading.words[at] == "to" and reading.words[at + 1 : at + 2] in (["be"], []))
            ):
                end = at
                break
        words = self.quoted(start, end)
        return words[:1].upper() + words[1:] if len(words.split()) <= _MOST_WORDS else ""

    def rest_of(self, deed: Deed) -> str:
        """What a verb is about: the words after it, up to the next task."""
        reading = self.reading
        if deed.passive:
            return lower_first(self.subject_of(deed))
        last = _sentence_end(reading, deed.hit.last)
        for other in self.tasks.mains:
            if deed.hit.last <= other.hit.first < last:
                last = other.hit.first
                break
        words = self.quoted(deed.hit.last, last)
        return _WHY.sub("", words) if any(hint in words for hint in _WHY_HINTS) else words

    def topic_of(self, deed: Deed) -> str:
        """What a verb is about, if it can be named: "the voice of the child"."""
        if self._topic is None or self._topic[0] is not deed:
            self._topic = deed, topic(self.rest_of(deed))
        return self._topic[1]

    def parts(self, mains: list[Deed]) -> list[str]:
        """Each task in a clause of its own; a verb without an object goes with the next."""
        found: list[str] = []
        first = None
        for at, deed in enumerate(mains):
            start = deed.hit.first if first is None else first
            following = mains[at + 1].hit.first if at + 1 < len(mains) else 0
            last = following or _sentence_end(self.reading, deed.hit.last)
            stop = _sentence_end(self.reading, deed.hit.last)
            words = self.reading.words[deed.hit.last : min(last, stop)]
            if following and following <= stop and set(words) <= _JOINS:
                first = start
                continue
            first = None
            span = self.reading.starts[start], self.reading.ends[min(last, stop) - 1]
            clause = plain(_AND_LAST.sub("", plain(self._slice(*span))))
            found.append(lower_first(clause))
        return found


_JOINS: Final = frozenset(("and", "or", "&", "then", "also"))
_AND_LAST: Final = lazy(r"(?:[,;]|\s(?:and|or|then|also|to|will|should|must|shall|is|be|are))+$")


def topic(words: str) -> str:
    """Words as the name of a thing: without the small words around them, or empty."""
    words = words.strip()
    while (small := _SMALL.match(words)) is not None:
        words = words[small.end() :]
    words = _LAST.sub("", words).strip(" .;,:-")
    if words.lower().startswith("to ") and not _is_verb(words.lower().split()[1]):
        words = words[3:]
    named = words.lower().split()
    if len(named) == 1 and (named[0].endswith("ly") or named[0] in _DEGREES):
        return ""
    if words.lower().startswith("voice of"):
        words = f"the {words}"
    if not named or named[0] in _POINTS or len(named) > _MOST_WORDS:
        return ""
    return lower_first(words)


_DEGREES: Final = frozenset(("more", "better", "further", "together", "well", "less"))


def _is_verb(word: str) -> bool:
    return any(form == Form.BASE for _, _, form in verb_index().get(word, ()))


def base_of(deed: Deed, reading: Reading) -> str:
    """The plain form of a verb: "review" of "reviewed"; empty for one of no table."""
    first, *rest = reading.words[deed.hit.first : deed.hit.last]
    return _base(deed.hit.pattern.find, first, " ".join(rest))


@lru_cache(maxsize=512)
def _base(find: str, word: str, rest: str) -> str:
    for phrase in find.split("|"):
        first, _, others = phrase.strip().partition(" ")
        if first and others == rest and word in verb_forms(first):
            return f"{first} {rest}".strip()
    return ""


_DONE: Final = frozenset(("event", "task", "light", "unknown"))
_DATES: Final = frozenset(("date", "reference", "span", "rhythm", "trigger"))


def _sentence_end(reading: Reading, at: int) -> int:
    while at < len(reading.words) and reading.breaks[at] != STOP:
        at += 1
    return at


def _by(due: str | date | None, times: Times, given: str) -> str:
    if isinstance(due, date):
        return f"by {of_date(due)}"
    if not times.met:
        return NO_DATE
    if times.field == "due" and due and not times.fault:
        return of_words(due)
    if times.found:
        start, end = times.found
        return of_words(given[start:end])
    return NO_DATE


def plain(words: str) -> str:
    """Words on one line, without open-ended words and without what ends a sentence."""
    words = " ".join(words.split())
    if not _HINTS.isdisjoint(words.lower().replace(",", " ").replace("-", " ").rstrip(".").split()):
        words = " ".join(_LOOSE.sub("", words).replace(" ,", ",").replace(" .", ".").split())
    words = words.strip(" .;,:-\u2013")
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0].rstrip(" .;,:-") + " …"


def lower_first(words: str) -> str:
    """The words as they go on in a sentence; initials, short forms and names keep capitals."""
    first, _, rest = words.partition(" ")
    if (not first[1:].islower() and first not in {"A", "I"}) or first in _NAMES:
        return words
    if first.lower() not in _BEGIN and _NAME_GOES_ON.match(rest):
        return words  # "Board Manager", "Working Together"
    return first[:1].lower() + words[1:]


_NAME_GOES_ON: Final = lazy(r"(?:of |and )?[A-Z][a-z]")
_NAMES: Final = frozenset("Ofsted Cafcass Parliament I Liquidlogic Home".split())
_BEGIN: Final = frozenset(
    "the a an all each every to in on at of for from by with ask send write review ensure publish"
    " provide develop circulate improve invite support work train update hold agree create contact"
    " complete present deliver monitor audit set make introduce tell consider explore lobby"
    " buy add use raise promote recruit appoint".split()
)
