"""CHS: what is said to have been sent fits its day, and one step follows the other."""

from collections.abc import Iterator

from hscb_pm.models import Chases, Concern
from hscb_pm.models.chasing import Rung
from hscb_pm.periods import say
from hscb_pm.problem import Severity
from hscb_pm.queries.chasing import WRITTEN, Step, Taken, ladder
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule
from hscb_pm.words import joined


@rule(
    "CHS-001",
    Severity.ERROR,
    "{on} is not in {year}",
    fix="Correct the day, or move the entry to the file of its year.",
    clause="F9.7",
    words={"on": "a day"},
)
def chased_in_another_year(register: Register) -> Iterator[Hit]:
    """What was asked of whom, and how often, is looked up year by year."""
    for log in register.of(Chases):
        for index, chase in enumerate(log.sent):
            if not log.year.start <= chase.on <= log.year.end:
                yield hit(log, "sent", index, "on", on=chase.on, year=log.year.name)


@rule(
    "CHS-002",
    Severity.ERROR,
    "{item} was due on {due}, and on {on} that was {what}",
    fix="Correct the step (`rung:`), or one of the days.",
    clause="F9.7",
    words={"item": "a record", "due": "a day", "what": "past already, or still to come"},
)
def rung_does_not_fit_the_day(register: Register) -> Iterator[Hit]:
    """Nobody is told that something is late before it is, or that it is coming when it is late."""
    for log in register.of(Chases):
        for index, chase in enumerate(log.sent):
            is_before = chase.rung is Rung.COMING
            for number, item in enumerate(chase.about):
                if (chase.on <= item.due) is not is_before:
                    what = "past already" if is_before else "still to come"
                    values = {"item": item.record, "due": item.due, "on": chase.on, "what": what}
                    yield hit(log, "sent", index, "about", number, "due", **values)


@rule(
    "CHS-003",
    Severity.WARNING,
    "{item}: {what}",
    fix="Correct the step (`rung:`) or a day, or explain why it was done so.",
    clause="F9.7",
    words={"item": "a record", "what": "the same step twice, or without the one before it"},
)
def rung_out_of_order(register: Register) -> Iterator[Hit]:
    """Each step follows the one before it, so that a letter from the Chair is no surprise."""
    is_whole = not register.is_missing_any(Chases.folder, Concern.folder)
    taken = Taken(register)
    for key, sent in taken.sent.items():
        before: dict[Rung, Step] = {}
        for step in taken.about(key):
            lower = [r for r in ladder(key.kind, key.agency) if r.height < step.rung.height]
            what = None
            if step.rung in before and step.rung not in (Rung.COMING, Rung.CHALLENGE):
                what = f"a second time; first on {say(before[step.rung].on)}"
            elif is_whole and lower and lower[-1] not in before:
                told = joined(
                    [f"{WRITTEN[each.rung]} of {say(each.on)}" for each in before.values()]
                )
                what = f"and no {WRITTEN[lower[-1]]} before it; what was: {told or 'nothing'}"
            if what and step in sent:
                said = f"{WRITTEN[step.rung]} of {say(step.on)}, {what}"
                yield Hit(step.log, step.at, {"item": key.record, "what": said})
            before.setdefault(step.rung, step)
