"""An agency's action plan, judged before it enters the register."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from hscb_pm.exchange.plan import PlanFound, PlanRow, read_plan
from hscb_pm.exchange.texts import sightings
from hscb_pm.periods import say
from hscb_pm.present.smart import Judged, Plan
from hscb_pm.privacy import hide, hide_name
from hscb_pm.smart import check
from hscb_pm.smart.verdicts import Field
from hscb_pm.words import count, some_of

MOST: Final = 20
"""Private places of a plan that are listed."""
_SOME: Final = 5


def triage(
    path: Path, data: bytes, wanted: Mapping[Field, str], allowed: Sequence[str] = ()
) -> Plan:
    """Judge every action of a plan; what of it may identify somebody is masked, and said.

    `wanted` names columns, `allowed` words that are no person's. Raises CannotError where the file
    is no plan.
    """
    private = list(_private(path, data, allowed))
    found = read_plan(path, data, wanted, allowed)
    notes = list(_notes(found, allowed))
    return Plan(
        f"{hide_name(path.name, allowed=allowed)}: are the actions SMART?",
        [_judged(row, allowed) for row in found.rows],
        Path(),
        notes,
        is_register=False,
        said=(*private, *notes),
    )


def _private(path: Path, data: bytes, allowed: Sequence[str]) -> Iterator[str]:
    found = list(sightings(path, data, tuple(allowed)))
    for seen in found[:MOST]:
        yield f"{seen.path}:{seen.where}: {seen.masked} (masked here; take it out)"
    if more := len(found[MOST:]):
        name = hide_name(str(path), allowed=allowed)
        yield f"{count(more, 'more place')} (masked here): hscb privacy {name}"


def _notes(found: PlanFound, allowed: Sequence[str]) -> Iterator[str]:
    """How the plan was read, and what of it was not."""
    yield hide(found.columns, allowed=allowed)
    if found.passed_over:
        yield f"{count(found.passed_over, 'row')} without an action passed over"
    if found.unread:
        sheets = [hide(f"\u201c{name}\u201d", allowed=allowed) for name in found.unread]
        yield f"further sheets, not read: {some_of(sheets, _SOME)}"
    if found.unworked:
        cells = some_of(found.unworked, _SOME)
        yield f"formulas without a value, read as empty: {cells}; save it in Excel first"


def _judged(row: PlanRow, allowed: Sequence[str]) -> Judged:
    texts: dict[Field, str] = {
        field: hide(value if isinstance(value, str) else say(value), allowed=allowed)
        for field, value in row.fields().items()
    }
    due = texts.get("due") if isinstance(row.due, str) else row.due
    owner, measure = texts.get("owner"), texts.get("measure")
    return Judged(row.place, texts, check(texts["action"], owner=owner, due=due, measure=measure))
