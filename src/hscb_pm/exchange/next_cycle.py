"""The next Section 11 cycle: its own file and, prepared from the last, a return for each agency."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError

from hscb_pm.days import add_months, add_working_days
from hscb_pm.exchange.first_cycle import first_cycle, programme_first
from hscb_pm.exchange.next_year import THIS_YEAR
from hscb_pm.models import Action, Agency, Cycle, Programme, Record, Return
from hscb_pm.models.action import State
from hscb_pm.models.section11 import Answer, Asked, Improvement
from hscb_pm.periods import Period, financial_year, say
from hscb_pm.present.schema import modeline
from hscb_pm.problem import CannotError, Severity
from hscb_pm.queries.section11 import not_asked
from hscb_pm.register import Register
from hscb_pm.rules import RULES, check
from hscb_pm.store.composer import Composer, best_source
from hscb_pm.store.files import decode
from hscb_pm.store.slips import Refusal
from hscb_pm.store.write import write_new_files
from hscb_pm.store.yaml_text import Noted, document

R = TypeVar("R", bound=Record)
LONGEST_GAP: Final = 3
"""Years between two cycles: most boards ask every year, some every second or third."""
_ENDED: Final = (State.OUTCOME_ACHIEVED, State.WITHDRAWN)
_ABOUT_THE_FIRST: Final = (
    "The first cycle, prepared from the register as it stood on {day}. To be checked:",
    "the scale, the dates, and who is asked.",
)
_ABOUT_THE_CYCLE: Final = (
    "Prepared from {last} as it stood on {day}. To be checked: the dates, who is asked,",
    "and the reasons of those who are not.",
)
_ABOUT_A_RETURN: Final = (
    "Carried forward from {last} as it stood on {day}. Nothing of it is an answer",
    "in this cycle until the agency says so: add `reconfirmed:` with the date to what still",
    "holds, else write the new grade and its date into `self:`.",
)


class CannotOpenError(CannotError):
    """The next cycle cannot be prepared."""


class Moved(NamedTuple):
    """A date of the new cycle, and what it was in the last."""

    what: str
    was: date | None
    now: date


class Prepared(NamedTuple):
    """The next cycle as it would be written, and what somebody has to know of it."""

    last: Cycle | None
    """The cycle that it is prepared from; None for the first."""
    cycle: Cycle
    files: dict[str, str]
    """What each file says, the cycle's own first."""
    dates: list[Moved]
    carried: dict[str, int]
    """How many grades the return of each agency carries forward."""
    left_out: dict[str, str]
    """Agencies that were asked and are not asked again, and why."""
    added: list[str]
    to_check: list[str]


def prepare(register: Register, year: Period, today: date) -> Prepared:
    """Prepare the cycle of a financial year; CannotOpenError says why that cannot be."""
    _guard_readable(register)
    if known := list(register.of(Cycle)):
        last = _last_before(known, year)
        if last.opened > today:
            raise CannotOpenError(
                f"{last.id} opens only on {say(last.opened)}, so there is nothing to carry forward "
                "yet"
            )
        prepared = _Next(register, last, year, today).prepared()
    else:
        prepared = _first(register, year, today)
    _guard_room(register, prepared)
    _guard_right(register, prepared)
    return prepared


def _last_before(known: list[Cycle], year: Period) -> Cycle:
    in_order = sorted(known, key=lambda cycle: (cycle.opened, cycle.id))
    earlier = [cycle for cycle in in_order if cycle.opened < year.start]
    if not earlier:
        first, last = (financial_year(cycle.opened) for cycle in (in_order[0], in_order[-1]))
        raise CannotOpenError(
            f"there is no cycle before {year} to start from: the first, {in_order[0].id}, is "
            f"that of {first}; to prepare the next: hscb section11 open {last.next()}"
        )
    return earlier[-1]


def _first(register: Register, year: Period, today: date) -> Prepared:
    """The first cycle, which has nothing to carry forward, so no returns are made."""
    name = f"S11-{year.start.year}"
    data, dates, to_check = first_cycle(register, year, today)
    text = _text(Cycle, name, _ABOUT_THE_FIRST, data, day=say(today))
    files = {f"{Cycle.folder}/{name}.yaml": text}
    moved = [Moved(what, None, day) for what, day in dates.items()]
    return Prepared(None, _as_read(Cycle, name, text), files, moved, {}, {}, [], to_check)


def _text(
    kind: type[Record], name: str, about: tuple[str, ...], data: Mapping[str, Any], **said: str
) -> str:
    """A file: what editors know it by, a comment that says where it comes from, the record."""
    lines = [
        modeline(f"{kind.folder}/{name}.yaml"),
        *(f"# {line.format_map(said)}" for line in about),
    ]
    return "".join(f"{line}\n" for line in lines) + document(data)


def write(register: Register, prepared: Prepared) -> None:
    """Write all the files or none, over nothing that is there."""
    write_new_files({register.path / path: text for path, text in prepared.files.items()})


# --- What stands in the way ------------------------------------------------------------------


def _guard_readable(register: Register) -> None:
    """What cannot be read would not be carried forward, and nobody would notice."""
    if register.is_missing_any(Cycle.folder, Return.folder, Agency.folder):
        unread = (p for p in register.left_out if p.startswith(("section11", Agency.folder)))
        raise CannotOpenError(f"{next(unread)} could not be read; mend it first: hscb validate")


def _guard_room(register: Register, prepared: Prepared) -> None:
    for path in prepared.files:
        file = register.path / path
        for folder in (file.parent, file.parent.parent):
            if folder.is_symlink():
                raise CannotOpenError(f"{folder} is a link, and hscb follows none")
        if os.path.lexists(file):
            raise CannotOpenError(f"{file} is there already; nothing was written")


def _guard_right(register: Register, prepared: Prepared) -> None:
    """The register has to be as right with the new files as it was without them."""
    returns = {
        path.rpartition("/")[2].removesuffix(".yaml"): text
        for path, text in list(prepared.files.items())[1:]
    }
    cycle = prepared.cycle
    new: dict[type[Record], dict[str, Record]] = {
        Cycle: {cycle.id: cycle},
        Return: {name: _as_read(Return, name, text) for name, text in returns.items()},
    }
    records = {kind: {**known, **new.get(kind, {})} for kind, known in register.records.items()}
    codes = [code for code in RULES if code == "REG-007" or code.startswith("S11-")]
    for problem in check(replace(register, records=records), codes):
        is_new = problem.record == cycle.id or problem.record in returns
        if is_new and problem.severity is Severity.ERROR:
            raise CannotOpenError(
                f"{problem.record} would be wrong, because what it comes from is: "
                f"{problem.message}; put that right first: hscb validate"
            )


def _as_read(kind: type[R], name: str, text: str) -> R:
    """The record that a text holds, read as it will be read from its file."""
    try:
        data = Composer(best_source()).compose(decode(text.encode())).data
        assert isinstance(data, dict)  # noqa: S101, a record is a mapping
        return kind.model_validate({**data, "id": name}, by_alias=True, by_name=False)
    except (Refusal, ValidationError) as error:
        raise CannotOpenError(f"{name} cannot be written so that it can be read again") from error


# --- What it says ----------------------------------------------------------------------------


class _Next:
    """Works the next cycle out from the last."""

    def __init__(self, register: Register, last: Cycle, year: Period, today: date) -> None:
        self.register, self.last, self.year, self.today = register, last, year, today
        self.years = year.start.year - financial_year(last.opened).start.year
        self.id = f"S11-{int(last.id.removeprefix('S11-')) + self.years}"
        self.holidays = register.holidays
        self.dates: list[Moved] = []
        self.to_check: list[str] = []

    def prepared(self) -> Prepared:
        """The files, and all that is to be said of them."""
        self._guard_year()
        left_out: dict[str, str] = {}
        data = self._cycle(left_out)
        draft = _as_read(Cycle, self.id, document(data))
        added = list(not_asked(self.register, draft))
        data["asked"] += [{"agency": agency, "basis": "statutory"} for agency in added]
        text = self._text(Cycle, self.id, _ABOUT_THE_CYCLE, data)
        files = {f"{Cycle.folder}/{self.id}.yaml": text}
        carried = {}
        for agency in (entry["agency"] for entry in data["asked"]):
            name = f"{self.id}-{agency}"
            said = self._return(agency)
            answers = said.get("standards", ())
            about = _ABOUT_A_RETURN if answers else ()
            files[f"{Return.folder}/{name}.yaml"] = self._text(Return, name, about, said)
            carried[agency] = sum("self" in answer for answer in answers)
        cycle = _as_read(Cycle, self.id, text)
        notes = self.dates, carried, left_out, added, self.to_check
        return Prepared(self.last, cycle, files, *notes)

    def _guard_year(self) -> None:
        its = financial_year(self.last.opened)
        if self.years > LONGEST_GAP:
            raise CannotOpenError(
                f"the last cycle, {self.last.id}, is that of {its}; "
                f"to prepare the next: hscb section11 open {its.next()}"
            )
        if self._moved(self.last.opened) > self.year.end:
            raise CannotOpenError(f"it is too late to ask for returns in {self.year}")

    def _text(
        self, kind: type[Record], name: str, about: tuple[str, ...], data: Mapping[str, Any]
    ) -> str:
        return _text(kind, name, about, data, last=self.last.id, day=say(self.today))

    # Dates

    def _nearest(self, day: date) -> date:
        """The same weekday, as near as it can be to the same date in the new year."""
        later = add_months(day, 12 * self.years)
        return later + timedelta(days=(day.weekday() - later.weekday() + 3) % 7 - 3)

    @cached_property
    def _delay(self) -> timedelta:
        """Weeks by which all is put off, so that agencies are asked in that year and after today.

        What is carried forward is then older than the cycle, which is how it is known.
        """
        first = max(self.year.start, self.today + timedelta(days=1))
        return timedelta(weeks=max(0, -(-(first - self._nearest(self.last.opened)).days // 7)))

    def _moved(self, day: date) -> date:
        return add_working_days(self._nearest(day) + self._delay, 0, self.holidays)

    def _date(self, what: str, day: date) -> date:
        """A date of the new cycle, noted so that somebody looks at it."""
        self.dates.append(Moved(what, day, self._moved(day)))
        return self._moved(day)

    # The cycle

    def _cycle(self, left_out: dict[str, str]) -> dict[str, Any]:
        last = self.last
        data: dict[str, Any] = {"title": self._title()}
        if fulfils := self._fulfils():
            data["fulfils"] = fulfils
        data["opened"] = self._date("opened", last.opened)
        data["due"] = self._date("due", last.due)
        data["scale"] = [step.model_dump() for step in last.scale]
        data["asked"] = [self._asked(a) for a in last.asked if not self._ended(a.agency, left_out)]
        kept = {a: why for a, why in last.not_asked.items() if not self._ended(a, left_out)}
        if kept:
            data["not_asked"] = {agency: self._reason(agency, why) for agency, why in kept.items()}
        if last.moderation:
            until = self._date("moderation", last.moderation.until)
            data["moderation"] = {"by": last.moderation.by, "until": until}
        return data | _marks(last)

    def _title(self) -> str:
        """The title with the years that it names moved on; with the new year if it names none."""
        first, second = self.year.start.year, self.year.end.year
        old = financial_year(self.last.opened)
        ending = f"{old.end.year}|{old.end.year % 100:02}"

        def moved(found: re.Match[str]) -> str:
            if not found["end"]:
                return str(first)
            return f"{first}{found['sign']}{str(second)[-len(found['end']) :]}"

        years = rf"\b{old.start.year}(?:(?P<sign>[-/\u2013])(?P<end>{ending}))?\b"
        title, number = re.subn(years, moved, self.last.title)
        return title if number else f"{title} {self.year}"

    def _fulfils(self) -> str | None:
        """The occurrence of the new programme that stands where the last cycle's stood."""
        old = self.last.fulfils
        if old is None:
            return None
        programme, _, number = old.partition("@")[0].partition("/")
        theirs = self._occurrences(programme, number)
        ours = self._occurrences(f"PRG-{self.year}", number)
        place = theirs.index(old) if old in theirs else 0
        if place < len(ours):
            return ours[place]
        self.to_check.append(
            f"`fulfils:` is left out, since there is no occurrence of row {number} in a programme "
            f"of {self.year} yet{programme_first(self.register, self.year)}"
        )
        return None

    def _occurrences(self, programme: str, number: str) -> list[str]:
        found = self.register.get(Programme, programme)
        every = found.occurrences() if found else ()
        return [each.id for each in every if str(each.row.row) == number]

    def _ended(self, agency: str, left_out: dict[str, str]) -> bool:
        """Whether an agency is no longer to be asked, or to be excused; it is noted why."""
        found = self.register.get(Agency, agency)
        if found is None:
            left_out[agency] = "it has no record"
        elif found.basis == "statutory" and not found.is_statutory_on(
            self._moved(self.last.opened)
        ):
            ends = [category.to for category in found.categories if category.to]
            until = f" since {say(max(ends))}" if ends else ""
            left_out[agency] = f"section 11 no longer names it{until}"
        return agency in left_out

    def _asked(self, asked: Asked) -> dict[str, Any]:
        data: dict[str, Any] = {"agency": asked.agency, "basis": asked.basis}
        if asked.due:
            data["due"] = self._date(f"due of {asked.agency}", asked.due)
        if asked.reason:
            data["reason"] = asked.reason
            self.to_check.append(f"does its reason still hold? {asked.agency}: {asked.reason}")
        return data

    def _reason(self, agency: str, why: str) -> str | Noted:
        """Why an agency is not asked; marked where the reason speaks of this or of any one year."""
        year = self.year
        ending = f"({year.end.year}|{year.end.year % 100:02})"
        if re.search(rf"\b{year.start.year}[-/\u2013]{ending}\b", why):
            self.to_check.append(f"is it to be asked this time? {agency}: {why}")
            return Noted(why, "to be checked: this is that year")
        if THIS_YEAR.search(why):
            self.to_check.append(f"does its reason still hold? {agency}: {why}")
            return Noted(why, f"to be checked: it was said of {financial_year(self.last.opened)}")
        return why

    # The returns

    def _return(self, agency: str) -> dict[str, Any]:
        last = self.register.get(Return, self.last.return_id(agency))
        data: dict[str, Any] = {"cycle": self.id, "agency": agency}
        if last is None:
            return data | _marks(self.last)
        if last.completed_by:
            data["completed_by"] = last.completed_by
        if answers := [said for answer in last.standards if (said := self._answer(answer))]:
            data["standards"] = answers
        return data | _marks(last)

    def _answer(self, answer: Answer) -> dict[str, Any] | None:
        """What is carried forward of an answer; None if nothing is."""
        said: dict[str, Any] = {}
        if answer.self_ and answer.self_.on <= self.today:
            said["self"] = Noted(answer.self_.model_dump(), self._note(answer))
        if answer.evidence:
            said["evidence"] = [evidence.model_dump() for evidence in answer.evidence]
        if open_ := [i.model_dump(exclude_none=True) for i in self._open(answer.improvements)]:
            said["improvements"] = open_
        return {"standard": answer.standard, **said} if said else None

    def _note(self, answer: Answer) -> str:
        """Where the grade comes from; nobody may confirm unawares what was moderated away."""
        own, judged, there = answer.self_, answer.moderated, ""
        if self.last.is_carried_forward(answer, self.today):
            there = " (never reconfirmed there)"
        elif own and judged and judged.on <= self.today and judged.grade != own.grade:
            there = f" (moderated there to {judged.grade})"
        return f"carried forward from {self.last.id}{there}, to be reconfirmed"

    def _open(self, improvements: tuple[Improvement, ...]) -> Iterator[Improvement]:
        """Improvements whose action has neither shown its outcome nor been withdrawn."""
        for improvement in improvements:
            action = self.register.get(Action, improvement.action)
            if action is None or action.state_on(self.today) not in _ENDED:
                yield improvement


def _marks(record: Record) -> dict[str, Any]:
    """What stays true of a record that comes from another: invented, confidential."""
    marks = {"illustrative": record.illustrative, "part": record.part}
    return {name: value for name, value in marks.items() if value}
