"""How one could see it: by files, by asking, by figures, or in a report."""

import re
from typing import Final

from hscb_pm.lazily import lazy
from hscb_pm.smart.wording import Row

CHILDREN: Final = lazy(
    r"\b(?:children|child|young people|pupils|care leavers|parents|families|young carers|patients"
    r"|victims|carers|residents|service users)\b",
    re.IGNORECASE,
)
PLURALS: Final = {"child": "children"}
_FELT: Final = lazy(
    r"\b(?:aware\w*|understand\w*|knows?|knowledge|confiden\w+|feels?|heard|communicat\w+|cultur\w+"
    r"|relationships?|links|joint(?:ed)? working|partnership working|together|morale|engage\w*"
    r"|trust|listen\w*|attitudes|curiosity|clear|clarity|satisf\w+|wellbeing)\b",
    re.IGNORECASE,
)
_RATE: Final = lazy(
    r"\b(?:attendance|percentage|numbers?|proportion|rates?|timeliness|waiting|uptake|take-up"
    r"|compliance|completion|backlogs?|caseloads?|turnover|absence|incidents|attend\w*|complete\w*"
    r"|training|vacanc\w+|times|complaints|exclusions)\b",
    re.IGNORECASE,
)
_CASES: Final = lazy(
    r"\b(?:assess\w*|visits?|files?|records?|recording|referrals?|supervision|conferences?|plans?"
    r"|chronolog\w+|thresholds?|cases?|practice|decisions?|voice|views|wishes|seen|children|child"
    r"|famil\w+|policy|protocol|procedures?|pathway|toolkit|interviews?|reviews?|notes)\b",
    re.IGNORECASE,
)
FINITE: Final = lazy(
    r"^that\b|\b(?:is|are|was|were|has|have|can|will|does|receives?|knows?|feels?"
    r"|understands?|should|must)\b"
)
_INSTRUMENTS: Final = (
    ("files", lazy(r"\b(?:audit\w*|dip[- ]sampl\w*|file reads?|case sampl\w*)\b", re.IGNORECASE)),
    ("survey", lazy(r"\b(?:survey\w*|questionnaires?|feedback)\b", re.IGNORECASE)),
    ("report", lazy(r"\breports?\b", re.IGNORECASE)),
    (
        "figures",
        lazy(r"\b(?:dashboard|figures|data|attendance|attend|numbers?)\b|%", re.IGNORECASE),
    ),
)
PEOPLE: Final = lazy(
    r"(?:all |the |our |hospital |frontline |front line )*(?:staff|practitioners|professionals"
    r"|gps|managers|social workers|teachers|schools|agencies|partners|nurses|midwives"
    r"|health visitors|officers|children|young people|parents|families|colleagues)\b",
    re.IGNORECASE,
)
KNOWN: Final = lazy(
    r".{0,60}?\b(?:aware(?:ness)?|know(?:s|ledge)?|understand(?:s|ing)?|confident)\b"
    r"(?: of| about| in)?"
    r" (.+)",
    re.IGNORECASE,
)
_HOLLOW: Final = frozenset("practice learning progress performance work issues".split())


def seen(row: Row, about: str, *, clause: bool) -> str:
    """How one could see it: by files, by asking, by figures, or in a report."""
    mode = instrument(row.measure) or mode_of(about)
    if clause:
        about = about.removeprefix("that ")
        if mode == "survey" and (known := KNOWN.match(about)) is not None:
            asked = f"survey [number] {people(about)} on what they know of {known.group(1)}"
            return f"{asked}, and report the result to [group] {row.by}"
        if PEOPLE.match(about) and mode == "figures":
            some = re.sub(r"^(?:all|the|every) ", "", about)
            return f"report to [group] how many of [number] {some} {row.by}"
        about = f"whether {about}"
    if mode == "files" or about in _HOLLOW:
        what = "" if about in _HOLLOW else f" for {about}"
        return f"audit [number] files{what}, and report the result to [group] {row.by}"
    if mode == "survey":
        link = "on" if clause else "about"
        who = people(about)
        return f"survey [number] {who} {link} {about}, and report the result to [group] {row.by}"
    if mode == "figures":
        rhythm = row.by if row.by.startswith("each ") else f"each quarter, first {row.by}"
        return f"report figures on {about} to [group] {rhythm}"
    return f"report to [group] {row.by} on {about}, with the figures that show it"


def instrument(measure: str) -> str:
    """The instrument that the measure of a row names."""
    if measure:
        for name, find in _INSTRUMENTS:
            if find.search(measure):
                return name
    return ""


def mode_of(about: str) -> str:
    """Which instrument fits what a task is about."""
    if _RATE.search(about):
        return "figures"
    if _FELT.search(about):
        return "survey"
    return "files" if _CASES.search(about) else "report"


def people(about: str) -> str:
    """Whom one would ask about it."""
    found = CHILDREN.search(about)
    return PLURALS.get(found.group().lower(), found.group().lower()) if found else "staff"


def is_clause(words: str) -> bool:
    """Whether words say that something is so, and do not only name a thing."""
    return FINITE.search(words.lower()) is not None
