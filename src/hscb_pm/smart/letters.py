"""S, M and T of a row that was read: the verdicts, and what would be better."""

from typing import Final, NamedTuple

from hscb_pm.smart.actor import Actor
from hscb_pm.smart.measurable import Measure, directions, only_activity, shown
from hscb_pm.smart.reading import Reading
from hscb_pm.smart.specific import Core
from hscb_pm.smart.task import Deed, Tasks
from hscb_pm.smart.timely import Times
from hscb_pm.smart.verdicts import Letter, Problem, Verdict
from hscb_pm.smart.wording import Row, lower_first

_SEVERAL: Final = 3
_MET: Final = Letter(Verdict.MET)


class Read(NamedTuple):
    """Everything that was read of a row."""

    reading: Reading
    tasks: Tasks
    core: Core
    actor: Actor | None
    owner: Actor | None
    measure: Measure
    measure_text: str
    times: Times
    row: Row


# --- S ---------------------------------------------------------------------------------------


def specific(read: Read) -> Letter:
    """Whether a finite task is named, and somebody to do it."""
    verdict = read.core.verdict
    if verdict == "none":
        return Letter(Verdict.NOT_MET, (_no_task(read),))
    deed = read.core.deed
    if verdict == "endless" and read.times.met:
        verdict = "task"
    if deed is not None and verdict == "admonish":
        return Letter(Verdict.NOT_MET, (_vague(read, deed, "SMART-S3"),))
    if deed is not None and verdict in {"vague", "endless"}:
        problem = _vague(read, deed, "SMART-S2")
        if _good_row(read) and read.actor:
            return Letter(Verdict.MET, (problem,))
        return Letter(Verdict.NOT_MET, (problem,))
    if read.actor is None:
        return Letter(Verdict.NOT_MET, (_nobody(read), *_advice(read)))
    return Letter(Verdict.MET, _advice(read))


def _good_row(read: Read) -> bool:
    """Whether the row says so clearly what will be true, and when, that the verb matters less."""
    if read.measure.worth != "good" or not read.times.met:
        return False
    deed = read.core.deed
    towards = deed is not None and deed.hit.pattern.speaks == "SMART-M4"
    return read.measure.external or (
        read.measure.counted and deed is not None and towards and deed.main
    )


def _no_task(read: Read) -> Problem:
    what = lower_first(read.row.sentence) if read.row.sentence else "[task]"
    return Problem(
        "SMART-S6",
        "This is a heading or a state of affairs: nobody is asked to do anything.",
        f"{read.row.owner} to write a plan for this: {what}; and present it to [group]"
        f" by {read.row.due}",
        ((0, len(read.reading.text and read.row.sentence) and _length(read)),)
        if read.row.sentence
        else (),
    )


def _length(read: Read) -> int:
    """Where the last word of the action ends."""
    words = read.reading
    return words.given_span(words.starts[-1], words.ends[-1])[1] if words.words else 0


def _vague(read: Read, deed: Deed, code: str) -> Problem:
    start, end = read.reading.span(deed.hit)
    reason = (
        "Nothing changes by reminding people: say what will be done, and how one will tell."
        if code == "SMART-S3"
        else _reason(deed.hit.pattern.reason, deed.hit.pattern.kind)
    )
    return Problem(code, reason, read.row.concrete(deed), ((start, end),))


def _reason(reason: str, kind: str) -> str:
    return "The verb needs an object that one can see." if kind == "light" else reason


def _nobody(read: Read) -> Problem:
    deed = read.core.deed
    spans = (read.reading.span(deed.hit),) if deed else ()
    code = "SMART-S7" if deed and deed.passive else "SMART-S1"
    reason = (
        "It is to be done, and nobody is named who will do it."
        if code == "SMART-S7"
        else "Neither the sentence nor the row names who will do it."
    )
    task = read.row.task(deed)
    return Problem(code, reason, f"[role] to {lower_first(task)}", spans)


def _advice(read: Read) -> tuple[Problem, ...]:
    found = []
    actor = read.actor
    if actor is not None and actor.group:
        found.append(
            Problem(
                "SMART-S5",
                f"What is {actor.name}'s task is easily nobody's: name one role.",
                f"[role] to report to [group] that it was done: {lower_first(read.row.sentence)}",
                actor.spans,
                "owner" if actor.field == "owner" else "action",
            )
        )
    mains = [deed for deed in read.tasks.mains if deed.concrete]
    if len(mains) >= _SEVERAL:
        found.append(
            Problem(
                "SMART-S4",
                f"It holds {len(mains)} tasks; one may be done and the others not.",
                f"{read.row.owner} to {lower_first(read.row.from_deed(mains[-1]))};"
                " the others each as an action of their own",
                tuple(read.reading.span(deed.hit) for deed in mains),
            )
        )
    return tuple(found)


# --- M ---------------------------------------------------------------------------------------


def measurable(read: Read) -> Letter:
    """Whether one could tell that it was done."""
    worth = read.measure.worth
    how = shown(read.reading, read.tasks, read.core)
    if worth == "good":
        return _MET
    told = _of_measure(read) if worth else ()
    if how in {"figure", "thing"} or (how == "event" and worth != "M2"):
        return Letter(Verdict.MET, told or _outcome(read))
    return Letter(Verdict.NOT_MET, told or (_unmeasured(read),))


_WORTHLESS: Final = {
    "M1": "The measure is nothing that one could look up or count.",
    "M2": "The measure only says that the action was done, not what it changed.",
    "M3": "The measure is still to be written.",
    "M4": "The measure names a direction and no figure.",
}


def _of_measure(read: Read) -> tuple[Problem, ...]:
    worth = read.measure.worth
    words = lower_first(" ".join(read.measure_text.split())[:100])
    subject = (
        "of [number] cases audited" if worth in {"M2", "M3"} else f"of [number] cases show {words}"
    )
    return (
        Problem(
            f"SMART-{worth}",
            _WORTHLESS[worth],
            f"[number] {subject} by {read.row.due}"
            if worth not in {"M2", "M3"}
            else f"[number] {subject} show that this had effect: {lower_first(read.row.sentence)}",
            read.measure.spans,
            "measure",
        ),
    )


def _outcome(read: Read) -> tuple[Problem, ...]:
    if read.measure.worth or read.tasks.counted or (hit := only_activity(read.tasks)) is None:
        return ()
    return (
        Problem(
            "SMART-M5",
            "One can tell that it took place, and not what it changed.",
            f"{read.row.sentence}; an audit of [number] cases by {read.row.due} shows what changed",
            (read.reading.span(hit),),
        ),
    )


def _unmeasured(read: Read) -> Problem:
    direction = directions(read.reading)
    if direction:
        return Problem(
            "SMART-M4",
            "It names a direction and no figure: how much, or how many.",
            f"{read.row.sentence}, from [number] to [number]",
            direction,
        )
    deed = read.core.deed
    wished = deed is not None and read.core.verdict in {"vague", "admonish"}
    return Problem(
        "SMART-M1",
        "Nothing here would show, afterwards, that it was done.",
        read.row.concrete(deed)
        if deed is not None and wished
        else f"{read.row.sentence}, shown by an audit of [number] cases",
        (read.reading.span(deed.hit),) if deed else (),
    )


# --- T ---------------------------------------------------------------------------------------

_NO_DATE: Final = {
    "open": ("SMART-T2", "It never falls due, so it can never be late."),
    "trigger": ("SMART-T3", "Nobody knows when that will be."),
    "adjective": ("SMART-T4", "It says how often the thing comes, not when this is done."),
}


def timely(read: Read) -> Letter:
    """Whether it falls due."""
    when = read.times
    verdict = Verdict.MET if when.met else Verdict.NOT_MET
    problems = []
    for kind, (code, reason) in _NO_DATE.items():
        spans = when.spans.get(kind, ())
        if not spans or (when.met and kind != "open"):
            continue
        core_text = (
            read.row.sentence
            if when.field == "due" or kind == "adjective"
            else read.row.without(spans)
        )
        date_words = read.row.due if when.met else "[date]"
        problems.append(Problem(code, reason, f"{core_text}, by {date_words}", spans, when.field))
    if not when.met and not problems:
        text = read.row.sentence or "[task]"
        problems.append(
            Problem(
                "SMART-T1",
                "Neither the sentence nor the row gives a date.",
                f"{text}, by [date]",
                (),
                "due",
            )
        )
    return Letter(verdict, tuple(problems))
