"""What says that a name is none of a family: an institution, a published case, somebody at work."""

from hscb_pm.lazily import lazy
from hscb_pm.privacy import cues
from hscb_pm.privacy.names import (
    MINUTED,
    NO_NAME,
    OF_THE_CHILD,
    ORGANISATION,
    PUBLISHED,
    RELATIONS,
    ROLES,
    TITLES,
    word_set,
)
from hscb_pm.privacy.note import Name

_NAMED_AFTER = word_set("""
    inquiry enquiry report review academy school hospital hospice judgment trust centre model scale
    test principles guidelines competence competent foundation framework principle house street
    road ward
""")
"""Of the words of organisations, those that make a name theirs in small letters too."""
_OWNED_BY_NONE = (NO_NAME | ORGANISATION) - OF_THE_CHILD
"""Words with a capital after a possessive that make a title of it: `Sarah's Law`."""
_ACCUSED = word_set("allegation allegations alleged allegedly accused accusation")
_JOBS = ROLES | {"by"}
_TOUCHING = {" ", "'s ", "' ", "-", "'s' "}
_AFTER_A_NAME = {", ", " (", " - ", ": ", "; ", ",", " | ", " / "}
_NOT_A_JOB = word_set("named member social education police")
"""Words of roles that, right before a name, may mean something else."""
_PUBLISHED_CASE = lazy(
    r"(?:'s)? (?:serious case |case |inquiry|independent )?(?:review|inquiry|report|scr|case)\b"
    r"(?! (?:was|were|file|meeting|conference))"
)
_OF_A_FAMILY = lazy(r"[^)]{0,20}\b(?:mother|father|mum|dad|sibling|aged|dob)\b")
_CITED = lazy(
    r"[ ,]{0,2}(?:\(?(?:19|20)\d\d|et al|and others|& [A-Z]\w+,? \(?(?:19|20))",
)


def is_institution(name: Name) -> bool:
    """A school, an inquiry or a report that bears the name, or a case that has been published."""
    if any(
        word.low in ORGANISATION and (at or word.sort == "C") for at, word in enumerate(name.words)
    ):
        return True
    after = name.after
    if after is not None and name.gap_ahead in _TOUCHING:
        if after.low in ORGANISATION and (after.sort != "l" or not name.owns):
            return after.sort != "l" or after.low in _NAMED_AFTER
        if name.owns and after.sort in "CGA" and after.low in _OWNED_BY_NONE:
            return True
    return _is_published(name)


def _is_published(name: Name) -> bool:
    if len(name.words) > 1 and any(known in name.text for known in PUBLISHED):
        return True
    ahead = name.note.line[name.end : name.end + 40].lower()
    return name.behind[-5:].lower().endswith("the ") and bool(_PUBLISHED_CASE.match(ahead))


def is_at_work(name: Name) -> bool:
    """A title or a role goes before, or a role comes after."""
    before = name.note.before(name.first, 3)
    if before and (before[-1] in TITLES or _is_job(name, before)):
        return True
    if name.words[0].low in TITLES:
        return True
    if name.owns or name.after is None:
        return False
    after = name.note.words[name.last : name.last + 3]
    if (
        name.gap_ahead in _AFTER_A_NAME
        and {word.low for word in after} & ROLES
        and after[0].low not in RELATIONS
    ):
        return not _OF_A_FAMILY.match(name.note.line[after[0].start :][:60])
    return name.gap_ahead == " " and after[0].low == "et"


def _is_job(name: Name, before: list[str]) -> bool:
    last = before[-1]
    if last not in _JOBS or name.gap_behind not in {" ", ": ", ", ", " - "}:
        return False
    return last not in _NOT_A_JOB or before[-2:-1] == ["the"]


def is_cited(name: Name) -> bool:
    """A year or other authors follow, as in a list of literature."""
    return bool(_CITED.match(name.ahead))


def is_minuted(name: Name) -> bool:
    """`Sarah presented the audit`."""
    return (
        name.after is not None
        and not name.gap_ahead.strip(" ")
        and not cues.TAKEN.search(name.behind)
        and name.after.low in MINUTED
        and not cues.TOLD.match(name.ahead)
    )


def accused(name: Name) -> bool | None:
    """`an allegation against teacher John Brown`."""
    if not name.sure or _ACCUSED.isdisjoint(name.note.lows) or is_minuted(name):
        return None
    return True if cues.WITH_CHILDREN.search(name.behind) else None
