"""The privacy guard at the door: what the files of a register say that may identify somebody.

It looks at a file's name, at its whole text with the comments, and at those strings that the text
spells otherwise (escaped, or folded over lines).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from hscb_pm.models import Board
from hscb_pm.models.board import PrivacyException
from hscb_pm.privacy import KINDS, hide_name
from hscb_pm.problem import (
    CannotError,
    FieldPath,
    Location,
    Problem,
    Severity,
    dotted,
    line_and_column,
)
from hscb_pm.register import Register
from hscb_pm.rules import RULES
from hscb_pm.rules.privacy import MESSAGE, RULE_OF, UNNEEDED
from hscb_pm.store.composer import Composer, best_source
from hscb_pm.store.files import bytes_of, decode
from hscb_pm.store.marks import Document, place_in
from hscb_pm.store.places import place_of
from hscb_pm.store.slips import Refusal
from hscb_pm.store.suspicion import IN_TEXT, matches, told_by

MOST: Final = 50
"""What is told of one kind in one file; the first few are enough to begin with."""


class Sighting(NamedTuple):
    """A place that may identify somebody, without what stands there."""

    kind: str
    masked: str
    offset: int | None = None
    """Where it stands in the text of the file; None for what the text spells otherwise."""
    field: FieldPath | None = None
    """The value that it is in; None for the text, and for the file's name."""


def guarded(register: Register, suspects: Collection[str]) -> Register:
    """The register with a problem for every place that may identify somebody.

    What the board has looked at and let stand is explained.
    """
    reviewed = _reviewed(register)
    problems, used = list(register.problems), set[int]()
    ids = {source.path: record for record, source in register.sources.items()}
    for path in suspects:
        record = ids.get(path) or path.rpartition("/")[2].removesuffix(".yaml")
        told: Counter[tuple[str, bool]] = Counter()
        for kind, problem in _problems(register, path, record):
            settled = [n for n, e in enumerate(reviewed) if (e.record, e.kind) == (record, kind)]
            used.update(settled)
            told[kind, bool(settled)] += 1
            if told[kind, bool(settled)] <= MOST:
                reason = reviewed[settled[0]].reason if settled else None
                problems.append(problem._replace(explained=reason))
    if not register.left_out:
        unneeded = (n for n in range(len(reviewed)) if n not in used)
        problems += [_unneeded(register, number, reviewed[number]) for number in unneeded]
    return replace(
        register,
        problems=tuple(sorted(problems, key=lambda problem: problem.order)),
        suspects=frozenset(suspects),
    )


def _reviewed(register: Register) -> Sequence[PrivacyException]:
    return register.board.privacy.reviewed if register.board and register.board.privacy else ()


def refuse_private(register: Register, path: str, text: str) -> None:
    """Raise CannotError if what is about to be written may identify somebody.

    What the board has looked at and let stand may be there.
    """
    settled = {each.kind for each in _reviewed(register) if each.record == place_of(path).id}
    for where, _, match in matches(path, text, None, register.allowed_names):
        if match.kind in settled:
            continue
        line, _ = line_and_column(text, match.start)
        place = f"line {line}" if where is IN_TEXT else "its name"
        raise CannotError(
            f"nothing is written: {hide_name(path)} would hold what may identify somebody "
            f"({match.masked}, {place}). Instead: {KINDS[match.kind][1]}"
        )


def _problems(register: Register, path: str, record: str) -> Iterator[tuple[str, Problem]]:
    """What is seen in a file, as problems, each with its kind."""
    text, document, data = _read_again(register, path)
    for found in _sightings(path, text, data, register.allowed_names):
        line, column = 1, 1
        if found.offset is not None:
            line, column = line_and_column(text, found.offset)
        elif found.field is not None and document and document.marks:
            line, column = place_in(document.marks, found.field)
        named = ", in the name of the file" if found.offset is None and not found.field else ""
        yield (
            found.kind,
            Problem(
                Location(path, line, column),
                RULE_OF[found.kind].code,
                Severity.ERROR,
                MESSAGE.format(what=f"{found.masked}{named}"),
                RULES[RULE_OF[found.kind].code].fix,
                record,
                dotted(found.field) if found.field else None,
            ),
        )


def _sightings(path: str, text: str, data: object, allowed: tuple[str, ...]) -> list[Sighting]:
    seen: set[str] = set()
    found = []
    for where, within, match in matches(path, text, data, allowed):
        said = "".join(within[match.start : match.end].split())
        if where and (said in seen or _is_part(said, seen)):
            continue  # the text spells it, or the beginning of it, so too
        seen.add(said)
        offset = match.start if where is IN_TEXT else None
        found.append(Sighting(match.kind, match.masked, offset, where or None))
    return found


def _is_part(said: str, seen: set[str]) -> bool:
    """Whether what was seen is part of it, or it of that; of very much, nobody looks."""
    return len(seen) <= MOST and any(said in other or other in said for other in seen)


def _read_again(register: Register, path: str) -> tuple[str, Document | None, object]:
    """The text of a file, however damaged, and what it says; of what says nothing, why."""
    raw = b""
    try:
        raw = bytes_of(register, path)
        text = decode(raw)
        document = Composer(best_source(), keep_marks=True).compose(text)
    except Refusal as refusal:
        return raw.decode("utf-8", "replace"), None, told_by(refusal)
    return text, document, document.data


def _unneeded(register: Register, number: int, exception: PrivacyException) -> Problem:
    rule, path = RULES[UNNEEDED], ("privacy", "reviewed", number)
    name = Board.id_of("board")
    message = rule.message.format(what=KINDS[exception.kind][0], name=exception.record)
    place = register.locate(name, path)
    return Problem(place, rule.code, rule.severity, message, rule.fix, name, dotted(path))
