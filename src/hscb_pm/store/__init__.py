"""YAML on disk to a register."""

import gc
import re
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from hscb_pm.models import RECORD_TYPES, Record
from hscb_pm.problem import FieldPath, Problem, nearest
from hscb_pm.register import Register, Source
from hscb_pm.store.composer import Composer, Document, Refusal, best_source
from hscb_pm.store.files import (
    ChangedUnderneathError,
    FileSource,
    Found,
    decode,
    digest,
    read_bytes,
    walk,
)
from hscb_pm.store.reading import refused, unfit

__all__ = ["ChangedUnderneathError", "NoRegisterError", "load"]

MARKS_KEPT: Final = 500
"""Files whose marks stay in memory; those of more are worked out again when asked for."""
_TOP: Final = {kind.example: kind for kind in RECORD_TYPES if not kind.folder}
_FOLDERS: Final = {kind.folder: kind for kind in RECORD_TYPES if kind.folder}
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


class NoRegisterError(Exception):
    """The folder is no register: it holds no `board.yaml`."""


def load(path: Path | str) -> Register:
    """Read a register, whatever state its files are in.

    Files that cannot be read become problems of the register, each with its place; the others
    become records. Raises NoRegisterError where there is no `board.yaml`.
    """
    root = Path(path)
    try:
        is_register = (root / "board.yaml").is_file()
    except OSError:
        is_register = False
    if not is_register:
        raise NoRegisterError(str(root))
    collecting = gc.isenabled()
    gc.disable()  # what is read is kept, so looking for rubbish meanwhile finds none
    try:
        return _Reader(root).read()
    finally:
        if collecting:
            gc.enable()


class _Reader:
    """One pass over the files of a register."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.composer = Composer(best_source())
        self.records: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []
        self.rejected: set[str] = set()
        self.left_out: list[str] = []
        self.taken: dict[str, str] = {}

    def read(self) -> Register:
        files = 0
        for found in walk(self.root):
            files += 1
            kind, record_id = _placed(found.path)
            try:
                self._read_file(found, kind, record_id)
            except Refusal as refusal:
                self._reject(found.path, record_id, [refused(found.path, refusal, record_id)])
        return Register(
            self.root,
            {kind: dict(sorted(records.items())) for kind, records in self.records.items()},
            self.sources,
            tuple(sorted(self.problems, key=lambda problem: problem.order)),
            frozenset(self.rejected),
            tuple(self.left_out),
            files,
        )

    def _reject(self, path: str, record_id: str | None, problems: list[Problem]) -> None:
        self.problems += problems
        self.left_out.append(path)
        if record_id:
            self.rejected.add(record_id)

    def _read_file(self, found: Found, kind: type[Record] | None, record_id: str | None) -> None:
        if found.refusal:
            raise found.refusal
        if kind is None or record_id is None:
            raise _misplaced(found.path)
        if other := self.taken.get(record_id.casefold()):
            message = f"this id is taken by {other}"
            raise Refusal("REG-008", message, "Rename one of the two files.")
        self.taken[record_id.casefold()] = found.path
        data = read_bytes(f"{self.root}/{found.path}")
        self.composer.keep_marks = len(self.sources) < MARKS_KEPT
        text = decode(data)
        document = self.composer.compose(text)
        source = FileSource(self.root, found.path, digest(data), document.marks)
        if not isinstance(document.data, dict):
            raise _no_mapping(document.data)
        record, problems = _validate(kind, record_id, document, source, text)
        if record is None or problems:
            self._reject(found.path, record_id, problems)
        else:
            self.records[kind][record_id] = record
            self.sources[record_id] = source


def _validate(
    kind: type[Record], record_id: str, document: Document, source: FileSource, text: str
) -> tuple[Record | None, list[Problem]]:
    """The record that a file holds, or every reason why it holds none."""
    data = document.data
    try:
        record = kind.model_validate({**data, "id": record_id}, by_alias=True, by_name=False)
    except ValidationError as error:
        source.mark(text)  # before somebody saves another text
        return None, unfit(kind, record_id, document, source, error)
    if document.empty_values or "id" in data:
        source.mark(text)
        return None, unfit(kind, record_id, document, source, None)
    return record, _twice_within(record, source)


def _placed(path: str) -> tuple[type[Record] | None, str | None]:
    """The kind and id that a file's place and name give it, if they give any."""
    folder, _, name = path.rpartition("/")
    stem, ending = name.rpartition(".")[0], name.rpartition(".")[2]
    kind = _FOLDERS.get(folder) if folder else _TOP.get(f"{stem}.yaml")
    if kind is None:
        return None, None
    good = ending == "yaml" and kind.fits(stem) and not _DEVICE.fullmatch(stem)
    return (kind if good else None), kind.id_of(stem)


def _misplaced(path: str) -> Refusal:
    """Say what a file in the wrong place, or with a wrong name, should have been."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    kind = _FOLDERS.get(folder) if folder else _TOP.get(f"{stem}.yaml")
    if kind is None:
        known = ", ".join(f"{known}/" for known in _FOLDERS)
        close = nearest(folder, _FOLDERS) if folder else None
        fix = f"Did you mean {close}/?" if close else f"Records stand in {known} as in the README."
        where = f"the folder {folder}/" if folder else "the register's top folder"
        return Refusal("REG-009", f"{where} holds no such records", fix)
    if ending != "yaml":
        return Refusal("REG-009", f"a record's file ends in .yaml, not .{ending}", "Rename it.")
    if _DEVICE.fullmatch(stem):
        return Refusal("REG-009", f"Windows cannot open a file called {name}", "Rename it.")
    message = f"{name} is no name for a record of this folder"
    return Refusal("REG-009", message, f"Rename it; here names look like {kind.example}.")


def _no_mapping(data: object) -> Refusal:
    said = "is empty" if data is None else "is no list of `key: value` lines"
    return Refusal("REG-005", f"this file {said}", "Start from another record of this folder.")


def _twice_within(record: Record, source: Source) -> list[Problem]:
    """Ids given twice within a record: a reference to one could mean either."""
    seen: dict[str, FieldPath] = {}
    problems = []
    for part, _, path in record.parts():
        if part in seen:
            line, column = source.at(path)
            first = source.at(seen[part])[0]
            message = f"{part.rpartition('/')[2]} is already on line {first}"
            refusal = Refusal("REG-008", message, "Give it an id of its own.", line, column)
            problems.append(refused(source.path, refusal, record.id))
        seen.setdefault(part, path)
    return problems
