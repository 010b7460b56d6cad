"""Which files of a work tree are not as git has them, without asking git to look at them."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

_LINK: Final = "120000"
_REPOSITORY: Final = "160000"
_SHA1: Final = 40
"""The length of a name by SHA-1; by SHA-256 it is longer."""
_LARGEST: Final = 1 << 26
"""A larger file is no record, and not read."""


class Name(NamedTuple):
    """What git calls a file's content, and its mode for the file."""

    mode: str
    id: str


def unlike(
    folder: Path,
    names: Mapping[str, Name],
    within: Iterable[str],
    is_ours: Callable[[str], bool],
) -> Iterator[tuple[str, str]]:
    """The files that are not as they were committed, and whether new, changed or deleted.

    Git is not asked about them: for each it would run what the repository names as a filter.
    """
    there = {path for name in within for path in _files(folder, name) if is_ours(path)}
    before = {path for path in names if is_ours(path) and _is_shown(path)}
    yield from ((path, "new") for path in there - before)
    yield from ((path, "deleted") for path in before - there if names[path].mode != _REPOSITORY)
    for path in there & before:
        if not _is_as_named(folder / path, names[path]):
            yield path, "changed"


def _files(folder: Path, within: str) -> Iterator[str]:
    """The files below a folder, without names that begin with a dot; links lead nowhere."""
    start = os.path.join(folder, within)  # noqa: PTH118, for speed
    if os.path.islink(start):  # noqa: PTH114
        return
    for above, folders, files in os.walk(start):
        links = [name for name in folders if os.path.islink(os.path.join(above, name))]  # noqa: PTH114, PTH118
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        base = os.path.relpath(above, folder).replace(os.sep, "/")
        prefix = "" if base == "." else f"{base}/"
        yield from (f"{prefix}{name}" for name in (*files, *links) if not name.startswith("."))


def _is_shown(path: str) -> bool:
    return not path.startswith(".") and "/." not in path


def _is_as_named(file: Path, name: Name) -> bool:
    """Whether a file is what git has by this name."""
    try:
        there = file.lstat()
        if stat.S_ISLNK(there.st_mode):
            return name.mode == _LINK and is_named(os.fsencode(file.readlink()), name.id)
        is_file = stat.S_ISREG(there.st_mode) and there.st_size <= _LARGEST
        return is_file and is_named(file.read_bytes(), name.id)
    except OSError:
        return False


def is_named(content: bytes, name: str) -> bool:
    """Whether git has a content by this name; it may keep lines without their carriage returns."""
    if _name(content, name) == name:
        return True
    return b"\r\n" in content and _name(content.replace(b"\r\n", b"\n"), name) == name


def _name(content: bytes, like: str) -> str:
    """What git calls a content, in a repository that has names like this one."""
    kind = hashlib.sha1 if len(like) == _SHA1 else hashlib.sha256
    return kind(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
