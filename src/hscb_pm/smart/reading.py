"""One reading of a sentence: its words, and what the tables find in them."""

import re
from functools import cache
from typing import Final, NamedTuple

from hscb_pm.smart.folding import Folded
from hscb_pm.smart.pattern import Expressions, Form, Found, Pattern, Phrase, matched, phrases

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,6}|[^\W_]+(?:['-][^\W_]+)*|&")
_STOP: Final = re.compile(r"[.!?;\n\r\u2022*|]")
_PAUSE: Final = re.compile(r"[,:()\[\]\-/]")

MODALS: Final = frozenset(
    "will would shall should must can could may might ought cannot 'll we'll shouldn't mustn't"
    " won't"
    " please let's lets".split()
)
_BE: Final = frozenset("be been being is are was were get gets got".split())
_HAVE: Final = frozenset("has have had having".split())
_ADVERBS: Final = frozenset(
    "also then now further again not jointly always all both only then never either together first"
    " formally still thereby therefore in-turn once more fully immediately urgently just themselves"
    " itself".split()
)
_MAY_BEAR: Final = MODALS | _BE
_MEANS: Final = frozenset("by through via including include includes involving".split())
_JOINS: Final = frozenset(("and", "or", "&", "then", "plus"))
_DETERMINERS: Final = frozenset(
    "the a an all each every any its their our his her this that these those at two three four five"
    " six ten both how whether what which with regular annual quarterly monthly no another new one"
    " and against for to on whether in relevant such further staff".split()
)
_NOT_ADVERBS: Final = frozenset("family apply supply reply early assembly monthly anomaly".split())


def _beginning(word: str) -> str:
    """A word up to its hyphen or figure; `#` for one that begins with a figure."""
    if word[0] in _DIGITS:
        return "#"
    return word.partition("-")[0].partition("'")[0].rstrip("0123456789")


_DIGITS: Final = frozenset("0123456789")


def _break(gap: str) -> int:
    if _STOP.search(gap):
        return 2
    return 1 if _PAUSE.search(gap) else 0


class Hit(NamedTuple):
    """A pattern found in the words `[first, last)`."""

    pattern: Pattern
    first: int
    last: int
    form: int = Form.BASE
    frame: str = ""
    """How a verb stands: order, modal, to, passive, joined, means, subject, perfect, name."""


_UNKNOWN: Final = Pattern(
    "a verb of no table",
    "S",
    "unknown",
    "",
    "Few verbs are vague, so one that no table knows is taken for a task.",
    "board minutes",
    "The trust should bake a strategy.",
    "The trust and the strategy.",
)


_PAST: Final = Pattern(
    "tells",
    "S",
    "idle",
    "",
    "It tells what happened.",
    "board minutes",
    "The panel heard a report.",
    "The panel hears a report.",
)


@cache
def verb_index() -> dict[str, list[Phrase]]:
    """The verbs by their first word."""
    from hscb_pm.smart.verbs import VERBS

    return phrases(VERBS, verbs=True)


@cache
def noun_index() -> dict[str, list[Phrase]]:
    """The nouns by their first word."""
    from hscb_pm.smart.nouns import NOUNS

    return phrases(NOUNS, verbs=False)


@cache
def time_expressions() -> Expressions:
    """The table of times, compiled."""
    from hscb_pm.smart.times import TIMES

    return Expressions(TIMES)


@cache
def figure_expressions() -> Expressions:
    """The table of figures, compiled."""
    from hscb_pm.smart.figures import FIGURES

    return Expressions(FIGURES)


class Reading:
    """A text, its words, and where sentences and pauses are."""

    __slots__ = (
        "_folded",
        "breaks",
        "ends",
        "keys",
        "nouns",
        "present",
        "starts",
        "text",
        "verbs",
        "words",
    )

    def __init__(self, given: str, *, verbs: bool = True) -> None:
        self._folded = Folded(given)
        self.text = self._folded.text
        self.words: list[str] = []
        self.keys: list[str] = []
        """The words up to a hyphen or a figure."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.breaks: list[int] = []
        """Before each word: 2 a new sentence, 1 a pause, 0 neither."""
        self._tokenise()
        self.nouns = self._find_nouns()
        self.verbs = self._find_verbs() if verbs else []

    def span(self, hit: Hit) -> tuple[int, int]:
        """Where a hit stands in the text as it was given."""
        return self._folded.span(self.starts[hit.first], self.ends[hit.last - 1])

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text, in the text as it was given."""
        return self._folded.span(start, end)

    def sentence_start(self, at: int) -> int:
        """The first word of the sentence that holds a word."""
        while at > 0 and self.breaks[at] != 2:
            at -= 1
        return at

    def find(self, expressions: Expressions) -> list[Found]:
        """What the expressions of a table find."""
        return expressions.find(self.text, self.keys, self.starts, self.present)

    def _tokenise(self) -> None:
        text = self.text
        given = _WORD.findall(text)
        self.words = [word.replace("-", "") if "-" in word else word for word in given]
        self.keys = [word if word.isalpha() else _beginning(word) for word in given]
        self.present = set(self.keys)
        if "-" in text:
            for word in given:
                if "-" in word:
                    self.present.update(map(_beginning, word.split("-")))
        starts, ends, breaks = self.starts, self.ends, self.breaks
        find, last = text.find, 0
        for word in given:  # whatever parts two words holds neither letters nor figures
            start = find(word, last)
            if start == last + 1 and text[last] == " " and starts:
                breaks.append(0)
            else:
                breaks.append(_break(text[last:start]) if starts else 2)
            starts.append(start)
            last = start + len(word)
            ends.append(last)

    def _find_nouns(self) -> list[Hit]:
        index, words, found = noun_index(), self.words, []
        for at, word in enumerate(words):
            if word not in index:
                continue
            longest = 0
            for rest, pattern, _ in index[word]:
                size = len(rest)
                if size < longest:
                    break
                if not rest or tuple(words[at + 1 : at + 1 + size]) == rest:
                    longest = size
                    found.append(Hit(pattern, at, at + 1 + size))
        return found

    def _find_verbs(self) -> list[Hit]:
        index, words, found = verb_index(), self.words, []
        at, size = 0, len(words)
        covered: dict[int, str] = {}
        while at < size:
            word = words[at]
            if word not in index and not (
                self.breaks[at] == 2
                or (at and words[at - 1] in _MAY_BEAR and word not in _ADVERBS)
                or (at > 1 and words[at - 2] in _MAY_BEAR)
                or word.endswith("ed")
            ):
                at += 1
                continue
            frame = self._frame_of(at, index, covered)
            if frame:
                hit = self._verb_at(at, frame, index)
                if hit is not None:
                    found.append(hit)
                    covered[hit.last - 1] = hit.frame
                    at = hit.first + 1 if hit.pattern.kind == "helper" else hit.last
                    continue
            at += 1
        return found or self._told(index)

    def _told(self, index: dict[str, list[Phrase]]) -> list[Hit]:
        """The verb of a line that leaves "is" out, or that only tells what happened."""
        words = self.words
        for at in range(1, len(words)):
            word = words[at]
            if not word.endswith(("ed", "t", "n", "d")) or self.breaks[at] or self._held(at):
                continue
            known = [(entry[1], at + 1) for entry in index.get(word, ()) if entry[2] == Form.ED]
            if not (known or (word.endswith("ed") and len(word) > 4)):
                continue
            if at + 1 < len(words) and words[at + 1] in _OBJECTS:
                return [Hit(_PAST, at, at + 1, Form.ED, "past")]
            if not known:
                continue
            for rest, pattern, form in index[word]:
                if form == Form.ED and (end := matched(words, at + 1, rest) if rest else at + 1):
                    return [Hit(pattern, at, end, Form.ED, "passive")]
        return []

    def _held(self, at: int) -> bool:
        """Whether a participle belongs to the noun after it: "the revised list"."""
        before = self.words[at - 1]
        return (
            before in _NO_VERBS
            or before in _OBJECTS
            or before in {"is", "are", "was", "were", "has", "have", "had"}
            or before in _JOINS
            or before.endswith("ly")
            or any(hit.first == at + 1 or hit.first <= at < hit.last for hit in self.nouns)
        )

    def _verb_at(self, at: int, frame: str, index: dict[str, list[Phrase]]) -> Hit | None:
        if frame == "past":
            return Hit(_PAST, at, at + 1, Form.ED, frame)
        forms = _FORMS_IN[frame]
        if self.words[at] == "have" and self.words[at + 1 : at + 2] != ["been"]:
            following = self.words[at + 1 : at + 2]
            if following and following[0].endswith("ed"):
                return None
            if following and any(entry[2] == Form.ED for entry in index.get(following[0], ())):
                return None
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        for rest, pattern, form in index.get(self.words[at], ()):
            if form not in forms or (rest and rest[0] != following and rest[0] != "*"):
                continue
            if frame == "name" and pattern.kind not in {"event", "vague"}:
                continue
            end = matched(self.words, at + 1, rest) if rest else at + 1
            if end:
                return Hit(pattern, at, end, form, frame)
        word = self.words[at]
        if frame == "order" and self._unknown_order(at):
            return Hit(_UNKNOWN, at, at + 1, Form.BASE, frame)
        if frame == "modal" and word.isalpha() and word not in _STATES and word not in _NO_VERBS:
            return Hit(_UNKNOWN, at, at + 1, Form.BASE, frame)
        if frame in {"passive", "had"} and word.endswith("ed"):
            return Hit(_UNKNOWN, at, at + 1, Form.ED, frame)
        return None

    def _frame_of(  # noqa: PLR0911 - one answer for each way to stand
        self, at: int, index: dict[str, list[Phrase]], covered: dict[int, str]
    ) -> str:
        """How a word would stand if it were a verb; empty if it could not be one."""
        word = self.words[at]
        if word in _ADVERBS or (word.endswith("ly") and word not in index):
            return ""
        before = self._before(at)
        if before < 0 or self._starts_clause(at, before):
            return self._order(at)
        previous = self.words[before]
        if previous in MODALS or (previous == "be" and word in _BE):
            return "modal"
        if previous == "to":
            return "to"
        if previous in _BE:
            return "progressive" if word.endswith("ing") else "passive"
        if previous in _HAVE:
            wished = before and self.words[before - 1] in _TO_COME
            return "had" if wished else "perfect"
        if previous in _MEANS:
            return "means"
        if previous in _JOINS:
            return self._joined(at, before, covered)
        if word.endswith("ed") and before == at - 1 and self._tells(at):
            return "past"
        if self.breaks[at] == 1 and self._parted(at):
            return "modal"
        return self._after_subject(at, before)

    def _tells(self, at: int) -> bool:
        """Whether somebody did something: "The panel welcomed the report"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if following == "" or following in _NO_VERBS - {"that", "they", "he", "she"}:
            return False
        return not following.endswith("ly") and any(
            hit.last == at
            and hit.pattern.kind in {"role", "body", "group"}
            and at - self.sentence_start(at) <= _SHORT_SUBJECT
            for hit in self.nouns
        )

    def _parted(self, at: int) -> bool:
        """Whether words in commas part a verb from its modal: "shall, within a month, write"."""
        for back in range(at - 2, max(at - _PARTED, -1), -1):
            if self.breaks[back + 1] == 2:
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
        if self._names(at + 1) or (self.words[at] == "lead" and self._is_role(at + 1)):
            return ""
        if following in MODALS or following in _BE or following in {"of", "has", "have"}:
            return "name" if following == "of" else ""
        if self.breaks[at + 1] and ":" in self.text[self.ends[at] : self.starts[at + 1]]:
            return ""
        return "order"

    def _unknown_order(self, at: int) -> bool:
        """Whether a first word that no table knows is a verb: what follows is its object."""
        word = self.words[at]
        return (
            self.words[at + 1 : at + 2] != []
            and self.words[at + 1] in _OBJECTS
            and not self.breaks[at + 1]
            and word.isalpha()
            and word not in _NO_VERBS
            and word not in _OBJECTS
            and word not in _DETERMINERS
            and not word.endswith(("ing", "ly", "ed", "tion", "ment"))
        )

    def _is_role(self, at: int) -> bool:
        return any(hit.first == at and hit.pattern.kind == "role" for hit in self.nouns)

    def _names(self, at: int) -> bool:
        """Whether one person or body stands here without an article: "Contract manager to ..."."""
        return any(
            hit.first == at
            and hit.pattern.kind == "role"
            and hit.last < len(self.words)
            and self.words[hit.last] in {"to", "will", "should", "must"}
            and not self.words[hit.last - 1].endswith("s")
            for hit in self.nouns
        )

    def _before(self, at: int) -> int:
        """The word before, adverbs left out; -1 at the start of a sentence."""
        while at > 0 and self.breaks[at] != 2:
            at -= 1
            word = self.words[at]
            if word not in _ADVERBS and (not word.endswith("ly") or word in _NOT_ADVERBS):
                return at
        return -1

    def _starts_clause(self, at: int, before: int) -> bool:
        """After a colon, a dash, a bracket or a number that counts items."""
        if before + 1 <= at and self.words[before].isdigit() and self._before(before) < 0:
            return True
        if not self.breaks[at]:
            return False
        return self.text[self.ends[at - 1] : self.starts[at]].strip() in {":", "-", "(", ":-", "):"}

    def _joined(self, at: int, before: int, covered: dict[int, str]) -> str:
        """The frame of a verb after "and": that of the verb it is joined to, if there is one."""
        if (frame := covered.get(before - 1)) is not None:
            return frame
        if not covered:
            return ""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        word = self.words[at]
        if (
            following in _DETERMINERS
            or following.isdigit()
            or (word.endswith("ing") and "means" in covered.values())
        ):
            return "joined"
        return "passive" if word.endswith("ed") and "passive" in covered.values() else ""

    def _after_subject(self, at: int, before: int) -> str:
        """A verb in the plain form after its subject: "that managers inspect the files"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        pause = at + 1 < len(self.words) and self.breaks[at + 1]
        subject = any(
            hit.last == before + 1 and hit.pattern.kind in {"role", "body", "group"}
            for hit in self.nouns
        )
        if subject and (following in _DETERMINERS or following.isdigit() or pause):
            return "subject"
        if subject and self.words[self.sentence_start(at)] == "that" and following != "be":
            return "subject"
        after_that = self.words[before].endswith("s") and "that" in self.words[:before]
        return "subject" if after_that and following in _ARTICLES else ""


_TO_COME: Final = MODALS | {"to"}
_PARTED: Final = 16
_SHORT_SUBJECT: Final = 5
_ARTICLES: Final = frozenset("a an the all each every their its".split())
_OBJECTS: Final = frozenset("the a an all each every our its their any two three four".split())
_NO_VERBS: Final = frozenset(
    "in at on by for from of to with within under over as if when where while and or but that"
    " this there because since after before until through during given despite although once"
    " across into upon both not no what which who how whether following all each every any"
    " such only than per via regarding concerning among amongst between about around against"
    " towards throughout including unless it they he she".split()
)
_STATES: Final = frozenset(
    "be have it the there this that not in a an of feel become need continue seem all".split()
) | {"been"}


_FORMS_IN: Final = {
    "order": (Form.BASE, Form.ING),
    "name": (Form.BASE, Form.ING),
    "joined": (Form.BASE, Form.ING),
    "subject": (Form.BASE, Form.S),
    "passive": (Form.ED,),
    "perfect": (Form.ED,),
    "had": (Form.ED,),
    "progressive": (Form.ING,),
    "means": (Form.ING,),
    "modal": (Form.BASE,),
    "to": (Form.BASE,),
}
"""The forms that a verb may have, by how it stands."""
