"""S: a finite task, and somebody to do it."""

from typing import Final, NamedTuple

from hscb_pm.lazily import lazy
from hscb_pm.smart.grammar import STOP
from hscb_pm.smart.pattern import Form, Hit
from hscb_pm.smart.reading import Reading
from hscb_pm.smart.task import Deed, Tasks

_RESCUING: Final = frozenset(("means", "to", "joined", "order", "modal"))
_INNER: Final = frozenset(("subject", "passive", "perfect", "modal"))


_WITH_CLAUSE: Final = frozenset(("ensures", "goes on"))
"""The verbs after which a clause says what will be done: "ensure that managers inspect"."""


_NEVER_DONE: Final = frozenset(
    "regularly routinely continuously continually constantly periodically always frequently".split()
)


def _never_done(reading: Reading, hit: Hit) -> bool:
    """Whether a task has no end: "reviewed regularly", "always record"."""
    words = reading.words
    if _NEVER_DONE.isdisjoint(words):
        return False
    for at, word in enumerate(words):
        if word in _NEVER_DONE:
            last = at + 1 == len(words) or reading.breaks[at + 1] > 0
            if hit.first - 2 <= at <= hit.last or (last and at > hit.first):
                return True
    return False


_CROWD: Final = frozenset(
    "staff practitioners professionals workers everyone everybody colleagues employees volunteers"
    " managers partners clinicians personnel".split()
)
_WHICH: Final = frozenset("all our any frontline the".split())
_SHOULD: Final = frozenset("should must shall need needs ought".split())


def _tells_a_crowd(reading: Reading, tasks: Tasks) -> bool:
    """Whether it tells a crowd how to work, with no figure and nobody who sees to it."""
    words = reading.words
    hit = tasks.mains[0].hit
    at = reading.sentence_start(hit.first)
    while at < len(words) and words[at] in _WHICH:
        at += 1
    if tasks.figures or words[at : at + 1] == [] or words[at] not in _CROWD:
        return False
    if hit.form == Form.ED or words[at + 1 : at + 2] == [] or words[at + 1] not in _SHOULD:
        return False
    return not any(
        noun.pattern.kind in {"role", "body"}
        and noun.first > hit.first
        and {"by", "from"} & set(words[max(0, noun.first - 3) : noun.first])
        for noun in reading.nouns
    )


_NOTHING: Final = lazy(
    r"\W*(?:n[/.]?a\.?|none|nil|not applicable|no (?:further |new |more )?actions?(?: is| are)?"
    r"(?: required| needed| necessary)?|(?:please )?(?:see|as|refer to|covered by)(?: also)?"
    r" (?:action|actions|recommendation|rec|item|objective|point|above|below|section|per)"
    r"[\w .&,/-]{0,20}|ditto|tb[cad]|blank)?\W*$"
)


def holds_nothing(reading: Reading) -> bool:
    """Whether a row holds no action: "n/a", "See action 3", "No further action"."""
    return len(reading.words) <= _SHORT and _NOTHING.match(reading.text[:120]) is not None


_SHORT: Final = 8


class Core(NamedTuple):
    """What the task of a text comes to."""

    verdict: str
    """`task`, `rescued`, `vague`, `endless`, `admonish` or `none`."""
    deed: Deed | None
    """The verb that decides: the task's, or the vague one's."""
    wish: Deed | None = None
    """The vague verb around a task that rescues it."""


def core(reading: Reading, tasks: Tasks) -> Core:
    """Find the task, or what stands in its place."""
    mains = tasks.mains
    if mains and not tasks.figures and _never_done(reading, mains[0].hit):
        return Core("endless", mains[0])
    if mains and _tells_a_crowd(reading, tasks):
        return Core("admonish", mains[0])
    for deed in mains:
        if deed.concrete and _commits(reading, deed):
            return Core("task", deed)
    for main in mains:
        if main.hit.pattern.kind == "idle":
            continue
        if (found := _rescue(tasks, main)) is not None:
            return Core("rescued", found, main)
    if not mains:
        return Core("task" if tasks.heading == "event" else "none", None)
    first = mains[0]
    kind = first.hit.pattern.kind
    return Core("admonish" if kind == "admonish" else "vague", first)


def _commits(reading: Reading, deed: Deed) -> bool:
    """Whether a verb asks for something, and does not only tell what happened."""
    hit: Hit = deed.hit
    return hit.frame != "perfect" and not (
        hit.frame == "means" and reading.breaks[hit.first] == STOP
    )


def _rescue(tasks: Tasks, main: Deed) -> Deed | None:
    """A concrete task further in: by what means, or what a named role will do."""
    reached = False
    for deed in tasks.deeds:
        if deed is main:
            reached = True
            continue
        if not reached:
            continue
        kind = deed.hit.pattern.kind
        if kind in {"idle", "admonish"}:
            return None
        if not deed.concrete or deed.of_noun:
            continue
        if main.hit.pattern.kind == "admonish":
            continue
        if deed.hit.frame in _RESCUING and (kind == "event" or deed.thing or tasks.counted):
            return deed
        if main.hit.pattern.name not in _WITH_CLAUSE:
            continue
        if deed.hit.frame in _INNER and (
            deed.hit.frame == "subject" or tasks.counted or deed.thing
        ):
            return deed
    return None
