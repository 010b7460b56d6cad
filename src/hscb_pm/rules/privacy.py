"""PRV: nothing in the register identifies a child or a family.

The places are found while the files are read, by `store/guarding.py`; here is what they mean.
"""

from typing import Final, NamedTuple

from hscb_pm.privacy import KINDS
from hscb_pm.problem import Severity
from hscb_pm.rules.rule import reading_rule

UNNEEDED: Final = "PRV-013"
"""An exception for nothing."""
MESSAGE: Final = "may identify somebody: {what}"


class Kind(NamedTuple):
    """What the guard sees: the rule for it, and why it must not stand in a register."""

    code: str
    name: str
    why: str


RULE_OF: Final = {
    "nhs_number": Kind("PRV-001", "nhs_number", "It names one patient, to whoever works with one."),
    "upn": Kind("PRV-002", "pupil_number", "It names one child, to every school and council."),
    "ni_number": Kind("PRV-003", "national_insurance_number", "It names one adult for life."),
    "dob": Kind("PRV-004", "date_of_birth", "With the school it is enough to know the child."),
    "dod": Kind("PRV-005", "date_of_death", "Few children die on one day: it leads to the name."),
    "address": Kind("PRV-006", "address", "It leads to the family's door."),
    "postcode": Kind("PRV-007", "full_postcode", "A full postcode stands for some fifteen homes."),
    "phone": Kind("PRV-008", "telephone_number", "A personal number leads to one person."),
    "email": Kind("PRV-009", "e_mail_address", "A personal address leads to one person."),
    "passport": Kind("PRV-010", "passport_number", "It names one person."),
    "person_name": Kind(
        "PRV-011",
        "person_named",
        "The confidentiality of individuals is respected: a register speaks of roles.",
    ),
    "case_ref": Kind(
        "PRV-012", "case_number", "Whoever may use that agency's system can look up the family."
    ),
}
"""By the kind that `hscb_pm.privacy.scan` gives."""

CODES: Final = {rule.code for rule in RULE_OF.values()}

for _kind, _rule in RULE_OF.items():
    _what, _instead = KINDS[_kind]
    reading_rule(
        _rule.code,
        _rule.name,
        MESSAGE,
        fix=f"{_instead[0].upper()}{_instead[1:]}.",
        why=_rule.why,
        clause="F1.2",
        words={"what": _what},
    )

reading_rule(
    UNNEEDED,
    "exception_for_nothing",
    "an exception for {what} in {name}, where none is seen",
    fix="Delete it from `reviewed:`.",
    why="An exception that outlives its reason would hide the next finding.",
    clause="F1.2",
    severity=Severity.WARNING,
    words={"what": "something", "name": "a record"},
)
