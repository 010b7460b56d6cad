"""M: how one could tell. From the column of measures, and from the action itself."""

from functools import cache
from typing import Final, NamedTuple

from hscb_pm.lazily import lazy
from hscb_pm.smart.actor import says_nothing
from hscb_pm.smart.pattern import Hit
from hscb_pm.smart.reading import Reading, figure_expressions
from hscb_pm.smart.specific import Core
from hscb_pm.smart.task import Deed, Tasks

_SHOWS: Final = frozenset(("artefact", "event", "post", "evidence", "verdict"))
_DONE: Final = frozenset(
    "complet done deliv achiev imple place agree made actio succe carri under evide confi have been"
    " will with fully that this from into all they were finis start taken takin happe estab".split()
)
_DIRECTIONS: Final = frozenset(
    "improve improved improving improvement improvements better increase increased increasing"
    " reduce"
    " reduced reduction decrease decreased more fewer less greater enhanced enhance stronger"
    " strengthen"
    " strengthened higher lower raise raised quicker faster maximise minimise consistent minimised"
    " maximised reducing growing improves increases reduces".split()
)
_TEACHING: Final = frozenset(("teaches", "passes on", "supports", "promotes"))
_STEM: Final = 5
_SHORTEST: Final = 4


class Measure(NamedTuple):
    """What a column of measures is worth: `good`, a code, or nothing if there is none."""

    worth: str
    spans: tuple[tuple[int, int], ...] = ()
    external: bool = False
    """Whether somebody outside gives the verdict."""
    figured: bool = False
    """Whether it gives the figure that is to be reached."""


def measure_of(measure: str | None, reading: Reading) -> Measure:
    """Judge the column of measures beside the action."""
    if measure is None or not measure.strip():
        return Measure("")
    whole = ((0, len(measure)),)
    if says_nothing(measure):
        return Measure("M3", whole)
    told = Reading(measure, verbs=False)
    hollow = _HOLLOW.search(told.text) is not None
    counts = {pattern.kind for pattern, _, _ in told.find(figure_expressions())}
    kinds = {hit.pattern.kind for hit in told.nouns}
    external = "verdict" in kinds
    figured = "figure" in counts
    if (
        external
        or counts & {"figure", "population", "indicator"}
        or ("evidence" in kinds and not hollow)
        or _COUNTED.match(told.text)
        or (told.words[:1] and told.words[0] in _WHOLE and _counts_something(reading))
    ):
        return Measure("good", external=external, figured=figured)
    shows = kinds & _SHOWS and not hollow and not _of_direction(told)
    if _repeats(told, reading) and not (shows and _names_another(told, reading)):
        return Measure("M2", whole)
    if shows:
        return Measure("good")
    direction = directions(told)
    return Measure("M4", direction) if direction else Measure("M1", whole)


_WHOLE: Final = frozenset(("all", "each", "every", "both"))
_COUNTED: Final = lazy(r"\W*(?:number|no\.|count|total|percentage|proportion|average|rate)\b")


def _counts_something(reading: Reading) -> bool:
    """Whether the action says how many: then "all distributed" is a number."""
    return any(
        pattern.kind in {"figure", "population"}
        for pattern, _, _ in reading.find(figure_expressions())
    )


def _names_another(told: Reading, reading: Reading) -> bool:
    """Whether a measure names a document of its own: "challenge log" for "provide challenge"."""
    return any(
        hit.pattern.kind == "artefact" and reading.words.count(told.words[hit.last - 1]) == 0
        for hit in told.nouns
    )


_HOLLOW: Final = lazy(
    r"\b(?:satisfactory|good|sufficient|adequate|effective|appropriate|robust) progress\b"
    r"|\b(?:is|are|being|more) (?:effective|appropriate|robust|embedded|consistent)\b"
)


def directions(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Where a text says better, more or less."""
    if _DIRECTIONS.isdisjoint(reading.words):
        return ()
    return tuple(
        reading.given_span(reading.starts[at], reading.ends[at])
        for at, word in enumerate(reading.words)
        if word in _DIRECTIONS
    )


def _of_direction(told: Reading) -> bool:
    return bool(told.words) and told.words[0] in _DIRECTIONS


def _stems(words: list[str]) -> set[str]:
    return {word[:_STEM] for word in words if len(word) >= _SHORTEST}


@cache
def _done() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _DONE)


def _repeats(told: Reading, reading: Reading) -> bool:
    """Whether a measure only says that the action was done."""
    said = _stems(told.words) - _done()
    return said <= _stems(reading.words)


def shown(reading: Reading, tasks: Tasks, found: Core) -> str:
    """How the action itself lets one tell: `figure`, `thing`, `event`, or not at all."""
    idle = [deed.hit.pattern.kind in {"idle", "admonish"} for deed in tasks.mains]
    told_off = True in idle
    if tasks.figures and not (told_off and found.verdict != "task"):
        return "figure"
    if tasks.indicator and (False in idle or not idle):
        return "figure"
    if not tasks.mains:
        return _named(reading, tasks)
    if found.verdict in {"task", "rescued"}:
        best = [_by_deed(deed, tasks) for deed in tasks.deeds if _counts(deed, found)]
        if "thing" in best or "event" in best:
            return "thing" if "thing" in best else "event"
    if tasks.made and not told_off:
        return "thing"
    by_means = not _BY_MEANS.isdisjoint(reading.present)
    return "event" if by_means and _OCCASIONS.search(reading.text) else ""


def _counts(deed: Deed, found: Core) -> bool:
    """Whether what a deed leaves behind belongs to the task."""
    if not deed.concrete:
        return False
    return deed.main or deed is found.deed or (deed.thing and not deed.of_noun)


_BY_MEANS: Final = frozenset(("through", "via", "by", "using"))
_OCCASIONS: Final = lazy(
    r"\b(?:through|via|by means of|by way of|using) (?:[\w-]+ ){0,4}?(?:campaign|training"
    r"|workshops?"
    r"|briefings?|newsletters?|leaflets?|posters?|e-?learning|conference|events|audits?|surveys?"
    r"|letters?|bulletins?)\b"
)


def _by_deed(deed: Deed, tasks: Tasks) -> str:
    if deed.thing and not deed.endless and deed.hit.pattern.name not in _TAKES_PLACE:
        return "thing"
    kind = deed.hit.pattern.kind
    seen = kind in {"event", "light", "task", "unknown"} and not deed.endless
    if seen or (kind == "vague" and not deed.endless) or tasks.populations or deed.single:
        return "event"
    return ""


_TAKES_PLACE: Final = frozenset(("teaches", "meets"))
_STATES: Final = frozenset("are is be have feel can know understand was were had".split())


def _named(reading: Reading, tasks: Tasks) -> str:
    """A heading that names a thing or an event, and a state that can be counted."""
    if tasks.heading:
        return "event"
    things = [noun for noun in reading.nouns if noun.pattern.kind in _THINGS]
    if reading.words[:1] == ["there"] and reading.words[2:3] == ["be"]:
        return "thing" if any(_EARLY // 2 < noun.first <= 2 * _EARLY for noun in things) else ""
    if any(word in _STATES for word in reading.words[:12]):
        return ""
    if tasks.populations:
        return "thing" if things else ""
    return "thing" if any(noun.first <= _EARLY for noun in things) else ""


_THINGS: Final = frozenset(("artefact", "event", "post"))
_EARLY: Final = 5


def only_activity(tasks: Tasks) -> Hit | None:
    """The verb of a task that is training or telling, and nothing else."""
    mains = [deed for deed in tasks.mains if deed.concrete]
    if mains and all(deed.hit.pattern.name in _TEACHING for deed in mains):
        return mains[0].hit
    return None
