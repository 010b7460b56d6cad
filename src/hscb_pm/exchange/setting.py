"""Fields of records set, added to and taken away, as people type it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.exchange.typed import ReadDay, from_meeting, read_field, wanted_at
from hscb_pm.models import Action, Board, Group, Meeting, Record
from hscb_pm.models.record import model_at, shorten
from hscb_pm.problem import CannotError, FieldPath, dotted, listed
from hscb_pm.queries.conditions import conditions, guard_anywhere, guard_known_anywhere, matching
from hscb_pm.register import Register
from hscb_pm.store.composer import Composer, best_source
from hscb_pm.store.edits import REMOVED, Edit
from hscb_pm.store.splicing import LAST, same, with_value

_ASSIGNMENT: Final = re.compile(r"\s*([^\s=+]+)\s*(\+?=)(.*)", re.DOTALL)
_IS_KEY: Final = re.compile("[a-z_]+")
_COMPUTED: Final = ("state", "status", "overdue", "kind", "first_due")
_NAMES: Final = ("id", "standard", "period", "agency", "group")
"""Keys by whose value an entry of a list can be named."""
_STEPS: Final = {
    "implemented": "implement {} --signed-off-by GROUP",
    "implemented.again": "implement {} --again --signed-off-by GROUP",
    "outcomes": "evidence {} --kind KIND --finding … --result RESULT",
    "withdrawn": "withdraw {} --reason … --agreed-by GROUP",
}
"""What is no field to be set as a whole, and what records it."""
SHORT: Final = 60


class Assignment(NamedTuple):
    """What somebody wants of a field: `=` a value, `+=` one more in a list, or nothing at all."""

    field: str
    sign: str = ""
    text: str = ""


class Told(NamedTuple):
    """A change of one field, in words; what is empty is not there."""

    record: str
    field: str
    old: str
    new: str
    is_added: bool = False

    @property
    def planned(self) -> str:
        """The line that says it before it is done."""
        old = f"{self.old} -> " if self.old else ""
        return f"{self.record}: {self.field}: {'+ ' if self.is_added else old}{self.new or 'gone'}"

    @property
    def done(self) -> str:
        """The sentence that says it afterwards."""
        if self.is_added:
            return f"{self.record}: {self.field} has one more: {self.new}"
        now = f"is now {self.new}" if self.new else "is gone"
        return f"{self.record}: {self.field} {now}" + (f"; it was {self.old}" if self.old else "")


class Setting(NamedTuple):
    """Edits, and what is told of them."""

    edits: tuple[Edit, ...]
    told: tuple[Told, ...]


def read_assignment(text: str) -> Assignment:
    """Read `owner.role=LADO` or `arises_from+=AUD-2017-03/R2`; ValueError if it is neither."""
    found = _ASSIGNMENT.fullmatch(text)
    if found is None:
        raise ValueError("write FIELD=VALUE, or FIELD+=VALUE for one more in a list")
    return Assignment(found[1], found[2], found[3])


def part_named(register: Register, wanted: str) -> tuple[Record, FieldPath] | None:
    """The record that an id names, and where in it stands the part that it names."""
    owner = wanted.partition("/")[0]
    record = register.record(wanted) or register.record(owner) or register.standards
    if record is None:
        return None
    if record.id == wanted:
        return record, ()
    return next(((record, path[:-1]) for name, _, path in record.parts() if name == wanted), None)


def meeting(
    register: Register,
    kinds: Iterable[type[Record]],
    today: date,
    where: Sequence[str],
    wanted: Sequence[Assignment],
) -> list[tuple[Record, FieldPath]]:
    """The records of those kinds that can have all the fields, and meet all conditions.

    ValueError if there is no such kind; of a single one it says what that lacks.
    """
    kinds = list(kinds)
    found: list[tuple[Record, FieldPath]] = []
    reasons: list[ValueError | None] = []
    for kind in kinds:
        try:
            asked = [one for text in where for one in conditions(text, kind)]
            for assignment in wanted:
                _guard_known(kind, assignment.field)
        except ValueError as why:
            reasons.append(why)
        else:
            found += ((record, ()) for record in matching(register, kind, today, asked))
            reasons.append(None)
    if None not in reasons:
        if len(reasons) == 1 and reasons[0]:
            raise reasons[0]
        for text in where:
            guard_anywhere(text, kinds)
        for assignment in wanted:
            steps = assignment.field.split(".")
            guard_known_anywhere([step for step in steps if _IS_KEY.fullmatch(step)], kinds)
        raise ValueError("no kind of record has all these fields; name one with --kind to see why")
    return found


def settings(
    register: Register,
    records: Sequence[tuple[Record, FieldPath]],
    wanted: Sequence[Assignment],
    day: ReadDay,
) -> Setting:
    """What changes in records, or in parts of them; CannotError says why something cannot."""

    def read(record: Record, path: FieldPath, text: str) -> Any:  # noqa: ANN401, plain data
        if isinstance(record, Meeting) and path == ("papers_by",):
            text = from_meeting(register, text, record.date)
        return read_field(register, type(record), path, text, day)

    edits: list[Edit] = []
    told: list[Told] = []
    for record, within in records:
        data = _data(register, record)
        taken: list[tuple[Edit, Told]] = []
        for assignment in wanted:
            try:
                path = _path(record, data, within, assignment.field)
                made = list(_edits(record, data, path, assignment, read))
            except ValueError as error:
                said = f"{record.id}: {assignment.field[:SHORT]}: {error}"
                raise CannotError(said + _in_board_yaml(record, assignment.field)) from None
            if assignment.sign:
                edits += (edit for edit, _ in made)
                told += (line for _, line in made)
            else:
                taken += made
        # from behind, so that positions in lists stay what they were when they were typed
        for edit, line in sorted(taken, key=lambda each: _from_behind(each[0].path), reverse=True):
            edits.append(edit)
            told.append(line)
    return Setting(tuple(edits), tuple(told))


def _in_board_yaml(record: Record, field: str) -> str:
    """Where a field stands that somebody looks for in a group, such as that of the Board itself."""
    key = field.partition(".")[0]
    if not isinstance(record, Group) or key not in set(Board.model_fields) - set(
        Group.model_fields
    ):
        return ""
    return f"; the Board's own stands in board.yaml: hscb set board.yaml {key}=…"


def fields_within(kind: type[Record], typed: str) -> list[str]:
    """What could be typed as a field, after what is typed of it: `owner.` has two."""
    *above, _ = typed.split(".")
    model = model_at(kind, tuple(int(s) if s.isdecimal() else s for s in above))
    before = "".join(f"{step}." for step in above)
    names = (field.alias or name for name, field in model.model_fields.items()) if model else ()
    return [f"{before}{name}" for name in names if name != "id" or above]


def _guard_known(kind: type[Record], field: str) -> None:
    """ValueError where records of a kind cannot have a field; any entry of a list will do."""
    path: FieldPath = ()
    for step in field.split("."):
        path = (*path, 0 if wanted_at(kind, path).is_list else step)
    wanted_at(kind, path)


def _from_behind(path: FieldPath) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _data(register: Register, record: Record) -> Any:  # noqa: ANN401, plain data
    return Composer(best_source()).compose(register.sources[record.id].text).data


# --- Which place is meant -----------------------------------------------------------------------


def _path(record: Record, data: Any, within: FieldPath, field: str) -> FieldPath:  # noqa: ANN401, plain data
    """The way to a field; ValueError says what is wrong with what was typed."""
    steps = field.split(".")
    if "" in steps:
        raise ValueError("write a field, or several with dots: owner.role")
    if not within and steps == ["id"]:
        return ("id",)
    if not within and steps[0] in _COMPUTED and steps[0] not in type(record).model_fields:
        raise ValueError(
            "it is worked out from dated facts and never typed; what happened is recorded by "
            "hscb progress, implement, evidence or withdraw"
        )
    path = within
    here = _at(data, within)
    for step in steps:
        found = wanted_at(type(record), path)
        place: str | int = step
        if found.is_list:
            place = _position(here, step)
        path = (*path, place)
        here = _at(here, (place,))
    wanted_at(type(record), path)
    return path


def _position(entries: Any, step: str) -> int:  # noqa: ANN401, plain data
    """The position of an entry of a list, which is typed or named by the entry's own id."""
    entries = entries or ()
    for key in _NAMES:
        named = [
            i for i, e in enumerate(entries) if isinstance(e, dict) and str(e.get(key)) == step
        ]
        if len(named) == 1:
            return named[0]
    if step.isdecimal() and len(step) < 6 and int(step) < len(entries):  # noqa: PLR2004, of any list
        return int(step)
    names = [str(e["id"]) for e in entries if isinstance(e, dict) and "id" in e]
    known = listed(names or range(len(entries)))
    raise ValueError(
        f"there is no such entry; entries: {known}" if known else "it has no entries yet"
    )


def _at(data: Any, path: FieldPath) -> Any:  # noqa: ANN401, plain data
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


# --- What becomes of it ---------------------------------------------------------------------------


def _edits(
    record: Record,
    data: Any,  # noqa: ANN401, plain data
    path: FieldPath,
    wanted: Assignment,
    read: Callable[[Record, FieldPath, str], Any],
) -> Iterator[tuple[Edit, Told]]:
    _guard_settable(record, path, wanted)
    field, old = dotted(path) or "", _at(data, path)
    if not wanted.sign:
        if old is not None:
            yield Edit(record.id, path, REMOVED), Told(record.id, field, _said(old), "")
        return
    if not wanted.text.strip():
        raise ValueError("nothing is to stand in it; to take it away, say --unset")
    value = read(record, path, wanted.text)
    if wanted.sign == "=":
        if not same(old, with_value(None, (), value)):
            yield Edit(record.id, path, value), Told(record.id, field, _said(old), _said(value))
        return
    if not wanted_at(type(record), path).is_list:
        raise ValueError("`+=` adds to a list, and it takes one value")
    for entry in value:
        if any(same(known, with_value(None, (), entry)) for known in old or ()):
            continue
        told = Told(record.id, field, "", _said(entry), is_added=True)
        yield Edit(record.id, (*path, LAST), entry), told


def _guard_settable(record: Record, path: FieldPath, wanted: Assignment) -> None:
    """Refuse what is changed in another way, or never."""
    if path[-1] == "id":
        raise ValueError("an id never changes by hand, since others refer to it: hscb renumber")
    if isinstance(record, Action) and wanted.sign:
        _guard_step(record, path)
    fields = type(record).model_fields
    if "revisions" not in fields:
        return
    agreed_day = "due" if "due" in fields else "date"
    is_agreed = not isinstance(record, Action) or record.agreed or record.revisions
    is_ledger = path[0] == "revisions" and path[-1] != "reason"
    ends_agreement = path == ("agreed",) and not wanted.sign
    if is_agreed and (path == (agreed_day,) or is_ledger or ends_agreement):
        raise ValueError(
            "a date that was agreed is moved with a reason, and the first is kept: "
            f"hscb extend {record.id} --to DATE --reason … --agreed-by GROUP"
        )


def _guard_step(action: Action, path: FieldPath) -> None:
    """Refuse to write as plain fields what a command records, with its seal."""
    if path[-1] == "seal":
        raise ValueError("a seal is hscb's own: hscb implement and hscb evidence write it")
    if verb := _STEPS.get(".".join(step for step in path if isinstance(step, str))):
        raise ValueError(f"that is recorded by: hscb {verb.format(action.id)}")


def _said(value: Any) -> str:  # noqa: ANN401, plain data
    """A value in a few words."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return shorten(", ".join(f"{key}: {_said(inner)}" for key, inner in value.items()), SHORT)
    if isinstance(value, list | tuple):
        return shorten(", ".join(map(_said, value)), SHORT)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return shorten(str(value), SHORT)
