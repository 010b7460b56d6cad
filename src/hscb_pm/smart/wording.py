"""Better wordings, drawn from the row itself; what is missing is a slot to fill."""

import re
from typing import Final

from hscb_pm.smart.grammar import STOP
from hscb_pm.smart.reading import Reading
from hscb_pm.smart.task import Deed

_LONGEST: Final = 160
_LEADING: Final = frozenset("that the of to on in about with how a an".split())


_BASIS: Final = re.compile(r"\b(?:on )?an? (?:basis|manner|way)\b ?")
"""What is left of "on an ongoing basis"."""


class Row:
    """What a better wording is made of."""

    __slots__ = ("_concrete", "_given", "_reading", "_sentence", "due", "owner")

    def __init__(self, given: str, reading: Reading, owner: str, due: str) -> None:
        self._given = given
        self._sentence = ""
        self._concrete: tuple[Deed, str] | None = None
        self._reading = reading
        self.owner = owner or "[role]"
        self.due = due or "[date]"

    @property
    def sentence(self) -> str:
        """The action on one line, without its full stop."""
        if not self._sentence:
            self._sentence = _cut(" ".join(self._given.split()).rstrip(" .;,"))
        return self._sentence

    def concrete(self, deed: Deed) -> str:
        """A task in the place of a vague verb."""
        if self._concrete is None or self._concrete[0] is not deed:
            about = self.sentence if deed.passive else self.object_of(deed)
            template = _TEMPLATES.get(deed.hit.pattern.name, _CHECK)
            words = template.format(owner=self.owner, about=lower_first(about), due=self.due)
            self._concrete = deed, words
        return self._concrete[1]

    def from_deed(self, deed: Deed) -> str:
        """The task from its verb on, without its full stop."""
        start, _ = self._reading.span(deed.hit)
        return _tidy(self._given[start : self._end_of(deed)])

    def task(self, deed: Deed | None) -> str:
        """The task as one tells somebody to do it: from an active verb on."""
        if deed is None:
            return f"complete: {self.sentence}"
        if deed.passive:
            return f"see this done: {self.sentence}"
        return self.from_deed(deed)

    def object_of(self, deed: Deed) -> str:
        """What a verb is about: the words after it, or before it if it is passive."""
        _, after = self._reading.span(deed.hit)
        words = _tidy(self._given[after : self._end_of(deed)])
        first, _, rest = words.partition(" ")
        if first.lower() in _LEADING - {"the", "a", "an", "how", "in"} and rest:
            words = rest
        return words or self.sentence

    def _end_of(self, deed: Deed) -> int:
        reading = self._reading
        at = deed.hit.last
        while at < len(reading.words) and reading.breaks[at] != STOP:
            at += 1
        return reading.given_span(reading.starts[at - 1], reading.ends[at - 1])[1]

    def without(self, spans: tuple[tuple[int, int], ...]) -> str:
        """The action without some of its words."""
        kept, end = [], 0
        for start, stop in spans:
            kept.append(self._given[end:start])
            end = stop
        kept.append(self._given[end:])
        return _cut(
            _BASIS.sub("", " ".join("".join(kept).split()))
            .replace(" ,", ",")
            .replace(" .", ".")
            .strip(" .;,-")
        )


def _tidy(words: str) -> str:
    return _cut(" ".join(words.split()).strip(" .;,:-"))


def _cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0].rstrip(" .;,:-") + " …"


def lower_first(words: str) -> str:
    """The words as they go on in a sentence; initials and short forms keep their capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


_CHECK: Final = (
    "{owner} to audit [number] cases for this: {about}; and report the result to [group] by {due}"
)
_TEMPLATES: Final = {
    "promotes": "{owner} to train [number] staff in {about} by {due}",
    "reminds": "{owner} to audit [number] cases for this: {about}; and report the result to"
    " [group] by {due}",
    "watches": "{owner} to report [number] figures on {about} to [group] every quarter, first by"
    " {due}",
    "considers": "{owner} to write an options paper on {about}, for [group] to decide by {due}",
    "goes on": "{owner} to report to [group] by {due} on [number] examples of this: {about}",
    "supports": "{owner} to hold [number] sessions with {about} by {due}",
}
