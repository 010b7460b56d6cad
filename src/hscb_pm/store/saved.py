"""What some files said when they were saved last: a change of them is held against it."""

from collections.abc import Collection
from dataclasses import replace

from hscb_pm.models import Record
from hscb_pm.register import Register, Source
from hscb_pm.revisions import NoRevisionError, Revisions
from hscb_pm.rules import Base
from hscb_pm.store.files import TextSource
from hscb_pm.store.places import place_of
from hscb_pm.store.versions import versions

BOARD = "board.yaml"


def saved(register: Register, paths: Collection[str]) -> Base | None:
    """The records of these files, and the board, as they were saved; None where it never was."""
    wanted = sorted(path for path in {BOARD, *paths} if place_of(path).kind)
    try:
        contents = dict(zip(wanted, Revisions(register.path).last(wanted), strict=True))
    except NoRevisionError:
        return None
    if contents.get(BOARD) is None:
        return None
    records: dict[type[Record], dict[str, Record]] = {}
    sources: dict[str, Source] = {}
    for path, content in contents.items():
        place = place_of(path)
        if content is None or place.kind is None:
            continue
        if record := next(versions(place.kind, place.id, [content])):
            records.setdefault(place.kind, {})[record.id] = record
            sources[record.id] = TextSource(path, content.decode("utf-8", "replace"))
    return Base(Register(register.path, records, sources), {})


def alone(register: Register, paths: Collection[str]) -> Register:
    """A register with the records of these files and its board, and no others."""
    kept = {name for name, its in register.sources.items() if its.path in {BOARD, *paths}}
    records = {
        kind: {name: record for name, record in known.items() if name in kept}
        for kind, known in register.records.items()
    }
    return replace(register, records=records)
