"""The owner of a row: one role is to answer for it, not a crowd, a body or a person's name."""

import re
from functools import lru_cache
from typing import Final

from hscb_pm.smart.actor import Actor, says_nothing
from hscb_pm.smart.pattern import Hit
from hscb_pm.smart.reading import Reading

_ALL: Final = frozenset("all every each both any everyone everybody various".split())
_PARTED: Final = re.compile(r"\s*(?:/|;|,|&|\+|\band\b)\s*")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.? ?){2,4}$")
_SHORT_FORM: Final = re.compile(r"(?:[A-Z]\.? ?){2,}")
_SHORT_FORMS: Final = frozenset("HR CCG NHS MASH LADO CAMHS DCS AD CEO YOT IT ICT QA PH".split())
_TITLED: Final = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Sir|Lord|Lady|Rev|Prof)\.? [A-Z][\w'-]+")
_NAMED: Final = re.compile(r"([A-Z][a-z]+)(?: [A-Z]\.?)? [A-Z][A-Za-z'-]+$")
_CHAIRED: Final = re.compile(
    r"\b(?:board|panel|partnership|(?:sub-? ?)?group|committee|forum|executive|lscb|hscb|scb|sab"
    r"|cdop)\b",
    re.IGNORECASE,
)
_FIRST_NAMES: Final = frozenset(
    "adam alan alex alice alison amanda amy andrea andrew angela ann anna anne anthony barbara ben"
    " brian carol caroline catherine charles charlotte chris christine christopher claire clare"
    " colin daniel david dawn deborah debbie diane donna elizabeth emily emma fiona frances gareth"
    " gary geoff george gill gillian graham hannah harry hazel heather helen ian jack jackie jacob"
    " jacqueline james jamie jane janet jason jean jennifer jenny jill jim joan joanna joanne john"
    " jonathan joseph joy judith julia julie karen kate katherine kathryn keith kelly ken kevin"
    " kim laura lauren leanne lesley linda lisa liz louise lucy lynn margaret maria marie mark"
    " martin mary matthew maureen megan michael michelle mike nancy natalie neil nicholas nicola"
    " nigel oliver olivia pam pamela pat patricia patrick paul pauline peter philip phil rachel"
    " ray rebecca richard rob robert robin roger ross ruth ryan sally sam samantha sandra sara"
    " sarah sharon sheila shirley simon sophie stephanie stephen steve steven stuart sue susan"
    " suzanne tim thomas tom tony tracey tracy trevor valerie vanessa victoria wendy"
    " william zoe".split()
)
"""Common names, by which "Jane Brown" is told from "Early Help"."""


@lru_cache(maxsize=1024)
def owner_of(owner: str | None) -> Actor | None:
    """The owner that a row names."""
    if owner is None or says_nothing(owner):
        return None
    name = " ".join(owner.split())
    reading = Reading(owner, verbs=False)
    kind = _kind_of(name, reading)
    spans = ((0, len(owner)),) if kind else ()
    known = _SHORT_FORM.match(name) is not None or any(
        hit.pattern.kind == "role" for hit in reading.nouns
    )
    return Actor(name, kind, spans, "owner", known)


def _kind_of(name: str, reading: Reading) -> str:
    """What is wrong with an owner: `several`, `crowd`, `roles`, `body`, `person`, or nothing."""
    kinds = {hit.pattern.kind for hit in reading.nouns}
    roles = [hit for hit in reading.nouns if hit.pattern.kind == "role"]
    if _is_several(name):
        return "several"
    if reading.words[:1] and reading.words[0] in _ALL:
        return "crowd"
    if roles:
        return "roles" if all(_is_plural(reading, hit) for hit in roles) else ""
    if "group" in kinds or "body" in kinds:
        return "body" if "body" in kinds or reading.words[-1:] == ["team"] else "crowd"
    named = _NAMED.match(name)
    if _TITLED.match(name) or (named and named.group(1).lower() in _FIRST_NAMES):
        return "person"
    return ""


def _is_plural(reading: Reading, hit: Hit) -> bool:
    word = reading.words[hit.last - 1]
    return word.endswith("s") and not word.endswith("ss")


def _is_several(name: str) -> bool:
    """Whether two can each be told to do it: "JB / KT", "the Chair and the Board Manager"."""
    parts = [part for part in _PARTED.split(name.partition("(")[0]) if part]
    return len(parts) > 1 and sum(map(_stands_alone, parts)) > 1


def _stands_alone(part: str) -> bool:
    if _INITIALS.match(part):
        return part not in _SHORT_FORMS
    reading = Reading(part, verbs=False)
    return any(hit.pattern.kind == "role" for hit in reading.nouns)


def one_role(actor: Actor) -> str:
    """How to come to one role from an owner who is none."""
    name = actor.name
    if actor.kind == "several":
        parts = [part for part in _PARTED.split(name.partition("(")[0].strip()) if part]
        return f"Name one owner, {' or '.join(parts)}; who helps is named in the action"
    if actor.kind == "roles":
        return f"Name one role in the place of {name}, and make an action for each of the others"
    if actor.kind == "person":
        return "Write the role in the place of the name, e.g. Head of Safeguarding"
    if actor.kind == "body":
        post = "chair" if _CHAIRED.search(name) else "manager"
        return f"Name one role in {name}, e.g. its {post}"
    return f"Name one role to answer for {name[:1].lower() + name[1:]}, e.g. a head of service"
