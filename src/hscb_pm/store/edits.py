"""Changes of records: judged before anything is written, and then all written or none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import unified_diff
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from hscb_pm import __version__
from hscb_pm.models import Record
from hscb_pm.models.board import Board
from hscb_pm.models.record import field_order, model_at
from hscb_pm.problem import CannotError, FieldPath, Problem, Severity
from hscb_pm.register import Register
from hscb_pm.rules import RULES, Base, check, placed
from hscb_pm.store import splicing
from hscb_pm.store.composer import shared
from hscb_pm.store.files import ChangedUnderneathError, FileSource, decode, digest, read_bytes
from hscb_pm.store.guarding import refuse_private
from hscb_pm.store.lines import CannotSpliceError
from hscb_pm.store.places import Place, misplaced, place_of
from hscb_pm.store.reading import refused
from hscb_pm.store.saved import alone, saved
from hscb_pm.store.slips import Refusal
from hscb_pm.store.splicing import LAST, spliced, spliced_at_once
from hscb_pm.store.taking import no_mapping, validated
from hscb_pm.store.write import replace_files

MARK: Final = "\ufeff"
NOWHERE: Final = "/dev/null"
Change = tuple[str | None, str | None]
"""The text of a file before and after; None where there is no file.

Before, it may hold bytes that are no UTF-8, as `surrogateescape` decodes them.
"""
REMOVED: Final = splicing.REMOVED
"""As the value of an edit: the value that is there goes, with its key."""


_OF_VALUES: Final = ("a tag", "an alias", "an anchor")
"""What a value can bring into a file that was right."""
_Told = dict[tuple[str, str, str | None], list[Problem]]


class Edit(NamedTuple):
    """A value for a place in a record: see `splicing.spliced`."""

    record: str
    path: FieldPath
    value: Any


class WouldBeWrongError(CannotError):
    """A change that would add errors; nothing is written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        fix = f"; {first.fix[0].lower()}{first.fix[1:]}" if first.fix else ""
        self.why = f"{first.message} ({first.code}){fix}"
        super().__init__(
            f"nothing is written: {first.record or first.location.path} would be wrong: {self.why}"
        )


class Changed(NamedTuple):
    """What files are to say, and what they say now; nothing is written yet."""

    register: Register
    """With the records as they would be."""
    texts: dict[str, Change]
    """By path: the text before and after; None where there is no file."""
    warnings: tuple[Problem, ...] = ()
    """What is not good enough and was not so before."""

    def diff(self) -> str:
        """The lines that change, as git shows them."""
        return "".join(
            f"{line.rstrip()}\n"
            for path, (before, after) in self.texts.items()
            for line in unified_diff(
                (before or "").splitlines(),
                (after or "").splitlines(),
                NOWHERE if before is None else path,
                NOWHERE if after is None else path,
                n=1,
            )
        )

    def write(self) -> tuple[Path, ...]:
        """Write all files or none; CannotError if one is no longer what it was.

        Gives back the folders of which the system cannot say that their files are on the disk.
        """
        return replace_files(
            {
                self.register.path / path: (_encoded(before), _encoded(after))
                for path, (before, after) in self.texts.items()
            }
        )


def prepare(
    register: Register, edits: Iterable[Edit], new: Mapping[str, str] | None = None
) -> Changed:
    """Make the changes in memory, one after the other; CannotError says why one cannot be.

    With `new`, files that are not there yet come with them. Each file says afterwards what it said
    before, and the new values; one that says them already is left alone. The register has no error
    that it did not have, and nothing private is written.
    """
    by_record: dict[str, list[Edit]] = {}
    for edit in edits:
        by_record.setdefault(edit.record, []).append(edit)
    changes = (_edited(register, name, its) for name, its in by_record.items())
    texts: dict[str, Change] = {path: change for path, change in changes if change[0] != change[1]}
    return judged(register, texts | {path: (None, text) for path, text in (new or {}).items()})


def judged(register: Register, texts: Mapping[str, Change]) -> Changed:
    """Take whole texts in memory for what files are to say; CannotError says why they cannot.

    A file is new where there is no text before, and goes where there is none after. The register
    has no error that it did not have (else WouldBeWrongError), and nothing private is written.
    """
    records = {kind: dict(known) for kind, known in register.records.items()}
    sources = dict(register.sources)
    ids = {source.path: name for name, source in sources.items()}
    for path, (before, _) in texts.items():
        if before is not None and (name := ids.get(path)):
            sources.pop(name)
            for known in records.values():
                known.pop(name, None)
    for path, (_, text) in texts.items():
        if text is not None:
            refuse_private(register, path, text.removeprefix(MARK))
    taken = {name.casefold(): source.path for name, source in sources.items()}
    wrong: list[Problem] = []
    for path, (_, text) in texts.items():
        if text is not None:
            try:
                record, source = _read(register.path, path, text, taken)
            except WouldBeWrongError as error:
                wrong += error.problems
                continue
            _guard_version(record)
            records[type(record)][record.id] = record
            sources[record.id] = source
    if wrong:
        raise WouldBeWrongError(wrong)
    after = replace(
        register,
        records={kind: dict(sorted(known.items())) for kind, known in records.items()},
        sources=sources,
        problems=tuple(p for p in register.problems if p.location.path not in texts),
        rejected=register.rejected - sources.keys(),
        left_out=tuple(path for path in register.left_out if path not in texts),
    )
    return Changed(after, dict(texts), _new_warnings(register, after, texts))


def _guard_version(record: Record) -> None:
    """Refuse what would keep this hscb from reading the register, and so from undoing it."""
    if isinstance(record, Board) and not record.accepts(__version__):
        raise CannotError(
            f"nothing is written: the register would require hscb {record.requires}, and this is "
            f"hscb {__version__}, which could not read it then"
        )


def as_it_stands(register: Register, path: str) -> tuple[str, str]:
    """A file's characters, all of them, and its text; CannotError if it cannot be read."""
    try:
        raw = read_bytes(register.path / path)
        return raw.decode(), decode(raw)
    except Refusal as refusal:
        raise CannotError(f"nothing is written: {path}: {refusal.message}") from None


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")


def _edited(register: Register, name: str, edits: Iterable[Edit]) -> tuple[str, Change]:
    """A record's file with its edits made."""
    path = register.sources[name].path
    before, text = _unchanged(register, name)
    order = partial(_order, register, name)
    steps = [
        (path_within, [edit.value for edit in group])
        for path_within, group in groupby(edits, key=lambda edit: edit.path)
    ]
    if len(steps) > 1 and (at_once := spliced_at_once(text, steps, order)) is not None:
        text, steps = at_once, []
    for path_within, values in steps:
        try:
            text = spliced(text, path_within, *values, order=order)
        except (CannotSpliceError, Refusal) as why:
            if isinstance(why, Refusal) and why.message.startswith(_OF_VALUES):
                raise CannotError(f"nothing is written: {path} would have {why.message}") from None
            raise CannotError(_by_hand(register, name, path_within)) from None
    mark = MARK if before.startswith(MARK) else ""
    return path, (before, mark + text)


def _order(register: Register, name: str, path: FieldPath) -> tuple[str, ...]:
    """The order in which files have the keys of a mapping of the record."""
    record = register.record(name)
    model = model_at(type(record), path) if record else None
    return field_order(model) if model else ()


def _unchanged(register: Register, name: str) -> tuple[str, str]:
    """A file's characters, all of them, and its text; it must be the file that was read."""
    source = register.sources[name]
    text = source.text
    try:
        raw = read_bytes(register.path / source.path)
        if decode(raw) == text:
            return raw.decode(), text
    except Refusal:
        pass
    raise ChangedUnderneathError(source.path)


def _read(root: Path, path: str, text: str, taken: Mapping[str, str]) -> tuple[Record, FileSource]:
    """The record as it will be read from the new text; WouldBeWrongError if there is none."""
    place = place_of(path)
    try:
        kind = _kind_of(path, place, taken)
        content = text.encode()
        source = FileSource(root, path, digest(content), content=content)
        data = (document := shared().compose(source.text)).data
        if not isinstance(data, dict):
            raise no_mapping(data)
    except Refusal as refusal:
        raise WouldBeWrongError([refused(path, refusal, place.id or path)]) from None
    record, problems = validated(kind, place.id, document, source)
    if record is None or problems:
        raise WouldBeWrongError(problems)
    return record, source


def _kind_of(path: str, place: Place, taken: Mapping[str, str]) -> type[Record]:
    if place.kind is None:
        raise misplaced(path)
    if other := taken.get(place.id.casefold()):
        raise Refusal("REG-008", f"this id is taken by {other}", "Choose another.")
    return place.kind


def _new_warnings(old: Register, new: Register, paths: Collection[str]) -> tuple[Problem, ...]:
    """The warnings that a change would add; WouldBeWrongError where it would add an error.

    A record that comes for one that goes may have what that had. What was saved is not lost.
    """
    base = saved(old, paths)
    new_errors, new_warnings = _problems(new, old, paths, base)
    if not (new_errors or new_warnings):
        return ()
    errors, warnings = _problems(old, new, paths, base)
    if added := new_errors.keys() - errors.keys():
        lost_first = sorted(added, key=lambda key: (RULES[key[0]].compare is None, str(key)))
        raise WouldBeWrongError(
            [each for key in lost_first for each in _in_order(new, new_errors[key])]
        )
    told = (_in_order(new, its)[-1] for key, its in new_warnings.items() if key not in warnings)
    return tuple(sorted(told, key=lambda problem: problem.order))


def _in_order(register: Register, problems: Iterable[Problem]) -> list[Problem]:
    """Problems at their lines, for which files are read again, and so only of what is told."""
    return sorted((placed(register, each) for each in problems), key=lambda each: each.order)


def _problems(
    register: Register, other: Register, paths: Collection[str], base: Base | None
) -> tuple[_Told, _Told]:
    """Errors and warnings, by what tells them from others also where a record has another id."""
    errors: _Told = {}
    warnings: _Told = {}
    shared = register.sources.keys() & other.sources.keys()
    found = check(register, at_lines=False)
    if base:
        comparing = [rule.code for rule in RULES.values() if rule.compare]
        found += check(alone(register, paths), comparing, base)
    for problem in found:
        record = problem.record if problem.record in shared else None
        if problem.severity is Severity.ERROR and not problem.explained:
            errors.setdefault((problem.code, problem.message, record), []).append(problem)
        elif not problem.explained:
            warnings.setdefault((problem.code, "", record), []).append(problem)
    return errors, warnings


def _by_hand(register: Register, name: str, path: FieldPath) -> str:
    place = register.locate(name, tuple(step for step in path if step != LAST))
    return (
        f"nothing is written: {place.path} is written in a way that hscb cannot add to; "
        f"change it by hand, at line {place.line}"
    )
