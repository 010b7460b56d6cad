"""The files of a register in a commit, as `walk` and `read_bytes` would have found them on disk."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hscb_pm.history import Commit, work_tree
from hscb_pm.models import Record
from hscb_pm.register import Register, Source
from hscb_pm.revisions import Entry, Revisions
from hscb_pm.store.files import (
    MAX_BYTES,
    RESERVED,
    FileSource,
    Found,
    a_folder,
    a_link,
    bytes_of,
    digest,
    is_no_folder_of_records,
    is_record_file,
    too_large,
)
from hscb_pm.store.places import place_of
from hscb_pm.store.slips import Refusal
from hscb_pm.store.versions import versions
from hscb_pm.unlike import LINK, REPOSITORY, is_named


class Same(NamedTuple):
    """A record whose file says at the commit what it says where it was read already."""

    record: Record
    source: Source
    is_unfilled: bool


class Committed:
    """What a register's folder holds in a commit; what a loaded register has in common with it."""

    def __init__(self, root: Path, revision: str | Commit, known: Register | None = None) -> None:
        revisions = Revisions(root)
        self.commit = revisions.commit(revision) if isinstance(revision, str) else revision
        entries = revisions.files(self.commit)
        self.is_register = any(entry.path == "board.yaml" for entry in entries)
        self.within: str | None = None
        if known and not self.is_register:
            self.within = moved_from(revisions, self.commit, known)
            if self.within is not None:
                revisions = Revisions(root, self.within)
                entries, self.is_register = revisions.files(self.commit), True
        self.found = list(found_in(entries))
        names = {entry.path: entry.id for entry in entries}
        self.same = dict(_same(known, names)) if known else {}
        self._large = {entry.path for entry in entries if entry.size > MAX_BYTES}
        readable = {file.path for file in self.found if not file.refusal} - self.same.keys()
        wanted = sorted(readable - self._large)
        read = revisions.read(names[path] for path in wanted)
        self.contents = dict.fromkeys(readable & self._large, b"")
        self.contents |= zip(wanted, read, strict=True)

    def read(self, path: str) -> bytes:
        """What a file says; raises Refusal if it is too large to be read."""
        if path in self._large:
            raise too_large()
        return self.contents[path]


def found_in(entries: Iterable[Entry]) -> Iterator[Found]:
    """What a commit holds, in the order in which `walk` finds it on disk."""
    refused: set[str] = set()
    for entry in sorted(entries, key=lambda entry: entry.path.split("/")):
        path = entry.path
        steps = path.split("/")
        if any(step.startswith(".") for step in steps) or steps[:-1][:1] == [RESERVED]:
            continue
        above = ("/".join(steps[:end]) for end in range(1, len(steps)))
        if folder := next(filter(is_no_folder_of_records, above), None):
            if folder not in refused:
                yield Found(folder, a_folder())
            refused.add(folder)
        elif entry.mode == LINK:
            yield Found(path, a_link())
        elif entry.mode == REPOSITORY:
            yield Found(path, a_folder())
        elif is_record_file(path):
            yield Found(path)


def _same(known: Register, names: dict[str, str]) -> Iterator[tuple[str, Same]]:
    """The records whose files say in the commit, by the names of their contents, what they say."""
    records = {record.id: record for record in known}
    for record, source in known.sources.items():
        content = _content(known, source)
        name = names.get(source.path)
        if content is not None and name is not None and is_named(content, name):
            yield source.path, Same(records[record], source, record in known.unfilled)


def _content(known: Register, source: Source) -> bytes | None:
    """What a file says, if it says still what was read."""
    if not isinstance(source, FileSource):
        return None
    try:
        content = bytes_of(known, source.path)
    except Refusal:
        return None
    return content if digest(content) == source.digest else None


def moved_from(revisions: Revisions, commit: Commit, known: Register) -> str | None:
    """Where a register stood at a commit, if it stood elsewhere: one that is there no more.

    Of several the one that has most of its files; None where there was none.
    """
    then = revisions.registers(commit)
    if known.commit:
        there = set(revisions.registers(known.commit))
    else:
        top = work_tree(known.path) or known.path
        there = {folder for folder in then if (top / folder / "board.yaml").exists()}
    ours = {source.path for source in known.sources.values()}
    shared = {folder: len(ours & files) for folder, files in then.items() if folder not in there}
    return max(shared, key=lambda folder: (shared[folder], folder), default=None)


def former(register: Register, base: Register) -> dict[str, Record]:
    """What the ids that a register has and its base has not meant, where they once meant something.

    Files that could not be read even then mean nothing.
    """
    if base.commit is None:
        return {}
    revisions = Revisions(register.path, base.within)
    added = [s.path for name, s in register.sources.items() if name not in base.sources]
    deleted = revisions.deleted(base.commit, added)
    found: dict[str, Record] = {}
    for path, content in zip(deleted, revisions.read(deleted.values()), strict=True):
        place = place_of(path)
        if place.kind and (record := next(versions(place.kind, place.id, [content]))):
            found[place.id] = record
    return found
