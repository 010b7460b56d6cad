"""What some files said when they were saved last: a change of them is held against it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from hscb_pm.models import Record
from hscb_pm.register import Register, Source
from hscb_pm.revisions import NoRevisionError, Revisions
from hscb_pm.rules import Base
from hscb_pm.store.files import FileSource, digest
from hscb_pm.store.places import place_of
from hscb_pm.store.versions import versions

BOARD = "board.yaml"


def saved(register: Register, paths: Collection[str]) -> Base | None:
    """The records of these files, and the board, as they were saved; None where it never was."""
    contents = last_texts(register, paths)
    if not contents:
        return None
    records: dict[type[Record], dict[str, Record]] = {}
    sources: dict[str, Source] = {}
    now = as_now(register)
    for path, content in contents.items():
        if content is not None and (record := record_in(path, content, now)):
            records.setdefault(type(record), {})[record.id] = record
            sources[record.id] = FileSource(register.path, path, digest(content), content=content)
    return Base(Register(register.path, records, sources), {})


def last_texts(register: Register, paths: Collection[str]) -> dict[str, bytes | None]:
    """What these files and the board said when they were saved last; nothing if that never was."""
    wanted = sorted(path for path in {BOARD, *paths} if place_of(path).kind)
    try:
        contents = dict(zip(wanted, Revisions(register.path).last(wanted), strict=True))
    except NoRevisionError:
        return {}
    return {} if contents.get(BOARD) is None else contents


def as_now(register: Register) -> dict[tuple[str, bytes], Record]:
    """The records of a register, by the path and the fingerprint of what their files say."""
    return {
        (source.path, source.digest): record
        for record in register
        if isinstance(source := register.sources.get(record.id), FileSource)
    }


def record_in(
    path: str, content: bytes, now: Mapping[tuple[str, bytes], Record] | None = None
) -> Record | None:
    """The record that a file held; None where it held none, by the schema of today.

    What stands there `now` as well need not be read again.
    """
    if now and (known := now.get((path, digest(content)))):
        return known
    place = place_of(path)
    return next(versions(place.kind, place.id, [content])) if place.kind else None


def alone(register: Register, paths: Collection[str]) -> Register:
    """A register with the records of these files and its board, and no others."""
    wanted = {BOARD, *paths}
    kept = {name for name, its in register.sources.items() if its.path in wanted}
    records = {
        kind: {name: record for name, record in known.items() if name in kept}
        for kind, known in register.records.items()
    }
    return replace(register, records=records)
