"""Where a file stands: the folder says the kind of record, the name is its id."""

import re
from typing import Final, NamedTuple

from hscb_pm.models import RECORD_TYPES, Record
from hscb_pm.problem import nearest
from hscb_pm.store.slips import Refusal

_TOP: Final = {kind.example: kind for kind in RECORD_TYPES if not kind.folder}
_FOLDERS: Final = {kind.folder: kind for kind in RECORD_TYPES if kind.folder}
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


class Place(NamedTuple):
    """What a file is by its place, and why it may not be read."""

    kind: type[Record] | None
    id: str
    """The id that its name gives it; empty where nothing says of which kind it is."""
    refusal: Refusal | None = None


def place_of(path: str) -> Place:
    """The kind and id that a file's folder and name give it, if they give any."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    kind = _FOLDERS.get(folder) if folder else _TOP.get(f"{stem}.yaml")
    if kind is None:
        return Place(None, "")
    good = ending == "yaml" and kind.fits(stem) and not _DEVICE.fullmatch(stem)
    return Place(kind if good else None, kind.id_of(stem))


def misplaced(path: str) -> Refusal:
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
