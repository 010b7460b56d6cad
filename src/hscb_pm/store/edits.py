"""Changes of records: judged before anything is written, and then all written or none."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import unified_diff
from itertools import groupby
from typing import Any, NamedTuple

from pydantic import ValidationError

from hscb_pm.models import Action, Record
from hscb_pm.problem import CannotError, FieldPath, Severity
from hscb_pm.register import Register
from hscb_pm.rules import RULES, check
from hscb_pm.store.composer import Composer, best_source
from hscb_pm.store.files import ChangedUnderneathError, decode, read_bytes
from hscb_pm.store.guarding import refuse_private
from hscb_pm.store.slips import Refusal
from hscb_pm.store.splicing import LAST, CannotSpliceError, spliced
from hscb_pm.store.write import replace_files

_MARK = "\ufeff"


class Edit(NamedTuple):
    """A value for a place in a record: see `splicing.spliced`."""

    record: str
    path: FieldPath
    value: Any


class Changed(NamedTuple):
    """What files are to say, and what they say now; nothing is written yet."""

    register: Register
    """With the records as they would be."""
    texts: dict[str, tuple[str, str]]
    """By path: the text before and after."""

    def diff(self) -> str:
        """The lines that change, as git shows them."""
        return "".join(
            f"{line.rstrip()}\n"
            for path, (before, after) in self.texts.items()
            for line in unified_diff(before.splitlines(), after.splitlines(), path, path, n=1)
        )

    def write(self) -> None:
        """Write all files or none; CannotError if one is no longer what it was."""
        files = {
            self.register.path / path: (before.encode(), after.encode())
            for path, (before, after) in self.texts.items()
        }
        replace_files(files)


def prepare(register: Register, edits: Iterable[Edit]) -> Changed:
    """Make the changes in memory; CannotError says why one of them cannot be.

    Each file says afterwards what it said before, and the new values; no record has an error that
    it did not have, and nothing private is written.
    """
    texts: dict[str, tuple[str, str]] = {}
    records = {kind: dict(known) for kind, known in register.records.items()}
    by_record: dict[str, list[Edit]] = {}
    for edit in edits:
        by_record.setdefault(edit.record, []).append(edit)
    for name, its in by_record.items():
        record = register.record(name)
        assert record is not None  # noqa: S101, callers have looked
        path = register.sources[name].path
        before, text = _as_it_stands(register, name)
        for path_within, group in groupby(its, key=lambda edit: edit.path):
            try:
                text = spliced(text, path_within, *(edit.value for edit in group))
            except (CannotSpliceError, Refusal) as why:
                if isinstance(why, Refusal) and why.code == "REG-011":  # may be the value's fault
                    raise CannotError(
                        f"nothing is written: {path} would have {why.message}"
                    ) from None
                raise CannotError(_by_hand(register, name, path_within)) from None
        mark = _MARK if before.startswith(_MARK) else ""
        texts[path] = before, mark + text
        records[type(record)][name] = _read(record, path, text)
        refuse_private(register, path, text)
    after = replace(register, records=records)
    _guard_right(register, after, set(by_record))
    return Changed(after, texts)


def _as_it_stands(register: Register, name: str) -> tuple[str, str]:
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


def _read(record: Record, path: str, text: str) -> Record:
    """The record as it will be read from the new text."""
    data = Composer(best_source()).compose(text).data
    try:
        return type(record).model_validate({**data, "id": record.id}, by_alias=True, by_name=False)
    except ValidationError as error:
        field = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
        raise CannotError(
            f"nothing is written: `{field}` in {path} would not be as it must be"
        ) from None


def _guard_right(old: Register, new: Register, changed: set[str]) -> None:
    """Refuse what would add an error; warnings are for `hscb validate`."""
    is_smart = any(isinstance(new.record(name), Action) for name in changed)
    codes = [code for code in RULES if is_smart or not code.startswith("SMART")]

    def errors(register: Register) -> dict[tuple[str, str, str | None], str]:
        return {
            (problem.code, problem.message, problem.record): f"{problem.message} ({problem.code})"
            + (f"; {problem.fix[0].lower()}{problem.fix[1:]}" if problem.fix else "")
            for problem in check(register, codes)
            if problem.severity is Severity.ERROR and problem.record in changed
        }

    if (found := errors(new)) and (added := found.keys() - errors(old).keys()):
        _, _, name = first = min(added, key=str)
        raise CannotError(f"nothing is written: {name} would be wrong: {found[first]}")


def _by_hand(register: Register, name: str, path: FieldPath) -> str:
    place = register.locate(name, tuple(step for step in path if step != LAST))
    return (
        f"nothing is written: {place.path} is written in a way that hscb cannot add to; "
        f"change it by hand, at line {place.line}"
    )
