"""S, M and T of a row that was read: the verdicts, and what would be better."""

from typing import Final, NamedTuple

from hscb_pm.smart.actor import Actor
from hscb_pm.smart.measurable import Measure, directions, only_activity, shown
from hscb_pm.smart.owners import one_role
from hscb_pm.smart.reading import Reading
from hscb_pm.smart.specific import Core
from hscb_pm.smart.task import Deed, Tasks
from hscb_pm.smart.timely import Times
from hscb_pm.smart.verdicts import Field, Letter, Problem, Verdict
from hscb_pm.smart.wording import Row, lower_first

_SEVERAL: Final = 3
_MET: Final = Letter(Verdict.MET)


class Read(NamedTuple):
    """Everything that was read of a row."""

    reading: Reading
    tasks: Tasks
    core: Core
    actor: Actor | None
    measure: Measure
    times: Times
    row: Row
    nothing: bool
    """Whether the row holds no action at all."""


NO_ACTION: Final = "This holds no action."


# --- S ---------------------------------------------------------------------------------------


def specific(read: Read) -> Letter:
    """Whether a finite task is named, and somebody to do it."""
    if read.nothing:
        return Letter(Verdict.NOT_MET, (Problem("SMART-S6", NO_ACTION, "", _all_of(read)),))
    verdict = read.core.verdict
    if verdict == "none":
        return Letter(Verdict.NOT_MET, (_no_task(read),))
    deed = read.core.deed
    if verdict == "endless" and read.times.met:
        verdict = "task"
    if deed is not None and verdict in {"vague", "endless", "admonish"}:
        problem = _vague(read, deed, "SMART-S3" if verdict == "admonish" else "SMART-S2")
        if _good_row(read) and read.actor:
            return Letter(Verdict.MET, (problem, *_advice(read)))
        return Letter(Verdict.NOT_MET, (problem, *_owned(read)))
    if read.actor is None:
        return Letter(Verdict.NOT_MET, (_nobody(read), *_advice(read)))
    return Letter(Verdict.MET, _advice(read))


def _good_row(read: Read) -> bool:
    """Whether the row says so clearly what will be true, and when, that the verb matters less."""
    deed = read.core.deed
    if read.measure.worth != "good" or not read.times.met or deed is None:
        return False
    kind = deed.hit.pattern.kind
    wish = kind in _WISHES or (read.core.verdict == "admonish" and kind != "admonish")
    return wish and (read.measure.external or read.measure.figured)


_WISHES: Final = frozenset(("vague", "idle", "direction", "light"))
"""Not those that remind: no figure makes a reminder a task."""


def _no_task(read: Read) -> Problem:
    return Problem(
        "SMART-S6",
        "This is a heading or a state of affairs: nobody is asked to do anything.",
        lambda: _heading(read),
        _all_of(read),
    )


def _heading(read: Read) -> str:
    from hscb_pm.smart.better import heading

    return heading(read.row)


def _better(read: Read, deed: Deed) -> str:
    from hscb_pm.smart.better import better

    return better(read.row, deed)


def _all_of(read: Read) -> tuple[tuple[int, int], ...]:
    """Where the words of the action stand."""
    words = read.reading
    if not words.words:
        return ()
    start, _ = words.given_span(words.starts[0], words.ends[0])
    return ((start, words.given_span(words.starts[-1], words.ends[-1])[1]),)


def _vague(read: Read, deed: Deed, code: str) -> Problem:
    start, end = read.reading.span(deed.hit)
    reason = (
        "Nothing changes by reminding people: say what will be done, and how one will tell."
        if code == "SMART-S3"
        else _reason(deed.hit.pattern.reason, deed.hit.pattern.kind)
    )
    return Problem(code, reason, lambda: _better(read, deed), ((start, end),))


def _reason(reason: str, kind: str) -> str:
    if kind in {"event", "task", "unknown"}:
        return "It does not say what is to be done, or it never ends."
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
    return Problem(code, reason, lambda: f"[role] to {lower_first(read.row.task(deed))}", spans)


def _owned(read: Read) -> tuple[Problem, ...]:
    """What is wrong with who is to do it."""
    actor = read.actor
    if actor is None or not actor.kind:
        return ()
    field: Field = "owner" if actor.field == "owner" else "action"
    code = "SMART-S8" if actor.kind == "person" else "SMART-S5"
    reason = {
        "person": "People leave and roles stay, and names do not belong in papers.",
        "several": "Of two owners each can wait for the other.",
    }.get(actor.kind, f"What is {actor.name}'s task is easily nobody's: name one role.")
    return (Problem(code, reason, lambda: one_role(actor), actor.spans, field),)


def _advice(read: Read) -> tuple[Problem, ...]:
    mains = [deed for deed in read.tasks.mains if deed.concrete]
    parts = read.row.parts(mains) if len(mains) >= _SEVERAL else []
    if len(parts) <= 1:
        return _owned(read)
    several = "; ".join(f"{number} {part}" for number, part in enumerate(parts, 1))
    split = Problem(
        "SMART-S4",
        f"It holds {len(parts)} tasks; one may be done and the others not.",
        f"Split it: {several}",
        tuple(read.reading.span(deed.hit) for deed in mains),
    )
    return (*_owned(read), split)


# --- M ---------------------------------------------------------------------------------------


def measurable(read: Read) -> Letter:
    """Whether one could tell that it was done."""
    if read.nothing:
        return Letter(Verdict.NOT_MET, (Problem("SMART-M1", NO_ACTION, "", _all_of(read)),))
    worth = read.measure.worth
    if worth == "good":
        return _MET
    how = shown(read.reading, read.tasks, read.core)
    told = _of_measure(read) if worth else ()
    if (
        how == "figure"
        or (how == "thing" and worth != "M3")
        or (how == "event" and (not worth or (worth != "M3" and _is_seen(read))))
    ):
        return Letter(Verdict.MET, told or _outcome(read))
    return Letter(Verdict.NOT_MET, told or (_unmeasured(read),))


def _is_seen(read: Read) -> bool:
    """Whether the task is an event of its own, which a poor measure does not undo."""
    deed = read.core.deed
    if read.measure.worth == "M2" or deed is None:
        return False
    return deed.hit.pattern.kind == "event" or bool(read.tasks.populations)


_WORTHLESS: Final = {
    "M1": "The measure is nothing that one could look up or count.",
    "M2": "The measure only says that the action was done, not what it changed.",
    "M3": "The measure is still to be written.",
    "M4": "The measure names a direction and no figure.",
}


def _of_measure(read: Read) -> tuple[Problem, ...]:
    worth = read.measure.worth
    reason = _WORTHLESS[worth]
    return (Problem(f"SMART-{worth}", reason, lambda: _gauge(read), read.measure.spans, "measure"),)


def _gauge(read: Read) -> str:
    from hscb_pm.smart.gauges import gauge

    return gauge(read.row, read.core.deed, told=read.core.verdict == "admonish")


def _outcome(read: Read) -> tuple[Problem, ...]:
    if read.measure.worth or read.tasks.counted or (hit := only_activity(read.tasks)) is None:
        return ()
    return (
        Problem(
            "SMART-M5",
            "One can tell that it took place, and not what it changed.",
            _LATER["teaches" if hit.pattern.name == "teaches" else "tells"],
            (read.reading.span(hit),),
        ),
    )


_LATER: Final = {
    "teaches": "Measure: an audit of [number] files, [number] months later, shows it in [number]",
    "tells": "Measure: [number] of [number] say, when asked, what they did with it",
}


def _unmeasured(read: Read) -> Problem:
    direction = directions(read.reading)
    deed = read.core.deed
    if direction:
        reason = "It names a direction and no figure: how much, or how many."
        return Problem("SMART-M4", reason, lambda: _gauge(read), direction)
    return Problem(
        "SMART-M1",
        "Nothing here would show, afterwards, that it was done.",
        lambda: _gauge(read),
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
    if read.nothing and not when.met:
        return Letter(verdict, (Problem("SMART-T1", NO_ACTION, "", (), "due"),))
    if when.fault and not when.met:
        return Letter(verdict, (_undated(read, "SMART-T1", when.fault),))
    problems = [
        _undated(read, code, reason, kind)
        for kind, (code, reason) in _NO_DATE.items()
        if kind in when.spans and (kind == "open" or not when.met)
    ]
    if not when.met and not problems:
        reason = "Neither the sentence nor the row gives a date."
        problems = [_undated(read, "SMART-T1", reason)]
    return Letter(verdict, tuple(problems))


def _undated(read: Read, code: str, reason: str, kind: str = "") -> Problem:
    """What is wrong with the words that are no date, or with none."""
    when = read.times
    spans = when.spans.get(kind, ())
    field: Field = when.field if kind else "due"

    def wording() -> str:
        in_words = spans and field == "action" and kind != "adjective"
        text = read.row.without(spans) if in_words else read.row.sentence
        return f"{text or '[task]'}, {read.row.by if when.met else 'by [date]'}"

    return Problem(code, reason, wording, spans, field)
