"""One record then and now: what its dated facts do not tell."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.models import (
    Action,
    AnnualReport,
    Concern,
    Cycle,
    Document,
    Escalation,
    Indicator,
    Learning,
    Meeting,
    Objective,
    Programme,
    Record,
    Return,
    Scrutiny,
)
from hscb_pm.models.action import Outcome
from hscb_pm.models.meeting import Item
from hscb_pm.periods import say
from hscb_pm.queries.changes.facts import Told, told
from hscb_pm.queries.changes.figures import moved
from hscb_pm.queries.changes.row import Change, What, row, who
from hscb_pm.register import CONFIDENTIAL, Register
from hscb_pm.words import joined

Saying = tuple[What, str]
_WITHHELD: Final = "a text that the privacy guard would not pass"
_WORDINGS: Final[dict[type[Record], tuple[str, ...]]] = {
    Record: ("title",),
    Action: ("action", "measure"),
    Objective: ("objective", "outcome", "known_by"),
    Concern: ("text",),
    Indicator: ("question",),
    Learning: ("lesson",),
}
"""The texts of which it is said how they read before and how they read now."""
_DATES: Final[dict[type[Record], tuple[str, ...]]] = {
    Scrutiny: ("due",),
    Cycle: ("due",),
    Escalation: ("due",),
    Concern: ("due",),
    AnnualReport: ("due",),
    Document: ("review_by",),
    Meeting: ("papers_by",),
}
"""The dates for which no ledger is kept."""
_TOLD_WITH: Final = {
    "findings": "reported",
    "recommendations": "reported",
    "attendance": "date",
    "items": "date",
}
"""What a dated fact tells as well, if it is new: a report and its findings, a meeting held."""
_LEDGERS: Final[dict[type[Record], str]] = {Action: "due", Meeting: "date"}
"""The dates that move only by an entry of `revisions`."""


class FactsChanged(NamedTuple):
    """How the dated facts of a record differ."""

    added: list[Told]
    corrected: list[tuple[Told, Told]]
    """Then and now."""
    gone: list[Told]


def facts_changed(register: Register, before: Record, after: Record) -> FactsChanged:
    """Which dated facts were added, which changed, which are no longer there."""
    fields = type(after).model_fields
    differing = {
        field.alias or name
        for name, field in fields.items()
        if getattr(before, name) != getattr(after, name)
    }
    then, now = (list(told(register, each, within=differing)) for each in (before, after))
    gone: dict[str, list[Told]] = {}
    for fact in without(then, now):
        gone.setdefault(fact.slot, []).append(fact)
    added, corrected = [], []
    for fact in without(now, then):
        if was := gone.get(fact.slot):
            corrected.append((was.pop(0), fact))
        else:
            added.append(fact)
    return FactsChanged(added, corrected, [fact for facts in gone.values() for fact in facts])


def without(facts: Iterable[Told], others: Iterable[Told]) -> list[Told]:
    """The facts that are not among others."""
    there: dict[tuple[str, date], list[Told]] = {}
    for other in others:
        there.setdefault((other.slot, other.on), []).append(other)
    return [
        fact for fact in facts if not any(map(fact.is_same, there.get((fact.slot, fact.on), ())))
    ]


def corrections(register: Register, record: Record, facts: FactsChanged) -> Iterator[Change]:
    """What is said of facts that were told otherwise before, or are told no more."""
    for was, now in facts.corrected:
        before = passed(register, was.said)
        if now.standard is not None:
            said = f"standard {now.standard}: {now.said}, before: {before}"
            yield row(register, record, What.GRADES, said, now.on)
        else:
            said = f"{now.said} ({say(now.on)}); before: {before} ({say(was.on)})"
            yield row(register, record, What.CORRECTED, said)
    for was in facts.gone:
        if _was_carried_forward(register, record, was):
            continue  # it was never an answer of this cycle, and the new ones tell themselves
        said = f"no longer recorded: {passed(register, was.said)} ({say(was.on)})"
        yield row(register, record, What.CORRECTED, said)


def _was_carried_forward(register: Register, record: Record, was: Told) -> bool:
    """Whether a grade was that of an earlier cycle, kept to be confirmed."""
    cycle = register.get(Cycle, record.cycle) if isinstance(record, Return) else None
    return cycle is not None and was.standard is not None and was.on < cycle.opened


def edited(
    register: Register, before: Record, after: Record, today: date, facts: FactsChanged
) -> Iterator[Change]:
    """What was changed without a date of its own."""
    names = type(after).model_fields
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    dated = (*facts.added, *facts.gone, *(now for _, now in facts.corrected))
    told_of = {fact.slot.partition(".")[0] for fact in dated}
    rest = []
    for name in changed:
        alias = names[name].alias or name
        if _TOLD_WITH.get(name) in told_of:
            continue
        if isinstance(after, Indicator) and isinstance(before, Indicator) and name == "values":
            figures = moved(register, after, before, today)
            said = "" if figures else "earlier values were changed"
            yield row(register, after, What.INDICATORS, said, moved=figures)
        elif teller := _teller(type(after), name):
            for what, said in teller(register, before, after, name):
                yield row(register, after, what, said)
        elif name != "id" and alias not in told_of:
            rest.append(alias.replace("_", " "))
    if rest:
        yield row(register, after, What.OTHER, f"changed: {joined(rest)}")


def passed(register: Register, text: str) -> str:
    """A text that the register holds no more, unless it was taken out for what it told."""
    from hscb_pm.privacy import scan

    is_clean = not scan(text) or not scan(text, allowed=register.allowed_names)
    return text if is_clean else _WITHHELD


# --- Field by field --------------------------------------------------------------------------

Teller = Callable[[Register, Any, Any, str], Iterator[Saying]]


def _teller(kind: type[Record], name: str) -> Teller | None:
    def holds(table: dict[type[Record], tuple[str, ...]]) -> bool:
        return any(name in table.get(each, ()) for each in kind.__mro__)

    if _LEDGERS.get(kind) == name:
        return _of_ledger
    if holds(_WORDINGS):
        return _wording
    return _date if holds(_DATES) else _TELLERS.get(name)


def _wording(register: Register, before: Any, after: Any, name: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    yield What.REWORDED, from_to(register, name, getattr(before, name), getattr(after, name))


def from_to(register: Register, name: str, before: str | None, after: str | None) -> str:
    """How a text read, and how it reads."""
    name = name.replace("_", " ")
    if before is None:
        return f"{name} given: “{after}”"
    if after is None:
        return f"{name} taken away: “{passed(register, before)}”"
    return f"{name} from “{passed(register, before)}” to “{after}”"


def _date(_: Register, before: Any, after: Any, name: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    was, now = getattr(before, name), getattr(after, name)
    word = name.replace("_", " ")
    if was is None or now is None:
        said = f"{word} {say(now)}, none before" if now else f"{word} taken away: {say(was)}"
    else:
        said = f"{word} moved from {say(was)} to {say(now)}"
        said += "; no reason is recorded" if name == "due" else ""
    yield What.SLIPPED if name == "due" else What.OTHER, said


def _of_ledger(_: Register, before: Any, after: Any, name: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    """A date that moved past its ledger cannot hide."""
    was, now = getattr(before, name), getattr(after, name)
    if not any(r.now == now for r in after.revisions if r not in before.revisions):
        yield What.SLIPPED, f"moved from {say(was)} to {say(now)} with no entry in `revisions`"


def _owner(register: Register, before: Any, after: Any, name: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    was, now = (who(register, getattr(record, name)) for record in (before, after))
    yield What.REOWNED, f"{name} changed from {was} to {now}"


def _body(register: Register, before: Any, after: Any, name: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    ids = (getattr(record, name) for record in (before, after))
    was, now = (f"the {register.title_of(each)}" if each else f"no {name}" for each in ids)
    yield What.REOWNED, f"moved from {was} to {now}"


def _replaced(register: Register, before: Any, after: Any, _: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    by = after.continued_by
    if by is None:
        yield What.CORRECTED, f"no longer continued by {register.id_of(before.continued_by)}"
    else:
        yield What.GIVEN_UP, f"{register.id_of(by)} has taken its place"


def _listed(register: Register, before: Any, after: Any, name: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    """Findings and recommendations, by their letters."""
    was = {part.id: part for part in getattr(before, name)}
    now = {part.id: part for part in getattr(after, name)}
    if new := [letter for letter in now if letter not in was]:
        yield What.SCRUTINY, f"{name} added: {joined(new)}"
    if gone := [letter for letter in was if letter not in now]:
        yield What.CORRECTED, f"{name} taken out: {joined(gone)}"
    for letter, part in now.items():
        if letter in was and was[letter].text != part.text:
            yield What.REWORDED, from_to(register, letter, was[letter].text, part.text)


def _items(register: Register, before: Any, after: Any, _: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    yield from (_rows if isinstance(after, Programme) else _agenda)(register, before, after)


def _rows(_: Register, before: Programme, after: Programme) -> Iterator[Saying]:
    was, now = ({row.row: row for row in programme.items} for programme in (before, after))
    for said, numbers in (
        ("added", now.keys() - was.keys()),
        ("taken out", was.keys() - now.keys()),
        ("changed", {number for number in was.keys() & now.keys() if was[number] != now[number]}),
    ):
        if numbers:
            rows = (
                f"{number} ({(now.get(number) or was[number]).title})" for number in sorted(numbers)
            )
            yield What.OTHER, f"rows {said}: {'; '.join(rows)}"


def _agenda(register: Register, before: Meeting, after: Meeting) -> Iterator[Saying]:
    was, now = ([_item(register, item) for item in m.items] for m in (before, after))
    new, gone = [each for each in now if each not in was], [each for each in was if each not in now]
    said = [f"{word}: {'; '.join(of)}" for word, of in (("added", new), ("taken off", gone)) if of]
    yield What.MEETINGS, f"items {', '.join(said)}" if said else "items changed in detail"


def _item(register: Register, item: Item) -> str:
    """What the agenda calls an item; nothing of one that is about a hidden record."""
    about = [target for target in (item.about, item.fulfils, item.requests) if target]
    if any(map(register.hides, about)):
        return CONFIDENTIAL
    return item.title or register.title_of(next(iter(about), "an item without a name"))


def _outcomes(_: Register, before: Any, after: Any, __: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    """What no dated fact tells of outcomes: a new seal, or a detail."""
    if not isinstance(after, Action):
        yield What.OTHER, "changed: outcomes"
        return
    was = {outcome.on: outcome for outcome in before.outcomes}
    for now in after.outcomes:
        then = was.get(now.on)
        if then is None or then == now:
            continue
        if then.model_copy(update={"seal": now.seal}) == now and now.seal:
            again = "judged again, as it is worded now" if then.seal else "sealed"
            yield What.OTHER, f"outcome of {say(now.on)} {again}"
        elif _judged(then) == _judged(now):
            yield What.OTHER, f"outcome of {say(now.on)} changed in detail"


def _judged(outcome: Outcome) -> tuple[object, ...]:
    """What the dated fact tells of an outcome."""
    found = [(evidence.kind, evidence.finding) for evidence in outcome.evidence]
    return outcome.result, outcome.impact, found


def _questions(_: Register, before: Any, after: Any, __: str) -> Iterator[Saying]:  # noqa: ANN401, a record
    was = {(signal.period, signal.question) for signal in before.signals}
    new = [signal for signal in after.signals if (signal.period, signal.question) not in was]
    for signal in new:
        asked = f"{signal.ask} is asked by {say(signal.by)}: {signal.question}"
        yield What.OTHER, f"{signal.period}: {asked}"
    if not new:
        yield What.OTHER, "changed: questions"


_TELLERS: Final[dict[str, Teller]] = {
    "owner": _owner,
    "lead": _owner,
    "group": _body,
    "continued_by": _replaced,
    "findings": _listed,
    "recommendations": _listed,
    "items": _items,
    "outcomes": _outcomes,
    "signals": _questions,
}
