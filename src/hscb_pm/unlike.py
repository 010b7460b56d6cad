"""Which files of a work tree are not as git has them, without asking git to look at them."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

LINK: Final = "120000"
REPOSITORY: Final = "160000"
"""The modes by which git knows a link, and another repository."""
_SHA1: Final = 40
"""The length of a name by SHA-1; by SHA-256 it is longer."""
_LARGEST: Final = 1 << 26
"""A larger file is no record, and not read."""
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


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
    top = os.path.join(folder, "")  # noqa: PTH118, as text, for speed
    there = set(filter(is_ours, _files(top, within)))
    before = {path for path in names if is_ours(path) and _is_shown(path)}
    yield from ((path, "new") for path in there - before)
    yield from ((path, "deleted") for path in before - there if names[path].mode != REPOSITORY)
    for path in there & before:
        if not _is_as_named(top + path, names[path]):
            yield path, "changed"


def _files(top: str, within: Iterable[str]) -> Iterator[str]:
    """The files below some folders, without names that begin with a dot; links lead nowhere."""
    named = ["" if name == "." else name.rstrip("/") for name in within]
    waiting = [name and f"{name}/" for name in named if not os.path.islink(top + name)]  # noqa: PTH114
    while waiting:
        above = waiting.pop()
        with suppress(OSError), os.scandir(top + above) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{above}{entry.name}/")
                else:
                    yield above + entry.name


def _is_shown(path: str) -> bool:
    return not path.startswith(".") and "/." not in path


def _is_as_named(file: str, name: Name) -> bool:
    """Whether a file is what git has by this name."""
    try:
        if name.mode == LINK and os.path.islink(file):  # noqa: PTH114
            return is_named(os.fsencode(os.readlink(file)), name.id)  # noqa: PTH115
        handle = os.open(file, _FLAGS)
        try:
            there = os.fstat(handle)
            if not stat.S_ISREG(there.st_mode) or there.st_size > _LARGEST:
                return False
            data = os.read(handle, there.st_size + 1)
        finally:
            os.close(handle)
    except OSError:
        return False
    return is_named(data, name.id)


def is_named(content: bytes, name: str) -> bool:
    """Whether git has a content by this name; it may keep lines without their carriage returns."""
    if _name(content, name) == name:
        return True
    return b"\r\n" in content and _name(content.replace(b"\r\n", b"\n"), name) == name


def _name(content: bytes, like: str) -> str:
    """What git calls a content, in a repository that has names like this one."""
    kind = hashlib.sha1 if len(like) == _SHA1 else hashlib.sha256
    return kind(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
