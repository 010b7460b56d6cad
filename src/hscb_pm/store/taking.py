"""Plain data to records: the files of a register, taken one by one and judged by their schemas."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from hscb_pm.models import RECORD_TYPES, Record
from hscb_pm.problem import FieldPath, Problem
from hscb_pm.register import Register, Source
from hscb_pm.store.files import FileSource, Found
from hscb_pm.store.many import Composed, Composing
from hscb_pm.store.marks import Document
from hscb_pm.store.places import Place, misplaced, place_of
from hscb_pm.store.reading import refused, unfit
from hscb_pm.store.slips import Refusal

if TYPE_CHECKING:
    from hscb_pm.store.committed import Committed


class Taking:
    """One pass over the files of a register: those on disk, or those of a commit."""

    def __init__(self, root: Path, committed: "Committed | None" = None) -> None:
        self.root, self.committed = root, committed
        self.contents = committed.contents if committed else {}
        self.same = committed.same if committed else {}
        self.records: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []
        self.rejected: set[str] = set()
        self.left_out: list[str] = []
        self.unfilled: set[str] = set()
        self.taken: dict[str, str] = {}

    def register(self, found: Sequence[Found], composing: Composing) -> Register:
        """The register of these files: of each that can be read, what composing makes of it."""
        composed = iter(composing)
        suspects = []
        for file in found:
            same = self.same.get(file.path)
            its = None if file.refusal or same else next(composed)
            if its.is_suspect if its else composing.guard and _is_telling(file.path):
                suspects.append(file.path)
            place = self._place(file)
            try:
                if same and not place.refusal:
                    self._keep(same.record, same.source, is_unfilled=same.is_unfilled)
                    continue
                if place.refusal or place.kind is None or its is None:
                    raise place.refusal or misplaced(file.path)
                self._take(file.path, place.kind, place.id, its)
            except Refusal as refusal:
                self._reject(file.path, place.id, [refused(file.path, refusal, place.id or None)])
        register = Register(
            self.root,
            {kind: dict(sorted(records.items())) for kind, records in self.records.items()},
            self.sources,
            tuple(sorted(self.problems, key=lambda problem: problem.order)),
            frozenset(self.rejected),
            tuple(self._names_left_out()),
            len(found),
            frozenset(self.unfilled),
            commit=self.committed.commit if self.committed else None,
            contents=self.contents,
            within=self.committed.within if self.committed else None,
        )
        if not suspects and not (register.board and register.board.privacy):
            return register
        from hscb_pm.store.guarding import guarded

        return guarded(register, suspects)

    def _names_left_out(self) -> Iterator[str]:
        """The files that could not be read; many are named by what they say, so with care."""
        if self.left_out:
            from hscb_pm.privacy import hide_name

            yield from map(hide_name, self.left_out)

    def _place(self, found: Found) -> Place:
        """Where a file belongs, and why it may not be read."""
        place = place_of(found.path)
        refusal = found.refusal
        if refusal is None and place.kind is None:
            refusal = misplaced(found.path)
        elif refusal is None and (other := self.taken.get(place.id.casefold())):
            message = f"this id is taken by {other}"
            refusal = Refusal("REG-008", message, "Rename one of the two files.")
        elif refusal is None:
            self.taken[place.id.casefold()] = found.path
        return place._replace(refusal=refusal) if refusal else place

    def _reject(self, path: str, record_id: str, problems: list[Problem]) -> None:
        self.problems += problems
        self.left_out.append(path)
        if record_id:
            self.rejected.add(record_id)

    def _take(self, path: str, kind: type[Record], record_id: str, composed: Composed) -> None:
        document = composed.document
        if document is None or not isinstance(document.data, dict):
            raise composed.refusal or no_mapping(document.data if document else None)
        marks = document.marks or composed.packed
        source = FileSource(self.root, path, composed.digest, marks, self.contents.get(path))
        record, problems = validated(kind, record_id, document, source, composed.text)
        if record is None or problems:
            self._reject(path, record_id, problems)
        else:
            self._keep(record, source, is_unfilled=composed.is_unfilled)

    def _keep(self, record: Record, source: Source, *, is_unfilled: bool) -> None:
        self.records[type(record)][record.id] = record
        self.sources[record.id] = source
        if is_unfilled:
            self.unfilled.add(record.id)


def _is_telling(path: str) -> bool:
    """Whether the name of a file that is not read may identify somebody."""
    from hscb_pm.privacy import scan_name

    return bool(scan_name(path))


def validated(
    kind: type[Record],
    record_id: str,
    document: Document,
    source: FileSource,
    text: str | None = None,
) -> tuple[Record | None, list[Problem]]:
    """The record that a file holds, or every reason why it holds none."""
    data = document.data
    error: ValidationError | None = None
    try:
        record = kind.model_validate({**data, "id": record_id}, by_alias=True, by_name=False)
    except ValidationError as failure:
        error = failure
    if error or document.empty_values or "id" in data:
        if text is not None:
            source.mark(text)  # before somebody saves another text
        return None, unfit(kind, record_id, document, source, error)
    has_parts = kind.parts is not Record.parts
    return record, _twice_within(record, source) if has_parts else []


def no_mapping(data: object) -> Refusal:
    """Say that a file holds no record at all."""
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
