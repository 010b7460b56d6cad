"""What a form that came back changes in the register: edits, new actions, and nothing else."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from hscb_pm.exchange.acting import noted
from hscb_pm.exchange.adding import in_order, weaknesses
from hscb_pm.exchange.forms.layout import Asked
from hscb_pm.exchange.forms.reading import Better, Filled, NewAction, Piece, Said, same_words
from hscb_pm.exchange.forms.versions import ACTIONS, Held, only_new
from hscb_pm.exchange.ids import free_ids, path_of
from hscb_pm.models import Action, Record, Return
from hscb_pm.models.section11 import Answer
from hscb_pm.periods import say
from hscb_pm.present.schema import modeline
from hscb_pm.problem import CannotError
from hscb_pm.store.edits import REMOVED, Changed, Edit, prepare
from hscb_pm.store.splicing import LAST
from hscb_pm.store.yaml_text import document


class NothingSaidError(CannotError):
    """A form in which nothing is filled in."""


class _Answering(NamedTuple):
    """An action that answers a row of the return."""

    id: str
    action: str


_Entries = list[dict[str, Any]]
_Answers = dict[tuple[int, str], list[_Answering]]
"""The actions that answer a row of a standard."""


class Taken(NamedTuple):
    """What a form changes, and what is to be said of it."""

    asked: Asked
    changed: Changed
    version: int
    is_new: bool
    """Whether it says anything that the register did not say before."""
    actions: tuple[str, ...]
    """The new actions."""
    contacts: dict[str, str]
    remarks: tuple[str, ...]
    to_moderate: tuple[int, ...]
    """The standards that were moderated before and are to be moderated again."""


def take(asked: Asked, filled: Filled, held: Held, received: date) -> Taken:
    """What a form changes; CannotError says why it cannot be taken in."""
    taker = _Taker(asked, only_new(filled, held), held, received)
    return taker.taken()


class _Taker:
    """Works out what one form changes."""

    def __init__(self, asked: Asked, filled: Filled, held: Held, received: date) -> None:
        self.asked, self.filled, self.held, self.received = asked, filled, held, received
        self.register, self.cycle, self.its = asked.register, asked.cycle, asked.its_return
        self.remarks = list(filled.remarks)
        self.new: dict[str, dict[str, Any]] = {}
        self.to_moderate: list[int] = []
        self.marks = _marks(self.its or self.cycle)

    def taken(self) -> Taken:
        actions = self._actions()
        edits = [e for said in self.filled.answers.values() for e in self._answer(said, actions)]
        edits += self._progress()
        came = self.its.received if self.its else ()
        is_new = bool(edits or self.new)
        version = max((each.version for each in came), default=0) + (is_new or not came)
        if not is_new and not came:
            raise NothingSaidError(
                "nothing is filled in: no grade, and no answer that is still true"
            )
        if is_new:
            self._guard_order(max((each.on for each in came), default=None))
            entry = {"on": self.received, "version": version, "seal": self.held.seal}
            edits.append(Edit(self.asked.id, ("received", LAST), entry))
        new = {path_of(Action, name): _text(Action, name, its) for name, its in self.new.items()}
        if self.its is None:
            new |= self._new_return([edit for edit in edits if edit.record == self.asked.id])
            edits = [edit for edit in edits if edit.record != self.asked.id]
        changed = prepare(self.register, edits, new)
        said = self.filled.contacts, tuple(self.remarks), tuple(self.to_moderate)
        return Taken(self.asked, changed, version, is_new, tuple(self.new), *said)

    def _guard_order(self, last: date | None) -> None:
        if last and self.received < last:
            raise CannotError(
                f"a version of {say(last)} has come already, and this one is of "
                f"{say(self.received)}: give the day on which it came with --received"
            )

    def _new_return(self, edits: Sequence[Edit]) -> dict[str, str]:
        """The file of a return of which the register had none."""
        data: dict[str, Any] = {"cycle": self.cycle.id, "agency": self.asked.agency}
        for edit in edits:
            data.setdefault(str(edit.path[0]), []).append(edit.value)
        return {path_of(Return, self.asked.id): _text(Return, self.asked.id, data | self.marks)}

    # --- Answers -----------------------------------------------------------------------------

    def _answer(self, said: Said, answers: _Answers) -> list[Edit]:
        """The edits of what is said of one standard."""
        every = list(enumerate(self.its.standards)) if self.its else []
        index, held = next(((n, a) for n, a in every if a.standard == said.standard), (None, None))
        held = held or Answer(standard=said.standard)
        values = {
            **self._grade(said, held),
            "evidence": _evidence(said.evidence, held),
            "improvements": self._improvements(said, held, answers),
        }
        if index is not None:
            return [edit for name, new in values.items() for edit in self._edits(index, name, new)]
        known = {name: new for name, new in values.items() if new}
        if not known:
            return []
        entry = in_order(Answer, {"standard": said.standard, **known})
        return [Edit(self.asked.id, ("standards", LAST), entry)]

    def _edits(self, index: int, name: str, value: Any) -> Iterator[Edit]:  # noqa: ANN401, plain data
        if value is not None:
            at = self.its.standards[index] if self.its else None
            is_carried = at is not None and self.cycle.is_carried_forward(at)
            if name == "self" and is_carried and at and at.self_:
                # with the comment that says where it comes from
                yield Edit(self.asked.id, ("standards", index, name), REMOVED)
            yield Edit(self.asked.id, ("standards", index, name), value)

    def _grade(self, said: Said, held: Answer) -> dict[str, Any]:
        """A new grade, or the last one confirmed; nothing where neither is said, or it is known."""
        own, is_carried = held.self_, self.cycle.is_carried_forward(held)
        if said.still and is_carried:
            return {"reconfirmed": self.received}
        if said.grade is None or (own and own.grade == said.grade and not is_carried):
            return {}
        if held.moderated:
            self.to_moderate.append(said.standard)
            self.remarks.append(
                f"standard {said.standard} was moderated on {say(held.moderated.on)}, and is to be "
                "moderated again; until then that grade stands beside the new one"
            )
        again = {"reconfirmed": REMOVED} if held.reconfirmed else {}
        return {"self": {"grade": said.grade, "on": self.received}, **again}

    def _improvements(self, said: Said, held: Answer, answers: _Answers) -> _Entries | None:
        """The improvements as they are to be; None where nothing changes.

        One that has an action stays, whatever a form leaves out: somebody works on it.
        """
        before = [each.model_dump(exclude_none=True) for each in held.improvements]
        kept, named = [dict(each) for each in before], set[int]()
        linked = {each.get("action") for each in before}
        free = {
            row: [found for found in its if found.id not in linked]
            for (standard, row), its in answers.items()
            if standard == said.standard
        }
        for better in said.improvements:
            place = _known(better, kept, named)
            named.add(place)
            if not same_words(kept[place]["what"], better.what):
                kept[place]["what"] = better.what
            if "action" not in kept[place] and free.get(better.row):
                kept[place]["action"] = free[better.row].pop(0).id
        if said.improvements:
            kept = [its for n, its in enumerate(kept) if n in named or "action" in its]
        kept += [{"what": its.action, "action": its.id} for row in free.values() for its in row]
        return kept if kept != before else None

    # --- Actions -----------------------------------------------------------------------------

    def _actions(self) -> _Answers:
        """The actions that rows of the form stand for, by what they answer; new ones get ids."""
        found: _Answers = {}
        numbers = free_ids(self.register, Action, self.received.year)
        for row in self.filled.actions:
            known = self._same_action(row)
            if known is None and ACTIONS in self.held.untouched:
                continue  # it came before, and has other words since
            name = known or next(numbers)
            if known is None:
                self.new[name] = self._new_action(row)
                self._say_weak(row, self.new[name])
            found.setdefault((row.standard, row.row), []).append(_Answering(name, row.action))
        return found

    def _progress(self) -> Iterator[Edit]:
        """What was done since of actions that there are."""
        for done in () if ACTIONS in self.held.untouched else self.filled.progress:
            action = self.register.get(Action, done.id)
            if action and not any(same_words(one.note, done.note) for one in action.progress):
                yield from noted(action, self.received, done.note)

    def _same_action(self, row: NewAction) -> str | None:
        """An action of the agency that says the same, here or further up in the form."""
        for name, data in self.new.items():
            if same_words(data["action"], row.action):
                return name
        for action in self.register.of(Action):
            is_theirs = action.owner.agency == self.asked.agency
            is_alive = (
                action.state_on(self.received).is_to_do or self.asked.id in action.arises_from
            )
            if is_theirs and is_alive and same_words(action.action, row.action):
                if (action.due, action.owner.role) != (row.due, row.role):
                    self.remarks.append(
                        f"{row.where}: {action.id} says the same; its date and its role stay as "
                        "they are in the register"
                    )
                return action.id
        return None

    def _new_action(self, row: NewAction) -> dict[str, Any]:
        moderation = self.cycle.moderation
        data = {
            "action": row.action,
            "owner": {"agency": self.asked.agency, "role": row.role},
            "group": moderation.by if moderation else None,
            "arises_from": [self.asked.id],
            "measure": row.measure,
            "agreed": self.received,
            "due": row.due,
        }
        return {name: value for name, value in data.items() if value} | self.marks

    def _say_weak(self, row: NewAction, data: dict[str, Any]) -> None:
        for letter, problem in weaknesses(data):
            self.remarks.append(f"{row.where} is not SMART in {letter}: {problem.reason}")


def _known(better: Better, kept: _Entries, named: set[int]) -> int:
    """The place of an improvement among those that are known; a new one is put behind them."""
    free = [place for place in range(len(kept)) if place not in named]
    for place in free:
        if same_words(kept[place]["what"], better.what):
            return place
    for place in free:
        if better.action and kept[place].get("action") == better.action:
            return place
    kept.append({"what": better.what})
    return len(kept) - 1


def _evidence(pieces: Sequence[Piece], held: Answer) -> _Entries | None:
    """The evidence as it is to be; None where nothing changes. What still stands keeps its place.

    A form without any takes none away.
    """
    before = [each.model_dump() for each in held.evidence]
    left = list(pieces)
    kept = []
    for entry in before:
        same = next(
            (p for p in left if p.kind == entry["kind"] and same_words(p.what, entry["what"])), None
        )
        if same:
            left.remove(same)
            kept.append(entry)
    kept += [{"kind": piece.kind, "what": piece.what} for piece in left]
    return kept if pieces and kept != before else None


def _marks(record: Record) -> dict[str, Any]:
    """What stays true of all that comes from a record: invented, confidential."""
    return {name: its for name in ("illustrative", "part") if (its := getattr(record, name))}


def _text(kind: type[Record], name: str, data: dict[str, Any]) -> str:
    return f"{modeline(path_of(kind, name))}\n{document(in_order(kind, data))}"
