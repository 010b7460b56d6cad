"""A new board's register: the framework's own standards and programme, the board's own names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Any, Final, NamedTuple

from hscb_pm import __version__
from hscb_pm.exchange import ids
from hscb_pm.exchange.demo import example
from hscb_pm.exchange.guesses import (
    GROUPS,
    category_of,
    function_of,
    is_council,
    likely_agencies,
)
from hscb_pm.models import RECORD_TYPES, Agency, Group, Programme
from hscb_pm.models.programme import Row
from hscb_pm.periods import financial_year
from hscb_pm.present.schema import modeline, schema_files
from hscb_pm.rules.programme import SCRUTINY
from hscb_pm.rules.reading import placeholder
from hscb_pm.store.composer import invisible
from hscb_pm.store.yaml_text import document

LONGEST: Final = 500
_MAJOR: Final = int(__version__.partition(".")[0])
REQUIRES: Final = f">={_MAJOR},<{_MAJOR + 1}"
"""The versions of hscb that may read what this one makes."""
BOARD: Final = "board"
"""The id of the group that is the Board itself, whatever it is called."""
_IN_ITS_PLACE: Final[Mapping[str, tuple[str, ...]]] = {
    "audit": ("performance", "executive"),
    "performance": ("audit", "executive"),
    "case-review": ("audit", "performance", "executive"),
    "training": ("executive",),
    "other": ("executive",),
}
"""Who takes what a board has no group for; where there is none of these, the Board itself does."""
_BY_NAME: Final = {
    "strategic-safeguarding-adolescents-group": r"adolescent|missing|exploitation",
    "improving-outcomes-group": r"outcome|early help",
}
"""Groups in the programme that have no function of their own, and words in the names of theirs."""
_INDEPENDENT_CHAIR: Final = "Independent Chair"
_FRAMEWORK: Final = "HSCB Performance Management Framework, January 2017"
_ABOUT_THE_BOARD: Final = (
    "`register_is: public` where anybody can read it; then it holds no count of 1 to 5 children.",
    "`kept_since:` is the day this register began; what fell due before it is not asked for.",
)
_ABOUT_AGENCIES: Final = (
    "To be checked: its name, and why it answers to the Board. It is `statutory` if section 11(1)",
    "names it (https://www.legislation.gov.uk/ukpga/2004/31/section/11), `commissioned` with",
    "`commissioned_by:` the agency for which it works, or `other`.",
)
_ABOUT_THE_PROGRAMME: Final = (
    "Appendix 1 of the framework. `as_written` quotes it; `title` says Board where it says HSCB.",
    "To be checked: who leads each row, and which groups it passes.",
)


class Answers(NamedTuple):
    """What a board says of itself; None stays to be filled in."""

    name: str | None = None
    area: str | None = None
    groups: tuple[str, ...] = GROUPS
    agencies: tuple[str, ...] | None = None
    """None for those that nearly every area has."""
    public: bool = False


class _Body(NamedTuple):
    """A group of the new register."""

    id: str
    title: str
    function: str


def a_name(text: str) -> str:
    """A name as it can stand in a record; ValueError if it cannot."""
    text = text.strip()
    if not text:
        raise ValueError("a name cannot be blank")
    if "\n" in text or "\r" in text or "\t" in text:
        raise ValueError("a name stands on one line, without tabs")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("the name is not in UTF-8")
    if found := invisible(text):
        raise ValueError(f"the name holds an invisible character (U+{ord(found[0]):04X})")
    if len(text) > LONGEST:
        raise ValueError(f"a name has at most {LONGEST} characters, and this has {len(text)}")
    return text


def register_files(answers: Answers, today: date) -> dict[str, str]:
    """The files of a register that is kept from a day on, by their paths in it."""
    return dict(_Starter(answers, today).files())


class _Starter:
    """Puts together what a board says of itself and what the framework asks of every board."""

    def __init__(self, answers: Answers, today: date) -> None:
        self.answers, self.today, self.year = answers, today, financial_year(today)
        self.example = example()
        self.ids = {BOARD, f"prg-{self.year.name}"}
        self.name = answers.name or placeholder("the full name of the Board")
        known = {"board", "the board", self.name.casefold()}
        groups = [title for title in answers.groups if title.casefold() not in known]
        self.groups = [
            _Body(self._new_id(title, "group"), title, function_of(title))
            for title in _once(groups)
        ]
        named = answers.agencies
        agencies = likely_agencies(answers.area) if named is None else named
        self.agencies = {self._new_id(title, "agency"): title for title in _once(agencies)}

    def files(self) -> Iterator[tuple[str, str]]:
        """Each record, a place for every other kind of record, and the schemas for editors."""
        for path, data, comments in self._records():
            said = [modeline(path), *(f"# {comment}" for comment in comments)]
            yield path, "".join(f"{line}\n" for line in said) + document(data)
        for kind in RECORD_TYPES:
            if kind.folder and kind not in (Agency, Group, Programme):
                yield f"{kind.folder}/.gitkeep", ""  # git keeps no empty folder
        for name, text in schema_files().items():
            yield f"schema/{name}", text

    def _records(self) -> Iterator[tuple[str, dict[str, Any], tuple[str, ...]]]:
        yield "board.yaml", self._board(), _ABOUT_THE_BOARD
        yield "standards.yaml", self._standards(), ("The nine standards in the framework's words.",)
        for agency, title in self.agencies.items():
            yield f"agencies/{agency}.yaml", _agency(title), _ABOUT_AGENCIES
        board = {"title": self.name, "function": "board", "chair": _INDEPENDENT_CHAIR}
        yield f"groups/{BOARD}.yaml", board, ()
        for group in self.groups:
            yield f"groups/{group.id}.yaml", self._group(group), ()
        yield f"programme/{self.year.name}.yaml", self._programme(), _ABOUT_THE_PROGRAMME

    def _board(self) -> dict[str, Any]:
        wanted = "the area whose children the Board is to keep safe"
        return {
            "title": self.name,
            "area": self.answers.area or placeholder(wanted),
            "register_is": "public" if self.answers.public else "private",
            "kept_since": self.today,
            "requires": REQUIRES,
        }

    def _standards(self) -> dict[str, Any]:
        standards = self.example.standards
        return {
            "source": f"{_FRAMEWORK}, section 6",
            "standards": [
                {"standard": standard.standard, "text": standard.text}
                for standard in (standards.standards if standards else ())
            ],
        }

    def _group(self, group: _Body) -> dict[str, Any]:
        below = group.function in ("training", "other")
        chaired = group.function == "executive"  # by the Chair of the Board: framework, section 3
        return {
            "title": group.title,
            "function": group.function,
            "reports_to": self._with_function("executive") if below else BOARD,
            "chair": _INDEPENDENT_CHAIR if chaired else f"Chair of the {group.title}",
        }

    def _programme(self) -> dict[str, Any]:
        (theirs,) = self.example.of(Programme)
        rows = [self._row(row) for row in theirs.items]
        explained = {
            "PRG-002": "The framework has no row for themed reviews: the Board commissions them "
            "as it identifies a theme"
        }
        functions = {group.id: group.function for group in self.groups}
        if any(
            "level" in row and not any(functions.get(s["group"]) in SCRUTINY for s in row["route"])
            for row in rows
        ):
            explained["PRG-003"] = "There is no sub group that scrutinises; the Board itself does"
        return {
            "title": f"Overall audit programme {self.year.start.year}-{self.year.end.year}",
            "source": f"{_FRAMEWORK}, Appendix 1",
            "explained": explained,
            "items": rows,
        }

    def _row(self, row: Row) -> dict[str, Any]:
        """A row of the framework's programme, led and considered by the groups that there are."""
        data = row.model_dump(by_alias=True, exclude_none=True)
        data["title"] = _of_any_board(row.title)
        lead, schedule = data["lead"], data["schedule"]
        lead["role"] = _of_any_board(row.lead.role)
        if row.lead.group:
            lead["group"] = self._stands_in_for(row.lead.group)
        if row.lead.agency:  # the council, if there is one
            lead.pop("agency")
            council = next((a for a, title in self.agencies.items() if is_council(title)), None)
            data["lead"] = {"agency": council, **lead} if council else lead
        if row.schedule.at_meetings_of:
            schedule["at_meetings_of"] = self._stands_in_for(row.schedule.at_meetings_of)
        purposes: dict[str, str] = {}
        for step in row.route:
            group = self._stands_in_for(step.group)
            purposes.pop(group, None)  # the last thing it is asked to do
            purposes[group] = step.for_
        data["route"] = [{"group": group, "for": purpose} for group, purpose in purposes.items()]
        return data

    def _stands_in_for(self, theirs: str) -> str:
        """The group that does here what a group of the example does there."""
        words = _BY_NAME.get(theirs)
        named = (g.id for g in self.groups if words and re.search(words, g.title, re.IGNORECASE))
        if found := next(named, None):
            return found
        there = self.example.get(Group, theirs)
        function = there.function if there else "other"
        wanted = () if function == "other" else (function,)
        return self._with_function(*wanted, *_IN_ITS_PLACE.get(function, ()))

    def _with_function(self, *wanted: str) -> str:
        """The first group of one of these functions, in their order; else the Board."""
        for function in wanted:
            for group in self.groups:
                if group.function == function:
                    return group.id
        return BOARD

    def _new_id(self, title: str, kind: str) -> str:
        """An id from a name: that of a file on every system, and nobody else's."""
        name = found = ids.slug(title, kind)
        numbers = count(2)
        while found in self.ids:
            number = f"-{next(numbers)}"
            found = ids.cut(name, ids.LONGEST - len(number)) + number
        self.ids.add(found)
        return found


def _once(names: Iterable[str]) -> list[str]:
    return list({name.casefold(): name for name in names}.values())


def _agency(title: str) -> dict[str, Any]:
    category = category_of(title)
    if category is None:
        return {"title": title, "basis": "other"}
    paragraph, since = category
    entry = {"paragraph": paragraph} | ({"from": since} if since else {})
    return {"title": title, "basis": "statutory", "categories": [entry]}


def _of_any_board(text: str) -> str:
    return text.replace("HSCB", "Board")
