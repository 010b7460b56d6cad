"""Actions as boards have them in their plans; what a changed cell means for an action's life."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Final

from hscb_pm.exchange import acting
from hscb_pm.exchange.tables.action_columns import COLUMNS, STATES
from hscb_pm.exchange.tables.table import (
    Cell,
    Column,
    Entry,
    New,
    RefusedError,
    Row,
    Table,
    Value,
    folded,
    ids_in,
    is_same,
    said,
)
from hscb_pm.models import Action, Record
from hscb_pm.models.action import State, sealed
from hscb_pm.periods import say
from hscb_pm.problem import FieldPath, listed
from hscb_pm.queries.actions import sources
from hscb_pm.register import Register
from hscb_pm.rules.smart import judged
from hscb_pm.smart import Verdict, check
from hscb_pm.store.edits import Edit
from hscb_pm.store.saved import as_now, last_texts, record_in
from hscb_pm.store.splicing import LAST
from hscb_pm.words import joined

_LONGEST_WORD: Final = 40
_AT_LEAST: Final = ("action", "agency", "owner_role", "due")


class Actions(Table):
    """The table of actions."""

    name: ClassVar = "actions"
    row: ClassVar = ("action", "actions")
    words: ClassVar = STATES
    in_paper: ClassVar = ("id", "action", "agency", "owner_role", "due", "state", "progress")
    keys: ClassVar = (("id",), ("action", "agency"), ("action",))
    columns: ClassVar = COLUMNS

    # --- As they stand -----------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """The actions that had been agreed, in the order of their ids."""
        led_to, today = sources(self.register, self.today), self.today
        for action in self.register.of(Action):
            if action.agreed and action.agreed > today:
                continue
            from_ = [name for name in led_to[action.id] if not self.register.hides(name)]
            yield Entry(
                action.id,
                self._cells(action, from_),
                "action",
                action.due_on(today),
                action.owner.role,
                action.owner.agency,
                action.group,
            )

    def _cells(self, action: Action, led_to: list[str]) -> dict[str, Value]:
        notes = [note for note in action.progress if note.on <= self.today]
        latest = max(notes, key=lambda note: note.on, default=None)
        signed = action.signatures(self.today)
        outcome = action.latest_outcome(self.today)
        findings = [each.finding for each in outcome.evidence] if outcome else []
        return {
            "id": action.id,
            "action": action.action,
            "arises_from": ", ".join(led_to) or None,
            "answers": "\n".join(filter(None, map(self._wording.get, led_to))) or None,
            "agency": action.owner.agency,
            "owner_role": action.owner.role,
            "group": action.group,
            "measure": action.measure,
            "agreed": action.agreed,
            "first_due": action.first_due,
            "due": action.due_on(self.today),
            "reason": None,
            "agreed_by": None,
            "state": str(action.state_on(self.today)),
            "progress": latest.note if latest else None,
            "progress_on": latest.on if latest else None,
            "implemented_on": signed[-1].on if signed else None,
            "signed_off_by": signed[-1].signed_off_by if signed else None,
            "result": str(outcome.result) if outcome else None,
            "evidence": "\n".join(findings) or None,
        }

    @cached_property
    def _wording(self) -> dict[str, str]:
        return {
            f"{record.id}/{each.id}": each.text
            for record in self.register.scrutinies()
            if not self.register.hides(record.id)
            for each in record.recommendations
        }

    def choices(self) -> dict[str, Sequence[str]]:
        """The states that there are."""
        return {"state": [str(state) for state in State]}

    # --- What a changed cell means -----------------------------------------------------------

    def read(self, column: Column, cell: Cell) -> Value:
        """A state in our own word; a day that never comes with the reason why that is none."""
        if column.name == "state":
            return self._state(said(cell))
        try:
            return super().read(column, cell)
        except RefusedError:
            if column.name == "due" and isinstance(cell, str):
                _guard_that_it_falls_due(cell)
            raise

    def _state(self, text: str) -> str:
        word = folded(text)
        own = next((state for state, words in STATES.items() if word in words), None)
        state = self.given.words.get(word, own)
        if state is None:
            shown = text if len(text) <= _LONGEST_WORD else "that"
            raise RefusedError(
                f"{shown!r} is no state: say what it means, as --status '{shown}=in progress'; "
                f"the states are {listed(map(str, State))}"
            )
        if word != state:
            self.meant[text, state] += 1
        return str(state)

    def steps(self, entry: Entry, cells: Mapping[str, Value], row: Row) -> Iterator[Edit]:
        """Moves, notes, sign-offs and withdrawals, as the commands for them record them."""
        action = self.register.get(Action, entry.record)
        assert action  # noqa: S101, its row is from there
        words = {name: cells[name] for name in ("action", "measure") if name in cells}
        if words:
            self._guard_words(action, next(iter(words)))
        action = action.model_copy(update=words)  # a sign-off is of the words as they are now
        if "arises_from" in cells:
            yield from self._sources(action, entry, ids_in(cells["arises_from"]))
        if isinstance(due := cells.get("due"), date):
            yield from self._moved(action, due, row)
        if "progress" in cells:
            yield from self._noted(action, str(cells["progress"]), row)
        elif "progress_on" in cells:
            self.remarks.append("Progress on is taken only with another Latest progress")
        if cells.keys() & {"state", "implemented_on", "signed_off_by"}:
            yield from self._ended(action, cells, row)

    @staticmethod
    def _guard_words(action: Action, field: str) -> None:
        """Refuse other words for what a group has signed off."""
        if signed := action.signatures():
            raise RefusedError(
                f"it was signed off on {say(signed[-1].on)}, as it was worded then; if the group "
                f"agrees to other words: hscb set {action.id} {field}=…, then "
                f"hscb implement {action.id} --again"
            )

    @staticmethod
    def _sources(action: Action, entry: Entry, names: Iterable[str]) -> Iterator[Edit]:
        known = ids_in(entry.cells["arises_from"])
        for name in names:
            if name not in known:
                yield Edit(action.id, ("arises_from", LAST), name)

    def _moved(self, action: Action, due: date, row: Row) -> Iterator[Edit]:
        if any(due == move.was for move in action.revisions):
            self.remarks.append(f"Due is older than the register's {say(action.due)}; it stays")
            return
        acting.guard_move(action)
        acting.guard_day(action, self.day)
        if due < action.due:
            raise RefusedError(
                f"{say(due)} is before {say(action.due)}, and a date moves only later: leave Due "
                "as it is, and say in Latest progress what came sooner"
            )
        reason, group = self._why(row, f"the date moves from {say(action.due)} to {say(due)}")
        path = self.register.sources[action.id].path
        content = self._saved.get(path)
        before = record_in(path, content, self._now) if content else None
        assert before is None or isinstance(before, Action)  # noqa: S101, it stood there
        stood = acting.agreed_date(before, action)
        yield from acting.moved(action, self.day, due, reason, group, stood=stood)

    @cached_property
    def _now(self) -> dict[tuple[str, bytes], Record]:
        return as_now(self.register)

    @cached_property
    def _saved(self) -> dict[str, bytes | None]:
        """What the files of actions said when they were saved last, asked once for all rows."""
        sources = self.register.sources
        return last_texts(
            self.register, [sources[each.id].path for each in self.register.of(Action)]
        )

    def _why(self, row: Row, what: str) -> tuple[str, str]:
        """The reason for a change, and the group that agreed to it."""
        reason = self._said_in(row, "reason") or self.given.reason
        group = self._said_in(row, "agreed_by") or self.given.agreed_by
        if not reason or not group:
            lacking = [
                *([] if reason else ["why (column Reason for change, or --reason)"]),
                *([] if group else ["who agreed (column Change agreed by, or --agreed-by)"]),
            ]
            raise RefusedError(f"{what}: say {' and '.join(lacking)}")
        return reason, group

    def _said_in(self, row: Row, name: str) -> str | None:
        cell = row.cells.get(name)
        return None if cell is None else str(self.read(self.column(name), cell))

    def _noted(self, action: Action, note: str, row: Row) -> Iterator[Edit]:
        if any(is_same(note, known.note) for known in action.progress):
            return
        acting.guard_progress(action)
        on = self._day_of(row, "progress_on")
        if action.progress and on == action.progress[-1].on:  # the day of the note before it
            on = self.day
        self._guard_day(action, on)
        yield from acting.noted(action, on, note)

    def _day_of(self, row: Row, name: str) -> date:
        cell = row.cells.get(name)
        day = self.day if cell is None else self.read(self.column(name), cell)
        assert isinstance(day, date)  # noqa: S101, of a column of days
        return day

    def _guard_day(self, action: Action, on: date) -> None:
        if on > self.today:
            raise RefusedError(f"{say(on)} is still to come")
        acting.guard_day(action, on)

    def _ended(self, action: Action, cells: Mapping[str, Value], row: Row) -> Iterator[Edit]:
        now, is_new = action.state_on(self.today), not action.signatures()
        wanted = cells.get("state", State.IMPLEMENTED if is_new else now)
        if wanted == State.WITHDRAWN:
            acting.guard_withdrawal(action)
            acting.guard_day(action, self.day)
            reason, group = self._why(row, "it is given up")
            yield from acting.withdrawn(action, self.day, reason, group)
        elif wanted == State.OUTCOME_ACHIEVED:
            raise RefusedError(
                f"an outcome is achieved when evidence shows it: hscb evidence {action.id}"
            )
        elif wanted == State.CONTINUED:
            raise RefusedError(
                f"say which action takes its place: hscb set {action.id} continued_by=ACT-…"
            )
        elif wanted == State.IMPLEMENTED and (is_new or "state" not in cells):
            acting.guard_sign_off(action, again=False)
            on, group = self._sign_off(row)
            self._guard_day(action, on)
            yield from acting.signed_off(action, on, group, None, again=False)
        elif wanted == State.IN_PROGRESS and now is State.OPEN and "progress" not in row.cells:
            raise RefusedError("say what has been done so far, in the column Latest progress")
        elif wanted != State.IN_PROGRESS or now is not State.OPEN:
            self.remarks.append(f"State stays {now}, as its record says")

    def stands_beside(self, entry: Entry, column: Column, value: Value) -> bool:
        """A note always; a day that it had once; an end where nothing has ended it otherwise."""
        action = self.register.get(Action, entry.record)
        assert action  # noqa: S101, its row is from there
        if column.name == "due":
            return any(value == move.was for move in action.revisions)
        if column.name == "state":
            is_known = value == State.IMPLEMENTED and bool(action.signatures())
            return is_known or action.state_on(self.today) in (State.OPEN, State.IN_PROGRESS)
        return column.name in ("progress", "progress_on")

    def _sign_off(self, row: Row) -> tuple[date, str]:
        """When it was signed off, and by which group."""
        lacking = [
            self.column(name).heading
            for name in ("implemented_on", "signed_off_by")
            if name not in row.cells
        ]
        if lacking:
            raise RefusedError(f"it is said to be implemented: fill in {' and '.join(lacking)}")
        return self._day_of(row, "implemented_on"), self._said_in(row, "signed_off_by") or ""

    def told(self, path: FieldPath, value: Any) -> str:  # noqa: ANN401, plain data
        """A step in the words of the command for it."""
        match path[0]:
            case "revisions":
                return f"due moves from {say(value['was'])} to {say(value['now'])}"
            case "progress":
                return f"progress noted on {say(value['on'])}"
            case "implemented":
                return f"signed off on {say(value['on'])}"
            case "withdrawn":
                return "given up"
            case "arises_from":
                return f"arises from {value}"
        return ""

    # --- Which row is meant, and one that is new ---------------------------------------------

    def defaults(self) -> dict[str, Value]:
        """The agency whose plan it is."""
        return {"agency": self.given.agency} if self.given.agency else {}

    def goes_on(self, key: tuple[str, ...], cells: Mapping[str, Cell]) -> bool:
        """By its words, unless it has an id of ours: then that has to be known."""
        name = said(cells["id"]).strip().upper() if key == ("id",) else ""
        if Action.fits(name):
            unread = self.register.is_rejected(name)
            why = "could not be read: hscb validate" if unread else "is not in the register"
            raise RefusedError(f"{name} {why}; of a new action, leave the id empty")
        return bool(name)

    def weak(self, register: Register) -> dict[str, str]:
        """The letters of SMART that new actions lack."""
        found = {}
        for each in judged(register):
            letters = [
                name
                for name, letter in each.verdicts._asdict().items()
                if letter.verdict is Verdict.NOT_MET
            ]
            if letters:
                found[each.action.id] = f"not SMART yet: {joined(letters)}"
        return found

    def added(self, cells: Mapping[str, Value], row: Row) -> New:
        """A new action; what is given for all rows stands in where the row says nothing."""
        told = {"agency": self.given.agency, "group": self.given.group, "agreed": self.given.on}
        every = {name: value for name, value in {**told, **cells}.items() if value is not None}
        if lacking := [self.column(name).heading for name in _AT_LEAST if name not in every]:
            raise RefusedError(f"a new action needs {' and '.join(lacking)}")
        state = every.get("state", State.OPEN)
        if state in (State.WITHDRAWN, State.OUTCOME_ACHIEVED, State.CONTINUED):
            raise RefusedError(f"a new action cannot be {state}: add it open, then record the rest")
        data: dict[str, Any] = {
            "action": every["action"],
            "owner": {"agency": every["agency"], "role": every["owner_role"]},
            "due": every["due"],
        }
        data |= {name: every[name] for name in ("group", "measure", "agreed") if name in every}
        if names := ids_in(every.get("arises_from")):
            data["arises_from"] = names
        if "progress" in every:
            on = self._day_of(row, "progress_on")
            data["progress"] = [{"on": on, "note": every["progress"]}]
        elif state == State.IN_PROGRESS:
            self.remarks.append("it stays open until Latest progress says what has been done")
        if state == State.IMPLEMENTED or "implemented_on" in every:
            on, group = self._sign_off(row)
            seal = sealed(str(data["action"]), data.get("measure"))
            data["implemented"] = {"on": on, "signed_off_by": group, "seal": seal}
        return New(Action, data)


def _guard_that_it_falls_due(text: str) -> None:
    """Refuse "ongoing" with the reason that SMART has against it."""
    for problem in check("Publish it", due=text).T.problems:
        if problem.code == "SMART-T2":
            why = f"{problem.reason[0].lower()}{problem.reason[1:]}"
            raise RefusedError(f"{text[:_LONGEST_WORD]!r} is no day: {why} Type the day it ends")
