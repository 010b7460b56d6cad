"""What is to be done: the verbs that carry a text's tasks, and what they are worth."""

from functools import cache
from typing import Final, NamedTuple

from hscb_pm.smart.pattern import Form, Rare, verb_forms
from hscb_pm.smart.reading import MODALS, Hit, Reading, figure_expressions

_SUBORDINATORS: Final = frozenset(
    "when where if following in as given after once while whilst upon on for with to should"
    " although"
    " because despite before until since having whenever wherever at subject during from".split()
)
_THINGS: Final = frozenset(("artefact", "event", "post"))
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
_OBJECT: Final = 12
_PREPOSITIONS: Final = frozenset(
    "of to for in on that which who so and how from between within about by".split()
)
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
        deeds += _deeds(reading, sentence, bool(figures))
    return Tasks(
        tuple(deeds),
        tuple(deed for deed in deeds if deed.main),
        tuple(figures),
        tuple(populations),
        indicator,
        _made(reading),
        _heading(reading, bool(figures)),
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


def _deeds(reading: Reading, hits: list[Hit], figures: bool) -> list[Deed]:  # noqa: FBT001
    main = _main(reading, hits, figures)
    deeds = []
    level = False
    for position, hit in enumerate(hits):
        if position < main or hit.pattern.kind == "helper":
            continue
        level = position == main or (level and _joined(reading, hit))
        passive = hit.form == Form.ED and hit.frame != "had" or hit.pattern.name == "exists"
        thing, abstract = _object(reading, hit, _limit(reading, hits, position))
        thing = thing or _in_writing(reading, hit) or _engages(reading, hit)
        abstract = abstract and not thing
        concrete = _is_concrete(reading, hit, thing=thing, abstract=abstract, figures=figures)
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
        if word in _FINITE or word.isdigit():
            return False
        if word in _PREPOSITIONS or word in {"and", "or"}:
            return False
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return True
    return False


_OVER_AND_OVER: Final = frozenset(
    "audit inspe sampl visit check test obser asses inves inter exami meet see train coach".split()
)
_FINITE: Final = frozenset(
    "the a an all each every its their our his her this these both any two three four five"
    " six ten".split()
)


def _joined(reading: Reading, hit: Hit) -> bool:
    """Whether a verb stands beside the one before it: "review and publish", "and will publish"."""
    if hit.frame == "joined" or (hit.first and reading.words[hit.first - 1] in _AND):
        return True
    back = reading.words[max(0, hit.first - 4) : hit.first]
    return hit.frame in {"modal", "to", "passive"} and any(word in _AND for word in back)


_AND: Final = frozenset(("and", "&", "then", "also"))


def _main(reading: Reading, hits: list[Hit], figures: bool) -> int:  # noqa: FBT001
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
        if fallback < 0 and ((figures or hit.pattern.name in _LEAVES) and _goes_on(reading, hit) or not _is_so(reading, hit)):
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


def _is_concrete(reading: Reading, hit: Hit, *, thing: bool, abstract: bool, figures: bool) -> bool:
    kind = hit.pattern.kind
    if kind in {"event", "task"}:
        return not (abstract and (kind == "task" or hit.pattern.name in _OF_SOMETHING))
    if kind in {"light", "vague", "direction"} and _in_writing(reading, hit):
        return True
    if kind == "unknown":
        start = reading.sentence_start(hit.first)
        return not abstract and not _abstract_before(reading, start, hit.first)
    if kind == "light":
        if not abstract and not thing and reading.words[hit.first] in _strong():
            return True
        if not abstract and reading.words[hit.last : hit.last + 1] in _TO_EACH:
            return True
        return thing or _told(reading, hit) or (not abstract and _makes_one(reading, hit)) or (not abstract and _elliptical(reading, hit))
    if kind == "vague" and hit.pattern.name == "goes on":
        return _countable(reading, hit)
    if hit.pattern.name == "watches":
        return _INSTRUMENT.search(reading.text, reading.ends[hit.last - 1]) is not None
    if hit.pattern.name == "improves":
        return figures and _FROM_TO.search(reading.text) is not None
    return kind == "direction" and figures


_OF_SOMETHING: Final = frozenset(("staffs and buys", "rules"))


_STRONG: Final = (
    "introduce institute supply give offer install issue provide receive establish create begin start"
    " commence update extend devise design".split()
)


@cache
def _strong() -> frozenset[str]:
    """The verbs whose object is a thing, unless it is known for an abstract one."""
    return frozenset(form for verb in _STRONG for form in verb_forms(verb))


def _makes_one(reading: Reading, hit: Hit) -> bool:
    """Whether one new thing is made, whatever it is called: "introduce a curfew"."""
    if hit.form == Form.ED and hit.frame == "passive":
        return False
    following = reading.words[hit.last : hit.last + 2]
    return (
        len(following) == 2
        and following[0] in _ONE
        and reading.words[hit.first][:6] in _CREATORS
    )


_TO_EACH: Final = (["every"], ["each"], ["all"])
_ONE: Final = frozenset("a an two three four five six new additional".split())
_CREATORS: Final = frozenset(
    "create creati establ introd provid provis set setup supply suppli put launch institu form"
    " design devise produce build open offer appoin recrui".split()
)


def _in_writing(reading: Reading, hit: Hit) -> bool:
    """Whether it is to be done in writing: "give advice in writing"."""
    at = hit.last
    return any(
        reading.words[place : place + 2] == ["in", "writing"]
        for place in range(at, min(at + _OBJECT, len(reading.words)))
    )


def _told(reading: Reading, hit: Hit) -> bool:
    """Whether somebody is brought up to date: "update the Board"."""
    return reading.words[hit.first].startswith("updat") and any(
        reading.words[hit.last : hit.last + 1] == [word] for word in ("us", "members", "me")
    ) or reading.words[hit.first].startswith("updat") and any(
        noun.pattern.kind in {"role", "body", "group"} and hit.last <= noun.first <= hit.last + 2
        for noun in reading.nouns
    )


def _elliptical(reading: Reading, hit: Hit) -> bool:
    """Whether the object was said before: "The list is incomplete. (Action: JB to provide)"."""
    ends = hit.last >= len(reading.words) or reading.breaks[hit.last] == 2
    return (
        ends
        and hit.frame in {"to", "modal"}
        and any(noun.pattern.kind in _THINGS and noun.last <= hit.first for noun in reading.nouns)
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


_INSTRUMENT: Final = Rare(
    r"\b(?:through|via|using|by means of|by|with) (?:[\w-]+ ){0,5}?(?:dashboard|data ?set"
    r"|scorecard|audits?|auditing"
    r"|reports?|surveys?|kpis?|indicators?|returns?|samples?|sampling|data|spot checks|reviews"
    r"|tracker)\b"
)
_FROM_TO: Final = Rare(
    r"\bfrom (?:[\w.]+ )?[\d.]+ ?%?(?: \w+)? to [\d.]+|\bby \d+(?:\.\d+)? ?(?:%|per ?cent)|\bto"
    r" \d+(?:\.\d+)? ?(?:%|per ?cent)"
)
_RHYTHM: Final = Rare(
    r"\b(?:annual|annually|quarterly|monthly|weekly|termly|yearly|six-?monthly|every|each"
    r" (?:year|term|quarter))\b"
)


def _object(  # noqa: C901 - the order of the questions is the rule
    reading: Reading, hit: Hit, limit: int
) -> tuple[bool, bool]:
    """Whether what a verb is done to can be seen, and whether it cannot."""
    if (hit.form == Form.ED and hit.frame == "passive") or hit.pattern.name == "exists":
        start = reading.sentence_start(hit.first)
        thing = any(
            noun.pattern.kind in _THINGS
            for noun in reading.nouns
            if start <= noun.first and noun.last <= hit.first
        )
        if hit.pattern.kind == "light" and reading.words[hit.first] in _ONLY_USED:
            return False, True
        if thing or hit.pattern.kind != "light":
            return thing, not thing and _abstract_before(reading, start, hit.first)
        if _abstract_before(reading, start, hit.first):
            return False, True
    end = min(limit, hit.last + _OBJECT)
    near = _end_of_object(reading, hit.last, end)
    if hit.pattern.kind == "light":
        end = min(end, near)
        if _carries_out_a_plan(reading, hit, end):
            return False, True
        if _quoted(reading, hit):
            return True, False
    abstract_at = -1
    for noun in reading.nouns:
        if noun.first < hit.last - 1 or noun.first >= end:
            continue
        if noun.pattern.kind == "abstract":
            if hit.last <= noun.first < near and abstract_at < 0:
                abstract_at = noun.last
        elif noun.pattern.kind in _THINGS and (noun.last > hit.last or hit.last - hit.first > 1):
            if noun.last < len(reading.words) and reading.words[noun.last] in _SYSTEMS:
                if _thing_after(reading, noun.last, end):
                    continue
                return False, True
            thing = abstract_at < 0 or _qualifies(reading, abstract_at, noun.first)
            return thing, not thing
    return False, abstract_at >= 0


_ONLY_USED: Final = frozenset("used applied followed maintained had taken kept moved".split())


def _abstract_before(reading: Reading, start: int, end: int) -> bool:
    return any(
        noun.pattern.kind == "abstract" and start <= noun.first and end - _NEAR < noun.last <= end
        for noun in reading.nouns
    )


_NEAR: Final = 4


def _engages(reading: Reading, hit: Hit) -> bool:
    """Whether somebody is given a post: "appoint a senior officer"."""
    return hit.pattern.name == "staffs and buys" and any(
        noun.pattern.kind == "role" and hit.last <= noun.first <= hit.last + 4
        for noun in reading.nouns
    )


def _thing_after(reading: Reading, at: int, end: int) -> bool:
    """Whether a thing follows at once: "information sharing protocol"."""
    return any(
        noun.pattern.kind in _THINGS and at <= noun.first <= at + 2 and noun.first < end
        for noun in reading.nouns
    )


_SYSTEMS: Final = frozenset(
    "mechanism mechanisms process processes system systems arrangements culture"
    " approach practice responsibility responsibilities development quality sharing keeping"
    " collection making makers skills capability capacity issues culture usage".split()
)


def _end_of_object(reading: Reading, first: int, end: int) -> int:
    """Where the first thing that a verb takes ends: at a preposition, once there is something."""
    something = False
    for at in range(first, end):
        word = reading.words[at]
        if word in _ENDS_OBJECT and something:
            return at
        something = something or not (word in _FINITE or word in _ENDS_OBJECT)
    return end


_ENDS_OBJECT: Final = frozenset(
    "around about regarding concerning in on for within between from under against at by across so"
    " that which who where when into throughout towards".split()
)
_DELIVERS: Final = frozenset(
    "deliver implement execute action achieve progress follow apply use".split()
)
_PLANS: Final = frozenset(
    "strategy strategies plan plans vision agenda priorities programme framework objectives aims"
    " actions commitments".split()
)


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
    between = reading.words[abstract_end:noun]
    return len(between) <= 3 and not any(word in _PREPOSITIONS for word in between if word != "and")


_MAKING: Final = frozenset(
    "preparation production publication development creation delivery completion drafting writing"
    " introduction establishment submission commissioning implementation design provision".split()
)


def _made(reading: Reading) -> bool:
    for at, word in enumerate(reading.words[:-2]):
        if word in _MAKING and reading.words[at + 1] == "of":
            return any(
                noun.pattern.kind == "artefact" and at + 2 <= noun.first <= at + 5
                for noun in reading.nouns
            )
    return False


def _heading(reading: Reading, figures: bool) -> str:  # noqa: FBT001
    words = reading.words
    for at, word in enumerate(words[:5]):
        if word in _NOUNS_OF_DEED and at + 1 < len(words):
            if words[at + 1] in {"of", "to", "on", "for", "with"}:
                return _NOUNS_OF_DEED[word]
            break
    early = any(noun.pattern.kind == "event" and noun.first < 5 for noun in reading.nouns)
    if early and (figures or not reading.verbs):
        return "event"
    return ""
