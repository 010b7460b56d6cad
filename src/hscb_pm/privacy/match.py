"""What the guard says about a place in a text, without a letter of what stands there."""

from typing import NamedTuple


class Match(NamedTuple):
    """A place that may identify a person: its kind, its offsets `[start, end)`, its mask.

    It holds no copy of the text, so it can be printed, logged and kept.
    """

    kind: str
    start: int
    end: int
    masked: str


KINDS = {
    "nhs_number": ("an NHS number", "leave it out, or use the audit's own case number"),
    "upn": ("a unique pupil number", "leave it out, or use the audit's own case number"),
    "ni_number": ("a National Insurance number", "leave it out"),
    "dob": ("a date of birth", "write the age in years, or the age group"),
    "dod": ("a date of death", "write the year or the quarter"),
    "address": ("an address", "write the district, or the kind of home"),
    "postcode": ("a full postcode", "write the postcode district, such as AL1"),
    "phone": ("a personal telephone number", "write the role, or the team's published line"),
    "email": ("a personal e-mail address", "write the role, or a role mailbox"),
    "passport": ("a passport or residence permit number", "leave it out"),
    "person_name": (
        "a person's name",
        "write the role, or 'Child A', 'Mother', 'Father of Child A'",
    ),
    "case_ref": ("a case number of an agency", "use the audit's own case number: 'Case 4 of 12'"),
}
"""Each kind in plain words, and what to write instead."""

_ENDS = {
    "nhs_number": "NHS number",
    "upn": "unique pupil number",
    "ni_number": "National Insurance number",
    "phone": "telephone number",
    "passport": "passport number",
    "case_ref": "case number",
}
_WHOLE = {
    "dob": "date of birth",
    "dod": "date of death",
    "address": "address",
    "postcode": "full postcode",
    "email": "e-mail address",
    "person_name": "a person's name",
}
_LONG = 8
"""Two characters of fewer than eight are too much of them."""


def masked(kind: str, found: str) -> str:
    """The kind in words, with the last two characters of a long number, so that it can be found."""
    if kind in _WHOLE:
        return _WHOLE[kind]
    kept = [c for c in found if c.isalnum()]
    if len(kept) < _LONG:
        return _ENDS[kind]
    return f"{_ENDS[kind]}, ends …{''.join(kept[-2:])}"
