"""How the verbs of a text stand: as an order, after a modal, in the passive."""

from collections.abc import Sequence
from typing import Final

from hscb_pm.smart.grammar import (
    ADVERBS,
    ARTICLES,
    ASKING,
    BE,
    DETERMINERS,
    FORMS_IN,
    HAVE,
    JOINS,
    MAY_BEAR,
    MEANS,
    MODALS,
    NO_VERBS,
    NOT_ADVERBS,
    OBJECTS,
    PAST,
    STATES,
    STOP,
    TO_COME,
    UNKNOWN,
)
from hscb_pm.smart.pattern import Form, Hit, Phrase, matched

_PARTED: Final = 16
_SHORT_SUBJECT: Final = 5


_QUESTIONS: Final = frozenset("what how whether why which who".split())
_SHORT_VERBS: Final = frozenset("ring bring sing shred embed comment".split())
"""Verbs that end as nouns and participles do."""


class Verbs:
    """The search for the verbs of one text."""

    __slots__ = ("_actors", "_gaps", "_groups", "_index", "_roles", "breaks", "nouns", "words")

    def __init__(
        self,
        words: list[str],
        breaks: list[int],
        nouns: Sequence[Hit],
        gaps: Sequence[str],
        index: dict[str, list[Phrase]],
    ) -> None:
        self.words = words
        self.breaks = breaks
        self.nouns = nouns
        self._gaps = gaps
        self._index = index
        self._roles: dict[int, int] = {}
        """By its first word, where a role ends."""
        self._actors: set[int] = set()
        """Where roles and bodies end."""
        self._groups: set[int] = set()
        """Where groups end."""
        for hit in nouns:
            kind = hit.pattern.kind
            if kind == "role":
                self._roles[hit.first] = hit.last
            if kind in {"role", "body"}:
                self._actors.add(hit.last)
            elif kind == "group":
                self._groups.add(hit.last)

    def find(self) -> list[Hit]:
        """Every verb that carries a task, or that stands where one would."""
        index, breaks, found = self._index, self.breaks, []
        covered: dict[int, str] = {}
        borne, done = self._borne(), 0
        for at, word in enumerate(self.words):
            if at < done or not (
                word in index or word[-2:] == "ed" or breaks[at] == STOP or at in borne
            ):
                continue
            frame = self._frame_of(at, covered)
            if frame and (hit := self._verb_at(at, frame)) is not None:
                found.append(hit)
                covered[hit.last - 1] = hit.frame
                done = hit.first + 1 if hit.pattern.kind == "helper" else hit.last
        return found or self._told()

    def _borne(self) -> set[int]:
        """Where a word may be a verb whatever it is: after "should", "to be", "are"."""
        if MAY_BEAR.isdisjoint(self.words):
            return set()
        bearers = [at for at, word in enumerate(self.words) if word in MAY_BEAR]
        return {at + 1 for at in bearers} | {at + 2 for at in bearers}

    def _told(self) -> list[Hit]:
        """The verb of a line that leaves "is" out, or that only tells what happened."""
        index, words = self._index, self.words
        for at in range(1, len(words)):
            word = words[at]
            if not word.endswith(("ed", "t", "n", "d")) or self.breaks[at] or self._held(at):
                continue
            known = [(rest, each) for rest, each, form in index.get(word, ()) if form == Form.ED]
            if (
                at + 1 < len(words)
                and words[at + 1] in {"a", "an", "the", "its"}
                and word.endswith("ed")
            ):
                return [Hit(PAST, at, at + 1, Form.ED, "past")]
            for rest, pattern in known:
                if end := matched(words, at + 1, rest) if rest else at + 1:
                    return [Hit(pattern, at, end, Form.ED, "passive")]
        return []

    def _held(self, at: int) -> bool:
        """Whether a participle belongs to the noun after it: "the revised list"."""
        before = self.words[at - 1]
        return (
            before in NO_VERBS
            or before in OBJECTS
            or before in {"is", "are", "was", "were", "has", "have", "had"}
            or before in JOINS
            or before.endswith("ly")
            or any(hit.first == at + 1 or hit.first <= at < hit.last for hit in self.nouns)
        )

    def _verb_at(self, at: int, frame: str) -> Hit | None:
        if frame == "past":
            return Hit(PAST, at, at + 1, Form.ED, frame)
        if self._only_helps(at):
            return None
        forms, words = FORMS_IN[frame], self.words
        following = words[at + 1] if at + 1 < len(words) else ""
        for rest, pattern, form in self._index.get(words[at], ()):
            if form not in forms or (rest and rest[0] != following and rest[0] != "*"):
                continue
            if frame == "name" and pattern.kind not in {"event", "vague"}:
                continue
            end = matched(words, at + 1, rest) if rest else at + 1
            if end:
                return Hit(pattern, at, end, form, frame)
        return self._unknown(at, frame)

    def _only_helps(self, at: int) -> bool:
        """Whether "have" only forms a tense: "will have published"."""
        if self.words[at] != "have" or at + 1 == len(self.words):
            return False
        following = self.words[at + 1]
        return following != "been" and (
            following.endswith("ed")
            or any(form == Form.ED for _, _, form in self._index.get(following, ()))
        )

    def _unknown(self, at: int, frame: str) -> Hit | None:
        """A word that no table knows, where a verb must stand."""
        word = self.words[at]
        if frame in {"passive", "had"}:
            return Hit(UNKNOWN, at, at + 1, Form.ED, frame) if word.endswith("ed") else None
        known = word in STATES or word in NO_VERBS or not word.isalpha()
        asked = frame == "modal" or (frame == "to" and self._asked(at - 2))
        known = known or self.words[at - 1] in {"not", "never"}
        if (asked and not known) or (frame == "order" and self._unknown_order(at)):
            return Hit(UNKNOWN, at, at + 1, Form.BASE, frame)
        return None

    def _frame_of(  # noqa: C901, PLR0911 - one answer for each way to stand
        self, at: int, covered: dict[int, str]
    ) -> str:
        """How a word would stand if it were a verb; empty if it could not be one."""
        word = self.words[at]
        if word in ADVERBS or (word.endswith("ly") and word not in self._index):
            return ""
        before = self._before(at)
        if before < 0 or self._starts_clause(at, before):
            return self._order(at)
        previous = self.words[before]
        if previous in MODALS or (previous == "be" and word in BE):
            return "modal"
        if previous == "to":
            return "to"
        if previous in BE:
            return "progressive" if word.endswith("ing") else "passive"
        if previous in HAVE:
            wished = before and self.words[before - 1] in TO_COME
            return "had" if wished else "perfect"
        if previous in MEANS:
            return "means"
        if previous in JOINS:
            return self._joined(at, before, covered)
        if self._listed(at, covered):
            return "joined"
        if word.endswith("ed") and before == at - 1 and self._tells(at):
            return "past"
        if self.breaks[at] == 1 and self._parted(at):
            return "modal"
        return self._after_subject(at, before)

    def _listed(self, at: int, covered: dict[int, str]) -> bool:
        """Whether a verb is the next of several: "publish a leaflet, train 40 staff"."""
        if self.breaks[at] != 1 or self._gaps[at].strip() != "," or at + 1 >= len(self.words):
            return False
        following = self.words[at + 1]
        return (
            self.words[at] in self._index
            and not {"order", "modal"}.isdisjoint(covered.values())
            and (following in ARTICLES or following.isdigit())
        )

    def _tells(self, at: int) -> bool:
        """Whether somebody did something: "The panel welcomed the report"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if self.words[at] in ASKING and (self.words[at], following) != ("agreed", "that"):
            return False
        if following == "" or following in NO_VERBS - {"that", "they", "he", "she"}:
            return False
        return (
            not following.endswith("ly")
            and self._is_subject(at)
            and at - self._sentence_start(at) <= _SHORT_SUBJECT
        )

    def _is_subject(self, end: int) -> bool:
        """Whether those who can do something are named by the words before `end`."""
        return end in self._actors or end in self._groups

    def _parted(self, at: int) -> bool:
        """Whether words in commas part a verb from its modal: "shall, within a month, write"."""
        for back in range(at - 2, max(at - _PARTED, -1), -1):
            if self.breaks[back + 1] == STOP:
                return False
            if self.breaks[back + 1] == 1:
                return self.words[back] in MODALS or self.words[back] == "to"
        return False

    def _order(self, at: int) -> str:
        """A first word gives an order, unless what follows shows that it is a noun."""
        if at + 1 >= len(self.words):
            return "order"
        following = self.words[at + 1]
        if self.words[at].endswith("ing") and following in {"of", "for", "on"}:
            return ""
        if (
            self._names(at)
            or self._names(at + 1)
            or (self.words[at] == "lead" and at + 1 in self._roles)
        ):
            return ""
        if following in MODALS or following in BE or following in {"of", "has", "have"}:
            return "name" if following == "of" else ""
        if self.breaks[at + 1] and ":" in self._gaps[at + 1]:
            return ""
        return "order"

    def _asked(self, at: int) -> bool:
        """Whether "to" tells what somebody is to do: "the chair to", "agreed to"."""
        return at >= 0 and (self.words[at] in ASKING or at + 1 in self._actors)

    def _unknown_order(self, at: int) -> bool:
        """Whether a first word that no table knows is a verb: what follows is its object."""
        word = self.words[at]
        return (
            self.words[at + 1 : at + 2] != []
            and (self.words[at + 1] in OBJECTS or self.words[at + 1] in _QUESTIONS)
            and not self.breaks[at + 1]
            and word.isalpha()
            and word not in NO_VERBS
            and word not in OBJECTS
            and word not in DETERMINERS
            and (not word.endswith(("ing", "ly", "ed", "tion", "ment")) or word in _SHORT_VERBS)
        )

    def _names(self, at: int) -> bool:
        """Whether one person or body stands here without an article: "Contract manager to ..."."""
        end = self._roles.get(at, len(self.words))
        return (
            end < len(self.words)
            and self.words[end] in {"to", "will", "should", "must"}
            and not self.words[end - 1].endswith("s")
        )

    def _before(self, at: int) -> int:
        """The word before, adverbs left out; -1 at the start of a sentence."""
        while at > 0 and self.breaks[at] != STOP:
            at -= 1
            word = self.words[at]
            if word not in ADVERBS and (not word.endswith("ly") or word in NOT_ADVERBS):
                return at
        return -1

    def _starts_clause(self, at: int, before: int) -> bool:
        """After a colon, a dash, a bracket or a number that counts items."""
        if before + 1 <= at and self.words[before].isdigit() and self._before(before) < 0:
            return True
        if not self.breaks[at]:
            return False
        return self._gaps[at].strip() in {":", "-", "(", ":-", "):"}

    def _joined(self, at: int, before: int, covered: dict[int, str]) -> str:
        """The frame of a verb after "and": that of the verb it is joined to, if there is one."""
        if (frame := covered.get(before - 1)) is not None:
            return frame
        if not covered:
            return ""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        word = self.words[at]
        if (
            following in DETERMINERS
            or following in {"up", "out"}
            or following.isdigit()
            or (word.endswith("ing") and "means" in covered.values())
        ):
            return "joined"
        return "passive" if word.endswith("ed") and "passive" in covered.values() else ""

    def _after_subject(self, at: int, before: int) -> str:
        """A verb in the plain form after its subject: "that managers inspect the files"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        pause = at + 1 < len(self.words) and self.breaks[at + 1]
        subject = self._is_subject(before + 1)
        if subject and (following in DETERMINERS or following.isdigit() or pause):
            return "subject"
        if subject and self.words[self._sentence_start(at)] == "that" and following != "be":
            return "subject"
        after_that = self.words[before].endswith("s") and "that" in self.words[:before]
        return "subject" if after_that and following in ARTICLES else ""

    def _sentence_start(self, at: int) -> int:
        while at > 0 and self.breaks[at] != STOP:
            at -= 1
        return at
