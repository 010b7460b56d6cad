"""The first Section 11 cycle of a register, made from its agencies, programme and groups."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from hscb_pm.days import add_months, add_working_days
from hscb_pm.models import Agency, Programme
from hscb_pm.models.programme import Occurrence
from hscb_pm.periods import Period, say
from hscb_pm.problem import CannotError
from hscb_pm.register import Register

TIME_TO_ANSWER: Final = timedelta(weeks=4)
"""The least time that a programme's date has to leave agencies for their answers."""
MONTHS_TO_ANSWER: Final = 3
TIME_TO_MODERATE: Final = timedelta(weeks=10)
SCALE: Final = (
    ("not-met", "No arrangements are in place", True),
    ("partly-met", "Arrangements exist and are not yet used everywhere", True),
    ("met", "Arrangements are in use and evidenced", False),
)


class First(NamedTuple):
    """What the file of a first cycle says, and what somebody has to look at."""

    data: dict[str, Any]
    dates: dict[str, date]
    to_check: list[str]


def first_cycle(register: Register, year: Period, today: date) -> First:
    """Work a cycle out from all else that the register holds."""
    holidays = register.holidays
    opened = add_working_days(max(year.start, today), 0, holidays)
    if opened > year.end:
        raise CannotError(f"it is too late to ask for returns in {year}")
    answers = _occurrence(register, year, opened)
    due = _due(opened, answers, holidays)
    dates = {"opened": opened, "due": due}
    data = {
        "title": f"Section 11 self-audit {year}",
        **({"fulfils": answers.id} if answers else {}),
        **dates,
        "scale": [{"grade": g, "means": means, "shortfall": short} for g, means, short in SCALE],
        "asked": _asked(register, opened),
    }
    if moderator := register.group_for("audit"):
        dates["moderation"] = add_working_days(due + TIME_TO_MODERATE, 0, holidays)
        data["moderation"] = {"by": moderator.id, "until": dates["moderation"]}
    to_check = [*_to_check(register, year, data)]
    if answers and answers.due < opened:
        to_check.append(f"does it still answer {answers.id}, which was due {say(answers.due)}?")
    return First(data, dates, to_check)


def programme_first(register: Register, year: Period) -> str:
    """What to type before there can be an occurrence of a year; nothing if it has a programme."""
    years = [programme.year for programme in register.of(Programme)]
    if not years or years[-1].start >= year.start:
        return ""
    return f": run hscb programme open {years[-1].next()} first"


def _asked(register: Register, opened: date) -> list[dict[str, Any]]:
    """Those whom section 11 names and those who work for them; an agency answers for its parts."""
    basis = {
        agency.id: agency.basis
        for agency in register.of(Agency)
        if agency.basis == "commissioned" or agency.is_statutory_on(opened)
    }
    asked = [
        {"agency": agency.id, "basis": basis[agency.id]}
        for agency in register.of(Agency)
        if agency.id in basis and agency.part_of not in basis
    ]
    if not asked:
        raise CannotError(
            f"section 11 names no agency of this register on {say(opened)}, and none is "
            "commissioned; write them in agencies/ first: hscb schema agency"
        )
    return asked


def _occurrence(register: Register, year: Period, opened: date) -> Occurrence | None:
    """The next time that the programme asks for self-audits, or the last if all are past."""
    programme = register.get(Programme, Programme.id_of(year.name))
    every = programme.occurrences() if programme else ()
    found = sorted((o for o in every if o.row.level == "section-11"), key=lambda o: o.due)
    return next((o for o in found if o.due >= opened), found[-1] if found else None)


def _due(opened: date, answers: Occurrence | None, holidays: frozenset[date]) -> date:
    """The programme's date, if it leaves time to answer; else some months on."""
    if answers and answers.due >= opened + TIME_TO_ANSWER:
        return add_working_days(answers.due + timedelta(days=1), -1, holidays)
    return add_working_days(add_months(opened, MONTHS_TO_ANSWER), 0, holidays)


def _to_check(register: Register, year: Period, data: dict[str, Any]) -> Iterator[str]:
    yield f"do your agencies know these grades? {', '.join(grade for grade, *_ in SCALE)}"
    if "fulfils" not in data:
        yield (
            "`fulfils:` is left out, since there is no occurrence of a row with "
            f"`level: section-11` in a programme of {year} yet{programme_first(register, year)}"
        )
    if "moderation" not in data:
        yield "who moderates? no group has `function: audit`"
    asked = {entry["agency"] for entry in data["asked"]}
    for agency in register.of(Agency):
        if agency.basis == "other" and not agency.part_of and agency.id not in asked:
            yield f"is it to be asked, as `basis: voluntary`? {agency.id}"
