"""What is to be done: the verbs that carry a text's tasks, and what they are worth."""

from typing import Final, NamedTuple

from hscb_pm.smart.pattern import Form
from hscb_pm.smart.reading import MODALS, Hit, Reading, figure_expressions

_SUBORDINATORS: Final = frozenset(
    "when where if following in as given after once while whilst upon on for with to should although"
    " because despite before until since having whenever wherever at subject during from".split()
)
_THINGS: Final = frozenset(("artefact", "event", "post"))
_CARRYING: Final = frozenset(("order", "modal", "to", "name"))
_NOUNS_OF_DEED: Final = {
    "development": "light",
    "delivery": "light",
    "provision": "light",
    "introduction": "light",
    "implementation": "light",
    "establishment": "light",
    "creation": "light",
    "completion": "event",
    "production": "event",
    "publication": "event",
    "appointment": "event",
    "recruitment": "event",
    "evaluation": "event",
    "analysis": "event",
    "revision": "event",
    "refresh": "event",
    "re-audit": "event",
    "reaudit": "event",
    "launch": "event",
    "inspection": "event",
    "commissioning": "event",
    "distribution": "event",
    "submission": "event",
    "procurement": "event",
    "dissemination": "event",
    "rollout": "light",
    "training": "event",
    "report": "event",
    "presentation": "event",
    "consultation": "event",
    "survey": "event",
    "letter": "event",
    "review": "event",
    "audit": "event",
}
_OBJECT: Final = 12
_PREPOSITIONS: Final = frozenset(
    "of to for in on that which who so and how from between within about by".split()
)
_MAKERS: Final = frozenset(
    "teaches|meets|finds out".split("|")
)


class Deed(NamedTuple):
    """A verb that carries a task, and what it is worth."""

    hit: Hit
    concrete: bool
    thing: bool
    """Whether what it is done to can be seen: a document, an event, a post."""
    main: bool
    """Whether it is what the sentence asks for; else it stands within that."""
    passive: bool


class Tasks(NamedTuple):
    """The deeds of a text, and what it counts."""

    deeds: tuple[Deed, ...]
    figures: tuple[tuple[int, int], ...]
    populations: tuple[tuple[int, int], ...]
    heading: str
    """What a noun that names a deed is worth, if the text begins with one: "Review of ..."."""

    @property
    def mains(self) -> tuple[Deed, ...]:
        """The deeds that the sentences ask for."""
        return tuple(deed for deed in self.deeds if deed.main)

    @property
    def counted(self) -> bool:
        """Whether anything is counted."""
        return bool(self.figures or self.populations)


def tasks(reading: Reading) -> Tasks:
    """Read what is to be done."""
    figures: list[tuple[int, int]] = []
    populations: list[tuple[int, int]] = []
    for pattern, start, end in figure_expressions().find(reading.text):
        if pattern.kind == "figure":
            figures.append((start, end))
        elif pattern.kind == "population":
            populations.append((start, end))
    deeds: list[Deed] = []
    for sentence in _sentences(reading):
        deeds += _deeds(reading, sentence, bool(figures))
    return Tasks(tuple(deeds), tuple(figures), tuple(populations), _heading(reading))


def _sentences(reading: Reading) -> list[list[Hit]]:
    found: list[list[Hit]] = []
    started = -1
    for hit in reading.verbs:
        start = reading.sentence_start(hit.first)
        if start != started:
            found.append([])
            started = start
        found[-1].append(hit)
    return found


def _deeds(reading: Reading, hits: list[Hit], figures: bool) -> list[Deed]:  # noqa: FBT001
    main = _main(reading, hits)
    deeds = []
    level = False
    for position, hit in enumerate(hits):
        if position < main or hit.pattern.kind == "helper":
            continue
        level = position == main or (level and hit.frame in {"joined", hits[main].frame}
                                     and _joined(reading, hit))
        passive = hit.form == Form.ED
        limit = hits[position + 1].first if position + 1 < len(hits) else len(reading.words)
        thing = _thing(reading, hit, limit)
        kind = hit.pattern.kind
        concrete = (
            kind in {"event", "task"}
            or (kind == "light" and thing)
            or (kind == "direction" and figures)
        )
        deeds.append(Deed(hit, concrete, thing, main=level, passive=passive))
    return deeds


def _joined(reading: Reading, hit: Hit) -> bool:
    return hit.frame in {"joined", "passive"} or reading.words[hit.first - 1] in {"and", "to", "then"}


def _main(reading: Reading, hits: list[Hit]) -> int:
    """The position of the verb that the sentence asks for."""
    start = reading.sentence_start(hits[0].first)
    after = start
    if reading.words[start] in _SUBORDINATORS:
        pauses = [at for at in range(start + 1, hits[-1].first + 1) if reading.breaks[at] == 1]
        after = next(
            (at for at in pauses if any(h.first >= at and _asks(reading, h) for h in hits)), start
        )
    fallback = -1
    for position, hit in enumerate(hits):
        if hit.first < after or hit.pattern.kind == "helper":
            continue
        if _asks(reading, hit):
            return position
        if fallback < 0:
            fallback = position
    return max(fallback, 0)


def _asks(reading: Reading, hit: Hit) -> bool:
    if hit.frame in _CARRYING:
        return True
    if hit.frame == "passive":
        before = reading.words[max(0, hit.first - 4) : hit.first]
        return "be" in before or any(word in MODALS for word in before)
    return hit.frame == "subject"


def _thing(reading: Reading, hit: Hit, limit: int) -> bool:
    """Whether the object of a verb can be seen; of a passive, its subject."""
    if hit.form == Form.ED and hit.frame == "passive":
        start = reading.sentence_start(hit.first)
        return any(
            noun.pattern.kind in _THINGS
            for noun in reading.nouns
            if start <= noun.first and noun.last <= hit.first
        )
    end = min(limit, hit.last + _OBJECT)
    abstract_at = -1
    for noun in reading.nouns:
        if noun.first < hit.last - 1 or noun.first >= end:
            continue
        if noun.pattern.kind == "abstract":
            if noun.first >= hit.last and abstract_at < 0:
                abstract_at = noun.last
        elif noun.pattern.kind in _THINGS and (noun.last > hit.last or hit.last - hit.first > 1):
            return abstract_at < 0 or _qualifies(reading, abstract_at, noun.first)
    return False


def _qualifies(reading: Reading, abstract_end: int, noun: int) -> bool:
    """Whether an abstract word only describes the thing after it: "a clear written protocol"."""
    between = reading.words[abstract_end:noun]
    return len(between) <= 3 and not any(word in _PREPOSITIONS for word in between if word != "and")  # noqa: PLR2004 - as many adjectives as a noun bears


def _heading(reading: Reading) -> str:
    words = reading.words
    for at, word in enumerate(words[:5]):
        if word in _NOUNS_OF_DEED and at + 1 < len(words):
            if words[at + 1] in {"of", "to", "on", "for", "with"}:
                return _NOUNS_OF_DEED[word]
            return ""
    return ""
