"""First guesses from names: which agencies an area has, what a group is for, what an agency is."""

import re
from datetime import date
from typing import Final

from hscb_pm.rules.reading import placeholder

GROUPS: Final = (
    "Executive Group",
    "Audit Sub Group",
    "Performance Sub Group",
    "Case Review Group",
    "Child Death Overview Panel",
    "Learning and Development Group",
)
AGENCIES: Final = (
    "{area} {council}",
    "{area} Youth Justice Service",
    "NHS {area} Integrated Care Board",
    "{area} Hospitals NHS Trust",
    "{area} Community and Mental Health NHS Foundation Trust",
    "{area} Constabulary",
    "{area} Police and Crime Commissioner",
    "{area} Probation Service",
    "{area} Schools and Colleges",
)
"""Who sits on the board of nearly every area; no area has all of them under these names."""

_COUNTIES: Final = re.compile(
    r".*shire|devon|essex|kent|norfolk|suffolk|surrey|(east|west) sussex|<.*>", re.IGNORECASE
)
"""Areas whose council is most likely a county's."""
_FUNCTIONS: Final = (
    ("executive", r"executive"),
    ("child-death", r"child death|\bcdop\b"),
    ("case-review", r"case review|\bscrs?\b"),
    ("training", r"training|learning (and|&) development|workforce"),
    ("audit", r"audit|quality"),
    ("performance", r"performance"),
)
"""What the framework knows a group for, and words in the name of such a group."""
_CATEGORIES: Final = (
    ("(i)", r"british transport police", None),
    ("(ia)", r"national crime agency", None),
    ("(h)", r"constabulary|\bpolice\b", None),
    ("(k)", r"youth (justice|offending)", None),
    ("(ja)", r"probation", None),
    ("(l)", r"\bhmp\b|\bprison\b", None),
    ("(bb)", r"integrated care board|\bicb\b", date(2022, 7, 1)),
    ("(g)", r"nhs foundation trust", None),
    ("(f)", r"nhs trust", None),
    ("(b)", r"district council", None),
    ("(a)", r"(county|metropolitan|london borough|city) .*council|london borough of", None),
    ("(b)", r"borough council", None),
    ("(a)", r"council", None),
)
"""The paragraph of section 11(1) for words in an agency's name, and since when: a first guess."""


def likely_area(name: str) -> str | None:
    """The area that a board's name begins with."""
    found = re.match(r"(?:the )?(.+?) (?:local )?safeguarding\b", name, re.IGNORECASE)
    return found[1] if found else None


def likely_agencies(area: str | None) -> tuple[str, ...]:
    """The agencies of nearly every area, under names to be checked."""
    area = area or placeholder("the area")
    council = "County Council" if _COUNTIES.fullmatch(area) else "Council"
    return tuple(name.format(area=area, council=council) for name in AGENCIES)


def function_of(title: str) -> str:
    """What a group of this name is for."""
    found = (name for name, words in _FUNCTIONS if re.search(words, title, re.IGNORECASE))
    return next(found, "other")


def category_of(title: str) -> tuple[str, date | None] | None:
    """The paragraph of section 11(1) that names an agency of this name, and since when."""
    for paragraph, words, since in _CATEGORIES:
        if re.search(words, title, re.IGNORECASE):
            return paragraph, since
    return None


def is_council(title: str) -> bool:
    """Whether it is the council that answers for children."""
    category = category_of(title)
    return category is not None and category[0] == "(a)"
