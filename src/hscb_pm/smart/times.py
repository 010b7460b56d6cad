"""When: dates, periods and rhythms, and the words that only sound like them.

Kinds:

- `date`: a date or a bounded period; `reference`: one that may belong to a thing already past;
- `span`: within a number of hours or days, which is often a standard of the thing, not a deadline;
- `rhythm`: a fixed recurrence; `adjective`: a recurrence said of a thing ("quarterly report");
- `open`: open-ended; `trigger`: when something happens; `name`: part of a name, says nothing.

The expressions are matched on folded text, in this order: what stands first takes the words.
"""

from typing import Final

from hscb_pm.smart.clock import MONTH, RHYTHM, SEASON, UNIT, WORDS, N, expression
from hscb_pm.smart.dates import DATES
from hscb_pm.smart.pattern import Pattern
from hscb_pm.smart.periods import PERIODS

_STARTS: Final = {
    "open-ended": (
        "ongoing on asap a.s.a.p as immediate immediately urgent urgently with at in the short"
        " medium long"
        " longer near without promptly swiftly speedily expeditiously forthwith straight"
        " straightaway"
        " right soon soonest shortly quickly rapidly timely more eventually over from periodic"
        " periodically regular regularly frequent frequently routine routinely constant constantly"
        " continuous continuously continual continually rolling where when if always permanent"
        " permanently indefinite indefinitely open intermittently sometime until business bau"
        " perpetual"
        " now high priority year day everyday"
    ),
    "when something happens": (
        "once when whenever as until after upon on following subject dependent depending pending"
        " in if at"
        " prior before by"
    ),
}
"""The words with which each expression can begin, up to a hyphen or a figure; `#` is a figure."""

_NEEDS: Final = {
    "open-ended": (
        "ongoing going asap a.s.a. possible practicable practical feasible soon immediate "
        "immediately urgent urgently urgency priority course earliest early opportunity "
        "future fullness term delay promptly swiftly speedily expeditiously forthwith "
        "straight straightaway right soonest shortly quickly rapidly timely eventually time "
        "regular regularly periodic periodically intervals frequent frequently routine "
        "routinely times constant constantly continuous continuously continual continually "
        "continuing rolling required needed necessary appropriate available always permanent "
        "permanently indefinite indefinitely ended intermittently coming point sometime "
        "notice usual bau perpetual effect now few allows year day everyday speed"
    ),
    "when something happens": (
        "agreed approved approval available allows allow permits permit induction completed "
        "complete completion appointed appointment place funding resources recruited "
        "recruitment publication published confirmed received receipt signed launched launch "
        "implementation implemented inspection outcome finalised known release ready "
        "established joining starting employment arise arises occur occurs identified "
        "admission discharge referral review resolved"
    ),
}
"""Words of which each match of an expression has one, up to a hyphen or a figure."""


def _expression(name: str, kind: str, find: str, yes: str, no: str) -> Pattern:
    return expression(name, kind, find, (yes, no), (_STARTS[name], _NEEDS[name]))


OPEN: Final = (
    _expression(
        "open-ended",
        "open",
        r"\b(?:on-?going|asap|a\.s\.a\.p|as soon as (?:possible|practicable|practical|can be"
        r"|feasible)"
        r"|as soon as|immediate(?:ly)?|urgent(?:ly)?|as a matter of (?:urgency|priority|course)"
        r"|with urgency"
        r"|at the earliest (?:opportunity|possible|convenience)|at (?:an|its|their) early"
        r" (?:opportunity|date)"
        r"|at the first opportunity|in due course|in the (?:near |foreseeable )?future|in the"
        r" fullness of time"
        r"|(?:in the )?(?:short|medium|long|longer|near)[- ](?:to[- ](?:medium|long)[- ])?term"
        r"|without (?:undue |further )?delay|promptly|swiftly|speedily|expeditiously|forthwith"
        r"|straight ?away"
        r"|right away|soon(?:est)?|shortly|quickly|rapidly|in a timely (?:manner|fashion|way)"
        r"|timely"
        r"|more timely|eventually|over time|from time to time|periodic(?:ally)?|regular(?:ly)?"
        r"|on a regular basis|at regular intervals|frequent(?:ly)?|routine(?:ly)?|at all times"
        r"|constant(?:ly)?"
        r"|continu(?:ous|ously|al|ally)|on a continu(?:ous|al|ing) basis|on a rolling basis|rolling"
        r"|as (?:and when )?(?:required|needed|necessary|appropriate)|where (?:necessary"
        r"|appropriate|possible)"
        r"|when (?:possible|necessary|needed|required|appropriate|available)|if (?:required"
        r"|necessary|needed)"
        r"|as appropriate|always|permanent(?:ly)?|indefinite(?:ly)?|open[- ]ended|intermittently"
        r"|in the coming (?:weeks|months|years)|over the coming (?:weeks|months|years)|at some"
        r" point|sometime"
        r"|until further notice|business as usual|bau|perpetual|with immediate effect|now|with"
        r" effect from now"
        r"|in the next few (?:weeks|months|years)|over the next few (?:weeks|months|years)|when"
        r" time allows"
        r"|asap\.?|high priority|priority|year on year|day to day|day-to-day|everyday|with all"
        r" speed)\b",
        "Ongoing",
        "Thereafter",
    ),
    _expression(
        "when something happens",
        "trigger",
        r"\b(?:once|when|whenever|as soon as|until|after|upon|on|following|subject to|dependent"
        r" on|depending on"
        r"|pending|in line with|in response to|if|at the point of|at|prior to|before|by the time"
        r" of|as part of)"
        r" (?:the |their |its |an? |any |all |further |every |each )?(?:[\w'-]+ ){0,4}?(?:agreed"
        r"|approved|approval"
        r"|available|allows?|permits?|induction|completed?|completion|appointed|appointment|in"
        r" place|funding"
        r"|resources|recruited|recruitment|publication|published|confirmed|received|receipt"
        r"|signed|launched"
        r"|launch|implementation|implemented|inspection|outcome of|finalised|known|release|ready"
        r"|established"
        r"|joining|starting|employment|arises?|occurs?|identified|admission|discharge|referral"
        r"|review|resolved)\b",
        "once agreed by the Board",
        "on the agenda",
    ),
)

TIMES: Final = (*DATES, *OPEN[:1], *PERIODS, *OPEN[1:])
"""Every expression of time; the first that matches has the words."""

DUE_ALONE: Final = (
    r"(?:\b|(?=\+))(?:20[0-4]\d|"
    + MONTH
    + r"|"
    + SEASON
    + r"|q[1-4]|year (?:one|two|three|four|five|[1-5])\b"
    r"|\d{1,3}(?: ?- ?\d{1,3})? (?:day|week|month|year|working day)s?\b|"
    + N
    + r" "
    + UNIT
    + r"|next "
    + WORDS
    + r"(?:meeting|board)|"
    + RHYTHM
    + r"|christmas|easter|yearly|annually|each year"
    r"|half[- ]?yearly|every \w+|today|tomorrow|year[- ]end|\d\d/\d\d|(?:mon|tues|wednes|thurs"
    r"|fri)day|eo(?:q|m|y|fy)\b|\+ ?\d{1,3} ?(?:d|w|m)\b)"
)
"""What is a date where nothing but a date is expected: in a column of dates."""
