"""Is a register, and what stands around it for editors, as this hscb wants it."""

import os
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from hscb_pm import __version__, store
from hscb_pm.exchange.checkup import Look, Word
from hscb_pm.history import work_tree
from hscb_pm.present.schema import schema_files
from hscb_pm.problem import CannotError
from hscb_pm.register import Register
from hscb_pm.store.files import JOURNAL, RESERVED, read_bytes
from hscb_pm.store.journal import is_cut_off, why_unusable
from hscb_pm.store.schemas import differing
from hscb_pm.store.slips import Refusal
from hscb_pm.words import count

_SETTINGS = ".vscode/settings.json"


def look_at_register(folder: Path) -> Iterator[Look]:
    """What can be said of a register without asking its rules."""
    register = store.load(folder, guard=False)
    yield _version(register)
    yield _records(register)
    yield _changes(folder)
    yield _schemas(folder)
    yield _editor(folder)


def _version(register: Register) -> Look:
    board = register.board
    if board is None:
        return Look("register", Word.STOPS, "board.yaml cannot be read", ("hscb validate",))
    if not board.accepts(__version__):
        said = f"this register requires hscb {board.requires}, and this is {__version__}"
        return Look("register", Word.STOPS, said, ("pipx upgrade hscb-pm",))
    wants = f"requires {board.requires}" if board.requires else "any version of hscb may read it"
    return Look("register", Word.OK, f"{register.path.as_posix()}: {wants}")


def _records(register: Register) -> Look:
    if left := len(register.left_out):
        verb = "is" if left == 1 else "are"
        said = f"{count(left, 'file')} cannot be read and {verb} left out"
        return Look("records", Word.ATTENTION, said, ("hscb validate",))
    if not os.access(register.path, os.W_OK):
        said = "the folder is read-only, so nothing in it can be changed"
        return Look("records", Word.ATTENTION, said, (_let_write(register.path),))
    return Look("records", Word.OK, f"{count(len(register.sources), 'file')}, all readable")


def _let_write(folder: Path) -> str:
    name = folder.as_posix()
    return f'attrib -R "{name}" /S /D' if os.name == "nt" else f"chmod -R u+w {quote(name)}"


def _changes(folder: Path) -> Look:
    if refusal := why_unusable(folder):
        said = f"{JOURNAL}: {refusal.message}"
        return Look("changes", Word.ATTENTION, said, ("hscb validate",))
    if is_cut_off(folder):
        said = "a change of several files was cut off; the next command that writes undoes it"
        return Look("changes", Word.ATTENTION, said, ("hscb schema --write",))
    return Look("changes", Word.OK, "none was cut off")


def _schemas(folder: Path) -> Look:
    try:
        old = len(differing(folder / RESERVED, schema_files()))
    except CannotError as why:
        return Look("schemas", Word.ATTENTION, str(why), ("hscb schema --write",))
    if not (folder / RESERVED).is_dir():
        said = "editors cannot help with records: there is no folder schema/"
        return Look("schemas", Word.ABSENT, said, ("hscb schema --write",))
    if old:
        said = f"{count(old, 'schema')} for editors {'is' if old == 1 else 'are'} of another hscb"
        return Look("schemas", Word.ATTENTION, said, ("hscb schema --write",))
    return Look("schemas", Word.OK, "editors know what a record may hold")


def _editor(folder: Path) -> Look:
    tree = work_tree(folder) or folder.resolve().parent
    for place in (tree, folder.resolve(), folder.resolve().parent):
        try:
            if b"schema/action.json" in read_bytes(place / _SETTINGS):
                return Look("editor", Word.OK, f"{_SETTINGS} says which schema a record has")
        except Refusal:
            continue
    said = (
        f"no {_SETTINGS} says which schema a record has; what a file's first line says still does"
    )
    return Look("editor", Word.ABSENT, said, ("code --install-extension redhat.vscode-yaml",))
