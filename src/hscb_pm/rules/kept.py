"""HST: what was found, decided and counted is kept, or it is said that it was corrected."""

from collections.abc import Collection, Iterator
from datetime import date

from hscb_pm.models import Action, Audit, Indicator, Meeting, Return, Review, Scrutiny
from hscb_pm.models.action import Outcome
from hscb_pm.models.indicator import Value
from hscb_pm.models.meeting import Item
from hscb_pm.models.section11 import Answer
from hscb_pm.problem import Severity
from hscb_pm.register import Register
from hscb_pm.rules.past import is_another, is_numbered, pairs
from hscb_pm.rules.rule import Base, Hit, comparison, hit
from hscb_pm.words import are_unlike

_GONE = {"what": "gone, or says something else"}


@comparison(
    "HST-010",
    Severity.ERROR,
    "{name} is {what}",
    fix="Write it again as it was{back}, and what is new under a number of its own.",
    clause="F9.3",
    words=_GONE | {"name": "F1 or R1"},
)
def finding_taken_back(register: Register, base: Base) -> Iterator[Hit]:
    """What a finished report found and asked for stays, however unwelcome it proves."""
    for kind in (Audit, Review):
        for then, now in pairs(register, base, kind):
            for name in ("findings", "recommendations"):
                places = {part.id: n for n, part in enumerate(getattr(now, name))}
                for part in getattr(then, name):
                    place = places.get(part.id)
                    says = "" if place is None else getattr(now, name)[place].text
                    if are_unlike(part.text, says) and _is_settled(base, then, part.id):
                        where = () if place is None else (place, "text")
                        what = "gone" if place is None else "not what it was"
                        yield hit(now, name, *where, name=part.id, what=what, back=base.back(then))


@comparison(
    "HST-011",
    Severity.ERROR,
    "whether what was found on {on} lasts was to be looked at on {was}, {what}",
    fix="Put {was} back{back}; what is found on looking again is another outcome.",
    clause="F4.4",
    words={"was": "another day", "what": "and no longer is, or later"},
)
def recheck_moved(register: Register, base: Base) -> Iterator[Hit]:
    """Whether a change has lasted is asked when it was agreed to ask, or it is never asked."""
    for then, now in pairs(register, base, Action):
        if now.outcomes[len(then.outcomes) :]:
            continue  # somebody did look
        for place, before, after in _same_days(then, now):
            was, again = before.recheck, after.recheck
            if was and (again is None or again > was):
                what = f"and now on {again}" if again else "and no longer is"
                where = ("recheck",) if again else ()
                values = {"on": before.on, "was": was, "what": what}
                yield hit(now, "outcomes", place, *where, **values, back=base.back(then))


@comparison(
    "HST-012",
    Severity.WARNING,
    "what was counted for {period} is {what}",
    fix="Write it again; a figure that was put right says so: `missing: r`, or a `note:` on why.",
    clause="F7.1",
    words={"what": "gone, or another figure"},
)
def figure_changed_unsaid(register: Register, base: Base) -> Iterator[Hit]:
    """A trend of figures that change unsaid shows nothing."""
    for then, now in pairs(register, base, Indicator):
        places = {period: place for place, period in now.periods()}
        for index, period in then.periods():
            before, place = then.values[index], places.get(period)
            if place is None and before.numerator is not None:
                yield hit(now, "values", period=before.period, what="gone")
            elif place is not None and _is_changed_unsaid(before, now.values[place]):
                what = "another figure, and nothing says why"
                yield hit(now, "values", place, period=before.period, what=what)
        days = {event.on for event in now.events}
        for event in then.events:
            if event.on not in days:
                yield hit(now, "events", period=event.on, what="gone")


@comparison(
    "HST-013",
    Severity.WARNING,
    "the progress noted on {on} is {what}",
    fix="Write it again; what has come of it since is a note of its own.",
    clause="F9.7",
    words=_GONE,
)
def progress_taken_back(register: Register, base: Base) -> Iterator[Hit]:
    """What was said to be under way is what the next report is measured by."""
    for then, now in pairs(register, base, Action):
        notes = {entry.note for entry in now.progress}
        for before in then.progress:
            same = [n for n, entry in enumerate(now.progress) if entry.on == before.on]
            said = (now.progress[number].note for number in same)
            if before.note not in notes and all(are_unlike(before.note, each) for each in said):
                what = "not what it was" if same else "gone"
                yield hit(now, "progress", *same[:1], on=before.on, what=what)


@comparison(
    "HST-014",
    Severity.WARNING,
    "standard {standard} was moderated, and {what}",
    fix="Put it back, or write a `reason:` below `moderated:` on why it is another grade now.",
    clause="F6.1",
    words={"what": "its grade is gone, or another one"},
)
def moderated_grade_changed(register: Register, base: Base) -> Iterator[Hit]:
    """Moderation settles a grade; who changes it afterwards says why."""
    for then, now in pairs(register, base, Return):
        known = {each.version for each in then.received}
        came = {each.on for each in now.received if each.version not in known}
        places = {answer.standard: place for place, answer in enumerate(now.standards)}
        for before in then.standards:
            place = places.get(before.standard)
            if before.moderated is None:
                continue
            if place is None:
                yield hit(now, "standards", standard=before.standard, what="its answer is gone")
            elif what := _regraded(before, now.standards[place], came):
                yield hit(now, "standards", place, standard=before.standard, what=what)


@comparison(
    "HST-015",
    Severity.WARNING,
    "the minutes were agreed on {on}, and since then {what}",
    fix="Put it back; where the minutes were put right and agreed again, `minutes_agreed:` says "
    "when.",
    clause="F1.1",
    words={"what": "who came, or what was decided, has changed"},
)
def agreed_minutes_changed(register: Register, base: Base) -> Iterator[Hit]:
    """Minutes that were agreed are what happened; more may be told of it, and nothing less."""
    for then, now in pairs(register, base, Meeting):
        agreed, again = then.minutes_agreed, now.minutes_agreed
        if agreed is None or (again and again > agreed):
            continue
        if again is None:
            yield hit(now, "minutes_agreed", on=agreed, what="that is gone")
        for name, what, is_kept in (
            ("attendance", "who came has changed", set(then.attendance) <= set(now.attendance)),
            ("items", "what was decided has changed", _decides_still(then, now)),
        ):
            if not is_kept:
                yield hit(now, name, on=agreed, what=what)


@comparison(
    "HST-016",
    Severity.WARNING,
    "hardly a word of what this id stood for is left",
    fix="If it is another matter, give it the next free id; the old one stays what it was.",
    clause="F1.1",
)
def another_text(register: Register, base: Base) -> Iterator[Hit]:
    """What was agreed cannot be exchanged for something easier under the same number."""
    for kind in register.records:
        for then, now in pairs(register, base, kind):
            if is_numbered(now) and not is_another(then, now):
                was, says = (each.title or each.wording for each in (then, now))
                if then.id not in {was, says} and are_unlike(was, says):
                    yield hit(now)


def _is_settled(base: Base, then: Scrutiny, part: str) -> bool:
    """Whether a report was finished, or somebody has answered this part of it."""
    answered = any(each.id == part and each.response for each in then.recommendations)
    name = f"{then.id}/{part}"
    return bool(then.reported or answered) or any(
        reference.target == name for reference in base.register.references
    )


def _same_days(then: Action, now: Action) -> Iterator[tuple[int, Outcome, Outcome]]:
    """The outcomes of a day as they were and are, and where they stand."""
    for place, after in enumerate(now.outcomes):
        for before in then.outcomes[place : place + 1]:
            if before.on == after.on:
                yield place, before, after


def _is_changed_unsaid(before: Value, after: Value) -> bool:
    """Whether a figure is another, was not provisional, and nothing is said about it."""
    if before.numerator is None or _figures(before) == _figures(after):
        return False
    says = {"missing", "reason", "note"}
    is_said = after.missing in {"r", "p"} or before.missing == "p"
    return not is_said and before.model_dump(include=says) == after.model_dump(include=says)


def _figures(value: Value) -> tuple[object, ...]:
    return value.numerator, value.denominator, value.shares


def _regraded(before: Answer, after: Answer, came: Collection[date]) -> str:
    """What became of a moderated grade, if nothing says why and no version that came since."""
    was, now = before.moderated, after.moderated
    if was is None or now is None:
        return "" if was is None else "its grade is gone"
    if was.grade != now.grade and now.reason in (None, was.reason):
        return "has another grade with no reason of its own"
    own, again = before.self_, after.self_
    is_other = own and again and own.grade != again.grade and own.on == again.on not in came
    return "the agency's own grade is another since" if is_other or (own and not again) else ""


def _decides_still(then: Meeting, now: Meeting) -> bool:
    """Whether all that was decided is decided still, whatever the agenda calls it."""

    def of(item: Item) -> tuple[str | None, ...]:
        return item.about, item.fulfils, item.decision, item.requests

    says = [of(item) for item in now.items]
    return all(
        any(
            all(was in (None, its) for was, its in zip(of(item), each, strict=True))
            for each in says
        )
        for item in then.items
    )
