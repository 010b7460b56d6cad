"""What is to be done: the verbs that carry a text's tasks, and what they are worth."""

from typing import Final, NamedTuple

from hscb_pm.smart.grammar import MODALS
from hscb_pm.smart.objects import (
    FINITE,
    PREPOSITIONS,
    engages,
    in_writing,
    is_concrete,
    object_of,
)
from hscb_pm.smart.pattern import Form, Hit
from hscb_pm.smart.reading import Reading, figure_expressions

_SUBORDINATORS: Final = frozenset(
    "when where if following in as given after once while whilst upon on for with to should"
    " although"
    " because despite before until since having whenever wherever at subject during from".split()
)
_EARLY: Final = 5
_CARRYING: Final = frozenset(("order", "modal", "to", "name", "progressive", "had"))
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
_MAKERS: Final = frozenset("teaches|meets|finds out".split("|"))


class Deed(NamedTuple):
    """A verb that carries a task, and what it is worth."""

    hit: Hit
    concrete: bool
    thing: bool
    """Whether what it is done to can be seen: a document, an event, a post."""
    main: bool
    """Whether it is what the sentence asks for; else it stands within that."""
    passive: bool
    single: bool
    """Whether one thing is decided, so that the decision can be looked up: "agree a position"."""
    of_noun: bool
    """Whether it only says what a noun is for: "the duty to notify"."""
    endless: bool
    """Whether it is done to things of no number, so that it is never finished: "inspect files"."""


class Tasks(NamedTuple):
    """The deeds of a text, and what it counts."""

    deeds: tuple[Deed, ...]
    mains: tuple[Deed, ...]
    """The deeds that the sentences ask for."""
    figures: tuple[tuple[int, int], ...]
    populations: tuple[tuple[int, int], ...]
    indicator: bool
    """Whether a rate or a number is named, though not given: "improve the attendance rate"."""
    made: bool
    """Whether the making of a thing is named: "support preparation of a guide"."""
    heading: str
    """What a noun that names a deed is worth, if the text begins with one: "Review of ..."."""

    @property
    def counted(self) -> bool:
        """Whether anything is counted."""
        return bool(self.figures or self.populations)


def tasks(reading: Reading) -> Tasks:
    """Read what is to be done."""
    figures: list[tuple[int, int]] = []
    populations: list[tuple[int, int]] = []
    indicator = False
    for pattern, start, end in reading.find(figure_expressions()):
        if pattern.kind == "figure":
            figures.append((start, end))
        elif pattern.kind == "population":
            populations.append((start, end))
        elif pattern.kind == "indicator":
            indicator = True
    deeds: list[Deed] = []
    for sentence in _sentences(reading):
        deeds += _deeds(reading, sentence, figures=bool(figures))
    return Tasks(
        tuple(deeds),
        tuple(deed for deed in deeds if deed.main),
        tuple(figures),
        tuple(populations),
        indicator,
        _made(reading),
        _heading(reading, figures=bool(figures)),
    )


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


def _deeds(reading: Reading, hits: list[Hit], *, figures: bool) -> list[Deed]:
    main = _main(reading, hits, figures=figures)
    deeds = []
    level = False
    for position, hit in enumerate(hits):
        if position < main or hit.pattern.kind == "helper":
            continue
        level = position == main or (level and _joined(reading, hit))
        passive = (hit.form == Form.ED and hit.frame != "had") or hit.pattern.name == "exists"
        thing, abstract = object_of(reading, hit, _limit(reading, hits, position))
        thing = thing or in_writing(reading, hit) or engages(reading, hit)
        abstract = abstract and not thing
        concrete = is_concrete(reading, hit, thing=thing, abstract=abstract, figures=figures)
        deeds.append(
            Deed(
                hit,
                concrete,
                thing,
                main=level,
                passive=passive,
                single=_single(reading, hit),
                of_noun=_of_noun(reading, hit),
                endless=_endless(reading, hit),
            )
        )
    return deeds


def _single(reading: Reading, hit: Hit) -> bool:
    after = reading.words[hit.last : hit.last + 1]
    return hit.pattern.name == "decides" and (
        after in (["a"], ["an"], ["the"]) or hit.form == Form.ED
    )


def _of_noun(reading: Reading, hit: Hit) -> bool:
    at = hit.first
    return hit.frame == "to" and at > 1 and reading.words[at - 2] in _BEAR_TO


_BEAR_TO: Final = frozenset(
    "duty duties right rights ability need needs power powers opportunity opportunities requirement"
    " failure capacity intention commitment obligation willingness confidence how whether where"
    " what"
    " when reluctance attempt attempts decision reason able permission chance"
    " responsibility".split()
)


def _endless(reading: Reading, hit: Hit) -> bool:
    if hit.pattern.name not in _MAKERS or hit.form == Form.ED or hit.last >= len(reading.words):
        return False
    if reading.words[hit.first][:5] not in _OVER_AND_OVER:
        return False
    for word in reading.words[hit.last : hit.last + 4]:
        if word in FINITE or word.isdigit():
            return False
        if word in PREPOSITIONS or word in {"and", "or"}:
            return False
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return True
    return False


_OVER_AND_OVER: Final = frozenset(
    "audit inspe sampl visit check test obser asses inves inter exami meet see train coach".split()
)


def _joined(reading: Reading, hit: Hit) -> bool:
    """Whether a verb stands beside the one before it: "review and publish", "and will publish"."""
    if hit.frame == "joined" or (hit.first and reading.words[hit.first - 1] in _AND):
        return True
    back = reading.words[max(0, hit.first - 4) : hit.first]
    return hit.frame in {"modal", "to", "passive"} and any(word in _AND for word in back)


_AND: Final = frozenset(("and", "&", "then", "also"))


def _main(reading: Reading, hits: list[Hit], *, figures: bool) -> int:
    """The position of the verb that the sentence asks for."""
    start = reading.sentence_start(hits[0].first)
    after = start
    if reading.words[start] in _SUBORDINATORS:
        pauses = [at for at in range(start + 1, hits[-1].first + 1) if reading.breaks[at] == 1]
        after = next(
            (at for at in pauses if any(h.first >= at and _asks(reading, h) for h in hits)), start
        )
    fallback, told = -1, False
    for position, hit in enumerate(hits):
        if hit.first < after or hit.pattern.kind == "helper":
            continue
        if _asks(reading, hit) and not (told and hit.frame == "to"):
            return position
        told = told or hit.frame == "past"
        if fallback < 0 and (
            ((figures or hit.pattern.name in _LEAVES) and _goes_on(reading, hit))
            or not _is_so(reading, hit)
        ):
            fallback = position
    return fallback if fallback >= 0 else len(hits)


_LEAVES: Final = frozenset(("writes", "finds out", "reports"))


def _goes_on(reading: Reading, hit: Hit) -> bool:
    """Whether a verb says what is done as a rule: "the results are reported"."""
    return hit.frame == "passive" and any(
        word in {"is", "are"} for word in reading.words[max(0, hit.first - 2) : hit.first]
    )


def _is_so(reading: Reading, hit: Hit) -> bool:
    """Whether a verb only says how things are: "staff are trained"."""
    return hit.frame in {"passive", "perfect"} and any(
        word in {"is", "are", "has", "have", "was", "were", "had"}
        for word in reading.words[max(0, hit.first - 3) : hit.first]
    )


def _asks(reading: Reading, hit: Hit) -> bool:
    if hit.frame in _CARRYING:
        return True
    if hit.frame == "passive":
        before = reading.words[max(0, hit.first - 4) : hit.first]
        return "be" in before or any(word in MODALS for word in before)
    return hit.frame == "subject"


def _limit(reading: Reading, hits: list[Hit], position: int) -> int:
    """Where the object of a verb ends at the latest; verbs joined to it share theirs."""
    for hit in hits[position + 1 :]:
        if not _joined(reading, hit):
            return hit.first
    return len(reading.words)


_MAKING: Final = frozenset(
    "preparation production publication development creation delivery completion drafting writing"
    " introduction establishment submission commissioning implementation design provision".split()
)


def _made(reading: Reading) -> bool:
    if _MAKING.isdisjoint(reading.words):
        return False
    for at, word in enumerate(reading.words[:-2]):
        if word in _MAKING and reading.words[at + 1] == "of":
            return any(
                noun.pattern.kind == "artefact" and at + 2 <= noun.first <= at + 5
                for noun in reading.nouns
            )
    return False


def _heading(reading: Reading, *, figures: bool) -> str:
    words = reading.words
    for at, word in enumerate(words[:5]):
        if word in _NOUNS_OF_DEED and at + 1 < len(words):
            if words[at + 1] in {"of", "to", "on", "for", "with"}:
                return _NOUNS_OF_DEED[word]
            break
    if len(words) <= 1 or (reading.verbs and not figures):
        return ""
    early = words[:_EARLY]
    before = next((at for at, word in enumerate(early) if word in PREPOSITIONS), _EARLY)
    named = any(noun.pattern.kind == "event" and noun.first < before for noun in reading.nouns)
    return "event" if named else ""
