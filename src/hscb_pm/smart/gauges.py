"""How one would tell: a measure for an action that has none."""

import re
from typing import Final

from hscb_pm.lazily import lazy
from hscb_pm.smart.better import AUDIENCE
from hscb_pm.smart.seeing import KNOWN, instrument, mode_of, people
from hscb_pm.smart.task import Deed
from hscb_pm.smart.wording import Row, lower_first, topic

_DIRECTION: Final = lazy(
    r"\b(?:(?:an? )?(?:increase|reduction|decrease|improvement|decline|rise|fall)s?(?: (?:in|of))?"
    r"|increased|increasing|improved|improving|better|more|fewer|less|greater|reduced|higher|lower"
    r"|stronger|strengthened|enhanced|raised|quicker|faster|positive|good|improve|raise"
    r"|reduce)\b ?",
    re.IGNORECASE,
)
_STATE: Final = lazy(r"\b(?:is|are|feel|feels|know|knows|understand|understands|have|has)\b")
_AWARE: Final = lazy(r"\b(?:aware\w*|understand\w*|know\w*|confiden\w*|profile)\b", re.IGNORECASE)
_FILES: Final = lazy(
    r"\b(?:child|children|famil\w+|files?|cases?|assessments?|supervision|recording|chronolog\w+"
    r"|practice|thresholds?|visits?)\b",
    re.IGNORECASE,
)
_ASSURED: Final = lazy(r"\bassur(?:ance|ed)\b", re.IGNORECASE)
_CARRIED: Final = lazy(r"(?:the )?(?:\w+ )?(?:recommendations?|actions?)\b", re.IGNORECASE)
_FORMED: Final = lazy(r"\b(?:group|panel|forum|board|committee|network)s?\b", re.IGNORECASE)
_SERVED: Final = lazy(r"\b(?:children|young people|parents|families|carers)\b", re.IGNORECASE)
_HELD: Final = frozenset(("meets", "teaches"))
_MADE: Final = frozenset(("writes", "makes, if it is a thing", "exists"))
_SENT: Final = lazy(
    r"\b(?:newsletter|leaflet|guide|guidance|strategy|policy|protocol|procedures?|toolkit|briefing"
    r"|handbook|poster|template|form|manual|pack|chapter|pathway|document|booklet|website)s?\b",
    re.IGNORECASE,
)
_HAPPENS: Final = lazy(
    r"\b(?:training|workshops?|sessions?|events?|conferences?|seminars?|briefings?|forums?)\b",
    re.IGNORECASE,
)


def gauge(row: Row, deed: Deed | None, *, told: bool) -> str:
    """A measure that fits what is done, with slots for the figures."""
    return f"Measure: {_of_telling(row, deed) if told and deed else _gauge(row, deed)}"


def _of_telling(row: Row, deed: Deed) -> str:
    """Whether people do what they were told to do."""
    about = row.topic_of(deed)
    if _HAPPENS.search(about):
        return "attended by [number] of [number] who were invited"
    if re.search(r"\b(?:policy|protocol|procedure|pathway|guidance|tool|toolkit|form)s?$", about):
        return f"[number] of [number] files audited show use of {about}"
    return "[number] of [number] files audited show that it is done"


def _gauge(row: Row, deed: Deed | None) -> str:
    if deed is None:
        happens = _HAPPENS.search(row.sentence) is not None
        return (
            _ATTENDED if happens else "the plan presented to [group] on [date], with [number] steps"
        )
    about = row.topic_of(deed)
    told = " ".join(row.measure.split())[:100].strip(" .;,")
    how = instrument(row.measure)
    return (
        _by_family(row, deed, about, told)
        or ("" if how or not told else _of_wish(told, about))
        or _by_instrument(deed, about, how)
        or _by_thing(row, deed, about)
        or "minuted by [group] on [date], with what it decided"
    )


_ATTENDED: Final = "attended by [number] of [number] who were invited"


def _by_family(row: Row, deed: Deed, about: str, told: str) -> str:
    """What the verb alone decides."""
    family = deed.hit.pattern.name
    if family == "goes on" and about:
        counted = re.sub(r"^(?:oversight|an overview|focus|momentum) (?:of|on) ", "", about)
        return f"a count of {counted} each quarter, from [number] to [number]"
    if family == "supports" and not told and _SERVED.search(about):
        return f"in a survey, [number] of [number] {people(about)} say that it helped them"
    if _ASSURED.search(row.sentence):
        return "a written statement from [number] of [number] agencies, tabled at [group] on [date]"
    return ""


def _by_instrument(deed: Deed, about: str, how: str) -> str:
    """What the measure of the row names, or what fits best."""
    if how == "files" or (not how and _is_practice(deed, about)):
        return _files(about)
    if how == "survey" or deed.hit.pattern.name == "promotes" or _AWARE.search(about):
        return _asked(about)
    return ""


def _by_thing(row: Row, deed: Deed, about: str) -> str:  # noqa: PLR0911 - one for each thing
    """What will be there to be seen."""
    family = deed.hit.pattern.name
    if family == "finds out":
        return "the findings presented to [group] on [date], with [number] recommendations"
    if _CARRIED.search(about) and deed.hit.pattern.kind in {"light", "vague", "task"}:
        return "[number] of [number] done, as minuted by [group] on [date]"
    if family in _MADE and (thing := _SENT.search(about)):
        what = thing.group().lower()
        return f"{what} published on [date], and sent to [number] of [number] agencies"
    if family == "writes":
        return "sent to [number] of [number] who should have it"
    if family in _MADE and _FORMED.search(about):
        return "first met on [date], with [number] of [number] members there"
    if family in _HELD or _HAPPENS.search(about or row.sentence):
        return _ATTENDED
    if about and (family in {"direction", "improves"} or mode_of(about) == "survey"):
        return _figure(about)
    return ""


def _of_wish(told: str, about: str) -> str:
    """A figure in the place of a direction or a wish."""
    bare = topic(_DIRECTION.sub("", told))
    if _AWARE.search(told):
        return _asked(about)
    if _STATE.search(told.lower()):
        who = people(told)
        return f"in a survey, [number] of [number] {who} say that {lower_first(told)}"
    if _DIRECTION.match(told) or _DIRECTION.search(told):
        return _figure(bare if _is_named(bare) else about)
    return ""


def _is_named(bare: str) -> bool:
    return bool(bare) and bare not in {"outcomes", "outcome", "staff", "progress", "practice"}


def _figure(about: str) -> str:
    mode = mode_of(about)
    if not about:
        return "[number] of [number] files audited meet the standard"
    if mode == "survey":
        return f"in a survey, [number] of [number] {people(about)} rate {about} as good"
    first = re.split(r" (?:of|in|for|to|between|with|from|by|on|at) ", about)[0]
    if mode == "figures" or not first.endswith("s") or first.endswith("ss"):
        return f"{about}, from [number] to [number]" if mode == "figures" else _files(about)
    counted = re.sub(r"^(?:the|all|our|its) ", "", about)
    return f"number of {counted}, from [number] to [number]"


def _asked(about: str) -> str:
    who = people(about)
    if (known := KNOWN.match(about)) is not None:
        about = known.group(1)
    about = AUDIENCE.sub("", about).rstrip(" ,")
    if not about:
        return f"in a survey, [number] of [number] {who} say what it asks of them"
    return f"in a survey, [number] of [number] {who} say what they know of {about}"


def _files(about: str) -> str:
    words = re.sub(r"^that ", "", about)
    if not words:
        return "[number] of [number] files audited meet the standard"
    if re.search(r"\b(?:voice|views|wishes|use)\b", words):
        return f"[number] of [number] files audited show {words}"
    link = "show that" if _STATE.search(words) else "meet the standard for"
    return f"[number] of [number] files audited {link} {words}"


def _is_practice(deed: Deed, about: str) -> bool:
    wish = deed.hit.pattern.kind in {"vague", "idle", "admonish", "direction"}
    return wish and mode_of(about) != "survey" and _FILES.search(about) is not None
